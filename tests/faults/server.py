"""The local provider server in a process of its own, misbehaving by a plan."""

from __future__ import annotations

import contextlib
import os
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parent.parent.parent
PLAN = Path(__file__).with_name("mixed.yaml")
SPEED = 250.0
"""How fast jobs are: some 10 ms each."""
TRUST = "trust it: export SSL_CERT_FILE="
ATTEMPTS, PAUSE = 20, 0.05
PATIENCE = 120
"""Seconds for one look at the server; a ledger of many jobs is long."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where the server is, and a look at what it did."""

    url: str
    certificate: str = ""

    def ledger(self) -> list[dict[str, Any]]:
        """Return what was charged for each accepted job."""
        listed: list[dict[str, Any]] = self._look("GET", "/_ledger").json()
        return listed

    def fired(self) -> list[dict[str, Any]]:
        """Return the faults of the plan, and how often each has happened."""
        listed: list[dict[str, Any]] = self._look("GET", "/_faults").json()
        return listed

    def reset(self) -> None:
        """Forget all jobs, and begin the plan anew."""
        self._look("DELETE", "/_received")

    def _look(self, method: str, path: str) -> httpx.Response:
        """Ask until a connection is made; the plan may refuse some."""
        trust = ssl.create_default_context(cafile=self.certificate or None)
        with httpx.Client(verify=trust, trust_env=False, timeout=PATIENCE) as client:
            for _ in range(ATTEMPTS):
                with contextlib.suppress(httpx.TransportError):
                    return client.request(method, f"{self.url}{path}").raise_for_status()
                time.sleep(PAUSE)
        raise RuntimeError("the server does not answer")


@contextmanager
def serving(plan: Path = PLAN, *, tls: bool = False, speed: float = SPEED) -> Iterator[Server]:
    """Start the command, read where it is, and stop it in the end."""
    options = ["--port", "0", "--speed", str(speed), "--faults", str(plan)]
    command = [sys.executable, "-m", "generator", "mock", *options, *(["--tls"] if tls else [])]
    kept = {**os.environ, "NO_COLOR": "1"}
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=kept
    ) as process:
        try:
            yield _introduced(process, tls=tls)
        finally:
            process.terminate()
            process.wait(timeout=30)


def _introduced(process: subprocess.Popen[str], *, tls: bool) -> Server:
    assert process.stdout is not None, "it is a pipe"
    url = ""
    for line in process.stdout:
        if " at http" in line:
            url = line.partition(" at ")[2].split()[0]
        if line.startswith(TRUST):
            return Server(url, line.removeprefix(TRUST).strip())
        if line.startswith("received: ") and not tls:
            return Server(url)
    raise RuntimeError("the server did not start")
