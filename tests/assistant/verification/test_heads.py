"""Whether a sentence that answers yes or no says rightly so: 不是，由县林业局牵头."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.assistant.verification.judged import judge

PLAN = """松溪县2025年古树保护工作方案
一、任务
1．古树普查由县林业局牵头，县文旅局配合，9月底前完成。（牵头单位：县林业局；配合单位：县文旅局）
2．古树周边五米内不得新建房屋，确需架设管线的，经县林业局同意后可以架设。（责任单位：县林业局）
3．养护补助每株每年不超过600元，古树挂牌率达到95%以上，力争新建古树公园2处。（责任单位：县财政局）
4．人工林的采伐不适用本方案。（责任单位：县林业局）
5．2024年，全县已挂牌古树310株。（责任单位：县林业局）
附件
重点项目表
序号\t项目\t完成时限\t牵头单位
1\t古樟公园\t2025年10月\t县林业局
2\t古树数据库\t2026年3月\t县数据局
"""

RIGHT = [
    ("古树普查是县文旅局牵头吗？", "不是，由县林业局牵头，县文旅局配合。", 1),
    ("古树普查是不是县林业局牵头？", "是的，古树普查由县林业局牵头。", 1),
    ("古树普查由县林业局牵头，对吗？", "对，县文旅局配合。", 1),
    ("县文旅局参与古树普查吗？", "参与，县文旅局是配合单位。", 1),
    ("古树普查年底完成吗？", "不是，9月底前完成。", 1),
    ("古树旁边可以新建房屋吗？", "不可以，古树周边五米内不得新建房屋。", 2),
    ("古树周边能不能新建房屋？", "不能。古树周边五米内不得新建房屋。", 2),
    ("古树周边不能新建房屋吗？", "对，古树周边五米内不得新建房屋。", 2),
    ("养护补助有没有上限？", "有，每株每年不超过600元。", 3),
    ("养护补助每株每年可以补800元吗？", "不可以，每株每年不超过600元。", 3),
    ("挂牌率要达到95%以上吗？", "是，古树挂牌率达到95%以上。", 3),
    ("挂牌率是90%以上吗？", "否，古树挂牌率要达到95%以上。", 3),
    ("是不是一定要新建2处古树公园？", "不是，方案写的是力争新建古树公园2处。", 3),
    ("人工林采伐归这个方案管吗？", "不归，人工林的采伐不适用本方案。", 4),
    ("古樟公园是2026年完成吗？", "不是，古樟公园2025年10月完成。", 6),
    ("古树普查由谁牵头？", "对，由县林业局牵头。", 1),
]

WRONG = [
    ("古树普查是县文旅局牵头吗？", "是的，县文旅局配合。", 1),
    ("古树普查是县林业局牵头吗？", "不是，由县林业局牵头。", 1),
    ("县文旅局参与古树普查吗？", "不参与，由县林业局牵头。", 1),
    ("古树普查年底完成吗？", "是的，9月底前完成。", 1),
    ("古树旁边可以新建房屋吗？", "可以，架设管线的经县林业局同意。", 2),
    ("古树周边能不能新建房屋？", "能。确需架设管线的，经县林业局同意后可以架设。", 2),
    ("古树周边不能新建房屋吗？", "不对，古树周边五米内不得新建房屋。", 2),
    ("养护补助有没有上限？", "没有，每株每年不超过600元。", 3),
    ("养护补助每株每年可以补800元吗？", "可以，每株每年不超过600元。", 3),
    ("挂牌率要达到95%以上吗？", "不是，古树挂牌率达到95%以上。", 3),
    ("挂牌率是90%以上吗？", "是的，古树挂牌率要达到95%以上。", 3),
    ("是不是一定要新建2处古树公园？", "是的，方案写的是力争新建古树公园2处。", 3),
    ("人工林采伐归这个方案管吗？", "是的，由县林业局负责。", 4),
    ("古树挂牌是强制的吗？", "是的，古树挂牌率达到95%以上。", 3),
    ("古樟公园是2026年完成吗？", "是的，由县林业局牵头。", 6),
    ("古树普查是县文旅局牵头吗？", "不是，由县数据局牵头。", 1),
]


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    with judge(tmp_path_factory.mktemp("heads"), PLAN) as fault:
        yield fault


@pytest.mark.parametrize(("question", "words", "number"), RIGHT)
def test_a_right_head_may_be_shown(said: Callable[..., str], question: str, words: str, number: int) -> None:
    assert said(words, number, question=question) == ""


@pytest.mark.parametrize(("question", "words", "number"), WRONG)
def test_a_wrong_head_may_not(said: Callable[..., str], question: str, words: str, number: int) -> None:
    assert said(words, number, question=question)


def test_what_the_question_supposes_supports_nothing(said: Callable[..., str]) -> None:
    assert said(
        "是的，由县林业局牵头，县水务局配合。", 1, question="古树普查由县林业局牵头、县水务局配合吗？"
    )


def test_a_head_without_a_question_is_judged_as_before(said: Callable[..., str]) -> None:
    assert "不是这样否定" in said("不是，由县林业局牵头，县文旅局配合。", 1)
