"""The grammar of marks: what the start of a line may be, and what it must not be taken for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.grammar.marks import BARE, VARIANTS, families, read_marks
from ingest.grammar.numerals import chinese_number
from ingest.pipeline import parse_text
from tests.reading_gold import proved

STRONG = [
    # line, family, printed, ordinal, length
    ("第一章 总则", "章", "第一章", 1, 4),
    ("第十二章", "章", "第十二章", 12, 4),
    ("第 一 章　总　则", "章", "第一章", 1, 6),
    ("第　三　条　本市实行", "条", "第三条", 3, 6),
    ("第一章、总则", "章", "第一章", 1, 4),
    ("第二节 现状", "节", "第二节", 2, 4),
    ("第二十三条 有下列情形", "条", "第二十三条", 23, 6),
    ("第1条 说明", "条", "第1条", 1, 4),
    ("第一百零二条 附则", "条", "第一百零二条", 102, 7),
    ("第八条之一 增加", "条", "第八条之一", 8, 6),
    ("第一编 总论", "编", "第一编", 1, 4),
    ("第一部分：指标", "部分", "第一部分", 1, 5),
    ("一、总体要求", "一、", "一", 1, 2),
    ("一． 总体要求", "一、", "一", 1, 3),
    ("一 总体要求", "一、", "一", 1, 2),
    ("二　主要任务", "一、", "二", 2, 2),
    ("十一、保障措施", "一、", "十一", 11, 3),
    ("二十、其他", "一、", "二十", 20, 3),
    ("（一）加强领导", "（一）", "（一）", 1, 3),
    ("(一)加强领导", "（一）", "（一）", 1, 3),
    ("（三)加强领导", "（一）", "（三）", 3, 3),
    ("（ 一 ）加强领导", "（一）", "（一）", 1, 5),
    ("（二）、加强领导", "（一）", "（二）", 2, 4),
    ("（二十一）", "（一）", "（二十一）", 21, 5),
    ("（一）1.分两步走", "（一）", "（一）", 1, 3),
    ("一）加强领导", "（一）", "一）", 1, 2),
    ("㈠加强领导", "㈠", "㈠", 1, 1),
    ("㈩ 加强领导", "㈠", "㈩", 10, 2),
    ("1.加强领导", "1.", "1", 1, 2),
    ("1．加强领导", "1.", "1", 1, 2),
    ("１．加强领导", "1.", "１", 1, 2),
    ("12. 加强领导", "1.", "12", 12, 4),
    ("123.加强领导", "1.", "123", 123, 4),
    ("1.（1）先行", "1.", "1", 1, 2),
    ("⒈加强领导", "1.", "1", 1, 1),
    ("⒛加强领导", "1.", "20", 20, 1),
    ("1、加强领导", "1、", "1", 1, 2),
    ("１、加强领导", "1、", "１", 1, 2),
    ("1.2 加强领导", "1.1", "1.2", 2, 4),
    ("1．2　加强领导", "1.1", "1．2", 2, 4),
    ("1.2.3 加强领导", "1.1", "1.2.3", 3, 6),
    ("(1)加强领导", "（1）", "（1）", 1, 3),
    ("（１）加强领导", "（1）", "（１）", 1, 3),
    ("⑴加强领导", "⑴", "⑴", 1, 1),
    ("⑵、加强领导", "⑴", "⑵", 2, 2),
    ("1)加强领导", "1)", "1）", 1, 2),
    ("2）加强领导", "1)", "2）", 2, 2),
    ("①加强领导", "①", "①", 1, 1),
    ("⑳加强领导", "①", "⑳", 20, 1),
    ("㉑加强领导", "①", "㉑", 21, 1),
    ("❶加强领导", "①", "❶", 1, 1),
    ("➁加强领导", "①", "➁", 2, 1),
    ("壹、目标清单", "壹、", "壹", 1, 2),
    ("拾贰、附则", "壹、", "拾贰", 12, 3),
    ("叁 工作要求", "壹、", "叁", 3, 2),
    ("甲、加强领导", "甲、", "甲", 1, 2),
    ("（乙）加强领导", "甲、", "（乙）", 2, 3),
    ("丙）加强领导", "甲、", "丙", 3, 2),
    ("Ⅰ.加强领导", "Ⅰ", "Ⅰ", 1, 2),
    ("Ⅳ、加强领导", "Ⅰ", "Ⅳ", 4, 2),
    ("III. 加强领导", "Ⅰ", "III", 3, 5),
    ("【一】加强领导", "【一】", "【一】", 1, 3),
    ("[2] 加强领导", "【一】", "［2］", 2, 4),
    ("01", "01", "01", 1, 2),
    ("PART 02", "01", "2", 2, 7),
    ("a)加强领导", "a)", "a", 1, 2),
    ("b. 加强领导", "a)", "b", 2, 3),
    ("A.加强领导", "A.", "A", 1, 2),
    ("B、加强领导", "A.", "B", 2, 2),
    ("专栏1 重点工程", "专栏", "专栏1", 1, 4),
    ("专栏 3：重点工程", "专栏", "专栏3", 3, 5),
    ("专栏一 重点工程", "专栏", "专栏一", 1, 4),
    ("附件", "附件", "附件", 1, 2),
    ("附件2：", "附件", "附件2", 2, 4),
    ("附件 1", "附件", "附件1", 1, 4),
    ("附件二：任务表", "附件", "附件二", 2, 4),
    ("附录一", "附件", "附录一", 1, 3),
]

WEAK = [
    ("第一章总则", "章", "第一章", 1, 3),
    ("第二十三条有下列情形", "条", "第二十三条", 23, 5),
    ("一：总体要求", "一、", "一", 1, 2),
    ("二、三级医院", "一、", "二", 2, 2),
    ("三、四季度完成", "一、", "三", 3, 2),
    ("一、二类疫苗", "一、", "一", 1, 2),
    ("二、三孩家庭", "一、", "二", 2, 2),
    ("二、三产业融合", "一、", "二", 2, 2),
    ("（一）项规定的情形", "（一）", "（一）", 1, 3),
    ("（一）（二）项", "（一）", "（一）", 1, 3),
    ("（1）、（2）项", "（1）", "（1）", 1, 4),
    ("（一加强领导", "（一裸", "（一）", 1, 2),
    ("1 加强领导", "1", "1", 1, 2),
    ("1加强领导", "1裸", "1", 1, 1),
    ("2型糖尿病", "1裸", "2", 2, 1),
    ("30张床位", "1裸", "30", 30, 2),
    ("3．0—6岁儿童", "1.", "3", 3, 2),
    ("3.0-6岁儿童", "1.", "3", 3, 2),
    ("4.10张以上", "1.1", "4.10", 10, 4),
    ("95.5%以上", "1裸", "95", 95, 3),
    ("1.5亿元", "1.1", "1.5", 5, 3),
    ("1.2加强领导", "1.1", "1.2", 2, 3),
    ("1.2021年完成", "1.", "1", 1, 2),
    ("1.2021 年完成", "1.", "1", 1, 2),
    ("专栏2中的工程", "专栏", "专栏2", 2, 3),
    ("举措一：强基层", "系列:举措", "举措一", 1, 4),
    ("一是加强领导", "一是", "一是", 1, 2),
    ("甲、乙类传染病", "甲、", "甲", 1, 2),
    ("任务1 强基层", "系列:任务", "任务1", 1, 4),
    ("专项行动三", "系列:专项行动", "专项行动三", 3, 5),
]

NONE = [
    "第二条规定执行的除外",
    "第三条的规定",
    "第一章、第二章",
    "第一，加强领导",
    "第一批试点",
    "第一季度完成",
    "第三方机构",
    "一要加强领导",
    "一级医院",
    "三甲医院",
    "二 三级医院",
    "二〇二一年工作",
    "2021年工作",
    "2021.3.26",
    "2021.加强领导",
    "1,000人",
    "5G网络",
    "0.无",
    "〇、无",
    "（2021）3号",
    "（试行）",
    "（含3家）",
    "ABC公司",
    "A加强领导",
    "表1 指标",
    "图1 网络",
    "附表所列",
    "附件所列事项",
    "专栏1.2 工程",
    "十四五",
    "星期一",
    "一是加强基层医疗机构能力建设，二是完善分级诊疗制度，三是推进家庭医生签约服务。",
    "Ⅱ类响应启动",
    "〔2021〕3号",
    "甲型肝炎",
    "丙类药品",
    "12",
    "一月",
    "同一",
    "-加强领导",
    "•加强领导",
    "加强领导",
    "",
]  # fmt: skip


def told(line: str) -> list[tuple[str, str, int, int, bool]]:
    return [(m.family, m.printed, m.ordinal, m.length, m.weak) for m in read_marks(line)]


@pytest.mark.parametrize(
    ("line", "family", "printed", "ordinal", "length"), STRONG, ids=[row[0] for row in STRONG]
)
def test_a_mark_by_its_shape(line: str, family: str, printed: str, ordinal: int, length: int) -> None:
    assert told(line)[:1] == [(family, printed, ordinal, length, False)]


@pytest.mark.parametrize(
    ("line", "family", "printed", "ordinal", "length"), WEAK, ids=[row[0] for row in WEAK]
)
def test_a_mark_only_where_its_neighbours_demand_it(
    line: str, family: str, printed: str, ordinal: int, length: int
) -> None:
    assert told(line)[:1] == [(family, printed, ordinal, length, True)]


@pytest.mark.parametrize("line", NONE)
def test_no_mark(line: str) -> None:
    assert told(line) == []


def test_the_tables_are_large_enough_to_mean_something() -> None:
    assert len(STRONG) + len(WEAK) + len(NONE) >= 120


def test_numbers_before_the_last_are_the_prefix() -> None:
    (mark,) = read_marks("3.2.1 加强领导")
    assert (mark.prefix, mark.ordinal) == ((3, 2), 1)


def test_an_inserted_article_has_its_own_number() -> None:
    (mark,) = read_marks("第八条之二 增加")
    assert (mark.ordinal, mark.sub) == (8, 2)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一", 1), ("十", 10), ("十一", 11), ("二十", 20), ("二十三", 23), ("九十九", 99), ("一百", 100),
        ("一百零一", 101), ("一百二十", 120), ("两", 2), ("二〇二五", 2025), ("12", 12), ("１２", 12),
        ("", None), ("甲", None), ("1甲", None),
    ],
)  # fmt: skip
def test_small_numerals(text: str, number: int | None) -> None:
    assert chinese_number(text) == number


def test_every_family_has_a_place_in_the_order_or_stands_in_for_one() -> None:
    found = {m.family for row in (*STRONG, *WEAK) for m in read_marks(row[0]) if not m.word}
    kin = {family for group in VARIANTS for family in group}
    assert found <= {*families(), *BARE, *kin}


@given(
    st.text(alphabet="第一二三十百章条节项（）()、.．，0123456789 　附件专栏①⑴㈠ⅠA年%加强领导", max_size=14)
)
def test_a_mark_lies_within_its_line(line: str) -> None:
    line = line.strip()
    for mark in read_marks(line):
        assert 0 < mark.length <= len(line)
        assert mark.ordinal > 0
        assert mark.printed
        assert not any(ch.isspace() for ch in mark.printed)


SPACED = """临河市2023年工作要点
{}总体要求
贯彻部署，完成任务。
{}主要任务
建设托位100个。
培训医师20名。
{}保障措施
定期通报进展。
"""


@pytest.mark.parametrize(
    "marks",
    [("一 ", "二 ", "三 "), ("一　", "二　", "三　"), ("一：", "二：", "三："),
        ("第 一 章　", "第 二 章　", "第 三 章　"), ("⒈", "⒉", "⒊"), ("一）", "二）", "三）"),
        ("❶", "❷", "❸")],
    ids=lambda marks: marks[0],
)  # fmt: skip
def test_marks_of_many_shapes_make_sections(marks: tuple[str, str, str]) -> None:
    plan = parse_text(SPACED.format(*marks))
    first = [read_marks(f"{mark}题")[0].printed for mark in marks]
    assert list(dict.fromkeys(c.label.split("/")[0] for c in plan.clauses)) == first
    assert [plan.text_of(c) for c in plan.clauses][-1] == "定期通报进展。"


@pytest.mark.parametrize(
    ("third", "heading"),
    [
        ("3．65岁以上老年人健康管理率达到72%以上。", "65岁以上老年人健康管理率达到72%以上"),
        ("3.65岁以上老年人健康管理率达到72%以上。", "65岁以上老年人健康管理率达到72%以上"),
        ("3.0-6岁儿童健康管理率达到90%以上。", "0-6岁儿童健康管理率达到90%以上"),
        ("3．20家医院完成改造。", "20家医院完成改造"),
        ("3.2025年底前建成社区医院2家。", "2025年底前建成社区医院2家"),
    ],
    ids=["full-width stop", "age", "ages", "count", "year"],
)
@pytest.mark.parametrize("last", [True, False], ids=["last", "in between"])
def test_an_item_may_begin_with_a_number(third: str, heading: str, last: bool) -> None:
    lines = ["临河市2025年要点", "一、重点工作", "1．新增托位600个。", "2．接种率达到95%以上。", third]
    plan = parse_text("\n".join([*lines, *([] if last else ["4．完善制度。"])]), file="a.txt")
    assert [c.label for c in plan.clauses][:3] == ["一/1", "一/2", "一/3"]
    assert plan.text_of(plan.clauses[2]).startswith(heading)


def test_a_list_may_begin_with_a_month() -> None:
    lines = [
        "临河市2025年要点",
        "一、重点工作",
        "1.5月底前完成选址。",
        "2.2025年9月底前投入使用。",
        "3.12月底前验收。",
    ]
    plan = parse_text("\n".join(lines), file="a.txt")
    assert [c.label for c in plan.clauses] == ["一/1", "一/2", "一/3"]
    assert plan.text_of(plan.clauses[0]).startswith("5月底前")


SERIES_OF_TWO = {
    "under a heading in brackets": (
        "【目标一】公卫\n1-1 建档率≥65%；\n1-2 随访率≥64%。\n【目标二】防病\n2-1 报告率100%。\n",
        ["【目标一】/1-1", "【目标一】/1-2", "【目标二】/2-1"],
    ),
    "without a heading": (
        "1—1 建档率达到65%；\n1—2 随访率达到64%。\n2—1 报告率达到100%。\n",
        ["1—1", "1—2", "2—1"],
    ),
    "with stops, under headings that have other numbers": (
        (
            "（一）公卫\n1.1 建档率达到65%；\n1.2 随访率达到64%。\n"
            "（二）防病\n2.1 报告率达到100%。\n2.2 采样20份。\n"
        ),
        ["（一）/1.1", "（一）/1.2", "（二）/2.1", "（二）/2.2"],
    ),
    "under a heading without a number of its own": (
        "一、指标\n公卫：\n3-1 建档率达到65%；\n3-2 随访率达到64%。\n",
        ["一/¶1", "一/3-1", "一/3-2"],
    ),
    "with a colon and a third number": (
        (
            "任务一：公卫\n1-1：建档\n1-1-1：建档率达到65%；\n1-1-2：随访率达到64%。\n任务二：防病\n"
            "2-1：采样20份。\n"
        ),
        ["任务一/1-1/1-1-1", "任务一/1-1/1-1-2", "任务二/2-1"],
    ),
    "ranges are none": (
        "一、疫苗\n1.接种对象为\n1-2岁儿童200人。\n2.复查\n1-2 个月后进行。\n",
        ["一/1", "一/2"],
    ),
}


@pytest.mark.parametrize(("text", "labels"), SERIES_OF_TWO.values(), ids=SERIES_OF_TWO)
def test_marks_of_several_numbers(text: str, labels: list[str]) -> None:
    plan = parse_text(f"临河市2027年要点\n{text}")
    assert [c.label for c in plan.clauses] == labels
    assert not proved(plan)


def test_a_decimal_at_the_start_of_a_line_is_one_number() -> None:
    lines = [
        "临河市2025年要点",
        "一、重点工作",
        "1.完成总投资。",
        "2.争取专项资金",
        "3.65亿元，用于改造。",
        "3.完善制度。",
    ]
    plan = parse_text("\n".join(lines), file="a.txt")
    assert [c.label for c in plan.clauses] == ["一/1", "一/2", "一/3"]
    assert "3.65亿元" in plan.text_of(plan.clauses[1])


GOES_ON = "清河县2031年工作要点\n\n7. 建好驿站\n新建驿站9座。\n\n8. 管好驿站\n每季度巡查2次。\n\n驿站服务\n\n"


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        # an excerpt leaves out several and goes on
        (
            "14. 便民\n配备雨具20把。\n\n15. 志愿\n招募志愿者60名。\n\n16. 宣传\n印发手册300册。\n",
            ["7", "14", "15", "16"],
        ),
        ("14. 便民\n配备雨具20把。\n\n16. 宣传\n印发手册300册。\n", ["7"]),
        ("48. 便民\n配备雨具20把。\n\n49. 志愿\n招募志愿者60名。\n\n50. 宣传\n印发手册300册。\n", ["7"]),
    ],
)
def test_numbers_that_go_on_behind_a_wide_gap(text: str, labels: list[str]) -> None:
    plan = parse_text(GOES_ON + text, "a.txt")
    assert [c.label for c in plan.clauses if c.label.isdigit() and c.label != "8"] == labels
    jumps = [d for d in plan.doubts if "跳到" in d.message]
    assert bool(jumps) == (len(labels) > 1)
