"""Whether the search finds the clauses an answer must stand on, each retriever alone and fused, beside the
plain pipeline.

In: questions with their clauses, a library with its indexes. Out: one `Row` a retriever and way of asking. A
question counts as *whole* where every clause it needs is wholly within the first 5 passages. Our passages are
clauses; a chunk of the plain pipeline holds every clause of its plan whose words, white space and width
aside, it contains.

That measure favours whoever cuts at clauses, since it is clauses that are asked for. So three things stand
beside it: *possible*, the questions whose clauses are whole in some passage at all; *half*, as *whole* but
content with half of each clause in one passage; and the characters of the first 5 passages, for a chunk is
longer than a clause.

Three ways of asking: `typed` (all that was typed, in all plans), `scoped` (the same, in the plans that the
question's place and year leave), `understood` (scoped, and in the words the assistant makes of the question,
as it searches itself). Questions without clauses (what is not in the plans) are not scored. Ranks go to 10.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.query.understand import understand
from assistant.retrieval.catalog import Catalog
from assistant.retrieval.hybrid import LEXICAL_FOLDER, Dense, Retriever, RetrieverOptions
from assistant.retrieval.lexicon import load_lexicon
from assistant.retrieval.sources import Expander
from evals.errors import EvalError
from evals.metrics import Ranks, all_within, mean, percentile, ranking, ranks_of
from evals.questions import ClauseId, Question
from ingest.embedding.embedders import Embedder
from ingest.index.indexes import mend
from ingest.index.lexical import LexicalIndex
from ingest.index.model import Filters
from ingest.model import Span
from ingest.store.library import Library
from ingest.store.rows import ClauseRow

if TYPE_CHECKING:
    from evals.naive import Chunk

DEPTH = 10
READ = 5
"""Passages a reader or a model is shown."""
TYPED, SCOPED, UNDERSTOOD = "typed", "scoped", "understood"
ASSISTANT, NAIVE = "assistant", "naive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as it is put to a retriever; no plans means all."""

    words: str
    plans: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A passage: the clauses wholly within it, those at least half within it, and how many characters
    it has.
    """

    clauses: frozenset[ClauseId]
    halves: frozenset[ClauseId]
    characters: int


Search = Callable[[Asked], Sequence[Found]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Searcher:
    """A retriever; `held` are the clauses that are whole in some passage of it, found or not."""

    search: Search
    held: frozenset[ClauseId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one retriever made of one question: ranks of its clauses, whole and half; characters of the first
    5 passages.
    """

    id: str
    kind: str
    ranks: tuple[int | None, ...]
    half_ranks: tuple[int | None, ...]
    characters: int
    took_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One retriever asked in one way. `possible` is the share of the questions its passages could have whole
    at all.
    """

    retriever: str
    asked: str
    possible: float
    outcomes: tuple[Outcome, ...]

    @property
    def scores(self) -> dict[str, float | None]:
        return scores([outcome.ranks for outcome in self.outcomes]) | {
            f"half@{READ}": mean([all_within(outcome.half_ranks, READ) for outcome in self.outcomes]),
            "possible": self.possible,
            f"characters@{READ}": mean([outcome.characters for outcome in self.outcomes]),
            "p50_ms": percentile([outcome.took_ms for outcome in self.outcomes], 0.50),
            "p95_ms": percentile([outcome.took_ms for outcome in self.outcomes], 0.95),
        }

    def whole_by_kind(self) -> dict[str, tuple[int, int]]:
        """Kind -> questions that are whole, questions in all."""
        kinds: dict[str, list[float]] = {}
        for outcome in self.outcomes:
            kinds.setdefault(outcome.kind, []).append(all_within(outcome.ranks, READ))
        return {kind: (int(sum(rights)), len(rights)) for kind, rights in sorted(kinds.items())}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`missing` are clauses asked for that the library has not, which no retriever can find."""

    questions: int
    unscored: int
    missing: tuple[ClauseId, ...]
    rows: tuple[Row, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "questions": self.questions,
            "unscored": self.unscored,
            "missing": self.missing,
            "rows": [
                {
                    "retriever": row.retriever,
                    "asked": row.asked,
                    "scores": row.scores,
                    "whole_by_kind": row.whole_by_kind(),
                    "outcomes": [asdict(outcome) for outcome in row.outcomes],
                }
                for row in self.rows
            ],
        }


