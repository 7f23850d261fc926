"""Rules of a spec, made of what documents say about several parameters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from generator.importer.draft.disputes import told
from generator.importer.draft.kinds import holdable, is_scalar
from generator.importer.draft.material import Entry, Said
from generator.importer.draft.plans import Log
from generator.importer.draft.titles import kebab, slug, unique

KINDS = (
    *("exactly_one_of", "at_most_one_of", "together", "requires", "excludes", "then"),
    "allowed_pairs",
)


def rules(
    entries: Iterable[Entry], known: set[str], tables: dict[str, Any], log: Log
) -> list[dict[str, Any]]:
    """Write the rules among the parameters *known*, by path; tables that they need are added."""
    made: list[dict[str, Any]] = []
    for entry in entries:
        kind = next((kind for kind in KINDS if kind in entry), None)
        if kind is None:
            continue
        said = entry[kind]
        written = _rule(kind, said, entry.get("when"), tables)
        strangers = [path for path in _paths(kind, written) if path not in known]
        if written is None or strangers or not _paths(kind, written):
            names = ", ".join(told(name) for name in strangers[:4]) or kind
            log.ask(f"a rule about {names} cannot be written; left out", said)
            continue
        name = unique(_name(kind, written), (rule["id"] for rule in made))
        made.append(
            {"id": name, "message": _message(kind, written), "source": said.cite(), **written}
        )
    return made


def _rule(
    kind: str, said: Said, when: Said | None, tables: dict[str, Any]
) -> dict[str, Any] | None:
    value = said.value
    if kind == "allowed_pairs":
        return _pairs(said, tables)
    if kind == "then":
        if not isinstance(value, dict) or when is None or not isinstance(when.value, dict):
            return None
        bounds = all(isinstance(each, dict) and _is_plain(each) for each in value.values())
        return {"when": when.value, "then": value} if bounds and when.value else None
    return {kind: value} if isinstance(value, (list, dict)) else None


def _is_plain(value: Any) -> bool:
    if isinstance(value, dict):
        return all(map(_is_plain, value.values()))
    if isinstance(value, list):
        return all(map(_is_plain, value))
    return is_scalar(value) and holdable(value)


def _pairs(said: Said, tables: dict[str, Any]) -> dict[str, Any] | None:
    """Write a rule that takes pairs from a table, using one that is there if it has the rows."""
    value = said.value
    names, pairs = value.get("parameters"), value.get("pairs")
    if not isinstance(names, list) or len(names) != 2 or not isinstance(pairs, list):
        return None
    columns = [str(name).rpartition(".")[2] for name in names]
    if columns[0] == columns[1] or not pairs or not _is_plain(pairs):
        return None
    for name, table in tables.items():
        if all(column in table["columns"] for column in columns):
            places = [table["columns"].index(column) for column in columns]
            if [[row[place] for place in places] for row in table["rows"]] == pairs:
                return {"allowed_pairs": {"parameters": names, "table": name}}
    name = unique(slug("-and-".join(kebab(column) for column in columns)), tables)
    tables[name] = {"columns": columns, "rows": pairs, "source": said.cite()}
    return {"allowed_pairs": {"parameters": names, "table": name}}


def _paths(kind: str, written: Mapping[str, Any] | None) -> list[str]:
    """List the parameters that a rule is about."""
    if written is None:
        return []
    said = written.get(kind)
    if kind in {"exactly_one_of", "at_most_one_of", "together"}:
        return [str(name) for name in _flat(said)]
    if kind == "allowed_pairs":
        return [str(name) for name in said["parameters"]] if said else []
    if kind == "then":
        when = written["when"]
        listed = [*when.get("present", ()), *when.get("absent", ()), *when.get("equals", {})]
        return [str(name) for name in (*listed, *(said or {}))]
    other = "needed" if kind == "requires" else "forbidden"
    if not isinstance(said, dict) or "given" not in said:
        return []
    return [str(said["given"]), *(str(name) for name in said.get(other, ()))]


def _flat(groups: Any) -> list[Any]:
    return [
        name for group in groups or () for name in (group if isinstance(group, list) else [group])
    ]


def _last(path: Any) -> str:
    return kebab(str(path).rpartition(".")[2])


def _name(kind: str, written: Mapping[str, Any]) -> str:
    """Name a rule after what it is about."""
    said = written[kind]
    match kind:
        case "exactly_one_of":
            return slug("one-of-" + "-".join(_last(name) for name in _flat(said)))
        case "at_most_one_of":
            return slug("not-both-" + "-".join(_last(name) for name in _flat(said)))
        case "together":
            return slug("-with-".join(_last(name) for name in said))
        case "requires":
            return slug(f"{_last(said['given'])}-needs-{'-'.join(map(_last, said['needed']))}")
        case "excludes":
            return slug(f"{_last(said['given'])}-without-{'-'.join(map(_last, said['forbidden']))}")
        case "allowed_pairs":
            return slug(f"pairs-of-{'-and-'.join(map(_last, said['parameters']))}")
    return slug(f"limits-of-{'-'.join(map(_last, said))}")


def _message(kind: str, written: Mapping[str, Any]) -> str:
    """Say what to do to keep a rule."""
    said = written[kind]
    match kind:
        case "exactly_one_of":
            return f"Give {_either(said)}, and only one of them."
        case "at_most_one_of":
            return f"Give {_either(said)}, but no two of them."
        case "together":
            return f"Give {_all(said)} together, or none of them."
        case "requires":
            return f"With {said['given']}, give {_all(said['needed'])} too."
        case "excludes":
            return f"With {said['given']}, leave out {_all(said['forbidden'])}."
        case "allowed_pairs":
            return f"Give a pair of {_all(said['parameters'])} that the table lists."
    condition = _condition(written["when"])
    return f"{condition}, {'; '.join(_limit(path, limits) for path, limits in said.items())}."


def _either(groups: Any) -> str:
    return " or ".join(_all(group) if isinstance(group, list) else str(group) for group in groups)


def _all(names: Any) -> str:
    spelt = [str(name) for name in names]
    return " and ".join((", ".join(spelt[:-1]), spelt[-1])) if len(spelt) > 1 else spelt[0]


def _condition(when: Mapping[str, Any]) -> str:
    parts = [f"{name} is given" for name in when.get("present", ())]
    parts += [f"{name} is absent" for name in when.get("absent", ())]
    parts += [f"{name} is {told(value)}" for name, value in when.get("equals", {}).items()]
    return "When " + " and ".join(parts)


def _limit(path: str, limits: Mapping[str, Any]) -> str:
    parts = []
    if limits.get("required"):
        parts.append("must be there")
    if "minimum" in limits:
        parts.append(f"must be at least {told(limits['minimum'])}")
    if "maximum" in limits:
        parts.append(f"must be at most {told(limits['maximum'])}")
    if "enum" in limits:
        parts.append(f"must be one of {told(limits['enum'])}")
    if "minItems" in limits:
        parts.append(f"needs at least {told(limits['minItems'])} items")
    if "maxItems" in limits:
        parts.append(f"takes at most {told(limits['maxItems'])} items")
    return f"{path} {' and '.join(parts) or 'must keep its limits'}"
