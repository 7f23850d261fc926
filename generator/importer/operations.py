"""One operation of an OpenAPI document: its parameters, its results, its examples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from generator.importer.calls import Call, json_first, resolved
from generator.importer.code_samples import body_of_curl
from generator.importer.facts import Subject, passage_of
from generator.importer.schemas.bodies import examples_in, read_body
from generator.importer.schemas.parts import Node, Walk
from generator.importer.schemas.values import members_of, read_value

_OWN_HEADERS = frozenset(
    {"authorization", "content-type", "accept", "user-agent", "content-length"}
)
_NO_SCHEMA = ("description", "deprecated", "example", "examples")
_TITLE = 80
"""Characters of a title; what is longer is prose."""
_KNOWN = frozenset(
    [
        *(
            "operationId",
            "tags",
            "summary",
            "description",
            "requestBody",
            "responses",
            "parameters",
        ),
        *("security", "servers", "deprecated", "externalDocs", "x-codeSamples", "x-code-samples"),
        *("x-fal-metadata", "x-hideTryItPanel", "$ref"),
    ]
)


@dataclass(frozen=True, slots=True)
class Part:
    """One operation that is to be read off a call."""

    id: str
    call: Call
    bodies: tuple[Node, ...]
    """The schemas of its body, which hold together."""
    model: Node | None = None
    """Where the document names its model."""
    others: frozenset[str] = frozenset()
    """Models of other operations of the same call."""


def body_of(walk: Walk, call: Call) -> tuple[str, Node] | None:
    """Return the media type and the schema holder of the body of *call*."""
    if "requestBody" not in call.node.value:
        return None
    holder = resolved(walk, call.node.at("requestBody"))
    return _content(walk, holder)


def _content(walk: Walk, holder: Node | None) -> tuple[str, Node] | None:
    """Return the best media type below *holder*, and what stands there."""
    if holder is None or not isinstance(holder.value, dict):
        return None
    content = holder.value.get("content")
    types = json_first(content)
    if content not in (None, {}) and not types:
        walk.miss(holder.at("content"), ("provider",), "content", "media types are expected")
    for name in types:
        media = holder.at("content").at(name)
        if isinstance(media.value, dict):
            return name, media
        walk.miss(media, ("provider",), name, "a mapping is expected")
    return None


def read_operation(walk: Walk, part: Part, server: str) -> None:
    """Write down all facts about one operation."""
    call = part.call
    subject: Subject = ("operation", part.id)
    walk.steps[""] = 0
    _about(walk, part, server)
    named = f"{call.method.upper()} {call.path}"
    inner = walk.into(f"{named}, requestBody")
    own = (*subject, "parameter")
    taken = set(members_of(inner, own, inner.parts(part.bodies, own)))
    for node in call.parameters:
        _parameter(walk.into(f"{named}, parameters"), own, node, taken)
    if part.bodies:
        read_body(inner, own, *part.bodies)
    numbers = _Examples(walk, subject, part.others)
    media = body_of(walk, call)
    if media is not None:
        inner.say(subject, "content", media[1], media[0])
        numbers.take(media[1], part.bodies, "request")
    result = _results(walk, part, named)
    if result is not None:
        numbers.take(result, (), "response")
    _samples(walk, call, numbers)


def _about(walk: Walk, part: Part, server: str) -> None:
    """Write down what the operation is called and where it is reached."""
    call, node = part.call, part.call.node
    subject: Subject = ("operation", part.id)
    own = walk.into(call.path)
    own.say(subject, "method", node, call.method.upper())
    own.say(subject, "url", node, server.rstrip("/") + call.path)
    if part.model is not None:
        own.say(subject, "model", part.model)
    summary = node.value.get("summary")
    if isinstance(summary, str) and summary.strip():
        if len(summary) <= _TITLE and not summary.rstrip().endswith("."):
            own.say(subject, "title", node.at("summary"), summary.strip())
        else:
            own.say(subject, "summarised", node.at("summary"), passage_of(summary))
    if "description" in node.value:
        own.describe(subject, node.at("description"))
    if node.value.get("deprecated") is True:
        own.say(subject, "deprecated", node.at("deprecated"))
    docs = node.value.get("externalDocs")
    if isinstance(docs, dict) and isinstance(docs.get("url"), str):
        own.say(subject, "page", node.at("externalDocs").at("url"))
    if call.followers:
        followers = [
            {"role": one.role, "method": one.method.upper(), "path": one.path}
            for one in call.followers
        ]
        own.say(subject, "calls", call.followers[0].node, followers)
    for key in node.value:
        if key not in _KNOWN:
            own.miss(node.at(key), subject, key, "nothing in a spec says this of an operation")


def _parameter(walk: Walk, subject: Subject, node: Node, taken: set[str]) -> None:
    """Write down a parameter that stands beside the body."""
    name, where = node.value["name"], node.value["in"]
    if where == "header" and name.lower() in _OWN_HEADERS:
        return
    if where not in {"query", "path", "header", "cookie"} or not name.strip():
        walk.miss(node, subject, "in", "a parameter stands in query, path, header or cookie")
        return
    if name in taken:
        text = f"{name} stands in the {where} and in the body, or twice; which of them is meant?"
        walk.notes.ask((*subject, name), text, walk.place(node, name, "in"))
        return
    taken.add(name)
    own = (*subject, name)
    walk.say(own, "in", node.at("in"))
    walk.say(own, "required", node, node.value.get("required") is True)
    beside = {key: node.value[key] for key in _NO_SCHEMA if key in node.value}
    nodes = [Node(beside, node.way, node.trail)]
    if "schema" in node.value:
        nodes.insert(0, node.at("schema"))
    elif "content" in node.value:
        media = _content(walk, node)
        if media is not None and "schema" in media[1].value:
            nodes.insert(0, media[1].at("schema"))
    read_value(walk, own, nodes)


def _results(walk: Walk, part: Part, named: str) -> Node | None:
    """Write down what the operation answers; return where its examples stand."""
    subject: Subject = ("operation", part.id)
    first = _success(walk.into(named), part.call, subject, is_main=True)
    later = None
    for call in sorted(part.call.followers, key=lambda call: len(call.path)):
        if call.role == "result":
            later = _success(walk, call, subject, is_main=False)
            where = f"{call.method.upper()} {call.path}, response"
            if later is not None and "schema" in later.value:
                inner = walk.into(where, is_request=False)
                read_body(inner, (*subject, "response"), later.at("schema"))
                break
            later = None
    if first is None or "schema" not in first.value:
        return later or first
    if later is None:
        inner = walk.into(f"{named}, response", is_request=False)
        read_body(inner, (*subject, "response"), first.at("schema"))
        return first
    if later.value["schema"] != first.value["schema"]:
        inner = walk.into(f"{named}, response", is_request=False)
        read_body(inner, (*subject, "submitted"), first.at("schema"))
    return later


def _success(walk: Walk, call: Call, subject: Subject, *, is_main: bool) -> Node | None:
    """Return the content of the answer that tells of success."""
    answers = call.node.value.get("responses")
    if not isinstance(answers, dict):
        return None
    node = call.node.at("responses")
    statuses = [status for status in answers if isinstance(status, str)]
    good = [status for status in statuses if status[:1] == "2"] or [
        status for status in statuses if status == "default"
    ]
    if statuses and is_main:
        walk.say(subject, "statuses", node, statuses)
    for status in good:
        found = _content(walk, resolved(walk, node.at(status)))
        if found is None:
            continue
        if is_main:
            holder = resolved(walk, node.at(status))
            assert holder is not None
            walk.say(subject, "answers", holder.at("content"), json_first(holder.value["content"]))
        return found[1]
    return None


class _Examples:
    """Numbers the examples of one operation, each of which is written down once."""

    def __init__(self, walk: Walk, subject: Subject, others: frozenset[str]) -> None:
        self.walk = walk
        self.subject = subject
        self.others = others
        self.seen: list[tuple[str, Any]] = []
        self.named: dict[str, int] = {}
        self.count = 0

    def take(self, media: Node, schemas: tuple[Node, ...], kind: str) -> None:
        """Take in the examples beside a schema, and those inside it."""
        if "example" in media.value:
            self.add(kind, media.at("example"))
        named = media.value.get("examples")
        for name in named if isinstance(named, dict) else ():
            node = resolved(self.walk, media.at("examples").at(name))
            if node is not None and isinstance(node.value, dict) and "value" in node.value:
                self.add(kind, node.at("value"), name)
        if not schemas and "schema" in media.value:
            schemas = (media.at("schema"),)
        for node in examples_in(self.walk, self.subject, schemas):
            self.add(kind, node)

    def add(self, kind: str, node: Node, name: str = "", value: Any = None) -> None:
        """Write down one example; a request and a response of one name belong together."""
        said = node.value if value is None else value
        if said is None or len(self.seen) > 100 or (kind, said) in self.seen:
            return
        if kind == "request" and isinstance(said, dict):
            model = said.get("model")
            if isinstance(model, str) and model in self.others:
                return
        self.seen.append((kind, said))
        number = self.named.get(name, self.count) if name else self.count
        if number == self.count:
            self.count += 1
        if name:
            self.named[name] = number
        inner = self.walk.into("example" + (f", {name}" if name else ""))
        inner.say((*self.subject, "example", str(number)), kind, node, said)


def _samples(walk: Walk, call: Call, numbers: _Examples) -> None:
    """Write down the bodies that samples of code send."""
    for key in ("x-codeSamples", "x-code-samples"):
        listed = call.node.value.get(key)
        for index in range(len(listed) if isinstance(listed, list) else 0):
            node = call.node.at(key).at(index)
            source = node.value.get("source") if isinstance(node.value, dict) else None
            if isinstance(source, str) and source.lstrip().startswith("curl"):
                body = body_of_curl(source.strip())
                if body is not None:
                    numbers.add("request", node.at("source"), "", body)
                elif "-d" in source or "--json" in source:
                    why = "the command sends no JSON that can be read"
                    walk.miss(node.at("source"), numbers.subject, "curl", why)
