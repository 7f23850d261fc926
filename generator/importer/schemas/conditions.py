"""What a schema demands by presence, by single values and by bounds: the parts of which rules are made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from generator.importer.schemas.parts import is_number, is_scalar

Paths = tuple[str, ...]
"""Parameters by their dotted paths."""

_REMARKS = frozenset({"title", "description", "$comment"})
_LIMITS = ("minimum", "maximum", "minItems", "maxItems")
MOST = 64
"""Values of an `if` that are taken one by one."""


def given(schema: Any, prefix: str = "") -> Paths | None:
    """Return the parameters that *schema* wants to be there, if it wants nothing else."""
    if not isinstance(schema, dict) or schema.keys() - {
        "required",
        "properties",
        "type",
        *_REMARKS,
    }:
        return None
    needed = schema.get("required", [])
    members = schema.get("properties", {})
    if schema.get("type", "object") != "object" or not isinstance(members, dict):
        return None
    if not isinstance(needed, list) or not all(isinstance(name, str) for name in needed):
        return None
    found: list[str] = []
    for name in needed:
        inner = members.get(name, {})
        below = () if inner in ({}, True) else given(inner, f"{prefix}{name}.")
        if below is None:
            return None
        found += below or [f"{prefix}{name}"]
    if any(name not in needed for name in members):
        return None
    return tuple(found)


def any_given(schema: Any) -> list[Paths] | None:
    """Return the lists of parameters any of which *schema* wants to be there in full."""
    if isinstance(schema, dict) and not schema.keys() - {"anyOf", *_REMARKS}:
        branches = schema.get("anyOf")
        found = [given(branch) for branch in branches] if isinstance(branches, list) else [None]
        return None if any(not paths for paths in found) else [paths for paths in found if paths]
    paths = given(schema)
    return [paths] if paths else None


@dataclass(slots=True)
class Condition:
    """What an `if` asks of a request."""

    present: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    equals: dict[str, Any] = field(default_factory=dict)
    choices: dict[str, list[Any]] = field(default_factory=dict)
    """Parameters that must have one of several values."""
    optional: list[str] = field(default_factory=list)
    """Parameters whose values are asked for, though they need not be there."""
    typed: bool = False
    """Whether it asks for types too."""

    def spelt(self) -> list[dict[str, Any]]:
        """Spell it as conditions of specs, one of which must hold."""
        plain = {"present": self.present, "absent": self.absent}
        found: list[dict[str, Any]] = [{}]
        for name, values in self.choices.items():
            found = [{**one, name: value} for one in found for value in values]
        whole = [{**plain, "equals": {**self.equals, **one}} for one in found]
        return [{key: value for key, value in one.items() if value} for one in whole]


def condition(schema: Any) -> Condition | None:
    """Return what *schema*, an `if`, asks for, where specs have words for all of it."""
    found = Condition()
    if not _ask(schema, "", found):
        return None
    total = 1
    for values in found.choices.values():
        total *= len(values)
    return found if total <= MOST else None


def _ask(schema: Any, prefix: str, found: Condition) -> bool:
    if schema is True or schema == {}:
        return True
    allowed = {"required", "properties", "type", "not", *_REMARKS}
    if not isinstance(schema, dict) or schema.keys() - allowed:
        return False
    if "not" in schema:
        lists = any_given(schema["not"])
        if lists is None or any(len(paths) > 1 for paths in lists):
            return False
        found.absent += [prefix + path for paths in lists for path in paths]
    needed = schema.get("required", [])
    members = schema.get("properties", {})
    if not isinstance(needed, list) or not isinstance(members, dict):
        return False
    if not all(isinstance(name, str) for name in needed):
        return False
    for name in dict.fromkeys((*needed, *members)):
        inner = members.get(name, {})
        if name not in needed:
            found.optional.append(prefix + name)
        if not _ask_value(inner, prefix + name, found):
            return False
    return True


def _ask_value(schema: Any, path: str, found: Condition) -> bool:
    """Take in what an `if` asks of one parameter."""
    if schema in ({}, True):
        found.present.append(path)
        return True
    if not isinstance(schema, dict):
        return False
    told = schema.keys() - {"type", *_REMARKS}
    if not told and "type" in schema:
        found.present.append(path)
        found.typed = True
    elif told == {"const"} and is_scalar(schema["const"]):
        found.equals[path] = schema["const"]
    elif told == {"enum"} and isinstance(schema["enum"], list) and schema["enum"]:
        values = schema["enum"]
        if not all(is_scalar(value) for value in values):
            return False
        if len(values) == 1:
            found.equals[path] = values[0]
        else:
            found.choices[path] = values
    elif told <= {"properties", "required"} and told:
        return _ask(schema, f"{path}.", found)
    else:
        return False
    return True


@dataclass(slots=True)
class Demand:
    """What a `then` asks of a request."""

    bounds: dict[str, dict[str, Any]] = field(default_factory=dict)
    forbidden: list[str] = field(default_factory=list)
    pairs: tuple[list[str], list[list[Any]]] | None = None


def demand(schema: Any) -> Demand | None:
    """Return what *schema*, a `then`, asks for, where specs have words for all of it."""
    found = Demand()
    return found if _demand(schema, "", found) else None


def _demand(schema: Any, prefix: str, found: Demand) -> bool:
    if schema is True:
        return True
    allowed = {"required", "properties", "type", "not", "allOf", "anyOf", *_REMARKS}
    if not isinstance(schema, dict) or schema.keys() - allowed:
        return False
    branches = schema.get("allOf", [])
    if not isinstance(branches, list) or not all(_demand(one, prefix, found) for one in branches):
        return False
    if "anyOf" in schema:
        found.pairs = _pairs(schema["anyOf"])
        if found.pairs is None or prefix:
            return False
    if "not" in schema:
        lists = any_given(schema["not"])
        if lists is None or any(len(paths) > 1 for paths in lists):
            return False
        found.forbidden += [prefix + path for paths in lists for path in paths]
    needed = schema.get("required", [])
    members = schema.get("properties", {})
    if not isinstance(needed, list) or not isinstance(members, dict):
        return False
    for name in needed:
        if not isinstance(name, str):
            return False
        inner = members.get(name)
        if not (isinstance(inner, dict) and "required" in inner):
            found.bounds.setdefault(prefix + name, {})["required"] = True
    return all(_limit(inner, prefix + name, found) for name, inner in members.items())


def _limit(schema: Any, path: str, found: Demand) -> bool:
    """Take in what a `then` asks of one parameter."""
    if schema is False:
        found.forbidden.append(path)
        return True
    if schema in ({}, True):
        return True
    if not isinstance(schema, dict):
        return False
    if schema.keys() & {"properties", "required"}:
        return _demand(schema, f"{path}.", found)
    bounds: dict[str, Any] = {}
    for keyword, value in schema.items():
        if keyword == "const" and is_scalar(value):
            bounds["enum"] = [value]
        elif keyword == "enum" and isinstance(value, list) and all(map(is_scalar, value)):
            bounds["enum"] = value
        elif keyword in _LIMITS and is_number(value):
            bounds[keyword] = value
        elif keyword not in {"type", *_REMARKS}:
            return False
    if bounds:
        found.bounds.setdefault(path, {}).update(bounds)
    return True


def _pairs(branches: Any) -> tuple[list[str], list[list[Any]]] | None:
    """Return two parameters and the pairs of values that *branches* allow."""
    if not isinstance(branches, list) or not branches:
        return None
    names: list[str] = []
    rows: list[list[Any]] = []
    for branch in branches:
        asked = Condition()
        if not _ask(branch, "", asked) or asked.present or asked.absent or asked.choices:
            return None
        names = names or list(asked.equals)
        if len(names) != 2 or set(asked.equals) != set(names):
            return None
        rows.append([asked.equals[name] for name in names])
    return names, rows


def join(groups: Iterable[Paths]) -> list[Any]:
    """Spell alternatives as specs do: a name, or a list of names that count as one."""
    return [group[0] if len(group) == 1 else list(group) for group in groups]
