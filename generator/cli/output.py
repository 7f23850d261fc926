"""Printing: plain where it is piped, coloured on a terminal, JSON in ASCII."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, TextIO

import click

if TYPE_CHECKING:
    from generator.diagnostics import Rejected


def ready_streams() -> None:
    """Let text that the terminal cannot show, or that is no text at all, be escaped."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def write(text: str) -> None:
    """Print *text*; a reader that has gone away is no error."""
    try:
        click.echo(text, color=None if colour_on(sys.stdout) else False)
    except BrokenPipeError:
        drop_output()


def drop_output() -> None:
    """Send what is still in the buffers nowhere, so that leaving raises no second error."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        return


def write_json(data: Any) -> None:
    """Print *data* as JSON in ASCII."""
    import json

    write(json.dumps(data, indent=2))


def complain(text: str) -> None:
    """Print one line on standard error."""
    line = " ".join(text.split())
    click.echo(f"{paint('specloom:', sys.stderr, fg='red')} {line}", err=True)


def report(rejected: Rejected) -> None:
    """Print all findings on standard error, and that nothing was done."""
    for finding in rejected.findings:
        click.echo(str(finding), err=True)
    count = len(rejected.findings)
    problems = "1 problem" if count == 1 else f"{count} problems"
    click.echo(f"{problems}; nothing was done.", err=True)


def colour_on(stream: TextIO | None) -> bool:
    """Tell whether *stream* is a terminal that wants colour."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream is not None and stream.isatty()


def paint(text: str, stream: TextIO | None = None, **style: Any) -> str:
    """Colour *text* if the stream, standard output unless given, wants it."""
    return click.style(text, **style) if colour_on(stream or sys.stdout) else text
