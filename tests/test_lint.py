"""Lint: the shipped specs are clean, and each rule finds what the pages would have us find.

The findings of small made-up specs stand in cases/; here real specs are damaged on purpose.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from shipped import SPECS

from generator.lint import RULES, lint
from generator.naming import is_plain_name
from generator.survey import survey

RUNWARE = "runware/grok-imagine-video.yaml"
FAL = "fal/grok-imagine-video.yaml"
CLOUDFLARE = "cloudflare/grok-imagine-video.yaml"
AIMLAPI = "aimlapi/grok-imagine-video.yaml"


def test_the_shipped_specs_have_no_finding() -> None:
    """Every documented example is judged and priced as documented, and nothing is silenced idly."""
    providers, findings = survey(SPECS)
    assert findings == []
    assert len(providers) == 4


def test_every_rule_has_a_kebab_case_code_and_states_its_defect() -> None:
    """Codes are stable, since people silence by them; the sentence is what `lint` can show."""
    for code, entry in RULES.items():
        assert code == code.lower()
        assert is_plain_name(code.replace("-", "_"))
        assert entry.states.endswith(".")


def test_lint_of_nothing_finds_nothing() -> None:
    """An empty set of providers is no defect of any."""
    assert lint(()) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        (RUNWARE, "minimum: 1, maximum: 15,", "minimum: 1, maximum: 7,", "example-refused"),
        (RUNWARE, '"720p": "0.07"', '"720p": "0.05"', "example-cost"),
        (RUNWARE, '"720p": "0.07"', '"720p": "0.05"', "price-row"),
        (RUNWARE, "verdict: refused", "verdict: accepted", "example-refused"),
        (RUNWARE, "path: /inputs/referenceVideos", "path: /inputs/video", "example-not-refused"),
        (RUNWARE, "[1280, 720,", "[1290, 720,", "example-refused"),
        (RUNWARE, "about: [width, height,", "about: [", "contradiction-without-quirk"),
        (RUNWARE, "{positivePrompt: a cat, width: 854", "{positivePrompt: a cat, width: 848", None),
        (RUNWARE, "quirks: [cost-shown-unasked]", "quirks: []", "unexpected-field"),
        (RUNWARE, "{includeCost: true}", "{includeCots: true}", "unknown-parameter-in-condition"),
        (RUNWARE, '"480p": "0.05", "720p"', '"720p"', "rate-missing"),
        (RUNWARE, "server_default: 95", "server_default: 100", "default-out-of-bounds"),
        (RUNWARE, "15, server_default: 6", "15, server_default: 12", "default-breaks-rule"),
        (RUNWARE, "when: {present: [inputs.frameImages]}", "when: {}", "default-breaks-rule"),
        (FAL, "server_default: 6", "server_default: 16", "default-out-of-bounds"),
        (FAL, 'exact: "0.302"', 'exact: "0.312"', "price-row"),
        (FAL, "confidence: third-party", "confidence: documented", "weak-source-exact"),
        (FAL, "wins: undecided", "", "quirk-undecided"),
        (FAL, "ignore: [auto], ", "ignore: [], ", "unsound-fact"),
        (CLOUDFLARE, 'contains: "0.05"', 'exact: "0.05"', "price-row"),
        (
            CLOUDFLARE,
            "about: [size, resolution",
            "about: [seize, resolution",
            "quirk-about-nothing",
        ),
        (AIMLAPI, "cost: {refused: true}", 'cost: {exact: "0.1"}', "example-cost"),
        (AIMLAPI, "{path: /duration, rule: type}", "{path: /duration, rule: x}", "example-not"),
        (AIMLAPI, "status: completed", "status: 7", "example-response"),
    ],
)
def test_a_changed_fact_is_found(
    tmp_path: Path, file: str, old: str, new: str, code: str | None
) -> None:
    """One slip in one spec, and lint points into that file; a rule's own case breaks as well."""
    root = Path(shutil.copytree(SPECS, tmp_path / "specs"))
    text = (root / file).read_text(encoding="utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    _, findings = survey(root, file.partition("/")[0])
    wanted = code or "rule-broken"
    assert any(finding.code.startswith(wanted) for finding in findings), findings
    assert {finding.origin.path for finding in findings} == {str(root / file)}
    assert all(finding.hint for finding in findings)


def test_what_is_left_out_of_a_table_is_found(tmp_path: Path) -> None:
    """A size that an example uses is no pair any more, and the rule's own case says so too."""
    root = Path(shutil.copytree(SPECS, tmp_path / "specs"))
    text = (root / RUNWARE).read_text(encoding="utf-8")
    row = '[1280, 720, "720p", "16:9"],'
    assert row in text
    (root / RUNWARE).write_text(text.replace(row, ""), encoding="utf-8")
    codes = [finding.code for finding in survey(root, "runware")[1]]
    assert codes.count("example-refused") == 2
    assert "price-row" in codes
