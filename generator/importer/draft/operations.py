"""One operation of a spec: first what it takes and gives, then rules, prices and examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.importer.draft.examples import examples
from generator.importer.draft.homes import Home
from generator.importer.draft.kinds import holdable
from generator.importer.draft.material import Said, Work, section
from generator.importer.draft.mixture import folded
from generator.importer.draft.plans import Log
from generator.importer.draft.prices import PriceDesk, price
from generator.importer.draft.rules import rules
from generator.importer.draft.seen import learn, learn_requests
from generator.importer.draft.titles import model_of
from generator.importer.draft.values import Desk, members
from generator.importer.draft.words import headline, humanised
from generator.importer.facts import Place


@dataclass(slots=True)
class Plan:
    """One operation while it is drafted."""

    key: str
    """Its key in the family file."""
    work: Work
    log: Log
    data: dict[str, Any] = field(default_factory=dict)
    rules: list[dict[str, Any]] = field(default_factory=list)
    examples: list[dict[str, Any]] = field(default_factory=list)


def first_said(work: Work) -> Said:
    """Return a fact that tells where the operation is documented."""
    for attribute in ("url", "method", "model", "title"):
        if attribute in work.about:
            return work.about[attribute]
    found = next(iter(work.about.values()), None) or work.parameters.place()
    found = found or work.response.place()
    if found is not None:
        return found
    entry = next(iter((*work.examples, *work.rules)), None)
    if entry:
        return next(iter(entry.values()))
    return Said(None, work.documents[0], Place(1, "", ""))


def draft_shapes(plan: Plan, home: Home, tables: dict[str, Any], units: set[str]) -> None:
    """Write title, endpoint, parameters and response of an operation."""
    work, log = plan.work, plan.log
    learn(work, log)
    learn_requests(work, log)
    first = first_said(work)
    title = _title(work, plan.key)
    plan.data = {
        "title": title,
        "summary": f"{title}, as {home.title} documents it; drafted from its documents.",
        "page": home.page_of(work),
        "endpoint": home.endpoint_of(work),
        "source": first.cite(),
    }
    plan.data |= home.sending(work, log)
    constants = home.constants(work)
    for side, what in ((work.parameters, "body"), (work.response, "answer")):
        if side.choices:
            text = f"the {what} is one of {len(side.choices)} objects; they are joined into one"
            log.ask(text, side.place())
    given = Desk(log, True, first.document, units, constants, home.bare)
    plan.data["parameters"] = members(given, folded(work.parameters))
    _placeholders(plan, first)
    answered = Desk(log, False, first.document, units, {})
    plan.data["response"] = members(answered, folded(work.response))
    if work.raw.members:
        plan.data["raw_response"] = members(answered, folded(work.raw))
    _answers(plan, first)
    plan.examples = examples(work, log)
    _tables(work, tables)
    known = {".".join(path) for path in paths(plan.data["parameters"])}
    plan.rules = rules(work.rules, known, tables, log)


def _placeholders(plan: Plan, first: Said) -> None:
    """Add a parameter for each placeholder of the address that no parameter fills."""
    address = str(plan.data.get("path") or plan.data["endpoint"])
    for part in address.split("{")[1:]:
        name = part.partition("}")[0]
        known = plan.data["parameters"].get(name)
        if not name or name == "account_id" or (known and known.get("sent_in") == "path"):
            continue
        made = {"type": "string", "required": True, "sent_in": "path"}
        made |= {"description": f"Part of the address: {humanised(name)}.", "source": first.cite()}
        plan.data["parameters"][name] = made
        plan.log.ask(f"{name} stands in the address, and is described nowhere", first)


def _answers(plan: Plan, first: Said) -> None:
    """Tell where an answer is not described, or is no JSON object."""
    work = plan.work
    content = work.get("content")
    if isinstance(content, str) and "json" not in content and content != "*/*":
        text = f"the body is documented as {content[:60]}; the client sends JSON"
        plan.log.ask(text, work.about["content"])
    answers = work.get("answers")
    listed = answers if isinstance(answers, list) else []
    if listed and not any("json" in str(kind) for kind in listed):
        text = f"the answer is {str(listed[0])[:60]}, no JSON; the client cannot read it"
        plan.log.ask(text, work.about["answers"])
    elif work.response.get("type") not in (None, "object"):
        plan.log.ask("the answer is no object; its parts are not written", work.response.place())
    elif not plan.data["response"]:
        claims = [("Nothing says what the answer holds.", first.cite())]
        plan.log.quirk("answer-unknown", ["response"], claims, "Any answer is read.", kind="gap")


def paths(parameters: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """List the ways to all parameters through nested objects."""
    found: list[tuple[str, ...]] = []
    for name, known in parameters.items():
        found.append((name,))
        found += [(name, *rest) for rest in paths(known.get("properties") or {})]
    return found


def _title(work: Work, key: str) -> str:
    """Name an operation for readers."""
    title = work.get("title")
    if isinstance(title, str) and title.strip() and len(title) <= 80 and holdable(title):
        return headline(" ".join(title.split()))
    return headline(humanised(key)) or "Operation"


def _tables(work: Work, tables: dict[str, Any]) -> None:
    """Keep the tables that documents show; those that nothing uses are left out later."""
    for name, entry in work.tables.items():
        columns, rows = entry.get("columns"), entry.get("rows")
        if columns is None or rows is None or name in tables:
            continue
        plain = all(holdable(cell) for row in rows.value for cell in row)
        if plain and all(isinstance(each, str) and holdable(each) for each in columns.value):
            tables[name] = {"columns": columns.value, "rows": rows.value, "source": rows.cite()}


def draft_price(plan: Plan, tables: dict[str, Any], units: set[str], day: str) -> None:
    """Write the price of an operation."""
    desk = PriceDesk(
        plan.work,
        plan.data["parameters"],
        tables,
        plan.log,
        units,
        day,
        first_said(plan.work).document,
    )
    plan.data["prices"] = [price(desk)]


def model(plans: list[Plan], about: Mapping[str, Said], home: Home, name: str) -> dict[str, Any]:
    """Write what is known about the model."""
    first = plans[0].work
    ident = about["id"].value if "id" in about else model_of(first)
    title = about["title"].value if "title" in about else None
    if not isinstance(title, str) or not holdable(title) or not 0 < len(title) <= 120:
        title = headline(humanised(name)) or name
    owner = str(ident).partition("/")[0] if "/" in str(ident) else home.title
    creator = about["creator"].value if "creator" in about else owner
    said = next(iter(about.values()), None) or first_said(first)
    made: dict[str, Any] = {
        "id": (
            ident if isinstance(ident, str) and 0 < len(ident) <= 200 and holdable(ident) else name
        ),
        "title": " ".join(title.split()),
        "creator": (
            creator if isinstance(creator, str) and holdable(creator) and creator else home.title
        ),
    }
    for key, attribute in (("status", "status"), ("released", "released"), ("released", "listed")):
        if attribute in about and key not in made and holdable(about[attribute].value):
            made[key] = about[attribute].value
    capabilities = about["capabilities"].value if "capabilities" in about else []
    kept = [each for each in capabilities if isinstance(each, str) and 0 < len(each) <= 60]
    if kept:
        made["capabilities"] = [each for each in kept if holdable(each)][:30]
    made["description"] = f"{made['title']}, offered by {home.title}."
    made |= _links(about)
    made["source"] = {"document": said.document, "section": section(said.place)}
    return made


def _links(about: Mapping[str, Said]) -> dict[str, Any]:
    """Write the addresses that documents give."""
    from generator.importer.draft.homes import is_address
    from generator.importer.draft.titles import slug

    made: dict[str, Any] = {}
    terms = about["terms"].value if "terms" in about else None
    if is_address(terms):
        made["terms"] = terms
    links = about["links"].value if "links" in about else {}
    found = {slug(str(key)): url for key, url in links.items() if is_address(url)}
    if "pricing" in about and is_address(about["pricing"].value):
        found["pricing"] = about["pricing"].value
    if found:
        made["links"] = dict(list(found.items())[:30])
    return made
