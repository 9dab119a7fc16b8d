"""Shapes in which offices write their plans: what a careful reader finds in them – clauses, who is charged,
targets.
"""

from __future__ import annotations

import pytest

from ingest.pipeline import parse

Charged = dict[str, str]
"""Label -> "role:offices" of the clause, roles parted by ；."""

SHAPES: dict[str, tuple[str, str, Charged, list[str]]] = {
    "what is shared out stands behind 责任分工": (
        "a.txt",
        "澄江市行动实施方案（2026—2030年）\n一、行动\n（一）控烟\n实施内容：吸烟率低于20%。\n责任分工：市卫生健康委牵头，市教育局、市广电局按职责分工负责。\n（二）减盐\n1.建成食堂3家。\n2.培训厨师60名。\n责任分工：市卫生健康委负责，市民政局配合。\n",
        {
            "一/（一）": "牵头:市卫生健康委；按职责分工负责:市教育局|市广电局",
            "一/（二）/1": "负责:市卫生健康委；配合:市民政局",
            "一/（二）/2": "负责:市卫生健康委；配合:市民政局",
        },
        ["吸烟率 < 低于20%", "建成食堂 = 3家", "培训厨师 = 60名"],
    ),
    "departments in a bracket behind a full stop": (
        "a.txt",
        "柳溪区2026年工作计划\n一、狠抓基础。一是建设中心2家。二是招聘医生25名。（基层卫生科）\n二、狠抓监管。\n一是检查1200户次。\n二是抽查完成率100%。\n（综合监督科、卫生监督所）\n三、重点专科。建成专科3个。（心内科、儿科）\n",
        {
            "一": ":基层卫生科",
            "二/¶1": ":综合监督科|卫生监督所",
            "二/¶2": ":综合监督科|卫生监督所",
            "三": "",
        },
        ["建设中心 = 2家", "招聘医生 = 25名", "检查 = 1200户次", "抽查完成率 = 100%", "建成专科 = 3个"],
    ),
    "deeds are counted through": (
        "a.txt",
        (
            "柳溪区2026年民生实事清单\n第一件 免费接种\n内容：接种率达到90%以上。\n"
            "牵头单位：区卫生健康局\n完成时限：2026年11月底\n第二件 普惠托育\n"
            "内容：新增托位260个。\n牵头单位：区民政局\n完成时限：2026年12月底\n"
        ),
        {"第一件": "牵头单位:区卫生健康局", "第二件": "牵头单位:区民政局"},
        ["接种率 >= 达到90%以上", "新增托位 = 260个"],
    ),
    "stages": (
        "a.txt",
        "柳溪区2026年攻坚方案\n一、步骤\n第一阶段（1—3月）：摸清底数。\n第二阶段（4—9月）：改造诊室8间。\n二、保障\n加强督导。\n",
        {"一/第一阶段": "", "一/第二阶段": "", "二": ""},
        ["改造诊室 = 8间"],
    ),
    "departments behind 由": (
        "a.txt",
        "澄江市办公会议纪要\n一、关于改造。同意改造门诊，由医政科牵头，规财科配合，6月底前完成。\n二、关于组建。由县级医院牵头，组建医共体。\n",
        {"一": "牵头:医政科；配合:规财科", "二": ""},
        [],
    ),
    "departments as headings behind a sign": (
        "a.txt",
        "柳溪区卫健局2026年责任清单\n●局办公室（责任人：秦越）\n1.政务信息不少于60篇。\n2.信访办结率100%。\n●疾病预防控制科（责任人：苏宁）\n1.流感疫苗接种2.4万剂次。\n2.创建标准化门诊3个。\n",
        {
            "局办公室/1": ":局办公室；责任人:秦越",
            "局办公室/2": ":局办公室；责任人:秦越",
            "疾病预防控制科/1": ":疾病预防控制科；责任人:苏宁",
            "疾病预防控制科/2": ":疾病预防控制科；责任人:苏宁",
        },
        ["政务信息 >= 不少于60篇", "信访办结率 = 100%", "流感疫苗接种 = 2.4万剂次", "创建标准化门诊 = 3个"],
    ),
    "offices before a colon, and at the start of an item": (
        "a.txt",
        "临水县2026年工作方案\n一、责任分工\n爱卫办：负责牵头协调，建成健康村30个。\n疾控中心：负责技术指导，培训骨干200人。\n二、职责\n（一）医政股负责医疗安全；\n（二）学校负责日常管理。\n",
        {"一/¶1": "负责牵头:爱卫办", "一/¶2": ":疾控中心", "二/（一）": "负责:医政股", "二/（二）": ""},
        ["建成健康村 = 30个", "培训骨干 = 200人"],
    ),
    "items behind a list sign, offices emphasised": (
        "a.md",
        (
            "# 临水县2026年责任清单\n\n**一、公共卫生（牵头领导：高岚）**\n\n"
            "- 【任务1】建档率≥90%。*责任股室：基卫股*\n- 【任务2】管理率≥65%。*责任股室：老龄股；"
            "配合股室：应急办*\n\n"
        ),
        {
            "一/【任务1】": "牵头领导:高岚；责任股室:基卫股",
            "一/【任务2】": "牵头领导:高岚；责任股室:老龄股；配合股室:应急办",
        },
        ["建档率 >= ≥90%", "管理率 >= ≥65%"],
    ),
    "values of two years behind a colon": (
        "a.txt",
        "临水县规划（2026－2030年）\n一、指标\n——人均预期寿命：2025年78.2岁，2030年80岁。\n——床位数：2025年6.8张，2030年7.2张。\n",
        {"一/¶1": "", "一/¶2": ""},
        ["人均预期寿命 = 80岁", "床位数 = 7.2张"],
    ),
    "stages of a work over the year": (
        "a.md",
        (
            "# 临水县2026年民生实事推进表\n\n| 项目 | 年度目标 | 第二季度 | 第三季度 |\n"
            "|---|---|---|---|\n| 新建村卫生室 | 12所 | 开工6所 | 主体完工12所 |\n"
        ),
        {"表/1": ""},
        ["新建村卫生室 = 12所", "新建村卫生室开工 = 6所", "新建村卫生室主体完工 = 12所"],
    ),
    "what is shared out by towns, with its sum": (
        "a.txt",
        "临水县2026年任务分配表\n乡镇\t健康村（个）\t健康家庭（户）\n城关镇\t6\t120\n河口镇\t8\t130\n合计\t14\t250\n",
        {"表/1": "", "表/2": "", "表/3": ""},
        ["健康村 = 6", "健康家庭 = 120", "健康村 = 8", "健康家庭 = 130", "健康村 = 14", "健康家庭 = 250"],
    ),
    "remarks behind the offices of a bracket": (
        "a.txt",
        "南桥市2026年意见\n一、布局。设置急救站点6个。〔市卫生健康委牵头，市自然资源局按职责分工负责；以下均需各县政府负责，不再列出〕\n二、队伍。招聘医师40名。（市卫生健康委、市财政局，排第一位的为牵头单位，下同）\n",
        {"一": "牵头:市卫生健康委；按职责分工负责:市自然资源局", "二": ":市卫生健康委|市财政局"},
        ["设置急救站点 = 6个", "招聘医师 = 40名"],
    ),
    "a table behind the last item, offices before it": (
        "a.md",
        (
            "# 南桥市2026年工作要点\n\n一、公卫\n\n1.培训医师40名。\n\n2.新增床位60张。\n\n"
            "（责任处室：基层处）\n\n表1 任务指标分解\n\n| 县区 | 签约率（%） | 改造（所） |\n"
            "|---|---|---|\n| 东湖区 | 42 | 6 |\n| 西山县 | 38 | 15 |\n"
        ),
        {
            "一/1": "责任处室:基层处",
            "一/2": "责任处室:基层处",
            "表/1": "",
            "表/2": "",
        },
        ["培训医师 = 40名", "新增床位 = 60张", "签约率 = 42", "改造 = 6", "签约率 = 38", "改造 = 15"],
    ),
    "goals in a column that names them, due in another": (
        "a.md",
        (
            "# 南桥市2026年任务书\n\n| 编号 | 任务 | 指标 | 时限 | 承办 |\n|---|---|---|---|---|\n"
            "| M1-1 | 高危孕产妇管理 | 管理率≥98% | 12月 | 妇幼处 |\n"
            "| M1-2 | 救治 | 建成中心3个 | 6月 | 医政处 |\n"
        ),
        {"表/M1-1": "承办:妇幼处", "表/M1-2": "承办:医政处"},
        ["高危孕产妇管理率 >= ≥98%", "建成中心 = 3个"],
    ),
    "columns set apart by blanks, headed by years": (
        "a.txt",
        (
            "凤山县“十五五”主要指标\n\n序号  指标名称  单位  2025年  2030年  属性\n"
            "1  人均预期寿命  岁  77.9  79.5  预期性\n2  婴儿死亡率  ‰  3.6  ≤3.5  约束性\n"
            "3  每千人口床位数  张  6.4  7.0  预期性\n注：床位数含在建。\n"
        ),
        {"表/1": "", "表/2": "", "表/3": "", "表/注": ""},
        ["人均预期寿命 = 79.5", "婴儿死亡率 <= ≤3.5", "每千人口床位数 = 7.0"],
    ),
    "scores are no targets": (
        "a.md",
        (
            "# 澄江市2026年考核细则\n\n| 考核项目 | 考核指标 | 指标要求 | 分值 | 评分标准 | 考核科室 |\n"
            "|---|---|---|---|---|---|\n| 质量（40分） | 四级手术比例 | ≥12% | 15分 | 每低1个百分点扣2分 | "
            "医政科 |\n| | 平均住院日 | ≤8天 | 10分 | 每超0.1天扣1分 | 医改科 |\n"
        ),
        {"表/1": "考核科室:医政科", "表/2": "考核科室:医改科"},
        ["四级手术比例 >= ≥12%", "平均住院日 <= ≤8天"],
    ),
    "a unit of its own column": (
        "a.md",
        (
            "# 澄江市2026年指标表\n\n| 指标 | 单位 | 2025年 | 2026年 |\n"
            "|---|---|---|---|\n| 孕产妇死亡率 | 1/10万 | 9.8 | ≤9 |\n"
        ),
        {"表/1": ""},
        ["孕产妇死亡率 <= ≤9"],
    ),
}


