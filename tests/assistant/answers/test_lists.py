"""A list is shown whole wherever one of its items is; of one too long for a screen it is told how many."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answers.lists import with_lists
from assistant.ask import Assistant
from assistant.retrieval.nearest import nearest_passages
from tests.small_library import over

CONDITIONS = ("在本县居住满2年", "家庭没有承包耕地", "认领前1年内没有弃耕记录")
STEPS = ("申请。居民向村（社区）提出", "核对。乡镇人民政府会同", "划地。县公共菜地服务中心")
RATES = ("按水价的20%缴纳", "按水价的50%缴纳", "其他家庭，全额缴纳")
CASES = ("需要统一停灌的", "国家建设需要占用的", "认为需要收回的其他情形")
RULES = """梧桐县公共菜地管理办法

第一条 为规范公共菜地的认领和管理，制定本办法。

第二条 认领公共菜地的居民应当同时符合下列条件：

（一）在本县居住满2年；

（二）家庭没有承包耕地；

（三）认领前1年内没有弃耕记录。

第三条 认领按照下列程序办理：

（一）申请。居民向村（社区）提出，村（社区）在5个工作日内公示；

（二）核对。乡镇人民政府会同县农业农村局在10个工作日内核对承包情况；

（三）划地。县公共菜地服务中心在8个工作日内划定地块并发放认领牌。

第四条 认领人按照下列标准缴纳水费：

（一）特困家庭，按水价的20%缴纳；

（二）残疾人家庭，按水价的50%缴纳；

（三）其他家庭，全额缴纳。

第五条 遇有下列情况之一的，县人民政府可以收回整片菜地：

（一）发生重大旱情，需要统一停灌的；

（二）国家建设需要占用的；

（三）县人民政府认为需要收回的其他情形。

第六条 认领期限一般为3年，最长不超过6年。弃耕满6个月的，由县公共菜地服务中心收回地块，处500元以下罚款。

第七条 菜地的水渠由乡镇人民政府修缮。县农业农村局每年巡查2次，发现渗漏的，责令限期修复。
"""


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    papers = {"梧桐县公共菜地管理办法.txt": RULES}
    with over(tmp_path_factory.mktemp("garden"), papers) as assistant:
        yield assistant


WHOLE = (
    ("刚搬来的人想认领菜地得满足啥", CONDITIONS),
    ("认领公共菜地啥条件", CONDITIONS),
    ("菜地认领要准备什么，要符合啥", CONDITIONS),
    ("外地人能认领菜地吗", CONDITIONS),
    ("菜地认领要走几步 每步几天", STEPS),
    ("认领要过几道手续，每道哪个单位办", STEPS),
    ("菜地认领程序", STEPS),
    ("认领牌去哪领", STEPS),
    ("特困户种菜水费交多少 残疾人家庭呢", RATES),
    ("种菜水费分几档", RATES),
    ("认领人水费怎么交", RATES),
    ("啥情况下整片菜地会被收走", CASES),
    ("什么时候县里能收回菜地", CASES),
    ("梧桐公共菜地收回的情形", CASES),
    ("菜地认领的条件和程序是什么", (*STEPS, *CONDITIONS)),
)


@pytest.mark.parametrize(("question", "items"), WHOLE)
def test_a_list_that_is_met_is_shown_whole(garden: Assistant, question: str, items: tuple[str, ...]) -> None:
    answer = garden.ask(question)
    assert [item for item in items if item not in answer.answer] == []


def test_a_list_is_counted_and_each_item_cited(garden: Assistant) -> None:
    answer = garden.ask("梧桐公共菜地收回的情形")
    assert "此处共列 3 项，全部在此：" in answer.answer
    assert [c.clause for c in answer.citations] == [
        "第五条/¶1",
        "第五条/（一）",
        "第五条/（二）",
        "第五条/（三）",
    ]


def test_a_long_list_says_how_many_items_it_has(tmp_path: Path) -> None:
    items = "\n\n".join(f"{n}.第{n}类摊点，{'应当保持周边整洁，' * 12}每日清扫{n}次。" for n in range(1, 10))
    text = f"青岩县摊点管理规定\n\n一、清扫要求\n\n各类摊点按照下列要求清扫：\n\n{items}\n"
    with over(tmp_path, {"青岩县摊点管理规定.txt": text}) as assistant:
        query, _ = assistant.drafted("摊点清扫要求")
        plans = [row.id for row in assistant.catalog.rows]
        near = nearest_passages(query, assistant.sources, plans, 10)
        first, *_ = with_lists(query, near, 3)
    assert first.said == "此处共列 9 项，这里只引其中 2 项："
    assert next(row.clause.label for row, _ in first.rows) == "一/¶1"
    assert len(first.rows) == 3
