"""What the list of figures says of each figure, and which numbers it has not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.briefing.compose import brief
from assistant.briefing.model import Request
from assistant.briefing.tables.figure_words import around
from tests.assistant.briefing.conftest import DAY
from tests.assistant.briefing.shelves import stocked


@pytest.mark.parametrize(
    ("text", "figure", "said"),
    [
        ("完善体系。推进78个站点标准化建设。其他", "78个", "推进78个站点标准化建设"),
        ("检测比例：县区达到19%，开发区达到17%；其他", "17%", "县区达到19%，开发区达到17%"),
        ("经费1,200万元到位，新建2所", "1,200万元", "经费1,200万元到位，新建2所"),
        ("医护比1:1.2以上，其他", "1:1.2", "医护比1:1.2以上，其他"),
        ("第一行\n签约率59%以上\n第三行", "59%", "签约率59%以上"),
        (f"{'完善服务体系，' * 8}新建3所，{'加强队伍建设，' * 8}", "3所",
            "…完善服务体系，完善服务体系，完善服务体系，完善服务体系，完善服务体系，新建3所…"),
        ("3所", "3所", "3所"),
    ],
    ids=["whole", "colon", "thousands", "ratio", "line", "long", "bare"],
)  # fmt: skip
def test_words_around(text: str, figure: str, said: str) -> None:
    start = text.index(figure)
    assert around(text, start, start + len(figure)) == said


@pytest.mark.parametrize("at", range(0, 200, 7))
def test_figures_and_words_are_not_cut(at: int) -> None:
    run = "全面推进卫生服务机构建设共123456个站点和7.5%覆盖"
    text = run * 8
    start = text.index("123456个", at) if "123456个" in text[at:] else text.index("123456个")
    said = around(text, start, start + 7)
    assert "123456个" in said
    assert len(said) <= 50
    assert set(re.findall(r"[\d.]+", said)) <= {"123456", "7.5"}


PLAN = """白鹭市2025年卫生健康工作要点
一、重点工作
1．{text}（责任科室：老龄科）
"""


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("推广5G应用，建成6S门诊2个。", ["2个"]),
        ("落实03专项，完善1+N制度，新建3所。", ["3所"]),
        ("开展建会100周年活动5场。", ["100周年", "5场"]),
        ("落实中央八项规定精神，办好八项实事。", ["八项"]),
        ("抓好“四个全覆盖”工作。", []),
        ("整合12345热线，受理1200件。", ["1200件"]),
        ("第3次复审前完成自查，6月底前改造2所。", ["3次", "6月", "2所"]),
    ],
)
def test_numbers_in_names_are_no_figures(tmp_path: Path, text: str, figures: list[str]) -> None:
    with stocked(tmp_path, plan=PLAN.format(text=text)) as library:
        found = brief(library, Request(kind="topic", topic=re.split("[，。]", text)[0][:4]), made=DAY)
        listed = [f.text for f in found.figures]
        assert listed == figures
