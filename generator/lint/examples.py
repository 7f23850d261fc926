"""Lint: documented examples, held against parameters, rules and responses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.ir.provider import Example
from generator.ir.shape import Shape
from generator.judge import judge, judge_shape, met
from generator.lint.registry import Defect, rule
from generator.lint.rules import listing
from generator.lint.subjects import OperationAt
from generator.resolve.scope import near


@rule("example-refused", OperationAt)
def example_refused(at: OperationAt) -> Iterator[Defect]:
    """A documented example is refused, though its verdict does not say so."""
    for example in at.operation.examples:
        if example.request is None or example.refused:
            continue
        found = judge(at.operation, example.request)
        if found:
            text = f"{example.id} is refused: {listing(found)}"
            hint = (
                "mend the spec; if the page is wrong, add `verdict: refused`, violations, a quirk"
            )
            yield Defect(example.origin, text, hint)


@rule("example-not-refused", OperationAt)
def example_not_refused(at: OperationAt) -> Iterator[Defect]:
    """An example is said to be refused, but is right or wrong in other ways than listed."""
    for example in at.operation.examples:
        if example.request is None or not example.refused:
            continue
        found = judge(at.operation, example.request)
        if not found or sorted((one.path, one.rule) for one in found) != sorted(example.violations):
            listed = ", ".join(f"{path or '(request)'} {name}" for path, name in example.violations)
            text = (
                f"{example.id} has {listing(found) or 'no violation'}; listed: {listed or 'none'}"
            )
            yield Defect(example.origin, text, "work out by hand which of the two is right")


@rule("example-without-quirk", OperationAt)
def example_without_quirk(at: OperationAt) -> Iterator[Defect]:
    """A refused example names no quirk that says why, or an example names one that is not there."""
    known = {placed.quirk.id for placed in at.quirks}
    for example in at.operation.examples:
        if example.refused and not example.quirks:
            text = f"{example.id} is refused, and no quirk says why"
            yield Defect(example.origin, text, "record a quirk and name it under `quirks`")
        for name in example.quirks:
            if name not in known:
                hint = near(name, known) or "record it under `quirks`"
                yield Defect(example.origin, f"{example.id}: no quirk is named {name}", hint)


@rule("example-says-nothing", OperationAt)
def example_says_nothing(at: OperationAt) -> Iterator[Defect]:
    """An example shows nothing, or says things that need a request without having one."""
    for example in at.operation.examples:
        shown = (example.request, example.response, example.raw_response)
        if all(part is None for part in shown):
            text = f"{example.id} has neither request nor response"
            yield Defect(example.origin, text, "type what the page shows")
        if example.request is None and (example.refused or example.cost or example.facts):
            text = f"{example.id} has no request that a verdict or cost could be about"
            yield Defect(example.origin, text, "add the request, or remove the rest")
        if example.violations and not example.refused:
            text = f"{example.id} lists violations, but its verdict is accepted"
            yield Defect(example.origin, text, "add `verdict: refused`")


@rule("example-corrects-nothing", OperationAt)
def example_corrects_nothing(at: OperationAt) -> Iterator[Defect]:
    """An example is said to put right another one that is not there or not refused."""
    refused = {example.id for example in at.operation.examples if example.refused}
    for example in at.operation.examples:
        if example.corrects is not None and example.corrects not in refused:
            text = f"{example.id} corrects {example.corrects}, which is no refused example"
            hint = near(example.corrects, refused) or "name a refused example of this operation"
            yield Defect(example.origin, text, hint)


@rule("example-response", OperationAt)
def example_response(at: OperationAt) -> Iterator[Defect]:
    """A documented response does not fit the documented response fields."""
    for example in at.operation.examples:
        for name, shape, response in _responses(at, example):
            if shape is None:
                text = f"{example.id} has a {name}, but the operation documents none"
                yield Defect(example.origin, text, f"add `{name}:` to the operation")
                continue
            found = judge_shape(shape, response, lenient=True)
            if found:
                text = f"the {name} of {example.id} does not fit: {listing(found)}"
                yield Defect(example.origin, text, "mend the response fields or the example")


@rule("undocumented-field", OperationAt)
def undocumented_field(at: OperationAt) -> Iterator[Defect]:
    """A documented response has a field that the list of response fields does not have."""
    for example in at.operation.examples:
        for name, shape, response in _responses(at, example):
            extra = judge_shape(shape, response, lenient=False) if shape else []
            unknown = [one.path for one in extra if one.rule == "unknown-key"]
            if unknown and not _covered(at, example, unknown):
                text = f"the {name} of {example.id} has {', '.join(unknown)}"
                yield Defect(example.origin, text, "add the field, or record a quirk about it")


@rule("unexpected-field", OperationAt)
def unexpected_field(at: OperationAt) -> Iterator[Defect]:
    """A response shows a field whose condition its request does not meet, and no quirk says why."""
    for example in at.operation.examples:
        if example.request is None:
            continue
        for _, shape, response in _responses(at, example):
            for field in _unexpected(shape, response, example.request) if shape else ():
                if not _covered(at, example, [field]):
                    text = f"{example.id} shows {field}, for which its request does not ask"
                    hint = "record a quirk about the field and name it in the example"
                    yield Defect(example.origin, text, hint)


def _responses(
    at: OperationAt, example: Example
) -> Iterator[tuple[str, Shape | None, Mapping[str, Any]]]:
    """List the documented answers of an example with their shapes."""
    if example.response is not None:
        yield "response", at.operation.response, example.response
    if example.raw_response is not None:
        yield "raw_response", at.operation.raw_response, example.raw_response


def _unexpected(shape: Shape, response: Any, request: Mapping[str, Any]) -> Iterator[str]:
    """Name the fields of *response* that *request* does not call for."""
    if isinstance(response, list):
        for item in response if shape.items is not None else ():
            yield from _unexpected(shape.items or shape, item, request)
    if not isinstance(response, dict):
        return
    for member in shape.members:
        if member.name not in response:
            continue
        if member.present_when is not None and not met(member.present_when, request):
            yield member.name
        yield from _unexpected(member.shape, response[member.name], request)


def _covered(at: OperationAt, example: Example, fields: list[str]) -> bool:
    """Tell whether the quirks of *example* are about all *fields*, or about the example itself."""
    about = {
        name
        for placed in at.quirks
        if placed.quirk.id in example.quirks
        for name in placed.quirk.about
    }
    last = {name.rpartition(".")[2] for name in about}
    return all(field.rpartition("/")[2] in last for field in fields)
