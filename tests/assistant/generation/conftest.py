"""A library of two papers, opened with models that say what a test has them say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.generation.engine import Llm
from tests.assistant.generation.care import PAPERS, Opening
from tests.small_library import shelve


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shelve(tmp_path_factory.mktemp("care"), PAPERS)


@pytest.fixture
def open_with(home: Path) -> Iterator[Opening]:
    opened: list[Assistant] = []

    def opening(model: object, **more: object) -> Assistant:
        opened.append(Assistant.open(home, None, Llm(model=model, **more)))
        return opened[-1]

    yield opening
    for assistant in opened:
        assistant.close()


@pytest.fixture(scope="module")
def rules(home: Path) -> Iterator[Assistant]:
    with Assistant.open(home) as assistant:
        yield assistant
