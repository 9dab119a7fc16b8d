"""Libraries to make briefings of: the corpus, the official texts where they are there, plans built by
hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from assistant.ask import Assistant
from ingest.load import load
from ingest.store.library import Library
from tests.conftest import official_texts

DAY = date(2026, 3, 5)


@pytest.fixture(scope="session")
def official_home(tmp_path_factory: pytest.TempPathFactory) -> Path | None:
    """A library of the official texts; None where they are not there."""
    texts: Sequence[Path] = official_texts()
    if not texts:
        return None
    home = tmp_path_factory.mktemp("official") / "home"
    with Library.open(home) as library:
        assert {report.outcome for report in load(library, list(texts))} == {"new"}
    return home


@pytest.fixture(params=["corpus", "official"])
def shelf(request: pytest.FixtureRequest, corpus: Assistant, official_home: Path | None) -> Iterator[Library]:
    if request.param == "corpus":
        yield corpus.library
        return
    if official_home is None:
        pytest.skip("the official texts are not beside this checkout")
    with Library.open(official_home) as library:
        yield library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "home") as library:
        yield library
