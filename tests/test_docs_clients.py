"""The snippets of docs/clients.md run, in order, against the local provider server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from commands import KEYS
from snippets import page, run_all, snippets

from generated._runtime import downloads, errors, files, journal
from generated._runtime.options import OPTIONS

PAGE = page("clients.md")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def test_snippets_run(
    specloom_mock: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    """What the page shows works, from top to bottom."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "picture.png").write_bytes(PNG)
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    count = run_all(PAGE, {"SERVERS": specloom_mock.base_urls})
    printed = capsys.readouterr().out
    assert count == len(snippets(PAGE)) >= 10
    for word in (
        "1280 720",
        "[unknown-key;",
        "$0.56",
        "succeeded",
        "still working on",
        "0.6\n",
        "a ferry http",
    ):
        assert word in printed, word


def test_every_error_and_option_is_listed() -> None:
    """The page names each class of errors that a caller can meet, and each option."""
    text = PAGE.read_text(encoding="utf-8")
    raised = {
        name
        for module in (errors, files, downloads)
        for name, each in vars(module).items()
        if isinstance(each, type) and issubclass(each, errors.CallError)
    }
    inner = {"CallError", "NotYet"}
    assert raised - inner > {"BudgetExceeded", "FileRefused", "DownloadFailed"}
    for name in (*(raised - inner), journal.JournalError.__name__, *OPTIONS):
        assert f"`{name}`" in text, name
