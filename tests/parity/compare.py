"""What two clients sent and got, made comparable, and where it differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

ASPECTS = ("requests", "method", "path", "query", "headers", "body", "result")
ABSENT = "(absent)"
NOISE = frozenset(
    {"host", "content-length", "transfer-encoding", "connection", "accept-encoding"}
    | {"accept", "user-agent"}
)
"""Headers that say how a client travels, not what it wants."""
FAMILIES = ("x-stainless-",)
"""Beginnings of headers that are one difference together."""
VARYING = {
    "api-version": "the date of the day",
    "cf-aig-metadata": "(an id of the job)",
    "x-client-request-id": "(an id of the job)",
}
"""Headers whose value is another one tomorrow."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that the official client and ours do not do alike."""

    aspect: str
    where: str
    official: str
    ours: str


@dataclass(slots=True)
class Call:
    """A request; the same question asked again and again is one call."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any
    queries: list[str] = field(default_factory=list)
    """Each different query, in order."""
    times: int = 0


def calls_of(received: Iterable[Mapping[str, Any]]) -> list[Call]:
    """Return what was asked; how often is a matter of pauses, so repetitions are left out."""
    calls: list[Call] = []
    said: dict[str, str] = {}
    for entry in received:
        if entry["method"] == "WS" and _is_key(entry["body"]):
            said = {"authorization": "a message of its own"}
            continue
        headers = {**_telling(entry["headers"]), **said}
        call = Call(entry["method"], entry["path"], headers, entry["body"])
        if not calls or _key(calls[-1]) != _key(call):
            calls.append(call)
        calls[-1].times += 1
        query = urlencode(entry["query"])
        if query not in calls[-1].queries:
            calls[-1].queries.append(query)
    return calls


def _is_key(body: Any) -> bool:
    """Tell whether a message on a socket only gives the key."""
    return isinstance(body, list) and [task.get("taskType") for task in body] == ["authentication"]


def _key(call: Call) -> tuple[str, str, str]:
    return call.method, call.path, repr(call.body)


def _telling(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers that matter."""
    found = {}
    for name, value in headers.items():
        if name in NOISE or name.startswith("sec-websocket") or name == "upgrade":
            continue
        group = next((start for start in FAMILIES if name.startswith(start)), None)
        if group is not None:
            found[f"{group}*"] = "(several)"
        else:
            found[name] = VARYING.get(name, value)
    return found


def differences(
    official: list[Call], ours: list[Call], results: tuple[Mapping[str, Any], Mapping[str, Any]]
) -> list[Difference]:
    """List where the two differ, each difference once."""
    if "refused" in results[1]:
        return [Difference("result", "", _spelt(results[0]), "refused before anything is sent")]
    return list(dict.fromkeys([*_of_calls(official, ours), *_of_results(*results)]))


def unwrapped(outcome: Mapping[str, Any], inside: tuple[str, ...]) -> Mapping[str, Any]:
    """Return an outcome with the documented result alone, if that is in it."""
    found: Any = outcome.get("result")
    for name in inside:
        found = found.get(name) if isinstance(found, dict) else None
    return outcome if found is None else {"result": found}


def _of_calls(official: list[Call], ours: list[Call]) -> Iterator[Difference]:
    if len(official) != len(ours):
        yield Difference("requests", "", _listed(official), _listed(ours))
        return
    counts = [_spelt_count(calls[0].times) for calls in (official, ours) if calls]
    if len(set(counts)) > 1:
        yield Difference("requests", "submits", *counts)
    for theirs, own in zip(official, ours, strict=True):
        if theirs.method != own.method:
            yield Difference("method", "", theirs.method, own.method)
        if theirs.path != own.path:
            yield Difference("path", "", theirs.path, own.path)
        if theirs.queries != own.queries:
            queries = ["; ".join(call.queries) or ABSENT for call in (theirs, own)]
            yield Difference("query", "", queries[0], queries[1])
        for name, one, other in _unequal(theirs.headers, own.headers):
            yield Difference("headers", name, one, other)
        for name, one, other in _unequal(theirs.body, own.body):
            yield Difference("body", name, one, other)


def _spelt_count(times: int) -> str:
    """Spell how often a submit was sent; how many repeats there are is a matter of pauses."""
    return "1" if times == 1 else "several"


def _listed(calls: list[Call]) -> str:
    return ", ".join(call.method for call in calls) or "nothing"


def _of_results(official: Mapping[str, Any], ours: Mapping[str, Any]) -> Iterator[Difference]:
    if official.keys() != ours.keys():
        yield Difference("result", "", _spelt(official), _spelt(ours))
    elif "error" in official:
        one, other = official["error"]["status"], ours["error"]["status"]
        if one != other:
            yield Difference("result", "status of the error", str(one), str(other))
    else:
        yield from (
            Difference("result", *found) for found in _unequal(official["result"], ours["result"])
        )


def _spelt(outcome: Mapping[str, Any]) -> str:
    if "error" not in outcome:
        return "returned as a result"
    status = outcome["error"]["status"]
    return "an error" if status is None else f"an error with status {status}"


def _unequal(one: Any, other: Any, where: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield where two JSON values differ: a pointer and the two sides."""
    if isinstance(one, dict) and isinstance(other, dict):
        for name in dict.fromkeys([*one, *other]):
            place = f"{where}/{name}"
            if name in one and name in other:
                yield from _unequal(one[name], other[name], place)
            else:
                yield place, str(one.get(name, ABSENT)), str(other.get(name, ABSENT))
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, pair in enumerate(zip(one, other, strict=True)):
            yield from _unequal(*pair, f"{where}/{index}")
    elif one != other or isinstance(one, bool) != isinstance(other, bool):
        yield where, str(one), str(other)
