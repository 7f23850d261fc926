"""What a document leaves open, as comments at the head of a family file and as quirks."""

from __future__ import annotations

from collections.abc import Iterable

from generator.importer.draft.material import Source, Value, section
from generator.importer.draft.operations import Plan
from generator.importer.draft.text import visible
from generator.importer.facts import ITEMS, Place, Question, Subject

MOST = 150
"""Comments of one file."""


def record(plans: Iterable[Plan], sources: Iterable[Source]) -> None:
    """Record the questions about parameters and fields as quirks that nobody has decided."""
    by_id = {plan.work.id: plan for plan in plans}
    for source in sources:
        for question in source.reading.questions:
            subject = question.subject
            if subject[:1] != ("operation",) or len(subject) < 4 or subject[1] not in by_id:
                continue
            steps = [step for step in subject[3:] if step != "[]" and step[:1] != "|"]
            side = subject[2] in {"parameter", "response"} and steps and question.places
            if side and not _is_answered(by_id[subject[1]], source, subject):
                _quirk(by_id[subject[1]], ".".join(steps), question, source)


def _is_answered(plan: Plan, source: Source, subject: Subject) -> bool:
    """Tell whether another document says what is inside a value that *source* asks about."""
    value: Value | None = plan.work.parameters if subject[2] == "parameter" else plan.work.response
    for step in subject[3:]:
        if value is None:
            return False
        value = value.items if step == ITEMS else value.members.get(step)
    if value is None:
        return False
    inner = [*value.members.values(), *([value.items] if value.items else [])]
    places = [place for each in inner if (place := each.place()) is not None]
    return bool(places) and all(place.document != source.id for place in places)


def _quirk(plan: Plan, name: str, question: Question, source: Source) -> None:
    claims = [
        (visible(question.text)[:400], {"document": source.id, "section": section(place)})
        for place in dict.fromkeys(question.places)
    ]
    kind = "contradiction" if len(claims) > 1 else "gap"
    decision = "Left open; the draft takes what stands in the list of parameters."
    plan.log.quirk(f"{name}-open", [name], claims, decision, kind=kind, wins="undecided")


def head(plans: list[Plan], sources: Iterable[Source], remarks: Iterable[str]) -> list[str]:
    """Write the comments at the head of a family: what was not read, asked or carried over."""
    used = {name for plan in plans for name in plan.work.documents}
    points: list[str] = []
    for source in sources:
        if source.id not in used:
            continue
        reading = source.reading
        points += [
            f"{_at(source, unread.place)}: not read: {unread.why}" for unread in reading.unread
        ]
        by_id = {plan.work.id: plan for plan in plans}
        for question in reading.questions:
            about = by_id.get(question.subject[1]) if len(question.subject) > 3 else None
            if about is not None and _is_answered(about, source, question.subject):
                continue
            place = question.places[0] if question.places else Place(1, "", "")
            points.append(f"{_at(source, place)}: {question.text}")
    points += remarks
    listed = list(dict.fromkeys(visible(point)[:300] for point in points))
    if not listed:
        return ["Drafted by `specloom import`; nothing was left open."]
    shown = [f"- {point}" for point in listed[:MOST]]
    if len(listed) > MOST:
        shown.append(f"- and {len(listed) - MOST} more")
    return ["Drafted by `specloom import`. To look at before it is relied on:", *shown]


def _at(source: Source, place: Place) -> str:
    return f"{source.id}, line {place.line} ({section(place)})"
