"""docs/reliability.md: its snippets run, its tables are those of the specs, its crash is a real one.

`UPDATE_DOCS=1 pytest tests/test_docs_reliability.py` writes tables and run anew.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
from commands import KEYS, specloom
from mocked import T2V, client
from shipped import providers
from snippets import page, run_all

from generator.ir.provider import Provider

PAGE = page("reliability.md")
THEN = {
    "repeat": "sent again",
    "same-task": "sent again under the same id",
    "refused": "its error: no job was taken",
    "unknown": "`OutcomeUnknown`: never sent again",
}
FAILURES = {
    "not-sent": "no connection, no TLS",
    "lost": "sent, and no whole answer",
    "unreadable": "2xx, and no JSON",
    "4xx": "other 4xx",
}
VARIES = (
    (r"localhost:\d+", "HOST"),
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", "TIME"),
    (r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID"),
    (r"\b[0-9a-f]{8}\b", "KEY"),
    (r"\b[0-9A-Za-z]{21}\b", "ID"),
)
"""What is another one in each run."""


def source_of(provider: Provider, source: Any) -> str:
    document = provider.spec.documents[source.document]
    title = f"[{document.title}]({document.address})" if document.address else document.title
    return f"{title}, {source.section}"


def failures() -> str:
    """Return the table of failed submits."""
    lines = ["| provider | failure | what follows | why | source |", "|---|---|---|---|---|"]
    for provider in providers().values():
        for row in provider.spec.protocol.submit_failures:
            what = FAILURES.get(row.failure, row.failure)
            cells = (provider.spec.title, what, THEN[row.then], row.why)
            lines.append(f"| {' | '.join(cells)} | {source_of(provider, row.source)} |")
    return "\n".join(lines)


def lookups() -> str:
    """Return the table of how lost jobs are looked for."""
    lines = ["| provider | what to do | request id sent in | source |", "|---|---|---|---|"]
    for provider in providers().values():
        lookup = provider.spec.protocol.lookup
        assert lookup is not None
        header = f"`{lookup.header}`" if lookup.header else ""
        cells = (provider.spec.title, lookup.text, header, source_of(provider, lookup.source))
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def held(name: str, now: str) -> None:
    """Hold what stands between two markers of the page to what it should say *now*."""
    text = PAGE.read_text(encoding="utf-8")
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, _, rest = text.partition(begin)
    between, _, after = rest.partition(end)
    assert after, f"the page has no {end}"
    if os.environ.get("UPDATE_DOCS"):
        PAGE.write_text(f"{before}{begin}\n\n{now}\n\n{end}{after}", encoding="utf-8")
        between = now
    assert between.strip() == now


@pytest.mark.parametrize(("name", "table"), [("submit-failures", failures), ("lookups", lookups)])
def test_tables_are_those_of_the_specs(name: str, table: Any) -> None:
    held(name, table())


def test_the_table_of_faults_has_its_place() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text.index("<!-- faults -->") < text.index("<!-- /faults -->")


def test_snippets_run(
    specloom_mock: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    """What the page shows works, from top to bottom."""
    monkeypatch.chdir(tmp_path)
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    with client(specloom_mock.url, "fal") as raw:
        found = raw.post(f"/fal/queue/{T2V}", json={"prompt": "a cat"}).json()["request_id"]
    names = {"SERVERS": specloom_mock.base_urls, "ID_FROM_THE_DASHBOARD": found}
    count = run_all(PAGE, names)
    printed = capsys.readouterr().out
    assert count == 10
    for word in (
        "fal fal/grok-imagine-video/text-to-video 20",
        "look for the request among those",
        "IN_PROGRESS",
        "accepted fal/grok-imagine-video/text-to-video",
        "may cost $0.70, and it may cost at most $0.50",
        "<Budget $1.00, $0.58 left>",
        "$0.12",
        "['submitted', 'accepted', 'succeeded']",
    ):
        assert word in printed, word
    assert len(re.findall(r"^[0-4] http", printed, re.MULTILINE)) == 5


def steady(text: str) -> list[str]:
    """Return the lines of a run without what differs each time, in an order of their own."""
    for pattern, word in VARIES:
        text = re.sub(pattern, word, text)
    return sorted(line for line in text.splitlines() if line.strip())


def test_the_crash_is_a_real_one(tmp_path: Path) -> None:
    """A killed program, and what `specloom jobs` makes of it, in real processes."""
    done = specloom("demo", "--crash", NO_COLOR="1", XDG_CACHE_HOME=str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert "8 jobs, 8 charged, 0 of them twice; 7 files saved." in done.stdout
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition("```text\n")
    shown, _, after = rest.partition("```")
    if os.environ.get("UPDATE_DOCS"):
        shown = done.stdout
        PAGE.write_text(f"{before}```text\n{shown}```{after}", encoding="utf-8")
    assert steady(shown) == steady(done.stdout)
