"""What stands around a text: page heads, contents, page numbers, code of pages; titles over several lines;
what a paper says of itself. Papers of our own.
"""

from __future__ import annotations

import re

import pytest

from ingest.model import Plan
from ingest.pipeline import parse_text
from tests.papers import NOTICE
from tests.reading_gold import proved

TITLE = "临河市2031年绿道工作要点"
BODY = "一、新建绿道3公里。（责任单位：市绿道办）\n二、改造驿站8处。（责任单位：市驿站科）\n"
LONG = "各驿站要按时开门，保持整洁，备足药品、饮水和修车工具，接受市民监督，节假日不得无故关门。" * 7


def read(text: str, file: str = "plan.txt") -> Plan:
    return parse_text(text, file)


def labels(plan: Plan) -> list[str]:
    return [clause.label for clause in plan.clauses]


def said(plan: Plan) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in plan.particulars:
        found.setdefault(one.kind, []).append(one.text)
    return found


@pytest.mark.parametrize(
    "head",
    [
        "来源：绿道报\n发布时间：2031-03-01\n",
        "当前位置：首页 > 绿道公告\n【字体：大 中 小】 打印 关闭\n",
        "https://example.org/a?id=1\n下载\n打印\n全屏\n收藏\n【字号：\n加大\n还原\n减小\n】\n",
        "索 引 号：1/2031-3　主题分类：绿道　发布日期：2031-03-01　浏览次数：12\n",
        "分享到：\n微信\n微博\n",
        "栏目：绿道公告\n原文链接：https://example.org/1\n",
        "时间：2031-03-01 10:20\n作者：绿道办\n",
        "浏览次数：120\n字号：大 中 小\n",
        "信息来源：绿道办 ｜ 责任编辑：秦某\n",
        "<div class='head'>\n{{article.date}}\n<%=title%>\n",
        "[$title$]\nvar page = 1;\nfunction show(id) { return id; }\n",
        "<script>\nvar a = '绿道';\nload(a);\n</script>\n<style>\n.t { color: red }\n</style>\n",
    ],
)
def test_a_page_s_head_is_dropped_and_listed(head: str) -> None:
    plan = read(head + TITLE + "\n" + BODY)
    assert plan.title == TITLE
    assert labels(plan) == ["一", "二"]
    assert [h for h in plan.homes if h.role == "front"] == []
    gone = "".join("".join(d.text for d in plan.dropped).split())
    assert all("".join(line.split()) in gone for line in head.split("\n"))
    assert proved(plan) == []


def test_a_page_s_head_tells_number_day_and_issuer() -> None:
    plan = read(
        "索引号：1/2031-3\n发文机关：\n临河市绿道办\n文号：临绿〔2031〕3号　发布日期：2031年3月5日\n"
        + "标题：" + TITLE + "\n" + BODY
    )  # fmt: skip
    assert plan.title == TITLE
    assert (plan.issuer, plan.number, plan.issued) == ("临河市绿道办", "临绿〔2031〕3号", "2031-03-05")


@pytest.mark.parametrize(
    ("contents", "gone"),
    [
        ("目　录\n一、建设…………1\n二、管护…………4\n三、保障…………9\n", 4),
        ("一、建设......1\n二、管护......4\n三、保障......9\n", 3),
        ("目录\n一、建设\n二、管护\n三、保障\n", 4),
        ("一、建设\n二、管护\n三、保障\n", 3),
        ("【目录】\n一、建设与\n改造........1\n二、管护........4\n三、保障........9\n", 5),
    ],
)
def test_contents_are_no_clauses(contents: str, gone: int) -> None:
    body = "一、建设\n新建绿道3公里。\n二、管护\n改造驿站8处。\n三、保障\n安排经费5万元。\n"
    plan = read(TITLE + "\n" + contents + body)
    assert labels(plan) == ["一", "二", "三"]
    assert sum(d.reason == "目录" for d in plan.dropped) == gone


