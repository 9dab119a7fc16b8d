"""Old workbooks (.xls, .et): what a sheet shows is what is read, as of .xlsx."""

from __future__ import annotations

import pytest

from ingest.errors import ReadError
from ingest.model import Plan
from ingest.pipeline import parse
from ingest.readers import read
from ingest.readers.protocol import Document
from tests.ingest.test_sheets import tasks
from tests.xls_writer import Cell, Error, Formula, Page, compound, xls

TITLE = "云溪县2031年绿道建设任务分解表"
HEAD: tuple[Cell, ...] = ("序号", "重点任务", "牵头单位", "配合单位", "目标值")
FIRST: tuple[Cell, ...] = (1.0, "新建驿站", "县住建局", "县交通局", "25处")


def plan_of(*rows: tuple[Cell, ...], name: str = "a.xls") -> Plan:
    return parse(xls(Page(((TITLE,), HEAD, *rows), merged=((0, 0, 0, 4),))), name)


def shown(cell: Cell, **more: bool) -> Document:
    return read(xls(Page((HEAD, (*FIRST[:4], cell))), **more), "a.xls")


@pytest.mark.parametrize("name", ["a.xls", "a.et", "a.xlsx"])
def test_a_table_of_tasks(name: str) -> None:
    plan = plan_of(FIRST, (2.0, "修补步道", "县交通局", None, "30公里"), name=name)
    assert plan.title == TITLE
    assert [(c.label, c.units[0]) for c in plan.clauses] == [("表/1", "县住建局"), ("表/2", "县交通局")]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (95.0, "95"),
        ((0.9, "0%"), "90%"),
        ((0.952, "0.0%"), "95.2%"),
        ((12345.6, "#,##0.00"), "12,345.60"),
        ((48213.0, 'yyyy"年"m"月"d"日"'), "2031年12月31日"),
        ((9.5, '0.0"‰"'), "9.5‰"),
        (True, "TRUE"),
        (Formula(25.0), "25"),
        (Formula(25.0, waits=True), "25"),
        ("5-10个", "5-10个"),
    ],
)
def test_a_cell_as_it_is_shown(cell: Cell, text: str) -> None:
    assert (shown(cell).lines[-1].cells or ())[-1] == text


def test_days_of_old_macintosh_files() -> None:
    document = shown((46751.0, "yyyy/m/d"), from_1904=True)
    assert (document.lines[-1].cells or ())[-1] == "2031/12/31"


EMPTY = b"\x03" + bytes(5) + b"\xff\xff"


@pytest.mark.parametrize(
    "cell",
    [Formula(0.0, waits=True), Formula(bytes(6) + b"\xff\x0f", waits=True), Formula(EMPTY, waits=True)],
)
def test_a_formula_never_calculated_is_told(cell: Cell) -> None:
    document = shown(cell)
    assert "公式" in ((document.lines[-1].cells or ())[-1] or "")
    assert "E2里是公式，文件没有保存算出的结果" in document.doubts[0].message


@pytest.mark.parametrize(
    ("cells", "text", "doubt"),
    [
        ([Formula(0.0)], "0", ""),
        ([Formula(EMPTY)], "", "E2里是公式，存的结果是空的"),
        ([Formula(EMPTY), Formula(EMPTY)], "", "E2等2处是公式，存的结果是空的"),
    ],
)
def test_a_formula_may_come_to_nought_or_to_nothing(cells: list[Cell], text: str, doubt: str) -> None:
    rows = [(*FIRST[:4], cell) for cell in cells]
    document = read(xls(Page((HEAD, *rows, (*FIRST[:4], "25处")))), "a.xls")
    assert (document.lines[1].cells or ())[-1] == text
    assert doubt in "".join(d.message for d in document.doubts)
    assert len(document.doubts) == bool(doubt)


def test_an_error_is_told() -> None:
    document = shown(Error(7))
    assert (document.lines[-1].cells or ())[-1] == "#DIV/0!"
    assert "E2里是算错的公式" in document.doubts[0].message


def test_merged_cells_cover_what_is_below() -> None:
    rows = (HEAD, FIRST, (2.0, None, "县交通局", None, "30公里"))
    document = read(xls(Page(rows, merged=((1, 2, 1, 1),))), "a.xls")
    assert [line.cells[1] for line in document.lines if line.cells] == ["重点任务", "新建驿站", None]


def test_what_is_hidden_is_left_out_and_told() -> None:
    rows = (HEAD, FIRST, (2.0, "修补步道", "县交通局", None, "30公里"))
    document = read(
        xls(Page(rows, hidden_rows=[2], hidden_columns=[3]), Page(rows, name="作废", hidden=True)), "a.xls"
    )
    assert [line.cells for line in document.lines if line.cells] == [
        ("序号", "重点任务", "牵头单位", "目标值"),
        ("1", "新建驿站", "县住建局", "25处"),
    ]
    assert {d.reason for d in document.dropped} == {"隐藏的行", "隐藏的列", "隐藏的工作表“作废”"}
    assert len([d for d in document.doubts if "隐藏" in d.message]) == 2


def test_a_package_called_et_is_read_as_one() -> None:
    package = tasks((1, "新建驿站", "县住建局", "县交通局", "年底前", "25处"))
    assert parse(package, "任务.et").clauses[0].units[0] == "县住建局"


@pytest.mark.parametrize(
    "data",
    [
        xls(Page((HEAD, FIRST)))[:700],
        xls(Page((HEAD, FIRST))).replace(b"\x09\x08", b"\xff\xff"),
        compound("Workbook", b"\xff" * 5000),
        compound("Workbook", b""),
    ],
    ids=["cut", "no beginning", "nonsense", "nothing"],
)
def test_a_damaged_file_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError) as refused:
        read(data, "a.xls")
    assert refused.value.remedy
    assert "程序出了错" not in refused.value.message


def test_a_file_with_a_password_is_refused() -> None:
    data = xls(Page((HEAD, FIRST)))
    locked = data.replace(b"\x42\x00\x02\x00\xb0\x04", b"\x2f\x00\x02\x00\x00\x00")
    with pytest.raises(ReadError, match="密码"):
        read(locked, "a.xls")
