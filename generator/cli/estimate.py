"""The command `estimate`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NoReturn

import click

from generator.cli.options import (
    file_argument,
    json_option,
    operation_argument,
    set_option,
    specs_option,
)
from generator.cli.output import write, write_json

if TYPE_CHECKING:
    from generator.ir.provider import Operation
    from generator.runtime.violations import Violation

EXAMPLES = """\b
Examples:
  specloom estimate fal/grok-imagine-video/text-to-video request.json
  specloom estimate cloudflare/grok-imagine-video/run --set duration=5 --set resolution=720p
  specloom estimate runware/grok-imagine-video/video-inference --set positivePrompt=x \\
    --set inputs.video=https://example.com/a.mp4 --fact input_video_seconds=6"""


@click.command("estimate", epilog=EXAMPLES)
@operation_argument
@file_argument
@set_option
@click.option(
    "--fact",
    "facts",
    metavar="NAME=VALUE",
    multiple=True,
    help="Supply what the request does not say, such as input_video_seconds=8.7.",
)
@json_option
@specs_option
def command(
    operation: str,
    file: str | None,
    settings: tuple[str, ...],
    facts: tuple[str, ...],
    as_json: bool,
    specs: str | None,
) -> None:
    """Say what a request will cost: exactly, as a range, or why not at all.

    The payload is the documented request body, read from FILE, from standard input, or made of
    --set alone. `specloom explain OP price` shows where the rates come from.
    """
    from generator.cli.loading import load_operation
    from generator.cli.payloads import gather
    from generator.judge import judge
    from generator.price.evaluate import estimate
    from generator.runtime.estimates import PriceRefused

    found = load_operation(specs, operation)
    supplied = _facts(found.operation, facts)
    payload = gather(file, settings)
    violations = judge(found.operation, payload)
    if violations:
        _refuse("the request is not valid", as_json, violations)
    try:
        bill = estimate(found.operation, payload, supplied)
    except PriceRefused as refused:
        _refuse(str(refused), as_json)
    if as_json:
        write_json(bill.as_dict())
    else:
        from generator.cli.bill import show_bill

        show_bill(found.provider, found.operation, bill)


def _facts(operation: Operation, given: Sequence[str]) -> dict[str, str]:
    """Read name=value pairs; only the facts that the price knows can be supplied."""
    from generator.diagnostics import CannotRun

    price = operation.price
    known = [fact.name for fact in price.given] if price else []
    facts: dict[str, str] = {}
    for pair in given:
        name, sign, value = pair.partition("=")
        if not sign or not value:
            raise CannotRun(f"--fact {pair}: write it as name=value")
        if name not in known:
            listed = f"it takes {', '.join(known)}" if known else "it takes none"
            raise CannotRun(f"{operation.name} takes no fact named {name}; {listed}")
        if name in facts:
            raise CannotRun(f"--fact {name} is given twice")
        facts[name] = value
    return facts


def _refuse(why: str, as_json: bool, violations: Sequence[Violation] = ()) -> NoReturn:
    """Say why there is no price, and leave."""
    if as_json:
        answer: dict[str, Any] = {"refused": why}
        if violations:
            answer["violations"] = [violation.as_dict() for violation in violations]
        write_json(answer)
    else:
        write(f"refused: {why}")
        for violation in violations:
            write(f"  {violation}")
    raise SystemExit(1)
