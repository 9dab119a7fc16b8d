"""Sheets as files: broken ones, foreign ones, CSV in any encoding."""

from __future__ import annotations

import io
import random
import re
import zipfile

import pytest

from ingest.errors import IngestError, ReadError
from ingest.readers.xlsx import XlsxReader
from tests.ingest.workbooks import (
    HEAD,
    TITLE,
    changed,
    outcome,
    plan_of,
    sheet,
    tasks,
    told,
)


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
        from ingest.readers import xlsx
        from ingest.readers.options import SheetOptions

        monkeypatch.setattr(xlsx, "SHEETS", SheetOptions(unpacked=1000))
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
