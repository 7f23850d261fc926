# Copied by `specloom generate` from generator/runtime/upload_steps.py.
"""How files get to a provider's own storage. Steps only; what is read at once is bounded."""

from __future__ import annotations

from .errors import ConnectionFailed, UnexpectedAnswer
from .files import File, FileRefused
from .http import Answer, Pause, Request
from .retry import PASSING, Retry, retry_after

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from .http import Steps
    from .protocol import Protocol

RETRY_FOR = 60.0
"""Seconds for which one request of an upload is sent again."""

STORES = {"queue": ("url",), "tasks": ("uuid", "url")}
"""What an upload gives, by style of protocol; the others document no storage."""


class Parts:
    """An upload in parts that has begun."""

    __slots__ = ("address", "count", "headers", "url")

    def __init__(self, address: str, url: str, headers: dict[str, str], count: int) -> None:
        """Keep the parts: *address* of the file, *url* of the upload, *headers* with the token."""
        self.address = address
        self.url = url
        self.headers = headers
        self.count = count


def begin(protocol: Protocol, file: File, *, asynchronous: bool) -> Steps[str | Parts]:
    """Upload *file* to fal's storage and return its address, or begin an upload in parts."""
    login, base = yield from _login(protocol)
    headers = {**login, "Content-Type": file.content_type, "X-Fal-File-Name": file.name}
    large = file.size > file.parts_above
    place = protocol.provider.calls["upload-start" if large else "upload"][1]
    request = Request("POST", f"{base}{place}", headers=headers, keyless=True)
    if not large:
        _carry(request, file.body(asynchronous=asynchronous))
    data = _object(protocol, (yield from _sent(request)))
    address = _address(data, "access_url")
    if not large:
        return address
    upload = data.get("uploadId")
    if not isinstance(upload, str) or not upload or not _same_site(address, base):
        raise UnexpectedAnswer("the upload was begun at an odd place", provider="fal")
    from urllib.parse import quote

    url = f"{address}/multipart/{quote(upload, safe='')}"
    return Parts(address, url, login, -(-file.size // file.part_size))


def part(
    parts: Parts, file: File, number: int, protocol: Protocol, *, asynchronous: bool
) -> Steps[dict[str, Any]]:
    """Upload the part *number*, from 1, and return its mark."""
    request = Request("PUT", f"{parts.url}/{number}", headers=parts.headers, keyless=True)
    start = (number - 1) * file.part_size
    _carry(request, file.body(asynchronous=asynchronous, start=start, size=file.part_size))
    answer = yield from _sent(request)
    mark = answer.headers.get("etag")
    if not answer.ok:
        raise protocol.refused(answer)
    if not mark:
        raise UnexpectedAnswer("a part of the file was taken, but its mark is missing")
    return {"partNumber": number, "etag": mark}


def complete(parts: Parts, marks: Sequence[dict[str, Any]], protocol: Protocol) -> Steps[str]:
    """Join the parts, and return the address of the file."""
    body = {"parts": sorted(marks, key=lambda mark: int(mark["partNumber"]))}
    request = Request(
        "POST", f"{parts.url}/complete", headers=parts.headers, body=body, keyless=True
    )
    answer = yield from _sent(request)
    if not answer.ok:
        raise protocol.refused(answer)
    return parts.address


def _login(protocol: Protocol) -> Steps[tuple[dict[str, str], str]]:
    """Get a token for uploads, and the server that takes it."""
    query = {"storage_type": "fal-cdn-v3"}
    request = Request("POST", protocol.url("storage-token"), query=query, body={})
    data = _object(protocol, (yield from _sent(request)))
    kind, token, base = data.get("token_type"), data.get("token"), _address(data, "base_url")
    if not (isinstance(kind, str) and isinstance(token, str) and f"{kind}{token}".isprintable()):
        raise UnexpectedAnswer("the answer holds no token for uploads")
    if base.startswith("http:") and not protocol.url("storage-token").startswith("http:"):
        raise UnexpectedAnswer("uploads are sent to an address without encryption")
    return {"Authorization": f"{kind} {token}"}, base.rstrip("/")


def stored(protocol: Protocol, file: File, form: str) -> Steps[str]:
    """Upload *file* to Runware's storage and return its UUID, or its address if *form* is url."""
    from uuid import uuid4

    task = {
        "taskType": "mediaStorage",
        "taskUUID": str(uuid4()),
        "operation": "upload",
        "media": file.data_uri(),
    }
    answer = yield Request("POST", protocol.url("media-storage"), body=[task])
    assert answer is not None, "a request is answered"
    data = _object(protocol, answer)
    listed = data.get("data")
    items = listed if isinstance(listed, list) else []
    name = "mediaURL" if form == "url" else "mediaUUID"
    for item in items:
        value = item.get(name) if isinstance(item, dict) else None
        if isinstance(value, str) and value and value.isprintable():
            return value
    raise protocol.refused(answer)


def _carry(request: Request, body: Any) -> None:
    """Let *request* carry a body that is read while it is sent."""
    request.headers["Content-Length"] = str(len(body))
    request.content = body


def _sent(request: Request) -> Steps[Answer]:
    """Send a request that may be repeated without harm, again while that may help."""
    retry = Retry(RETRY_FOR, 0.5)
    while True:
        answer: Answer | None = None
        error: ConnectionFailed | None = None
        try:
            answer = yield request
        except ConnectionFailed as failed:
            error = failed
        if answer is not None and answer.status not in PASSING:
            return answer
        pause = retry.pause(retry_after(answer) if answer is not None else None)
        if pause is None:
            if answer is not None:
                return answer
            assert error is not None, "either an answer or an error"
            raise error
        yield Pause(pause)


def _object(protocol: Protocol, answer: Answer) -> dict[str, Any]:
    if not answer.ok:
        raise protocol.refused(answer)
    data = answer.json()
    if not isinstance(data, dict):
        raise UnexpectedAnswer("the answer is no object", status=answer.status)
    return data


def _address(data: dict[str, Any], name: str) -> str:
    value = data.get(name)
    if isinstance(value, str) and value.startswith(("https://", "http://")):
        plain = value.isascii() and value.isprintable() and " " not in value
        if plain and len(value) <= 2_000:
            return value
    raise UnexpectedAnswer(f"{name} of the answer is no address")


def _same_site(first: str, second: str) -> bool:
    """Tell whether a token for *second* may go to *first*: one host, or names of one owner."""
    from urllib.parse import urlsplit

    try:
        one, two = urlsplit(first), urlsplit(second)
        if (one.scheme, one.port) != (two.scheme, two.port):
            return False
    except ValueError:
        return False
    if one.hostname == two.hostname:
        return True
    tails = [(parts.hostname or "").split(".")[-2:] for parts in (one, two)]
    return tails[0] == tails[1] and len(tails[0]) == 2 and tails[0][1].isalpha()


def no_storage(title: str, field: str) -> FileRefused:
    """Return the error for a provider that takes no files."""
    what = field or "inputs"
    text = f"{title} documents no files here: for {what} give the address of a file on the web"
    return FileRefused(text, field=field, repeat="no")
