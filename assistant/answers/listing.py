"""Complete lists of clauses, set out as a table a plan: the tasks of offices and people, tasks with nobody
named, the clauses that have a word.

In: rows of the look-ups, which are complete. Out: drafts that say how many there are, and below the tables
what the list cannot tell. Of a plan that names nobody at all the answer says just that, instead of listing
every clause. Only what is printed counts: another wording of the same thing is another word, and the answer
says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from assistant.answers.draft import Draft, ask_which
from assistant.answers.options import ANSWERS
from assistant.denial import By, Denial
from assistant.lookups.charged import charged_rows
from assistant.lookups.cite import chip, cite
from assistant.lookups.listing import (
    Shorter,
    TaskList,
    by_plan,
    held,
    items_below,
    led_by_others,
    listing_row,
    summary,
    unassigned,
)
from assistant.lookups.mentions import (
    NAMED,
    Worded,
    rows_naming,
    rows_of_place,
    rows_with,
    span_of,
    speaking_of,
)
from assistant.lookups.options import LOOKUPS
from assistant.lookups.own_task import own_task, topic_of
from assistant.lookups.typed.notes import unlisted_notes
from assistant.model import Listing, ListingRow
from assistant.question import Query
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.lexicon import fold
from assistant.retrieval.sources import Sources
from assistant.retrieval.wording import in_role
from ingest.grammar.stops import STATEMENT, begin_of, end_of
from ingest.store.rows import ClauseRow

_TOLD = 3
"""Up to so many clauses that only mention an office are told with their words. Set by a line's length."""


def tasks_told(found: TaskList) -> Draft:
    views, rows, names = found.views, found.rows, found.names
    head, each = _head(found), "" if found.together else _each(found)
    notes = [
        *_undivided(found),
        *_said_of_shorter(found.shorter, views),
        *([f"- 文件的其他部分另有 {found.outside} 项列有其名，未计入。"] if found.outside else ()),
        *(unlisted_notes(found.unlisted) if found.unlisted else ()),
        *_mentioned(found),
        *_said_beside(found),
    ]
    beside = (*found.mentions, *found.besides, *(row for of in found.shorter.values() for row in of))
    return Draft(
        status="answered",
        answer=_tables("\n\n".join(filter(None, (head, each))), views, rows, notes, names),
        citations=tuple(cite(views[r.plan], r) for r in (*_with_items(rows, views), *beside)),
        listing=found.listing,
        counted=(*filter(None, (head, each)), *counts_of(views, rows), *notes),
    )


def _head(found: TaskList) -> str:
    shared = "同时列名的" if found.together else ""
    where = f"在{found.within.name(found.views)}里" if found.within else ""
    count = f"**{'、'.join(found.names)}** {where}{shared}{found.asked.words}共 {len(found.rows)} 项"
    if found.mentions:
        return f"{count}（按标明的责任单位计），另有 {len(found.mentions)} 条提到，附在后面。"
    if found.unsure:
        return f"{count}（按标明的责任单位计）。"
    if found.besides:
        besides = found.besides
        return f"{count}；另有 {len(besides)} 项{_kind_of_besides(besides, found.names)}，附在后面。"
    return f"{count}（按全称计）。" if found.shorter else f"{count}，已全部列出。"


def _kind_of_besides(rows: Sequence[ClauseRow], names: Sequence[str]) -> str:
    if all(led_by_others(row, names) for row in rows):
        return "列在牵头单位之外的责任单位里"
    return "只列了单位名称，不分牵头配合"


def _undivided(found: TaskList) -> list[str]:
    if not found.undivided:
        return []
    where = f"- {'、'.join(view.short for view in found.undivided)}"
    none = Denial(what="另列牵头单位", by=By.COUNTED, where=where)
    return [f"{none}，按责任单位列出。"]


def _said_of_shorter(found: Shorter, views: Mapping[str, PlanView]) -> list[str]:
    """A line for each shorter name."""
    return [
        f"- 另有 {len(rows)} 项写的是“{name}”，是否同一单位请看原文："
        + "、".join(chip(views[r.plan], r) for r in rows)
        for name, rows in found.items()
    ]


