"""Targets of one row of an indicator table.

In: a clause with `columns` and `cells`. Out: its targets, one for every goal column that holds a figure. A header
says what a column is: a year before the plan, 现状, 基期, 基数 hold the baseline; a year of the plan, 目标 hold a
goal, due in the year the header names; 属性, 性质 hold 预期性 or 约束性; 单位 holds the unit where the name's bracket
does not. A head that is a stretch of the year (第一季度, 上半年, 6月底, 全年) holds a goal due at its end. A head over several columns tells what is reached in all of them (目标任务 over 新增托位 | 500个). A goal cell that is more than a figure (每年降低0.5个百分点以上) is read as prose about the row's indicator.
A table that shares out tasks by town and column is read by task_tables.py; of any other table without goal
columns every cell is read as prose. A cell that only tells a
direction or a standard (稳步提高, 达到国家要求) is a goal without a value. Nothing is computed: a column of yearly or cumulative
growth is read only where the row has no goal of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from ingest.figures.deadlines import Calendar, PlanTime
from ingest.figures.folding import fold
from ingest.figures.reading import Statement, as_target
from ingest.figures.statements import BARE_DEED, read_statements
from ingest.figures.task_tables import is_unit, read_shares
from ingest.model import Clause, Comparator, Span, Target
from ingest.quantities import Quantity, folded_quantities

ColumnRole = Literal["name", "label", "baseline", "goal", "growth", "kind", "unit", "due", "other", "text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    at: int
    role: ColumnRole
    year: int | None
    due: str | None = None
    """What the head says within the year: 2026-03-31 of 第一季度."""


_YEAR = re.compile(r"(?:19|20)\d{2}")
_KIND = re.compile(r"属性|性质|类型|^类$")
_UNIT = re.compile(r"^(?:计量)?单位$")
_DUE = re.compile(r"时限|期限|完成时间|时间节点|时间要求|进度")
_OTHER = re.compile(
    r"序号|编号|领域|类别|一级|维度|责任|牵头|配合|部门|单位|备注|说明|来源|依据|分工|处室|科室|分类|板块|方面|目标层|领导|联系人|分值|权重|标准分|[评计]分"
)
_CHARGED = re.compile(r"责任(?:目标|指标|内容|事项|任务)|目标(?:名称|项目)")
"""Holds what somebody is answerable for, or a goal's name."""
_BASE = re.compile(r"现状|基期|基数|基准|基础值|实际|完成值|完成情况|上年|现值|已完成|当前")
_GROWTH = re.compile(r"年均|增速|增长|累计|增幅")
_GOAL = re.compile(r"目标|预期值|预计|规划值|指标值|任务数|计划数|任务量|标准值|要求|任务值|参考值")
_NAME = re.compile(r"指标|名称|项目|内容|任务|工作|事项|举措")
_STRETCH = re.compile(
    r"(?:(?:19|20)\d\d年)?(?:(?:截至|截止|到|至)?(?:第?[一二三四1-4]季度?|Q[1-4]|[上下]半年|前三季度|[1-9]月|1[0-2]月|\d{1,2}(?:-|~|—|至)\d{1,2}月|全年|本年度?|当年|年度?|年[底末中])(?:份|底|末|前|之前|以前)*)"
    r"(?:的?(?:工作|阶段)?(?:目标|任务|计划|进度|要求|安排|指标)(?:值|数|量)?)?"
)
"""A head that is a stretch of the year, or its end, and what is planned for it."""
_TOLD = re.compile(r"完成情况|统计表|一览表|通报|进展情况")
"""Titles over figures that are results."""
_BEFORE = 2000
"""So many characters before a row its table's caption is looked for."""
_STAGE = re.compile(
    r"(?:全部|全面|主体)?(?:开工|动工|完工|竣工|封顶|启动|招标|选址|验收|投入使用|投用|启用|运营|挂牌)(?:建设)?"
)
"""How far a work has come."""
_LONGEST_NAME = 20
_SHORT_RATE = re.compile(r"[\u4e00-\u9fff]{1,2}(?:率|比例|面)")
"""A rate that does not say of what."""
_NAME_BRACKET = re.compile(r"[（\[〔]([^（）\[\]〔〕]{1,12})[）\]〕]$")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_EMPTY = re.compile(r"^[-—–/\\.…无]*$")
_PLAIN = re.compile(r"^(?P<sign>≥|≤|>|<|=|>=|<=|~|约)?[〔\[（]?-?[\d.,]+(?:(?:-|~|—|至)[\d.,]+)?[〕\]）]?")
_DIRECTION = re.compile(
    r"^(?:保持)?(?:同比例|同步|逐步|逐年|持续|稳步|稳定|明显|显著|进一步|大幅|有所|不断)*"
    r"(?:(?P<up>提高|提升|增长|增加|上升|改善|扩大|向好)|(?P<down>下降|降低|减少|缩小|缩短|压减)"
    r"|(?P<reach>(?:达到|达|完成|优于|符合|高于|控制在)?[^，。]{0,12}(?:要求|标准|水平|任务|范围|下达数?|以上|以内|达标)))(?:以上|以内)?$"
)
_LED = re.compile(r"^(?:其中|其他)[：:，]?")


