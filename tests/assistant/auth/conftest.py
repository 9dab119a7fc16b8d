"""One app with accounts for all tests of a module, over a library of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from assistant.ask import Assistant
from assistant.auth import accounts
from assistant.auth.accounts import Accounts
from tests.assistant.auth.serving import PASSWORD, App, running


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords() -> Iterator[None]:
    """The same hashes at a fraction of the cost, which here would only be waiting; one test pays the real
    one.
    """
    with pytest.MonkeyPatch.context() as patch:
        cheap = PasswordHasher(time_cost=1, memory_cost=256, parallelism=1)
        patch.setattr(accounts, "_hasher", lambda: cheap)
        accounts._nobodys.cache_clear()
        yield
    accounts._nobodys.cache_clear()


@pytest.fixture(scope="session")
def library(corpus_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Questions asked through the app are logged; so not in the library that others look at."""
    home = tmp_path_factory.mktemp("people") / "home"
    shutil.copytree(corpus_home, home)
    with Assistant.open(home) as assistant:
        yield assistant


@pytest.fixture(scope="session")
def accounts_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A reader and an editor; to be copied where a test changes them."""
    home = tmp_path_factory.mktemp("accounts")
    Accounts(home).add("wang", PASSWORD, "reader")
    Accounts(home).add("李主任", PASSWORD, "editor")
    return home


@pytest.fixture
def home(accounts_home: Path, tmp_path: Path) -> Path:
    """A folder of one's own with these accounts."""
    copied = tmp_path / "home"
    shutil.copytree(accounts_home, copied)
    return copied


@pytest.fixture(scope="module")
def app(library: Assistant, accounts_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """Shared by a module; a test that tries in vain does so under names of its own."""
    copied = tmp_path_factory.mktemp("app") / "home"
    shutil.copytree(accounts_home, copied)
    with running(library, copied) as app:
        yield app
