"""A wheel built from the checkout works outside it, with templates and specs, and ships nothing old."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from workshop import COMMITTED, ROOT, files

PARTS = ("generator", "generated", "templates", "specs", "pyproject.toml", "README.md", "LICENSE")
REQUEST = {"prompt": "a cat", "duration": 8, "resolution": "720p"}


@dataclass(frozen=True)
class Installed:
    """A wheel in an environment of its own, and a folder outside every checkout."""

    first: Path
    second: Path
    """The wheel built after a template was removed."""
    binaries: Path
    folder: Path

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the environment, knowing nothing of the checkout."""
        command = [str(self.binaries / arguments[0]), *arguments[1:]]
        hidden = ("PYTHON", "VIRTUAL_ENV")
        env = {key: value for key, value in os.environ.items() if not key.startswith(hidden)}
        env["XDG_CACHE_HOME"] = str(self.folder / "cache")
        return subprocess.run(
            command, cwd=self.folder, env=env, capture_output=True, encoding="utf-8", check=False
        )


def build(checkout: Path, target: Path) -> Path:
    """Build a wheel of *checkout*."""
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--disable-pip-version-check"]
    command += ["--no-deps", "-w", str(target), str(checkout)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = target.glob("specloom-*.whl")
    return wheel


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Build a wheel twice from one copy of the checkout, and install the first.

    Where several workers run the tests, one of them does it for all.
    """
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "wheel"
    done = folder / "done"
    try:
        folder.mkdir()
    except FileExistsError:
        patience = 300
        while not done.exists() and patience:
            time.sleep(1)
            patience -= 1
        assert done.exists(), "the worker that builds the wheel has failed"
    else:
        prepare(folder)
        done.touch()
    wheels = [next((folder / name).glob("*.whl")) for name in ("first", "second")]
    elsewhere = folder / f"elsewhere-{os.getpid()}"
    elsewhere.mkdir()
    return Installed(wheels[0], wheels[1], folder / "venv" / "bin", elsewhere)


def prepare(folder: Path) -> None:
    """Build both wheels and the environment in *folder*."""
    checkout = folder / "checkout"
    checkout.mkdir()
    for part in PARTS:
        ignored = shutil.ignore_patterns("__pycache__", ".*cache")
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, checkout / part, ignore=ignored)
        else:
            shutil.copy(ROOT / part, checkout / part)
    wheel = build(checkout, folder / "first")
    (checkout / "templates" / "reference.md.jinja").unlink()
    build(checkout, folder / "second")
    shutil.rmtree(checkout)
    subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True)
    command = [str(folder / "venv" / "bin" / "python"), "-m", "pip", "install", "-q", str(wheel)]
    command += ["--disable-pip-version-check", "-c", str(ROOT / "requirements.lock")]
    subprocess.run(command, check=True)


def names(wheel: Path) -> set[str]:
    """List the files of a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_what_is_needed(installed: Installed) -> None:
    held = names(installed.first)
    for folder in ("templates", "specs"):
        wanted = {path for path in files(ROOT / folder) if not path.startswith(".")}
        assert {f"generator/{folder}/{path}" for path in wanted} <= held
    assert {f"generated/{path}" for path in files(COMMITTED)} <= held
    assert not [name for name in held if name.startswith("tests/") or "__pycache__" in name]


def test_a_deleted_template_is_not_shipped(installed: Installed) -> None:
    gone = names(installed.first) - names(installed.second)
    assert gone == {"generator/templates/reference.md.jinja"}


def test_the_command_lists_judges_and_prices(installed: Installed) -> None:
    (installed.folder / "request.json").write_text(json.dumps(REQUEST), encoding="utf-8")
    listed = installed.run("specloom", "list")
    assert listed.returncode == 0, listed.stderr
    assert "runware/grok-imagine-video/video-inference" in listed.stdout
    name = "fal/grok-imagine-video/text-to-video"
    judged = installed.run("specloom", "validate", name, "request.json", "--json")
    assert json.loads(judged.stdout) == {"valid": True, "violations": []}
    priced = installed.run("specloom", "estimate", name, "request.json", "--json")
    assert priced.returncode == 0, priced.stderr
    assert json.loads(priced.stdout)["low"] == json.loads(priced.stdout)["high"]
    wrong = installed.run(
        "specloom", "validate", name, "request.json", "--json", "--set", "duration=16"
    )
    assert wrong.returncode == 1
    assert [found["path"] for found in json.loads(wrong.stdout)["violations"]] == ["/duration"]


def test_what_it_generates_is_what_is_committed(installed: Installed) -> None:
    done = installed.run("specloom", "generate", "--out", "out")
    assert done.returncode == 0, done.stderr
    assert files(installed.folder / "out") == files(COMMITTED)
    assert installed.run("specloom", "generate", "--out", "out", "--check").returncode == 0


def test_its_packages_can_be_imported(installed: Installed) -> None:
    code = (
        "from generated.fal.validators.grok_imagine_video import validate_text_to_video as judge\n"
        "import generated, generator\n"
        f"assert judge({REQUEST!r}) == []\n"
        "from generated._runtime.retry import Retry\n"
        "from generated.fal import Fal\n"
        "assert Retry(9, 0.1).pause() < 9\n"
        "Fal(key='k').grok_imagine_video.text_to_video.request(prompt='x')\n"
        "print(generated.__file__, generator.__file__)\n"
    )
    done = installed.run("python", "-c", code)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("site-packages") == 2
