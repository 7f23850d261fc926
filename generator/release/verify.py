"""Hold a verdict to the evidence: old generated tests and old calls against the new package."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET  # read is only what our own pytest wrote
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from generator.diagnostics import CannotRun, Rejected
from generator.diff.states import checked_out
from generator.ir.provider import Provider
from generator.load import load
from generator.release.calls import old_calls
from generator.release.record import Plan
from generator.resolve import resolve

SECONDS = 900
USED = "old requests and results"
REFUSED = "old refusals"
PRICED = "old prices"
TYPED = "old calls, type-checked"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the old tests and calls say of the new package."""

    ran: dict[str, int]
    """How many held, by kind."""
    failed: dict[str, list[str]]
    """Which failed, by kind."""
    contradictions: tuple[str, ...]
    """Where they disagree with the verdict."""


def verify(made: Plan) -> Evidence:
    """Run what the old state says against the package of the new one, in a temporary tree."""
    assert made.verdict is not None, "a first release has no old state"
    new_specs = made.file.parent.parent
    with (
        checked_out(made.against, new_specs) as old_specs,
        tempfile.TemporaryDirectory(prefix="specloom-") as folder,
    ):
        room = Path(folder)
        old = _provider(old_specs, made.provider)
        for name, specs in (("old", old_specs), ("new", new_specs)):
            generated(specs, room / name / "generated", made.provider)
        shutil.copytree(new_specs, room / "specs")
        ran, failed = _tests(room, old)
        ran[TYPED], failed[TYPED] = _types(room, old)
    return Evidence(ran, failed, tuple(_contradictions(made, failed)))


def _provider(specs: Path, name: str) -> Provider:
    documents, findings = load(specs, name)
    if documents is None or findings:
        raise Rejected(findings)
    providers, more = resolve(documents)
    if more:
        raise Rejected(more)
    return providers[0]


def _run(arguments: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    home = str(Path(__file__).resolve().parent.parent.parent)
    path = os.pathsep.join(filter(None, [home, os.environ.get("PYTHONPATH")]))
    try:
        return subprocess.run(  # noqa: S603  # this interpreter, on what was generated a moment ago
            [sys.executable, *arguments],
            cwd=cwd,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            stdin=subprocess.DEVNULL,
            check=False,
            timeout=SECONDS,
            env={**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
        )
    except subprocess.TimeoutExpired:
        raise CannotRun(f"{arguments[1]} was not done within {SECONDS} s") from None


def generated(specs: Path, out: Path, provider: str) -> None:
    """Generate the package of *provider* from *specs* into *out*."""
    out.parent.mkdir(parents=True, exist_ok=True)
    command = ["-m", "generator", "generate", "--specs", str(specs.resolve()), "--out", str(out)]
    done = _run([*command, "--only", provider], out.parent)
    if done.returncode:
        said = done.stderr.strip().splitlines()
        first = f": {said[0]}" if said else ""
        raise CannotRun(f"{specs} cannot be generated{first}; `specloom lint` shows all")


def _tests(room: Path, old: Provider) -> tuple[dict[str, int], dict[str, list[str]]]:
    """Run the old generated tests in the new tree."""
    name = old.python_name
    mixed = room / "mixed" / "generated"
    shutil.copytree(room / "new" / "generated", mixed)
    shutil.rmtree(mixed / "tests" / name, ignore_errors=True)
    shutil.copytree(room / "old" / "generated" / "tests" / name, mixed / "tests" / name)
    refused = {
        f"test_example_{example.id.replace('-', '_').replace('.', '_')}"
        for operation in old.operations
        for example in operation.examples
        if example.refused
    }
    ran = dict.fromkeys((USED, REFUSED, PRICED), 0)
    failed: dict[str, list[str]] = {kind: [] for kind in ran}
    for case, broken in run_tests(mixed, name, room / "specs"):
        kind = _kind(case.rpartition("::")[2], refused)
        ran[kind] += not broken
        failed[kind] += [case] if broken else []
    return ran, failed


def run_tests(tree: Path, package: str, specs: Path) -> list[tuple[str, bool]]:
    """Run the generated tests of *package* in *tree*; return each with whether it failed."""
    room = tree.parent
    settings = f"[pytest]\nspecloom_specs = {specs.resolve()}\n"
    (room / "pytest.ini").write_text(settings, encoding="utf-8")
    report = room / "report.xml"
    options = ["-q", "-p", "no:cacheprovider", "--continue-on-collection-errors"]
    where = f"{tree.name}/tests/{package}"
    _run(["-m", "pytest", *options, f"--junitxml={report}", where], room)
    if not report.is_file():
        raise CannotRun("pytest left no report of the generated tests")
    return list(_cases(report))


def _cases(report: Path) -> Iterator[tuple[str, bool]]:
    for case in ET.parse(report).getroot().iter("testcase"):  # noqa: S314  # our own pytest's
        where = (case.get("classname") or "").rpartition(".")[2]
        broken = case.find("failure") is not None or case.find("error") is not None
        yield f"{where}::{case.get('name')}", broken


def _kind(name: str, refused: set[str]) -> str:
    bare = name.partition("[")[0]
    if bare.startswith("test_price"):
        return PRICED
    ends = bare.endswith(("_refused", "_broken"))
    if ends or bare in {"test_unknown_key", "test_not_an_object", "test_required_keys"} | refused:
        return REFUSED
    return USED


def _types(room: Path, old: Provider) -> tuple[int, list[str]]:
    """Check old calls with mypy; what it says of the old package itself does not count."""
    if find_spec("mypy") is None:
        raise CannotRun("type checks need mypy: pip install mypy")
    text = old_calls(old, "generated")
    said: dict[str, dict[int, str]] = {}
    for name in ("old", "new"):
        (room / name / "old_calls.py").write_text(text, encoding="utf-8")
        options = ["--config-file=", "--no-color-output", "--no-error-summary"]
        options += ["--cache-dir", str(room / "mypy")]  # libraries are looked at once for both
        done = _run(["-m", "mypy", *options, "--strict", "old_calls.py"], room / name)
        said[name] = dict(_errors(done.stdout))
    lines = text.splitlines()
    calls = sum(line.startswith("def ") for line in lines)
    news = {line: error for line, error in said["new"].items() if line not in said["old"]}
    return calls, [f"{lines[line - 1].strip()[:100]}: {error}" for line, error in news.items()]


def _errors(printed: str) -> Iterator[tuple[int, str]]:
    for line in printed.splitlines():
        file, number, rest = [*line.split(":", 2), "", ""][:3]
        if file == "old_calls.py" and number.isdigit() and " error: " in f"{rest} ":
            yield int(number), rest.partition("error: ")[2]


def _contradictions(made: Plan, failed: dict[str, list[str]]) -> Iterator[str]:
    assert made.verdict is not None
    kinds = made.verdict.diff.kinds
    used = failed[USED] + failed[TYPED]
    if used and "breaking" not in kinds:
        yield f"the verdict is not breaking, but {len(used)} old tests or calls fail"
    if not used and "breaking" in kinds:
        yield "the verdict is breaking, but no old test or call fails: look at each breaking change"
    if failed[PRICED] and "price" not in kinds and "breaking" not in kinds:
        yield f"no price changed by the verdict, but {len(failed[PRICED])} old prices fail"
    if failed[REFUSED] and not kinds & {"additive", "breaking"}:
        yield f"nothing is taken anew by the verdict, but {len(failed[REFUSED])} old refusals fail"
