"""The examples in the docstrings of the clients' operations run, against the local provider server."""

from __future__ import annotations

import doctest
import importlib
from typing import Any

import pytest
from clients import SYNC, client, close_all


@pytest.mark.parametrize("provider", SYNC)
def test_examples_run(provider: str, specloom_mock: Any) -> None:
    of = client(provider, specloom_mock)
    try:
        for name in sorted({info.family for info in of.operations.values()}):
            module = importlib.import_module(f"generated.{provider}.operations.{name}")
            runner = doctest.DocTestRunner(verbose=False)
            for found in doctest.DocTestFinder().find(module, globs={"client": of}):
                runner.run(found)
            done = runner.summarize(verbose=False)
            assert done.failed == 0
            assert done.attempted == len(
                [each for each in of.operations.values() if each.family == name]
            )
    finally:
        close_all()
