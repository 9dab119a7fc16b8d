"""Targets of one row of an indicator table.

In: a clause with `columns` and `cells`. Out: its targets, one for every goal column that holds a figure; what
a column is for, its head says (`table_columns`). A goal is about what the row's name column names, due in the
time its head or the row's 完成时限 tells; a goal cell that is more than a figure (每年降低0.5个百分点以上) is
read as prose about that. A table that shares out tasks by town and column is read by task_tables.py; of any
other table without goal columns every cell is read as prose. A cell that only tells a direction or a standard
(稳步提高, 达到国家要求) is a goal without a value. Nothing is computed: a column of yearly or cumulative
growth is read only where the row has no goal of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ingest import late_re as re
from ingest.grammar.bound_words import BEHIND, FALLS, RISES
from ingest.grammar.bounds import LEVEL, comparator_of
from ingest.grammar.columns import is_empty, is_total
from ingest.grammar.dates import PlanTime
from ingest.grammar.demands import STRIVEN
from ingest.grammar.folding import as_read
from ingest.grammar.indicator_words import SHARE, Nature, nature_in
from ingest.grammar.letters import has_han
from ingest.grammar.quantities import Quantity, folded_quantities, is_measure, per_one
from ingest.grammar.stops import ASIDES, COMMA
from ingest.model import Clause, Comparator, Span, Target
from ingest.targets.deadlines import Calendar, due_in
from ingest.targets.options import INDICATORS, TABLES
from ingest.targets.reading import Statement, as_target
from ingest.targets.statements import BARE_DEED, read_statements
from ingest.targets.table_columns import TELLS_CONTENTS, Column, columns_of, tells_results
from ingest.targets.task_tables import read_amounts, read_shares

_STAGE = re.compile(
    r"(?:全部|全面|主体)?(?:开工|动工|完工|竣工|封顶|启动|招标|选址|验收|投入使用|投用|启用|运营|挂牌)(?:建设)?"
)
"""How far a work has come."""
_SHORT_RATE = re.compile(rf"[\u4e00-\u9fff]{{1,2}}(?:{SHARE}|面)")
"""A rate that does not say of what."""
_NAME_BRACKET = re.compile(r"[（\[〔]([^（）\[\]〔〕]{1,12})[）\]〕]$")
_WISHES = re.compile(f"^(?:累计|{STRIVEN})+")
_DIRECTION = re.compile(
    r"^(?:保持)?(?:同比例|同步|逐步|逐年|持续|稳步|稳定|明显|显著|进一步|大幅|有所|不断)*"
    rf"(?:(?P<up>{RISES}|改善|向好)|(?P<down>{FALLS})"
    rf"|(?P<reach>(?:(?P<bound>{LEVEL})|完成|符合)?[^，。]{{0,12}}(?:要求|标准|水平|任务|范围|下达数?"
    rf"|{BEHIND}|达标)))(?:{BEHIND})?$"
)
_LED = re.compile(r"^(?:其中|其他)[：:，]?")


def read_row(clause: Clause, text: str, time: PlanTime, headings: tuple[str, ...] = ()) -> tuple[Target, ...]:
    """In the order of the columns; () for a row without a figure in a goal column.

    `headings` are the titles above the table, outermost first.
    """
    cells = tuple(as_read(cell).text.replace("\n", "") for cell in clause.cells)
    columns = columns_of(clause.columns, cells, time, told=tells_results(clause, text, headings))
    places = _places(clause, text)
    name, unit, bound = _name(columns, cells, clause)
    goals = [c for c in columns if c.role == "goal" and not is_empty(cells[c.at])]
    if not goals:
        goals = [c for c in columns if c.role == "growth" and not is_empty(cells[c.at])]
    if not goals and not any(c.role == "goal" for c in columns):
        shared = read_shares(clause, text, time, headings, places)
        return _beside(shared, _as_prose(clause, text, time, columns, cells, places))
    baseline, base_year = _baseline(columns, cells)
    kind = _kind(cells)
    due = _due(columns, cells, time)
    labelled = any(c.role == "label" for c in columns)
    by_quarter = goals and all(column.due for column in goals)
    whole = _as_prose(clause, text, time, columns, cells, places) if by_quarter else ()
    found = list(whole)  # what the task says in words, before what is due in the stretches of the year
    for column in goals:
        place = places[column.at]
        if place is None:
            continue
        deadline = column.due or (str(column.year) if column.year else due or time.deadline)
        about, scope = (name, None) if not column.what else _with_what(column.what, name, clause, unit)
        for one in _cell(place.of(text), about, unit or column.unit, deadline, time):
            if whole:
                named = whole[0].indicator if one.indicator == about else one.indicator
                one = replace(one, indicator=_like(one, whole) or named)
            elif not labelled:
                one = replace(one, indicator=_of_row(one.indicator, about), scope=one.scope or scope)
            if bound and one.comparator == "=":
                one = replace(one, comparator=bound)
            made = as_target(one, as_read(place.of(text)), clause, text, place.start)
            found.append(
                replace(made, baseline=baseline, base_year=base_year, kind=kind)
                if made.baseline is None
                else replace(made, kind=kind)
            )
    amounts = read_amounts(clause, text, time, headings, places)
    return _beside(tuple(found), amounts) if amounts else tuple(found)


def _like(part: Statement, whole: Sequence[Target]) -> str | None:
    """The indicator of the task of which a stretch of the year does a part: the one counted in its unit."""
    alike = [target.indicator for target in whole if target.unit == part.unit]
    return alike[0] if len(alike) == 1 else None


def _name(
    columns: list[Column], cells: tuple[str, ...], clause: Clause
) -> tuple[str, str | None, Comparator | None]:
    """What the row is about, the unit of its figures and how all of them bind."""
    named = [c.at for c in columns if c.role in ("label", "name")]
    at = next((c.at for c in columns if c.role == "label"), named[0] if named else None)
    name = _LED.sub("", cells[at]) if at is not None else clause.heading or ""
    if at is not None and BARE_DEED.fullmatch(name):  # 改造 of 社区食堂 | 改造 | 4家
        name += next((cells[n] for n in range(at - 1, -1, -1) if has_han(cells[n])), "")
    unit = next((cells[c.at] for c in columns if c.role == "unit" and not is_empty(cells[c.at])), None)
    unit = per_one(unit) if unit else None
    name, measure, bound = _without_aside(name)
    return name.strip("，、：“” "), measure or unit, bound


def _without_aside(name: str) -> tuple[str, str | None, Comparator | None]:
    """The name without the unit and the bound that stand in brackets at its end, and these:
    死亡率（人/万车，不高于）; what else stands there (当年数) stays.
    """
    bracket = _NAME_BRACKET.search(name)
    parts = ASIDES.split(bracket[1]) if bracket else []
    unit = next((part for part in parts if is_measure(part)), None)
    if bracket is None or unit is None:
        return name, None, None
    bound = next((found for part in parts if part != unit and (found := comparator_of(part))), None)
    left = "，".join(part for part in parts if part != unit and not comparator_of(part))
    return name[: bracket.start()].strip("“” ") + (f"（{left}）" if left else ""), per_one(unit), bound


def _with_what(what: str, name: str, clause: Clause, unit: str | None) -> tuple[str, str | None]:
    """(indicator, scope) where head and row both name something: the row's words are the indicator where its
    unit stands beside them or their head says so, else whose it is (就业人数 of 云溪镇).
    """
    heads = [h for h, cell in zip(clause.columns, clause.cells, strict=False) if cell.strip() == name]
    if unit or any("指标" in head for head in heads):
        return name, what
    return what, None if not name or is_total(name) else name


def _baseline(columns: list[Column], cells: tuple[str, ...]) -> tuple[Decimal | None, str | None]:
    """The value a row starts from and its year, each None where the table has none."""
    candidates = [c for c in columns if c.role == "baseline" and not is_empty(cells[c.at])]
    for column in sorted(candidates, key=lambda c: c.year or 0, reverse=True):
        read = [q for q in folded_quantities(cells[column.at]) if q.role == "amount"]
        if read:
            return read[0].value, str(column.year) if column.year else None
    return None, None


def _kind(cells: tuple[str, ...]) -> Nature | None:
    return nature_in("".join(cell for cell in cells if len(cell) <= TABLES.kind))


def _due(columns: list[Column], cells: tuple[str, ...], time: PlanTime) -> str | None:
    for column in columns:
        if column.role == "due" and (when := due_in(cells[column.at], time)):
            return when
    return None


def _cell(
    printed: str, name: str, unit: str | None, deadline: str | None, time: PlanTime
) -> tuple[Statement, ...]:
    """The goals of one cell, in coordinates of the folded cell."""
    words = as_read(printed).text
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
    """接种率 in the row HPV疫苗接种 is HPV疫苗接种率, 新增 in the row 达标中心 is 新增达标中心; other words
    say enough.
    """
    if indicator == "完成" or len(indicator) < INDICATORS.shortest <= len(name):
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
    """A figure with at most a sign and its binding words: ≤12, 98以上, 〔5〕, 达到90%, 力争60."""
    first = figures[0]
    before = _WISHES.sub("", words[: first.span.start].removesuffix(first.before))
    rest = before + words[first.span.end :].removeprefix(first.after)
    return len(figures) == 1 and not re.search(r"[\w\u4e00-\u9fff]", rest)


def _directed(
    match: re.Match[str], words: str, name: str, unit: str | None, deadline: str | None
) -> Statement:
    comparator: Comparator = "increase>=" if match["up"] else "decrease>="
    if match["reach"]:
        comparator = comparator_of(match["bound"] or "") or ">="
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
    columns: list[Column],
    cells: tuple[str, ...],
    places: list[Span | None],
) -> tuple[Target, ...]:
    """Every goal of the row's words, due when its column says; a rate that does not say of what is that of
    the words before it.
    """
    found: list[Target] = []
    due = _due(columns, cells, time)
    before = ""
    for column in columns:
        place = places[column.at]
        if place is None or column.role not in ("name", "text"):
            continue
        folded = as_read(place.of(text))
        calendar = Calendar(folded.text, time)
        head = clause.columns[column.at] if column.at < len(clause.columns) else ""
        if before and TELLS_CONTENTS.search(head):
            opening = _opening(folded.text, before, due or time.deadline)
            found += (as_target(one, folded, clause, text, place.start) for one in opening)
        for one in read_statements(folded.text, calendar, (), past=False):
            named = replace(one, indicator=_of_row(one.indicator, before)) if before else one
            dated = named if calendar.marks or not due else replace(named, deadline=due)
            found.append(as_target(dated, folded, clause, text, place.start))
        before = folded.text if len(folded.text) <= TABLES.name else ""
    return tuple(found)


def _opening(words: str, name: str, deadline: str | None) -> tuple[Statement, ...]:
    """How much of what the row is about the contents begin with, naming nothing: 24个; 2.6万平方米，座席…."""
    part = COMMA.split(words, maxsplit=1)[0]
    figures = [q for q in folded_quantities(part) if q.role == "amount"]
    if not figures or not is_measure(figures[0].unit or "") or not _is_plain(part, figures):
        return ()
    return (_plain(figures[0], name, None, deadline),)


def _beside(first: tuple[Target, ...], others: tuple[Target, ...]) -> tuple[Target, ...]:
    """Those of both in printed order, without the others that say the same figure."""
    taken = [one.span for one in first]
    free = (
        one for one in others if not any(s.start < one.span.end and one.span.start < s.end for s in taken)
    )
    return tuple(sorted((*first, *free), key=lambda one: one.span))


def _places(clause: Clause, text: str) -> list[Span | None]:
    """Where each cell is printed inside the clause; None for an empty cell or one merged from outside the
    row.
    """
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
