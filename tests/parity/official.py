"""The providers' own clients: which they are, where they are installed, and how they are driven."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
ENVIRONMENTS = ROOT / ".venv-parity"
"""Where `make parity` makes an environment for each client."""
PATIENCE = 60.0
"""Real seconds for one job; fal-client alone tries a wrong certificate for longer."""
FAILED, BROKEN, SLOW = "scenario:failed", "scenario:server-error", "scenario:slow"
INSTALLED = """
import importlib.metadata, sys
try:
    sys.stdout.write(importlib.metadata.version(sys.argv[1]))
except importlib.metadata.PackageNotFoundError:
    pass
"""


@dataclass(frozen=True, slots=True)
class Extra:
    """Something that the first documented example alone is sent for."""

    name: str
    call: str
    key: str
    """A key that asks the local server for a scenario."""


@dataclass(frozen=True, slots=True)
class Official:
    """One client of a provider."""

    package: str
    version: str
    provider: str
    driver: str
    calls: tuple[str, ...]
    """Ways to make a call; every documented example is done in each of them."""
    urls: Mapping[str, str]
    """Where it finds the local server in each way; `{host}` stands for host and port."""
    environment: Mapping[str, str] = field(default_factory=dict)
    extras: tuple[Extra, ...] = ()
    inside: tuple[str, ...] = ()
    """Members that lead from what it returns to the documented result."""
    servers: Mapping[str, str] = field(default_factory=dict)
    """Where ours finds the server, if this client can be pointed at no path."""


OFFICIAL = (
    Official(
        "fal-client",
        "1.0.3",
        "fal",
        "fal_driver",
        ("queue", "direct"),
        {},
        {"FAL_RUN_HOST": "{host}/fal/run", "FAL_QUEUE_RUN_HOST": "{host}/fal/queue"},
        extras=(
            Extra("cancelled", "cancel", SLOW),
            Extra("job fails", "queue", FAILED),
            Extra("submit answered with HTTP 500", "queue", BROKEN),
        ),
    ),
    Official(
        "runware-sdk",
        "1.8.0",
        "runware",
        "runware_driver",
        ("rest", "websocket"),
        {"rest": "https://{host}/runware/v1", "websocket": "wss://{host}/runware/ws"},
        extras=(
            Extra("job fails", "rest", FAILED),
            Extra("submit answered with HTTP 500", "rest", BROKEN),
        ),
    ),
    Official(
        "cloudflare",
        "5.9.0",
        "cloudflare",
        "cloudflare_driver",
        ("generic post",),
        {"generic post": "https://{host}/cloudflare/client/v4"},
        extras=(
            Extra("job fails", "generic post", FAILED),
            Extra("submit answered with HTTP 500", "generic post", BROKEN),
        ),
        inside=("result", "result"),
    ),
    Official(
        "aimlapi-sdk-python",
        "2.24.0rc1",
        "aimlapi",
        "aimlapi_driver",
        ("polling",),
        {"polling": "https://{host}/v1"},
        servers={"api": "https://{host}"},
        extras=(
            Extra("job fails", "polling", FAILED),
            Extra("submit answered with HTTP 500", "polling", BROKEN),
        ),
    ),
)


def python_of(official: Official) -> Path | None:
    """Return the interpreter of an environment that has the client in its pinned version."""
    own = ENVIRONMENTS / f"{official.package}=={official.version}" / "bin" / "python"
    for python in (own, Path(sys.executable)):
        if python.exists() and _installed(python, official.package) == official.version:
            return python
    return None


def missing(official: Official) -> str:
    """Say why a client cannot be run here."""
    return f"{official.package} {official.version} is not installed: `make parity` makes its environment"


def _installed(python: Path, package: str) -> str:
    command = [str(python), "-I", "-c", INSTALLED, package]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


class Driver:
    """A client at work, in a process of its own."""

    def __init__(self, official: Official, python: Path, host: str, authority: Path) -> None:
        """Point the client at the local server on *host*, whose certificate is *authority*'s."""
        more = {name: value.format(host=host) for name, value in official.environment.items()}
        self._urls = {call: url.format(host=host) for call, url in official.urls.items()}
        self._process = subprocess.Popen(
            [str(python), str(HERE / "driver_loop.py"), official.driver],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={
                "PATH": os.environ.get("PATH", ""),
                "SSL_CERT_FILE": str(authority),
                **more,
            },
        )

    def __enter__(self) -> Self:
        """Return the driver."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()

    def run(self, job: Mapping[str, Any]) -> dict[str, Any]:
        """Let the client do one job, and return what it returned or raised."""
        assert self._process.stdin, "the process has a standard input"
        assert self._process.stdout, "the process has a standard output"
        self._process.stdin.write(json.dumps({**job, "urls": self._urls}) + "\n")
        self._process.stdin.flush()
        watch = threading.Timer(PATIENCE, self._process.kill)
        watch.start()
        line = self._process.stdout.readline()
        watch.cancel()
        if not line:
            said = self._process.communicate()[1]
            raise RuntimeError(
                f"the driver ended, or took more than {PATIENCE:g} s: {said[-2000:]}"
            )
        told: dict[str, Any] = json.loads(line)
        return told
