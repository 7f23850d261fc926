"""How long `specloom generate` takes for all providers, as a whole process."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from .measure import ROOT, Taker, in_turns, process, run
from .table import Budget, Row

ROUNDS = 5
PEER = "datamodel-codegen, models only"
COLD = Budget(3.0, "3 s")
WARM = Budget(0.2, "0.2 s")


def rows() -> list[Row]:
    """Generate from nothing, then with nothing changed; the peer makes models of the same APIs."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        takers = {
            "generate, cold": cold(ROOT / "specs", folder / "cold"),
            "generate, nothing changed": _warm(folder / "warm"),
            PEER: _peer(folder),
        }
        times = in_turns(takers, ROUNDS)
    theirs = times.pop(PEER)
    return [
        Row("generate, cold", times["generate, cold"], "s", PEER, theirs, COLD),
        Row("generate, nothing changed", times["generate, nothing changed"], "s", budget=WARM),
    ]


def cold(specs: Path, folder: Path) -> Taker:
    """Take the time of a run that remembers nothing and finds no output."""

    def take() -> float:
        shutil.rmtree(folder, ignore_errors=True)
        return _generate(specs, folder)

    return take


def _warm(folder: Path) -> Taker:
    _generate(ROOT / "specs", folder)
    return lambda: _generate(ROOT / "specs", folder)


def _generate(specs: Path, folder: Path) -> float:
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
    arguments = ["generate", "--specs", str(specs), "--out", str(folder / "out")]
    (folder / "cache").mkdir(parents=True, exist_ok=True)
    return run([sys.executable, "-m", "generator", *arguments], environment)


def _peer(folder: Path) -> Taker:
    """Take the time of one process for each provider, one after the other."""
    command = Path(sys.executable).with_name("datamodel-codegen")
    takers = []
    for source in sorted((ROOT / "generated").glob("*/openapi.json")):
        target = folder / f"{source.parent.name}.py"
        options = ["--input-file-type", "openapi", "--output-model-type", "pydantic_v2.BaseModel"]
        files = ["--input", str(source), "--output", str(target)]
        takers.append(process([str(command), *options, *files]))
    return lambda: sum(take() for take in takers)