def test_page_numbers_inside_words_are_cut_where_they_count_on() -> None:
    pages = "".join(
        f"{mark}、{LONG}完善基本公{n}共服务。\n" for mark, n in zip("一二三四", range(12, 16), strict=True)
    )
    plan = read(f"{TITLE}\n{pages}")
    assert "基本公共服务" in plan.text
    assert [d.text for d in plan.dropped if d.reason == "页码"] == ["12", "13", "14", "15"]
    assert proved(plan) == []
    piece = next(p for p in plan.pieces if plan.text[p.start : p.start + 3] == "共服务")
    assert piece.line == 2


def test_a_number_inside_a_word_that_counts_on_from_none_is_doubted() -> None:
    plan = read(TITLE + "\n一、完善基本公125共服务。\n二、新建企业40家，建成3座桥。\n")
    assert [(d.kind, d.line) for d in proved(plan)] == [("page", 2)]
    assert "公125共" in plan.text


def test_bare_numbers_a_page_apart_are_page_numbers() -> None:
    plan = read(f"{TITLE}\n一、{LONG}\n1\n二、{LONG}\n2\n三、{LONG}\n3\n")
    assert [d.text for d in plan.dropped] == ["1", "2", "3"]
    assert labels(plan) == ["一", "二", "三"]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("临河市人民政府关于推行绿道公示制度\n驿站记录制度重大决定\n养护审核制度的指导意见",
         "临河市人民政府关于推行绿道公示制度驿站记录制度重大决定养护审核制度的指导意见"),
        ("临河市人民政府办公室\n关于加快绿道建设的意见", "临河市人民政府办公室关于加快绿道建设的意见"),
        ("临河市人民政府办公室转发市绿道办\n关于驿站开放有关问题\n请示的通知",
         "临河市人民政府办公室转发市绿道办关于驿站开放有关问题请示的通知"),
        ("临河市国民经济和社会发展\n第十四个五年规划和\n二〇三五年远景目标纲要",
         "临河市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要"),
        ("临河市人民政府关于加快绿道发展\n的实施意见", "临河市人民政府关于加快绿道发展的实施意见"),
        ("临河市绿道办公室\n2031年3月1日\n临河市2031年绿道方案", "临河市2031年绿道方案"),
        ("临绿〔2031〕3号\n关于做好驿站开放工作的通知", "关于做好驿站开放工作的通知"),
        ("市财政局\n市绿道局关于下达驿站补助资金的通知", "市财政局市绿道局关于下达驿站补助资金的通知"),
        ("临河市人民政府办公室\n关于印发临河市绿道管理办法\n的通知", "临河市绿道管理办法"),
        ("关于做好驿站开放工作的通知\n临河市2031年驿站开放方案", "临河市2031年驿站开放方案"),
    ],
)  # fmt: skip
def test_a_title_over_several_lines(lines: str, title: str) -> None:
    plan = read(lines + "\n" + BODY)
    assert title in (plan.title, *plan.titles)
    assert labels(plan) == ["一", "二"]


@pytest.mark.parametrize(
    ("title", "period", "year"),
    [
        ("临河市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要", "2021-2025", 2021),
        ("临河市国民经济和社会发展第十五个五年规划和2035年远景目标纲要", "2026-2030", 2026),
        ("临河市“十五五”绿道规划", "2026-2030", 2026),
        ("临河市2023年落实“十四五”绿道规划实施方案", "2021-2025", 2023),
        ("临河市绿道三年行动计划（2031—2033年）", "2031-2033", 2031),
    ],
)
def test_the_years_of_a_plan(title: str, period: str, year: int) -> None:
    plan = read(f"{title}\n{BODY}")
    assert (plan.period, plan.year) == (period, year)


