"""The catalogue file of one model at Cloudflare: schemas, examples, prices, terms."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from generator.importer.documents import Document
from generator.importer.doubts import ask_about_contradictions
from generator.importer.facts import Reading
from generator.importer.forms import Form
from generator.importer.notes import Notes
from generator.importer.price_keys import PriceKey, read_amount, read_price_key
from generator.importer.prose import read_prose
from generator.importer.readers.openapi import note_oddities
from generator.importer.schemas.bodies import read_body
from generator.importer.schemas.parts import Node, Walk
from generator.importer.structure import mapping_of, require_structure

FORM = Form("cloudflare-catalogue", "a catalogue file of one model at Cloudflare, JSON")

_MODEL = ("model",)
_TEXTS = {"name": "title", "provider_id": "creator", "task": "task", "terms": "terms"}
_HANDLED = frozenset(
    [
        *("model_id", *_TEXTS, "description", "tags", "schema_version", "pricing", "examples"),
        *("supports_async", "external_info", "metadata", "created_at", "schema", "cover_image_url"),
        *("zdr", "zdr_comment", "code_snippets", "context_length", "max_output_tokens"),
    ]
)
"""Keys that are read, or that say the same as others do."""


def recognise(document: Document) -> int:
    """Say that a mapping with a model's id and two schemas is one."""
    value = mapping_of(document)
    schema = value.get("schema")
    if not isinstance(value.get("model_id"), str) or not isinstance(schema, dict):
        return 0
    return 95 if {"input", "output"} & schema.keys() else 0


def read(document: Document) -> Reading:
    """Read the one model that *document* describes."""
    structure = require_structure(document)
    notes = Notes(document)
    walk = Walk(structure, notes)
    note_oddities(structure, notes)
    root = Node(structure.value if isinstance(structure.value, dict) else {}, ())
    name = root.value.get("model_id")
    op = name.strip() if isinstance(name, str) and name.strip() else "model"
    title = _model(walk, root, op)
    schema = root.value.get("schema")
    for side, kind in (("input", "parameter"), ("output", "response")):
        if isinstance(schema, dict) and side in schema:
            node = root.at("schema").at(side)
            inner = walk.into(f"schema.{side}", base=node.way, is_request=side == "input")
            read_body(inner, ("operation", op, kind), node)
    _prices(walk, root, op)
    _examples(walk, root, op)
    for key in root.value:
        if key not in _HANDLED and root.value[key] not in (None, [], {}, ""):
            walk.miss(root.at(key), _MODEL, key, "nothing in a spec says this of a model")
    read_prose(notes, walk.described)
    ask_about_contradictions(notes)
    return notes.reading(FORM.id, title or op)


def _model(walk: Walk, root: Node, op: str) -> str:
    """Write down what is said about the model as such; return its title."""
    own = walk.into("model")
    if "model_id" in root.value:
        own.say(_MODEL, "id", root.at("model_id"), op)
        own.say(("operation", op), "model", root.at("model_id"), op)
    for key, attribute in _TEXTS.items():
        value = root.value.get(key)
        if isinstance(value, str) and value.strip():
            own.say(_MODEL, attribute, root.at(key), value.strip())
        elif value is not None:
            own.miss(root.at(key), _MODEL, key, "text is expected")
    title = root.value.get("name")
    if "description" in root.value:
        own.describe(("operation", op), root.at("description"))
    day = root.value.get("created_at")
    if isinstance(day, str) and day.strip():
        own.say(_MODEL, "listed", root.at("created_at"), day.strip()[:10])
    page = root.value.get("external_info")
    if isinstance(page, str) and page.strip():
        own.say(_MODEL, "links", root.at("external_info"), {"external-info": page.strip()})
    tags = root.value.get("tags")
    if isinstance(tags, list) and tags:
        own.say(
            _MODEL, "capabilities", root.at("tags"), [tag for tag in tags if isinstance(tag, str)]
        )
    for key in ("zdr", "supports_async"):
        if isinstance(root.value.get(key), bool):
            own.say(_MODEL, key, root.at(key))
    _metadata(walk, root)
    return title.strip() if isinstance(title, str) else ""


def _metadata(walk: Walk, root: Node) -> None:
    """Write down the short list of limits and prices that stands beside the schemas."""
    listed = root.value.get("metadata")
    for key in listed if isinstance(listed, dict) else ():
        node = root.at("metadata").at(key)
        if isinstance(node.value, (str, int, Decimal)):
            walk.into("metadata").say(("model", "metadata", key), "stated", node)
        elif node.value is not None:
            walk.miss(node, _MODEL, f"metadata {key}", "text is expected")


def _prices(walk: Walk, root: Node, op: str) -> None:
    """Write down the rates of the price list, and those among the limits."""
    own = walk.into("pricing")
    listed = root.value.get("pricing")
    if listed is not None and not isinstance(listed, dict):
        walk.miss(root.at("pricing"), _MODEL, "pricing", "a mapping of names to rates is expected")
    for key in listed if isinstance(listed, dict) else ():
        node = root.at("pricing").at(key)
        amount = read_amount(node.value)
        named = read_price_key(key)
        if amount is None or named is None:
            walk.miss(node, ("operation", op), f"pricing {key}", "this is no rate that can be read")
            continue
        own.say(("operation", op, "price", key), "rate", node, _rate(walk, op, amount, named))
    notes = root.value.get("metadata")
    for key in notes if isinstance(notes, dict) else ():
        named = read_price_key(key)
        amount = read_amount(notes[key]) if isinstance(notes[key], str) else None
        if named is not None and named.is_price and amount is not None:
            node = root.at("metadata").at(key)
            said = _rate(walk, op, amount, named)
            walk.into("metadata").say(("operation", op, "price", key), "rate", node, said)


def _rate(walk: Walk, op: str, amount: str, named: PriceKey) -> dict[str, Any]:
    """Return a rate with the condition that its key names, by the parameter that knows the word."""
    said: dict[str, Any] = {"amount": amount, "per": named.per}
    if named.unit:
        said["unit"] = named.unit
    if named.choice:
        knows = next(
            (
                fact.subject[3]
                for fact in walk.notes.facts
                if fact.attribute == "enum"
                and fact.subject[:3] == ("operation", op, "parameter")
                and len(fact.subject) == 4
                and named.choice in fact.value
            ),
            "",
        )
        if knows:
            said["when"] = {knows: named.choice}
        else:
            said["case"] = named.choice
    elif named.label:
        said["case"] = named.label
    return said


def _examples(walk: Walk, root: Node, op: str) -> None:
    """Write down the examples."""
    listed = root.value.get("examples")
    if listed is not None and not isinstance(listed, list):
        walk.miss(root.at("examples"), _MODEL, "examples", "a list is expected")
        return
    words = {
        "input": "request",
        "output": "response",
        "raw_response": "raw_response",
        "name": "title",
    }
    for index in range(len(listed or ())):
        node = root.at("examples").at(index)
        subject = ("operation", op, "example", str(index))
        if not isinstance(node.value, dict):
            walk.miss(node, subject, "example", "a mapping is expected")
            continue
        for key in node.value:
            if key in words and node.value[key] not in (None, "", {}):
                walk.into(f"examples, {index + 1}").say(subject, words[key], node.at(key))
            elif (
                key not in {*words, "description", "code_snippets"} and node.value[key] is not None
            ):
                walk.miss(node.at(key), subject, key, "nothing in a spec says this of an example")
