"""Generate the packages of changed specs elsewhere and run their own tests there."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from generator.release.verify import generated, run_tests


@dataclass(frozen=True, slots=True)
class Trial:
    """What the generated tests of changed packages say."""

    held: int
    failed: tuple[str, ...]


def try_out(specs: Path, providers: list[str]) -> Trial:
    """Generate *providers* from *specs* into a temporary tree, and run their tests against it."""
    held, failed = 0, []
    with tempfile.TemporaryDirectory(prefix="specloom-") as folder:
        for name in providers:
            tree = Path(folder) / name / "generated"
            generated(specs, tree, name)
            for package in sorted((tree / "tests").iterdir()):
                if package.is_dir():
                    for case, broken in run_tests(tree, package.name, specs):
                        held += not broken
                        failed += [case] if broken else []
    return Trial(held, tuple(failed))
