"""指标与任务: a page of targets or tasks as a table in HTML. Pure functions; every word of a plan is escaped.

In: a `State`, the rows of a page. Out: the count, the table with its chips, the pages. Heads that order the
table carry the query that does (`data-go`); on a narrow screen a list does the same, and every row is a card.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.app.figures.choices import COUNTED, VIEWS, Shorts, State, query_of
from assistant.app.widgets.markup import clause_chip, escape, lines_of
from assistant.lookups.cite import marker_words
from assistant.lookups.listing import summary
from assistant.lookups.pages import By, Page, TaskRow
from assistant.lookups.tasks import LEFT_OUT
from assistant.retrieval.wording import date_words, figure_words, in_role, scan_words, target_words
from ingest.model import Clause
from ingest.store.rows import TargetRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """`by` is the order a click on its head asks for, None where it has none; `wide` ones hold long words."""

    name: str
    by: By | None = None
    wide: bool = False


TARGET_COLUMNS = (
    Column(name="指标", by="indicator", wide=True),
    Column(name="范围"),
    Column(name="目标值", by="value"),
    Column(name="基期值"),
    Column(name="完成时限", by="deadline"),
    Column(name="类型", by="kind"),
    Column(name="责任单位", by="unit"),
    Column(name="条款", by="place"),
)
TASK_COLUMNS = (
    Column(name="任务", wide=True),
    Column(name="目标值", wide=True),
    Column(name="完成时限", by="deadline"),
    Column(name="分工", by="unit", wide=True),
    Column(name="条款", by="place"),
)


def targets_html(state: State, page: Page, rows: Sequence[TargetRow], shorts: Shorts, excel: str) -> str:
    """`excel` is what stands for the download: a link, or why there is none."""
    cells = [_target_cells(row) for row in rows]
    clauses = [(row.plan, row.target.clause) for row in rows]
    return _results(state, page, TARGET_COLUMNS, cells, clauses, shorts, excel)


def tasks_html(
    state: State, page: Page, rows: Sequence[TaskRow], shorts: Shorts, excel: str, left: int = 0
) -> str:
    """`left` is how many clauses of the plans shown are no tasks."""
    note = f'<p class="note">这些文件里另有 {left} 条{LEFT_OUT}，未列入。</p>' if left else ""
    cells = [_task_cells(row) for row in rows]
    clauses = [(row.row.plan, row.row.clause.label) for row in rows]
    return note + _results(state, page, TASK_COLUMNS, cells, clauses, shorts, excel)


def _results(
    state: State, page: Page, columns: Sequence[Column], cells: Sequence[Sequence[str]],
    clauses: Sequence[tuple[str, str]], shorts: Shorts, excel: str,
) -> str:  # fmt: skip
    """The last column is the clause's chip; the others are `cells`."""
    markers = [marker_words(shorts.get(plan, plan), label) for plan, label in clauses]
    chips = [clause_chip(*clause, words) for clause, words in zip(clauses, markers, strict=True)]
    head = "".join(_head(state, column) for column in columns)
    body = "".join(_row(columns, row, chip) for row, chip in zip(cells, chips, strict=True))
    words = [[c.name for c in columns], *([*row, said] for row, said in zip(cells, markers, strict=True))]
    copied = "复制本页表格" if page.pages > 1 else "复制表格"
    return (
        '<div class="bar"><p class="count" '
        f'role="status">{_counted(page, state)}</p>'
        f"{_sorting(state, columns)}"
        '<button type="button" class="copy" data-key="copy" '
        f'data-copy="{escape(tab_separated(words))}">{copied}</button>{excel}</div>'
        f'<div class="wide sheet" tabindex="0" role="region" aria-label="{VIEWS[state.view]}表，可滚动">'
        f'<table role="table"><thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table></div>{_pages(state, page)}'
    )


def _counted(page: Page, state: State) -> str:
    one, things = COUNTED[state.view]
    if page.pages == 1:
        return f"共 {page.total} {one}{things}"
    return f"共 {page.total} {one}{things}，第 {page.first}–{page.first + len(page.entries) - 1} {one}"


