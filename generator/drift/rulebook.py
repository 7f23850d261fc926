"""Compare the rules that a document states with those of a spec."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

from generator.diff.facets import same
from generator.diff.nodes import Node
from generator.diff.rules import demand_of, difference, heir, told
from generator.drift.described import Described
from generator.drift.items import Item, Path, Proposal
from generator.drift.lock import digest
from generator.drift.places import at

BY_HAND = "a rule needs requests that keep and break it, so a person writes it"


def compare_rules(each: Described, page: Node, document: str | None) -> Iterator[Item]:
    """List the rules of the page that the spec has otherwise, or in no form."""
    left = list(each.node.inner.get("rule", Node()).inner.values())
    known = frozenset(pair for own in left for pair in _rivals(demand_of(own.said)))
    strangers: list[tuple[str, Node]] = []
    for number, node in page.inner.get("rule", Node()).inner.items():
        demand = demand_of(node.said)
        twin = next((own for own in left if _alike(demand, demand_of(own.said))), None)
        if twin is not None:
            left.remove(twin)
        elif _rivals(demand) and _rivals(demand) <= known:
            continue  # the spec says it in another form
        elif demand and not any(_alike(demand, demand_of(o.said)) for _, o in strangers):
            strangers.append((number, node))
    for number, node in strangers:
        was = next((own for own in left if heir(own, node)), None)
        if was is not None:
            left.remove(was)
        yield _item(each, (number, node), was, document)


def _rivals(demand: Mapping[str, Any]) -> frozenset[frozenset[str]]:
    """List the pairs of parameters that a demand does not allow together."""
    found: set[frozenset[str]] = set()
    for key in ("at_most_one_of", "exactly_one_of"):
        groups = [[each] if isinstance(each, str) else each for each in demand.get(key, [])]
        for one, other in combinations(groups, 2):
            found.update(frozenset((first, second)) for first in one for second in other)
    if "excludes" in demand:
        given = demand["excludes"]["given"]
        found.update(frozenset((given, name)) for name in demand["excludes"]["forbidden"])
    return frozenset(found)


def _item(each: Described, page: tuple[str, Node], was: Node | None, document: str | None) -> Item:
    number, node = page
    demand = demand_of(node.said)
    origin = each.yaml.origin(("operations", each.key, "rules"))
    own = demand_of(was.said) if was is not None else None
    name = str(was.said.get("id", "")) if was is not None else ""
    return Item(
        "undeclared" if was is None else "changed",
        f"rule {name}".strip(),
        told(demand) if own is None else difference(own, demand),
        node.place,
        was.place if was is not None else f"{origin.path}:{origin.line}",
        (each.operation.name,),
        own,
        demand,
        ("operation", each.operation.endpoint, "rule", number),
        next(iter(demand)),
        document or "",
        tuple(_rows(each, name, own, demand)) if own is not None else (),
        BY_HAND if was is None else "look at the requests that keep and break it, too",
    )


def _rows(
    each: Described, rule: str, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[Proposal]:
    """Propose rows of the table of a rule about allowed pairs."""
    before, after = old.get("allowed_pairs"), new.get("allowed_pairs")
    if not before or not after or before["parameters"] != after["parameters"]:
        return
    data = each.yaml.data
    rules = at(data, ("operations", each.key, "rules")) or []
    pairs = next((one["allowed_pairs"] for one in rules if one.get("id") == rule), None)
    table = at(data, ("tables", pairs["table"])) if pairs is not None else None
    if pairs is None or table is None:
        return
    place: Path = ("tables", pairs["table"], "rows")
    names = [name.rpartition(".")[2] for name in before["parameters"]]
    columns = [table["columns"].index(name) for name in names]
    rows = [[row[column] for column in columns] for row in table["rows"]]
    for index, row in enumerate(rows):
        if not any(same(row, pair) for pair in after["pairs"]):
            yield Proposal(each.file, "remove", (*place, index))
    for pair in after["pairs"]:
        if len(table["columns"]) == len(columns) and not any(same(pair, row) for row in rows):
            value = [pair[columns.index(number)] for number in range(len(columns))]
            yield Proposal(each.file, "append", place, value)


def _alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Tell whether two demands are the same, whatever the order in which they name things."""
    return same(_unordered(one), _unordered(other))


def _unordered(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _unordered(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return sorted((_unordered(each) for each in value), key=digest)
    return value
