"""What a model's sentence may say of the clauses it names."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.assistant.verification.judged import judge

PLAN = """白鹭市2025年教育工作要点
一、办学条件
1．每年新建校舍3所，改造食堂5个，三年累计投入2亿元。不得占用操场，违规补课一律严肃处理。（牵头单位：市教育局；配合单位：市财政局）
2．学前三年毛入园率达到95%以上，寄宿制学校空调实现全覆盖。（责任单位：市教育局）
二、安全
3．实验室安全检查每学期不少于2次，取消小学期中考试。（责任单位：市应急管理局）
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    with judge(tmp_path_factory.mktemp("vetting"), PLAN) as fault:
        yield fault


GOOD = [
    ("到2025年学前三年毛入园率要达到95%以上。", (2,)),
    ("每年新建校舍3所、改造食堂5个，由市教育局牵头，市财政局配合。", (1,)),
    ("三年累计投入2亿元。", (1,)),
    ("要求不得占用操场。", (1,)),
    ("寄宿制学校空调要实现全覆盖。", (2,)),
    ("实验室安全检查每学期不少于2次，由市应急管理局负责。", (3,)),
    ("小学取消期中考试。", (3,)),
]

BAD = [
    ("学前三年毛入园率要达到96%以上。", (2,), "数字"),
    ("学前三年毛入园率要达到95%以下。", (2,), "以下"),
    ("学前三年毛入园率要达到95‰以上。", (2,), ""),
    ("学前三年毛入园率要达到百分之九十六以上。", (2,), ""),
    ("学前三年毛入园率要达到９６％以上。", (2,), ""),
    ("学前三年毛入园率要达到95%以上。", (), "标注条款编号"),
    ("学前三年毛入园率要达到95%以上。", (9,), "没有编号"),
    ("学前三年毛入园率要达到95%以上。", (3,), "数字"),
    ("到2030年学前三年毛入园率要达到95%以上。", (2,), "2030"),
    ("新建校舍3所，由市水利局负责。", (1,), "市水利局"),
    ("新建校舍3所，由市财政局牵头。", (1,), "市财政局"),
    ("新建校舍3所，由市航天事务局牵头。", (1,), ""),
    ("新建校舍5所，改造食堂3个。", (1,), ""),
    ("新建校舍3所。", (1,), "每年"),
    ("要占用操场。", (1,), "占用"),
    ("小学恢复期中考试，全部重新安排。", (3,), "全部"),
    ("全部学校空调均为约束性指标。", (2,), ""),
    ("条款写道“学前三年毛入园率必须达到九成五以上”。", (2,), ""),
    ("白鹭市将大力引进境外优质教育资源，打造国际教育高地。", (1,), "没有写到"),
    ("The target is 95%.", (2,), "不是中文"),
]


@pytest.mark.parametrize(("words", "numbers"), GOOD)
def test_may_be_shown(said: Callable[..., str], words: str, numbers: tuple[int, ...]) -> None:
    assert said(words, *numbers) == ""


@pytest.mark.parametrize(("words", "numbers", "why"), BAD)
def test_may_not_be_shown(said: Callable[..., str], words: str, numbers: tuple[int, ...], why: str) -> None:
    fault = said(words, *numbers)
    assert fault
    assert why in fault
