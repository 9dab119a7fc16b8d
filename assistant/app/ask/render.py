"""The chat as HTML: questions, answers and errors, the messages on their way to the page, and the list of
earlier conversations. Pure functions; no framework.

In: an `Answer` and the clauses it cites, a conversation, rows of the log. Out: one line of HTML in which all
words that come from a plan or a person are escaped. Clicking and copying is done by the page's scripts, which
read the data attributes written here.

`latest_html` and `whole_html` carry HTML as data, which `talk.js` puts in place from one exchange on: only
the new answer is sent and the rest of the page is left alone (sent whole, a conversation of 91 questions was
1.45 MB an answer).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from assistant.app.ask.cards import Clauses, Versions, by_clause, chip, copy_button, sources_html, support_of
from assistant.app.ask.conversation import Conversation, Exchange
from assistant.app.widgets.markup import escape, lines_of, to_html
from assistant.model import Answer, Condition, Details
from assistant.retrieval.editions import EDITION_WORDS
from ingest.errors import PlanError
from ingest.store.rows import ConversationRow

_LISTED = 2
"""Clauses from which an answer is worth a briefing."""
_AT_ONCE = (
    '<p class="status at-once" role="status">快速回答<span>，按规则直接取自条款；'
    "模型正在细读原文，逐句核对后显示</span></p>"
)
_HEADS = {"near": "最接近的原文", "not_found": "没有查到", "clarify": "请再说明一点"}


def question_html(question: str, *, place: int) -> str:
    """`place` counts the questions of the conversation from 0."""
    return (
        f'<div class="asked">{lines_of(question)}</div>'
        '<button type="button" class="edit" data-do="edit" '
        f'data-place="{place}" aria-label="修改这个问题">修改</button>'
    )


def error_html(error: PlanError, *, place: int | None = None) -> str:
    """An expected error as one calm sentence with what to do; never a file of this machine.

    `place` is that of the question it stands under, where it does.
    """
    remedy = f"。{error.remedy}" if error.remedy else ""
    return _notice(f"{error.message}{remedy}".rstrip("。") + "。", place)


def failure_html(*, place: int) -> str:
    """What is said where the program itself is at fault; the log says the rest."""
    return _notice("这个问题没有答成，原因已记入程序日志。请换个说法再问，或把问题转告维护人员。", place)


def _notice(words: str, place: int | None) -> str:
    tools = "" if place is None else f'<p class="tools">{_retry(place)}</p>'
    return f'<div class="answer quiet"><p>{lines_of(words)}</p>{tools}</div>'


def _retry(place: int) -> str:
    return f'<button type="button" class="copy" data-do="retry" data-place="{place}">重新回答</button>'


def answer_html(
    answer: Answer,
    clauses: Clauses,
    *,
    anchor: str,
    place: int = 0,
    logged: int | None = None,
    verdict: str | None = None,
    without: Sequence[str] = (),
    versions: Versions | None = None,
) -> str:
    """The whole message; `anchor` is a word no other message of the page has, from which the cards' ids are
    made.

    `logged` is the question's id in the log, None while the answer still grows: what can be done with it
    comes at the end.
    """
    head = _HEADS.get(answer.status)
    kind = f" quiet {answer.status}" if head else ""
    parts = [
        _conditions(answer.conditions, without, place),
        f'<p class="scope">{lines_of(answer.scope)}</p>' if answer.scope else "",
        _read_as(answer.read_as),
        f'<p class="scope note">{lines_of(answer.note)}</p>' if answer.note else "",
        _AT_ONCE if answer.provisional else "",
        f'<p class="status">{head}</p>' if head else "",
        _words_and_sources(answer, clauses, anchor, versions),
        _quick(answer.quick, clauses, f"{anchor}q", versions) if answer.quick else "",
        _tools(answer, place, logged, verdict) if logged is not None else "",
        _details(answer.details) if answer.details else "",
    ]
    return f'<div class="answer{kind}">{"".join(parts)}</div>'


def _words_and_sources(answer: Answer, clauses: Clauses, anchor: str, versions: Versions | None) -> str:
    cited = by_clause(answer.citations)
    ids = {key: f"{anchor}-{n}" for n, key in enumerate(cited, start=1)}
    chips = {
        quotes[0].marker: chip(quotes, ids[key], support_of(quotes, clauses.get(key), answer.figures))
        for key, quotes in reversed(cited.items())
    }
    words = to_html(_without_references(answer.answer), chips)
    sources = sources_html(cited, clauses, ids, figures=answer.figures, versions=versions)
    return f'<div class="words">{words}</div>{sources}'


def _quick(quick: Answer, clauses: Clauses, anchor: str, versions: Versions | None) -> str:
    """What the rules alone answered, folded below the model's sentences."""
    head = f"：{_HEADS[quick.status]}" if quick.status in _HEADS else ""
    return (
        f'<details class="quick" data-fold="{anchor}"><summary>快速回答{head}</summary>'
        f"{_words_and_sources(quick, clauses, anchor, versions)}</details>"
    )


