"""The thing itself and not its neighbour: what is said of another member of a class, of a like name or of
those a rule takes in is no answer for what is asked.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from assistant.question import Turn
from assistant.verification.answer import faults
from tests.small_library import over

CARE = """临河市2025年养老托育工作要点

一、养老服务

（一）发展机构养老。公办养老机构护理型床位占比达到70%，民办养老机构护理型床位占比达到55%。力争公办养老机构入住率提高到75%左右。（责任单位：机构科）

（二）培训护理员。一级护理补助每月不超过800元，二级护理补助每月不超过500元。（责任单位：人事科）

二、托育服务

（三）创建园所。创建市级优质托育园10个、省级优质托育园2个。（责任单位：托育科）

（四）补助标准。新建托位每个补助8000元，改建托位每个补助5000元；企业自用托位不适用本补助。民办园按每名幼儿每年600元给予补助，收费超过政府指导价的除外。（责任单位：财务科）
"""
LEAVE = """桥头县公立医院职工休假与补助办法

第一条 女职工生育享受产假158天，男职工享受护理假15天。

第二条 一级医院每年补助20万元，三级医院每年补助不低于150万元。

第三条 急诊医师夜班补助每班180元，护士夜班补助每班120元。

第四条 工作满1年不满10年的，年休假5天；满10年不满20年的，年休假10天。试用期人员不适用本条规定。

第五条 县级医院院长年薪不超过36万元，乡镇卫生院院长年薪不超过22万元。

第六条 规范化培训学员每人每月补助3000元，定向生除外。

第七条 门诊诊查费每人次10元，住院诊查费每床日20元，急诊诊查费另行规定。
"""
AIR = """桥头县2024年生态环境工作要点

一、大气治理。PM2.5平均浓度控制在32微克/立方米以下。（责任单位：大气股）

二、水治理。国控断面优良比例保持100%，县控断面优良比例达到90%左右。（责任单位：水股）

三、土壤治理。城市生活垃圾无害化处理率100%，农村生活垃圾无害化处理率达到85%。（责任单位：土壤股）
"""
ROADS = """临河市2026年道路工作要点

一、道路建设。环湖路西段6月底前开工，全长12公里。改造公交站台40个。（责任单位：建设股）

二、出租车辆。巡游车投诉办结时限由7个工作日压缩至3个工作日，网约车投诉仍按7个工作日办结。（责任单位：客运股）

三、养护补助。村级公路养护补助标准提高300元，达到每公里1500元。（责任单位：养护股）

四、种藕补助。连片种藕30亩以上不足90亩的，每亩补助20元；连片种藕90亩以上至500亩的，每亩补助45元。

五、水厂看护。去年水厂看护覆盖率95%。（责任单位：水务股）

六、文件清理。《临河市水厂看护办法》（临政办〔2019〕31号）同时废止。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("neighbours")
    texts = {"care": CARE, "leave": LEAVE, "air": AIR, "roads": ROADS}
    with over(home, {f"{name}.txt": text for name, text in texts.items()}) as opened:
        yield opened


OWN = {
    "私立养老机构护理型床位占比": ("55%", "70%"),
    "公办养老机构护理型床位占比多少": ("70%", "55%"),
    "二级护理每月补助多少": ("500元", "800元"),
    "省级优质托育园几个": ("2个", "10个"),
    "改建托位每个补助多少": ("5000元", "8000元"),
    "三级医院每年补助多少": ("不低于150万元", "20万元"),
    "满10年年休假几天": ("10天", "5天"),
    "县控断面优良比例要达到多少": ("90%左右", "100%"),
    "农村生活垃圾无害化处理率": ("85%", "100%"),
    "企业自用托位每个补助多少": ("不适用本补助", "8000元"),
    "民办园收费超过指导价的能补多少": ("除外", "600元"),
    "试用期人员年休假几天": ("不适用", "5天"),
    "定向生规培每月补助多少": ("定向生除外", "3000元"),
    "急诊诊查费多少": ("另行规定", "180元"),
    "村级公路养护补助标准是多少": ("1500元", "提高300元"),
    "连片种藕200亩每亩补助多少": ("45元", "20元"),
    "连片种藕60亩每亩补助多少": ("20元", "45元"),
    "村级公路养护补助标准提高多少": ("300元", "1200元"),
}


@pytest.mark.parametrize(("question", "said"), OWN.items(), ids=OWN)
def test_its_own_figure_is_given(assistant: Assistant, question: str, said: tuple[str, str]) -> None:
    right, neighbour = said
    answer = assistant.ask(question)
    assert answer.status == "answered"
    head = answer.answer.partition("\n")[0]
    assert right in head
    assert neighbour not in head
    assert faults(answer, assistant.facts(answer), assistant.known()) == ()


NOT_STATED = [
    "民办养老机构入住率要提高到多少",
    "三级护理每月补助多少",
    "二级医院每年补助多少",
    "男职工产假多少天",
    "女职工护理假几天",
    "主治医师夜班补助多少",
    "市级医院院长年薪上限是多少",
    "省控断面优良比例",
    "农村生活污水处理率",
    "国家级优质托育园创建几个",
    "县级优质托育园创建几个",
    "PM10平均浓度控制在多少",
    "环湖路东段几月份开工",
    "连片种藕800亩每亩补助多少",
    "改造地铁站台多少个",
    "一个水厂看护补多少钱",
    "水厂看护员要多少名",
    "网约车投诉归哪个科室的食堂管",
    "公办养老机构食堂占比多少",
]


@pytest.mark.parametrize("question", NOT_STATED)
def test_the_neighbours_figure_is_not_given(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status != "answered"


def test_what_the_question_before_names_is_not_taken_for_its_neighbour(assistant: Assistant) -> None:
    before = Turn(role="user", content="临河网约车投诉归哪个科室")
    head = assistant.ask("它的投诉几个工作日办结", [before]).answer.partition("\n")[0]
    assert "网约车投诉仍按7个工作日" in head


OTHER_WORDS = {
    "写材料要用：改造公交站台多少个": "40个",
    "养老机构里的公办机构护理型床位占比是多大比例": "70%",
}


@pytest.mark.parametrize(("question", "said"), OTHER_WORDS.items(), ids=OTHER_WORDS)
def test_what_names_no_thing_may_be_lacking(assistant: Assistant, question: str, said: str) -> None:
    assert said in assistant.ask(question).answer.partition("\n")[0]
