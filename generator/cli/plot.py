"""The command `plot`."""

from __future__ import annotations

import re
from typing import Any

import click

from generator.cli.options import json_option, specs_option
from generator.cli.output import write, write_json
from generator.cli.wishes import wish, wish_options

EXAMPLES = """\b
Examples:
  specloom plot --resolution 720p -o cost.png
  specloom plot --images 1 --seconds 1-10 -o cost.svg
  specloom plot --resolution 480p --json"""


@click.command("plot", epilog=EXAMPLES)
@click.option(
    "--seconds", metavar="FROM-TO", help="Lengths; all that are documented, unless given."
)
@click.option("-o", "--out", metavar="FILE", help="Where to draw: a .png or .svg file.")
@wish_options
@json_option
@specs_option
def command(
    seconds: str | None,
    out: str | None,
    only: str | None,
    as_json: bool,
    specs: str | None,
    **given: Any,
) -> None:
    """Draw what one wish costs against its length, at every operation that can serve it.

    Ranges are bands. Who gives no price or cannot serve is listed below, with the reason.
    """
    from generator import prices

    if (out is None) != as_json:
        raise click.UsageError("Name a file with -o, or ask for --json.")
    intent = wish(None, given)
    found = prices.plot(intent, out, seconds=_lengths(seconds), only=only or "", specs=specs)
    if out is None:
        write_json(found.as_dict())
        return
    write(f"{out}: {len(found.curves)} curves, {len(found.absent)} operations without one")
    for name, why in found.absent:
        write(f"  {name}: {why}")


def _lengths(text: str | None) -> range:
    from generator.diagnostics import CannotRun
    from generator.pricing.curves import MAX_SECONDS

    if text is None:
        return range(0)
    match = re.fullmatch(r"([0-9]{1,3})-([0-9]{1,3})", text)
    if match is None or not 0 < int(match[1]) <= int(match[2]) <= MAX_SECONDS:
        raise CannotRun(f"--seconds {text}: write it as 1-15, up to {MAX_SECONDS}")
    return range(int(match[1]), int(match[2]) + 1)
