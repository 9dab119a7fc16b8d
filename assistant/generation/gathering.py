"""The dossier of one question: what the rules cite, what the look-ups a model asks for found, what the search
finds nearest.

In: what the model takes the question for, and the question as the rules read it. Out: `Dossier`. The first
clauses the rules cite come first, then one row of each look-up after the other, then the nearest clauses,
then what else the rules cite; what does not fit is left out.

Look-ups are run by code and remembered: what was looked up stands behind every word on what was not found. A
name and arguments as a model wrote them become rows, put into a dossier as clauses, rows of the ledger and
computed results. Those that cannot be run are told of and count as made.
"""

from __future__ import annotations

import itertools
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from assistant.answers.draft import Draft
from assistant.answers.near import plans_to_show
from assistant.errors import AssistantError, OutOfTimeError
from assistant.generation.dossier import Dossier
from assistant.generation.forms import Asked, Looked
from assistant.generation.options import GENERATION
from assistant.lookups.catalogue import LOOKUPS, run
from assistant.lookups.found import Found, Row, line_of
from assistant.model import Citation
from assistant.question import Query
from assistant.retrieval.nearest import nearest_passages
from assistant.retrieval.sources import Sources
from assistant.retrieval.time_limit import Limit, limited
from assistant.retrieval.wording import date_words, target_words
from ingest.grammar.quantities import read_quantities
from ingest.grammar.stops import PART
from ingest.model import Span, Target


def gathered(
    asked: Asked,
    drafts: Sequence[tuple[Query, Draft]],
    lookups: Lookups,
    budget: int,
    limit: Limit,
) -> Dossier:
    """`drafts` are the question's own and that of the question made whole. Where the time is over, what has
    been found till then.
    """
    manner = GENERATION.manner(asked)
    dossier = Dossier(
        sources=lookups.sources,
        budget=min(manner.evidence, budget),
        longest=manner.longest,
        limit=budget,
        asked=" ".join((asked.standalone, *(one.what for one in asked.asked))),
    )
    try:
        with limited(limit):
            for query, draft in drafts:
                _put_cited(draft.citations[: manner.first], query, dossier)
            in_turn(lookups.run(asked.lookups), dossier, manner.rows)
            _put_nearest(asked, [query for query, _ in drafts], lookups.sources, dossier, manner.nearest)
            for query, draft in drafts:
                _put_cited(draft.citations[manner.first : manner.cited], query, dossier)
    except OutOfTimeError:
        pass
    return dossier


def _put_cited(citations: Sequence[Citation], query: Query, dossier: Dossier) -> None:
    for cited in citations:
        number = dossier.add(cited.plan, cited.clause, Span(start=cited.start, end=cited.end))
        if number is not None and query.wants_figure:
            for target in _stated(cited, dossier):
                dossier.note("T", _line(target), (number,))


def _stated(cited: Citation, dossier: Dossier) -> Iterator[Target]:
    """The ledger's figures within the words that are cited."""
    view = dossier.sources.catalog.view(cited.plan)
    for target in view.targets.get(cited.clause, ()):
        if cited.start <= target.span.start < cited.end:
            yield target


def _line(target: Target) -> str:
    when = f"（{date_words(target.deadline)}）" if target.deadline else ""
    return f"{target_words(target)}{when}"


def _put_nearest(
    asked: Asked, queries: Sequence[Query], sources: Sources, dossier: Dossier, most: int
) -> None:
    """Those of the plans asked about, and those of the plans the model names; of these alone where the
    question names none.
    """
    known = {row.id for row in sources.catalog.rows}
    named = tuple(plan for plan in asked.plans if plan in known)
    for query in dict.fromkeys(queries):
        within = () if named and not query.scope.named else plans_to_show(query, sources)
        for plans in dict.fromkeys((within, named)):
            for passage in nearest_passages(query, sources, plans, most) if plans else ():
                dossier.add(passage.row.plan, passage.row.clause.label, passage.span)


LOG = logging.getLogger("plans.answers")
_LEDGER = ("targets", "compare")
"""Look-ups whose rows are single figures: told beside their clauses."""
_OF_CLAUSE = ("文件", "条款", "所在", "分工")
"""Cells that are told with the clause already."""
_COMPUTED, _BY_LABEL = "compute", "clause"
_ITEMS = 24
"""Clauses below one label up to which all of them are given."""
_TOLD = frozenset({"part", "operation", "label", "lookup"})
"""Arguments whose names do not tell what to write."""
_LEFT_OUT = frozenset({"withdrawn", "around", "k"})
"""Arguments a model does without."""
_OPERATION, _COUNT = "operation", "count"
_OPERANDS = 4
"""Clauses behind a computed result that are given."""


