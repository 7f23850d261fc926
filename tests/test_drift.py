"""`specloom drift` and `specloom refresh` as a user runs them, on pages written for these tests."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from commands import specloom
from shipped import ROOT

DEMO = ROOT / "tests" / "demo"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the specs and pages of the demo."""
    for name in ("specs", "pages"):
        shutil.copytree(DEMO / name, tmp_path / name)
    return tmp_path


def drift(folder: Path, *arguments: str) -> tuple[int, list[Any]]:
    done = specloom("drift", *arguments, "--json", cwd=folder, XDG_CACHE_HOME=str(folder / "cache"))
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout)["items"]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_page_and_specs_agree(folder: Path) -> None:
    assert drift(folder, "pages/reel.json") == (0, [])
    done = specloom("drift", "pages/reel.json", cwd=folder)
    assert done.stdout.endswith("no drift\n")


def test_each_kind_of_drift_with_both_places(folder: Path) -> None:
    code, items = drift(folder, "pages/reel-changed.json")
    assert code == 1
    found = {(item["kind"], item["about"]): item for item in items}
    assert sorted(found) == [
        ("changed", "parameter duration, maximum"),
        ("changed", "price a second 720p"),
        ("undeclared", "parameter seed"),
        ("vanished", "parameter camera"),
    ]
    changed = found["changed", "parameter duration, maximum"]
    assert (changed["spec"], changed["page"]) == (10, 8)
    assert changed["page_place"] == "pages/reel-changed.json:24"
    assert changed["spec_place"] == "specs/acme/reel.yaml:29"
    assert changed["operations"] == ["acme/reel/animate"]
    assert changed["packages"] == ["acme"]
    assert found["vanished", "parameter camera"]["spec_place"] == "specs/acme/reel.yaml:35"


def test_apply_changes_only_what_drifted(folder: Path) -> None:
    reel = folder / "specs/acme/reel.yaml"
    before = reel.read_text(encoding="utf-8").splitlines()
    specloom("drift", "pages/reel-changed.json", "--apply", "--date", "2026-11-21", cwd=folder)
    after = reel.read_text(encoding="utf-8").splitlines()
    gone = [line for line in before if line not in after]
    assert len(gone) == 2
    assert gone[0].strip() == "maximum: 10"
    assert gone[1].strip().startswith("camera:")
    assert "      duration:  # whole seconds only" in after
    assert specloom("lint", cwd=folder).returncode == 0
    assert drift(folder, "pages/reel-changed.json") == (0, [])


