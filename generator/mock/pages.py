"""Pages about the server itself: what it received, what it delivered, and result files."""

from __future__ import annotations

import json
from collections.abc import Mapping

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from generator.mock.faults import Asked
from generator.mock.faults.answers import answered
from generator.mock.faults.plan import Fault
from generator.mock.jobs import Job
from generator.mock.ledger import rows
from generator.mock.media import id_of, media
from generator.mock.service import Service, World

LISTED = 200
"""How many requests the page shows, the latest first."""
EXPIRED = "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>"

PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>specloom mock</title>
<style>
body { font-family: sans-serif; margin: 2em }
table { border-collapse: collapse }
td, th { border-bottom: 1px solid #ccc; padding: .3em .8em; text-align: left; vertical-align: top }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere }
</style>
<h1>specloom mock</h1>
<p>{{ total }} requests received; as JSON at <a href="/_received">/_received</a>,
deliveries at <a href="/_deliveries">/_deliveries</a>, what jobs were charged at
<a href="/_ledger">/_ledger</a>, what went wrong by plan at <a href="/_faults">/_faults</a>.</p>
<table>
<tr><th>No.<th>Request<th>Status<th>Body
{% for entry in entries %}
<tr><td>{{ entry.number }}<td>{{ entry.method }} {{ entry.path }}<td>{{ entry.status }}
<td><pre>{{ entry.body }}</pre>
{% endfor %}
</table>
</html>
"""
_PAGE = Environment(autoescape=True).from_string(PAGE)
_SECURITY = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "X-Content-Type-Options": "nosniff",
}


class Pages:
    """The routes that belong to no provider."""

    def __init__(self, world: World, services: Mapping[str, Service]) -> None:
        """Show what happens in *world*."""
        self.world = world
        self.services = services

    def routes(self) -> list[BaseRoute]:
        """List the routes."""
        return [
            Route("/", self.page, methods=["GET"]),
            Route("/_received", self.received, methods=["GET", "DELETE"]),
            Route("/_deliveries", self.delivered, methods=["GET"]),
            Route("/_ledger", self.ledger, methods=["GET"]),
            Route("/_faults", self.faults, methods=["GET"]),
            Route("/inbox/{name:path}", self.inbox, methods=["POST", "PUT"]),
            Route("/media/{size}/{frames:int}/{name}", self.media, methods=["GET", "HEAD"]),
        ]

    def reset(self) -> None:
        """Forget requests, deliveries and jobs; a plan of faults begins anew."""
        self.world.laboratory.restart()
        self.world.journal.clear()
        self.world.courier.deliveries.clear()
        for service in self.services.values():
            service.clear()

    async def page(self, request: Request) -> Response:  # noqa: ARG002  # the same for all
        """Show what was received to people."""
        latest = list(self.world.journal.entries)[::-1]
        entries = [
            {**entry.as_dict(), "body": json.dumps(entry.body, indent=1)[:5_000]}
            for entry in latest[:LISTED]
        ]
        return HTMLResponse(_PAGE.render(entries=entries, total=len(latest)), headers=_SECURITY)

    async def received(self, request: Request) -> Response:
        """Show what was received to programs, or forget it."""
        if request.method == "DELETE":
            self.reset()
            return Response(status_code=204)
        return JSONResponse([entry.as_dict() for entry in self.world.journal.entries])

    async def delivered(self, request: Request) -> Response:  # noqa: ARG002  # the same for all
        """Show what was delivered, and what was refused."""
        return JSONResponse([item.as_dict() for item in self.world.courier.deliveries])

    async def ledger(self, request: Request) -> Response:  # noqa: ARG002  # the same for all
        """Show what was charged for each accepted job."""
        listed = [(name, job) for name, service in self.services.items() for job in service.jobs]
        return JSONResponse(rows(listed, self.world.clock.now()))

    async def faults(self, request: Request) -> Response:  # noqa: ARG002  # the same for all
        """Show the faults of the plan, and how often each has happened."""
        return JSONResponse(self.world.laboratory.fired())

    async def inbox(self, request: Request) -> Response:  # noqa: ARG002  # the journal has it
        """Take a delivery in; it stands among what was received."""
        return Response(status_code=204)

    async def media(self, request: Request) -> Response:
        """Give a result file out, or what a plan of faults makes of it."""
        provider, job = self._owner(id_of(request.path_params["name"]))
        name = "" if job is None else job.marker or job.id
        asked = Asked(provider, "download", name, "" if job is None else job.id)
        laboratory = self.world.laboratory

        async def handed(request: Request) -> Response:
            if job is not None and request.method == "GET":
                job.downloads += 1
            return media(request, laboratory.plan.media_bytes)

        return await answered(laboratory, asked, request, handed, _expired)

    def _owner(self, id: str) -> tuple[str, Job | None]:
        """Return the provider and the job that a result belongs to."""
        for name, service in self.services.items():
            job = service.jobs.of_result(id)
            if job is not None:
                return name, job
        return "", None


def _expired(fault: Fault, request: Request) -> Response:  # noqa: ARG001  # the same for all
    """Answer as stores of files do, for an address that has had its time."""
    return Response(EXPIRED, fault.status or 403, media_type="application/xml")
