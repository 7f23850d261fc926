"""`specloom import`, in real processes: from pages to specs that pass lint and packages that pass their tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from commands import environment, specloom
from shipped import SPECS
from workshop import ROOT

from generator.cli.loading import load_providers
from generator.mock import ManualClock, application
from generator.mock.running import RunningMock

PAGES = Path(__file__).parent / "pages"
CHIRP = PAGES / "imported" / "chirp-openapi.yaml"
DAY = ("--date", "2026-11-21")


def imported(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return specloom("import", *map(str, arguments), "--specs", str(SPECS), *DAY)


@pytest.fixture(scope="module")
def chirp(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Import and generate a provider that nobody has described."""
    folder = tmp_path_factory.mktemp("chirp")
    done = imported(CHIRP, "--provider", "chirp", "-o", folder / "specs")
    assert done.returncode == 0, done.stderr
    made = specloom("generate", "--specs", str(folder / "specs"), "--out", str(folder / "chirping"))
    assert made.returncode == 0, made.stderr
    return folder


def test_what_is_open_is_told_with_its_place(tmp_path: Path) -> None:
    done = imported(CHIRP, "--provider", "chirp", "-o", tmp_path / "specs")
    assert "question" in done.stdout
    assert "children.[] contains itself" in done.stdout
    assert "2 operations: chirp/speech/create-speech, chirp/images/make-image" in done.stdout
    text = (tmp_path / "specs" / "chirp" / "images.yaml").read_text(encoding="utf-8")
    assert text.splitlines()[1].startswith("# Drafted by `specloom import`. To look at")


def test_a_draft_passes_lint_and_its_tests_pass(chirp: Path) -> None:
    linted = specloom("lint", "--specs", str(chirp / "specs"))
    assert linted.stdout == "no problems\n"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "chirping/tests"]
    done = subprocess.run(
        command, cwd=chirp, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout
    assert "passed" in done.stdout


CALL = """
import sys
from chirping.chirp import Chirp
client = Chirp(key="k", base_urls={"api": sys.argv[1]})
made = client.speech.create_speech(**{"text": "a cat", "class": "calm", "voice_id": "a/b c", "speed-up": True})
print(made.audio_url, made.segments)
"""


def test_a_client_of_a_drafted_provider_calls_its_server(chirp: Path) -> None:
    providers = load_providers(chirp / "specs")
    clock = ManualClock()
    with RunningMock(application(providers, clock=clock)) as mock:
        clock.advance(60)
        base = mock.app.state.services["chirp"].base_urls(mock.url)["api"]
        done = subprocess.Popen(
            [sys.executable, "-c", CALL, base],
            cwd=chirp,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**environment(), "PYTHONPATH": f"{chirp}{os.pathsep}{ROOT}"},
        )
        while done.poll() is None:
            clock.advance(1)
        output, errors = done.communicate(timeout=30)
    assert done.returncode == 0, errors
    assert output.startswith("http"), "the result is the answer itself"


def test_a_family_that_is_there_is_replaced_by_force_alone(tmp_path: Path) -> None:
    target = tmp_path / "specs"
    assert imported(CHIRP, "--provider", "chirp", "-o", target).returncode == 0
    family = target / "chirp" / "speech.yaml"
    family.write_text(family.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    again = imported(CHIRP, "--provider", "chirp", "-o", target)
    assert again.returncode == 2
    assert "--force replaces it" in again.stderr
    assert family.read_text(encoding="utf-8").endswith("# mine\n")
    forced = imported(CHIRP, "--provider", "chirp", "-o", target, "--force")
    assert forced.returncode == 0, forced.stderr
    assert "# mine" not in family.read_text(encoding="utf-8")


def test_documents_that_cannot_be_read_stop_everything(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("no form at all\n", encoding="utf-8")
    (tmp_path / "b.json").write_text('{"openapi": "2.0", "paths": {}}', encoding="utf-8")
    done = imported(CHIRP, tmp_path, "--provider", "chirp", "-o", tmp_path / "specs")
    assert done.returncode == 1
    assert "a.md:1: form-unknown" in done.stderr
    assert "b.json:1: openapi-version" in done.stderr
    assert "2 problems; nothing was done." in done.stderr
    assert not (tmp_path / "specs").exists()
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("no-such.md", "--provider", "chirp", "-o", "x"), "no such file"),
        ((str(CHIRP), "-o", "x"), "--provider"),
        ((str(CHIRP), "--provider", "Chirp!", "-o", "x"), "no name of a provider"),
        ((str(CHIRP), "--provider", "tests", "-o", "x"), "folder of the output"),
        ((str(CHIRP), "--provider", "chirp", "-o", str(CHIRP)), "is no folder"),
    ],
)
def test_a_users_mistake_is_one_line(arguments: tuple[str, ...], said: str) -> None:
    done = imported(*arguments)
    assert done.returncode in {1, 2}
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_known_provider_keeps_its_spec_and_is_told_by_the_form(tmp_path: Path) -> None:
    target = tmp_path / "specs"
    done = specloom(
        *("import", str(PAGES / "text" / "runware-ember.md"), "-o", str(target), "--json"),
        *("--specs", str(SPECS), *DAY),
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert [each["form"] for each in told["documents"]] == ["runware-page"]
    assert all(name.startswith("runware/") for name in told["operations"])
    provider = (target / "runware" / "provider.yaml").read_text(encoding="utf-8")
    assert "runware-ember-page:" in provider
    assert "class_name: Runware" in provider
    assert specloom("lint", "--specs", str(target)).stdout == "no problems\n"
