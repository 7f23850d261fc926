# Copied by `specloom generate` from generator/runtime/requests.py.
"""Where requests go and what form they have: addresses, bodies, parameters outside the body."""

from __future__ import annotations

from .http import Request

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .provider import OperationInfo, ProviderInfo


class Requests:
    """Makes the requests of one provider."""

    def __init__(
        self, provider: ProviderInfo, servers: Mapping[str, str], account: str | None
    ) -> None:
        """Address *provider* at *servers*, base URLs by name."""
        self.provider = provider
        self.servers = servers
        self.account = account

    def url(self, name: str, **parts: str) -> str:
        """Return the address of the call *name*, its placeholders filled with *parts*."""
        server, path = self.provider.calls[name]
        for part, value in parts.items():
            path = path.replace(f"{{{part}}}", value)
        return f"{self.servers[server].rstrip('/')}{path}"

    def submit_url(self, operation: OperationInfo, payload: Mapping[str, Any] | None = None) -> str:
        """Return the address that *payload*, a job of *operation*, is sent to."""
        from urllib.parse import quote

        server, usual = self.provider.calls["submit"]
        path = (operation.path or usual).replace("{endpoint}", operation.endpoint)
        for name, place in operation.places.items():
            if place == "path":
                value = quote(text_of((payload or {}).get(name)), safe="")
                path = path.replace(f"{{{name}}}", value)
        path = path.replace("{account_id}", quote(self.account or "", safe=""))
        return f"{self.servers[server].rstrip('/')}{path}"

    def submission(
        self, operation: OperationInfo, payload: dict[str, Any], more: Mapping[str, Any]
    ) -> Request:
        """Return the request that submits *payload*; *more* goes into an envelope."""
        url = self.submit_url(operation, payload)
        sent = {name: payload[name] for name in operation.places if name in payload}
        body = {name: value for name, value in payload.items() if name not in sent}
        query = {
            name: text_of(value)
            for name, value in sent.items()
            if operation.places[name] == "query"
        }
        headers = {
            name: text_of(value)
            for name, value in sent.items()
            if operation.places[name] == "header"
        }
        whole = self.wrapped(operation, body, more)
        return Request("POST", url, body=whole, query=query, headers=headers, billable=True)

    def wrapped(
        self, operation: OperationInfo, payload: dict[str, Any], more: Mapping[str, Any]
    ) -> Any:
        """Put *payload* into the provider's form of a body; *more* goes into an envelope."""
        form, model_key, payload_key = self.provider.body
        if form == "array":
            return [payload]
        if form == "envelope":
            return {model_key: operation.model, payload_key: payload, **more}
        return payload

    def correlated(self, options: Mapping[str, Any]) -> dict[str, str]:
        """Return the header by which a person finds the job in the provider's own lists, if any."""
        _, header, form = self.provider.lookup
        key = str(options.get("key") or "")
        return {header: form.replace("{key}", key)} if header and key else {}


def text_of(value: object) -> str:
    """Spell a parameter for an address or a header, where there are only texts."""
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return ",".join(map(text_of, value))
    return "" if value is None else str(value)
