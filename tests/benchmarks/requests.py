"""The requests that are judged and priced: documented examples, as the specs hold them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from generator.cli.loading import load_operation
from generator.schema import payload_schema

from .measure import ROOT


@dataclass(frozen=True, slots=True)
class Case:
    """A documented request, and what describes it."""

    name: str
    request: dict[str, Any]
    schema: dict[str, Any]
    """JSON Schema, rules included."""

    @property
    def fields(self) -> dict[str, Any]:
        """JSON Schema of the fields alone: all rules stand in `allOf`."""
        return {key: value for key, value in self.schema.items() if key != "allOf"}


@cache
def runware() -> Case:
    """Eight seconds at 1280x720 from a text, with everything that the client fills in."""
    return _case("runware/grok-imagine-video/video-inference", "carnival-text-to-video")


@cache
def fal() -> Case:
    """The full input of text to video."""
    return _case("fal/grok-imagine-video/text-to-video", "text-full-input")


def _case(operation_name: str, example_id: str) -> Case:
    operation = load_operation(str(ROOT / "specs"), operation_name).operation
    (example,) = (item for item in operation.examples if item.id == example_id)
    assert example.request is not None, "the example shows a request"
    return Case(operation_name.partition("/")[0], dict(example.request), payload_schema(operation))
