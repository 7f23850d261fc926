"""Small real servers on loopback ports: any ASGI application, and a file that is given out badly."""

from __future__ import annotations

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

import uvicorn

PATIENCE = 10.0


class Serving:
    """An ASGI application in a thread of its own."""

    def __init__(self, app: Any) -> None:
        """Prepare to serve *app*."""
        self._listener = socket.create_server(("127.0.0.1", 0))
        config = uvicorn.Config(app, log_config=None, access_log=False, ws="none")
        config.timeout_graceful_shutdown = 1
        self._server = uvicorn.Server(config)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        run = {"sockets": [self._listener]}
        self._thread = threading.Thread(target=self._server.run, kwargs=run, daemon=True)

    def __enter__(self) -> Self:
        """Start, and wait until it listens."""
        self._thread.start()
        until = time.monotonic() + PATIENCE
        while not self._server.started:
            assert time.monotonic() < until, "the server did not start"
            time.sleep(0.005)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop."""
        self._server.should_exit = True
        self._thread.join(PATIENCE)
        self._listener.close()


class FileServer:
    """Gives one file out, with ranges; each entry of `faults` spoils one answer.

    drop:N breaks the connection after N bytes, stall:N leaves it open; a number is a status; empty, page, chunked, gzip and
    lie (a part of another file) say what comes instead; redirect:URL leads elsewhere.
    """

    def __init__(self, data: bytes, *, kind: str = "video/mp4", etag: str = '"one"') -> None:
        """Serve *data*."""
        self.data = data
        self.kind = kind
        self.etag = etag
        self.faults: list[str] = []
        self.more: dict[str, str] = {}
        """Headers of the next spoilt answer."""
        self.seen: list[dict[str, str]] = []
        """Headers of all requests, in lower case."""
        self.release = threading.Event()
        """Set it to end what stalls."""
        self.sent = 0
        """Bytes of bodies."""
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:  # the name of the standard library
                server.serve(self)

            def log_message(self, *_: Any) -> None:
                """Write nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/clip.mp4"
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.01,), daemon=True
        )

    def __enter__(self) -> Self:
        """Start."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop."""
        self.release.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def serve(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        self.seen.append({name.lower(): value for name, value in handler.headers.items()})
        fault = self.faults.pop(0) if self.faults else ""
        if fault.isdigit():
            self._answer(handler, int(fault), b"", self.more)
        elif fault.startswith("redirect:"):
            self._answer(handler, 302, b"", {"location": fault.removeprefix("redirect:")})
        elif fault == "page":
            self._answer(handler, 200, b"<!DOCTYPE html>\n<p>sorry</p>", {})
        elif fault == "gzip":
            self._answer(handler, 200, self.data, {"content-encoding": "gzip"})
        elif fault == "lie":
            self._answer(handler, 206, self.data[7:], {"content-range": "bytes 7-9/10"})
        elif fault == "chunked":
            self._chunked(handler)
        else:
            self._give(handler, int(fault.partition(":")[2]) if fault else None)
            if fault.startswith("stall:"):
                handler.wfile.flush()
                self.release.wait(PATIENCE)

    def _give(self, handler: BaseHTTPRequestHandler, most: int | None) -> None:
        """Give the file out, or the part of it that is asked for, *most* bytes of it."""
        start, total = 0, len(self.data)
        asked = handler.headers.get("range", "")
        if asked and handler.headers.get("if-range") == self.etag:
            start = int(asked.removeprefix("bytes=").rstrip("-"))
        headers = {"content-type": self.kind, "accept-ranges": "bytes"}
        if self.etag:
            headers["etag"] = self.etag
        if start:
            headers["content-range"] = f"bytes {start}-{total - 1}/{total}"
        self._answer(handler, 206 if start else 200, self.data[start:], headers, most)

    def _answer(
        self,
        handler: BaseHTTPRequestHandler,
        status: int,
        body: bytes,
        headers: dict[str, str],
        most: int | None = None,
    ) -> None:
        handler.send_response(status)
        for name, value in {"content-type": self.kind, **headers}.items():
            handler.send_header(name, value)
        handler.send_header("content-length", str(len(body)))
        handler.end_headers()
        part = body if most is None else body[:most]
        handler.wfile.write(part)
        self.sent += len(part)
        handler.close_connection = handler.close_connection or most is not None

    def _chunked(self, handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("content-type", self.kind)
        handler.send_header("transfer-encoding", "chunked")
        handler.end_headers()
        for start in range(0, len(self.data), 1000):
            piece = self.data[start : start + 1000]
            handler.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        handler.wfile.write(b"0\r\n\r\n")
