"""The hostile pages, every time: nothing of them is executed, and no package is broken by them."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

from fuzz.attacks import ATTACKS, CANARY, damaged
from workshop import ROOT

HOSTILE = sorted((ROOT / "tests" / "pages" / "hostile").iterdir())


def test_hostile_pages_are_refused_or_become_packages(tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    command = [sys.executable, "-m", "tests.fuzz.child", str(tmp_path), *map(str, HOSTILE)]
    done = subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=240
    )
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(results) == len(HOSTILE), done.stderr
    assert [each for each in results if each["said"].startswith("bad")] == []
    assert any(each["said"].startswith("ok") for each in results)
    assert list(tmp_path.rglob(CANARY)) == []


def test_the_watch_sees_what_an_attack_would_do(tmp_path: Path) -> None:
    """The harness itself can fail: a started program and a foreign file are seen."""
    code = (
        "import os, sys, pathlib; from tests.fuzz.child import Forbidden, watch\n"
        "watch(pathlib.Path(sys.argv[1]))\n"
        "for act in (lambda: os.system('true'), lambda: open(sys.argv[2], 'w')):\n"
        "    try:\n        act()\n    except Forbidden:\n        print('seen')\n"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    outside = ROOT / "tests" / "no-such-file"
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path), str(outside)],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stdout.split() == ["seen", "seen"], done.stderr
    assert not outside.exists()


def test_damage_is_the_same_for_the_same_seed_and_differs_otherwise() -> None:
    text = json.dumps({"a": [1, {"b": "c"}], "d": "e"})
    first = damaged(text, random.Random(1))  # noqa: S311  # to be repeated
    assert first == damaged(text, random.Random(1))  # noqa: S311
    others = {damaged(text, random.Random(seed)) for seed in range(20)}  # noqa: S311
    assert len(others) > 10
    assert len(ATTACKS) > 40
