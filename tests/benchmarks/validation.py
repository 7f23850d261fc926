"""How long it takes to judge one request that is right, all rules and formats included."""

from __future__ import annotations

from typing import Any

import fastjsonschema
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it has no types

from generated.fal.validators.grok_imagine_video import validate_text_to_video
from generated.runware.validators.grok_imagine_video import validate_video_inference

from . import requests
from .measure import Taker, calls, in_turns
from .pydantic_peer import VideoInference
from .requests import Case
from .table import Budget, Row

ROUNDS = 21
FIELDS = "fastjsonschema, fields"
RULES = "pydantic, rules"
BUDGETS = {FIELDS: Budget(0.9, "0.9 of it", of_peer=True), RULES: Budget(1.0, "below it", True)}


def rows() -> list[Row]:
    """Judge a request of Runware, where there are rules, and one of fal, where there are none."""
    fal, runware = requests.fal(), requests.runware()
    assert not validate_text_to_video(fal.request), "the request is right"
    assert not validate_video_inference(runware.request), "the request is right"
    model = VideoInference.model_validate
    return [
        *_rows(runware, validate_video_inference, {RULES: calls(lambda: model(runware.request))}),
        *_rows(fal, validate_text_to_video, {}),
    ]


def _rows(case: Case, validate: Any, more: dict[str, Taker]) -> list[Row]:
    fields = fastjsonschema.compile(case.fields)
    whole = Draft202012Validator(case.schema)
    assert whole.is_valid(case.request), "the request is right"
    request = case.request
    takers = {
        "ours": calls(lambda: validate(request)),
        FIELDS: calls(lambda: fields(request)),
        **more,
        "jsonschema, rules": calls(lambda: whole.is_valid(request)),
    }
    times = in_turns(takers, ROUNDS)
    ours = times.pop("ours")
    what = f"validate, {case.name}"
    return [Row(what, ours, "us", peer, times[peer], BUDGETS.get(peer)) for peer in times]
