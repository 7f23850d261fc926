"""The task protocol over real HTTP: arrays, acknowledgements, polling, partial errors and costs."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

import httpx
import pytest
from mocked import PATHS, by_hand, client, poll, task, until
from shipped import operations

from generator.mock.running import RunningMock
from generator.price.evaluate import estimate

RUN = PATHS["runware"]


def is_done(body: Any) -> bool:
    return all(item["status"] == "success" for item in body.get("data", []))


def test_a_task_is_acknowledged_polled_and_done() -> None:
    wanted = task(width=1280, height=720, duration=8, numberResults=3, includeCost=True)
    with by_hand() as (clock, mock), client(mock.url, "runware") as c:
        answer = c.post(RUN, json=[wanted])
        head = {name: wanted[name] for name in ("taskType", "taskUUID")}
        assert (answer.status_code, answer.json()) == (200, {"data": [head]})
        bodies = []
        for _ in range(14):
            polled = c.post(RUN, json=poll(wanted["taskUUID"]))
            assert polled.status_code == 200
            bodies.append(polled.json()["data"])
            clock.advance(0.25)
        film = c.get(bodies[-1][0]["videoURL"])
    assert bodies[0] == [{**head, "status": "processing", "progress": 0}] * 3
    counts = [sum(item["status"] == "success" for item in items) for items in bodies]
    assert counts == sorted(counts), "what is ready stays"
    assert set(counts) == {0, 1, 2, 3}
    assert len({item["videoUUID"] for item in bodies[-1]}) == 3
    assert {item["taskUUID"] for items in bodies for item in items} == {wanted["taskUUID"]}
    one = {name: value for name, value in wanted.items() if name != "numberResults"}
    price = estimate(operations()["runware/grok-imagine-video/video-inference"], one, {})
    assert {Decimal(str(item["cost"])) for item in bodies[-1]} == {price.low} == {Decimal("0.56")}
    assert "1280x720/192" in bodies[-1][0]["videoURL"]
    assert film.content[4:8] == b"ftyp"


@pytest.mark.parametrize(
    ("more", "cost"),
    [
        ({"includeCost": True}, 0.3),
        ({"includeCost": False}, None),
        ({}, None),
        ({"includeCost": True, "safety": {"checkContent": True}}, 0.3),
    ],
)
def test_cost_comes_only_where_it_is_asked_for(
    specloom_mock: RunningMock, more: dict[str, Any], cost: float | None
) -> None:
    wanted = task(**more)
    with client(specloom_mock.url, "runware") as c:
        c.post(RUN, json=[wanted])
        item = until(lambda: c.post(RUN, json=poll(wanted["taskUUID"])), is_done)[-1].json()
    assert item["data"][0].get("cost") == cost
    assert ("NSFWContent" in item["data"][0]) == ("safety" in more)


def test_one_bad_task_does_not_spoil_the_others(specloom_mock: RunningMock) -> None:
    good = task()
    bad = task(duration=99, inputs={"frameImages": ["x"], "video": "y"})
    with client(specloom_mock.url, "runware") as c:
        answer = c.post(RUN, json=[good, bad, good, 5])
        body = answer.json()
    assert answer.status_code == 200
    assert [item["taskUUID"] for item in body["data"]] == [good["taskUUID"]]
    by_code = {entry["code"]: entry for entry in body["errors"]}
    (long,) = [entry for entry in body["errors"] if entry.get("parameter") == "duration"]
    assert (long["code"], long["type"]) == ("unsupportedDuration", "integer")
    assert long["taskUUID"] == bad["taskUUID"]
    assert long["documentation"].startswith("https://")
    assert by_code["conflictTaskUUID"]["taskUUID"] == good["taskUUID"]
    lists = [entry["parameter"] for entry in body["errors"] if "parameter" in entry]
    assert ["inputs.frameImages", "inputs.video", "width", "height"] in lists


def test_a_used_id_conflicts_even_with_another_body(specloom_mock: RunningMock) -> None:
    first = task()
    with client(specloom_mock.url, "runware") as c:
        assert c.post(RUN, json=[first]).status_code == 200
        answer = c.post(RUN, json=[{**first, "positivePrompt": "a dog"}])
        refused = task(duration=99)
        c.post(RUN, json=[refused])
        assert c.post(RUN, json=[{**refused, "duration": 5}]).status_code == 200
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "conflictTaskUUID"
    assert "data" not in answer.json()


@pytest.mark.parametrize("lost", ["taskUUID", "taskType", "model", "positivePrompt"])
def test_every_required_member_is_wanted(specloom_mock: RunningMock, lost: str) -> None:
    wanted = task()
    del wanted[lost]
    with client(specloom_mock.url, "runware") as c:
        answer = c.post(RUN, json=[wanted])
    assert answer.status_code in {400, 404}
    assert answer.json()["errors"]


def test_the_key_is_in_the_header_or_in_the_first_task(specloom_mock: RunningMock) -> None:
    url = specloom_mock.url + RUN
    first = {"taskType": "authentication", "apiKey": "a-key"}
    for tasks, status in (
        ([task()], 401),
        ([first, task()], 200),
        ([{**first, "apiKey": "wrong"}, task()], 401),
        ([{**first, "apiKey": ""}, task()], 401),
        ({"taskType": "ping"}, 401),
    ):
        answer = httpx.post(url, json=tasks, trust_env=False)
        assert answer.status_code == status
        if status == 401:
            assert answer.json()["errors"][0]["code"] == "invalidApiKey"
    with client(specloom_mock.url, "runware") as c:
        assert c.post(RUN, json=task()).json()["errors"][0]["message"].endswith("array of tasks.")


def test_other_tasks(specloom_mock: RunningMock) -> None:
    wanted = task()
    nobody = str(uuid.uuid4())
    with client(specloom_mock.url, "runware") as c:
        c.post(RUN, json=[wanted])
        details = {"taskType": "getTaskDetails", "taskUUID": wanted["taskUUID"]}
        asked = [
            {"taskType": "ping", "ping": True},
            details,
            {"taskType": "mediaStorage", "taskUUID": nobody, "operation": "upload", "media": "x"},
            {"taskType": "imageUpload", "taskUUID": nobody, "image": "x"},
            {"taskType": "accountManagement", "taskUUID": nobody, "operation": "getDetails"},
        ]
        pong, shown, media, image, account = c.post(RUN, json=asked).json()["data"]
        missing = c.post(RUN, json=[*poll(nobody), {**details, "taskUUID": 5}])
        broken = c.post(RUN, json=[{"taskType": "mediaStorage"}])
    assert pong["pong"] is True
    assert shown["request"] == wanted
    assert media["mediaUUID"] in media["mediaURL"]
    assert image["imageUUID"] in image["imageURL"]
    assert account["balance"] > 0
    assert missing.status_code == 404
    assert {entry["code"] for entry in missing.json()["errors"]} == {"taskFailedOrNotFound"}
    assert broken.status_code == 400


def test_a_part_of_the_results_can_fail(specloom_mock: RunningMock) -> None:
    wanted = task(numberResults=3, positivePrompt="scenario:partial")
    with client(specloom_mock.url, "runware") as c:
        c.post(RUN, json=[wanted])
        body = until(
            lambda: c.post(RUN, json=poll(wanted["taskUUID"])),
            lambda body: len(body.get("errors", [])) == 2,
        )[-1].json()
    assert [item["status"] for item in body["data"]] == ["success"]
    assert {entry["status"] for entry in body["errors"]} == {"error"}
