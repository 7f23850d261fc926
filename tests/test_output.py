"""The emitted tree: it stands alone, it is light, it is typed, and it can be copied and renamed."""

from __future__ import annotations

import ast
import doctest
import importlib
import json
import re
import shutil
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from shipped import providers
from workshop import COMMITTED, ROOT, files, start

MODULES = sorted(path for path in COMMITTED.rglob("*.py") if "__pycache__" not in path.parts)
NAMES = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in MODULES]
PACKAGES = [name.removesuffix(".__init__") for name in NAMES if name.endswith(".__init__")]
JUDGES = [name for name in NAMES if ".validators." in name or ".costs." in name]
NEEDED = {"httpx", "pydantic", "tenacity"}
"""What emitted packages need beside the standard library."""
EXTRA = {"cryptography", "opentelemetry"}
"""What they use where it is there."""
HEAVY = ("re", "typing", "dataclasses", "decimal", "pydantic", "json", "inspect", "difflib")


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """List the modules that a file imports, with the number of dots before them."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, 0) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "", node.level


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(COMMITTED).as_posix())
def test_a_module_imports_itself_relatively_and_little_else(path: Path) -> None:
    depth = len(path.relative_to(COMMITTED).parts)
    allowed = {*sys.stdlib_module_names, *NEEDED, *EXTRA, "typing_extensions"}
    if "tests" in path.parts:
        allowed.add("pytest")
    for name, dots in imports(path):
        assert dots <= depth, f"{name} leads out of the tree"
        assert dots or name.partition(".")[0] in allowed, name


def test_what_the_tree_needs_is_installed_with_it() -> None:
    """What a plain install brings, and what the extra for webhooks does, is what is imported."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    plain, extras = project["dependencies"], project["optional-dependencies"]
    assert {re.split(r"[<>=\[]", each)[0] for each in plain} >= NEEDED
    assert [re.split(r"[<>=]", each)[0] for each in extras["webhooks"]] == ["cryptography"]
    used = {name.partition(".")[0] for path in MODULES for name, dots in imports(path) if not dots}
    assert used >= NEEDED | EXTRA
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(name in readme for name in NEEDED | {"specloom[webhooks]"})


def test_a_copy_under_another_name_works(tmp_path: Path) -> None:
    """Its tests pass in a project that knows neither `generator` nor `generated`."""
    ignored = shutil.ignore_patterns("__pycache__", ".*cache")
    shutil.copytree(COMMITTED, tmp_path / "app" / "vendored", ignore=ignored)
    (tmp_path / "app" / "__init__.py").write_text("", encoding="utf-8")
    (tmp_path / "conftest.py").write_text(
        "import sys\n\n\ndef pytest_sessionfinish():\n"
        "    loaded = {name.partition('.')[0] for name in sys.modules}\n"
        "    assert loaded.isdisjoint({'generator', 'generated'})\n"
        "    assert 'app' in loaded\n",
        encoding="utf-8",
    )
    plugins = ("-p", "no:cacheprovider", "-p", "no:specloom")  # a stranger has no plugin of ours
    command = ("-m", "pytest", "-q", *plugins, "app/vendored/tests")
    done = start(*command, cwd=tmp_path, env={"PYTHONPATH": ""})
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout
    assert "failed" not in done.stdout
    assert "skipped" not in done.stdout


@pytest.mark.parametrize(
    "command",
    [
        ("ruff", "check", "generated"),
        ("black", "--check", "-q", "generated"),
        ("mypy", "generated"),
    ],
    ids=lambda command: command[0],
)
def test_the_tree_is_clean(command: tuple[str, ...]) -> None:
    """No complaint of ruff, black or mypy --strict (which pyproject.toml asks for)."""
    done = start("-m", *command)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", JUDGES)
def test_the_examples_in_docstrings_run(name: str) -> None:
    module = importlib.import_module(name)
    assert doctest.testmod(module).failed == 0
    functions = [each for each in vars(module) if each.startswith(("validate_", "estimate_"))]
    for each in functions:
        doc = getattr(module, each).__doc__
        assert ">>> " in doc or "Raises PriceRefused: no price is documented." in doc


def test_there_are_examples_in_every_validator() -> None:
    run = sum(doctest.testmod(importlib.import_module(name)).attempted for name in JUDGES)
    assert run >= 2 * 9 - 1


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_offers_what_it_lists(name: str) -> None:
    package = importlib.import_module(name)
    for exported in getattr(package, "__all__", ()):
        assert getattr(package, exported) is not None
        assert exported in dir(package)
    if hasattr(package, "__all__"):
        with pytest.raises(AttributeError, match="no_such_name"):
            _ = package.no_such_name


def test_judging_and_pricing_load_nothing_heavy() -> None:
    """Validators and estimators load their runtime, and nothing of the library that costs time."""
    code = "import sys; before = set(sys.modules); "
    code += "; ".join(f"import {name}" for name in JUDGES)
    code += "; print(' '.join(sorted(set(sys.modules) - before)))"
    done = start("-S", "-c", code)
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    assert set(JUDGES) <= loaded
    assert loaded.isdisjoint(HEAVY)
    assert {name for name in loaded if not name.startswith("generated")} <= {"__future__"}


def test_the_first_price_and_the_first_judgement_load_little() -> None:
    """A right request is judged without what only messages need."""
    code = (
        "import sys\n"
        "from generated.fal.validators.grok_imagine_video import validate_text_to_video\n"
        "from generated.fal.costs.grok_imagine_video import estimate_text_to_video\n"
        "request = {'prompt': 'a cat', 'duration': 5}\n"
        "assert validate_text_to_video(request) == []\n"
        "estimate_text_to_video(request)\n"
        "print(' '.join(sys.modules))\n"
    )
    done = start("-S", "-c", code)
    assert done.returncode == 0, done.stderr
    assert set(done.stdout.split()).isdisjoint({*HEAVY, "difflib"})


def test_types_are_marked_and_pages_are_there() -> None:
    there = files(COMMITTED)
    for provider in providers().values():
        name = provider.python_name
        assert there[f"{name}/py.typed"] == b""
        assert json.loads(there[f"{name}/openapi.json"])["openapi"].startswith("3.1")
        assert there[f"{name}/reference.md"]
    assert there["py.typed"] == b""


def test_every_file_says_who_wrote_it() -> None:
    for path, data in files(COMMITTED).items():
        text = data.decode()
        silent = path.endswith("py.typed") or path == "MANIFEST.txt"
        assert silent or "specloom generate" in text[:1500], path


def test_the_listing_names_every_file() -> None:
    there = files(COMMITTED)
    assert there.pop("MANIFEST.txt").decode().splitlines() == sorted(there)
