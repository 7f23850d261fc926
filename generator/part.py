"""Parts of the output that are made by themselves: of a family, of a provider, of neither.

A part is finished text. Whoever makes it, in whichever process, and whatever else is made there,
it is the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from generator.emit import Excerpt, common_tree, excerpt, family_tree, shared_tree
from generator.format import Formatter
from generator.ir.provider import Family, Provider
from generator.lint import Heard, apply_to_family, apply_to_provider
from generator.load import load_some
from generator.render import Printer
from generator.resolve import resolve


@dataclass(frozen=True, slots=True)
class Told:
    """What the provider as a whole has to know of one of its families."""

    excerpt: Excerpt
    words: tuple[str, ...]
    """All that a quirk of the provider may name in the family's file."""
    silenced: tuple[str, ...]
    """Codes that the provider's own silence kept quiet."""
    cited: tuple[str, ...]
    """Documents that the family cites."""
    families: tuple[str, ...]
    """Families that its quirks are about."""


@dataclass(frozen=True, slots=True)
class Part:
    """Finished files by path, and of a family what the provider has to know of it."""

    files: Mapping[str, str]
    told: Told | None = None
    kept: frozenset[str] = frozenset()
    """Paths of files that are not here because the output has them already."""


def family_parts(root: Path, provider: str, families: Sequence[str]) -> list[Part] | None:
    """Make the parts of some families; None if anything is wrong with their specs."""
    found = _resolved(root, provider, families)
    if found is None or not found.whole:
        return None
    parts = []
    for family in found.families:
        heard = apply_to_family(found, family)
        if heard.findings:
            return None
        files = _formatted(family_tree(found, family, _printer()))
        parts.append(Part(files, _told(found, family, heard)))
    return parts


def common_part(root: Path, provider: str, told: Sequence[Told]) -> Part | None:
    """Make what speaks of all families of a provider; None if anything is wrong with its spec."""
    found = _resolved(root, provider, ())
    if found is None or any(not found.names.issuperset(each.families) for each in told):
        return None
    found = replace(found, cited=found.cited.union(*(each.cited for each in told)))
    heard = Heard(
        silenced=frozenset().union(*(each.silenced for each in told)),
        words=frozenset().union(*(each.words for each in told)),
    )
    excerpts = [each.excerpt for each in told]
    outlines = tuple(each.outline for each in excerpts)
    if apply_to_provider(found, (found,), outlines, heard):
        return None
    return Part(_formatted(common_tree(found, excerpts, _printer())))


def shared_part() -> Part:
    """Make what belongs to no provider."""
    return Part(_formatted(shared_tree()))


def formatted(tree: Mapping[str, str], formatter: Formatter) -> dict[str, str]:
    """Return *tree* with its Python formatted."""
    return {
        path: formatter.format(text) if path.endswith(".py") else text
        for path, text in tree.items()
    }


def _formatted(tree: Mapping[str, str]) -> dict[str, str]:
    return formatted(tree, _formatter())


@cache
def _formatter() -> Formatter:
    """Return the formatter of this process: it has seen more with every part."""
    return Formatter()


@cache
def _printer() -> Printer:
    return Printer()


def _resolved(root: Path, provider: str, families: Sequence[str]) -> Provider | None:
    documents = load_some(root, provider, families)
    if documents is None:
        return None
    providers, findings = resolve(documents)
    return providers[0] if providers and not findings else None


def _told(provider: Provider, family: Family, heard: Heard) -> Told:
    quirks = [placed for operation in family.operations for placed in operation.quirks]
    about = {name for placed in (*family.quirks, *quirks) for name in placed.quirk.about}
    return Told(
        excerpt(provider, family, _printer()),
        tuple(sorted(heard.words)),
        tuple(sorted(heard.silenced)),
        tuple(sorted(family.cited)),
        tuple(sorted(about & provider.names)),
    )
