"""`specloom generate`: the same bytes everywhere, all or nothing, and never a file of others."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from workshop import COMMITTED, SPECS, Workshop, files, snapshot

VARIANTS = {
    "another hash seed and locale": {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "Asia/Kathmandu"},
    "another language": {"PYTHONHASHSEED": "4242", "LANG": "tr_TR.UTF-8", "LC_ALL": ""},
    "no UTF-8 mode": {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "POSIX"},
}


def test_a_cold_run_gives_what_is_committed(generated_once: Workshop) -> None:
    assert files(generated_once.out) == files(COMMITTED)


@pytest.mark.parametrize("variant", VARIANTS)
def test_output_depends_on_specs_alone(variant: str, tmp_path: Path) -> None:
    """Neither hash seed, locale, time zone, folders nor their depth can be seen in the output."""
    workshop = Workshop(tmp_path / "deep" / "er folder é" / variant)
    shutil.copytree(SPECS, workshop.specs)
    done = workshop.generate(env=VARIANTS[variant])
    assert done.returncode == 0, done.stderr
    assert files(workshop.out) == files(COMMITTED)


def test_a_second_run_writes_nothing_and_starts_no_tools(workshop: Workshop) -> None:
    workshop.generate()
    before = snapshot(workshop.out)
    done = workshop.generate(options=("-X", "importtime"))
    assert (done.returncode, done.stdout) == (0, f"{workshop.out}: nothing changed\n")
    assert snapshot(workshop.out) == before
    imported = {
        line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.split("\n")
    }
    assert "generator" in imported
    assert imported.isdisjoint({"black", "datamodel_code_generator", "pydantic", "jinja2", "yaml"})


def test_a_changed_spec_changes_what_depends_on_it(workshop: Workshop) -> None:
    spec = workshop.specs / "fal" / "grok-imagine-video.yaml"
    text = spec.read_text(encoding="utf-8")
    assert "maximum: 15" in text
    spec.write_text(text.replace("maximum: 15", "maximum: 16"), encoding="utf-8")
    before = files(workshop.out)
    assert workshop.generate().returncode == 0
    after = files(workshop.out)
    changed = {path for path in after if after[path] != before[path]}
    assert "fal/validators/grok_imagine_video.py" in changed
    assert all(path.startswith(("fal/", "tests/fal/")) for path in changed)
    spec.write_text(text, encoding="utf-8")
    assert workshop.generate().returncode == 0
    assert files(workshop.out) == before


def test_a_hand_edited_file_is_overwritten(workshop: Workshop) -> None:
    before = files(workshop.out)
    with (workshop.out / "fal" / "costs" / "grok_imagine_video.py").open("a") as file:
        file.write("# mine\n")
    done = workshop.generate()
    assert "1 of" in done.stdout
    assert files(workshop.out) == before


def test_files_of_a_provider_that_is_gone_are_removed(workshop: Workshop) -> None:
    shutil.rmtree(workshop.specs / "aimlapi")
    assert workshop.generate().returncode == 0
    left = files(workshop.out)
    assert not [path for path in left if "aimlapi" in path]
    assert b"aimlapi" not in left["MANIFEST.txt"]
    assert not (workshop.out / "aimlapi").exists()
    assert not (workshop.out / "tests" / "aimlapi").exists()
    kept = {path: data for path, data in files(COMMITTED).items() if "aimlapi" not in path}
    assert {**left, "MANIFEST.txt": b""} == {**kept, "MANIFEST.txt": b""}


def test_one_provider_alone_is_touched(workshop: Workshop) -> None:
    """With --only, edits of other providers' files stay, and their specs may be broken."""
    other = workshop.specs / "fal" / "grok-imagine-video.yaml"
    other.write_text("family: [", encoding="utf-8")
    before = files(workshop.out)
    for path in ("fal/openapi.json", "runware/openapi.json", "tests/fal/__init__.py"):
        (workshop.out / path).write_text("mine", encoding="utf-8")
    done = workshop.generate("--only", "runware")
    assert done.returncode == 0, done.stderr
    after = files(workshop.out)
    assert after["fal/openapi.json"] == after["tests/fal/__init__.py"] == b"mine"
    changed = {path for path in after if after[path] != before[path]}
    assert changed == {"fal/openapi.json", "tests/fal/__init__.py"}
    assert workshop.generate("--only", "runware", "--check").returncode == 0
    assert workshop.generate("--only", "fal").returncode == 1
    assert workshop.generate("--only", "nobody").returncode == 2


def test_one_provider_alone_into_an_empty_folder(workshop: Workshop) -> None:
    """What --only writes first is a part of what a whole run writes, and a whole run adds the rest."""
    shutil.rmtree(workshop.out)
    assert workshop.generate("--only", "runware").returncode == 0
    part, whole = files(workshop.out), files(COMMITTED)
    listed = part.pop("MANIFEST.txt").decode().split()
    assert sorted(listed) == sorted(part)
    assert all(whole[path] == data for path, data in part.items())
    assert {path.partition("/")[0] for path in part}.isdisjoint({"fal", "aimlapi", "cloudflare"})
    assert workshop.generate().returncode == 0
    assert files(workshop.out) == whole
