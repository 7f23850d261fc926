"""Emitted validators and estimators, imported: those that are committed, and those of tests/kinds."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from shipped import operations, read

from generator.emit import provider_tree, shared_tree
from generator.format import Formatter
from generator.ir.provider import Operation, Provider
from generator.part import formatted
from generator.runtime.violations import Violation

KINDS = Path(__file__).parent / "kinds" / "specs"
SHAPES = Path(__file__).parent / "prices" / "specs"

Told = tuple[str, str, str, str]


@cache
def kinds() -> Provider:
    """Return the provider of tests/kinds, which has every kind of everything."""
    (provider,) = read(KINDS)
    return provider


def kind(name: str) -> Operation:
    """Return an operation of tests/kinds by the last part of its name."""
    return next(operation for operation in kinds().operations if operation.id == name)


@cache
def shapes() -> dict[str, Operation]:
    """Return the operations of tests/prices, one for each shape that a price can have, by id."""
    (provider,) = read(SHAPES)
    return {operation.id: operation for operation in provider.operations}


def kinds_package() -> str:
    """Write what is emitted for tests/kinds into a folder, and return the package's name."""
    return _package(KINDS)


@cache
def _package(specs: Path) -> str:
    """Write what is emitted for a folder of specs, and return the package's name."""
    (provider,) = (kinds(),) if specs == KINDS else read(specs)
    name = f"emitted_{specs.parent.name}"
    folder = Path(mkdtemp(prefix=f"specloom-{name}-")) / name
    tree = formatted({**shared_tree(), **provider_tree(provider)}, Formatter())
    for path, text in tree.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    sys.path.insert(0, str(folder.parent))
    return folder.name


def function(operation: Operation, concern: str, verb: str) -> Callable[..., Any]:
    """Return an emitted function: (validators, validate) or (costs, estimate)."""
    provider, family, _ = operation.name.split("/")
    package = "generated"
    if operation.name not in operations():
        package = _package(SHAPES if provider == "shapes" else KINDS)
    name = family.replace("-", "_").replace(".", "_")
    module = importlib.import_module(f"{package}.{provider}.{concern}.{name}")
    found: Callable[..., Any] = getattr(module, f"{verb}_{operation.python_name}")
    return found


def told(violations: list[Violation]) -> list[Told]:
    """Return what the violations say, whichever copy of the runtime they come from."""
    return [(found.path, found.rule, found.message, found.source) for found in violations]


def priced(estimate: Callable[..., Any], *given: Any, **facts: Any) -> Mapping[str, Any] | str:
    """Return an estimate as a mapping, or why there is none; a wrong type is one reason."""
    try:
        found: Mapping[str, Any] = estimate(*given, **facts).as_dict()
    except TypeError as error:
        return f"TypeError: {error}"
    except Exception as error:
        if type(error).__name__ != "PriceRefused":
            raise
        return f"refused: {error}"
    return found
