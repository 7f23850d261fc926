"""Questions that a whole reading raises: examples that contradict what else is said."""

from __future__ import annotations

from typing import Any

from generator.importer.facts import ITEMS, Fact, Subject
from generator.importer.notes import Notes


def ask_about_examples(notes: Notes, operation: str) -> None:
    """Ask about examples that use what is not documented, or show what they did not ask for."""
    paths: set[tuple[str, ...]] = set()
    open_ended: set[tuple[str, ...]] = set()
    shown_when: dict[str, dict[str, Any]] = {}
    for fact in notes.facts:
        if len(fact.subject) < 4 or fact.subject[1] != operation:
            continue
        steps = _steps(fact.subject)
        if fact.subject[2] == "parameter":
            paths.add(steps)
            if fact.attribute in {"additionalProperties", "class"}:
                open_ended.add(steps)
        elif fact.attribute == "present_when" and len(steps) == 1:
            shown_when[steps[0]] = fact.value
    parents = {path[:-1] for path in paths}
    asked: set[str] = set()
    for request, response, fact in _pairs(notes, operation):
        for path in _keys(request):
            inside = path[:-1] in parents and path[:-1] not in open_ended
            name = ".".join(path)
            if paths and path not in paths and inside and name not in asked:
                asked.add(name)
                text = f"an example sends {name}, which is no documented parameter"
                notes.ask(fact.subject, text, fact.place)
        for name, when in shown_when.items():
            if isinstance(response, dict) and name in response and not _holds(when, request):
                if name not in asked:
                    asked.add(name)
                    text = f"an example shows {name} though its request does not meet the condition"
                    notes.ask(fact.subject, text, fact.place)


def _steps(subject: Subject) -> tuple[str, ...]:
    return tuple(step for step in subject[3:] if step != ITEMS and not step.startswith("|"))


def _pairs(notes: Notes, operation: str) -> list[tuple[Any, Any, Fact]]:
    """Return the requests of examples with their responses."""
    found: dict[Subject, dict[str, Fact]] = {}
    for fact in notes.facts:
        if fact.subject[1:3] == (operation, "example"):
            found.setdefault(fact.subject, {})[fact.attribute] = fact
    pairs = []
    for said in found.values():
        if "request" in said:
            response = said["response"].value if "response" in said else None
            pairs.append((said["request"].value, response, said["request"]))
    return pairs


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
