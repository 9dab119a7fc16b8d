"""Who leads, and who supports, is not who does a deed of one sentence. Papers of our own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from assistant.question import Turn
from tests.small_library import over

PAPER = """青岭县2026年渔港建设任务

一、港区（除另有注明外，本部分任务由县渔业局牵头，县财政局、县住建局配合）
1.清理废网。每两个月清理一次，发现沉船的，由所在地的乡镇政府在3日内打捞。
2.扩建码头。县港务集团6月底前扩建码头2座。（县交通局牵头，县农业局配合）
二、航道
3.理顺航标管理。县航标站9月底前完成航标定岗方案。由县编办牵头，县人社局配合。
4.治理非法锚泊。发现非法锚泊的，由港区派出所在1日内清理。
5.疏浚航道。疏浚航道9公里。（责任单位：县水利局）
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("lead"), {"a.txt": PAPER}) as opened:
        yield opened


def _bold(answer: str) -> str:
    return " ".join(line for line in answer.splitlines() if line.startswith("**"))


@pytest.mark.parametrize(
    ("question", "office", "others"),
    [
        ("青岭清理废网哪个局牵头", "县渔业局", ("所在地的乡镇政府",)),
        ("青岭渔港废网清理由谁牵头，谁配合", "县渔业局", ("所在地的乡镇政府",)),
        ("青岭扩建码头谁牵头", "县交通局", ("县港务集团", "县渔业局")),
        ("航标定岗方案哪个单位牵头，谁配合，啥时候弄完", "县编办", ("县航标站",)),
        ("青岭航标定岗方案归谁牵头", "县编办", ("县航标站",)),
        ("青岭航标定岗方案配合单位是谁", "县人社局", ("县航标站",)),
        ("青岭疏浚航道谁牵头", "县水利局", ()),
    ],
)
def test_who_has_the_part(assistant: Assistant, question: str, office: str, others: tuple[str, ...]) -> None:
    bold = _bold(assistant.ask(question).answer)
    assert office in bold
    assert not any(other in bold for other in others)


@pytest.mark.parametrize(
    "question", ["青岭非法锚泊治理谁牵头", "青岭治理非法锚泊哪个单位牵头", "青岭非法锚泊谁配合"]
)
def test_nobody_is_made_to_lead(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert "港区派出所" not in _bold(answer.answer)
    assert "港区派出所" in answer.answer


def test_a_follow_up_asks_for_those_of_the_same_clause(assistant: Assistant) -> None:
    before = Turn(role="user", content="青岭清理废网哪个局牵头")
    answer = assistant.ask("那配合的是哪个局", (before,))
    bold = _bold(answer.answer)
    assert "县财政局" in bold
    assert not any(other in bold for other in ("县农业局", "县人社局", "县水利局"))
