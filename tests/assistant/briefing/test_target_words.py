"""How a target reads in a table of targets: name, figure and time say what the clause demands."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.briefing.compose import brief
from assistant.briefing.model import Request
from tests.assistant.briefing.conftest import DAY
from tests.assistant.briefing.reading import rows
from tests.assistant.briefing.shelves import stocked

PLAN = """白鹭市2025年卫生健康工作要点
一、重点工作
1．{text}（责任科室：老龄科）
"""
ROWS = {
    "measured from": ("近视检出率较2020年降低1.5个百分点。", "近视检出率", "较2020年降低1.5个百分点"),
    "measured from the year before": ("门诊量比上年增长5%以上。", "门诊量", "比上年增长5%以上"),
    "for each head": ("将基本公共卫生服务补助标准提高到人均不低于90元。", "基本公共卫生服务补助标准",
        "人均不低于90元"),
    "for each head, in the name": ("人均体育场地面积达到2.6平方米。", "人均体育场地面积", "达到2.6平方米"),
    "how often": ("每年举办健康讲座12场。", "举办健康讲座", "每年12场"),
    "at least": ("力争至少新增托育园6个。", "新增托育园", "力争至少6个"),
    "in all": ("至2026年全县累计完成新改扩建60所村小学。", "新改扩建村小学（全县）", "累计60所"),
    "each place": ("每个县（区）建成1个老年大学。", "建成老年大学", "每个县（区）1个"),
    "each place at least": ("各县（市、区）至少建成2个示范站点。", "建成示范站点", "各县（市、区）至少2个"),
    "each village, at least": ("全市每个乡镇至少办好1所托育园。", "办好托育园", "全市每个乡镇至少1所"),
    "each year, at least": ("养护作业人员每年培训不少于2次。", "养护作业人员培训", "每年不少于2次"),
    "all": ("二级以上医院均设立老年门诊。", "设立老年门诊", "二级以上医院均设立"),
    "all of them": ("全市二级以上医院全部设立老年门诊。", "设立老年门诊", "全市二级以上医院全部设立"),
    "nothing to add": ("老年人健康管理率达到72%以上。", "老年人健康管理率", "达到72%以上"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "name", "value"), ROWS.values(), ids=ROWS.keys())
def test_a_row_says_what_is_demanded(tmp_path: Path, text: str, name: str, value: str) -> None:
    with stocked(tmp_path, plan=PLAN.format(text=text)) as library:
        found = brief(library, Request(kind="indicators"), made=DAY)
    assert (name, value) in [r.cells[:2] for r in rows(found, "targets")]


SAID = {
    "a name without its noun": ("等级评审4级以上的达到12家，3级达到25家。", "25家",
        "等级评审4级以上的达到12家，3级达到25家"),
    "general words": ("启动专科评审，新增项目6个。", "6个", "启动专科评审，新增项目6个"),
    "often in another part": ("每年培训骨干医师100名，举办健康讲座20场。", "20场",
        "每年培训骨干医师100名，举办健康讲座20场"),
    "the bound of both": ("甲病发病率、乙病发病率分别控制在8.5‰、6.5‰以下。", "8.5‰",
        "甲病发病率、乙病发病率分别控制在8.5‰、6.5‰以下"),
    "two things": ("培育名匠6人、建设示范工坊和传习基地3个。", "3个",
        "培育名匠6人、建设示范工坊和传习基地3个"),
    "a length of time": ("用8年左右时间，培养首席技师40名。", "40名", "用8年左右时间，培养首席技师40名"),
    "short, behind its subject": ("乡道采用四级标准，路面宽度不小于6米。", "6米",
        "乡道采用四级标准，路面宽度不小于6米"),
    "two of one name": ("优良路率不低于85%，优良路率较2023年提高2个百分点。", "85%",
        "优良路率不低于85%，优良路率较2023年提高2个百分点"),
    "from where another figure is measured": ("健康素养水平较2020年提高2个百分点达到30%。", "达到30%",
        "健康素养水平较2020年提高2个百分点达到30%"),
    "two in one": ("完成400名学生900件作品评审任务。", "400名", "完成400名学生900件作品评审任务"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "figure", "said"), SAID.values(), ids=SAID.keys())
def test_a_poor_name_has_its_sentence(tmp_path: Path, text: str, figure: str, said: str) -> None:
    with stocked(tmp_path, plan=PLAN.format(text=text)) as library:
        found = brief(library, Request(kind="indicators"), made=DAY)
    names = [r.cells[0] for r in rows(found, "targets") if figure in r.cells[1]]
    assert len(names) == 1
    assert names[0].endswith(f"（原文：{said}）")


def test_a_target_stated_twice_is_marked(tmp_path: Path) -> None:
    text = """白鹭市2025年卫生健康工作要点
一、工作目标
1．新增普惠托位600个。
二、重点工作
2．新增普惠托位600个，建成托育点5个。（责任科室：人口家庭科）
3．新增普惠托位500个。（责任科室：人口家庭科）
"""
    with stocked(tmp_path, plan=text) as library:
        found = brief(library, Request(kind="indicators"), made=DAY)
    names = [r.cells[0] for r in rows(found, "targets")]
    assert names == ["新增普惠托位", "新增普惠托位（同〔白鹭2025要点·一/1〕）", "建成托育点", "新增普惠托位"]
