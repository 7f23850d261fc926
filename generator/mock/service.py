"""What the servers of all providers share: authentication, scenarios, judging, refusing."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from generator.ir.provider import Operation, Provider
from generator.judge import judge
from generator.mock.clock import Clock
from generator.mock.courier import Courier
from generator.mock.faults import Asked, Laboratory
from generator.mock.faults.answers import answered
from generator.mock.faults.plan import Fault as PlannedFault
from generator.mock.faults.posts import Post, PostOffice, Sign, unsigned
from generator.mock.jobs import Job, Jobs
from generator.mock.journal import Journal
from generator.mock.ledger import fingerprint_of, marker_of
from generator.mock.scenarios import (
    HEADER,
    MARK,
    RETRY_AFTER,
    Fault,
    Scenario,
    UnknownScenario,
    asked,
    fault,
    planned_fault,
    scenario,
)
from generator.mock.signing import Signer
from generator.runtime.violations import Violation

WRONG_KEY = "wrong"
"""What a key begins with that is refused."""

Handler = Callable[[Request], Awaitable[Response]]


@dataclass(slots=True)
class World:
    """What all providers of one server share."""

    clock: Clock
    seed: int
    keys: frozenset[str] | None = None
    """Keys that are accepted; if none, every key but those that begin with `wrong`."""
    journal: Journal = field(default_factory=Journal)
    courier: Courier = field(default_factory=Courier)
    laboratory: Laboratory = field(default_factory=Laboratory)
    signer: Signer = field(init=False)
    post: PostOffice = field(init=False)

    def __post_init__(self) -> None:
        """Make the key that webhooks are signed with."""
        self.signer = Signer(self.seed)
        self.post = PostOffice(self.laboratory, self.courier.webhook)

    def accepts(self, key: str) -> bool:
        """Tell whether a key is good."""
        if self.keys is not None and not key.startswith(MARK):
            return key in self.keys
        return bool(key) and not key.startswith(WRONG_KEY)


class Refused(Exception):
    """The request is refused, in the words of the provider."""

    def __init__(self, fault: Fault, violations: list[Violation] | None = None) -> None:
        """Keep what is wrong."""
        super().__init__(fault.message)
        self.fault = fault
        self.violations = violations or []


class Service(ABC):
    """The server of one provider."""

    def __init__(self, provider: Provider, world: World) -> None:
        """Serve *provider*."""
        self.provider = provider
        self.world = world
        self.errors = provider.spec.errors
        self.jobs = Jobs(world.clock, world.seed, provider.id)
        world.laboratory.styles[provider.id] = provider.spec.protocol.style

    @abstractmethod
    def routes(self) -> list[BaseRoute]:
        """List the routes, without the provider's prefix."""

    def base_urls(self, base: str) -> dict[str, str]:
        """Return what stands in for each documented server when the mock is at *base*."""
        submit = self.provider.spec.protocol.calls["submit"].server
        here = f"{base}/{self.provider.id}"
        return {
            name: here + (urlsplit(server.url).path if name == submit else f"/{name}")
            for name, server in self.provider.spec.servers.items()
        }

    def hints(self, base: str) -> list[str]:  # noqa: ARG002  # others use it
        """Tell how the provider's own client is pointed at the mock at *base*."""
        return []

    def path(self, call: str) -> str:
        """Return the documented path of a call, that of its server included."""
        found = self.provider.spec.protocol.calls[call]
        return urlsplit(self.provider.spec.servers[found.server].url).path + found.path

    @abstractmethod
    def refuse(self, refused: Refused, request: Request) -> Response:
        """Answer with an error in the provider's own form."""

    def route(
        self, path: str, handler: Handler, *methods: str, free: bool = False, call: str = ""
    ) -> Route:
        """Return a route whose requests must carry a key, unless it is *free*.

        A *call* has a name; what goes wrong by a plan of faults goes wrong in calls.
        """

        async def guarded(request: Request) -> Response:
            try:
                if not free:
                    self.authenticate(request)
                return await handler(request)
            except Refused as refused:
                return self.refuse(refused, request)
            except UnknownScenario as error:
                return PlainTextResponse(f"{HEADER}: {error}\n", 400)

        async def tried(request: Request) -> Response:
            asked = await self.asked(call, request)
            return await answered(self.world.laboratory, asked, request, guarded, self.failing)

        return Route(path, tried if call else guarded, methods=list(methods))

    async def asked(self, call: str, request: Request) -> Asked:
        """Return what a request is about, for a plan of faults."""
        job = self.jobs.get(self.wanted(request))
        if job is not None:
            return Asked(self.provider.id, call, job.marker or job.id, job.id)
        return Asked(self.provider.id, call, await _name_of(request))

    def wanted(self, request: Request) -> str:
        """Return the id of the job that a request names."""
        return str(request.path_params.get("id", ""))

    def failing(self, planned: PlannedFault, request: Request) -> Response:
        """Answer with the error that a plan of faults asks for."""
        return self.refuse(
            Refused(planned_fault(self.errors, planned.status, planned.code)), request
        )

    def take(
        self,
        request: HTTPConnection,
        operation: Operation,
        payload: Any,
        scenario: Scenario,
        id: str | None = None,
    ) -> Job:
        """Take a job in; it is charged from here on."""
        job = self.jobs.make(operation, payload, base_of(request), scenario, id)
        job.marker = marker_of(request.headers, payload)
        return job

    async def report(self, job: Job, url: str, body: Any, sign: Sign = unsigned) -> None:
        """Send the webhook of a job."""
        asked = Asked(self.provider.id, "webhook", job.marker or job.id, job.id)
        raw = json.dumps(body).encode()
        await self.world.post.send(Post(asked, url, raw, job.ids[0].encode(), sign))

    def authenticate(self, request: Request) -> None:
        """Refuse a request without a good key."""
        if not self.world.accepts(self.key(request)):
            raise Refused(self.fault("authentication"))

    def key(self, request: HTTPConnection) -> str:
        """Return the key that a request carries in the provider's scheme; empty if it has none."""
        auth = self.provider.spec.auth
        if not auth.scheme:
            return request.headers.get(auth.header, "").strip()
        scheme, _, key = request.headers.get(auth.header, "").partition(" ")
        return key.strip() if scheme == auth.scheme else ""

    def fault(self, kind: str) -> Fault:
        """Return a fault in the provider's words."""
        return fault(self.errors, kind)

    def scenario(self, request: HTTPConnection, body: Any) -> Scenario:
        """Return what is to become of a submit; raise what is refused at once."""
        found = scenario(self.errors, asked(request.headers, self.key(request), body))
        wrong = found.at("submit")
        if wrong is not None:
            raise Refused(wrong)
        return found

    def clear(self) -> None:
        """Forget all jobs."""
        self.jobs.clear()

    def judged(self, endpoint: str, payload: Any) -> tuple[Operation | None, list[Violation]]:
        """Return the operation at *endpoint* that fits *payload* best, and what is wrong with it."""
        verdicts = [
            (operation, [*judge(operation, payload), *unsupplied(operation, payload)])
            for operation in self.provider.operations
            if operation.endpoint == endpoint
        ]
        return min(verdicts, key=lambda verdict: len(verdict[1]), default=(None, []))


