"""Tasks by deadline: every clause of the plans asked about that prints one within the time asked for, by
date.

In: a query with a time (`Query.due`). Out: the listing, each row with its date and words verbatim, or the
refusal where no clause prints such a time. Clauses with a date outside the time asked for, or with no date of
their own, are counted beside it and not listed. A time by which (6月底前) includes what is due earlier, and
the answer says so. Where a clause prints a time no calendar dates (春节前), the list is not called complete:
nobody can tell whether it belongs.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from assistant.denial import NOT_TOLD, By, Denial
from assistant.lookups.cite import cite, marker
from assistant.lookups.deadlines import Dated, deadlines_of, opening, task_words
from assistant.lookups.draft import Draft, ask_which, papers_asked
from assistant.lookups.listing import cell, listing_row
from assistant.lookups.options import LOOKUPS
from assistant.model import Listing, ListingRow
from assistant.question import Due, Query
from assistant.retrieval.catalog import Catalog, PlanView
from assistant.retrieval.sources import Sources
from assistant.retrieval.wording import in_role
from ingest.store.rows import ClauseRow

_NAMED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class InPlan:
    """Of one plan: `rows` with their deadlines within the time, by date; `unclear` the times that no calendar
    dates, of clauses that are not in `rows`; `beyond` the clauses with another one only; `lasting` those
    whose work goes on or comes round again; `silent` the number of tasks that print none.
    """

    view: PlanView
    rows: tuple[tuple[ClauseRow, tuple[Dated, ...]], ...]
    unclear: tuple[Dated, ...]
    beyond: tuple[ClauseRow, ...]
    lasting: tuple[Dated, ...]
    silent: int


def by_deadline(query: Query, sources: Sources, due: Due) -> Draft:
    plans = query.scope.plans
    names = (*query.units, *query.leaders)
    if len(plans) > LOOKUPS.plans and not query.scope.named and not names:
        return ask_which(plans, sources.catalog)
    within = _charged(query, sources)
    read = [due_in_plan(sources.catalog, plan, due, within) for plan in plans]
    read = [r for r in read if r.rows or r.unclear or r.beyond or r.lasting or r.silent]
    if not any(r.rows for r in read):
        return _none(query, sources, due, read)
    return _listed(names, due, [r for r in read if r.rows], read)


def _charged(query: Query, sources: Sources) -> frozenset[tuple[str, str]] | None:
    """The clauses of the offices and people asked for; None where nobody is named."""
    if not (query.units or query.leaders):
        return None
    plans = query.scope.plans
    rows = [r for unit in query.units for r in sources.catalog.charged(unit=unit, plans=plans)]
    rows += [r for leader in query.leaders for r in sources.catalog.charged(leader=leader, plans=plans)]
    return frozenset((r.plan, r.clause.label) for r in rows)


def due_in_plan(
    catalog: Catalog, plan: str, due: Due, within: Container[tuple[str, str]] | None = None
) -> InPlan:
    """`within` are the clauses looked at, (plan id, label) each; all where it is None."""
    view = catalog.view(plan)
    milestones = catalog.milestones(plan)
    clauses = [r for r in view.clauses if within is None or (plan, r.clause.label) in within]
    labels = {r.clause.label for r in clauses}
    dated: dict[str, list[Dated]] = {}
    for one in deadlines_of(view, milestones):
        if one.row.clause.label in labels:
            dated.setdefault(one.row.clause.label, []).append(one)
    last = _last_year(view)
    meant = {
        label: tuple(sorted((d for d in found if _is_within(d, due, last)), key=lambda d: d.day))
        for label, found in dated.items()
    }
    rows = [(r, meant[r.clause.label]) for r in clauses if meant.get(r.clause.label)]
    others = {label: found for label, found in dated.items() if not meant[label]}
    unclear = {label: d for label, found in others.items() for d in found if d.kind == "undated"}
    lasting = {label: found[0] for label, found in others.items() if all(d.kind == "lasting" for d in found)}
    deeds = {m.clause for m in milestones} | {label for label in view.targets if label in labels}
    tasks = [r for r in clauses if r.clause.responsibilities or r.clause.label in deeds]
    return InPlan(
        view=view,
        rows=tuple(sorted(rows, key=lambda row: row[1][0].day)),
        unclear=tuple(unclear.values()),
        beyond=tuple(r for r in clauses if r.clause.label in others.keys() - unclear.keys() - lasting.keys()),
        lasting=tuple(lasting.values()),
        silent=sum(r.clause.label not in dated for r in tasks),
    )


def _is_within(dated: Dated, due: Due, last: int | None) -> bool:
    """`last` is the plan's last year, which a question without a year means."""
    if not due.words:  # what a column of deadlines says is one, if it is 长期坚持
        return dated.kind != "lasting" or not dated.time.words
    year = due.year or last
    if dated.kind == "lasting" or dated.when is None or year is None:
        return False
    begin, end = f"{year}-{due.first}" if due.first else "", f"{year}-{due.last}"
    # a time that no calendar dates is some day of its year
    first = f"{dated.when[:4]}-01-01" if dated.kind == "undated" else dated.day
    return first > end if due.after else begin <= first and dated.day <= end


