"""The same wish at every operation that can serve it, cheapest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from generator.diagnostics import CannotRun
from generator.ir.provider import Operation
from generator.price.evaluate import estimate
from generator.pricing.intent import Intent
from generator.pricing.mapping import Draft, Refusal, drafts
from generator.runtime.amounts import money
from generator.runtime.estimates import Estimate, PriceRefused


@dataclass(frozen=True, slots=True)
class Offer:
    """How an operation serves the wish, and what that costs."""

    operation: str
    draft: Draft
    estimate: Estimate | None
    """The estimate of one call."""
    refused: str | None
    """Why no price can be given."""

    @property
    def low(self) -> Decimal | None:
        """The least that all calls cost together; None if there is no price."""
        return None if self.estimate is None else self.estimate.low * self.draft.calls

    @property
    def high(self) -> Decimal | None:
        """The most; None if there is no price or the documents leave a charge open."""
        top = None if self.estimate is None else self.estimate.high
        return None if top is None else top * self.draft.calls

    @property
    def cost(self) -> str:
        """Spell it as `$0.42`, `$0.12 to $0.70` or `at least $0.35`."""
        if self.estimate is None or self.low is None:
            return "no price"
        sign = "$" if self.estimate.currency == "USD" else f"{self.estimate.currency} "
        low = f"{sign}{money(self.low)}"
        if self.high is None:
            return f"at least {low}"
        if self.high != self.low:
            return f"{low} to {sign}{money(self.high)}"
        return low if self.estimate.exact else f"~ {low}"

    def as_dict(self) -> dict[str, Any]:
        """Return what JSON output shows."""
        return {
            "operation": self.operation,
            "task": self.draft.task,
            "request": dict(self.draft.request),
            "calls": self.draft.calls,
            "low": money(self.low),
            "high": money(self.high),
            "exact": self.estimate.exact if self.estimate else False,
            "refused": self.refused,
            "lost": dict(self.draft.losses),
            "notes": list(self.draft.notes),
            "estimate": self.estimate.as_dict() if self.estimate else None,
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """A wish and what comes of it everywhere."""

    intent: Intent
    offers: tuple[Offer, ...]
    """Who can serve it, cheapest first; those without a price last."""
    cannot: Mapping[str, Refusal]
    """Who cannot, and why."""

    @property
    def priced(self) -> tuple[Offer, ...]:
        """The offers that have a price."""
        return tuple(offer for offer in self.offers if offer.estimate is not None)

    def as_dict(self) -> dict[str, Any]:
        """Return what JSON output shows, amounts as decimal strings."""
        return {
            "intent": self.intent.as_dict(),
            "offers": [offer.as_dict() for offer in self.offers],
            "cannot": [
                {
                    "operation": name,
                    "why": refusal.why,
                    "violations": [each.as_dict() for each in refusal.violations],
                }
                for name, refusal in self.cannot.items()
            ],
        }


def compare(operations: Iterable[Operation], intent: Intent) -> Comparison:
    """Put *intent* to all *operations*; raise `CannotRun` for a fact that no price takes."""
    operations = tuple(operations)
    _check_facts(operations, intent.facts)
    offers: list[Offer] = []
    cannot: dict[str, Refusal] = {}
    for operation in operations:
        made = drafts(operation, intent)
        if isinstance(made, Refusal):
            cannot[operation.name] = made
        else:
            offers += [_priced(operation, draft, intent.facts) for draft in made]
    return Comparison(intent, tuple(sorted(offers, key=_order)), cannot)


def known_facts(operation: Operation) -> list[str]:
    """Name the facts that a caller may supply to the latest price of *operation*."""
    return [fact.name for fact in operation.price.given] if operation.price else []


def _check_facts(operations: tuple[Operation, ...], facts: Mapping[str, str]) -> None:
    known = {name for operation in operations for name in known_facts(operation)}
    unknown = sorted(facts.keys() - known)
    if unknown:
        listed = ", ".join(sorted(known)) or "none"
        raise CannotRun(f"no price takes a fact named {unknown[0]}; there are {listed}")


def _priced(operation: Operation, draft: Draft, facts: Mapping[str, str]) -> Offer:
    own = {name: facts[name] for name in known_facts(operation) if name in facts}
    try:
        return Offer(operation.name, draft, estimate(operation, draft.request, own), None)
    except PriceRefused as refused:
        return Offer(operation.name, draft, None, str(refused))


def _order(offer: Offer) -> tuple[Any, ...]:
    """Sort by currency, least, most (open last), what is lost, and name; no price comes last."""
    if offer.estimate is None or offer.low is None:
        return (True, "", Decimal(0), True, Decimal(0), 0, offer.operation, offer.draft.notes)
    currency = "" if offer.estimate.currency == "USD" else offer.estimate.currency
    high = (offer.high is None, offer.high or Decimal(0))
    return (False, currency, offer.low, *high, len(offer.draft.losses), offer.operation, ())
