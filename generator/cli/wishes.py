"""The options by which a wish is said, shared by the commands that put it to all providers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from generator.pricing.intent import Intent

OPTIONS = (
    click.option("--resolution", metavar="CLASS", help="Size class, such as 720p."),
    click.option("--size", metavar="WxH", help="Pixels, such as 1280x720."),
    click.option("--aspect-ratio", metavar="W:H", help="Width to height, such as 16:9."),
    click.option("--images", metavar="N", type=int, default=0, help="How many images are given."),
    click.option(
        "--images-as",
        type=click.Choice(["start", "reference"]),
        help="Whether they are the first frame or guide the look; either, unless given.",
    ),
    click.option(
        "--video",
        metavar="URL|FILE|SECONDS",
        help="A video to edit or extend: its address, a local file, or its length alone.",
    ),
    click.option("--task", type=click.Choice(["edit", "extend"]), help="What to do with it."),
    click.option("--count", metavar="N", type=int, default=1, help="How many results."),
    click.option("--prompt", metavar="TEXT", default="a cat", help="What is to be seen."),
    click.option(
        "--fact",
        "facts",
        metavar="NAME=VALUE",
        multiple=True,
        help="Supply what no request says, such as output_tier=720p.",
    ),
    click.option("--only", metavar="TEXT", help="Operations whose name holds this text."),
)


def wish_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a wish, apart from its length, to a command."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def wish(seconds: str | None, given: dict[str, Any]) -> Intent:
    """Make an intent of what was *given*; a video of which only the length is told gets an address."""
    from generator.pricing.intent import ADDRESS, Intent

    facts = pairs(given.pop("facts"))
    video = given.pop("video")
    if video is not None and "://" not in video:
        facts.setdefault("input_video_seconds", _length(video))
        video = f"{ADDRESS}/video.mp4"
    return Intent(seconds=seconds, video=video, facts=facts, **given)


def _length(video: str) -> str:
    """Return the length of a local file, or *video* where it is a length already."""
    from generator.diagnostics import CannotRun
    from generator.pricing.intent import length
    from generator.probe import probe

    if Path(video).is_file():
        return f"{probe(video).seconds:f}"
    try:
        length(video)
    except CannotRun:
        raise CannotRun(f"{video} is no address, no file and no number of seconds") from None
    return video


def pairs(given: Sequence[str]) -> dict[str, str]:
    """Read name=value pairs, or raise `CannotRun`."""
    from generator.diagnostics import CannotRun

    facts: dict[str, str] = {}
    for pair in given:
        name, sign, value = pair.partition("=")
        if not sign or not value or not name:
            raise CannotRun(f"--fact {pair}: write it as name=value")
        if name in facts:
            raise CannotRun(f"--fact {name} is given twice")
        facts[name] = value
    return facts
