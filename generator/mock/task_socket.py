"""The task protocol over a WebSocket: authentication first, then the same arrays of tasks."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from generator.mock import task_answers as answers
from generator.mock.jobs import new_uuid
from generator.mock.scenarios import MARK, UnknownScenario, asked

if TYPE_CHECKING:
    from generator.mock.task_service import TaskService


class TaskSocket:
    """Serves the sockets of one provider."""

    def __init__(self, service: TaskService) -> None:
        """Answer as *service* does."""
        self.service = service
        self.sessions: set[str] = set()

    async def serve(self, socket: WebSocket) -> None:
        """Answer messages until the client goes away."""
        await socket.accept()
        key: str | None = None
        try:
            while True:
                tasks = _parsed(await socket.receive_text())
                self.service.world.journal.note(socket.scope, "WS", tasks)
                for task in list(tasks):
                    if task.get("taskType") == "authentication":
                        key = await self._authenticate(socket, task)
                        tasks.remove(task)
                    elif task.get("taskType") == "ping":
                        pong = {"taskType": "ping", "pong": True}
                        await socket.send_text(json.dumps({"data": [pong]}))
                        tasks.remove(task)
                if tasks:
                    await self._answer(socket, tasks, key)
        except WebSocketDisconnect:
            return

    async def _authenticate(self, socket: WebSocket, task: dict[str, Any]) -> str | None:
        """Begin a session, or take an old one up."""
        key = str(task.get("apiKey", ""))
        if not self.service.world.accepts(key):
            entry = answers.error_of(self.service.fault("authentication"), task)
            await socket.send_text(json.dumps({"errors": [entry]}))
            return None
        session = task.get("connectionSessionUUID")
        if session not in self.sessions:
            session = self._new_session()
            self.sessions.add(session)
        item = {"taskType": "authentication", "connectionSessionUUID": session}
        await socket.send_text(json.dumps({"data": [item]}))
        return key

    def _new_session(self) -> str:
        """Return an id; it leaves the dice of jobs alone, so that REST and sockets give the same."""
        name = f"{self.service.world.seed}/sessions/{len(self.sessions)}"
        return new_uuid(random.Random(name))  # noqa: S311  # repeatable, not secret

    async def _answer(
        self, socket: WebSocket, tasks: list[dict[str, Any]], key: str | None
    ) -> None:
        """Carry tasks out, once a key has been given."""
        if key is None:
            fault = self.service.fault("authentication")
            body: dict[str, Any] = {"errors": [answers.error_of(fault, task) for task in tasks]}
        else:
            wish = asked(socket.headers, key if key.startswith(MARK) else "", None)
            try:
                answer = self.service.carry_out(tasks, socket, wish)
            except UnknownScenario as error:
                body = {"errors": [{"code": "unknownScenario", "message": str(error)}]}
            else:
                body = answer.body()
                if answer.mishap is not None:
                    await socket.close(1011)
                    raise WebSocketDisconnect(1011)
        await socket.send_text(json.dumps(body))


def _parsed(text: str) -> list[dict[str, Any]]:
    """Return the tasks of a message; what is no task is left out."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return []
    listed = found if isinstance(found, list) else [found]
    return [task for task in listed if isinstance(task, dict)]
