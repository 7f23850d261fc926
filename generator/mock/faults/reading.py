"""Read a plan from YAML or JSON, or from Python, and say all that is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from generator.diagnostics import Finding, Rejected
from generator.ir.provider import Provider
from generator.load import tuples
from generator.misfits import Manual, explain
from generator.mock.faults.kinds import KINDS
from generator.mock.faults.plan import Fault, Plan
from generator.yaml_reader import Document, Place, parse_yaml, read_yaml

MANUAL = Manual("a fault plan", "docs/faults.md")
OPTIONS = ("when", "status", "code", "page", "retry_after", "seconds", "word", "forge")
TOLD = "docs/faults.md says what each kind takes"


def read_plan(path: Path, providers: Iterable[Provider]) -> Plan:
    """Read the plan in the file at *path*; raise `Rejected` with all that is wrong with it."""
    return _checked(read_yaml(path, str(path)), tuple(providers))


def plan_of(given: Plan | Mapping[str, Any] | Path | str, providers: Iterable[Provider]) -> Plan:
    """Return a plan that is *given* as such, as a mapping or as the path of a file."""
    if isinstance(given, Plan):
        return given
    if isinstance(given, Mapping):
        return _checked(parse_yaml(json.dumps(given, indent=1), "plan"), tuple(providers))
    return read_plan(Path(given), providers)


def _checked(document: Document, providers: tuple[Provider, ...]) -> Plan:
    findings = list(document.findings)
    plan: Plan | None = None
    if document.whole:
        try:
            plan = Plan.model_validate(tuples(document.data))
        except ValidationError as error:
            findings += explain(document, Plan, error, MANUAL)
    if plan is not None:
        findings += _misplaced(document, plan, providers)
    if findings or plan is None:
        raise Rejected(findings)
    return plan


def _misplaced(
    document: Document, plan: Plan, providers: tuple[Provider, ...]
) -> Iterator[Finding]:
    """Find what fits no kind of fault, and names that nobody has."""
    for number, fault in enumerate(plan.faults):
        for step, text, hint in (*_unfitting(fault), *_unknown(fault, providers)):
            place: Place = ("faults", number, step)
            yield Finding(document.origin(place), "fault-unfit", f"faults[{number}]: {text}", hint)


def _unfitting(fault: Fault) -> Iterator[tuple[str, str, str]]:
    kind = KINDS[fault.do]
    for name in OPTIONS:
        if getattr(fault, name) is not None and name not in kind.options:
            yield name, f"{fault.do} takes no `{name}`", TOLD
    if kind.needs and not any(getattr(fault, name) is not None for name in kind.needs):
        wanted = " or ".join(f"`{name}`" for name in sorted(kind.needs))
        yield "do", f"{fault.do} needs {wanted}", "add one of them"
    if fault.status is not None and fault.code is not None:
        yield "status", "`status` and `code` exclude each other", "remove one of the two"
    if fault.call is not None and fault.call not in kind.calls:
        there = ", ".join(sorted(kind.calls))
        yield "call", f"{fault.do} does not happen at {fault.call}", f"it can at: {there}"
    chosen = [name for name in ("nth", "every", "chance") if getattr(fault, name) is not None]
    if len(chosen) > 1:
        yield chosen[1], f"{' and '.join(chosen)} exclude each other", "keep one of them"
    if fault.call == "connect" and (fault.job or fault.provider or fault.per == "job"):
        yield "call", "a connection belongs to no provider and no job yet", "remove what says so"
    if fault.retry_after is not None:
        given = fault.retry_after.model_dump(exclude_none=True)
        if len(given) != 1:
            yield "retry_after", "one of seconds, date, milliseconds, text must be given", TOLD


def _unknown(fault: Fault, providers: tuple[Provider, ...]) -> Iterator[tuple[str, str, str]]:
    """Find providers and codes that there are not."""
    known = {provider.id: provider for provider in providers}
    if fault.provider is not None and fault.provider not in known:
        yield "provider", f"no provider is named {fault.provider}", f"there are {', '.join(known)}"
        return
    if fault.code is None:
        return
    if fault.provider is None:
        yield "code", "codes belong to a provider", "add `provider`, or give a `status`"
        return
    codes = [code.code for code in known[fault.provider].spec.errors.codes]
    if fault.code not in codes:
        text = f"{fault.provider} documents no code {fault.code}"
        yield "code", text, f"there are {', '.join(codes)}"
