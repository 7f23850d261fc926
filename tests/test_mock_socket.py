"""The task protocol over a real WebSocket."""

from __future__ import annotations

import json
from typing import Any

from mocked import poll, task
from websockets.sync.client import ClientConnection, connect

from generator.mock.running import RunningMock


def say(socket: ClientConnection, *tasks: dict[str, Any]) -> dict[str, Any]:
    socket.send(json.dumps(list(tasks)))
    answer: dict[str, Any] = json.loads(socket.recv(timeout=10))
    return answer


def test_a_session_and_a_task(specloom_mock: RunningMock) -> None:
    url = specloom_mock.base_urls["runware"]["socket"]
    wanted = task()
    with connect(url, proxy=None) as socket:
        refused = say(socket, wanted)
        assert refused["errors"][0]["code"] == "invalidApiKey"
        login = {"taskType": "authentication", "apiKey": "a-key"}
        assert "errors" in say(socket, {**login, "apiKey": "wrong"})
        (item,) = say(socket, login)["data"]
        session = item["connectionSessionUUID"]
        assert say(socket, {"taskType": "ping", "ping": True})["data"][0]["pong"] is True
        head = {name: wanted[name] for name in ("taskType", "taskUUID")}
        assert say(socket, wanted) == {"data": [head]}
        assert say(socket, wanted)["errors"][0]["code"] == "conflictTaskUUID"
    with connect(url, proxy=None) as socket:
        (item,) = say(socket, {**login, "connectionSessionUUID": session})["data"]
        assert item["connectionSessionUUID"] == session
        while say(socket, *poll(wanted["taskUUID"]))["data"][0]["status"] != "success":
            pass
        for text in ("no JSON", "5", "[1, null]"):
            socket.send(text)
        assert "errors" in say(socket, task(positivePrompt="scenario:rate-limit"))
        assert "errors" in say(socket, task(positivePrompt="scenario:nonsense"))


def test_keys_do_not_stand_in_the_journal(specloom_mock: RunningMock) -> None:
    specloom_mock.reset()
    with connect(specloom_mock.base_urls["runware"]["socket"], proxy=None) as socket:
        say(socket, {"taskType": "authentication", "apiKey": "a-most-secret-key"})
    (entry,) = specloom_mock.received()
    assert entry["method"] == "WS"
    assert entry["body"] == [{"taskType": "authentication", "apiKey": "[hidden]"}]
