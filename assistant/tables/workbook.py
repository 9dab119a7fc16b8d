"""Workbooks of tasks (任务分解推进表) and of targets (指标表), as offices print and fill them in.

In: values of `tasks.py` and rows of the Library. Out: an .xlsx file, ready to print on A3 across, the header
on every page. A figure is a number where one number is printed, shown with the words around it as printed (94
as 达94%以上, 4.50 as 4.50); else it is text. Text from a plan is never a formula. A file that is there stays
unless it may be replaced. The only module that knows openpyxl.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import BytesIO
from itertools import groupby
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from assistant.denial import By, Denial
from assistant.errors import AssistantError, not_replaced, not_written
from assistant.lookups.tasks import LEFT_OUT, Task
from assistant.tables.sheet import (
    LINE,
    TALLEST,
    TARGET_COLUMNS,
    TASK_COLUMNS,
    Column,
    Figure,
    Value,
    line_count,
    note,
    row_lines,
    target_values,
    task_values,
    widened,
)
from ingest import late_re as re
from ingest.store.rows import PlanRow, TargetRow

PROGRESS = ("未启动", "推进中", "已完成", "滞后")
"""What 进展情况 offers; other words may be filled in too."""
_CELL_LIMIT = 32_767
_HEADER_ROW = 3
_SERIF, _SANS = "宋体", "黑体"
_THIN = Side(style="thin", color="FF7F7F7F")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEADER_FILL = PatternFill("solid", fgColor="FFD9E2F3")
_BODY = Font(name=_SERIF, size=10.5)
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_SECTION_FILLS = (PatternFill("solid", fgColor="FFEDEDED"), PatternFill("solid", fgColor="FFF8F8F8"))
_RISKY = re.compile(r"[=+\-@\t\r]")
_SHEET_MARKS = re.compile(r"[\[\]:*?/\\']")

NONE: Mapping[str, int] = {}
"""Nothing left out."""


def write_tasks(
    file: Path,
    tasks: Sequence[Task],
    *,
    made: date,
    scope: str = "",
    force: bool = False,
    silent: Mapping[str, int] = NONE,
) -> int:
    """One sheet a plan, in the order of `tasks`, which keep together by plan; the number of sheets.

    `scope` says what the listing is confined to, `made` is the date on it, `silent` how many clauses of each
    plan are left out as no tasks (`lookups.tasks.left_out`).

    Raises:
        AssistantError: there is no task, the file is there (unless `force`), or it cannot be written.
    """
    if not tasks:
        raise _nothing("条款", file)
    book = _task_book(tasks, made, scope, silent)
    _save(book, file, force)
    return len(book.sheetnames)


def tasks_workbook(
    tasks: Sequence[Task], *, made: date, scope: str = "", silent: Mapping[str, int] = NONE
) -> bytes:
    """The same as the bytes of a file. Raises AssistantError where there is no task."""
    if not tasks:
        raise _nothing("条款")
    return _bytes(_task_book(tasks, made, scope, silent))


def write_targets(
    file: Path,
    rows: Sequence[TargetRow],
    plans: Sequence[PlanRow],
    *,
    made: date,
    scope: str = "",
    force: bool = False,
) -> None:
    """All targets on one sheet, in the order of `rows`; `plans` has the plan of each row.

    Raises:
        AssistantError: there is no target, the file is there (unless `force`), or it cannot be written.
    """
    if not rows:
        raise _nothing("目标", file)
    _save(_target_book(rows, plans, made, scope), file, force)


def targets_workbook(
    rows: Sequence[TargetRow], plans: Sequence[PlanRow], *, made: date, scope: str = ""
) -> bytes:
    """The same as the bytes of a file. Raises AssistantError where there is no target."""
    if not rows:
        raise _nothing("目标")
    return _bytes(_target_book(rows, plans, made, scope))


def _nothing(what: str, file: Path | None = None) -> AssistantError:
    remedy = "请放宽筛选条件，或先运行 plans list 查看资料库"
    return AssistantError(f"没有符合条件的{what}，未写文件", file=str(file) if file else None, remedy=remedy)


def _task_book(tasks: Sequence[Task], made: date, scope: str, silent: Mapping[str, int]) -> Workbook:
    book = _new_book("任务分解推进表")
    for _, group in groupby(tasks, key=lambda t: t.plan):
        mine = tuple(group)
        sheet = book.create_sheet(_sheet_name(mine[0].short, book.sheetnames))
        _fill_tasks(sheet, mine, made, scope, silent.get(mine[0].plan, 0))
    return book


def _target_book(rows: Sequence[TargetRow], plans: Sequence[PlanRow], made: date, scope: str) -> Workbook:
    named = {plan.id: plan for plan in plans}
    used = [named[p] for p in dict.fromkeys(r.plan for r in rows)]
    book = _new_book("指标表")
    sheet = book.create_sheet("指标表")
    title = f"《{used[0].title}》指标表" if len(used) == 1 else "目标指标表"
    values = [target_values(number, row, named[row.plan]) for number, row in enumerate(rows, start=1)]
    columns = widened(TARGET_COLUMNS, values)
    count = f"共 {len(rows)} 项指标，{len(used)} 个文件"
    _start(sheet, columns, title, note(count, scope, {p.edition for p in used}, made))
    for at, row in enumerate(values, start=_HEADER_ROW + 1):
        _put_row(sheet, at, columns, row)
    _finish(sheet, columns, _HEADER_ROW + len(values))
    return book


def _fill_tasks(sheet: Worksheet, tasks: Sequence[Task], made: date, scope: str, left: int) -> None:
    values = [task_values(number, task) for number, task in enumerate(tasks, start=1)]
    columns = widened(TASK_COLUMNS, values)
    silent = sum(not t.responsibilities for t in tasks)
    unnamed = Denial(what="责任单位", by=By.CHARGES, where=f"其中 {silent} 条原文")
    count = f"共 {len(tasks)} 条" + (f"，{unnamed.brief}" if silent else "")
    count += f"；本文件另有 {left} 条{LEFT_OUT}，未列入" if left else ""
    _start(
        sheet,
        columns,
        f"《{tasks[0].plan_title}》任务分解推进表",
        note(count, scope, {tasks[0].edition}, made),
    )
    validation = DataValidation(type="list", formula1=f'"{",".join(PROGRESS)}"', allow_blank=True)
    validation.promptTitle, validation.prompt = "进展情况", "可从列表中选择，也可直接填写"
    validation.showInputMessage, validation.showErrorMessage = True, False
    sheet.add_data_validation(validation)
    progress = get_column_letter(1 + [c.name for c in columns].index("进展情况"))
    last = _HEADER_ROW
    section: tuple[str, ...] = ()
    for task, row in zip(tasks, values, strict=True):
        for level in range(_shared(section, task.section), len(task.section)):
            last += 1
            _put_section(sheet, last, columns, task.section[level], level)
        section = task.section
        last += 1
        _put_row(sheet, last, columns, row)
    validation.add(f"{progress}{_HEADER_ROW + 1}:{progress}{last}")
    _finish(sheet, columns, last)


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many headings two clauses have in common, from the outermost."""
    return next(
        (n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )


def _new_book(title: str) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = title
    book.properties.creator = "plans"
    return book


def _sheet_name(name: str, taken: Iterable[str]) -> str:
    """A name Excel takes (31 characters, none of its marks), distinct from the existing ones whatever
    the case.
    """
    bare = (_SHEET_MARKS.sub("", ILLEGAL_CHARACTERS_RE.sub("", name)).strip() or "任务")[:31]
    held = {t.casefold() for t in taken}
    choice, number = bare, 1
    while choice.casefold() in held:
        number += 1
        choice = f"{bare[: 31 - len(str(number)) - 1]}-{number}"
    return choice


def _start(sheet: Worksheet, columns: Sequence[Column], title: str, below: str) -> None:
    """Title, note and header: the first three rows."""
    width = sum(c.width for c in columns)
    for row, words, font, lines in (
        (1, title, Font(name=_SANS, size=18, bold=True), 34 * line_count(title, width / 1.8)),
        (2, below, _BODY, 4 + LINE * line_count(below, width)),
    ):
        cell = _put(sheet, row, 1, words)
        cell.font = font
        cell.alignment = _CENTRED if row == 1 else _LEFT
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(columns))
        sheet.row_dimensions[row].height = lines
    for at, column in enumerate(columns, start=1):
        cell = _put(sheet, _HEADER_ROW, at, column.name)
        cell.font = Font(name=_SANS, size=11, bold=True)
        cell.fill, cell.border = _HEADER_FILL, _GRID
        cell.alignment = _CENTRED
        sheet.column_dimensions[get_column_letter(at)].width = column.width
    sheet.row_dimensions[_HEADER_ROW].height = 26