def _window(due: Due, read: Sequence[InPlan]) -> str:
    """The days asked for in words; without a year where the plans are for different ones."""
    years = {due.year or _last_year(one.view) for one in read}
    year = f"{years.pop()}年" if len(years) == 1 and None not in years else ""
    last = _day(due.last)
    if due.after:
        return f"{year}{last}以后"
    if not due.first:
        return f"{year}{last}及以前"
    return f"{year}{last}" if due.first == due.last else f"{year}{_day(due.first)}至{last}"


def _day(day: str) -> str:
    return f"{int(day[:2])}月{int(day[3:])}日"


def _last_year(view: PlanView) -> int | None:
    return int(view.row.period[-4:]) if view.row.period else view.row.year


def _listed(names: Sequence[str], due: Due, read: Sequence[InPlan], asked: Sequence[InPlan]) -> Draft:
    total = sum(len(r.rows) for r in read)
    who = f"**{'、'.join(names)}** " if names else ""
    earlier = "（含更早到期的）" if not due.first and not due.after else ""
    time = f"写明时限在“{due.words}”{'之后' if due.after else ''}的{earlier}，即{_window(due, read)}，"
    time = time if due.words else "写明了时限的"
    unclear = [d for one in asked for d in one.unclear]
    head = f"{who}{time}共 {total} 项，{'能对上日期的都在下面' if unclear else '已全部列出'}。"
    counted, lines = [head], [head]
    for one in read:
        count = f"**{one.view.short}**（{len(one.rows)} 项）"
        counted.append(count)
        lines += [f"\n{count}\n", "| 时限 | 条款 | 事项 | 分工 |\n|---|---|---|---|"]
        lines += [_line(one.view, row, dated) for row, dated in one.rows]
    notes = due_notes(due, asked)
    return Draft(
        status="answered",
        answer="\n".join([*lines, *([""] if notes else []), *notes]),
        citations=tuple(cite(view, row) for view, row in _cited(read, asked)),
        listing=Listing(
            total=total,
            complete=not unclear,
            rows=tuple(_row(r.view, row) for r in read for row, _ in r.rows),
        ),
        counted=(*counted, *notes),
    )


def _cited(read: Sequence[InPlan], asked: Sequence[InPlan]) -> list[tuple[PlanView, ClauseRow]]:
    """The clauses listed, and those named as unclear in a note."""
    listed = [(one.view, row) for one in read for row, _ in one.rows]
    unclear = [(one.view, d.row) for one in asked for d in one.unclear]
    return [*listed, *unclear[:_NAMED]]


