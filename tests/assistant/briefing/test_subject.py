"""How topics are read and where plans speak of them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assistant.briefing.compose import brief
from assistant.briefing.model import Briefing, Paragraph, Request
from assistant.briefing.subject import name_of, subject_of
from assistant.errors import AssistantError
from ingest.store.library import Library
from tests.assistant.briefing.conftest import DAY
from tests.assistant.briefing.reading import paragraphs, rows, section
from tests.assistant.briefing.shelves import stocked
from tests.conftest import ROOT
from tests.plan_factory import Item, make_plan


@pytest.mark.parametrize(
    ("topic", "text", "told"),
    [
        ("老龄健康工作安排", "完善老年健康服务体系", True),
        ("老龄健康", "二级医院设老年医学科的比例", True),
        ("老龄健康", "促进健康老龄化", True),
        ("老龄健康", "推进老龄工作；普及健康知识", False),
        ("老龄健康", "做好妇幼健康、老龄工作", False),
        ("老龄健康", "应对人口老龄化，做好妇幼健康服务", False),
        ("老 年 健 康", "老年健康", True),
        ("养老托育", "新增托育机构", True),
        ("养老托育", "建设养老院", True),
        ("托育、养老", "建设养老院", True),
        ("托育和养老", "建设养老院", True),
        ("托育", "提供老年照护服务", False),
        ("托育", "发展婴幼儿照护服务", True),
        ("健康教育", "开展健康宣传教育", True),
        ("健康教育", "改善医疗条件，发展职业教育", False),
        ("普及率", "农村改厕普及率达到80%", True),
        ("床位数", "每千人口床位", True),
        ("机器人", "培养机器人人才", True),
    ],
)
def test_where_a_topic_is_spoken_of(topic: str, text: str, told: bool) -> None:
    assert subject_of(topic).told_in(text) is told


@pytest.mark.parametrize("topic", ["，", "、 ；", "“”", "..."])
def test_marks_are_no_topic(library: Library, topic: str) -> None:
    library.put(make_plan())
    with pytest.raises(AssistantError, match="没有写明主题"):
        brief(library, Request(kind="topic", topic=topic), made=DAY)


def test_the_name_of_a_topic_is_what_it_is_about() -> None:
    assert name_of("老龄健康工作安排") == "老龄健康"
    assert name_of("工作安排") == "工作安排"


def told(library: Library, topic: str) -> Briefing:
    return brief(library, Request(kind="topic", topic=topic), made=DAY)


def labels(briefing: Briefing) -> list[str]:
    return [p.notes[0].label for p in paragraphs(briefing, "tasks")]


def overview(briefing: Briefing) -> str:
    return "\n".join(b.text for b in section(briefing, "overview").blocks if isinstance(b, Paragraph))


ITEMS = (
    Item(label="一/1", text="新生儿健康筛查率达到90%以上。"),
    Item(
        label="一/2",
        text="老年医学科设置比例达到60%以上；托位使用率达到50%以上。",
        heading="完善老年健康服务体系",
    ),
    Item(label="一/3", text="做好生育登记。"),
)


def test_a_heading_counts_where_it_has_the_whole_topic(library: Library) -> None:
    library.put(make_plan("linhe-2023-health", ITEMS, section_title="积极应对人口老龄化"))
    assert labels(told(library, "老龄健康工作安排")) == ["一/2"]
    library.put(
        make_plan("linhe-2024-health", ITEMS, title="临河市2024年工作要点", section_title="发展老年健康服务")
    )
    found = told(library, "老龄健康")
    assert labels(found) == ["一/2", "一/1", "一/2", "一/3"]


PLAN = """白鹭市2025年卫生健康工作要点
一、重点工作
1．完善老年健康服务体系。老年医学科设置比例达到60%以上；托位使用率达到50%以上。（责任科室：老龄科）
2．做好生育登记。登记率达到90%以上。（责任科室：人口科）
"""


def test_a_topic_has_its_own_targets_and_not_those_beside_them(tmp_path: Path) -> None:
    with stocked(tmp_path, bailu=PLAN) as library:
        found = told(library, "老龄健康")
        assert [r.cells[0] for r in rows(found, "targets")] == ["老年医学科设置比例"]
        assert "有关的量化目标 1 个" in overview(found)
        assert "没有载明与主题有关的量化目标" in overview(told(library, "生育登记"))


def test_the_reading_is_told_with_wordings_the_plans_have(library: Library) -> None:
    library.put(make_plan("linhe-2023-health", ITEMS))
    said = overview(told(library, "老龄健康"))
    assert "“老龄健康”（“老龄”也找“老年”，“健康”也找“医学”）" in said
    assert "长者" not in said


def test_parts_that_are_nowhere_together_leave_the_one_that_is_about_something(library: Library) -> None:
    library.put(make_plan("linhe-2023-health", ITEMS))
    found = told(library, "生育服务")
    assert labels(found) == ["一/3"]
    assert "没有条款把“生育服务”放在一起说" in overview(found)
    assert "写到“生育”的条款" in overview(found)


def test_two_things_set_apart_are_either(library: Library) -> None:
    items = (Item(label="一/1", text="建设养老院。"), Item(label="一/2", text="发展托育。"))
    library.put(make_plan("linhe-2023-health", items))
    for topic in ("养老托育", "托育、养老", "养老和托育"):
        found = told(library, topic)
        assert labels(found) == ["一/1", "一/2"]
        assert "”或“" in overview(found)


TABLE = yaml.safe_load((ROOT / "assistant" / "briefing" / "data" / "topics.yaml").read_text("utf-8"))


@pytest.mark.parametrize("kind", ["general", "fields"])
def test_the_examples_of_words_that_name_or_part_things(kind: str) -> None:
    for topic, names in TABLE[kind]["example"].items():
        assert [thing.name for thing in subject_of(topic).things] == names


@pytest.mark.parametrize("kind", ["one_thing", "tails", "counts"])
def test_the_examples_of_wordings(kind: str) -> None:
    rows = TABLE[kind] if isinstance(TABLE[kind], list) else [TABLE[kind]]
    for row in rows:
        for topic, text in row["example"].items():
            assert subject_of(topic).told_in(text), topic
