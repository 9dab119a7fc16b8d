"""One library of the corpus for all tests that only ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from assistant.ask import Assistant
from assistant.intake import take_in
from assistant.settings import Settings
from tests.conftest import ROOT


@pytest.fixture(scope="session")
def corpus_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("corpus") / "home"
    take_in(Settings(home=home, corpus=ROOT / "corpus"), [ROOT / "corpus"], Console(quiet=True))
    return home


@pytest.fixture(scope="session")
def corpus(corpus_home: Path) -> Iterator[Assistant]:
    with Assistant.open(corpus_home) as assistant:
        yield assistant
