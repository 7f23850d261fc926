"""What is said about a price in emitted code: the constant part of estimates, and the docstring."""

from __future__ import annotations

from generator.ir.prices import Fact, Price
from generator.ir.provider import Operation
from generator.price.evaluate import estimate
from generator.price.expression import spell
from generator.price.layout import info_options, layout
from generator.python import WIDTH, call, docstring, literal
from generator.views.needs import Needs
from generator.views.snippets import smallest_request, spelt_call
from generator.wording import rate_words


def price_constant(needs: Needs, operation: Operation, price: Price) -> str:
    """Define the constant part of all estimates of *operation*."""
    needs.estimates.add("PriceInfo")
    needs.lines.add("LineInfo")
    scales = layout(price)
    infos = []
    for line in price.lines:
        parts = [
            literal(line.id),
            literal(line.title),
            literal(line.unit),
            literal(line.confidence),
            literal(str(line.source or "")),
            f"places={scales.line(line).quantity}",
            f"rate_places={scales.line(line).rate}",
        ]
        infos.append(call("LineInfo", parts, 8, after=","))
    listed = "(\n" + "".join(f"        {info}\n" for info in infos) + "    )"
    whole = f"(LineInfo({', '.join(parts)}),)"
    if len(infos) == 1 and len(whole) + len("    ,") <= WIDTH:
        listed = whole  # black breaks no tuple of one that fits
    arguments = [
        literal(operation.name),
        literal(price.as_of),
        literal(price.total_currency),
        listed,
        f"places={scales.total}",
        *(f"{name}={literal(value)}" for name, value in info_options(price).items()),
    ]
    return needs.constant(operation.id, f"{operation.id}-price", call("PriceInfo", arguments))


def estimator_doc(operation: Operation, price: Price | None) -> str:
    """Return the docstring of the estimator of *operation*."""
    parts = [f"Estimate what a request to {operation.name} costs.", operation.summary]
    if price is None or price.refused is not None:
        parts.append("Raises PriceRefused: no price is documented.")
        return docstring([*parts, operation.page], 4)
    parts += [f"Prices in {price.currency} as documented on {price.as_of}:", _bill(price)]
    known = given_facts(operation).values()
    given = [f"- {fact.name}: {fact.description or _asked(fact)}" for fact in known]
    if given:
        parts += [
            "Facts that you may supply; what is not known makes the price a range:",
            "\n".join(given),
        ]
    if len(operation.prices) > 1:
        days = ", ".join(one.as_of for one in operation.prices)
        parts.append(f"`as_of` is a day, such as {price.as_of}; there are prices of {days}.")
    parts.append(
        "Raises PriceRefused where no price can be given. The request is taken to be valid."
    )
    parts.append(operation.page)
    request = smallest_request(operation)
    return docstring(parts, 4, "" if request is None else _example(operation, request))


def given_facts(operation: Operation) -> dict[str, Fact]:
    """Return the facts that a caller may supply for any price of *operation*, the latest's first."""
    facts: dict[str, Fact] = {}
    for price in reversed(operation.prices):
        for fact in price.given:
            facts.setdefault(fact.name, fact)
    return facts


def _bill(price: Price) -> str:
    lines = []
    for line in price.lines:
        rate = rate_words(line)
        lines.append(f"- {line.title}: {spell(line.quantity)} x {rate} per {line.unit}")
    return "\n".join(lines)


def _asked(fact: Fact) -> str:
    return f"one of {', '.join(fact.values)}" if fact.values else f"in {fact.unit or 'units'}s"


def _example(operation: Operation, request: object) -> str:
    assert isinstance(request, dict), "requests are objects"
    shown = estimate(operation, request, {})
    return spelt_call(f"estimate_{operation.python_name}", request) + f"\n{shown!r}"
