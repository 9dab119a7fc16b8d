"""Statements by which one paper changes another, and titles that say which stage a paper is."""

from __future__ import annotations

from time import thread_time
from typing import Any

import pytest

from ingest.grammar.amending import amends, paper_in_title, read_amending, short_names
from ingest.grammar.stages import read_stage
from ingest.grammar.tables import table
from ingest.model import AmendmentEffect

EFFECTS: tuple[AmendmentEffect, ...] = ("replace", "delete", "stop", "repeal", "extend", "insert")
ROWS = [(effect, row["example"]) for effect in EFFECTS for row in table("amendments")[effect]]


@pytest.mark.parametrize(("effect", "example"), ROWS, ids=lambda value: value[:12])
def test_every_row_of_the_table(effect: AmendmentEffect, example: str) -> None:
    (found,) = read_amending(example, bare=False)
    assert found.effect == effect
    assert (found.paper or "").startswith("青山县供水")


BYLAW = "甲县泵站办法"
SAID: list[tuple[str, list[dict[str, Any]]]] = [
    (
        "第三条中的“五日”修改为“三日”，“书面”修改为“线上”",
        [
            {"marks": "第三条", "old": "五日", "new": "三日"},
            {"marks": "第三条", "old": "书面", "new": "线上"},
        ],
    ),
    (
        "将第六条第（二）项中“塔吊”、“脚手架”分别改为“起重机”、“作业平台”",
        [
            {"marks": "第六条第（二）项", "old": "塔吊", "new": "起重机"},
            {"old": "脚手架", "new": "作业平台"},
        ],
    ),
    ("删去第五条、第八条。", [{"effect": "delete", "marks": "第五条"}, {"marks": "第八条"}]),
    ("第九条修改为：“每班巡查1次。夜间加查。”", [{"old": None, "new": "每班巡查1次。夜间加查。"}]),
    ("新建泵站由6座调整为9座", [{"what": "新建泵站", "old": "6座", "new": "9座"}]),
    ("第四条增加一项，作为第（五）项：“台账”", [{"effect": "insert", "marks": "第四条", "new": "台账"}]),
    ("在“水务局”之后增加“城管局”", [{"effect": "insert", "old": "水务局", "new": "城管局"}]),
    (
        "《甲县泵站办法》（甲政发〔2019〕4号）、《甲县闸门办法》同时废止",
        [
            {"effect": "repeal", "paper": BYLAW, "number": "甲政发〔2019〕4号"},
            {"paper": "甲县闸门办法", "number": None},
        ],
    ),
    ("停止执行《甲县泵站办法》第七条", [{"effect": "stop", "paper": BYLAW, "marks": "第七条"}]),
    ("《甲县泵站办法》自2025年5月1日起废止", [{"effect": "repeal", "since": "2025年5月1日"}]),
    ("将《甲县泵站方案》中的“县水务站”统一修改为“县水务中心”", [{"new": "县水务中心"}]),
    ("将《甲县泵站方案》中的「12处」更正为「21处」", [{"old": "12处", "new": "21处"}]),
]


@pytest.mark.parametrize(("text", "wanted"), SAID, ids=lambda value: str(value)[:14])
def test_what_an_amending_paper_says(text: str, wanted: list[dict[str, Any]]) -> None:
    found = read_amending(text, bare=True)
    assert len(found) == len(wanted)
    for one, fields in zip(found, wanted, strict=True):
        assert {name: getattr(one, name) for name in fields} == fields


@pytest.mark.parametrize(
    "text",
    [
        "办结时限由7日调整为3日",
        "纳税期限统一调整为“季度”",
        "根据《甲县泵站办法》，将“一窗”调整为“综窗”",
        "推动废止《甲县泵站办法》",
        "研究修订废止《甲县泵站办法》的意见",
        "违反《甲县泵站办法》规定的，停止执行",
        "有效期5年，期满自动失效",
        "制定、修改和废止规章60件",
        "不得停止执行《甲县泵站办法》",
    ],
)
def test_what_an_ordinary_plan_says_changes_nothing(text: str) -> None:
    assert read_amending(text, bare=False) == ()


