"""One ASGI application for the protocols of all providers."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount

from generator.ir.provider import Provider
from generator.mock.bare_service import BareService
from generator.mock.blocking_service import BlockingService
from generator.mock.clock import Clock, ScaledClock
from generator.mock.generations_service import GenerationsService
from generator.mock.journal import Recorder
from generator.mock.pages import Pages
from generator.mock.queue_service import QueueService
from generator.mock.service import Service, World
from generator.mock.task_service import TaskService

STYLES: dict[str, type[Service]] = {
    "queue": QueueService,
    "tasks": TaskService,
    "blocking": BlockingService,
    "generations": GenerationsService,
}
"""The server of each style of protocol that specs know."""


def application(
    providers: Iterable[Provider],
    *,
    seed: int = 0,
    speed: float = 1.0,
    clock: Clock | None = None,
    keys: Iterable[str] | None = None,
) -> Starlette:
    """Return a server for *providers*, each under its own name.

    Ids and times follow from *seed* and the order of requests. At *speed* 1 a job takes two or
    three seconds; a *clock* of one's own replaces that. With *keys*, no others are accepted.
    `state.world`, `state.pages` and `state.services` give tests a look inside.
    """
    world = World(clock or ScaledClock(speed), seed, None if keys is None else frozenset(keys))
    services = {provider.id: _kind(provider)(provider, world) for provider in providers}
    pages = Pages(world, services)
    app = Starlette(
        routes=[*pages.routes(), *_mounted(services)],
        middleware=[Middleware(Recorder, journal=world.journal)],
    )
    app.state.world = world
    app.state.pages = pages
    app.state.services = services
    return app


def _kind(provider: Provider) -> type[Service]:
    """Choose the server: a blocking call with an envelope is Cloudflare's, one without is bare."""
    protocol = provider.spec.protocol
    if protocol.style == "blocking" and protocol.body.form != "envelope":
        return BareService
    return STYLES[protocol.style]


def _mounted(services: dict[str, Service]) -> list[BaseRoute]:
    """List the routes of all providers, and those that a client calls without any prefix."""
    mounts: list[BaseRoute] = [
        Mount(f"/{name}", routes=service.routes()) for name, service in services.items()
    ]
    for service in services.values():
        if isinstance(service, GenerationsService):
            return [*mounts, *service.bare_routes()]
    return mounts
