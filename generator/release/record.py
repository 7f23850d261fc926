"""Record a version and a changelog entry in a provider's releases.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import CannotRun
from generator.diff.changes import Kind
from generator.diff.compare import Verdict, compare
from generator.diff.revisions import last_change
from generator.diff.states import State, read_state, specs_state
from generator.diff.verdict import FIRST, parts
from generator.yaml_text import quoted

KEYS: Mapping[Kind, str] = {
    "breaking": "breaking",
    "additive": "additive",
    "price": "price",
    "docs only": "documentation",
}
"""Keys of a release by kind of change."""

MOST_TEXT = 1_900
MOST_ENTRIES = 40
"""A changelog is read by people: more entries of one kind are counted."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be recorded for one package."""

    provider: str
    file: Path
    old: str | None
    version: str
    entry: dict[str, tuple[str, ...]]
    """Sentences by key of the release."""
    verdict: Verdict | None
    """None for the first release."""
    against: str = ""
    """What names the old state."""
    recorded: bool = False
    """Whether the file already has a version that is high enough."""


def plan(root: Path, provider: str, against: str | None) -> Plan | None:
    """Return what is to be recorded for *provider*, or None if nothing changed.

    The old state is *against*, or else the specs as they were committed with the last release.
    """
    file = root / provider / "releases.yaml"
    new = specs_state(root, str(root), provider)
    version = new.packages[provider].version
    if version is None:
        text = "First release: validators, estimators, models and clients for all operations."
        return Plan(provider, file, None, FIRST, {"additive": (text,)}, None)
    state = _against(file, against)
    old = _only(read_state(state, root), provider)
    if provider not in old.packages:
        raise CannotRun(f"{provider} was not there at {state}; name a later state with --against")
    verdicts = compare(old, new)
    if not verdicts:
        return None
    verdict = verdicts[0]
    before = verdict.old_version or "0.0.0"
    following = verdict.new_version or FIRST
    recorded = parts(version) > parts(before)
    if recorded and parts(version) < parts(following):
        text = f"{file} records {version}, and what changed since {before} asks for {following}"
        raise CannotRun(f"{text}; raise the version there")
    entry = {KEYS[kind]: _bounded(texts) for kind, texts in verdict.entries.items()}
    chosen = version if recorded else following
    return Plan(provider, file, before, chosen, entry, verdict, state, recorded)


def _against(file: Path, against: str | None) -> str:
    """Return what names the old state."""
    found = against or last_change(file)
    if found is None:
        raise CannotRun(f"git knows no state of {file}; name the old one with --against")
    return found


def _only(state: State, provider: str) -> State:
    found = {name: package for name, package in state.packages.items() if name == provider}
    return State(state.kind, found)


def _bounded(texts: tuple[str, ...]) -> tuple[str, ...]:
    short = [text if len(text) <= MOST_TEXT else f"{text[:MOST_TEXT]}..." for text in texts]
    if len(short) > MOST_ENTRIES:
        left = len(short) - MOST_ENTRIES
        short = [*short[:MOST_ENTRIES], f"And {left} more of this kind."]
    return tuple(short)


def recorded_text(made: Plan, day: str) -> str:
    """Return the text of the provider's releases.yaml with the new release at its end."""
    head = (
        "# yaml-language-server: $schema=../../generated/schema/releases.schema.json\n"
        f"provider: {made.provider}\nreleases:\n"
    )
    old = made.file.read_text(encoding="utf-8") if made.file.is_file() else head
    lines = [f"  - version: {quoted(made.version)}", f"    date: {quoted(day)}"]
    for key, texts in made.entry.items():
        lines.append(f"    {key}:")
        lines += [f"      - {quoted(text)}" for text in texts]
    return old.rstrip("\n") + "\n" + "\n".join(lines) + "\n"


def record(made: Plan, day: str) -> None:
    """Write the release into the specs, and take it back if the file would not be read any more."""
    was = made.file.read_bytes() if made.file.is_file() else None
    made.file.write_text(recorded_text(made, day), encoding="utf-8")
    try:
        specs_state(made.file.parent.parent, str(made.file.parent.parent), made.provider)
    except BaseException:
        if was is None:
            made.file.unlink()
        else:
            made.file.write_bytes(was)
        raise
