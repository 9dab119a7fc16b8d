"""Answers as HTML: every word escaped, chips, marks, cards, tables; the head and the conversation beside
them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.app.ask.render import (
    answer_html,
    error_html,
    history_html,
    plain_text,
    question_html,
)
from assistant.app.widgets.markup import escape, lines_of, merged, to_html
from assistant.errors import AssistantError
from assistant.model import Condition, Figure, Status
from ingest.store.rows import ClauseRow
from tests.assistant.app.answers import HOSTILE, ROW, a_citation, a_row, a_talk, an_answer, read_html
from tests.plan_factory import Item, make_plan

CHIPS = {"临河2023要点·一/1": "<i>chip</i>"}


KEY = (ROW.plan, ROW.clause.label)
CHIP = "〔临河2023要点·一/1〕"

FORMS = {
    "paragraph": ("甲\n乙", "<p>甲<br>乙</p>"),
    "two paragraphs": ("甲\n\n乙", "<p>甲</p><p>乙</p>"),
    "bold": ("**甲**：乙", "<p><strong>甲</strong>：乙</p>"),
    "lone asterisks": ("2**3", "<p>2**3</p>"),
    "chip": (f"甲 {CHIP}", "<p>甲 <i>chip</i></p>"),
    "document number is no chip": ("国发〔2021〕5号", "<p>国发〔2021〕5号</p>"),
    "chip in bold": (f"**甲{CHIP}**", "<p>**甲<i>chip</i>**</p>"),
    "quote": ("> 甲", "<blockquote><p>甲</p></blockquote>"),
    "quote of two lines": ("> 甲\n> 乙", "<blockquote><p>甲</p><p>乙</p></blockquote>"),
    "quote keeps asterisks": ("> **甲**", "<blockquote><p>**甲**</p></blockquote>"),
    "quote with chip": (f"> 甲 {CHIP}", "<blockquote><p>甲 <i>chip</i></p></blockquote>"),
    "quote that looks like a list": ("> - 甲", "<blockquote><p>- 甲</p></blockquote>"),
    "list": ("- 甲\n- 乙", "<ul><li>甲</li><li>乙</li></ul>"),
    "heading mark is text": ("# 甲", "<p># 甲</p>"),
    "link is text": ("[甲](javascript:x)", "<p>[甲](javascript:x)</p>"),
    "stroke without a rule is text": ("|甲|乙|", "<p>|甲|乙|</p>"),
    "cells of a row": ("> 甲\t乙", "<blockquote><p>甲 ｜ 乙</p></blockquote>"),
    "empty": ("", ""),
}


@pytest.mark.parametrize(("markdown", "html"), FORMS.values(), ids=FORMS)
def test_forms_of_markdown(markdown: str, html: str) -> None:
    assert to_html(markdown, CHIPS) == html


def test_a_table_scrolls_in_its_own_box() -> None:
    html = to_html(f"| 条款 | 事项 |\n|---|---|\n| {CHIP} | 甲\\|乙 |\n| 丙 | |", CHIPS)
    assert html.startswith('<div class="wide" tabindex="0"')
    assert '<th scope="col">条款</th><th scope="col">事项</th>' in html
    assert "<tr><td><i>chip</i></td><td>甲|乙</td></tr><tr><td>丙</td><td></td></tr>" in html


@given(st.text())
def test_no_text_becomes_markup(text: str) -> None:
    for html in (
        to_html(text, {}),
        f"<p>{lines_of(text)}</p>",
        f'<p title="{escape(text)}">{escape(text)}</p>',
    ):
        assert "\n" not in html
        tags = read_html(html)
        assert set(tags.found) <= {
            "p",
            "br",
            "strong",
            "blockquote",
            "ul",
            "li",
            "div",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
        }
        assert tags.attributes <= {"class", "tabindex", "role", "aria-label", "scope", "title"}
        assert not set("${`") & set(html)


@given(st.text(st.characters(categories=("L", "N", "P", "S", "Zs"), include_characters="\n\t")))
def test_escaping_keeps_every_character(text: str) -> None:
    assert read_html(f"<p>{escape(text)}</p>").text == text


def test_hostile_words_are_shown_as_words_everywhere() -> None:
    plan = make_plan(items=[Item(label="一/1", text=f"甲{HOSTILE}乙。", units=(HOSTILE,))])
    row = a_row(plan)
    named = {"marker": HOSTILE, "title": HOSTILE, "reference": HOSTILE, "path": (HOSTILE,)}
    citation = a_citation(row, HOSTILE, **named)
    html = answer_html(
        an_answer(f"{HOSTILE}〔{HOSTILE}〕\n\n> {HOSTILE}", citation, scope=HOSTILE), {KEY: row}, anchor="a1"
    )
    html += question_html(HOSTILE, place=0) + error_html(AssistantError(HOSTILE, remedy=HOSTILE), place=0)
    html += history_html([a_talk(HOSTILE)], current=1, today=date(2026, 3, 2))
    tags = read_html(html)
    assert not {"script", "img"} & set(tags.found)
    assert not {name for name in tags.attributes if name.startswith("on")}
    assert tags.text.count("<script>alert(1)</script>") >= 8
    assert "${" not in html


def test_the_quote_is_marked_in_the_whole_clause() -> None:
    html = answer_html(an_answer(CHIP, a_citation(ROW, "随访率达到80%以上。")), {KEY: ROW}, anchor="a1")
    assert '<p class="clause">接种率达到90%以上；<mark>随访率达到80%以上。</mark></p>' in html
    assert "《临河市2023年卫生健康工作要点》一、重点工作 1." in html
    assert ">摘编</span>" in html
    assert '<p class="path">一、重点工作</p>' in html
    assert "责任单位：疾控科；牵头领导：陈某某" in html
    assert 'data-copy="《临河市2023年卫生健康工作要点》一、重点工作 1."' in html


def test_two_quotes_of_one_clause_share_a_card() -> None:
    quotes = [a_citation(ROW, "随访率达到80%以上。"), a_citation(ROW, "接种率达到90%以上")]
    html = answer_html(an_answer(CHIP, *quotes), {KEY: ROW}, anchor="a1")
    assert html.count('class="card"') == 1
    assert "<mark>接种率达到90%以上</mark>；<mark>随访率达到80%以上。</mark>" in html
    assert "出处（1 条，摘编）" in html


def test_a_chip_leads_to_its_card() -> None:
    html = answer_html(an_answer(CHIP, a_citation(ROW, "接种率")), {KEY: ROW}, anchor="a7")
    chip = re.search(
        (
            r'class="chip verbatim" data-plan="[^"]+" data-clause="一/1" data'
            r'-mark="[0-9a-f-]+" data-card="([^"]+)"'
        ),
        html,
    )
    assert chip is not None
    assert f'<details class="card" id="{chip[1]}" open>' in html


def test_a_paraphrase_is_told_from_a_quote() -> None:
    html = answer_html(
        an_answer(CHIP, a_citation(ROW, "接种率", support="paraphrase")), {KEY: ROW}, anchor="a1"
    )
    assert 'class="chip paraphrase"' in html


def test_many_cards_are_folded_at_first() -> None:
    plan = make_plan(items=[Item(label=f"一/{n}", text="甲。") for n in range(1, 6)])
    rows = {(plan.id, c.label): ClauseRow(plan.id, c, plan.text_of(c)) for c in plan.clauses}
    html = answer_html(an_answer("甲", *(a_citation(r, "甲") for r in rows.values())), rows, anchor="a1")
    assert html.count('<details class="card"') == 5
    assert " open>" not in html


def test_a_row_of_a_table_stands_under_its_columns() -> None:
    clause = replace(ROW.clause, columns=("指标", "2025年"), cells=("接种率", "90"))
    html = answer_html(
        an_answer(CHIP, a_citation(ROW, "接种率")), {KEY: ROW._replace(clause=clause)}, anchor="a1"
    )
    assert '<th scope="col">2025年</th>' in html
    assert "<td>90</td>" in html


def test_a_clause_taken_out_meanwhile_leaves_its_quote() -> None:
    html = answer_html(an_answer(CHIP, a_citation(ROW, "接种率")), {}, anchor="a1")
    assert "<mark>接种率</mark>" in html
    assert "责任单位：疾控科" in html
    assert 'class="chip unfound"' in html
    assert "现行版本里已没有这一条" in html


def test_a_clause_reworded_meanwhile_is_told() -> None:
    plan = make_plan(items=[Item(label="一/1", text="接诊率达到70%以上；另有安排若干，从略。")])
    html = answer_html(
        an_answer(CHIP, a_citation(ROW, "随访率达到80%以上。")), {KEY: a_row(plan)}, anchor="a1"
    )
    assert 'class="chip unfound"' in html
    assert "这一条在引用之后改过" in html
    assert "<mark>随访率达到80%以上。</mark>" in html


def test_each_figure_is_shown_with_whether_it_stands_in_the_clause() -> None:
    marker = "临河2023要点·一/1"
    figures = (
        Figure(text="80%以上", supported=True, marker=marker),
        Figure(text="85%", supported=False, marker=marker),
        Figure(text="9家", supported=True, marker="别处"),
    )
    answer = replace(an_answer(CHIP, a_citation(ROW, "随访率达到80%以上。")), figures=figures)
    html = answer_html(answer, {KEY: ROW}, anchor="a1", versions={ROW.plan: 3})
    assert '<span class="found">80%以上 ✓</span>' in html
    assert '<span class="unfound">85% ✗</span>' in html
    assert "9家" not in html
    assert 'class="chip unfound"' in html
    assert "第 3 版" in html


def test_conditions_can_be_taken_away_and_put_back() -> None:
    conditions = (
        Condition(key="region:临河市", name="临河市"),
        Condition(key="year:2023", name="2023年", inherited=True),
    )
    answer = replace(an_answer("甲"), conditions=conditions)
    html = answer_html(answer, {}, anchor="a1", place=2, without=("unit:疾控科", "year:2021"))
    assert 'class="condition" data-do="drop" data-place="2" data-key="region:临河市"' in html
    assert 'class="condition inherited"' in html
    assert "<s>疾控科</s> 已放开" in html
    assert "<s>2021年</s> 已放开" in html


def test_what_can_be_done_with_an_answer_comes_when_it_is_whole() -> None:
    growing = answer_html(an_answer("甲"), {}, anchor="a1")
    assert "重新回答" not in growing
    whole = answer_html(an_answer("甲"), {}, anchor="a1", place=1, logged=7, verdict="down")
    assert 'data-do="retry" data-place="1"' in whole
    assert re.search(r'data-judge="down" data-question="7"[^>]*aria-pressed="true"', whole)
    assert re.search(r'data-judge="up" data-question="7"[^>]*aria-pressed="false"', whole)


@pytest.mark.parametrize(
    ("status", "head"), [("near", "最接近的原文"), ("not_found", "没有查到"), ("clarify", "请再说明一点")]
)
def test_a_refusal_is_calm(status: Status, head: str) -> None:
    html = answer_html(an_answer("没有这一内容。", status=status), {}, anchor="a1")
    assert html.startswith(f'<div class="answer quiet {status}">')
    assert head in html
    assert "出处（" not in html


def test_the_scope_stands_above_the_answer() -> None:
    html = answer_html(an_answer("甲", scope="范围：临河2023要点"), {}, anchor="a1")
    assert html.index("范围：临河2023要点") < html.index('class="words"')


def test_what_is_copied_is_plain_text_with_references() -> None:
    words = plain_text(an_answer(f"**甲** {CHIP}", a_citation(ROW, "接种率"), a_citation(ROW, "随访率")))
    assert words == f"甲 {CHIP}\n\n引用：\n{CHIP}《临河市2023年卫生健康工作要点》一、重点工作 1.（摘编）"


def test_an_error_says_what_to_do_and_names_no_file() -> None:
    html = error_html(AssistantError("资料库是空的", file="某处/library.db", remedy="请先读入文件"), place=0)
    assert "资料库是空的。请先读入文件。" in html
    assert "library.db" not in html


SPANS = {
    "none": ([], []),
    "apart": ([(5, 6), (0, 2)], [(0, 2), (5, 6)]),
    "touching": ([(0, 2), (2, 4)], [(0, 4)]),
    "inside": ([(0, 9), (2, 4)], [(0, 9)]),
    "twice": ([(1, 3), (1, 3)], [(1, 3)]),
}


@pytest.mark.parametrize(("spans", "expected"), SPANS.values(), ids=SPANS)
def test_merged(spans: list[tuple[int, int]], expected: list[tuple[int, int]]) -> None:
    assert merged(spans) == expected


def test_the_quick_answer_stands_folded_below_a_models() -> None:
    quick = an_answer(f"达到90%以上。 {CHIP}", a_citation(ROW, ROW.text[:6]))
    answer = replace(
        an_answer(f"达到90%以上。 {CHIP}", a_citation(ROW, ROW.text[:6])),
        answer=f"要达到90%以上。 {CHIP}",
        engine="llm",
        quick=quick,
    )
    html = answer_html(answer, {KEY: ROW}, anchor="a1")
    above, _, below = html.partition('<details class="quick" data-fold="a1q"><summary>快速回答</summary>')
    assert "要达到90%以上。" in above
    assert 'id="a1-1"' in above
    assert 'id="a1q-1"' in below
    assert 'data-card="a1q-1"' in below
    assert "正在细读" not in html


def test_a_quick_answer_of_the_nearest_sentences_says_so() -> None:
    quick = replace(an_answer(f"达到90%以上。 {CHIP}", a_citation(ROW, ROW.text[:6])), status="near")
    html = answer_html(
        replace(an_answer(f"达到90%以上。 {CHIP}", a_citation(ROW, ROW.text[:6])), quick=quick),
        {KEY: ROW},
        anchor="a1",
    )
    assert "<summary>快速回答：最接近的原文</summary>" in html


def test_while_a_model_is_at_work_the_rules_answer_is_called_quick() -> None:
    html = answer_html(
        replace(an_answer(f"达到90%以上。 {CHIP}", a_citation(ROW, ROW.text[:6])), provisional=True),
        {KEY: ROW},
        anchor="a1",
    )
    assert 'role="status">快速回答' in html
    assert '<details class="quick"' not in html
