"""The fault laboratory: the server misbehaves on command, by a plan that repeats itself."""

from __future__ import annotations

from generator.mock.faults.laboratory import Asked, Faulty, Laboratory
from generator.mock.faults.plan import Plan
from generator.mock.faults.reading import plan_of, read_plan

__all__ = ["Asked", "Faulty", "Laboratory", "Plan", "plan_of", "read_plan"]
