"""Generation in parts: only what changed is made, and it is the same whoever makes it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from shipped import providers
from test_cases import BASE, FOLDERS
from workshop import COMMITTED, SPECS, Workshop, files

from generator.assemble import Assembly
from generator.crew import Crew
from generator.diagnostics import CannotRun, Rejected
from generator.emit import provider_tree
from generator.format import Formatter
from generator.memory import Memory
from generator.part import Part, formatted
from generator.pipeline import Request, generate
from generator.shelf import Shelf
from generator.survey import survey
from generator.tree import digest

CODE = "the code of these tests"
PARTS = len(list(SPECS.glob("*/*.yaml"))) - len(list(SPECS.glob("*/releases.yaml"))) + 1


@dataclass(frozen=True)
class Bench:
    """Specs, and a memory of what was made of them."""

    specs: Path
    memory: Memory

    def make(self, code: str = CODE) -> tuple[dict[str, str], int]:
        """Return all files, and how many parts had to be made for them."""
        assembly = Assembly(self.specs, None, Shelf(self.memory, {}), code)
        with Crew(1) as crew:
            parts = assembly.parts(crew)
        return {path: text for part in parts for path, text in part.files.items()}, len(
            assembly.made
        )

    def edit(self, name: str, old: str, new: str) -> None:
        """Change a spec file."""
        path = self.specs / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with specs and a memory of their parts; it is not to be changed."""
    folder = tmp_path_factory.mktemp("bench")
    shutil.copytree(SPECS, folder / "specs")
    files_of, count = Bench(folder / "specs", Memory(folder / "memory")).make()
    assert count == PARTS
    assert {path for path in files(COMMITTED) if path != "MANIFEST.txt"} == set(files_of)
    return folder


@pytest.fixture
def bench(made_once: Path, tmp_path: Path) -> Bench:
    """Return a bench of the test's own on which everything was made before."""
    shutil.copytree(made_once, tmp_path, dirs_exist_ok=True)
    return Bench(tmp_path / "specs", Memory(tmp_path / "memory"))


def test_nothing_is_made_twice(bench: Bench) -> None:
    before, count = bench.make()
    assert count == 0
    assert {path: text.encode() for path, text in before.items()}.items() <= files(
        COMMITTED
    ).items()


def test_one_changed_family_is_made_with_what_names_it(bench: Bench) -> None:
    """That is one part for the family, and one for what speaks of all families."""
    before, _ = bench.make()
    bench.edit("fal/grok-imagine-video.yaml", "maximum: 15", "maximum: 14")
    after, count = bench.make()
    assert count == 2
    changed = {path for path in after if after[path] != before[path]}
    assert "fal/validators/grok_imagine_video.py" in changed
    assert all("fal/" in path for path in changed)


@pytest.mark.parametrize(
    ("file", "old", "new", "count"),
    [
        ("cloudflare/releases.yaml", "releases:", "releases: # so", 1),
        ("cloudflare/provider.yaml", "provider: cloudflare", "provider: cloudflare # so", 3),
        ("units.yaml", "units:", "units: # so", PARTS - 1),
    ],
)
def test_what_depends_on_a_file_is_made_anew(
    bench: Bench, file: str, old: str, new: str, count: int
) -> None:
    before, _ = bench.make()
    bench.edit(file, old, new)
    assert bench.make() == (before, count)


def test_everything_depends_on_the_generator(bench: Bench) -> None:
    assert bench.make("other code")[1] == PARTS


def test_what_is_remembered_is_held_against_what_is_new(bench: Bench) -> None:
    """No remembered part is unsound by itself, but the documents of the family that is gone are."""
    (bench.specs / "cloudflare" / "grok-imagine-video-1.5-preview.yaml").unlink()
    with pytest.raises(Rejected, match="document page-1-5-preview is cited by nothing"):
        bench.make()


def test_files_that_stand_in_the_output_are_not_read(bench: Bench) -> None:
    """A part whose files are all there is known by their digests alone."""
    tree, _ = bench.make()
    there = {path: digest(text) for path, text in tree.items()}
    there["fal/py.typed"] = "something else"
    assembly = Assembly(bench.specs, None, Shelf(bench.memory, there), CODE)
    with Crew(1) as crew:
        parts = assembly.parts(crew)
    read = {path for part in parts for path in part.files}
    assert "fal/py.typed" in read
    assert all(path.startswith(("fal/", "tests/fal/")) for path in read)
    assert set().union(*(part.kept for part in parts)) | read == set(tree)


def test_parts_are_what_the_whole_provider_gives() -> None:
    """Families that are loaded one by one become what they become together."""
    tree = generate(Request(SPECS, Path("nowhere"), "cloudflare", jobs=1))
    whole = formatted(provider_tree(providers()["cloudflare"]), Formatter())
    assert {path: tree[path] for path in whole} == whole


def test_any_number_of_workers_writes_the_same(tmp_path: Path) -> None:
    """What is committed was made by as many as there are cores; here it is one process."""
    workshop = Workshop(tmp_path)
    shutil.copytree(SPECS, workshop.specs)
    done = workshop.generate("--jobs", "1")
    assert done.returncode == 0, done.stderr
    assert files(workshop.out) == files(COMMITTED)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_parts_find_what_the_survey_finds(folder: Path, tmp_path: Path) -> None:
    """Nothing is made of specs that have findings, and all findings are told."""
    specs = tmp_path / "specs"
    shutil.copytree(BASE, specs)
    shutil.copytree(folder / "specs", specs, dirs_exist_ok=True)
    found = tuple(survey(specs)[1])
    if not found:
        assert generate(Request(specs, tmp_path, jobs=1))
        return
    with pytest.raises(Rejected) as rejected:
        generate(Request(specs, tmp_path, jobs=1))
    assert rejected.value.findings == found


@dataclass(frozen=True)
class Deadly:
    """A job that ends the process it is done in, as a system short of memory does."""

    def make(self) -> Sequence[Part] | None:
        """Make nothing."""
        os._exit(9)


def test_a_worker_that_dies_is_told_of() -> None:
    with (
        Crew(2) as crew,
        pytest.raises(CannotRun, match=r"a worker process died.*--jobs 1 does without workers"),
    ):
        list(crew.work([Deadly(), Deadly(), Deadly()]))
