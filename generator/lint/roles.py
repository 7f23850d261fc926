"""Lint: roles of parameters, by which the same wish is put to every provider."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ir.shape import Member, Shape
from generator.lint.registry import Defect, rule
from generator.lint.subjects import OperationAt, answers, values

TEXTS = ("prompt", "resolution", "aspect_ratio", "size", "task")
COUNTS = ("width", "height", "count")
TYPES = {
    **{role: {"string"} for role in TEXTS},
    **{role: {"integer"} for role in COUNTS},
    "duration": {"integer", "number"},
}
"""The JSON types that a role can be said in; media roles take what can hold an address."""
PAIRS = (("width", "height"), ("input_video", "task"))
"""Roles of which one alone says nothing."""


@rule("role-misplaced", OperationAt)
def role_misplaced(at: OperationAt) -> Iterator[Defect]:
    """A role stands where a wish cannot be put: twice, in a list, in an answer, on a wrong type."""
    found: dict[str, str] = {}
    for value in values(at.operation.parameters):
        role = value.member.role if value.member else None
        if value.member is None or role is None:
            continue
        if at.operation.parameters.find(value.path) is not value.member:
            text = f"{value.name}: {role} stands inside a list"
            yield Defect(value.shape.origin, text, "give the role to the list")
        elif role in found:
            text = f"{value.name}: {role} is what {found[role]} is for"
            yield Defect(value.shape.origin, text, "keep one of the two")
        elif not _speaks(role, value.member):
            text = f"{value.name}: {role} cannot be said in it"
            yield Defect(value.shape.origin, text, "correct the role or the type")
        found.setdefault(role, value.name)
    for pair in PAIRS:
        if len(found.keys() & pair) == 1:
            text = f"{' and '.join(pair)} are of use together"
            yield Defect(at.operation.origin, text, "give the other role too")
    for shape in answers(at.operation):
        for value in values(shape):
            if value.member and value.member.role:
                text = f"{value.name}: {value.member.role} is a role of parameters"
                yield Defect(value.shape.origin, text, "remove the role")


def _speaks(role: str, member: Member) -> bool:
    """Tell whether a value of the role fits the type of *member*."""
    wanted = TYPES.get(role)
    if wanted is None:
        return holds_address(member.shape)
    types = set(member.shape.types) - {"null"}
    return bool(types) and types <= wanted


def holds_address(shape: Shape) -> bool:
    """Tell whether an address can be put into a value of *shape*."""
    if shape.items is not None:
        return holds_address(shape.items)
    if shape.any_of:
        return any(holds_address(choice) for choice in shape.any_of)
    if shape.members:
        needed = [member for member in shape.members if member.required]
        return len(needed) == 1 and holds_address(needed[0].shape)
    return "string" in shape.types
