"""Parameters of Grok Imagine Video at Runware.

Written by `specloom generate` from specs/runware/grok-imagine-video.yaml. Edit the spec, not this
file.
"""

from typing import Literal, NotRequired, TypedDict

from ...._runtime.inputs import FileInput


class Safety(TypedDict):
    """Whether and how the content is checked."""

    checkContent: NotRequired[bool]
    """Switches the check on. If it is absent, the server assumes false."""

    mode: NotRequired[Literal["none", "fast", "full"]]
    """
    How thorough the check is. none: No check. fast: Only key frames are looked at. full: Every
    frame is looked at. If it is absent, the server assumes "none", provided that
    safety.checkContent is absent. With checkContent true the page names both none and fast, so
    nothing is assumed.
    """


class FrameImage(TypedDict):
    """The picture and its frame."""

    image: FileInput
    """The picture. The image may be given as uuid, url, data-uri or base64."""

    frame: NotRequired[Literal["first", 0]]
    """
    Which frame it is for; only the first can be chosen. first: The first frame, by name. 0: The
    first frame, by number.
    """


class Inputs(TypedDict):
    """The media that the clip is made from."""

    referenceImages: NotRequired[list[FileInput]]
    """Pictures that guide the look of the clip as a whole, tied to no frame."""

    frameImages: NotRequired[list[FileInput | FrameImage]]
    """Pictures that are to be seen at a given frame; a single one becomes the first frame."""

    video: NotRequired[FileInput]
    """The clip to restyle. The video may be given as uuid or url."""


class VideoInferenceParams(TypedDict):
    """What runware/grok-imagine-video/video-inference takes (https://runware.ai/docs/models/xai-grok-imagine-video)."""

    taskType: NotRequired[Literal["videoInference"]]
    """Says that the task makes a video. The client fills it in; a value that is given must be right."""

    taskUUID: NotRequired[str]
    """
    Your id of the task, new for each one; results are fetched and matched by it. The client fills
    it in; a value that is given must be right.
    """

    outputType: NotRequired[Literal["URL"]]
    """
    How the clip is handed over; this model only gives a link. If it is absent, the server assumes
    "URL".
    """

    outputFormat: NotRequired[Literal["MP4", "WEBM", "MOV"]]
    """
    File format of the clip. MP4: H.264, plays nearly everywhere. WEBM: Made for web pages. MOV:
    QuickTime, for editing, above all on Apple systems. If it is absent, the server assumes "MP4".
    """

    outputQuality: NotRequired[int]
    """
    How much quality the compression keeps; more means a better picture and a larger file. If it is
    absent, the server assumes 95. 20 to 99.
    """

    webhookURL: NotRequired[str]
    """Address that gets a POST with JSON for each finished result."""

    deliveryMethod: NotRequired[Literal["async"]]
    """
    How results are delivered; this model knows one way. async: The task is acknowledged at once and
    fetched later with getResponse. If it is absent, the server assumes "async".
    """

    uploadEndpoint: NotRequired[str]
    """Address, such as a presigned one, to which Runware sends the finished file with PUT."""

    safety: NotRequired[Safety]
    """Whether and how the content is checked."""

    ttl: NotRequired[int]
    """
    How long the output stays available; matters only with outputType URL. Unit: second. At least
    60.
    """

    includeCost: NotRequired[bool]
    """Asks for the cost in the result. If it is absent, the server assumes false."""

    numberResults: NotRequired[int]
    """
    How many variants to make, each with a seed of its own; each is charged. Unit: result. If it is
    absent, the server assumes 1. 1 to 4.
    """

    inputs: NotRequired[Inputs]
    """The media that the clip is made from."""

    model: NotRequired[Literal["xai:grok-imagine@video"]]
    """Id of the model. The client fills it in; a value that is given must be right."""

    positivePrompt: str
    """What the clip is to show, in words. At least 1 character."""

    width: NotRequired[int]
    """Width in pixels; with height, one of the sizes of the table."""

    height: NotRequired[int]
    """Height in pixels; with width, one of the sizes of the table."""

    resolution: NotRequired[Literal["480p", "720p"]]
    """
    Size class of a clip made from a frame image, whose aspect ratio is kept. If it is absent, the
    server assumes "480p", provided that inputs.frameImages is given. The size follows from width
    and height or from the input clip; resolution may not be sent then.
    """

    duration: NotRequired[int]
    """
    Length of the clip. With an input clip only 2 to 10 are allowed. Unit: second. If it is absent,
    the server assumes 6. 1 to 15.
    """
