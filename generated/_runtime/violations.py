# Copied by `specloom generate` from generator/runtime/violations.py.
"""What is wrong with a request: one value for each thing."""

from __future__ import annotations


def visible(text: str) -> str:
    """Return *text* on one line, with escapes for all that cannot be seen."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


class Violation:
    """One way in which a request differs from what the provider documents."""

    __slots__ = ("message", "path", "rule", "source")

    path: str
    """JSON pointer (RFC 6901): the value concerned; for a missing key or a rule, the object."""
    rule: str
    """Id of the rule, or the JSON Schema keyword; `unknown-key` for a key that is not documented."""
    message: str
    """What is wrong and what to do, for people."""
    source: str
    """Where it is documented: document#section."""

    def __init__(self, path: str, rule: str, message: str, source: str) -> None:
        """Keep the four parts."""
        self.path = path
        self.rule = rule
        self.message = message
        self.source = source

    def __eq__(self, other: object) -> bool:
        """Compare by value."""
        if not isinstance(other, Violation):
            return NotImplemented
        return self.as_dict() == other.as_dict()

    def __hash__(self) -> int:
        """Hash by value."""
        return hash((self.path, self.rule, self.message, self.source))

    def __repr__(self) -> str:
        """Show the parts as they would be written."""
        parts = (self.path, self.rule, self.message, self.source)
        return f"Violation({', '.join(repr(part) for part in parts)})"

    def __str__(self) -> str:
        """Spell it on one line."""
        return visible(f"{self.path or '(request)'}: {self.message} [{self.rule}; {self.source}]")

    def as_dict(self) -> dict[str, str]:
        """Return what JSON output shows."""
        return {
            "path": self.path,
            "rule": self.rule,
            "message": self.message,
            "source": self.source,
        }
