"""Why imported specs and those written by hand differ: each reason with the facts that it explains."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .compare import Difference


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, and which differences it explains."""

    text: str
    explains: Callable[[Difference], bool]


def _own_page(difference: Difference) -> bool:
    """Tell whether the fact of the hand-written spec stands on a page of the same name."""
    told = difference.hand
    return told is not None and told.document.startswith("page") and told.document != "page-source"


def _is(*words: str) -> Callable[[Difference], bool]:
    return lambda each: any(word in each.key for word in words)


REASONS = (
    Reason(
        "Another document says it, which was not imported with the page: a catalogue file, an OpenAPI "
        "file, a text page with prices, a measurement. Importing the page together with that file "
        "closes the gap.",
        lambda each: each.hand is not None and not _own_page(each) and each.imported is None,
    ),
    Reason(
        "The page states no price, so the draft refuses one; the hand-written spec knows rates from "
        "other documents.",
        lambda each: each.key[0] == "price" and each.key[-1] == "refused",
    ),
    Reason(
        "The page names a type and hides what is inside. The draft leaves such an object open, and "
        "knows of its members what examples show: their types, not that they are always there, nor "
        "their form and unit.",
        lambda each: (
            each.operation.startswith(("fal/", "cloudflare/"))
            and each.key[0] in {"response", "raw response", "parameter"}
            and each.key[-1] in {"additionalProperties", "required", "format", "unit", "type"}
            and (each.key[-2] != "duration" or each.key[:2] == ("response", "video"))
        ),
    ),
    Reason(
        "No request is documented for the gallery of the page, or for a value that is shown below a "
        "parameter; the person who wrote the spec made an example of it.",
        lambda each: each.key[0] == "example" and each.imported is None,
    ),
    Reason(
        "No right request is documented, so the draft makes one up to test with.",
        lambda each: each.key[0] == "example" and each.hand is None,
    ),
    Reason(
        "A person knows from elsewhere on the site that this provider takes data URIs wherever it "
        "takes addresses, and that the plain form of a list item takes what the other form takes.",
        _is("media"),
    ),
    Reason(
        "The page states a default and a rule that forbids the parameter at times. The draft lets the "
        "default hold where no rule speaks against it; the person who wrote the spec read more out of "
        "the sentences around it.",
        lambda each: each.key[-1] == "default",
    ),
    Reason(
        "The unit follows from the name for a person, and for the draft only where the page says it; "
        "where the page says it, the draft has it even if the hand-written spec does without.",
        lambda each: each.key[-1] == "unit",
    ),
    Reason(
        "A contradiction inside the page: the draft follows the list of parameters and asks, the "
        "person has decided.",
        lambda each: each.key[-1] in {"documented_as", "required"},
    ),
)


def reason_for(difference: Difference) -> Reason | None:
    """Return the first reason that explains *difference*."""
    return next((reason for reason in REASONS if reason.explains(difference)), None)
