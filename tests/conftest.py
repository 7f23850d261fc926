"""Fixtures that several test modules share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from workshop import SPECS, Workshop


@pytest.fixture(scope="session")
def generated_once(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """Return a workshop in which everything was generated once; it is not to be changed."""
    workshop = Workshop(tmp_path_factory.mktemp("workshop"))
    shutil.copytree(SPECS, workshop.specs)
    done = workshop.generate()
    assert done.returncode == 0, done.stderr
    return workshop


@pytest.fixture
def workshop(generated_once: Workshop, tmp_path: Path) -> Workshop:
    """Return a workshop of the test's own in which everything was generated."""
    return generated_once.copy(tmp_path / "workshop")
