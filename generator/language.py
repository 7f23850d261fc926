"""JSON Schemas of the spec language, for editors: made from the same models that read the specs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from generator.spec.family import FamilySpec
from generator.spec.provider import ProviderSpec
from generator.spec.release import ReleasesSpec
from generator.spec.unit import UnitsSpec

FILES: Mapping[str, type[BaseModel]] = {
    "provider": ProviderSpec,
    "family": FamilySpec,
    "releases": ReleasesSpec,
    "units": UnitsSpec,
}
"""Kinds of spec files and their models."""


def language_schemas() -> dict[str, dict[str, Any]]:
    """Return a schema for each kind of spec file, by file name."""
    schemas = {}
    for kind, model in FILES.items():
        schema = model.model_json_schema()
        note = "Written by `specloom generate` from the models of the spec language."
        head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$comment": note}
        schemas[f"{kind}.schema.json"] = {**head, **schema}
    return schemas
