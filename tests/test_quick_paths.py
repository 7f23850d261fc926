"""Where the runtime takes a quick way, it says the same as the slow one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.runtime.estimates import Line, LineInfo, PriceRefused
from generator.runtime.facts import look_up, look_up_exactly
from generator.runtime.formats import UUID4_PATTERN, is_uuid4

UUID = "9a3e1f2c-5d47-4c1b-8f0e-2b6d7c8a9e10"
CHARACTERS = st.sampled_from("09afAFgxX-_+ \n\t\0\u0663\uff18\ud800")


@given(st.lists(st.tuples(st.integers(0, 35), CHARACTERS), max_size=3), st.integers(30, 36))
def test_a_uuid_is_what_the_pattern_says(changes: list[tuple[int, str]], length: int) -> None:
    text = list(UUID)
    for place, character in changes:
        text[place] = character
    for candidate in ("".join(text), "".join(text)[:length]):
        assert is_uuid4(candidate) == (re.search(UUID4_PATTERN, candidate) is not None)


def test_a_table_row_is_found_by_equal_numbers() -> None:
    assert look_up({(480, 480): "480p"}, 480.0, 480) == "480p"


@pytest.mark.parametrize("key", [True, [1], None, 3])
def test_a_table_without_the_row_refuses(key: object) -> None:
    with pytest.raises(PriceRefused):
        look_up({(2,): "x"}, key)


def test_true_selects_true_and_not_one() -> None:
    table = {(True, "480p"): "sound", (0, "480p"): "silent"}
    assert look_up_exactly(table, True, "480p") == "sound"
    assert look_up_exactly(table, 0, "480p") == "silent"
    for key in (1, False):
        with pytest.raises(PriceRefused):
            look_up_exactly(table, key, "480p")


def test_a_line_knows_only_what_is_certain() -> None:
    info = LineInfo("a", "A", "second", "documented", "page#A", places=1, rate_places=2)
    line = Line(info, (15, 15, 7, 7))
    known = [str(value) for value in (line.quantity, line.rate, line.low, line.high, line.amount)]
    assert known == ["1.5", "0.07", "0.105", "0.105", "0.105"]
    line = Line(info, (10, None, None, None))
    unknown = (line.quantity, line.rate, line.high, line.amount)
    assert unknown == (None,) * 4
    assert line.as_dict()["low"] == "0.00"
