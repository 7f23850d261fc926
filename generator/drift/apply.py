"""Carry proposals out on the text of spec files, and show what that changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from generator.drift import items
from generator.drift.edits import Cut, Sheet, apply
from generator.drift.places import at
from generator.tree import unified
from generator.yaml_reader import read_yaml


def proposed(proposals: Iterable[items.Proposal], day: str) -> dict[str, str]:
    """Return the new text of every file that *proposals* change; a new price is as of *day*."""
    by_file: dict[str, list[items.Proposal]] = {}
    for proposal in proposals:
        if proposal not in by_file.setdefault(proposal.file, []):
            by_file[proposal.file].append(proposal)
    texts = {}
    for file, listed in by_file.items():
        old = _text(file)
        new = _changed(file, old, listed, day)
        if new != old:
            texts[file] = new
    return texts


def diffs(texts: Mapping[str, str]) -> list[str]:
    """Return the changes as unified diffs."""
    return [unified(file.lstrip("/"), _text(file), text) for file, text in texts.items()]


def write_all(texts: Mapping[str, str]) -> None:
    """Write all files; if one cannot be written, those before it are put back."""
    done: list[tuple[Path, str | None]] = []
    try:
        for file, text in texts.items():
            done.append((Path(file), _text(file) if Path(file).exists() else None))
            _write(Path(file), text)
    except OSError:
        for path, old in done:
            if old is None:
                path.unlink(missing_ok=True)
            else:
                _write(path, old)
        raise


def _text(file: str) -> str:
    """Return the text of a file, none if it is yet to be made."""
    if not Path(file).exists():
        return ""
    with Path(file).open(encoding="utf-8-sig", newline="") as opened:
        return opened.read()


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as opened:
        opened.write(text)


def _changed(file: str, text: str, proposals: list[items.Proposal], day: str) -> str:
    """Make all proposals for one file; prices one after the other, since each makes an entry."""
    sheet = Sheet.of(text)
    cuts = [_cut(sheet, each) for each in proposals if each.action not in {"reprice", "remove"}]
    text = apply(text, [cut for cut in cuts if cut is not None])
    for place in sorted(
        (each.place for each in proposals if each.action == "remove"), key=_order, reverse=True
    ):  # one by one, the last first: what is removed may be what others stand behind
        sheet = Sheet.of(text)
        cut = sheet.remove(place)
        text = apply(text, [cut]) if cut is not None else text
    repriced: dict[tuple[Any, ...], list[items.Proposal]] = {}
    for each in proposals:
        if each.action == "reprice":
            repriced.setdefault(each.place, []).append(each)
    for place, listed in repriced.items():
        text = _reprice(file, text, place, [each.value for each in listed], day)
    return text


def _order(place: items.Path) -> list[tuple[int, str]]:
    """Sort places so that items of one list stand in its order."""
    return [(step, "") if isinstance(step, int) else (-1, step) for step in place]


def _cut(sheet: Sheet, proposal: items.Proposal) -> Cut | None:
    match proposal.action:
        case "append":
            return sheet.append(proposal.place, proposal.value)
        case "add":
            return sheet.add(proposal.place[:-1], str(proposal.place[-1]), proposal.value)
    return sheet.set(proposal.place, proposal.value)


def _reprice(
    file: str, text: str, place: tuple[Any, ...], rates: list[Mapping[str, str]], day: str
) -> str:
    """Put a copy of the latest price behind it, with other rates; on the same day, change that one."""
    sheet = Sheet.of(text)
    last = max((key for key in sheet.spans if key[:-1] == place), default=None)
    data = _data(file, text)
    price = at(data, last) if last is not None else None
    if last is None or not isinstance(price, dict):
        return text
    cuts = [_rate_cut(sheet, (*last, "lines"), price, rate) for rate in rates]
    found = [cut for cut in cuts if cut is not None]
    if len(found) < len(rates):
        return text
    if price.get("as_of") == day:
        return apply(text, found)
    span = sheet.spans[last]
    start = text.rfind("\n", 0, span.key) + 1
    end = text.find("\n", span.end)
    end = len(text) if end < 0 else end
    found.append(Cut(*_within(sheet, (*last, "as_of")), f'"{day}"'))
    rows = sheet.remove((*last, "rows")) if "rows" in price else None
    if rows is not None:
        found.append(rows)
    moved = [Cut(cut.start - start, min(cut.end, end) - start, cut.text) for cut in found]
    copy = apply(text[start:end], moved).rstrip("\n")
    return f"{text[:end]}\n{copy}{text[end:]}"


def _rate_cut(
    sheet: Sheet, lines: tuple[Any, ...], price: Mapping[str, Any], rate: Mapping[str, str]
) -> Cut | None:
    for index, line in enumerate(price.get("lines", [])):
        if line.get("id") == rate["line"]:
            place: tuple[Any, ...] = (*lines, index, "rate")
            if rate["choice"]:
                place = (*place, "values", rate["choice"])
            if place not in sheet.spans:
                return None
            amount = Decimal(rate["amount"]) * Decimal(str(line.get("per", "1")))
            spelt = f"{amount:f}"
            spelt = spelt.rstrip("0").rstrip(".") if "." in spelt else spelt
            return Cut(*_within(sheet, place), f'"{spelt}"')
    return None


def _within(sheet: Sheet, place: tuple[Any, ...]) -> tuple[int, int]:
    span = sheet.spans[place]
    return span.start, span.end


def _data(file: str, text: str) -> Any:
    """Read *text* as the file would be read."""
    import tempfile

    with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8", newline="") as made:
        made.write(text)
        made.flush()
        return read_yaml(Path(made.name), file).data
