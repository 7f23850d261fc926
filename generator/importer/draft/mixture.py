"""Alternatives that share a JSON type become one, since which is meant could not be told."""

from __future__ import annotations

from generator.importer.draft.kinds import types_of
from generator.importer.draft.material import Said, Value, alike


def distinct(choices: list[Value]) -> list[Value]:
    """Return alternatives of which no two share a JSON type; empty if one may be anything."""
    found: list[Value] = []
    for choice in choices:
        if choice.choices:
            return []
        types = _kinds(choice)
        if not types:
            return []
        partner = next((one for one in found if _kinds(one) & types), None)
        if partner is None:
            found.append(choice)
        else:
            found[found.index(partner)] = blend(partner, choice)
    return found


def _kinds(value: Value) -> set[str]:
    return {"number" if name == "integer" else name for name in types_of(value)}


def blend(one: Value, other: Value) -> Value:
    """Return what allows all that *one* and *other* allow, and perhaps more."""
    said: dict[str, Said] = {}
    for key, first in one.said.items():
        second = other.said.get(key)
        if key == "type":
            continue
        if second is not None and alike(first.value, second.value):
            said[key] = first
        elif key == "enum" and second is not None:
            extra = [value for value in second.value if value not in first.value]
            said[key] = Said([*first.value, *extra], first.document, first.place)
    types = list(dict.fromkeys((*types_of(one), *types_of(other))))
    base = one.place() or other.place()
    if base is not None and types:
        kind = types[0] if len(types) == 1 else types
        said["type"] = Said(kind, base.document, base.place)
    return Value(said, {}, _members(one, other), _either(one.items, other.items))


def _either(one: Value | None, other: Value | None) -> Value | None:
    if one is None or other is None:
        return one or other
    choices = distinct([one, other])
    return choices[0] if len(choices) == 1 else Value()


def _members(one: Value, other: Value) -> dict[str, Value]:
    """Join the members of two objects; required is what both require."""
    joined: dict[str, Value] = {}
    for name in (*one.members, *(name for name in other.members if name not in one.members)):
        first, second = one.members.get(name), other.members.get(name)
        if first is not None and second is not None:
            joined[name] = _together(first, second)
        else:
            alone = first or second
            assert alone is not None
            joined[name] = _optional(alone)
    return joined


def _together(one: Value, other: Value) -> Value:
    needed = one.get("required") is True and other.get("required") is True
    choices = distinct([one, other])
    made = choices[0] if len(choices) == 1 else Value()
    if len(choices) == 2:
        made.choices = dict(enumerate(choices))
    base = one.place() or other.place()
    for key in ("position", "media"):
        if key in one.said:
            made.said[key] = one.said[key]
    if base is not None:
        made.said["required"] = Said(needed, base.document, base.place)
    return made


def _optional(value: Value) -> Value:
    said = dict(value.said)
    if "required" in said:
        said["required"] = Said(False, said["required"].document, said["required"].place)
    return Value(said, value.others, value.members, value.items, value.choices, value.losing)


def folded(value: Value) -> Value:
    """Return an object whose alternatives are joined into one list of members."""
    if not value.choices:
        return value
    whole = value
    joined: Value | None = None
    for choice in value.choices.values():
        joined = choice if joined is None else blend(joined, choice)
    assert joined is not None
    members = {**whole.members}
    for name, member in joined.members.items():
        members.setdefault(name, member)
    return Value(whole.said, whole.others, members, whole.items)
