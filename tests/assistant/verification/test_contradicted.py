"""Sentences in words of their own, of a rule on public bath houses: what is denied, worked out or affirmed in
other words may be shown where the clauses say nothing against it, and may not where they do.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.assistant.verification.judged import judged

PLAN = """桂屏县公共浴室管理办法（2027年）
第一章 总则
第一条 浴室门票由每张18元调整为15元，六十岁以上老年人减半。月票每张150元，季票每张380元。
第二条 锅炉检验每年不少于2次，检验费由县市场监管局审核后报县财政局，停业期间的看护由经营者负责费用承担。
第三条 经营者不得将更衣柜押金转借或者挪用。经营者不享有浴室的产权。
第四条 停水应当提前24小时告知顾客，特殊情况经批准可以延长至36小时。
第五条 2027年改造浴室9座，其中镇区5座。热水达标率为76%。
第六条 鼓励浴室错峰经营。冬季三个月的补贴，2027年30万元、2028年24万元、2029年18万元。
第七条 各浴室由县林产站负责供柴，合同一年一签。
"""
TRUE = (
    ("门票不会像以前那么贵，只要15元。", 1),
    ("一张票少收3元，从18元调到15元。", 1),
    ("季票比月票贵230元。", 1),
    ("押金碰不得，借给别人也不行。", 3),
    ("产权拿不到。", 3),
    ("停水至少提前24小时说一声。", 4),
    ("特殊的批下来最多36小时。", 4),
    ("改造9座，镇区5座，剩下4座在镇区以外。", 5),
    ("热水达标率近八成。", 5),
    ("热水达标率七成多。", 5),
    ("补贴逐年减少，27年30万元，28年24万元，29年18万元。", 6),
    ("不强求，只是鼓励浴室错峰经营。", 6),
    ("合同要一年签一次。", 7),
)
FALSE = (
    ("季票比月票便宜230元。", 1),
    ("一张票多收3元，从18元调到15元。", 1),
    ("一张票少收4元，从18元调到15元。", 1),
    ("锅炉不用检验。", 2),
    ("押金可以挪用。", 3),
    ("浴室的产权就归经营者享有。", 3),
    ("停水不需要提前告知顾客。", 4),
    ("浴室没有责任单位。", 4),
    ("改造9座，镇区5座，剩下3座在镇区以外。", 5),
    ("热水达标率近七成。", 5),
    ("热水达标率八成多。", 5),
    ("补贴逐年增加，2027年30万元，2028年24万元，2029年18万元。", 6),
    ("浴室一律错峰经营。", 6),
    ("供柴由县财政局负责。", 7),
)
said, test_is_shown, test_is_struck = judged(PLAN, TRUE, FALSE)
HEADS = (
    ("合同能签五年吗？", "不能，合同一年一签。", 7, True),
    ("押金能挪用吗？", "不行，押金不得挪用。", 3, True),
    ("老人要买全价票吗？", "不用买全价，六十岁以上老年人减半。", 1, True),
    ("供柴由县林产站负责吗？", "不是，由县林产站负责供柴。", 7, False),
    ("押金能挪用吗？", "可以，押金能挪用。", 3, False),
    ("停水有赔偿吗？", "没有，停水应当提前24小时告知顾客。", 4, False),
)


@pytest.mark.parametrize(("question", "words", "number", "right"), HEADS)
def test_a_head_stands_or_falls_by_what_the_clauses_say(
    said: Callable[..., str], question: str, words: str, number: int, right: bool
) -> None:
    fault = said(words, number, question=question)
    assert (fault == "") is right, fault
