"""Run the command line as a user does: in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from shipped import ROOT

COMMAND = (sys.executable, "-m", "generator")
T2V = "fal/grok-imagine-video/text-to-video"
TASK = "runware/grok-imagine-video/video-inference"

KEYS = {
    "FAL_KEY": "a-key",
    "RUNWARE_API_KEY": "a-key",
    "CLOUDFLARE_API_TOKEN": "a-key",
    "CLOUDFLARE_ACCOUNT_ID": "an-account",
    "AIML_API_KEY": "a-key",
}
"""Environment variables of all providers; the local server takes any key."""


def environment(**more: str) -> dict[str, str]:
    """Return an environment in which this checkout is found, whatever is installed."""
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def interruptible() -> None:
    """Let a process be interrupted, even if whoever started us ignores interrupts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def specloom(
    *arguments: str, cwd: Path = ROOT, stdin: bytes | str = "", **env: str
) -> subprocess.CompletedProcess[str]:
    """Run one command and return what it printed."""
    raw = stdin if isinstance(stdin, bytes) else stdin.encode()
    done = subprocess.run(
        [*COMMAND, *arguments],
        cwd=cwd,
        input=raw,
        capture_output=True,
        check=False,
        timeout=60,
        env=environment(**env),
    )
    out, err = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in err
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)
