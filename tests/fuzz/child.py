"""One process that takes documents all the way to imported packages, watched and bounded.

`python -m tests.fuzz.child FOLDER FILE...` prints one line of JSON for each file.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import resource
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any

SPECS = Path(__file__).resolve().parents[2] / "specs"
SECONDS = 30
"""Longest time for one document."""
MEMORY = 3_000_000_000
FORBIDDEN = frozenset(
    {"os.system", "os.exec", "os.posix_spawn", "subprocess.Popen", "socket.connect", "socket.bind"}
    | {"shutil.rmtree", "ctypes.dlopen", "webbrowser.open", "os.startfile"}
)
"""What nothing on the way from a document to a package does."""


class TooSlow(Exception):
    """A document took too long."""


class Forbidden(BaseException):
    """Something was done that only executed text of a document would do."""


def watch(folder: Path) -> None:
    """Raise if a program is started, a connection made, or a file written outside *folder*."""
    allowed = (f"{folder}/", f"{Path(os.environ['XDG_CACHE_HOME'])}/", "/dev/")

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in FORBIDDEN:
            if event == "shutil.rmtree" and str(arguments[0]).startswith(allowed):
                return
            raise Forbidden(f"{event} {arguments[:1]!r:.200}")
        if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
            path = arguments[0]
            if isinstance(path, str) and not str(Path(path).absolute()).startswith(allowed):
                raise Forbidden(f"{path} is written")

    sys.addaudithook(hook)


def run(path: Path, folder: Path, number: int) -> str:
    """Take one document all the way; return what became of it."""
    from generator.diagnostics import CannotRun, Rejected
    from generator.importer.documents import open_document
    from generator.importer.draft.drafting import draft, setting_of
    from generator.importer.forms import read_document
    from generator.pipeline import run as generate

    name = f"q{os.getpid()}x{number}"
    specs, package = folder / f"specs-{name}", folder / name
    try:
        reading = read_document(open_document(path))
        known = reading.form.partition("-")[0]
        provider = known if (SPECS / known).is_dir() else "acme"
        drafted = draft([reading], setting_of(provider, specs, SPECS), "2026-11-21")
    except (Rejected, CannotRun) as refused:
        return f"refused: {str(refused).partition(chr(10))[0][:160]}"
    for file, text in drafted.tree.items():
        target = specs / file
        if not target.resolve().is_relative_to(specs.resolve()):
            raise Forbidden(f"{file} leads out of the folder")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    generate(str(specs), str(package), None, check=False, diff=False, echo=lambda _: None)
    for made in package.rglob("*"):
        if not made.resolve().is_relative_to(package.resolve()):
            raise Forbidden(f"{made} leads out of the folder")
    imported = importlib.import_module(name)
    for module in pkgutil.walk_packages(imported.__path__, f"{name}."):
        importlib.import_module(module.name)
    return f"ok: {len(drafted.operations)} operations"


def main(arguments: list[str]) -> int:
    """Take all documents, one after the other."""
    folder = Path(arguments[0])
    sys.path.insert(0, str(folder))
    os.chdir(folder)
    sys.dont_write_bytecode = True
    (folder / "tmp").mkdir(exist_ok=True)
    tempfile.tempdir = str(folder / "tmp")
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGALRM, _too_slow)
    import generator.cli.program  # noqa: F401  # what belongs to the tool is loaded before the watch

    watch(folder)
    for number, name in enumerate(arguments[1:]):
        began = time.monotonic()
        signal.alarm(SECONDS)
        try:
            said = run(Path(name), folder, number)
        except (Exception, Forbidden) as error:  # noqa: BLE001  # all of it is what we look for
            frames = traceback.extract_tb(error.__traceback__)
            place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
            said = f"bad: {type(error).__name__} at {place}: {str(error)[:300]}"
        signal.alarm(0)
        took = round(time.monotonic() - began, 2)
        sys.stdout.write(json.dumps({"file": name, "said": said, "seconds": took}) + "\n")
        sys.stdout.flush()
    return 0


def _too_slow(_signal: int, _frame: object) -> None:
    raise TooSlow(f"more than {SECONDS} s")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
