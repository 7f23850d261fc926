"""A local server that speaks the protocols of the providers, driven by their specs."""

from __future__ import annotations

from generator.mock.app import application
from generator.mock.clock import Clock, ManualClock, ScaledClock

__all__ = ["Clock", "ManualClock", "ScaledClock", "application"]
