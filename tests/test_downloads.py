"""Results on the disk: whole or not at all, taken up where they broke, and only what was wanted."""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from serving import FileServer

from generated._runtime.downloads import (
    Downloaded,
    DownloadFailed,
    DownloadRefused,
    ResultGone,
    addresses,
    download,
    download_async,
)
from generated._runtime.errors import CallError
from generator.mock.mp4 import mp4

CLIP = mp4(320, 240, 48) + random.Random(0).randbytes(200_000)  # noqa: S311  # only some bytes

Fetch = Callable[..., Downloaded]


def awaited(*arguments: Any, **options: Any) -> Downloaded:
    return asyncio.run(download_async(*arguments, **options))


@pytest.fixture(params=[download, awaited], ids=["sync", "async"])
def fetch(request: pytest.FixtureRequest) -> Fetch:
    """Download in one way or the other."""
    chosen: Fetch = request.param
    return chosen


def left(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_file_is_stored_whole(fetch: Fetch, tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"an older one")
    with FileServer(CLIP) as server:
        stored = fetch(server.url, path)
    assert path.read_bytes() == CLIP
    assert (stored.size, stored.content_type) == (len(CLIP), "video/mp4")
    assert left(tmp_path) == {"clip.mp4"}
    assert "authorization" not in server.seen[0]
    assert server.seen[0]["accept-encoding"] == "identity"


def test_what_broke_is_taken_up_where_it_broke(fetch: Fetch, tmp_path: Path) -> None:
    with FileServer(CLIP) as server:
        server.faults = ["drop:150000", "503", "drop:20000"]
        fetch(server.url, tmp_path / "clip.mp4")
    assert (tmp_path / "clip.mp4").read_bytes() == CLIP
    assert [asked.get("range") for asked in server.seen] == [
        *(None, "bytes=150000-", "bytes=150000-", "bytes=170000-")
    ]
    assert server.seen[1]["if-range"] == '"one"'
    assert server.sent == len(CLIP)


def test_a_changed_file_begins_anew(fetch: Fetch, tmp_path: Path) -> None:
    other = CLIP[:1000] + b"x" * 5000
    with FileServer(CLIP) as server:
        server.faults = ["drop:2000"]
        with pytest.raises(DownloadFailed):
            fetch(server.url, tmp_path / "clip.mp4", deadline=0.0)
        assert left(tmp_path) == {"clip.mp4.part", "clip.mp4.part.json"}
        server.data, server.etag = other, '"two"'
        fetch(server.url, tmp_path / "clip.mp4")
    assert (tmp_path / "clip.mp4").read_bytes() == other


def test_a_file_without_a_strong_tag_begins_anew(fetch: Fetch, tmp_path: Path) -> None:
    with FileServer(CLIP, etag='W/"weak"') as server:
        server.faults = ["drop:100000"]
        fetch(server.url, tmp_path / "clip.mp4")
        assert [asked.get("range") for asked in server.seen] == [None, None]
    assert (tmp_path / "clip.mp4").read_bytes() == CLIP


@pytest.mark.parametrize("fault", ["416", "lie"])
def test_a_wrong_part_is_not_mixed_in(fetch: Fetch, fault: str, tmp_path: Path) -> None:
    with FileServer(CLIP) as server:
        server.faults = ["drop:100000", fault]
        fetch(server.url, tmp_path / "clip.mp4")
    assert (tmp_path / "clip.mp4").read_bytes() == CLIP


def test_a_crash_loses_nothing(tmp_path: Path) -> None:
    """Another process takes up what a killed one has left."""
    path, part = tmp_path / "clip.mp4", tmp_path / "clip.mp4.part"
    script = (
        "import sys\n"
        "from generated._runtime.downloads import download\n"
        "download(sys.argv[1], sys.argv[2])\n"
    )
    with FileServer(CLIP) as server:
        server.faults = ["stall:150000"]
        command = [sys.executable, "-c", script, server.url, str(path)]
        with subprocess.Popen(command, cwd=Path(__file__).parent.parent) as child:
            end = time.monotonic() + 20
            while not part.exists() or part.stat().st_size < 50_000:
                assert time.monotonic() < end
                time.sleep(0.01)
            child.kill()
        kept = part.stat().st_size
        notes = (tmp_path / "clip.mp4.part.json").read_text(encoding="utf-8")
        assert "clip" not in notes
        download(f"{server.url}?signature=fresh", path)
        assert server.seen[1]["range"] == f"bytes={kept - 1}-"
    assert path.read_bytes() == CLIP
    assert left(tmp_path) == {"clip.mp4"}


@pytest.mark.parametrize("status", ["401", "403", "404", "410"])
def test_an_expired_address_is_told(fetch: Fetch, status: str, tmp_path: Path) -> None:
    with FileServer(CLIP) as server:
        server.faults = [status]
        with pytest.raises(ResultGone) as gone:
            fetch(f"{server.url}?signature=secret", tmp_path / "clip.mp4")
    assert gone.value.status == int(status)
    assert "127.0.0.1" in str(gone.value)
    assert "secret" not in str(gone.value)
    assert "clip" not in str(gone.value)
    assert left(tmp_path) == set()


@pytest.mark.parametrize(
    ("faults", "options", "why"),
    [
        ([], {"max_bytes": 1000}, "1000 are allowed"),
        (["chunked"], {"max_bytes": 1000}, "more than the 1000"),
        (["page"], {}, "a text came instead"),
        (["gzip"], {}, "an encoding"),
        ([], {"kind": "image"}, "video/mp4 came instead of a file of the kind image"),
    ],
)
def test_only_what_was_wanted_is_stored(
    fetch: Fetch, faults: list[str], options: dict[str, Any], why: str, tmp_path: Path
) -> None:
    with FileServer(CLIP) as server:
        server.faults = list(faults)
        with pytest.raises(DownloadRefused, match=why):
            fetch(server.url, tmp_path / "clip.mp4", **options)
    assert left(tmp_path) == set()


@pytest.mark.parametrize(
    ("kind", "data", "stored"),
    [
        ("application/octet-stream", CLIP, True),
        ("", CLIP, True),
        ("application/octet-stream", b"\x89PNG\r\n\x1a\n" + bytes(100), False),
        ("application/octet-stream", b"nobody knows" * 20, False),
        ("video/mp4", b"nobody knows" * 20, True),
        ("video/mp4", b"\xff\xd8\xff" + bytes(100), False),
        ("video/mp4", b'{"error": "expired"}', False),
        ("video/mp4", b"", False),
        ("text/html; charset=utf-8", CLIP, False),
    ],
)
def test_type_and_first_bytes_agree(kind: str, data: bytes, stored: bool, tmp_path: Path) -> None:
    with FileServer(data, kind=kind) as server:
        if stored:
            assert download(server.url, tmp_path / "a").size == len(data)
        else:
            with pytest.raises(DownloadRefused):
                download(server.url, tmp_path / "a")
            assert left(tmp_path) == set()


def test_redirects_are_followed_within_bounds(fetch: Fetch, tmp_path: Path) -> None:
    with FileServer(CLIP) as server, FileServer(CLIP) as other:
        server.faults = [f"redirect:{other.url}"]
        other.faults = ["redirect:/elsewhere"]
        fetch(server.url, tmp_path / "clip.mp4")
        assert (len(server.seen), len(other.seen)) == (1, 2)
        for target in ("file:///etc/passwd", "ftp://127.0.0.1/a", "//user@127.0.0.1/a", "http://["):
            server.faults = [f"redirect:{target}"]
            with pytest.raises(DownloadFailed):
                fetch(server.url, tmp_path / "other.mp4")
        server.faults = ["redirect:/again"] * 9
        with pytest.raises(DownloadFailed, match="too many redirects"):
            fetch(server.url, tmp_path / "other.mp4")


@pytest.mark.parametrize("url", ["", "clip.mp4", "file:///etc/passwd", "http://a:b@c/d", "http://"])
def test_only_web_addresses_are_fetched(fetch: Fetch, url: str, tmp_path: Path) -> None:
    with pytest.raises(DownloadFailed, match="no plain web address"):
        fetch(url, tmp_path / "clip.mp4")
    assert left(tmp_path) == set()


def test_the_deadline_ends_it(fetch: Fetch, tmp_path: Path) -> None:
    with FileServer(CLIP) as server:
        server.faults, server.more = ["503"] * 50, {"retry-after": "1"}
        with pytest.raises(DownloadFailed, match="not whole within") as late:
            fetch(server.url, tmp_path / "clip.mp4", deadline=0.2)
        assert late.value.repeat == "yes"
        assert len(server.seen) == 1, "it would have to wait for longer than there is time"
    with pytest.raises(DownloadFailed, match="ConnectError"):
        fetch(server.url, tmp_path / "clip.mp4", deadline=0.2)
    assert left(tmp_path) == set()


def test_two_downloads_do_not_mix(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    first, second = threading.Event(), threading.Event()

    def slow(scope: httpx.Request) -> httpx.Response:
        def body() -> Any:
            yield CLIP[:1000]
            first.set()
            second.wait(10)
            yield CLIP[1000:]

        headers = {"content-type": "video/mp4", "content-length": str(len(CLIP))}
        return httpx.Response(200, headers=headers, content=body(), request=scope)

    with httpx.Client(transport=httpx.MockTransport(slow)) as http:
        options = {"http": http}
        thread = threading.Thread(target=download, args=("http://a/b", path), kwargs=options)
        thread.start()
        first.wait(10)
        with pytest.raises(CallError, match="is being written"):
            download("http://a/b", path)
        second.set()
        thread.join(10)
    assert path.read_bytes() == CLIP


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "precious").write_bytes(b"precious")
    (tmp_path / "clip.mp4.part").symlink_to(tmp_path / "precious")
    with FileServer(CLIP) as server, pytest.raises(OSError, match="ymbolic link"):
        download(server.url, tmp_path / "clip.mp4")
    assert (tmp_path / "precious").read_bytes() == b"precious"


@settings(max_examples=25, deadline=None)
@given(drops=st.lists(st.integers(0, 5000), max_size=4), changes=st.booleans())
def test_any_breaks_give_the_same_file(
    drops: list[int], changes: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """However often it breaks, over several calls, the file is one that the server had."""
    folder = tmp_path_factory.mktemp("drops")
    path = folder / "clip.mp4"
    with FileServer(CLIP[:9000]) as server:
        for drop in drops:
            server.faults = [f"drop:{drop}"]
            try:
                download(server.url, path, deadline=0.0)
            except DownloadFailed:
                assert not path.exists()
            if changes:
                server.data, server.etag = CLIP[:8000] + b"y" * drop, f'"{drop}"'
        download(server.url, path)
        assert path.read_bytes() == server.data
    assert left(folder) == {"clip.mp4"}


@pytest.mark.parametrize(
    ("place", "result"),
    [
        ("video.url", {"video": {"url": "http://a/1"}}),
        ("data[].videoURL", {"videoURL": "http://a/1"}),
        ("result.result.video", {"video": "http://a/1"}),
        ("result.result.video", {"result": {"video": "http://a/1"}}),
    ],
)
def test_addresses_of_results(place: str, result: dict[str, Any]) -> None:
    assert addresses([result, {"other": 1}, None, result], place) == ["http://a/1"] * 2
