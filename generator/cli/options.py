"""Options and arguments that several commands share."""

from __future__ import annotations

import click

specs_option = click.option(
    "--specs",
    metavar="DIR",
    help="Folder of specs; ./specs unless given, else the ones shipped with specloom.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
operation_argument = click.argument("operation", metavar="OP")
file_argument = click.argument("file", metavar="[FILE|-]", required=False)
set_option = click.option(
    "--set",
    "settings",
    metavar="K=V",
    multiple=True,
    help="Set a member, such as duration=6 or inputs.video=...; V is read as JSON, else as text.",
)
