"""The provider that a draft belongs to: one that has a spec, or one that is drafted with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from generator.importer.draft.kinds import holdable
from generator.importer.draft.material import Work
from generator.importer.draft.plans import Log
from generator.importer.draft.titles import model_of, path_of
from generator.spec.base import PATTERNS
from generator.spec.family import FamilySpec
from generator.spec.provider import ProviderSpec

ACCOUNT = "{account_id}"
_URL = re.compile(PATTERNS["url"])


def is_address(value: Any) -> bool:
    """Tell whether a spec can hold *value* as an address."""
    if not isinstance(value, str) or len(value) > 2000 or not holdable(value):
        return False
    if _URL.fullmatch(value) is None:
        return False
    try:
        return bool(urlsplit(value).hostname)
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Home:
    """What a provider's spec says that its operations need."""

    spec: ProviderSpec
    supplied: frozenset[str] = frozenset()
    """Parameters that the client fills in, by the specs that there are."""
    usual: str | None = None
    """What the only operation of each model is called."""
    by_path: bool = False
    """Whether endpoints are paths, because the provider is drafted from the same documents."""
    pages: Mapping[str, str] = field(default_factory=dict)
    """Addresses of the documents, by id."""
    page: str = ""
    """Address of the page about an endpoint, as the provider builds them; empty if not known."""

    @property
    def title(self) -> str:
        """The provider's name."""
        return self.spec.title

    @property
    def bare(self) -> bool:
        """Whether parameters may travel outside the body."""
        protocol = self.spec.protocol
        return protocol.style in {"blocking", "generations"} and protocol.body.form == "payload"

    def page_of(self, work: Work) -> str:
        """Return the address of a page about an operation."""
        wanted = work.get("page")
        if is_address(wanted):
            return str(wanted)
        if self.page and is_address(self.page.replace("{endpoint}", self.endpoint_of(work))):
            return self.page.replace("{endpoint}", self.endpoint_of(work))
        known = [self.pages[name] for name in work.documents if name in self.pages]
        return next((each for each in known if is_address(each)), self.spec.website)

    def endpoint_of(self, work: Work) -> str:
        """Return what the provider calls the endpoint."""
        if self.by_path:
            endpoint = path_of(work).lstrip("/") or work.id
            for server in self.spec.servers.values():
                url = work.get("url")
                if isinstance(url, str) and url.startswith(f"{server.url}/"):
                    endpoint = url[len(server.url) + 1 :]
        elif _is_model(work.id):
            endpoint = work.id
        else:
            endpoint = model_of(work)
        return endpoint[:200] if holdable(endpoint) and endpoint else "unnamed"

    def sending(self, work: Work, log: Log) -> dict[str, Any]:
        """Say where and how an operation is sent, where that is not the provider's usual way."""
        if self.by_path:
            return {}
        url = work.get("url")
        submit = self.spec.protocol.calls["submit"]
        usual = submit.path.replace("{endpoint}", self.endpoint_of(work))
        bases = [server.url for server in self.spec.servers.values()]
        if not isinstance(url, str) or not url:
            return {}
        for base in sorted(bases, key=len, reverse=True):
            if url.startswith(f"{base}/"):
                path = url[len(base) :]
                if path == usual or path.endswith(f"/{self.endpoint_of(work)}"):
                    return {}
                return self._own_way(path, work)
        log.ask("the documented address is on none of the provider's servers", work.about["url"])
        return {}

    def _own_way(self, path: str, work: Work) -> dict[str, Any]:
        made: dict[str, Any] = {"path": path[:200]}
        if self.spec.protocol.style == "generations" and "status" not in work.response.members:
            made["immediate"] = True
        return made

    def constants(self, work: Work) -> dict[str, Any]:
        """Return the parameters that the client fills in, with their value, or None for an id."""
        found: dict[str, Any] = {}
        for name, value in work.parameters.members.items():
            if name not in self.supplied:
                continue
            const, listed = value.get("const"), value.get("enum")
            if const is not None:
                found[name] = const
            elif name == "model" and isinstance(work.get("model"), str):
                found[name] = work.get("model")
            elif isinstance(listed, list) and len(listed) == 1:
                found[name] = listed[0]
            elif value.get("format") == "uuid4":
                found[name] = None
        return found


def _is_model(name: str) -> bool:
    return " " not in name and not name.startswith("/")


def page_pattern(families: list[FamilySpec]) -> str:
    """Return the address of pages with {endpoint} in it, if all pages of a provider are built so."""
    found = {
        operation.page.replace(operation.endpoint, "{endpoint}")
        for family in families
        for operation in family.operations.values()
    }
    (pattern,) = found if len(found) == 1 else ("",)
    return pattern if "{endpoint}" in pattern else ""


def conventions(families: list[FamilySpec]) -> tuple[frozenset[str], str | None]:
    """Return what the families of a provider have in common: supplied keys, and the usual name."""
    supplied = {
        name
        for family in families
        for operation in family.operations.values()
        for name, parameter in operation.parameters.items()
        if parameter.supplied
    }
    names = {tuple(family.operations) for family in families}
    usual = next(iter(names)) if len(names) == 1 else ()
    return frozenset(supplied), usual[0] if len(usual) == 1 else None
