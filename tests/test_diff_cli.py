"""`specloom diff` as a user runs it: folders, files, revisions and documents."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from commands import specloom
from shipped import ROOT

DEMO = ROOT / "tests" / "demo"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the specs of the demo, and a changed copy of them."""
    shutil.copytree(DEMO / "specs", tmp_path / "specs")
    shutil.copytree(DEMO / "pages", tmp_path / "pages")
    shutil.copytree(DEMO / "specs", tmp_path / "changed")
    reel = tmp_path / "changed" / "acme" / "reel.yaml"
    text = reel.read_text(encoding="utf-8").replace("maximum: 10", "maximum: 12")
    reel.write_text(text.replace('"480p": "0.04"', '"480p": "0.05"'), encoding="utf-8")
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.com")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def test_two_folders(folder: Path) -> None:
    done = specloom("diff", "specs", "changed", cwd=folder)
    assert done.returncode == 1, done.stderr
    assert "additive   parameter duration: greatest value changed from 10 to 12" in done.stdout
    assert "rate at 480p changed from 0.04 to 0.05 a second" in done.stdout
    assert "acme: 1 additive, 1 price; version 0.1.0 -> 0.1.1 (patch)" in done.stdout
    assert "specs/acme/reel.yaml:25 -> changed/acme/reel.yaml:25" in done.stdout
    same = specloom("diff", "specs", "specs", cwd=folder)
    assert (same.returncode, same.stdout) == (0, "no change\n")


def test_json_has_all_of_it(folder: Path) -> None:
    done = specloom("diff", "changed", "specs", "--json", cwd=folder)
    (package,) = json.loads(done.stdout)
    assert (package["package"], package["level"], package["new_version"]) == (
        "acme",
        "minor",
        "0.2.0",
    )
    changes = {change["kind"]: change for change in package["operations"][0]["changes"]}
    assert (changes["breaking"]["old"], changes["breaking"]["new"]) == (12, 10)
    assert changes["breaking"]["subject"] == "parameter duration"
    assert set(package["changelog"]) == {"breaking", "price"}


def test_a_change_of_price_tells_what_documented_requests_cost(folder: Path) -> None:
    reel = folder / "changed" / "acme" / "reel.yaml"
    text = reel.read_text(encoding="utf-8").replace('"720p": "0.06"', '"720p": "0.08"')
    reel.write_text(text, encoding="utf-8")
    done = specloom("diff", "specs", "changed", cwd=folder)
    assert "Five seconds at 720p: $0.30 -> $0.40" in done.stdout


def test_one_file_beside_its_provider_or_far_from_it(folder: Path) -> None:
    shutil.copy(folder / "changed" / "acme" / "reel.yaml", folder / "other.yaml")
    done = specloom("diff", "specs/acme/reel.yaml", "other.yaml", cwd=folder)
    assert done.returncode == 1, done.stderr
    assert "-> other.yaml:25" in done.stdout


def test_revisions_of_the_specs(folder: Path) -> None:
    git(folder, "init", "--quiet")
    git(folder, "add", "specs")
    git(folder, "commit", "--quiet", "-m", "first")
    shutil.rmtree(folder / "specs")
    shutil.move(folder / "changed", folder / "specs")
    done = specloom("diff", "HEAD", "specs", cwd=folder)
    assert done.returncode == 1, done.stderr
    assert "HEAD:specs/acme/reel.yaml:25 -> specs/acme/reel.yaml:25" in done.stdout
    git(folder, "commit", "--quiet", "-am", "second")
    git(folder, "tag", "v2")
    done = specloom("diff", "HEAD~1", "v2", cwd=folder)
    assert "greatest value changed from 10 to 12" in done.stdout
    assert specloom("diff", "v2", "HEAD", cwd=folder).returncode == 0


def test_links_in_a_revision_are_not_followed(folder: Path) -> None:
    git(folder, "init", "--quiet")
    (folder / "specs" / "acme" / "secret.yaml").symlink_to(folder / "changed" / "units.yaml")
    git(folder, "add", "specs")
    git(folder, "commit", "--quiet", "-m", "a link")
    (folder / "specs" / "acme" / "secret.yaml").unlink()
    assert specloom("diff", "HEAD", "specs", cwd=folder).returncode == 0


def test_two_documents(folder: Path) -> None:
    done = specloom("diff", "pages/reel.json", "pages/reel-changed.json", cwd=folder)
    assert done.returncode == 1, done.stderr
    assert "breaking   parameter camera: removed" in done.stdout
    assert "additive   parameter seed: added" in done.stdout
    assert (
        "price      price a second, resolution 720p" in done.stdout or "0.06 to 0.07" in done.stdout
    )


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("specs", "nowhere", "no folder, no file, and no git revision"),
        ("specs", "--output=x", "No such option"),
        ("specs", "pages/reel.json", "specloom drift"),
        ("pages", "specs", "holds no <provider>/provider.yaml"),
        ("specs", "broken", "missing-key"),
        ("HEAD^{/x}", "specs", "no git revision"),
    ],
)
def test_what_cannot_be_compared(folder: Path, old: str, new: str, words: str) -> None:
    shutil.copytree(folder / "specs", folder / "broken")
    (folder / "broken" / "acme" / "reel.yaml").write_text("family: reel\n", encoding="utf-8")
    done = specloom("diff", old, new, cwd=folder)
    assert done.returncode == 2
    assert words in done.stderr
    assert done.stdout == ""
