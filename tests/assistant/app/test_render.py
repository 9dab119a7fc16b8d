"""Answers as HTML: every word escaped, chips, marks, cards, tables; the head and the conversation beside
them.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, datetime
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.app.ask.conversation import REMEMBERED, Conversation, Exchange, dropping, turns
from assistant.app.ask.masthead import masthead_html, welcome_html
from assistant.app.ask.render import (
    answer_html,
    error_html,
    history_html,
    latest_html,
    plain_text,
    question_html,
    welcome_data,
    whole_html,
)
from assistant.app.widgets.markup import escape, lines_of, merged, to_html
from assistant.errors import AssistantError
from assistant.model import Answer, Citation, Condition, Details, Figure, Status
from ingest.model import Edition, Plan
from ingest.store.rows import ClauseRow, ConversationRow, PlanRow
from tests.plan_factory import Item, make_plan

HOSTILE = '<script>alert(1)</script><img src=x onerror="x()">${alert(1)}{{x}}`'
CHIPS = {"临河2023要点·一/1": "<i>chip</i>"}


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def _read(html: str) -> _Tags:
    tags = _Tags()
    tags.feed(html)
    tags.close()
    return tags


def _row(plan: Plan, n: int = 0) -> ClauseRow:
    return ClauseRow(plan.id, plan.clauses[n], plan.text_of(plan.clauses[n]))


def _citation(row: ClauseRow, quote: str, **other: object) -> Citation:
    start = row.clause.span.start + row.text.index(quote)
    plain = Citation(
        marker="临河2023要点·一/1",
        plan=row.plan,
        title="临河市2023年卫生健康工作要点",
        edition=Edition.DIGEST,
        clause=row.clause.label,
        path=row.clause.path,
        units=row.clause.units,
        unit_role=row.clause.unit_role,
        leaders=row.clause.leaders,
        quote=quote,
        start=start,
        end=start + len(quote),
        reference="《临河市2023年卫生健康工作要点》一、重点工作 1.",
    )
    return replace(plain, **other)  # type: ignore[arg-type]


def _answer(text: str, *citations: Citation, status: Status = "answered", scope: str = "") -> Answer:
    return Answer(question="问", status=status, reason=None, answer=text, citations=citations, scope=scope)


ROW = _row(
    make_plan(
        items=[
            Item(
                label="一/1",
                text="接种率达到90%以上；随访率达到80%以上。",
                units=("疾控科",),
                leaders=("陈某某",),
            )
        ]
    )
)
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
        tags = _read(html)
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
    assert _read(f"<p>{escape(text)}</p>").text == text


def test_hostile_words_are_shown_as_words_everywhere() -> None:
    plan = make_plan(items=[Item(label="一/1", text=f"甲{HOSTILE}乙。", units=(HOSTILE,))])
    row = _row(plan)
    named = {"marker": HOSTILE, "title": HOSTILE, "reference": HOSTILE, "path": (HOSTILE,)}
    citation = _citation(row, HOSTILE, **named)
    html = answer_html(
        _answer(f"{HOSTILE}〔{HOSTILE}〕\n\n> {HOSTILE}", citation, scope=HOSTILE), {KEY: row}, anchor="a1"
    )
    html += question_html(HOSTILE, place=0) + error_html(AssistantError(HOSTILE, remedy=HOSTILE), place=0)
    html += history_html([_talk(HOSTILE)], current=1, today=date(2026, 3, 2))
    tags = _read(html)
    assert not {"script", "img"} & set(tags.found)
    assert not {name for name in tags.attributes if name.startswith("on")}
    assert tags.text.count("<script>alert(1)</script>") >= 8
    assert "${" not in html


def test_the_quote_is_marked_in_the_whole_clause() -> None:
    html = answer_html(_answer(CHIP, _citation(ROW, "随访率达到80%以上。")), {KEY: ROW}, anchor="a1")
    assert '<p class="clause">接种率达到90%以上；<mark>随访率达到80%以上。</mark></p>' in html
    assert "《临河市2023年卫生健康工作要点》一、重点工作 1." in html
    assert ">摘编</span>" in html
    assert '<p class="path">一、重点工作</p>' in html
    assert "责任单位：疾控科；牵头领导：陈某某" in html
    assert 'data-copy="《临河市2023年卫生健康工作要点》一、重点工作 1."' in html


def test_two_quotes_of_one_clause_share_a_card() -> None:
    quotes = [_citation(ROW, "随访率达到80%以上。"), _citation(ROW, "接种率达到90%以上")]
    html = answer_html(_answer(CHIP, *quotes), {KEY: ROW}, anchor="a1")
    assert html.count('class="card"') == 1
    assert "<mark>接种率达到90%以上</mark>；<mark>随访率达到80%以上。</mark>" in html
    assert "出处（1 条，摘编）" in html


def test_a_chip_leads_to_its_card() -> None:
    html = answer_html(_answer(CHIP, _citation(ROW, "接种率")), {KEY: ROW}, anchor="a7")
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
    html = answer_html(_answer(CHIP, _citation(ROW, "接种率", support="paraphrase")), {KEY: ROW}, anchor="a1")
    assert 'class="chip paraphrase"' in html


def test_many_cards_are_folded_at_first() -> None:
    plan = make_plan(items=[Item(label=f"一/{n}", text="甲。") for n in range(1, 6)])
    rows = {(plan.id, c.label): ClauseRow(plan.id, c, plan.text_of(c)) for c in plan.clauses}
    html = answer_html(_answer("甲", *(_citation(r, "甲") for r in rows.values())), rows, anchor="a1")
    assert html.count('<details class="card"') == 5
    assert " open>" not in html


def test_a_row_of_a_table_stands_under_its_columns() -> None:
    clause = replace(ROW.clause, columns=("指标", "2025年"), cells=("接种率", "90"))
    html = answer_html(
        _answer(CHIP, _citation(ROW, "接种率")), {KEY: ROW._replace(clause=clause)}, anchor="a1"
    )
    assert '<th scope="col">2025年</th>' in html
    assert "<td>90</td>" in html


def test_a_clause_taken_out_meanwhile_leaves_its_quote() -> None:
    html = answer_html(_answer(CHIP, _citation(ROW, "接种率")), {}, anchor="a1")
    assert "<mark>接种率</mark>" in html
    assert "责任单位：疾控科" in html
    assert 'class="chip unfound"' in html
    assert "现行版本里已没有这一条" in html


def test_a_clause_reworded_meanwhile_is_told() -> None:
    plan = make_plan(items=[Item(label="一/1", text="接诊率达到70%以上；另有安排若干，从略。")])
    html = answer_html(_answer(CHIP, _citation(ROW, "随访率达到80%以上。")), {KEY: _row(plan)}, anchor="a1")
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
    answer = replace(_answer(CHIP, _citation(ROW, "随访率达到80%以上。")), figures=figures)
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
    answer = replace(_answer("甲"), conditions=conditions)
    html = answer_html(answer, {}, anchor="a1", place=2, without=("unit:疾控科", "year:2021"))
    assert 'class="condition" data-do="drop" data-place="2" data-key="region:临河市"' in html
    assert 'class="condition inherited"' in html
    assert "<s>疾控科</s> 已放开" in html
    assert "<s>2021年</s> 已放开" in html


def test_what_can_be_done_with_an_answer_comes_when_it_is_whole() -> None:
    growing = answer_html(_answer("甲"), {}, anchor="a1")
    assert "重新回答" not in growing
    whole = answer_html(_answer("甲"), {}, anchor="a1", place=1, logged=7, verdict="down")
    assert 'data-do="retry" data-place="1"' in whole
    assert re.search(r'data-judge="down" data-question="7"[^>]*aria-pressed="true"', whole)
    assert re.search(r'data-judge="up" data-question="7"[^>]*aria-pressed="false"', whole)


@pytest.mark.parametrize(
    ("status", "head"), [("near", "最接近的原文"), ("not_found", "没有查到"), ("clarify", "请再说明一点")]
)
def test_a_refusal_is_calm(status: Status, head: str) -> None:
    html = answer_html(_answer("没有这一内容。", status=status), {}, anchor="a1")
    assert html.startswith(f'<div class="answer quiet {status}">')
    assert head in html
    assert "出处（" not in html


def test_the_scope_stands_above_the_answer() -> None:
    html = answer_html(_answer("甲", scope="范围：临河2023要点"), {}, anchor="a1")
    assert html.index("范围：临河2023要点") < html.index('class="words"')


def test_what_is_copied_is_plain_text_with_references() -> None:
    words = plain_text(_answer(f"**甲** {CHIP}", _citation(ROW, "接种率"), _citation(ROW, "随访率")))
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


def _plan_row(title: str, edition: Edition) -> PlanRow:
    return PlanRow(
        id=title, title=title, titles=(), issuer=None, region="临河市", year=2023, last_year=2023,
        period=None, number=None, issued=None, edition=edition, version=1, file="a.md", sha256="", clauses=7,
        targets=1, doubts=(),
    )  # fmt: skip


def test_the_head_names_the_plans_and_their_editions() -> None:
    html = masthead_html(
        [_plan_row("全市工作要点", Edition.OFFICIAL), _plan_row(f"临河市{HOSTILE}", Edition.DIGEST)]
    )
    assert "已载入 2 份文件（官方 1 份，摘编 1 份）" in html
    assert ">官方</span> 全市工作要点" in html
    assert "临河市，2023，7 条" in html
    assert "script" not in _read(html).found


def test_an_empty_library_says_how_to_fill_it() -> None:
    assert "尚未载入文件" in masthead_html([])
    assert "plans ingest" in welcome_html([])


def test_history_holds_what_was_answered_and_no_more_than_is_remembered() -> None:
    refused = Exchange(question="长", shown="<p>太长</p>")
    told = tuple(Exchange(question=f"问{n}", shown="<p>答</p>", said="答") for n in range(REMEMBERED + 3))
    history = turns((*told, replace(refused, without=("year:2023",)), refused))
    assert len(history) == 2 * (REMEMBERED - 2)
    assert [t.role for t in history[:2]] == ["user", "assistant"]
    assert "长" not in {t.content for t in history}
    answered = Exchange(question="问", said="答", without=("year:2023",))
    assert turns((answered,))[0].without == ("year:2023",)


def test_a_question_that_waits_has_no_answer_bubble() -> None:
    talk = Conversation(exchanges=(Exchange(question="一", shown="<p>答</p>", said="答"),)).asking("<b>")
    place, shown = sent(whole_html(talk))
    assert place == 0
    assert shown.count('class="message user"') == 2
    assert shown.count('aria-label="回答"') == 1
    assert shown.count('aria-label="正在回答"') == 1
    assert "&lt;b&gt;" in shown.split('class="exchange"')[-1]


def test_an_answer_sends_itself_alone() -> None:
    talk = Conversation(
        exchanges=tuple(Exchange(question=f"问{n}", shown=f"<p>答{n}</p>") for n in range(90))
    )
    place, latest = sent(latest_html(talk))
    assert place == 89
    assert "答89" in latest
    assert "答88" not in latest
    assert sent(whole_html(talk))[0] == 0
    assert sent(latest_html(Conversation())) == (0, "")


def sent(html: str) -> tuple[int, str]:
    """From which exchange on the page puts what, as a browser reads it."""
    found: dict[str, str] = {}
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, given: found.update(given)  # type: ignore[method-assign,arg-type]
    parser.feed(html)
    return int(found["data-from"]), found["data-news"]


@pytest.mark.parametrize("words", [HOSTILE, "'\"&amp;<>'", "${x}{{y}}"])
def test_what_is_sent_comes_as_it_was(words: str) -> None:
    talk = Conversation(exchanges=(Exchange(question=words, shown=f"<p>{escape(words)}</p>"),))
    assert f"<p>{escape(words)}</p>" in sent(whole_html(talk))[1]


def test_examples_are_buttons_with_their_words_escaped() -> None:
    html = welcome_data("<p>'x'</p>", [("查：<b>", '“"><b>”')])
    assert html.count("<button") == 1
    assert "<b>" not in html
    assert html.count("'") == 2
    assert "<button" not in welcome_data("<p>x</p>", [])


ASKED = {
    "at the end": (None, None, ["一", "二", "三", "新"]),
    "in place of the last": (None, 2, ["一", "二", "新"]),
    "in place of the one being changed": (1, None, ["一", "新"]),
    "a place given overrules": (0, 2, ["一", "二", "新"]),
}


@pytest.mark.parametrize(("editing", "at", "questions"), ASKED.values(), ids=ASKED)
def test_where_a_question_is_asked(editing: int | None, at: int | None, questions: list[str]) -> None:
    three = tuple(Exchange(question=q, said="答") for q in "一二三")
    talk = Conversation(id=5, exchanges=three, editing=editing).asking("新", at=at)
    assert [e.question for e in talk.exchanges] == questions
    assert (talk.id, talk.editing) == (5, None)


def test_a_condition_is_dropped_and_taken_back() -> None:
    exchange = Exchange(question="一", without=("year:2023",))
    assert dropping(exchange, "region:临河市") == ("year:2023", "region:临河市")
    assert dropping(exchange, "year:2023") == ()


def _talk(title: str, id_: int = 1, touched: str = "2026-03-02T01:00:00+00:00") -> ConversationRow:
    return ConversationRow(id_, title, touched, touched, 2)


def test_earlier_conversations_stand_by_day() -> None:
    rows = [
        _talk("甲", 4, "2026-03-02T12:00:00+00:00"),
        _talk("乙", 3, "2026-03-01T12:00:00+00:00"),
        _talk("丙", 2, "2026-01-05T12:00:00+00:00"),
        _talk("丁", 1, "2024-12-30T12:00:00+00:00"),
    ]
    html = history_html(rows, current=3, today=datetime.fromisoformat(rows[0].touched).astimezone().date())
    assert re.findall("<h2>([^<]+)</h2>", html) == ["今天", "昨天", "1月5日", "2024年12月30日"]
    assert html.count("aria-current=true") == 1
    assert 'data-do="forget" data-talk="3"' in html


def test_no_conversation_is_said_calmly() -> None:
    assert "只有本人看得到" in history_html([], current=None, today=date(2026, 3, 2))
    assert "本人" not in history_html([], current=None, today=date(2026, 3, 2), private=False)
    assert "没有找到含“托育”的对话" in history_html([], current=None, today=date(2026, 3, 2), searched="托育")


def test_what_a_model_had_a_hand_in_is_said() -> None:
    answer = Answer(
        question="那个呢",
        status="answered",
        reason=None,
        answer="达到95%以上。",
        read_as=f"普惠率是多少？{HOSTILE}",
        note=f"模型服务没有及时回应{HOSTILE}",
        details=Details(
            model=f"m{HOSTILE}", prompts=(), tokens_in=900, tokens_out=40, write_ms=1240, struck=1
        ),
    )
    html = answer_html(answer, {}, anchor="a1")
    said = _read(html)
    assert "追问按“普惠率是多少？" in said.text
    assert "改一改再问" in said.text
    assert "词元：输入 900、输出 40；用时 1.2 秒；换成原文 1 句" in said.text
    assert "模型服务没有及时回应" in said.text
    assert not {"script", "img"} & set(said.found)
    assert "onerror" not in said.attributes
    assert f'data-fill="{escape(answer.read_as)}"' in html


@pytest.mark.parametrize(
    ("conditions", "cited", "wanted"),
    [
        (("unit:疾控科",), 2, {"units": ["疾控科"], "year": None}),
        (("region:临河市", "year:2023", "unit:疾控科", "unit:妇幼科"), 3,
            {"units": ["疾控科", "妇幼科"], "year": 2023}),
        (("year:2022", "year:2023", "unit:疾控科"), 2, {"units": ["疾控科"], "year": None}),
        (("unit:疾控科",), 1, None),
        (("region:临河市",), 3, None),
        (("unit:疾控科", "leader:陈某某"), 2, None),
    ],
    ids=["an office", "two and a year", "two years", "one clause", "no office", "a person"],
)  # fmt: skip
def test_a_list_of_tasks_can_be_written_up(
    conditions: tuple[str, ...], cited: int, wanted: dict[str, object] | None
) -> None:
    citations = [replace(_citation(ROW, "接种率"), plan=plan) for plan in ("b", "a", "b")[:cited]]
    answer = replace(
        _answer("共几项", *citations), conditions=tuple(Condition(key=key, name=key) for key in conditions)
    )
    html = answer_html(answer, {}, anchor="a1", logged=3)
    found = re.search(r'data-write="([^"]+)"', html)
    assert (found is None) == (wanted is None)
    if found and wanted:
        plans = sorted({c.plan for c in citations})
        assert json.loads(unescape(found[1])) == {"kind": "office", "plans": plans, **wanted}
