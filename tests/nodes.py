"""Draw values as specs and documents describe them, for tests that compare two states."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from generator.diff.nodes import Node, Noted, tree
from generator.importer.facts import Subject

NAMES = st.sampled_from(["prompt", "text", "duration", "seed", "images", "negativePrompt"])
NUMBERS = st.integers(-5, 20)


@st.composite
def scalars(draw: st.DrawFn) -> dict[str, Any]:
    """Draw what is said about a text or a number."""
    kind = draw(st.sampled_from(["string", "integer", "number", "boolean"]))
    said: dict[str, Any] = {"type": kind}
    if draw(st.booleans()):
        said["type"] = [kind, "null"]
    keywords: dict[str, st.SearchStrategy[Any]]
    if kind == "string":
        keywords = {"minLength": st.integers(0, 9), "maxLength": st.integers(0, 99)}
        keywords["enum"] = st.lists(st.sampled_from("abcde"), min_size=1, unique=True)
        keywords["format"] = st.sampled_from(["uri", "uuid4"])
        keywords["pattern"] = st.sampled_from(["^a", "b$"])
    elif kind == "boolean":
        keywords = {"const": st.booleans()}
    else:
        ends = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
        keywords = dict.fromkeys(ends, NUMBERS)
        keywords["multipleOf"] = st.integers(1, 8)
    for keyword in draw(st.sets(st.sampled_from(sorted(keywords)), max_size=2)):
        said[keyword] = draw(keywords[keyword])
    return said


@st.composite
def values(draw: st.DrawFn, subject: Subject, depth: int = 2) -> list[Noted]:
    """Draw the facts about one value and all that it holds."""
    kind = draw(st.sampled_from(["scalar", "scalar", "object", "array"])) if depth else "scalar"
    if kind == "object":
        said: dict[str, Any] = {"type": "object", "additionalProperties": draw(st.booleans())}
    elif kind == "array":
        said = {"type": "array", "maxItems": draw(st.integers(1, 9))}
    else:
        said = draw(scalars())
    if draw(st.booleans()):
        said["described"] = draw(st.sampled_from(["a1", "b2"]))
    facts = [Noted(subject, attribute, value) for attribute, value in said.items()]
    if kind == "object":
        facts += draw(objects(subject, depth - 1))
    if kind == "array":
        facts += draw(values((*subject, "[]"), depth - 1))
    return facts


@st.composite
def objects(draw: st.DrawFn, subject: Subject = (), depth: int = 2) -> list[Noted]:
    """Draw the facts about the members of an object."""
    facts: list[Noted] = []
    for name in sorted(draw(st.sets(NAMES, max_size=3))):
        own = (*subject, name)
        facts.append(Noted(own, "required", draw(st.booleans())))
        default = draw(st.sampled_from([None, 1, "a", False]))
        if default is not None:
            facts.append(Noted(own, "default", default))
        facts += draw(values(own, depth))
    return facts


def node(facts: list[Noted]) -> Node:
    """Return the tree of *facts*."""
    return tree(facts, 0)
