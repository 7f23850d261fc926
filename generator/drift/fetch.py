"""Fetch pages with httpx; what was fetched before is asked for by its ETag."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from pathlib import Path

import httpx

from generator.diagnostics import CannotRun
from generator.importer.documents import MAX_BYTES

SECONDS = 30.0
REDIRECTS = 5
AGENT = "specloom"
ACCEPT = "text/markdown, text/plain, application/json, */*;q=0.5"
"""Pages are read as Markdown where the server has it."""


def is_address(text: str) -> bool:
    """Tell whether *text* is an address on the web."""
    return text.startswith(("https://", "http://"))


def fetch(address: str, folder: Path) -> bytes:
    """Return what stands at *address*; *folder* keeps it with its ETag.

    Raises `CannotRun` if it cannot be had: that is never taken for a change.
    """
    kept = folder / hashlib.sha256(address.encode()).hexdigest()
    headers, body = _kept(kept)
    try:
        with (
            httpx.Client(follow_redirects=True, max_redirects=REDIRECTS, timeout=SECONDS) as client,
            client.stream(
                "GET",
                raw_address(address),
                headers={"User-Agent": AGENT, "Accept": ACCEPT, **headers},
            ) as answer,
        ):
            if answer.status_code == httpx.codes.NOT_MODIFIED and body is not None:
                return body
            if answer.status_code != httpx.codes.OK:
                raise CannotRun(f"{address}: the server answers {answer.status_code}")
            body = _body(answer, address)
            _keep(kept, answer, body)
            return body
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise CannotRun(
            f"{address}: cannot be fetched: {str(error) or type(error).__name__}"
        ) from None


def raw_address(address: str) -> str:
    """Return where the file itself lies, for a page of GitHub that shows it."""
    head, _, rest = address.partition("https://github.com/")
    parts = rest.split("/", 3)
    if not head and len(parts) == 4 and parts[2] == "blob":
        return f"https://raw.githubusercontent.com/{parts[0]}/{parts[1]}/{parts[3]}"
    return address


def _body(answer: httpx.Response, address: str) -> bytes:
    body = bytearray()
    for part in answer.iter_bytes():
        body += part
        if len(body) > MAX_BYTES:
            raise CannotRun(f"{address}: more than {MAX_BYTES} bytes")
    return bytes(body)


def _kept(kept: Path) -> tuple[dict[str, str], bytes | None]:
    """Return the headers that ask whether anything changed, and what is kept."""
    try:
        body = kept.with_suffix(".body").read_bytes()
        notes = json.loads(kept.with_suffix(".json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}, None
    if not isinstance(notes, dict) or notes.get("sha256") != hashlib.sha256(body).hexdigest():
        return {}, None
    names = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
    return {
        ask: notes[name] for name, ask in names.items() if isinstance(notes.get(name), str)
    }, body


def _keep(kept: Path, answer: httpx.Response, body: bytes) -> None:
    """Keep an answer; that it cannot be kept is no error."""
    notes = {
        name: answer.headers[name] for name in ("etag", "last-modified") if name in answer.headers
    }
    if not notes:
        return
    notes["sha256"] = hashlib.sha256(body).hexdigest()
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        for suffix, raw in ((".body", body), (".json", json.dumps(notes).encode())):
            handle, name = tempfile.mkstemp(dir=kept.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(raw)
            Path(name).replace(kept.with_suffix(suffix))
    except OSError:
        return
