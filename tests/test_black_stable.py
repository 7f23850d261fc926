"""What templates and views emit is already as black writes it; only that keeps generation fast."""

from __future__ import annotations

import pytest
from emitted import SHAPES, kinds
from shipped import providers, read

from generator.emit import provider_tree, shared_tree
from generator.format import format_one
from generator.ir.provider import Provider

FOREIGN = ("/params.py", "/results.py")
"""Models are printed by datamodel-code-generator, whose layout is not ours."""


def changed(tree: dict[str, str]) -> list[str]:
    """List the modules of *tree* that black would change."""
    return [
        path
        for path, text in tree.items()
        if path.endswith(".py") and not path.endswith(FOREIGN) and format_one(text) != text
    ]


@pytest.mark.parametrize(
    "provider", [*providers().values(), kinds(), *read(SHAPES)], ids=lambda each: each.id
)
def test_black_changes_no_module_of_ours(provider: Provider) -> None:
    assert changed(provider_tree(provider)) == []


def test_black_changes_no_shared_module() -> None:
    assert changed(shared_tree()) == []
