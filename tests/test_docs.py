"""What README and docs/ say is true: examples are run, tables are compared with the code.

`UPDATE_DOCS=1 pytest tests/test_docs.py` puts what commands print now into docs/spec-format.md; what
changed is for git to show and for a reader to judge.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from commands import environment
from pydantic import BaseModel
from shipped import ROOT

from generator.language import FILES
from generator.lint import RULES
from generator.lint.subjects import FamilyAt, OperationAt, PriceAt, ProviderAt, RuleAt
from generator.price.expression import ExpressionError, parse
from generator.price.types import TRUTH, Type, type_of

README = ROOT / "README.md"
PAGES = (README, *sorted((ROOT / "docs").glob("*.md")))
SPEC_FORMAT = ROOT / "docs" / "spec-format.md"
FACTS = {
    "seconds": Type("quantity", "second", 0),
    "video_seconds": Type("quantity", "second", 3),
    "images": Type("quantity", "image", 0),
    "tier": Type("choice"),
    "has_video": TRUTH,
}
"""The facts of which docs/spec-format.md speaks where it lists refused expressions."""
SUBJECTS = {
    "provider": ProviderAt,
    "family": FamilyAt,
    "operation": OperationAt,
    "rule": RuleAt,
    "price": PriceAt,
}
NOT_CODES = {"utf-8", "utf-8-sig"}
STAGES = ("yaml_reader.py", "load.py", "misfits.py", "resolve/*.py")


class Block(NamedTuple):
    """A fenced block of a page."""

    language: str
    title: str
    text: str
    start: int
    """Where its text begins in the page."""


def blocks(page: str) -> Iterator[Block]:
    pattern = r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```$"
    for match in re.finditer(pattern, page, re.MULTILINE | re.DOTALL):
        yield Block(match[1], match[2] or "", match[3], match.start(3))


def commands_of(block: Block) -> list[tuple[str, str]]:
    """Return each command of a console block with the output that is shown below it."""
    found: list[tuple[str, str]] = []
    for line in block.text.splitlines(keepends=True):
        bare = re.match(r"\$ (.*)|(specloom .*)", line)
        if bare:
            found.append(((bare[1] or bare[2]), ""))
        elif found and found[-1][0].endswith("\\"):
            found[-1] = (found[-1][0][:-1] + line.strip(), "")
        else:
            assert found, f"a console block begins with a command, not with {line}"
            found[-1] = (found[-1][0], found[-1][1] + line)
    return found


def shell(command: str, folder: Path) -> str:
    """Run *command* in *folder*, where `specloom` is this checkout, and return what it prints."""
    done = subprocess.run(
        ["sh", "-c", f'specloom() {{ "{sys.executable}" -m generator "$@"; }}\n{command}'],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=120,
        env=environment(XDG_CACHE_HOME=str(folder / "cache"), COLUMNS="100"),
    )
    assert "Traceback" not in done.stdout, done.stdout
    assert done.returncode in {0, 1}, done.stdout
    return done.stdout


def run_python(arguments: list[str], folder: Path) -> None:
    """Run Python in *folder*, where the packages that were generated there are found."""
    path = f"{folder}{os.pathsep}{ROOT}"
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=environment(PYTHONPATH=path),
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_worked_example_does_what_the_page_says(tmp_path: Path) -> None:
    """Files, commands and Python of the page, in its order, print what it shows."""
    page = SPEC_FORMAT.read_text(encoding="utf-8")
    played, taken = "", 0
    for block in blocks(page):
        now = block.text
        if block.language == "yaml" and block.title:
            file = tmp_path / block.title
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text, encoding="utf-8")
        elif block.language == "console":
            listed = [(line, shell(line, tmp_path)) for line, _ in commands_of(block)]
            now = "".join(f"$ {line}\n{printed}" for line, printed in listed)
        elif block.language == "python":
            (tmp_path / "session.txt").write_text(block.text, encoding="utf-8")
            run_python(["-m", "doctest", "session.txt"], tmp_path)
        played += page[taken : block.start] + now
        taken = block.start + len(block.text)
    played += page[taken:]
    if os.environ.get("UPDATE_DOCS"):
        SPEC_FORMAT.write_text(played, encoding="utf-8")
    assert played.splitlines() == page.splitlines()
    emitted = tmp_path / "generated" / "tests"
    assert sorted(path.name for path in emitted.rglob("test_*.py")) == [
        "test_reel.py",
        "test_reel_animate.py",
        "test_wire.py",
    ]
    run_python(["-m", "pytest", "-q", "-p", "no:cacheprovider", str(emitted)], tmp_path)


def test_commands_of_the_readme_print_what_it_shows(tmp_path: Path) -> None:
    """Where the README shows output, it is what is printed; the other commands run at least."""
    page = README.read_text(encoding="utf-8")
    for name in ("specs", "generated"):
        shutil.copytree(ROOT / name, tmp_path / name)
    ran = []
    for block in blocks(page):
        if block.language == "console":
            for command, shown in commands_of(block):
                if command.startswith("specloom "):
                    printed = shell(command, tmp_path)
                    ran.append(command)
                    assert shown in {"", printed}, f"{command}\n{printed}"
    assert len(ran) == len(re.findall(r"^\$ specloom ", page, re.MULTILINE))


def models() -> dict[str, type[BaseModel]]:
    """Return every model of the spec language by name."""
    found: dict[str, type[BaseModel]] = {}
    pending = list(FILES.values())
    while pending:
        model = pending.pop()
        if model.__name__ not in found:
            found[model.__name__] = model
            pending += [
                inner
                for field in model.model_fields.values()
                for inner in _models_in(field.annotation)
            ]
    return found


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _models_in(inner)


def tables(kind: str) -> Iterator[tuple[str, list[list[str]]]]:
    """List the tables that a comment `<!-- kind: name -->` announces, with their rows of cells."""
    page = SPEC_FORMAT.read_text(encoding="utf-8")
    pattern = rf"^<!-- {kind}:? ?(\w*) -->\n\|.*\n\|[-|]+\n((?:\|.*\n)+)"
    for match in re.finditer(pattern, page, re.MULTILINE):
        rows = [line.strip("|").split("|") for line in match[2].splitlines()]
        yield match[1], [[cell.strip() for cell in row] for row in rows]


def test_the_page_lists_the_keys_of_every_model() -> None:
    """Each model has one table with all of its keys in order, and says which are required."""
    listed = [
        (name, [(row[0].strip("`"), row[2] == "yes") for row in rows])
        for name, rows in tables("keys")
    ]
    expected = {
        name: [(key, field.is_required()) for key, field in model.model_fields.items()]
        for name, model in models().items()
    }
    assert len(listed) == len(expected)
    assert dict(listed) == expected


def stage_codes() -> set[str]:
    """Return the codes in the modules that read, load and resolve: their kebab-case texts."""
    found = set()
    for pattern in STAGES:
        for path in (ROOT / "generator").glob(pattern):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found.add(node.value)
    return {text for text in found if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", text)} - NOT_CODES


def test_the_page_lists_every_finding() -> None:
    """The tables of findings hold every code that exists, and no other."""
    listed = {name: {row[0].strip("`") for row in rows} for name, rows in tables("findings")}
    assert listed["stages"] == stage_codes()
    assert listed["lint"] == set(RULES)
    assert listed["silences"] == {"unknown-allow", "unused-allow"}


def test_the_page_says_what_lint_looks_at() -> None:
    """The second column of the findings of lint is true: it tells where `allow` helps."""
    said = {
        row[0].strip("`"): {SUBJECTS[word] for word in row[1].split(", ")}
        for name, rows in tables("findings")
        if name == "lint"
        for row in rows
    }
    assert said == {code: set(found.looks) for code, found in RULES.items()}


def test_refused_expressions_are_refused_as_the_page_says() -> None:
    """Each expression in the table is refused with the words beside it."""
    ((_, rows),) = tables("refused expressions")
    assert len(rows) > 10
    for expression, finding in rows:
        with pytest.raises(ExpressionError) as refused:
            type_of(parse(expression.strip("`")), FACTS)
        assert str(refused.value) == finding


def anchors(page: str) -> set[str]:
    """Return the anchors of the headings, as GitHub makes them."""
    heads = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    """Relative links name files that are there, and headings that these have."""
    page = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for link in re.findall(r"\]\(([^)\s]+)\)", page):
        if not re.match(r"[a-z]+:", link):
            file, _, anchor = link.partition("#")
            target = path.parent / file if file else path
            assert target.exists(), link
            assert not anchor or anchor in anchors(target.read_text(encoding="utf-8")), link
