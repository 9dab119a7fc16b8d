"""The story of a question, on one screen: question -> query -> look-ups -> draft -> checks -> Answer, and,
where a model is set, what it makes of it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from assistant.answers import router as rules
from assistant.answers.draft import Draft
from assistant.answers.near import so_far
from assistant.answers.remarks import scope_note, with_remarks
from assistant.errors import AssistantError, OutOfTimeError
from assistant.generation.engine import Case, Llm, Ruled, modelled
from assistant.lookups.catalogue import Found, run
from assistant.lookups.versions import earlier_view
from assistant.model import Answer, EarlierQuote, Engine, ListingRow
from assistant.query.conditions import conditions_of
from assistant.query.understand import hidden_instruction, understand
from assistant.question import Query, Turn
from assistant.retrieval.catalog import Catalog, PlanView
from assistant.retrieval.hybrid import Dense, Retriever
from assistant.retrieval.lexicon import load_lexicon
from assistant.retrieval.sources import Expander, Sources
from assistant.retrieval.time_limit import USUAL, Limit, limited
from assistant.verification.answer import ClauseKey, Facts, Known, checked, key_of
from assistant.verification.facts import ClauseFacts, facts_of
from assistant.versions.relations import Relations
from ingest.index.lexical import LexicalIndex
from ingest.reader_version import READER_VERSION
from ingest.store.library import Library

LONGEST = 2_000
"""Characters of a question; a longer one is refused with a word on how to ask."""


class Assistant:
    """Answers questions over one library. Use `Assistant.open`; may be shared by threads."""

    def __init__(
        self,
        library: Library,
        retriever: Retriever,
        vocabulary: LexicalIndex,
        llm: Llm | None = None,
        limit: Limit = USUAL,
    ) -> None:
        self.library = library
        self.llm = llm
        self.catalog = Catalog(library)
        self.relations = Relations(self.catalog)
        self._lexicon = load_lexicon()
        self._vocabulary = vocabulary
        self._limit = limit
        self._known: tuple[str | None, Known | None] = None, None
        self.today: Callable[[], date] = date.today  # the day 今年 goes by
        self.sources = Sources(catalog=self.catalog, retriever=retriever, lexicon=self._lexicon)

    @classmethod
    def open(
        cls,
        home: Path,
        url: str | None = None,
        llm: Llm | None = None,
        dense: Dense | None = None,
        *,
        limit: Limit = USUAL,
    ) -> Self:
        """Over the library in `home`; with `llm` answers may be put into a model's words; the rules' part of
        each has the time of `limit`. Raises LibraryError where it cannot be opened.
        """
        library = Library.open(home, url, reader=READER_VERSION)
        retriever = Retriever.open(library, home, dense=dense, expand=Expander(load_lexicon()))
        return cls(library, retriever, retriever.lexical, llm, limit)

    def close(self) -> None:
        self.library.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def lookup(self, name: str, arguments: Mapping[str, Any]) -> Found:
        """One of the look-ups of the catalogue. Raises LookupError_."""
        self.catalog.refresh()
        return run(self.sources, name, arguments)

    def read(self, question: str) -> Query:
        """The question as the rules understand it, without earlier turns."""
        self.catalog.refresh()
        return understand(question, (), self.catalog, self._lexicon, self._vocabulary, today=self.today())

    def drafted(self, question: str, history: Sequence[Turn] = ()) -> tuple[Query, Draft]:
        """What the rules make of the question before it is checked: for measuring. Raises OutOfTimeError."""
        self.catalog.refresh()
        return self._by_rules(question, history, ())

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        without: Sequence[str] = (),
        engine: Engine = "auto",
        id: str | None = None,
    ) -> Answer:
        """The checked answer. Raises AssistantError for an empty or overlong question or an empty library."""
        *_, whole = self.stream(question, history, without=without, engine=engine, id=id)
        return whole

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        without: Sequence[str] = (),
        engine: Engine = "auto",
        id: str | None = None,
        stop: threading.Event | None = None,
    ) -> Iterator[Answer]:
        """The rules' answer at once, then, with a model, the answer as it grows, every sentence checked
        before it is given; the last one is whole. Raises as `ask` does. Where the rules take longer than
        they may, the answer says so, shows the nearest passages and claims nothing.

        `without` are the keys of conditions (`Answer.conditions`) a person has taken away. Setting `stop`
        from another thread ends the model's part; what was checked till then stays.
        """
        started = time.perf_counter()
        self._admit(question, engine)
        try:
            ruled = self._ruled(question, history, without, id)
        except OutOfTimeError as error:
            late = Answer(id=id, question=question, status="clarify", reason=None, answer=str(error))
            yield _timed(late, started)
            return
        llm = self.llm if engine != "rules" else None
        if llm is None or not _is_for_a_model(question, ruled):
            yield _timed(ruled.answer, started)
            return
        yield _timed(replace(ruled.answer, provisional=True), started)
        case = self._case(question, history, without, ruled)
        for answer in modelled(case, self.sources, self.known(), llm, stop or threading.Event()):
            yield _timed(self._remarked(answer) if answer.engine == "llm" else answer, started)

    def _case(self, question: str, history: Sequence[Turn], without: Sequence[str], ruled: Ruled) -> Case:
        def again(whole: str) -> Ruled | None:
            try:
                return self._ruled(whole, (), without, ruled.answer.id)
            except OutOfTimeError:
                return None

        return Case(
            question=question,
            history=history,
            ruled=ruled,
            again=again,
            facts=self.facts,
            limit=self._limit,
        )

    def _remarked(self, answer: Answer) -> Answer:
        return with_remarks(answer, self.catalog, self.relations, self.facts, self.known)

    def _ruled(self, question: str, history: Sequence[Turn], without: Sequence[str], id: str | None) -> Ruled:
        """The question as the rules understand and answer it. Raises OutOfTimeError."""
        query, draft = self._by_rules(question, history, without)
        with limited(self._limit):
            drafted = self._answer(question, query, draft, id)
            plain = checked(drafted, self.facts(drafted), self.known())
        return Ruled(query=draft.query or query, draft=draft, answer=self._remarked(plain))

    def _by_rules(
        self, question: str, history: Sequence[Turn], without: Sequence[str]
    ) -> tuple[Query, Draft]:
        """Where the time is over, what full text alone finds in a quarter of it. Raises OutOfTimeError where
        that takes longer too, or the question could not be read in time.
        """
        with limited(self._limit):
            query = understand(
                question, history, self.catalog, self._lexicon, self._vocabulary, without, self.today()
            )
            try:
                return query, rules.answer(query, self.sources)
            except OutOfTimeError as error:
                late = error
        with limited(replace(self._limit, seconds=self._limit.seconds / 4)):
            found = so_far(query, self.sources, str(late))
        if found is None:
            raise late
        return query, found

    def _answer(self, question: str, query: Query, draft: Draft, id: str | None) -> Answer:
        query = draft.query or query
        return Answer(
            id=id,
            question=question,
            status=draft.status,
            reason=draft.reason,
            answer=draft.answer,
            citations=draft.citations,
            listing=draft.listing,
            counted=draft.counted,
            earlier=draft.earlier,
            briefing=draft.briefing,
            scope=scope_note(query, self.sources),
            conditions=conditions_of(query, self.catalog.short),
        )

    def _admit(self, question: str, engine: Engine) -> None:
        self.catalog.refresh()
        if engine == "llm" and self.llm is None:
            raise AssistantError(
                "没有设置模型", remedy="请设置 PLANS_LLM_URL 和 PLANS_LLM_MODEL，或改用 --engine rules"
            )
        if not question.strip():
            raise AssistantError("问题是空的", remedy="请输入想了解的事项")
        if len(question) > LONGEST:
            raise AssistantError(
                f"问题太长（{len(question)} 字）", remedy=f"请缩短到 {LONGEST} 字以内，或分成几个问题"
            )
        if not self.catalog.rows:
            raise AssistantError("资料库是空的", remedy="请先运行 plans ingest，或在 corpus/ 放入文件后重试")

    def facts(self, answer: Answer) -> Facts:
        """What the clauses state that an answer cites or lists; a clause that is not in the library is left
        out.
        """
        named = [(c.plan, c.clause) for c in answer.citations]
        listed = answer.listing.rows if answer.listing else ()
        named += [(row.plan, row.clause) for row in listed if row.version is None]
        found = self._earlier(answer)
        for plan, label in dict.fromkeys(named):
            view = self.catalog.view(plan)
            if (row := view.by_label.get(label)) is not None:
                found[plan, label] = facts_of(view, row)
        return found

    def _earlier(self, answer: Answer) -> dict[ClauseKey, ClauseFacts]:
        """What the clauses of earlier versions stated that an answer quotes or lists."""
        rows: list[EarlierQuote | ListingRow] = [*answer.earlier]
        rows += [row for row in (answer.listing.rows if answer.listing else ()) if row.version is not None]
        found = {}
        views: dict[tuple[str, int], PlanView] = {}
        for row in rows:
            view, version = self.catalog.view(row.plan), row.version or 0
            if version == view.row.version:
                continue  # the version in force is no earlier one
            if (row.plan, version) not in views:
                views[row.plan, version] = earlier_view(
                    view, self.catalog.version(row.plan, version), version
                )
            old = views[row.plan, version]
            clause = next((c for c in old.clauses if c.clause.label == row.clause), None)
            if clause is not None:
                found[key_of(row)] = facts_of(old, clause)
        return found

    def known(self) -> Known:
        """The names by which the library knows offices, people and plans; made anew when it has changed."""
        stamp, (of, known) = self.catalog.stamp, self._known
        if known is None or of != stamp:
            known = Known.of(self.catalog)
            self._known = stamp, known
        return known


def _is_for_a_model(question: str, ruled: Ruled) -> bool:
    """Not where the question gives orders; not what an exact look-up of versions or of papers out of force
    says, for what was in force once is no evidence.
    """
    exact = ruled.query.intent == "changes" or ruled.answer.reason == "withdrawn"
    return not exact and not hidden_instruction(question)


def _timed(answer: Answer, started: float) -> Answer:
    return replace(answer, took_ms=_since(started))


def _since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 2)
