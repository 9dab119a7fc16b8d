"""Tables that share out a task: a row for each town or office, a column for each kind of work (任务分解表).

In: a row of a table none of whose columns is headed as a goal. Out: a target for every cell that is a bare
number under a kind of work: the column's head is the indicator, the row's name the scope. The unit stands in
the head's bracket, in the cell or in the caption (单位：亩). Read only where the caption or the title above
says that it is planned (任务, 计划, 分解, 目标), and there also where the cell has its unit (90.0%): the same
shape also holds what there is (现状, 基本情况), and that is no goal. Under a head that sets an amount
(年度投资, 补助标准) a cell that is nothing but a figure is read whatever the table is of, also beside goals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from ingest import late_re as re
from ingest.grammar.columns import UNDER, head_role, introduces_table, is_total, sets_amount
from ingest.grammar.dates import PlanTime, date_alone
from ingest.grammar.folding import as_read
from ingest.grammar.letters import count_han, has_han
from ingest.grammar.office_ends import ANY_END
from ingest.grammar.places import PLACE_END
from ingest.grammar.quantities import Quantity, folded_quantities, is_measure, with_measure
from ingest.grammar.section_names import PLANS
from ingest.grammar.stops import CLAUSE_STOP
from ingest.grammar.title_dates import years_in
from ingest.model import Clause, Span, Target
from ingest.targets.deadlines import due_in
from ingest.targets.options import TABLES
from ingest.targets.reading import Statement, as_target

_PLANNED = re.compile(f"任务|目标|分解|{PLANS}")
_HELD = re.compile(r"现状|现有|基本情况|完成情况|统计")
_CAPTION = re.compile(r"^[^\n\t|。；]{2,40}(?:表|清单|计划|分解|分配)(?:（[^）\n]*）)?$", re.MULTILINE)
_CAPTION_UNIT = re.compile(r"(?<![\u4e00-\u9fff])单位[:：]\s*(?P<unit>[^\s，。）)、/]{1,6})")
_NO_WORK_ROLES = frozenset(("who", "number", "group", "other", "due", "base", "score", "unit", "kind"))
_NAMES_WHOSE = re.compile(rf"(?:{PLACE_END}|{ANY_END})$")
"""A head that names a place or an office."""
_BRACKET = re.compile(r"（[^（）]{1,8}）$")


def read_shares(
    clause: Clause,
    text: str,
    time: PlanTime,
    headings: tuple[str, ...],
    places: list[Span | None],
) -> tuple[Target, ...]:
    """In the order of the columns; `places` tells where each cell is printed. () where nothing says it is
    planned.
    """
    own = _title(clause, headings)
    since = max(text.rfind(own, 0, clause.span.start) if own else 0, clause.span.start - TABLES.before, 0)
    before = text[since : clause.span.start]
    title = "".join((own, *(_CAPTION.findall(before)[-1:] or _introduced_by(before))))
    if _HELD.search(title):
        return ()
    planned = _PLANNED.search(title) is not None
    units = [match["unit"] for match in _CAPTION_UNIT.finditer(before) if is_measure(match["unit"])]
    row = _row_of(clause, time, units[-1] if units else None)
    return _cells(clause, text, row, places, planned=planned)


def _introduced_by(before: str) -> list[str]:
    """The last sentence before the rows, where it speaks of a table; [] where it does not."""
    lines = [line for line in before.splitlines() if line.strip() and "\t" not in line]
    said = CLAUSE_STOP.split(lines[-1].rstrip("。；; "))[-1] if lines else ""
    return [said] if said and introduces_table(said) else []


def read_amounts(
    clause: Clause,
    text: str,
    time: PlanTime,
    headings: tuple[str, ...],
    places: list[Span | None],
) -> tuple[Target, ...]:
    """What is set beside the goals of a row under heads that set an amount and print its unit:
    年度投资（万元）.
    """
    if _HELD.search(_title(clause, headings)):
        return ()
    return _cells(clause, text, _row_of(clause, time, None), places, planned=False)


def _title(clause: Clause, headings: tuple[str, ...]) -> str:
    """The nearest heading above the table."""
    return next((title for title in reversed(headings) if title and title != clause.heading), "")


def _cells(
    clause: Clause, text: str, row: _Row, places: list[Span | None], *, planned: bool
) -> tuple[Target, ...]:
    found: list[Target] = []
    for head, place in zip(clause.columns, places, strict=False):
        work = _work(head)
        cell = as_read(place.of(text)) if place else None
        if place is None or cell is None or not work or _is_before(head, row.time):
            continue
        one = _amount(cell.text, work, row) if planned or sets_amount(head) else None
        if one is not None:
            found.append(as_target(one, cell, clause, text, place.start))
    return tuple(found)


def _is_before(head: str, time: PlanTime) -> bool:
    """Whether what a column holds was so before the plan."""
    years = years_in(head)
    return time.first is not None and bool(years) and max(years) < time.first


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """What a row says of all its figures: `name` what it is about, `unit` and whether it prints it itself."""

    name: str | None
    unit: str | None
    own_unit: bool
    time: PlanTime
    due: str | None


def _row_of(clause: Clause, time: PlanTime, unit: str | None) -> _Row:
    """`unit` is the caption's."""
    printed = zip(clause.columns, clause.cells, strict=False)
    own = next((cell for head, cell in printed if head_role(head) == "unit" and is_measure(cell)), None)
    name = next((cell for cell in clause.cells if cell != own and has_han(cell)), None)
    name = None if name and is_total(name) else name
    mark = date_alone(name, time) if name else None
    if name and mark and mark.when and mark.words.of(name) == name:  # a year a row
        time, name = PlanTime(first=time.first, last=int(mark.when[:4])), None
    dues = [
        due_in(as_read(cell).text, time)
        for head, cell in zip_longest(clause.columns, clause.cells, fillvalue="")
        if head_role(head) == "due"
    ]
    total = any(is_total(cell) for cell in clause.cells)
    when = next(filter(None, dues), None if dues and total else time.deadline)
    return _Row(name=name, unit=own or unit, own_unit=own is not None, time=time, due=when)


