"""The command `compare`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from generator.cli.options import json_option, specs_option
from generator.cli.output import paint, write, write_json
from generator.cli.wishes import wish, wish_options

if TYPE_CHECKING:
    from generator.pricing.compare import Comparison, Offer

EXAMPLES = """\b
Examples:
  specloom compare --seconds 6 --resolution 720p
  specloom compare --seconds 8 --size 1280x720 --images 1 --images-as start
  specloom compare --video 6 --task edit --fact output_tier=720p --json"""


@click.command("compare", epilog=EXAMPLES)
@click.option("--seconds", metavar="N", help="Length; of an extension, of the new part.")
@wish_options
@json_option
@specs_option
def command(
    seconds: str | None, only: str | None, as_json: bool, specs: str | None, **given: Any
) -> None:
    """Price one wish at every operation that can serve it, cheapest first.

    What is left out is left to each provider's defaults. Each request is judged before it is
    priced; what an operation cannot express is listed as lost, who cannot serve at all is named
    with the reason. Exit 1 if nobody gives a price.
    """
    from generator import prices

    found = prices.compare(wish(seconds, given), only=only or "", specs=specs)
    if as_json:
        write_json(found.as_dict())
    else:
        for line in _shown(found):
            write(line)
    raise SystemExit(0 if found.priced else 1)


def _shown(found: Comparison) -> Iterator[str]:
    width = max((len(offer.cost) for offer in found.priced), default=0)
    for offer in found.priced:
        yield f"{paint(offer.cost.ljust(width), bold=True)}  {_name(offer)}"
        yield from (f"{'':{width}}    {line}" for line in _about(offer))
    unpriced = [offer for offer in found.offers if offer.estimate is None]
    if unpriced:
        yield paint("no price", bold=True)
        yield from (f"  {_name(offer)}: {offer.refused}" for offer in unpriced)
    if found.cannot:
        yield paint("cannot serve it", bold=True)
        yield from (f"  {name}: {refusal.why}" for name, refusal in found.cannot.items())


def _name(offer: Offer) -> str:
    task = "" if offer.draft.task == "generate" else f" ({offer.draft.task})"
    return f"{paint(offer.operation, fg='cyan')}{task}"


def _about(offer: Offer) -> Iterator[str]:
    """Say what was chosen, lost, assumed, missing and in doubt."""
    yield from (f"note     {note}" for note in offer.draft.notes)
    yield from (f"lost     {what}: {why}" for what, why in offer.draft.losses.items())
    if offer.estimate is None:
        return
    for item in offer.estimate.assumed:
        yield f"assumed  {item.fact} = {item.value}: {item.why}"
    for gap in offer.estimate.missing:
        domain = gap.domain if isinstance(gap.domain, list) else _range(gap.domain)
        yield f"missing  {gap.name}: {' or '.join(domain)}"
    yield from (f"doubt    {doubt}" for doubt in offer.estimate.doubts)
    yield f"sent     {json.dumps(dict(offer.draft.request))}"


def _range(domain: dict[str, str | None]) -> list[str]:
    low, high = domain["minimum"], domain["maximum"]
    return [f"{low} or more"] if high is None else [f"{low} to {high}"]
