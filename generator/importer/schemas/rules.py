"""Rules among members: what JSON Schema says by conditions, in the kinds of rules that specs know."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from generator.importer.facts import ITEMS, Subject, is_reserved
from generator.importer.schemas.conditions import (
    Paths,
    any_given,
    condition,
    demand,
    join,
)
from generator.importer.schemas.parts import Node, Parts, Walk

Said = dict[str, Any]
"""One rule: its kind, and with it what it is about; of `then` also `when`."""

_KEYWORDS = (
    *("oneOf", "anyOf", "not", "if"),
    *("dependentRequired", "dependentSchemas", "dependencies"),
)
_NO_WORDS = "no kind of rule says this"


def is_rule(parts: Parts, branches: list[Node]) -> bool:
    """Tell whether alternatives only say which members go together, and describe no value."""
    described = bool(parts.all("properties"))
    return all(
        isinstance(branch.value, dict)
        and (described or "properties" not in branch.value)
        and _choice(branch.value) is not None
        for branch in branches
    )


def read_rules(walk: Walk, subject: Subject, parts: Parts) -> None:
    """Write down the rules among the members of the object that *subject* names."""
    if not walk.is_request:
        return
    for node in parts.nodes:
        for keyword in _KEYWORDS:
            if keyword in node.value:
                _read(walk, subject, parts, node, keyword)


def _read(walk: Walk, subject: Subject, parts: Parts, node: Node, keyword: str) -> None:
    """Write down the rules of one keyword, or that it was not understood."""
    own = node.at(keyword)
    if keyword in {"oneOf", "anyOf"}:
        branches = own.value if isinstance(own.value, list) else []
        nodes = [own.at(index) for index in range(len(branches))]
        if not nodes or not is_rule(parts, nodes):
            return  # alternatives, which are read as such
    found = list(_rules(node.value, keyword))
    if not found:
        walk.miss(own, subject, keyword, _NO_WORDS)
    for said in found:
        if "unread" in said:
            walk.miss(own, subject, keyword, said["unread"])
        elif "ask" in said:
            walk.notes.ask(subject, said["ask"], walk.place(own, *subject[3:], keyword))
        elif any(step == ITEMS or is_reserved(step) for step in subject[3:]):
            walk.miss(own, subject, keyword, "no rule speaks of what is inside a list")
        else:
            number = walk.steps[f"rules of {subject[1]}"]
            walk.steps[f"rules of {subject[1]}"] += 1
            rule = (*subject[:2], "rule", str(number))
            for kind, operands in said.items():
                place = walk.place(own, *subject[3:], keyword, said=operands)
                walk.notes.say(rule, kind, _under(subject[3:], kind, operands), place)


def _rules(schema: dict[str, Any], keyword: str) -> Iterator[Said]:
    value = schema[keyword]
    if keyword in {"oneOf", "anyOf"}:
        yield from _choices(keyword, value)
    elif keyword == "not":
        yield from _never(value)
    elif keyword == "if":
        yield from _conditional(value, schema.get("then"), schema.get("else"))
    elif isinstance(value, dict):
        yield from _dependent(value)


def _choice(schema: Any) -> list[Paths] | None:
    """Return what an alternative wants to be there; an empty list if it wants all others absent."""
    if isinstance(schema, dict) and set(schema) == {"not"}:
        return None if any_given(schema["not"]) is None else []
    return any_given(schema)


def _choices(keyword: str, branches: list[Any]) -> Iterator[Said]:
    """Read `oneOf` or `anyOf` whose branches only demand that members are there."""
    found = [_choice(branch) or [] for branch in branches]
    groups = [lists for lists in found if lists]
    whole = [tuple(dict.fromkeys(path for paths in lists for path in paths)) for lists in groups]
    paths = [path for group in whole for path in group]
    others = [branch["not"] for branch, lists in zip(branches, found, strict=True) if not lists]
    absent = {path for other in others for one in any_given(other) or [] for path in one}
    if len(set(paths)) < len(paths) or len(others) > 1 or (others and absent != set(paths)):
        return
    if keyword == "oneOf" and (len(groups) > 1 or others):
        yield {"at_most_one_of" if others else "exactly_one_of": join(whole)}
        for lists in groups:
            yield from ({"together": list(one)} for one in lists if len(one) > 1)
    elif keyword == "anyOf" and others and len(groups) == 1 and len(groups[0]) == 1:
        yield {"together": list(whole[0])}


def _never(schema: Any) -> Iterator[Said]:
    """Read `not`, whose branches name members that must not all be there."""
    lists = any_given(schema)
    if lists is None or any(len(set(paths)) != 2 for paths in lists):
        return
    pairs = [frozenset(paths) for paths in lists]
    names = list(dict.fromkeys(path for paths in lists for path in paths))
    shared = [name for name in names if all(name in pair for pair in pairs)]
    if len(names) < 40 and {frozenset(pair) for pair in combinations(names, 2)} == set(pairs):
        yield {"at_most_one_of": names}
    elif shared:
        others = [name for name in names if name != shared[0]]
        yield {"excludes": {"given": shared[0], "forbidden": others}}
    else:
        yield from ({"at_most_one_of": list(paths)} for paths in lists)


def _dependent(value: dict[str, Any]) -> Iterator[Said]:
    """Read what one member asks of others."""
    needed = {name: list(asked) for name, asked in value.items() if isinstance(asked, list)}
    if any(not isinstance(path, str) for asked in needed.values() for path in asked):
        return
    circle = set(needed)
    if len(circle) > 1 and all({*asked} == circle - {name} for name, asked in needed.items()):
        yield {"together": list(needed)}
    else:
        for name, asked in needed.items():
            if asked:
                yield {"requires": {"given": name, "needed": asked}}
    for name, schema in value.items():
        if not isinstance(schema, list):
            yield from _conditional({"required": [name]}, schema, None)


def _conditional(asked: Any, then: Any, otherwise: Any) -> Iterator[Said]:
    """Read `if`, `then` and `else`."""
    when = condition(asked)
    if when is None:
        yield {"unread": "no condition of a rule says what the `if` says"}
        return
    asked_pairs = demand(then)
    if when.typed and (asked_pairs is None or asked_pairs.pairs is None):
        yield {"unread": "no condition of a rule asks for a type"}
        return
    if when.optional:
        names = ", ".join(when.optional)
        yield {"ask": f"does the rule also hold when {names} is left out, as its schema has it?"}
    spelt = when.spelt()
    for one in spelt if then is not None else ():
        yield from _consequence(one, then)
    if otherwise is None:
        return
    flipped = {"present": "absent", "absent": "present"}
    only = spelt[0] if len(spelt) == 1 and len(spelt[0]) == 1 else {}
    for word, paths in only.items():
        if word in flipped and len(paths) == 1:
            yield from _consequence({flipped[word]: paths}, otherwise)
            return
    yield {"unread": "no condition of a rule says the opposite of the `if`"}


def _consequence(when: dict[str, Any], then: Any) -> Iterator[Said]:
    """Read what holds under one condition."""
    asked = demand(then)
    if asked is None:
        yield {"unread": "no rule says what the `then` says"}
        return
    single = when["present"][0] if list(when) == ["present"] and len(when["present"]) == 1 else None
    if asked.pairs is not None:
        names, rows = asked.pairs
        yield {"allowed_pairs": {"parameters": names, "pairs": rows}}
    if asked.forbidden and single is not None:
        yield {"excludes": {"given": single, "forbidden": asked.forbidden}}
    elif asked.forbidden and list(when) == ["absent"]:
        for path in asked.forbidden:
            yield {"requires": {"given": path, "needed": when["absent"]}}
    elif asked.forbidden:
        yield {"unread": "no rule forbids a parameter for the value of another"}
    if not asked.bounds:
        return
    if single is not None and all(bound == {"required": True} for bound in asked.bounds.values()):
        yield {"requires": {"given": single, "needed": list(asked.bounds)}}
    elif when:
        yield {"when": when, "then": asked.bounds}
    else:
        yield {"unread": "a condition that always holds is no condition"}


def _under(steps: tuple[str, ...], kind: str, operands: Any) -> Any:
    """Put the way to the object in front of every path of a rule."""
    if not steps:
        return operands
    prefix = f"{'.'.join(steps)}."
    if isinstance(operands, str):
        return prefix + operands
    if isinstance(operands, list):
        return [_under(steps, kind, operand) for operand in operands]
    if kind in {"then", "equals"}:
        return {prefix + path: value for path, value in operands.items()}
    if kind == "allowed_pairs":
        return {**operands, "parameters": [prefix + path for path in operands["parameters"]]}
    return {key: _under(steps, key, value) for key, value in operands.items()}
