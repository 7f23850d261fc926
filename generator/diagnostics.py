"""What is wrong with a spec, and where: findings are values, never tracebacks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.runtime.violations import visible


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """The place in a spec file that something was read from."""

    path: str
    """The file, as the user named its folder."""
    line: int
    """The line, counted from 1; 0 where a file as a whole is meant."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One defect of a spec, with a stable code and the way out."""

    origin: Origin
    code: str
    """Kebab-case and stable: people silence lint findings by it."""
    text: str
    hint: str = ""

    def __str__(self) -> str:
        """Spell the finding as `path:line: code: text`, the hint on a line of its own."""
        head = f"{self.origin.path}:{self.origin.line}: {self.code}: {self.text}"
        lines = [visible(head), *([visible(f"    hint: {self.hint}")] if self.hint else [])]
        return "\n".join(lines)


class Rejected(Exception):
    """The specs have findings, so nothing was made of them."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        """Keep *findings*, sorted by place and without repeats."""
        self.findings = tuple(sorted(set(findings)))
        super().__init__("\n".join(str(finding) for finding in self.findings))


class CannotRun(Exception):
    """The work could not be started: a missing folder, a foreign file, an unknown name."""


def reject_if_any(findings: Iterable[Finding]) -> None:
    """Raise `Rejected` with all of *findings* if there is at least one."""
    found = tuple(findings)
    if found:
        raise Rejected(found)