def read_row(clause: Clause, text: str, time: PlanTime, headings: tuple[str, ...] = ()) -> tuple[Target, ...]:
    """In the order of the columns; () for a row without a figure in a goal column.

    `headings` are the titles above the table, outermost first.
    """
    cells = tuple(fold(cell).text.replace("\n", "") for cell in clause.cells)
    columns = _columns(clause.columns, cells, time, told=_tells_results(clause, text, headings))
    places = _places(clause, text)
    name, unit = _name(columns, cells, clause)
    goals = [c for c in columns if c.role == "goal" and not _EMPTY.match(cells[c.at])]
    if not goals:
        goals = [c for c in columns if c.role == "growth" and not _EMPTY.match(cells[c.at])]
    if not goals and not any(c.role == "goal" for c in columns):
        shared = read_shares(clause, text, time, headings, places)
        return shared or _as_prose(clause, text, time, columns, cells, places)
    baseline = _baseline(columns, cells)
    kind = _kind(cells)
    due = _due(columns, cells, time)
    labelled = any(c.role == "label" for c in columns)
    found: list[Target] = []
    for column in goals:
        place = places[column.at]
        if place is None:
            continue
        deadline = column.due or (str(column.year) if column.year else due or time.deadline)
        for one in _cell(place.of(text), name, unit, deadline, time):
            if not labelled:
                one = replace(one, indicator=_of_row(one.indicator, name))
            made = as_target(one, fold(place.of(text)), clause, text, place.start)
            found.append(
                replace(made, baseline=baseline if made.baseline is None else made.baseline, kind=kind)
            )
    return tuple(found)


def _tells_results(clause: Clause, text: str, headings: tuple[str, ...]) -> bool:
    """Whether a title above the table, or the line right before it, says that its figures are results."""
    above = text[max(0, clause.span.start - _BEFORE) : clause.span.start].split("\n")[:-1]
    caption = next((line for line in reversed(above) if line and "\t" not in line), "")
    return any(map(_TOLD.search, (*headings, caption)))


def _columns(
    headers: tuple[str, ...], cells: tuple[str, ...], time: PlanTime, *, told: bool
) -> list[_Column]:
    """One for each cell; `told` where the figures of the table are results."""
    padded = (*headers, *[""] * len(cells))[: len(cells)]
    folded = [fold(header).text.replace("\n", "") for header in padded]
    years = [int(match[0]) if (match := _YEAR.search(h)) else None for h in folded]
    dated = sorted({y for h, y in zip(folded, years, strict=True) if y is not None and not _GROWTH.search(h)})
    first = time.first if time.first is not None else (dated[1] if len(dated) > 1 else None)
    columns = [
        _Column(at=at, role=_role(folded[at], years[at], first), year=years[at]) for at in range(len(cells))
    ]
    if not told:
        columns = [_within_year(column, folded[column.at], time) for column in columns]
    return _spread(_with_name(columns, cells), folded, cells)


def _within_year(column: _Column, header: str, time: PlanTime) -> _Column:
    """The column with its day where the head is a stretch of the year; a year before the plan stays what it is."""
    if column.role not in ("goal", "name", "text") or not _STRETCH.fullmatch(header):
        return column
    words = re.sub(r"Q([1-4])", lambda m: f"第{'一二三四'[int(m[1]) - 1]}季度", header)
    words = re.sub(r"(?:19|20)\d\d年", "", words) if column.year else words
    own = PlanTime(first=column.year, last=column.year) if column.year else time
    due = next((m.when for m in Calendar(f"{words}，", own).marks if m.when), None)
    return replace(column, role="goal", due=due)


