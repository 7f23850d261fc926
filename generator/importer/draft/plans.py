"""What is open about a draft: remarks for the head of a file, and quirks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.importer.draft.material import Said
from generator.importer.draft.titles import kebab, unique


@dataclass(slots=True)
class Log:
    """What a person should look at in one operation, gathered while it is drafted."""

    remarks: list[str] = field(default_factory=list)
    """Open points in our words, each with its place."""
    quirks: list[dict[str, Any]] = field(default_factory=list)

    def ask(self, text: str, said: Said | None = None) -> None:
        """Note an open point."""
        where = f"{said.document}, line {said.place.line}: " if said is not None else ""
        remark = f"{where}{text}"
        if remark not in self.remarks:
            self.remarks.append(remark)

    def quirk(
        self,
        name: str,
        about: Sequence[str],
        claims: Sequence[tuple[str, dict[str, str]]],
        decision: str,
        *,
        kind: str = "contradiction",
        wins: int | str | None = 1,
    ) -> str:
        """Record a quirk and return its id; one that says the same is recorded once."""
        made: dict[str, Any] = {"id": "", "kind": kind, "about": list(about)}
        made["claims"] = [{"says": says, "source": source} for says, source in claims]
        if kind == "contradiction":
            made["wins"] = wins
        made["decision"] = decision
        for other in self.quirks:
            if {**other, "id": ""} == made:
                return str(other["id"])
        made["id"] = unique(kebab(name), (other["id"] for other in self.quirks))
        self.quirks.append(made)
        return str(made["id"])
