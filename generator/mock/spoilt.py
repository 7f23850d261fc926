"""Answers that a scenario spoils: lost, never given, or no JSON."""

from __future__ import annotations

import httpx
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from generator.mock.faults.wire import gone
from generator.mock.scenarios import Mishap, Scenario


class BrokenOff(httpx.ReadError):
    """The connection breaks: over a port because of the exception, in process by being one."""


class Spoilt(Response):
    """An answer that never arrives as it should."""

    def __init__(self, mishap: Mishap, answer: Response) -> None:
        """Keep what happens instead of *answer*."""
        super().__init__(b"<html>Service under maintenance</html>", media_type="text/html")
        self.mishap = mishap
        self.headers["x-specloom-mishap"] = mishap
        self.answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Break off, keep silent, or say something that is no JSON."""
        if self.mishap == "unreadable":
            await super().__call__(scope, receive, send)
        elif self.mishap == "no-answer":
            await gone(receive)
        else:
            headers = [(b"content-length", b"1000"), (b"content-type", b"application/json")]
            start = {"type": "http.response.start", "status": 200, "headers": headers}
            await send(start)
            await send({"type": "http.response.body", "body": b"{", "more_body": True})
            raise BrokenOff("the connection breaks, as the scenario asks")


def spoil(scenario: Scenario, answer: Response) -> Response:
    """Return *answer*, or what the scenario makes of it."""
    return answer if scenario.mishap is None else Spoilt(scenario.mishap, answer)
