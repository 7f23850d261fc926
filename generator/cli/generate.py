"""The command `generate`."""

from __future__ import annotations

import click

from generator.cli.options import specs_option

EXAMPLES = """\b
Examples:
  specloom generate
  specloom generate --only fal --diff
  specloom generate --check"""


@click.command("generate", epilog=EXAMPLES)
@click.option("--only", metavar="PROVIDER", help="Touch and check this provider alone.")
@specs_option
@click.option(
    "--out",
    metavar="DIR",
    default="generated",
    show_default=True,
    help="Folder to write; one that holds files of others is refused.",
)
@click.option(
    "--check", is_flag=True, help="Write nothing; exit 1 with a diff if anything differs."
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    metavar="N",
    help="How many processes may work at once. As many as there are cores, unless given.",
)
@click.option("--diff", is_flag=True, help="Show what changes.")
def command(
    only: str | None, specs: str | None, out: str, check: bool, jobs: int | None, diff: bool
) -> None:
    """Write typed packages, validators, estimators and tests from specs.

    All or nothing: with a finding in a spec, no file is touched.
    """
    import gc

    from generator.pipeline import run

    gc.set_threshold(20_000)  # nearly all that a run makes lives to its end
    raise SystemExit(run(specs, out, only, check=check, diff=diff, echo=click.echo, jobs=jobs))