def _conditions(conditions: Sequence[Condition], without: Sequence[str], place: int) -> str:
    """What the question was confined to, each with a cross; what was taken away, each to be put back."""
    chips = [
        '<button type="button" '
        f'class="condition{" inherited" if c.inherited else ""}" '
        f'data-do="drop" data-place="{place}"'
        f' data-key="{escape(c.key)}" title="{"沿用上文，" if c.inherited else ""}点击后不再限定"'
        f' aria-label="不再限定{escape(c.name)}">{escape(c.name)} <span aria-hidden="true">×</span></button>'
        for c in conditions
    ]
    chips += [
        '<button type="button" class="condition off" data-do="drop" '
        f'data-place="{place}" data-key="{escape(key)}"'
        f' title="点击后重新限定" aria-label="重新限定{escape(_name_of(key))}'
        f'"><s>{escape(_name_of(key))}</s> 已放开</button>'
        for key in without
    ]
    return f'<p class="conditions" aria-label="提问范围">{" ".join(chips)}</p>' if chips else ""


def _name_of(key: str) -> str:
    kind, _, name = key.partition(":")
    return f"{name}年" if kind == "year" else name or "五年规划"


def _tools(answer: Answer, place: int, logged: int, verdict: str | None) -> str:
    plain, whole = plain_text(answer, references=False), plain_text(answer)
    copies = copy_button("复制回答", plain)
    copies += f" {copy_button('连同出处复制', whole)}" if whole != plain else ""
    return f'<p class="tools">{copies} {_retry(place)}{_write_up(answer)} {_thumbs(logged, verdict)}</p>'


def _write_up(answer: Answer) -> str:
    """A button that makes the briefing the answer offers, or one of a list of what offices are charged with,
    from the plans that were cited.
    """
    if answer.briefing is not None:
        return _write_button(asdict(answer.briefing), "把这些内容写成简报")
    said = [condition.key.partition(":")[::2] for condition in answer.conditions]
    units = [name for kind, name in said if kind == "unit"]
    years = [int(name) for kind, name in said if kind == "year"]
    if len(answer.citations) < _LISTED or not units or any(kind == "leader" for kind, _ in said):
        return ""
    plans = sorted({citation.plan for citation in answer.citations})
    wanted = {"kind": "office", "units": units, "plans": plans, "year": years[0] if len(years) == 1 else None}
    return _write_button(wanted, f"把{'、'.join(units)}的任务写成简报")


def _write_button(wanted: dict[str, Any], words: str) -> str:
    return (
        f' <button type="button" class="copy" data-write="{escape(json.dumps(wanted, ensure_ascii=False))}"'
        f' title="{escape(words)}">写成简报</button>'
    )


def _thumbs(logged: int, verdict: str | None) -> str:
    names = (("up", "有用", "这个回答有用"), ("down", "不对", "这个回答不对"))
    return " ".join(
        f'<button type="button" class="thumb" data-judge="{which}" data-question="{logged}" title="{name}"'
        f' aria-label="{name}" aria-pressed="{"true" if verdict == which else "false"}">{sign}</button>'
        for which, sign, name in names
    )


def _read_as(question: str) -> str:
    """What a follow-up was taken for, with a button that puts it into the box to be put right."""
    if not question:
        return ""
    button = f'<button type="button" class="copy" data-fill="{escape(question)}">改一改再问</button>'
    return f'<p class="scope">追问按“{lines_of(question)}”理解 {button}</p>'


def _details(details: Details) -> str:
    """How the answer came about, for whoever wants to know: model, tokens, time, what was mended or
    struck.
    """
    tokens = "、".join(
        f"{name} {count}"
        for name, count in (
            ("输入", details.tokens_in),
            ("输出", details.tokens_out),
            ("缓存命中", details.tokens_cached),
        )
        if count is not None
    )
    said = [
        f"模型：{details.model}",
        f"应答 {details.calls} 次，查找 {details.lookups} 次" if details.calls else "",
        f"词元：{tokens}" if tokens else "",
        f"用时 {details.write_ms / 1000:.1f} 秒",
        f"改正 {details.mended} 句" if details.mended else "",
        f"没有采用 {details.struck} 句" if details.struck else "",
    ]
    said += ["此前问过，直接取用" if details.reused else ""]
    words = "；".join(filter(None, said))
    return (
        '<details class="made"><summary>这个回答怎么来的</summary><p>'
        f"{escape(words)}。显示的每句话都与所引条款核对过。</p></details>"
    )


def _without_references(words: str) -> str:
    """The answer without its reference lines: the page has them in the cards under 出处."""
    return "\n\n".join(part for part in words.split("\n\n") if not part.startswith("出处："))


