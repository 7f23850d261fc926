"""Lint: the releases of a provider's package."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from generator.lint.registry import Defect, rule
from generator.lint.subjects import ProviderAt


@rule("releases-out-of-order", ProviderAt)
def releases_out_of_order(at: ProviderAt) -> Iterator[Defect]:
    """Releases are not listed oldest first, or two have one version."""
    for before, after in pairwise(at.provider.releases):
        first, second = before.release, after.release
        versions = [tuple(map(int, each.version.split("."))) for each in (first, second)]
        if versions[0] >= versions[1] or first.date > second.date:
            text = f"{second.version} of {second.date} stands after {first.version} of {first.date}"
            yield Defect(after.origin, text, "list each version once, oldest first")


@rule("release-understated", ProviderAt)
def release_understated(at: ProviderAt) -> Iterator[Defect]:
    """A release breaks calls, and its version does not say so."""
    for before, after in pairwise(at.provider.releases):
        old, new = ([*map(int, each.release.version.split("."))] for each in (before, after))
        raised = new[0] > old[0] or (old[0] == 0 and new[1] > old[1])
        if after.release.breaking and new > old and not raised:
            which = "second" if old[0] == 0 else "first"
            text = f"{after.release.version} lists breaking changes"
            yield Defect(after.origin, text, f"raise the {which} number of the version")
