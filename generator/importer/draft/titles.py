"""Names of families, operations, rules and documents, made of the names that documents use."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.importer.draft.material import Work
from generator.naming import words

LONGEST = 64
"""Characters of a name in a spec."""

_PART = re.compile(r"[a-z0-9]+(?:\.[a-z0-9]+)*")
_VERSIONS = re.compile(r"v[0-9]+(?:\.[0-9]+)?")


def slug(text: str, fallback: str = "unnamed") -> str:
    """Spell *text* as a name of a spec: lower case, words joined by hyphens."""
    name = "-".join(_PART.findall(text.lower()))
    if len(name) > LONGEST:
        name = name[:LONGEST].rpartition("-")[0] or name[:LONGEST]
    return name.strip("-.") or fallback


def kebab(text: str, fallback: str = "unnamed") -> str:
    """Spell a name with humps: videoInference becomes video-inference."""
    return slug("-".join(words(text)), fallback)


def unique(name: str, taken: Iterable[str]) -> str:
    """Return *name*, with a number behind it if it is taken."""
    used = set(taken)
    number, made = 2, name
    while made in used:
        tail = f"-{number}"
        made, number = f"{name[: LONGEST - len(tail)]}{tail}", number + 1
    return made


def path_of(work: Work) -> str:
    """Return the path of the address that an operation is called at."""
    url = work.get("url")
    if not isinstance(url, str):
        return ""
    rest = url.partition("://")[2] if "://" in url else url
    return "/" + rest.partition("/")[2] if "://" in url else rest


def model_of(work: Work) -> str:
    """Return the provider's id of the model behind an operation."""
    model = work.get("model")
    return model if isinstance(model, str) and model.strip() else work.id


def placed(works: list[Work], title: str, usual: str | None) -> dict[str, tuple[str, str]]:
    """Choose family and operation for each of *works*, which stand in one document.

    *usual* is what the provider's only operation of a model is called, if its specs agree on that.
    """
    trees = _trees(works) if usual is None else {}
    chosen: dict[str, tuple[str, str]] = {}
    for work in works:
        family, name = trees.get(work.id) or _place(work, title, usual)
        taken = [other for home, other in chosen.values() if home == family]
        if name in taken:
            steps = [step for step in path_of(work).split("/") if step and "{" not in step]
            steps = [step for step in steps if not _VERSIONS.fullmatch(step)]
            name = slug(f"{name}-{'-'.join(steps[-2:])}") if steps else name
        chosen[work.id] = (family, unique(name, taken))
    return chosen


def _place(work: Work, title: str, usual: str | None) -> tuple[str, str]:
    """Choose family and operation by what is said of the operation."""
    task = work.parameters.members.get("taskType")
    if task is not None and isinstance(task.get("const"), str):
        return slug(title) if title else slug(work.id), kebab(task.get("const"))
    if "model" in work.about or _is_model_id(work.id):
        model = model_of(work)
        last = model.split("/")[-1] if "/" in model else model
        family = slug(last)
        if usual is None:
            return family, _verb(work)
        return family, usual
    steps = [step for step in path_of(work).split("/") if step and "{" not in step]
    steps = [step for step in steps if not _VERSIONS.fullmatch(step)]
    if not steps:
        return slug(work.id), "run"
    return slug(steps[0]), (
        kebab(work.id) if " " not in work.id else slug("-".join(steps[1:]), "run")
    )


def _is_model_id(name: str) -> bool:
    return "/" in name and " " not in name and not name.startswith("/")


def _verb(work: Work) -> str:
    """Name what an operation does, where only its path says so."""
    steps = [step for step in path_of(work).split("/") if step and "{" not in step]
    return slug(steps[-1], "run") if steps and not _VERSIONS.fullmatch(steps[-1]) else "run"


def _trees(works: list[Work]) -> dict[str, tuple[str, str]]:
    """Divide ids that are paths (owner/model/operation) into model and operation."""
    ids = {work.id: work.id.strip("/").split("/") for work in works if _is_model_id(work.id)}
    if any(work.get("model") not in (None, work.id) for work in works):
        return {}
    if not ids or any(len(steps) < 2 for steps in ids.values()):
        return {}
    lines = list(ids.values())
    shared = 0
    while all(len(line) > shared and line[shared] == lines[0][shared] for line in lines):
        shared += 1
    shortest = min(map(len, lines))
    if len(lines) == 1 or shared < 2:
        return {name: _alone(steps) for name, steps in ids.items()}
    shared = min(shared, shortest - 1)
    return {
        name: (slug("-".join(steps[1:shared]) or steps[0]), slug("-".join(steps[shared:]), "run"))
        for name, steps in ids.items()
    }


def _alone(steps: list[str]) -> tuple[str, str]:
    if len(steps) == 2:
        return slug(steps[1]), "run"
    return slug("-".join(steps[1:-1])), slug(steps[-1], "run")
