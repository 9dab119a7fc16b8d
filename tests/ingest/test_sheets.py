"""Excel and CSV: what a sheet shows is what is read, and what is not read is told."""

from __future__ import annotations

import html
import io
import random
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from ingest.errors import IngestError, ReadError
from ingest.model import Plan
from ingest.pipeline import parse
from ingest.readers import read
from ingest.readers.number_formats import BUILT_IN, shown
from ingest.readers.protocol import Document
from ingest.readers.xlsx import XlsxReader

HEAD = ("序号", "重点任务", "牵头单位", "配合单位", "完成时限", "目标值")
TITLE = "云溪县2031年绿道建设任务分解表"


def workbook(fill: Callable[[Worksheet], None], *more: Callable[[Worksheet], None]) -> bytes:
    book = openpyxl.Workbook()
    fill(book.active)
    for another in more:
        another(book.create_sheet())
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet(*rows: Sequence[object]) -> bytes:
    def fill(page: Worksheet) -> None:
        for row in rows:
            page.append(row)

    return workbook(fill)


def tasks(*rows: Sequence[object]) -> bytes:
    return sheet((TITLE,), HEAD, *rows)


def plan_of(data: bytes, file: str = "a.xlsx") -> Plan:
    return parse(data, file)


def cells(document: Document) -> list[tuple[str | None, ...]]:
    return [line.cells for line in document.lines if line.cells]


def told(plan: Plan) -> str:
    return "\n".join(doubt.message for doubt in plan.doubts)


