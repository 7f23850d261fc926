"""Any OpenAPI 3 document, JSON or YAML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from generator.diagnostics import Finding, Rejected
from generator.importer.calls import Call, calls_of
from generator.importer.documents import Document
from generator.importer.doubts import ask_about_contradictions
from generator.importer.facts import Reading, Subject, passage_of
from generator.importer.forms import Form
from generator.importer.notes import Notes, place_at
from generator.importer.operations import Part, body_of, read_operation
from generator.importer.prose import read_prose
from generator.importer.schemas.bodies import models_of
from generator.importer.schemas.parts import Node, Walk
from generator.importer.schemas.values import unfold
from generator.importer.structure import Structure, mapping_of, require_structure

FORM = Form("openapi", "an OpenAPI 3 document, JSON or YAML")

_PROVIDER = ("provider",)
_FAL = "x-fal-metadata"
_LONGEST = 2000
"""Characters of an address."""
_KNOWN = frozenset(
    [
        *("openapi", "info", "servers", "paths", "components", "security", "tags", "externalDocs"),
        *("jsonSchemaDialect", "$schema", "$self"),
    ]
)


def recognise(document: Document) -> int:
    """Say that a document which names its OpenAPI version and has paths is one."""
    value = mapping_of(document)
    if not isinstance(value.get("openapi"), str) and "swagger" not in value:
        return 0
    return 80 if "paths" in value else 40


def read(document: Document) -> Reading:
    """Read all operations of *document*."""
    return read_openapi(document, FORM.id)


def read_openapi(document: Document, form: str, *, by_model: bool = False) -> Reading:
    """Read *document*; with *by_model* each model that a body may name is an operation."""
    structure = require_structure(document)
    _check_version(document, structure)
    notes = Notes(document)
    walk = Walk(structure, notes)
    note_oddities(structure, notes)
    root = Node(structure.value, ())
    title = _provider(walk, root)
    calls = calls_of(walk)
    if by_model:  # one call has several paths there; the one with a version counts
        calls.sort(key=lambda call: -len(call.steps))
    _operations(walk, root, calls, by_model=by_model)
    models = {fact.value: fact for fact in notes.facts if fact.attribute == "model"}
    if len(models) == 1:
        (fact,) = models.values()
        notes.say(("model",), "id", fact.value, fact.place)
    ask_about_contradictions(notes)
    return notes.reading(form, title)


def _operations(walk: Walk, root: Node, calls: list[Call], *, by_model: bool) -> None:
    """Write down all operations, each in a notebook of its own, so that none slows the next."""
    server = next(iter(_servers(root)), "")
    taken: dict[str, Call] = {}
    for call in calls:
        for part in _parts(walk, root, call, by_model=by_model):
            first = taken.setdefault(part.id, call)
            if first is not call and _is_same(first, call):
                walk.into("paths").say(("operation", part.id), "alias", call.node, call.path)
                continue
            second = "" if first is call else f" ({call.method.upper()} {call.path})"
            own = replace(part, id=f"{part.id}{second}")
            inner = replace(walk, notes=Notes(walk.notes.document), described=[])
            read_operation(inner, own, next(iter(_servers(call.node)), server))
            _fal(inner, root, ("operation", own.id))
            read_prose(inner.notes, inner.described)
            walk.notes.absorb(inner.notes)


def note_oddities(structure: Structure, notes: Notes) -> None:
    """Write down what other readers of the same text might take differently."""
    for oddity in structure.oddities:
        notes.miss(oddity.text, oddity.why, place_at(oddity.line, "", oddity.text))


def _check_version(document: Document, structure: Structure) -> None:
    value = structure.value
    version = value.get("openapi") if isinstance(value, dict) else None
    if not isinstance(version, str) or not version.startswith("3."):
        text = "this is no OpenAPI 3 document"
        hint = "convert it: a document with `swagger: 2.0` is of another form"
        line = structure.line(("openapi",))
        raise Rejected([Finding(document.origin(line), "openapi-version", text, hint)])


def _provider(walk: Walk, root: Node) -> str:
    """Write down what the document says about its provider; return the document's title."""
    info = root.value.get("info")
    title = info.get("title") if isinstance(info, dict) else None
    own = walk.into("info")
    if isinstance(title, str) and title.strip():
        own.say(_PROVIDER, "title", root.at("info").at("title"), title.strip())
    prose = info.get("description") if isinstance(info, dict) else None
    if isinstance(prose, str) and prose.strip():
        node = root.at("info").at("description")
        own.say(_PROVIDER, "described", node, passage_of(prose))
    addresses = _servers(root)
    if addresses:
        walk.into("servers").say(_PROVIDER, "servers", root.at("servers"), addresses)
    for node in _security(root):
        said = {
            key: node.value[key] for key in ("type", "scheme", "in", "name") if key in node.value
        }
        walk.into("securitySchemes").say(_PROVIDER, "auth", node, said)
    for key in root.value:
        if key not in _KNOWN:
            walk.miss(root.at(key), _PROVIDER, key, "nothing in a spec says this of a provider")
    return title.strip() if isinstance(title, str) else ""


