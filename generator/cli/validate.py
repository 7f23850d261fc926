"""The command `validate`."""

from __future__ import annotations

import click

from generator.cli.options import (
    file_argument,
    json_option,
    operation_argument,
    set_option,
    specs_option,
)
from generator.cli.output import paint, write, write_json

EXAMPLES = """\b
Examples:
  specloom validate fal/grok-imagine-video/text-to-video request.json
  echo '{"prompt": "a cat"}' | specloom validate fal/grok-imagine-video/text-to-video --json
  specloom validate fal/grok-imagine-video/text-to-video --set prompt=x --set duration=16"""


@click.command("validate", epilog=EXAMPLES)
@operation_argument
@file_argument
@set_option
@json_option
@specs_option
def command(
    operation: str, file: str | None, settings: tuple[str, ...], as_json: bool, specs: str | None
) -> None:
    """Judge a request against what is documented; exit 0 if it is valid, else 1.

    The payload is the documented request body: for Runware one task object, for Cloudflare the
    input object. It is read from FILE, or from standard input.
    """
    from generator.cli.loading import load_operation
    from generator.cli.payloads import gather
    from generator.judge import judge

    found = load_operation(specs, operation)
    violations = judge(found.operation, gather(file, settings))
    if as_json:
        listed = [violation.as_dict() for violation in violations]
        write_json({"valid": not violations, "violations": listed})
    elif violations:
        for violation in violations:
            write(str(violation))
    else:
        write(f"{paint('valid', fg='green')}: {operation}")
    raise SystemExit(1 if violations else 0)
