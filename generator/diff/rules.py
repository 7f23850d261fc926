"""Compare rules about several parameters: does the new state refuse what the old one took?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.diff.changes import Change, Kind
from generator.diff.facets import Facet, Trend, facets, same, shown
from generator.diff.nodes import Node

Demand = Mapping[str, Any]
"""A rule as it is spelt: the kind and what it is about; `when` and `then` together."""

KINDS = (
    "exactly_one_of",
    "at_most_one_of",
    "together",
    "requires",
    "excludes",
    "allowed_pairs",
    "then",
)


def demand_of(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return the demand among the facts about one rule."""
    kind = next((key for key in KINDS if key in said), None)
    if kind is None:
        return {}
    value = said[kind]
    if kind == "then":
        whole = isinstance(value, dict) and value.keys() == {"when", "then"}
        return dict(value) if whole else {"when": said.get("when") or {}, "then": value}
    return {kind: value}


def compare_rules(old: list[Node], new: list[Node], known: frozenset[str]) -> Iterator[Change]:
    """List the changes from *old* rules to *new* ones; *known* are the old state's parameters."""
    left, lost = list(new), []
    for rule in old:
        twin = next((each for each in left if _alike(rule, each)), None)
        if twin is None:
            lost.append(rule)
        else:
            left.remove(twin)
            if not same(rule.said.get("described"), twin.said.get("described")):
                text = "told in other words"
                yield Change("docs only", text, _subject(twin), None, None, rule.place, twin.place)
    for rule in lost:
        successor = next((each for each in left if heir(rule, each)), None)
        if successor is None:
            text = f"no longer holds ({told(demand_of(rule.said))})"
            yield Change("additive", text, _subject(rule), old_place=rule.place)
        else:
            left.remove(successor)
            yield _changed(rule, successor)
    for rule in left:
        yield _new(rule, known)


def told(demand: Demand) -> str:
    """Spell a demand in one line."""
    words = {key.replace("_", " "): shown(value) for key, value in demand.items()}
    return ", ".join(f"{key} {value}" for key, value in words.items())


def _subject(rule: Node) -> str:
    name = rule.said.get("id")
    return f"rule {name}" if name else "rule"


def _alike(one: Node, other: Node) -> bool:
    return same(_sorted(demand_of(one.said)), _sorted(demand_of(other.said)))


def _sorted(demand: Demand) -> Any:
    """Put what has no order into one."""
    order = {"exactly_one_of", "at_most_one_of", "together"}
    return {
        key: sorted(map(shown, value)) if key in order and isinstance(value, list) else value
        for key, value in demand.items()
    }


def heir(old: Node, new: Node) -> bool:
    """Tell whether *new* is what became of *old*: the same id, or the same kind and parameters."""
    if old.said.get("id") and old.said.get("id") == new.said.get("id"):
        return True
    before, after = demand_of(old.said), demand_of(new.said)
    choice = {"exactly_one_of", "at_most_one_of"}
    alike = before.keys() == after.keys() or (before.keys() | after.keys()) == choice
    return alike and bool(paths(before) & paths(after))


def paths(demand: Demand) -> set[str]:
    """List the parameters that a demand is about."""
    found: set[str] = set()
    for key, value in demand.items():
        if key in {"exactly_one_of", "at_most_one_of", "together"}:
            for group in value:
                found.update([group] if isinstance(group, str) else group)
        elif key in {"requires", "excludes"}:
            found.update([value["given"], *value.get("needed", []), *value.get("forbidden", [])])
        elif key == "allowed_pairs":
            found.update(value.get("parameters", []))
        elif key == "when":
            found.update([*value.get("present", []), *value.get("absent", [])])
            found.update(value.get("equals", {}))
        elif key == "then":
            found.update(value)
    return found


def _new(rule: Node, known: frozenset[str]) -> Change:
    """Judge a rule that was not there before."""
    demand = demand_of(rule.said)
    kind: Kind = "breaking"
    hint = ""
    if spares(demand, known):
        kind, hint = "additive", "it can only refuse requests that use new parameters"
    return Change(kind, f"new: {told(demand)}", _subject(rule), new_place=rule.place, hint=hint)