def _put_section(sheet: Worksheet, row: int, columns: Sequence[Column], words: str, level: int) -> None:
    cell = _put(sheet, row, 1, words)
    cell.font = Font(name=_SANS, size=11 if level == 0 else 10.5, bold=level == 0)
    cell.fill, cell.border = _SECTION_FILLS[min(level, 1)], _GRID
    cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=level)
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(columns))
    sheet.row_dimensions[row].height = 7 + LINE * line_count(words, sum(c.width for c in columns) - 2 * level)


def _put_row(sheet: Worksheet, row: int, columns: Sequence[Column], values: Sequence[Value]) -> None:
    for at, (column, value) in enumerate(zip(columns, values, strict=True), start=1):
        cell = _put(sheet, row, at, value)
        cell.font, cell.border = _BODY, _GRID
        cell.alignment = _CENTRED if column.centred else _LEFT
    sheet.row_dimensions[row].height = min(TALLEST, 6 + LINE * row_lines(columns, values))


def _put(sheet: Worksheet, row: int, column: int, value: Value) -> Cell:
    """Set a cell; text is stored as text, whatever it begins with, and an empty one is left empty."""
    cell = sheet.cell(row=row, column=column)
    assert isinstance(cell, Cell), "rows are filled before they are merged"
    if isinstance(value, Figure):
        cell.value, cell.number_format = value.value, value.format
    elif isinstance(value, int):
        cell.value = value
    elif text := _clean(value):
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = bool(_RISKY.match(text))
    return cell


