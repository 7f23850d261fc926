"""Load specs for a command: everything, or one provider and its operation."""

from __future__ import annotations

from generator.catalogue import Found, load_operation, load_providers

__all__ = ["Found", "load_operation", "load_providers"]
