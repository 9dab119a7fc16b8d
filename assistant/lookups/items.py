"""The items (项) of a 条 or of a list, found by the words that lead in to them (应当具备下列条件：) where a
question names no number.

In: a query and a plan. Out: the lead-ins that match, best first, each with all its items, read off the
outline, so that the list is complete. A lead-in that excludes what the question includes, or the other way
round (不予补贴 for 给予补贴), does not match.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from assistant.lookups.options import LOOKUPS
from assistant.question import Query, Term
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.coverage import coverage, overall
from assistant.retrieval.evidence import sentence_spans
from assistant.retrieval.lexicon import fold
from assistant.retrieval.options import RANKING
from ingest import late_re as re
from ingest.grammar.exclusions import says_no
from ingest.grammar.listed import lists_another
from ingest.grammar.references import POINTS_ON
from ingest.labels import is_note, is_paragraph, is_preamble, is_row
from ingest.store.rows import ClauseRow

_LEADS = re.compile(r"下列|如下|包括|分为|[：:]$")


_COLON = ("：", ":")


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """`lead` the words in front of the items as printed, `row` their clause where they are one."""

    lead: str
    row: ClauseRow | None
    items: tuple[ClauseRow, ...]
    score: float

    @property
    def rows(self) -> tuple[ClauseRow, ...]:
        """The lead-in, where it is a clause, and the items, in printed order."""
        return (*((self.row,) if self.row else ()), *self.items)


def items_asked(query: Query, view: PlanView) -> tuple[Items, ...]:
    """Those that have nearly all of the question, as good as the best one."""
    terms = [t for t in query.terms if not t.optional]
    found = [one for one in _lists(view) if _speaks_of(one, terms, query) and _meets_all(one, terms, view)]
    found = [one for one in found if _is_of_named(one, query, view)]
    found = [one for one in found if not lists_another(query.slots.listed, one.lead)]
    judged = [_judged(one, terms, view) for one in found]
    best = max((one.score for one in judged), default=0.0)
    kept = [one for one in judged if one.score >= max(LOOKUPS.about, LOOKUPS.as_good * best)]
    return tuple(sorted(kept, key=lambda one: -one.score))


def leads_in(row: ClauseRow) -> bool:
    """Whether a clause is a lead-in (施工单位应当：): what it says of somebody goes on in its items."""
    return is_paragraph(row.clause) and _LEADS.search(row.text) is not None


def list_of(row: ClauseRow, view: PlanView) -> Items | None:
    """The list a clause is the lead-in or an item of, if its words lead in to items; None where of none."""
    return next((one for one in _lists(view) if row in one.rows and _LEADS.search(one.lead)), None)


def _lists(view: PlanView) -> Iterable[Items]:
    """Every run of items below one mark with the paragraph in front of them, else the title above them; every
    table with the words that lead in to it.
    """
    yield from _tables(view)
    by_parent: dict[str, list[ClauseRow]] = {}
    for row in view.clauses:
        by_parent.setdefault(row.clause.parent or "", []).append(row)
    for parent, rows in by_parent.items():
        items: list[ClauseRow] = []
        lead: ClauseRow | None = None
        for row in rows:
            if is_paragraph(row.clause):
                lead = lead if items else row
            elif not (is_row(row.clause) or is_note(row.clause) or is_preamble(row.clause)):
                items.append(row)
        words = _last_sentence(lead) if lead else rows[0].clause.path[-1] if rows[0].clause.path else ""
        if parent and len(items) > 1 and (lead or _LEADS.search(words)):
            yield Items(lead=words, row=lead, items=tuple(items), score=0.0)


def _tables(view: PlanView) -> Iterable[Items]:
    """The rows of every table right behind a paragraph that leads in to it (资金安排如下：)."""
    rows = view.clauses
    for at, row in enumerate(rows):
        if is_paragraph(row.clause) and row.text.rstrip().endswith(_COLON):
            table = tuple(takewhile(lambda one: is_row(one.clause), rows[at + 1 :]))
            if len(table) > 1:
                yield Items(lead=_last_sentence(row), row=row, items=table, score=0.0)


def _last_sentence(row: ClauseRow) -> str:
    """The sentence in front of the items, with those before it from the one that points at them (有下列情形
    之一的，责令改正；逾期不改的，解除合同：).
    """
    base = row.clause.span.start
    sentences = [row.text[s.start - base : s.end - base] for s in sentence_spans(row)]
    first = next((n for n, said in enumerate(sentences) if POINTS_ON.search(said)), len(sentences) - 1)
    return row.text[sentence_spans(row)[first].start - base :]


def _speaks_of(one: Items, terms: list[Term], query: Query) -> bool:
    lead = fold(one.lead)
    asked = "left_out" in query.slots.asks
    return asked == says_no(lead) and any(coverage(t, lead) >= RANKING.had for t in terms)


def _meets_all(one: Items, terms: list[Term], view: PlanView) -> bool:
    """Whether each word asked for stands in the lead-in, above it or in an item: a list that is called
    complete drops no condition (要县级出钱的).
    """
    above = (*one.items[0].clause.path, view.row.title, view.row.issuer or "")
    said = fold(" ".join((one.lead, *above, *(row.text for row in one.items))))
    return all(coverage(t, said) >= RANKING.had for t in terms)


def _is_of_named(one: Items, query: Query, view: PlanView) -> bool:
    """Whether the offices the question names are those the whole list is of, and not of some of its items."""
    above = fold(" ".join((one.lead, *one.items[0].clause.path, view.row.title, view.row.issuer or "")))
    return all(fold(unit) in above for unit in query.units)


def _judged(one: Items, terms: list[Term], view: PlanView) -> Items:
    """By the words of the lead-in, and a little less by those above it and of the title."""
    clause = one.items[0].clause
    lead, above = fold(one.lead), fold(" ".join((*clause.path, view.row.title)))
    covers = [max(coverage(t, lead), RANKING.in_heading * coverage(t, above)) for t in terms]
    return Items(lead=one.lead, row=one.row, items=one.items, score=overall(terms, covers))
