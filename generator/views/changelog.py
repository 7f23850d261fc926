"""The changelog of one package in Markdown, newest release first."""

from __future__ import annotations

from dataclasses import dataclass

from generator.ir.provider import Provider
from generator.markdown import cell

GROUPS = (
    ("Breaking", "breaking"),
    ("New", "additive"),
    ("Prices", "price"),
    ("Documentation", "documentation"),
)
"""Headings and the keys of a release that stand under them."""


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of one kind."""

    title: str
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReleaseSection:
    """One release."""

    title: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class ChangelogView:
    """The whole page."""

    path: str
    name: str
    file: str
    releases: tuple[ReleaseSection, ...]
    empty: str
    """What is said where nothing was released yet."""


def changelog_view(provider: Provider) -> ChangelogView:
    """Return the changelog of *provider*'s package."""
    sections = []
    for placed in reversed(provider.releases):
        release = placed.release
        groups = tuple(
            Group(title, tuple(cell(text) for text in getattr(release, key)))
            for title, key in GROUPS
            if getattr(release, key)
        )
        sections.append(ReleaseSection(f"{release.version} ({release.date})", groups))
    return ChangelogView(
        path=f"{provider.python_name}/CHANGELOG.md",
        name=provider.python_name,
        file=provider.file.replace("provider.yaml", "releases.yaml"),
        releases=tuple(sections),
        empty="" if sections else "Nothing was released yet.",
    )
