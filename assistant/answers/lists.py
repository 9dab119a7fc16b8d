"""Lists that a clause makes of its items (应当符合下列条件：): shown whole, lead-in and every item, or, if
too long, the number of items. Some items alone would be taken for all of them.

In: a question and passages, best first: stretches, each a passage with the rows quoted for it. Or a question
that asks which or what (申请要哪些材料, 哪些情形不补贴): every list whose lead-in speaks of it, with its
items; None where no lead-in does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answers.draft import Draft, row_line
from assistant.answers.options import ANSWERS, SERVING
from assistant.lookups.cite import cite, marker
from assistant.lookups.items import Items, items_asked, list_of
from assistant.lookups.listing import listing_row
from assistant.model import Listing
from assistant.question import Ask, Query
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.coverage import coverage
from assistant.retrieval.lexicon import fold
from assistant.retrieval.nearest import Passage
from assistant.retrieval.sources import Sources
from ingest.grammar.listed import lists_another
from ingest.labels import is_paragraph, is_row
from ingest.model import Span
from ingest.store.rows import ClauseRow

_WANTS_EACH: frozenset[Ask] = frozenset(
    ("which", "enumeration", "for_whom", "summary", "several", "list_things")
)
_WANTS_ALL: frozenset[Ask] = _WANTS_EACH | {"in_words"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """`passage` with what is quoted of it: its own stretch, or all rows of its list; `said` how many items
    the list has, "" where it is no list.
    """

    passage: Passage
    rows: tuple[tuple[ClauseRow, Span], ...]
    said: str = ""


def with_lists(
    query: Query,
    passages: Sequence[Passage],
    count: int,
    short: int = SERVING.short_list,
    *,
    claimed: bool = True,
) -> tuple[Shown, ...]:
    """At most `count`, in the order of their best passage, those of a list that is shown whole as one. The
    first list is met where it has at most `short` characters. That a list is whole is said where it is
    `claimed` to be the one asked for.
    """
    groups: dict[tuple[str, str], list[Passage]] = {}
    lists: dict[tuple[str, str], Items] = {}
    for passage in passages:
        one = list_of(passage.row, passage.view)
        key = _key(one.items[0] if one else passage.row)
        if key not in groups and len(groups) == count:
            break
        groups.setdefault(key, []).append(passage)
        if one:
            lists[key] = one
    shown: list[Shown] = []
    for key, near in groups.items():
        one = lists.get(key)
        if one and _is_met(query, one, near, first=not shown, short=short):
            shown.append(_whole(one, near[:count], claimed=claimed))
        else:
            shown += [_alone(passage) for passage in near]
    return tuple(shown[:count])


def those_asked(query: Query, shown: tuple[Shown, ...]) -> tuple[Shown, ...]:
    """Of a question for conditions, cases, papers to hand in and the like the lists whose lead-in has most
    of it, where there are any: a sentence beside them only speaks of the thing.
    """
    if "list_things" not in query.slots.asks:
        return shown
    listed = [(one, _lead_of(one.rows[0][0])) for one in shown if one.said]
    met = [(one, lead) for one, lead in listed if not lists_another(query.slots.listed, lead)]
    return tuple(one for one, lead in met if _has_most(query, lead)) or shown


def _lead_of(row: ClauseRow) -> str:
    """The words a list begins with, or the heading right above it."""
    return f"{(row.clause.path or ('',))[-1]}{row.text}"


def _is_met(query: Query, one: Items, near: Sequence[Passage], *, first: bool, short: int) -> bool:
    """Whether the list is asked for and not one thing that one of its items states. Items as long as a clause
    of their own (项目 with what is done, by whom) say enough alone.
    """
    if query.slots.many and query.slots.many != len(one.items):
        return False
    if lists_another(query.slots.listed, one.lead):
        return False
    if is_row(one.items[0].clause):  # one row of a table is no list
        return near[0].row is one.row or _leads_to(query, one)
    long = _size(one.items) > SERVING.long_item * len(one.items)
    if long and not query.slots.asks & _WANTS_EACH and not _leads_to(query, one):
        return False
    if near[0].row is one.row:
        return True
    if _is_of_one_item(query, one, near[0]):
        return False
    every = bool(query.slots.asks & _WANTS_ALL) or len(query.slots.pieces) > 1
    if not every and (query.wants_figure or query.wants_unit or query.wants_due):
        return False
    return len(near) > 1 or _leads_to(query, one) or (first and (every or _size(one.rows) <= short))


def _is_of_one_item(query: Query, one: Items, near: Passage) -> bool:
    """Whether the question names whom this item alone charges (疾控 of 市疾控中心), for the other items are
    others' work; or asks how about a thing that this item alone names (超期未还怎么处理).
    """
    own = [t for t in query.terms if not t.optional]
    heads = (near.view.row.title, *near.row.clause.path)
    others = fold("".join((*heads, one.lead, *(row.text for row in one.rows if row is not near.row))))
    text = fold(near.row.text)
    names = list(map(fold, near.row.clause.units))
    if any(t.text not in others and any(t.text in name for name in names) for t in own):
        return True
    items = fold("".join(row.text for row in one.rows if row is not near.row))
    above = others.removesuffix(items)
    here = any(coverage(t, text) and not coverage(t, others) for t in own)
    there = any(coverage(t, items) and not coverage(t, text + above) for t in own)
    several = query.slots.asks & _WANTS_EACH or query.intent == "compare"
    return here and not there and not several


def _alone(passage: Passage) -> Shown:
    return Shown(passage=passage, rows=((passage.row, passage.span),))


def _whole(one: Items, near: Sequence[Passage], *, claimed: bool) -> Shown:
    """The list; of one too long for a screen what is near, with how many items there are."""
    if _size(one.rows) <= SERVING.whole_list:
        rows = tuple((row, row.clause.span) for row in (*one.rows, *_behind(one, near[0])))
        all_here = "，全部在此" if claimed else ""
        return Shown(passage=near[0], rows=rows, said=f"此处共列 {len(one.items)} 项{all_here}：")
    items = [p for p in near if p.row is not one.row]
    said = f"此处共列 {len(one.items)} 项，这里只引其中 {len(items)} 项：" if items else ""
    return Shown(
        passage=near[0],
        rows=tuple((p.row, p.span) for p in near),
        said=said or f"此处共列 {len(one.items)} 项，这里没有引出：",
    )


def _behind(one: Items, near: Passage) -> list[ClauseRow]:
    """The paragraphs of the same article behind the items, which may ask for more (共建的，还应当附送…)."""
    last = one.items[-1].clause
    rows = near.view.clauses[near.view.clauses.index(one.items[-1]) + 1 :]
    return [r for r in rows if r.clause.parent == last.parent and is_paragraph(r.clause)]


def _leads_to(query: Query, one: Items) -> bool:
    """Whether the words that lead in have most of what is asked (收回的情形)."""
    return _has_most(query, one.lead)


def _has_most(query: Query, lead: str) -> bool:
    own = [t for t in query.terms if not t.optional]
    had = sum(t.weight * coverage(t, fold(lead)) for t in own)
    return bool(own) and had > SERVING.led * sum(t.weight for t in own)


def _key(row: ClauseRow) -> tuple[str, str]:
    return row.plan, row.clause.label


def _size(rows: Iterable[ClauseRow]) -> int:
    return sum(len(row.text) for row in rows)


def itemised(query: Query, sources: Sources) -> Draft | None:
    """The items of a 条 asked for without its number, all of them, in full."""
    asks = query.slots.asks & {"which", "enumeration", "in_words", "for_whom", "summary", "list_things"}
    who = query.wants_unit and "for_whom" not in query.slots.asks
    if not asks or not query.scope.named or not query.terms or who:
        return None
    found: list[tuple[PlanView, Items]] = []
    for plan in query.scope.plans[: ANSWERS.plans]:
        view = sources.catalog.view(plan)
        found += ((view, one) for one in items_asked(query, view) if query.slots.many in (0, len(one.items)))
    return told(found) if 0 < len(found) <= ANSWERS.lists else None


def told(found: list[tuple[PlanView, Items]]) -> Draft:
    """Each list behind its lead-in, with all its items."""
    lines: list[str] = []
    heads = [_head(view, one) for view, one in found]
    for (view, one), head in zip(found, heads, strict=True):
        lines += [head, "", *(_line(view, row) for row in one.items), ""]
    rows = [(view, row) for view, one in found for row in one.items]
    return Draft(
        status="answered",
        answer="\n".join(lines).rstrip(),
        citations=tuple(cite(view, row) for view, row in rows),
        listing=Listing(total=len(rows), complete=True, rows=tuple(listing_row(v, r) for v, r in rows)),
        counted=tuple(heads),
    )


def _head(view: PlanView, one: Items) -> str:
    """The lead-in behind the mark it stands under."""
    path = one.items[0].clause.path
    place = path[-1].partition(" ")[0] if path else ""
    lead = " ".join(one.lead.rstrip("：:。 ").split())
    named = lead if lead.startswith(place) else f"{place} {lead}"
    return f"**{view.short}** {named}：共 {len(one.items)} 项，已全部列出。"


def _line(view: PlanView, row: ClauseRow) -> str:
    if row.clause.columns:
        return f"- {row_line(row.clause)} 〔{marker(view, row.clause.label)}〕"
    words = " ".join(row.text.rstrip("；。").split())
    return f"- {words} 〔{marker(view, row.clause.label)}〕"
