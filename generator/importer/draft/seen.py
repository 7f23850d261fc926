"""What examples of answers show and nothing describes: members, types, what may be missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.importer.draft.kinds import WORDS, kind_of, types_of
from generator.importer.draft.material import Said, Value, Work
from generator.importer.draft.plans import Log
from generator.naming import words
from generator.runtime.formats import is_uri, is_uuid4

MAX_DEPTH = 12
_COUNTED = frozenset(
    {"seed", "id", "count", "num", "number", "width", "height", "size", "index", "tokens", "frames"}
    | {"steps", "created", "timestamp", "total", "bytes", "status", "code", "position", "page"}
)
"""Words in the names of values that are whole."""
_FORMATS = {"uri": is_uri, "url": is_uri, "uuid4": is_uuid4}


def learn(work: Work, log: Log) -> None:
    """Let the answers that documents show say what their descriptions leave out."""
    for entry in work.examples:
        answer = entry.get("response")
        if answer is not None and isinstance(answer.value, dict):
            extra = list(_learn(work.response, answer.value, answer, ""))
            if extra:
                _tell(log, extra, answer)
        whole = entry.get("raw_response")
        if whole is not None and isinstance(whole.value, dict):
            list(_learn(work.raw, whole.value, whole, ""))


def learn_requests(work: Work, log: Log) -> None:
    """Let the requests that documents show name the parameters, where no list does."""
    if work.parameters.members or work.parameters.choices:
        return
    for entry in work.examples:
        request = entry.get("request")
        if request is not None and isinstance(request.value, dict):
            list(_learn(work.parameters, request.value, request, ""))
            claims = [("Examples show parameters; no list names them.", request.cite())]
            decision = "What the examples show is taken; there may be more."
            names = sorted(work.parameters.members)[:20]
            if names:
                log.quirk("parameters-unlisted", names, claims, decision, kind="gap")


def _tell(log: Log, extra: list[str], said: Said) -> None:
    names = list(dict.fromkeys(extra))[:20]
    claims = [("An example shows it; no list of fields does.", said.cite())]
    decision = "It is read when it is there, and may be missing."
    log.quirk("seen-in-example", names, claims, decision, kind="gap")


def _learn(value: Value, shown: Any, said: Said, path: str, depth: int = 0) -> Iterator[str]:
    """Fit *value* to *shown*, and yield the paths of members that nothing described."""
    if depth > MAX_DEPTH:
        return
    _fit(value, shown, said)
    if isinstance(shown, dict):
        home = _home(value)
        whole = not home.members
        if whole:
            home.said.setdefault("additionalProperties", Said(True, said.document, said.place))
        for name, inner in shown.items():
            own = f"{path}.{name}" if path else name
            if name not in home.members:
                home.members[name] = made(inner, said, name)
                if not whole or not path:
                    yield own
            yield from _learn(home.members[name], inner, said, own, depth + 1)
        for name, member in home.members.items():
            if member.get("required") is True and name not in shown:
                member.overrule("required", False, "An example lacks it.", said)
    elif isinstance(shown, list):
        for inner in shown[:50]:
            home = _home(value)
            if home.items is None:
                home.items = made(inner, said)
            yield from _learn(home.items, inner, said, path, depth + 1)


def _home(value: Value) -> Value:
    """Return the alternative of *value* that has parts, or the value itself."""
    for choice in value.choices.values():
        if choice.members or choice.items is not None:
            return choice
    return value


def made(shown: Any, said: Said, name: str = "") -> Value:
    """Describe a value that only an example shows.

    A whole number may be 24 today and 23.976 tomorrow, unless its name says that it is counted.
    """
    value = Value()
    word = kind_of(shown)
    if word == "integer" and abs(shown) < 2**31 and _COUNTED.isdisjoint(words(name.lower())):
        word = "number"
    attributes: dict[str, Any] = {"seen": True, "required": False}
    if word != "null":
        attributes["type"] = word
    for attribute, what in attributes.items():
        value.said[attribute] = Said(what, said.document, said.place)
    return value


def _fit(value: Value, shown: Any, said: Said) -> None:
    """Widen *value* until *shown* is allowed."""
    if value.choices:
        return
    types = types_of(value)
    kind = kind_of(shown)
    if kind == "null" and types and "null" not in types:
        if value.get("seen"):
            value.said["nullable"] = Said(True, said.document, said.place)
        else:
            value.said["nullable"] = Said(True, said.document, said.place)
            value.losing.setdefault("nullable", (False, "An example shows null.", said))
        return
    fits = {kind, *(("number",) if kind == "integer" else ())}
    if not types or fits & set(types) or kind == "null":
        _loosen(value, shown, said)
        return
    wider = "number" if kind == "number" and "integer" in types else None
    why = f"An example shows {WORDS[kind]}."
    if value.get("seen"):
        value.said.pop("type", None)
        if wider:
            value.said["type"] = Said(wider, said.document, said.place)
        return
    value.overrule("type", wider, why, said)
    for keyword in ("enum", "const", "format", "pattern", "unit"):
        value.said.pop(keyword, None)
    if wider is None:
        value.members.clear()
        value.items = None


def _loosen(value: Value, shown: Any, said: Said) -> None:
    """Drop what an example of an answer contradicts."""
    why = "An example shows another value."
    const, enum = value.get("const"), value.get("enum")
    if const is not None and const != shown:
        value.overrule("const", None, why, said)
    if isinstance(enum, list) and shown not in enum and not isinstance(shown, str):
        value.overrule("enum", None, why, said)
    check = _FORMATS.get(str(value.get("format")))
    if check is not None and isinstance(shown, str) and not check(shown):
        value.overrule("format", None, why, said)
    bounds = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
    for keyword in (*bounds, "minLength", "maxLength", "minItems", "maxItems", "pattern"):
        value.said.pop(keyword, None)  # answers are read leniently: only types count
