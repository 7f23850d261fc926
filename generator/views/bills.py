"""What is said about a price in emitted code: the constant part of estimates, and the docstring."""

from __future__ import annotations

from generator.ir.prices import Fact, Price
from generator.ir.provider import Operation
from generator.price.evaluate import estimate
from generator.price.expression import spell
from generator.price.layout import quantity_places, rate_places, total_places
from generator.python import call, docstring, literal
from generator.views.needs import Needs
from generator.views.snippets import smallest_request, spelt_call
from generator.wording import rate_words


def price_constant(needs: Needs, operation: Operation, price: Price) -> str:
    """Define the constant part of all estimates of *operation*."""
    needs.estimates.update({"LineInfo", "PriceInfo"})
    infos = []
    for line in price.lines:
        parts = [
            literal(line.id),
            literal(line.title),
            literal(line.unit),
            literal(line.confidence),
            literal(str(line.source or "")),
            f"places={quantity_places(price, line)}",
            f"rate_places={rate_places(line)}",
        ]
        infos.append(call("LineInfo", parts, 8, after=","))
    listed = "(\n" + "".join(f"        {info}\n" for info in infos) + "    )"
    arguments = [
        literal(operation.name),
        literal(price.as_of),
        literal(price.currency),
        listed,
        f"places={total_places(price)}",
    ]
    return needs.constant(operation.id, f"{operation.id}-price", call("PriceInfo", arguments))


def estimator_doc(operation: Operation, price: Price | None) -> str:
    """Return the docstring of the estimator of *operation*."""
    parts = [f"Estimate what a request to {operation.name} costs.", operation.summary]
    if price is None or price.refused is not None:
        parts.append("Raises PriceRefused: no price is documented.")
        return docstring([*parts, operation.page], 4)
    parts += [f"Prices in {price.currency} as documented on {price.as_of}:", _bill(price)]
    given = [f"- {fact.name}: {fact.description or _asked(fact)}" for fact in price.given]
    if given:
        parts += [
            "Facts that you may supply; what is not known makes the price a range:",
            "\n".join(given),
        ]
    parts.append(
        "Raises PriceRefused where no price can be given. The request is taken to be valid."
    )
    parts.append(operation.page)
    request = smallest_request(operation)
    return docstring(parts, 4, "" if request is None else _example(operation, request))


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
