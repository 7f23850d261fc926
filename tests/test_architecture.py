"""The budgets and borders of this code base: who imports whom, how long, who prints, what templates say."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from jinja2 import Environment, nodes
from workshop import ROOT

LAYERS: tuple[tuple[str, ...], ...] = (
    ("runtime", "naming", "markdown", "python", "pieces", "price.expression"),
    ("diagnostics", "tree", "price.types", "price.choices", "extras"),
    (
        *("spec", "yaml_reader", "yaml_text", "places", "memory", "payload", "days", "probe"),
        "price.arithmetic",
    ),
    ("ir", "misfits", "price.spans", "price.compile"),
    ("load", "language", "price.layout", "price.cases", "wording", "schema_rules"),
    ("price.settle", "price.bounds"),
    ("price.evaluate",),
    ("judge",),
    ("resolve", "schema"),
    ("lint", "explain", "openapi_paths", "mock", "catalogue"),
    ("survey", "openapi", "models", "pricing", "columns"),
    ("views", "importer"),
    ("render", "format", "diff"),
    ("emit", "write", "drift", "release"),
    ("part", "prices"),
    ("crew", "shelf"),
    ("assemble",),
    ("pipeline",),
    ("refresh", "importer.draft"),
    ("cli",),
    ("__main__", "testing"),
)
"""Modules and packages of `generator` from the ground up: each may import what stands below it."""

DOORS = {
    "datamodel_code_generator": ("models.py",),
    "black": ("format.py",),
    "markdown_it": ("importer/blocks.py",),
    "yaml": ("importer/loose_yaml.py", "yaml_reader.py"),  # other people's YAML, and our own
}
"""Packages that these modules alone may import."""

PYTHON = sorted(
    path
    for folder in ("generator", "tests")
    for path in (ROOT / folder).rglob("*.py")
    if "__pycache__" not in path.parts
)
TEMPLATES = sorted((ROOT / "templates").rglob("*.jinja"))
THINKING = (
    *(nodes.Assign, nodes.AssignBlock, nodes.Call, nodes.Compare, nodes.Test, nodes.Macro),
    *(nodes.And, nodes.Or, nodes.Not, nodes.CondExpr, nodes.BinExpr, nodes.FilterBlock),
)


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[str]:
    """List the modules that a file imports, each name of `from a import b` as a.b."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def layer(module: str) -> int:
    """Return how high a module of `generator` stands; the longest name in the table counts."""
    steps = module.split(".")
    for length in range(len(steps), 0, -1):
        name = ".".join(steps[:length])
        for height, names in enumerate(LAYERS):
            if name in names:
                return height
    raise AssertionError(f"generator.{module} stands in no layer")


def modules() -> list[Path]:
    return [path for path in PYTHON if path.is_relative_to(ROOT / "generator")]


@pytest.mark.parametrize("path", modules(), ids=shown)
def test_imports_go_downwards(path: Path) -> None:
    parts = path.relative_to(ROOT / "generator").with_suffix("").parts
    own = ".".join(part for part in parts if part != "__init__")
    if not own:
        return
    for name in imported(path):
        root, _, inside = name.partition(".")
        if own != "cli.demo_calls":  # it shows the emitted clients at work
            assert root != "generated", "the tool never imports what it emits"
        if root != "generator" or not inside:
            continue
        package = own.partition(".")[0]
        if package == "price" or not inside.startswith(f"{package}."):
            assert layer(inside) < layer(own), f"generator.{own} imports {name}"


@pytest.mark.parametrize("path", PYTHON, ids=shown)
def test_no_file_is_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", PYTHON, ids=shown)
def test_no_function_is_long(path: Path) -> None:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            length = node.end_lineno - node.lineno + 1
            assert length <= 40, f"{node.name} has {length} lines"


@pytest.mark.parametrize("path", modules(), ids=shown)
def test_only_the_command_line_prints(path: Path) -> None:
    if "cli" in path.parts or path.name == "__main__.py":
        return
    for node in ast.walk(tree_of(path)):
        name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
        assert name not in {"print", "click.echo", "sys.stdout.write", "sys.stderr.write"}


@pytest.mark.parametrize("package", DOORS)
def test_a_foreign_package_has_few_doors(package: str) -> None:
    users = [
        shown(path)
        for path in modules()
        if any(name.partition(".")[0] == package for name in imported(path))
    ]
    assert users == [f"generator/{module}" for module in DOORS[package]]


def test_money_is_never_a_float() -> None:
    """No float enters where prices are computed: not by name, not as a literal."""
    places = [*(ROOT / "generator" / "price").glob("*.py"), ROOT / "generator/runtime/facts.py"]
    places += [ROOT / "generator/runtime/estimates.py", *(ROOT / "generated").glob("*/costs/*.py")]
    for path in places:
        for node in ast.walk(tree_of(path)):
            name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            assert name != "float", shown(path)
            assert not isinstance(node, ast.Constant) or not isinstance(node.value, float), path


@pytest.mark.parametrize("path", TEMPLATES, ids=shown)
def test_templates_print_and_never_think(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 40
    parsed = Environment(autoescape=True).parse(text)
    found = [type(node).__name__ for kind in THINKING for node in parsed.find_all(kind)]
    assert found == []
    filters = {node.name for node in parsed.find_all(nodes.Filter)}
    assert filters <= {"join", "indent"}


@pytest.mark.parametrize("path", sorted((ROOT / "specs").rglob("*.yaml")), ids=shown)
def test_specs_tell_editors_their_schema(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    first = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    assert first is not None
    assert (path.parent / first[1]).resolve().is_file()
    assert len(text.splitlines()) <= 620


def tracked() -> list[Path]:
    """List the files of the repository, or of the folder where there is none."""
    done = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    listed = [ROOT / line for line in done.stdout.splitlines()]
    return [path for path in listed if path.is_file()]


def test_no_file_names_a_path_of_a_machine() -> None:
    """Nobody else has the folders of the machine on which this was written."""
    pattern = re.compile("|".join(("/" + "work/", "/" + "tmp/", "/" + "root/", "/" + "home/")))
    for path in tracked():
        text = path.read_bytes().decode("utf-8", "replace")
        assert pattern.search(text) is None, shown(path)


def test_the_lock_file_pins_and_names_no_host() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if line and not line.startswith("#")]
    assert all(re.match(r"[A-Za-z0-9._-]+==[^\s]+( ; .+)?$", line) for line in wanted)
    assert not any("://" in line or "index" in line for line in lines)


def test_the_fewest_names_stand_at_the_top() -> None:
    fixed = {"pyproject.toml", "specs", "templates", "generator", "generated", "tests", "Makefile"}
    allowed = {*fixed, "README.md", "CHANGELOG.md", "LICENSE", "docs", "requirements.lock"}
    there = {path.relative_to(ROOT).parts[0] for path in tracked()}
    assert {name for name in there if not name.startswith(".")} <= allowed
    assert fixed <= there
