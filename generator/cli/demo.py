"""The command `demo`: what specloom does, shown on the specs at hand."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.options import specs_option
from generator.cli.output import paint, write

if TYPE_CHECKING:
    from generator.ir.provider import Provider
    from generator.pricing.compare import Comparison

CLIP = "six seconds of video from a text, 720p, 16:9"
CHANGED = ("fal", "grok-imagine-video.yaml", "text-to-video", "duration")


@click.command("demo", hidden=True)
@click.option("--crash", is_flag=True, help="Kill a program that pays for jobs, and finish them.")
@specs_option
def command(specs: str | None, crash: bool) -> None:
    """Judge all documented examples, price one clip everywhere, run all calls, change a spec."""
    from generator.cli.demo_calls import run_operations
    from generator.cli.loading import load_providers
    from generator.places import specs_folder

    root = specs_folder(specs)
    providers = load_providers(root)
    if crash:
        from generator.cli import demo_crash

        requests = {offer.operation: offer.draft.request for offer in _same_clip(providers).offers}
        if not demo_crash.crash(root, providers, requests):
            raise click.exceptions.Exit(1)
        return
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
    """Price the same clip at every operation that makes one from a text, cheapest first."""
    from generator.cli.bill import show_bill

    _title(f"2. The same clip everywhere: {CLIP}")
    known = {each.name: (provider, each) for provider in providers for each in provider.operations}
    for offer in _same_clip(providers).offers:
        provider, operation = known[offer.operation]
        if offer.estimate is None or operation.price is None:
            write(f"{offer.operation}: {paint('no price', bold=True)} ({offer.refused})")
        else:
            show_bill(provider, operation.price, offer.estimate)
        write("")


def _same_clip(providers: tuple[Provider, ...]) -> Comparison:
    """Put the wish for one clip to every operation."""
    from generator.pricing.compare import compare
    from generator.pricing.intent import Intent

    wish = Intent(seconds="6", resolution="720p", aspect_ratio="16:9")
    return compare([each for provider in providers for each in provider.operations], wish)


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
