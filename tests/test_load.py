"""Load: the shipped specs are read whole, and findings of all files come in one run."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from shipped import SPECS

from generator.diagnostics import CannotRun, Finding, Origin, Rejected, reject_if_any
from generator.load import load

BASE = Path(__file__).parent / "cases" / "_base" / "specs"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder of sound specs that a test may damage."""
    return Path(shutil.copytree(BASE, tmp_path / "specs"))


def test_the_shipped_specs_load_without_findings() -> None:
    """All four providers are there, with all their families."""
    documents, findings = load(SPECS)
    assert findings == []
    assert documents is not None
    names = {files.provider.spec.provider: len(files.families) for files in documents.providers}
    assert names == {"aimlapi": 1, "cloudflare": 2, "fal": 1, "runware": 1}


def test_one_provider_is_loaded_alone(root: Path) -> None:
    """What is wrong with another provider is not looked at."""
    shutil.copytree(root / "acme", root / "bad")
    documents, findings = load(root, "acme")
    assert findings == []
    assert documents is not None
    assert [files.provider.spec.provider for files in documents.providers] == ["acme"]
    documents, findings = load(root)
    assert {finding.code for finding in findings} == {"name-differs-from-path"}


def test_the_file_is_named_alike_wherever_the_folder_lies(root: Path, tmp_path: Path) -> None:
    """Output depends on it, so it must not depend on the folder."""
    other = Path(shutil.copytree(root, tmp_path / "elsewhere" / "deep"))
    named = []
    for folder in (root, other):
        documents, _ = load(folder)
        assert documents is not None
        named.append([family.file for family in documents.providers[0].families])
    assert named == [["acme/image.yaml"], ["acme/image.yaml"]]


def test_findings_of_all_files_come_in_one_run(root: Path) -> None:
    """A file that is broken beyond reading does not hide what is wrong with the others."""
    (root / "units.yaml").write_text("units: [\n")
    (root / "acme" / "provider.yaml").write_bytes(b"\xff")
    (root / "acme" / "image.yaml").write_text("family: image\nfamlly: image\n")
    _, findings = load(root)
    files = {Path(finding.origin.path).name for finding in findings}
    assert files == {"units.yaml", "provider.yaml", "image.yaml"}


def test_a_missing_units_file_is_a_finding(root: Path) -> None:
    """Nothing can be resolved without units."""
    (root / "units.yaml").unlink()
    documents, findings = load(root)
    assert documents is None
    assert [finding.code for finding in findings] == ["file-unreadable"]


@pytest.mark.parametrize("only", [None, "acme", "nobody"])
def test_a_folder_without_providers_cannot_be_run(tmp_path: Path, only: str | None) -> None:
    """There is no spec that a finding could point at."""
    with pytest.raises(CannotRun):
        load(tmp_path, only)
    with pytest.raises(CannotRun):
        load(tmp_path / "missing", only)


def test_a_file_that_is_too_large_is_a_finding(root: Path) -> None:
    """A spec of more than a megabyte is not read."""
    path = root / "acme" / "image.yaml"
    path.write_text(path.read_text() + "# x\n" * 300_000)
    _, findings = load(root)
    assert [finding.code for finding in findings] == ["file-too-large"]


def test_findings_are_spelt_with_place_code_and_hint() -> None:
    """Editors jump to path:line; people silence by code."""
    finding = Finding(Origin("specs/a.yaml", 3), "some-code", "it is wrong", "mend it")
    assert str(finding) == "specs/a.yaml:3: some-code: it is wrong\n    hint: mend it"
    other = Finding(Origin("specs/a.yaml", 1), "some-code", "it is wrong")
    with pytest.raises(Rejected) as caught:
        reject_if_any([finding, other, finding])
    assert caught.value.findings == (other, finding)
