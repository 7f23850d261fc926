"""Files through clients: inputs given as files, results stored, webhooks that end waits."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from clients import ASYNC, SYNC, client, close_all, smallest
from serving import Serving

from generated._runtime.errors import CallError, RequestRefused
from generated._runtime.files import FileRefused
from generated._runtime.receiver import Receiver

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    close_all()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "cat.png"
    path.write_bytes(PNG)
    return path


@pytest.mark.parametrize("form", ["path", "bytes", "file"])
def test_fal_stores_a_file_and_sends_its_address(
    form: str, picture: Path, specloom_mock: Any
) -> None:
    specloom_mock.reset()
    given: Any = {"path": picture, "bytes": PNG, "file": io.BytesIO(PNG)}[form]
    operation = client("fal", specloom_mock).grok_imagine_video.image_to_video
    assert operation.validate(prompt="a cat", image_url=picture) == []
    assert str(operation.estimate(prompt="a cat", image_url=picture)).startswith("$")
    assert operation(prompt="a cat", image_url=given).video.url
    sent = next(each for each in specloom_mock.received() if "image-to-video" in each["path"])
    assert sent["body"]["image_url"].startswith("http")


def test_runware_stores_files_inside_lists_and_sends_their_ids(
    picture: Path, specloom_mock: Any
) -> None:
    specloom_mock.reset()
    operation = client("runware", specloom_mock).grok_imagine_video.video_inference

    async def run() -> Any:
        async with client("runware", specloom_mock, kind=ASYNC) as of:
            inputs = {"frameImages": [{"image": picture}]}
            bound = of.grok_imagine_video.video_inference
            return await bound(positivePrompt="a cat", inputs=inputs)

    assert operation(positivePrompt="a cat", inputs={"frameImages": [picture]}).videoURL
    assert asyncio.run(run()).videoURL
    tasks = [each["body"][0] for each in specloom_mock.received() if isinstance(each["body"], list)]
    first, second = (each for each in tasks if each["taskType"] == "videoInference")
    assert len(first["inputs"]["frameImages"][0]) == 36
    assert len(second["inputs"]["frameImages"][0]["image"]) == 36


def test_a_wrong_request_uploads_nothing(picture: Path, specloom_mock: Any) -> None:
    specloom_mock.reset()
    operation = client("fal", specloom_mock).grok_imagine_video.image_to_video
    with pytest.raises(RequestRefused):
        operation(prompt="a cat", image_url=picture, duration=99)
    unstored = client("aimlapi", specloom_mock).grok_imagine_video.generate
    with pytest.raises(FileRefused):
        unstored(prompt="a cat", image_url=picture)
    assert specloom_mock.received() == []


@pytest.mark.parametrize("provider", SYNC)
def test_results_are_stored(provider: str, specloom_mock: Any, tmp_path: Path) -> None:
    operation, request = smallest(provider, client(provider, specloom_mock))
    (stored,) = operation.submit(**request).download(tmp_path / "clip.mp4")
    assert (tmp_path / "clip.mp4").stat().st_size == stored.size > 0
    assert stored.content_type == "video/mp4"


def test_several_results_go_into_a_folder(specloom_mock: Any, tmp_path: Path) -> None:
    async def run() -> Any:
        async with client("runware", specloom_mock, kind=ASYNC) as of:
            operation, request = smallest("runware", of)
            job = await operation.submit(**request, numberResults=3)
            return await job.download(tmp_path / "clips")

    stored = asyncio.run(run())
    assert sorted(path.name for path in (tmp_path / "clips").iterdir()) == sorted(
        Path(each.path).name for each in stored
    )
    assert len(stored) == 3


@pytest.mark.parametrize("provider", ["fal", "runware", "cloudflare"])
def test_a_webhook_ends_a_wait_that_asks_seldom(provider: str, specloom_mock: Any) -> None:
    receiver = Receiver()
    with Serving(receiver) as server:
        receiver.base = server.url
        of = client(provider, specloom_mock, interval=30.0, deadline=25.0, receiver=receiver)
        operation, request = smallest(provider, of)
        job = operation.submit(**request)
        assert job.result()
        assert job.outcome.results


def test_a_provider_without_webhooks_says_so(specloom_mock: Any) -> None:
    with pytest.raises(ValueError, match="AI/ML API"):
        client("aimlapi", specloom_mock, receiver=Receiver("http://localhost"))


def test_a_failed_job_is_told_by_its_webhook(specloom_mock: Any) -> None:
    receiver = Receiver()
    with Serving(receiver) as server:
        receiver.base = server.url
        of = client("cloudflare", specloom_mock, interval=30.0, deadline=25.0, receiver=receiver)
        operation, request = smallest("cloudflare", of, "failed")
        with pytest.raises(CallError):
            operation(**request)
