"""From changed documents to all that a reviewer needs: drift, proposal, release, packages, tests."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from generator.diagnostics import Finding
from generator.diff.compare import Verdict, compare
from generator.diff.states import specs_state
from generator.drift.apply import proposed, write_all
from generator.drift.survey import Findings, accept, look, proposals_of
from generator.refresh.trial import Trial, try_out
from generator.release.record import Plan, plan, record
from generator.release.verify import Evidence, verify
from generator.survey import survey


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh found, and what it would do."""

    found: Findings
    texts: dict[str, str]
    """New text by file of the specs, releases included."""
    problems: tuple[Finding, ...]
    """What lint says of the proposed specs; a person has to finish them."""
    verdicts: tuple[Verdict, ...] = ()
    plans: tuple[Plan, ...] = ()
    evidence: tuple[tuple[str, Evidence], ...] = ()
    """What the old tests and calls say, by provider."""
    trial: Trial | None = None
    """What the new generated tests say."""


def refresh(root: Path, pages: Iterable[str], day: str, *, tests: bool) -> Refreshed:
    """Compare documents with the specs under *root* and try the proposed change out elsewhere."""
    found = look(root, pages)
    texts = proposed(proposals_of(root, found, day), day)
    if not texts:
        return Refreshed(found, {}, ())
    with _copied(root) as copy:
        write_all({_moved(file, root, copy): text for file, text in texts.items()})
        _, problems = survey(copy)
        if problems:
            moved_back = tuple(_back(finding, copy, root) for finding in problems)
            return Refreshed(found, texts, moved_back)
        verdicts = tuple(compare(specs_state(root, str(root)), specs_state(copy, str(root))))
        plans, evidence = _release(copy, root, verdicts, day, tests)
        for made in plans:
            target = root / made.provider / "releases.yaml"
            texts[str(target)] = made.file.read_text(encoding="utf-8")
        trial = try_out(copy, [verdict.diff.name for verdict in verdicts]) if tests else None
        return Refreshed(found, texts, (), verdicts, plans, evidence, trial)


def keep(root: Path, done: Refreshed) -> list[Path]:
    """Write the proposed specs and keep the readings; return the files written."""
    write_all(done.texts)
    return [*(Path(file) for file in done.texts), *accept(root, done.found, open_too=False)]


def _release(
    copy: Path, root: Path, verdicts: tuple[Verdict, ...], day: str, tests: bool
) -> tuple[tuple[Plan, ...], tuple[tuple[str, Evidence], ...]]:
    """Record the releases in the copy, and hold them to what the old packages say."""
    plans, evidence = [], []
    for verdict in verdicts:
        made = plan(copy, verdict.diff.name, str(root))
        if made is None:
            continue
        if tests and made.verdict is not None:
            evidence.append((made.provider, verify(made)))
        record(made, day)
        plans.append(made)
    return tuple(plans), tuple(evidence)


@contextmanager
def _copied(root: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="specloom-") as folder:
        copy = Path(folder) / "specs"
        shutil.copytree(root, copy)
        yield copy


def _moved(file: str, root: Path, copy: Path) -> str:
    return str(copy / Path(file).relative_to(root))


def _back(finding: Finding, copy: Path, root: Path) -> Finding:
    origin = finding.origin
    path = origin.path.replace(str(copy), str(root), 1)
    return replace(finding, origin=replace(origin, path=path))
