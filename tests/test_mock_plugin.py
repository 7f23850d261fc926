"""The pytest plugin as other projects use it: installed, with settings of their own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from commands import environment

PROJECT = """
import asyncio
import httpx
import pytest

BODY = {"prompt": "a cat"}
KEY = {"authorization": "Key a-key"}


def test_over_a_port(specloom_mock):
    url = specloom_mock.base_urls["fal"]["queue"] + "/xai/grok-imagine-video/text-to-video"
    assert httpx.post(url, json=BODY, headers=KEY, trust_env=False).is_success
    (entry,) = specloom_mock.received()
    assert entry["body"] == BODY
    specloom_mock.reset()
    assert specloom_mock.received() == []
    assert specloom_mock.base_urls.keys() == {"aimlapi", "cloudflare", "fal", "runware"}
    assert specloom_mock.base_urls["fal"]["queue-backup"].startswith("http://localhost")


def test_a_lost_answer(specloom_mock):
    specloom_mock.reset()
    url = specloom_mock.base_urls["fal"]["queue"] + "/xai/grok-imagine-video/text-to-video"
    with specloom_mock.faults({"faults": [{"do": "drop-after", "call": "submit", "nth": 1}]}):
        with pytest.raises(httpx.TransportError):
            httpx.post(url, json=BODY, headers=KEY, trust_env=False)
        assert [entry["times"] for entry in specloom_mock.fired()] == [1]
    assert [row["charged"] for row in specloom_mock.ledger()] == [1]
    assert specloom_mock.fired() == []


def test_in_process(specloom_asgi):
    async def call():
        transport = httpx.ASGITransport(specloom_asgi)
        async with httpx.AsyncClient(transport=transport, base_url="http://mock") as client:
            path = "/fal/run/xai/grok-imagine-video/text-to-video"
            return await client.post(path, json=BODY, headers=KEY)

    answer = asyncio.run(call())
    assert answer.json()["video"]["url"].startswith("http://mock/media/")
    assert specloom_asgi.state.world.clock.speed == 100.0
"""


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the tests of a small project."""
    (folder / "test_project.py").write_text(PROJECT)
    (folder / "pytest.ini").write_text("[pytest]\nspecloom_speed = 100\n")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=environment(),
    )


def test_fixtures_work_elsewhere(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert "3 passed" in done.stdout, done.stdout + done.stderr


def test_without_the_extra_tests_are_skipped_and_say_so(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text("import sys\nsys.modules['uvicorn'] = None\n")
    done = run(tmp_path)
    assert "3 skipped" in done.stdout, done.stdout + done.stderr
    assert "pip install 'specloom[mock]'" in done.stdout


def test_the_plugin_imports_nothing_heavy() -> None:
    code = "import sys, generator.testing; print([n for n in ('starlette', 'httpx', 'yaml') if n in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env=environment(),
    )
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("name", ["specloom_mock", "specloom_asgi"])
def test_fixtures_are_listed(name: str, tmp_path: Path) -> None:
    assert name in run(tmp_path, "--fixtures").stdout
