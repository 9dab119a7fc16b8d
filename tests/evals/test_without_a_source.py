"""Figures and offices that no clause bears out: each score against cases worked out by hand."""

from __future__ import annotations

import pytest

from evals import scores
from evals.model import Observed
from evals.scores import Ground
from tests.evals.scored import GROUND, is_score, said


@pytest.mark.parametrize(
    ("seen", "value", "reason"),
    [
        (said("托位18个，普惠率**2.5%**", status="clarify"), None, ""),
        (said("托位 18个，普惠率**2.5％**"), 0.0, ""),
        (said("8.20张床位"), 0.0, ""),
        (said("托位8个，普惠率5%，又是8个"), 3.0, "没有出处的数字：8个、5%"),
        (said("托位1.8个"), 1.0, "没有出处的数字：1.8个"),
        (said("2023年第7条"), 1.0, "没有出处的数字：7条"),
        (said("共 12 项，列于下：\n托位18个", counted=("共 12 项，列于下：",)), 0.0, ""),
        (said("共 12 项，列于下：\n托位12个", counted=("共 12 项，列于下：",)), 1.0, "没有出处的数字：12个"),
        (said("托位18个〔临河2023要点·99个〕"), 0.0, ""),
        (said("见《99个要点》第3条\n出处：《要点》7项\n托位18个"), 0.0, ""),
        (said("> 引文里的99个"), 1.0, "没有出处的数字：99个"),
    ],
    ids=["refused", "stated", "a cell", "part of a number", "another number", "no bare year", "counted",
        "counted elsewhere", "a chip", "a reference", "a quote"],
)  # fmt: skip
def test_figures_without_a_source(seen: Observed, value: float | None, reason: str) -> None:
    assert is_score(scores.unsupported_figures(seen, GROUND), value, reason)


INVENTED = (
    "150公里", "8座", "6000亩", "20分钟", "60辆", "3000平方米", "12天", "40台", "5000人次", "30床", "900尾",
    "2万羽", "70株", "45处", "6班次", "800吨", "700千瓦时", "9000针", "350公顷", "14艘", "3万笼", "55笼",
    "二十五家", "三十座", "百分之四十", "16户", "27头", "4万余亩",
)  # fmt: skip


@pytest.mark.parametrize("figure", INVENTED)
@pytest.mark.parametrize(
    "shape", ["建成{}", "达到**{}**以上", "| 目标 | {} |", "不超过{}；", "约{}，由办公室负责"]
)
def test_an_invented_figure_counts_whatever_it_is_measured_in(figure: str, shape: str) -> None:
    seen = said(shape.format(figure))
    other = Ground(words="建成11公里、13座、17亩，配备19台，办结23件")
    assert scores.unsupported_figures(seen, other).value == 1.0
    own = Ground(words=f"建成{figure}以上，办结23件")
    assert scores.unsupported_figures(seen, own).value == 0.0


@pytest.mark.parametrize(
    ("shown", "printed", "value"),
    [
        ("建成8座", "建成8亩", 1.0), ("建成8座", "建成8个", 0.0), ("建成8座", "建成8所", 1.0),
        ("配备8件", "配备8台", 1.0), ("购置8捆", "购置8辆", 1.0), ("存栏8捆", "存栏8头", 1.0),
        ("堆放8吨", "堆放8垛秸秆", 1.0), ("派出8拨志愿者", "派出8亩志愿者", 1.0),
        ("派出8拨志愿者", "派出8拨志愿者", 0.0), ("办8个班", "办8期", 1.0), ("配备8个", "配备8台", 0.0),
        ("带出8个徒弟", "带出徒弟8名", 0.0), ("提高8百分点", "提高8个百分点", 0.0),
        ("修建8公里", "修建里程（公里）\t8", 0.0), ("修建8公顷", "修建里程（公里）\t8", 1.0),
        ("培训8人", "培训8名", 0.0), ("投资8万元", "投资8亿元", 1.0), ("覆盖率8%", "提高8个百分点", 1.0),
        ("建成8座", "第8条", 1.0), ("增速为3%", "增速为-3%", 1.0), ("增速为-3%", "增速为-3%", 0.0),
        ("增速为-3%", "增速为3%", 1.0), ("新增80托盘", "新增80元", 1.0), ("新增80托盘", "新增80托盘", 0.0),
        ("新增8托盘", "新增8万托盘", 1.0), ("开行40班期，", "开行40万元，", 1.0),
        ("开行40班期，", "开行40班期，", 0.0),
        ("更换八十樘", "办结23件", 1.0), ("更换八十樘", "更换80樘", 0.0),
        ("清淤一百二十孔以上", "办结23件", 1.0),
        ("检修90台套", "检修90台套", 0.0), ("检修90台套", "检修90亩", 1.0),
        ("拨打12345热线", "拨打12345热线", 0.0),
        ("达80以上，", "达80以上，", 0.0), ("达80，", "达80元，", 0.0),
    ],
)  # fmt: skip
def test_the_unit_of_a_figure_must_be_stated_too(shown: str, printed: str, value: float) -> None:
    assert scores.unsupported_figures(said(shown), Ground(words=printed)).value == value


@pytest.mark.parametrize(
    ("seen", "value", "reason"),
    [
        (said("王成江", status="not_found"), None, ""),
        (said("由疾控科[应急办]负责"), 0.0, ""),
        (said("由办公室[宣教科]配合"), 0.0, ""),
        (said("由应急办负责"), 1.0, "没有出处的单位：应急办"),
        (said("由办公室牵头，王成江分管"), 2.0, "没有出处的单位：办公室、王成江"),
        (said("> 王成江\n疾控科［应急办］"), 0.0, ""),
        (said("老龄科"), 0.0, ""),
    ],
    ids=["refused", "charged", "in the words", "part of a charged one", "part of one in the words", "a quote",
        "no name of the library"],
)  # fmt: skip
def test_offices_without_a_source(seen: Observed, value: float | None, reason: str) -> None:
    assert is_score(scores.unsupported_offices(seen, GROUND), value, reason)
