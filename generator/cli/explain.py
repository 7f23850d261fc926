"""The command `explain`."""

from __future__ import annotations

import click

from generator.cli.options import json_option, operation_argument, specs_option
from generator.cli.output import write, write_json

EXAMPLES = """\b
Examples:
  specloom explain fal/grok-imagine-video/text-to-video
  specloom explain runware/grok-imagine-video/video-inference inputs.frameImages.frame
  specloom explain runware/grok-imagine-video/video-inference size-from-the-table
  specloom explain cloudflare/grok-imagine-video/run price --json"""


@click.command("explain", epilog=EXAMPLES)
@operation_argument
@click.argument("name", metavar="[FIELD or RULE]", required=False)
@json_option
@specs_option
def command(operation: str, name: str | None, as_json: bool, specs: str | None) -> None:
    """Show what is documented about OP, or about one thing, with its source.

    A name may be a parameter, a response field, a rule, a line, fact or doubt of the price, an
    example, a quirk, a document, an error code, a call or a state; also price, model, auth,
    protocol, poll, webhook and errors. If it means several things, all are shown.
    """
    from generator.cli.facts import shown
    from generator.cli.loading import load_operation
    from generator.drift.provenance import passages
    from generator.explain import Subject, explain, overview
    from generator.places import specs_folder

    found = load_operation(specs, operation)
    subject = Subject(found.provider, found.family, found.operation)
    entries = [overview(subject)] if name is None else explain(subject, name)
    for entry in entries:
        read = passages(
            specs_folder(specs),
            found.provider,
            found.operation,
            str(entry["kind"]),
            str(entry["name"]),
        )
        if read:
            entry["last_read"] = read
    if as_json:
        write_json(entries[0] if name is None else entries)
    else:
        write("\n\n".join("\n".join(shown(entry)) for entry in entries))
