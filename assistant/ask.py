"""The story of a question, on one screen: question -> query -> evidence -> draft -> checks -> Answer."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from assistant import rules
from assistant.catalog import Catalog
from assistant.errors import AssistantError
from assistant.guard.check import Facts, Known, checked
from assistant.guard.facts import facts_of
from assistant.guard.names import Names
from assistant.lexicon import load_lexicon
from assistant.model import Answer, Turn
from assistant.question import understand
from assistant.retrieve import Retriever
from assistant.sources import Expander, Sources
from ingest.lexical import LexicalIndex
from ingest.library import Library
from ingest.pipeline import READER_VERSION

LONGEST = 2_000
"""Characters of a question; a longer one is refused with a word on how to ask."""


class Assistant:
    """Answers questions over one library. Use `Assistant.open`; may be shared by threads."""

    def __init__(self, library: Library, retriever: Retriever, vocabulary: LexicalIndex) -> None:
        self.library = library
        self.catalog = Catalog(library)
        self._lexicon = load_lexicon()
        self._vocabulary = vocabulary
        self._sources = Sources(catalog=self.catalog, retriever=retriever, lexicon=self._lexicon)

    @classmethod
    def open(cls, home: Path, url: str | None = None) -> Self:
        """Over the library in `home`. Raises LibraryError where it cannot be opened."""
        library = Library.open(home, url, reader=READER_VERSION)
        retriever = Retriever.open(library, home, expand=Expander(load_lexicon()))
        return cls(library, retriever, retriever.lexical)

    def close(self) -> None:
        self.library.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def ask(self, question: str, history: Sequence[Turn] = (), *, id: str | None = None) -> Answer:
        """The checked answer. Raises AssistantError for an empty or overlong question or an empty library."""
        started = time.perf_counter()
        self._admit(question)
        query = understand(question, history, self.catalog, self._lexicon, self._vocabulary)
        draft = rules.answer(query, self._sources)
        answer = Answer(
            id=id,
            question=question,
            status=draft.status,
            reason=draft.reason,
            answer=draft.answer,
            citations=draft.citations,
            listing=draft.listing,
            counted=draft.counted,
            scope=rules.scope_note(query, self._sources),
        )
        return _timed(checked(answer, self.facts(answer), self.known()), started)

    def _admit(self, question: str) -> None:
        self.catalog.refresh()
        if not question.strip():
            raise AssistantError("问题是空的", remedy="请输入想了解的事项")
        if len(question) > LONGEST:
            raise AssistantError(
                f"问题太长（{len(question)} 字）", remedy=f"请缩短到 {LONGEST} 字以内，或分成几个问题"
            )
        if not self.catalog.rows:
            raise AssistantError("资料库是空的", remedy="请先运行 plans ingest，或在 corpus/ 放入文件后重试")

    def facts(self, answer: Answer) -> Facts:
        """What the clauses state that an answer cites or lists; a clause that is not in the library is left out."""
        named = [(c.plan, c.clause) for c in answer.citations]
        named += [(row.plan, row.clause) for row in (answer.listing.rows if answer.listing else ())]
        found = {}
        for plan, label in dict.fromkeys(named):
            view = self.catalog.view(plan)
            row = next((row for row in view.clauses if row.clause.label == label), None)
            if row is not None:
                found[plan, label] = facts_of(view, row)
        return found

    def known(self) -> Known:
        """The names by which the library knows offices, people and plans."""
        rows = self.catalog.rows
        titles = tuple(
            dict.fromkeys(name for r in rows for name in (r.title, *r.titles, self.catalog.short(r.id)))
        )
        return Known(names=Names((*self.catalog.units, *self.catalog.leaders)), titles=titles)


def _timed(answer: Answer, started: float) -> Answer:
    return replace(answer, took_ms=round((time.perf_counter() - started) * 1000, 2))