def _spread(columns: list[_Column], headers: list[str], cells: tuple[str, ...]) -> list[_Column]:
    """Columns under one head that covers several, where it tells what is to be reached: words first (新增托位), then the figure (500个).

    The words name the row's indicator in place of its name column's.
    """
    out = list(columns)
    for head in [c for c in columns if c.role in ("goal", "name") and headers[c.at]]:
        end = next((n for n in range(head.at + 1, len(headers)) if headers[n]), len(headers))
        below = range(head.at + 1, end)
        figures = [n for n in below if _states_value(cells[n], bare=head.role == "goal")]
        if not figures or not _HAN.search(cells[head.at]) or _amounts(cells[head.at]):
            continue
        out[head.at] = replace(head, role="label")
        for n in below:
            role: ColumnRole = "goal" if n in figures else "unit" if is_unit(cells[n]) else "text"
            out[n] = replace(out[n], role=role, year=head.year)
    return out


def _states_value(cell: str, *, bare: bool) -> bool:
    """Whether the cell is a figure to be reached; one without a unit only where the head says so (`bare`)."""
    amounts = _amounts(cell)
    return bool(amounts) and (bare or amounts[0].unit is not None)


def _amounts(cell: str) -> list[Quantity]:
    return [q for q in folded_quantities(cell) if q.role == "amount"]


def _role(header: str, year: int | None, first: int | None) -> ColumnRole:
    if _UNIT.match(header):
        return "unit"
    if _GROWTH.search(header) and year is None:
        return "growth"
    if _BASE.search(header):
        return "baseline"
    if year is not None:
        if _GROWTH.search(header):
            return "growth"
        return "baseline" if first is not None and year < first else "goal"
    if _KIND.search(header):
        return "kind"
    if _DUE.search(header):
        return "due"
    if _CHARGED.search(header):
        return "name"
    if _OTHER.search(header):
        return "other"
    if _GOAL.search(header):
        return "goal"
    return "name" if _NAME.search(header) else "text"


def _with_name(columns: list[_Column], cells: tuple[str, ...]) -> list[_Column]:
    """Exactly one name column: the last so headed (一级指标, 二级指标), else the first with words."""
    named = [c for c in columns if c.role == "name" and cells[c.at]]
    if not named:
        named = [c for c in columns if c.role == "text" and re.search(r"[\u4e00-\u9fff]", cells[c.at])][:1]
    keep = named[-1].at if named else None
    return [
        replace(c, role="name" if c.at == keep else "text") if c.role in ("name", "text") else c
        for c in columns
    ]


def _name(columns: list[_Column], cells: tuple[str, ...], clause: Clause) -> tuple[str, str | None]:
    named = [c.at for c in columns if c.role in ("label", "name")]
    at = next((c.at for c in columns if c.role == "label"), named[0] if named else None)
    name = _LED.sub("", cells[at]) if at is not None else clause.heading or ""
    if at is not None and BARE_DEED.fullmatch(name):  # 改造 of 社区食堂 | 改造 | 4家
        name += next((cells[n] for n in range(at - 1, -1, -1) if _HAN.search(cells[n])), "")
    unit = next((cells[c.at] for c in columns if c.role == "unit" and cells[c.at]), None)
    unit = re.sub(r"^1(?=/)", "", unit) if unit else None
    bracket = _NAME_BRACKET.search(name)
    if bracket and is_unit(bracket[1]):
        name, unit = name[: bracket.start()], re.sub(r"^1(?=/)", "", bracket[1])
    return name.strip("，、：“” "), unit


def _baseline(columns: list[_Column], cells: tuple[str, ...]) -> Decimal | None:
    candidates = [c for c in columns if c.role == "baseline" and not _EMPTY.match(cells[c.at])]
    for column in sorted(candidates, key=lambda c: c.year or 0, reverse=True):
        read = [q for q in folded_quantities(cells[column.at]) if q.role == "amount"]
        if read:
            return read[0].value
    return None


def _kind(cells: tuple[str, ...]) -> Literal["预期性", "约束性"] | None:
    joined = "".join(cell for cell in cells if len(cell) <= 5)
    if "约束" in joined:
        return "约束性"
    return "预期性" if "预期" in joined else None


def _due(columns: list[_Column], cells: tuple[str, ...], time: PlanTime) -> str | None:
    for column in columns:
        if column.role == "due":
            marks = [m for m in Calendar(cells[column.at] + "，", time).marks if m.role == "deadline"]
            if marks:
                return marks[-1].when
    return None


