"""The offices a sentence names as its subject: where each name ends, and what is no office of the state."""

from __future__ import annotations

import pytest

from ingest.grammar.named_offices import is_field, named_offices
from ingest.grammar.tables import table

NAMED = [
    ("县财政局|统筹安排资金", "县财政局"),
    ("县水利局|限期整改", "县水利局"),
    ("乡镇人民政府、街道办事处|负责巡查", "乡镇人民政府 街道办事处"),
    ("县政府督查室|每年组织督查", "县政府督查室"),
    ("市水利局、市园林管理中心|将名录公布", "市水利局 市园林管理中心"),
    ("区人大常委会社会建设委、区政协社会法制委|对项目开展视察", "区人大常委会社会建设委 区政协社会法制委"),
    ("市纪委监委驻市水利局纪检监察组|对资金开展监督", "市纪委监委驻市水利局纪检监察组"),
    ("市、县（区）人民政府|应当安排资金", "市、县（区）人民政府"),
    ("各县（市、区）教育局|于6月底前报送", "各县（市、区）教育局"),
    ("省、自治区、直辖市人民政府管理水利工作的部门|应当公布", "省、自治区、直辖市人民政府管理水利工作的部门"),
    ("县级以上地方人民政府水行政主管部门|负责巡查", "县级以上地方人民政府水行政主管部门"),
    ("国务院专利行政部门|依法开展检查", "国务院专利行政部门"),
    ("科技创新部门|应当建立名录", "科技创新部门"),
    ("规划财务科|按比例安排经费", "规划财务科"),
    ("公安机关|应当及时处置", "公安机关"),
    ("州12345热线中心|负责回访", "州12345热线中心"),
    ("县委宣传部|要组织宣讲", "县委宣传部"),
    ("人行白沙中心支行|按月通报", "人行白沙中心支行"),
    ("白沙市教育局和市财政局|应当公布", "白沙市教育局 市财政局"),
    ("发展改革、财政、自然资源等部门|按照职责", "发展改革 财政 自然资源"),
    ("市财政、教育部门|要按月报送", "市财政 教育部门"),
    ("县公安分局|指导校园警务室建设", "县公安分局"),
    ("县委编办|负责核定编制", "县委编办"),
    ("县委|督办重点事项", "县委"),
    ("县政府教育督导室|每年督导", "县政府教育督导室"),
    ("乡镇人民政府（街道办事处）|初审", "乡镇人民政府（街道办事处）"),
    ("县节水联席会议|负责统筹", "县节水联席会议"),
    ("县水务局|指导和督促南坪区供水部门加强巡查", "县水务局"),
    ("市园林局|督促和支持各区绿化部门补种", "市园林局"),
    ("省数据局|协助、督导市数据部门建库", "省数据局"),
    ("县住建局|监督和考核物业管理部门", "县住建局"),
    ("财政、市场监督、数据等部门|按照职责", "财政 市场监督 数据"),
    ("发展改革、水行政监督部门|按月报送", "发展改革 水行政监督部门"),
]
NOBODY = [
    "城镇新增就业260人",
    "县财政局长要到场",
    "金融机构要合理调配人员",
    "企业要落实主体责任",
    "学校负责日常管理",
    "社会力量应当参与",
    "领导干部要带头",
    "加强部门协同",
    "充分发挥水利部门作用",
    "落实乡镇卫生院用房",
    "全市住院人次下降",
    "市场主体应当登记",
    "急事急办实行救助",
    "项目部每日上午报送",
    "报县政府批准",
    "市级财政每处补助80万元",
    "山区乡镇每处补助110万元",
    "县财政每部门奖励3万元",
    "企业向县水利局申请",
]


@pytest.mark.parametrize(("text", "names"), NAMED)
def test_where_the_names_end(text: str, names: str) -> None:
    named = named_offices(text.replace("|", ""))
    assert named is not None
    assert (" ".join(named.names), named.end) == (names, text.index("|"))
    assert not named.together


@pytest.mark.parametrize("text", NOBODY)
def test_no_office_is_named(text: str) -> None:
    assert named_offices(text) is None


@pytest.mark.parametrize("text", ["市直有关单位要报送", "全市学校要公布", "省级医院要接收", "村卫生室要登记"])
def test_several_without_a_name_of_their_own(text: str) -> None:
    named = named_offices(text)
    assert named is None or named.together


@pytest.mark.parametrize(
    "row", table("offices")["levels"] + table("offices")["bodies"], ids=lambda row: row["example"]
)
def test_an_example_of_the_table(row: dict[str, str]) -> None:
    assert named_offices(row["example"]) is not None


def test_names_that_share_an_end_tell_whether_the_list_is_open() -> None:
    several = named_offices("财政、教育等部门要报送")
    two = named_offices("财政、教育部门要报送")
    assert several
    assert several.open
    assert two
    assert not two.open
    assert is_field("财政")
    assert not is_field("财政局")
