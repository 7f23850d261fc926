# Copied by `specloom generate` from generator/runtime/provider.py.
"""What is the same for all calls to one provider, and for all calls of one operation."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .estimates import Estimate
    from .violations import Violation


class ProviderInfo:
    """How a provider is reached and what its words mean; printed by the generator."""

    __slots__ = (
        "account_environment",
        "body",
        "calls",
        "deadline",
        "environment",
        "errors",
        "header",
        "id",
        "interval",
        "scheme",
        "servers",
        "states",
        "style",
        "title",
    )

    def __init__(
        self,
        *,
        id: str,
        title: str,
        style: str,
        servers: Mapping[str, str],
        calls: Mapping[str, tuple[str, str]],
        body: tuple[str, str, str],
        header: str,
        scheme: str,
        environment: tuple[str, ...],
        account_environment: str | None,
        interval: float,
        deadline: float,
        states: Mapping[str, str],
        errors: Mapping[str, tuple[str, str]],
    ) -> None:
        """Keep the parts.

        *servers* are base URLs by name, *calls* server and path by name, *body* the form of a body
        (payload, array, envelope) with the keys of model and payload in an envelope, *environment* the variables that may hold the key,
        *interval* and *deadline* seconds of waiting, *states* the meaning of status values (waiting,
        running, succeeded, failed), *errors* kind and repeat (yes, no, unknown) by code.
        """
        self.id = id
        self.title = title
        self.style = style
        self.servers = servers
        self.calls = calls
        self.body = body
        self.header = header
        self.scheme = scheme
        self.environment = environment
        self.account_environment = account_environment
        self.interval = interval
        self.deadline = deadline
        self.states = states
        self.errors = errors


class OperationInfo:
    """One operation: its names, and where its validator, estimator, models and schema stand."""

    __slots__ = (
        "endpoint",
        "family",
        "id",
        "immediate",
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
        path: str = "",
        immediate: bool = False,
        places: Mapping[str, str] | None = None,
    ) -> None:
        """Keep the parts.

        *package* is the provider's package, *family* and *python_name* name modules and functions in
        it, *params* and *result* classes; *supplied* are the keys that the client fills in, with
        their value, or None for one that is made anew for each job. *path* is where it is sent, if
        not where the provider's operations usually are; *immediate* says that the answer to that is
        the result; *places* are the parameters that travel in `path`, `query` or `header`.
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
        self.path = path
        self.immediate = immediate
        self.places = places or {}

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
