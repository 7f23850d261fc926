"""Drafts: sound whatever the page, in our own words, and written so that every reader understands them."""

from __future__ import annotations

import json
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import SPECS, providers

from generator.drift.survey import look
from generator.importer.documents import document_from, open_document
from generator.importer.draft.drafting import Draft, draft, setting_of
from generator.importer.draft.requests import cases, right
from generator.importer.draft.samples import sample
from generator.importer.draft.text import spec_text
from generator.importer.forms import read_document
from generator.judge import broken, judge, judge_shape
from generator.yaml_reader import read_yaml

PAGES = Path(__file__).parent / "pages"
GOOD = sorted(
    path
    for folder in ("json", "text", "imported")
    for path in (PAGES / folder).iterdir()
    if path.suffix in {".json", ".yaml", ".md", ".txt"}
)
DAY = "2026-11-21"
CANNOT_HOLD = {
    "catalogue.json": (
        "undeclared price",
    ),  # rates for everything at once: refused, and asked about
    "runware-ember.md": ("undeclared price",),  # the same
    "plain-openapi.yaml": ("undeclared operation listGlazes", "undeclared rule: together"),
    "rules-schema.json": ("undeclared rule: together",),  # the page has that rule twice
    "several-jobs-openapi.yaml": (
        "undeclared operation listModels",
        "changed parameter",
        "vanished parameter",
    ),
}
"""What a page says and a spec cannot hold: calls that only ask, alternatives that look alike."""


def drafted(path: Path) -> Draft:
    reading = read_document(open_document(path, path.name))
    known = reading.form.partition("-")[0]
    provider = known if (SPECS / known).is_dir() else "acme"
    return draft([reading], setting_of(provider, path.parent / "nowhere", SPECS), DAY)


def drafted_from(value: Any) -> dict[str, Any]:
    """Draft the one operation that a JSON Schema or an OpenAPI document describes."""
    raw = json.dumps(value).encode()
    reading = read_document(document_from(raw, "thing.json"))
    made = draft([reading], setting_of("acme", Path("nowhere"), SPECS), DAY)
    (name,) = (name for name in made.tree if name.count("/") == 1 and "provider" not in name)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "spec.yaml"
        path.write_text(made.tree[name], encoding="utf-8")
        data = read_yaml(path, name).data
    (operation,) = data["operations"].values()
    return dict(operation)


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_every_page_becomes_a_sound_spec_in_words_of_our_own(path: Path) -> None:
    """A draft is proved before it is returned, so that it is here says that lint is content."""
    made = drafted(path)
    assert made.operations
    page = " ".join(path.read_text(encoding="utf-8").split()).lower()
    for name, text in made.tree.items():
        if name.endswith("provider.yaml") or name == "units.yaml":
            continue
        comments = [line for line in text.splitlines() if line.startswith("# ")]
        assert comments[1].startswith("# Drafted by `specloom import`")
        words = " ".join(text.split()).lower().split(" ")
        runs = (" ".join(words[at : at + 7]) for at in range(len(words) - 6))
        copied = [run for run in runs if run in page and run.replace(" ", "").isalpha()]
        assert copied == [], f"{name} holds a sentence of the page"


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_a_draft_and_its_page_say_the_same(path: Path, tmp_path: Path) -> None:
    """What was just imported has not drifted, so far as the language can hold the page."""
    for name, text in drafted(path).tree.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    items = [f"{item.kind} {item.about}: {item.text}" for item in look(tmp_path, [str(path)]).items]
    known = CANNOT_HOLD.get(path.name, ())
    assert [item for item in items if not item.startswith(known or ("none",))] == []