def test_without_apply_nothing_is_written(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    specloom("drift", "pages/reel-changed.json", cwd=folder)
    specloom("refresh", "pages/reel-changed.json", "--no-tests", cwd=folder)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_what_a_quirk_or_the_spec_records_is_no_drift(folder: Path) -> None:
    reel = folder / "specs/acme/reel.yaml"
    edit(folder / "pages/reel.json", '"required": ["prompt"]', '"required": ["prompt", "camera"]')
    assert drift(folder, "pages/reel.json")[0] == 1
    edit(reel, "camera: {type: string,", "camera: {type: string, documented_as: {required: true},")
    assert drift(folder, "pages/reel.json") == (0, [])
    edit(folder / "pages/reel.json", '"maximum": 10', '"maximum": 12')
    assert drift(folder, "pages/reel.json")[0] == 1
    quirk = """\
    quirks:
      - id: how-long
        kind: contradiction
        about: [duration]
        claims:
          - {says: At most 10 seconds., source: {document: catalogue, section: schema}}
          - {says: At most 12 seconds., source: {document: catalogue, section: schema}}
        wins: 1
        decision: The smaller one is safe.
"""
    reel.write_text(reel.read_text(encoding="utf-8") + quirk, encoding="utf-8")
    assert drift(folder, "pages/reel.json") == (0, [])
    edit(folder / "pages/reel.json", '"maximum": 12', '"maximum": 15')
    assert drift(folder, "pages/reel.json")[0] == 1


def test_a_passage_that_vanished_is_named_though_its_facts_hold(folder: Path) -> None:
    specloom("drift", "pages/reel.json", "--accept", cwd=folder)
    text = (folder / "specs/acme/passages.json").read_text(encoding="utf-8")
    assert "A model that exists" not in text
    assert drift(folder, "pages/reel.json") == (0, [])
    edit(folder / "pages/reel.json", "A model that exists", "A model which exists")
    edit(folder / "pages/reel.json", '"created_at"', '"zdr": true,\n  "created_at"')
    code, items = drift(folder, "pages/reel.json")
    assert code == 1
    assert [item["kind"] for item in items] == ["vanished"]
    assert drift(folder, "pages/reel.json", "--accept")[0] == 1
    assert drift(folder, "pages/reel.json") == (0, [])
    explained = specloom("explain", "acme/reel/animate", "duration", cwd=folder)
    assert "maximum: catalogue, line 2" in explained.stdout


def test_a_change_that_was_accepted_is_known_until_it_changes_again(folder: Path) -> None:
    edit(folder / "pages/reel.json", '"maximum": 10', '"maximum": 12')
    drift(folder, "pages/reel.json", "--accept")
    assert drift(folder, "pages/reel.json") == (0, [])
    edit(folder / "pages/reel.json", '"maximum": 12', '"maximum": 15')
    code, items = drift(folder, "pages/reel.json")
    assert (code, items[0]["about"]) == (1, "parameter duration, maximum")


def test_silence_is_a_failure(folder: Path) -> None:
    """A page that yields fewer facts than its spec expects was not understood."""
    page = folder / "pages/reel.json"
    data = json.loads(page.read_text(encoding="utf-8"))
    data["schema"]["input"]["properties"] = {}
    data["examples"] = []
    page.write_text(json.dumps(data), encoding="utf-8")
    code, items = drift(folder, "pages/reel.json")
    assert (code, [item["kind"] for item in items]) == (2, ["unreadable"])
    assert "at least 20 expected" in items[0]["text"]


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("empty.md", b"", "document-empty"),
        ("noise.txt", b"nothing that anybody could read", "form-unknown"),
        ("latin.md", "é".encode("latin-1"), "not-utf-8"),
        ("deep.json", b"[" * 100_000, ""),
    ],
)
def test_what_cannot_be_read_is_said(folder: Path, name: str, raw: bytes, words: str) -> None:
    (folder / name).write_bytes(raw)
    code, items = drift(folder, name, "pages/reel.json")
    assert (code, [item["kind"] for item in items]) == (2, ["unreadable"])
    assert words in items[0]["text"]


def test_a_model_that_nobody_describes(folder: Path) -> None:
    edit(folder / "pages/reel.json", "acme/reel-1", "acme/reel-2")
    code, items = drift(folder, "pages/reel.json")
    assert code == 1
    assert (items[0]["kind"], items[0]["about"]) == ("undeclared", "operation acme/reel-2")


class Pages(BaseHTTPRequestHandler):
    """Serves one page, with an ETag."""

    text = b""
    seen: list[tuple[int, str]] = []

    def do_GET(self) -> None:
        """Answer with the page, or say that it is the one that is known."""
        status = 500 if self.path == "/broken" else 200
        if status == 200 and self.headers.get("If-None-Match") == '"1"':
            status = 304
        Pages.seen.append((status, self.path))
        self.send_response(status)
        self.send_header("ETag", '"1"')
        self.send_header("Content-Length", str(len(Pages.text) if status == 200 else 0))
        self.end_headers()
        if status == 200:
            self.wfile.write(Pages.text)

    def log_message(self, *_: object) -> None:
        """Print nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    """Return the address of a real server on this machine."""
    Pages.text = (DEMO / "pages/reel-changed.json").read_bytes()
    Pages.seen = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_pages_are_fetched_and_asked_for_by_their_etag(folder: Path, address: str) -> None:
    first, second = (drift(folder, f"{address}/reel.json") for _ in range(2))
    assert first == second
    assert first[0] == 1
    assert [status for status, _ in Pages.seen] == [200, 304]


def test_a_failed_fetch_is_not_a_change(folder: Path, address: str) -> None:
    code, items = drift(folder, f"{address}/broken")
    assert (code, [item["kind"] for item in items]) == (2, ["unreadable"])
    assert "answers 500" in items[0]["text"]
    code, items = drift(folder, "http://127.0.0.1:1/x")
    assert (code, items[0]["kind"]) == (2, "unreadable")
