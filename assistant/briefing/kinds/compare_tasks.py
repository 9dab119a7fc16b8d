"""The tasks of a comparison: clauses of several plans on one subject, a row for each subject, and how many
have no like.

In: the entries that are compared. Out: a section, none where no two plans have a task of like words. Which
clauses belong together is told by their headings and words (`versions.align`) and is for a person to
judge; each clause stands in one row at most. Rows of a table that only state targets are told with the
targets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from assistant.briefing.material import Entry, charged_words, figures_of
from assistant.briefing.model import Block, Column, Row, Section, Table
from assistant.briefing.parts import counted
from assistant.briefing.render.layout import numeral
from assistant.briefing.texts import words
from assistant.versions.align import Words, align
from assistant.versions.options import SUBJECTS
from ingest.grammar.letters import on_one_line

Group = tuple[Entry, ...]


def tasks_section(
    entries: Sequence[Entry], shorts: Mapping[str, str], *, side_by_side: bool
) -> tuple[Section, ...]:
    """`shorts` are the plans' names by id, in the order of the columns; not side by side each clause has a
    row of its own.
    """
    told = [e for e in entries if not (e.task.cells and e.task.targets and not e.task.responsibilities)]
    groups = grouped(told, tuple(shorts))
    if not groups:
        return ()
    paired = {e.note for group in groups for e in group}
    alone = {plan: sum(e.task.plan == plan and e.note not in paired for e in told) for plan in shorts}
    blocks: list[Block] = [
        counted("compare.tasks", n=len(groups)),
        _across(groups, shorts) if side_by_side else _below(groups),
    ]
    if any(alone.values()):
        said = "、".join(f"{shorts[plan]} {n} 条" for plan, n in alone.items() if n)
        blocks.append(counted("compare.tasks_alone", plans=said))
    return (Section(key="tasks", heading=words("compare.tasks_heading"), level=1, blocks=tuple(blocks)),)


def grouped(entries: Sequence[Entry], plans: Sequence[str]) -> tuple[Group, ...]:
    """Clauses on one subject, at most one of a plan, in the order of the first of them."""
    by_plan = {plan: [e for e in entries if e.task.plan == plan] for plan in plans}
    groups: list[list[Entry]] = []
    home: dict[str, list[Entry]] = {}
    for one, other in combinations(plans, 2):
        left = by_plan[one]
        right = [e for e in by_plan[other] if e.task.reference not in home]
        for i, j in align(_texts(left), _texts(right), SUBJECTS).items():
            group = home.get(left[i].task.reference)
            if group is None:
                group = [left[i]]
                groups.append(group)
                home[left[i].task.reference] = group
            if all(e.task.plan != other for e in group):
                group.append(right[j])
                home[right[j].task.reference] = group
    return tuple(tuple(group) for group in groups)


def _texts(entries: Sequence[Entry]) -> list[Words]:
    return [Words(title=_title(e), text=f"{_title(e)}\n{e.row.text}") for e in entries]


def _title(entry: Entry) -> str:
    return on_one_line(entry.task.summary)


def _subject(group: Group) -> str:
    """The shortest title."""
    return min((_title(e) for e in group), key=len)


def _said(entry: Entry) -> str:
    return "；".join(filter(None, (_title(entry).removesuffix("。"), charged_words(entry.clause))))


def _across(groups: Sequence[Group], shorts: Mapping[str, str]) -> Table:
    columns = (Column(name="事项", share=24), *(Column(name=s, share=30) for s in shorts.values()))
    rows = []
    for group in groups:
        said = {e.task.plan: _said(e) for e in group}
        rows.append(
            Row(
                cells=(_subject(group), *(said.get(plan, "—") for plan in shorts)),
                notes=tuple(e.note for e in group),
                figures=tuple(f for e in group for f in figures_of(e, e.task.summary.removesuffix("…"))),
            )
        )
    return Table(columns=columns, rows=tuple(rows))


def _below(groups: Sequence[Group]) -> Table:
    columns = (
        Column(name="事项", share=14),
        Column(name="文件", share=26),
        Column(name="载明的内容", share=60),
    )
    rows = tuple(
        Row(
            cells=(f"事项{numeral(n)}", e.task.short, _said(e)),
            notes=(e.note,),
            figures=figures_of(e, e.task.summary.removesuffix("…")),
        )
        for n, group in enumerate(groups, start=1)
        for e in group
    )
    return Table(columns=columns, rows=rows)
