"""Mend a draft until nothing is found against it: the smallest part that is in the way gives way.

Documents say things that no spec can say. What has to go is told as an open point, so that a person
can look; what stays is sound.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.importer.draft.bench import Bench, Tried, Trouble
from generator.importer.draft.conditions import conditional
from generator.importer.draft.plans import Log
from generator.naming import class_name
from generator.yaml_reader import Place

ROUNDS = 30
_STRUCTURE = frozenset(
    {"type", "enum", "const", "items", "properties", "anyOf", "title", "open", "description"}
    | {"source", "required", "supplied", "documented_as", "present_when", "media"}
)
"""Keywords that say what a value is; the others bound it."""
_SIDES = ("parameters", "response", "raw_response")
_GONE = {
    "bad-pattern": ("pattern",),
    "risky-pattern": ("pattern",),
    "bad-multiple": ("multipleOf",),
    "const-null": ("const",),
    "default-never-taken": ("server_default",),
    "unknown-unit": ("unit",),
    "keyword-out-of-place": ("server_default", "supplied", "present_when"),
    "unknown-parameter-in-condition": ("present_when",),
    "meaning-of-nothing": ("meanings",),
    "contradiction-without-quirk": ("documented_as",),
}
"""Keywords that a finding is about."""


@dataclass(slots=True)
class Mender:
    """Mends the data of one family."""

    bench: Bench
    data: dict[str, Any]
    logs: Mapping[str, Log]
    """The log of each operation."""
    shared: Log
    """The log of the family as a whole."""
    levels: Counter[Place] = field(default_factory=Counter)
    """How often each part has given way."""

    def mend(self) -> Tried:
        """Try and mend until nothing is found, or nothing more can give way."""
        tried = self.bench.try_out(self.data)
        for _ in range(ROUNDS):
            if not tried.troubles:
                return tried
            for trouble in _in_order(tried.troubles):
                self._give_way(trouble)
            tried = self.bench.try_out(self.data)
        return tried

    def _give_way(self, trouble: Trouble) -> None:
        place = trouble.place
        if place[:1] != ("operations",) or len(place) < 3:
            self._shared(trouble)
            return
        operation = self.data["operations"].get(place[1])
        if operation is None:
            return
        log = self.logs[str(place[1])]
        code = trouble.finding.code
        if code in {"name-not-python", "clashing-names"} and self._allowed(operation, trouble):
            return
        if place[2] in _SIDES:
            self._value(operation, log, trouble)
        elif place[2] == "rules" and len(place) > 3:
            self._rule(operation, log, trouble)
        elif place[2] == "prices":
            _refuse_price(operation, log, trouble)
        elif place[2] in {"examples", "quirks"} and len(place) > 3:
            _drop(operation, str(place[2]), place[3], log, trouble)

    def _shared(self, trouble: Trouble) -> None:
        """Drop a table, type or quirk of the family; of the model, what it can do without."""
        place = trouble.place
        if len(place) >= 2 and place[0] in {"tables", "types"}:
            gone = self.data.get(str(place[0]), {}).pop(str(place[1]), None)
            if gone is not None and trouble.finding.code != "unused-table":
                self.shared.ask(f"the table {place[1]} is left out: {told(trouble)}")
            if not self.data.get(str(place[0])):
                self.data.pop(str(place[0]), None)
        elif len(place) >= 2 and place[0] == "model":
            self.data["model"].pop(str(place[1]), None)

    def _allowed(self, operation: dict[str, Any], trouble: Trouble) -> bool:
        """Allow names that the provider really has; return whether that was done."""
        place, code = trouble.place, trouble.finding.code
        if place[2] not in _SIDES:
            return False
        if code == "clashing-names" and "would be called" in trouble.finding.text:
            node = self._node(place)[1]
            if node is None:
                return False
            self.levels[place] += 1
            path = [str(step) for step in place[1:] if step not in {"properties", "parameters"}]
            node.pop("title", None)
            if self.levels[place] > 1:
                node["title"] = class_name(*path, str(self.levels[place]))[:60]
            return self.levels[place] < 6
        allow = operation.setdefault("allow", [])
        if code not in allow:
            allow.append(code)
        return True

    def _node(self, place: Place) -> tuple[Place, dict[str, Any] | None]:
        """Return the value of a parameter or field at *place*, or the nearest around it."""
        here: Any = self.data
        best: tuple[Place, dict[str, Any] | None] = (place, None)
        for index, step in enumerate(place):
            try:
                here = here[step]
            except (KeyError, IndexError, TypeError):
                break
            inside = index >= 3 and isinstance(here, dict)
            if (inside and place[index - 1] in {*_SIDES, "properties", "anyOf"}) or step == "items":
                best = (place[: index + 1], here)
        return best

    def _value(self, operation: dict[str, Any], log: Log, trouble: Trouble) -> None:
        """Let keywords of a value give way, then its type, then the value itself."""
        place, node = self._node(trouble.place)
        code = trouble.finding.code
        if node is None:
            side = operation.get(str(trouble.place[2]))
            if isinstance(side, dict) and trouble.place[2] == "raw_response":
                operation.pop("raw_response")
            return
        self.levels[place] += 1
        level = self.levels[place]
        if level == 1 and code == "default-out-of-bounds":
            _lose_default(node, place, log)
            return
        gone = [key for key in _GONE.get(code, ()) if key in node]
        if gone:
            for key in gone:
                node.pop(key)
            if code != "contradiction-without-quirk":
                log.ask(f"{_path(place)}: {gone[0]} is left out: {told(trouble)}")
            return
        _reduce(node, level)
        log.ask(f"{_path(place)} says less than the document: {told(trouble)}")
        if level > 3:
            parent: Any = self.data
            for step in place[:-1]:
                parent = parent[step]
            parent.pop(place[-1])

    def _rule(self, operation: dict[str, Any], log: Log, trouble: Trouble) -> None:
        index = int(trouble.place[3])
        rules = operation.get("rules", [])
        if index >= len(rules):
            return
        code, rule = trouble.finding.code, rules[index]
        if code == "default-breaks-rule" and conditional(operation, rule):
            return
        if code == "contradiction-without-quirk" and make_optional(operation, rule, log):
            return
        _drop(operation, "rules", index, log, trouble)


def _in_order(troubles: tuple[Trouble, ...]) -> list[Trouble]:
    """List one trouble for each entry of a list, the last entry first, so that places stay true."""
    first: dict[Place, Trouble] = {}
    for trouble in troubles:
        place = trouble.place
        listed = len(place) > 3 and isinstance(place[3], int)
        first.setdefault(place[:4] if listed else (*place, trouble.finding.code), trouble)
    return sorted(
        first.values(),
        key=lambda each: (
            each.place[3] if len(each.place) > 3 and isinstance(each.place[3], int) else 0
        ),
        reverse=True,
    )


def _reduce(node: dict[str, Any], level: int) -> None:
    """Let a value say less: no bounds, then no parts, then nothing of its type."""
    kept = _STRUCTURE if level == 1 else _STRUCTURE - {"enum", "const", "title", "media"}
    if level > 2:
        kept = frozenset({"description", "source", "required"})
    for key in [key for key in node if key not in kept]:
        node.pop(key)


def _lose_default(node: dict[str, Any], place: Place, log: Log) -> None:
    """Keep a default that the limits forbid as something that is said and not followed."""
    value = node.pop("server_default")
    if isinstance(value, dict):
        value = value.get("value")
    node.setdefault("documented_as", {})["server_default"] = value
    name = _path(place)
    source = node.get("source") or {"document": "", "section": ""}
    claims = [
        ("Its limits allow other values only.", source),
        (f"The default is {value}.", source),
    ]
    log.quirk(f"{name}-default", [name], claims, "The limits count; no default is recorded.")


def make_optional(operation: dict[str, Any], rule: Mapping[str, Any], log: Log) -> bool:
    """Let parameters be absent where a rule allows requests without them."""
    found = False
    for path in _named(rule):
        node, steps = None, path.split(".")
        members = operation["parameters"]
        for step in steps:
            node = members.get(step)
            members = (node or {}).get("properties") or {}
        if node is None or not node.get("required") or node.get("supplied"):
            continue
        found = True
        node.pop("required")
        node.setdefault("documented_as", {})["required"] = True
        claims = [
            (f"A rule allows requests without {path}.", rule["source"]),
            (f"{path} is marked as required.", node.get("source") or rule["source"]),
        ]
        log.quirk(f"{path}-required", [path], claims, "The rule counts, being the more precise.")
    return found


def _named(rule: Mapping[str, Any]) -> list[str]:
    groups = rule.get("exactly_one_of") or rule.get("at_most_one_of") or ()
    names = [name for group in groups for name in ([group] if isinstance(group, str) else group)]
    excluded = rule.get("excludes")
    return [*names, *([excluded["given"], *excluded["forbidden"]] if excluded else [])]


def _refuse_price(operation: dict[str, Any], log: Log, trouble: Trouble) -> None:
    price = operation["prices"][0]
    if "refused" in price:
        return
    log.ask(f"the price could not be written: {told(trouble)}")
    text = "Prices are stated, but cannot be written yet."
    operation["prices"] = [{"as_of": price["as_of"], "source": price["source"], "refused": text}]


def _drop(
    operation: dict[str, Any], kind: str, index: str | int, log: Log, trouble: Trouble
) -> None:
    """Leave out one rule, example or quirk; it is dropped once though several findings name it."""
    listed = operation.get(kind, [])
    position = int(index)
    if position >= len(listed) or listed[position] is None:
        return
    name = listed[position].get("id", "")
    log.ask(f"{kind[:-1]} {name} is left out: {told(trouble)}")
    operation[kind] = [each for each in listed if each.get("id") != name]
    if kind == "quirks":
        log.quirks[:] = [each for each in log.quirks if each["id"] != name]
        for example in operation.get("examples", []):
            example["quirks"] = [each for each in example.get("quirks", []) if each != name]


def told(trouble: Trouble) -> str:
    """Say what was found, within bounds."""
    text = f"{trouble.finding.code}, {trouble.finding.text}"
    return text if len(text) <= 200 else f"{text[:200]}..."


def _path(place: Place) -> str:
    """Spell the way to a value as quirks do."""
    steps = [str(step) for step in place[3:] if isinstance(step, str)]
    return ".".join(step for step in steps if step not in {"properties", "items", "anyOf"})