@pytest.mark.parametrize(("file", "text", "charged", "targets"), SHAPES.values(), ids=SHAPES)
def test_what_a_careful_reader_finds(file: str, text: str, charged: Charged, targets: list[str]) -> None:
    plan = parse(text.encode(), file)
    read = {
        c.label: "；".join(f"{r.role}:{'|'.join((*r.units, *r.leaders))}" for r in c.responsibilities)
        for c in plan.clauses
    }
    assert read == charged
    assert [f"{t.indicator} {t.comparator} {t.value_text}" for t in plan.targets] == targets


def test_a_bracket_that_may_name_a_department_is_doubted() -> None:
    plan = parse(
        "柳溪区2026年要点\n1.改造诊室12所（基层科）\n2.培训医师30名。（责任科室：人事科）\n3.新增专科2个（儿科）。\n".encode(),
        "a.txt",
    )
    assert [(d.line, d.kind) for d in plan.doubts] == [(2, "offices")]


def test_the_unit_of_a_column_of_its_own_is_read_without_its_one() -> None:
    _, text, _, _ = SHAPES["a unit of its own column"]
    (target,) = parse(text.encode(), "a.md").targets
    assert (target.unit, str(target.baseline)) == ("/10万", "9.8")


def test_every_row_of_a_table_behind_an_item_has_a_home() -> None:
    _, text, _, _ = SHAPES["a table behind the last item, offices before it"]
    plan = parse(text.encode(), "a.md")
    kept = "".join(h.span.of(plan.text) for h in sorted(plan.homes, key=lambda h: h.span))
    assert "".join(kept.split()) == "".join(plan.text.split())


def test_what_is_said_of_a_figures_nature() -> None:
    plan = parse(
        "临水县规划（2026—2030年）\n1.管理率：2030年达到80%（预期性）；\n2.占比：2030年≥95%（约束性）。\n".encode(),
        "a.txt",
    )
    assert [t.kind for t in plan.targets] == ["预期性", "约束性"]
