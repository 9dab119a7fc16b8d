"""What a briefing of changes sets beside each other, and what it refuses to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.briefing.compose import brief
from assistant.briefing.model import Briefing, Paragraph, Request
from assistant.errors import AssistantError
from ingest.model import Edition
from ingest.store.library import Library
from tests.assistant.briefing.conftest import DAY
from tests.assistant.briefing.reading import section
from tests.plan_factory import Item, make_plan

PLAN = "linhe-2023-health"


def items(share: int) -> tuple[Item, ...]:
    return (Item(label="一/1", text=f"适龄儿童疫苗接种率达到{share}%以上。", units=("疾控科",)),)


def changes(library: Library, *plans: str, **wanted: object) -> Briefing:
    return brief(library, Request(kind="changes", plans=plans or (PLAN,), **wanted), made=DAY)  # type: ignore[arg-type]


def stored(library: Library, editions: Sequence[Edition]) -> None:
    for number, edition in enumerate(editions):
        library.put(make_plan(PLAN, items(50 + number), edition=edition))


@pytest.mark.parametrize(
    ("editions", "pair"),
    [
        ((Edition.OFFICIAL, Edition.DIGEST, Edition.OFFICIAL), (1, 3)),
        ((Edition.DIGEST, Edition.OFFICIAL), (1, 2)),
        ((Edition.DIGEST, Edition.DIGEST, Edition.OFFICIAL, Edition.DIGEST), (2, 3)),
        ((Edition.DIGEST, Edition.OFFICIAL, Edition.DIGEST, Edition.OFFICIAL), (2, 4)),
    ],
    ids=["set aside between", "digest before", "the last in force", "same edition"],
)
def test_the_version_before_was_in_force(
    library: Library, editions: Sequence[Edition], pair: tuple[int, int]
) -> None:
    stored(library, editions)
    assert tuple(used.version for used in changes(library).used) == pair


def test_a_text_set_aside_is_no_version_before(library: Library) -> None:
    stored(library, (Edition.OFFICIAL, Edition.DIGEST))
    with pytest.raises(AssistantError, match="没有更早的"):
        changes(library)


def test_places_are_not_told_as_changes(library: Library) -> None:
    library.put(make_plan(PLAN, items(90)))
    library.put(make_plan("baisha-2024", items(91), title="白沙市2024年要点", region="白沙市", year=2024))
    with pytest.raises(AssistantError, match="不同地区（临河市、白沙市）") as raised:
        changes(library, PLAN, "baisha-2024")
    assert "文件对照" in str(raised.value.remedy)


OTHERS = tuple(
    Item(label=f"一/{n}", text=text, units=("办公室",))
    for n, text in enumerate(
        ("整修档案库房。", "采购救护车辆。", "招聘基层医生。", "组织义务献血。"), start=1
    )
)


@pytest.mark.parametrize(
    ("new", "apart"),
    [(OTHERS, True), ((*items(95), *OTHERS), False)],
    ids=["nothing in common", "the shorter one is in it"],
)
def test_plans_about_different_things_are_called_so(
    library: Library, new: Sequence[Item], apart: bool
) -> None:
    library.put(make_plan(PLAN, items(90)))
    new = tuple(replace(item, label=f"一/{n}") for n, item in enumerate(new, start=1))
    library.put(make_plan("linhe-2024", new, title="临河市2024年要点", year=2024))
    said = [
        b.text
        for b in section(changes(library, PLAN, "linhe-2024"), "overview").blocks
        if isinstance(b, Paragraph)
    ]
    assert any("内容大多不同" in text for text in said) is apart
