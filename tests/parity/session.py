"""Both clients do all jobs of a provider, one after the other, against one local server."""

from __future__ import annotations

import ssl
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.cli.loading import load_providers
from generator.ir.provider import Provider
from generator.mock import application
from generator.mock.running import RunningMock, certify
from generator.places import specs_folder

from . import ours
from .compare import Call, Difference, calls_of, differences, unwrapped
from .examples import jobs
from .official import Driver, Official

SPEED = 20.0
"""How fast jobs of the local server are."""


@dataclass(frozen=True, slots=True)
class Row:
    """One documented example, done twice."""

    name: str
    call: str
    differences: tuple[Difference, ...]
    official: Mapping[str, Any]
    """What the official client returned or raised."""
    ours: Mapping[str, Any]
    """What ours did."""
    sent: list[Call]
    """What the official client sent."""
    sent_by_us: list[Call]


def compared(official: Official, python: Path) -> list[Row]:
    """Return a row for each documented example and way of making a call."""
    providers = load_providers(specs_folder(None))
    provider = next(each for each in providers if each.id == official.provider)
    with tempfile.TemporaryDirectory() as folder:
        own, trusted = certify(Path(folder))
        trust = ssl.create_default_context(cafile=str(trusted))
        app = application(providers, speed=SPEED)
        with RunningMock(app, certificate=own, trust=trust) as mock:
            host = mock.url.partition("://")[2]
            with Driver(official, python, host, trusted) as driver:
                return _rows(provider, official, mock, driver, trust)


def _rows(
    provider: Provider,
    official: Official,
    mock: RunningMock,
    driver: Driver,
    trust: ssl.SSLContext,
) -> list[Row]:
    host = mock.url.partition("://")[2]
    replaced = {name: url.format(host=host) for name, url in official.servers.items()}
    servers = {**mock.base_urls[provider.id], **replaced}
    rows = []
    for job in jobs(provider, official):
        mock.reset()
        theirs = unwrapped(driver.run(job), official.inside)
        sent = calls_of(mock.received())
        mock.reset()
        own = ours.run(provider.id, job, servers, trust)
        sent_by_us = calls_of(mock.received())
        found = tuple(differences(sent, sent_by_us, (theirs, own)))
        rows.append(Row(job["name"], job["call"], found, theirs, own, sent, sent_by_us))
    return rows
