"""The snippets of docs/clients.md run, in order, against the local provider server."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

PAGE = Path(__file__).parent.parent / "docs" / "clients.md"
SNIPPETS = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
CLIENTS = {"Fal": "fal", "Runware": "runware", "Cloudflare": "cloudflare", "AimlApi": "aimlapi"}


def pointed(snippet: str) -> str:
    """Let the clients of *snippet* talk to the local server."""
    for name, provider in CLIENTS.items():
        for client in (name, f"Async{name}"):
            snippet = snippet.replace(
                f"{client}()", f'{client}(base_urls=SERVERS["{provider}"], interval=0.01)'
            )
    return snippet


def test_snippets_run(
    specloom_mock: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the page shows works, from top to bottom."""
    for variable in ("FAL_KEY", "RUNWARE_API_KEY", "CLOUDFLARE_API_TOKEN", "AIML_API_KEY"):
        monkeypatch.setenv(variable, "a-key")
    monkeypatch.setenv("CLOUDFLARE_ACCOUNT_ID", "an-account")
    names: dict[str, Any] = {"SERVERS": specloom_mock.base_urls}
    for snippet in SNIPPETS:
        exec(compile(pointed(snippet), str(PAGE), "exec"), names)  # noqa: S102  # our own page
    for name in ("fal", "runware"):
        names[name].close()
    printed = capsys.readouterr().out
    assert len(SNIPPETS) >= 7
    for word in ("1280 720", "[unknown-key;", "$0.56", "succeeded", "still working on", "0.6\n"):
        assert word in printed, word