def _cell(
    printed: str, name: str, unit: str | None, deadline: str | None, time: PlanTime
) -> tuple[Statement, ...]:
    """The goals of one cell, in coordinates of the folded cell."""
    words = fold(printed).text
    figures = [q for q in folded_quantities(words) if q.role in ("amount", "date")]
    if figures and _is_plain(words, figures):
        return (_plain(figures[0], name, unit, deadline),)
    direction = _DIRECTION.match(words)
    if not figures and direction:
        return (_directed(direction, words, name, unit, deadline),)
    calendar = Calendar(words, time)
    read = read_statements(words, calendar, (name,), past=False)
    dated = bool(calendar.marks)
    return tuple(replace(one, deadline=one.deadline if dated else deadline) for one in read)


def _of_row(indicator: str, name: str) -> str:
    """接种率 in the row HPV疫苗接种 is HPV疫苗接种率, 新增 in the row 达标中心 is 新增达标中心; other words say enough."""
    if indicator == "完成":
        return name
    if BARE_DEED.fullmatch(indicator):
        return f"{indicator}{name}"
    if _STAGE.fullmatch(indicator):
        return f"{name}{indicator}"
    if not _SHORT_RATE.fullmatch(indicator) or not name or name.endswith(indicator):
        return indicator
    shared = next((n for n in range(len(indicator), 0, -1) if name.endswith(indicator[:n])), 0)
    return f"{name}{indicator[shared:]}"


def _is_plain(words: str, figures: list[Quantity]) -> bool:
    """A figure with at most a sign and its binding words: ≤12, 98以上, 〔5〕, 达到90%."""
    first = figures[0]
    rest = words[: first.span.start].removesuffix(first.before) + words[first.span.end :].removeprefix(
        first.after
    )
    return len(figures) == 1 and not re.search(r"[\w\u4e00-\u9fff]", rest)


def _directed(
    match: re.Match[str], words: str, name: str, unit: str | None, deadline: str | None
) -> Statement:
    comparator: Comparator = "increase>=" if match["up"] else "decrease>=" if match["down"] else ">="
    if match["reach"] and re.search(r"控制在|以内$|范围$", words):
        comparator = "<="
    place = Span(start=0, end=len(words))
    return Statement(
        indicator=name,
        scope=None,
        comparator=comparator,
        value=None,
        value_high=None,
        unit=unit,
        deadline=deadline,
        baseline=None,
        figure=place,
        words=place,
    )


def _plain(figure: Quantity, name: str, unit: str | None, deadline: str | None) -> Statement:
    comparator: Comparator = figure.comparator or ("range" if figure.value_high is not None else "=")
    return Statement(
        indicator=name,
        scope=None,
        comparator=comparator,
        value=figure.value,
        value_high=figure.value_high,
        unit=figure.unit or unit,
        deadline=deadline,
        baseline=None,
        figure=figure.span,
        words=figure.words,
    )


def _as_prose(
    clause: Clause,
    text: str,
    time: PlanTime,
    columns: list[_Column],
    cells: tuple[str, ...],
    places: list[Span | None],
) -> tuple[Target, ...]:
    """Every goal of the row's words, due when its column says; a rate that does not say of what is that of the words before it."""
    found: list[Target] = []
    due = _due(columns, cells, time)
    before = ""
    for column in columns:
        place = places[column.at]
        if place is None or column.role not in ("name", "text"):
            continue
        folded = fold(place.of(text))
        calendar = Calendar(folded.text, time)
        for one in read_statements(folded.text, calendar, (), past=False):
            named = replace(one, indicator=_of_row(one.indicator, before)) if before else one
            dated = named if calendar.marks or not due else replace(named, deadline=due)
            found.append(as_target(dated, folded, clause, text, place.start))
        before = folded.text if len(folded.text) <= _LONGEST_NAME else ""
    return tuple(found)


def _places(clause: Clause, text: str) -> list[Span | None]:
    """Where each cell is printed inside the clause; None for an empty cell or one merged from outside the row."""
    places: list[Span | None] = []
    at = clause.span.start
    for cell in clause.cells:
        while at < clause.span.end and text[at].isspace():
            at += 1
        stop = at + len(cell)
        whole = stop >= clause.span.end or text[stop : stop + 1].isspace()
        if not cell.strip() or not whole or not text.startswith(cell, at, clause.span.end):
            places.append(None)  # the row's number "5" must not be looked for in "≤14.5"
            continue
        places.append(Span(start=at, end=at + len(cell)))
        at += len(cell)
    return places
