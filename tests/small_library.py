"""An assistant over a few papers of a test's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from assistant.ask import Assistant
from ingest.pipeline import READER_VERSION, parse_text
from ingest.store.library import Library
from tests.waiting import PATIENT


def shelve(home: Path, papers: Mapping[str, str]) -> Path:
    """Puts the papers, each under its file name, into a library in `home`."""
    with Library.open(home, reader=READER_VERSION) as library:
        for name, text in papers.items():
            library.put(parse_text(text, name))
    return home


@contextmanager
def over(home: Path, papers: Mapping[str, str]) -> Iterator[Assistant]:
    """An assistant over them, closed behind the block."""
    with Assistant.open(shelve(home, papers), limit=PATIENT) as assistant:
        yield assistant
