"""The parts of the chat page around an answer: its head, history, examples, conversations."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, datetime
from html import unescape
from html.parser import HTMLParser

import pytest

from assistant.app.ask.conversation import REMEMBERED, Conversation, Exchange, dropping, turns
from assistant.app.ask.masthead import masthead_html, welcome_html
from assistant.app.ask.render import (
    answer_html,
    history_html,
    latest_html,
    welcome_data,
    whole_html,
)
from assistant.app.widgets.markup import escape
from assistant.model import Answer, Condition, Details
from ingest.model import Edition
from ingest.store.rows import PlanRow
from tests.assistant.app.answers import HOSTILE, ROW, a_citation, a_talk, an_answer, read_html


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
    assert "script" not in read_html(html).found


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


def test_earlier_conversations_stand_by_day() -> None:
    rows = [
        a_talk("甲", 4, "2026-03-02T12:00:00+00:00"),
        a_talk("乙", 3, "2026-03-01T12:00:00+00:00"),
        a_talk("丙", 2, "2026-01-05T12:00:00+00:00"),
        a_talk("丁", 1, "2024-12-30T12:00:00+00:00"),
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
            model=f"m{HOSTILE}",
            prompts=(),
            tokens_in=900,
            tokens_out=40,
            write_ms=1240,
            struck=1,
            calls=3,
            lookups=2,
        ),
    )
    html = answer_html(answer, {}, anchor="a1")
    said = read_html(html)
    assert "追问按“普惠率是多少？" in said.text
    assert "改一改再问" in said.text
    assert "应答 3 次，查找 2 次；词元：输入 900、输出 40；用时 1.2 秒；没有采用 1 句" in said.text
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
    citations = [replace(a_citation(ROW, "接种率"), plan=plan) for plan in ("b", "a", "b")[:cited]]
    answer = replace(
        an_answer("共几项", *citations), conditions=tuple(Condition(key=key, name=key) for key in conditions)
    )
    html = answer_html(answer, {}, anchor="a1", logged=3)
    found = re.search(r'data-write="([^"]+)"', html)
    assert (found is None) == (wanted is None)
    if found and wanted:
        plans = sorted({c.plan for c in citations})
        assert json.loads(unescape(found[1])) == {"kind": "office", "plans": plans, **wanted}
