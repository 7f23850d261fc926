"""Run the mock in the foreground, and say how to point clients at it."""

from __future__ import annotations

import signal
import sys
import tempfile
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from generator.cli.output import paint, write
from generator.mock.running import certify, listen, server_of

if TYPE_CHECKING:
    import uvicorn
    from starlette.applications import Starlette


def serve(app: Starlette, port: int, *, tls: bool) -> None:
    """Serve *app* until somebody stops it."""
    listener = listen(port)
    scheme = "https" if tls else "http"
    base = f"{scheme}://localhost:{listener.getsockname()[1]}"
    with tempfile.TemporaryDirectory(prefix="specloom-mock-") as name:
        certificate, trusted = certify(Path(name)) if tls else (None, None)
        server = server_of(app, listener, certificate)
        _stop_quietly(server)
        _introduce(app, base, trusted)
        server.run(sockets=[listener])
    listener.close()
    write("stopped")


def _stop_quietly(server: uvicorn.Server) -> None:
    """Let Ctrl-C and a request to end stop the server, and nothing else."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        server.should_exit = True

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)


def _introduce(app: Starlette, base: str, trusted: Path | None) -> None:
    """Print where everything is."""
    write(f"{paint('specloom mock', bold=True)} at {base}  (Ctrl-C stops it)")
    for service in app.state.services.values():
        spec = service.provider.spec
        paid = dict.fromkeys(call.server for call in spec.protocol.calls.values() if call.billable)
        address = {server: service.base_urls(base)[server] for server in paid}
        write(f"\n{spec.title} (key: {spec.auth.environment[0]}, any text)")
        write(f"  {spec.class_name}(base_urls={address})")
        for line in service.hints(base):
            write(f"  {line}")
    plan = app.state.world.laboratory.plan
    if plan.faults:
        write(f"\nfaults: {base}/_faults ({len(plan.faults)} in the plan, seed {plan.seed})")
    write(f"\ncharged: {base}/_ledger")
    write(f"received: {base}/ and, as JSON, {base}/_received")
    if trusted is not None:
        write(f"trust it: export SSL_CERT_FILE={trusted}")
    sys.stdout.flush()
