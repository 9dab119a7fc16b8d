"""Rows of the look-ups, made by hand or of two plans of our own, and the words made of them."""

from __future__ import annotations

import pytest

from assistant.answers.compare import compared
from assistant.answers.document import document_facts
from assistant.answers.draft import refuse
from assistant.answers.due_listing import by_deadline
from assistant.answers.listing import listed_words, naming_place, tabulated, tasks_told
from assistant.answers.target_lists import tabulated_targets
from assistant.lookups.compare import Comparison, PlanCompared, Standing
from assistant.lookups.listing import list_tasks
from assistant.lookups.mentions import rows_with
from assistant.question import Due
from tests.assistant.answers.conftest import Shelf


def test_the_tasks_of_an_office(shelf: Shelf) -> None:
    found = list_tasks(shelf.sources, ("绿道办",), (), ("linhe",))
    assert found is not None
    draft = tasks_told(found)
    assert draft.counted[0] == "**绿道办** 共 2 项，已全部列出。"
    assert draft.listing == found.listing
    assert [c.clause for c in draft.citations] == [row.clause.label for row in found.rows] == ["一/1", "一/2"]
    assert draft.counted[-1] == "- 另有 1 条未载明责任单位，未计入。"


def test_those_several_offices_share(shelf: Shelf) -> None:
    found = list_tasks(shelf.sources, ("绿道办", "慢行科"), (), ("linhe",))
    assert found is not None
    each = "其中绿道办 2 项，慢行科 1 项；有 1 项共同列名：〔临河2023要点·一/1〕。"
    assert tasks_told(found).counted[1] == each


def test_clauses_and_their_words_as_tables(shelf: Shelf) -> None:
    rows = rows_with("骑行", shelf.sources.catalog, ("linhe", "qiaotou"))
    of_all = tabulated("共三条。", rows, shelf.sources)
    of_words = listed_words("写有骑行的。", shelf.sources, [(row, "骑行") for row in rows], ["- 注。"])
    assert of_all.counted == ("共三条。", "**临河2023要点**（2 项）", "**桥头2023要点**（1 项）")
    assert of_words.counted == (*("写有骑行的。", *of_all.counted[1:]), "- 注。")
    assert of_words.listing is not None
    assert all("骑行" in row.summary for row in of_words.listing.rows)
    assert naming_place("白沙县", shelf.sources) is None


def test_the_targets_of_clauses(shelf: Shelf) -> None:
    rows = shelf.sources.catalog.view("linhe").clauses
    draft = tabulated_targets("写明 {} 个。", rows, shelf.sources)
    assert draft is not None
    assert draft.counted == ("写明 1 个。", "**临河2023要点**（1 个）")
    assert "| 滨河绿道照明完好率 | 92%以上 | 2023年 | 〔临河2023要点·一/2〕 |" in draft.answer
    assert tabulated_targets("写明 {} 个。", rows[2:], shelf.sources) is None


@pytest.mark.parametrize(
    ("due", "first"),
    [
        (
            Due(words="9月底前", last="09-30"),
            "写明时限在“9月底前”的（含更早到期的），即2023年9月30日",
        ),
        (Due(words="三季度", first="07-01", last="09-30"), "写明时限在“三季度”的，即2023年7月1日至9月30日，"),
        (Due(words=""), "写明了时限的"),
    ],
)
def test_the_time_asked_for_in_words(shelf: Shelf, due: Due, first: str) -> None:
    draft = by_deadline(shelf.query("", "list", due=due), shelf.sources, due)
    assert draft.counted[0].startswith(first)
    assert draft.counted[0].endswith("，共 1 项，已全部列出。" if due.words else "的共 1 项，已全部列出。")


def test_no_clause_is_due_by_then(shelf: Shelf) -> None:
    due = Due(words="3月底前", last="03-31")
    draft = by_deadline(shelf.query("", "list", due=due), shelf.sources, due)
    assert (draft.status, draft.reason) == ("not_found", "not_stated")
    assert draft.answer.startswith("临河2023要点没有写明时限在“3月底前”的。写明其他时限的有 1 项，")


def test_nothing_is_asked_of_a_head(shelf: Shelf) -> None:
    assert document_facts(shelf.query("驿站"), shelf.sources) is None


ALIKE = {
    "in all": ("all", False, "", "所载数值一致。"),
    "of other names": ("all", True, "", "所载数值一致，但指标的名称不同，请以各自条款为准。"),
    "in value": (
        "value",
        False,
        "",
        "所载数值相同，但要求的方式（以上、以下、左右等）不同，",
    ),
    "in nothing": ("", False, "", "所载数值不一致，**桥头2023要点** 的数值较高；"),
    "at most": ("", False, "lowest", "所载数值不一致，**临河2023要点** 的上限较低，要求更严；"),
    "at least": (
        "",
        True,
        "highest",
        "所载数值不一致，**桥头2023要点** 的下限较高，要求更严；但指标",
    ),
}


@pytest.mark.parametrize(("alike", "otherwise", "stricter", "said"), ALIKE.values(), ids=ALIKE)
def test_how_figures_stand_to_each_other(
    shelf: Shelf, alike: str, otherwise: bool, stricter: str, said: str
) -> None:
    low, high = (shelf.sources.catalog.view(plan) for plan in ("linhe", "qiaotou"))
    standing = Standing(
        alike=alike,  # type: ignore[arg-type]
        named_otherwise=otherwise,
        lowest=low,
        highest=high,
        stricter=stricter,  # type: ignore[arg-type]
    )
    rows = (PlanCompared(view=low, silent=True), PlanCompared(view=high))
    lines = compared(shelf.query(), Comparison(plans=rows, standing=standing)).answer.splitlines()
    assert lines[0].startswith(said)
    assert lines[4:6] == [
        "| 临河2023要点 | 文件未载明 | — |",
        "| 桥头2023要点 | 没有找到同样说法的条款，请看原文 | — |",
    ]


def test_a_refusal_names_what_is_near() -> None:
    assert refuse("not_stated", "没有写到。").answer == "没有写到。"
