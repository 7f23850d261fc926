"""Result files: whole, in ranges, or their head alone, always the same under the same address."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from struct import pack

from starlette.requests import Request
from starlette.responses import Response

from generator.mock.mp4 import mp4

WIDEST = 4096
LONGEST = 24 * 900
KIND = "video/mp4"


def media(request: Request, least: int) -> Response:
    """Answer a request for a file of at least *least* bytes."""
    found = re.fullmatch(r"(\d{2,4})x(\d{2,4})", request.path_params["size"])
    frames = request.path_params["frames"]
    if found is None or not 0 < frames <= LONGEST or max(map(int, found.groups())) > WIDEST:
        return Response("no such file", 404)
    raw = _file(int(found[1]), int(found[2]), frames, request.path_params["name"], least)
    tag = f'"{hashlib.sha256(raw[-4096:]).hexdigest()[:16]}-{len(raw)}"'
    headers = {"accept-ranges": "bytes", "etag": tag, "content-length": str(len(raw))}
    asked = request.headers.get("range")
    if request.method == "HEAD" or asked is None:
        body = b"" if request.method == "HEAD" else raw
        return Response(body, headers=headers, media_type=KIND)
    if request.headers.get("if-range", tag) != tag:
        return Response(raw, headers=headers, media_type=KIND)
    return _part(raw, asked, headers)


def id_of(name: str) -> str:
    """Return the id of the result that a file of that name belongs to."""
    return name[:36]


def _part(raw: bytes, asked: str, headers: dict[str, str]) -> Response:
    """Return one range; several, and what is no range, get the whole file."""
    found = re.fullmatch(r"bytes=(\d{0,15})-(\d{0,15})", asked.strip())
    if found is None or not (found[1] or found[2]):
        return Response(raw, headers=headers, media_type=KIND)
    size = len(raw)
    if found[1]:
        first, last = int(found[1]), min(int(found[2] or size), size - 1)
        if found[2] and int(found[2]) < first:
            return Response(raw, headers=headers, media_type=KIND)
    else:
        first, last = max(0, size - int(found[2])), size - 1
    if first > last:
        more = {**headers, "content-range": f"bytes */{size}", "content-length": "0"}
        return Response(b"", 416, more, KIND)
    part = raw[first : last + 1]
    more = {**headers, "content-range": f"bytes {first}-{last}/{size}"}
    more["content-length"] = str(len(part))
    return Response(part, 206, more, KIND)


@lru_cache(maxsize=2)
def _file(width: int, height: int, frames: int, name: str, least: int) -> bytes:
    """Return a video; a box that players skip, and that is no other file's, fills it up."""
    raw = mp4(width, height, frames)
    size = least - len(raw) - 8
    if size < 0:
        return raw
    block = hashlib.sha256(name.encode()).digest()
    filling = (block * (size // len(block) + 1))[:size]
    return raw + pack(">I", size + 8) + b"free" + filling
