"""Files as inputs: stored where a provider has storage, sent as text where that is documented."""

from __future__ import annotations

import asyncio
import base64
import io
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from clients import ASYNC, KEY, client, close_all
from shipped import providers

from generated._runtime.errors import AuthenticationFailed, CallError
from generated._runtime.files import MAX_INLINE, File, FileRefused, sniffed
from generated._runtime.uploads import fill, fill_async, found, upload, upload_async
from generator.mock.mp4 import mp4
from generator.views.media import media_table

CLIP = mp4(320, 240, 24)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
LARGE = PNG + random.Random(0).randbytes(250_000)  # noqa: S311  # only some bytes


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Close what a test has opened."""
    yield
    close_all()


@pytest.fixture(params=["sync", "async"])
def send(request: pytest.FixtureRequest, specloom_mock: Any) -> Any:
    """Upload in one way or the other."""

    def sync(provider: str, source: Any, **options: Any) -> str:
        return upload(client(provider, specloom_mock), source, **options)

    def awaited(provider: str, source: Any, **options: Any) -> str:
        async def run() -> str:
            async with client(provider, specloom_mock, kind=ASYNC) as of:
                return await upload_async(of, source, **options)

        return asyncio.run(run())

    return sync if request.param == "sync" else awaited


def media_of(name: str) -> Any:
    """Return the table of an operation."""
    for provider in providers().values():
        for family in provider.families:
            for operation in family.operations:
                if operation.name == name:
                    return media_table(operation)
    raise AssertionError(name)


def paths_of(mock: Any) -> list[str]:
    return [entry["path"] for entry in mock.received()]


def test_files_are_stored_at_fal(send: Any, tmp_path: Path) -> None:
    path = tmp_path / "a clip.mp4"
    path.write_bytes(CLIP)
    with path.open("rb") as opened:
        sources = [path, str(path), CLIP, bytearray(CLIP), io.BytesIO(CLIP), opened]
        for source in sources:
            address = send("fal", source)
            stored = httpx.get(address)
            assert stored.content == CLIP
            assert stored.headers["content-type"] == "video/mp4"
        assert opened.tell() == 0
    assert send("fal", path).endswith("/a_clip.mp4")
    page = httpx.get(send("fal", b"# notes", content_type="text/markdown"))
    assert page.headers["content-type"].startswith("text/markdown")


def test_a_file_that_can_be_read_once_is_copied(send: Any) -> None:
    class Pipe(io.RawIOBase):
        data = [b"", PNG[5:], PNG[:5]]

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1, /) -> bytes:
            del size
            return self.data.pop()

    assert httpx.get(send("fal", Pipe())).content == PNG


def test_a_large_file_is_stored_in_parts(send: Any, specloom_mock: Any) -> None:
    specloom_mock.reset()
    options: dict[str, Any] = {
        "name": "large.png",
        "parts_above": 200_000,
        "part_size": 30_000,
    }
    address = send("fal", File(LARGE, **options))
    assert httpx.get(address).content == LARGE
    (begun,) = [
        entry for entry in specloom_mock.received() if entry["path"].endswith("/upload/multipart")
    ]
    assert begun["headers"]["content-type"] == "image/png"
    paths = paths_of(specloom_mock)
    assert sum("/multipart/" in path for path in paths) == 9 + 1
    assert KEY not in str(specloom_mock.received())
    specloom_mock.reset()
    send("fal", File(LARGE[:200_000], **options))
    assert not any("multipart" in path for path in paths_of(specloom_mock))


def test_files_are_stored_at_runware(send: Any, specloom_mock: Any) -> None:
    specloom_mock.reset()
    name = send("runware", PNG)
    assert len(name) == 36
    (entry,) = specloom_mock.received()
    (task,) = entry["body"]
    assert (task["taskType"], task["operation"]) == ("mediaStorage", "upload")
    kind, _, data = task["media"].partition(",")
    assert kind == "data:image/png;base64"
    assert base64.b64decode(data) == PNG


def test_what_is_not_documented_is_refused(send: Any, specloom_mock: Any, tmp_path: Path) -> None:
    specloom_mock.reset()
    for provider, title in (("cloudflare", "Cloudflare"), ("aimlapi", "AI/ML API")):
        with pytest.raises(FileRefused, match=f"{title} documents no files here"):
            send(provider, PNG)
    for source, why in ((b"", "is empty"), (File(PNG, max_bytes=10), "more than 10 bytes")):
        with pytest.raises(FileRefused, match=why):
            send("fal", source)
    with pytest.raises(FileRefused, match="too many to send as text"):
        send("runware", bytes(MAX_INLINE + 1))
    with pytest.raises(FileNotFoundError):
        send("fal", tmp_path / "missing.mp4")
    assert specloom_mock.received() == []


def test_errors_are_typed_and_hold_no_secret(specloom_mock: Any) -> None:
    wrong = client("fal", specloom_mock, key="wrong key")
    with pytest.raises(AuthenticationFailed) as refused:
        upload(wrong, PNG)
    assert "wrong key" not in str(refused.value)
    with pytest.raises(CallError):
        upload(client("runware", specloom_mock, key="wrong key"), PNG)


@pytest.mark.parametrize(
    ("operation", "given", "sent"),
    [
        ("fal/grok-imagine-video/edit-video", {"video_url": CLIP}, ["http"]),
        (
            "fal/grok-imagine-video/reference-to-video",
            {"reference_image_urls": [PNG, PNG]},
            ["http"] * 2,
        ),
        ("runware/grok-imagine-video/video-inference", {"inputs": {"video": CLIP}}, [""]),
        (
            "runware/grok-imagine-video/video-inference",
            {"inputs": {"frameImages": [{"image": PNG, "frame": "first"}]}},
            [""],
        ),
        ("runware/grok-imagine-video/video-inference", {"inputs": {"frameImages": [PNG]}}, [""]),
    ],
)
@pytest.mark.parametrize("kind", ["sync", "async"])
def test_files_stand_where_addresses_do(
    operation: str, given: dict[str, Any], sent: list[str], kind: str, specloom_mock: Any
) -> None:
    """Files inside a request are judged by stand-ins first, and then replaced by what was stored."""
    provider = operation.partition("/")[0]
    of = client(provider, specloom_mock)
    info = of.operations[operation]
    prompt = {"positivePrompt" if provider == "runware" else "prompt": "a cat"}
    params, waiting = found(of.info, media_of(operation), {**prompt, **given})
    assert info.validate(params) == []
    assert len(waiting) == len(sent)
    specloom_mock.reset()
    if kind == "sync":
        filled = fill(of, params, waiting)
    else:

        async def run() -> Any:
            async with client(provider, specloom_mock, kind=ASYNC) as other:
                return await fill_async(other, params, waiting)

        filled = asyncio.run(run())
    assert info.validate(filled) == []
    assert "stand-in" not in str(filled)
    assert "00000000-0000" not in str(filled)
    assert str(filled).count("http") == sum(map(len, sent)) // 4
    assert given.keys() < filled.keys()


def test_files_in_the_wrong_place_are_refused(specloom_mock: Any) -> None:
    of = client("fal", specloom_mock)
    table = media_of("fal/grok-imagine-video/edit-video")
    with pytest.raises(FileRefused, match="for prompt give"):
        found(of.info, table, {"prompt": io.BytesIO(PNG)})
    params, waiting = found(of.info, table, {"prompt": "a cat", "video_url": PNG})
    specloom_mock.reset()
    with pytest.raises(
        FileRefused, match="is image/png, but video_url takes a file of the kind video"
    ):
        fill(of, params, waiting)
    assert specloom_mock.received() == []
    aimlapi = client("aimlapi", specloom_mock).info
    table = media_of("aimlapi/grok-imagine-video/generate")
    with pytest.raises(FileRefused, match="for image_url give the address") as refused:
        found(aimlapi, table, {"image_url": Path("cat.png")})
    assert refused.value.field == "image_url"
    same = {"prompt": "a cat", "image_url": "https://a.invalid/b.png", "reference_images": ["c"]}
    assert found(aimlapi, table, same) == (same, [])


def test_text_is_sent_where_nothing_else_is_documented(specloom_mock: Any) -> None:
    aimlapi = client("aimlapi", specloom_mock)
    for form, begins in (("data-uri", "data:image/png;base64,iVBOR"), ("base64", "iVBOR")):
        params, waiting = found(aimlapi.info, {"a": ("image", ("url", form))}, {"a": PNG})
        assert fill(aimlapi, params, waiting)["a"].startswith(begins)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (CLIP, "video/mp4"),
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "audio/wav"),
        (b"\x1a\x45\xdf\xa3", "video/webm"),
        (b"ID3\x04", "audio/mpeg"),
        (b"<html>", None),
        (b"", None),
    ],
)
def test_first_bytes_tell_the_kind(head: bytes, kind: str | None) -> None:
    assert sniffed(head) == kind