@pytest.mark.parametrize(
    "piece",
    [
        "（一）",
        "第一条",
        "第一条、",
        "《办法》、",
        "“甲”",
        "“",
        "《",
        "（",
        "由6座",
        "第1",
        "删去",
        "同时",
        "由甲调整为乙，",
        "删去第一条，",
    ],
)
def test_reading_is_linear(piece: str) -> None:
    """Four times the length takes at most about four times as long; a floor keeps the clock's grain out."""

    def seconds(times: int) -> float:
        started = thread_time()
        read_amending(f"《甲县泵站办法》{piece * times}", bare=True)
        return thread_time() - started

    seconds(10)
    assert seconds(4_000) < 8 * seconds(1_000) + 0.1


@pytest.mark.parametrize(
    ("title", "is_one", "paper"),
    [
        ("甲县人民政府关于调整2024年绿化工作方案有关内容的通知", True, "2024年绿化工作方案"),
        ("关于修改《甲县泵站办法》的决定", True, "甲县泵站办法"),
        ("甲县人民政府关于延长《甲县泵站办法》有效期的通知", True, "甲县泵站办法"),
        ("甲县人民政府关于废止部分规范性文件的决定", True, None),
        ("关于调整最低工资标准的通知", True, None),
        ("甲县2024年绿化工作方案", False, None),
        ("关于印发《甲县产业结构调整方案》的通知", False, None),
    ],
)
def test_titles(title: str, is_one: bool, paper: str | None) -> None:
    assert (amends(title), paper_in_title(title)) == (is_one, paper)


def test_short_names() -> None:
    said = "对《甲县泵站办法》（甲政发〔2019〕4号，以下简称《办法》）作如下修改"
    assert short_names(said) == {"办法": "甲县泵站办法"}


@pytest.mark.parametrize("row", table("stages")["stages"], ids=lambda row: row["word"])
def test_every_stage_of_the_table(row: dict[str, str]) -> None:
    assert read_stage(row["example"]) == ("青山县2024年绿化工作方案", row["word"])


@pytest.mark.parametrize(
    ("title", "stem", "stage"),
    [
        ("甲县绿化方案（第二次征求意见稿）", "甲县绿化方案", "第二次征求意见稿"),
        ("甲县绿化方案V2", "甲县绿化方案", "V2"),
        ("甲县绿化方案-v1.1", "甲县绿化方案", "v1.1"),
        ("甲县绿化方案（第三稿）", "甲县绿化方案", "第三稿"),
        ("甲县绿化方案(修订稿2)", "甲县绿化方案", "修订稿2"),
        ("甲县绿化方案（公开征求意见稿）", "甲县绿化方案", "公开征求意见稿"),
        ("甲县绿化方案修改稿", "甲县绿化方案", "修改稿"),
        ("甲县绿化方案送审稿", "甲县绿化方案", "送审稿"),
        ("甲县绿化方案征求意见稿", "甲县绿化方案", "征求意见稿"),
        ("关于绿化的意见_会签稿", "关于绿化的意见", "会签稿"),
        ("甲县绿化方案（报批稿）", "甲县绿化方案", "报批稿"),
        ("甲县绿化方案（初稿）", "甲县绿化方案", "初稿"),
        ("在绿化工作会议上的讲话（讲话稿）", "在绿化工作会议上的讲话（讲话稿）", ""),
        ("甲县绿化方案内部草案", "甲县绿化方案", "内部草案"),
        ("甲县绿化方案（试行）", "甲县绿化方案（试行）", ""),
        ("甲县绿化方案2024版", "甲县绿化方案2024版", ""),
        ("甲县绿化方案", "甲县绿化方案", ""),
        ("草案", "草案", ""),
    ],
)
def test_stages(title: str, stem: str, stage: str) -> None:
    assert read_stage(title) == (stem, stage)
