"""Tables as they really come: heads in any order and wording and of several levels, merged cells, times in
columns, tables flattened to one cell a line; and what is no value of theirs."""

from __future__ import annotations

import time

import pytest

from ingest.model import Plan
from ingest.pipeline import parse
from tests.kept import forget_texts

HTML = "<html><body><h1>云溪县2025年重点任务分解表</h1><table>{}</table></body></html>"
MD = "# 云溪县2025年重点任务分解表\n\n"


def told(plan: Plan) -> list[str]:
    said = ((f"{t.indicator}〔{t.scope}〕" if t.scope else t.indicator, t) for t in plan.targets)
    return [f"{name} {t.comparator} {t.value} {t.unit or ''} {t.deadline}" for name, t in said]


def read(text: str) -> Plan:
    name = "a.html" if text.startswith("<") else "a.md" if text.startswith("#") else "a.txt"
    return parse(text.encode(), name)


TARGETS = {
    "years, the past one as base": (
        MD + "| 序号 | 指标 | 单位 | 2023年实际 | 2025年目标 | 2030年目标 |\n|--|--|--|--|--|--|\n"
        "| 1 | 造林面积 | 万亩 | 12 | 30 | 60 |\n| 2 | 节水率 | % | 40 | 45 | 50 |\n",
        ["造林面积 = 30 万亩 2025", "造林面积 = 60 万亩 2030", "节水率 = 45 % 2025", "节水率 = 50 % 2030"],
    ),
    "halves of the year over what is counted": (
        HTML.format(
            "<tr><th rowspan=2>乡镇</th><th colspan=2>上半年</th><th colspan=2>全年</th></tr>"
            "<tr><th>就业人数（人）</th><th>培训人数（人）</th><th>就业人数（人）</th><th>培训人数（人）</th></tr>"
            ""
            "<tr><td>青石镇</td><td>120</td><td>60</td><td>300</td><td>150</td></tr>"
            "<tr><td>白水镇</td><td>80</td><td>40</td><td>200</td><td>100</td></tr>"
        ),
        [
            "就业人数〔青石镇〕 = 120 人 2025-06-30",
            "培训人数〔青石镇〕 = 60 人 2025-06-30",
            "就业人数〔青石镇〕 = 300 人 2025",
            "培训人数〔青石镇〕 = 150 人 2025",
            "就业人数〔白水镇〕 = 80 人 2025-06-30",
            "培训人数〔白水镇〕 = 40 人 2025-06-30",
            "就业人数〔白水镇〕 = 200 人 2025",
            "培训人数〔白水镇〕 = 100 人 2025",
        ],
    ),
    "a value over two rows and one over two columns": (
        HTML.format(
            "<tr><th rowspan=2>指标</th><th rowspan=2>计量单位</th><th colspan=2>2025年目标</th></tr>"
            "<tr><th>6月底</th><th>全年</th></tr>"
            "<tr><td>清淤河道</td><td>公里</td><td rowspan=2>15</td><td>40</td></tr>"
            "<tr><td>整修堤防</td><td>公里</td><td>30</td></tr>"
            "<tr><td>水质达标率</td><td>%</td><td colspan=2>≥90</td></tr>"
        ),
        [
            "清淤河道 = 15 公里 2025-06-30",
            "清淤河道 = 40 公里 2025",
            "整修堤防 = 15 公里 2025-06-30",
            "整修堤防 = 30 公里 2025",
            "水质达标率 >= 90 % 2025-06-30",
            "水质达标率 >= 90 % 2025",
        ],
    ),
    "the columns the other way round": (
        MD + "| 办结时间 | 牵头部门 | 目标值 | 计量单位 | 主要指标 |\n|--|--|--|--|--|\n"
        "| 9月底 | 县水利局 | 25 | 公里 | 新建渠道 |\n| 年底 | 县林业局 | 3000 | 亩 | 补植林木 |\n",
        ["新建渠道 = 25 公里 2025-09-30", "补植林木 = 3000 亩 2025"],
    ),
    "quarters": (
        MD + "| 项目 | 单位 | 一季度 | 二季度 | 三季度 | 四季度 |\n"
        "|--|--|--|--|--|--|\n| 道路养护 | 公里 | 5 | 15 | 25 | 30 |\n",
        [
            "道路养护 = 5 公里 2025-03-31",
            "道路养护 = 15 公里 2025-06-30",
            "道路养护 = 25 公里 2025-09-30",
            "道路养护 = 30 公里 2025-12-31",
        ],
    ),
    "the unit in the head": (
        MD + "| 指标名称 | 基期值（2024年） | 2025年目标值（万人次） | 指标属性 |\n"
        "|--|--|--|--|\n| 游客接待 | 80 | 95 | 预期性 |\n",
        ["游客接待 = 95 万人次 2025"],
    ),
    "points are no promises": (
        MD + "| 考核内容 | 分值 | 评分标准 |\n|--|--|--|\n"
        "| 组织领导 | 10分 | 未成立专班扣5分，每少1次会议扣2分 |\n"
        "| 宣传 | 20分 | 完成80%得10分 |\n",
        [],
    ),
    "goals beside points": (
        MD + "| 指标 | 目标值 | 分值 | 扣分办法 |\n|--|--|--|--|\n"
        "| 巡查覆盖率 | 95% | 10 | 每低1个百分点扣2分 |\n",
        ["巡查覆盖率 = 95 % 2025"],
    ),
    "numbers of rows are no values": (
        HTML.format(
            "<tr><td></td><td>指标</td><td>单位</td><td>目标</td></tr>"
            "<tr><td>1</td><td>新建公园</td><td>个</td><td>6</td></tr>"
            "<tr><td>2</td><td>绿道</td><td>公里</td><td>18</td></tr>"
        ),
        ["新建公园 = 6 个 2025", "绿道 = 18 公里 2025"],
    ),
    "years down the rows": (
        MD + "年度任务（单位：户）\n\n| 年度 | 危房改造任务（户） | 厕所改造任务（户） |\n"
        "|--|--|--|\n| 2025年 | 120 | 300 |\n| 2026年 | 80 | 200 |\n",
        [
            "危房改造任务 = 120 户 2025",
            "厕所改造任务 = 300 户 2025",
            "危房改造任务 = 80 户 2026",
            "厕所改造任务 = 200 户 2026",
        ],
    ),
    "places as columns": (
        HTML.format(
            "<tr><th rowspan=2>指标</th><th rowspan=2>单位</th><th colspan=2>各乡镇任务</th></tr>"
            "<tr><th>青石镇</th><th>白水镇</th></tr><tr><td>改造危房</td><td>户</td><td>120</td><td>80</td></tr>"
            "<tr><td>补助资金</td><td>万元</td><td>180</td><td>60</td></tr>"
        ),
        [
            "改造危房〔青石镇〕 = 120 户 2025",
            "改造危房〔白水镇〕 = 80 户 2025",
            "补助资金〔青石镇〕 = 180 万元 2025",
            "补助资金〔白水镇〕 = 60 万元 2025",
        ],
    ),
    "what a project spends in the year, and its sum": (
        HTML.format(
            "<tr><th rowspan=2>序号</th><th rowspan=2>项目名称</th><th rowspan=2>建设内容</th>"
            "<th colspan=2>投资（万元）</th></tr><tr><th>总投资</th><th>2025年计划投资</th></tr>"
            "<tr><td colspan=5>一、交通类</td></tr>"
            "<tr><td>1</td><td>青石大道</td><td>1.路基<br>2.桥梁</td><td>12,000</td><td>5,000</td></tr>"
            "<tr><td colspan=2>合计</td><td></td><td>12,000</td><td>5,000</td></tr>"
        ),
        ["投资〔青石大道〕 = 5000 万元 2025", "投资 = 5000 万元 2025"],
    ),
    "a sum over the years": (
        MD + "| 指标 | 单位 | 2025年目标 |\n|--|--|--|\n| 治理面积 | 平方公里 | 累计300 |\n",
        ["治理面积 = 300 平方公里 2025"],
    ),
    "three levels of heads": (
        HTML.format(
            "<tr><th rowspan=3>指标</th><th colspan=4>目标值</th></tr>"
            "<tr><th colspan=2>2025年</th><th colspan=2>2026年</th></tr>"
            "<tr><th>上半年</th><th>全年</th><th>上半年</th><th>全年</th></tr>"
            "<tr><td>新增托位（个）</td><td>50</td><td>120</td><td>60</td><td>150</td></tr>"
        ),
        [
            "新增托位 = 50 个 2025-06-30",
            "新增托位 = 120 个 2025",
            "新增托位 = 60 个 2026-06-30",
            "新增托位 = 150 个 2026",
        ],
    ),
    "one cell a line, without numbers of rows": (
        "云溪县2025年重点任务分解表\n任务名称\n目标值\n计量单位\n"
        "责任单位\n完成时限\n新建泵站\n3\n座\n县水利局\n9月底\n"
        "改造管网\n45\n公里\n县住建局、县城管局\n年底前\n补植林木\n3000\n亩\n县林业局\n4月底\n",
        ["新建泵站 = 3 座 2025-09-30", "改造管网 = 45 公里 2025", "补植林木 = 3000 亩 2025-04-30"],
    ),
    "one cell a line, long words in a column": (
        "云溪县2025年重点任务分解表\n重点任务\n牵头单位\n配合单位\n完成时限\n"
        "新建泵站3座。完善运行管护制度，落实管护经费，确保长期发挥效益。\n县水利局\n县财政局、各乡镇\n9月底\n"
        "改造老旧管网45公里；同步实施雨污分流。\n县住建局\n县城管局\n年底前\n",
        ["新建泵站 = 3 座 2025-09-30", "改造老旧管网 = 45 公里 2025"],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), TARGETS.values(), ids=TARGETS)
