"""Tasks by deadline, as a table a plan: each with its date and words verbatim, or the refusal where no clause
prints such a time.

In: a query with a time (`Query.due`). What the clauses not listed print is counted below the table. A time by
which (6月底前) includes what is due earlier, and the answer says so. Where a clause prints a time no calendar
dates (春节前), the list is not called complete: nobody can tell whether it belongs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answers.draft import Draft, ask_which, papers_asked
from assistant.answers.listing import cell
from assistant.denial import NOT_TOLD, By, Denial
from assistant.lookups.cite import cite, marker
from assistant.lookups.deadlines import LISTED, Dated, InPlan, due_for, last_year, opening, task_words
from assistant.lookups.listing import listing_row
from assistant.lookups.options import LOOKUPS
from assistant.lookups.typed.notes import due_notes, lasting, unclear, without_time
from assistant.model import Listing, ListingRow
from assistant.question import Due, Query
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.sources import Sources
from assistant.retrieval.wording import in_role
from ingest.store.rows import ClauseRow


def by_deadline(query: Query, sources: Sources, due: Due) -> Draft:
    plans = query.scope.plans
    names = (*query.units, *query.leaders)
    if len(plans) > LOOKUPS.plans and not query.scope.named and not names:
        return ask_which(plans, sources.catalog)
    read = due_for(query, sources.catalog, due)
    if not any(r.rows for r in read):
        return _none(query, sources, due, read)
    return _listed(names, due, [r for r in read if r.rows], read)


def _listed(names: Sequence[str], due: Due, read: Sequence[InPlan], asked: Sequence[InPlan]) -> Draft:
    total = sum(len(r.rows) for r in read)
    who = f"**{'、'.join(names)}** " if names else ""
    earlier = "（含更早到期的）" if not due.first and not due.after else ""
    time = f"写明时限在“{due.words}”{'之后' if due.after else ''}的{earlier}，即{_window(due, read)}，"
    time = time if due.words else "写明了时限的"
    open_ = [d for one in asked for d in one.unclear]
    head = f"{who}{time}共 {total} 项，{'能对上日期的都在下面' if open_ else '已全部列出'}。"
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
            complete=not open_,
            rows=tuple(_row(r.view, row) for r in read for row, _ in r.rows),
        ),
        counted=(*counted, *notes),
    )


def _cited(read: Sequence[InPlan], asked: Sequence[InPlan]) -> list[tuple[PlanView, ClauseRow]]:
    """The clauses listed, and those named as unclear in a note."""
    listed = [(one.view, row) for one in read for row, _ in one.rows]
    open_ = [(one.view, d.row) for one in asked for d in one.unclear]
    return [*listed, *open_[:LISTED]]


def _line(view: PlanView, row: ClauseRow, dated: Sequence[Dated]) -> str:
    printed = "、".join(dict.fromkeys(d.printed for d in dated))
    roles = "；".join(in_role(r) for r in row.clause.responsibilities) or NOT_TOLD
    chip = f"〔{marker(view, row.clause.label)}〕"
    return f"| {cell(printed)} | {chip} | {cell(task_words(row, dated))} | {cell(roles)} |"


def _row(view: PlanView, row: ClauseRow) -> ListingRow:
    return replace(listing_row(view, row), summary=opening(row))


def _window(due: Due, read: Sequence[InPlan]) -> str:
    """The days asked for in words; without a year where the plans are for different ones."""
    years = {due.year or last_year(one.view) for one in read}
    year = f"{years.pop()}年" if len(years) == 1 and None not in years else ""
    last = _day(due.last)
    if due.after:
        return f"{year}{last}以后"
    if not due.first:
        return f"{year}{last}及以前"
    return f"{year}{last}" if due.first == due.last else f"{year}{_day(due.first)}至{last}"


def _day(day: str) -> str:
    return f"{int(day[:2])}月{int(day[3:])}日"


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
    near = [(r.view, row) for r in read for row in r.beyond][:LISTED]
    if near:
        chips = "、".join(f"〔{marker(view, row.clause.label)}〕" for view, row in near)
        beyond = sum(len(r.beyond) for r in read)
        some = f"其中 {len(near)} 项为" if beyond > len(near) else ""
        parts.append(f"写明其他时限的有 {beyond} 项，{some}{chips}，可点开核对。")
    parts += [f"{told}。" for told in (*unclear(read), *lasting(read))]
    silent = sum(r.silent for r in read)
    parts += [f"{without_time(silent)}。"] if silent else []
    near += [(r.view, d.row) for r in read for d in r.unclear][:LISTED]
    citations = tuple(cite(view, row) for view, row in near)
    return Draft(status="not_found", reason="not_stated", answer="".join(parts), citations=citations)
