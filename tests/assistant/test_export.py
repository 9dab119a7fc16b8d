"""The workbooks, opened again: every clause has its row, every figure its cell, and nothing in them is
run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from assistant.ask import Assistant
from assistant.errors import AssistantError
from assistant.lookups.tasks import Task, tasks
from assistant.retrieval.wording import target_words
from assistant.tables.sheet import TARGET_COLUMNS, TASK_COLUMNS, Figure, figure_of, line_count, scope_words
from assistant.tables.workbook import PROGRESS, write_targets, write_tasks
from ingest.model import Responsibility
from ingest.store.library import Library
from tests.command import plans, plans_here
from tests.plan_factory import Item, make_plan

MADE = date(2026, 3, 9)
HEADER = [c.name for c in TASK_COLUMNS]
TARGET_HEADER = [c.name for c in TARGET_COLUMNS]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "home") as library:
        yield library


def rows_of(sheet: Worksheet, header: list[str]) -> list[dict[str, Any]]:
    """Rows below the header by the names of the columns, "" for an empty cell; section rows have text for a
    number.
    """
    rows = sheet.iter_rows(min_row=4, values_only=True)
    return [{k: "" if v is None else v for k, v in zip(header, row, strict=True)} for row in rows]


def is_section(row: dict[str, Any]) -> bool:
    return not isinstance(row["序号"], int)


def written(found: tuple[Task, ...], file: Path) -> list[Worksheet]:
    write_tasks(file, found, made=MADE)
    return load_workbook(file).worksheets


def test_every_task_of_every_plan_has_its_row_with_all_that_is_said(
    corpus: Assistant, tmp_path: Path
) -> None:
    found = tasks(corpus.library)
    sheets = written(found, tmp_path / "任务.xlsx")
    plans = corpus.library.plans()
    assert len(sheets) == len(plans)
    for plan, sheet in zip(plans, sheets, strict=True):
        mine = [t for t in found if t.plan == plan.id]
        rows = [r for r in rows_of(sheet, HEADER) if not is_section(r)]
        assert [r["条款"] for r in rows] == [t.label for t in mine]
        assert [r["序号"] for r in rows] == list(range(1, len(mine) + 1))
        assert plan.title in sheet["A1"].value
        for row, task in zip(rows, mine, strict=True):
            check_row(row, task)
        charged = {r.clause.label for r in corpus.library.clauses(plan=plan.id) if r.clause.responsibilities}
        aimed = {r.target.clause for r in corpus.library.targets(plan=plan.id)}
        assert charged | aimed <= {r["条款"] for r in rows}


def check_row(row: dict[str, Any], task: Task) -> None:
    if task.cells:
        assert all(cell in row["任务"] for _, cell in task.cells)
    else:
        assert row["任务"].endswith(task.text)
    lines = row["目标值"].split("\n") if row["目标值"] else []
    assert [line.startswith(target_words(t)) for line, t in zip(lines, task.targets, strict=True)] == [
        True
    ] * len(lines)
    for part, column in (("lead", "牵头单位"), ("responsible", "责任单位"), ("support", "配合单位")):
        assert names(row[column]) == task.offices(part)  # type: ignore[arg-type]
    assert names(row["牵头领导"]) == task.leaders
    assert ("原文未列全" in row["备注"]) == task.open
    assert all(m.what in row["完成时限"] for m in task.milestones)
    assert all(d[:4] in row["完成时限"] for d in task.deadlines)
    assert row["进展情况"] == ""


def names(cell: str) -> tuple[str, ...]:
    found = [n for line in cell.split("\n") for n in line.removesuffix("等").split("、") if n]
    return tuple(dict.fromkeys(found))


def test_sections_are_merged_rows_with_the_printed_headings_in_order(
    corpus: Assistant, tmp_path: Path
) -> None:
    found = tasks(corpus.library)
    for sheet in written(found, tmp_path / "任务.xlsx"):
        by_label = {t.label: t for t in found if t.plan_title in sheet["A1"].value}
        merged = {str(m) for m in sheet.merged_cells.ranges}
        assert {"A1:K1", "A2:K2"} <= merged
        above: list[str] = []
        shown: tuple[str, ...] = ()
        for at, row in enumerate(rows_of(sheet, HEADER), start=4):
            assert (f"A{at}:K{at}" in merged) == is_section(row)
            if is_section(row):
                above.append(row["序号"])
                continue
            section = by_label[row["条款"]].section
            kept = len(section) - len(above)
            assert section == (*shown[:kept], *above), "what is not new is what was shown before"
            above, shown = [], section


def test_it_is_ready_to_print_to_filter_and_to_fill_in(corpus: Assistant, tmp_path: Path) -> None:
    sheets = written(tasks(corpus.library), tmp_path / "任务.xlsx")
    write_targets(tmp_path / "指标.xlsx", corpus.library.targets(), corpus.library.plans(), made=MADE)
    for sheet in (*sheets, *load_workbook(tmp_path / "指标.xlsx").worksheets):
        header, count, last = (HEADER, 11, "K") if sheet in sheets else (TARGET_HEADER, 12, "L")
        assert [c.value for c in sheet[3]] == header
        assert sheet.max_column == len(header) == count
        assert sheet.auto_filter.ref == f"A3:{last}{sheet.max_row}"
        assert sheet.print_area.replace("$", "").endswith(f"A1:{last}{sheet.max_row}")
        assert sheet.freeze_panes == "A4"
        assert sheet.print_title_rows.replace("$", "") == "3:3"
        assert (int(sheet.page_setup.paperSize), sheet.page_setup.orientation) == (8, "landscape")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert "&P" in sheet.oddFooter.center.text
        assert "2026年3月9日" in sheet["A2"].value
        for row in sheet.iter_rows(min_row=3):
            assert all(c.border.left.style and c.border.top.style for c in row[:1])
            assert 15 < sheet.row_dimensions[row[0].row].height <= 409
            assert all(c.alignment.wrap_text for c in row if c.value is not None)
    for sheet in sheets:
        (validation,) = sheet.data_validations.dataValidation
        assert validation.formula1 == f'"{",".join(PROGRESS)}"'
        assert str(validation.sqref) == f"J4:J{sheet.max_row}"
        assert not validation.showErrorMessage, "other words may be filled in"


def test_every_target_has_its_row_and_a_number_is_a_number(corpus: Assistant, tmp_path: Path) -> None:
    found = corpus.library.targets()
    titles = {p.id: p.title for p in corpus.library.plans()}
    write_targets(tmp_path / "指标.xlsx", found, corpus.library.plans(), made=MADE)
    (sheet,) = load_workbook(tmp_path / "指标.xlsx").worksheets
    rows = rows_of(sheet, TARGET_HEADER)
    assert len(rows) == len(found)
    numbers = 0
    for at, (row, (plan, target, clause)) in enumerate(zip(rows, found, strict=True), start=4):
        assert (row["文件"], row["条款"]) == (titles[plan], target.clause)
        assert (row["指标"], row["范围"]) == (target.indicator, target.scope or "")
        assert row["单位"] in (target.unit or "", "")
        assert row["性质"] == (target.kind or "")
        assert row["责任单位"].removesuffix("等") == "、".join(clause.units)
        assert row["完成时限"] == (f"{target.deadline}年" if target.deadline else "")
        assert row["基期值"] == ("" if target.baseline is None else pytest.approx(float(target.baseline)))
        if isinstance(row["目标值"], str):
            assert row["目标值"] == target.figure
        else:
            numbers += 1
            assert Decimal(str(row["目标值"])) == target.value
            assert shown(sheet.cell(row=at, column=6)) == target.figure
    assert numbers > 0.7 * len(found)


def shown(cell: Any) -> str:
    """What a spreadsheet shows for a number under a format of literals and one run of digits."""
    out, at, form = "", 0, cell.number_format
    while at < len(form):
        if form[at] == '"':
            end = form.index('"', at + 1)
            out, at = out + form[at + 1 : end], end + 1
        elif form[at] == "\\":
            out, at = out + form[at + 1], at + 2
        else:
            end = at
            while end < len(form) and form[end] in "#,0.":
                end += 1
            digits = form[at:end]
            decimals = len(digits.partition(".")[2])
            out += f"{cell.value:{',' if ',' in digits else ''}.{decimals}f}"
            at = end
    return out


@pytest.mark.parametrize(
    ("printed", "value", "unit", "form"),
    [
        ("4.50", "4.50", "个", "0.00"),
        ("28", "28", "%", "0"),
        ("≤13.80", "13.80", "%", '"≤"0.00'),
        ("达94%以上", "94", "%", '"达"0"%以上"'),
        ("18/10万以下", "18", "/10万", '0"/10万以下"'),
        ("1,200张", "1200", "张", '#,##0"张"'),
        ('"双百"目标100个', "100", "个", '\\""双百"\\""目标"0"个"'),
    ],
)
def test_a_figure_is_a_number_shown_as_printed(printed: str, value: str, unit: str, form: str) -> None:
    figure = figure_of(printed, Decimal(value), unit)
    assert figure == Figure(value=Decimal(value), format=form, shown=printed)


@pytest.mark.parametrize(
    ("case", "printed", "value"),
    [
        ("no number", "全省平均水平以上", None),
        ("in words", "一次", "1"),
        ("a range", "500-600个", "500"),
        ("all", "全覆盖", "100"),
        ("another number", "达到3成", "30"),
        ("a line break", "达到\n30%", "30"),
        ("too wide for a cell to show", "在巩固现有成果的基础上力争到期末逐步稳定地提高到30%", "30"),
    ],
)
def test_a_figure_stays_text(case: str, printed: str, value: str | None) -> None:
    assert figure_of(printed, None if value is None else Decimal(value)) == printed


HOSTILE = (
    '=HYPERLINK("http://example.com","点此")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "#N/A",
    "\x0b=控制符和</t>",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_a_plan_is_text(library: Library, tmp_path: Path, text: str) -> None:
    items = [Item(label="一/1", text=f"{text}达到90%以上", units=(text.replace("、", ""),), heading="=1+1")]
    library.put(make_plan("p", items, section_title="=SUM(A1:A9)"))
    plain = text.replace("\x0b", "")
    (sheet,) = written(tasks(library), tmp_path / "t.xlsx")
    (row,) = (r for r in rows_of(sheet, HEADER) if not is_section(r))
    assert row["任务"] == f"=1+1\n{plain}达到90%以上"
    assert row["责任单位"] == plain
    write_targets(tmp_path / "g.xlsx", library.targets(), library.plans(), made=MADE)
    (other,) = load_workbook(tmp_path / "g.xlsx").worksheets
    assert rows_of(other, TARGET_HEADER)[0]["指标"] == plain
    for cell in (c for s in (sheet, other) for line in s.iter_rows() for c in line if c.value is not None):
        assert cell.data_type in ("s", "n"), f"{cell.coordinate}: {cell.value}"
        if isinstance(cell.value, str) and cell.value[0] in "=+-@":
            assert cell.quotePrefix


def test_roles_under_another_name_and_inherited_ones_are_remarked(library: Library, tmp_path: Path) -> None:
    plan = make_plan("p", [Item(label="一/1", text="办好实事。", units=("甲局",), leaders=("沈某",))])
    (clause,) = plan.clauses
    span = clause.responsibilities[0].span
    said = (
        Responsibility(role="分管领导", part="leader", leaders=("沈某",), span=span),
        Responsibility(role="牵头单位", part="lead", units=("甲局",), span=span),
        Responsibility(role="督办单位", part="oversight", units=("乙办",), span=span, inherited_from="一"),
        Responsibility(role="协办单位", part="support", units=("丙局", "丁局"), open=True, span=span),
    )
    library.put(replace(plan, clauses=(replace(clause, responsibilities=said),)))
    (sheet,) = written(tasks(library), tmp_path / "t.xlsx")
    (row,) = (r for r in rows_of(sheet, HEADER) if not is_section(r))
    assert (row["牵头领导"], row["牵头单位"], row["责任单位"], row["配合单位"]) == (
        "沈某",
        "甲局",
        "",
        "丙局、丁局等",
    )  # who oversees is not responsible, and stands among the remarks
    for remark in (
        "沈某：原文作“分管领导”",
        "乙办：原文作“督办单位”",
        "丙局、丁局：原文作“协办单位”",
        "“一”统一载明",
    ):
        assert remark in row["备注"]
    assert "甲局：" not in row["备注"]


def test_a_row_of_a_table_has_its_cells_with_the_names_of_their_columns(
    library: Library, tmp_path: Path
) -> None:
    plan = make_plan("p", [Item(label="表/1", text="托位数\t4.2\t90%以上")])
    (clause,) = plan.clauses
    columns, cells = ("领域", "", "2020", "2025"), ("", "托位数", "4.2", "90%以上")
    library.put(replace(plan, clauses=(replace(clause, columns=columns, cells=cells, group="托育"),)))
    (sheet,) = written(tasks(library), tmp_path / "t.xlsx")
    (row,) = (r for r in rows_of(sheet, HEADER) if not is_section(r))
    assert row["任务"] == "领域：托育；托位数；2020：4.2；2025：90%以上"


def test_a_long_clause_gets_the_room_it_needs(library: Library, tmp_path: Path) -> None:
    text = "推进各项工作落实见效，" * 120
    library.put(
        make_plan(
            "p",
            [
                Item(label="一/1", text=text, units=("甲局",)),
                Item(label="一/2", text="短。", units=("甲局",)),
            ],
        )
    )
    (sheet,) = written(tasks(library), tmp_path / "t.xlsx")
    width = sheet.column_dimensions["C"].width
    assert width > TASK_COLUMNS[2].width
    assert line_count(text, width) * 15 <= sheet.row_dimensions[5].height <= 409
    assert sheet.row_dimensions[6].height < 30


def test_sheets_are_named_as_excel_allows_and_told_apart(library: Library, tmp_path: Path) -> None:
    for n in range(3):
        library.put(
            make_plan(f"p{n}", title=f"临河市2023年[试点]{'很长的名称' * 9}:工作要点", region="临河市")
        )
    sheets = written(tasks(library), tmp_path / "t.xlsx")
    titles = [s.title for s in sheets]
    assert len({t.casefold() for t in titles}) == 3
    assert all(0 < len(t) <= 31 and not set(t) & set("[]:*?/\\'") for t in titles)


def test_the_note_says_what_the_listing_is_confined_to(library: Library, tmp_path: Path) -> None:
    library.put(make_plan("p"))
    scope = scope_words(unit="疾控科", year=2023)
    write_tasks(tmp_path / "t.xlsx", tasks(library, unit="疾控科", year=2023), made=MADE, scope=scope)
    (sheet,) = load_workbook(tmp_path / "t.xlsx").worksheets
    assert "责任单位“疾控科”，年份“2023”，共 1 条" in sheet["A2"].value
    assert scope_words() == ""


def test_a_file_that_is_there_stays_unless_forced(library: Library, tmp_path: Path) -> None:
    library.put(make_plan("p"))
    file = tmp_path / "t.xlsx"
    file.write_bytes(b"mine")
    with pytest.raises(AssistantError, match=r"文件已存在.*--force"):
        write_tasks(file, tasks(library), made=MADE)
    with pytest.raises(AssistantError, match=r"文件已存在.*--force"):
        write_targets(file, library.targets(), library.plans(), made=MADE)
    assert file.read_bytes() == b"mine"
    write_tasks(file, tasks(library), made=MADE, force=True)
    assert load_workbook(file).worksheets


def test_a_place_that_cannot_be_written_is_named_with_a_remedy(library: Library, tmp_path: Path) -> None:
    library.put(make_plan("p"))
    (tmp_path / "file").write_text("x")
    for place, why in (("none/t.xlsx", "没有这个文件夹"), ("file/t.xlsx", "不是文件夹")):
        with pytest.raises(AssistantError, match=why) as caught:
            write_tasks(tmp_path / place, tasks(library), made=MADE)
        assert caught.value.file == str(tmp_path / place)
        assert caught.value.remedy
    (tmp_path / "folder.xlsx").mkdir()
    with pytest.raises(AssistantError, match="这是一个文件夹"):
        write_tasks(tmp_path / "folder.xlsx", tasks(library), made=MADE, force=True)


def test_nothing_to_write_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(AssistantError, match="没有符合条件的条款"):
        write_tasks(tmp_path / "t.xlsx", (), made=MADE)
    with pytest.raises(AssistantError, match="没有符合条件的目标"):
        write_targets(tmp_path / "t.xlsx", (), (), made=MADE)
    assert not (tmp_path / "t.xlsx").exists()


def test_the_commands(corpus_home: Path, tmp_path: Path) -> None:
    file, home = tmp_path / "out.xlsx", ("--home", str(corpus_home))
    first = plans_here(tmp_path, *home, "tasks", "--plan", "shangrao-2024-health", "--xlsx", str(file))
    assert (first.code, first.out) == (0, ""), first.err
    assert str(file) in first.err.replace("\n", "")
    again = plans_here(tmp_path, *home, "targets", "--xlsx", str(file))
    assert again.code == 1
    assert "--force" in again.err
    forced = plans_here(tmp_path, *home, "targets", "--xlsx", str(file), "--force")
    assert forced.code == 0, forced.err
    assert load_workbook(file).sheetnames == ["指标表"]
    for misuse in (("--json", "--xlsx", str(file)), ("--xlsx", str(tmp_path / "out.xls"))):
        assert plans_here(tmp_path, *home, "tasks", *misuse).code == 2
    table = plans(tmp_path, *home, "tasks", "--plan", "shangrao-2024-health", env={"COLUMNS": "200"})
    assert table.code == 0
    assert "…" not in table.out, "no name and no figure is cut"
    assert "4.5个" in table.out
