"""The queue protocol over real HTTP: a job's life, its errors, cancel, streams and headers."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from mocked import PATHS, T2V, by_hand, client

from generator.mock.running import RunningMock

FULL = {"prompt": "a cat", "duration": 6, "aspect_ratio": "16:9", "resolution": "720p"}


def test_a_job_waits_runs_and_ends_with_the_documented_result() -> None:
    with by_hand() as (clock, mock), client(mock.url, "fal") as c:
        answer = c.post(PATHS["fal"], json=FULL)
        job = answer.json()
        assert answer.is_success
        assert answer.headers["x-fal-request-id"] == job["request_id"]
        here = f"{mock.url}/fal/queue/xai/grok-imagine-video/requests/{job['request_id']}"
        assert job["status_url"] == f"{here}/status"
        assert (job["response_url"], job["cancel_url"]) == (here, f"{here}/cancel")
        early = c.get(here)
        assert (early.status_code, type(early.json()["detail"])) == (400, str)
        waiting = c.get(job["status_url"])
        assert (waiting.status_code, waiting.json()["status"]) == (202, "IN_QUEUE")
        assert waiting.json()["queue_position"] == job["queue_position"] >= 1
        clock.advance(1)
        running = c.get(job["status_url"], params={"logs": 1})
        assert (running.status_code, running.json()["status"]) == (202, "IN_PROGRESS")
        assert running.json()["logs"][0].keys() == {"message", "level", "source", "timestamp"}
        assert c.get(job["status_url"]).json()["logs"] is None
        clock.advance(3)
        done = c.get(job["status_url"], params={"logs": "true"})
        assert (done.status_code, done.json()["status"]) == (200, "COMPLETED")
        assert done.json()["logs"][-1]["message"] == "Finished"
        assert 1.5 <= done.json()["metrics"]["inference_time"] <= 2.5
        result = c.get(here)
        assert c.get(f"{here}/response").json() == result.json()
        video = result.json()["video"]
        film = c.get(video["url"])
    assert (video["width"], video["height"]) == (1280, 720)
    assert (video["num_frames"], video["fps"], video["duration"]) == (145, 24, 6.041667)
    assert result.headers["x-fal-billable-units"] == "6"
    assert film.headers["content-type"] == "video/mp4"
    assert film.content[4:8] == b"ftyp"


@pytest.mark.parametrize(
    ("name", "body", "size", "frames"),
    [
        ("text-to-video", {"prompt": "x"}, (1280, 720), 145),
        (
            "image-to-video",
            {"prompt": "x", "image_url": "https://example.com/a.png", "aspect_ratio": "3:2"},
            (1088, 720),
            145,
        ),
        (
            "reference-to-video",
            {"prompt": "x", "reference_image_urls": ["https://example.com/a.png"]},
            (848, 480),
            192,
        ),
        ("edit-video", {"prompt": "x", "video_url": "https://example.com/a.mp4"}, (1280, 720), 121),
        (
            "extend-video",
            {"prompt": "x", "video_url": "https://example.com/a.mp4", "duration": 10},
            (1280, 720),
            15 * 24,
        ),
    ],
)
def test_a_blocking_call_of_each_operation(
    specloom_mock: RunningMock, name: str, body: Any, size: tuple[int, int], frames: int
) -> None:
    with client(specloom_mock.base_urls["fal"]["run"], "fal") as c:
        video = c.post(f"/xai/grok-imagine-video/{name}", json=body).json()["video"]
    assert (video["width"], video["height"], video["num_frames"]) == (*size, frames)


def test_violations_are_listed_as_the_provider_does(specloom_mock: RunningMock) -> None:
    with client(specloom_mock.url, "fal") as c:
        answer = c.post(PATHS["fal"], json={"duration": 16, "resolution": "4k", "sed": 1})
    found = {tuple(entry["loc"]): entry for entry in answer.json()["detail"]}
    assert answer.status_code == 422
    assert found[("body", "prompt")]["type"] == "missing"
    assert found[("body", "duration")]["type"] == "less_than_equal"
    assert found[("body", "duration")]["input"] == 16
    assert found[("body", "resolution")]["type"] == "one_of"
    assert found[("body", "sed")]["type"] == "extra_forbidden"
    assert all(entry.keys() == {"loc", "msg", "type", "input"} for entry in found.values())


@pytest.mark.parametrize("raw", [b"", b"{", b"[1]", b'{"prompt": NaN}', b'"x"', b"\xff"])
def test_what_is_no_request_is_refused(specloom_mock: RunningMock, raw: bytes) -> None:
    with client(specloom_mock.url, "fal") as c:
        answer = c.post(PATHS["fal"], content=raw)
    assert answer.status_code == 422
    assert answer.json()["detail"]


def test_keys_are_wanted_in_the_right_scheme(specloom_mock: RunningMock) -> None:
    url = specloom_mock.url + PATHS["fal"]
    for given in ("", "Key", "Bearer a-key", "key a-key", "Key wrong-key", "a-key"):
        headers = {"authorization": given} if given else {}
        answer = httpx.post(url, json=FULL, headers=headers, trust_env=False)
        assert answer.status_code == 401, given
        assert isinstance(answer.json()["detail"], str)


def test_paths_that_lead_nowhere(specloom_mock: RunningMock) -> None:
    with client(specloom_mock.url, "fal") as c:
        for path in ("/fal/queue/xai/nothing", "/fal/run/xai/grok-imagine-video", "/fal/what"):
            answer = c.post(path, json=FULL)
            assert (answer.status_code, type(answer.json()["detail"])) == (404, str), path
        assert c.post("/fal/queue/xai/nothing", json=FULL).headers["x-fal-request-id"]
        job = c.post(PATHS["fal"], json=FULL).json()
        wrong = f"/fal/queue/{T2V}/requests/{job['request_id']}/status"
        assert c.get(wrong).status_code == 404, "status lies under owner and alias alone"
        nobody = "/fal/queue/xai/grok-imagine-video/requests/nobody"
        for method, tail in (("GET", "/status"), ("GET", ""), ("PUT", "/cancel")):
            answer = c.request(method, nobody + tail)
            assert (answer.status_code, answer.json()) == (404, {"status": "NOT_FOUND"})


def test_cancel_ends_a_job_and_comes_too_late_for_another(specloom_mock: RunningMock) -> None:
    with client(specloom_mock.url, "fal") as c:
        job = c.post(PATHS["fal"], json={"prompt": "scenario:slow"}).json()
        answer = c.put(job["cancel_url"])
        assert (answer.status_code, answer.json()) == (202, {"status": "CANCELLATION_REQUESTED"})
        status = c.get(job["status_url"]).json()
        assert (status["status"], status["error_type"]) == ("COMPLETED", "client_cancelled")
        assert c.get(job["response_url"]).status_code == 499
        again = c.put(job["cancel_url"])
        assert (again.status_code, again.json()) == (400, {"status": "ALREADY_COMPLETED"})


@pytest.mark.parametrize("path", ["status/stream", "run"])
def test_streams_of_events(specloom_mock: RunningMock, path: str) -> None:
    with client(specloom_mock.url, "fal") as c:
        if path == "run":
            text = c.post(f"/fal/run/{T2V}/stream", json=FULL).text
        else:
            job = c.post(PATHS["fal"], json=FULL).json()
            text = c.get(f"{job['response_url']}/status/stream", params={"logs": 1}).text
    events = [json.loads(part.removeprefix("data: ")) for part in text.strip().split("\n\n")]
    if path == "run":
        assert events[0]["video"]["num_frames"] == 145
    else:
        states = list(dict.fromkeys(event["status"] for event in events))
        assert states[-1] == "COMPLETED"
        assert len(events) >= 2


def test_a_deadline_for_the_start_is_heeded(specloom_mock: RunningMock) -> None:
    headers = {"X-Fal-Request-Timeout": "0.01"}
    with client(specloom_mock.url, "fal") as c:
        answer = c.post(f"/fal/run/{T2V}", json=FULL, headers=headers)
        patient = c.post(f"/fal/run/{T2V}", json=FULL, headers={"X-Fal-Request-Timeout": "60"})
    assert patient.is_success
    assert answer.status_code == 504
    assert answer.headers["x-fal-request-timeout-type"] == "user"
    assert answer.headers["x-fal-error-type"] == answer.json()["error_type"] == "request_timeout"
