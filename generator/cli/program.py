"""The group of commands, which loads each one only when it is called, and the exit codes."""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Sequence
from typing import Any

import click

from generator.cli.output import complain, drop_output, ready_streams, report

COMMANDS = {
    "generate": "Write typed packages, validators, estimators and tests from specs.",
    "lint": "Check specs, and say what is wrong and where.",
    "list": "List all operations.",
    "schema": "Print the JSON Schema of a request, its whole body, or its result.",
    "validate": "Judge a request: every violation at once.",
    "estimate": "Say what a request will cost, line by line.",
    "batch": "Price a file of jobs, row by row: CSV, Parquet or JSON lines.",
    "compare": "Price one wish at every operation that can serve it, cheapest first.",
    "table": "Show the prices of an operation as tables.",
    "plot": "Draw cost against seconds, as PNG or SVG.",
    "price-diff": "Say what a change of the specs does to the cost of jobs.",
    "reconcile": "Hold bills against estimates, and find what would explain the drift.",
    "mock": "Serve the providers' protocols on this machine, for tests and trials.",
    "jobs": "List, show and finish the paid jobs that a client wrote into its journal.",
    "explain": "Show what is documented about an operation, parameter, rule or price.",
    "import": "Draft specs from documents that nobody has described yet.",
    "diff": "Say what changed between two states of specs or documents, and what it breaks.",
    "drift": "Say where documents and specs differ, and propose the change of the specs.",
    "release": "Record a version and a changelog entry for what changed in the specs.",
    "refresh": "Fetch, compare, propose, generate and test: all that a reviewer needs.",
}
HIDDEN = ("demo",)
"""Commands that help does not list."""
MODULES = {"list": "listing", "price-diff": "price_diff", "import": "importing"}
"""Modules that could not be called like their command."""

EXAMPLES = """\b
Examples:
  specloom list
  specloom validate fal/grok-imagine-video/text-to-video request.json
  specloom estimate fal/grok-imagine-video/text-to-video --set prompt=x --set duration=8
  specloom explain runware/grok-imagine-video/video-inference duration

Exit codes: 0 fine; 1 findings, not valid or refused; 2 could not run."""


class LazyGroup(click.Group):
    """A group that names its commands without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """List the commands in the order of work."""
        return list(COMMANDS)

    def get_command(
        self, ctx: click.Context, cmd_name: str  # noqa: ARG002  # click's signature
    ) -> click.Command | None:
        """Import the module of one command."""
        if cmd_name not in COMMANDS and cmd_name not in HIDDEN:
            return None
        module = importlib.import_module(f"generator.cli.{MODULES.get(cmd_name, cmd_name)}")
        command: click.Command = module.command
        return command

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002  # click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        """Print the commands from the table, so that help imports none of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or suggest the one that was perhaps meant."""
        if args and args[0] not in (*COMMANDS, *HIDDEN) and not args[0].startswith("-"):
            close = difflib.get_close_matches(args[0], COMMANDS, 1)
            hint = f" Did you mean {close[0]}?" if close else ""
            ctx.fail(f"No such command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)


@click.version_option(package_name="specloom", prog_name="specloom")
@click.group(
    cls=LazyGroup, epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]}
)
def specloom() -> None:
    """Turn the documentation of generative-media providers into packages that judge and price a request."""


def run(arguments: Sequence[str]) -> int:
    """Run one command and return the exit code; a user's mistake never shows a traceback."""
    from generator.diagnostics import CannotRun, Rejected

    ready_streams()
    try:
        code: Any = specloom.main(list(arguments), prog_name="specloom", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return 2
    except Rejected as rejected:
        report(rejected)
        return 1
    except CannotRun as error:
        complain(str(error))
        return 2
    except click.Abort:
        return 130
    except OSError as error:
        drop_output()
        where = f"{error.filename}: " if error.filename else ""
        complain(f"cannot go on: {where}{error.strerror or error}")
        return 2
    except SystemExit as left:
        code = left.code
    return code if isinstance(code, int) else 0
