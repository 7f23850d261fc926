"""<family>.yaml: one model at one provider, with its operations."""

from __future__ import annotations

from pydantic import Field

from generator.spec.base import Day, Name, Scalar, Source, Strict, Text, Url
from generator.spec.example import Example, Quirk
from generator.spec.parameter import Parameter
from generator.spec.price import Price
from generator.spec.rule import Rule


class Model(Strict):
    """What is known about the model itself."""

    id: str = Field(min_length=1, max_length=200)
    """The provider's id of the model."""
    title: Text
    creator: Text
    status: Text | None = None
    """Such as live or preview."""
    released: Day | None = None
    """The day on which the provider released or listed it."""
    capabilities: tuple[Text, ...] = ()
    description: Text
    """What it does, in our words."""
    terms: Url | None = None
    """Terms and licence."""
    links: dict[Name, Url] = {}
    """Other pages about it."""
    source: Source


class Table(Strict):
    """Rows that rules and prices select from."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Scalar, ...], ...]
    source: Source


class OperationSpec(Strict):
    """One operation."""

    title: Text
    """Name for readers, such as Text to video."""
    summary: Text
    """What it does, in one sentence of ours."""
    page: Url
    """The provider's page about it."""
    endpoint: str = Field(min_length=1, max_length=200)
    """The provider's id of the endpoint, filled into the path of `submit`."""
    path: str | None = Field(None, pattern=r"^/[^\s?#]*$", max_length=300)
    """Path of `submit`, where it is not the provider's usual one."""
    immediate: bool = False
    """Whether the answer to `submit` is the result, at a provider whose jobs are usually asked for later."""
    source: Source
    """Where the endpoint is documented."""
    parameters: dict[str, Parameter]
    """The payload's members, in the page's order."""
    rules: tuple[Rule, ...] = ()
    response: dict[str, Parameter]
    """Members of the result."""
    raw_response: dict[str, Parameter] | None = None
    """Members of the answer around the result, where the page shows one."""
    prices: tuple[Price, ...] = ()
    """Oldest first."""
    examples: tuple[Example, ...] = ()
    quirks: tuple[Quirk, ...] = ()
    allow: tuple[Name, ...] = ()
    """Lint findings about this operation that are meant so."""


class FamilySpec(Strict):
    """One model at one provider."""

    family: Name
    """Id: the file's name."""
    model: Model
    types: dict[str, Parameter] = {}
    """Shapes that several operations share, by class name."""
    tables: dict[Name, Table] = {}
    operations: dict[Name, OperationSpec]
    quirks: tuple[Quirk, ...] = ()
    """Quirks of the model as a whole."""
    python_name: str | None = Field(None, pattern=r"^[a-z][a-z0-9_]*$", max_length=60)
    """Name in Python, where the id would not do."""
