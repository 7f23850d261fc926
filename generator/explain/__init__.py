"""Explain what is documented about an operation, as data that a command can print."""

from __future__ import annotations

from generator.explain.overview import overview
from generator.explain.search import explain
from generator.explain.subject import Entry, Subject

__all__ = ["Entry", "Subject", "explain", "overview"]
