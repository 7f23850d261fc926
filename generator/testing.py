"""A pytest plugin: the local provider server as fixtures, for this project's tests and for others.

`specloom_mock` is a real server on a loopback port, one for the whole session; `specloom_asgi` is
an ASGI application for `httpx.ASGITransport`, new for each test and without a port. Both need the
extra `mock`; without it, tests that ask for them are skipped and say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from generator.extras import MOCK

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from generator.ir.provider import Provider
    from generator.mock.running import RunningMock


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the settings of an ini file."""
    parser.addini("specloom_specs", "folder of specs; the shipped ones unless given", default="")
    parser.addini("specloom_speed", "how fast jobs are, 1 being some seconds", default="20")
    parser.addini("specloom_seed", "what ids and times follow from", default="0")


@pytest.fixture(scope="session")
def specloom_providers(request: pytest.FixtureRequest) -> tuple[Provider, ...]:
    """All providers of the specs."""
    from generator.cli.loading import load_providers
    from generator.places import specs_folder

    return load_providers(specs_folder(request.config.getini("specloom_specs") or None))


@pytest.fixture(scope="session")
def specloom_mock(
    request: pytest.FixtureRequest, specloom_providers: tuple[Provider, ...]
) -> Iterator[RunningMock]:
    """A running server: `url`, `base_urls[provider]`, `received()`, `deliveries()`, `reset()`."""
    _want_extra()
    from generator.mock.running import RunningMock

    with RunningMock(_application(request, specloom_providers)) as running:
        yield running


@pytest.fixture
def specloom_asgi(
    request: pytest.FixtureRequest, specloom_providers: tuple[Provider, ...]
) -> Starlette:
    """An application for use in process; `app.state.world` lets a test look inside."""
    _want_extra()
    return _application(request, specloom_providers)


def _application(request: pytest.FixtureRequest, providers: tuple[Provider, ...]) -> Starlette:
    from generator.mock import application

    config = request.config
    seed, speed = int(config.getini("specloom_seed")), float(config.getini("specloom_speed"))
    return application(providers, seed=seed, speed=speed)


def _want_extra() -> None:
    """Skip a test where the server cannot be run."""
    for name in MOCK:
        pytest.importorskip(name, reason=f"{name} is missing: pip install 'specloom[mock]'")
