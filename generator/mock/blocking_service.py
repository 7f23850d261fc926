"""The blocking protocol: one call that waits for the result, or reports it to a webhook."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute

from generator.ir.provider import Provider
from generator.judge import judge_shape
from generator.mock.costs import cost_of
from generator.mock.jobs import Job
from generator.mock.mp4 import mp4
from generator.mock.results import facts_about, result_of
from generator.mock.scenarios import Fault
from generator.mock.service import (
    Refused,
    Service,
    World,
    json_body,
    retry_headers,
)
from generator.mock.spoilt import spoil
from generator.runtime.violations import Violation

NO_MODEL = Fault("not-found", "5007", 400, "No such model.")
INCOMPLETE = Fault("validation", "3003", 400, "model and input are required.")
NOT_BOTH = Fault("validation", "5004", 400, "webhookUrl needs background, and background needs it.")
LOGS_KEPT = 5_000


class BlockingService(Service):
    """A provider that answers when the result is there."""

    def __init__(self, provider: Provider, world: World) -> None:
        """Begin with an empty log and cache."""
        super().__init__(provider, world)
        self.logs: dict[str, Job] = {}
        self.cache: dict[str, tuple[float, Job]] = {}

    def clear(self) -> None:
        """Forget all jobs, the log and the cache."""
        super().clear()
        self.logs.clear()
        self.cache.clear()

    def hints(self, base: str) -> list[str]:
        """Tell how the official client is pointed here."""
        return [f"CLOUDFLARE_BASE_URL={base}/{self.provider.id}/client/v4"]

    def routes(self) -> list[BaseRoute]:
        """List the routes under an account."""
        run = self.path("submit")
        log = f"{run.removesuffix('/ai/run')}/ai-gateway/gateways/{{gateway}}/logs/{{log}}"
        return [
            self.route(run, self.run, "POST", call="submit"),
            self.route(log, self.log, "GET", call="status"),
            self.route("/{rest:path}", self.nowhere, "GET", "POST", "PUT", "DELETE"),
        ]

    def refuse(self, refused: Refused, _request: Request) -> Response:
        """Answer with the envelope of a failure."""
        fault = refused.fault
        texts = [_spelt(violation) for violation in refused.violations] or [fault.message]
        errors = [{"code": int(fault.code), "message": text} for text in texts]
        body = {"success": False, "errors": errors, "messages": [], "result": {}}
        return JSONResponse(body, fault.status, retry_headers(fault.status))

    async def nowhere(self, request: Request) -> Response:
        """Answer for a path that leads nowhere."""
        return self.refuse(Refused(Fault("not-found", "3042", 404, "Not found.")), request)

    async def run(self, request: Request) -> Response:
        """Run a model."""
        body = await json_body(request)
        scenario = self.scenario(request, body)
        options = self._options(body)
        payload = body["input"]
        operation, violations = self.judged(str(body["model"]), payload)
        if operation is None:
            raise Refused(NO_MODEL)
        if violations:
            raise Refused(self.fault("validation"), violations)
        job, hit = self._cached(request, body, options)
        if job is None:
            job = self.take(request, operation, payload, scenario)
            job.more.update(model=body["model"], gateway=_gateway(request, options))
            self._remember(job, request, body, options)
        if options.get("background"):
            self.world.courier.later(self._tell(job, str(options["webhookUrl"])))
            return spoil(scenario, self._enveloped(job, {"id": job.id, "state": "Running"}))
        await self._finish(job)
        return spoil(scenario, self._enveloped(job, _gateway_object(job), hit=hit))

    async def log(self, request: Request) -> Response:
        """Show the log entry of a call, with what it is thought to have cost."""
        job = self.logs.get(request.path_params["log"])
        if job is None:
            raise Refused(Fault("not-found", "3042", 404, "No such log entry."))
        cost = cost_of(job.operation, job.payload)
        entry: dict[str, Any] = {"id": job.ids[0], "model": job.more["model"], "cached": False}
        entry.update(success=job.fault is None, cost=None if cost is None else float(cost))
        return JSONResponse({"success": True, "result": entry, "errors": [], "messages": []})

    def _options(self, body: Any) -> dict[str, Any]:
        """Return the options of the envelope, once the envelope is right."""
        if not isinstance(body, dict) or not {"model", "input"} <= body.keys():
            raise Refused(INCOMPLETE)
        outer = {name: value for name, value in body.items() if name not in {"model", "input"}}
        wrong = judge_shape(self.provider.wire.options, outer, lenient=False)
        if wrong:
            raise Refused(self.fault("validation"), wrong)
        options = outer.get("options", {})
        if bool(options.get("background")) != bool(options.get("webhookUrl")):
            raise Refused(NOT_BOTH)
        return dict(options)

    def _cached(
        self, request: Request, body: Any, options: dict[str, Any]
    ) -> tuple[Job | None, bool]:
        """Return the job of an identical earlier request, if caching is on."""
        until, job = self.cache.get(_cache_key(request, body), (0.0, None))
        skip = _setting(request, options, "skip-cache", "skipCache") in {True, "true"}
        fresh = job is not None and not skip and self.world.clock.now() < until
        return (job, True) if fresh else (None, False)

    def _remember(self, job: Job, request: Request, body: Any, options: dict[str, Any]) -> None:
        """Keep a job for its log entry, and for the cache if the caller wants that."""
        self.logs[job.ids[0]] = job
        if len(self.logs) > LOGS_KEPT:
            del self.logs[next(iter(self.logs))]
        seconds = _setting(request, options, "cache-ttl", "cacheTtl")
        try:
            until = self.world.clock.now() + float(seconds or 0)
        except (TypeError, ValueError):
            return
        if seconds and job.fault is None:
            self.cache[_cache_key(request, body)] = (until, job)

    def _enveloped(self, job: Job, result: Any, *, hit: bool = False) -> Response:
        body = {"success": True, "result": result, "errors": [], "messages": []}
        if job.scenario.form == "gateway":
            body = result
        elif job.scenario.form == "bare":
            body = result.get("result")
        headers = {
            "cf-aig-log-id": job.ids[0],
            "cf-aig-request-id": job.id,
            "cf-aig-event-id": f"{job.seed:08x}",
            "cf-aig-cache-status": "HIT" if hit else "MISS",
            "cf-aig-step": "0",
            "cf-aig-model": str(job.more["model"]),
        }
        return JSONResponse(body, headers=headers)

    async def _finish(self, job: Job) -> None:
        """Wait for the end of a job, and upload what it made if that is asked for."""
        await self.world.clock.sleep(job.ends - self.world.clock.now())
        target = job.payload.get("output")
        if isinstance(target, dict) and job.fault is None and not job.more.get("uploaded"):
            job.more["uploaded"] = True
            clip = job.clip
            raw = mp4(clip.width, clip.height, clip.frames)
            await self.world.courier.upload(str(target.get("upload_url")), raw)

    async def _tell(self, job: Job, url: str) -> None:
        """Tell the webhook of a finished job, once."""
        await self._finish(job)
        made = _gateway_object(job)
        model = str(job.more["model"])
        body = {
            "id": job.id,
            "state": made["state"],
            "result": made.get("result"),
            "error": made.get("error"),
            "provider": model.partition("/")[0],
            "model": model,
            "usage": None,
        }
        await self.report(job, url, body)


def _gateway_object(job: Job) -> dict[str, Any]:
    """Return what the gateway says of a job that has ended."""
    source = {"gatewayMetadata": {"keySource": "Unified"}}
    fault = job.fault
    if fault is not None:
        return {
            "state": "Failed",
            "error": {"code": fault.code, "message": fault.message},
            **source,
        }
    job.served += 1
    facts = facts_about(job.clip, job.url())
    made = result_of(job.operation.response, facts, job.payload)
    return {"state": "Completed", "result": made, **source}


def _spelt(violation: Violation) -> str:
    return f"Bad input: {violation.path or '/'}: {violation.message}"


def _setting(request: Request, options: dict[str, Any], header: str, name: str) -> Any:
    """Return a setting of the gateway, from a header or from the options."""
    gateway = options.get("gateway")
    inside = gateway.get(name) if isinstance(gateway, dict) else None
    return request.headers.get(f"cf-aig-{header}", inside)


def _gateway(request: Request, options: dict[str, Any]) -> str:
    return str(_setting(request, options, "gateway-id", "id") or "default")


def _cache_key(request: Request, body: Any) -> str:
    own = request.headers.get("cf-aig-cache-key")
    return own or json.dumps([body["model"], body["input"]], sort_keys=True)
