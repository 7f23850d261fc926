"""Type checkers take what is right and refuse what is wrong, line by line."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
RIGHT, WRONG = ROOT / "tests" / "typing" / "right.py", ROOT / "tests" / "typing" / "wrong.py"
CHECKERS = {
    "mypy": [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--config-file="],
    "basedpyright": [sys.executable, "-m", "basedpyright", "--level", "error", "-p"],
}


def errors(checker: str, path: Path, folder: Path) -> set[int]:
    """Return the lines of *path* in which *checker* finds an error."""
    command = list(CHECKERS[checker])
    if checker == "basedpyright":
        config = folder / "pyrightconfig.json"
        config.write_text(
            f'{{"typeCheckingMode": "strict", "include": ["{path}"], "extraPaths": ["{ROOT}"],'
            f' "venvPath": "{Path(sys.prefix).parent}", "venv": "{Path(sys.prefix).name}"}}'
        )
        command.append(str(config))
    else:
        command.append(str(path))
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    found = re.findall(rf"{path.name}:(\d+)(?::\d+)?(?: -)?:? error", done.stdout)
    assert done.returncode in {0, 1}, done.stderr
    return {int(line) for line in found}


@pytest.mark.parametrize("checker", CHECKERS)
def test_right_calls_are_taken(checker: str, tmp_path: Path) -> None:
    """What the documentation allows passes, with the types that it says."""
    assert errors(checker, RIGHT, tmp_path) == set()


@pytest.mark.parametrize("checker", CHECKERS)
def test_wrong_calls_are_refused(checker: str, tmp_path: Path) -> None:
    """A wrong keyword, value, type or missing argument fails the check, and nothing else does."""
    marked = {
        number for number, line in enumerate(WRONG.read_text().splitlines(), 1) if "# WRONG" in line
    }
    assert errors(checker, WRONG, tmp_path) == marked
