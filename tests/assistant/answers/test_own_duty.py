"""A list of an office's tasks tells what the clause has that office do, not what its first sentence says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from tests.small_library import over

PAPER = """# 雾溪县集中供暖管理办法（2026年）

第一条 为规范集中供暖，制定本办法。

第二条 县住建局负责集中供暖的监督管理。

第三条 供暖水质应当符合国家标准。县卫健局每季度抽检供暖用水不少于1次。

第四条 轮候期不超过18个月。县房管局负责组织公开摇号，结果公示7日。

第五条 停暖检修应当提前公告；县应急局每年组织一次停暖演练；

第六条 供暖费可以分两次交纳。县审计局对供暖补贴每年审计一次，县财政局配合。

第七条 镇人民政府应当核对本辖区锅炉房、换热站和供暖管线的台账，\
会同居民委员会建立方便群众报修的值守登记和回访档案，\
为行动不便的居民提供上门检修服务。
"""
PLAN = """# 雾溪县2026年供暖工作方案

（一）扩大集中采购。燃煤集中采购比例达到80%。采购股会同县国资局开展节余资金考核。

（二）充实维修队伍。招聘维修工40人。由人事股牵头，保障股配合。

（三）改造管网。10月底前改造管网12公里。此项工作由县水暖集团负责。

（四）建设热源厂，县发改局负责立项。

（五）治理噪声。换热站夜间噪声明显下降。由县环保局、县城管局按职责分工负责。
"""


@pytest.fixture(scope="module")
def heating(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    papers = {"办法.md": PAPER, "方案.md": PLAN}
    with over(tmp_path_factory.mktemp("duty"), papers) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("office", "said", "unsaid"),
    [
        ("县卫健局", "每季度抽检供暖用水不少于1次", ""),
        ("县房管局", "组织公开摇号", ""),
        ("县应急局", "每年组织一次停暖演练", ""),
        ("县审计局", "对供暖补贴每年审计一次", ""),
        ("县国资局", "开展节余资金考核", ""),
        ("镇人民政府", "提供上门检修服务", "…"),
        ("县住建局", "负责集中供暖的监督管理", ""),
        ("人事股", "充实维修队伍", "由人事股牵头"),
        ("保障股", "充实维修队伍", "由人事股牵头"),
        ("县水暖集团", "改造管网", "此项工作"),
        ("县环保局", "治理噪声", "按职责分工负责 |"),
        ("县发改局", "县发改局负责立项", ""),
    ],
)
def test_the_row_tells_what_the_office_does(heating: Assistant, office: str, said: str, unsaid: str) -> None:
    answer = heating.ask(f"{office}在雾溪供暖里有哪些任务，都列出来").answer
    rows = [line for line in answer.splitlines() if line.startswith("| 〔")]
    assert any(said in row for row in rows), answer
    assert not unsaid or not any(unsaid in row for row in rows), answer
