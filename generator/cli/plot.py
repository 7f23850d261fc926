"""The command `plot`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click

from generator.cli.options import json_option, specs_option
from generator.cli.output import write, write_json
from generator.cli.wishes import wish, wish_options

SUFFIXES = (".png", ".svg")
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
    from generator.cli.loading import load_providers
    from generator.diagnostics import CannotRun
    from generator.places import specs_folder
    from generator.pricing.curves import curves, lengths

    if (out is None) != as_json:
        raise click.UsageError("Name a file with -o, or ask for --json.")
    if out is not None:
        _check(Path(out))
    intent = wish(None, given)
    providers = load_providers(specs_folder(specs))
    operations = [each for provider in providers for each in provider.operations]
    operations = [each for each in operations if only is None or only in each.name]
    found = curves(operations, intent, _lengths(seconds) or lengths(operations))
    if not found.curves:
        raise CannotRun("nobody gives a price for that; `specloom compare` says why")
    if out is None:
        write_json(found.as_dict())
        return
    from generator.pricing.plot import draw

    draw(found, Path(out), _title(intent.as_dict()))
    write(f"{out}: {len(found.curves)} curves, {len(found.absent)} operations without one")
    for name, why in found.absent:
        write(f"  {name}: {why}")


def _check(path: Path) -> None:
    """Refuse a file that cannot be drawn, before anything is computed."""
    from generator.diagnostics import CannotRun
    from generator.extras import PLOT, absent

    if path.suffix not in SUFFIXES:
        raise CannotRun(f"{path}: name a file that ends in {' or '.join(SUFFIXES)}")
    missing = absent(PLOT)
    if missing:
        raise CannotRun(f"{', '.join(missing)} is missing; pip install 'specloom[plot]'")


def _lengths(text: str | None) -> range | None:
    from generator.diagnostics import CannotRun
    from generator.pricing.curves import MAX_SECONDS

    if text is None:
        return None
    match = re.fullmatch(r"([0-9]{1,3})-([0-9]{1,3})", text)
    if match is None or not 0 < int(match[1]) <= int(match[2]) <= MAX_SECONDS:
        raise CannotRun(f"--seconds {text}: write it as 1-15, up to {MAX_SECONDS}")
    return range(int(match[1]), int(match[2]) + 1)


def _title(wished: dict[str, Any]) -> str:
    said = [
        f"{name.replace('_', ' ')} {value}" for name, value in wished.items() if name != "prompt"
    ]
    return "Cost by length" + (f": {', '.join(said)}" if said else "")
