"""An assistant over a few papers of a test's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import insert

from assistant.ask import Assistant
from ingest.pipeline import READER_VERSION, parse_text
from ingest.store.library import Library
from ingest.store.tables import FEEDBACK
from tests.waiting import PATIENT


def shelve(home: Path, papers: Mapping[str, str]) -> Path:
    """Puts the papers, each under its file name, into a library in `home`."""
    with Library.open(home, reader=READER_VERSION) as library:
        for name, text in papers.items():
            library.put(parse_text(text, name))
    return home


def judged(library: Library, question: int | None, *, verdict: str, note: str = "") -> int:
    """The id of a verdict put straight into the log, outside any conversation."""
    with library.log._writing() as db:
        row = {"given": "2025-01-01T00:00:00", "question": question, "verdict": verdict, "note": note}
        db.execute(insert(FEEDBACK).values(**row))
    return library.log.feedback(1)[0].id


@contextmanager
def over(home: Path, papers: Mapping[str, str]) -> Iterator[Assistant]:
    """An assistant over them, closed behind the block."""
    with Assistant.open(shelve(home, papers), limit=PATIENT) as assistant:
        yield assistant
