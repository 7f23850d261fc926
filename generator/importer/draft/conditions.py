"""Defaults that hold only where a rule lets them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def conditional(operation: Mapping[str, Any], rule: Mapping[str, Any]) -> bool:
    """Say when the defaults that break *rule* hold; return whether anything was changed."""
    changed = False
    for path, when in _conditions(rule):
        node = _find(operation["parameters"], path)
        default = node.get("server_default") if node is not None else None
        if node is None or default is None:
            continue
        changed = True
        if isinstance(default, dict) and when is not None:
            _join(default["when"], when)
            continue
        if when is None:
            node.pop("server_default")
        else:
            text = f"It is not assumed where the rule {rule['id']} speaks against it."
            node["server_default"] = {"value": default, "when": when, "otherwise": text}
    return changed


def _join(one: dict[str, Any], other: Mapping[str, Any]) -> None:
    """Let *one* ask for all that *other* asks for, too."""
    for key, names in other.items():
        known = one.setdefault(key, [])
        known += [name for name in names if name not in known]


def _conditions(rule: Mapping[str, Any]) -> list[tuple[str, dict[str, Any] | None]]:
    """List parameters, and when their default holds under *rule*."""
    found: list[tuple[str, dict[str, Any] | None]] = []
    groups = rule.get("exactly_one_of") or rule.get("at_most_one_of") or ()
    spelt = [[group] if isinstance(group, str) else list(group) for group in groups]
    for group in spelt:
        others = [name for other in spelt if other is not group for name in other]
        found += [(name, {"absent": others}) for name in group]
    if "excludes" in rule:
        given, forbidden = rule["excludes"]["given"], rule["excludes"]["forbidden"]
        found.append((given, {"absent": list(forbidden)}))
        found += [(name, {"absent": [given]}) for name in forbidden]
    if "requires" in rule:
        found.append((rule["requires"]["given"], {"present": list(rule["requires"]["needed"])}))
    for name in rule.get("together", ()):
        others = [other for other in rule["together"] if other != name]
        found.append((name, {"present": others}))
    if "then" in rule:
        given = [name for name in rule["when"].get("present", ()) if name not in rule["then"]]
        when = {"absent": given[:1]} if given else None
        found += [(name, when) for name in rule["then"]]
    if "allowed_pairs" in rule:
        found += [(name, None) for name in rule["allowed_pairs"]["parameters"]]
    return found


def _find(parameters: Mapping[str, Any], path: str) -> dict[str, Any] | None:
    node: dict[str, Any] | None = None
    members = parameters
    for step in path.split("."):
        node = members.get(step)
        if node is None:
            return None
        members = node.get("properties") or {}
    return node
