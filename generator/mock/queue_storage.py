"""The file storage beside a queue: tokens, uploads whole and in parts, and the webhook keys."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute

from generator.mock.service import Refused, base_of

if TYPE_CHECKING:
    from generator.mock.queue_service import QueueService

KEPT = 200
"""How many uploaded files are kept."""
TOKEN_KIND = "Bearer"  # noqa: S105  # a scheme, no secret


class Storage:
    """Takes files in and gives them out again."""

    def __init__(self, service: QueueService) -> None:
        """Serve the files of *service*."""
        self.service = service
        self.files: dict[str, tuple[str, bytes]] = {}
        self.parts: dict[str, dict[int, bytes]] = {}
        self.tokens: set[str] = set()

    def routes(self) -> list[BaseRoute]:
        """List the routes under `rest` and `cdn`."""
        route = self.service.route
        name = "/cdn/files/{name:path}"
        part = f"{name}/multipart/{{upload}}"
        return [
            route("/rest/.well-known/jwks.json", self.keys, "GET", free=True),
            route("/rest/storage/auth/token", self.token, "POST", call="upload"),
            route("/rest/storage/upload/initiate", self.initiate, "POST", call="upload"),
            route("/cdn/files/upload", self.upload, "POST", free=True, call="upload"),
            route("/cdn/files/upload/multipart", self.start, "POST", free=True, call="upload"),
            route(f"{part}/complete", self.complete, "POST", free=True, call="upload"),
            route(f"{part}/{{number:int}}", self.part, "PUT", free=True, call="upload"),
            route(name, self.put, "PUT", free=True, call="upload"),
            route(name, self.fetch, "GET", free=True, call="download"),
        ]

    async def keys(self, request: Request) -> Response:  # noqa: ARG002  # the same for all
        """Publish the keys of webhooks."""
        headers = {"Cache-Control": "max-age=86400"}
        return JSONResponse(self.service.world.signer.jwks(), headers=headers)

    async def token(self, request: Request) -> Response:
        """Give a token for uploads."""
        token = f"{self.service.jobs.chance().getrandbits(128):032x}"
        self.tokens.add(token)
        base = f"{base_of(request)}{self.service.prefix}/cdn"
        expires = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
        body = {"token": token, "token_type": TOKEN_KIND, "base_url": base, "expires_at": expires}
        return JSONResponse(body)

    async def initiate(self, request: Request) -> Response:
        """Name an address for a plain PUT."""
        url = self._new_url(request)
        return JSONResponse({"upload_url": url, "file_url": url})

    async def upload(self, request: Request) -> Response:
        """Take a file in as it is."""
        self._check(request)
        url = self._new_url(request)
        self._keep(url, request, await request.body())
        return JSONResponse({"access_url": url})

    async def start(self, request: Request) -> Response:
        """Begin an upload in parts."""
        self._check(request)
        url = self._new_url(request)
        upload = f"{self.service.jobs.chance().getrandbits(64):016x}"
        self.parts[upload] = {}
        return JSONResponse({"access_url": url, "uploadId": upload})

    async def part(self, request: Request) -> Response:
        """Take a part in, and answer with its mark."""
        self._check(request)
        raw = await request.body()
        parts = self._parts(request)
        parts[request.path_params["number"]] = raw
        return Response(headers={"etag": _etag(raw)})

    async def complete(self, request: Request) -> Response:
        """Join the parts, if the marks are right."""
        self._check(request)
        parts = self._parts(request)
        listed = (await request.json()).get("parts", [])
        wanted = [(entry.get("partNumber"), entry.get("etag")) for entry in listed]
        if wanted != [(number, _etag(parts[number])) for number in sorted(parts)]:
            return JSONResponse({"detail": "The parts do not match."}, 400)
        name = request.path_params["name"]
        self._keep(name, request, b"".join(parts[number] for number in sorted(parts)))
        del self.parts[request.path_params["upload"]]
        return JSONResponse({})

    async def put(self, request: Request) -> Response:
        """Take a file in under the address that was named."""
        self._keep(request.path_params["name"], request, await request.body())
        return Response()

    async def fetch(self, request: Request) -> Response:
        """Give a file out."""
        kind, raw = self.files.get(request.path_params["name"], ("", b""))
        return Response(raw, media_type=kind) if kind else Response(status_code=404)

    def _check(self, request: Request) -> None:
        """Want a token of ours, or the key itself."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if not (scheme == TOKEN_KIND and token in self.tokens):
            self.service.authenticate(request)

    def _parts(self, request: Request) -> dict[int, bytes]:
        parts = self.parts.get(request.path_params["upload"])
        if parts is None:
            raise Refused(self.service.fault("not-found"))
        return parts

    def _new_url(self, request: Request) -> str:
        word = f"{self.service.jobs.chance().getrandbits(64):016x}"
        given = request.headers.get("x-fal-file-name", "file")
        name = re.sub(r"[^\w.-]", "_", given)[-80:]
        return f"{base_of(request)}{self.service.prefix}/cdn/files/{word}/{name}"

    def _keep(self, url: str, request: Request, raw: bytes) -> None:
        """Keep a file; the oldest goes when there are too many."""
        name = url.rpartition("/cdn/files/")[2]
        kind = request.headers.get("content-type") or "application/octet-stream"
        self.files[name] = (kind, raw)
        if len(self.files) > KEPT:
            del self.files[next(iter(self.files))]


def _etag(raw: bytes) -> str:
    return f'"{hashlib.sha256(raw).hexdigest()[:32]}"'
