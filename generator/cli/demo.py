"""The command `demo`: what specloom does, shown on the specs at hand."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.options import specs_option
from generator.cli.output import paint, write

if TYPE_CHECKING:
    from generator.ir.provider import Provider

CLIP = "six seconds of video from a text, 720p, 16:9"
SAME_CLIP: dict[str, dict[str, Any]] = {
    "fal/grok-imagine-video/text-to-video": {
        "prompt": "a lighthouse in a storm",
        "duration": 6,
        "resolution": "720p",
    },
    "runware/grok-imagine-video/video-inference": {
        "positivePrompt": "a lighthouse in a storm",
        "width": 1280,
        "height": 720,
        "duration": 6,
    },
    "cloudflare/grok-imagine-video/run": {
        "prompt": "a lighthouse in a storm",
        "duration": 6,
        "resolution": "720p",
        "aspect_ratio": "16:9",
    },
    "cloudflare/grok-imagine-video-1.5-preview/run": {
        "prompt": "a lighthouse in a storm",
        "duration": 6,
        "resolution": "720p",
        "aspect_ratio": "16:9",
    },
    "aimlapi/grok-imagine-video/generate": {
        "prompt": "a lighthouse in a storm",
        "duration": 6,
        "resolution": "720p",
    },
}
CHANGED = ("fal", "grok-imagine-video.yaml", "text-to-video", "duration")


@click.command("demo", hidden=True)
@specs_option
def command(specs: str | None) -> None:
    """Judge all documented examples, price one clip everywhere, run all calls, change a spec."""
    from generator.cli.demo_calls import run_operations
    from generator.cli.loading import load_providers
    from generator.places import specs_folder

    root = specs_folder(specs)
    providers = load_providers(root)
    _judge_examples(providers)
    _compare_prices(providers)
    _title("3. All operations through their clients, against the local provider server")
    run_operations(providers)
    _change_a_bound(root)


def _title(text: str) -> None:
    write("")
    write(paint(text, bold=True))


def _judge_examples(providers: tuple[Provider, ...]) -> None:
    """Judge every documented request, and show what is wrong with those that are refused."""
    from generator.judge import judge

    _title("1. Every documented example, judged by the rules of its own page")
    for operation in (each for provider in providers for each in provider.operations):
        verdicts: Counter[str] = Counter()
        wrong = []
        for example in operation.examples:
            if example.request is not None:
                found = judge(operation, dict(example.request))
                verdicts["refused" if found else "right"] += 1
                wrong += [f"      {example.id}: {violation}" for violation in found]
        counts = ", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items()))
        write(f"  {operation.name}: {counts or 'no request documented'}")
        for line in wrong:
            write(line)


def _compare_prices(providers: tuple[Provider, ...]) -> None:
    """Price the same clip at every provider that makes one from a text."""
    from generator.cli.bill import show_bill
    from generator.price.evaluate import estimate
    from generator.runtime.estimates import PriceRefused

    _title(f"2. The same clip everywhere: {CLIP}")
    operations = {
        operation.name: (provider, operation)
        for provider in providers
        for operation in provider.operations
    }
    for name, request in SAME_CLIP.items():
        if name not in operations:
            continue
        provider, operation = operations[name]
        try:
            show_bill(provider, operation, estimate(operation, request, {}))
        except PriceRefused as refused:
            write(f"{name}: {paint('no price', bold=True)} ({refused})")
        write("")


def _change_a_bound(root: Path) -> None:
    """Change one bound in a copy of the specs and show what that does to the emitted code."""
    from generator.pipeline import Request, generate
    from generator.tree import unified

    provider, file, operation, parameter = CHANGED
    _title(f"4. One bound changed in a copy of specs/{provider}/{file}")
    with tempfile.TemporaryDirectory() as folder:
        copy, nowhere = Path(folder) / "specs", Path(folder) / "generated"
        shutil.copytree(root, copy)
        before = generate(Request(copy, nowhere, provider))
        old, new = _lower_maximum(copy / provider / file, operation, parameter)
        after = generate(Request(copy, nowhere, provider))
    write(f"  {operation}, {parameter}:  maximum: {old}  becomes  maximum: {new}")
    changed = [path for path in after if before.get(path) != after[path]]
    for path in changed:
        if "/validators/" in path:
            write(unified(path, before[path], after[path]).rstrip())
    write("")
    write(f"  {len(changed)} of {len(after)} files change with it:")
    for path in changed:
        write(f"    generated/{path}")
    write("  `specloom generate` writes them, `specloom generate --check` would have told on them.")


def _lower_maximum(path: Path, operation: str, parameter: str) -> tuple[int, int]:
    """Lower the maximum of a parameter in the file at *path* by three, and return both."""
    from generator.yaml_reader import read_yaml

    document = read_yaml(path, str(path))
    place = ("operations", operation, "parameters", parameter, "maximum")
    old: int = document.data["operations"][operation]["parameters"][parameter]["maximum"]
    lines = path.read_text(encoding="utf-8").split("\n")
    row = document.origin(place).line - 1
    lines[row] = lines[row].replace(f"maximum: {old}", f"maximum: {old - 3}")
    path.write_text("\n".join(lines), encoding="utf-8")
    return old, old - 3