@pytest.mark.parametrize(
    ("under", "region", "year"),
    [
        ("——2031年1月10日在湄潭县第十八届人民代表大会第一次会议上\n湄潭县人民政府县长　秦岭", "湄潭县", 2031),
        ("（2031年1月10日在云岭县人民代表大会上）\n秦岭", "云岭县", 2031),
        ("——2031年1月在云岭县绿道工作会议上", "云岭县", 2031),
        ("——在云岭县绿道工作会议上", "云岭县", None),
    ],
)
def test_the_place_of_the_session(under: str, region: str, year: int | None) -> None:
    plan = read(f"政府工作报告\n{under}\n{BODY}")
    assert (plan.title, plan.region, plan.year) == ("政府工作报告", region, year)
    assert labels(plan) == ["一", "二"]


def test_what_nothing_around_the_text_states_is_doubted() -> None:
    plan = read("湄潭县修路。湄潭县修桥。湄潭县修渠。\n" + BODY, "a1b2.txt")
    assert (plan.title, plan.region) == ("a1b2", "湄潭县")
    assert {d.kind for d in plan.doubts} >= {"title", "region"}


def test_what_the_country_issues_is_of_no_one_place() -> None:
    plan = read("国务院办公厅关于加快绿道建设的意见\n一、湄潭县修路。\n二、湄潭县修桥。湄潭县修渠。\n")
    assert plan.region is None
    assert plan.doubts == ()


def test_a_paper_on_one_line_has_its_head_and_its_signature_set_apart() -> None:
    plan = read(
        f"临河市绿道办关于开放驿站的通知 临绿〔2031〕3号 各县绿道办，市直各单位： {LONG} "
        "临河市绿道办公室 2031年3月1日"
    )
    assert plan.title == "临河市绿道办关于开放驿站的通知"
    assert (plan.number, plan.issued) == ("临绿〔2031〕3号", "2031-03-01")
    assert said(plan)["主送"] == ["各县绿道办，市直各单位"]
    assert plan.text_of(plan.clauses[0]) == LONG


@pytest.mark.parametrize(
    "head",
    [
        "临河市绿道办关于开放驿站的通知\n临绿〔2031〕3号\n各县绿道办，市直各单位，各管养\n公司和街道办事处：\n",
        "临河市绿道办关于开放驿站的通知 临绿〔2031〕3号 各县绿道办，市直各单位，各管养公司和街道办事处：\n",
        "临河市绿道办\n关于开放驿站的通知 [主题分类] 绿道\n[发文字号] 临绿〔2031〕3号\n"
        "各县绿道办，市直各单位，各管养公司和街道办事处：\n",
    ],
)
def test_a_head_however_it_is_broken(head: str) -> None:
    plan = read(head + BODY)
    assert (plan.title, plan.number) == ("临河市绿道办关于开放驿站的通知", "临绿〔2031〕3号")
    assert said(plan)["主送"] == ["各县绿道办，市直各单位，各管养公司和街道办事处"]
    assert labels(plan) == ["一", "二"]


def test_several_offices_that_sign_are_no_clause() -> None:
    plan = read(TITLE + "\n" + BODY + "临河市绿道局 临河市驿站局 临河市公园局 临河市水务局\n2031年3月1日\n")
    assert labels(plan) == ["一", "二"]
    assert [h.span.of(plan.text)[:6] for h in plan.homes if h.role == "tail"] == ["临河市绿道局", "2031年3"]


def test_a_notice_with_its_attachments() -> None:
    plan = read(NOTICE)
    assert plan.title == "临河市绿道办公室关于印发临河市2031年两个方案的通知"
    assert labels(plan) == ["前言", "附件1/一", "附件2/一", "附件2/二"]
    assert [c.heading for c in plan.clauses] == [None, "目标", "目标", "期限"]
    single = read(re.sub("二、期限\n.*\n", "", NOTICE))
    assert labels(single) == ["前言", "附件1/一", "附件2/一"]
    assert said(plan) == {
        "主送": ["各县绿道办，市直各单位"],
        "签发人": ["秦岭"],
        "联系人": ["林枫"],
        "联系电话": ["0000-1234567"],
        "附件": ["临河市2031年绿道方案", "临河市2031年驿站方案"],
        "施行日期": ["自2031年4月1日起施行"],
        "有效期": ["有效期2年"],
        "抄送": ["市委办，市人大办"],
        "印发日期": ["2031年3月2日"],
    }
    for one in plan.particulars:
        assert one.text[-3:] in one.span.of(plan.text).replace("　", "")


