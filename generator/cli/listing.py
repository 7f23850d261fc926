"""The command `list`."""

from __future__ import annotations

import click

from generator.cli.options import json_option, specs_option
from generator.cli.output import paint, write, write_json

EXAMPLES = """\b
Examples:
  specloom list
  specloom list --json --specs my-specs"""


@click.command("list", epilog=EXAMPLES)
@json_option
@specs_option
def command(as_json: bool, specs: str | None) -> None:
    """List all operations, as the other commands name them."""
    from generator.cli.loading import load_providers
    from generator.places import specs_folder

    providers = load_providers(specs_folder(specs))
    rows = [
        {
            "operation": operation.name,
            "title": operation.title,
            "summary": operation.summary,
            "model": family.model.title,
            "provider": provider.spec.title,
            "page": operation.page,
        }
        for provider in providers
        for family in provider.families
        for operation in family.operations
    ]
    if as_json:
        write_json(rows)
        return
    width = max((len(row["operation"]) for row in rows), default=0)
    for row in rows:
        name = row["operation"] + " " * (width - len(row["operation"]))
        write(f"{paint(name, fg='cyan')}  {row['summary']}")