def _said_beside(found: TaskList) -> list[str]:
    rows, views, names = found.besides, found.views, found.names
    said = {
        "列为责任单位，同条另有牵头单位": [r for r in rows if led_by_others(r, names)],
        "只列了单位名称，不分牵头配合": [r for r in rows if not led_by_others(r, names)],
    }
    return [
        f"- 另有 {len(of)} 项{what}：" + "、".join(f"{chip(views[r.plan], r)}{cell(summary(r))}" for r in of)
        for what, of in said.items()
        if of
    ]


def _each(found: TaskList) -> str:
    """How many of the rows each of several names has, and which of them more than one; "" for a single
    name.
    """
    rows, names = found.rows, found.names
    if len(names) < 2:
        return ""
    theirs = [held(row, names) for row in rows]
    counts = "，".join(f"{name} {sum(name in h for h in theirs)} 项" for name in names)
    shared = [row for row, h in zip(rows, theirs, strict=True) if len(h) > 1]
    if not shared:
        return f"{Denial(what='共同列名的', by=By.COUNTED, where=f'其中{counts}；')}。"
    chips = "、".join(chip(found.views[row.plan], row) for row in shared)
    return f"其中{counts}；有 {len(shared)} 项共同列名：{chips}。"


def _mentioned(found: TaskList) -> list[str]:
    rows, units = found.mentions, found.units
    if not rows:
        return []
    few = len(rows) <= _TOLD
    chips = "、".join(chip(found.views[r.plan], r) + (_naming(r, units) if few else "") for r in rows)
    where = f"- 正文另有 {len(rows)} 条提到“{'、'.join(units)}”，"
    return [f"{Denial(what='为责任单位', by=By.NOTED, where=where)}：{chips}"]


def _naming(row: ClauseRow, units: Sequence[str]) -> str:
    """The statement that names one of the offices."""
    at = min((n for unit in units if (n := row.text.find(unit)) >= 0), default=-1)
    if at < 0:
        return ""
    return cell(row.text[begin_of(STATEMENT, row.text, at) : end_of(STATEMENT, row.text, at)].strip())


def tabulated(head: str, rows: Sequence[ClauseRow], sources: Sources) -> Draft:
    """The clauses as one table a plan, with the offices of each."""
    views = {row.plan: sources.catalog.view(row.plan) for row in rows}
    return _of_clauses(_tables(head, views, rows, []), views, rows, (head, *counts_of(views, rows)))


def _of_clauses(
    text: str, views: Mapping[str, PlanView], rows: Sequence[ClauseRow], counted: Sequence[str]
) -> Draft:
    """The complete list of the clauses, told by `text`."""
    return Draft(
        status="answered",
        answer=text,
        citations=tuple(cite(views[row.plan], row) for row in _with_items(rows, views)),
        listing=Listing(
            total=len(rows), complete=True, rows=tuple(listing_row(views[r.plan], r) for r in rows)
        ),
        counted=tuple(counted),
    )


def _tables(
    head: str,
    views: Mapping[str, PlanView],
    rows: Sequence[ClauseRow],
    notes: Sequence[str],
    names: Sequence[str] = (),
) -> str:
    lines = [head]
    for plan, of_plan in by_plan(rows).items():
        view = views[plan]
        lines += [f"\n{_counted_in(view, of_plan)}\n", "| 条款 | 事项 | 分工 |\n|---|---|---|"]
        for row in of_plan:
            roles = "；".join(in_role(r) for r in row.clause.responsibilities)
            own, head = own_task(row, names), topic_of(row)
            topic = f"{head}：" if head and own and head not in own else ""
            said = cell(topic + (own or summary(row, uncut=len(rows) <= ANSWERS.told_whole)))
            lines.append(f"| {chip(view, row)} | {said} | {cell(roles)} |")
            for one in items_below(row, view):
                theirs = "；".join(in_role(r) for r in one.clause.responsibilities) or "同上"
                if one not in of_plan:
                    lines.append(f"| {chip(view, one)} | {cell(summary(one))} | {cell(theirs)} |")
    return "\n".join([*lines, *([""] if notes else []), *notes])