def spares(demand: Demand, known: frozenset[str]) -> bool:
    """Tell whether a demand refuses no request that uses only parameters *known* before."""

    def old(name: str) -> bool:
        return name in known

    for key, value in demand.items():
        if key == "at_most_one_of":
            groups = [[g] if isinstance(g, str) else g for g in value]
            return sum(any(old(name) for name in group) for group in groups) < 2
        if key == "together":
            return not any(old(name) for name in value)
        if key == "requires":
            return not old(value["given"])
        if key == "excludes":
            return not old(value["given"]) or not any(old(n) for n in value["forbidden"])
        if key == "allowed_pairs":
            return not all(old(name) for name in value["parameters"])
        if key == "then":
            when = demand.get("when", {})
            met = all(old(name) for name in (*when.get("present", []), *when.get("equals", {})))
            binds = any(old(name) or limit.get("required") for name, limit in value.items())
            return not (met and binds)
    return False


def _changed(old: Node, new: Node) -> Change:
    before, after = demand_of(old.said), demand_of(new.said)
    trend = _trend(before, after)
    kind: Kind = "additive" if trend == "wider" else "breaking"
    words = {"wider": "takes more", "narrower": "takes less", "other": "changed"}[trend]
    text = f"{words}: {difference(before, after)}"
    return Change(kind, text, _subject(new), before, after, old.place, new.place)


def difference(before: Demand, after: Demand) -> str:
    """Say how one demand differs from another of the same kind."""
    first, second = before.get("allowed_pairs"), after.get("allowed_pairs")
    if first and second and first["parameters"] == second["parameters"]:
        lost = [shown(row) for row in first["pairs"] if not _in(row, second["pairs"])]
        gained = [shown(row) for row in second["pairs"] if not _in(row, first["pairs"])]
        parts = [f"without {', '.join(lost)}"] * bool(lost) + [f"with {', '.join(gained)}"] * bool(
            gained
        )
        return "; ".join(parts)
    return f"{told(before)}; now {told(after)}"


def _in(row: Any, rows: list[Any]) -> bool:
    return any(same(row, other) for other in rows)


def _trend(before: Demand, after: Demand) -> Trend:
    """Tell whether *after* is looser or stricter than *before*, where that is plain to see."""
    if before.keys() != after.keys():
        loosened = {*before} == {"exactly_one_of"} and {*after} == {"at_most_one_of"}
        return "wider" if loosened and [*before.values()] == [*after.values()] else "other"
    for key, old in before.items():
        new = after[key]
        if key in {"requires", "excludes"}:
            named = "needed" if key == "requires" else "forbidden"
            return _fewer(old[named], new[named]) if old["given"] == new["given"] else "other"
        if key in {"at_most_one_of", "together"}:
            return _fewer(old, new)
        if key == "allowed_pairs" and old["parameters"] == new["parameters"]:
            found = _fewer(old["pairs"], new["pairs"])
            return {"wider": "narrower", "narrower": "wider", "other": "other"}[found]  # type: ignore[return-value]  # of the same words
    if "then" in before and same(before.get("when"), after.get("when")):
        return _limits(before["then"], after["then"])
    return "other"


def _fewer(old: list[Any], new: list[Any]) -> Trend:
    """Fewer demands take more."""
    lost = any(not _in(each, new) for each in old)
    gained = any(not _in(each, old) for each in new)
    if lost == gained:
        return "other"
    return "wider" if lost else "narrower"


def _limits(old: Mapping[str, Any], new: Mapping[str, Any]) -> Trend:
    """Compare what a rule demands of single parameters."""
    trends: set[Trend] = set()
    for name in {*old, *new}:
        before, after = old.get(name, {}), new.get(name, {})
        found: list[Facet] = list(facets(Node(dict(before)), Node(dict(after))))
        trends.update(facet.trend for facet in found)
        if bool(before.get("required")) != bool(after.get("required")):
            trends.add("narrower" if after.get("required") else "wider")
    return trends.pop() if len(trends) == 1 else "other"
