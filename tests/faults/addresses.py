"""Where clients find the local server."""

from __future__ import annotations

ACCOUNT = "an-account"


def servers_of(provider: str, url: str) -> dict[str, str]:
    """Return what stands in for the documented servers of *provider* that jobs need."""
    here = f"{url}/{provider}"
    return {
        "fal": {"queue": f"{here}/queue", "run": f"{here}/run"},
        "runware": {"api": here},
        "cloudflare": {"api": f"{here}/client/v4"},
        "aimlapi": {"api": here},
    }[provider]


def environment_of(url: str, certificate: str) -> dict[str, str]:
    """Return the variables by which the providers' own clients find the server."""
    host = url.partition("://")[2]
    hosts = {"FAL_RUN_HOST": f"{host}/fal/run", "FAL_QUEUE_RUN_HOST": f"{host}/fal/queue"}
    return {**hosts, "SSL_CERT_FILE": certificate} if certificate else hosts