def test_targets_of_tables(text: str, wanted: list[str]) -> None:
    assert told(read(text)) == wanted


def test_a_merged_time_and_office_are_those_of_every_row() -> None:
    rows = (
        "<tr><th>工作任务</th><th>责任单位</th><th>办结时限</th></tr>"
        "<tr><td>新建泵站3座</td><td rowspan=2>县水利局</td><td rowspan=3>11月底</td></tr>"
        "<tr><td>清淤河道</td></tr><tr><td>补植林木</td><td>县林业局</td></tr>"
    )
    plan = read(HTML.format(rows))
    assert [(c.units, c.due) for c in plan.clauses] == [
        (("县水利局",), "11月底"),
        (("县水利局",), "11月底"),
        (("县林业局",), "11月底"),
    ]
    assert plan.text_of(plan.clauses[2]) == "补植林木\t县林业局\t11月底"


def test_a_cell_that_says_the_same_as_above_has_what_stands_there() -> None:
    plan = read(
        MD + "| 任务 | 责任单位 | 完成时限 |\n|--|--|--|\n| 甲项 | 县水利局 | 9月底 |\n| 乙项 | 同上 | 〃 |\n"
    )
    assert [(c.units, c.due) for c in plan.clauses] == [(("县水利局",), "9月底")] * 2


