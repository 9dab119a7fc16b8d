"""Excel and CSV: what a sheet shows is what is read, and what is not read is told."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from ingest.errors import ReadError
from ingest.readers.number_formats import BUILT_IN, shown
from tests.ingest.workbooks import (
    HEAD,
    TITLE,
    changed,
    plan_of,
    shared,
    sheet,
    tasks,
    told,
    workbook,
)


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
