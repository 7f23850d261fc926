"""Bare calls: one POST for each operation, answered with its result. What imported providers have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute

from generator.ir.provider import Operation
from generator.ir.shape import Member
from generator.judge import judge
from generator.mock.results import facts_about, result_of
from generator.mock.scenarios import Fault
from generator.mock.service import (
    Refused,
    Service,
    json_body,
    retry_headers,
    unsupplied,
)
from generator.mock.spoilt import spoil


class BareService(Service):
    """A provider whose calls stay open until the result is there."""

    def routes(self) -> list[BaseRoute]:
        """List the one route, behind which paths are compared with those of the operations."""
        return [self.route("/{rest:path}", self.run, "POST", "GET", call="submit")]

    def refuse(self, refused: Refused, _request: Request) -> Response:
        """Answer with a text for people."""
        texts = [f"{each.path or '(body)'}: {each.message}" for each in refused.violations]
        body = {"message": "; ".join(texts) or refused.fault.message}
        return JSONResponse(body, refused.fault.status, retry_headers(refused.fault.status))

    async def run(self, request: Request) -> Response:
        """Run an operation."""
        whole = bytes(request.scope["raw_path"]).decode("latin-1")  # a value may hold a slash
        path = whole.partition("?")[0].removeprefix(f"/{self.provider.id}")
        found = [
            (operation, inside)
            for operation in self.provider.operations
            if (inside := matched(self.address(operation), path)) is not None
        ]
        if not found:
            raise Refused(Fault("not-found", "404", 404, "Not found.", documented=False))
        body = await json_body(request)
        scenario = self.scenario(request, body)
        verdicts = []
        for operation, inside in found:
            payload = gathered(operation, request, inside, body)
            wrong = [*judge(operation, payload), *unsupplied(operation, payload)]
            verdicts.append((len(wrong), operation, payload, wrong))
        _, operation, payload, wrong = min(verdicts, key=lambda verdict: verdict[0])
        if wrong:
            raise Refused(self.fault("validation"), wrong)
        job = self.take(request, operation, payload, scenario)
        await self.world.clock.sleep(job.ends - self.world.clock.now())
        if job.fault is not None:
            raise Refused(job.fault)
        facts = facts_about(job.clip, job.url())
        return spoil(scenario, JSONResponse(result_of(operation.response, facts, payload)))

    def address(self, operation: Operation) -> str:
        """Return the path at which *operation* is called, that of its server included."""
        call = self.provider.spec.protocol.calls["submit"]
        server = urlsplit(self.provider.spec.servers[call.server].url).path
        return server + (operation.path or call.path).replace("{endpoint}", operation.endpoint)


def matched(pattern: str, path: str) -> dict[str, str] | None:
    """Return what stands in *path*, as it was sent, for the placeholders of *pattern*, if the two fit."""
    wanted, given = pattern.split("/"), [unquote(step) for step in path.split("/")]
    if len(wanted) != len(given):
        return None
    found: dict[str, str] = {}
    for step, value in zip(wanted, given, strict=True):
        if step.startswith("{") and step.endswith("}") and value:
            found[step[1:-1]] = value
        elif step != value:
            return None
    return found


def gathered(operation: Operation, request: Request, inside: Mapping[str, str], body: Any) -> Any:
    """Put together what a request carries in path, query, headers and body."""
    if not isinstance(body, dict):
        return body
    homes = {"path": inside, "query": request.query_params, "header": request.headers}
    outside = {
        member.name: typed(member, homes[member.sent_in][member.name])
        for member in operation.parameters.members
        if member.sent_in is not None and member.name in homes[member.sent_in]
    }
    return {**body, **outside}


def typed(member: Member, text: str) -> Any:
    """Read a parameter of an address or a header as what it is documented to be."""
    types = member.shape.types
    if "boolean" in types and text in {"true", "false"}:
        return text == "true"
    for name, read in (("integer", int), ("number", float)):
        if name in types:
            try:
                return read(text)
            except ValueError:
                return text
    return text.split(",") if types == ("array",) else text
