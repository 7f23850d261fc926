"""The calls of an OpenAPI document, and which of them belong to one operation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.importer.schemas.parts import Node, Walk

METHODS = ("get", "put", "post", "delete", "patch", "options", "head", "trace")
_ENDS = ("status", "cancel", "result", "stream", "logs")
_WHOLE = ("provider",)


@dataclass(slots=True)
class Call:
    """One method of one path."""

    path: str
    method: str
    node: Node
    parameters: list[Node]
    followers: list[Call] = field(default_factory=list)
    """Calls that ask for the job that this one started."""

    @property
    def steps(self) -> list[str]:
        """The path, step by step."""
        return [step for step in self.path.split("/") if step]

    @property
    def names_a_job(self) -> bool:
        """Whether it needs the id of something that was made before."""
        if "{" in self.path.rpartition("}")[0]:
            return True
        named = [node.value.get("name") for node in self.parameters]
        return any(isinstance(name, str) and name.lower().endswith("id") for name in named)

    @property
    def starts_something(self) -> bool:
        """Whether it has a body, or is a POST that needs no id."""
        if "requestBody" in self.node.value:
            return True
        return self.method == "post" and not self.names_a_job

    @property
    def role(self) -> str:
        """What it does for the job that another call started."""
        last = self.steps[-1].lower() if self.steps else ""
        if last in _ENDS:
            return last
        return {"get": "result", "delete": "cancel"}.get(self.method, self.method)


def calls_of(walk: Walk) -> list[Call]:
    """List the calls of the document, those that follow another under it."""
    calls = list(_calls(walk))
    starts = [call for call in calls if call.starts_something]
    found = list(starts)
    followed: dict[str, list[Call]] = {}
    waiting = [call for call in calls if not call.starts_something]
    for call in sorted(waiting, key=lambda call: call.method != "get"):
        leaders = _leaders(walk, call, starts)
        steps = call.path.rstrip("/")
        while not leaders and call.names_a_job and "{" in steps:
            leaders = followed.get(steps, [])
            steps = steps.rpartition("/")[0]
        for leader in leaders:
            leader.followers.append(call)
        if leaders:
            followed[call.path.rstrip("/")] = leaders
        else:
            found.append(call)
    return found


def _calls(walk: Walk) -> Iterator[Call]:
    root = Node(walk.structure.value, ())
    paths = root.value.get("paths")
    if paths is not None and not isinstance(paths, dict):
        walk.miss(root.at("paths"), _WHOLE, "paths", "a mapping of paths is expected")
        return
    for path in paths or {}:
        item = resolved(walk, root.at("paths").at(path))
        if item is None or not isinstance(item.value, dict):
            walk.miss(root.at("paths").at(path), _WHOLE, path, "a mapping of methods is expected")
            continue
        for method in item.value:
            if method.lower() not in METHODS:
                if method not in {"parameters", "summary", "description", "servers", "$ref"}:
                    walk.miss(item.at(method), _WHOLE, f"{path} {method}", "this is no method")
                continue
            node = resolved(walk, item.at(method))
            if node is None or not isinstance(node.value, dict):
                walk.miss(item.at(method), _WHOLE, f"{path} {method}", "a mapping is expected")
                continue
            named = [*_parameters(walk, item), *_parameters(walk, node)]
            last = {(one.value.get("name"), one.value.get("in")): one for one in named}
            yield Call(path, method.lower(), node, list(last.values()))


def _parameters(walk: Walk, owner: Node) -> Iterator[Node]:
    """List the parameters that stand beside a body."""
    listed = owner.value.get("parameters", [])
    if not isinstance(listed, list):
        walk.miss(owner.at("parameters"), _WHOLE, "parameters", "a list is expected")
        return
    for index in range(len(listed)):
        node = resolved(walk, owner.at("parameters").at(index))
        named = node.value if node is not None and isinstance(node.value, dict) else {}
        if node is not None and all(isinstance(named.get(key), str) for key in ("name", "in")):
            yield node
        else:
            wrong = owner.at("parameters").at(index)
            walk.miss(wrong, _WHOLE, "parameters", "a parameter with `name` and `in` is expected")


def resolved(walk: Walk, node: Node) -> Node | None:
    """Follow the references of *node* to what they mean."""
    for _ in range(20):
        if not isinstance(node.value, dict) or "$ref" not in node.value:
            return node
        target = walk.target(node.at("$ref"), _WHOLE)
        if target is None:
            return None
        node = target
    return None


def _leaders(walk: Walk, call: Call, starts: list[Call]) -> list[Call]:
    """Return the calls that start the jobs which *call* asks for: by path, or by what they answer."""
    if not call.names_a_job:
        return []
    steps = call.steps
    fixed = next((at for at, step in enumerate(steps) if "{" in step), len(steps))
    best: tuple[int, list[Call]] = (0, [])
    for start in starts:
        own = start.steps
        if steps[: len(own)] == own:
            closeness = 2 * len(own) + 1
        elif len(own) > 1 and own[:-1] == steps[:fixed][: len(own) - 1] and fixed >= len(own) - 1:
            closeness = 2 * (len(own) - 1)
        else:
            continue
        if closeness > best[0]:
            best = (closeness, [start])
    if best[1]:
        return best[1]
    if len(starts) == 1:
        return starts
    return [start for start in starts if _answers_alike(walk, call, start)]


def _answers_alike(walk: Walk, call: Call, start: Call) -> bool:
    """Tell whether *start* answers with the job that *call* asks for, or with its id."""
    begun, asked = answer_of(walk, start), answer_of(walk, call)
    if begun is None:
        return False
    if asked is not None and asked.value == begun.value:
        return True
    whole = resolved(walk, begun)
    members = whole.value.get("properties") if whole and isinstance(whole.value, dict) else None
    ids = {node.value["name"] for node in call.parameters if node.value["in"] in {"path", "query"}}
    return isinstance(members, dict) and bool(ids & members.keys())


def answer_of(walk: Walk, call: Call) -> Node | None:
    """Return the schema of the JSON that *call* answers when all is well."""
    answers = call.node.value.get("responses")
    for status in answers if isinstance(answers, dict) else ():
        holder = resolved(walk, call.node.at("responses").at(status))
        if status[:1] != "2" or holder is None or not isinstance(holder.value, dict):
            continue
        for name in json_first(holder.value.get("content")):
            media = holder.at("content").at(name)
            if "json" in name and isinstance(media.value, dict) and "schema" in media.value:
                return media.at("schema")
    return None


def json_first(content: Any) -> list[str]:
    """List the media types of *content*, the one that is read first."""
    types = [name for name in content if isinstance(name, str)] if isinstance(content, dict) else []

    def rank(name: str) -> int:
        plain = name.partition(";")[0].strip().lower()
        if plain == "application/json":
            return 0
        if plain.endswith(("+json", "/json")):
            return 1
        return 2 if plain in {"*/*", "multipart/form-data"} else 3

    return sorted(types, key=rank)
