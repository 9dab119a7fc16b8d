"""How many entries a list has: counted off the list, table or heading that is called by its whole name, or
off the sentence that divides; where none can be told, nothing is claimed. Papers of our own.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answers.draft import Draft
from assistant.answers.tallies import serves_count
from assistant.ask import Assistant
from assistant.question import Query, Scope, Tally
from tests.small_library import over

PLAN = """# 渔浦县绿道和驿站建设三年行动方案（2026—2028年）

## 一、总体目标

到2028年底，全县建成绿道160公里、驿站24个，绿道覆盖率达到85%以上。

### （一）主要指标

| 序号 | 指标 | 单位 | 2025年 | 2028年 | 属性 |
|---|---|---|---|---|---|
| 1 | 绿道里程 | 公里 | 90 | 160 | 约束性 |
| 2 | 驿站数量 | 个 | 12 | 24 | 预期性 |
| 3 | 绿道覆盖率 | % | 70 | 85以上 | 约束性 |
| 4 | 骑行人次 | 万人次 | 30 | 50 | 预期性 |

## 二、重点任务

### （一）打造滨水宜居绿道

1.贯通滨江段。新建绿道30公里。

2.提升湖岸段。改造绿道12公里，种植乔木800株。

### （二）完善驿站服务

1.统一标识。全县驿站标识更换率达到100%。

2.延长开放。驿站每天开放不少于10小时。

3.配齐设施。每个驿站配备急救箱1个。

### （三）健全管护机制

管护经费每公里每年不低于2万元。

## 三、实施步骤

（一）启动阶段。2026年6月底前编制完成专项规划。

（二）建设阶段。2026年7月至2028年6月完成建设任务。

（三）验收阶段。2028年12月底前完成验收。

# 附件1

# 2026年重点任务清单

| 序号 | 任务 | 完成时限 | 牵头单位 | 配合单位 |
|---|---|---|---|---|
| 1 | 编制绿道专项规划 | 6月底前 | 县自然资源局 | 县住建局 |
| 2 | 贯通滨江绿道 | 10月底前 | 县住建局 | 县水利局 |
| 3 | 建成驿站4个 | 11月底前 | 县文旅局 | 县住建局 |

# 附件2

# 资金安排表

| 序号 | 项目 | 金额（万元） |
|---|---|---|
| 1 | 绿道建设 | 800 |
| 2 | 驿站建设 | 300 |
| 合计 | | 1100 |
"""

RULES = """渔浦县绿道驿站管理办法

第一章 总则

第一条 为规范绿道驿站管理，制定本办法。

第二条 驿站按照服务半径分为下列三类：

（一）一类驿站，服务半径在3公里以上；

（二）二类驿站，服务半径在1公里以上3公里以下；

（三）三类驿站，服务半径在1公里以下。

第二章 设立

第三条 申请设立驿站，应当同时具备下列条件：

（一）用房面积不少于40平方米；

（二）配备管理人员不少于2名；

第四条 申请经营许可的，应当向县住建局提交下列材料：

（一）申请表2份；

（二）营业执照；

（三）用房证明；

（四）安全承诺书。

第五条 年度评定结果分为优秀、合格和不合格三个等级，优秀比例不超过20%。

第六条 经营者有下列情形之一的，由县住建局责令限期改正；逾期不改正的，收回经营权：

（一）擅自停业超过15日的；

（二）转租驿站用房的。

第七条 驿站每天开放10小时，每月检修1次。