@pytest.mark.parametrize("path", GOOD[:3], ids=lambda path: path.name)
def test_the_same_page_gives_the_same_text(path: Path) -> None:
    assert drafted(path).tree == drafted(path).tree


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp", "Cn", "Co"))
)
TEXTS = TEXT.filter(str.isprintable) | st.sampled_from(
    [
        "y",
        "No",
        "~",
        "null",
        "1e3",
        "12:30",
        "2026-11-21",
        "a: b",
        "- x",
        "#",
        "&a",
        "*a",
        "!x",
        "0x1",
        "",
    ]
)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(10**19), 10**19)
    | st.decimals(-1000, 1000, places=3)
    | TEXTS
)
KEYS = TEXTS.filter(lambda text: 0 < len(text) < 100)
TREES = st.dictionaries(
    KEYS,
    st.recursive(
        LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4)
    ),
    min_size=1,
    max_size=5,
)


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value
    return value


@settings(deadline=None)
@given(TREES)
def test_what_is_written_is_read_again(data: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "spec.yaml"
        path.write_text(spec_text("family", ["a remark\nof two lines"], data), encoding="utf-8")
        document = read_yaml(path, "spec.yaml")
    assert document.findings == []
    assert plain(document.data) == plain(data)


def test_every_shipped_rule_gets_requests_that_keep_and_break_it() -> None:
    for provider in providers().values():
        for operation in provider.operations:
            request = right(operation)
            assert request is not None, operation.name
            assert judge(operation, request) == []
            for rule in operation.rules:
                kept, bad = cases(operation, rule)
                assert kept, f"{operation.name} {rule.id}"
                assert bad, f"{operation.name} {rule.id}"
                assert all(judge(operation, each) == [] for each in kept)
                assert all(broken(rule.demand, each) for each in bad)


def test_samples_are_right() -> None:
    for provider in providers().values():
        for operation in provider.operations:
            for member in operation.parameters.members:
                assert judge_shape(member.shape, sample(member.shape), lenient=False) == []


def test_contradictions_are_kept_with_a_quirk() -> None:
    made = drafted_from(
        {
            "type": "object",
            "required": ["size"],
            "properties": {
                "size": {"type": "integer", "minimum": 1, "default": 5},
                "mode": {"type": "string", "enum": ["a", "b"], "default": "c"},
                "frame": {"type": "object", "enum": ["first", 0]},
            },
        }
    )
    parameters = made["parameters"]
    assert parameters["size"]["documented_as"] == {"server_default": 5}
    assert parameters["mode"]["documented_as"] == {"server_default": "c"}
    assert parameters["frame"]["type"] == ["string", "integer"]
    assert parameters["frame"]["documented_as"] == {"type": "object"}
    named = {name for quirk in made["quirks"] for name in quirk["about"]}
    assert {"size", "mode", "frame"} <= named


def test_a_documented_example_that_is_wrong_is_kept_as_refused() -> None:
    made = drafted_from(
        {
            "type": "object",
            "required": ["prompt"],
            "properties": {"prompt": {"type": "string"}, "seconds": {"type": "integer"}},
            "examples": [{"prompt": "a long sentence that somebody wrote there", "seconds": "5"}],
        }
    )
    first, second = made["examples"]
    assert first["verdict"] == "refused"
    assert first["violations"] == [{"path": "/seconds", "rule": "type"}]
    assert first["request"]["prompt"] != "a long sentence that somebody wrote there"
    assert second["id"] == "made-up"


@pytest.mark.parametrize(
    ("schema", "written"),
    [
        ({"type": ["string", "null"]}, {"type": ["string", "null"]}),
        ({"anyOf": [{"type": "string"}, {"type": "string", "enum": ["a"]}]}, {"type": "string"}),
        ({"type": "integer", "maximum": 2**64 - 1}, {"type": "integer", "maximum": 2**64 - 1}),
        ({"type": "string", "pattern": "(a+)+$"}, {"type": "string"}),
        ({"enum": [1, 2, 2, True]}, {"type": ["integer", "boolean"], "enum": [1, 2, True]}),
    ],
)
def test_values_say_what_the_language_can_hold(schema: Any, written: dict[str, Any]) -> None:
    made = drafted_from({"type": "object", "properties": {"x": schema}})["parameters"]["x"]
    made.pop("description")
    made.pop("source")
    assert made == written
