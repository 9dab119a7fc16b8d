"""What a briefing is confined to: every condition that stands under its title was applied, or it is
refused.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.briefing.compose import brief
from assistant.briefing.model import Briefing, Request
from assistant.errors import AssistantError
from ingest.store.library import Library
from tests.assistant.briefing.conftest import DAY
from tests.assistant.briefing.reading import paragraphs, rows
from tests.plan_factory import Item, make_plan

OLDER, NEWER = "linhe-2023-health", "linhe-2024-health"
OLD = (
    Item(label="一/1", text="适龄儿童疫苗接种率达到90%以上。", units=("疾控科",)),
    Item(label="一/2", text="老年人健康管理率达到70%以上，开展老年健康宣传。", units=("老龄科", "疾控科")),
    Item(label="一/3", text="改造旧办公楼，完成搬迁。", units=("办公室",)),
    Item(label="一/4", text="继续完善老年健康服务体系。"),
)


@pytest.fixture
def two(library: Library) -> Library:
    library.put(make_plan(OLDER, OLD))
    library.put(make_plan(NEWER, OLD[:3], title="临河市2024年卫生健康工作要点", year=2024))
    return library


def told(library: Library, request: Request) -> Briefing:
    return brief(library, request, made=DAY)


@pytest.mark.parametrize(
    "request_",
    [
        Request(kind="changes", plans=(OLDER, NEWER), year=2024),
        Request(kind="changes", plans=(OLDER, NEWER), region="白沙市"),
        Request(kind="plan", plans=(OLDER, NEWER), year=2023),
        Request(kind="compare", plans=(OLDER, NEWER), year=2023),
    ],
    ids=["changes, year", "changes, region", "plan", "compare"],
)
def test_no_plan_that_was_named_is_left_out_in_silence(two: Library, request_: Request) -> None:
    with pytest.raises(AssistantError, match="不在所选的地区、年度之内"):
        told(two, request_)


@pytest.mark.parametrize("plans", [(NEWER, OLDER), (OLDER, NEWER, OLDER)], ids=["newer first", "one twice"])
@pytest.mark.parametrize(
    "request_",
    [
        Request(kind="office", units=("疾控科", "老龄科", "疾控科")),
        Request(kind="plan"),
        Request(kind="indicators"),
        Request(kind="compare"),
        Request(kind="topic", topic="老年"),
    ],
    ids=lambda r: r.kind,
)
def test_plans_and_offices_stand_in_the_order_they_were_given(
    two: Library, request_: Request, plans: tuple[str, ...]
) -> None:
    found = told(two, replace(request_, plans=plans))
    in_order = tuple(dict.fromkeys(plans))
    assert tuple(used.plan for used in found.used) == in_order
    by_plan = [s.key.rpartition("/")[2] for s in found.sections if s.key.endswith(in_order)]
    assert by_plan == [*in_order] * (len(by_plan) // 2)
    if request_.units:
        assert found.title.startswith("疾控科、老龄科承担")


@pytest.mark.parametrize(
    ("request_", "labels"),
    [
        (Request(kind="office", units=("疾控科",), topic="老年健康"), ["一/2"]),
        (Request(kind="plan", units=("疾控科",)), ["一/1", "一/2"]),
        (Request(kind="plan", topic="老年健康"), ["一/2"]),
        (Request(kind="plan", topic="办公楼", units=("办公室",)), ["一/3"]),
    ],
    ids=["office, topic", "plan, office", "plan, topic", "plan, both"],
)
def test_office_and_plan_are_confined_to_what_is_asked(
    two: Library, request_: Request, labels: list[str]
) -> None:
    found = told(two, replace(request_, plans=(OLDER,)))
    assert [p.notes[0].label for p in paragraphs(found, "tasks")] == labels
    assert {n.label for r in rows(found, "targets") for n in r.notes} <= set(labels)


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (Request(kind="changes", units=("疾控科",)), "不能按责任单位或主题"),
        (Request(kind="changes", topic="老年"), "不能按责任单位或主题"),
        (Request(kind="office", units=("办公室",), topic="老年"), "没有可写入简报的内容"),
        (Request(kind="plan", topic="航天"), "没有可写入简报的内容"),
    ],
    ids=["changes, office", "changes, topic", "nothing of the office", "nothing of the plan"],
)
def test_what_cannot_be_applied_is_refused(two: Library, request_: Request, said: str) -> None:
    with pytest.raises(AssistantError, match=said):
        told(two, replace(request_, plans=(OLDER, NEWER)))
