"""The spec of a provider that has none yet: servers, authentication, one blocking call."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from generator.importer.draft.homes import is_address
from generator.importer.draft.kinds import holdable
from generator.importer.draft.material import Material, Said
from generator.importer.draft.plans import Log
from generator.importer.draft.words import headline, humanised
from generator.naming import class_name, words

NOWHERE = "https://api.example.com"
"""Stands where no document names a server."""

_HEADER = re.compile(r"[A-Za-z0-9-]{1,60}")
_KINDS = {
    "400": "validation",
    "401": "authentication",
    "402": "out-of-credits",
    "403": "permission",
    "404": "not-found",
    "408": "time-out",
    "409": "conflict",
    "422": "validation",
    "429": "rate-limit",
    "504": "time-out",
}
_REPEAT = {"validation": "no", "authentication": "no", "not-found": "no", "rate-limit": "yes"}


def draft_provider(
    name: str, material: Material, documents: dict[str, Any], log: Log
) -> dict[str, Any]:
    """Write provider.yaml for the provider called *name*."""
    first = material.sources[0]
    source = {"document": first.id, "section": "servers"}
    url = _server(material, log)
    title = _title(name, material)
    return {
        "provider": name,
        "title": title,
        "class_name": class_name(name)[:40],
        "website": f"https://{urlsplit(url).hostname}",
        "documents": documents,
        "servers": {"api": {"url": url, "purpose": "All calls.", "source": source}},
        "auth": _auth(name, material, log),
        "protocol": _protocol(source),
        "errors": _errors(material),
    }


def _title(name: str, material: Material) -> str:
    """Return the provider's name for readers."""
    for said in material.provider.get("title", []):
        title = said.value
        if isinstance(title, str) and holdable(title) and 0 < len(title.strip()) <= 60:
            return " ".join(title.split())
    return headline(humanised(name)) or name


def _server(material: Material, log: Log) -> str:
    """Choose the address that calls go to."""
    listed = material.provider.get("servers", [])
    urls = [url for said in listed for url in said.value if isinstance(url, str)]
    if len(set(urls)) > 1:
        log.ask(f"{len(set(urls))} servers are named; the first one is taken", listed[0])
    for url in urls:
        plain = url.rstrip("/")
        if plain.startswith("http://"):
            log.ask("the server is named without encryption; https is taken", listed[0])
            plain = f"https://{plain.removeprefix('http://')}"
        if is_address(plain) and "{" not in plain:
            return plain
    log.ask("no document names a server that can be called; put its address in")
    return NOWHERE


def _auth(name: str, material: Material, log: Log) -> dict[str, Any]:
    """Say how a request shows who pays."""
    listed = material.provider.get("auth", [])
    key = "_".join(word.upper() for word in words(name)) or "PROVIDER"
    made: dict[str, Any] = {"header": "Authorization", "scheme": "Bearer"}
    source = {"document": material.sources[0].id, "section": "authentication"}
    chosen = next((said for said in listed if _is_known(said)), None)
    if chosen is None:
        log.ask("no way of authentication is documented that is known; a bearer key is assumed")
    else:
        source = chosen.cite()
        if chosen.value.get("type") == "apiKey":
            made = {"header": str(chosen.value.get("name")), "scheme": ""}
    if len(listed) > 1:
        log.ask(f"{len(listed)} ways of authentication are documented; one is taken", listed[0])
    return {**made, "environment": [f"{key}_API_KEY"], "source": source}


def _is_known(said: Said) -> bool:
    value = said.value
    if not isinstance(value, Mapping):
        return False
    if value.get("type") == "http":
        return str(value.get("scheme")).lower() == "bearer"
    header = _HEADER.fullmatch(str(value.get("name", ""))) is not None
    return value.get("type") == "apiKey" and value.get("in") == "header" and header


def _protocol(source: dict[str, str]) -> dict[str, Any]:
    """Say that a call stays open until its answer comes."""
    submit = {
        "title": "Call the operation",
        "method": "POST",
        "server": "api",
        "path": "/{endpoint}",
        "source": source,
        "billable": True,
        "repeat": "never",
    }
    return {
        "style": "blocking",
        "summary": "One POST for each operation, which stays open until the answer comes.",
        "body": {"form": "payload", "source": source},
        "calls": {"submit": submit},
        "result_url": "url",
        "reported_cost": "The documents that were read name no place.",
        "cancel": False,
        "source": source,
    }


def _errors(material: Material) -> dict[str, Any]:
    """List the HTTP statuses that the documents name for failures."""
    statuses: dict[str, Said] = {}
    for work in material.works.values():
        said = work.about.get("statuses")
        for status in said.value if said is not None else ():
            if said is not None and status.isdigit() and len(status) == 3 and status[0] in "45":
                statuses.setdefault(status, said)
    codes = []
    for status, said in sorted(statuses.items()):
        kind = _KINDS.get(status, "provider" if status[0] == "5" else "validation")
        code: dict[str, Any] = {"code": status, "status": int(status), "kind": kind}
        codes.append({**code, "repeat": _REPEAT.get(kind, "unknown"), "source": said.cite()})
    return {"shapes": [], "codes": codes}
