"""Names of local variables in emitted functions: none hides another, nor what the function calls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.ir.prices import Fact, Price
from generator.ir.shape import PathTo
from generator.naming import module_name

CALLED = frozenset(
    {
        *("params", "found", "value", "given", "parent", "path", "index", "item"),
        *("said", "assumed", "missing", "low", "high", "items", "doubts"),
        *("int", "str", "list", "dict", "len", "min", "max", "isinstance", "enumerate", "type"),
        *("members", "equals", "outside", "unpaired", "broken"),
        *("agree", "assume", "how_many", "look_up", "one_of", "quantity", "rated", "supplied"),
        *("whole", "plus", "minus", "times", "least", "capped", "most", "divide_up"),
        *("divide_down", "unstated"),
    }
)
"""Names that emitted functions use for themselves."""


def object_names(paths: Iterable[PathTo], taken: Iterable[str] = ()) -> dict[PathTo, str]:
    """Name the variables of the objects that *paths* lead through, outermost first."""
    used = {*CALLED, *taken}
    found: dict[PathTo, str] = {}
    for path in paths:
        for depth in range(1, len(path)):
            if path[:depth] not in found:
                name = _free(module_name("_".join(path[:depth])), used)
                found[path[:depth]] = name
                used.add(name)
    return dict(sorted(found.items(), key=lambda item: len(item[0])))


def price_objects(price: Price) -> dict[PathTo, str]:
    """Name the variables of the objects that the facts of *price* look into."""
    paths = (path for fact in price.facts for path in _paths(fact))
    return object_names(paths, _fact_names(price))


def line_names(price: Price) -> dict[str, str]:
    """Name what the variables of each line of *price* begin with, by id."""
    used = {*CALLED, *_fact_names(price), *price_objects(price).values()}
    names: dict[str, str] = {}
    for line in price.lines:
        name = module_name(line.id)
        while not used.isdisjoint(_ends(name)):
            name = f"{name}_line"
        used.update(_ends(name))
        names[line.id] = name
    return names


def _free(name: str, used: set[str]) -> str:
    while name in used:
        name = f"{name}_"
    return name


def _ends(name: str) -> set[str]:
    """List the variables that begin with *name*."""
    names = (name, f"{name}_rate")
    return {f"{each}{end}" for each in names for end in ("", "_low", "_high")}


def _fact_names(price: Price) -> set[str]:
    return {name for fact in price.facts for name in _ends(fact.name)}


def _paths(fact: Fact) -> Iterator[PathTo]:
    """List the parameters that *fact* looks at."""
    yield from fact.count
    yield from (path for path in (fact.parameter, fact.present, fact.length) if path)
    yield from fact.lookup.by if fact.lookup else ()
    for fallback in fact.fallbacks:
        yield from fallback.when.paths if fallback.when else ()
