"""What a paper is about, in its own words: what it is for, what it wants to reach, what it is made of.

In: a plan. Out: a draft with the sentence that says what for, the goals (the sentences that state them, the
indicators in a table), and the parts with the number and the titles of what is below each. Nothing is put in
other words; what the paper does not say is left out. `brief` leaves the table out where sentences state the
goals.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answers.options import ANSWERS
from assistant.lookups.cite import cite
from assistant.lookups.draft import Draft, joined, quote
from assistant.lookups.goals import OPENING, goal_rows
from assistant.lookups.structure import contents
from assistant.lookups.target_lists import tabulated_targets
from assistant.model import Citation
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.evidence import sentence_spans
from assistant.retrieval.sources import Sources
from ingest.grammar.purposes import purposes
from ingest.labels import is_note
from ingest.model import Span
from ingest.store.rows import ClauseRow

_LEADS_IN = ("：", ":", "表", "如下")
"""Ends of a sentence that only introduces what stands below it."""


def gist(view: PlanView, sources: Sources, *, brief: bool = False) -> Draft | None:
    """None where the plan says neither what for nor what to reach, and has no parts."""
    drafts = [purpose(view), goals(view, sources, brief=brief), contents([view], named=True)]
    told = [draft for draft in drafts if draft is not None]
    return joined(told) if told else None


def purpose(view: PlanView) -> Draft | None:
    """The first sentence of the opening clauses that says what the paper is for."""
    for row in view.clauses[:OPENING]:
        for span in sentence_spans(row):
            if purposes(row.words(span)):
                return _quoted("**目的**", view, [(row, span)])
    return None


def goals(view: PlanView, sources: Sources, *, brief: bool = False) -> Draft | None:
    """The sentences under the titles of goals, and the indicators of their tables; None where the paper sets
    no goals apart.
    """
    rows = [row for row in goal_rows(view) if not is_note(row.clause)]
    table = [row for row in rows if row.clause.cells]
    said = [(row, span) for row in rows if not row.clause.cells if (span := _said(row))]
    stated = [(row, span) for row, span in said if view.targets.get(row.clause.label)]
    drafts: list[Draft | None] = []
    if said:
        drafts.append(_quoted("**目标**", view, stated or said))
    if table and len(table) <= ANSWERS.goal_rows and not (brief and said):
        drafts.append(tabulated_targets(f"**{view.short}** 指标表里写明目标值的 {{}} 个。", table, sources))
    told = [draft for draft in drafts if draft is not None]
    return joined(told) if told else None


def _said(row: ClauseRow) -> Span | None:
    """From the first to the last sentence of its first paragraph that says more than what stands below."""
    first = row.text.split("\n", 1)[0]
    spans = [s for s in sentence_spans(row) if s.end - row.clause.span.start <= len(first)]
    spans = [s for s in spans if not row.words(s).rstrip("。；; ").endswith(_LEADS_IN)]
    if not spans or all(len(row.words(s)) <= ANSWERS.goal_words for s in spans):
        return None
    return Span(start=spans[0].start, end=spans[-1].end)


def _quoted(label: str, view: PlanView, said: Sequence[tuple[ClauseRow, Span]]) -> Draft:
    """The first stretches, and in which clauses the others stand."""
    citations: list[Citation] = [cite(view, row, span) for row, span in said]
    shown, others = citations[: ANSWERS.goals], citations[ANSWERS.goals :]
    head = f"{label} {_chips(shown)}"
    parts = [head, *map(quote, shown)]
    counted = [head]
    if others:
        rest = f"另有 {len(others)} 条也写明，没有引出：{_chips(others)}"
        parts.append(rest)
        counted.append(rest)
    return Draft(
        status="answered",
        answer="\n\n".join(parts),
        citations=tuple(citations),
        counted=tuple(counted),
    )


def _chips(citations: Sequence[Citation]) -> str:
    return "".join(f"〔{marker}〕" for marker in dict.fromkeys(c.marker for c in citations))
