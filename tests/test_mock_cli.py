"""The command `mock` in a process of its own, with http and https, and stopped by Ctrl-C."""

from __future__ import annotations

import re
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from commands import COMMAND, environment, interruptible, specloom
from mocked import PATHS, body_of
from shipped import ROOT

from generator.extras import MOCK


@contextmanager
def started(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the mock on a free port, and read what it says until it is ready."""
    process = subprocess.Popen(
        [*COMMAND, "mock", "--port", "0", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(NO_COLOR="1"),
        preexec_fn=interruptible,  # noqa: PLW1509  # a job in the background ignores interrupts
    )
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if "_received" in line and "--tls" not in arguments:
            break
        if "SSL_CERT_FILE" in line:
            break
    try:
        yield process, said
    finally:
        process.kill()
        process.communicate()


def address(said: str) -> str:
    found = re.match(r"specloom mock at (https?://localhost:\d+) ", said)
    assert found, said
    return found[1]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_stopped(number: signal.Signals) -> None:
    with started("--speed", "50", "--seed", "7") as (process, said):
        url = address(said)
        headers = {"authorization": "Key a-key"}
        answer = httpx.post(
            url + PATHS["fal"], json=body_of("fal"), headers=headers, trust_env=False
        )
        assert answer.is_success
        assert answer.json()["status_url"].startswith(url)
        process.send_signal(number)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (0, "stopped\n", "")
    for words in (
        "FAL_QUEUE_RUN_HOST=localhost:",
        f"{url}/cloudflare/client/v4",
        f"{url}/runware/v1",
        f"AIML_API_BASE={url}/aimlapi/v1",
        "(key: RUNWARE_API_KEY, any text)",
    ):
        assert words in said


def test_calls_under_way_do_not_keep_it_from_stopping_quietly() -> None:
    with started() as (process, said):
        url = address(said)
        headers = {"authorization": "Key a-key"}
        with pytest.raises(httpx.TransportError):
            httpx.post(
                url + PATHS["fal"],
                json=body_of("fal", "scenario:lost-answer"),
                headers=headers,
                trust_env=False,
            )
        with socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2]))) as raw:
            body = b'{"prompt": "scenario:slow"}'
            path = PATHS["fal"].replace("/queue/", "/run/").encode()
            raw.sendall(
                b"POST " + path + b" HTTP/1.1\r\nHost: localhost\r\nAuthorization: Key k\r\n"
                b"Content-Length: " + str(len(body)).encode() + b"\r\n\r\n" + body
            )
            while len(httpx.get(f"{url}/_received", trust_env=False).json()) < 2:
                time.sleep(0.02)
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (0, "stopped\n", "")


def test_one_provider_alone() -> None:
    with started("--provider", "aimlapi") as (_, said):
        headers = {"authorization": "Bearer a-key"}
        statuses = {
            name: httpx.post(
                address(said) + PATHS[name], json=body_of(name), headers=headers, trust_env=False
            ).status_code
            for name in ("aimlapi", "runware")
        }
    assert statuses == {"aimlapi": 200, "runware": 404}
    assert "FAL" not in said


def test_tls_with_a_certificate_that_is_gone_afterwards() -> None:
    with started("--tls") as (process, said):
        found = re.search(r"SSL_CERT_FILE=(\S+)", said)
        assert found
        trusted = Path(found[1])
        context = ssl.create_default_context(cafile=str(trusted))
        url = address(said)
        assert httpx.get(f"{url}/_received", verify=context, trust_env=False).json() == []
        with pytest.raises(httpx.ConnectError):
            httpx.get(url, trust_env=False)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
    assert url.startswith("https://")
    assert not trusted.exists()


def test_a_port_in_use_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = specloom("mock", "--port", str(port))
    assert (done.returncode, done.stdout) == (2, "")
    assert f"port {port} is in use" in done.stderr


def test_an_unknown_provider_is_told() -> None:
    done = specloom("mock", "--provider", "nobody")
    assert done.returncode == 2
    assert "there are aimlapi, cloudflare, fal, runware" in done.stderr


@pytest.mark.parametrize("missing", MOCK)
def test_a_missing_package_names_the_extra(missing: str) -> None:
    code = (
        "import sys\n"
        "from importlib import util\n"
        "real = util.find_spec\n"
        f"util.find_spec = lambda name, *a: None if name == {missing!r} else real(name, *a)\n"
        "from generator.cli.program import run\n"
        "sys.exit(run(['mock', '--port', '0']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env=environment(),
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert f"the mock needs {missing}; run: pip install 'specloom[mock]'" in done.stderr
