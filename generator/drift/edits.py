"""Edit the text of a spec file at single places, so that comments, order and layout stay as they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from generator.yaml_reader import Place, Span, spans
from generator.yaml_text import flow, plain, quoted, spelt_key


class Cut(NamedTuple):
    """One replacement in a text, by offsets."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The text of one file, and where its values stand."""

    text: str
    spans: dict[Place, Span]

    @classmethod
    def of(cls, text: str) -> Sheet:
        """Find the values of *text*."""
        return cls(text, spans(text))

    def set(self, place: Place, value: Any) -> Cut | None:
        """Give the value at *place* another value, or the mapping around it one more key."""
        if place in self.spans:
            span = self.spans[place]
            return Cut(span.start, span.end, self._tail(span, value))
        return self.add(place[:-1], str(place[-1]), value)

    def add(self, parent: Place, key: str, value: Any) -> Cut | None:
        """Put *key* behind the last key of the mapping at *parent*."""
        around = self.spans.get(parent)
        if around is None:
            return None
        entry = f"{spelt_key(key)}: {flow(value)}"
        if around.flow:
            empty = not self._children(parent)
            return Cut(around.end - 1, around.end - 1, entry if empty else f", {entry}")
        first = self._children(parent)
        if not first:
            return None
        indent = " " * self._column(self.spans[first[0]].key)
        end = self._line_end(around.end)
        return Cut(end, end, f"\n{indent}{entry}")

    def append(self, parent: Place, value: Any) -> Cut | None:
        """Put one more item behind the last one of the list at *parent*."""
        around, items = self.spans.get(parent), self._children(parent)
        if around is None or not items:
            return None
        last = self.spans[items[-1]]
        if around.flow:
            return Cut(last.end, last.end, f", {flow(value)}")
        start, end = self._line_start(last.key), self._line_end(last.end)
        head = self.text[start : last.key]
        return Cut(end, end, f"\n{head}{flow(value)}") if not head.strip(" -") else None

    def remove(self, place: Place) -> Cut | None:
        """Take the key at *place* away with its value."""
        if place not in self.spans or place[:-1] not in self.spans:
            return None
        span, around = self.spans[place], self.spans[place[:-1]]
        siblings = self._children(place[:-1])
        if around.flow:
            at = siblings.index(place)
            if at + 1 < len(siblings):
                return Cut(span.key, self.spans[siblings[at + 1]].key, "")
            return Cut(self.spans[siblings[at - 1]].end if at else span.key, span.end, "")
        if len(siblings) == 1:
            return None
        start = self._line_start(span.key)
        return Cut(start, min(self._line_end(span.end) + 1, len(self.text)), "")

    def _children(self, parent: Place) -> list[Place]:
        depth = len(parent) + 1
        return [place for place in self.spans if len(place) == depth and place[:-1] == parent]

    def _tail(self, span: Span, value: Any) -> str:
        old = self.text[span.start : span.end]
        return (
            plain(value)
            if old[:1] not in {'"', "'"} or not isinstance(value, str)
            else quoted(value)
        )

    def _column(self, offset: int) -> int:
        return offset - self._line_start(offset)

    def _line_start(self, offset: int) -> int:
        return self.text.rfind("\n", 0, offset) + 1

    def _line_end(self, offset: int) -> int:
        found = self.text.find("\n", offset)
        return len(self.text) if found < 0 else found


def apply(text: str, cuts: list[Cut]) -> str:
    """Make all *cuts* in *text*; of two that overlap, the first that is given counts."""
    taken: list[Cut] = []
    for cut in dict.fromkeys(cuts):
        if all(cut.end <= other.start or cut.start >= other.end for other in taken):
            taken.append(cut)
    for cut in sorted(taken, key=lambda each: (each.start, each.end), reverse=True):
        text = text[: cut.start] + cut.text + text[cut.end :]
    return text
