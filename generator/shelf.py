"""Parts that earlier runs made, by all that they depend on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from generator.diagnostics import Origin
from generator.emit import Excerpt
from generator.ir.outline import Outline
from generator.memory import Memory
from generator.openapi_paths import OperationOutline
from generator.part import Part, Told
from generator.tree import digest


class Shelf:
    """Keeps parts in a memory, their files apart from what other parts need to know."""

    def __init__(self, memory: Memory, there: Mapping[str, str]) -> None:
        """Use *memory*; *there* has the digests of the files of the output as it stands."""
        self.memory = memory
        self.there = there

    def take(self, key: str) -> Part | None:
        """Return the part kept under *key*; files that stand in the output already are not read."""
        head = self.memory.get("part", key)
        if head is None:
            return None
        data = json.loads(head)
        told = _told(data["told"]) if data["told"] else None
        digests: dict[str, str] = data["files"]
        if all(self.there.get(path) == known for path, known in digests.items()):
            return Part({}, told, frozenset(digests))
        files = self.memory.get("files", key)
        return None if files is None else Part(json.loads(files), told)

    def keep(self, key: str, part: Part) -> None:
        """Keep *part* under *key*."""
        if self.memory.folder is None:
            return
        told = asdict(part.told) if part.told is not None else None
        digests = {path: digest(text) for path, text in part.files.items()}
        self.memory.put("files", key, json.dumps(dict(part.files)))
        self.memory.put("part", key, json.dumps({"told": told, "files": digests}))


def _told(data: Mapping[str, Any]) -> Told:
    excerpt = data["excerpt"]
    outline = excerpt["outline"]
    operations = tuple(
        OperationOutline(**{**each, "beside": tuple(each["beside"])})
        for each in excerpt["operations"]
    )
    return Told(
        excerpt=Excerpt(
            Outline(**{**outline, "origin": Origin(**outline["origin"])}),
            operations,
            excerpt["reference"],
            tuple((name, text) for name, text in excerpt["schemas"]),
        ),
        words=tuple(data["words"]),
        silenced=tuple(data["silenced"]),
        cited=tuple(data["cited"]),
        families=tuple(data["families"]),
    )
