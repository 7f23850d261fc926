"""Stage 1: read a folder of specs into strict models, with every finding of every file."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from generator.diagnostics import CannotRun, Finding, Origin
from generator.spec.family import FamilySpec
from generator.spec.provider import ProviderSpec
from generator.spec.unit import UnitsSpec
from generator.yaml_reader import Document, Place, read_yaml

M = TypeVar("M", bound=BaseModel)

MAX_FILES = 20_000


@dataclass(frozen=True, slots=True)
class Loaded(Generic[M]):
    """A model with the file it comes from."""

    spec: M
    document: Document
    file: str
    """The file relative to the specs folder: the same wherever that folder lies."""

    def origin(self, *place: str | int) -> Origin:
        """Return where *place* stands in the file."""
        return self.document.origin(place)


@dataclass(frozen=True, slots=True)
class ProviderFiles:
    """All files of one provider."""

    provider: Loaded[ProviderSpec]
    families: tuple[Loaded[FamilySpec], ...]


@dataclass(frozen=True, slots=True)
class Documents:
    """All specs of a folder."""

    units: Loaded[UnitsSpec]
    providers: tuple[ProviderFiles, ...]


def load(root: Path, only: str | None = None) -> tuple[Documents | None, list[Finding]]:
    """Read the specs under *root*, or those of one provider; without documents, findings say why."""
    if not root.is_dir():
        raise CannotRun(f"{root} is no folder of specs")
    findings: list[Finding] = []
    units = _load(root, root / "units.yaml", UnitsSpec, findings)
    providers = []
    for folder in _folders(root, only):
        found = _load_provider(root, folder, findings)
        if found:
            providers.append(found)
    if findings or units is None:
        return None, findings
    return Documents(units, tuple(providers)), findings


def _folders(root: Path, only: str | None) -> list[Path]:
    """List the provider folders under *root* in the order of their names."""
    folders = sorted(path for path in root.iterdir() if (path / "provider.yaml").is_file())
    if only is not None:
        folders = [folder for folder in folders if folder.name == only]
        if not folders:
            raise CannotRun(f"no provider named {only} under {root}")
    if not folders:
        raise CannotRun(f"{root} holds no <provider>/provider.yaml")
    return folders


def _load_provider(root: Path, folder: Path, findings: list[Finding]) -> ProviderFiles | None:
    provider = _load(root, folder / "provider.yaml", ProviderSpec, findings)
    families = []
    paths = sorted(path for path in folder.glob("*.yaml") if path.name != "provider.yaml")
    if len(paths) > MAX_FILES:
        raise CannotRun(f"{folder} holds more than {MAX_FILES} files")
    for path in paths:
        family = _load(root, path, FamilySpec, findings)
        if family is not None:
            families.append(family)
            findings.extend(_misnamed(family, family.spec.family, path.stem, "family"))
    if provider is None:
        return None
    findings.extend(_misnamed(provider, provider.spec.provider, folder.name, "provider"))
    return ProviderFiles(provider, tuple(families))


def _misnamed(loaded: Loaded[Any], name: str, path: str, key: str) -> Iterator[Finding]:
    if name != path:
        text = f"{key} is {name}, but the path says {path}"
        yield Finding(loaded.origin(key), "name-differs-from-path", text, "rename one of the two")


def _load(root: Path, path: Path, model: type[M], findings: list[Finding]) -> Loaded[M] | None:
    """Read one file as *model*, or add to *findings* why that cannot be."""
    document = read_yaml(path, str(path))
    findings.extend(document.findings)
    if document.data is None and document.findings:
        return None
    try:
        spec = model.model_validate(_tuples(document.data))
    except ValidationError as error:
        findings.extend(_findings(document, model, error))
        return None
    return Loaded(spec, document, path.relative_to(root).as_posix())


def _tuples(data: Any) -> Any:
    """Return *data* with tuples for lists, as the strict models want them."""
    if isinstance(data, dict):
        return {key: _tuples(value) for key, value in data.items()}
    if isinstance(data, list):
        return tuple(_tuples(value) for value in data)
    return data


def _findings(
    document: Document, model: type[BaseModel], error: ValidationError
) -> Iterator[Finding]:
    """Turn pydantic's errors into findings with a line."""
    seen: set[tuple[Origin, str]] = set()
    for item in error.errors(include_url=False, include_context=True):
        place, known = _place(document.data, item["loc"])
        origin = document.origin(place)
        kind = item["type"]
        code, text, hint = _explain(kind, item, model, known)
        if (origin, text) not in seen:
            seen.add((origin, text))
            yield Finding(origin, code, f"{_spell(place)}: {text}" if place else text, hint)


def _place(data: Any, location: tuple[str | int, ...]) -> tuple[Place, tuple[str | int, ...]]:
    """Drop the parts of a pydantic location that name models or unions, not keys."""
    place: list[str | int] = []
    for step in location:
        if isinstance(data, dict) and step in data:
            place.append(step)
            data = data[step]
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            place.append(step)
            data = data[step]
    return tuple(place), location


def _explain(
    kind: str, item: Any, model: type[BaseModel], location: tuple[str | int, ...]
) -> tuple[str, str, str]:
    """Return code, text and hint for one of pydantic's errors."""
    if kind == "extra_forbidden":
        close = difflib.get_close_matches(str(location[-1]), _keys(model), 3)
        hint = (
            f"did you mean {' or '.join(close)}?" if close else "docs/spec-format.md lists the keys"
        )
        return "unknown-key", "this key is not part of the spec language", hint
    if kind == "missing":
        return "missing-key", f"`{location[-1]}` is missing", "add it"
    message = str(item["msg"]).removeprefix("Value error, ")
    hint = ""
    if kind == "string_type" and not isinstance(item["input"], (dict, list, tuple)):
        hint = f'quote it: "{item["input"]}"'
    code = (
        "wrong-value"
        if kind.startswith(("value_error", "string_pattern", "literal"))
        else "wrong-type"
    )
    return code, message, hint


def _keys(model: type[BaseModel]) -> list[str]:
    """List all keys of the language that *model* reaches."""
    definitions = model.model_json_schema().get("$defs", {}).values()
    keys = set(model.model_fields)
    for definition in definitions:
        keys.update(definition.get("properties", {}))
    return sorted(keys)


def _spell(place: Place) -> str:
    """Write *place* as a reader would: operations.text-to-video.rules[0].then."""
    text = ""
    for step in place:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text
