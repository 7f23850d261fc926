"""Facts of the IR in plain words, for descriptions of schemas and for explanations."""

from __future__ import annotations

import json
from typing import Any

from generator.ir.prices import Line
from generator.ir.shape import Default, Member, Shape, When
from generator.spec.parameter import Media


def value_words(value: Any) -> str:
    """Spell a JSON value as it would be sent."""
    return json.dumps(value)


def when_words(when: When) -> str:
    """Spell a condition on a request."""
    parts = [f"{'.'.join(path)} is given" for path in when.present]
    parts += [f"{'.'.join(path)} is absent" for path in when.absent]
    parts += [f"{'.'.join(path)} is {value_words(value)}" for path, value in when.equals]
    return " and ".join(parts)


def default_words(default: Default) -> str:
    """Say what the server assumes, when, and that nobody sends it."""
    text = f"If it is absent, the server assumes {value_words(default.value)}"
    if default.when is not None:
        text += f", provided that {when_words(default.when)}"
    return f"{text}. {default.otherwise}" if default.otherwise else f"{text}."


def media_words(media: Media) -> str:
    """Say what a page notes about a media input; nobody checks it."""
    parts = [f"The {media.kind} may be given as {_either(media.forms)}"] if media.forms else []
    if media.containers:
        parts.append(f"in {_either(media.containers)}")
    if media.codecs:
        parts.append(f"coded as {_either(media.codecs)}")
    if media.minimum_seconds is not None:
        parts.append(f"at least {media.minimum_seconds} s long")
    if media.maximum_seconds is not None:
        parts.append(f"at most {media.maximum_seconds} s long")
    if media.truncated_to_seconds is not None:
        parts.append(f"cut to {media.truncated_to_seconds} s if longer")
    if media.maximum_area is not None:
        parts.append(f"scaled down to an area of {media.maximum_area} if larger")
    if not media.forms:
        parts.insert(0, f"One {media.kind}")
    return ", ".join(parts) + "."


def _either(words: tuple[str, ...]) -> str:
    return " or ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else words[0]


def meanings_words(shape: Shape) -> str:
    """Say what the values of an enum mean."""
    meanings = (shape.meanings or {}).items()
    return " ".join(f"{value}: {meaning}" for value, meaning in meanings)


def description(shape: Shape, member: Member | None) -> str:
    """Join everything worth saying about a value that no keyword of JSON Schema says."""
    parts = [shape.description]
    if shape.unit is not None:
        parts.append(f"Unit: {shape.unit}.")
    if shape.meanings:
        parts.append(meanings_words(shape))
    if shape.media is not None:
        parts.append(media_words(shape.media))
    if member is not None:
        parts += _about(member)
    return " ".join(part for part in parts if part)


def _about(member: Member) -> list[str]:
    parts = []
    if member.supplied:
        parts.append("The client fills it in; a value that is given must be right.")
    if member.default is not None:
        parts.append(default_words(member.default))
    if member.present_when is not None:
        parts.append(f"Documented to be there when {when_words(member.present_when)}.")
    return parts


def cell_words(key: tuple[str, ...]) -> str:
    """Name the values of the choices that select a rate."""
    return " and ".join(key)


def rate_words(line: Line) -> str:
    """Spell the rates of a line item."""
    if line.rates is None:
        return "not stated"
    if not line.by:
        return f"{line.rates[()]:f}"
    return ", ".join(f"{value:f} ({cell_words(key)})" for key, value in line.rates.items())
