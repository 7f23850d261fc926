"""What a table of jobs costs altogether."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from generator.columns.program import Program
from generator.runtime.amounts import decimal, money

_HALF = 10**18
"""Wide amounts are summed in two halves, so that no sum leaves 128 bits."""


@dataclass(slots=True)
class Sum:
    """The jobs that are priced in one currency."""

    priced: int = 0
    exact: int = 0
    open: int = 0
    """Jobs whose price is open upwards; `high` leaves them out."""
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)

    def as_dict(self) -> dict[str, Any]:
        """Return what JSON output shows; without an upper end, `high` is null."""
        high = None if self.open else money(self.high)
        counts = {"priced": self.priced, "exact": self.exact, "open": self.open}
        return {**counts, "low": money(self.low), "high": high}


@dataclass(slots=True)
class Totals:
    """What a batch came to."""

    rows: int = 0
    sums: dict[str, Sum] = field(default_factory=dict)
    """By currency."""
    refused: dict[str, int] = field(default_factory=dict)
    """Rows without a price, by reason."""

    def as_dict(self) -> dict[str, Any]:
        """Return what JSON output shows."""
        sums = {currency: each.as_dict() for currency, each in sorted(self.sums.items())}
        return {"rows": self.rows, "totals": sums, "refused": self.refused}


def totals_query(program: Program, table: str) -> str:
    """Return SQL that counts and sums the priced rows of *table*, one row for each kind."""
    sums = []
    for end in (program.low, program.high):
        if program.wide:
            sums += [f"SUM({end} // {_HALF})", f"SUM({end} % {_HALF})"]
        else:
            sums += [f"SUM(CAST({end} AS HUGEINT))", "SUM(CAST(0 AS HUGEINT))"]
    flags = [program.exact, f"{program.high} IS NULL"]
    counts = [f"SUM(CAST(CASE WHEN {flag} THEN 1 ELSE 0 END AS BIGINT))" for flag in flags]
    chosen = [program.code, program.currency, "COUNT(*)", *counts, *sums]
    names = ("code", "currency", "jobs", "surely", "unbounded", "low", "low2", "high", "high2")
    listed = ", ".join(f"{sql} AS {name}" for sql, name in zip(chosen, names, strict=True))
    return f"SELECT {listed} FROM {table} GROUP BY {program.code}, {program.currency}"


def gather(program: Program, rows: Iterable[tuple[Any, ...]]) -> Totals:
    """Make totals of the rows that `totals_query` gives."""
    totals = Totals()
    for code, currency, jobs, surely, unbounded, *ends in rows:
        totals.rows += jobs
        if code is not None:
            reason = str(program.reasons[int(code) - 1])
            totals.refused[reason] = totals.refused.get(reason, 0) + jobs
            continue
        found = totals.sums.setdefault(program.currencies[int(currency)], Sum())
        found.priced += jobs
        found.exact += int(surely)
        found.open += int(unbounded)
        low, low2, high, high2 = (int(end or 0) for end in ends)
        scale = _HALF if program.wide else 1
        found.low += decimal((low * scale + low2) * program.factor, program.places)
        found.high += decimal((high * scale + high2) * program.factor, program.places)
    return _sorted(totals)


def written_query(table: str) -> str:
    """Return SQL that counts and sums results that are written already, which is quicker."""
    return (
        "SELECT refusal, currency, COUNT(*), SUM(CAST(exact AS INTEGER)), COUNT(high), "
        f"SUM(low), SUM(high) FROM {table} GROUP BY refusal, currency"
    )


def read_back(rows: Iterable[tuple[Any, ...]]) -> Totals:
    """Make totals of the rows that `written_query` gives."""
    totals = Totals()
    for refusal, currency, jobs, surely, bounded, low, high in rows:
        totals.rows += jobs
        if refusal is not None:
            totals.refused[refusal] = jobs
            continue
        open_ = jobs - bounded
        totals.sums[currency] = Sum(jobs, int(surely), open_, low, high or Decimal(0))
    return _sorted(totals)


def _sorted(totals: Totals) -> Totals:
    """Put the most frequent reasons first."""
    totals.refused = dict(sorted(totals.refused.items(), key=lambda item: (-item[1], item[0])))
    return totals
