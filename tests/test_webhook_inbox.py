"""Events that wait to be asked for: each once, bounded, heard by threads and tasks; any body is read."""

from __future__ import annotations

import asyncio
import json
import threading
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generated._runtime.webhook_events import Event, WebhookRefused, read_events
from generated._runtime.webhook_inbox import Bell, Inbox


def test_many_threads_and_tasks_hear_of_their_jobs() -> None:
    inbox, heard = Inbox(), []

    def listen(number: int) -> None:
        bell = Bell(inbox, "fal", [f"job {number}"])
        while bell.event() is None:
            bell.wait(10)
        heard.append(number)

    async def listen_all() -> None:
        async def one(number: int) -> None:
            bell = Bell(inbox, "fal", [f"job {number}"])
            while bell.event() is None:
                await bell.wait_async(10)
            heard.append(number)

        await asyncio.gather(*(one(number) for number in range(50)))

    threads = [threading.Thread(target=listen, args=(number,)) for number in range(50)]
    threads.append(threading.Thread(target=lambda: asyncio.run(listen_all())))
    for thread in threads:
        thread.start()
    for number in range(50):
        assert inbox.add(Event("fal", f"job {number}", "succeeded", key="OK"))
    for thread in threads:
        thread.join(10)
    assert sorted(heard) == sorted([*range(50), *range(50)])


def test_the_inbox_is_bounded() -> None:
    inbox = Inbox(most_jobs=10, most_bytes=1000)
    for number in range(100):
        inbox.add(Event("fal", f"job {number}", "succeeded", key="OK", tag=f"tag {number}"), 50)
    kept = [n for n in range(100) if inbox.seen("fal", f"job {n}") is not None]
    assert kept == list(range(90, 100))
    assert inbox.seen("fal", "tag 5") is None
    assert inbox.seen("fal", "tag 99") is not None
    inbox.add(Event("fal", "large", "succeeded", key="OK"), 900)
    assert inbox.seen("fal", "large") is not None
    assert inbox.seen("fal", "job 97") is None
    assert not inbox.add(Event("fal", "job 0", "succeeded", key="OK")), "it was told before"


ITEMS = st.tuples(st.sampled_from("ab"), st.sampled_from("123"), st.booleans())


def body_of(items: list[tuple[str, str, bool]], *, flat: bool) -> bytes:
    """Return the body that reports *items*: job, result, whether it failed."""
    data = [
        {"taskUUID": job, "videoUUID": f"{job}{n}", "videoURL": n}
        for job, n, bad in items
        if not bad
    ]
    errors = [{"taskUUID": job, "code": n} for job, n, bad in items if bad]
    if flat and len(data) == 1 and not errors:
        return json.dumps(data[0]).encode()
    return json.dumps({"data": data, "errors": errors}).encode()


@settings(max_examples=200, deadline=None)
@given(deliveries=st.lists(st.tuples(st.lists(ITEMS, min_size=1, max_size=3), st.booleans())))
def test_every_piece_of_news_is_told_once(
    deliveries: list[tuple[list[tuple[str, str, bool]], bool]],
) -> None:
    """In whatever order, form and number items are delivered, each is handed over exactly once."""
    inbox, told = Inbox(), []
    for items, flat in deliveries:
        for event in read_events("runware", "tasks", body_of(items, flat=flat), ""):
            told += [(event.job_id, event.key)] if inbox.add(event) else []
    wanted = {item for items, _ in deliveries for item in items}
    assert len(told) == len(set(told)) == len(wanted)
    for job in "ab":
        seen = inbox.seen("runware", job)
        results = [] if seen is None else [result["videoURL"] for result in seen.results]
        assert sorted(results) == sorted(n for owner, n, bad in wanted if owner == job and not bad)


NAMES = "request_id status payload data errors error taskUUID id state videoUUID videoURL result"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(NAMES.split()), inner, max_size=5),
    max_leaves=12,
)
STYLES = st.sampled_from(["queue", "tasks", "blocking"])


@settings(max_examples=300, deadline=None)
@given(body=JSON, style=STYLES, tag=st.sampled_from(["", "t"]))
def test_any_body_is_read_or_refused(body: Any, style: str, tag: str) -> None:
    why = ""
    events: tuple[Event, ...] = ()
    try:
        events = read_events("p", style, json.dumps(body).encode(), tag)
    except WebhookRefused as refused:
        why = refused.reason
    assert why == ("" if events else "body")
    for event in events:
        assert event.job_id or event.tag
        assert event.status in {"succeeded", "failed", "unknown"}
        assert event.key
