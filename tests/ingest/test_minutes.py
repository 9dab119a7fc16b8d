"""Minutes of meetings (会议纪要): their particulars, who was there, what the meeting asks of everybody."""

from __future__ import annotations

import pytest

from ingest.grammar.minutes import held_in, is_attendance, speaks_for_meeting
from ingest.model import Plan
from ingest.pipeline import parse_text

ITEMS = (
    "会议听取了养老床位情况汇报，议定以下事项：\n"
    "一、床位。新增护理床位80张。由区民政局牵头。\n"
    "二、资金。安排资金300万元。责任单位：区财政局\n"
)


def minutes(
    *lines: str, title: str = "青岚区人民政府专题会议纪要", items: str = ITEMS, end: str = ""
) -> Plan:
    return parse_text("\n".join((title, *lines, items + end)))


def homes(plan: Plan, role: str) -> list[str]:
    return [h.span.of(plan.text) for h in plan.homes if h.role == role]


def clause(plan: Plan, label: str) -> str:
    return next(plan.text_of(c) for c in plan.clauses if c.label == label)


@pytest.mark.parametrize(
    ("line", "number", "year"),
    [
        ("〔2026〕7号", "〔2026〕7号", 2026),
        ("[2026]7号", "[2026]7号", 2026),
        ("〔2026〕第 7 号", "〔2026〕第7号", 2026),
        ("2026年第7期", "2026年第7期", 2026),
        ("第7期", "第7期", None),
        ("（第十二期）", "第十二期", None),
        ("第 7 次", "第7次", None),
        ("青政纪〔2026〕7号", "青政纪〔2026〕7号", 2026),
        ("〔2026〕7号　青岚区人民政府办公室　2026年3月5日", "〔2026〕7号", 2026),
    ],
)
def test_number_under_the_title(line: str, number: str | None, year: int | None) -> None:
    plan = minutes(line)
    assert (plan.title, plan.number, plan.year) == ("青岚区人民政府专题会议纪要", number, year)
    assert homes(plan, "front") == [line.replace(" 7 ", "7")]
    assert clause(plan, "前言").startswith("会议听取了")


def test_number_over_the_title() -> None:
    plan = parse_text(
        "青岚区人民政府\n会议纪要\n〔2026〕7号\n"
        "青岚区人民政府办公室　2026年3月5日\n关于养老床位的专题会议纪要\n"
        f"{ITEMS}"
    )
    assert plan.title == "关于养老床位的专题会议纪要"
    assert (plan.number, plan.issued, plan.issuer) == ("〔2026〕7号", "2026-03-05", "青岚区人民政府")


@pytest.mark.parametrize(
    ("title", "issuer"),
    [
        ("青岚区人民政府专题会议纪要", "青岚区人民政府"),
        ("青岚区人民政府第12次常务会议纪要", "青岚区人民政府"),
        ("青岚区政府办公会议纪要", "青岚区政府"),
        ("青岚区政府办公室主任办公会会议纪要", "青岚区政府办公室"),
        ("青岚区卫生健康委员会主任办公会议纪要", "青岚区卫生健康委员会"),
        ("青岚区水利局党组会议纪要", "青岚区水利局"),
        ("青岚区安全生产委员会2026年第一次全体会议纪要", "青岚区安全生产委员会"),
        ("青岚区防汛抗旱指挥部会议纪要", "青岚区防汛抗旱指挥部"),
        ("青岚区部门联席会议纪要", None),
        ("青岚区处置非法集资工作座谈会纪要", None),
        ("青岚区社区养老工作座谈会纪要", None),
        ("青岚区残疾人联合会理事会会议纪要", "青岚区残疾人联合会"),
        ("关于养老床位的会议纪要", None),
    ],
)
def test_whose_minutes(title: str, issuer: str | None) -> None:
    assert minutes("〔2026〕7号", title=title).issuer == issuer


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("时间：2026年3月3日　地点：三楼会议室", 2026),
        ("会议时间：2026年3月3日上午", 2026),
        ("时　间：二〇二六年三月三日", 2026),
        ("2026年3月3日，区长周某主持召开专题会议。", 2026),
        ("3月3日，区长周某主持召开专题会议。", None),
        ("地点：三楼会议室", None),
        ("2024年3月3日以来，床位减少。", None),
    ],
)
def test_year_of_the_meeting(line: str, year: int | None) -> None:
    plan = minutes(line)
    assert plan.year == year == held_in(line)
    assert plan.issued is None
    assert [t.deadline for t in plan.targets] == [str(year) if year else None] * 2