def unsupplied(operation: Operation, payload: Any) -> list[Violation]:
    """List the members that clients fill in and that are missing on the wire."""
    if not isinstance(payload, dict):
        return []
    return [
        Violation("", "required", f"{member.name} is missing", str(member.shape.source or ""))
        for member in operation.parameters.members
        if member.required and member.supplied and member.name not in payload
    ]


async def _name_of(request: Request) -> str:
    """Return what stays the same when a request is repeated."""
    body = await json_body(request)
    return marker_of(request.headers, body) or ("" if body is None else fingerprint_of(body))


async def json_body(request: Request) -> Any:
    """Return the body as JSON, or None if it is none."""
    try:
        return json.loads(await request.body(), parse_constant=_no_number)
    except (ValueError, RecursionError):
        return None


def _no_number(name: str) -> None:
    """Refuse NaN and the infinities, which are no JSON."""
    raise ValueError(name)


def base_of(request: HTTPConnection) -> str:
    """Return scheme, host and port under which the client sees the server."""
    scheme = {"ws": "http", "wss": "https"}.get(request.url.scheme, request.url.scheme)
    return f"{scheme}://{request.headers.get('host') or request.url.netloc}"


def retry_headers(status: int) -> dict[str, str]:
    """Return the headers that go with an error of that status."""
    return {"Retry-After": RETRY_AFTER} if status == 429 else {}
