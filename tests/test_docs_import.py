"""docs/import.md is true: its commands print what it shows.

`UPDATE_DOCS=1 pytest tests/test_docs_import.py` puts what commands print now into the page.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from shipped import ROOT
from test_docs import blocks, commands_of, shell

PAGE = ROOT / "docs" / "import.md"


def test_the_page_shows_what_is_printed(tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    for name in ("specs", "pages"):
        shutil.copytree(ROOT / "tests" / "demo" / name, tmp_path / name)
    shutil.copy(ROOT / "tests" / "pages" / "imported" / "chirp-openapi.yaml", tmp_path / "pages")
    played, taken = "", 0
    for block in blocks(page):
        listed = [(line, shell(line, tmp_path)) for line, _ in commands_of(block)]
        played += page[taken : block.start]
        played += "".join(f"$ {line}\n{printed}" for line, printed in listed)
        taken = block.start + len(block.text)
    played += page[taken:]
    if os.environ.get("UPDATE_DOCS"):
        PAGE.write_text(played, encoding="utf-8")
    assert played.splitlines() == page.splitlines()
