"""The snippets of docs/files-and-webhooks.md run, in order, against the local provider server."""

from __future__ import annotations

import re
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from serving import Serving

from generator.mock.mp4 import mp4

PAGE = Path(__file__).parent.parent / "docs" / "files-and-webhooks.md"
SNIPPETS = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def test_snippets_run(
    specloom_mock: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    """What the page shows works, from top to bottom."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FAL_KEY", "a-key")
    monkeypatch.setenv("AIML_API_KEY", "a-key")
    Path("clip.mp4").write_bytes(mp4(320, 240, 48))
    with ExitStack() as stack:
        receiving: list[Any] = []

        async def later(scope: Any, receive: Any, send: Any) -> None:
            await receiving[0](scope, receive, send)

        address = stack.enter_context(Serving(later)).url
        names: dict[str, Any] = {
            "SERVERS": specloom_mock.base_urls["fal"],
            "PUBLIC_ADDRESS": address,
            "serve": receiving.append,
        }
        for snippet in SNIPPETS:
            told = snippet.replace("Fal()", "Fal(base_urls=SERVERS, interval=0.01)")
            exec(compile(told, str(PAGE), "exec"), names)  # noqa: S102  # our own page
    names["fal"].close()
    printed = capsys.readouterr().out
    assert len(SNIPPETS) == 3
    assert Path("result.mp4").read_bytes()[4:8] == b"ftyp"
    for word in (
        "AI/ML API documents no files",
        "result.mp4",
        "video/mp4",
        "succeeded order 7 http",
    ):
        assert word in printed, word