def _head(state: State, column: Column) -> str:
    if column.by is None:
        return f'<th role="columnheader" scope="col"{_class(column)}>{column.name}</th>'
    mine = state.by == column.by
    way = "none" if not mine else "descending" if state.falling else "ascending"
    sign = "" if not mine else "↓" if state.falling else "↑"
    return (
        f'<th role="columnheader" scope="col" aria-sort="{way}"{_class(column)}>'
        f'<button type="button" data-key="by-{column.by}" '
        f'data-go="{escape(query_of(state.ordered(column.by)))}">'
        f'{column.name}<span aria-hidden="true">{sign or "↕"}</span></button></th>'
    )


def _class(column: Column) -> str:
    return ' class="broad"' if column.wide else ""


def _sorting(state: State, columns: Sequence[Column]) -> str:
    """The same orders as a list, for a narrow screen, where the table has no head."""
    ways = [
        (c.name if c.by != "place" else "文件顺序", State.ordered(_unsorted(state), c.by), c.by)
        for c in columns
        if c.by
    ]
    options = "".join(
        f'<option value="{escape(query_of(to))}"{" selected" if by == state.by else ""}>{name}</option>'
        for name, to, by in ways
    )
    return f'<label class="sorting"><span>排序</span><select data-go-value>{options}</select></label>'


def _unsorted(state: State) -> State:
    return State(view=state.view, chosen=state.chosen, names=state.names, by="place", falling=True)


def _row(columns: Sequence[Column], cells: Sequence[str], chip: str) -> str:
    out = []
    for column, words in zip(columns, [*cells, ""], strict=True):
        inner = chip if column is columns[-1] else lines_of(words) if words else '<span class="soft">—</span>'
        empty = " empty" if not words and column is not columns[-1] else ""
        broad = " broad" if column.wide else ""
        out.append(
            f'<td role="cell" class="{(broad + empty).strip()}" data-label="{column.name}">{inner}</td>'
        )
    return f'<tr role="row">{"".join(out)}</tr>'


def _target_cells(row: TargetRow) -> list[str]:
    target = row.target
    return [
        target.indicator,
        target.scope or "",
        "\n".join(filter(None, (figure_words(target), scan_words(row.clause, target.span)))),
        "" if target.baseline is None else format(target.baseline, "f"),
        date_words(target.deadline) if target.deadline else "",
        target.kind or "",
        offices(row.clause),
    ]


def _task_cells(task: TaskRow) -> list[str]:
    stated = [*(t.deadline for t in task.targets if t.deadline), *(m.deadline for m in task.milestones)]
    told = set(stated)
    printed = dict.fromkeys(t.printed for t in task.times if t.when is None or t.when not in told)
    return [
        task.row.clause.heading or summary(task.row),
        "\n".join(filter(None, (*(target_words(t) for t in task.targets), scan_words(task.row.clause)))),
        "\n".join((*(date_words(d) for d in dict.fromkeys(stated)), *printed)),
        "\n".join(in_role(said, note="（原文未列全）") for said in task.row.clause.responsibilities),
    ]


def offices(clause: Clause) -> str:
    """The offices as printed, 等 where the list is open."""
    return "、".join(clause.units) + "等" * clause.units_open


def tab_separated(rows: Iterable[Sequence[str]]) -> str:
    """For pasting into a sheet: a row a line; words that a sheet would take for a formula have an apostrophe
    before them.
    """
    return "\n".join("\t".join(_plain(cell) for cell in row) for row in rows)


def _plain(cell: str) -> str:
    words = " ".join(cell.split())
    return f"'{words}" if words[:1] in ("=", "+", "-", "@") else words


def _pages(state: State, page: Page) -> str:
    if page.pages == 1:
        return ""
    near = sorted({1, page.pages, *range(max(1, page.number - 2), min(page.pages, page.number + 2) + 1)})
    out, before = [], 0
    for number in near:
        if number > before + 1:
            out.append('<span aria-hidden="true">…</span>')
        here = ' aria-current="page"' if number == page.number else ""
        out.append(
            f'<button type="button" data-key="page-{number}" aria-label="第 {number} 页"{here}'
            f' data-go="{escape(query_of(replace(state, page=number)))}">{number}</button>'
        )
        before = number
    return f'<nav class="pages" aria-label="翻页">{"".join(out)}</nav>'
