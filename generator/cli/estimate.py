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
    from generator.runtime.estimates import Estimate
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
    help="Supply what the request does not say, such as input_video_seconds=8.7, or =@clip.mp4.",
)
@click.option("--probe", metavar="FILE", default="", help="Supply what this input video tells.")
@click.option("--as-of", metavar="DAY", help="Price as of this day; the latest price otherwise.")
@json_option
@specs_option
def command(
    operation: str,
    file: str | None,
    settings: tuple[str, ...],
    facts: tuple[str, ...],
    probe: str,
    as_of: str | None,
    as_json: bool,
    specs: str | None,
) -> None:
    """Say what a request will cost: exactly, as a range, or why not at all.

    The payload is the documented request body, read from FILE, from standard input, or made of
    --set alone. `specloom explain OP price` shows where the rates come from.
    """
    from generator.cli.fact_options import read_facts
    from generator.cli.loading import load_operation
    from generator.cli.payloads import gather
    from generator.days import as_day
    from generator.judge import judge

    found = load_operation(specs, operation)
    day = None if as_of is None else as_day(as_of)
    price = found.operation.price_on(day)
    supplied = read_facts(operation, price, facts, probe) if price else {}
    payload = gather(file, settings)
    violations = judge(found.operation, payload)
    if violations:
        _refuse("the request is not valid", as_json, violations)
    try:
        bill = _estimate(found.operation, payload, supplied, day)
    except ValueError as refused:
        _refuse(str(refused), as_json)
    if as_json:
        write_json(bill.as_dict())
    else:
        from generator.cli.bill import show_bill

        assert price is not None, "it has just been used"
        show_bill(found.provider, price, bill)


def _estimate(
    operation: Operation, payload: Any, supplied: dict[str, str], day: str | None
) -> Estimate:
    """Price a request, or raise `ValueError` with the reason why not."""
    from generator.price.evaluate import estimate
    from generator.runtime.estimates import PriceRefused

    try:
        return estimate(operation, payload, supplied, day)
    except PriceRefused as refused:
        raise ValueError(refused) from None


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
