"""A whole body: an object, or several alternatives of one, which specs describe as one object."""

from __future__ import annotations

from generator.importer.facts import Subject
from generator.importer.schemas.parts import Node, Parts, Walk, is_scalar
from generator.importer.schemas.values import members_of, read_value, required_of, unfold


def read_body(walk: Walk, subject: Subject, *nodes: Node) -> None:
    """Write down the facts of a body; alternatives that are objects are laid over each other."""
    parts, choices = unfold(walk, subject, walk.parts(nodes, subject))
    tasks = _tasks(walk, subject, parts)
    if tasks is not None:
        walk.say(subject[:2], f"list of {subject[2]}s", tasks, True)
        read_body(walk, subject, tasks)
        return
    inner = [walk.parts((choice,), subject) for choice in choices]
    if not choices or not all(one.all("properties") for one in inner):
        read_value(walk, subject, nodes)
        return
    text = f"the document has {len(choices)} alternatives of the whole; which members go together?"
    walk.notes.ask(subject, text, walk.place(choices[0], said=len(choices)))
    read_value(walk, subject, (*parts.nodes, _union(walk, subject, inner)))


def _tasks(walk: Walk, subject: Subject, parts: Parts) -> Node | None:
    """Return the schema of one task, if a body is a list of tasks."""
    stated = parts.last("type")
    if stated is None or stated.value not in ("array", ["array"]) or parts.all("properties"):
        return None
    items = parts.last("items")
    inner = walk.parts((items,), subject) if items is not None else Parts(())
    return items if inner.all("properties") and walk.is_request else None


def _union(walk: Walk, subject: Subject, branches: list[Parts]) -> Node:
    """Return one object that has the members of all *branches*."""
    schemas: dict[str, list[Node]] = {}
    needed: set[str] | None = None
    for parts in branches:
        own = set(required_of(walk, subject, parts))
        needed = own if needed is None else needed & own
        for name, nodes in members_of(walk, subject, parts).items():
            known = schemas.setdefault(name, [])
            if all(nodes[-1].value != node.value for node in known):
                known.append(nodes[-1])
    members = {
        name: nodes[0].value if len(nodes) == 1 else {"anyOf": [node.value for node in nodes]}
        for name, nodes in schemas.items()
    }
    always = [name for name in members if name in (needed or ())]
    said = {"properties": members, "required": always}
    return Node(said, branches[0].nodes[-1].way, branches[0].nodes[-1].trail)


def models_of(walk: Walk, subject: Subject, node: Node, name: str = "model") -> list[Node]:
    """Return the values of the member called *name* if the schema lists them."""
    parts = walk.parts((node,), subject)
    found: list[Node] = []
    for schema in members_of(walk, subject, parts).get(name, []):
        for part in walk.parts((schema,), subject).nodes:
            if isinstance(part.value.get("const"), str):
                found.append(part.at("const"))
            values = part.value.get("enum")
            if isinstance(values, list) and values and all(map(is_scalar, values)):
                inner = part.at("enum")
                found += [inner.at(index) for index in range(len(values))]
    named = [node for node in found if isinstance(node.value, str) and node.value.strip()]
    return list({node.value: node for node in reversed(named)}.values())[::-1]


def examples_in(walk: Walk, subject: Subject, nodes: tuple[Node, ...]) -> list[Node]:
    """Return the examples of the whole that a schema holds."""
    found: list[Node] = []
    for part in walk.parts(nodes, subject).nodes:
        if isinstance(part.value.get("example"), dict):
            found.append(part.at("example"))
        listed = part.value.get("examples")
        if isinstance(listed, list):
            inner = part.at("examples")
            found += [inner.at(index) for index in range(len(listed)) if listed[index]]
    return [node for node in found if isinstance(node.value, dict)]