def _clean(text: str) -> str:
    """Text an .xlsx file can hold: no control characters, not longer than a cell takes."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    return text if len(text) <= _CELL_LIMIT else text[: _CELL_LIMIT - 12] + "…（见原文件）"


def _finish(sheet: Worksheet, columns: Sequence[Column], last: int) -> None:
    """Frozen header, filter and print set-up for rows up to `last`."""
    end = get_column_letter(len(columns))
    sheet.freeze_panes = f"A{_HEADER_ROW + 1}"
    sheet.auto_filter.ref = f"A{_HEADER_ROW}:{end}{last}"
    sheet.print_area = f"A1:{end}{last}"
    sheet.print_title_rows = f"{_HEADER_ROW}:{_HEADER_ROW}"
    sheet.page_setup.paperSize = 8  # A3
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.footer = 0.5, 0.6, 0.3
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"


def _save(book: Workbook, file: Path, force: bool) -> None:
    """The whole file is made before the disk is touched, so that a fault in the making leaves what is
    there.
    """
    made = _bytes(book)
    try:
        with file.open("wb" if force else "xb") as out:
            out.write(made)
    except FileExistsError as exc:
        raise not_replaced(file) from exc
    except OSError as exc:
        raise not_written(file, exc) from exc


def _bytes(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()
