"""Connections and downloads that go wrong on command, and files in ranges."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from faulty import SPEED, WAYS, InProcess, OverPort, Server, charged, fresh, serving, submit
from shipped import providers

from generator.mock import application
from generator.mock.running import RunningMock, certify

SIZE = 100_000


@pytest.fixture(scope="module", params=WAYS)
def running(request: pytest.FixtureRequest) -> Iterator[Server]:
    with serving(request.param) as server:
        yield server


@pytest.fixture
def server(running: Server) -> Server:
    return fresh(running)


def plan(server: Server, *faults: dict[str, Any]) -> None:
    server.app.state.faults({"media_bytes": SIZE, "faults": list(faults)})


def address(server: Server) -> str:
    """Return where the result of a new job is."""
    answer = submit(server, "cloudflare")
    return str(answer.json()["result"]["result"]["video"])


def test_a_connection_that_is_refused(server: Server) -> None:
    plan(server, {"do": "refuse-connection", "call": "connect", "nth": 2})
    assert submit(server, "fal", "m1").is_success
    kind = httpx.ConnectError if isinstance(server, InProcess) else httpx.TransportError
    with pytest.raises(kind):
        submit(server, "fal", "m2")
    assert submit(server, "fal", "m3").is_success
    assert [row["marker"] for row in charged(server)] == ["m1", "m3"]


def test_a_handshake_that_fails(tmp_path: Path) -> None:
    own, trusted = certify(tmp_path)
    trust = ssl.create_default_context(cafile=str(trusted))
    app = application(providers().values(), speed=SPEED)
    with RunningMock(app, certificate=own, trust=trust) as mock:
        plan(OverPort(mock), {"do": "refuse-connection", "call": "connect", "nth": 1})
        with httpx.Client(verify=trust, trust_env=False) as client:
            with pytest.raises(httpx.ConnectError):
                client.get(f"{mock.url}/_received")
            assert client.get(f"{mock.url}/_received").is_success


def test_a_port_that_is_closed_for_a_while(server: Server) -> None:
    plan(server, {"do": "close-port", "call": "submit", "nth": 1, "seconds": 0.3})
    assert submit(server, "fal", "m1").is_success
    refused = 0
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            assert submit(server, "fal", "m2").is_success
            break
        except httpx.ConnectError:
            refused += 1
            time.sleep(0.02)
    assert refused >= 3
    assert [row["marker"] for row in charged(server)] == ["m1", "m2"]


@pytest.mark.parametrize("status", [403, 404, 410])
def test_an_address_that_has_expired(server: Server, status: int) -> None:
    url = address(server)
    plan(server, {"do": "error", "call": "download", "status": status, "nth": 1})
    assert server.ask("GET", url).status_code == status
    assert server.ask("GET", url).status_code == 200


def test_a_download_that_breaks_off(server: Server) -> None:
    url = address(server)
    plan(server, {"do": "half", "call": "download", "provider": "cloudflare", "nth": 1})
    with pytest.raises(httpx.TransportError):
        server.ask("GET", url)
    assert len(server.ask("GET", url).content) == SIZE


def test_a_download_of_another_type(server: Server) -> None:
    url = address(server)
    plan(server, {"do": "wrong-type", "call": "download", "job": "m1", "nth": 1})
    assert server.ask("GET", url).headers["content-type"].startswith("text/html")
    assert server.ask("GET", url).headers["content-type"] == "video/mp4"


def test_no_two_files_are_the_same(server: Server) -> None:
    plan(server)
    one, two = address(server), address(server)
    assert server.ask("GET", one).content == server.ask("GET", one).content
    assert server.ask("GET", one).content != server.ask("GET", two).content


def test_a_file_is_joined_from_its_ranges(server: Server) -> None:
    plan(server)
    url = address(server)
    whole = server.ask("GET", url)
    assert whole.headers["accept-ranges"] == "bytes"
    tag = whole.headers["etag"]
    parts = []
    for wanted in ("bytes=0-999", "bytes=1000-1000", f"bytes=1001-{SIZE + 50}"):
        answer = server.ask("GET", url, headers={"range": wanted, "if-range": tag})
        assert answer.status_code == 206
        assert answer.headers["content-range"].endswith(f"/{SIZE}")
        parts.append(answer.content)
    assert b"".join(parts) == whole.content
    assert server.ask("GET", url, headers={"range": "bytes=-10"}).content == whole.content[-10:]
    assert server.ask("GET", url, headers={"range": "bytes=99990-"}).content == whole.content[-10:]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"range": f"bytes={SIZE}-"}, 416),
        ({"range": "bytes=-0"}, 416),
        ({"range": "bytes=5-2"}, 200),
        ({"range": "bytes=0-1,5-6"}, 200),
        ({"range": "lines=0-1"}, 200),
        ({"range": "bytes=-"}, 200),
        ({"range": "bytes=0-1", "if-range": '"another"'}, 200),
    ],
)
def test_ranges_that_cannot_be_had(server: Server, headers: dict[str, str], status: int) -> None:
    plan(server)
    answer = server.ask("GET", address(server), headers=headers)
    assert answer.status_code == status
    assert len(answer.content) == (SIZE if status == 200 else 0)
    if status == 416:
        assert answer.headers["content-range"] == f"bytes */{SIZE}"


def test_the_head_of_a_file(server: Server) -> None:
    plan(server)
    answer = server.ask("HEAD", address(server))
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str(SIZE)
    assert answer.headers["etag"]
