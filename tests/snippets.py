"""Python of the documentation, pointed at the local provider server."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from shipped import ROOT

CLIENTS = {"Fal": "fal", "Runware": "runware", "Cloudflare": "cloudflare", "AimlApi": "aimlapi"}
OPENED = (*CLIENTS, "Journal")
"""Classes of what a page opens and does not close."""


def page(name: str) -> Path:
    """Return the path of a page."""
    return ROOT / "docs" / name


def snippets(path: Path) -> list[str]:
    """List the Python of a page."""
    return re.findall(r"```python\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL)


def run_all(path: Path, names: dict[str, Any]) -> int:
    """Run the Python of a page from top to bottom, with *names*; its clients ask SERVERS of them."""
    found = snippets(path)
    opened: list[Any] = []
    for snippet in found:
        exec(compile(_pointed(snippet), str(path), "exec"), names)  # noqa: S102  # our own page
        opened += [each for each in names.values() if type(each).__name__ in OPENED]
    for each in opened:
        each.close()
    return len(found)


def _pointed(snippet: str) -> str:
    """Let the clients of *snippet* talk to the local server, and ask it often."""

    def point(match: re.Match[str]) -> str:
        return f'{match[0]}base_urls=SERVERS["{CLIENTS[match[2]]}"], interval=0.01, '

    return re.sub(rf"\b(Async)?({'|'.join(CLIENTS)})\(", point, snippet)
