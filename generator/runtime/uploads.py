"""Files as inputs: given as path, bytes or open file, and sent in a form that the provider documents."""

from __future__ import annotations

from .files import File, FileRefused, is_file
from .upload_steps import STORES, Parts, begin, complete, no_storage, part, stored

__all__ = [
    "File",
    "FileRefused",
    "Waiting",
    "fill",
    "fill_async",
    "found",
    "upload",
    "upload_async",
]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from .files import FileLike

    Media = Mapping[str, tuple[str, Sequence[str]]]
    """Kind (image, video, audio) and forms (url, uuid, data-uri, base64) by dotted name of a
    parameter; [] stands for the items of a list."""

AT_ONCE = 4
"""Parts of one file under way at a time; fal's own client sends ten."""

TIMEOUT = 600.0
"""Seconds for one request of an upload, at least."""

DEEPEST = 20

STAND_INS = {
    "url": "https://stand-in.invalid/file",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "data-uri": "data:application/octet-stream;base64,AA==",
    "base64": "AA==",
}
"""What stands for a file while the request is judged, before anything is uploaded."""


class Waiting:
    """A file inside the parameters of a request, and the form that it will be sent in."""

    __slots__ = ("field", "file", "form", "kind", "path")

    def __init__(
        self, path: tuple[str | int, ...], field: str, file: File, kind: str, form: str
    ) -> None:
        """Keep the parts: *path* leads to it, *field* is its name for people."""
        self.path = path
        self.field = field
        self.file = file
        self.kind = kind
        self.form = form


def found(
    provider: Any, media: Media, params: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Waiting]]:
    """Return *params* with stand-ins for files, and the files, or raise `FileRefused`.

    *provider* is a ProviderInfo, *media* says which parameters take media. The copy can be judged
    and priced; `fill` uploads the files and puts in what is to be sent.
    """
    waiting: list[Waiting] = []

    def copied(value: Any, path: tuple[str | int, ...], name: str) -> Any:
        if is_file(value):
            kind, forms = media.get(name, ("", ()))
            form = _form(provider.style, forms)
            if form is None:
                raise no_storage(provider.title, name)
            file = value if isinstance(value, File) else File(value)
            waiting.append(Waiting(path, name, file, kind, form))
            return STAND_INS[form]
        if len(path) > DEEPEST:
            return value
        if isinstance(value, dict):
            dotted = f"{name}." if name else ""
            return {
                key: copied(each, (*path, key), f"{dotted}{key}") for key, each in value.items()
            }
        if isinstance(value, (list, tuple)):
            return [copied(each, (*path, n), f"{name}[]") for n, each in enumerate(value)]
        return value

    return copied(dict(params), (), ""), waiting


def _form(style: str, forms: Sequence[str]) -> str | None:
    """Choose how a file is sent: from storage if the provider has one, else as text."""
    wanted = (*STORES.get(style, ()), "data-uri", "base64")
    return next((form for form in wanted if form in forms), None)


def upload(client: Any, source: FileLike | File, *, content_type: str | None = None) -> str:
    """Upload a file with a sync *client*, and return what stands for it as an input.

    That is an address at fal and a UUID at Runware; the others raise `FileRefused`. *source* is a
    path, bytes or a binary file.
    """
    file = source if isinstance(source, File) else File(source, content_type=content_type)
    return _upload(client, file, _stored_form(client))


async def upload_async(
    client: Any, source: FileLike | File, *, content_type: str | None = None
) -> str:
    """Do as `upload` does, with an async *client*."""
    file = source if isinstance(source, File) else File(source, content_type=content_type)
    return await _upload_async(client, file, _stored_form(client))


def fill(client: Any, params: dict[str, Any], waiting: Sequence[Waiting]) -> dict[str, Any]:
    """Upload all that is *waiting* with a sync *client*, and put it into *params*."""
    for each in waiting:
        _put(params, each.path, _upload(client, each.file, each.form, each))
    return params


async def fill_async(
    client: Any, params: dict[str, Any], waiting: Sequence[Waiting]
) -> dict[str, Any]:
    """Do as `fill` does, with an async *client*."""
    for each in waiting:
        _put(params, each.path, await _upload_async(client, each.file, each.form, each))
    return params


def _put(params: Any, path: Sequence[str | int], value: str) -> None:
    for step in path[:-1]:
        params = params[step]
    params[path[-1]] = value


def _stored_form(client: Any) -> str:
    forms = STORES.get(client.info.style)
    if forms is None:
        raise no_storage(client.info.title, "")
    return forms[0]


def _inline(file: File, form: str) -> str | None:
    if form == "data-uri":
        return file.data_uri()
    return file.base64() if form == "base64" else None


def _patient(client: Any) -> Any:
    """Return the client with time enough for large requests, on the same connections."""
    return client.with_options(timeout=max(TIMEOUT, client._timeout))  # noqa: SLF001  # one package


def _upload(client: Any, file: File, form: str, waiting: Waiting | None = None) -> str:
    from concurrent.futures import ThreadPoolExecutor

    client = _patient(client)
    protocol = client._protocol()  # noqa: SLF001  # one package
    run = client._driver().run  # noqa: SLF001  # one package
    with file:
        if waiting is not None:
            file.check_kind(waiting.kind, waiting.field)
        inline = _inline(file, form)
        if inline is not None:
            return inline
        if client.info.style == "tasks":
            text: str = run(stored(protocol, file, form))
            return text
        begun: str | Parts = run(begin(protocol, file, asynchronous=False))
        if isinstance(begun, str):
            return begun
        with ThreadPoolExecutor(AT_ONCE) as pool:
            numbers = range(1, begun.count + 1)
            steps = [part(begun, file, n, protocol, asynchronous=False) for n in numbers]
            futures = [pool.submit(run, each) for each in steps]
            try:
                marks = [future.result() for future in futures]
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
        address: str = run(complete(begun, marks, protocol))
        return address


async def _upload_async(client: Any, file: File, form: str, waiting: Waiting | None = None) -> str:
    import asyncio

    client = _patient(client)
    protocol = client._protocol()  # noqa: SLF001  # one package
    run = client._driver().run  # noqa: SLF001  # one package
    with file:
        if waiting is not None:
            file.check_kind(waiting.kind, waiting.field)
        inline = _inline(file, form)
        if inline is not None:
            return inline
        if client.info.style == "tasks":
            text: str = await run(stored(protocol, file, form))
            return text
        begun: str | Parts = await run(begin(protocol, file, asynchronous=True))
        if isinstance(begun, str):
            return begun
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(number: int) -> dict[str, Any]:
            async with gate:
                steps = part(begun, file, number, protocol, asynchronous=True)
                mark: dict[str, Any] = await run(steps)
                return mark

        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(one(number)) for number in range(1, begun.count + 1)]
        except ExceptionGroup as failed:
            raise failed.exceptions[0] from None
        address: str = await run(complete(begun, [task.result() for task in tasks], protocol))
        return address