def plain_text(answer: Answer, *, references: bool = True) -> str:
    """What the copy buttons give: the answer, then each cited clause's formal reference once, with its
    edition.
    """
    listed = dict.fromkeys(
        f"〔{c.marker}〕{c.reference}（{EDITION_WORDS[c.edition].badge}"
        + (f"，原件第{c.page}页）" if c.page else "）")
        for c in answer.citations
    )
    said = answer.answer if references else _without_references(answer.answer)
    words = said.replace("**", "").replace("\t", " ｜ ")
    return "\n".join([words, *(["", "引用：", *listed] if references and listed else [])])


TALK = (
    '<div class="bubble-wrap" role="log" aria-label="对话" aria-live="polite" tabindex="0">'
    '<div class="placeholder"></div><div class="message-wrap"></div></div>'
    '<button type="button" class="scroll-down" aria-label="到最下面" title="到最下面" hidden>↓</button>'
)
"""What the page's script puts messages into."""


def latest_html(talk: Conversation) -> str:
    """The last exchange: what is new when a question is asked and while its answer grows."""
    return _from(talk, max(0, len(talk.exchanges) - 1))


def whole_html(talk: Conversation) -> str:
    """All of it, in place of whatever the page shows."""
    return _from(talk, 0)


def welcome_data(welcome: str, examples: Sequence[tuple[str, str]]) -> str:
    """What an empty chat shows; of each example the words on its button, and the question."""
    cards = "".join(
        f'<button type="button" class="example" data-do="try" data-question="{escape(question)}">'
        f'<span class="example-text">{escape(words)}</span></button>'
        for words, question in examples
    )
    group = f'<div class="examples" role="group" aria-label="例子">{cards}</div>' if cards else ""
    return f"<span data-welcome='{_as_data(welcome + group)}'></span>"


def _from(talk: Conversation, place: int) -> str:
    told = "".join(
        f'<div class="exchange">{exchange_html(exchange, place=n)}</div>'
        for n, exchange in enumerate(talk.exchanges[place:], start=place)
    )
    return f"<span data-from='{place}' data-news='{_as_data(told)}'></span>"


def _as_data(html: str) -> str:
    """For an attribute in single quotes; our HTML has hardly any, so it grows little."""
    return html.replace("&", "&amp;").replace("'", "&#x27;")


def exchange_html(exchange: Exchange, *, place: int) -> str:
    """A question and its answer as two bubbles; three dots where the answer is awaited."""
    asked = question_html(exchange.question, place=place)
    shown = exchange.shown
    answer = (
        '<div class="message bot waiting" role="status" aria-label="正在回答"><i></i><i></i><i></i></div>'
        if shown is None
        else f'<div class="message bot" role="group" aria-label="回答">{shown}</div>'
    )
    return (
        '<div class="message-row user-row"><div class="message user" role="group" aria-label="提问">'
        f"{asked}</div></div>"
        f'<div class="message-row bot-row">{answer}</div>'
    )


def history_html(
    rows: Sequence[ConversationRow],
    *,
    current: int | None,
    today: date,
    searched: str = "",
    private: bool = True,
) -> str:
    """By day, the latest first; `current` is the conversation that is open. `private` where people sign
    in.
    """
    if not rows:
        kept = (
            "问过的会留在这里，只有本人看得到。" if private else "问过的会留在这里，用这台电脑的人都看得到。"
        )
        words = f"没有找到含“{searched}”的对话。" if searched else kept
        return f'<p class="none">{escape(words)}</p>'
    return "".join(_days(rows, current, today))


def _days(rows: Sequence[ConversationRow], current: int | None, today: date) -> Iterator[str]:
    for day, group in groupby(rows, key=lambda row: _day(row.touched, today)):
        items = "".join(_item(row, open_=row.id == current) for row in group)
        yield f"<h2>{day}</h2><ul>{items}</ul>"


def _item(row: ConversationRow, *, open_: bool) -> str:
    title = escape(" ".join(row.title.split()))
    return (
        f'<li{" class=open" if open_ else ""}><button type="button" '
        f'class="title" data-do="open" data-talk="{row.id}"'
        f'{" aria-current=true" if open_ else ""} title="{title}（{row.questions} 问）">{title}</button>'
        f'<button type="button" class="forget" data-do="forget" data-talk="{row.id}" data-confirm="删除？"'
        f' aria-label="删除这段对话" title="删除">×</button></li>'
    )


def _day(stored: str, today: date) -> str:
    """In the machine's own time zone."""
    day = datetime.fromisoformat(stored).astimezone().date()
    if day == today:
        return "今天"
    if day == today - timedelta(days=1):
        return "昨天"
    return f"{day.month}月{day.day}日" if day.year == today.year else f"{day.year}年{day.month}月{day.day}日"
