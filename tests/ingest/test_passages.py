"""Passages tile their clauses, keep the budget, and cut neither figures nor (where it can be helped)
brackets.
"""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.index.model import passages
from ingest.model import Span
from ingest.tokens import cut
from tests.plan_factory import Item, make_plan

_NUMBER = re.compile(r"\d+(?:\.\d+)?%?")


def pieces(text: str, budget: int) -> list[str]:
    """The pieces of `text` where every character counts as one token."""
    return [span.of(text) for span in cut(text, Span(start=0, end=len(text)), budget=budget, tokenizer=len)]


CUTS = {
    "whole": ("建成托位120个。", 20, ["建成托位120个。"]),
    "after a sentence": ("甲乙丙丁。戊己庚辛。壬癸", 6, ["甲乙丙丁。", "戊己庚辛。", "壬癸"]),
    "as long as it may be": ("甲乙。丙丁。戊己。", 6, ["甲乙。丙丁。", "戊己。"]),
    "after a semicolon": ("甲乙丙；丁戊己", 5, ["甲乙丙；", "丁戊己"]),
    "after a comma at need": ("甲乙丙，丁戊己", 5, ["甲乙丙，", "丁戊己"]),
    "between words at need": ("甲乙丙丁戊己", 4, ["甲乙丙丁", "戊己"]),
    "never inside a decimal": ("率达到24.1%以上", 6, ["率达到", "24.1%以", "上"]),
    "never inside a range": ("约30~40%的人", 4, ["约", "30~40%", "的人"]),
    "never inside a numeral": ("共二十三家", 3, ["共", "二十三", "家"]),
    "outside brackets": ("甲（乙，丙）丁戊", 5, ["甲", "（乙，丙）", "丁戊"]),
    "inside a bracket that is too long": ("（甲乙，丙丁戊）", 5, ["（甲乙，", "丙丁戊）"]),
    "closing quote stays": ("他说“甲乙。”丙丁", 7, ["他说“甲乙。”", "丙丁"]),
    "no piece begins with a mark": ("甲乙丙丁。戊", 4, ["甲乙丙", "丁。戊"]),
    "a number over the budget": ("第123456789号", 4, ["第", "123456789", "号"]),
}


@pytest.mark.parametrize(("text", "budget", "expected"), CUTS.values(), ids=CUTS.keys())
def test_where_it_is_cut(text: str, budget: int, expected: list[str]) -> None:
    assert pieces(text, budget) == expected


texts = st.lists(
    st.sampled_from(
        [
            "推进",
            "覆盖率达到",
            "95.5%",
            "以上",
            "，",
            "。",
            "；",
            "（",
            "）",
            "“",
            "”",
            "2021-2025年",
            "1,200",
            "HPV",
            "\n",
            "第三",
            "个",
        ]
    ),
    min_size=1,
    max_size=60,
).map("".join)


@given(text=texts, budget=st.integers(1, 40))
def test_pieces_tile_the_clause_and_cut_no_number(text: str, budget: int) -> None:
    found = list(cut(text, Span(start=0, end=len(text)), budget=budget, tokenizer=len))
    assert "".join(span.of(text) for span in found) == text
    assert all(a.end == b.start for a, b in itertools.pairwise(found))
    ends = {span.end for span in found[:-1]}
    for number in _NUMBER.finditer(text):
        assert not ends & set(range(number.start() + 1, number.end()))


@given(
    words=st.lists(
        st.sampled_from(["推进工作，", "率达到95.5%以上。", "（甲、乙、丙）", "任务"]),
        min_size=1,
        max_size=60,
    ),
    budget=st.integers(9, 60),
)
def test_the_budget_is_kept(words: list[str], budget: int) -> None:
    assert max(len(piece) for piece in pieces("".join(words), budget)) <= budget


def test_one_passage_a_clause_with_all_that_is_known_of_it() -> None:
    plan = make_plan(
        items=[
            Item(label="一/1", text="接种率达到90%以上。", units=("疾控科", "妇幼科"), heading="免疫规划"),
            Item(label="一/2", text="新增托位1200个。" * 40),
        ],
        period="2023-2025",
    )
    first, *rest = passages(plan, budget=64)
    assert (first.id, first.label, first.text) == ("linhe-2023-health#一/1#0", "一/1", "接种率达到90%以上。")
    assert first.path == ("一、重点工作", "免疫规划")
    assert first.units == ("疾控科", "妇幼科")
    assert (first.region, first.year, first.last_year) == ("临河市", 2023, 2025)
    assert [passage.id for passage in rest] == [f"{plan.id}#一/2#{n}" for n in range(len(rest))]
    assert "".join(passage.text for passage in rest) == plan.text_of(plan.clauses[1])
    assert all(passage.span.of(plan.text) == passage.text for passage in (first, *rest))
    assert all(passage.text.startswith("新增") for passage in rest)
    assert first.for_embedding().splitlines() == [plan.title, "一、重点工作", "免疫规划", first.text]
