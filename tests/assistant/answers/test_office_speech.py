"""Questions as an office asks them every day: clipped names, days, kinds of bodies, yes and no."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from ingest.pipeline import READER_VERSION, parse_text
from ingest.store.library import Library

RULES = """白鹭市公共驿站管理办法

第一章 总则

第一条　【目的】为规范公共驿站服务，制定本办法。

第二条　【适用范围】在市交通局登记的公共驿站的年度报告，适用本办法。

第三条　【职责】市交通局负责驿站登记和年度报告的管理。运营单位应当编制上一年度收支台账，报市交通局。

第二章 运营

第四条　【报告时间】运营单位应当于每年4月20日前向市交通局提交年度报告。当年新建的驿站，自下年度起提交。

第五条　【报告内容】运营单位提交年度报告时，应当附送下列材料：

（一）驿站收支情况；

（二）安全巡查记录；

（三）骑行者评价。

由乡镇共建的驿站，还应当附送共建协议。

第六条　【抽查】市交通局每年按照不少于驿站总数6%的比例抽查年度报告。

第七条　加装雨棚免于办理建设工程规划许可，由市规划局会同市交通局制定简易程序。

第八条　符合公共租赁驿站条件的保障方式有：减免租金、发放补贴。

第九条　各区的驿站管护制度，由区交通部门参照本办法制定。

第十条　骑行者反映问题，可以拨打热线电话、到驿站窗口登记。有下列情形之一的，不予受理：

（一）没有写明驿站名称的；

（二）同一问题已经答复的。

第十一条　本办法中的“以上”包含本数，“不足”不包含本数。租金减免三成以上的，须报市交通局。

第十二条　有下列情形的，按照规定处理：

（一）未按期提交年度报告的，列入驿站提醒名录；

（二）骑行者投诉属实的，由乡镇督促整改；

（三）擅自转租的，收回经营权。

第十三条　擅自占用驿站车位的，责令改正；拒不改正的，并处500元罚款。

第十四条　2030年3月1日前已经提交但没有办结的登记，可以按本办法办理。
"""
PLAN = """白鹭市农村公路提升行动方案（2031—2033年）

一、目标

到2033年，农村公路优良率达到92%以上。年度指标见下表。

| 序号 | 指标 | 2030年（实际） | 2031年 | 2032年 | 2033年 | 责任单位 |
|---|---|---|---|---|---|---|
| 1 | 改造危桥（座，当年数） | 31 | 40 | 30 | 20 | 市交通局 |
| 2 | 客货合作线路（条，累计数） | 52 | 60 | 75 | 90 | 市邮政管理局 |
| 3 | 万车死亡率（人/万车，不高于） | 1.9 | 1.7 | 1.6 | 1.5 | 市公安局 |

二、推动客货融合

1.建好服务站。新建乡镇服务站18个。（责任单位：市邮政管理局）

2.开通合作线路。由县级交通部门认定。

3.培育示范站。培育示范站6个。【市商务局】

三、资金

三年安排市级资金900万元，其中2031年400万元、2032年300万元、2033年200万元。（牵头单位：市财政局；配合单位：市商务局）
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("office")
    with Library.open(home, reader=READER_VERSION) as library:
        library.put(parse_text(RULES, "rules.txt"))
        library.put(parse_text(PLAN, "plan.md"))
    with Assistant.open(home) as opened:
        yield opened


SAID = {
    "a clipped name": ("驿站年报每年几号前交", "4月20日前"),
    "a clipped name of three words": ("符合公租驿站条件的保障方式有哪些", "减免租金、发放补贴"),
    "what a kind of body has to hand in": ("运营单位交年度报告要附哪些材料", "安全巡查记录"),
    "a row counted in its name": ("2032年客货合作线路要到多少条", "**75**"),
    "a row whose name has more than its measure": ("2031年危桥改造任务是多少座", "**40**"),
    "a list of two behind a colon": ("公共租赁驿站的保障方式有哪些", "减免租金、发放补贴"),
    "whether something is needed": ("加装雨棚还是得先办规划许可的吧", "免于办理建设工程规划许可"),
    "where a bound begins": ("办法里说的“以上”包不包括那个数", "“以上”包含本数"),
    "a day that names no paper": ("2030年3月1日以前交的登记没办结，能按新办法办吗", "可以按本办法办理"),
    "things to be done, ordered": ("概括一下客货融合要做的几件事", "培育示范站"),
}


@pytest.mark.parametrize(("question", "words"), SAID.values(), ids=SAID)
def test_what_the_paper_says_of_it(assistant: Assistant, question: str, words: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered", answer.answer
    assert words in answer.answer


def test_a_part_of_several_years_is_not_told_as_all_of_them(assistant: Assistant) -> None:
    first = assistant.ask("2031年安排市级资金多少")
    assert "**400万元**" in first.answer
    assert "三年安排市级资金：**400" not in first.answer


@pytest.mark.parametrize("question", ["驿站的问题想反映，能走哪些路子", "驿站问题要反映，有什么门路没有"])
def test_a_part_that_asks_is_not_left_out(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status != "answered" or "热线电话" in answer.answer


def test_a_note_without_a_part_is_told_beside_those_with_one(assistant: Assistant) -> None:
    answer = assistant.ask("市商务局牵头和配合的任务列一下")
    assert "另有 1 项只列了单位名称，不分牵头配合" in answer.answer
    assert "培育示范站" in answer.answer
    assert answer.listing is not None
    assert not answer.listing.complete


@pytest.mark.parametrize("question", ["办法里说的骑行者包括哪些人", "运营单位包括哪几类"])
def test_a_word_no_sentence_explains_is_not_explained_by_a_list(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status != "answered"


def test_a_clipped_word_is_not_said_to_be_missing(assistant: Assistant) -> None:
    answer = assistant.ask("驿站年报要装订成册吗")
    assert "没有“年报”" not in answer.answer


def test_how_about_one_thing_is_told_by_its_item_alone(assistant: Assistant) -> None:
    answer = assistant.ask("驿站擅自转租的怎么处理")
    assert "收回经营权" in answer.answer
    assert "提醒名录" not in answer.answer


def test_a_year_in_a_word_tells_no_length_of_time(assistant: Assistant) -> None:
    answer = assistant.ask("列入驿站提醒名录了，多久能移出来")
    assert answer.status != "answered"


def test_a_year_called_by_where_it_stands_is_no_day(assistant: Assistant) -> None:
    answer = assistant.ask("收支台账每年几月几号前要报")
    assert answer.status != "answered"


def test_a_fine_is_no_price(assistant: Assistant) -> None:
    assert "**" not in assistant.ask("驿站车位停一次多少钱").answer
    assert "500元" in assistant.ask("占用驿站车位罚多少").answer


def test_what_an_article_asks_for_behind_its_items_is_told_with_them(assistant: Assistant) -> None:
    answer = assistant.ask("提交年度报告要附送哪些材料，列全")
    assert "此处共列 3 项" in answer.answer
    assert "共建协议" in answer.answer
