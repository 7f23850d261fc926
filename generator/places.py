"""Where specs and templates lie: in a checkout, an editable install and a wheel alike."""

from __future__ import annotations

from pathlib import Path

from generator.diagnostics import CannotRun

_PACKAGE = Path(__file__).resolve().parent


def templates_folder() -> Path:
    """Return the templates: beside the modules in a wheel, beside the package in a checkout."""
    for folder in (_PACKAGE / "templates", _PACKAGE.parent / "templates"):
        if folder.is_dir():
            return folder
    raise CannotRun("the templates are missing from this installation")


def specs_folder(given: str | None = None) -> Path:
    """Return the folder of specs: the one given, else ./specs, else the ones shipped."""
    if given is not None:
        folder = Path(given)
        if not folder.is_dir():
            raise CannotRun(f"{given} is no folder of specs")
        if not holds_specs(folder):
            raise CannotRun(f"{given} holds no <provider>/provider.yaml")
        return folder
    for folder in (Path("specs"), _PACKAGE / "specs", _PACKAGE.parent / "specs"):
        if holds_specs(folder):
            return folder
    raise CannotRun("there are no specs here; name their folder with --specs")


def holds_specs(folder: Path) -> bool:
    """Tell whether *folder* holds at least one provider."""
    return next(folder.glob("*/provider.yaml"), None) is not None


def provider_names(folder: Path) -> list[str]:
    """List the providers in *folder*, without reading their files."""
    return sorted(path.parent.name for path in folder.glob("*/provider.yaml"))