@dataclass(slots=True, kw_only=True)
class Lookups:
    """Of one question. `made` are those that were run, in order."""

    sources: Sources
    made: list[Found] = field(default_factory=list)
    tried: int = 0

    @staticmethod
    @cache
    def told() -> tuple[str, ...]:
        """Name, arguments and use of each, a line each, the first words of what is told of it; what an
        argument means only where its name does not tell.
        """
        return tuple(_told())

    def run(self, wanted: Iterable[Looked]) -> Iterator[Found]:
        """In order, as many as one question may have."""
        for one in wanted:
            if self.tried >= GENERATION.lookups:
                return
            self.tried += 1
            try:
                found = run(self.sources, one.name, one.arguments)
            except AssistantError as error:
                LOG.info("look-up %s %s: %s", one.name, one.arguments, error.message)
                continue
            self.made.append(found)
            yield found


def _argument(name: str, told: str) -> str:
    return f"{name}：{told}" if told else name


def in_turn(found: Iterable[Found], dossier: Dossier, most: int, *, whole: int = 1) -> None:
    """What was computed, then one row of each look-up after the other, at most `most` of each, so that none
    takes the room of the others. The first `whole` rows of each are given whole, and all items of what is
    asked for by its label, as long as they are no chapter.
    """
    every = list(found)
    for one in every:
        if one.lookup == _COMPUTED:
            _put_computed(one, dossier)
    others = [one for one in every if one.lookup != _COMPUTED]
    named = [one.lookup == _BY_LABEL and len(one.rows) <= _ITEMS for one in others]
    rows = [one.rows if all_of else one.rows[:most] for one, all_of in zip(others, named, strict=True)]
    for n, turn in enumerate(itertools.zip_longest(*rows)):
        for one, row, all_of in zip(others, turn, named, strict=True):
            if row is not None:
                _put(one.lookup, row, dossier, whole=all_of or n < whole)


def _put(lookup: str, row: Row, dossier: Dossier, *, whole: bool) -> None:
    """The clause of a row, and a figure beside it; a row without a clause, or of an earlier version, has
    none.
    """
    if not row.clause or row.version is not None:
        return
    number = dossier.add(row.plan, row.clause, _focus(row), whole=whole)
    if number is not None and lookup in _LEDGER:
        dossier.note("T", line_of({n: v for n, v in row.cells.items() if n not in _OF_CLAUSE}), (number,))


def _put_computed(found: Found, dossier: Dossier) -> None:
    """The result, which is the row of no clause, with the first of the clauses it was computed from; where
    nothing could be computed, those alone. Figures of the clauses themselves are not part of the result.
    """
    if found.arguments.get(_OPERATION) == _COUNT and not found.total:
        return  # nothing has the words of a look-up: that counts nothing
    results = [row for row in found.rows if not row.clause]
    operands = [row for row in found.rows if row.clause and row.version is None]
    numbers = {dossier.add(row.plan, row.clause, _focus(row)): None for row in operands[:_OPERANDS]}
    numbers.pop(None, None)
    stated = "\n".join(f"{row.text}\n{row.quote}" for row in operands)
    for row in results:
        figures = (q.span.of(row.text) for q in read_quantities(row.text))
        own = tuple(
            figure for figure in figures if found.arguments.get(_OPERATION) == _COUNT or figure not in stated
        )
        dossier.note("C", row.cells.get("结果", row.text), [n for n in numbers if n is not None], own)


def _focus(row: Row) -> Span | None:
    return Span(start=row.start, end=row.end) if row.end > row.start else None


def _told() -> Iterator[str]:
    known: set[str] = set()
    for lookup in LOOKUPS.values():
        shape: Mapping[str, Any] = lookup.schema().get("properties", {})
        given = "，".join(
            _argument(name, of.get("description", "") if name in _TOLD - known else "")
            for name, of in shape.items()
            if name not in _LEFT_OUT
        )
        known |= shape.keys()
        yield f"{lookup.name}({given})：{PART.split(lookup.description)[0]}"
