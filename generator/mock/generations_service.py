"""The generations protocol: create a job, then ask for it on the same path."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute

from generator.mock.costs import cost_of
from generator.mock.jobs import Job, new_word
from generator.mock.results import facts_about, result_of
from generator.mock.scenarios import Fault
from generator.mock.service import Refused, Service, base_of, json_body, retry_headers, spoil

CREDITS = 2_000_000
"""Credits of a dollar."""
USUAL_COST = Decimal("0.06")
"""Reported, if a report is asked for, where no price is documented."""
OWN_ID = re.compile(r"[A-Za-z0-9._:-]{1,128}")
JOB_ID = re.compile(r"[A-Za-z0-9-]{16,64}")
STATES = {"waiting": "queued", "running": "generating", "done": "completed"}
OLD = {**STATES, "waiting": "waiting", "running": "active"}
"""Words of older documents."""


class GenerationsService(Service):
    """A provider whose jobs are created and asked for at one address."""

    def hints(self, base: str) -> list[str]:
        """Tell how the official client is pointed here."""
        return [f"AIML_API_BASE={base}/{self.provider.id}/v1"]

    def routes(self) -> list[BaseRoute]:
        """List the routes under the provider's prefix."""
        return [*self.bare_routes(), self.route("/{rest:path}", self.nowhere, "GET", "POST")]

    def bare_routes(self) -> list[BaseRoute]:
        """List the routes that the official client calls at the root, whatever its base URL says."""
        return [
            self.route(self.path("submit"), self.submit, "POST"),
            self.route(self.path("retrieve"), self.retrieve, "GET"),
            *self._own_paths(),
            self.route("/v2/billing", self.balance, "GET"),
            self.route("/v1/models", self.models, "GET", free=True),
        ]

    def _own_paths(self) -> list[BaseRoute]:
        """List the routes of operations that have a path of their own."""
        paths = {
            each.path for each in self.provider.operations if each.path and "{" not in each.path
        }
        routes: list[BaseRoute] = []
        for path in sorted(paths - {self.path("submit"), "/v1/models", "/v2/billing"}):
            routes += [
                self.route(path, self.submit, "POST"),
                self.route(path, self.retrieve, "GET"),
            ]
        return routes

    def refuse(self, refused: Refused, request: Request) -> Response:
        """Answer with a flat error."""
        fault = refused.fault
        texts = [f"{item.path or '(body)'}: {item.message}" for item in refused.violations]
        if fault.form == "nested":
            return JSONResponse({"error": {"message": fault.message}}, fault.status)
        request_id = f"{self.jobs.chance().getrandbits(128):032x}"
        body = {
            "message": "; ".join(texts) or fault.message,
            "path": request.url.path.removeprefix(f"/{self.provider.id}"),
            "requestId": request_id,
            "statusCode": str(fault.status),
            "timestamp": datetime.now(UTC).isoformat(),
        }
        headers = {**retry_headers(fault.status), **_echo(request)}
        if request.method == "POST":
            headers["x-inference-id"] = request_id
        return JSONResponse(body, fault.status, headers)

    async def nowhere(self, request: Request) -> Response:
        """Answer for a path that leads nowhere."""
        return self.refuse(Refused(self.fault("not-found")), request)

    async def submit(self, request: Request) -> Response:
        """Create a job."""
        payload = await json_body(request)
        scenario = self.scenario(request, payload)
        model = payload.get("model") if isinstance(payload, dict) else None
        operation, violations = self.judged(str(model), payload)
        if operation is None:
            code = self.fault("not-found" if model else "validation")
            text = f"Unknown model {model!r}." if model else "model is missing"
            raise Refused(Fault(code.kind, code.code, code.status, text))
        if violations:
            raise Refused(self.fault("validation"), violations)
        word = new_word(self.jobs.chance())
        job = self.jobs.make(operation, payload, base_of(request), scenario, word)
        headers = {"x-inference-id": job.id, **_echo(request)}
        if operation.immediate:
            await self.world.clock.sleep(job.ends - self.world.clock.now())
            if job.fault is not None:
                raise Refused(job.fault)
            facts = facts_about(job.clip, job.url())
            made = result_of(operation.response, facts, payload)
            return spoil(scenario, JSONResponse(made, headers=headers))
        return spoil(scenario, JSONResponse({"id": job.id, "status": "queued"}, headers=headers))

    async def retrieve(self, request: Request) -> Response:
        """Show a job as it stands."""
        wanted = request.query_params.get("generation_id", "")
        job = self.jobs.get(wanted)
        if job is None:
            answer = self.refuse(Refused(self.fault("not-found")), request)
            if JOB_ID.fullmatch(wanted):
                answer.headers["x-inference-id"] = wanted
            return answer
        job.polls += 1
        if job.scenario.name == "flaky" and job.polls == 1:
            return self.refuse(Refused(Fault("provider", "503", 503, "Maintenance.")), request)
        headers = {"x-inference-id": job.id, **_echo(request)}
        body = self._shown(job)
        if body["status"] == "completed" and job.scenario.name == "with-cost":
            usage = _usage(job)
            body["meta"] = {"usage": usage}
            headers["x-aimlapi-credits-used"] = str(usage["credits_used"])
            headers["x-aimlapi-usd-spent"] = str(usage["usd_spent"])
        return JSONResponse(body, headers=headers)

    async def balance(self, request: Request) -> Response:  # noqa: ARG002  # the same for all
        """Show a balance."""
        return JSONResponse({"balance": 100 * CREDITS})

    async def models(self, request: Request) -> Response:  # noqa: ARG002  # the same for all
        """List the models; the mock has no prices to show."""
        ids = dict.fromkeys(operation.endpoint for operation in self.provider.operations)
        data = [{"id": name, "aliases": [], "type": "video"} for name in ids]
        return JSONResponse({"object": "list", "data": data})

    def _shown(self, job: Job) -> dict[str, Any]:
        phase = job.phase(self.world.clock.now())
        words = OLD if job.scenario.form == "old-words" else STATES
        body: dict[str, Any] = {"id": job.id, "status": words[phase]}
        if phase != "done":
            return body
        fault = job.fault
        if fault is not None:
            error = {"name": fault.kind.replace("-", "_"), "message": fault.message}
            return {**body, "status": "error", "error": error}
        facts = facts_about(job.clip, job.url())
        return {**body, **result_of(job.operation.response, facts, job.payload)}


def _usage(job: Job) -> dict[str, int | float]:
    cost = cost_of(job.operation, job.payload) or USUAL_COST
    return {"credits_used": int(cost * CREDITS), "usd_spent": float(cost)}


def _echo(request: Request) -> dict[str, str]:
    """Return the caller's own id, if it has the right form."""
    own = request.headers.get("x-client-request-id", "")
    return {"x-client-request-id": own} if OWN_ID.fullmatch(own) else {}
