"""The command `lint`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.options import json_option, specs_option
from generator.cli.output import write, write_json

if TYPE_CHECKING:
    from generator.diagnostics import Finding

EXAMPLES = """\b
Examples:
  specloom lint
  specloom lint --specs my-specs --json"""


@click.command("lint", epilog=EXAMPLES)
@json_option
@specs_option
def command(as_json: bool, specs: str | None) -> None:
    """Check specs: syntax, references, and every rule of lint.

    Each finding says where, what and how to mend it. A finding of lint that is meant so is
    silenced with `allow: [code]` in the spec.
    """
    found = _findings(specs)
    if as_json:
        write_json([_as_dict(finding) for finding in found])
    else:
        for finding in found:
            write(str(finding))
        write({0: "no problems", 1: "1 problem"}.get(len(found), f"{len(found)} problems"))
    raise SystemExit(1 if found else 0)


def _findings(specs: str | None) -> list[Finding]:
    """Gather the findings of all stages."""
    from generator.places import specs_folder
    from generator.survey import survey

    return survey(specs_folder(specs))[1]


def _as_dict(finding: Finding) -> dict[str, str | int]:
    return {
        "path": finding.origin.path,
        "line": finding.origin.line,
        "code": finding.code,
        "text": finding.text,
        "hint": finding.hint,
    }
