"""Jobs as JSON lines: written into a table for an engine, and given back with what they cost."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

from generator.columns.engine import RESULTS
from generator.columns.files import MAX_FINDINGS
from generator.columns.layout import Layout, cells
from generator.columns.program import OPERATION
from generator.diagnostics import CannotRun, Finding, Origin, Rejected
from generator.ir.provider import Operation
from generator.payload import parse_text
from generator.runtime.amounts import money

ROW = "row"
"""The column that numbers the lines."""
MAX_LINE = 1_000_000
"""Most bytes of a line."""


class JobLines:
    """A file in which each line is a job: {"operation": ..., "params": {...}, "facts": {...}}."""

    def __init__(
        self, path: Path, operations: Mapping[str, tuple[Operation, Layout]], only: str | None
    ) -> None:
        """Read *path*; *only* names the operation of jobs that do not say it."""
        self.path = path
        self.operations = operations
        self.only = only
        self.columns = tuple(
            dict.fromkeys(name for _, layout in operations.values() for name in layout.columns)
        )

    def write_table(self, path: Path) -> None:
        """Write the jobs as CSV, or raise `Rejected` with every line that makes no sense."""
        findings: list[Finding] = []
        names = (ROW, OPERATION, *self.columns)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(names)
            for number, line in self._lines():
                try:
                    found = self._cells(line)
                except CannotRun as error:
                    findings.append(Finding(Origin(str(self.path), number), "bad-job", str(error)))
                    if len(findings) >= MAX_FINDINGS:
                        break
                    continue
                writer.writerow([number, *(found.get(name, "") for name in names[1:])])
        if findings:
            raise Rejected(findings)

    def _lines(self) -> Iterator[tuple[int, bytes]]:
        """List the lines that are not blank, with their numbers."""
        with self.path.open("rb") as file:
            number = 0
            while line := file.readline(MAX_LINE + 1):
                number += 1
                if len(line) > MAX_LINE:
                    text = f"longer than {MAX_LINE} bytes"
                    raise Rejected([Finding(Origin(str(self.path), number), "bad-job", text)])
                if line.strip():
                    yield number, line

    def _cells(self, line: bytes) -> dict[str, str]:
        """Return the cells of one job."""
        try:
            job = parse_text(line.decode("utf-8"), "the line")
        except UnicodeDecodeError:
            raise CannotRun("the line is no UTF-8 text") from None
        if not isinstance(job, dict):
            raise CannotRun("a job is an object")
        name = job.get(OPERATION, self.only)
        request = job.get("params", job.get("request", job))
        facts = job.get("facts") or {}
        if not isinstance(request, dict) or not isinstance(facts, dict):
            raise CannotRun("params and facts are objects")
        taken = [key for key in RESULTS if key in job]
        if taken:
            raise CannotRun(f"the job has a member {taken[0]}, which the result needs")
        if not isinstance(name, str):
            raise CannotRun("the job names no operation")
        if name not in self.operations:
            return {OPERATION: name if name.isprintable() else "?"}
        operation, layout = self.operations[name]
        odd = sorted(set(facts) - set(layout.facts))
        if odd:
            known = ", ".join(layout.facts) or "none"
            raise CannotRun(f"{name} takes no fact named {odd[0]}; there are {known}")
        if request is job:
            facts = {**{fact: job.get(fact) for fact in layout.facts}, **facts}
        return {OPERATION: name, **cells(operation, layout, request, facts)}

    def write_results(self, results: Path, out: Path) -> None:
        """Write the jobs to *out*, each with its row of the table of *results*."""
        with results.open(encoding="utf-8", newline="") as rows, out.open("wb") as file:
            for (_, line), priced in zip(self._lines(), _results(rows), strict=True):
                head = line.strip()[:-1].rstrip()
                comma = b"" if head.endswith(b"{") else b", "
                tail = json.dumps(priced).encode()[1:]
                file.write(head + comma + tail + b"\n")


def _results(rows: TextIO) -> Iterator[dict[str, Any]]:
    """Read a table of results as the members that are added to each job."""
    for row in csv.DictReader(rows):
        lines: dict[str, dict[str, str | None]] = {}
        for name, cell in row.items():
            if name.startswith("lines.") and (cell or not name.endswith(".low")):
                line, _, side = name.removeprefix("lines.").rpartition(".")
                if side == "low" or line in lines:
                    lines.setdefault(line, {})[side] = _money(cell)
        priced: dict[str, Any] = {
            "low": _money(row["low"]),
            "high": _money(row["high"]),
            "exact": row["exact"] == "true",
            "currency": row["currency"] or None,
        }
        if any(name.startswith("lines.") for name in row):
            priced["lines"] = lines
        yield {**priced, "refusal": row["refusal"] or None}


def _money(cell: str) -> str | None:
    return money(Decimal(cell)) if cell else None
