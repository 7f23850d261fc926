"""Facts of a price: what a rate turns on, read off parameters and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations, product
from typing import Any

from generator.importer.draft.disputes import told
from generator.importer.draft.rates import Rate, plain
from generator.importer.draft.titles import kebab, unique

MOST_FALLBACKS = 40
UNPRICED = "no documented price"
"""A choice for which there is no rate, so that an estimate is refused."""
_SECONDS = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,3})?)\s?(?:s|sec|second|seconds)?")
_LENGTHS = frozenset(
    {"duration", "seconds", "duration_seconds", "length", "video_length", "audio_length"}
    | {"duration_in_seconds", "video_duration", "audio_duration", "length_seconds"}
)
_COUNTS = frozenset(
    {
        "n",
        "num_images",
        "numberresults",
        "number_of_images",
        "num_outputs",
        "numimages",
        "num_videos",
    }
    | {"number_results", "sample_count", "batch_size", "num_samples", "image_count"}
)


class CannotPrice(Exception):
    """The language of prices cannot carry what the document says; the text says why."""


@dataclass(slots=True)
class Facts:
    """The facts of one price while it is written."""

    parameters: Mapping[str, Any]
    """The parameters as the spec has them."""
    tables: dict[str, Any]
    source: dict[str, str]
    made: dict[str, dict[str, Any]] = field(default_factory=dict)
    allow: set[str] = field(default_factory=set)

    def find(self, path: str) -> Mapping[str, Any] | None:
        """Return the parameter at *path*."""
        here: Mapping[str, Any] | None = None
        inner: Mapping[str, Any] = self.parameters
        for step in path.split("."):
            here = inner.get(step)
            if here is None:
                return None
            inner = here.get("properties") or {}
        return here

    def named(self, names: Iterable[str]) -> str | None:
        """Return the first parameter at the top whose name, in lower case, is among *names*."""
        wanted = set(names)
        return next((name for name in self.parameters if name.lower() in wanted), None)

    def seconds(self) -> str:
        """Name the fact of how long the result is."""
        if "seconds" in self.made:
            return "seconds"
        name = self.named(_LENGTHS)
        known = self.parameters.get(name) if name is not None else None
        if name is None or known is None:
            self._ask("output_seconds", "second", "Length of the result.")
            return "output_seconds"
        if known.get("type") in {"integer", "number"}:
            self.made["seconds"] = self._measured(name, known, "second")
        else:
            self.made["seconds"] = self._listed(name, known)
        return "seconds"

    def counted(self, unit: str) -> str | None:
        """Name the fact of how many results, images or videos are asked for, if that can be asked for."""
        fact_name = f"{unit}s"
        if fact_name in self.made:
            return fact_name
        name = self.named(_COUNTS)
        known = self.parameters.get(name) if name is not None else None
        if name is None or known is None or known.get("type") not in {"integer", "number"}:
            return None
        self.made[fact_name] = self._measured(name, known, unit, least="1")
        return fact_name

    def given(self, name: str, unit: str, what: str) -> str:
        """Name a fact that only the caller knows."""
        self._ask(name, unit, what)
        return name

    def _ask(self, name: str, unit: str, what: str) -> None:
        self.made[name] = {
            "unit": unit,
            "given": True,
            "unknown": {"minimum": "0"},
            "description": what,
        }

    def _measured(
        self, name: str, known: Mapping[str, Any], unit: str, least: str = "0"
    ) -> dict[str, Any]:
        """Write a quantity that a parameter says."""
        low, high = known.get("minimum"), known.get("maximum")
        listed = known.get("enum")
        if listed:
            low, high = min(listed), max(listed)
        fact: dict[str, Any] = {"unit": unit, "parameter": name}
        if (low is None or low < 0) and not listed:
            self.allow.add("fact-below-zero")
        if not known.get("required") and (
            known.get("server_default") is None or isinstance(known.get("server_default"), dict)
        ):
            fact["unknown"] = {"minimum": _exact(low) if low is not None and low >= 0 else least}
            if high is not None:
                fact["unknown"]["maximum"] = _exact(high)
        return fact

    def _listed(self, name: str, known: Mapping[str, Any]) -> dict[str, Any]:
        """Write a quantity that a parameter says as one of several texts."""
        rows: list[list[Any]] = []
        for value in known.get("enum") or ([known["const"]] if "const" in known else ()):
            length = seconds_in(value)
            if length is not None:
                rows.append([value, _number(length)])
        if not rows:
            raise CannotPrice(f"{name} is no number, so the seconds to be charged are not known")
        table = self.table(f"{kebab(name)}-seconds", [name, "length"], rows)
        fact: dict[str, Any] = {
            "unit": "second",
            "lookup": {"table": table, "column": "length", "by": {name: name}},
        }
        lengths = [Decimal(str(row[1])) for row in rows]
        fact["unknown"] = {"minimum": plain(min(lengths)), "maximum": plain(max(lengths))}
        default = known.get("server_default")
        if default is not None and not isinstance(default, dict):
            length = next((row[1] for row in rows if row[0] == default), None)
            if length is None:
                raise CannotPrice(f"how long the default of {name} lasts is not stated")
            fact["fallbacks"] = [
                {"value": length, "when": {"absent": [name]}, "why": "the server's default"}
            ]
        return fact

    def table(self, name: str, columns: list[str], rows: list[list[Any]]) -> str:
        """Add a table and return its name; one with the same rows is used again."""
        for known, table in self.tables.items():
            if table["columns"] == columns and table["rows"] == rows:
                return known
        made = unique(name, self.tables)
        self.tables[made] = {"columns": columns, "rows": rows, "source": self.source}
        return made

    def choice(self, name: str, rates: Sequence[Rate]) -> dict[str, str]:
        """Add a choice that tells *rates* apart, and return the rate for each of its values."""
        names = list(rates[0].when)
        if any(list(rate.when) != names for rate in rates):
            raise CannotPrice("the rates turn on different parameters")
        for one in names:
            if self.find(one) is None:
                raise CannotPrice(f"the rates turn on {one}, which is no parameter")
        labels = {label(rate): plain(rate.amount) for rate in rates}
        if len(labels) < len(rates):
            raise CannotPrice("two rates are for the same request")
        if len(names) == 1 and self._covers(names[0], list(labels)):
            fact: dict[str, Any] = {"values": list(labels), "parameter": names[0]}
            fact |= self._by_size(list(labels))
        else:
            fact = self._by_table(name, names, rates)
        self.made[name] = fact
        return labels

    def _covers(self, path: str, labels: list[str]) -> bool:
        known = self.find(path) or {}
        listed = known.get("enum") or []
        return known.get("type") == "string" and bool(listed) and set(listed) == set(labels)

    def _by_size(self, labels: list[str]) -> dict[str, Any]:
        """Say that a table of sizes tells the choice too, where there is one."""
        for name, table in self.tables.items():
            sized = [column for column in table["columns"] if column in self.parameters]
            for index, column in enumerate(table["columns"]):
                cells = {row[index] for row in table["rows"]}
                if column not in sized and len(sized) >= 2 and cells and cells <= set(labels):
                    by = {each: each for each in sized[:2]}
                    return {"lookup": {"table": name, "column": column, "by": by}, "given": True}
        return {}

    def _by_table(self, name: str, names: list[str], rates: Sequence[Rate]) -> dict[str, Any]:
        """Write a choice that a table of parameters tells; what is not in it has no price."""
        columns = [*(each.rpartition(".")[2] for each in names), "price class"]
        if len(set(columns)) < len(columns):
            raise CannotPrice("two parameters of one name tell the rates apart")
        rows = [[*rate.when.values(), label(rate)] for rate in rates]
        table = self.table(f"{kebab(name)}-classes", columns, rows)
        by = dict(zip(columns, names, strict=False))
        fact: dict[str, Any] = {
            "values": [label(rate) for rate in rates],
            "lookup": {"table": table, "column": "price class", "by": by},
        }
        fallbacks = list(self._absences(names, rates))
        if len(fallbacks) > MOST_FALLBACKS:
            raise CannotPrice("too many parameters with defaults tell the rates apart")
        if fallbacks:
            fact["fallbacks"] = fallbacks
        if any(fallback["value"] == UNPRICED for fallback in fallbacks):
            fact["values"].append(UNPRICED)
            self.allow.add("rate-missing")  # a value without a rate is refused, as it should be
        return fact

    def _absences(self, names: list[str], rates: Sequence[Rate]) -> Iterator[dict[str, Any]]:
        """List what is taken when parameters are absent that have a default."""
        defaults = {
            name: found["server_default"]
            for name in names
            if (found := self.find(name)) is not None
            and found.get("server_default") is not None
            and not isinstance(found["server_default"], dict)
        }
        for size in range(1, len(defaults) + 1):
            for absent in combinations(defaults, size):
                others = [name for name in names if name not in absent]
                seen = [_distinct(rate.when[name] for rate in rates) for name in others]
                for values in product(*seen):
                    equals = dict(zip(others, values, strict=True))
                    wanted = {**{name: defaults[name] for name in absent}, **equals}
                    rate = next((each for each in rates if _same(each.when, wanted)), None)
                    when: dict[str, Any] = {"absent": list(absent)}
                    if equals:
                        when["equals"] = equals
                    value = UNPRICED if rate is None else label(rate)
                    yield {"value": value, "when": when, "why": "the server's default"}


def label(rate: Rate) -> str:
    """Name the requests that a rate is for."""
    if len(rate.when) == 1:
        (value,) = rate.when.values()
        if isinstance(value, str):
            return value
    return ", ".join(f"{name} {told(value)}" for name, value in rate.when.items())


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return one.keys() == other.keys() and all(
        type(one[key]) is type(other[key]) and one[key] == other[key] for key in one
    )


def _distinct(values: Iterable[Any]) -> list[Any]:
    found: list[Any] = []
    for value in values:
        if not any(type(value) is type(other) and value == other for other in found):
            found.append(value)
    return found


def _exact(value: Any) -> str:
    return plain(Decimal(str(value)))


def seconds_in(value: Any) -> Decimal | None:
    """Return the seconds that a value such as 5, "5" or "5s" names."""
    match = _SECONDS.fullmatch(str(value).strip().lower())
    return None if match is None or isinstance(value, bool) else Decimal(match[1])


def _number(exact: Decimal) -> Any:
    return int(exact) if exact == exact.to_integral_value() else exact
