"""One price on the desk: where it stands, and the facts that its expressions may use so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.diagnostics import Origin
from generator.ir.shape import Shape
from generator.price.expression import (
    MAX_WEIGHT,
    Expression,
    ExpressionError,
    names,
    parse,
    weight,
)
from generator.price.types import Type, type_of
from generator.resolve.bindings import Bindings
from generator.resolve.scope import Scope

Place = tuple[str | int, ...]

_EXPRESSIONS = "docs/spec-format.md lists what an expression may say"


@dataclass(slots=True)
class Desk:
    """One price while it is resolved."""

    scope: Scope
    parameters: Shape
    place: Place
    bindings: Bindings
    types: dict[str, Type] = field(default_factory=dict)
    """Facts so far; a fact may use those before it."""
    inherited: frozenset[str] = frozenset()
    """Facts and lines that stand in another price, which this one is based on."""

    observed: set[str] = field(default_factory=set)
    """Facts that are known only afterwards, and those computed from them."""

    def uses_observed(self, tree: Expression | None) -> bool:
        """Tell whether *tree* depends on what is known only afterwards."""
        return tree is not None and not self.observed.isdisjoint(names(tree))

    def origin(self, *steps: str | int) -> Origin:
        """Return where a part of the price stands; what is inherited has the place of the price."""
        if not self.inherited.isdisjoint(map(str, steps)):
            return self.scope.origin(*self.place, "based_on")
        return self.scope.origin(*self.place, *steps)

    def expression(self, text: str | None, origin: Origin, kind: str) -> Expression | None:
        """Parse and type *text*, noting what is wrong with it."""
        if text is None:
            return None
        try:
            tree = self.bindings.bind(parse(text), self.types)
            found = type_of(tree, self.types).kind
            if weight(tree) > MAX_WEIGHT:
                text = f"`{text}` decides too much at once; make facts of its parts"
                raise ExpressionError(text)  # noqa: TRY301  # one way out
        except ExpressionError as error:
            self.scope.find(origin, "bad-expression", str(error), _EXPRESSIONS)
            return None
        if found != kind:
            wrong = f"`{text}` is a {found}; a {kind} is wanted"
            self.scope.find(origin, "bad-expression", wrong, _EXPRESSIONS)
        return tree if found == kind else None