def scores(ranks: Sequence[Ranks]) -> dict[str, float | None]:
    """The means over questions, None where there are none."""
    return {f"whole@{READ}": mean([all_within(r, READ) for r in ranks]), **ranking(ranks)}


def compare(ours: Row, theirs: Row) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of the questions only `ours` has whole, and of those only `theirs` has."""
    mine = {o.id for o in ours.outcomes if all_within(o.ranks, READ)}
    other = {o.id for o in theirs.outcomes if all_within(o.ranks, READ)}
    in_order = [o.id for o in ours.outcomes]
    return tuple(i for i in in_order if i in mine - other), tuple(i for i in in_order if i in other - mine)


def run(
    questions: Sequence[Question],
    home: Path,
    *,
    database: str | None = None,
    dense: Dense | None = None,
    naive: bool = False,
    asked: Sequence[str] = (TYPED, SCOPED),
    progress: Callable[[str], None] = lambda _: None,
) -> Report:
    """Every retriever over the library in `home`, asked in these ways; `progress` is given the name of the
    one at work.

    `dense` is that of the settings, None without an embedding model. Its index is brought up before anything
    is asked.

    Raises EvalError where no question names a clause or the library is empty, LibraryError where it cannot be
    opened.
    """
    scored = [question for question in questions if question.gold]
    if not scored:
        raise EvalError(
            "没有一个问题带有应引用的条款", remedy='请在每行给出 "cites": [["文件编号", "条款"], …]'
        )
    rows: list[Row] = []
    with closing(Library.open(home, database)) as library:
        clauses = {(row.plan, row.clause.label): row for row in library.clauses()}
        if not clauses:
            raise EvalError("资料库是空的", file=str(home), remedy="请先运行 plans ingest")
        progress("建立索引")
        if dense is not None:
            mend(library, dense.index(home))
        searches = _clause_searches(library, home, clauses, dense)
        if naive:
            searches |= _naive_searches(library, clauses, dense.embedder if dense else None)
        ways = _ways(scored, library, LexicalIndex.open(home / LEXICAL_FOLDER))
        for name, searcher in searches.items():
            progress(name)
            possible = sum(all(group & searcher.held for group in q.gold) for q in scored) / len(scored)
            for way in (UNDERSTOOD,) if name == ASSISTANT else asked:
                outcomes = _outcomes(scored, ways[way], searcher.search)
                rows.append(Row(retriever=name, asked=way, possible=possible, outcomes=outcomes))
    wanted = dict.fromkeys(
        clause for question in scored for group in question.gold for clause in sorted(group)
    )
    return Report(
        questions=len(scored),
        unscored=len(questions) - len(scored),
        missing=tuple(clause for clause in wanted if clause not in clauses),
        rows=tuple(rows),
    )


def chunk_clauses(chunk: str, clauses: Mapping[ClauseId, str]) -> frozenset[ClauseId]:
    """The clauses that stand wholly in the chunk; `clauses` are those of its plan, their words already
    `plain`.
    """
    words = plain(chunk)
    return frozenset(key for key, text in clauses.items() if text in words)


def chunk_halves(chunk: Span, clauses: Mapping[ClauseId, Span]) -> frozenset[ClauseId]:
    """The clauses of which the chunk has half the characters or more."""
    return frozenset(
        key
        for key, span in clauses.items()
        if 2 * (min(chunk.end, span.end) - max(chunk.start, span.start)) >= span.end - span.start
    )


def plain(text: str) -> str:
    """The text without white space, full- and half-width forms as one."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _clause_searches(
    library: Library,
    home: Path,
    clauses: Mapping[ClauseId, ClauseRow],
    dense: Dense | None,
) -> dict[str, Searcher]:
    """The indexes apart, fused, and as the assistant fuses them, its synonyms included."""
    options = {"lexical": RetrieverOptions(dense_weight=0)}
    if dense is not None:
        options["dense"] = RetrieverOptions(dense_weight=1)
        options["fused"] = RetrieverOptions(dense_weight=dense.weight)
    options[ASSISTANT] = RetrieverOptions(dense_weight=dense.weight if dense else 0)

    def opened(name: str) -> Searcher:
        retriever = Retriever.open(
            library,
            home,
            dense=dense,
            options=options[name],
            expand=Expander(load_lexicon()) if name == ASSISTANT else None,
        )

        def search(asked: Asked) -> list[Found]:
            hits = retriever.search(asked.words, DEPTH, Filters(plans=asked.plans))
            return [_one(clauses[hit.plan, hit.label]) for hit in hits]

        return Searcher(search=search, held=frozenset(clauses))

    return {name: opened(name) for name in options}


