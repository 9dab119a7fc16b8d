"""Clauses pointed at by their marks."""

from __future__ import annotations

import pytest

from assistant.ask import Assistant
from assistant.query.reference import find_clauses, read_reference
from assistant.question import Query, Scope


@pytest.mark.parametrize(
    ("question", "plan", "labels"),
    [
        ("二（三）第8项讲什么", "nanchang-2021-health", ["二/（三）/8"]),
        ("二/（三）/8", "nanchang-2021-health", ["二/（三）/8"]),
        ("重点工作第16条谁负责", "nanchang-2021-health", ["二/（五）/16"]),
        ("工作目标第10条", "nanchang-2021-health", ["一/10"]),
        ("第29条", "nanchang-2021-health", ["四/29"]),
        ("第三章第三节专栏3第（2）项", "nanchang-145-health", ["第三章/三/专栏3/（2）"]),
        ("专栏2（4）", "nanchang-145-health", ["第三章/二/专栏2/（4）"]),
        ("第四章第三节说了什么", "nanchang-145-health", ["第四章/三"]),
        ("保障措施第四条", "nanchang-145-health", ["第四章/四"]),
        ("第（十七）部分", "donghai-2021-health", ["五/（十七）/25"]),
        ("第（七）部分", "donghai-2021-health", ["三/（七）/8", "三/（七）/9"]),
        ("第99条", "nanchang-2021-health", []),
    ],
)
def test_found(corpus: Assistant, question: str, plan: str, labels: list[str]) -> None:
    corpus.catalog.refresh()
    folded = question.replace("（", "(").replace("）", ")")
    marks, _ = read_reference(folded)
    assert marks
    query = Query(asked=question, intent="reference", scope=Scope(), reference=marks)
    assert [row.clause.label for row in find_clauses(corpus.catalog.view(plan), query)] == labels


@pytest.mark.parametrize(
    "question",
    [
        "第一批试点有哪些",
        "建设第四届论坛",
        "前三条怎么说",
        "新增三个中心",
        "第三方检测机构",
        "二级医院老年医学科比例",
    ],
)
def test_not_a_reference(question: str) -> None:
    assert read_reference(question)[0] == ()
