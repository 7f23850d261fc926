# Copied by `specloom generate` from generator/runtime/lazy.py.
"""Packages that import what they hold only when it is asked for (PEP 562)."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def lazy(package: str, names: dict[str, str]) -> Callable[[str], Any]:
    """Return a `__getattr__` for *package*.

    *names* maps each name to the submodule that defines it; a submodule maps to itself.
    """

    def get(name: str) -> Any:
        import sys
        from importlib import import_module

        if name not in names:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module = import_module(f"{package}.{names[name]}")
        value = module if names[name] == name else getattr(module, name)
        setattr(sys.modules[package], name, value)
        return value

    return get