def _one(row: ClauseRow) -> Found:
    key = frozenset({(row.plan, row.clause.label)})
    return Found(clauses=key, halves=key, characters=len(row.text))


def _naive_searches(
    library: Library, clauses: Mapping[ClauseId, ClauseRow], embedder: Embedder | None
) -> dict[str, Searcher]:
    """The plain pipeline, and its chunks in our lexical index, which tells the cutting from the searching."""
    from evals.naive import NaivePipeline

    pipeline = NaivePipeline.build((library.get(row.id) for row in library.plans()), embedder)
    by_plan: dict[str, dict[ClauseId, ClauseRow]] = {}
    for key, row in clauses.items():
        by_plan.setdefault(row.plan, {})[key] = row
    texts = {plan: {key: plain(row.text) for key, row in rows.items()} for plan, rows in by_plan.items()}
    spans = {plan: {key: row.clause.span for key, row in rows.items()} for plan, rows in by_plan.items()}
    found = {
        chunk.id: Found(
            clauses=chunk_clauses(chunk.text, texts.get(chunk.plan, {})),
            halves=chunk_halves(chunk.span, spans.get(chunk.plan, {})),
            characters=len(chunk.text),
        )
        for chunk in pipeline.chunks
    }
    held = frozenset(key for passage in found.values() for key in passage.clauses)

    def searcher(search: Callable[..., Sequence[Chunk]]) -> Searcher:
        return Searcher(
            search=lambda asked: [found[chunk.id] for chunk in search(asked.words, DEPTH, asked.plans)],
            held=held,
        )

    searchers = {f"{NAIVE}+lexical": searcher(pipeline.worded)}
    return searchers if embedder is None else {NAIVE: searcher(pipeline.search), **searchers}


def _ways(
    questions: Sequence[Question], library: Library, vocabulary: LexicalIndex
) -> dict[str, list[Asked]]:
    """The questions in order, asked in each way. A question none of whose words says anything is asked as
    typed.
    """
    catalog = Catalog(library)
    catalog.refresh()
    lexicon = load_lexicon()
    ways: dict[str, list[Asked]] = {TYPED: [], SCOPED: [], UNDERSTOOD: []}
    for question in questions:
        query = understand(question.text, question.history, catalog, lexicon, vocabulary)
        plans = query.scope.plans
        words = " ".join(term.text for term in query.terms)
        ways[TYPED].append(Asked(words=question.typed))
        ways[SCOPED].append(Asked(words=question.typed, plans=plans))
        ways[UNDERSTOOD].append(Asked(words=words or question.typed, plans=plans))
    return ways


def _outcomes(questions: Sequence[Question], asked: Sequence[Asked], search: Search) -> tuple[Outcome, ...]:
    """In the order of the questions; the first is searched once before, so that opening an index is not
    timed.
    """
    search(asked[0])
    outcomes = []
    for question, put in zip(questions, asked, strict=True):
        started = time.perf_counter()
        found = search(put)
        took = (time.perf_counter() - started) * 1000
        outcomes.append(
            Outcome(
                id=question.id,
                kind=question.kind,
                ranks=ranks_of([passage.clauses for passage in found], question.gold),
                half_ranks=ranks_of([passage.halves for passage in found], question.gold),
                characters=sum(passage.characters for passage in found[:READ]),
                took_ms=took,
            )
        )
    return tuple(outcomes)
