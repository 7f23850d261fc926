"""Names of local variables in emitted functions: none hides another, nor what the function calls."""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Iterator

from generator.ir.prices import Fact, Price
from generator.ir.shape import PathTo
from generator.naming import ESTIMATOR_WORDS, module_name

CALLED = frozenset(
    {
        *("found", "value", "given", "parent", "path", "index", "item"),
        *("outside", "unpaired", "broken", *ESTIMATOR_WORDS, *dir(builtins)),
    }
)
"""Names that emitted functions use for themselves."""

ENDS = ("", "_low", "_high", "_options", "_case_low", "_case_high")
"""What variables are called beside the fact or line that they are about."""


def variable(fact: Fact) -> str:
    """Name the variable of a computed fact; any other is called as in the spec, which lint sees to."""
    return f"{fact.name}_" if fact.value is not None and fact.name in CALLED else fact.name


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
    names = (name, f"{name}_rate", f"{name}_rates", f"{name}_amount", f"{name}_each")
    return {f"{each}{end}" for each in names for end in ENDS}


def _fact_names(price: Price) -> set[str]:
    return {name for fact in price.facts for name in _ends(variable(fact))}


def _paths(fact: Fact) -> Iterator[PathTo]:
    """List the parameters that *fact* looks at."""
    yield from fact.count
    yield from (path for path in (fact.parameter, fact.present, fact.length) if path)
    yield from fact.lookup.by if fact.lookup else ()
    for fallback in fact.fallbacks:
        yield from fallback.when.paths if fallback.when else ()
