"""Calls that type checkers must take as they are. Nothing here runs."""

from typing import assert_type

from generated._runtime.estimates import Estimate
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


async def async_calls(fal: AsyncFal, cloudflare: AsyncCloudflare) -> None:
    """The same, awaited."""
    result = await fal.grok_imagine_video.text_to_video(prompt="a cat")
    assert_type(result, TextToVideoResult)
    job = await fal.grok_imagine_video.text_to_video.submit(prompt="a cat")
    assert_type(await job.result(), TextToVideoResult)
    await cloudflare.grok_imagine_video.run(prompt="a cat", duration=5)
