"""How many entries (清单几项, 那部分列了几条, 分几类, 要几样材料): counted in the list, or the number a
sentence divides something into; where the list cannot be identified, nothing is claimed.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answers.items import told
from assistant.answers.options import ANSWERS
from assistant.lookups.cite import cite
from assistant.lookups.counting import counted_in_lists
from assistant.lookups.draft import Draft, joined, quote, where
from assistant.lookups.items import Items, items_asked
from assistant.lookups.options import LOOKUPS
from assistant.lookups.tally import Divided, divisions_asked
from assistant.query.tallies import is_of_counting
from assistant.question import Query, Tally
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.lexicon import fold
from assistant.retrieval.sources import Sources
from ingest.grammar.conditions import CASES
from ingest.grammar.numerals import SAID
from ingest.grammar.partitions import FAMILIES, partitions, same_measure
from ingest.grammar.quantities import read_quantities


def tallied(query: Query, sources: Sources) -> Draft | None:
    """None where no list is found for certain; another kind of answer may have the number."""
    tally = query.tally
    plans = query.scope.plans
    if tally is None or query.slots.figures > 1 or query.claimed or query.due:
        return None
    if len(plans) > LOOKUPS.plans and not query.scope.named:
        return None
    if not tally.of_kinds:
        return counted_in_lists(query, sources, plans) if not query.units and not query.leaders else None
    views = [sources.catalog.view(plan) for plan in plans]
    divided = [(view, one) for view in views for one in divisions_asked(view, query)]
    lists = [(view, one) for view in views for one in _items(query, tally, view)]
    if len(lists) == 1 and _says_as_many(lists[0][1]):
        return told(lists)
    if lists or not divided or len({view.row.id for view, _ in divided}) > ANSWERS.plans:
        return None
    return joined([_said(view, one) for view, one in divided])


def _items(query: Query, tally: Tally, view: PlanView) -> tuple[Items, ...]:
    """The runs of items whose lead-in names what is counted (下列材料), or divides (分为下列三类)."""
    asked = replace(query, terms=tuple(t for t in query.terms if not is_of_counting(t.text)))
    return tuple(one for one in items_asked(asked, view) if _leads_to(one.lead, tally))


def _leads_to(lead: str, tally: Tally) -> bool:
    said = fold(lead)
    if tally.thing:
        return any(word in said for word in _SAME_THING.get(tally.thing, (tally.thing,)))
    return any(same_measure(p.measure, tally.measure) for p in partitions(lead)) or tally.measure in said


_SAME_THING = {"情况": CASES, "情形": CASES, "门槛": ("门槛", "条件")}


def _says_as_many(one: Items) -> bool:
    """Whether a number in the lead-in is that of the items."""
    return all(p.number == len(one.items) for p in partitions(one.lead))


def _said(view: PlanView, one: Divided) -> Draft:
    citation = cite(view, one.row, one.span)
    head = f"**{one.words}** 〔{citation.marker}〕"
    return Draft(
        status="answered",
        answer="\n\n".join((head, quote(citation), where(view, [one.row], [one.span]))),
        citations=(citation,),
    )


def serves_count(query: Query, draft: Draft) -> bool:
    """Whether an answer to how many entries has a number of such entries, and no figure of something else
    (8个 for 列了几条). One that lists them or claims no figure does.
    """
    tally = query.tally
    if tally is None or draft.status != "answered" or draft.listing or draft.counted:
        return True
    bold = " ".join(part for line in draft.answer.splitlines() for part in line.split("**")[1::2])
    figures = [q for q in read_quantities(bold) if q.role == "amount"]
    if tally.of_kinds and bold and not figures:  # that it names kinds does not say into how many it divides
        said = "\n".join(c.quote for c in draft.citations)
        numbered = re.search(rf"(?:{SAID}){tally.measure}", said) is not None  # 5级乙等
        return numbered or any(same_measure(p.measure, tally.measure) for p in partitions(said))
    if query.slots.figures > 1 or not figures:
        return True
    fitting = {tally.measure or tally.thing, *_FITTING.get(tally.measure, ())}
    if not any(q.unit for q in figures):  # a cell of a row, whose name or column has the measure: 线路（条）
        return any(word and word in draft.answer for word in fitting)
    return any(q.unit in fitting for q in figures) or any(
        word in bold for word in fitting if word in _CLASSES
    )


_CLASSES = frozenset().union(*FAMILIES)
_FITTING = {"项": ("个",), "个": ("项",), "样": ("份", "件", "项"), "种": ("项",), "类": ("项",)}