PLAN = "一、新建绿道3公里。\n二、改造驿站8处。\n"
SENT = (
    "临河市关于印发绿道方案的通知\n各县绿道办：\n现将方案印发给你们，请执行。\n临河市绿道办\n2031年3月1日\n"
)
ATTACHED = {
    "a plan and a table of its tasks": (
        f"附件1\n临河市绿道方案\n{PLAN}附件2\n任务表\n序号\t任务\t责任单位\n1\t改造驿站\t市绿道办\n2\t新建绿道\t市水务局\n",
        ["前言", "附件1/一", "附件1/二", "附件2/表/1", "附件2/表/2"],
    ),
    "what stands before the first mark of each": (
        f"附件1\n临河市绿道方案\n为建好绿道，制定本方案。\n{PLAN}附件2\n临河市驿站方案\n为用好驿站，制定本方案。\n{PLAN}",
        ["前言", "附件1/前言", "附件1/一", "附件1/二", "附件2/前言", "附件2/一", "附件2/二"],
    ),
    "only one with clauses": (f"附件1\n临河市绿道方案\n{PLAN}附件2\n联系表\n", ["一", "二", "附件2"]),
    "only one": (f"附件\n临河市绿道方案\n{PLAN}", ["一", "二"]),
    "a plan with attachments of its own": (
        f"附件\n临河市绿道方案\n{PLAN}附件2\n临河市驿站方案\n{PLAN}",
        ["一", "二", "附件2/一", "附件2/二"],
    ),
}


@pytest.mark.parametrize("case", ATTACHED)
def test_attachments_are_told_apart_where_several_have_clauses(case: str) -> None:
    attached, expected = ATTACHED[case]
    assert labels(read(SENT + attached)) == expected


def test_a_notice_that_hands_on_what_another_office_made() -> None:
    title = "临河市政府办公室关于转发市绿道局制订的《临河市绿道2031年计划》的通知"
    assert read(f"# {title}\n\n各县绿道办：\n\n{PLAN}", "plan.md").title in (title, "临河市绿道2031年计划")
    under = f"# {title}\n\n各县绿道办：\n\n现转发给你们，请执行。\n\n临河市绿道2031年计划\n\n{PLAN}"
    assert read(under, "plan.md").title == "临河市绿道2031年计划"


BEHIND_LISTS = {
    "a list one sentence holds together": (
        "一、响应\n（一）启动。按下列标准：\n1.水位10米以上；\n2.水位8米以上。\n启动后县水利局巡堤。\n（二）终止。由市防办宣布。\n",
        ["一/（一）/¶1", "一/（一）/1", "一/（一）/2", "一/（一）/¶2", "一/（二）"],
    ),
    "the list is the last item's own sentence": (
        "一、认定\n（一）标准\n1.甲类。收入低的。\n2.有下列情形的不予认定：\n（1）有车的；\n（2）有房的。\n申请由镇受理。\n（二）期限。三日。\n",
        ["一/（一）/1", "一/（一）/2/（1）", "一/（一）/2/（2）", "一/（一）/¶1", "一/（二）"],
    ),
    "what points at all above": (
        "一、内容\n（一）绿道。查铺装。\n（二）驿站。查门窗。\n围绕以上两方面，编制报告。\n二、期限\n本月底前。\n",
        ["一/（一）", "一/（二）", "一/¶1", "二"],
    ),
    "sentences of their own keep what follows": (
        "一、内容\n（一）绿道。查铺装。\n（二）驿站。查门窗。\n每季度公布一次。\n二、期限\n本月底前。\n",
        ["一/（一）", "一/（二）", "二"],
    ),
}


