"""The task protocol: arrays of tasks over HTTP, polling with getResponse, webhooks and uploads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, WebSocketRoute

from generator.mock import task_answers as answers
from generator.mock.faults import Asked
from generator.mock.jobs import Job, new_uuid
from generator.mock.ledger import marker_of
from generator.mock.mp4 import mp4
from generator.mock.scenarios import Fault, Mishap, asked, in_prompt, scenario
from generator.mock.service import (
    Refused,
    Service,
    base_of,
    json_body,
    retry_headers,
)
from generator.mock.spoilt import Spoilt
from generator.mock.task_socket import TaskSocket

CALLS = {
    "videoInference": "submit",
    "getResponse": "status",
    "getTaskDetails": "status",
    "mediaStorage": "upload",
    "imageUpload": "upload",
}
"""What each type of task is to a plan of faults."""
NO_ARRAY = "The body must be an array of tasks."


@dataclass(slots=True)
class Answer:
    """What comes of an array of tasks."""

    data: list[dict[str, Any]] = field(default_factory=list)
    errors: list[dict[str, Any]] = field(default_factory=list)
    status: int = 200
    """The status of the first error; it counts only if nothing succeeded."""
    mishap: Mishap | None = None
    single: bool = False
    """Whether the first error stands for the whole."""

    def fail(self, status: int, entries: list[dict[str, Any]]) -> None:
        """Add errors."""
        self.errors.extend(entries)
        self.status = status if self.status == 200 else self.status

    def body(self) -> dict[str, Any]:
        """Return the body; a key without entries is left out."""
        if self.single:
            head = answers.head_of(self.errors[0])
            return {"error": self.errors[0], **head}
        parts = {"data": self.data, "errors": self.errors}
        return {name: entries for name, entries in parts.items() if entries} or {"data": []}


class TaskService(Service):
    """A provider that takes arrays of tasks."""

    def base_urls(self, base: str) -> dict[str, str]:
        """Return what stands in for each server; sockets have one address."""
        socket = f"{base}/{self.provider.id}/ws".replace("http", "ws", 1)
        servers = self.provider.spec.servers
        sockets = {name: socket for name in servers if servers[name].url.startswith("ws")}
        return {**super().base_urls(base), **sockets}

    def hints(self, base: str) -> list[str]:
        """Tell how runware-sdk is pointed here."""
        here = f"{base}/{self.provider.id}"
        socket = here.replace("http", "ws", 1)
        return [
            f'runware-sdk: Runware(transport="rest", http_base_url="{here}/v1")',
            f'         or: Runware(transport="websocket", ws_base_url="{socket}/ws")',
        ]

    def routes(self) -> list[BaseRoute]:
        """List the routes: HTTP and WebSocket."""
        socket = TaskSocket(self)
        return [
            self.route(self.path("submit"), self.tasks, "POST", free=True, call="submit"),
            WebSocketRoute("/ws", socket.serve),
            WebSocketRoute("/ws/v1", socket.serve),
        ]

    async def asked(self, call: str, request: Request) -> Asked:
        """Look at the first task: it says what is asked, and of which job."""
        body = await json_body(request)
        tasks = body if isinstance(body, list) else []
        task: dict[str, Any] = next((each for each in tasks if _type(each) in CALLS), {})
        call = CALLS.get(_type(task), call)
        job = self.jobs.get(task.get("taskUUID"))
        if job is not None:
            return Asked(self.provider.id, call, job.marker or job.id, job.id)
        name = marker_of(request.headers, body) or str(task.get("taskUUID", ""))
        return Asked(self.provider.id, call, name, str(task.get("taskUUID", "")))

    def refuse(self, refused: Refused, _request: Request) -> Response:
        """Answer with a list of errors."""
        fault = refused.fault
        body = {"errors": [answers.error_of(fault, getattr(refused, "task", None))]}
        return JSONResponse(body, fault.status, retry_headers(fault.status))

    async def tasks(self, request: Request) -> Response:
        """Carry out an array of tasks; the key is in the header or in the first of them."""
        tasks = await json_body(request)
        key = self.key(request)
        if isinstance(tasks, list) and tasks and _type(tasks[0]) == "authentication":
            key = str(tasks[0].get("apiKey", ""))
            tasks = tasks[1:]
        if not self.world.accepts(key):
            raise Refused(self.fault("authentication"))
        if not isinstance(tasks, list):
            raise Refused(replace(self.fault("validation"), code="400", message=NO_ARRAY))
        answer = self.carry_out(tasks, request, asked(request.headers, key, None))
        status = 200 if answer.data else answer.status
        response = JSONResponse(answer.body(), status, retry_headers(status))
        return response if answer.mishap is None else Spoilt(answer.mishap, response)

    def carry_out(self, tasks: list[Any], request: HTTPConnection, wish: str | None) -> Answer:
        """Carry out all tasks; what fails does not keep the others from succeeding."""
        answer = Answer()
        others: dict[str, Callable[[Answer, dict[str, Any]], None]] = {
            "getResponse": self._poll,
            "getTaskDetails": self._look_back,
            "ping": lambda answer, _: answer.data.append({"taskType": "ping", "pong": True}),
            "mediaStorage": lambda answer, task: self._store(answer, task, request, "media"),
            "imageUpload": lambda answer, task: self._store(answer, task, request, "image"),
            "accountManagement": _account,
        }
        for task in tasks:
            if not isinstance(task, dict):
                fault = replace(self.fault("validation"), code="400", message=NO_ARRAY)
                answer.fail(400, [answers.error_of(fault, None)])
            elif _type(task) in others:
                others[_type(task)](answer, task)
            else:
                self._take(answer, task, request, wish)
        return answer

    def _take(
        self, answer: Answer, task: dict[str, Any], request: HTTPConnection, wish: str | None
    ) -> None:
        """Take one inference task in, or say what is wrong with it."""
        fate = scenario(self.errors, wish or in_prompt(task))
        fault = fate.at("submit") or self._conflict(task)
        operation, violations = self.judged(str(task.get("model")), task)
        if fault is None and operation is None:
            text = f"No model is called {task.get('model')!r}."
            fault = replace(self.fault("not-found"), code="invalidModel", message=text)
        if fault is not None:
            answer.fail(fault.status, [answers.error_of(fault, task)])
            answer.single = fault.form == "single"
            return
        assert operation is not None
        if violations:
            answer.fail(400, answers.errors_of(operation, violations, task))
            return
        job = self.take(request, operation, task, fate, task["taskUUID"])
        answer.data.append(answers.acknowledged(job))
        answer.mishap = answer.mishap or fate.mishap
        self._deliver(job)

    def _conflict(self, task: dict[str, Any]) -> Fault | None:
        """Refuse an id that an accepted task has."""
        taken = self.jobs.get(task.get("taskUUID")) is not None
        return replace(self.fault("conflict"), status=400) if taken else None

    def _poll(self, answer: Answer, task: dict[str, Any]) -> None:
        """Tell all that is known of a task so far."""
        job = self.jobs.get(task.get("taskUUID"))
        if job is None:
            fault = self.fault("not-found")
            answer.fail(fault.status, [answers.error_of(fault, task)])
            return
        job.polls += 1
        if job.scenario.name == "flaky" and job.polls == 1:
            fault = Fault("provider", "503", 503, "The service is busy.")
            answer.fail(503, [answers.error_of(fault, job.payload)])
            return
        data, errors = answers.progress_of(job, self.world.clock.now())
        answer.data.extend(data)
        answer.errors.extend(errors)

    def _look_back(self, answer: Answer, task: dict[str, Any]) -> None:
        """Show a task and what came of it."""
        job = self.jobs.get(task.get("taskUUID"))
        if job is None:
            fault = self.fault("not-found")
            answer.fail(fault.status, [answers.error_of(fault, task)])
            return
        data, errors = answers.progress_of(job, self.world.clock.now())
        head = {"taskType": "getTaskDetails", "taskUUID": job.id}
        response = {"data": data, "errors": errors}
        answer.data.append({**head, "request": job.payload, "response": response})

    def _store(
        self, answer: Answer, task: dict[str, Any], request: HTTPConnection, what: str
    ) -> None:
        """Pretend to store a media file."""
        if not isinstance(task.get(what), str):
            text = f"{what} is missing"
            fault = replace(self.fault("validation"), code=f"missing{what.title()}", message=text)
            answer.fail(400, [answers.error_of(fault, task)])
            return
        stored = new_uuid(self.jobs.chance())
        head = answers.head_of(task)
        url = f"{base_of(request)}/media/480x480/24/{stored}.mp4"
        answer.data.append({**head, f"{what}UUID": stored, f"{what}URL": url})

    def _deliver(self, job: Job) -> None:
        """Send results to the addresses that the task names, each when it is ready."""
        for index in range(job.results):
            if job.payload.get("webhookURL") or job.payload.get("uploadEndpoint"):
                self.world.courier.later(self._deliver_one(job, index))

    async def _deliver_one(self, job: Job, index: int) -> None:
        await self.world.clock.sleep(job.ready_at(index) - self.world.clock.now())
        fault = job.fault
        failed = fault is not None and not (job.scenario.name == "partial" and index == 0)
        upload, hook = job.payload.get("uploadEndpoint"), job.payload.get("webhookURL")
        if upload and not failed:
            clip = job.clip
            await self.world.courier.upload(upload, mp4(clip.width, clip.height, clip.frames))
        if hook:
            item = answers.item_of(job, index)
            body = item if job.scenario.form == "flat" else {"data": [item]}
            if failed and fault is not None:
                body = {"errors": [{**answers.error_of(fault, job.payload), "status": "error"}]}
            await self.report(job, hook, body)


def _type(task: Any) -> str:
    return str(task.get("taskType")) if isinstance(task, dict) else ""


def _account(answer: Answer, task: dict[str, Any]) -> None:
    """Tell what an account might look like."""
    head = answers.head_of(task)
    body = {"organizationName": "specloom", "balance": 100.0, "apiKeys": [], "usage": {}}
    answer.data.append({**head, "operation": task.get("operation"), **body})
