"""Calls that type checkers must take as they are. Nothing here runs."""

from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, assert_type

from generated._runtime.budget import Budget
from generated._runtime.downloads import Downloaded
from generated._runtime.estimates import Estimate
from generated._runtime.job import Job
from generated._runtime.journal import Journal
from generated._runtime.many import Done
from generated._runtime.violations import Violation
from generated.aimlapi import AimlApi
from generated.cloudflare import AsyncCloudflare, Cloudflare
from generated.fal import AsyncFal, Fal
from generated.fal.models.grok_imagine_video.params import TextToVideoParams
from generated.fal.models.grok_imagine_video.results import TextToVideoResult
from generated.runware import Runware
from generated.runware.models.grok_imagine_video.results import VideoInferenceResult


def sync_calls(fal: Fal, runware: Runware, cloudflare: Cloudflare, aimlapi: AimlApi) -> None:
    """Parameters by name, literals, nested objects, a splat of the parameter type."""
    text_to_video = fal.grok_imagine_video.text_to_video
    assert_type(text_to_video(prompt="a cat", duration=6, resolution="480p"), TextToVideoResult)
    assert_type(text_to_video.submit(prompt="a cat").result(), TextToVideoResult)
    assert_type(text_to_video.validate(prompt="a cat"), list[Violation])
    assert_type(text_to_video.estimate(prompt="a cat"), Estimate)
    params: TextToVideoParams = {"prompt": "a cat", "aspect_ratio": "16:9"}
    assert_type(text_to_video(**params), TextToVideoResult)
    inference = runware.grok_imagine_video.video_inference
    frame = inference(positivePrompt="a cat", inputs={"frameImages": [{"image": "u", "frame": 0}]})
    assert_type(frame, VideoInferenceResult)
    cloudflare.grok_imagine_video.run(prompt="a cat", _operation="generate", image={"url": "u"})
    cloudflare.grok_imagine_video_1_5_preview.run(size="848x480")
    aimlapi.grok_imagine_video.generate(prompt="a cat", duration=10)


def paid_calls(fal: Fal, journal: Journal) -> None:
    """Options of clients and of operations, many jobs, and what is known of a job."""
    budget = Budget("20", journal=journal)
    Fal(journal=journal, budget=budget, max_cost=Decimal("0.50"), stream=True, retry_for=30)
    assert_type(fal.with_options(max_cost=1), Fal)
    text_to_video = fal.grok_imagine_video.text_to_video
    limited = text_to_video.with_options(max_cost="0.50", webhook_url="https://example.com")
    assert_type(limited(prompt="a cat"), TextToVideoResult)
    known = fal.grok_imagine_video.edit_video.with_options(facts={"input_video_seconds": "6"})
    assert_type(known.submit(prompt="a cat", video_url="u").download("clip.mp4"), list[Downloaded])
    many = fal.map(text_to_video, [{"prompt": "a cat"}], concurrency=2, progress=print)
    for done in many:
        assert_type(done.result, TextToVideoResult)
    assert_type(many.unfinished, list[Done[TextToVideoResult]])
    found = fal.job_data("fal/grok-imagine-video/text-to-video", "1")
    assert_type(fal.resume(found), Job[Any])


def files(fal: Fal, runware: Runware, path: Path, file: BinaryIO) -> None:
    """A file where the documents name a way to send one."""
    image_to_video = fal.grok_imagine_video.image_to_video
    for given in (path, b"...", bytearray(b"..."), file, "https://example.com/a.png"):
        image_to_video(prompt="a cat", image_url=given)
    assert_type(fal.upload(path, content_type="image/png"), str)
    inference = runware.grok_imagine_video.video_inference
    inference(positivePrompt="a cat", inputs={"frameImages": [path, {"image": file}]})


async def awaited_paid_calls(fal: AsyncFal, path: Path) -> None:
    """The same, awaited."""
    text_to_video = fal.grok_imagine_video.text_to_video
    assert_type(await text_to_video.with_options(max_cost="1")(prompt="a cat"), TextToVideoResult)
    async for done in fal.map(text_to_video, ({"prompt": "a cat"} for _ in range(3))):
        assert_type(done.result, TextToVideoResult)
    assert_type(await fal.upload(path), str)


async def async_calls(fal: AsyncFal, cloudflare: AsyncCloudflare) -> None:
    """The same, awaited."""
    result = await fal.grok_imagine_video.text_to_video(prompt="a cat")
    assert_type(result, TextToVideoResult)
    job = await fal.grok_imagine_video.text_to_video.submit(prompt="a cat")
    assert_type(await job.result(), TextToVideoResult)
    await cloudflare.grok_imagine_video.run(prompt="a cat", duration=5)
