"""Shared by all tests: no network but loopback, a clean environment, and the official texts where they are
there.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.browser import CHROMIUM, FLAGS
from tests.endpoint.server import Server, serving

ROOT = Path(__file__).parent.parent
OFFICIAL = ROOT.parent / "shared" / "plans"
GOLD = ROOT.parent / "shared" / "gold"
_SEEN = 30
"""Seconds until what a page must show has to be there, on a busy machine: as long as Playwright waits for an
element.
"""
_LOOPBACK = {"127.0.0.1", "::1", "localhost", "0.0.0.0"}

for key in [k for k in os.environ if k.startswith("PLANS_")]:
    del os.environ[key]


settings.register_profile("ci", derandomize=True)
"""The same examples at every run before a deploy; new ones are looked for at a developer's desk."""
if os.environ.get("CI"):
    settings.load_profile("ci")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever asks for the browser is a test in a browser."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium is installed on this system"))


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever speaks to another machine fails the test, whichever library it speaks through."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family != socket.AF_UNIX and isinstance(address, tuple) and address[0] not in _LOOPBACK:
            raise AssertionError(f"a test reached for the network: {address}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def endpoint() -> Iterator[Server]:
    """A server that speaks OpenAI's protocol, and does what the test says."""
    with serving() as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """No longer than a module: while Playwright is open in a thread, asyncio takes its loop there for
    running.
    """
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    sync_api.expect.set_options(timeout=_SEEN * 1000)
    with sync_api.sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def corpus_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One library of the corpus for all tests that only ask."""
    from rich.console import Console

    from assistant.admin.ingest_files import take_in
    from assistant.settings import Settings

    home = tmp_path_factory.mktemp("corpus") / "home"
    take_in(Settings(home=home, corpus=ROOT / "corpus"), [ROOT / "corpus"], Console(quiet=True))
    return home


def official_texts() -> list[Path]:
    return sorted(OFFICIAL.glob("*.txt"))