第八条 绿道垃圾清运实行两级负责，每日清运2次。
"""


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(
        tmp_path_factory.mktemp("lists"), {"渔浦县绿道方案.md": PLAN, "渔浦县驿站办法.txt": RULES}
    ) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("渔浦县绿道方案26年重点任务清单一共几项", "共 3 项"),
        ("渔浦绿道方案的重点任务清单里列了多少项任务", "共 3 项"),
        ("渔浦绿道方案附件1的清单一共几项", "共 3 项"),
        ("渔浦绿道方案的指标表一共几个指标", "共 4 个指标"),
        ("渔浦绿道方案主要指标里约束性的有几个", "约束性指标 2 个"),
        ("渔浦县绿道方案主要指标表里预期性的一共几个", "预期性指标 2 个"),
        ("渔浦绿道方案“驿站服务”那部分总共列了几条", "共 3 条"),
        ("渔浦绿道方案滨水宜居绿道下面一共列了几条任务", "共 2 条"),
        ("渔浦绿道方案重点任务下面一共有多少项", "分 3 个部分，共 6 项"),
        ("渔浦绿道方案资金安排表里列了几项", "共 2 项"),
        ("渔浦绿道方案实施步骤列了几条", "共 3 条"),
        ("一共有几项任务啊，渔浦绿道方案那个重点任务清单", "共 3 项"),
    ],
)
def test_the_entries_of_a_list_are_counted_under_its_whole_name(
    papers: Assistant, question: str, said: str
) -> None:
    answer = papers.ask(question)
    assert answer.status == "answered", answer.answer
    assert said in answer.answer


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("渔浦的驿站分几类", "三类：共 3 项"),
        ("渔浦驿站分为几种", "三类：共 3 项"),
        ("申请设立驿站要同时满足几个条件，渔浦的", "条件：共 2 项"),
        ("在渔浦申请经营许可要交几样材料", "材料：共 4 项"),
        ("渔浦驿站年度评定结果分几个等级", "**三个等级**"),
        ("渔浦驿站年度评定结果分几级", "**三个等级**"),
        ("渔浦驿站经营者有几种情形会被收回经营权", "共 2 项"),
        ("渔浦驿站经营者出了哪几种情况要收回经营权，一共几种", "共 2 项"),
        ("渔浦驿站办法申请经营许可提交的材料有几样", "材料：共 4 项"),
        ("渔浦设立驿站的条件有几个条件要满足", "条件：共 2 项"),
    ],
)
def test_the_members_of_a_sentence_are_counted(papers: Assistant, question: str, said: str) -> None:
    answer = papers.ask(question)
    assert answer.status == "answered", answer.answer
    assert said in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "渔浦绿道方案责任分工表一共几项",
        "渔浦绿道方案的保障措施列了几条",
        "渔浦绿道方案的督查清单有几项任务",
        "渔浦绿道垃圾清运分几类",
        "渔浦驿站检修分几个步骤",
        "渔浦驿站开放要交几样材料",
        "渔浦绿道方案附件1的资金表有几项",
        "渔浦驿站标识分几种",
        "渔浦绿道管护分几档",
        "渔浦绿道方案的宣传活动那部分列了几条",
    ],
)
def test_nothing_is_claimed_where_the_list_cannot_be_told(papers: Assistant, question: str) -> None:
    answer = papers.ask(question)
    assert answer.status in ("near", "not_found"), answer.answer
    assert "**" not in answer.answer


@pytest.mark.parametrize(
    ("measure", "thing", "answer", "serves"),
    [
        ("条", "", "示范村：**8个**", False),
        ("项", "任务", "专项行动：**18个**", True),
        ("类", "", "覆盖率：**95%**", False),
        ("样", "材料", "申请表：**3份**", True),
        ("样", "材料", "补贴：**300元**", False),
        ("种", "", "筛查：**48种**", True),
        ("", "条件", "面积：**40平方米**", False),
        ("级", "", "**三个等级**", True),
        ("项", "", "没有加粗的一句话", True),
        ("条", "任务", "清单企业：**260家**", False),
    ],
)
def test_a_figure_of_something_else_is_no_count(measure: str, thing: str, answer: str, serves: bool) -> None:
    query = Query(asked="", intent="figure", scope=Scope(), tally=Tally(measure=measure, thing=thing))
    assert serves_count(query, Draft(status="answered", answer=answer)) is serves


def test_naming_kinds_does_not_say_into_how_many_something_divides() -> None:
    query = Query(asked="", intent="figure", scope=Scope(), tally=Tally(measure="类", of_kinds=True))
    said = Draft(status="answered", answer="**湖区类、江段类绿道的管理适用本办法** 〔渔浦·一〕")
    assert not serves_count(query, said)


def test_grade_in_figures_answers_which_grade(tmp_path: Path) -> None:
    paper = {"渔浦要点.txt": "渔浦县2026年绿道工作要点\n一、平台\n1.绿道平台测评基本达到5级乙等标准。\n"}
    with over(tmp_path, paper) as assistant:
        assert assistant.ask("渔浦县绿道平台测评想达到几级").status == "answered"


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("渔浦绿道方案哪些是约束性指标", ["绿道里程", "绿道覆盖率"]),
        ("哪些是预期性指标？渔浦绿道方案", ["驿站数量", "骑行人次"]),
        ("渔浦县绿道方案的约束性指标有哪些", ["绿道里程", "绿道覆盖率"]),
        ("渔浦绿道方案里属于预期性的指标是哪几个", ["驿站数量", "骑行人次"]),
    ],
)
def test_the_indicators_of_a_kind_are_the_rows_of_its_column(
    papers: Assistant, question: str, rows: list[str]
) -> None:
    answer = papers.ask(question)
    assert answer.listing is not None
    assert [row.summary for row in answer.listing.rows] == rows
