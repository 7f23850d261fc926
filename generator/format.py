"""Format emitted Python with black, in several processes where that pays."""

from __future__ import annotations

import gc
import importlib
import os
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor

from generator.python import WIDTH

WORTHWHILE = 60_000
"""Characters from which a second process is faster than one."""


def format_all(sources: Mapping[str, str]) -> dict[str, str]:
    """Return *sources*, by path, as black writes them."""
    size = sum(len(source) for source in sources.values())
    workers = min(os.cpu_count() or 1, 4)
    if size < WORTHWHILE or workers < 2:
        return {path: format_one(source) for path, source in sources.items()}
    importlib.import_module("black")  # once, for all workers that are forked from here
    gc.freeze()  # nor need they look through what exists already
    largest_first = sorted(sources, key=lambda path: (-len(sources[path]), path))
    with ProcessPoolExecutor(workers) as pool:
        spelt = pool.map(format_one, (sources[path] for path in largest_first))
        formatted = dict(zip(largest_first, spelt, strict=True))
    return {path: formatted[path] for path in sources}


def format_one(source: str) -> str:
    """Return *source* as black writes it."""
    from black import Mode, format_file_contents
    from black.mode import TargetVersion
    from black.report import NothingChanged

    mode = Mode(line_length=WIDTH, target_versions={TargetVersion.PY311})
    try:
        return format_file_contents(source, fast=True, mode=mode)
    except NothingChanged:
        return source