def _work(head: str) -> tuple[str, ...]:
    """The levels of a head that names a kind of work, or whose work it is; () for any other."""
    levels = tuple(as_read(level).text.replace("\n", "") for level in head.split(UNDER))
    if any(head_role(level) in _NO_WORK_ROLES for level in levels):
        return ()
    return levels if count_han(levels[-1]) > 1 else ()


def _amount(printed: str, work: Sequence[str], row: _Row) -> Statement | None:
    """What a cell sets that is nothing but a figure: 年度投资 | 480万元; None for any other."""
    figure = next(iter(folded_quantities(printed)), None)
    if figure is None or figure.role != "amount" or figure.words.of(printed) != printed:
        return None
    if figure.unit is None and figure.value_high is None:  # 5, ≥95
        return _share(figure, work, row)
    if not is_measure(figure.unit or ""):
        return None
    return Statement(
        indicator=_BRACKET.sub("", work[-1]),
        scope=row.name,
        comparator=figure.comparator or "=",
        value=figure.value,
        value_high=figure.value_high,
        unit=figure.unit,
        deadline=row.due,
        baseline=None,
        figure=figure.span,
        words=figure.words,
    )


def _names_whose(head: str, name: str) -> bool:
    """Whether the columns are the towns and the rows the work; 学校 ends offices and works alike."""
    return bool(_NAMES_WHOSE.search(head)) and not _NAMES_WHOSE.search(name)


def _share(figure: Quantity, work: Sequence[str], row: _Row) -> Statement | None:
    """None where no unit is printed anywhere."""
    _, in_head = with_measure(work[-1])
    head = _BRACKET.sub("", work[-1])
    indicator = "".join(level for level in work[:-1] if head_role(level) == "text") + head
    scope = row.name
    if row.name and (row.own_unit or _names_whose(head, row.name)):  # 改造危房 | 户 | 青石镇 | 白水镇
        indicator, scope = row.name, head
        indicator, named = with_measure(indicator)
        in_head = named or in_head
    unit = in_head or row.unit
    if unit is None:
        return None
    return Statement(
        indicator=indicator,
        scope=scope,
        comparator=figure.comparator or "=",
        value=figure.value,
        value_high=None,
        unit=unit,
        deadline=row.due,
        baseline=None,
        figure=figure.span,
        words=figure.words,
    )