def test_a_head_repeated_on_the_next_page_is_no_row() -> None:
    head = "| 序号 | 任务 | 责任单位 |\n"
    plan = read(f"{MD}{head}|--|--|--|\n| 1 | 甲项 | 县水利局 |\n{head}| 2 | 乙项 | 县林业局 |\n")
    assert [c.label for c in plan.clauses] == ["表/1", "表/2"]


@pytest.mark.parametrize(
    "rows",
    [
        "| 甲项 | 县水利局 | 9月底 | 多出一格 |\n",
        "| 甲项 | 县水利局 | 9月底 |\n| 乙项 | | |\n",
    ],
    ids=["more cells than heads", "blank cells that may be merged"],
)
def test_a_table_that_cannot_be_read_safely_is_doubted(rows: str) -> None:
    plan = read(f"{MD}| 任务 | 责任单位 | 完成时限 |\n|--|--|--|\n{rows}")
    assert [d.kind for d in plan.doubts] == ["table"]


def test_cells_of_a_flat_table_that_do_not_fit_their_columns_are_doubted() -> None:
    text = (
        "云溪县2025年重点任务分解表\n任务名称\n目标值\n责任单位\n完成时限\n"
        "新建泵站\n3座\n县水利局\n9月底\n改造管网\n45公里\n县住建局\n年底前\n"
        "补植林木\n县林业局\n4月底\n巡查河道\n"
    )
    plan = read(text)
    assert [c.heading for c in plan.clauses][:2] == ["新建泵站", "改造管网"]
    assert "table" in {d.kind for d in plan.doubts}


def test_a_table_of_thousands_of_rows_is_read_in_time_that_grows_with_it() -> None:
    def seconds(count: int) -> float:
        rows = "".join(
            f"<tr><td>{n}</td><td>巡查河段{n}号</td><td>{n % 90}公里</td>"
            + ("<td rowspan=10>县水利局</td>" if n % 10 == 1 else "")
            + "</tr>"
            for n in range(1, count + 1)
        )
        data = HTML.format(
            f"<tr><th>序号</th><th>任务</th><th>目标值</th><th>责任单位</th></tr>{rows}"
        ).encode()
        assert forget_texts() >= 4
        begun = time.thread_time()
        plan = parse(data, "a.html")
        assert len(plan.clauses) == count
        return time.thread_time() - begun

    seconds(50)
    few, many = (min(seconds(count) for _ in range(2)) for count in (800, 3200))  # the machine may be busy
    assert many < 6 * few


AT_LENGTH = {
    "县教育局内牵头科室": ("lead", ("基教科", "体卫艺科")),
    "系统内责任股、室、单位": ("responsible", ("基教科", "体卫艺科")),
    "县卫健局机关各配合股室": ("support", ("基教科", "体卫艺科")),
    "拟新建标准化单位": None,
}


@pytest.mark.parametrize("head", AT_LENGTH)
def test_a_head_says_at_length_who_does_what(head: str) -> None:
    plan = read(f"{MD}| 序号 | 事项 | {head} |\n|--|--|--|\n| 1 | 开设托管班 | 基教科、体卫艺科 |\n")
    charged = [(r.part, r.units) for r in plan.clauses[0].responsibilities]
    assert charged == [AT_LENGTH[head]] * (AT_LENGTH[head] is not None)


def test_words_under_such_a_head_name_nobody() -> None:
    plan = read(
        f"{MD}| 序号 | 事项 | 各级承担工作责任单位要求 |\n|--|--|--|\n| 1 | 开设托管班 | 按月报送 |\n"
    )
    assert not plan.clauses[0].responsibilities
