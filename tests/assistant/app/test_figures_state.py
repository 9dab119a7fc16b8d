"""What is chosen on 指标与任务: addresses and back, clicks on heads, and the table as it is copied."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest

from assistant.app.figures.choices import State, fragment, nothing_html, query_of, read_state
from assistant.app.figures.table import tab_separated, targets_html
from assistant.lookups.entries import Chosen, narrow
from assistant.lookups.pages import cut
from tests.assistant.test_entries import BATCHES, make_entry
from tests.assistant.test_series import make_row

ADDRESSES = {
    "nothing": ("", State()),
    "all of it": (
        "view=tasks&region=临河市&year=2023&unit=疾控科&kind=lead&by=deadline&falling=1&page=3",
        State(
            view="tasks", chosen=Chosen(region="临河市", year="2023", unit="疾控科", kind="lead"),
            by="deadline", falling=True, page=3
        ),
    ),
    "names to compare, each once": ("view=compare&name=甲&name=乙&name=甲",
        State(view="compare", names=("甲", "乙"))),
    "a view there is not": ("view=map", State()),
    "an order there is not": ("by=colour", State()),
    "no number of a page": ("page=-1", State()),
    "a digit that is none": ("page=²", State()),
    "too great a page": ("page=99999999", State(page=1_000_000)),
    "a name twice": ("unit=a&unit=b", State(chosen=Chosen(unit="b"))),
    "what is not known": ("colour=red&plan=x", State(chosen=Chosen(plan="x"))),
    "spaces": ("unit=%20%20&indicator=%20率%20", State(chosen=Chosen(indicator="率"))),
}  # fmt: skip


@pytest.mark.parametrize(("address", "state"), ADDRESSES.values(), ids=ADDRESSES.keys())
def test_addresses(address: str, state: State) -> None:
    assert read_state(parse_qsl(address)) == state
    assert read_state(parse_qsl(query_of(state))) == state


def test_a_long_value_is_cut() -> None:
    assert len(read_state([("unit", "托" * 5000)]).chosen.unit) == 200


def test_a_head_goes_round() -> None:
    state = State(page=4)
    seen = []
    for _ in range(3):
        state = state.ordered("value")
        seen.append((state.by, state.falling, state.page))
    assert seen == [("value", False, 1), ("value", True, 1), ("place", False, 1)]


def test_a_kind_of_targets_is_none_of_tasks() -> None:
    state = State(chosen=Chosen(region="临河市", kind="约束性"), page=2)
    assert state.with_view("tasks") == State(view="tasks", chosen=Chosen(region="临河市"))
    assert state.with_view("compare").chosen.kind == "约束性"


def test_a_copied_table_holds_no_formula_and_no_broken_row() -> None:
    said = tab_separated([["指标", "值"], ["=HYPERLINK(1)", "甲\n乙\t丙"], ["-5", "@x"]])
    assert said == "指标\t值\n'=HYPERLINK(1)\t甲 乙 丙\n'-5\t'@x"


EVIL = '"><script>alert(1)</script>'


def test_nothing_of_a_plan_or_an_address_is_markup() -> None:
    row = make_row("l23", EVIL, indicator=EVIL, scope=EVIL, value_text=EVIL)
    state = State(chosen=Chosen(unit=EVIL, plan=EVIL, indicator=EVIL))
    page = cut([make_entry("l23", 0)], 1)
    shorts = {"l23": EVIL}
    narrowed = narrow(BATCHES, state.chosen)
    for results in (targets_html(state, page, [row], shorts, ""), nothing_html(state, narrowed, shorts)):
        assert "<script" not in fragment(state, narrowed, shorts, results)


def test_an_empty_library_is_one_calm_sentence() -> None:
    assert "资料库还是空的" in fragment(State(), narrow((), Chosen()), {}, "")
    assert "<select" not in fragment(State(), narrow((), Chosen()), {}, "")


def test_what_is_chosen_stays_offered_where_it_leads_to_nothing() -> None:
    state = State(chosen=Chosen(region="临河市", unit="医政科"))
    said = fragment(state, narrow(BATCHES, state.chosen), {"a": "临河2023要点", "b": "海西十四五规划"}, "")
    assert '<option value="医政科" selected>医政科（0）</option>' in said
