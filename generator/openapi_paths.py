"""Which path items an OpenAPI document has: placeholders of endpoints filled, clashes resolved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.ir.provider import Provider
from generator.naming import words

ENDPOINT = "{endpoint}"


@dataclass(frozen=True, slots=True)
class OperationOutline:
    """An operation, as the paths of a document have it."""

    name: str
    endpoint: str
    summary: str
    path: str | None
    """Path of `submit`, where it is not the provider's usual one."""
    beside: tuple[Mapping[str, Any], ...]
    """Parameters that travel outside the body, as OpenAPI describes them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One call, of one operation if its path or body depends on that."""

    call: str
    server: str
    method: str
    path: str
    operation: OperationOutline | None

    @property
    def id(self) -> str:
        """Name it uniquely within the document."""
        of = self.operation.name.split("/")[1:] if self.operation else []
        return "-".join(word.lower() for part in (*of, self.call) for word in words(part))


@dataclass(frozen=True, slots=True)
class Place:
    """A path of the document."""

    path: str
    server: str | None
    """The server, where it is not that of submit."""
    base: str = ""
    """What of the path went into the server's address, because the rest would clash otherwise."""


def entries(provider: Provider, operations: Sequence[OperationOutline]) -> Iterator[Entry]:
    """List all calls, those that depend on the operation once for each of *operations*."""
    for name, call in provider.spec.protocol.calls.items():
        if name != "submit" and ENDPOINT not in call.path:
            yield Entry(name, call.server, call.method, call.path, None)
            continue
        for operation in operations:
            usual = (operation.path or call.path) if name == "submit" else call.path
            path = usual.replace(ENDPOINT, operation.endpoint)
            yield Entry(name, call.server, call.method, path, operation)


def grouped(
    provider: Provider, listed: Iterable[Entry]
) -> list[tuple[Place, dict[str, list[Entry]]]]:
    """Gather the entries of each server and path, by method, and give each group a path of its own."""
    usual = provider.spec.protocol.calls["submit"].server
    groups: dict[tuple[str, str], dict[str, list[Entry]]] = {}
    for entry in listed:
        methods = groups.setdefault((entry.server, entry.path), {})
        methods.setdefault(entry.method, []).append(entry)
    taken: set[str] = set()
    found = []
    for (server, path), methods in sorted(groups.items(), key=lambda item: item[0][0] != usual):
        base, rest = "", path
        while rest in taken and rest.count("/") > 1 and not rest.startswith("/{"):
            step, _, rest = rest[1:].partition("/")
            base, rest = f"{base}/{step}", f"/{rest}"
        taken.add(rest)
        found.append((Place(rest, None if server == usual else server, base), methods))
    return found
