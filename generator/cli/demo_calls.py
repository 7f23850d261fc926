"""The part of the demo that makes calls: the local server, and all operations through the clients."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from generator.cli.output import colour_on, paint, write
from generator.extras import MOCK, absent

if TYPE_CHECKING:
    from generator.ir.provider import Operation, Provider

SPEED = 4.0
"""How much faster than usual the local server works, so that nobody waits."""


def run_operations(providers: tuple[Provider, ...]) -> None:
    """Run every operation through its generated client against the local server."""
    missing = absent(MOCK)
    if missing:
        write(f"  left out: {', '.join(missing)} missing; pip install 'specloom[mock]'")
        return
    from generator.mock import application
    from generator.mock.running import RunningMock

    with RunningMock(application(providers, speed=SPEED)) as server:
        write(f"  the local server answers at {server.url}; nothing leaves this machine")
        for provider in providers:
            module = import_module(f"generated.{provider.python_name}")
            client = getattr(module, provider.spec.class_name)
            urls = server.base_urls[provider.id]
            with client(key="a-key", account="an-account", base_urls=urls, interval=0.1) as of:
                for family in provider.families:
                    for operation in family.operations:
                        bound = getattr(getattr(of, family.python_name), operation.python_name)
                        _run(operation, bound)


def _run(operation: Operation, bound: Any) -> None:
    """Run one operation and show how it goes."""
    from generated._runtime.errors import CallError

    request = _request(operation)
    shown: list[str] = []
    try:
        job = bound.submit(**request)
        for status in job.events(deadline=60):
            place = f" {status.position}" if status.position is not None else ""
            _progress(operation.name, shown, f"{status.value}{place}")
        result = job.result()
    except CallError as error:
        _end(operation.name, shown, paint(f"failed: {error}", fg="red"))
        return
    cost = f", reported cost ${job.cost}" if job.cost is not None else ""
    _end(operation.name, shown, f"{_address(result.model_dump())}{cost}")


def _request(operation: Operation) -> dict[str, Any]:
    """Take the first documented request that is right, without what the client supplies."""
    supplied = {member.name for member in operation.parameters.members if member.supplied}
    right = (each for each in operation.examples if each.request is not None and not each.refused)
    return {key: value for key, value in (next(right).request or {}).items() if key not in supplied}


def _progress(name: str, shown: list[str], word: str) -> None:
    """Show the states so far on one line of a terminal; elsewhere they come at the end."""
    if not shown or shown[-1] != word:
        shown.append(word)
    if colour_on(sys.stdout):
        sys.stdout.write(f"\r\x1b[K  {name[:44]}  {' > '.join(shown)}"[:78])
        sys.stdout.flush()


def _end(name: str, shown: list[str], text: str) -> None:
    if colour_on(sys.stdout):
        sys.stdout.write("\r\x1b[K")
        sys.stdout.flush()
    write(f"  {name}: {' > '.join(shown)}")
    write(f"      {text}")


def _address(result: Any) -> str:
    """Find the address of the video in a result."""
    if isinstance(result, dict):
        found = [_address(value) for value in result.values()]
        return next((address for address in found if address), "")
    return result if isinstance(result, str) and result.startswith("http") else ""
