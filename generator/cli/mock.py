"""The command `mock`."""

from __future__ import annotations

import click

from generator.cli.options import specs_option

EXAMPLES = """\b
Examples:
  specloom mock
  specloom mock --provider runware --speed 10
  specloom mock --tls --port 8443
  specloom mock --faults plan.yaml"""


@click.command("mock", epilog=EXAMPLES)
@click.option("--provider", "only", metavar="NAME", help="Serve this provider alone.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8787,
    show_default=True,
    help="Port of this machine; 0 takes any that is free.",
)
@click.option("--tls", is_flag=True, help="Speak https, with a throw-away certificate.")
@click.option(
    "--seed", type=int, default=0, show_default=True, help="Ids and times follow from it."
)
@click.option(
    "--speed",
    type=click.FloatRange(0.001, 10_000),
    default=1.0,
    show_default=True,
    help="How fast jobs are; at 1 they take two or three seconds.",
)
@click.option(
    "--faults",
    type=click.Path(exists=True, dir_okay=False),
    metavar="FILE",
    help="Misbehave by this plan; docs/faults.md says how.",
)
@specs_option
def command(
    only: str | None,
    port: int,
    tls: bool,
    seed: int,
    speed: float,
    faults: str | None,
    specs: str | None,
) -> None:
    """Serve the providers' protocols on this machine, until Ctrl-C.

    Any key is accepted, except one that begins with "wrong". The header X-Specloom-Scenario, a
    key scenario:NAME, or scenario:NAME in a prompt asks for another outcome: failed, partial,
    content-policy, out-of-credits, not-found, rate-limit, server-error, slow, requeue, flaky,
    with-cost, lost-answer, no-answer, unreadable, a kind of error such as permission, code:CODE
    for a documented code, or form:FORM. A name that does not exist is answered with all of them.
    """
    _want_extra()
    from generator.cli.loading import load_providers
    from generator.cli.serving import serve
    from generator.diagnostics import CannotRun
    from generator.mock import application
    from generator.places import provider_names, specs_folder

    root = specs_folder(specs)
    if only is not None and only not in provider_names(root):
        known = ", ".join(provider_names(root))
        raise CannotRun(f"no provider is named {only}; there are {known}")
    app = application(load_providers(root, only), seed=seed, speed=speed)
    if faults is not None:
        app.state.faults(faults)
    serve(app, port, tls=tls)


def _want_extra() -> None:
    """Name the extra if one of its packages is missing."""
    from generator.diagnostics import CannotRun
    from generator.extras import MOCK, absent

    missing = absent(MOCK)
    if missing:
        names = ", ".join(missing)
        raise CannotRun(f"the mock needs {names}; run: pip install 'specloom[mock]'")
