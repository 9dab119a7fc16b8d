"""What follows from breaking an article. A paper of our own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answers.clause import punished
from assistant.ask import Assistant
from tests.small_library import over

RULES = """杏林市早餐摊点管理办法

第一章 总则

第一条 为规范早餐摊点管理，制定本办法。

第二条 摊主应当按照核定的地点和时间经营，每日经营不超过4小时。

第三条 摊主应当遵守下列规定：

（一）佩戴健康证明；

（二）垃圾日产日清。

第四条 摊点面积不超过6平方米。

第五条 摊主转让摊位的，应当报区城管局同意。

第六条 摊位使用费按季度缴纳。

第七条 区城管局每月检查不少于2次。

第二章 罚则

第八条 摊主违反本办法第二条规定的，由区城管局责令改正，处200元以上500元以下罚款。

第九条 违反第三条、第四条规定的，暂停经营3日至7日。

第十条 有第五条所列行为之一的，区城管局应当作出下列处理：

（一）收回摊位；

（二）一年内不受理其申请。

第十一条 违反本办法其他规定的，由区城管局批评教育。

第十二条 依照第七条的规定开展的检查，结果应当公布。
"""


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("breaches"), {"杏林市早餐摊点办法.txt": RULES}) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "article", "said"),
    [
        ("杏林的摊主要是违反第二条会怎么处理", "第八条", "200元以上500元以下"),
        ("杏林早餐摊点办法违反第2条罚多少", "第八条", "200元以上500元以下"),
        ("杏林摊主不遵守第三条有什么后果", "第九条", "暂停经营3日至7日"),
        ("杏林办法违反第四条规定怎么处罚", "第九条", "暂停经营3日至7日"),
        ("杏林早餐摊违反了第四条的如何处理", "第九条", "暂停经营"),
        ("杏林摊主违反第五条会被怎么处理", "第十条", "收回摊位"),
        ("杏林办法里没遵守第三条的咋处理", "第九条", "暂停经营"),
        ("杏林早餐摊点办法怎么处罚违反第二条的摊主", "第八条", "罚款"),
        ("杏林摊主没按第二条做要承担什么责任", "第八条", "责令改正"),
        ("杏林摊主不履行第五条有啥后果", "第十条", "一年内不受理"),
    ],
)
def test_the_article_that_speaks_of_the_breach(
    paper: Assistant, question: str, article: str, said: str
) -> None:
    answer = paper.ask(question)
    assert answer.status == "answered"
    assert said in answer.answer
    assert all(article in citation.clause.split("/") for citation in answer.citations)


@pytest.mark.parametrize("question", ["杏林摊主违反第六条怎么处理", "杏林办法违反第七条有什么后果"])
def test_nothing_is_claimed_where_no_article_names_it(paper: Assistant, question: str) -> None:
    answer = paper.ask(question)
    assert answer.status == "near"
    assert "第十一条" in answer.answer


def test_what_an_article_says_is_still_told(paper: Assistant) -> None:
    answer = paper.ask("杏林早餐摊点办法第二条写了什么")
    assert "每日经营不超过4小时" in answer.answer
    assert callable(punished)
