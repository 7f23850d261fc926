"""Read a payload: strict JSON from a file or a stream, and single values from the command line."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from generator.diagnostics import CannotRun

MAX_BYTES = 10_000_000
MAX_DEPTH = 100
MAX_DIGITS = 1_000
"""Digits of an integer; no provider counts so far."""

_TOKEN = re.compile(
    r'"(?:[^"\\]|\\.)*"|-?Infinity|NaN|-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|[{}\[\]:,]'
)


class NoJson(CannotRun):
    """The text is not JSON at all, as opposed to JSON that we refuse."""


class _Odd(ValueError):
    """Something in the text that JSON readers understand differently."""


def read_payload(path: str, stream: BinaryIO) -> Any:
    """Read the payload in the file at *path*, or in *stream* if *path* is `-`."""
    if path == "-":
        return parse(stream.read(MAX_BYTES + 1), "stdin")
    try:
        with Path(path).open("rb") as file:
            return parse(file.read(MAX_BYTES + 1), path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CannotRun(f"{path}: cannot be read: {reason}") from None


def parse(raw: bytes, shown: str) -> Any:
    """Parse *raw* as strict JSON; messages name it *shown*."""
    if len(raw) > MAX_BYTES:
        raise CannotRun(f"{shown}: more than {MAX_BYTES} bytes; a payload is smaller")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        raise NoJson(f"{shown}:{_spot(before)}: not UTF-8 text") from None
    return parse_text(text, shown)


def parse_text(text: str, shown: str) -> Any:
    """Parse *text* as strict JSON; messages name it *shown*."""
    if not text.strip():
        raise NoJson(f"{shown}: empty, so no JSON")
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_refuse,
            parse_float=_float,
            parse_int=_int,
        )
    except json.JSONDecodeError as error:
        spot = f"{error.lineno}:{error.colno}"
        raise NoJson(f"{shown}:{spot}: no JSON: {error.msg[0].lower()}{error.msg[1:]}") from None
    except _Odd:
        raise _refusal(text, shown) from None
    except RecursionError:
        raise CannotRun(f"{shown}: nested more than {MAX_DEPTH} deep") from None
    if _is_deeper(value, MAX_DEPTH):
        raise CannotRun(f"{shown}: nested more than {MAX_DEPTH} deep")
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise _Odd
    return made


def _refuse(_: str) -> Any:
    raise _Odd


def _float(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise _Odd
    return number


def _int(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise _Odd
    return int(text)


def _is_deeper(value: Any, limit: int) -> bool:
    """Tell whether lists and objects of *value* are nested more than *limit* deep."""
    level = [value]
    for _ in range(limit + 1):
        level = [item for item in level if isinstance(item, (dict, list))]
        if not level:
            return False
        level = [
            inner for item in level for inner in (item.values() if isinstance(item, dict) else item)
        ]
    return True


def _refusal(text: str, shown: str) -> CannotRun:
    """Find what the parser took offence at, and say where it stands."""
    for place, problem in _oddities(text):
        spot = f"{shown}:{_spot(text[:place])}"
        kind = NoJson if problem.endswith("no JSON") else CannotRun
        return kind(f"{spot}: {problem}")
    return CannotRun(f"{shown}: not strict JSON")


def _oddities(text: str) -> Iterator[tuple[int, str]]:
    """Walk over the tokens and yield the place and nature of each thing that is refused."""
    keys: list[set[str]] = []
    for match in _TOKEN.finditer(text):
        token, place = match.group(), match.start()
        if token in {"{", "["}:
            keys.append(set())
        elif token in {"}", "]"}:
            keys.pop()
        elif token[0] == '"':
            if text[match.end() :].lstrip(" \t\r\n").startswith(":"):
                key = json.loads(token)
                if key in keys[-1]:
                    yield place, f"the key {json.dumps(key)} stands twice in one object"
                keys[-1].add(key)
        elif token[-1] in {"y", "N"}:
            yield place, f"{token} is no JSON"
        elif token not in {":", ","}:
            yield from ((place, problem) for problem in _odd_number(token))


def _odd_number(token: str) -> Iterator[str]:
    if len(token) > MAX_DIGITS:
        yield f"a number of {len(token)} characters"
    elif math.isinf(float(token)):
        yield f"{token[:40]} is too large for a number"


def _spot(before: str) -> str:
    """Spell line and column, both from 1, of what follows *before*."""
    return f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def with_values(payload: Any, settings: Iterable[str]) -> Any:
    """Return *payload* with each of *settings*, such as `inputs.video=...`, put into it."""
    for setting in settings:
        path, sign, text = setting.partition("=")
        steps = path.split(".")
        if not sign or not all(steps):
            raise CannotRun(f"--set {setting}: write it as name=value, such as duration=6")
        if not isinstance(payload, dict):
            raise CannotRun(
                f"--set {setting}: the payload is no object, so nothing can be set in it"
            )
        payload = _put(payload, steps, _value(text, setting), setting)
    return payload


def _value(text: str, setting: str) -> Any:
    """Read *text* as JSON, or as itself where it is none."""
    try:
        return parse_text(text, f"--set {setting}")
    except NoJson:
        return text


def _put(into: Any, steps: list[str], value: Any, setting: str) -> Any:
    """Return *into* with *value* at the end of *steps*; nothing that was given is changed."""
    if not steps:
        return value
    step, *rest = steps
    if isinstance(into, list) or (into is None and step == "0"):
        items = list(into or ())
        if not step.isascii() or not step.isdigit() or int(step) > len(items):
            raise CannotRun(f"--set {setting}: {step} is no place in a list of {len(items)}")
        place = int(step)
        inner = items[place] if place < len(items) else None
        return [*items[:place], _put(inner, rest, value, setting), *items[place + 1 :]]
    if into is None or isinstance(into, dict):
        members = dict(into or {})
        return {**members, step: _put(members.get(step), rest, value, setting)}
    raise CannotRun(f"--set {setting}: {step} cannot be put into what stands there")
