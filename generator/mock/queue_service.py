"""The queue protocol: submit, status, result, cancel, a blocking call, streams and webhooks."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute

from generator.mock import queue_answers as answers
from generator.mock.jobs import Job
from generator.mock.queue_storage import Storage
from generator.mock.scenarios import Fault
from generator.mock.service import Refused, Service, json_body, retry_headers
from generator.mock.spoilt import spoil

GLANCE = 0.25
"""Seconds of the mock between two events of a stream."""
CANCELLED = Fault("cancelled", "client_cancelled", 499, "The request was cancelled.", "job")
TOO_LATE = Fault("time-out", "request_timeout", 504, "The request did not start in time.", "job")


class QueueService(Service):
    """A provider whose jobs stand in a queue."""

    @property
    def prefix(self) -> str:
        """Where all of it lies."""
        return f"/{self.provider.id}"

    def base_urls(self, base: str) -> dict[str, str]:
        """Return what stands in for each server; the spare ones are the same as the first."""
        calls = self.provider.spec.protocol.calls
        places = {calls["submit"].server: "queue"}
        if "run" in calls:
            places.setdefault(calls["run"].server, "run")
        return {
            name: f"{base}{self.prefix}/{places.get(name, name).removesuffix('-backup')}"
            for name in self.provider.spec.servers
        }

    def hints(self, base: str) -> list[str]:
        """Tell how fal-client is pointed here; it insists on https."""
        scheme, _, host = base.partition("://")
        warning = [] if scheme == "https" else ["fal-client wants https: start with --tls"]
        hosts = {"FAL_RUN_HOST": "run", "FAL_QUEUE_RUN_HOST": "queue"}
        lines = [f"{name}={host}{self.prefix}/{part}" for name, part in hosts.items()]
        return [*lines, *warning]

    def routes(self) -> list[BaseRoute]:
        """List the routes: the queue, the host of blocking calls, and storage."""
        job = "/queue/{app:path}/requests/{id}"
        return [
            self.route(f"{job}/status", self.status, "GET", call="status"),
            self.route(f"{job}/status/stream", self.status_stream, "GET", call="status"),
            self.route(f"{job}/cancel", self.cancel, "PUT", call="cancel"),
            self.route(f"{job}/response", self.result, "GET", call="result"),
            self.route(job, self.result, "GET", call="result"),
            self.route("/queue/{endpoint:path}", self.submit, "POST", call="submit"),
            *Storage(self).routes(),
            self.route("/run/{endpoint:path}/stream", self.run_stream, "POST", call="submit"),
            self.route("/run/{endpoint:path}", self.run, "POST", call="submit"),
            self.route("/{rest:path}", self.nowhere, "GET", "POST", "PUT", "DELETE"),
        ]

    def refuse(self, refused: Refused, _request: Request) -> Response:
        """Answer with `detail`: a list about the input, or a text."""
        fault = refused.fault
        headers = {**answers.error_headers(fault), **retry_headers(fault.status)}
        headers["x-fal-request-id"] = self._new_id()
        if refused.violations:
            payload = getattr(refused, "payload", None)
            return JSONResponse(answers.details(refused.violations, payload), 422, headers)
        return JSONResponse(answers.error_body(fault, None), fault.status, headers)

    async def submit(self, request: Request) -> Response:
        """Put a job into the queue."""
        job = await self._accept(request)
        body = {
            "status": "IN_QUEUE",
            **answers.addresses(job, self.prefix),
            "queue_position": job.ahead,
        }
        hook = request.query_params.get("fal_webhook")
        if hook:
            self.world.courier.later(self._report(job, hook))
        headers = {"x-fal-request-id": job.id}
        return spoil(job.scenario, JSONResponse(body, headers=headers))

    async def run(self, request: Request) -> Response:
        """Do a job on this connection."""
        job = await self._accept(request)
        await self.world.clock.sleep(job.ends - self.world.clock.now())
        return spoil(job.scenario, self._outcome(job))

    async def run_stream(self, request: Request) -> Response:
        """Do a job, and send its result as an event."""
        job = await self._accept(request)

        async def events() -> AsyncIterator[str]:
            await self.world.clock.sleep(job.ends - self.world.clock.now())
            fault = job.fault
            yield _event(answers.error_body(fault, job.payload) if fault else answers.result(job))

        return StreamingResponse(events(), media_type="text/event-stream")

    async def status(self, request: Request) -> Response:
        """Say how a job is doing: 202 while it waits or runs, 200 when it has ended."""
        job = self._find(request)
        if job is None:
            return JSONResponse({"status": "NOT_FOUND"}, 404)
        job.polls += 1
        headers = {"x-fal-request-id": job.id}
        if job.scenario.name == "flaky" and job.polls == 1:
            wrong = Fault("provider", "runner_connection_error", 503, "No runner just now.")
            more = answers.error_headers(wrong)
            return JSONResponse(answers.error_body(wrong, None), 503, {**headers, **more})
        found = self._status(job, request)
        return JSONResponse(found, 200 if found["status"] == "COMPLETED" else 202, headers)

    async def status_stream(self, request: Request) -> Response:
        """Send the status whenever it has changed, until the job has ended."""
        job = self._find(request)
        if job is None:
            return JSONResponse({"status": "NOT_FOUND"}, 404)

        async def events() -> AsyncIterator[str]:
            last = None
            while True:
                found = self._status(job, request)
                if found != last:
                    yield _event(found)
                last = found
                if found["status"] == "COMPLETED":
                    return
                await self.world.clock.sleep(GLANCE)

        return StreamingResponse(events(), media_type="text/event-stream")

    async def result(self, request: Request) -> Response:
        """Hand over the result, or the error that the model ended with."""
        job = self._find(request)
        if job is None:
            return JSONResponse({"status": "NOT_FOUND"}, 404)
        if job.phase(self.world.clock.now()) != "done":
            headers = {"x-fal-request-id": job.id}
            return JSONResponse({"detail": "Request is still in progress"}, 400, headers)
        return self._outcome(job)

    async def cancel(self, request: Request) -> Response:
        """Cancel a job that has not ended."""
        job = self._find(request)
        if job is None:
            return JSONResponse({"status": "NOT_FOUND"}, 404)
        if job.phase(self.world.clock.now()) == "done":
            return JSONResponse({"status": "ALREADY_COMPLETED"}, 400)
        self.jobs.cancel(job, CANCELLED)
        return JSONResponse({"status": "CANCELLATION_REQUESTED"}, 202)

    async def nowhere(self, request: Request) -> Response:
        """Answer for a path that leads nowhere."""
        path = request.url.path.removeprefix(self.prefix)
        return JSONResponse({"detail": f"Path {path} not found"}, 404)

    async def _accept(self, request: Request) -> Job:
        """Judge a request, and make a job of it."""
        payload = await json_body(request)
        scenario = self.scenario(request, payload)
        operation, violations = self.judged(request.path_params["endpoint"], payload)
        if operation is None:
            missing = f"Path /{request.path_params['endpoint']} not found"
            raise Refused(replace(self.fault("not-found"), message=missing))
        if violations:
            refused = Refused(self.fault("validation"), violations)
            refused.payload = payload  # type: ignore[attr-defined]  # shown in the entries
            raise refused
        job = self.take(request, operation, payload, scenario)
        job.written_at = datetime.now(UTC).isoformat()
        _heed_deadline(job, request)
        return job

    def _find(self, request: Request) -> Job | None:
        """Return the job of a path, if the path names the job's own application."""
        job = self.jobs.get(request.path_params["id"])
        if job is not None and app(request) != answers.app_of(job.operation.endpoint):
            return None
        return job

    def _status(self, job: Job, request: Request) -> dict[str, Any]:
        logs = request.query_params.get("logs", "").lower() in {"1", "true"}
        return answers.status_of(job, self.world.clock.now(), self.prefix, logs=logs)

    def _outcome(self, job: Job) -> Response:
        headers = {"x-fal-request-id": job.id}
        fault = job.fault
        if fault is None:
            job.served += 1
            return JSONResponse(
                answers.result(job), headers={**headers, **answers.result_headers(job)}
            )
        headers.update(answers.error_headers(fault))
        if fault.code == TOO_LATE.code:
            headers["X-Fal-Request-Timeout-Type"] = "user"
        return JSONResponse(answers.error_body(fault, job.payload), fault.status, headers)

    async def _report(self, job: Job, url: str) -> None:
        """Send the signed webhook of a job that has ended."""
        while job.phase(self.world.clock.now()) != "done":
            await self.world.clock.sleep(GLANCE)
        fault = job.fault
        body: dict[str, Any] = {"request_id": job.id, "gateway_request_id": job.id}
        if fault is None:
            body.update(status="OK", payload=answers.result(job))
        else:
            body.update(status="ERROR", payload=answers.error_body(fault, job.payload))
            body["error"] = f"Unexpected status code: {fault.status}"

        def sign(raw: bytes, moment: int) -> dict[str, str]:
            return self.world.signer.headers(job.id, raw, moment)

        await self.report(job, url, body, sign)

    def _new_id(self) -> str:
        return f"{self.jobs.chance().getrandbits(128):032x}"


def app(request: Request) -> str:
    """Return the application that a path names."""
    return str(request.path_params["app"])


def _heed_deadline(job: Job, request: Request) -> None:
    """Let a job fail that cannot start by the deadline that the caller sets."""
    for name in ("x-fal-request-start-timeout", "x-fal-request-timeout"):
        try:
            limit = float(request.headers[name])
        except (KeyError, ValueError):
            continue
        if job.starts - job.created > limit:
            job.cancelled = TOO_LATE
            job.ends = job.created + limit
        return


def _event(data: Any) -> str:
    return f"data: {json.dumps(data)}\n\n"
