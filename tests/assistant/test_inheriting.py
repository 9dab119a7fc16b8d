"""What a follow-up takes over from the questions before it: what it leaves open, and nothing that contradicts
it.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from assistant.model import Answer
from assistant.question import Turn
from tests.small_library import over

LINHE = """临河市2023年卫生健康工作要点
一、重点工作
1.新增普惠托位1200个，婴儿死亡率控制在4‰以下。（责任科室：人口科；分管领导：周明远）
2.加强老年健康管理，建成护理站3家。（责任科室：老龄科）
"""
YUNLING = """云岭市2024年卫生健康工作要点
一、重点工作
1.新增普惠托位800个，婴儿死亡率控制在3‰以下。（责任科室：家庭发展科；分管领导：郑一鸣）
2.加强老年健康管理，建成护理站5家。（责任科室：老龄科）
3.培训急救骨干260人。（责任科室：应急办）
"""
FIVE = """临河市“十四五”卫生健康发展规划
一、发展目标
1.到2025年，普惠托位达到9000个，婴儿死亡率控制在3.5‰以下。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("inheriting")
    with over(home, {f"{n}.txt": text for n, text in enumerate((LINHE, YUNLING, FIVE))}) as opened:
        yield opened


def told(answer: Answer) -> str:
    """Its conditions, inherited ones with a ~ in front."""
    return " ".join(f"{'~' * c.inherited}{c.name}" for c in answer.conditions)


FIRST = "临河2023年普惠托位新增多少个？"
DIALOGUES = {
    "the same of another place: its own year": ([FIRST, "那云岭呢？"], "云岭市", "800个"),
    "the same of the five-year plan": ([FIRST, "十四五规划呢？"], "~临河市 五年规划", "9000个"),
    "the same in another year": ([FIRST, "到2025年呢？"], "~临河市 2025年", "9000个"),
    "who": ([FIRST, "谁负责？"], "~临河市 ~2023年", "人口科"),
    "another thing of the same plan": ([FIRST, "婴儿死亡率呢？"], "~临河市 ~2023年", "4‰以下"),
    "another office of the same plan": (
        ["临河2023年人口科负责哪些工作？", "老龄科呢？"],
        "~临河市 ~2023年 老龄科",
        "护理站3家",
    ),
    "another place and another thing": ([FIRST, "云岭市急救骨干培训多少人？"], "云岭市", "260人"),
    "another year, whole by itself": ([FIRST, "2024年急救骨干培训多少人？"], "2024年", "260人"),
    "a plan by its name": ([FIRST, "云岭市2024年卫生健康工作要点里护理站建几家"], "云岭2024要点", "5家"),
    "a person only another plan has": ([FIRST, "郑一鸣分管哪些工作？"], "郑一鸣", "普惠托位800个"),
    "an office only another plan has": ([FIRST, "应急办负责哪些工作"], "应急办", "急救骨干260人"),
    "a person of the same plan": ([FIRST, "周明远分管哪些工作？"], "~临河市 ~2023年 周明远", "1200个"),
    "all places": ([FIRST, "各地的婴儿死亡率分别是多少？"], "", "3‰以下"),
    "all places, said otherwise": ([FIRST, "所有城市的普惠托位目标"], "", "800个"),
    "all plans": ([FIRST, "全部文件里的普惠托位目标是多少"], "", "800个"),
    "all of one thing, not all places": (
        [FIRST, "全部护理站建成几家"],
        "~临河市 ~2023年",
        "3家",
    ),
    "one of two that were compared, then a third": (
        ["临河2023年和云岭2024年老年健康管理由谁负责？", "云岭的护理站建几家？"],
        "云岭市 ~2024年",
        "5家",
    ),
    "how many parts a paper has, after an office": (
        ["临河2023年人口科负责哪些工作？", "云岭市2024年卫生健康工作要点有几个部分"],
        "云岭2024要点",
        "个部分",
    ),
    "a chain: the last place said holds": ([FIRST, "那云岭呢？", "谁负责？"], "~云岭市", "家庭发展科"),
}


@pytest.mark.parametrize(("questions", "conditions", "said"), DIALOGUES.values(), ids=DIALOGUES)
def test_dialogue(assistant: Assistant, questions: list[str], conditions: str, said: str) -> None:
    *before, last = questions
    answer = assistant.ask(last, [Turn(role="user", content=q) for q in before])
    assert (told(answer), said in answer.answer) == (conditions, True)


def test_a_place_no_plan_is_of_inherits_no_other(assistant: Assistant) -> None:
    answer = assistant.ask("九江呢？", [Turn(role="user", content=FIRST)])
    assert (answer.status, answer.reason) == ("not_found", "no_such_plan")
    assert "临河市" not in told(answer)
