"""What each kind of fault catches, and the true wordings beside it that may be shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.assistant.verification.judged import judge

PLAN = """白鹭市2026年民政与养老工作要点
一、养老服务
1．到2026年新增护理型床位300张，2027年再增500张，65岁以上老年人健康管理率达到72%。（牵头单位：市民政局；配合单位：市财政局、市医保局）
2．力争特殊困难老年人探访率达到95%。公办养老机构消防达标率达到100%。（责任单位：市民政局）
3．为方便群众办事，压减审批材料，将办理时限缩短至5个工作日。（责任单位：市审批局）
二、救助
4．孤儿基本生活保障标准提高到每人每月1800元，由市救助中心负责发放，市审计局督办。
5．重度残疾人护理补贴覆盖率保持在98%以上，轻度残疾人康复覆盖率达到60%。（责任单位：市残联）
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    with judge(tmp_path_factory.mktemp("kinds"), PLAN) as fault:
        yield fault


TRUE = [
    ("由市民政局牵头，市财政局、市医保局配合，2026年新增护理型床位300张。", 1),
    ("护理型床位由市民政局负责，到2027年要再增加500张。", 1),
    ("牵头单位是市民政局，配合单位为市财政局和市医保局。", 1),
    ("力争把特殊困难老年人的探访率做到95%。", 2),
    ("为方便群众办事，办理时限要缩短到5个工作日。", 3),
    ("市审计局督办，市救助中心负责发放。", 4),
    ("白鹭市要求重度残疾人护理补贴覆盖率不低于98%。", 5),
]

FALSE = [
    ("由市财政局牵头，市民政局配合，2026年新增护理型床位300张。", 1, "牵头"),
    ("市医保局负责新增护理型床位300张。", 1, "市医保局"),
    ("到2027年新增护理型床位300张。", 1, "2027"),
    ("到2026年再增护理型床位500张。", 1, "2026"),
    ("老年人健康管理率达到72%。", 1, "“65”"),
    ("老年人健康管理率要达到72%，护理型床位新增300张。", 1, "“65”"),
    ("民办养老机构消防达标率达到100%。", 2, "另一类"),
    ("由市民政局督办特殊困难老年人探访。", 2, "督办"),
    ("为了优化营商环境，办理时限缩短至5个工作日。", 3, "原因"),
    ("办理时限延长至5个工作日。", 3, "延长"),
    ("孤儿基本生活保障标准显著提高到每人每月1800元。", 4, "显著"),
    ("孤儿基本生活保障标准降低到每人每月1800元。", 4, "降低"),
    ("市审计局负责发放孤儿基本生活费。", 4, "市审计局"),
    ("残疾人护理补贴覆盖率保持在98%以上。", 5, "重度"),
    ("由于财力增强，轻度残疾人康复覆盖率达到60%。", 5, "原因"),
    ("轻度残疾人康复覆盖率高于重度残疾人。", 5, "高于"),
]


@pytest.mark.parametrize(("words", "clause"), TRUE)
def test_a_true_wording_is_shown(said: Callable[..., str], words: str, clause: int) -> None:
    assert said(words, clause) == ""


@pytest.mark.parametrize(("words", "clause", "about"), FALSE)
def test_a_false_one_is_not(said: Callable[..., str], words: str, clause: int, about: str) -> None:
    assert about in said(words, clause)
