"""Each folder under cases/ is a set of specs with the findings that it must have, word for word.

A case holds only the files that differ from `_base/specs`. `UPDATE_CASES=1 pytest tests/test_cases.py`
rewrites diagnostics.txt; what changed is for git to show and for a reader to judge.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from generator.lint import RULES
from generator.survey import survey

CASES = Path(__file__).parent / "cases"
BASE = CASES / "_base" / "specs"
FOLDERS = sorted(folder for folder in CASES.iterdir() if (folder / "specs").is_dir())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_findings_are_those_of_the_case(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The specs of a case have exactly the findings that its diagnostics.txt lists."""
    shutil.copytree(BASE, tmp_path / "specs")
    shutil.copytree(folder / "specs", tmp_path / "specs", dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    found = "".join(f"{finding}\n" for finding in survey(Path("specs"))[1])
    expected = folder / "diagnostics.txt"
    if os.environ.get("UPDATE_CASES"):
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")


def test_every_lint_rule_has_a_case() -> None:
    """A rule that no case shows might never find anything."""
    shown = "".join(path.read_text(encoding="utf-8") for path in CASES.glob("*/diagnostics.txt"))
    assert [code for code in RULES if f": {code}: " not in shown] == []
