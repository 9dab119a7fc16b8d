"""A sentence that says what its clause says in other words is shown; one that turns a word of it is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from ingest.grammar.date_forms import with_plain_dates
from tests.assistant.verification.judged import judge

PLAN = """松原县2026年民生工作要点
一、服务
1．新建县体育馆1座，建筑面积1.2万平方米，二〇二六年六月底前封顶。（牵头单位：县住建局）
2．高血压、糖尿病患者规范管理率分别不低于71%和68%，每季度随访1次。（责任单位：县医院）
3．公共汽车票价不超过2元，投诉72小时内办结，居民自用车辆不适用本条。（责任单位：县交通运输局）
4．二级以上医院全部设立老年病科，存栏由上年的3.1万头增加到3.6万头。（责任单位：县卫健局）
5．化肥用量增幅为−3%，对东坪、西坝、南桥3所学校改造，2025年底前完成。（责任单位：县农业农村局）
"""
TRUE = [
    ("县体育馆建筑面积12000平方米，2026年6月底前封顶。", 1),
    ("体育馆1座，要在2026年6月底前封顶，由县住建局牵头。", 1),
    ("高血压患者规范管理率不低于71%，糖尿病患者不低于68%。", 2),
    ("每个季度随访1次。", 2),
    ("公共汽车票价最高2元，投诉的办结时限为72小时。", 3),
    ("公共汽车票价不得高于2元。", 3),
    ("居民自用车辆不适用这一条。", 3),
    ("存栏要从3.1万头增加到3.6万头。", 4),
    ("松原县全县二级以上医院都设立老年病科。", 4),
    ("化肥用量下降3%。", 5),
    ("东坪、西坝、南桥三所学校2025年年底前完成改造。", 5),
]
FALSE = [
    ("县体育馆建筑面积12000平方米，2027年6月底前封顶。", 1),
    ("县体育馆主体已于2026年6月封顶。", 1),
    ("高血压、糖尿病患者规范管理率分别不高于71%和68%。", 2),
    ("每个月随访1次。", 2),
    ("公共汽车票价不得低于2元。", 3),
    ("投诉的办结时限为48小时。", 3),
    ("居民自用车辆同样适用本条。", 3),
    ("所有医院都要设立老年病科。", 4),
    ("东坪、西坝、北沟3所学校改造，2025年底前完成。", 5),
    ("因经费不足，东坪、西坝、南桥3所学校改造2025年底前完成。", 5),
    ("不论城乡，公共汽车票价不超过2元。", 3),
]


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str, int], str]]:
    with judge(tmp_path_factory.mktemp("reworded"), PLAN) as fault:
        yield fault


@pytest.mark.parametrize(("words", "clause"), TRUE)
def test_another_wording_is_shown(said: Callable[[str, int], str], words: str, clause: int) -> None:
    assert said(words, clause) == ""


@pytest.mark.parametrize(("words", "clause"), FALSE)
def test_a_turned_one_is_not(said: Callable[[str, int], str], words: str, clause: int) -> None:
    assert said(words, clause)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("二〇二四年六月底前", "2024年6月底前"),
        ("二零二五年十二月", "2025年12月"),
        ("2025.6.30前", "2025年6月30日前"),
        ("2025-06-30前", "2025年6月30日前"),
        ("第三季度末前", "三季度末前"),
        ("2024年年底", "2024年底"),
        ("三个月、1.2.3、二期", "三个月、1.2.3、二期"),
    ],
)
def test_dates_in_one_form(text: str, plain: str) -> None:
    assert with_plain_dates(text) == plain