@pytest.mark.parametrize("case", BEHIND_LISTS)
def test_whose_a_paragraph_behind_a_list_is(case: str) -> None:
    text, expected = BEHIND_LISTS[case]
    found = labels(read(f"临河市防汛方案\n{text}"))
    assert sorted(found) == sorted(expected)


def test_a_lone_heading_above_the_title_is_the_pages() -> None:
    text = "## 办事指南\n\n临河市绿道考核细则\n\n| 序号 | 任务 |\n|---|---|\n| 1 | 修绿道 |\n| 2 | 修驿站 |\n"
    plan = read(text, "plan.md")
    assert plan.title == "临河市绿道考核细则"
    assert labels(plan) == ["表/1", "表/2"]


def test_a_heading_that_names_an_attached_table() -> None:
    text = f"# {TITLE}\n\n{BODY}\n## 附件　2031年绿道任务表\n\n| 序号 | 任务 |\n|---|---|\n| 1 | 修绿道 |\n"
    assert labels(read(text, "plan.md")) == ["一", "二", "附件/表/1"]


def test_a_plan_styled_below_the_notice_that_sends_it_is_the_paper() -> None:
    text = (
        "# 临河市绿道办关于印发《临河市绿道建设方案》的通知\n\n各县绿道办：\n\n现将《临河市绿道建设方案》"
        "印发给你们，请认真组织实施。\n\n临河市绿道办\n\n2031年3月1日\n\n## 临河市绿道建设方案\n\n"
        "一、新建绿道3公里。\n\n二、改造驿站8处。\n"
    )
    assert labels(read(text, "plan.md"))[-2:] == ["一", "二"]


DUTIES = "1.改造驿站8处。\n牵头单位：县驿站办\n2.新建绿道3公里。\n牵头单位：县绿道办\n"
PLACES = {
    "the page's source": (
        "• 政务公开\n首页 > 县驿站办\n文章来源:泾县驿站建设委员会 浏览量: 发表时间:2031-03-01\n"
        f"县驿站办2031年任务分解\n{DUTIES}",
        "分解.txt",
        ("泾县", "从网页的来源"),
    ),
    "a news agency is no office of a place": (f"来源：江淮日报\n2031年任务分解\n{DUTIES}", "a.txt", None),
    "the file's name": (f"2031年任务分解\n{DUTIES}", "泾县驿站办任务.txt", ("泾县", "从文件名里")),
    "the file's name without the level": (
        f"2031年任务分解\n{DUTIES}",
        "石家庄驿站进度.txt",
        ("石家庄市", "从文件名里"),
    ),
    "two characters may be a word": (f"2031年任务分解\n{DUTIES}", "和平驿站任务.txt", None),
    "what is printed comes before the file's name": (
        f"临河市2031年任务分解\n{DUTIES}",
        "泾县驿站办任务.txt",
        ("临河市", ""),
    ),
}


@pytest.mark.parametrize("name", PLACES)
def test_the_place_of_a_paper_that_prints_none(name: str) -> None:
    text, file, wanted = PLACES[name]
    plan = read(text, file)
    guessed = [d.message for d in plan.doubts if d.kind == "region"]
    if wanted is None:
        assert (plan.region, guessed) == (None, [])
    else:
        assert plan.region == wanted[0]
        assert [wanted[1] in message for message in guessed] == [True] * bool(wanted[1])


def test_a_month_in_a_title_makes_no_place() -> None:
    assert read(f"2031年10月份省定民生实事进度\n{DUTIES}", "进度.txt").region is None


def test_a_bullet_of_the_page_is_none_of_the_title() -> None:
    plan = read(f"• 政务公开\n浏览量：12\n泾县驿站办2031年任务分解\n{DUTIES}")
    assert plan.title == "泾县驿站办2031年任务分解"