def _servers(node: Node) -> list[str]:
    """List the addresses that a document or an operation is served at, variables by their defaults."""
    listed = node.value.get("servers")
    found: list[str] = []
    for one in listed if isinstance(listed, list) else ():
        url = one.get("url") if isinstance(one, dict) else None
        variables = one.get("variables") if isinstance(one, dict) else None
        for name, variable in (variables if isinstance(variables, dict) else {}).items():
            default = variable.get("default") if isinstance(variable, dict) else None
            if isinstance(url, str) and isinstance(default, str) and len(url + default) < _LONGEST:
                url = url.replace(f"{{{name}}}", default)
        if isinstance(url, str) and len(url) <= _LONGEST:
            found.append(url)
    return found


def _security(root: Node) -> Iterator[Node]:
    """List the ways to prove who one is."""
    components = root.value.get("components")
    schemes = components.get("securitySchemes") if isinstance(components, dict) else None
    for name in schemes if isinstance(schemes, dict) else ():
        node = root.at("components").at("securitySchemes").at(name)
        if isinstance(node.value, dict):
            yield node


def _parts(walk: Walk, root: Node, call: Call, *, by_model: bool) -> Iterator[Part]:
    """Divide a call into operations: one, or one for each model that its body may name."""
    media = body_of(walk, call)
    plain = _name(root, call)
    if media is None or "schema" not in media[1].value:
        yield Part(plain, call, ())
        return
    body = media[1].at("schema")
    subject = ("operation", plain, "parameter")
    shared, choices = unfold(walk, subject, walk.parts((body,), subject))
    named = [(choice, models_of(walk, subject, choice)) for choice in choices]
    if choices and all(models for _, models in named):
        common = tuple(_without_choices(node) for node in shared.nodes)
        ids = frozenset(model.value for _, models in named for model in models)
        for choice, models in named:
            for model in models:
                yield Part(model.value, call, (*common, choice), model, ids - {model.value})
        return
    models = models_of(walk, subject, body)
    if models and by_model:
        ids = frozenset(model.value for model in models)
        for model in models:
            yield Part(model.value, call, (body,), model, ids - {model.value})
    else:
        yield Part(plain, call, (body,), models[0] if len(models) == 1 else None)


def _without_choices(node: Node) -> Node:
    said = {key: value for key, value in node.value.items() if key not in {"anyOf", "oneOf"}}
    return replace(node, value=said)


def _name(root: Node, call: Call) -> str:
    """Return the id that the document itself has for an operation."""
    for owner in (call.node.value, root.value.get("info")):
        metadata = owner.get(_FAL) if isinstance(owner, dict) else None
        endpoint = metadata.get("endpointId") if isinstance(metadata, dict) else None
        if isinstance(endpoint, str) and endpoint.strip():
            return endpoint.strip()
    if any(_host(url).endswith("fal.run") for url in _servers(root)):
        return call.path.strip("/")
    own = call.node.value.get("operationId")
    return (
        own.strip()
        if isinstance(own, str) and own.strip()
        else f"{call.method.upper()} {call.path}"
    )


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _is_same(one: Call, other: Call) -> bool:
    """Tell whether two paths lead to the same."""
    keys = ("requestBody", "responses")
    return all(one.node.value.get(key) == other.node.value.get(key) for key in keys)


def _fal(walk: Walk, root: Node, subject: Subject) -> None:
    """Write down where fal has the page of an endpoint."""
    info = root.value.get("info")
    metadata = info.get(_FAL) if isinstance(info, dict) else None
    for key in ("documentationUrl", "playgroundUrl"):
        if isinstance(metadata, dict) and isinstance(metadata.get(key), str):
            walk.into("info").say(subject, "page", root.at("info").at(_FAL).at(key))
            return
