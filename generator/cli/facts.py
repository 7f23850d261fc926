"""Print explanations for readers: titles, labels, indented lists, long texts wrapped."""

from __future__ import annotations

import json
import shutil
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from generator.cli.output import paint

VERBATIM = frozenset({"request", "response", "raw_response", "facts"})
"""Keys whose value is shown as it would be sent."""

NAMED = frozenset(
    {
        "billed_when",
        "documented_as",
        "documents",
        "doubts",
        "errors",
        "examples",
        "links",
        "meanings",
        "parameters",
        "quirks",
        "rates",
        "raw_answer",
        "result",
        "servers",
        "statuses",
    }
)
"""Keys whose value is keyed by names of the specs, which keep their spelling."""


def shown(entry: Mapping[str, Any]) -> Iterator[str]:
    """Print one explanation, line by line."""
    yield f"{paint(str(entry['name']), bold=True)} ({entry['kind']})"
    for key, value in entry.items():
        if key not in {"kind", "name"}:
            yield from _labelled(key, value, "  ")


def _labelled(key: str, value: Any, indent: str) -> Iterator[str]:
    label = key.replace("_", " ")
    head = f"{indent}{paint(label, fg='cyan')}"
    if _is_source(value):
        yield from _wrapped(head, label, _source(value), indent)
    elif (key in VERBATIM and isinstance(value, Mapping)) or key in {"kept_by", "broken_by"}:
        values = [value] if isinstance(value, Mapping) else value
        for one in values:
            yield from _wrapped(head, label, json.dumps(one), indent)
    elif isinstance(value, Mapping):
        yield f"{head}:"
        spell = _plainly if key in NAMED else _labelled
        for name, inner in value.items():
            if name != "kind" and (name, inner) != ("name", key):
                yield from spell(name, inner, f"{indent}  ")
    elif isinstance(value, list):
        yield from _listed(head, label, value, indent)
    else:
        yield from _wrapped(head, label, _scalar(value), indent)


def _plainly(name: str, value: Any, indent: str) -> Iterator[str]:
    """Print a member of a mapping; names that are data keep their spelling."""
    if isinstance(value, (Mapping, list)):
        yield from _labelled(name, value, indent)
    else:
        yield from _wrapped(f"{indent}{paint(name, fg='cyan')}", name, _scalar(value), indent)


def _listed(head: str, label: str, values: list[Any], indent: str) -> Iterator[str]:
    if all(not isinstance(value, (Mapping, list)) for value in values):
        joined = ", ".join(
            json.dumps(value) if label == "enum" else _scalar(value) for value in values
        )
        if len(joined) <= _width() and not any(" " in _scalar(value) for value in values):
            yield from _wrapped(head, label, joined, indent)
            return
    yield f"{head}:"
    for value in values:
        lines = list(_item(value, f"{indent}    "))
        yield f"{indent}  - {lines[0].lstrip()}"
        yield from lines[1:]


def _item(value: Any, indent: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _labelled(name, inner, indent)
    else:
        yield from textwrap.wrap(
            _scalar(value),
            _width(),
            initial_indent=indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )


def _wrapped(head: str, label: str, text: str, indent: str) -> Iterator[str]:
    """Print label and text, the text's further lines indented."""
    first = _width() - len(indent) - len(label) - 2
    lines = textwrap.wrap(text, max(first, 30), break_long_words=False, break_on_hyphens=False)
    yield f"{head}: {lines[0] if lines else text}"
    rest = " ".join(lines[1:])
    yield from (
        f"{indent}  {line}"
        for line in textwrap.wrap(
            rest, _width() - len(indent) - 2, break_long_words=False, break_on_hyphens=False
        )
    )


def _is_source(value: Any) -> bool:
    return isinstance(value, Mapping) and {"document", "section"} <= value.keys()


def _source(value: Mapping[str, Any]) -> str:
    parts = [value.get(key) for key in ("title", "address", "retrieved", "document_kind")]
    known = ", ".join(str(part) for part in parts if part)
    cited = f"{value['document']}#{value['section']}"
    return f"{cited} ({known})" if known else cited


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else json.dumps(value)


def _width() -> int:
    return max(60, min(shutil.get_terminal_size((100, 24)).columns, 120))
