"""Which parameters take pictures, videos or sound."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.importer.draft.words import humanised


def media_paths(parameters: Mapping[str, Any], kind: str, prefix: str = "") -> list[str]:
    """List the parameters that take images, videos or sound."""
    found = []
    for name, known in parameters.items():
        if "properties" in known and "url" not in known["properties"]:
            found += media_paths(known["properties"], kind, f"{prefix}{name}.")
        elif _takes(known, kind, name):
            found.append(f"{prefix}{name}")
    return found


def _takes(known: Mapping[str, Any], kind: str, name: str) -> bool:
    """Tell whether a parameter takes a file of *kind*."""
    inner = [known, known.get("items") or {}, *(known.get("anyOf") or ())]
    inner += [each for one in inner for each in (one.get("anyOf") or ())]
    kinds = {each["media"]["kind"] for each in inner if each.get("media")}
    if kinds:
        return kind in kinds
    words = humanised(name).lower().split()
    types = {str(each.get("type")) for each in inner}
    return (kind in words and words[-1] in {"url", "urls"}) or (
        words[-1:] in ([kind], [f"{kind}s"]) and not types.isdisjoint({"array", "object"})
    )
