"""releases.yaml: which versions of a provider's package there were, and what each changed."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from generator.spec.base import PATTERNS, Day, Name, Strict, Text

Version = Annotated[str, Field(pattern=PATTERNS["version"])]
"""A version of three numbers, quoted: "0.2.0"."""


class Release(Strict):
    """One version, and what it changed for those who use the package."""

    version: Version
    """Three numbers. Before 1.0.0 a breaking change raises the second, all else the third."""
    date: Day
    """The day on which it was recorded."""
    breaking: tuple[Text, ...] = ()
    """What old calls no longer can do, or now do otherwise."""
    additive: tuple[Text, ...] = ()
    """What is new, or taken that was refused."""
    price: tuple[Text, ...] = ()
    """What costs something else, with documented requests before and after."""
    documentation: tuple[Text, ...] = ()
    """What is only told in another way."""

    @model_validator(mode="after")
    def says_something(self) -> Release:
        """Refuse a release that changes nothing."""
        if not (self.breaking or self.additive or self.price or self.documentation):
            raise ValueError("a release says what it changed")
        return self


class ReleasesSpec(Strict):
    """All releases of one provider's package."""

    provider: Name
    """Id: the folder's name."""
    releases: tuple[Release, ...]
    """Oldest first; the last one is the version of the package."""
