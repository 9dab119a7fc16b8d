"""Tasks of an office within the part of a paper the question names: an attachment, a list, a group; and every
clause that names an office. Papers of our own.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from assistant.question import Turn
from ingest.grammar.whole_names import names_office
from tests.small_library import over

PLAN = """# 雁塘市背街小巷整治三年行动方案（2026—2028年）

## 一、主要任务

（一）整修路面。2026年整修小巷60条。（牵头单位：市城管局；责任单位：市财政局）

（二）规整线缆。入地线缆40公里，市城管局会同市通信管理局组织实施。

（三）提升照明。新装路灯900盏。（责任单位：市住建局）

## 二、保障措施

（一）加强调度。成立背街小巷整治工作专班，每月调度一次，重大事项报市财政局审核。

（二）严格验收。市住建局协助开展验收，验收合格率达到100%。

（三）做好核对。各区对照市民政局发布的名录核对居民信息。

# 附件1

# 背街小巷整治工作专班成员单位职责

1.市城管局：承担专班办公室日常工作，编制导则。

2.市财政局：统筹补助资金，监督资金使用。

3.市民政局：指导居民议事协商。

# 附件2

# 2026年重点任务清单

| 序号 | 任务 | 完成时限 | 牵头单位 | 配合单位 |
|---|---|---|---|---|
| 1 | 编制整治导则 | 4月底前 | 市城管局 | 市住建局 |
| 2 | 整修小巷60条 | 11月底前 | 市住建局 | 市财政局 |
| 3 | 线缆入地 | 10月底前 | 市城管局 | 市通信管理局 |
"""
OTHER = """临浦区养老服务工作要点（2026年）

一、重点工作

1.新建助餐点8个。（责任单位：区民政局）
"""


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(
        tmp_path_factory.mktemp("within"), {"雁塘市背街小巷方案.md": PLAN, "临浦区养老要点.txt": OTHER}
    ) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "clauses"),
    [
        ("雁塘附件2的清单里市城管局牵头的有哪些任务", ["附件2/表/1", "附件2/表/3"]),
        ("雁塘方案2026年重点任务清单里市住建局牵头的有哪几项", ["附件2/表/2"]),
        ("雁塘重点任务清单里市住建局配合的有哪些", ["附件2/表/1"]),
        ("市财政局在雁塘整治专班里的职责是什么", ["附件1/2"]),
        ("市城管局在雁塘背街小巷整治工作专班里有哪些职责", ["附件1/1"]),
        ("雁塘方案主要任务里市城管局有哪些任务", ["一/（一）", "一/（二）"]),
        ("雁塘附件1里市民政局的职责有哪些", ["附件1/3"]),
        ("雁塘方案附件2里市财政局配合的任务有哪些", ["附件2/表/2"]),
        ("市城管局在雁塘附件2中牵头哪几项", ["附件2/表/1", "附件2/表/3"]),
        ("市通信管理局在雁塘重点任务清单里有什么任务", ["附件2/表/3"]),
    ],
)
def test_only_the_part_that_is_named(papers: Assistant, question: str, clauses: list[str]) -> None:
    answer = papers.ask(question)
    assert answer.status == "answered"
    assert answer.listing is not None
    assert [row.clause for row in answer.listing.rows] == clauses
    assert "附件" in answer.answer or "主要任务" in answer.answer


def test_what_stands_in_the_rest_is_counted(papers: Assistant) -> None:
    answer = papers.ask("雁塘附件2的清单里市城管局牵头的有哪些任务").answer
    assert "其他部分另有 2 项" in answer


def test_that_the_part_charges_it_with_nothing(papers: Assistant) -> None:
    answer = papers.ask("市通信管理局在雁塘整治专班里有哪些职责")
    assert (answer.status, answer.listing) == ("not_found", None)


def test_a_follow_up_stays_in_the_part_and_with_the_offices_of_the_paper(papers: Assistant) -> None:
    first = Turn(role="user", content="市财政局在雁塘整治专班里的职责是什么")
    answer = papers.ask("民政局的呢", history=[first])
    assert answer.listing is not None
    assert [row.clause for row in answer.listing.rows] == ["附件1/3"]
    assert "区民政局" not in answer.answer


def test_a_list_says_where_else_the_office_is_named(papers: Assistant) -> None:
    answer = papers.ask("市财政局在雁塘方案里有哪些任务").answer
    assert "二（一）" in answer


@pytest.mark.parametrize(
    ("question", "clauses"),
    [
        ("雁塘方案哪几条提到市财政局", ["一/（一）", "二/（一）", "附件1/2", "附件2/表/2"]),
        ("雁塘方案有哪些条款提到了市住建局", ["一/（三）", "二/（二）", "附件2/表/1", "附件2/表/2"]),
        ("雁塘方案提到市民政局的条款有哪些", ["二/（三）", "附件1/3"]),
    ],
)
def test_every_clause_that_names_an_office(papers: Assistant, question: str, clauses: list[str]) -> None:
    answer = papers.ask(question)
    assert answer.listing is not None
    assert [row.clause for row in answer.listing.rows] == clauses


@pytest.mark.parametrize(
    ("text", "unit", "named"),
    [
        ("报市财政局审核", "市财政局", True),
        ("会同市财政局、市民政局办理", "市民政局", True),
        ("市财政局协助", "市财政局", True),
        ("抄送县妇联", "县妇联", True),
        ("雁塘市财政局拨付", "市财政局", True),
        ("由市财政局拨付", "财政局", False),
        ("市公安局交警支队负责", "市公安局", False),
        ("市住建局物业科受理", "市住建局", False),
        ("县卫健局党组研究", "县卫健局", False),
        ("市水利局办公室", "市水利局", True),
        ("征求市林业局意见", "市林业局", True),
    ],
)
def test_a_name_stands_there_whole(text: str, unit: str, named: bool) -> None:
    assert names_office(text, unit) is named


def test_a_list_beside_a_mention_is_not_called_complete(papers: Assistant) -> None:
    answer = papers.ask("市民政局在雁塘方案里有哪些任务")
    assert answer.listing is not None
    assert not answer.listing.complete
    assert "已全部列出" not in answer.answer
    assert "另有 1 条提到" in answer.answer
