"""Text of a spec never becomes code: every prose and every value is an attack, and nothing runs."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.load import load
from generator.pipeline import run
from generator.resolve.scope import thaw
from generator.yaml_reader import read_yaml

BASE = Path(__file__).parent / "cases" / "_base" / "specs"

ATTACKS = (
    '"""\nopen("PWNED", "w").close()\n"""',
    "'''\nopen('PWNED', 'w').close()\n'''",
    '\\"""; open("PWNED", "w").close() #',
    "{{ open }} {% for x in y %} {# comment #}",
    "ends with a backslash\\",
    'ends with a quote"',
    "<script>alert(1)</script> | [link](javascript:x) `code`",
    '>>> open("PWNED", "w").close()',
    "many words " * 7 + '>>> open("PWNED", "w").close()',
    '- one\n>>> open("PWNED", "w").close()',
    "{params} %s {0.__class__} $(touch PWNED) `touch PWNED`",
)
PROSE = frozenset(
    [
        "title",
        "summary",
        "description",
        "message",
        "why",
        "text",
        "purpose",
        "where",
        "note",
        "says",
        "decision",
        "section",
    ]
)


def attacked(data: Any, attack: str, key: str = "") -> Any:
    """Return *data* with *attack* in the place of all prose."""
    if isinstance(data, dict):
        return {name: attacked(value, attack, name) for name, value in data.items()}
    if isinstance(data, list):
        return [attacked(value, attack, key) for value in data]
    return attack if key in PROSE and isinstance(data, str) else data


def hostile_specs(folder: Path, attack: str) -> Path:
    """Write the base specs with *attack* everywhere; JSON is YAML."""
    for path in sorted(BASE.rglob("*.yaml")):
        data = attacked(thaw(read_yaml(path, path.name).data), attack)
        if path.name == "image.yaml":
            parameters = data["operations"]["draw"]["parameters"]
            source = parameters["prompt"]["source"]
            parameters["mode"] = {
                "type": "string",
                "enum": [attack, "plain"],
                "description": attack,
                "source": source,
                "server_default": attack,
            }
            data["operations"]["draw"]["examples"] = [
                {
                    "id": "one",
                    "title": attack,
                    "source": source,
                    "request": {"prompt": attack, "mode": attack},
                },
            ]
        target = folder / path.relative_to(BASE)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(data), encoding="utf-8")
    return folder


def sources(folder: Path) -> Iterator[tuple[str, str]]:
    """List the Python files under *folder* with their text."""
    for path in sorted(folder.rglob("*.py")):
        yield str(path), path.read_text(encoding="utf-8")


@pytest.mark.parametrize("attack", ATTACKS)
def test_text_never_becomes_code(
    attack: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a spec says, the emitted code compiles, passes its own tests, and runs none of it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    specs = hostile_specs(tmp_path / "specs", attack)
    out = tmp_path / "emitted"
    assert run(str(specs), str(out), None, check=False, diff=False, echo=lambda _: None) == 0
    for path, text in sources(out):
        compile(text, path, "exec")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "--doctest-modules",
        "emitted/tests",
        "emitted/acme/validators",
        "-p",
        "no:cacheprovider",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert not list(tmp_path.rglob("PWNED"))
    assert "<script" not in (out / "acme" / "reference.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["__class__", "../../etc", "con\nfig", "a b", "import", "A" * 500])
def test_names_are_names(name: str, tmp_path: Path) -> None:
    """A provider, family or operation cannot be called something that is no name."""
    specs = hostile_specs(tmp_path / "specs", "plain")
    path = specs / "acme" / "image.yaml"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["operations"] = {name: data["operations"]["draw"]}
    path.write_text(json.dumps(data), encoding="utf-8")
    _, findings = load(specs)
    assert findings or name == "import"
