"""Prove a draft: as files, beside what the folder holds, it is read, resolved and linted."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from generator.diagnostics import Finding, Rejected
from generator.drift.edits import Sheet
from generator.importer.draft.declared import without
from generator.lint import lint
from generator.load import load
from generator.resolve import resolve
from generator.yaml_reader import Place

ROUNDS = 6
_PRUNED = {
    "unused-document": "documents",
    "quirk-about-nothing": "quirks",
    "unknown-document": "quirks",
    "unused-allow": "allow",
}
"""Findings against a provider's file that left its families behind, and what then goes."""


def prove(tree: dict[str, str], provider: str, folder: Path, *, pruned: bool) -> dict[str, str]:
    """Return *tree* if nothing is found against it; what a copy no longer needs is taken out."""
    file = f"{provider}/provider.yaml"
    for _ in range(ROUNDS):
        findings = _findings(tree, provider, folder)
        mine = [each for each in findings if each.origin.path in tree]
        if not mine:
            return tree
        places = list(_places(tree[file], [each for each in mine if each.origin.path == file]))
        if not pruned or not places:
            raise Rejected(mine)
        tree = {**tree, file: without(tree[file], places)}
    raise Rejected(mine)


def _findings(tree: dict[str, str], provider: str, folder: Path) -> list[Finding]:
    """Look at the draft in a folder of its own, beside the provider's other families."""
    with tempfile.TemporaryDirectory() as made:
        root = Path(made)
        for path in sorted((folder / provider).glob("*.yaml")):
            _put(root, f"{provider}/{path.name}", path.read_text(encoding="utf-8"))
        for name, text in tree.items():
            _put(root, name, text)
        documents, findings = load(root, provider)
        if documents is not None:
            providers, more = resolve(documents)
            findings = [*findings, *more, *lint(providers)]
        return [_named(finding, root) for finding in findings]


def _put(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _named(finding: Finding, root: Path) -> Finding:
    """Name the file of a finding as it will lie in the specs folder."""
    path = finding.origin.path.removeprefix(f"{root}/")
    origin = type(finding.origin)(path, finding.origin.line)
    return Finding(origin, finding.code, finding.text, finding.hint)


def _places(text: str, findings: Iterable[Finding]) -> Iterable[Place]:
    """List the entries of a provider's file that go because of *findings*."""
    sheet = Sheet.of(text)
    gone: dict[Place, None] = {}
    for finding in findings:
        key = _PRUNED.get(finding.code)
        if key is None:
            continue
        listed = [place for place in sheet.spans if place[:1] == (key,) and len(place) == 2]
        for place in listed:
            span = sheet.spans[place]
            first = text.count("\n", 0, span.key) + 1
            last = text.count("\n", 0, span.end) + 1
            if first <= finding.origin.line <= last:
                gone[place] = None
    for key in {str(place[0]) for place in gone}:
        whole = [place for place in sheet.spans if place[:1] == (key,) and len(place) == 2]
        if all(place in gone for place in whole):
            for place in whole:
                gone.pop(place)
            gone[key,] = None
    return list(gone)
