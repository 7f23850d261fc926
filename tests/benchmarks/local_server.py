"""A mock in a process of its own, with TLS, because fal_client accepts nothing else."""

from __future__ import annotations

import json
import os
import ssl
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from .measure import ROOT

SPEED = "10000"
"""Jobs are done before the first question can arrive."""
TRUST = "trust it: export SSL_CERT_FILE="


@dataclass(frozen=True, slots=True)
class LocalServer:
    """Where the mock is, and what a process needs to talk to it."""

    url: str
    certificate: str

    @property
    def environment(self) -> dict[str, str]:
        """Variables that point both clients here, and keep proxies out of the way."""
        host = self.url.partition("://")[2]
        kept = {name: text for name, text in os.environ.items() if "proxy" not in name.lower()}
        return {
            **kept,
            "SSL_CERT_FILE": self.certificate,
            "FAL_KEY": "a-key",
            "FAL_RUN_HOST": f"{host}/fal/run",
            "FAL_QUEUE_RUN_HOST": f"{host}/fal/queue",
            "FAL_QUEUE": f"{self.url}/fal/queue",
        }

    def requests(self) -> int:
        """Return how many requests have arrived since it was last asked, and forget them."""
        count = len(json.loads(self._look("GET")))
        self._look("DELETE")
        return count

    def _look(self, method: str) -> bytes:
        trust = ssl.create_default_context(cafile=self.certificate)
        opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=trust)
        )
        request = urllib.request.Request(f"{self.url}/_received", method=method)  # noqa: S310
        with opener.open(request, timeout=60) as answer:
            body: bytes = answer.read()
        return body


@contextmanager
def running() -> Iterator[LocalServer]:
    """Start the command, read where it is, and stop it in the end."""
    options = ["--provider", "fal", "--port", "0", "--tls", "--speed", SPEED]
    command = [sys.executable, "-m", "generator", "mock", *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield _introduced(process)
        finally:
            process.terminate()
            process.wait(timeout=30)


def _introduced(process: subprocess.Popen[str]) -> LocalServer:
    assert process.stdout is not None, "it is a pipe"
    url = ""
    for line in process.stdout:
        if " at https://" in line:
            url = line.partition(" at ")[2].split()[0]
        if line.startswith(TRUST):
            return LocalServer(url, line.removeprefix(TRUST).strip())
    raise RuntimeError("the mock did not start")
