"""The providers' own clients get the same answers from the local server as ours, after the same requests.

Clients that are not installed are skipped, and the reason says so: `make parity` installs them all.
"""

from __future__ import annotations

import copy
from typing import Any

import pytest
from parity.compare import Difference, calls_of, differences
from parity.official import OFFICIAL, Official, missing, python_of
from parity.page import PAGE, outdated, page, section, sections_of, unexplained
from parity.session import compared

RESULT = {"result": {"video": {"url": "u", "fps": 24}}}
RECEIVED: list[dict[str, Any]] = [
    {
        "method": "POST",
        "path": "/submit",
        "query": {},
        "headers": {"authorization": "Key [hidden]", "user-agent": "one"},
        "body": {"prompt": "a cat"},
    },
    {"method": "GET", "path": "/status", "query": {"logs": "1"}, "headers": {}, "body": None},
    {"method": "GET", "path": "/status", "query": {"logs": "1"}, "headers": {}, "body": None},
]


@pytest.mark.parametrize("official", OFFICIAL, ids=lambda official: official.package)
def test_clients_agree(official: Official) -> None:
    """Every difference is explained, and docs/parity.md shows what is found now."""
    python = python_of(official)
    if python is None:
        pytest.skip(missing(official))
    rows = compared(official, python)
    assert unexplained(official, rows) == []
    assert outdated(official, rows) == []
    written = sections_of(PAGE.read_text(encoding="utf-8"))
    assert written[official.package] == section(official, rows)


def test_page_is_whole() -> None:
    """Nothing stands on the page that is not written by the command."""
    text = PAGE.read_text(encoding="utf-8")
    assert page(sections_of(text)) == text


def changed(place: tuple[int | str, ...], value: Any) -> list[dict[str, Any]]:
    """Return what was received, with one thing changed."""
    received = copy.deepcopy(RECEIVED)
    inside: Any = received
    for step in place[:-1]:
        inside = inside[step]
    inside[place[-1]] = value
    return received


@pytest.mark.parametrize(
    ("received", "aspect"),
    [
        (changed((0, "method"), "PUT"), "method"),
        (changed((0, "path"), "/other"), "path"),
        (changed((1, "query"), {"logs": "true"}), "query"),
        (changed((0, "headers", "authorization"), "Bearer [hidden]"), "headers"),
        (changed((0, "headers", "x-more"), "1"), "headers"),
        (changed((0, "body", "prompt"), "a dog"), "body"),
        (changed((0, "body", "more"), None), "body"),
        (RECEIVED[:1], "requests"),
        ([RECEIVED[0], *RECEIVED], "requests"),
    ],
)
def test_difference_is_found(received: list[dict[str, Any]], aspect: str) -> None:
    """Whatever is not the same in a request is told, under its name."""
    found = differences(calls_of(received), calls_of(RECEIVED), (RESULT, RESULT))
    assert {each.aspect for each in found} == {aspect}


@pytest.mark.parametrize(
    "received", [RECEIVED[:2], changed((0, "headers", "user-agent"), "another"), RECEIVED]
)
def test_journey_is_no_difference(received: list[dict[str, Any]]) -> None:
    """The number of questions and the name of the client are not compared."""
    assert differences(calls_of(received), calls_of(RECEIVED), (RESULT, RESULT)) == []


def test_results_are_compared() -> None:
    """A number is the same with and without a point; a text is not a number, true is not 1."""
    calls = calls_of(RECEIVED)
    for value, equal in ((24.0, True), ("24", False), (True, False), (None, False)):
        other = {"result": {"video": {"url": "u", "fps": value}}}
        found = differences(calls, calls, (RESULT, other))
        assert (found == []) == equal
    failed = {"error": {"type": "E", "status": 500, "message": ""}}
    assert differences(calls, calls, (RESULT, failed)) == [
        Difference("result", "", "returned as a result", "an error with status 500")
    ]