def changed(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The package with one of its parts written anew."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            written = change(text.decode()).encode() if name == part else text
            assert name != part or written != text, "nothing was changed"
            new.writestr(name, written)
    return out.getvalue()


def shared(data: bytes, part: str) -> bytes:
    """The words of a sheet in the table that Excel keeps them in."""
    words: list[str] = []

    def moved(found: re.Match[str]) -> str:
        words.append(html.unescape(found[2]))
        return f'{found[1]} t="s"><v>{len(words) - 1}</v></c>'

    data = changed(data, part, lambda t: re.sub(r'(<c [^>]*?) t="inlineStr"><is>(.*?)</is></c>', moved, t))
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as package:
        strings = "".join(f"<si>{word}</si>" for word in words)
        namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        package.writestr("xl/sharedStrings.xml", f'<sst xmlns="{namespace}">{strings}</sst>')
    return out.getvalue()


def outcome(data: bytes, name: str) -> object:
    """What is read, or the remedy of the refusal; any other error goes on."""
    try:
        return read(data, name)
    except ReadError as refused:
        return refused.remedy


class TestNumbers:
    @pytest.mark.parametrize(
        ("value", "code", "printed"),
        [
            (0.9, "0%", "90%"),
            (0.905, "0.0%", "90.5%"),
            (0.07, "0.00%", "7.00%"),
            (1234567, "#,##0", "1,234,567"),
            (-1234.5, "#,##0.00", "-1,234.50"),
            (-3, r"0.00_);[Red]\(0.00\)", "(3.00)"),
            (0, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"??_ ;_ @_ ', "-"),
            (25, '0"个"', "25个"),
            (25, "G/通用格式\\人", "25人"),
            (25000, '0.0,"千"', "25.0千"),
            (0.1 + 0.2, "General", "0.3"),
            (1.0, "General", "1"),
            (2.5, "0", "3"),
            (7, "000", "007"),
            (44561, 'yyyy"年"m"月"d"日"', "2021年12月31日"),
            (44561, "yyyy/m/d;@", "2021/12/31"),
            (44561, "[$-F800]dddd", "2021年12月31日"),
            (44561.4375, "yyyy-mm-dd h:mm", "2021-12-31 10:30"),
            (44561, BUILT_IN[57], "2021年12月"),
            (44561, BUILT_IN[58], "12月31日"),
            (44561, "m月底", "12月底"),
            (5, ";;;", ""),
            (0.5, "# ?/?", None),
            (5, "[>=3]0;0.0", None),
            (44561, '[DBNum1]yyyy"年"', None),
        ],
    )
    def test_is_printed_as_its_format_says(self, value: float, code: str, printed: str | None) -> None:
        assert shown(value, code) == printed

    def test_a_share_stands_as_the_sheet_shows_it(self) -> None:
        def fill(page: Worksheet) -> None:
            page.append((TITLE,))
            page.append(HEAD)
            page.append((1, "提高绿道养护合格率", "县住建局", "", "年底前", 0.955))
            page["F3"].number_format = "0.0%"

        plan = plan_of(workbook(fill))
        assert plan.clauses[0].cells[-1] == "95.5%"
        assert [(t.value_text, t.unit) for t in plan.targets] == [("95.5%", "%")]

    def test_a_day_stands_as_the_sheet_shows_it(self) -> None:
        def fill(page: Worksheet) -> None:
            page.append((TITLE,))
            page.append(HEAD)
            page.append((1, "建成绿道驿站", "县住建局", "", datetime(2031, 6, 30), 12))
            page["E3"].number_format = 'yyyy"年"m"月"d"日"'

        plan = plan_of(workbook(fill))
        assert plan.clauses[0].due == "2031年6月30日"
        assert [t.deadline for t in plan.targets] == ["2031-06-30"]

    def test_chinese_formats_without_a_code_are_dates(self) -> None:
        def fill(page: Worksheet) -> None:
            page.append((TITLE,))
            page.append(HEAD)
            page.append((1, "建成绿道驿站", "县住建局", "", date(2031, 6, 30), 12))
            page["E3"].number_format = "mm-dd-yy"

        data = workbook(fill)
        data = changed(data, "xl/styles.xml", lambda text: re.sub(r'numFmtId="14"', 'numFmtId="31"', text))
        assert plan_of(data).clauses[0].due == "2031年6月30日"

    def test_a_format_that_is_not_understood_is_told_with_its_cell(self) -> None:
        def fill(page: Worksheet) -> None:
            page.append((TITLE,))
            page.append(HEAD)
            page.append((1, "建成绿道驿站", "县住建局", "", "年底前", 12.5))
            page["F3"].number_format = "# ?/?"

        plan = plan_of(workbook(fill))
        assert plan.clauses[0].cells[-1] == "12.5"
        assert "F3" in told(plan)


class TestFormulas:
    def test_one_without_a_saved_result_is_no_blank(self) -> None:
        plan = plan_of(tasks((1, "新建驿站", "县住建局", "", "年底前", "=10+2")))
        assert plan.clauses[0].cells[-1] == "（公式没有结果）"
        assert "F3里是公式" in told(plan)
        assert not plan.targets

    def test_one_that_should_count_the_rows_leaves_the_number_behind_the_last(self) -> None:
        rows = ((1, "新建驿站", "县住建局"), ("=A3+1", "修补步道", "县交通局"), (3, "补种行道树", "县林业局"))
        assert [c.label for c in plan_of(tasks(*rows)).clauses] == ["表/1", "表/2", "表/3"]

    def test_one_that_should_name_an_office_names_none(self) -> None:
        clause = plan_of(tasks((1, "新建驿站", "=VLOOKUP(A3,X:Y,2)", "县林业局"))).clauses[0]
        assert clause.units == ("县林业局",)

    def test_a_saved_result_is_read(self) -> None:
        data = tasks((1, "新建驿站", "县住建局", "", "年底前", "=10+2"))
        data = changed(data, "xl/worksheets/sheet1.xml", lambda t: re.sub(r"<v ?/>|<v></v>", "<v>12</v>", t))
        plan = plan_of(data)
        assert [t.value_text for t in plan.targets] == ["12"]
        assert "公式" not in told(plan)

    def test_an_empty_result_is_a_blank(self) -> None:
        data = tasks((1, "新建驿站", "县住建局", '=IF(A3>0,"","x")', "年底前", 12))
        data = changed(
            data,
            "xl/worksheets/sheet1.xml",
            lambda t: re.sub(
                r'<c r="D3"><f>(.*?)</f><v ?/?>(</v>)?', r'<c r="D3" t="str"><f>\1</f><v></v>', t
            ),
        )
        assert "公式" not in told(plan_of(data))

    def test_a_faulty_one_is_told(self) -> None:
        data = tasks((1, "新建驿站", "县住建局", "", "年底前", "#REF!"))
        assert "#REF!" in told(plan_of(data))


class TestHidden:
    def test_rows_columns_and_sheets_are_left_out_and_listed(self) -> None:
        def fill(page: Worksheet) -> None:
            page.append((TITLE,))
            page.append((*HEAD, "内部意见"))
            page.append((1, "新建驿站", "县住建局", "县林业局", "年底前", 12, "暂缓"))
            page.append((2, "作废的任务", "县住建局", "县林业局", "年底前", 99, "删"))
            page.row_dimensions[4].hidden = True
            page.column_dimensions["G"].hidden = True

        def old(page: Worksheet) -> None:
            page.title = "旧表"
            page.append(("旧任务", 77))
            page.sheet_state = "hidden"

        plan = plan_of(workbook(fill, old))
        assert [c.label for c in plan.clauses] == ["表/1"]
        assert not {"暂缓", "99", "旧任务"} & set(re.split(r"\s", plan.text))
        assert {d.reason for d in plan.dropped} == {"隐藏的行", "隐藏的列", "隐藏的工作表“旧表”"}
        assert "1行、1列是隐藏的" in told(plan)
        assert "“旧表”是隐藏的" in told(plan)

    def test_a_number_its_format_does_not_show_is_listed(self) -> None:
        def fill(page: Worksheet) -> None:
            page.append((TITLE,))
            page.append(HEAD)
            page.append((1, "新建驿站", "县住建局", "", "年底前", 12))
            page["F3"].number_format = ";;;"

        plan = plan_of(workbook(fill))
        assert not plan.targets
        assert [d.text for d in plan.dropped] == ["12"]

    def test_words_merged_over_a_hidden_row_stand_in_the_next_one(self) -> None:
        def fill(page: Worksheet) -> None:
            page.append((TITLE,))
            page.append(HEAD)
            for number in (1, 2, 3):
                page.append((number, f"任务之{number}", "县住建局" if number == 1 else None))
            page.merge_cells("C3:C5")
            page.row_dimensions[3].hidden = True

        plan = plan_of(workbook(fill))
        assert [c.units for c in plan.clauses] == [("县住建局",)] * 2

    def test_where_all_is_hidden_the_file_is_refused(self) -> None:
        def fill(page: Worksheet) -> None:
            page.append(("一", "二"))
            page.row_dimensions[1].hidden = True

        with pytest.raises(ReadError, match="空的") as refused:
            plan_of(workbook(fill))
        assert "隐藏" in str(refused.value)


class TestTables:
    def test_what_stands_around_the_rows_is_no_row(self) -> None:
        def fill(page: Worksheet) -> None:
            page.append(("附件2",))
            page.append((TITLE,))
            page.merge_cells("A2:F2")
            page.append(("填报单位：县绿道办", None, None, None, None, "填报日期：2031-03-05"))
            page.append(("序号", "重点任务", "责任分工", None, "完成时限", "目标值"))
            page.append((None, None, "牵头单位", "配合单位"))
            for area in ("A4:A5", "B4:B5", "C4:D4", "E4:E5", "F4:F5"):
                page.merge_cells(area)
            page.append((1, "新建驿站", "县住建局", "县林业局、\n县财政局", "6月底", 12))
            page.append(("注：目标值为累计数。",))
            page.merge_cells("A7:F7")
            page.append(("填表人：赵某", None, "联系电话：0000-7654321"))

        plan = plan_of(workbook(fill))
        assert plan.title == TITLE
        assert [c.label for c in plan.clauses] == ["表/1", "表/注"]
        first = plan.clauses[0]
        assert first.columns == ("序号", "重点任务", "牵头单位", "配合单位", "完成时限", "目标值")
        assert [(r.part, r.units) for r in first.responsibilities] == [
            ("lead", ("县住建局",)),
            ("support", ("县林业局", "县财政局")),
        ]

    def test_merged_words_are_said_of_every_row_they_cover(self) -> None:
        def fill(page: Worksheet) -> None:
            page.append((TITLE,))
            page.append(("序号", "类别", *HEAD[1:]))
            page.append((1, "建设", "新建驿站", "县住建局", "县林业局", "年底前", 12))
            page.append((2, None, "修补步道", None, "县交通局", None, 30))
            for area in ("B3:B4", "D3:D4", "F3:F4"):
                page.merge_cells(area)

        plan = plan_of(workbook(fill))
        assert [c.units for c in plan.clauses] == [("县住建局", "县林业局"), ("县住建局", "县交通局")]
        assert [c.due for c in plan.clauses] == ["年底前"] * 2
        assert [c.group for c in plan.clauses] == ["建设"] * 2

    def test_a_row_of_one_wide_cell_heads_the_rows_below(self) -> None:
        def fill(page: Worksheet) -> None:
            page.append((TITLE,))
            page.append(HEAD)
            page.append(("一、建设任务",))
            page.merge_cells("A3:F3")
            page.append((1, "新建驿站", "县住建局", "", "年底前", 12))

        plan = plan_of(workbook(fill))
        assert [(c.label, c.group) for c in plan.clauses] == [("表/1", "一、建设任务")]

    def test_several_sheets_are_several_tables_under_their_names(self) -> None:
        def first(page: Worksheet) -> None:
            page.title = "任务分解"
            page.append((TITLE,))
            page.append(HEAD)
            page.append((1, "新建驿站", "县住建局", "", "年底前", 12))

        def second(page: Worksheet) -> None:
            page.title = "主要指标"
            page.append(("云溪县绿道主要指标表",))
            page.append(("指标", "单位", "2031年"))
            page.append(("绿道总里程", "公里", 120))

        plan = plan_of(workbook(first, lambda page: None, second))
        assert plan.title == TITLE
        assert [c.label for c in plan.clauses] == ["任务分解/表/1", "主要指标/表/1"]
        assert [t.value_text for t in plan.targets if t.clause == "主要指标/表/1"] == ["120"]

    def test_behind_an_empty_row_a_second_table_begins_where_heads_stand(self) -> None:
        rows = ((TITLE,), HEAD, (1, "新建驿站", "县住建局", "", "年底前", 12), (None,))
        more = (("指标名称", "计量单位", "目标值"), ("绿道总里程", "公里", 120))
        assert [c.label for c in plan_of(sheet(*rows, *more)).clauses] == ["表/1", "表2/1"]

    def test_a_sheet_of_one_column_is_text(self) -> None:
        lines = ("云溪县2031年绿道工作要点", "一、新建驿站12处。", "二、修补步道30公里。")
        plan = plan_of(sheet(*((line,) for line in lines)))
        assert plan.title == lines[0]
        assert [c.label for c in plan.clauses] == ["一", "二"]

    def test_readings_over_a_word_and_escapes_are_no_part_of_it(self) -> None:
        data = shared(tasks((1, "新建驿站", "县住建局")), "xl/worksheets/sheet1.xml")
        strings = '<r><t>新建</t></r><r><t>驿站</t></r><rPh sb="0" eb="1"><t>xin</t></rPh>'
        data = changed(data, "xl/sharedStrings.xml", lambda text: text.replace("<t>新建驿站</t>", strings, 1))
        data = changed(data, "xl/sharedStrings.xml", lambda text: text.replace("县住建局", "县住_x5EFA_局"))
        clause = plan_of(data).clauses[0]
        assert (clause.heading, clause.units) == ("新建驿站", ("县住建局",))

    def test_the_strict_variant_is_read(self) -> None:
        data = tasks((1, "新建驿站", "县住建局"))
        strict = "http://purl.oclc.org/ooxml/"
        for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml"):
            data = changed(
                data,
                part,
                lambda t: t.replace("http://schemas.openxmlformats.org/", strict).replace("/2006/", "/"),
            )
        assert plan_of(data).clauses[0].units == ("县住建局",)

    def test_a_long_sheet_stays_a_table(self) -> None:
        rows = [(n, f"维护第{n}段绿道", "县住建局", "", "年底前", n) for n in range(1, 1001)]
        plan = plan_of(tasks(*rows))
        assert [c.label for c in plan.clauses][-1] == "表/1000"


class TestBytes:
    def test_a_page_called_xls_is_read_as_a_page(self) -> None:
        page = f"<html><table><tr><td colspan=3>{TITLE}</td></tr>"
        page += (
            "<tr><td>序号<td>重点任务<td>牵头单位</tr><tr><td>1<td>新建驿站<td>县住建局</tr></table></html>"
        )
        assert plan_of(page.encode("gbk"), "a.xls").clauses[0].units == ("县住建局",)

    def test_text_called_xls_is_read_as_rows(self) -> None:
        rows = f"{TITLE}\n序号\t重点任务\t牵头单位\n1\t新建驿站\t县住建局\n2\t修补步道\t县交通局\n"
        plan = plan_of(rows.encode("gbk"), "a.xls")
        assert [c.units for c in plan.clauses] == [("县住建局",), ("县交通局",)]

    @pytest.mark.parametrize("name", ["a.xls", "a.et", "a.xlsx"])
    def test_the_old_format_is_refused_with_what_to_do(self, name: str) -> None:
        with pytest.raises(ReadError, match=r"另存为 \.xlsx") as refused:
            plan_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), name)
        assert refused.value.file == name

    @pytest.mark.parametrize(
        "data",
        [b"", b"PK\x03\x04", b"\x00\x01\x02", sheet(("一",))[:-30], sheet(("一",))[:300]],
        ids=["empty", "four bytes", "other bytes", "cut at the end", "cut early"],
    )
    def test_what_is_no_workbook_is_refused_with_what_to_do(self, data: bytes) -> None:
        with pytest.raises(IngestError) as refused:
            plan_of(data)
        assert refused.value.remedy
        assert "程序出了错" not in refused.value.message

    def test_an_empty_workbook_is_refused(self) -> None:
        with pytest.raises(ReadError, match="空的"):
            plan_of(sheet())

    def test_another_package_is_no_workbook(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            package.writestr("word/document.xml", "<document/>")
        with pytest.raises(ReadError, match="不是 Excel"):
            XlsxReader().read(out.getvalue(), "a.xlsx")

    def test_a_package_that_unpacks_into_too_much_is_not_unpacked(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from ingest.readers import xlsx_parts
        from ingest.readers.options import SheetOptions

        monkeypatch.setattr(xlsx_parts, "SHEETS", SheetOptions(unpacked=1000))
        with pytest.raises(ReadError, match="超过了能读的大小"):
            plan_of(tasks((1, "新建驿站")))

    def test_too_many_rows_are_refused_with_a_sentence(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from ingest.readers import xlsx
        from ingest.readers.options import SheetOptions

        monkeypatch.setattr(xlsx, "SHEETS", SheetOptions(rows=3))
        with pytest.raises(ReadError, match="超过3行"):
            plan_of(tasks(*((n, f"任务{n}") for n in range(9))))

    def test_entities_are_not_expanded(self) -> None:
        data = changed(
            tasks((1, "新建驿站")),
            "xl/worksheets/sheet1.xml",
            lambda t: re.sub(r"(<worksheet )", r'<!DOCTYPE worksheet [<!ENTITY a "甲甲">]>\1', t, count=1),
        )
        with pytest.raises(ReadError, match="文档类型"):
            plan_of(data)

    def test_a_merge_over_the_whole_sheet_costs_nothing(self) -> None:
        data = changed(
            tasks((1, "新建驿站", "县住建局")),
            "xl/worksheets/sheet1.xml",
            lambda t: t.replace(
                "</sheetData>",
                '</sheetData><mergeCells count="1"><mergeCell ref="A9:XFD1048576"/></mergeCells>',
            ),
        )
        assert plan_of(data).clauses[0].units == ("县住建局",)


class TestCsv:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    @pytest.mark.parametrize("sign", [",", "\t", ";"])
    def test_is_read_as_a_sheet_is(self, encoding: str, sign: str) -> None:
        rows = [(TITLE,), HEAD, ("1", "新建驿站", "县住建局", '"县林业局、\n县财政局"', "6月底", "12")]
        text = "\r\n".join(sign.join(row) for row in rows)
        plan = plan_of(text.encode(encoding), "a.csv")
        assert plan.title == TITLE
        assert plan.clauses[0].units == ("县住建局", "县林业局", "县财政局")
        assert [t.value_text for t in plan.targets] == ["12"]

    def test_an_empty_cell_that_may_have_been_merged_is_doubted(self) -> None:
        rows = (HEAD, ("1", "新建驿站", "县住建局", "", "6月底", "12"), ("2", "修补步道", "", "", "", "30"))
        plan = plan_of(
            "\n".join(",".join(row) for row in (TITLE, *rows) if not isinstance(row, str)).encode(), "a.csv"
        )
        assert "可能与上一行合并" in told(plan)

    def test_a_quote_that_never_ends_is_a_plan_or_a_refusal(self) -> None:
        data = f'{TITLE}\n序号,任务,牵头单位\n1,"新建驿站,县住建局\n2,修补步道,县交通局\n'.encode()
        assert outcome(data, "a.csv")


def test_mutated_files_are_plans_or_refusals() -> None:
    chance = random.Random(20311)
    whole = [
        tasks((1, "新建驿站", "县住建局", "", "年底前", 12)),
        sheet(("任务", "单位"), ("新建驿站", "县住建局")),
    ]
    whole.append("\n".join((TITLE, ",".join(HEAD), "1,新建驿站,县住建局,,年底前,12")).encode("gb18030"))
    for turn in range(300):
        data = bytearray(whole[turn % 3])
        for _ in range(chance.randint(1, 12)):
            at = chance.randrange(len(data))
            if chance.random() < 0.2:
                del data[at : at + chance.randint(1, 40)]
            else:
                data[at] = chance.randrange(256)
        name = "a.csv" if turn % 3 == 2 else "a.xlsx"
        assert outcome(bytes(data), name)
