"""How many there are: clauses, parts, targets, plans; entries of a list (清单几项, 那部分列了几条, 分几类,
要几样材料), counted in it, or the number a sentence divides something into. Where the list cannot be
identified, nothing is claimed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answers.draft import Draft, joined, where
from assistant.answers.lists import told
from assistant.answers.options import ANSWERS
from assistant.lookups.cite import chip, cite, quote
from assistant.lookups.counting import Divided, count_in, counted_by_name, divisions_asked
from assistant.lookups.items import Items, items_asked
from assistant.lookups.listing import listing_row, summary
from assistant.lookups.options import LOOKUPS
from assistant.lookups.structure import Counted, CountOf
from assistant.model import Listing
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
        return _counted_in_lists(query, sources) if not query.units and not query.leaders else None
    views = [sources.catalog.view(plan) for plan in plans]
    divided = [(view, one) for view in views for one in divisions_asked(view, query)]
    lists = [(view, one) for view in views for one in _items(query, tally, view)]
    if len(lists) == 1 and _says_as_many(lists[0][1]):
        return told(lists)
    if lists or not divided or len({view.row.id for view, _ in divided}) > ANSWERS.plans:
        return None
    return joined([_said(view, one) for view, one in divided])


def counted(query: Query, sources: Sources) -> Draft | None:
    """The number with the rows that were counted; None where there is nothing to count."""
    views = [sources.catalog.view(plan) for plan in query.scope.plans]
    if "count_plans" in query.slots.asks and not query.scope.named:
        said = f"资料库现有 {len(views)} 份文件：{'、'.join(view.short for view in views)}。"
        return Draft(status="answered", answer=said, counted=(said,))
    return _told([(view, one) for view in views if (one := count_in(view, query))])


def _counted_in_lists(query: Query, sources: Sources) -> Draft | None:
    """The entries of the lists the question calls by their name; None where no plan has one."""
    views = map(sources.catalog.view, query.scope.plans)
    return _told([(view, one) for view in views if (one := counted_by_name(view, query))])


def _told(counts: Sequence[tuple[PlanView, Counted]]) -> Draft | None:
    if not counts:
        return None
    parts = tuple(f"**{view.short}**：{_words(one)}。" for view, one in counts)
    rows = [(view, row) for view, one in counts for row in one.rows]
    citations = tuple(cite(view, row) for view, row in rows)
    if not all(one.listed for _, one in counts):
        cited = citations[:_SHOWN]
        return Draft(status="answered", answer="\n".join(parts), counted=parts, citations=cited)
    lines = [f"- {summary(row)} {chip(view, row)}" for view, row in rows]
    return Draft(
        status="answered",
        answer="\n".join([*parts, "", *lines]),
        counted=parts,
        citations=citations,
        listing=Listing(total=len(rows), complete=True, rows=tuple(listing_row(v, r) for v, r in rows)),
    )


_SHOWN = 3
"""Clauses cited for a count too large to be listed."""
_NUMBERED: dict[CountOf, str] = {
    "parts": "个部分", "chapters": "章", "sections": "个部分", "articles": "条", "boxes": "个专栏",
    "tasks": "项任务",
}  # fmt: skip


def _words(one: Counted) -> str:
    """The sentence, without its stop."""
    match one.of:
        case "entries":
            return _of_list(one)
        case "indicators":
            group = f"“{one.under}”类" if one.under else ""
            total = f"指标体系{group}共 {one.number} 个指标{_sub(one.sub)}"
            return "，".join((total, *_of_kinds(one)))
        case "groups":
            return f"指标表分 {one.number} 个领域：{'；'.join(one.names)}"
        case "targets_meant":
            return f"与所问相符的量化目标 {one.number} 个，分布在 {one.clauses} 条"
        case "targets":
            kinds = "、".join(kind for kind, *_ in one.kinds)
            name = f"{kinds}指标" if kinds else "量化目标"
            return f"读出{name} {one.number} 个，分布在 {one.clauses} 条"
        case "clauses" if one.under:
            return f"{_below(one)}共 {one.number} 项（按最末一级条款计）"
        case "clauses":
            return f"共 {one.number} 条（按最末一级条款计，不含前言和表格）"
        case "articles" if one.names:
            return f"共 {one.number} 条（{'至'.join(one.names)}）"
        case _:
            names = "；".join(map(_step, one.names))
            meant = "" if one.meant is None else f"，其中与所问相符的 {one.meant} 项"
            told = f"{_below(one)}共 {one.number} {_NUMBERED[one.of]}{meant}"
            return f"{told}：{names}" if names else told


def _below(one: Counted) -> str:
    return f"“{_step(one.under)}”下" if one.under else ""


def _step(step: str) -> str:
    """A heading with its mark (一 总则), as it is told: 一、总则."""
    return step.replace(" ", "、", 1)


def _of_list(one: Counted) -> str:
    """The entries of a list that is called by its title."""
    if one.kinds:
        return f"{one.under}里{'，'.join(_of_kinds(one))}"
    count = f"共 {one.number} {one.measure or '项'}"
    if one.whole_table:
        return f"{one.under}{count}{_sub(one.sub)}"
    if one.names:
        count = f"共 {one.number} 个部分：{'；'.join(map(_step, one.names))}"
    elif one.divided:
        count = f"分 {one.divided} 个部分，共 {one.number} 项（按最末一级条款计）"
    beside = "、".join(f"{name}里的 {many} 项" for name, many in one.beside)
    return f"{one.under}下{count}" + (f"（{beside}另计）" if beside else "")


def _of_kinds(one: Counted) -> Iterator[str]:
    return (f"{kind}指标 {number} 个{_sub(sub)}" for kind, number, sub in one.kinds)


def _sub(rows: int) -> str:
    return f"（另有 {rows} 个“其中”子项）" if rows else ""


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
