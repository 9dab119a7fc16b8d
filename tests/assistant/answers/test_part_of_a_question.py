"""A part of a question is told of what the whole is about: no figure of another paper that has a word of it,
none of another thing, no share where things are counted; whether a rule applies is not who is charged by it.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from tests.small_library import over

LIBRARY = """# 霁川县农家书屋管理办法（2026年）

第一条 本办法适用于藏书800册以上的农家书屋。

第二条 新建农家书屋按场地租金的40%给予补贴，每处每年不超过3万元。县文旅局受理并拨付。

第三条 书屋因装修需要闭馆的，管理员应当提前7个工作日报乡镇文化站同意。

第四条 每12处书屋配备管理员不少于1人；借阅登记保存不少于3年。

第五条 到2026年底，农家书屋达到260处以上，其中带朗读亭的书屋占比不低于30%。
"""
MARKET = """# 霁川县农贸市场改造方案（2026年）

一、摊位补贴。市场开办者自受理之日起5个工作日内答复摊位申请，一年最多受理2次。县商务局负责。

二、市场监督。县市场监管局负责农贸市场的统一监督管理，小市场由乡镇负责管理。
"""


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    papers = {"书屋.md": LIBRARY, "市场.md": MARKET}
    with over(tmp_path_factory.mktemp("part"), papers) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("新建农家书屋租金补几成 一年最多多少 谁受理", "40%", "5个工作日"),
        ("农家书屋租金补贴几成，受理几天，一年最多多少", "40%", "2次"),
        ("书屋租金补几成 谁来受理 一年顶格多少钱", "3万元", "5个工作日"),
        ("农家书屋场地租金补多少 每处每年最多多少", "3万元", "“每年”"),
        ("带朗读亭的书屋今年要有多少处", "", "**不低于30%**"),
        ("朗读亭书屋到年底有几家", "", "**不低于30%**"),
        ("书屋的管理员要配几个 登记保存几年", "3年", "7个工作日"),
        ("书屋管理员配几名，装修闭馆提前几天报", "7个工作日", ""),
        ("带朗读亭的书屋一处补多少", "", "**不低于30%**；"),
        ("借阅登记一份补多少", "", "**不少于3年**"),
        ("农家书屋藏书一册补多少", "", "**260处"),
        ("农家书屋场地租金补多少", "40%", ""),
        ("带朗读亭的书屋占比要到多少", "**不低于30%**", ""),
        ("600册的小书屋归这办法管吗", "800册", "**负责"),
        ("我们村那个书屋受书屋管理办法管不", "800册", "**负责"),
        ("小书屋归农家书屋办法管吗", "800册", "**负责"),
    ],
)
def test_a_part_is_of_what_the_whole_is_about(
    books: Assistant, question: str, said: str, unsaid: str
) -> None:
    answer = books.ask(question).answer
    assert said in answer, answer
    assert not unsaid or unsaid not in answer, answer
