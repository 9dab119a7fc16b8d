"""Of a sentence that charges several, who does it for the one asked about; who pays is not who sets the
price; what else is asked of in a follow-up is told in what was asked in.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from tests.small_library import over

PAPER = """# 柳渡市社区食堂管理办法（2026年）

第一条 公办食堂由市民政局督促，民办食堂由属地街道办事处督促，市疾控中心每月通报一次。

第二条 学校食堂由市教育局核发标识，社会餐饮食堂由市市场监管局核发标识。

第三条 餐价由市发展改革委会同市商务局核定。低保老人每餐减免4元，减免部分由市财政局承担。

第四条 食堂水电费每月优惠60元。优惠标准由市住建局制定，所需资金由区财政承担。

第五条 食堂开放时间按照下列标准执行：

（一）街道食堂每周开放不少于50小时；

（二）社区食堂每周开放不少于42小时。

第六条 对街道食堂每处每年补助8万元，社区食堂每处每年补助5万元，助餐点每处补助1万元。
"""


@pytest.fixture(scope="module")
def canteens(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("whom"), {"食堂.md": PAPER}) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("柳渡民办食堂归谁督促", "街道办事处督促", "市民政局督促"),
        ("柳渡公办食堂归谁督促", "市民政局督促", "街道办事处督促"),
        ("民办食堂谁来督促", "街道办事处督促", "市民政局督促"),
        ("社会餐饮食堂的标识谁核发", "市市场监管局核发", "市教育局核发"),
        ("学校食堂标识由谁核发", "市教育局核发", "市市场监管局核发"),
        ("低保老人每餐减免多少，谁掏钱", "由市财政局承担", "市发展改革委"),
        ("低保老人吃饭一餐减多少钱 这钱谁出", "由市财政局承担", "市发展改革委"),
        ("食堂水电费每月优惠多少 谁出钱", "由区财政承担", "市住建局"),
    ],
)
def test_who_does_it_for_the_one_asked_about(
    canteens: Assistant, question: str, said: str, unsaid: str
) -> None:
    answer = canteens.ask(question).answer
    bold = [line for line in answer.splitlines() if "**" in line and not line.startswith(">")]
    assert any(said in line for line in bold) or said in answer, answer
    assert not any(unsaid in line for line in bold), answer
