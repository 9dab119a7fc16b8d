"""The ten look-ups: what each finds, what its note says, what it refuses, and that a row leads back to its
clause.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.ask import Assistant
from assistant.lookups.catalogue import FOUND_JSON, LOOKUPS, Found, LookupError_, Row
from tests.assistant.lookups.conftest import Look

SCHEMAS = Path(__file__).parent / "schemas.json"

PLACES: list[tuple[str, dict[str, Any], list[str]]] = [
    ("clause", {"plan": "health", "label": "一/（一）/2"}, ["一/（一）/2"]),
    ("clause", {"plan": "临河2023要点", "label": "一（一）2"}, ["一/（一）/2"]),
    ("clause", {"plan": "《临河市2023年卫生健康工作要点》", "label": "一/(一)/2"}, ["一/（一）/2"]),
    ("clause", {"plan": "health", "label": "一/（一）"}, ["一/（一）/1", "一/（一）/2"]),
    ("clause", {"plan": "health", "label": "二"}, ["二/4", "二/5"]),
    ("clause", {"plan": "health", "label": "二/5", "around": 1}, ["二/4", "二/5"]),
    (
        "clause",
        {"plan": "health", "label": "一/（二）/3", "around": 1},
        ["一/（一）/2", "一/（二）/3", "二/4"],
    ),
    ("targets", {"words": "托位"}, ["一/2", "一/2", "一/（一）/1"]),
    ("targets", {"words": "每千人口 托位"}, ["一/2", "一/（一）/1"]),
    ("targets", {"words": "托位", "year": 2023}, ["一/（一）/1"]),
    ("targets", {"words": "接种率", "year": 2022}, ["一/（一）/2"]),
    ("targets", {"unit": "区农业农村局", "plans": "farming"}, ["一/1", "一/2", "一/2"]),
    ("targets", {"words": "危桥"}, []),
    ("tasks", {"unit": "疾控科"}, ["一/（一）/2"]),
    ("tasks", {"unit": "疾控科", "part": "lead"}, ["一/（一）/2"]),
    ("tasks", {"unit": "疾控科", "part": "support"}, []),
    ("tasks", {"unit": "妇幼科", "part": "support"}, ["一/（一）/2"]),
    ("tasks", {"unit": "农业农村局"}, ["一/1", "一/2"]),
    ("tasks", {"unit": "区教育局"}, []),
    ("tasks", {"person": "周某"}, ["一/（一）/2"]),
    ("tasks", {"person": "周某", "unit": "办公室"}, []),
    ("tasks", {"person": "吴某"}, []),
    ("tasks", {"part": "support"}, ["一/（一）/2"]),
    ("tasks", {"due": "9月底前"}, ["一/3", "一/（二）/3"]),
    ("tasks", {"due": "2024-06"}, ["一/3"]),
    ("tasks", {"due": "2024-05-31"}, []),
    ("tasks", {"due": "第三季度", "plans": ["health"]}, ["一/（二）/3"]),
    ("tasks", {"due": "9月底前", "unit": "区水利局"}, ["一/3"]),
    ("mentions", {"word": "托位"}, ["一/2", "一/（一）/1"]),
    ("mentions", {"word": "设施"}, []),
    ("compare", {"indicator": "每千人口托位数"}, ["一/2", "一/（一）/1"]),
    ("compare", {"indicator": "托位数"}, ["一/2", "一/2", "一/（一）/1"]),
    ("diff", {"plan": "roads"}, ["一/1", "一/2", "一/2"]),
    ("diff", {"plan": "farming"}, []),
]


@pytest.mark.parametrize(("name", "arguments", "labels"), PLACES, ids=lambda v: str(v))
def test_what_is_found(look: Look, name: str, arguments: dict[str, Any], labels: list[str]) -> None:
    found = look(name, **arguments)
    assert [row.clause for row in found.rows] == labels
    assert (found.lookup, found.total) == (name, len(labels))


NOTES: list[tuple[str, dict[str, Any], bool, str]] = [
    ("tasks", {"unit": "农业农村局"}, True, "“农业农村局”读作“区农业农村局”"),
    ("tasks", {"unit": "疾控科"}, True, "名称相近的 “疾控科[应急办]”1 项 未计入"),
    ("tasks", {"unit": "区教育局"}, True, "没有一条的责任单位叫“区教育局”"),
    ("tasks", {"unit": "教育局"}, True, "没有一条的责任单位叫“教育局”"),
    ("tasks", {"person": "吴某"}, True, "没有一条的责任分工写有“吴某”这个人"),
    ("tasks", {"due": "9月底前"}, False, "“春节前”"),
    ("targets", {"unit": "疾控科"}, True, "名称相近的“疾控科[应急办]”另计，不在内"),
    ("targets", {"words": "儿童接种率目标"}, True, "名称相近的指标：适龄儿童接种率"),
    ("mentions", {"word": "设施"}, True, "另有 1 处标题写有“设施”"),
    ("mentions", {"word": "托位"}, True, "逐字查找了 3 份文件的全部条款"),
    ("compare", {"indicator": "每千人口托位数"}, True, "目标里没有叫“每千人口托位数”的：青溪2024要点"),
    ("compare", {"indicator": "沟渠清淤"}, True, "正文写有这几个字的条款：白石2024要点·一/3"),
    ("search", {"words": "托位"}, False, "不是全部"),
    ("search", {"words": "量子"}, False, "没有一条含有这些字词"),
    ("diff", {"plan": "roads"}, True, "第 1 版 → 第 2 版：新增 1 条、修改 1 条、删除 1 条"),
    ("diff", {"plan": "farming"}, True, "只有一个版本"),
    ("outline", {"plan": "health"}, True, "共 5 条"),
]


@pytest.mark.parametrize(("name", "arguments", "complete", "said"), NOTES, ids=lambda v: str(v))
def test_what_the_note_says(
    look: Look, name: str, arguments: dict[str, Any], complete: bool, said: str
) -> None:
    found = look(name, **arguments)
    assert (found.complete, said in found.note) == (complete, True), found.note


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("task", {}, "没有“task”这个查询；可用的有：plans、outline、clause"),
    ("tasks", {"units": "办公室"}, "参数 units 没有这个参数。可用的参数：unit、person、part、due、plans"),
    ("tasks", {"part": "boss"}, "参数 part 只能是 '', 'lead'"),
    ("tasks", {"due": "过几天"}, "参数 due：读不出“过几天”"),
    ("targets", {"year": "明年"}, "参数 year 应是整数"),
    ("clause", {"plan": "health"}, "参数 label 必须给出"),
    ("clause", {"plan": "health", "label": "三/9"}, "临河2023要点没有“三/9”这一条"),
    ("clause", {"plan": "health", "label": "二/5", "around": 99}, "参数 around 不能大于 20"),
    ("clause", {"plan": "nowhere", "label": "一/1"}, "可用的编号：farming、health、roads"),
    ("mentions", {"word": "的"}, "参数 word 至少要 2 个字"),
    ("search", {"words": "托位", "k": 0}, "参数 k 不能小于 1"),
    ("diff", {"plan": "roads", "from": 7}, "参数 from：青溪2024要点没有第 7 版；现有版本：1、2"),
    ("compute", {"operation": "sum"}, "参数 rows、lookup：请给出其中一个"),
    ("compute", {"operation": "sum", "year_": 2023}, "year_"),
    ("compute", {"operation": "mean", "lookup": "targets"}, "参数 operation 只能是 'count'"),
    ("compute", {"operation": "count", "lookup": "search", "arguments": {"words": "托位"}}, "不能计数"),
    ("compute", {"operation": "sum", "lookup": "tasks"}, "合计只能用于 targets、compare"),
    ("compute", {"operation": "sum", "rows": [{"plan": "farming", "clause": "一/2"}]}, "有 2 个目标值"),
    ("compute", {"operation": "sum", "rows": [{"plan": "farming", "clause": "一/3"}]}, "没有目标值"),
]


@pytest.mark.parametrize(("name", "arguments", "said"), REFUSED, ids=lambda v: str(v))
def test_what_cannot_be_taken_says_which_and_what_is_allowed(
    look: Look, name: str, arguments: dict[str, Any], said: str
) -> None:
    with pytest.raises(LookupError_) as refusal:
        look(name, **arguments)
    assert said in str(refusal.value)


NURSERIES = {"plan": "farming", "clause": "一/2", "indicator": "每千人口托位数"}
DOCTORS = {"plan": "health", "clause": "一/（一）/1", "indicator": "新增全科医生"}
PLACES_HERE = {"plan": "health", "clause": "一/（一）/1", "indicator": "每千人口托位数"}
RATE = {"plan": "health", "clause": "一/（一）/2"}
ROAD = {"plan": "roads", "clause": "一/1"}
NEW_PLACES = {"plan": "farming", "clause": "一/2", "indicator": "新增托位"}
PARKING = {"plan": "health", "clause": "二/5"}
SAME = {"indicator": "每千人口托位数"}
IN_2023, IN_2022 = {**RATE, "year": 2023}, {**RATE, "year": 2022}
COMPUTED: list[tuple[dict[str, Any], str, int]] = [
    (
        {"operation": "count", "lookup": "tasks", "arguments": {"unit": "区农业农村局"}},
        "共 2 项，分布在 1 份文件的 2 条",
        2,
    ),
    ({"operation": "count", "lookup": "plans"}, "共 3 项", 3),
    ({"operation": "sum", "rows": [ROAD, ROAD]}, "150公里 + 150公里 = 300公里", 2),
    ({"operation": "sum", "rows": [NEW_PLACES, PARKING]}, "白石2024要点 60个 + 临河2023要点 40个 = 100个", 2),
    ({"operation": "difference", "rows": [NURSERIES, PLACES_HERE]}, "= 0.6个", 2),
    ({"operation": "difference", "rows": [IN_2023, IN_2022]}, "− 2022年 93% = 2个百分点", 2),
    ({"operation": "rank", "lookup": "compare", "arguments": SAME}, "从大到小：临河2023要点", 2),
    ({"operation": "排序", "lookup": "compare", "arguments": SAME}, "从大到小：临河2023要点", 2),
    ({"operation": "rank", "lookup": "compare", **SAME}, "从大到小：临河2023要点", 2),
    ({"operation": "rank", "words": "每千人口托位数"}, "从大到小：临河2023要点", 2),
]


@pytest.mark.parametrize(("arguments", "said", "operands"), COMPUTED, ids=lambda v: str(v))
def test_computed_with_its_operands(look: Look, arguments: dict[str, Any], said: str, operands: int) -> None:
    found = look("compute", **arguments)
    result, *rows = found.rows
    assert said in result.text
    assert (result.plan, result.clause, result.quote) == ("", "", "")
    assert (found.total, len(rows), found.complete) == (operands, operands, True)


UNFIT: list[tuple[dict[str, Any], str]] = [
    ({"operation": "sum", "rows": [NURSERIES, DOCTORS]}, "不能合计：单位不同（个、名）"),
    ({"operation": "sum", "rows": [RATE, RATE]}, "不能合计：比例不能相加"),
    ({"operation": "sum", "rows": [NURSERIES, PLACES_HERE]}, "不能合计：人均、每千人口一类的数不能相加"),
    ({"operation": "difference", "rows": [RATE]}, "不能相差：至少要两个数"),
    (
        {"operation": "rank", "lookup": "compare", "arguments": {"indicator": "危桥"}},
        "不能排序：至少要两个数",
    ),
]


@pytest.mark.parametrize(("arguments", "said"), UNFIT, ids=lambda v: str(v))
def test_nothing_is_computed_that_means_nothing(look: Look, arguments: dict[str, Any], said: str) -> None:
    found = look("compute", **arguments)
    assert (said in found.note, found.complete) == (True, False)
    assert all(row.clause for row in found.rows)


def test_a_row_of_the_ledger_says_its_figures_by_year(look: Look) -> None:
    (row,) = look("targets", words="接种率").rows
    assert row.text.startswith(
        "文件=临河2023要点；条款=一/（一）/2；指标=适龄儿童接种率；2023年=提高到95%以上；2022年=93"
    )
    assert list(row.cells)[:3] == ["文件", "条款", "指标"]
    assert row.cells["基期值"] == "93"


def test_arguments_are_told_as_the_library_has_them(look: Look) -> None:
    assert look("clause", plan="临河2023要点", label="二/5", around=0).arguments == {
        "plan": "health",
        "label": "二/5",
    }
    assert look("targets", plans="白石2024要点，health", words="").arguments == {
        "plans": ["farming", "health"]
    }
    assert look("diff", plan="roads").arguments == {"plan": "roads", "from": 1, "to": 2}


def test_nothing_given_is_as_good_as_left_out(look: Look) -> None:
    assert look("tasks", unit="办公室", person=None, due=None) == look("tasks", unit="办公室")


def test_a_clause_taken_out_is_quoted_from_its_version(small: Assistant, look: Look) -> None:
    (gone,) = [row for row in look("diff", plan="roads").rows if row.version is not None]
    assert (gone.version, gone.quote) == (1, "改造危桥6座。")
    assert small.library.get("roads", version=1).text[gone.start : gone.end] == gone.quote


def test_schemas() -> None:
    """What a model is told; changed on purpose only."""
    told = {name: {"description": one.description, **one.schema()} for name, one in LOOKUPS.items()}
    assert told == json.loads(SCHEMAS.read_text("utf-8"))


@pytest.mark.parametrize("name", LOOKUPS)
def test_a_schema_is_small_and_refuses_what_it_does_not_name(name: str) -> None:
    schema = LOOKUPS[name].schema()
    assert len(json.dumps(schema, ensure_ascii=False)) < 1_000
    assert schema["additionalProperties"] is False
    assert all("description" in one for one in schema["properties"].values())


EVERY: list[tuple[str, dict[str, Any]]] = [
    ("plans", {}),
    ("targets", {}),
    ("tasks", {}),
    ("tasks", {"due": "年底前"}),
    ("mentions", {"word": "中医"}),
    ("mentions", {"word": "健康"}),
    ("compare", {"indicator": "疫苗接种率"}),
    ("search", {"words": "家庭医生签约", "k": 20}),
]


@pytest.mark.parametrize(("name", "arguments"), EVERY, ids=lambda v: str(v))
def test_rows_of_the_corpus_lead_back_to_their_words(
    corpus: Assistant, name: str, arguments: dict[str, Any]
) -> None:
    found = corpus.lookup(name, arguments)
    assert found.rows
    _lead_back(corpus, found)


def test_every_clause_and_heading_of_the_corpus(corpus: Assistant) -> None:
    for plan in corpus.lookup("plans", {}).rows:
        outline = corpus.lookup("outline", {"plan": plan.plan})
        _lead_back(corpus, outline)
        for row in outline.rows:
            found = corpus.lookup("clause", {"plan": plan.plan, "label": row.clause})
            assert found.total == int(row.cells["条数"]), row.clause
            _lead_back(corpus, found)


def _lead_back(assistant: Assistant, found: Found) -> None:
    texts = {row.id: assistant.library.get(row.id).text for row in assistant.catalog.rows}
    wrong = [row for row in found.rows if row.clause and texts[row.plan][row.start : row.end] != row.quote]
    assert wrong == []
    assert all("\n" not in row.text and row.text for row in found.rows)
    assert FOUND_JSON.validate_json(FOUND_JSON.dump_json(found)) == found


def test_a_row_is_a_value() -> None:
    row = Row(plan="p", clause="一", start=0, end=2, cells={"条款": "一"}, text="条款=一", quote="甲乙")
    with pytest.raises(AttributeError):
        row.plan = "q"  # type: ignore[misc]
