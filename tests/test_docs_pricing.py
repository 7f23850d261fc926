"""What docs/pricing.md shows is what happens: commands print it, snippets run.

`UPDATE_DOCS=1 pytest tests/test_docs_pricing.py` puts what commands print now into the page.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from shipped import ROOT
from test_docs import blocks, commands_of, shell

PAGE = ROOT / "docs" / "pricing.md"


def test_the_page_shows_what_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Files, commands and Python of the page, in its order."""
    page = PAGE.read_text(encoding="utf-8")
    shutil.copytree(ROOT / "specs", tmp_path / "specs")
    monkeypatch.chdir(tmp_path)
    played, taken, names = "", 0, {"__name__": "page"}
    for block in blocks(page):
        now = block.text
        if block.title:
            (tmp_path / block.title).write_text(block.text, encoding="utf-8")
        elif block.language == "console":
            listed = [(line, shell(line, tmp_path)) for line, _ in commands_of(block)]
            now = "".join(f"$ {line}\n{printed}" for line, printed in listed)
        elif block.language == "python":
            exec(compile(block.text, str(PAGE), "exec"), names)  # noqa: S102  # our own page
        played += page[taken : block.start] + now
        taken = block.start + len(block.text)
    played += page[taken:]
    if os.environ.get("UPDATE_DOCS"):
        PAGE.write_text(played, encoding="utf-8")
    assert played == page
    printed = capsys.readouterr().out
    for words in (
        "$0.56 0.56 True",
        "refused: Neither the page",
        "0.42 0.42 {}",
        "all of it times results",
        "rate of output-video at 720p 0.07 0.08",
        "1 (Decimal('-0.15'), Decimal('-0.15'))",
    ):
        assert words in printed
