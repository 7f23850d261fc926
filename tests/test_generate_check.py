"""`specloom generate --check` and `--diff`: they name what differs, write nothing, trust no cache."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

from workshop import COMMITTED, Workshop, files, snapshot

from generator.pipeline import _state
from generator.tree import digests_under


def spoil(workshop: Workshop) -> None:
    """Remove and edit a file, add one of our own, and leave others without a spec."""
    (workshop.out / "fal" / "openapi.json").unlink()
    path = workshop.out / "runware" / "reference.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Runware", "Runaway"), "utf-8")
    (workshop.out / "fal" / "mine.py").write_text("x = 1\n", encoding="utf-8")
    shutil.rmtree(workshop.specs / "aimlapi")


def test_check_names_what_is_missing_stale_and_orphaned(workshop: Workshop) -> None:
    spoil(workshop)
    before = snapshot(workshop.out)
    done = workshop.generate("--check")
    assert done.returncode == 1
    found = dict(line.rsplit(": ", 1) for line in done.stdout.splitlines() if ": " in line)
    kinds = {path: kind for path, kind in found.items() if path.startswith(str(workshop.out))}
    assert kinds.pop(f"{workshop.out}/fal/openapi.json") == "missing"
    assert kinds.pop(f"{workshop.out}/runware/reference.md") == "stale"
    assert kinds.pop(f"{workshop.out}/MANIFEST.txt") == "stale"
    assert kinds.pop(f"{workshop.out}/fal/mine.py") in {"foreign", "orphaned"}
    assert len(kinds) == len([path for path in files(COMMITTED) if "aimlapi/" in path])
    assert set(kinds.values()) == {"orphaned"}
    assert diff_of(done.stdout, "runware/reference.md")
    assert any(line.startswith("-") and "Runaway" in line for line in done.stdout.splitlines())
    assert snapshot(workshop.out) == before


def diff_of(text: str, path: str) -> bool:
    """Tell whether *text* shows a unified diff of *path*."""
    heads = [line for line in text.splitlines() if line.endswith(path)]
    return [line[:4] for line in heads[:2]] == ["--- ", "+++ "]


def test_diff_shows_the_same_and_is_no_failure(workshop: Workshop) -> None:
    (workshop.out / "fal" / "openapi.json").unlink()
    before = snapshot(workshop.out)
    done = workshop.generate("--diff")
    assert done.returncode == 0
    assert diff_of(done.stdout, "fal/openapi.json")
    assert snapshot(workshop.out) == before


def test_check_of_what_is_right_is_quiet(workshop: Workshop) -> None:
    done = workshop.generate("--check")
    assert (done.returncode, done.stdout) == (0, f"{workshop.out}: up to date\n")


def test_check_of_a_folder_that_is_not_there(workshop: Workshop, tmp_path: Path) -> None:
    elsewhere = Workshop(tmp_path / "workshop")
    (workshop.out).rename(tmp_path / "away")
    done = elsewhere.generate("--check")
    assert done.returncode == 1
    assert done.stdout.count(": missing\n") == len(files(COMMITTED))
    assert not elsewhere.out.exists()


def test_the_cache_is_never_trusted_by_check(workshop: Workshop) -> None:
    """Every entry of the cache says something else, with the right checksum: no difference."""
    with (workshop.out / "fal" / "py.typed").open("w") as file:
        file.write("mine")
    poison(workshop)
    done = workshop.generate("--check")
    assert done.returncode == 1
    assert f"{workshop.out}/fal/py.typed: stale" in done.stdout
    assert done.stdout.count(": stale\n") == 1


def poison(workshop: Workshop) -> None:
    """Rewrite every entry of the cache, with a checksum that fits."""
    entries = [path for path in workshop.cache.rglob("*") if path.is_file()]
    assert len(entries) > 20, "the cache holds what was made"
    for path in entries:
        body = path.read_text(encoding="utf-8").partition("\n")[2]
        other = body.replace("specloom", "poison")
        if set(json.loads(body)) == set(files(workshop.out)):  # what the output was left as
            other = _state(digests_under(workshop.out))
        digest = hashlib.sha256(other.encode()).hexdigest()
        path.write_text(f"{digest}\n{other}", encoding="utf-8")


def test_a_damaged_cache_is_no_error(workshop: Workshop) -> None:
    for number, path in enumerate(sorted(workshop.cache.rglob("*"))):
        if path.is_file():
            data = path.read_bytes()
            path.write_bytes([b"", b"\xff\xfe", data[:-5], data + b"x = 1\n"][number % 4])
    (workshop.out / "fal" / "openapi.json").unlink()
    done = workshop.generate()
    assert done.returncode == 0, done.stderr
    assert files(workshop.out) == files(COMMITTED)


def test_a_cache_that_cannot_be_written_is_no_error(workshop: Workshop) -> None:
    (workshop.out / "fal" / "openapi.json").unlink()
    blocked = workshop.folder / "a file"
    blocked.write_text("", encoding="utf-8")
    done = workshop.generate(env={"XDG_CACHE_HOME": str(blocked)})
    assert (done.returncode, done.stderr) == (0, "")
    assert files(workshop.out) == files(COMMITTED)
