"""Columns say exactly what the reference says: every operation and every shape, on each engine."""

from __future__ import annotations

import os
from dataclasses import replace
from decimal import Decimal
from functools import reduce
from pathlib import Path

import polars as pl
import pytest
import tables
from emitted import kinds, shapes
from shipped import operations

from generator.columns.batch import EngineName
from generator.columns.engine import RESULTS
from generator.columns.layout import layout_of
from generator.columns.program import compile_program
from generator.columns.sheet import NARROW, NotCarried, Sheet, TooWide
from generator.diagnostics import CannotRun
from generator.ir.provider import Operation
from generator.price.expression import Apply, Name, Number, Words

ROWS = int(os.environ.get("BULK", "500"))
"""Jobs drawn for each operation and engine; `make columns` draws 100,000."""

ALL: dict[str, Operation] = {
    **operations(),
    **{operation.name: operation for operation in kinds().operations},
    **{operation.name: operation for operation in shapes().values()},
}
PRICED = [
    name for name, operation in ALL.items() if operation.price and not operation.price.refused
]
LARGE = "acme/costs/arithmetic"
"""Thousands of columns, which take seconds to plan: once on each engine is enough."""
ENGINES: tuple[EngineName, ...] = ("polars", "duckdb")


@pytest.mark.parametrize("name", PRICED)
def test_engines_agree_with_the_reference(name: str, tmp_path: Path) -> None:
    """Nulls, wrong types, values outside their domain and numbers that are too large included."""
    operation = ALL[name]
    jobs = [*tables.documented(operation), *tables.drawn(operation, ROWS)]
    expected = [tables.reference(operation, job) for job in jobs]
    assert sum(not told.refused for told in expected) > ROWS / 20
    texts, typed = tmp_path / "texts.csv", tmp_path / "typed.parquet"
    tables.write_texts(operation, jobs, texts)
    rows = tables.write_typed(texts, typed)
    for engine in ENGINES:
        tables.compare(expected, jobs, tables.priced(operation, texts, engine))
        if name == LARGE:
            continue
        kept = [expected[row] for row in rows], [jobs[row] for row in rows]
        tables.compare(*kept, tables.priced(operation, typed, engine))


@pytest.mark.parametrize("name", PRICED)
def test_no_integer_breaks_or_wraps(name: str, tmp_path: Path) -> None:
    """Each column holds the least and the greatest 64-bit integer in turn, and what lies between."""
    operation = ALL[name]
    columns = layout_of(operation.price).columns
    rows = [
        {column: number}
        for column in columns
        for number in (2**63 - 1, -(2**63), 2**62, 10**12, -1, 0, 1, 6, 480)
    ]
    rows += [dict.fromkeys(columns, number) for number in (2**63 - 1, -(2**63), 10**12, 6)]
    path = tmp_path / "jobs.parquet"
    names = {each: f"request.{each}" if each in RESULTS else each for each in columns}
    cells = {names[each]: [row.get(each) for row in rows] for each in columns}
    pl.DataFrame(cells, schema=dict.fromkeys(cells, pl.Int64)).write_parquet(path)
    polars, duckdb = (tables.priced(operation, path, engine) for engine in ENGINES)
    assert polars == duckdb
    amounts = [end for told in polars for ends in told.lines.values() for end in ends if end]
    assert all(amount >= 0 for amount in amounts)


def test_documented_rows_cost_what_the_documents_say(tmp_path: Path) -> None:
    """Not what the reference says: the amounts of the specs themselves."""
    for name in PRICED:
        operation = ALL[name]
        assert operation.price is not None
        rows = operation.price.rows
        if not rows:
            continue
        path = tmp_path / "rows.csv"
        tables.write_texts(operation, [tables.Job(row.request, row.facts) for row in rows], path)
        for engine in ENGINES:
            for row, told in zip(rows, tables.priced(operation, path, engine), strict=True):
                cost, (low, high) = row.cost, told.total
                wanted = cost.exact if cost.exact is not None else cost.amount
                assert told.refused == cost.refused
                if wanted is not None:
                    assert low == high == wanted, (name, row.title)
                if cost.exact is not None:
                    assert told.exact
                if cost.contains is not None:
                    assert low is not None
                    assert low <= cost.contains <= (cost.contains if high is None else high)


def test_an_operation_without_a_price_refuses_every_row(tmp_path: Path) -> None:
    (name,) = [name for name, each in operations().items() if each.price and each.price.refused]
    path = tmp_path / "jobs.csv"
    path.write_text("duration\n5\n6\n", encoding="utf-8")
    for engine in ENGINES:
        found = tables.priced(ALL[name], path, engine)
        assert [told.reason for told in found] == [f"price-refused: {name}"] * 2


def test_numbers_that_may_not_fit_widen_the_columns() -> None:
    """Pixels times pixels times seconds, by a rate with many places, leave 64 bits."""
    narrow = ALL["fal/grok-imagine-video/text-to-video"]
    wide = ALL["shapes/tokens/pixel-tokens"]
    programs = [
        compile_program(
            {each.name: each.price},
            dict.fromkeys(layout_of(each.price).columns, "text"),
            selected=False,
        )
        for each in (narrow, wide)
    ]
    assert [program.wide for program in programs] == [False, True]
    assert all(program.most * program.factor < 10**18 for program in programs if not program.wide)


def test_a_sheet_takes_nothing_that_may_not_fit() -> None:
    sheet = Sheet("c")
    assert sheet.amount("1", "1", NARROW).most == NARROW
    with pytest.raises(TooWide):
        sheet.amount("1", "1", NARROW + 1)


def test_what_columns_cannot_hold_is_refused_by_name(tmp_path: Path) -> None:
    """Six choices that nobody may say, all in one line: more cases than a query should have."""
    operation = ALL["shapes/grids/shared-choice"]
    price = operation.price
    assert price is not None
    choice = next(fact for fact in price.facts if fact.kind == "choice")
    bare = replace(choice, parameter=None, lookup=None, fallbacks=(), given=True)
    facts = tuple(replace(bare, name=f"choice_{place}") for place in range(9))
    same = [Apply("==", (Name(fact.name), Words(choice.values[0]))) for fact in facts]
    when = reduce(lambda one, other: Apply("or", (one, other)), same)
    line = replace(price.lines[0], quantity=Number(Decimal(1)), by=(), when=when)
    rates: dict[tuple[str, ...], Decimal] = {(): Decimal("0.01")}
    tangled = replace(price, facts=facts, multiplier=None, lines=(replace(line, rates=rates),))
    columns = dict.fromkeys(layout_of(tangled).columns, "text")
    with pytest.raises(NotCarried, match="more than 200 cases"):
        compile_program({operation.name: tangled}, columns, selected=False)
    path, odd = tmp_path / "jobs.csv", replace(operation, prices=(tangled,))
    tables.write_texts(odd, [tables.Job({}, {})], path)
    with pytest.raises(CannotRun, match="columns cannot carry"):
        tables.priced(odd, path, "polars")