def _with_items(rows: Iterable[ClauseRow], views: Mapping[str, PlanView]) -> list[ClauseRow]:
    """The rows, each with the items it leads in to."""
    return list(dict.fromkeys(one for row in rows for one in (row, *items_below(row, views[row.plan]))))


def _counted_in(view: PlanView, rows: Sequence[ClauseRow]) -> str:
    """The line above the rows of one plan, which are those of `rows`."""
    return f"**{view.short}**（{len(rows)} 项）"


def counts_of(views: Mapping[str, PlanView], rows: Iterable[ClauseRow]) -> list[str]:
    """That line for each plan of the rows."""
    return [_counted_in(views[plan], of_plan) for plan, of_plan in by_plan(rows).items()]


def cell(text: str) -> str:
    """Text that stays in one cell of a table."""
    return text.replace("|", "\\|").replace("\n", " ")


def nobody_named(query: Query, sources: Sources) -> Draft | None:
    """The tasks with nobody named; None where the question asks for something else."""
    if not {"unassigned", "set"} <= query.slots.asks or query.units or query.leaders:
        return None
    plans = query.scope.plans
    if len(plans) > LOOKUPS.plans and not query.scope.named:
        return ask_which(plans, sources.catalog)
    found = unassigned(sources.catalog, plans)
    rows, silent = found.rows, [_nowhere(view, count) for view, count in found.silent]
    if not rows:
        said = ["所问的文件里，每一条都写明了责任单位。"] if len(silent) < len(plans) else []
        notes = (*said, *silent)
        return Draft(status="answered", answer="\n".join(notes), counted=notes)
    views = {row.plan: sources.catalog.view(row.plan) for row in rows}
    head = f"{Denial(what='责任单位', by=By.STATED)}的共 {len(rows)} 条，已全部列出。"
    lines = [head]
    for plan, of_plan in by_plan(rows).items():
        view = views[plan]
        lines += [f"\n{_counted_in(view, of_plan)}\n", "| 条款 | 事项 |\n|---|---|"]
        lines += [f"| {chip(view, row)} | {cell(summary(row))} |" for row in of_plan]
    text = "\n".join([*lines, *([""] if silent else []), *silent])
    return _of_clauses(text, views, rows, (head, *counts_of(views, rows), *silent))


def _nowhere(view: PlanView, clauses: int) -> str:
    none = Denial(what="责任单位", by=By.STATED, where=f"- {view.short}通篇", way="逐条")
    return f"{none}（{clauses} 条），未列入。"


_TO_THE_LETTER = "- 按原文字样逐字查找，换一种说法的不在内。"


def mentioned(query: Query, sources: Sources) -> Draft | None:
    """The clauses that have the words asked for; None where the question asks for something else, or may
    still be put another way.
    """
    words = query.slots.mention
    if len(query.units) == 1 and not query.leaders and fold(query.units[0]) == words:
        return _naming_office(query.units[0], query, sources)
    if len(words) < LOOKUPS.shortest or any(name in words for name in (*query.units, *query.leaders)):
        return None
    found = [(row, words) for row in rows_with(words, sources.catalog, query.scope.plans)]
    if query.units or query.leaders:
        charged = charged_rows(sources.catalog, query.units, query.leaders, query.scope.plans)
        mine = {(row.plan, row.clause.label) for row in charged}
        found = [(row, words) for row, _ in found if (row.plan, row.clause.label) in mine]
        return (
            listed_words(_written(words, found, query), sources, found, [_TO_THE_LETTER]) if found else None
        )
    if not found:
        return _in_other_words(words, query, sources)
    notes = [*_beyond(words, query, sources), _TO_THE_LETTER]
    return listed_words(_written(words, found, query), sources, found, notes)


def _naming_office(unit: str, query: Query, sources: Sources) -> Draft | None:
    rows = rows_naming(unit, sources.catalog, query.scope.plans)
    charged = sum(unit in row.clause.units for row in rows)
    head = f"写有“{unit}”的共 {len(rows)} 条，已全部列出；其中 {charged} 条写明由其承担或参与。"
    return tabulated(head, rows, sources) if rows else None


