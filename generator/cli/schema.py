"""The command `schema`."""

from __future__ import annotations

import click

from generator.cli.options import operation_argument, specs_option
from generator.cli.output import write_json

EXAMPLES = """\b
Examples:
  specloom schema fal/grok-imagine-video/text-to-video
  specloom schema cloudflare/grok-imagine-video/run --wire
  specloom schema runware/grok-imagine-video/video-inference --response"""


@click.command("schema", epilog=EXAMPLES)
@operation_argument
@click.option("--wire", is_flag=True, help="Describe the whole body as it is sent.")
@click.option("--response", is_flag=True, help="Describe the documented result object.")
@click.option("--json", "as_json", is_flag=True, hidden=True, help="JSON is all there is.")
@specs_option
def command(operation: str, wire: bool, response: bool, as_json: bool, specs: str | None) -> None:
    """Print JSON Schema 2020-12 of the payload of OP, rules about several parameters included."""
    from generator.cli.loading import load_operation
    from generator.schema import payload_schema, response_schema, wire_schema

    del as_json
    if wire and response:
        raise click.UsageError("--wire and --response are two different schemas; give one.")
    found = load_operation(specs, operation)
    if wire:
        write_json(wire_schema(found.provider, found.operation))
    elif response:
        write_json(response_schema(found.operation))
    else:
        write_json(payload_schema(found.operation))
