"""How long clients take to be imported, and to bring the first result, over the bare interpreter."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from time import perf_counter

from . import peers
from .local_server import running
from .measure import ROOT, Taker, in_turns, process
from .table import Budget, Row

ROUNDS = 15
PATIENCE = 60
"""Seconds that one process may take."""
IMPORT = Budget(0.25, "0.25 of fal_client", of_peer=True)
FIRST = Budget(1.5, "1.5 of fal_client", of_peer=True)
OFFICIAL = ("fal_client", "cloudflare", "runware")
CLASSES = {"fal": "Fal", "runware": "Runware", "cloudflare": "Cloudflare", "aimlapi": "AimlApi"}
OURS_FIRST = """
import os
from generated.fal import Fal
with Fal(base_urls={"queue": os.environ["FAL_QUEUE"]}) as client:
    print(client.grok_imagine_video.text_to_video(prompt="a cat").video.url, flush=True)
"""
THEIRS_FIRST = """
import fal_client
made = fal_client.subscribe("xai/grok-imagine-video/text-to-video", arguments={"prompt": "a cat"})
print(made["video"]["url"], flush=True)
"""


def rows() -> list[Row]:
    """Import and construct; then start a process and wait for what its first job made."""
    return [*_imports(), *_first_results()]


def _imports() -> list[Row]:
    """Every environment has a bare interpreter of its own: what is installed slows it down."""
    one, every = _constructed("fal"), "; ".join(_constructed(name) for name in CLASSES)
    found = {name: python for name in OFFICIAL if (python := peers.python_with(name))}
    takers = {"fal": _python(sys.executable, one), "all four": _python(sys.executable, every)}
    takers |= {name: _python(python, f"import {name}") for name, python in found.items()}
    takers |= {python: _python(python, "pass") for python in {sys.executable, *found.values()}}
    times = in_turns(takers, ROUNDS)
    theirs = {name: times[name].over(times[python]) for name, python in found.items()}
    made = []
    for what in ("fal", "all four"):
        ours = times[what].over(times[sys.executable])
        for name in OFFICIAL:
            budget = IMPORT if name == "fal_client" else None
            peer = name if name in theirs else peers.absent(name)
            made.append(Row(f"client, {what}", ours, "ms", peer, theirs.get(name), budget))
    return made


def _constructed(provider: str) -> str:
    name = CLASSES[provider]
    return f"from generated.{provider} import {name}; {name}(key='a-key')"


def _python(python: str, text: str) -> Taker:
    return process([python, "-c", text])


def _first_results() -> list[Row]:
    """Let both run in one environment; and each in its own, where the official one is alone."""
    together = peers.python_with("fal_client", "httpx", "pydantic")
    alone = peers.python_with("fal_client")
    here = sys.executable
    with running() as server:
        first = {"ours here": _printed([here, "-c", OURS_FIRST], server.environment)}
        for name, python in (("together", together), ("alone", alone)):
            if python:
                first[name] = _printed([python, "-c", THEIRS_FIRST], server.environment)
        if together:
            paths = {**server.environment, "PYTHONPATH": str(ROOT)}
            first["ours together"] = _printed([together, "-c", OURS_FIRST], paths)
        times = in_turns(first, ROUNDS)
    peer = "fal_client" if together else peers.absent("fal_client and pydantic")
    ours = times.get("ours together", times["ours here"])
    what = "start to first result, fal"
    rows = [Row(what, ours, "ms", peer, times.get("together"), FIRST)]
    if alone and alone != together:
        rows.append(Row(what, times["ours here"], "ms", "fal_client, alone", times["alone"]))
    return rows


def _printed(command: list[str], environment: Mapping[str, str]) -> Taker:
    """Take the time from the start of a process to its first line, which is an address."""

    def take() -> float:
        start = perf_counter()
        with subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as started:
            assert started.stdout is not None, "it is a pipe"
            line = started.stdout.readline()
            seconds = perf_counter() - start
            told = started.communicate(timeout=PATIENCE)[1]
        if not line.startswith("https://"):
            raise RuntimeError(f"no result: {told.strip()}")
        return seconds

    return take