@pytest.mark.parametrize(
    "line",
    [
        "主持：周某　参加：李岸、区民政局、区财政局",
        "参加：区民政局、区财政局",
        "参加人员：李岸、王明",
        "参会单位：区民政局、区财政局",
        "出席：李岸 王明",
        "列席：区民政局、区财政局",
        "出席会议人员：李岸、王明",
        "请假：王明",
        "缺席：区财政局",
        "记录：王明",
        "主　持：周某",
        "时间：2026年3月3日 地点：三楼会议室 参加单位：区民政局、区财政局",
        "会议地点：三楼会议室",
        "时间：2026年3月3日",
    ],
)
def test_who_was_there_is_in_charge_of_nothing(line: str) -> None:
    assert is_attendance(line)
    before, after = minutes(line), minutes(end=f"\n{line}\n")
    for plan in (before, after):
        assert [(c.label, c.units, c.leaders) for c in plan.clauses] == [
            ("前言", (), ()), ("一", ("区民政局",), ()), ("二", ("区财政局",), ()),
        ]  # fmt: skip
    assert clause(before, "前言").startswith(line)
    assert homes(after, "tail") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "牵头单位：区民政局；参加单位：区财政局",
        "参加单位：区财政局",
        "责任单位：区财政局",
        "责任人：周某",
        "时间：2026年6月30日前",
        "做好会议记录。",
        "会议要求：各单位抓紧落实。",
        "",
    ],
)
def test_what_is_no_attendance(line: str) -> None:
    assert not is_attendance(line)


def test_long_attendance_does_not_run_into_the_text() -> None:
    names = (
        "区卫生健康委李岸、区民政局王明、区财政局赵立、区教育局孙某、"
        "区人力资源社会保障局钱某、区住房城乡建设局冯某"
    )
    plan = minutes(f"参加：{names}")
    assert clause(plan, "前言").split("\n")[0] == f"参加：{names}"


def test_attendance_over_several_lines_behind_the_last_item() -> None:
    plan = minutes(end="\n出席：李岸　王明　赵立\n　　　孙某　钱某\n记录：冯某\n")
    assert homes(plan, "tail") == ["出席：李岸　王明　赵立", "孙某　钱某", "记录：冯某"]


def test_attendance_by_office_behind_unnumbered_paragraphs() -> None:
    plan = minutes(
        items="会议决定，年内改造床位60张。\n会议要求，抓紧开工。\n参加会议人员：\n区民政局：秦岭、杜若\n各街道：分管负责同志\n\n送：区财政局。\n"
    )
    assert [c.label for c in plan.clauses] == ["¶1", "¶2"]
    assert homes(plan, "tail") == [
        "参加会议人员：",
        "区民政局：秦岭、杜若",
        "各街道：分管负责同志",
        "送：区财政局。",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "发：区民政局，区财政局。",
        "送：区委办公室。",
        "报：区长、副区长。",
        "发送：区民政局，区财政局。",
        "抄送："
        + "，".join(f"青岚区第{n}局" for n in "一二三四五六七八九十")
        + "，各镇人民政府，各街道办事处。",
    ],
)
def test_to_whom_it_is_sent(line: str) -> None:
    plan = minutes(end=f"\n{line}\n")
    assert homes(plan, "tail") == [line]
    assert clause(plan, "二") == "资金。安排资金300万元。"


def test_what_the_meeting_asks_of_everybody_is_nobodys_item() -> None:
    plan = minutes(end="会议要求，各单位抓紧落实，区督查室每季度通报一次。\n\n发：区民政局。\n")
    assert [(c.label, c.units) for c in plan.clauses] == [
        ("前言", ()), ("一", ("区民政局",)), ("二", ("区财政局",)), ("¶1", ()),
    ]  # fmt: skip
    assert clause(plan, "¶1") == "会议要求，各单位抓紧落实，区督查室每季度通报一次。"
    assert [t.clause for t in plan.targets] == ["一", "二"]


TOPIC = "关于床位\n1.新增床位80张。\n2.改造床位20张。\n会议强调，要抓紧开工。\n"


@pytest.mark.parametrize(
    ("items", "labels"),
    [
        (f"一、{TOPIC}二、{TOPIC}", ["一/1", "一/2", "一/¶1", "二/1", "二/2", "二/¶1"]),
        (f"一、{TOPIC}二、资金\n1.安排300万元。\n2.加强监管。\n", ["一/1", "一/2", "一/¶1", "二/1", "二/2"]),
        ("一、床位\n会议听取了汇报。\n会议要求，抓紧开工。\n二、资金\n会议同意安排300万元。\n会议要求，加强监管。\n",
         ["一/¶1", "一/¶2", "二/¶1", "二/¶2"]),
        ("一、床位\n新增床位80张。\n二、资金\n安排300万元。\n会议要求，各单位抓紧落实。\n",
            ["一", "二", "¶1"]),
        ("一、床位\n（一）新增80张。\n（二）改造20张。\n二、资金\n（一）安排300万元。\n（二）加强监管。\n会议要求，抓紧落实。\n会议强调，严守纪律。\n",
         ["一/（一）", "一/（二）", "二/（一）", "二/（二）", "¶1", "¶2"]),
        ("一、床位\n新增床位80张。\n二、其他\n会议要求，各单位抓紧落实。\n", ["一", "二"]),
    ],
    ids=["each topic its own", "inside a topic", "topics told by the meeting", "under headings", "two levels",
        "the item itself"],
)  # fmt: skip
def test_where_the_meeting_speaks(items: str, labels: list[str]) -> None:
    plan = minutes("〔2026〕7号", items=items)
    assert [c.label for c in plan.clauses] == labels
    assert all(speaks_for_meeting(plan.text_of(c)) for c in plan.clauses if c.label.startswith("¶"))
