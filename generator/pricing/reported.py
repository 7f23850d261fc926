"""What providers say a job cost: in answers and headers, in money, credits or units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

MONEY = ("amount", "cost", "usd_spent", "x-aimlapi-usd-spent")
CREDITS = ("credits", "credits_used", "x-aimlapi-credits-used")
UNITS = ("units", "billable_units", "x-fal-billable-units")
"""Keys and headers under which a cost is told, the first that is there counts."""
MAX_DIGITS = 30


@dataclass(frozen=True, slots=True)
class Reported:
    """A reported cost: of three kinds, at most one is told."""

    amount: Decimal | None = None
    credits: Decimal | None = None
    units: Decimal | None = None

    @property
    def told(self) -> bool:
        """Whether anything is."""
        return any(value is not None for value in (self.amount, self.credits, self.units))


def reported(record: Mapping[str, Any]) -> Reported:
    """Read the cost that *record* tells by itself, in its headers or in its answer.

    Raises `ValueError` for a cost that is no amount.
    """
    for kind, keys in (("amount", MONEY), ("credits", CREDITS), ("units", UNITS)):
        for told in _places(record):
            found = next((told[key] for key in keys if told.get(key) not in (None, "")), None)
            if found is not None:
                return Reported(**{kind: exactly(found)})
    costs = [exactly(item["cost"]) for item in _items(record) if item.get("cost") is not None]
    return Reported(amount=sum(costs, Decimal(0))) if costs else Reported()


def exactly(value: Any) -> Decimal:
    """Read a number as it was written, or raise `ValueError`."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str, Decimal)):
        value = "none"
    try:
        number = Decimal(str(value).strip().removeprefix("$"))
    except InvalidOperation:
        number = Decimal("NaN")
    sound = number.is_finite() and number >= 0 and number.adjusted() < MAX_DIGITS
    if not sound or len(str(value)) > MAX_DIGITS:
        raise ValueError(f"{str(value)[:40]!r} is no amount")
    return number


def _places(record: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """List where a cost may stand: the record, its headers, the usage in its answer."""
    yield record
    headers = record.get("headers")
    if isinstance(headers, Mapping):
        yield {str(name).lower(): value for name, value in headers.items()}
    for holder in (record, record.get("answer"), record.get("response")):
        if isinstance(holder, Mapping):
            if holder is not record:
                yield holder
            meta = holder.get("meta")
            usage = meta.get("usage") if isinstance(meta, Mapping) else None
            if isinstance(usage, Mapping):
                yield usage


def _items(record: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """List the results of an answer that lists them."""
    answer = record.get("answer", record.get("response"))
    data = answer.get("data") if isinstance(answer, Mapping) else answer
    for item in data if isinstance(data, list) else ():
        if isinstance(item, Mapping):
            yield item


def split(record: Any) -> Iterator[Mapping[str, Any]]:
    """Split a bare answer into one record for each job; anything else is one record."""
    data = record.get("data") if isinstance(record, Mapping) and "operation" not in record else None
    if not isinstance(data, list):
        yield record if isinstance(record, Mapping) else {}
        return
    tasks: dict[str, list[Any]] = {}
    for item in data:
        if isinstance(item, Mapping):
            tasks.setdefault(str(item.get("taskUUID", item.get("id", ""))), []).append(item)
    yield from ({"id": name, "answer": {"data": items}} for name, items in tasks.items())
