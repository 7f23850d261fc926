# Copied by `specloom generate` from generator/runtime/provider.py.
"""What is the same for all calls to one provider, and for all calls of one operation."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, TypedDict, Unpack

    from .estimates import Estimate
    from .violations import Violation

    class ProviderParts(TypedDict):
        """The parts of a `ProviderInfo`, which describes them."""

        id: str
        title: str
        style: str
        servers: Mapping[str, str]
        calls: Mapping[str, tuple[str, str]]
        body: tuple[str, str, str]
        header: str
        scheme: str
        environment: tuple[str, ...]
        account_environment: str | None
        interval: float
        deadline: float
        states: Mapping[str, str]
        errors: Mapping[str, tuple[str, str]]
        failures: Mapping[str, str]
        lookup: tuple[str, str, str]
        result_url: str


FAILURES = {
    "not-sent": "repeat",
    "lost": "unknown",
    "unreadable": "unknown",
    "408": "unknown",
    "409": "unknown",
    "425": "refused",
    "429": "repeat",
    "499": "unknown",
    "4xx": "refused",
}
"""What a failed submit means where a spec does not say more; anything else is unknown."""


class ProviderInfo:
    """How a provider is reached and what its words mean; printed by the generator."""

    id: str
    title: str
    style: str
    """The style of the job protocol: queue, tasks, blocking or generations."""
    servers: Mapping[str, str]
    """Base URLs by name."""
    calls: Mapping[str, tuple[str, str]]
    """Server and path by name."""
    body: tuple[str, str, str]
    """Form of a body (payload, array, envelope), with the keys of model and payload in an envelope."""
    header: str
    scheme: str
    environment: tuple[str, ...]
    """Variables that may hold the key."""
    account_environment: str | None
    interval: float
    """Seconds between two questions."""
    deadline: float
    """Seconds after which a wait is over."""
    states: Mapping[str, str]
    """Meaning of status values: waiting, running, succeeded, failed."""
    errors: Mapping[str, tuple[str, str]]
    """Kind and repeat (yes, no, unknown) by code."""
    failures: Mapping[str, str]
    """What a failed submit means (repeat, same-task, refused, unknown) by failure."""
    lookup: tuple[str, str, str]
    """How a person looks for a lost job; the header that carries an id for that; its form."""
    result_url: str
    """Where the address of a file stands in a final answer."""

    def __init__(self, **parts: Unpack[ProviderParts]) -> None:
        """Keep the parts; failures that no spec lists have their usual meaning."""
        for name, value in parts.items():
            setattr(self, name, value)
        self.failures = {**FAILURES, **parts["failures"]}


class OperationInfo:
    """One operation: its names, and where its validator, estimator, models and schema stand."""

    __slots__ = (
        "billed",
        "endpoint",
        "family",
        "id",
        "immediate",
        "media",
        "model",
        "name",
        "package",
        "params",
        "path",
        "places",
        "python_name",
        "result",
        "supplied",
    )

    def __init__(
        self,
        *,
        name: str,
        package: str,
        family: str,
        python_name: str,
        endpoint: str,
        model: str,
        params: str,
        result: str,
        supplied: Mapping[str, Any],
        billed: Mapping[str, str] | None = None,
        media: Mapping[str, tuple[str, tuple[str, ...]]] | None = None,
        path: str = "",
        immediate: bool = False,
        places: Mapping[str, str] | None = None,
    ) -> None:
        """Keep the parts.

        *family* and *python_name* name modules and functions in *package*, *params* and *result*
        classes. *supplied* are keys that the client fills in (None: made anew), *billed* outcomes and
        whether they are charged, *media* kind and forms of files by parameter, *path* an unusual
        address, *immediate* that the answer is the result, *places* what is not sent in the body.
        """
        self.name = name
        self.id = name.rpartition("/")[2]
        self.package = package
        self.family = family
        self.python_name = python_name
        self.endpoint = endpoint
        self.model = model
        self.params = params
        self.result = result
        self.supplied = supplied
        self.billed = billed or {}
        self.media = media or {}
        self.path = path
        self.immediate = immediate
        self.places = places or {}

    @property
    def failures_free(self) -> bool:
        """Whether the provider documents that a failed job costs nothing."""
        return self.billed.get("failure") == "no"

    def validate(self, params: object) -> list[Violation]:
        """Judge *params* by the operation's validator."""
        found: list[Violation] = self._function("validators", "validate")(params)
        return found

    def estimate(self, params: Mapping[str, Any], **facts: Any) -> Estimate:
        """Price *params* by the operation's estimator."""
        estimate: Estimate = self._function("costs", "estimate")(params, **facts)
        return estimate

    def parse(self, data: Any) -> Any:
        """Read a result into its model."""
        module = self._module(f"models.{self.family}.results")
        return getattr(module, self.result).model_validate(data)

    def params_type(self) -> Any:
        """Return the TypedDict of the parameters."""
        return getattr(self._module(f"models.{self.family}.params"), self.params)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the parameters."""
        import json
        from importlib import resources

        folder = resources.files(self.package) / "schemas"
        text = (folder / f"{self.family}.{self.python_name}.json").read_text(encoding="utf-8")
        schema: dict[str, Any] = json.loads(text)
        return schema

    def _function(self, concern: str, verb: str) -> Any:
        return getattr(self._module(f"{concern}.{self.family}"), f"{verb}_{self.python_name}")

    def _module(self, name: str) -> Any:
        from importlib import import_module

        return import_module(f"{self.package}.{name}")
