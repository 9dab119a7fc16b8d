"""Shared by all tests: no network but loopback, a clean environment, and the official texts where they are
there.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests import postgres
from tests.browser import CHROMIUM, FLAGS, Visitors, patient
from tests.endpoint.server import Server, serving
from tests.waiting import GIVE_UP

ROOT = Path(__file__).parent.parent
OFFICIAL = ROOT.parent / "shared" / "plans"
GOLD = ROOT.parent / "shared" / "gold"
_TEST = int(4 * GIVE_UP)
"""Seconds after which a test that still runs has hung, whatever it waits for; a single wait ends after
GIVE_UP.
"""
_LOOPBACK = {"127.0.0.1", "::1", "localhost", "0.0.0.0"}

for key in [k for k in os.environ if k.startswith("PLANS_")]:
    del os.environ[key]
os.environ["PLANS_EMBEDDING"] = "none"  # no test embeds a library unless it is about that
# Some hundred tests start a Python of their own: it finds modules compiled, as an installed one does.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


settings.register_profile("desk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""How long an example takes says how busy the machine is."""
settings.register_profile("ci", settings.get_profile("desk"), derandomize=True)
"""The same examples at every run before a deploy; new ones are looked for at a developer's desk."""
settings.load_profile("ci" if os.environ.get("CI") else "desk")


LONGEST = (
    "test_scripted_models", "test_evaluation", "test_scale", "test_app", "test_chat", "test_linear",
    "test_briefings_tab", "test_accessible", "test_official_formats", "test_in_browser", "test_adding_plans",
    "test_refusals", "test_broken_folder", "test_prose", "test_figures_tab", "test_plans_tab", "test_speed",
    "test_shared_checks", "test_parts", "test_library", "test_rules", "test_own_formats", "test_eval_cli",
    "test_worded_chat", "test_cli", "test_bench", "test_two_faces", "test_brief_cli", "test_catalogue",
    "test_endpoint_check", "test_vectors", "test_builtin_embedding", "test_table_kinds",
    "test_route_allowlist", "test_packaging",
)  # fmt: skip
"""Files that took longest in runs of all begin first, so that no process is left alone with one of them at
the end.
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first; whatever asks for the browser is a test in a browser."""
    rank = {name: n for n, name in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.path.stem, len(LONGEST)))
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium is installed on this system"))


gc.disable()


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: it is not looked through for garbage, again and
    again.
    """
    gc.enable()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """A test that hangs is ended, with a failure that shows where it stood."""

    def hung(*_: object) -> None:
        pytest.fail(f"{item.nodeid} still ran after {_TEST} seconds")

    before = signal.signal(signal.SIGALRM, hung)
    signal.alarm(_TEST)
    try:
        return (yield)
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


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
    sync_api.expect.set_options(timeout=GIVE_UP * 1000)
    with sync_api.sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS, timeout=GIVE_UP * 1000)
        yield patient(chromium)
        chromium.close()


@pytest.fixture(scope="module")
def visitors(browser: Any) -> Visitors:
    return Visitors(browser)


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


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The folder of the socket of a real PostgreSQL server; a test makes its own database in it."""
    with postgres.server() as socket:
        yield socket
