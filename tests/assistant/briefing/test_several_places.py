"""Offices of different governments that have one name are told apart."""

from __future__ import annotations

import pytest

from assistant.briefing.compose import brief
from assistant.briefing.model import Paragraph, Request, Table
from ingest.store.library import Library
from tests.assistant.briefing.conftest import DAY
from tests.assistant.briefing.reading import below, rows, section
from tests.plan_factory import Item, make_plan

LINHE = (
    Item(label="一/1", text="适龄儿童疫苗接种率达到90%以上。", units=("疾控科",)),
    Item(label="一/2", text="开展健康宣传。", units=("疾控科", "办公室")),
)
PLANS = ("baisha-2023", "linhe-2023")
TITLE = "2023年全市卫生健康工作要点"


@pytest.fixture
def placed(library: Library) -> Library:
    library.put(make_plan("linhe-2023", LINHE, title=TITLE))
    library.put(make_plan("baisha-2023", LINHE[:1], title=TITLE, region="白沙市"))
    return library


@pytest.mark.parametrize(
    "request_",
    [Request(kind="office", units=("疾控科",)), Request(kind="plan", plans=PLANS)],
    ids=lambda r: r.kind,
)
def test_the_overview_counts_by_place(placed: Library, request_: Request) -> None:
    found = brief(placed, request_, made=DAY)
    (_, told, table, *_) = section(found, "overview").blocks
    assert isinstance(told, Paragraph)
    assert "白沙市 1 项、临河市 2 项" in told.text
    assert "可能不是同一个单位" in told.text
    assert isinstance(table, Table)
    assert [r.cells[:2] for r in table.rows] == [(f"《{TITLE}》", "白沙市"), (f"《{TITLE}》", "临河市")]
    assert [u.region for u in found.used] == ["白沙市", "临河市"]
    headings = [s.heading for s in below(found, "tasks") if s.level == 2]
    assert headings == [f"白沙市《{TITLE}》", f"临河市《{TITLE}》"]


def test_one_place_is_not_made_much_of(placed: Library) -> None:
    found = brief(placed, Request(kind="office", units=("疾控科",), region="临河市"), made=DAY)
    said = [b.text for b in section(found, "overview").blocks if isinstance(b, Paragraph)]
    assert not any("按地区分" in text for text in said)


@pytest.mark.parametrize(
    "request_",
    [Request(kind="plan", plans=PLANS), Request(kind="topic", topic="疫苗 接种")],
    ids=lambda r: r.kind,
)
def test_offices_of_one_name_are_added_up_by_place(placed: Library, request_: Request) -> None:
    told = {r.cells[:2]: r.cells[2] for r in rows(brief(placed, request_, made=DAY), "offices")}
    assert told["疾控科", "白沙市"] == "1"
    assert told["疾控科", "临河市"] == ("2" if request_.kind == "plan" else "1")
