"""Pages about the server itself: what it received, what it delivered, and result files."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from generator.mock.mp4 import mp4
from generator.mock.service import Service, World

LISTED = 200
"""How many requests the page shows, the latest first."""
WIDEST = 4096
LONGEST = 24 * 900

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
deliveries at <a href="/_deliveries">/_deliveries</a>.</p>
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
            Route("/inbox/{name:path}", self.inbox, methods=["POST", "PUT"]),
            Route("/media/{size}/{frames:int}/{name}", self.media, methods=["GET", "HEAD"]),
        ]

    def reset(self) -> None:
        """Forget requests, deliveries and jobs."""
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

    async def inbox(self, request: Request) -> Response:  # noqa: ARG002  # the journal has it
        """Take a delivery in; it stands among what was received."""
        return Response(status_code=204)

    async def media(self, request: Request) -> Response:
        """Give a result file out."""
        found = re.fullmatch(r"(\d{2,4})x(\d{2,4})", request.path_params["size"])
        frames = request.path_params["frames"]
        if found is None or not 0 < frames <= LONGEST or max(map(int, found.groups())) > WIDEST:
            return Response("no such file", 404)
        return Response(mp4(int(found[1]), int(found[2]), frames), media_type="video/mp4")
