"""One head over several columns of a table, with a second row of heads under it or without: the targets that
are read.
"""

from __future__ import annotations

import pytest

from ingest.pipeline import parse

HEAD = "<html><body><h1>云州市2026年民生实事任务清单</h1><table>{}</table></body></html>"
ROWS = (
    "<tr><td>1</td><td>托育服务</td><td>新增托位</td><td>500个</td><td>市卫健委</td></tr>"
    "<tr><td>2</td><td>社区食堂</td><td>改造</td><td>12家</td><td>市民政局</td></tr>"
)
READ = ["新增托位 = 500个 2026", "改造社区食堂 = 12家 2026"]
MARKDOWN = (
    "# 云州市2026年民生实事任务清单\n\n| 序号 | 项目 | 目标任务 | | 责任单位 |\n|---|---|---|---|---|\n"
    "{}| 1 | 托育服务 | 新增托位 | 500个 | 市卫健委 |\n| 2 | 社区食堂 | 改造 | 12家 | 市民政局 |\n"
)

TABLES = {
    "a head over words and figure": (
        "a.html",
        HEAD.format(
            "<tr><th>序号</th><th>项目</th><th colspan='2'>目标任务</th><th>责任单位</th></tr>" + ROWS
        ),
        READ,
    ),
    "a second row of heads": (
        "b.html",
        HEAD.format(
            "<tr><th rowspan='2'>序号</th><th rowspan='2'>项目</th><th "
            "colspan='2'>目标任务</th><th rowspan='2'>责任单位</th></tr>"
            "<tr><th>指标</th><th>数值</th></tr>" + ROWS
        ),
        READ,
    ),
    "Markdown, the place beside left empty": ("c.md", MARKDOWN.format(""), READ),
    "Markdown, a second row of heads": ("d.md", MARKDOWN.format("| | | 指标 | 数值 | |\n"), READ),
    "words, unit and figure in columns of their own": (
        "e.html",
        HEAD.format(
            "<tr><th colspan='3'>2026年目标</th><th>责任单位</th></tr>"
            "<tr><td>普惠托位数</td><td>个</td><td>500</td><td>市卫健委</td></tr>"
        ),
        ["普惠托位数 = 500 2026"],
    ),
    "years under a head": (
        "f.html",
        HEAD.format(
            "<tr><th rowspan='2'>指标名称</th><th rowspan='2'>单位</th><th colspan='2'>目标值</th></tr>"
            "<tr><th>2026年</th><th>2027年</th></tr><tr><td>病床使用率</td><td>%</td><td>80</td><td>85</td></tr>"
        ),
        ["病床使用率 = 80 2026", "病床使用率 = 85 2027"],
    ),
    "a head that does not say 目标": (
        "g.html",
        HEAD.format(
            "<tr><th>任务名称</th><th colspan='2'>主要指标</th><th>牵头单位</th></tr>"
            "<tr><td>绿化行动</td><td>造林面积</td><td>300亩</td><td>林业局</td></tr>"
            "<tr><td>治水行动</td><td>污水处理率</td><td>95%以上</td><td>水利局</td></tr>"
        ),
        ["造林面积 = 300亩 2026", "污水处理率 >= 95%以上 2026"],
    ),
    "a rate in words beside a group": (
        "h.html",
        HEAD.format(
            "<tr><th>项目</th><th colspan='2'>目标任务</th></tr>"
            "<tr><td>无障碍改造</td><td>困难家庭</td><td>完成率100%</td></tr>"
            "<tr><td>助餐</td><td>建成助餐点</td><td>8个</td></tr>"
        ),
        ["完成率 = 100% 2026", "建成助餐点 = 8个 2026"],
    ),
    "offices under a head are heads too": (
        "i.html",
        HEAD.format(
            "<tr><th rowspan='2'>任务</th><th "
            "colspan='2'>责任分工</th></tr><tr><th>牵头单位</th><th>配合单位</"
            "th></tr>"
            "<tr><td>新建公厕9座</td><td>市城管局</td><td>市住建局</td></tr>"
        ),
        ["新建公厕 = 9座 2026"],
    ),
    "a row of words is no second head": (
        "j.html",
        HEAD.format(
            "<tr><th>序号</th><th>任务</th><th>责任单位</th></tr><tr><td>1</td><td>新建公厕9座</td><td>市城管局</td></tr>"
        ),
        ["新建公厕 = 9座 2026"],
    ),
    "a nameless column beside a goal is left alone": (
        "k.html",
        HEAD.format(
            "<tr><th>指标</th><th>2026年目标</th><th></th></tr><tr><td>入托率（%）</td><td>30</td><td>预期性</td></tr>"
        ),
        ["入托率 = 30 2026"],
    ),
}


@pytest.mark.parametrize(("file", "text", "wanted"), TABLES.values(), ids=TABLES)
def test_targets_under_wide_heads(file: str, text: str, wanted: list[str]) -> None:
    plan = parse(text.encode(), file)
    assert [f"{t.indicator} {t.comparator} {t.value_text} {t.deadline}" for t in plan.targets] == wanted


def test_a_second_row_of_heads_is_no_clause_and_names_the_columns() -> None:
    _, text, _ = TABLES["offices under a head are heads too"]
    plan = parse(text.encode(), "i.html")
    (clause,) = plan.clauses
    assert clause.columns == ("任务", "牵头单位", "配合单位")
    assert [(r.role, r.units) for r in clause.responsibilities] == [
        ("牵头单位", ("市城管局",)),
        ("配合单位", ("市住建局",)),
    ]


@pytest.mark.parametrize("values", [("300张", "50%"), ("12", "12.5"), ("≥95", "1.1万")])
def test_a_row_of_values_under_wide_heads_is_no_second_head(values: tuple[str, str]) -> None:
    rows = f"| 类别 | | 目标 | |\n|---|---|---|---|\n| 养老 | 床位 | {values[0]} | {values[1]} |\n"
    plan = parse(f"# 青岚县2026年目标分解表\n\n{rows}".encode(), "a.md")
    assert [c.cells[2:] for c in plan.clauses] == [values]
