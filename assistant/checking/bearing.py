"""Which clauses could support a sentence of a draft: those it names, otherwise those found by its words, its
indicators and the offices it charges.

In: a sentence, and where the sentence before it was looked up. Out: where to look this one up, and clauses,
each with the share of the sentence's words it has. A place stays in force until another one is named: a draft
says once where it is. Words of a paper's own title say where to look, not what to look for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from assistant.ask import Assistant
from assistant.checking.options import DRAFT
from assistant.query.reference import places_of, read_reference
from assistant.question import Query, Term
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.coverage import coverage
from assistant.retrieval.lexicon import fold
from assistant.verification.prose import prose
from ingest import late_re as re
from ingest.grammar.deeds import BASIS
from ingest.grammar.references import STEP_WORDS
from ingest.grammar.segmentation import is_verb
from ingest.grammar.tables import loaded
from ingest.index.model import Filters
from ingest.store.rows import ClauseRow

_CITED = re.compile(
    rf"(?P<by>{BASIS})?《(?P<title>[^《》]{{2,80}})》(?P<marks>[^，。；,;《》]{{0,24}})[，,]?"
)
_RULED = re.compile(r"(?:的?(?:规定|要求|明确|提出|部署|精神)|中|里)+$")
_CLOSED = re.compile(rf"(?:{STEP_WORDS}|[号）)])$")
_CHARGED = 40
"""Clauses of one office that are looked at."""
_FILE = Path(__file__).parent / "data" / "empty.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """`plans` are ids, () for anywhere; `named` whether the draft says so; `missing` a place or a paper the
    library has none of, "" where there is none.
    """

    plans: tuple[str, ...] = ()
    named: bool = False
    missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A clause a sentence cites, as said, and the clauses meant: none where the paper has no such one."""

    said: str
    plan: str
    rows: tuple[ClauseRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """A clause and how much of the sentence it has, 0 to 1."""

    view: PlanView
    row: ClauseRow
    about: float

    @property
    def key(self) -> tuple[str, str]:
        return self.row.plan, self.row.clause.label


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A sentence ready to be looked up: `words` without the paper it cites and the writer's 我市, 本县."""

    words: str
    query: Query
    where: Where
    reference: Reference | None
    points: bool


def read(assistant: Assistant, sentence: str, before: Where) -> Read:
    query = assistant.read(sentence)
    where = _where(assistant, query, before)
    words = _CITED.sub(lambda m: "" if m["by"] or m["marks"] else m[0], sentence)
    words = empty().own.sub("", words) or sentence
    points = bool(empty().points.match(fold(words)))
    return Read(
        words=words, query=query, where=where, points=points,
        reference=_reference(assistant, sentence, where),
    )  # fmt: skip


def _where(assistant: Assistant, query: Query, before: Where) -> Where:
    """A year does not choose: 到2030年 is as often when a thing is due."""
    scope, rows = query.scope, assistant.catalog.rows
    absent = [name for name in scope.absent if name.startswith("《")]
    strange = scope.unknown_places
    titled = tuple(row.id for row in rows if row.id in scope.titles)
    if absent or (strange and not scope.regions):
        return Where(named=True, missing=(absent or strange)[0])
    if titled:
        return Where(plans=titled, named=True)
    if scope.regions:
        placed = [row.id for row in rows if row.region in scope.regions]
        narrowed = [plan for plan in before.plans if plan in placed]
        return Where(plans=tuple(narrowed or placed), named=True)
    return before


def _reference(assistant: Assistant, sentence: str, where: Where) -> Reference | None:
    """None where no clause is cited: a title alone says where to look."""
    cited = _CITED.search(sentence)
    if cited is None or len(where.plans) != 1:
        return None
    marks = _RULED.sub("", cited["marks"]).strip()
    marks += "" if _CLOSED.search(marks) else "项"
    if not read_reference(fold(marks))[0]:
        return None
    view = assistant.catalog.view(where.plans[0])
    rows = tuple(row for group in places_of(view, marks) for row in group)
    return Reference(said=f"《{cited['title']}》{cited['marks']}", plan=where.plans[0], rows=rows)


def bearers(assistant: Assistant, found: Read, words: str) -> list[Bearer]:
    """The clauses that may bear `words`, a part of the sentence: the best first, at most so many as are
    tried.
    """
    if found.where.missing:
        return []
    query = found.query if words == found.words else assistant.sources.about(words, found.query)
    terms = [_weighed(term) for term in query.terms if not _says_nothing(term)]
    keys = dict.fromkeys((*_searched(assistant, found, words), *_named(assistant, found, words)))
    rated = [_rated(assistant, plan, label, terms) for plan, label in keys]
    rated.sort(key=lambda bearer: -bearer.about)
    return [one for one in rated if one.about > 0][: DRAFT.tried]


def of_clauses(
    assistant: Assistant, found: Read, words: str, keys: Iterable[tuple[str, str]]
) -> list[Bearer]:
    """These clauses as bearers, in their order."""
    query = assistant.sources.about(words, found.query)
    terms = [_weighed(term) for term in query.terms if not _says_nothing(term)]
    return [_rated(assistant, plan, label, terms) for plan, label in keys]


def _says_nothing(term: Term) -> bool:
    return (
        term.text in prose().saying
        or term.text in empty().formal
        or bool(re.fullmatch(r"[\d.%‰]+.?", term.text))
    )


def _weighed(term: Term) -> Term:
    return replace(term, weight=term.weight * DRAFT.verb) if is_verb(term.text) else term


def _rated(assistant: Assistant, plan: str, label: str, terms: Sequence[Term]) -> Bearer:
    view = assistant.catalog.view(plan)
    prepared = assistant.sources.prepared(view, view.clause(label))
    everywhere = f"{prepared.whole}\n{prepared.headings}\n{fold(' '.join(_targets(view, label)))}"
    total = sum(term.weight for term in terms)
    had = sum(term.weight * coverage(term, everywhere) for term in terms)
    return Bearer(view=view, row=prepared.row, about=had / total if total else 0.0)


def _targets(view: PlanView, label: str) -> Iterator[str]:
    for target in (*view.targets.get(label, ()), *view.results.get(label, ())):
        yield f"{target.scope or ''} {target.indicator}"


def _searched(assistant: Assistant, found: Read, words: str) -> Iterator[tuple[str, str]]:
    hits = assistant.sources.retriever.search(fold(words), DRAFT.found, Filters(plans=found.where.plans))
    yield from ((hit.plan, hit.label) for hit in hits)


def _named(assistant: Assistant, found: Read, words: str) -> Iterator[tuple[str, str]]:
    """Clauses by the ledger: their indicators are named in the words, or their offices charged in them."""
    folded, catalog = fold(words), assistant.catalog
    for plan in found.where.plans[: DRAFT.tried]:
        view = catalog.view(plan)
        for label, targets in view.targets.items():
            if any(len(t.indicator) >= DRAFT.indicator and fold(t.indicator) in folded for t in targets):
                yield plan, label
    for unit in found.query.units if found.where.plans else ():
        charged = catalog.charged(unit=unit, plans=found.where.plans)
        yield from ((row.plan, row.clause.label) for row in charged[:_CHARGED])


@dataclass(frozen=True, slots=True, kw_only=True)
class Empty:
    """`formal` words say nothing that can be looked up; `points` is met by a sentence that speaks of the one
    before it; `own` are the writer's words for the own place.
    """

    formal: frozenset[str]
    points: re.Pattern[str]
    own: re.Pattern[str]

    def without_formal(self, text: str) -> str:
        """With a blank for each of those words, the longest first."""
        return re.sub("|".join(sorted(self.formal, key=len, reverse=True)), " ", text)


@cache
def empty() -> Empty:
    data = loaded(_FILE.read_text("utf-8"))
    return Empty(
        formal=frozenset(data["formal"].split()),
        points=re.compile(f"(?:{'|'.join(data['pointing'])})"),
        own=re.compile("|".join(data["own"])),
    )
