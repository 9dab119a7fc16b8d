"""The items of a 条 asked for without its number, and cells asked for by row and column."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answers.lists import itemised
from assistant.ask import Assistant
from assistant.verification.answer import faults
from ingest.pipeline import READER_VERSION, parse_text
from ingest.store.library import Library
from tests.small_library import over

RULES = """柳坪县流动摊位管理办法

第一条  为规范流动摊位，方便居民生活，制定本办法。

第二条  申请摊位的居民应当具备下列条件：

（一）在本县居住满1年；

（二）家庭月收入低于3000元；

（三）未领取同类补贴。

第三条  有下列情形之一的，不予发放摊位补贴：

（一）转租摊位的；

（二）连续歇业超过30日的。

第四条  摊位补贴按照下列标准发放：

（一）一类摊位每月200元；

（二）二类摊位每月120元。

第五条  市级巡查队2支，每支不少于15人；每个县组建巡查队1支，每支不少于10人。
"""
TABLE = """# 桥头县2026年摊位收费方案

| 摊位类别 | 收费系数 | 最长租期 |
|---|---|---|
| 一类 | 1.0 | 24个月 |
| 二类 | 0.7 | 12个月 |
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("items")
    with Library.open(home, reader=READER_VERSION) as library:
        library.put(parse_text(RULES, "rules.txt"))
        library.put(parse_text(TABLE, "table.md"))
    with Assistant.open(home) as opened:
        yield opened


LISTS = {
    "conditions": ("柳坪办法里申请摊位要什么条件", ["第二条/（一）", "第二条/（二）", "第二条/（三）"]),
    "what is refused": ("柳坪办法哪些情形不给摊位补贴", ["第三条/（一）", "第三条/（二）"]),
    "what is given": ("柳坪办法摊位补贴的标准有哪些", ["第四条/（一）", "第四条/（二）"]),
}


@pytest.mark.parametrize(("question", "labels"), LISTS.values(), ids=LISTS)
def test_all_items_of_the_list_meant(assistant: Assistant, question: str, labels: list[str]) -> None:
    answer = assistant.ask(question)
    assert answer.listing is not None
    assert [row.clause for row in answer.listing.rows] == labels
    assert "已全部列出" in answer.answer
    assert faults(answer, assistant.facts(answer), assistant.known()) == ()


def test_members_of_a_class_have_a_line_each(assistant: Assistant) -> None:
    answer = assistant.ask("柳坪办法一类和二类摊位每月补贴各多少")
    assert all(figure in answer.answer for figure in ("200元", "120元"))


def test_the_sentence_that_names_the_member_answers(assistant: Assistant) -> None:
    told = assistant.ask("柳坪办法市级巡查队每支多少人").answer.split(">")[0]
    assert ("15人" in told, "10人" in told) == (True, False)


def test_a_cell_by_its_row_and_column(assistant: Assistant) -> None:
    answer = assistant.ask("桥头方案里一类和二类摊位的收费系数各是多少")
    assert answer.status == "answered"
    assert all(cell in answer.answer for cell in ("收费系数 **1.0**", "收费系数 **0.7**"))


def test_what_asks_for_no_list_is_left_to_others(assistant: Assistant) -> None:
    query = assistant.read("柳坪办法一类摊位每月补贴多少")
    assert itemised(query, assistant.sources) is None


def test_what_need_not_be_done_is_the_list_that_takes_out(tmp_path: Path) -> None:
    rules = (
        "柳坪县摊位登记规定\n第一条 摊位登记应当符合下列要求：\n（一）亮证摆摊；\n（二）每年登记一次。\n"
        "第二条 除下列情形外，摊位应当到县政务大厅登记：\n（一）每年摆摊不足10日的；\n（二）庙会期间的。\n"
    )
    with over(tmp_path, {"a.txt": rules}) as opened:
        answer = opened.ask("柳坪县哪些摊位可以不登记").answer
    assert "庙会期间的" in answer
    assert "亮证摆摊" not in answer


FUNDS = """柳坪县2031年摊位改造方案

一、资金

全县共安排摊位改造资金90万元，分用途安排如下：

| 用途 | 2031年（万元） | 2032年（万元） |
|---|---|---|
| 遮阳棚更换 | 20 | 30 |
| 排水沟整修 | 25 | 15 |

二、申请

摊主申请遮阳棚更换补助，应当持有效证照，并完成消防培训。
"""


def test_a_table_behind_its_lead_in_is_a_list(tmp_path: Path) -> None:
    with over(tmp_path, {"funds.md": FUNDS}) as opened:
        answer = opened.ask("柳坪方案摊位改造资金有哪几项用途")
        assert answer.listing is not None
        assert [row.clause for row in answer.listing.rows] == ["一/表/1", "一/表/2"]
        assert "遮阳棚更换：2031年（万元） **20**" in answer.answer
        conditions = opened.ask("柳坪方案申请遮阳棚更换补助有哪些条件")
        assert conditions.citations[0].clause == "二"
