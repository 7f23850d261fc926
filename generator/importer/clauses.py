"""One amount of money in a sentence, with the words before and behind it and the unit it is for."""

from __future__ import annotations

from generator.importer.configurations import unit_name
from generator.importer.words import Token

_EACH = frozenset({"per", "/", "each", "every"})
_ARTICLES = frozenset({"a", "an", "one"})
_MORE = frozenset({"extra", "additional", "further", "output", "input", "generated", "single"})
_LEAST = ("from", "starts", "starting", "start")
_SCALES = {"million": 10**6, "1m": 10**6, "m": 10**6, "thousand": 1000, "1k": 1000, "k": 1000}
_BREAKS = frozenset({",", ";", ")"})


def amount_at(found: list[Token], index: int) -> tuple[str, str] | None:
    """Return the money at *index*: the amount, and a currency that is not the US dollar."""
    token = found[index]
    if token.kind == "money":
        return token.text, ""
    behind = found[index + 1].text if index + 1 < len(found) else ""
    if token.kind == "number" and behind in {"credits", "credit"}:
        return token.text, "credits"
    if token.kind == "number" and behind in {"usd", "dollars", "dollar"}:
        return token.text, ""
    return None


class Clause:
    """One amount with the words before and behind it."""

    def __init__(self, found: list[Token], start: int, index: int, limit: int) -> None:
        money = amount_at(found, index)
        assert money is not None
        self.money = money
        place = index + (1 if found[index].kind == "money" else 2)
        self.unit, place = _unit_behind(found, place)
        self.end = _end_of_clause(found, place, limit)
        self.behind = found[place : self.end]
        before = found[start:index]
        for mark in range(len(before) - 1, -1, -1):
            if before[mark].text == ";":
                before = before[mark + 1 :]
                break
        self.before = before
        self.all = [*before, *self.behind]
        self.unit_said = self.unit or unit_before(before, len(before))
        self.unit = self.unit_said
        self.is_least = any(token.text in _LEAST for token in before[-2:])


def _end_of_clause(found: list[Token], place: int, limit: int) -> int:
    """Return where the words behind an amount end."""
    level = 0
    for index in range(place, limit):
        text = found[index].text
        if text == "(":
            level += 1
            if level == 1 and index > place:
                return index
        elif text in _BREAKS:
            if level == 0:
                return index
            level -= text == ")"
            if level == 0 and text == ")":
                return index + 1
    end = limit
    while end > place and found[end - 1].text in {"or", "and", "+", "(", "/", "plus"}:
        end -= 1
    return end


def _unit_behind(found: list[Token], place: int) -> tuple[tuple[str, str] | None, int]:
    """Read `/second`, `per image`, `for each 1,000 characters` behind an amount."""
    start = place
    if place < len(found) and found[place].text == "for":
        place += 1
    if place >= len(found) or found[place].text not in _EACH | _ARTICLES:
        return None, start
    unit, place = _counted(found, place + 1)
    return (unit, place) if unit else (None, start)


def unit_before(found: list[Token], end: int) -> tuple[str, str] | None:
    """Find `each extra second`, `every image`, `per second` before an amount."""
    for place in range(min(end, len(found))):
        if found[place].text in {"per", "each", "every"}:
            unit, _ = _counted(found, place + 1)
            if unit:
                return unit
    return None


def _counted(found: list[Token], place: int) -> tuple[tuple[str, str] | None, int]:
    """Read a unit with the number of them that a rate is for."""
    per = 1
    number = ""
    start = place
    while place < len(found):
        token = found[place]
        if token.kind == "number" and not number and token.text.isdigit():
            number = token.text
        elif token.text.lower() in _SCALES:
            per = _SCALES[token.text.lower()]
        elif token.text not in _MORE:
            break
        place += 1
    unit = unit_name(found[place].text) if place < len(found) else None
    if unit is None:
        return None, place
    side = {token.text for token in found[start:place]} & {"input", "output"}
    if unit == "token" and len(side) == 1:
        unit = f"{side.pop()} token"
    return (unit, str(per * int(number or "1"))), place + 1
