"""What stands beside a figure that was asked for: whom its own sentence or the whole clause charges, a year
that is printed, and no denial of what nobody asked. A paper of our own.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from tests.small_library import over

RULES = """石滩县农村客运管理办法

第一条 为规范农村客运，制定本办法。

第二条 票价由县发展改革局会同县交通运输局核定，按里程计算。票款上缴率2026年底前达到92%以上。

第三条 客车由客运公司每半年检测一次，检测合格率不低于98%。

第四条 候车亭由乡镇人民政府管护。候车亭完好率达到95%。公安机关查处占用候车亭的行为。

第五条 驾驶员每年培训不少于16学时。由县公安局牵头，县人力资源和社会保障局配合。
"""
PLAN = """石滩县农村客运提升三年行动方案（2026—2028年）

一、主要任务

（一）加密班次。村级站点审批时限压缩至12个工作日以内。（责任单位：县交通运输局）

（二）更新车辆。更新客车40辆。2027年6月底前建成充电桩26个。

（三）强化评估。县交通运输局会同县统计局于2027年开展中期评估，2028年底前开展总结评估。

（四）优化服务。对行动不便的老人开展6种上门接送服务，服务满意率不低于96%。
"""


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(
        tmp_path_factory.mktemp("beside"), {"石滩县客运办法.txt": RULES, "石滩县客运方案.txt": PLAN}
    ) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "said", "beside"),
    [
        ("石滩县客运票款上缴率2026年底要达到多少", "92%以上", ("县发展改革局", "县交通运输局")),
        ("石滩候车亭完好率要达到多少", "95%", ("乡镇人民政府", "公安机关")),
        ("石滩县村级站点审批时限现在压缩到几个工作日", "12个工作日以内", ("2028",)),
        ("石滩县更新客车多少辆", "40辆", ("未载明责任单位", "2027", "2028")),
        ("石滩驾驶员每年培训多少学时", "16学时", ("未载明",)),
        ("石滩建成充电桩多少个", "26个", ("未载明责任单位",)),
        ("石滩的客车检测合格率是多少", "98%", ("未载明责任单位",)),
        ("石滩开展多少种上门接送服务，服务满意率多少", "6种", ("没有读出",)),
        ("石滩对老人上门接送的服务满意率不低于多少", "96%", ("未载明责任单位",)),
        ("石滩候车亭由谁管护", "乡镇人民政府", ("未载明",)),
    ],
)
def test_nothing_stands_beside_it_that_its_sentence_does_not_say(
    papers: Assistant, question: str, said: str, beside: tuple[str, ...]
) -> None:
    answer = papers.ask(question)
    own = "\n".join(line for line in answer.answer.splitlines() if not line.startswith((">", "出处")))
    assert answer.status == "answered"
    assert said in answer.answer
    assert [word for word in beside if word in own] == []


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("石滩驾驶员每年培训多少学时", "牵头：县公安局"),
        ("石滩县村级站点审批时限压缩到几个工作日", "责任单位：县交通运输局"),
        ("石滩的客车检测合格率是多少", "客运公司"),
    ],
)
def test_whom_the_sentence_or_the_clause_charges_is_told(papers: Assistant, question: str, said: str) -> None:
    assert said in papers.ask(question).answer


@pytest.mark.parametrize(
    ("question", "due", "other"),
    [
        ("石滩客运中期评估哪年做，谁来做", "2027年", "2028年底前"),
        ("石滩客运总结评估什么时候做，谁来做", "2028年底前", "**2027年"),
    ],
)
def test_of_several_dates_that_of_the_deed_is_told(
    papers: Assistant, question: str, due: str, other: str
) -> None:
    answer = papers.ask(question).answer
    own = "\n".join(line for line in answer.splitlines() if not line.startswith((">", "出处")))
    assert f"**{due}**" in own
    assert other not in own
