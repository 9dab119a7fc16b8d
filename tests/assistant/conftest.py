"""One assistant over the corpus for all tests that only ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.ask import Assistant


@pytest.fixture(scope="session")
def corpus(corpus_home: Path) -> Iterator[Assistant]:
    with Assistant.open(corpus_home) as assistant:
        yield assistant
