"""Resolve what expressions refer to beyond facts: conversions of units, and tables of the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from generator.price.expression import (
    Apply,
    Expression,
    ExpressionError,
    Name,
    Number,
    Table,
    Words,
    spell,
)
from generator.price.types import Type, product_of, type_of
from generator.resolve.scope import near, thaw
from generator.runtime.checks import is_number, show
from generator.spec import family
from generator.spec.unit import Conversion, Unit


@dataclass(frozen=True, slots=True)
class Bindings:
    """What the expressions of one price may refer to."""

    units: Mapping[str, Unit]
    conversions: Mapping[str, Conversion]
    """The price's own, by the unit that comes out."""
    tables: Mapping[str, family.Table]

    def bind(self, tree: Expression, facts: Mapping[str, Type]) -> Expression:
        """Return *tree* with conversions spelt out and tables filled in, or raise."""
        match tree:
            case Apply("convert", (inner, unit)):
                return self._converted(self.bind(inner, facts), unit, facts)
            case Apply("lookup", (table, column, *keys)):
                return self._looked_up(table, column, keys, facts)
            case Apply(function, arguments):
                return Apply(function, tuple(self.bind(each, facts) for each in arguments))
        return tree

    def _converted(
        self, inner: Expression, target: Expression, facts: Mapping[str, Type]
    ) -> Expression:
        if not isinstance(target, Words) or target.value not in self.units:
            known = near(spell(target).strip("'"), self.units) or "name one of units.yaml in quotes"
            raise ExpressionError(f"convert: {spell(target)} is no unit; {known}")
        unit, found = target.value, type_of(inner, facts).unit
        for conversion in self._ways(unit):
            if product_of(conversion.of.split("*")) == found:
                return Apply("as_unit", (_times(inner, conversion), target))
        raise ExpressionError(
            f"convert: no conversion of {found or 'a bare number'} to {unit} is declared"
        )

    def _ways(self, unit: str) -> Iterator[Conversion]:
        if unit in self.conversions:
            yield self.conversions[unit]
        yield from self.units[unit].conversions

    def _looked_up(
        self,
        table: Expression,
        column: Expression,
        keys: list[Expression],
        facts: Mapping[str, Type],
    ) -> Expression:
        if not isinstance(table, Words) or table.value not in self.tables:
            raise ExpressionError(f"lookup: {spell(table)} is no table of this file")
        rows = self.tables[table.value]
        for name in (column, *keys):
            text = name.value if isinstance(name, Words) else spell(name)
            if text not in rows.columns:
                raise ExpressionError(f"lookup: table {table.value} has no column {text}")
        by = tuple(key.name for key in keys if isinstance(key, Name) and key.name in facts)
        if len(by) != len(keys) or not isinstance(column, Words):
            raise ExpressionError(
                "lookup: give a table, a column, and choices named like other columns"
            )
        where = [rows.columns.index(name) for name in by]
        value = rows.columns.index(column.value)
        cells: dict[tuple[str, ...], Decimal] = {}
        for row in rows.rows:
            if len(row) == len(rows.columns):
                key = tuple(choice_text(thaw(row[place])) for place in where)
                cells.setdefault(key, _number(row[value]))
        return Table(by, tuple(cells.items()), f"{table.value}.{column.value}")


def choice_text(value: object) -> str:
    """Spell a JSON value as the choice that it selects."""
    return value if isinstance(value, str) else show(value)


def _times(inner: Expression, conversion: Conversion) -> Expression:
    """Multiply by the factor of a conversion, in its lowest terms: smaller integers do."""
    if Decimal(conversion.over) == 0:
        raise ExpressionError(f"convert: {conversion.of} is divided by 0")
    factor = Fraction(conversion.times) / Fraction(conversion.over)
    if factor.numerator != 1:
        inner = Apply("*", (inner, Number(Decimal(factor.numerator))))
    if factor.denominator != 1:
        inner = Apply("/", (inner, Number(Decimal(factor.denominator))))
    return inner


def _number(cell: object) -> Decimal:
    """Read a number of a table; a text may spell one that is no binary fraction."""
    try:
        number = Decimal(str(cell)) if isinstance(cell, str) or is_number(cell) else Decimal("NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number < 0:
        raise ExpressionError(f"lookup: the table gives {show(cell)}, which is no quantity")
    return number
