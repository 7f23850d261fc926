"""No spec, however broken, ends in a traceback: the real specs, damaged at random, give findings.

The damage is drawn from a fixed seed. `MUTATIONS=20000 pytest tests/test_mutations.py` tries more.
"""

from __future__ import annotations

import copy
import json
import os
import random
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.survey import survey
from generator.yaml_reader import read_yaml

SPECS = Path(__file__).parent.parent / "specs"
FILES = sorted(path.relative_to(SPECS) for path in SPECS.glob("*/*.yaml"))
NUMBER = int(os.environ.get("MUTATIONS", "400"))
VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 7, 1.5, 10**17, "", "x", "0", "0.05", "720p", "auto", "é\u2028"),
    *("a.b", ".", "a..b", "(a+)+", "(", "duration", "seconds", "min(seconds, 8)", "1 / 3", "not"),
    *([], {}, [[]], ["x"], [{}], {"x": 1}, {"x": {}}, ["string", "null"], [None], "y" * 3000),
)
"""What takes the place of a value that was right."""

DEEP = frozenset({"parameters", "rules", "prices", "examples", "types", "tables"})
"""Parts in which damage gets past the first stage more often."""


def places(data: Any, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """List the way to every value inside *data*."""
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in items:
        yield (*here, key)
        if isinstance(value, (dict, list)):
            yield from places(value, (*here, key))


def parent_of(data: Any, place: tuple[Any, ...]) -> Any:
    """Return what holds the value at *place*."""
    for step in place[:-1]:
        data = data[step]
    return data


def damage(data: Any, chance: random.Random) -> None:
    """Change one thing in *data*."""
    everywhere = list(places(data))
    if not everywhere:
        return  # an earlier cut has left nothing
    deep = [place for place in everywhere if DEEP.intersection(place)]
    listed = deep if deep and chance.random() < 0.7 else everywhere
    place = chance.choice(listed)
    inside, key = parent_of(data, place), place[-1]
    match chance.randrange(5):
        case 0:
            del inside[key]
        case 1 | 2:
            inside[key] = chance.choice(VALUES)
        case 3:
            values = [parent_of(data, other)[other[-1]] for other in listed]
            alike = [value for value in values if type(value) is type(inside[key])]
            inside[key] = copy.deepcopy(chance.choice(alike))
        case _ if isinstance(inside, dict):
            inside[chance.choice(["minimum", "pattern", "given", "values", "x", "é"])] = inside[key]
        case _:
            inside.append(copy.deepcopy(inside[key]))


def garble(text: str, chance: random.Random) -> str:
    """Change one thing in *text* as a slip of the hand would."""
    lines = text.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    match chance.randrange(4):
        case 0:
            del lines[at]
        case 1:
            lines[at] = lines[at].replace(": ", chance.choice([":", " ", ": - ", ": &a ", ": !x "]))
        case 2:
            lines[at] = chance.choice([" ", "- ", "\t", "#", "}", "'", '"', "\0"]) + lines[at]
        case _:
            lines[at] = lines[at].lstrip()
    return "".join(lines)


def spelt(value: Any) -> Any:
    """Return *value* as JSON, which is YAML too, can spell it."""
    return float(value) if isinstance(value, Decimal) else str(value)


@pytest.mark.parametrize("seed", range(4))
def test_damaged_specs_give_findings_and_never_a_traceback(seed: int, tmp_path: Path) -> None:
    """Whatever is deleted, replaced, copied or garbled, the stages return findings with a place."""
    chance = random.Random(seed)  # noqa: S311  # damage, not secrets
    root = tmp_path / "specs"
    shutil.copytree(SPECS, root)
    found_any = 0
    for _ in range(NUMBER // 4):
        file = chance.choice(FILES)
        text = (SPECS / file).read_text(encoding="utf-8")
        if chance.random() < 0.3:
            damaged = garble(text, chance)
        else:
            data = read_yaml(SPECS / file, "").data
            for _ in range(chance.choice([1, 1, 2, 5])):
                damage(data, chance)
            damaged = json.dumps(data, default=spelt, ensure_ascii=chance.random() < 0.5)
        (root / file).write_text(damaged, encoding="utf-8")
        _, found = survey(root, file.parts[0])
        assert all(finding.origin.path.startswith(str(root)) for finding in found)
        found_any += bool(found)
        (root / file).write_text(text, encoding="utf-8")
    assert found_any > NUMBER // 8, "the damage was too gentle to prove anything"