def _line(view: PlanView, row: ClauseRow, dated: Sequence[Dated]) -> str:
    printed = "、".join(dict.fromkeys(d.printed for d in dated))
    roles = "；".join(in_role(r) for r in row.clause.responsibilities) or NOT_TOLD
    chip = f"〔{marker(view, row.clause.label)}〕"
    return f"| {cell(printed)} | {chip} | {cell(task_words(row, dated))} | {cell(roles)} |"


def _row(view: PlanView, row: ClauseRow) -> ListingRow:
    return replace(listing_row(view, row), summary=opening(row))


def due_notes(due: Due, read: Sequence[InPlan]) -> list[str]:
    """What is not in the list: times that no calendar dates, tasks with another date, tasks without one."""
    notes = [f"- {told}，未列入。" for told in _unclear(read)]
    beyond, silent = sum(len(r.beyond) for r in read), sum(r.silent for r in read)
    notes += [f"- 另有 {beyond} 项写明的是其他时限，未列入。"] if due.words and beyond else []
    notes += [f"- {told}，未列入。" for told in _lasting(read)]
    return notes + ([f"- {_silent(silent)}，未列入。"] if silent else [])


def _unclear(read: Sequence[InPlan]) -> list[str]:
    found = [(one.view, d) for one in read for d in one.unclear]
    if not found:
        return []
    shown = "、".join(f"“{d.printed}”〔{marker(view, d.row.clause.label)}〕" for view, d in found[:_NAMED])
    more = "等" if len(found) > _NAMED else ""
    return [f"另有 {len(found)} 项写明的时限对不上具体日期（{shown}{more}），无法断定是否在内"]


def _lasting(read: Sequence[InPlan]) -> list[str]:
    found = [d for one in read for d in one.lasting]
    if not found:
        return []
    words = list(dict.fromkeys(d.printed for d in found))
    shown = "、".join(f"“{printed}”" for printed in words[:_NAMED]) + ("等" if len(words) > _NAMED else "")
    where = f"另有 {len(found)} 项写的是全年、经常或几年内的工作（{shown}），"
    return [str(Denial(what="到期的日子", by=By.COUNTED, where=where))]


def _silent(count: int) -> str:
    undated = Denial(what="时限", by=By.STATED, where=f"另有 {count} 项任务", way="单独")
    return f"{undated}，只以文件的年度或规划期为限"


def _none(query: Query, sources: Sources, due: Due, read: Sequence[InPlan]) -> Draft:
    """That no clause prints such a time, with those that print another one."""
    names = "、".join((*query.units, *query.leaders))
    where = papers_asked(query, sources.catalog)
    if names and not read:
        none = Denial(what=f"“{names}”负责的条款", by=By.CHARGES, where=where)
        return Draft(status="not_found", reason="not_stated", answer=f"{none}。")
    whose = f"{where}中{names}的任务" if names else where
    time = f"时限在“{due.words}”{'之后' if due.after else ''}" if due.words else "时限"
    parts = [f"{Denial(what=f'{time}的', by=By.STATED, where=whose)}。"]
    near = [(r.view, row) for r in read for row in r.beyond][:_NAMED]
    if near:
        chips = "、".join(f"〔{marker(view, row.clause.label)}〕" for view, row in near)
        beyond = sum(len(r.beyond) for r in read)
        some = f"其中 {len(near)} 项为" if beyond > len(near) else ""
        parts.append(f"写明其他时限的有 {beyond} 项，{some}{chips}，可点开核对。")
    parts += [f"{told}。" for told in (*_unclear(read), *_lasting(read))]
    silent = sum(r.silent for r in read)
    parts += [f"{_silent(silent)}。"] if silent else []
    near += [(r.view, d.row) for r in read for d in r.unclear][:_NAMED]
    citations = tuple(cite(view, row) for view, row in near)
    return Draft(status="not_found", reason="not_stated", answer="".join(parts), citations=citations)
