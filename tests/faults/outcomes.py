"""What callers come to know about their jobs, held against what the server charged for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["result", "handle", "unknown", "refused", "hung"]
"""A result; no result, but what the job can be asked for with; an error that says that the job may
have been accepted; an error that says nothing of the kind; nothing at all in time."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one caller came to know."""

    marker: str
    kind: Kind
    url: str = ""
    """Address of the result."""
    error: str = ""
    """Class of the error."""

    def as_dict(self) -> dict[str, str]:
        """Return what JSON takes."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(slots=True)
class Tally:
    """How many jobs came to what."""

    jobs: int = 0
    results: int = 0
    handles: int = 0
    unknown: int = 0
    refused: int = 0
    twice: int = 0
    """Charged more than once."""
    lost: int = 0
    """Charged, and the caller does not know."""
    wrong: int = 0
    """The result of another job, or of none."""
    hung: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    """Classes of errors of jobs that were lost."""

    @property
    def sound(self) -> bool:
        """Whether nothing happened that must not happen."""
        return not (self.twice or self.lost or self.wrong or self.hung)


def tally(outcomes: Iterable[Outcome], ledger: Iterable[Mapping[str, Any]]) -> Tally:
    """Hold what callers know against the *ledger*."""
    charged = Counter(row["marker"] for row in ledger)
    made = Tally()
    for outcome in outcomes:
        made.jobs += 1
        made.results += outcome.kind == "result"
        made.handles += outcome.kind == "handle"
        made.unknown += outcome.kind == "unknown"
        made.refused += outcome.kind == "refused"
        made.hung += outcome.kind == "hung"
        made.twice += charged[outcome.marker] > 1
        if outcome.kind == "refused" and charged[outcome.marker]:
            made.lost += 1
            made.errors[outcome.error] += 1
        if outcome.kind == "result":
            made.wrong += not is_of(outcome.url, outcome.marker) or not charged[outcome.marker]
    return made


def is_of(url: str, marker: str) -> bool:
    """Tell whether the result at *url* belongs to the job with that marker."""
    return url.endswith(f"-{marker}.mp4")
