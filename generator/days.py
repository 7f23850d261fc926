"""Days of the calendar, as users write them."""

from __future__ import annotations

from datetime import date

from generator.diagnostics import CannotRun


def as_day(text: str) -> str:
    """Return *text* as YYYY-MM-DD, or raise `CannotRun`."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise CannotRun(f"{text} is no day such as 2026-11-21") from None
