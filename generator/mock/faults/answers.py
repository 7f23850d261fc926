"""Carry a request out as the plan has it: not at all, with another answer, or with none."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from generator.mock.faults.content import CHANGES, altered
from generator.mock.faults.kinds import DEFAULTS
from generator.mock.faults.laboratory import Asked, Laboratory, Strike
from generator.mock.faults.plan import Fault, RetryAfter
from generator.mock.faults.wire import Cut, Dripping, Misframed, Silent, connection_of

PAGE = "<html><head><title>{0}</title></head><body><center>nginx</center></body></html>"
"""What a gateway in front of a provider says; its name is what clients look for."""
SURPLUS = 7
"""By how many bytes a length is wrong."""

Handler = Callable[[Request], Awaitable[Response]]
Failing = Callable[[Fault, Request], Response]
"""Spells an error in the form of the provider."""


async def answered(
    laboratory: Laboratory, asked: Asked, request: Request, handle: Handler, failing: Failing
) -> Response:
    """Answer a request with *handle*, and with what goes wrong."""
    if connection_of(request.scope) is None:
        _connect_in_process(laboratory)
    strike = laboratory.strike(asked)
    if strike is None:
        return await handle(request)
    fault = strike.fault
    if fault.do == "drop-before":
        return Cut()
    if fault.do in {"error", "silence"} and fault.when != "after":
        return _instead(fault, request, failing)
    answer = await handle(request)
    if fault.do in {"error", "silence"}:
        return _instead(fault, request, failing)
    if fault.do == "slow":
        await asyncio.sleep(_seconds(fault))
        return answer
    if fault.do == "close-port":
        laboratory.close_port(_seconds(fault))
        return answer
    return _changed(laboratory, strike, asked, answer)


def _connect_in_process(laboratory: Laboratory) -> None:
    """Refuse a request that came without a connection, as a connection would be refused."""
    strike = laboratory.strike(Asked("", "connect"))
    if strike is not None or time.monotonic() < laboratory.closed_until:
        raise httpx.ConnectError("All connection attempts failed")


def _instead(fault: Fault, request: Request, failing: Failing) -> Response:
    """Return an error, or nothing at all."""
    if fault.do == "silence":
        return Silent()
    if fault.page:
        status = fault.status or 502
        answer: Response = HTMLResponse(PAGE.format(status), status)
    else:
        answer = failing(fault, request)
    if fault.retry_after is not None:
        name, value = _retry_after(fault.retry_after)
        answer.headers[name] = value
    return answer


def _retry_after(wanted: RetryAfter) -> tuple[str, str]:
    if wanted.milliseconds is not None:
        return "retry-after-ms", str(wanted.milliseconds)
    if wanted.date is not None:
        moment = datetime.now(UTC) + timedelta(seconds=wanted.date)
        return "retry-after", format_datetime(moment, usegmt=True)
    return "retry-after", str(wanted.seconds) if wanted.text is None else wanted.text


def _changed(laboratory: Laboratory, strike: Strike, asked: Asked, answer: Response) -> Response:
    """Return what becomes of *answer*; streams are cut where nothing else can be done to them."""
    fault = strike.fault
    if fault.do == "drop-after" or not hasattr(answer, "body"):
        return Cut()
    if fault.do in CHANGES:
        made = altered(
            answer, laboratory.styles.get(asked.provider, ""), fault.do, fault.word or ""
        )
        if made is None:
            laboratory.spare(strike, asked)
        return made or answer
    if fault.do == "drip":
        return Dripping(answer, _seconds(fault))
    body = bytes(answer.body)
    if fault.do == "half":
        return Misframed(answer, body[: len(body) // 2], len(body))
    if fault.do == "length-long":
        return Misframed(answer, body, len(body) + SURPLUS)
    if fault.do == "length-short":
        return Misframed(answer, body, max(0, len(body) - SURPLUS))
    return _unreadable(fault.do, answer, body)


def _unreadable(do: str, answer: Response, body: bytes) -> Response:
    """Return an answer that arrives whole and is not what it should be."""
    if do == "wrong-type":
        return HTMLResponse(PAGE.format("sign in"), answer.status_code)
    spoilt = body[: max(1, len(body) // 2)] if do == "invalid-json" else b"\xff\xfe" + body
    made = Response(spoilt, answer.status_code)
    kept = [pair for pair in answer.raw_headers if pair[0] != b"content-length"]
    made.raw_headers = [*kept, (b"content-length", str(len(spoilt)).encode())]
    return made


def _seconds(fault: Fault) -> float:
    return float(DEFAULTS[fault.do] if fault.seconds is None else fault.seconds)
