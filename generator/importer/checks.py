"""Questions that a whole reading raises: examples that contradict what else is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.importer.facts import ITEMS, Fact, Subject
from generator.importer.limits import fits_type
from generator.importer.notes import Notes


@dataclass(slots=True)
class _Known:
    """What is documented of one operation, as far as examples can break it."""

    paths: set[tuple[str, ...]] = field(default_factory=set)
    open_ended: set[tuple[str, ...]] = field(default_factory=set)
    kinds: dict[str, Any] = field(default_factory=dict)
    shown_when: dict[str, dict[str, Any]] = field(default_factory=dict)
    examples: dict[Subject, dict[str, Fact]] = field(default_factory=dict)

    def take(self, fact: Fact) -> None:
        """Take in one fact."""
        steps = _steps(fact.subject)
        if fact.subject[2] == "parameter":
            self.paths.add(steps)
            if fact.attribute == "type" and len(fact.subject) == 4:
                self.kinds[steps[0]] = fact.value
            if fact.attribute in {"additionalProperties", "class"}:
                self.open_ended.add(steps)
        elif fact.subject[2] == "example":
            self.examples.setdefault(fact.subject, {})[fact.attribute] = fact
        elif fact.attribute == "present_when" and len(steps) == 1:
            self.shown_when[steps[0]] = fact.value

    def pairs(self) -> Iterator[tuple[Any, Any, Fact]]:
        """Yield the requests of examples with their responses."""
        for said in self.examples.values():
            if "request" in said:
                response = said["response"].value if "response" in said else None
                yield said["request"].value, response, said["request"]


def ask_about_examples(notes: Notes) -> None:
    """Ask about examples that use what is not documented, or show what they did not ask for."""
    known: dict[str, _Known] = {}
    for fact in notes.facts:
        if len(fact.subject) > 3:
            known.setdefault(fact.subject[1], _Known()).take(fact)
    for one in known.values():
        parents = {path[:-1] for path in one.paths} - one.open_ended
        asked: set[str] = set()
        for request, response, fact in one.pairs():
            for text in [*_wrong(request, one, parents), *_unasked(request, response, one)]:
                if text not in asked:
                    asked.add(text)
                    notes.ask(fact.subject, text, fact.place)


def _wrong(request: Any, known: _Known, parents: set[tuple[str, ...]]) -> Iterator[str]:
    """Yield what a request sends that is not documented so."""
    for path in _keys(request):
        if known.paths and path not in known.paths and path[:-1] in parents:
            yield f"an example sends {'.'.join(path)}, which is no documented parameter"
    for name, value in request.items() if isinstance(request, dict) else ():
        if name in known.kinds and value is not None and not _is(value, known.kinds[name]):
            yield f"an example sends {name} as another type than {known.kinds[name]}"


def _unasked(request: Any, response: Any, known: _Known) -> Iterator[str]:
    """Yield what a response shows though the request does not ask for it."""
    for name, when in known.shown_when.items():
        if isinstance(response, dict) and name in response and not _holds(when, request):
            yield f"an example shows {name} though its request does not meet the condition"


def _is(value: Any, kind: Any) -> bool:
    if isinstance(value, dict):
        return kind == "object" or (isinstance(kind, list) and "object" in kind)
    return fits_type(value, kind)


def _steps(subject: Subject) -> tuple[str, ...]:
    return tuple(step for step in subject[3:] if step != ITEMS and not step.startswith("|"))


def _keys(value: Any) -> list[tuple[str, ...]]:
    """Return the paths of all keys in *value*, through lists as well, without recursion."""
    found: dict[tuple[str, ...], None] = {}
    waiting: list[tuple[tuple[str, ...], Any]] = [((), value)]
    while waiting and len(found) < 1000:
        path, here = waiting.pop()
        if isinstance(here, dict):
            for key, inner in here.items():
                found.setdefault((*path, str(key)))
                waiting.append(((*path, str(key)), inner))
        elif isinstance(here, list):
            waiting.extend((path, inner) for inner in here[:100])
    return list(found)


def _holds(when: dict[str, Any], request: Any) -> bool:
    """Tell whether *request* meets a condition on its outermost keys."""
    given = request if isinstance(request, dict) else {}
    equal = all(given.get(key) == value for key, value in when.get("equals", {}).items())
    present = all(key in given for key in when.get("present", []))
    absent = not any(key in given for key in when.get("absent", []))
    return equal and present and absent
