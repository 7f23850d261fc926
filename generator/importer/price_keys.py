"""Names of rates in price lists: `@720p (per second)`, `Input tokens (per 1M)`, `Per image`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from generator.importer.schemas.parts import is_number

_SCALES = {"k": 1_000, "m": 1_000_000, "thousand": 1_000, "million": 1_000_000, "b": 1_000_000_000}
_UNITS = (
    "second",
    "minute",
    "hour",
    "image",
    "video",
    "character",
    "token",
    "megapixel",
    "request",
    "generation",
    "step",
    "frame",
    "page",
    "song",
    "track",
    "credit",
    "pixel",
    "clip",
    "word",
)
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class PriceKey:
    """What the name of a rate says."""

    unit: str = ""
    """What is counted, in the singular; empty where the name does not say."""
    per: str = "1"
    """For how many of them the rate is."""
    choice: str = ""
    """The value of a parameter that the rate is for."""
    label: str = ""
    """What else the name says."""
    is_price: bool = False
    """Whether the name says that it is a price."""


def read_price_key(text: str) -> PriceKey | None:
    """Take the name of a rate apart, or return nothing if it is too long to be one."""
    if len(text) > _LONGEST or not text.strip():
        return None
    label, unit, per = text.strip(), "", "1"
    head, bracket, tail = label.partition("(")
    inside = tail.rpartition(")")[0].strip() if bracket else ""
    is_price = head.strip().lower() in {"price", "cost"}
    if inside.lower().startswith("per "):
        label = head.strip()
        unit, per = _unit(inside.split()[1:], label)
    elif is_price:
        return PriceKey(label=inside, is_price=True)
    elif label.lower().startswith("per "):
        unit, per = _unit(label.split()[1:], "")
        label = ""
    else:
        unit = _within(label.replace("_", " ").split())
    if label.startswith("@"):
        return PriceKey(unit, per, label[1:].strip(), "", is_price)
    return PriceKey(unit, per, "", "" if label.lower() == "default" else label, is_price)


def _unit(words: list[str], label: str) -> tuple[str, str]:
    """Return unit and count of `second`, `1M`, `1,000 characters`; a bare count looks at *label*."""
    per = 1
    if words and words[0][:1].isdigit():
        digits = words[0].replace(",", "").lower()
        scale = _SCALES.get(digits[-1:], 1)
        number = digits[:-1] if scale > 1 else digits
        if not number.isascii() or not number.isdigit() or len(number) > 12:
            return "", "1"
        per = int(number) * scale
        words = words[1:]
    if words and words[0].lower() in _SCALES:
        per *= _SCALES[words[0].lower()]
        words = words[1:]
    return _within(words) or _within(label.replace("_", " ").split()), str(per)


def _within(words: list[str]) -> str:
    """Return the last of *words* that names a unit, in the singular."""
    for word in reversed(words):
        plain = word.lower().strip(".,:;")
        for form in (plain, plain.removesuffix("s")):
            if form in _UNITS:
                return form
    return ""


def read_amount(value: Any) -> str | None:
    """Return an amount of money as a plain decimal: of a number, or of a text such as `$0.060`."""
    if isinstance(value, str):
        text = value.strip().removeprefix("$").removesuffix("USD").strip()
        if len(text) > 30 or not text.isascii():
            return None
        try:
            value = Decimal(text)
        except InvalidOperation:
            return None
    if not is_number(value) or not Decimal(value).is_finite() or value < 0:
        return None
    spelt = format(Decimal(value), "f")
    plain = spelt.rstrip("0").rstrip(".") if "." in spelt else spelt
    return plain if len(plain) <= 25 else None
