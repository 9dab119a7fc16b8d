"""What a briefing of changes sets beside each other, and what it refuses to."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.briefing.compose import brief
from assistant.briefing.model import Briefing, Request
from assistant.errors import AssistantError
from ingest.library import Library
from ingest.model import Edition
from tests.assistant.briefing.conftest import DAY
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
