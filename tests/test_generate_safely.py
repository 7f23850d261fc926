"""`specloom generate` is all or nothing, and leaves alone what it did not write."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from workshop import Workshop, files, snapshot

from generator.tree import Difference
from generator.write import write


def change_all(workshop: Workshop) -> None:
    """Change a spec so that many files would be written."""
    for name in ("fal", "runware"):
        spec = workshop.specs / name / "grok-imagine-video.yaml"
        text = spec.read_text(encoding="utf-8")
        spec.write_text(text.replace("title: Grok", "title: Changed Grok"), encoding="utf-8")


@pytest.mark.parametrize("place", ["notes.txt", "fal/notes.txt", ".hidden", "docs/deep/notes.txt"])
def test_a_folder_with_a_file_of_others_is_refused(workshop: Workshop, place: str) -> None:
    change_all(workshop)
    foreign = workshop.out / place
    foreign.parent.mkdir(parents=True, exist_ok=True)
    foreign.write_text("mine", encoding="utf-8")
    before = snapshot(workshop.out)
    done = workshop.generate()
    assert done.returncode == 2
    assert place in done.stderr
    assert snapshot(workshop.out) == before
    assert workshop.generate("--only", "fal").returncode == 2
    assert snapshot(workshop.out) == before


def test_a_folder_that_is_not_ours_at_all_is_refused(workshop: Workshop) -> None:
    shutil.rmtree(workshop.out)
    workshop.out.mkdir()
    (workshop.out / "thesis.tex").write_text("mine", encoding="utf-8")
    assert workshop.generate().returncode == 2
    assert files(workshop.out) == {"thesis.tex": b"mine"}


def test_an_output_that_is_a_file_is_refused(workshop: Workshop) -> None:
    shutil.rmtree(workshop.out)
    workshop.out.write_text("mine", encoding="utf-8")
    done = workshop.generate()
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert workshop.out.read_text(encoding="utf-8") == "mine"


def test_a_finding_leaves_everything_as_it_was(workshop: Workshop) -> None:
    change_all(workshop)
    spec = workshop.specs / "fal" / "grok-imagine-video.yaml"
    text = spec.read_text(encoding="utf-8")
    spec.write_text(text.replace("minimum: 1", "minimun: 1", 1), encoding="utf-8")
    before = snapshot(workshop.out)
    done = workshop.generate()
    assert done.returncode == 1
    assert f"{spec}:" in done.stderr
    assert "unknown-key" in done.stderr
    assert snapshot(workshop.out) == before


@pytest.mark.parametrize("place", ["runware/openapi.json", "aimlapi/costs/grok_imagine_video.py"])
def test_a_write_that_fails_leaves_everything_as_it_was(workshop: Workshop, place: str) -> None:
    """A folder stands where a file must go, and others were moved into place before."""
    change_all(workshop)
    (workshop.out / place).unlink()
    (workshop.out / place).mkdir()
    before = {path: data for path, (_, data) in snapshot(workshop.out).items()}
    done = workshop.generate()
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert {path: data for path, (_, data) in snapshot(workshop.out).items()} == before
    assert sorted(path.name for path in workshop.folder.iterdir()) == ["cache", "out", "specs"]


def test_a_first_write_that_fails_leaves_nothing(workshop: Workshop) -> None:
    """The folder above is a file: nothing can be written at all."""
    blocked = workshop.folder / "blocked"
    blocked.write_text("mine", encoding="utf-8")
    done = workshop.generate("--out", str(blocked / "out"))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert blocked.read_text(encoding="utf-8") == "mine"


class Interrupted(dict[str, str]):
    """A tree during whose writing somebody presses Ctrl-C."""

    def get(self, path: str, default: Any = None) -> Any:
        """Return a file, but interrupt at the one that is called last."""
        if path == "z":
            raise KeyboardInterrupt
        return super().get(path, default)


def test_an_interrupted_write_leaves_everything_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "new" / "out"
    changes = [Difference("missing", path, "") for path in ("a", "deep/er/b", "z")]
    with pytest.raises(KeyboardInterrupt):
        write(Interrupted({"a": "1", "deep/er/b": "2"}), out, changes)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["fal", "runware/models"])
def test_nothing_is_written_through_a_link_to_a_folder(workshop: Workshop, place: str) -> None:
    change_all(workshop)
    elsewhere = workshop.folder / "elsewhere"
    (workshop.out / place).rename(elsewhere)
    (workshop.out / place).symlink_to(elsewhere)
    before = snapshot(elsewhere)
    assert workshop.generate().returncode == 2
    assert snapshot(elsewhere) == before


def test_nothing_is_written_through_a_link_to_a_file(workshop: Workshop) -> None:
    change_all(workshop)
    stale = workshop.out / "fal" / "reference.md"
    elsewhere = workshop.folder / "elsewhere.md"
    stale.rename(elsewhere)
    stale.symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    assert workshop.generate().returncode == 0
    assert elsewhere.read_bytes() == before
    assert not stale.is_symlink()


def test_an_output_folder_that_is_a_link_is_refused(workshop: Workshop) -> None:
    change_all(workshop)
    elsewhere = workshop.folder / "elsewhere"
    workshop.out.rename(elsewhere)
    workshop.out.symlink_to(elsewhere)
    before = snapshot(elsewhere)
    assert workshop.generate().returncode == 2
    assert snapshot(elsewhere) == before


def test_what_tools_leave_behind_is_not_foreign(workshop: Workshop) -> None:
    (workshop.out / "fal" / "__pycache__").mkdir(exist_ok=True)
    (workshop.out / "fal" / "__pycache__" / "x.pyc").write_bytes(b"")
    shutil.rmtree(workshop.specs / "fal")
    assert workshop.generate().returncode == 0
    assert not (workshop.out / "fal").exists()


def test_a_link_between_providers_and_specs_is_followed(workshop: Workshop, tmp_path: Path) -> None:
    """Specs may lie behind a link: only the output must not."""
    (workshop.specs).rename(tmp_path / "real")
    workshop.specs.symlink_to(tmp_path / "real")
    before = files(workshop.out)
    assert workshop.generate().returncode == 0
    assert files(workshop.out) == before
