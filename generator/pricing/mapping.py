"""Put a wish into the words of one operation; the validator judges what comes of it.

Parameters are found by their roles, never by provider. Several ways to say the same are tried, those
that lose least first, and the first that the validator accepts is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from generator.ir.provider import Operation
from generator.ir.shape import PathTo, Shape
from generator.judge import judge
from generator.pricing.intent import ADDRESS, Intent
from generator.pricing.picture import Roles, Way, picture_ways
from generator.runtime.violations import Violation

VIDEO_ROLES = {"edit": "edit_video", "extend": "extend_video"}
MEDIA = {"start_image": "start image", "reference_images": "reference image"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A request that stands for a wish."""

    request: Mapping[str, Any]
    task: str
    """generate, edit or extend."""
    calls: int
    """How often it has to be sent."""
    losses: Mapping[str, str]
    """What it cannot say, and why."""
    notes: tuple[str, ...]
    """What was translated or chosen on the way."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an operation cannot serve a wish."""

    why: str
    violations: tuple[Violation, ...] = ()
    """What its validator says to the request that comes closest."""
    request: Mapping[str, Any] | None = None


def roles_of(shape: Shape, path: PathTo = ()) -> Roles:
    """Find where each role is said in an object of *shape*."""
    found: Roles = {}
    for member in shape.members:
        own = (*path, member.name)
        if member.role is not None:
            found[member.role] = (own, member)
        found.update(roles_of(member.shape, own))
    return found


def drafts(operation: Operation, intent: Intent) -> list[Draft] | Refusal:
    """Return the requests by which *operation* serves *intent*, or why it cannot.

    Several requests are variants: an edit and an extension, or sizes that were left open.
    """
    roles = roles_of(operation.parameters)
    if not roles:
        return Refusal("its specs give no roles to its parameters")
    tasks = list(_tasks(roles, intent))
    if not tasks:
        return Refusal(f"no parameter takes a video to {intent.task or 'edit or extend'}")
    found: list[Draft] = []
    refusals: list[Refusal] = []
    for task, settings in tasks:
        made = _for_task(operation, roles, intent, task, settings)
        if isinstance(made, Refusal):
            refusals.append(made)
        else:
            found += made
    return found or min(refusals, key=lambda refusal: len(refusal.violations))


def _tasks(roles: Roles, intent: Intent) -> Iterator[tuple[str, tuple[tuple[PathTo, Any], ...]]]:
    """List what can be done with the video, and how that is said."""
    if intent.video is None:
        yield "generate", ()
        return
    for task, role in VIDEO_ROLES.items():
        if intent.task in (None, task):
            if role in roles:
                path, member = roles[role]
                yield task, ((path, held(member.shape, intent.video, 1)),)
            elif "input_video" in roles and "task" in roles:
                path, member = roles["input_video"]
                chosen, options = roles["task"]
                if task in (options.shape.enum or ()):
                    yield task, ((path, held(member.shape, intent.video, 1)), (chosen, task))


def _for_task(
    operation: Operation,
    roles: Roles,
    intent: Intent,
    task: str,
    settings: tuple[tuple[PathTo, Any], ...],
) -> list[Draft] | Refusal:
    images = _image_ways(roles, intent)
    if not images:
        wanted: str = intent.images_as or "start or reference"
        some = "an image" if intent.images == 1 else f"{intent.images} images"
        return Refusal(f"no parameter takes {some} as {wanted}")
    pictures = picture_ways(operation, roles, intent)
    if not pictures:
        wanted = intent.size or f"{intent.resolution or ''} {intent.ratio or ''}".strip()
        return Refusal(f"no documented size is {wanted}")
    base = Way((*settings, *_plain(roles, intent)), tuple(_length_loss(roles, intent)))
    closest: Refusal | None = None
    for image, variants, (repeat, calls) in product(images, pictures, _repeats(roles, intent)):
        made = []
        for picture in variants:
            draft = _draft(task, calls, (base, image, picture, repeat))
            violations = judge(operation, draft.request)
            if not violations:
                made.append(draft)
            elif closest is None or len(violations) < len(closest.violations):
                why = "; ".join(violation.message for violation in violations)
                closest = Refusal(why, tuple(violations), draft.request)
        if made:
            return made
    assert closest is not None, "there is at least one way to say it"
    return closest


def _plain(roles: Roles, intent: Intent) -> Iterator[tuple[PathTo, Any]]:
    """Say what is said in one way alone."""
    if "prompt" in roles:
        yield roles["prompt"][0], intent.prompt
    if intent.duration is not None and "duration" in roles:
        yield roles["duration"][0], intent.duration


def _length_loss(roles: Roles, intent: Intent) -> Iterator[tuple[str, str]]:
    if intent.duration is not None and "duration" not in roles:
        yield "seconds", "no parameter says it"


def _image_ways(roles: Roles, intent: Intent) -> list[Way]:
    """List the ways to give the images: as first frame, as references."""
    if not intent.images:
        return [Way()]
    found = []
    for role, called in MEDIA.items():
        if role not in roles or (intent.images_as and not role.startswith(intent.images_as)):
            continue
        path, member = roles[role]
        several = member.shape.items is not None
        wanted = role == "reference_images" or intent.images_as == "start"
        if intent.images == 1 or (several and wanted):
            value = held(member.shape, f"{ADDRESS}/image.png", intent.images)
            found.append(Way(((path, value),), (), (f"given as {called}",)))
    return found


def _repeats(roles: Roles, intent: Intent) -> list[tuple[Way, int]]:
    """List the ways to get several results: by one call, or by as many calls."""
    if intent.count == 1:
        return [(Way(), 1)]
    calls = (Way((), (), (f"{intent.count} calls, one for each result",)), intent.count)
    if "count" not in roles:
        return [calls]
    return [(Way(((roles["count"][0], intent.count),)), 1), calls]


def _draft(task: str, calls: int, ways: tuple[Way, ...]) -> Draft:
    request: dict[str, Any] = {}
    for way in ways:
        for path, value in way.settings:
            inner = request
            for step in path[:-1]:
                inner = inner.setdefault(step, {})
            inner[path[-1]] = value
    losses = {role: why for way in ways for role, why in way.losses}
    return Draft(request, task, calls, losses, tuple(note for way in ways for note in way.notes))


def held(shape: Shape, address: str, count: int) -> Any:
    """Return a value of *shape* that holds an address, or *count* of them if it is a list."""
    if shape.items is not None:
        return [held(shape.items, address, 1) for _ in range(count)]
    if shape.any_of:
        plain = [choice for choice in shape.any_of if "string" in choice.types]
        return held((plain or list(shape.any_of))[0], address, count)
    if shape.members:
        (needed,) = (member for member in shape.members if member.required)
        return {needed.name: held(needed.shape, address, count)}
    return address
