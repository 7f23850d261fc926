"""The command `table`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from generator.cli.options import json_option, operation_argument, specs_option
from generator.cli.output import colour_on, paint, write, write_json

if TYPE_CHECKING:
    from generator.pricing.table import Grid, PriceTable

EXAMPLES = """\b
Examples:
  specloom table fal/grok-imagine-video/text-to-video
  specloom table runware/grok-imagine-video/video-inference --markdown
  specloom table cloudflare/grok-imagine-video/run --json"""


@click.command("table", epilog=EXAMPLES)
@operation_argument
@click.option("--markdown", is_flag=True, help="Print Markdown.")
@json_option
@specs_option
def command(operation: str, markdown: bool, as_json: bool, specs: str | None) -> None:
    """Show the prices of OP: the rates, what lengths cost, and the documented amounts.

    All of it is made from the lines of the spec, the sentence at its head too.
    """
    from generator import prices

    if markdown and as_json:
        raise click.UsageError("--markdown and --json are two forms; give one.")
    table = prices.table(operation, specs=specs)
    if as_json:
        write_json(table.as_dict())
    elif markdown:
        write(table.markdown().rstrip())
    else:
        _show(table)


def _show(table: PriceTable) -> None:
    write(paint(table.operation, bold=True))
    write(table.sentence)
    for grid in table.grids:
        write("")
        write(paint(grid.title, bold=True))
        _grid(grid)
    for doubt in table.doubts:
        write(f"doubt: {doubt}")


def _grid(grid: Grid) -> None:
    """Print a Rich table on a terminal, aligned plain text elsewhere."""
    if not colour_on(sys.stdout):
        rows = [grid.heads, *grid.rows]
        widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
        for row in rows:
            cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
            write(("  " + "  ".join(cells)).rstrip())
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*grid.heads, header_style="dim", box=None, pad_edge=True)
    for row in grid.rows:
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)
