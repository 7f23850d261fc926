"""The server about itself: what it received, without keys and without markup; and its films."""

from __future__ import annotations

import asyncio
from struct import unpack
from typing import Any

import httpx
import pytest
from mocked import PATHS, body_of, client
from shipped import operations, providers
from starlette.applications import Starlette

from generator.ir.rules import AllowedPairs
from generator.mock import application
from generator.mock.clips import size_of
from generator.mock.mp4 import mp4
from generator.mock.running import RunningMock


def test_requests_are_listed_without_keys(specloom_mock: RunningMock) -> None:
    specloom_mock.reset()
    with client(specloom_mock.url, "fal", "id:most-secret") as c:
        c.post(f"{PATHS['fal']}?a=1&b=", json={"prompt": "x"}, headers={"X-My": "header"})
        c.post(PATHS["fal"], content=b"\x00\xff", headers={"content-type": "image/png"})
        c.get("/nothing")
    sent = [{"taskType": "authentication", "apiKey": "most-secret"}]
    httpx.post(specloom_mock.url + PATHS["runware"], json=sent, trust_env=False)
    text = httpx.get(f"{specloom_mock.url}/_received", trust_env=False).text
    first, second, third, fourth = specloom_mock.received()
    assert "most-secret" not in text
    assert (first["number"], first["method"], first["status"]) == (1, "POST", 200)
    assert (first["path"], first["query"]) == (PATHS["fal"], {"a": "1", "b": ""})
    assert first["body"] == {"prompt": "x"}
    assert first["headers"]["x-my"] == "header"
    assert first["headers"]["authorization"] == "Key [hidden]"
    assert second["body"] == {"bytes": 2, "content_type": "image/png"}
    assert (third["method"], third["body"], third["status"]) == ("GET", None, 404)
    assert fourth["body"] == [{"taskType": "authentication", "apiKey": "[hidden]"}]


def test_the_page_shows_text_and_not_markup(specloom_mock: RunningMock) -> None:
    evil = "<script>alert(1)</script>"
    with client(specloom_mock.url, "fal") as c:
        c.post(PATHS["fal"], json={"prompt": evil})
        c.post(f"/fal/queue/{evil}", json={})
        page = c.get("/")
    assert page.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "<script" not in page.text
    assert "&lt;script&gt;alert(1)" in page.text


def test_deliveries_can_be_sent_to_the_server_itself(specloom_mock: RunningMock) -> None:
    url = f"{specloom_mock.url}/inbox/hook"
    assert httpx.post(url, json={"a": 1}, trust_env=False).status_code == 204
    assert specloom_mock.received()[-1]["body"] == {"a": 1}


def test_bodies_without_end_are_refused(specloom_mock: RunningMock) -> None:
    with client(specloom_mock.url, "fal") as c:
        answer = c.post(PATHS["fal"], content=b" " * (33 * 2**20))
        assert answer.status_code == 413
        deep = c.post(PATHS["fal"], content=b"[" * 100_000)
    assert deep.status_code == 422


def test_the_same_seed_gives_the_same_ids_and_times(specloom_asgi: Starlette) -> None:
    async def ids(app: Starlette) -> list[str]:
        transport = httpx.ASGITransport(app)
        headers = {"authorization": "Key k"}
        async with httpx.AsyncClient(
            transport=transport, base_url="http://mock", headers=headers
        ) as c:
            answers = [await c.post(PATHS["fal"], json=body_of("fal")) for _ in range(3)]
        return [answer.text for answer in answers]

    first = asyncio.run(ids(specloom_asgi))
    assert first == asyncio.run(ids(application(providers().values(), seed=0)))
    assert first != asyncio.run(ids(application(providers().values(), seed=1)))
    specloom_asgi.state.pages.reset()
    assert first == asyncio.run(ids(specloom_asgi))


def test_only_listed_keys_are_accepted_if_there_is_a_list() -> None:
    async def statuses() -> list[int]:
        transport = httpx.ASGITransport(application(providers().values(), keys=["good"]))
        async with httpx.AsyncClient(transport=transport, base_url="http://mock") as c:
            heads = [{"authorization": f"Bearer {key}"} for key in ("good", "other", "")]
            body = body_of("aimlapi")
            answers = [await c.post(PATHS["aimlapi"], json=body, headers=head) for head in heads]
        return [answer.status_code for answer in answers]

    assert asyncio.run(statuses()) == [200, 401, 401]


def boxes(raw: bytes) -> dict[str, Any]:
    """Return the boxes of a film, those inside others by their path."""
    found: dict[str, Any] = {}

    def walk(data: bytes, path: str) -> None:
        at = 0
        while at < len(data):
            size, name = unpack(">I4s", data[at : at + 8])
            assert 8 <= size <= len(data) - at
            here = f"{path}/{name.decode()}"
            found[here] = data[at + 8 : at + size]
            if name in {b"moov", b"trak", b"mdia", b"minf", b"stbl"}:
                walk(found[here], here)
            at += size

    walk(raw, "")
    return found


@pytest.mark.parametrize(("width", "height", "frames"), [(1280, 720, 145), (480, 640, 24)])
def test_films_are_what_their_results_say(width: int, height: int, frames: int) -> None:
    raw = mp4(width, height, frames)
    found = boxes(raw)
    assert next(iter(found)) == "/ftyp"
    table = "/moov/trak/mdia/minf/stbl"
    rate, length = unpack(">II", found["/moov/mvhd"][12:20])
    assert (rate, length) == (24, frames)
    assert unpack(">II", found["/moov/trak/tkhd"][-8:]) == (width << 16, height << 16)
    sizes = unpack(f">{frames}I", found[f"{table}/stsz"][12:])
    (offset,) = unpack(">I", found[f"{table}/stco"][8:])
    assert raw[offset - 4 : offset] == b"mdat"
    assert sum(sizes) == len(found["/mdat"])
    for size in sizes:
        assert unpack(">I", raw[offset : offset + 4]) == (size - 4,)
        offset += size
    assert len(raw) < 20_000


def test_there_are_films_of_sensible_sizes_only(specloom_mock: RunningMock) -> None:
    with client(specloom_mock.url, "fal") as c:
        assert c.get("/media/848x480/24/a.mp4").status_code == 200
        assert c.head("/media/848x480/24/a.mp4").content == b""
        for path in ("9999x480/24", "848x480/0", "848x480/999999", "848/24", "0x0/24"):
            assert c.get(f"/media/{path}/a.mp4").status_code == 404


def test_sizes_from_tier_and_ratio_are_those_of_the_table() -> None:
    operation = operations()["runware/grok-imagine-video/video-inference"]
    (pairs,) = [
        rule.demand.pairs for rule in operation.rules if isinstance(rule.demand, AllowedPairs)
    ]
    ratios = ("1:1", "16:9", "9:16", "4:3", "3:4", "3:2", "2:3")
    assert {size_of(tier, ratio) for tier in ("480p", "720p") for ratio in ratios} == set(pairs)
