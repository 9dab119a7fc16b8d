"""Questions in words of every day: what is meant by them is read, and nothing is denied for them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from assistant.question import Turn
from tests.small_library import over

PLAN = """澜桥县夜市提升行动方案（2026—2028年）

为规范夜市经营，制定本方案。

一、工作目标

表1 主要指标

| 序号 | 指标 | 2026年 | 2028年 | 属性 | 责任单位 |
| --- | --- | --- | --- | --- | --- |
| 1 | 摊位登记率（%） | 80 | 95 | 约束性 | 县市场监管局 |
| 2 | 摊主满意度（%） | 70 | 85 | 预期性 | 县商务局 |
| 3 | 油烟净化器安装率（%） | 60 | 100 | 约束性 | 县城管局 |

二、重点任务

（一）扶持老摊主。全县评选“老味道”摊主12名，评上的给予一次性扶持。（县商务局牵头，县财政局配合）

（二）照亮夜路。为了方便居民夜间出行，沿河安装路灯260盏，不足50户的村由乡镇人民政府自行安装。（县城管局负责）

（三）清运垃圾。落实“三查”制度（收摊查、午夜查、清晨查）。夜市收摊后1小时内清运完毕，由县城管局每周检查2次。

三、其他事项

未注明期限的扶持政策，执行至2031年12月31日。
"""
PROJECTS = """澜桥县能人培育意见

一、培育行动

实施下列项目：

1.手艺带头人项目。围绕编织、木作、陶艺等传统手艺，3年内在全县遴选手艺带头人30名，支持他们开设工坊、带徒传艺、参加展销，对带徒5人以上的工坊给予场地和设备方面的扶持，并组织到外地交流学习。牵头单位：县文化和旅游局；配合单位：县人力资源和社会保障局。

2.返乡店主项目。围绕县城和集镇的商业街区，3年内引导返乡人员开店200家，提供选址、装修、进货、开张等方面的帮助，对连续经营满2年的店主给予房租方面的扶持，并把他们纳入商会的服务范围。牵头单位：县商务局；配合单位：县工商联。

3.河道讲解员项目。围绕河长制宣传和研学活动，3年内培训河道讲解员90名，编写讲解词和路线图，在节假日开展志愿讲解，对讲解满100小时的志愿者给予表扬，并优先推荐参加省里的比赛。牵头单位：县水利局；配合单位：团县委。
"""


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    papers = {"夜市方案.md": PLAN, "能人意见.txt": PROJECTS}
    with over(tmp_path_factory.mktemp("market"), papers) as assistant:
        yield assistant


BINDING = (
    "夜市方案里哪几个是硬指标",
    "夜市方案的硬指标有哪些",
    "夜市方案硬性指标列一下",
    "夜市方案里必须完成的指标有哪些",
    "夜市方案的刚性指标",
)


@pytest.mark.parametrize("question", BINDING)
def test_binding_indicators_by_what_people_call_them(market: Assistant, question: str) -> None:
    listing = market.ask(question).listing
    assert listing
    assert [row.clause for row in listing.rows] == ["一/表/1", "一/表/3"]


@pytest.mark.parametrize(
    "question", ["哪几个是约束性的", "约束性的呢", "表里哪几个是硬指标", "那硬指标是哪几个"]
)
def test_a_kind_named_behind_all_indicators(market: Assistant, question: str) -> None:
    before = Turn(role="user", content="夜市方案到2028年的指标有哪些")
    listing = market.ask(question, (before,)).listing
    assert listing
    assert [row.clause for row in listing.rows] == ["一/表/1", "一/表/3"]


@pytest.mark.parametrize(
    "question",
    [
        "人少的村没路灯咋办，谁管",
        "村里没人装路灯怎么办谁负责",
        "哪个村没装灯要怎么办，谁来管",
        "没有路灯的村怎么办 谁干",
    ],
)
def test_what_to_do_is_no_office_that_the_library_lacks(market: Assistant, question: str) -> None:
    answer = market.ask(question)
    assert "责任单位有：" not in answer.answer
    assert "二/（二）" in [c.clause for c in answer.citations]


@pytest.mark.parametrize(
    "question",
    [
        "老味道摊主评上了发多少资助",
        "评上老味道摊主一个人多少补偿",
        "老味道摊主能拿多少资助",
        "老味道摊主多少贴息",
    ],
)
def test_money_asked_for_by_its_name_is_not_answered_by_a_number_of_people(
    market: Assistant, question: str
) -> None:
    assert "**12名**" not in market.ask(question).answer


@pytest.mark.parametrize(
    "question",
    ["为啥要装路灯", "装路灯图什么", "沿河装灯出于什么考虑", "装路灯的目的是什么", "路灯为何要装"],
)
def test_why_a_thing_is_done_shows_what_it_is_for(market: Assistant, question: str) -> None:
    answer = market.ask(question)
    assert (answer.citations[0].clause, "方便居民夜间出行" in answer.answer) == ("二/（二）", True)


@pytest.mark.parametrize(
    ("question", "clause", "lead"),
    [
        ("河道讲解员要讲满几个钟头才表扬", "一/3", "100小时"),
        ("返乡开店房租有没有帮衬，归哪家管", "一/2", "满2年"),
        ("手艺带头人那个牵头的是文旅吧", "一/1", "县文化和旅游局"),
    ],
)
def test_of_long_items_the_one_asked_for_comes_first(
    market: Assistant, question: str, clause: str, lead: str
) -> None:
    answer = market.ask(question)
    assert (answer.citations[0].clause, lead in answer.answer) == (clause, True)
    assert "此处共列" not in answer.answer


@pytest.mark.parametrize(
    "question", ["三查具体是指哪三查", "三查是啥", "“三查”说的是什么", "啥叫三查", "三查都是哪些"]
)
def test_a_name_that_is_a_number_and_a_word_is_shown_where_it_stands(
    market: Assistant, question: str
) -> None:
    assert "收摊查、午夜查、清晨查" in market.ask(question).answer


@pytest.mark.parametrize(
    "question", ["摊位登记也是到31年就完了？", "油烟净化器那个不是写的31年吗", "老摊主那块管到2031年对不对"]
)
def test_a_year_that_is_printed_is_not_denied_to_a_follow_up(market: Assistant, question: str) -> None:
    before = Turn(role="user", content="扶持执行到什么时候")
    answer = market.ask(question, (before,))
    assert answer.status != "not_found"
    assert "没有找到写明" not in answer.answer
