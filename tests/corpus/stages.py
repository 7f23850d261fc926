"""What is done with each document: read, draft, generate; then all packages together are tried."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from generator.diagnostics import CannotRun, Rejected
from generator.drift.pages import SUFFIXES
from generator.importer.documents import open_document
from generator.importer.draft.drafting import draft, setting_of
from generator.importer.draft.titles import slug
from generator.importer.facts import Reading
from generator.importer.forms import read_document
from generator.places import provider_names

ROOT = Path(__file__).resolve().parents[2]
SPECS = ROOT / "specs"

DAY = "2026-11-21"
WORKERS = 2
HISTORIES = frozenset({"before", "after"})
"""Names of files that show one document at two times; they are not held against each other."""


@dataclass
class Outcome:
    """What became of one document."""

    document: Path
    name: str
    """Name of its package."""
    facts: int = 0
    unread: int = 0
    questions: int = 0
    open_points: int = 0
    operations: tuple[str, ...] = ()
    reason: str = ""
    """Why there is no package, with a line number; empty if there is one."""
    faults: list[str] = field(default_factory=list)
    """What is wrong with the package."""
    reading: Reading | None = None

    @property
    def crashed(self) -> bool:
        """Whether something happened that never may."""
        return self.reason.startswith("crash") or bool(self.faults)


def documents(folder: Path) -> list[Path]:
    """List the documents under *folder*; what tells about them is none."""
    found = (path for path in sorted(folder.rglob("*")) if path.suffix in SUFFIXES)
    told = {"readme.md", "change.json"}
    return [path for path in found if path.is_file() and path.name.lower() not in told]


def provider_for(reading: Reading) -> str:
    """Name the provider whose form a document has, or a new one."""
    known = reading.form.partition("-")[0]
    return known if known in provider_names(SPECS) else slug(Path(reading.document).stem)[:40]


def make(document: Path, shown: str, name: str, folder: Path) -> Outcome:
    """Read a document, draft its spec and generate its package."""
    outcome = Outcome(document, name)
    try:
        reading = read_document(open_document(document, shown))
        outcome.reading = reading
        outcome.facts, outcome.unread = len(reading.facts), len(reading.unread)
        outcome.questions = len(reading.questions)
        specs = folder / "specs" / name
        drafted = draft([reading], setting_of(provider_for(reading), specs, SPECS), DAY)
        outcome.open_points, outcome.operations = len(drafted.remarks), drafted.operations
        for path, text in drafted.tree.items():
            target = specs / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        generated(specs, folder / "packages" / name)
    except Rejected as rejected:
        outcome.reason = str(rejected.findings[0]).partition("\n")[0]
    except CannotRun as error:
        outcome.reason = str(error)
    except Exception as error:  # noqa: BLE001  # a crash is what this looks for
        outcome.reason = f"crash: {type(error).__name__}: {str(error)[:300]}"
    return outcome


def generated(specs: Path, out: Path) -> None:
    """Generate *specs* into *out*."""
    from generator.pipeline import run

    run(str(specs), str(out), None, check=False, diff=False, echo=lambda _: None)


def make_all(folder: Path, corpus: Path) -> list[Outcome]:
    """Make a package of each document of *corpus*, in two processes."""
    listed = documents(corpus)
    jobs = [
        (path, path.relative_to(corpus).as_posix(), f"p{number:04}", folder)
        for number, path in enumerate(listed)
    ]
    with ProcessPoolExecutor(WORKERS) as pool:
        return list(pool.map(make, *zip(*jobs, strict=True), chunksize=4)) if jobs else []


IMPORTER = """
import importlib, json, pkgutil, sys
found = {}
for name in json.loads(sys.argv[1]):
    try:
        package = importlib.import_module(name)
        for module in pkgutil.walk_packages(package.__path__, f"{name}."):
            importlib.import_module(module.name)
    except BaseException as error:
        found[name] = f"import: {type(error).__name__}: {str(error)[:200]}"
print(json.dumps(found))
"""


def try_imports(folder: Path, outcomes: list[Outcome]) -> None:
    """Import every module of every package, in one process of its own."""
    names = [each.name for each in outcomes if not each.reason]
    done = _run(["-c", IMPORTER, json.dumps(names)], folder / "packages", 600)
    found = json.loads(done.stdout) if done.returncode == 0 else dict.fromkeys(names, done.stderr)
    for each in outcomes:
        if each.name in found:
            each.faults.append(found[each.name][:300])


def try_types(folder: Path, outcomes: list[Outcome]) -> None:
    """Type-check all packages at once."""
    names = [each.name for each in outcomes if not each.reason]
    arguments = ["-m", "mypy", "--config-file", str(ROOT / "pyproject.toml"), *names]
    done = _run(arguments, folder / "packages", 3_000)
    for each in outcomes:
        own = [line for line in done.stdout.splitlines() if line.startswith(f"{each.name}/")]
        errors = [line for line in own if ": error:" in line]
        if errors:
            each.faults.append(f"types: {len(errors)} errors, {errors[0]}")
    if done.returncode not in {0, 1}:
        raise SystemExit(f"mypy could not run: {done.stdout[-500:]}{done.stderr[-500:]}")


def try_tests(folder: Path, outcomes: list[Outcome]) -> int:
    """Run the generated tests of all packages; return how many passed."""
    names = [f"{each.name}/tests" for each in outcomes if not each.reason]
    report = folder / "tests.xml"
    options = ["-q", "-n", str(WORKERS), "-p", "no:cacheprovider", f"--junitxml={report}"]
    options += ["--tb=line", "-c", str(ROOT / "pyproject.toml"), f"--rootdir={folder}"]
    _run(["-m", "pytest", *options, *names], folder / "packages", 3_000)
    cases = list(ET.parse(report).iter("testcase"))  # noqa: S314  # our own file
    wrong: dict[str, list[str]] = {}
    for case in cases:
        if case.find("failure") is not None or case.find("error") is not None:
            place = f"{case.get('classname')}.{case.get('name')}"
            match = re.search(r"p\d{4}", place)
            wrong.setdefault(match[0] if match else "", []).append(place)
    for each in outcomes:
        if each.name in wrong:
            failed = wrong[each.name]
            each.faults.append(f"tests: {len(failed)} failed, {failed[0]}")
    return len(cases) - sum(map(len, wrong.values()))


def _run(arguments: list[str], cwd: Path, seconds: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=seconds,
    )
