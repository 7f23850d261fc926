"""The rates that a document states, read off its facts: how much, for what, and for which requests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from generator.importer.draft.material import Entry, Said


@dataclass(frozen=True, slots=True)
class Rate:
    """One rate, or one amount for a whole request."""

    key: str
    amount: Decimal
    said: Said
    unit: str = ""
    per: Decimal = Decimal(1)
    when: dict[str, Any] = field(default_factory=dict)
    """Parameters and the values that it is for."""
    case: str = ""
    """What it is for, where no parameter knows the word."""
    of: str = ""
    """The input that it charges, such as input-image; empty for what is made."""
    least: bool = False
    """Whether it is a starting price."""
    extra: bool = False
    """Whether it is for what goes beyond a basic price."""
    length: Decimal | None = None
    """Of an amount for a whole request: the seconds that it is for."""
    is_whole: bool = False
    """Whether it is an amount for a whole request."""
    strange: bool = False
    """Whether it says more than is understood here."""

    @property
    def exact(self) -> str:
        """The amount as a decimal text."""
        return plain(self.amount)


_KNOWN = frozenset({"amount", "unit", "per", "when", "case", "of", "least", "extra", "for"})


def plain(amount: Decimal) -> str:
    """Spell an amount without exponent and without zeros that say nothing."""
    text = format(amount, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def rates(entries: Iterable[tuple[str, Entry]]) -> list[Rate]:
    """Read the rates of one operation."""
    found = []
    for key, entry in entries:
        for attribute in ("rate", "row"):
            said = entry.get(attribute)
            if said is not None and isinstance(said.value, dict):
                found.append(_rate(key, said, said.value, is_whole=attribute == "row"))
    return found


def _rate(key: str, said: Said, value: dict[str, Any], *, is_whole: bool) -> Rate:
    amount = number(value.get("amount"))
    per = number(value.get("per", "1"))
    lengths = value.get("for") or {}
    length = number(lengths.get("second")) if isinstance(lengths, dict) else None
    when = value.get("when")
    strange = amount is None or not per or bool(value.keys() - _KNOWN)
    strange = strange or (bool(lengths) and (length is None or len(lengths) > 1))
    strange = strange or not isinstance(when, (dict, type(None)))
    return Rate(
        key=key,
        amount=amount or Decimal(0),
        said=said,
        unit=str(value.get("unit") or ""),
        per=per or Decimal(1),
        when=dict(when) if isinstance(when, dict) else {},
        case=str(value.get("case") or ""),
        of=str(value.get("of") or ""),
        least=bool(value.get("least")),
        extra=bool(value.get("extra")),
        length=length,
        is_whole=is_whole,
        strange=strange,
    )


def number(value: Any) -> Decimal | None:
    """Return *value* as an amount that a spec can hold, or nothing."""
    if isinstance(value, bool) or value is None:
        return None
    try:
        exact = Decimal(str(value))
    except InvalidOperation:
        return None
    if not exact.is_finite() or exact < 0 or exact >= 10**12:
        return None
    return exact if exact == round(exact, 12) else None
