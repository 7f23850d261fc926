"""The operations of grok-imagine-video at AI/ML API, typed.

Written by `specloom generate` from specs/aimlapi/grok-imagine-video.yaml. Edit the spec, not this
file.
"""

from __future__ import annotations

from ..._runtime.operation import Family, bound, bound_async
from ..._runtime.provider import OperationInfo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Unpack

    from ..models.grok_imagine_video.params import GenerateParams
    from ..models.grok_imagine_video.results import GenerateResult


def generate(**params: Unpack[GenerateParams]) -> GenerateResult:
    """Make a video.

    Makes a video from a text, an image or reference images.

    Judges the request, sends it, waits, and returns the result. What is absent is not sent. The
    parameters are the provider's own; their type says what each means.

    Rules:

    - one-kind-of-image: Give image_url or reference_images, never both.

    Raises CallError; RequestRefused before anything is sent.

    https://docs.aimlapi.com/api-references/video-models/xai/grok-imagine-video

    >>> result = client.grok_imagine_video.generate(
    ...     prompt="a painting smiles",
    ...     image_url="https://raw.githubusercontent.com/aimlapi/api-docs/main/reference-files/mona_lisa_extended.jpg",
    ... )
    """
    raise NotImplementedError


GENERATE = OperationInfo(
    name="aimlapi/grok-imagine-video/generate",
    package=__name__.rpartition(".operations.")[0],
    family="grok_imagine_video",
    python_name="generate",
    endpoint="x-ai/grok-imagine-video",
    model="x-ai/grok-imagine-video",
    params="GenerateParams",
    result="GenerateResult",
    supplied={"model": "x-ai/grok-imagine-video"},
    media={"image_url": ("image", ("url",)), "reference_images[]": ("image", ("url",))},
)


class GrokImagineVideo(Family):
    """grok-imagine-video at AI/ML API."""

    _operations = (GENERATE,)

    generate = bound(generate, GENERATE)


class AsyncGrokImagineVideo(Family):
    """grok-imagine-video at AI/ML API."""

    _operations = (GENERATE,)

    generate = bound_async(generate, GENERATE)
