"""One figure at several years: each year is looked up by itself, what is computed is shown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answers.several import at_each_time
from assistant.ask import Assistant
from assistant.verification.answer import faults
from ingest.pipeline import READER_VERSION, parse_text
from ingest.store.library import Library

PLAN = """# 柳坪县慢行交通提升行动方案（2026—2028年）

为方便居民骑行，制定本方案。

## 一、主要目标

到2028年，全县建成骑行驿站90座。主要指标见下表：

| 序号 | 指标 | 单位 | 2025年（基期） | 2026年 | 2027年 | 2028年 | 属性 |
|---|---|---|---|---|---|---|---|
| 1 | 骑行驿站数 | 座 | 30 | 45 | 60 | 90 | 约束性 |
| 2 | 绿道照明完好率 | % | 81 | ≥85 | ≥90 | ≥95 | 预期性 |

## 二、重点任务

（一）扩大供给。新增公共自行车4000辆，其中2026年、2027年分别新增1500辆、1000辆。（责任单位：县交通局）

（四）落实经费。三年安排专项经费2860万元，其中2026年1100万元、2027年1060万元、2028年700万元。

（二）改造桥梁。到2026年底，人行天桥加装坡道率达到40%。（责任单位：县城管局）

（三）到2027年底，人行天桥加装坡道率达到75%。（责任单位：县城管局）
"""
REPORT = """柳坪县2026年城市慢行工作要点

一、2025年工作

新建口袋公园14个，栽植行道树2360株。

二、2026年安排

新建口袋公园9个、停车棚20处。（责任单位：县园林局）
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("timed")
    with Library.open(home, reader=READER_VERSION) as library:
        library.put(parse_text(PLAN, "plan.md"))
        library.put(parse_text(REPORT, "report.txt"))
    with Assistant.open(home) as opened:
        yield opened


BOTH = {
    "of a row": ("柳坪行动方案骑行驿站数2026年和2028年各多少", ["2026年 **45**", "2028年 **90**"]),
    "one of which the whole is due in": (
        "柳坪行动方案安排专项经费2026年和2028年各多少",
        ["2026年 **1100万元**", "2028年 **700万元**"],
    ),
    "what a row starts from": ("柳坪行动方案骑行驿站数2025年和2027年分别是多少", ["**30**", "**60**"]),
    "of two clauses": ("柳坪行动方案天桥加装坡道率2026年底和2027年底各多少", ["**达到40%**", "**达到75%**"]),
    "done and to do": ("柳坪要点口袋公园2025年建了几个，2026年建几个", ["**14个**", "**9个**"]),
    "with the year before": ("柳坪要点口袋公园2026年比去年是多还是少", ["14个", "9个"]),
}


@pytest.mark.parametrize(("question", "said"), BOTH.values(), ids=BOTH)
def test_each_year_has_its_figure(assistant: Assistant, question: str, said: list[str]) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert [words for words in said if words not in answer.answer] == []
    assert faults(answer, assistant.facts(answer), assistant.known()) == ()


COMPUTED = {
    "from the base": (
        "柳坪行动方案骑行驿站数从2025年到2028年要增加几座",
        "2028年 90（座） − 2025年 30座 = 60座",
    ),
    "of two goals": ("柳坪行动方案照明完好率2027年比2026年高几个百分点", "= 5个百分点"),
    "in one sentence": ("柳坪行动方案2026年新增公共自行车比2027年多多少辆", "1500辆 − 2027年 1000辆 = 500辆"),
    "a sum of years": (
        "柳坪行动方案2026年和2027年一共新增公共自行车多少辆",
        "1500辆 + 2027年 1000辆 = 2500辆",
    ),
}


@pytest.mark.parametrize(("question", "said"), COMPUTED.values(), ids=COMPUTED)
def test_what_is_computed_names_its_years(assistant: Assistant, question: str, said: str) -> None:
    assert said in assistant.ask(question).answer


def test_the_targets_of_one_year_are_listed(assistant: Assistant) -> None:
    answer = assistant.ask("柳坪行动方案2027年的指标列个表")
    assert answer.listing is not None
    rows = [line for line in answer.answer.splitlines() if "〔" in line]
    assert any("骑行驿站数 | 60（座）" in row for row in rows)
    assert not any("45（座）" in row or "90（座）" in row for row in rows)
    assert "没有标明是2027年的" in answer.answer


def test_an_indicator_with_several_years_is_one(assistant: Assistant) -> None:
    answer = assistant.ask("柳坪行动方案的约束性指标有哪些")
    assert answer.answer.startswith("约束性指标共 1 个")
    assert "2026年 45（座）；2027年 60（座）；2028年 90（座）" in answer.answer


def test_one_year_is_left_to_others(assistant: Assistant) -> None:
    query = assistant.read("柳坪行动方案骑行驿站数2026年是多少")
    assert at_each_time(query, assistant.sources) is None
