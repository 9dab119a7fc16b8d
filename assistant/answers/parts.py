"""Who leads and who supports, where a question asks for exactly that (谁牵头, 配合的是哪个局).

In: a question and the clauses that meet it. Out: where somebody has the part asked for, the clause without
those who only perform a deed in one sentence; otherwise the statement that no one is marked with that part,
and who does what. That is said after a look at everyone the clause charges, directly and from above, and at
its words and headings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answers.draft import Draft
from assistant.answers.near import shown
from assistant.denial import By, Denial
from assistant.lookups.charged import PART_WORDS
from assistant.question import Query
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.lexicon import fold
from assistant.retrieval.nearest import Passage
from assistant.retrieval.sources import Found
from ingest import late_re as re
from ingest.grammar.office_ends import TEAM_END
from ingest.grammar.roles import verbs_in
from ingest.model import Responsibility
from ingest.store.rows import ClauseRow

_BODY_LAST = re.compile(rf"(?:{TEAM_END})$")


def in_part(query: Query, row: ClauseRow) -> ClauseRow:
    """The clause without those its sentences only tell what to do, where it marks somebody with a part that
    is asked for.
    """
    charges = row.clause.responsibilities
    if not any(_has_part(query, r) for r in charges):
        return row
    kept = tuple(r for r in charges if _has_part(query, r) or not _only_does(r))
    return row._replace(clause=replace(row.clause, responsibilities=kept))


def but_the_body(query: Query, row: ClauseRow) -> ClauseRow:
    """The clause without a body set up for the work of which it is asked who leads it or is in it (巡河专班由
    谁负责): of 成立县巡河专班，由分管副县长负责 the body itself is no answer.
    """
    asked = {m[0] for part in query.stretches if (m := _BODY_LAST.search(part.rstrip("的")))}

    def is_asked_of(unit: str) -> bool:
        return (m := _BODY_LAST.search(fold(unit))) is not None and m[0] in asked

    charges = row.clause.responsibilities
    less = (replace(r, units=tuple(u for u in r.units if not is_asked_of(u))) for r in charges)
    kept = tuple(r for r in less if r.units or r.leaders)
    return row._replace(clause=replace(row.clause, responsibilities=kept)) if asked else row


def not_in_part(query: Query, pairs: Sequence[tuple[PlanView, Found]]) -> Draft | None:
    """The sentences of the clauses, where all they charge somebody with is a deed of one sentence, and who
    leads or supports is asked for; None where that is not so.
    """
    charges = [r for _, f in pairs for r in f.row.clause.responsibilities]
    if not query.slots.parts or not charges or not all(map(_only_does, charges)):
        return None
    words = "、".join(PART_WORDS[part] for part in query.slots.parts)
    said = f"{Denial(what=f'{words}单位', by=By.LABELLED)}，写到由谁做什么的原文："
    printed = any(v.part in query.slots.parts for _, f in pairs for v in verbs_in(_words(f.row)))
    passages = [Passage(view=view, row=f.row, span=f.row.clause.span, share=1.0) for view, f in pairs]
    return shown(passages) if printed else shown(passages, said)


def _words(row: ClauseRow) -> str:
    return " ".join((*row.clause.path, row.clause.heading or "", row.text))


def _has_part(query: Query, said: Responsibility) -> bool:
    return said.part in query.slots.parts or ("lead" in query.slots.parts and bool(said.leaders))


def _only_does(said: Responsibility) -> bool:
    """Whether it is no more than what a sentence says somebody is to do."""
    return said.part == "responsible" and said.evidence in ("deed", "subject", "addressee")