def _written(words: str, found: Sequence[Worded], query: Query) -> str:
    names = (*query.units, *query.leaders)
    whose = f"**{'、'.join(names)}** 的任务里" if names else ""
    papers = len({row.plan for row, _ in found})
    among = f"见于 {papers} 份文件。" if papers > 1 else ""
    return f"{whose}写有“{words}”的共 {len(found)} 条，已全部列出。{among}"


def _beyond(words: str, query: Query, sources: Sources) -> list[str]:
    """How many clauses of other papers have the words, where only an earlier question set these apart."""
    if not query.inherited:
        return []
    others = [row.id for row in sources.catalog.rows if row.id not in query.scope.plans]
    more = rows_with(words, sources.catalog, others)
    where = "、".join(sources.catalog.short(plan) for plan in query.scope.plans[:NAMED])
    return [f"- 只看了{where}；其他文件里另有 {len(more)} 条。"] if more else []


def _in_other_words(words: str, query: Query, sources: Sources) -> Draft | None:
    """What no clause says to the letter: the clauses that have its parts, in one of their wordings, else that
    nothing has it; None for a phrase, which may be put in many ways.
    """
    parts = [t for t in query.terms if not t.optional and t.text in words]
    found = speaking_of(parts, sources, query.scope.plans)
    absent = Denial(what=f"一条逐字写有“{words}”", by=By.WORDS)
    if found:
        names = "、".join(f"“{w}”" for w in dict.fromkeys(word for _, word in found))
        head = f"{absent}；写有相近说法{names}的共 {len(found)} 条，已全部列出。"
        return listed_words(head, sources, found, [])
    if len(words) > LOOKUPS.phrase:
        return None
    plans = len(query.scope.plans)
    text = f"逐字查找了{'所问的' if query.scope.named else ''} {plans} 份文件的全部条款，{absent}。"
    beyond = _beyond(words, query, sources)
    return Draft(status="not_found", reason="not_stated", answer="\n".join([text, *beyond]))


def naming_place(place: str, sources: Sources) -> Draft | None:
    """The clauses that name a place no plan is about, with their chips; None where there are none."""
    rows = rows_of_place(place, sources)
    if not rows:
        return None
    shown = [(sources.catalog.view(row.plan), row) for row in rows[:NAMED]]
    chips = "、".join(chip(view, row) for view, row in shown)
    more = f"等 {len(rows)} 条" if len(rows) > len(shown) else ""
    text = f"其他文件里提到{place}的有{chips}{more}，可点开核对。"
    return Draft(status="not_found", answer=text, citations=tuple(cite(view, row) for view, row in shown))


def listed_words(head: str, sources: Sources, found: Sequence[Worded], notes: Sequence[str]) -> Draft:
    rows = [row for row, _ in found]
    views = {plan: sources.catalog.view(plan) for plan in by_plan(rows)}
    worded = {id(row): words for row, words in found}
    lines = [head]
    for plan, of_plan in by_plan(rows).items():
        lines += [f"\n{_counted_in(views[plan], of_plan)}\n", "| 条款 | 原文 |\n|---|---|"]
        lines += [_line(views[plan], row, worded[id(row)]) for row in of_plan]
    return Draft(
        status="answered",
        answer="\n".join([*lines, "", *notes]),
        citations=tuple(cite(views[row.plan], row, span_of(row, words)) for row, words in found),
        listing=Listing(
            total=len(rows), complete=True, rows=tuple(_row(views[r.plan], r, words) for r, words in found)
        ),
        counted=(head, *counts_of(views, rows), *notes),
    )


def _line(view: PlanView, row: ClauseRow, words: str) -> str:
    return f"| {chip(view, row)} | {cell(row.words(span_of(row, words)))} |"


def _row(view: PlanView, row: ClauseRow, words: str) -> ListingRow:
    return replace(listing_row(view, row), summary=row.words(span_of(row, words)))
