"""Answers, questions and errors -> the HTML of the chat's messages. Pure functions; no framework.

In: an `Answer` and the clauses it cites. Out: one line of HTML in which all words that come from a plan or a person are
escaped: scope, status, answer with chips, and 出处, a card for each cited clause with the quoted words marked.
Clicking and copying is done by `page.js`, which reads the data attributes written here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assistant.app.markup import escape, lines_of, to_html
from assistant.cite import offices_line
from assistant.model import Answer, Citation, Details
from ingest.errors import PlanError
from ingest.library_rows import ClauseRow
from ingest.model import Edition

EDITIONS = {Edition.OFFICIAL: "官方", Edition.DIGEST: "摘编"}
EDITION_NOTES = {
    Edition.OFFICIAL: "发文机关的正式文本",
    Edition.DIGEST: "本项目编写的摘要本：条款号、责任单位和数字与原文一致，文字不是原文",
}
_HEADS = {"not_found": "没有查到", "clarify": "请再说明一点"}
_OPEN_CARDS = 3
"""Up to this many cards stand open under 出处; of more, only the references are shown at first."""

ClauseId = tuple[str, str]
Clauses = Mapping[ClauseId, ClauseRow]
"""(plan, label) -> the clause, for every citation of an answer."""


def question_html(question: str) -> str:
    return f'<div class="asked">{lines_of(question)}</div>'


def error_html(error: PlanError) -> str:
    """An expected error as one calm sentence with what to do; never a file of this machine."""
    remedy = f"。{error.remedy}" if error.remedy else ""
    return _notice(f"{error.message}{remedy}".rstrip("。") + "。")


def failure_html() -> str:
    """What is said where the program itself is at fault; the log says the rest."""
    return _notice("这个问题没有答成，原因已记入程序日志。请换个说法再问，或把问题转告维护人员。")


def _notice(words: str) -> str:
    return f'<div class="answer quiet"><p>{lines_of(words)}</p></div>'


def answer_html(answer: Answer, clauses: Clauses, *, anchor: str) -> str:
    """The whole message; `anchor` is a word no other message of the page has, from which the cards' ids are made."""
    cited = _by_clause(answer.citations)
    ids = {key: f"{anchor}-{n}" for n, key in enumerate(cited, start=1)}
    chips = {c.marker: _chip(c, ids[c.plan, c.clause]) for c in reversed(answer.citations)}
    head = _HEADS.get(answer.status)
    parts = [
        f'<p class="scope">{lines_of(answer.scope)}</p>' if answer.scope else "",
        _read_as(answer.read_as),
        f'<p class="scope note">{lines_of(answer.note)}</p>' if answer.note else "",
        f'<p class="status">{head}</p>' if head else "",
        f'<div class="words">{to_html(_without_references(answer.answer), chips)}</div>',
        _sources(cited, clauses, ids),
        f'<p class="tools">{_copy_button("复制回答", plain_text(answer))}</p>',
        _details(answer.details) if answer.details else "",
    ]
    return f'<div class="answer{" quiet" if head else ""}">{"".join(parts)}</div>'


def _read_as(question: str) -> str:
    """What a follow-up was taken for, with a button that puts it into the box to be put right."""
    if not question:
        return ""
    button = f'<button type="button" class="copy" data-fill="{escape(question)}">改一改再问</button>'
    return f'<p class="scope">追问按“{lines_of(question)}”理解 {button}</p>'


def _details(details: Details) -> str:
    """How the answer came about, for whoever wants to know: model, tokens, time, what was mended or struck."""
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
        f"措辞模型：{details.model}",
        f"词元：{tokens}" if tokens else "",
        f"用时 {details.write_ms / 1000:.1f} 秒",
    ]
    said += [
        f"改正 {details.mended} 句" if details.mended else "",
        f"换成原文 {details.struck} 句" if details.struck else "",
    ]
    said += ["此前问过，直接取用" if details.reused else ""]
    words = "；".join(filter(None, said))
    return f'<details class="made"><summary>这个回答怎么来的</summary><p>{escape(words)}。每句话都与所引条款核对过。</p></details>'


def _without_references(words: str) -> str:
    """The answer without its reference lines: the page has them in the cards under 出处."""
    return "\n\n".join(part for part in words.split("\n\n") if not part.startswith("出处："))


def plain_text(answer: Answer) -> str:
    """What the copy button gives: the answer, then each cited clause's formal reference once, with its edition."""
    references = dict.fromkeys(
        f"〔{c.marker}〕{c.reference}（{EDITIONS[c.edition]}）" for c in answer.citations
    )
    words = answer.answer.replace("**", "").replace("\t", " ｜ ")
    return "\n".join([words, *(["", "引用：", *references] if references else [])])


def _by_clause(citations: Iterable[Citation]) -> dict[ClauseId, list[Citation]]:
    """Several quotes of one clause share a card; cards in the order of first mention."""
    grouped: dict[ClauseId, list[Citation]] = {}
    for citation in citations:
        grouped.setdefault((citation.plan, citation.clause), []).append(citation)
    return grouped


def _chip(citation: Citation, card: str) -> str:
    title = f"{citation.reference}（{EDITIONS[citation.edition]}）"
    return (
        f'<button type="button" class="chip {citation.support}" data-card="{card}" title="{escape(title)}"'
        f' aria-label="查看出处 {escape(citation.marker)}">{escape(citation.marker)}</button>'
    )


def _sources(
    cited: Mapping[ClauseId, Sequence[Citation]], clauses: Clauses, ids: Mapping[ClauseId, str]
) -> str:
    if not cited:
        return ""
    editions = dict.fromkeys(quotes[0].edition for quotes in cited.values())
    names = "、".join(EDITIONS[e] for e in editions)
    cards = (
        _card(quotes, clauses.get(key), ids[key], open_=len(cited) <= _OPEN_CARDS)
        for key, quotes in cited.items()
    )
    return (
        f'<details class="sources"><summary>出处（{len(cited)} 条，{names}）</summary>'
        f'<div class="cards">{"".join(cards)}</div></details>'
    )


def _card(quotes: Sequence[Citation], row: ClauseRow | None, id_: str, *, open_: bool) -> str:
    first = quotes[0]
    body = [
        f'<p class="path">{" › ".join(escape(step) for step in first.path)}</p>' if first.path else "",
        f'<p class="clause">{_marked(quotes, row)}</p>',
        _cells(row) if row and row.clause.cells else "",
        f'<p class="offices">{_offices(first, row)}</p>',
        f'<p class="tools">{_copy_button("复制出处", first.reference)}</p>',
    ]
    return (
        f'<details class="card" id="{id_}"{" open" if open_ else ""}>'
        f'<summary><span class="reference">{escape(first.reference)}</span> {edition_html(first.edition)}</summary>'
        f"{''.join(body)}</details>"
    )


def edition_html(edition: Edition) -> str:
    """The small word that says whose wording it is, with its meaning on hover."""
    return (
        f'<span class="edition {edition.value}" title="{EDITION_NOTES[edition]}">{EDITIONS[edition]}</span>'
    )


def _offices(citation: Citation, row: ClauseRow | None) -> str:
    """Roles as printed where the clause is at hand, else what the citation carries."""
    if row is not None:
        return escape(offices_line(row) or "本条未载明责任单位")
    named = [f"{citation.unit_role or '责任单位'}：{'、'.join(citation.units)}"] if citation.units else []
    named += [f"领导：{'、'.join(citation.leaders)}"] if citation.leaders else []
    return escape("；".join(named) or "本条未载明责任单位")


def _marked(quotes: Sequence[Citation], row: ClauseRow | None) -> str:
    """The clause whole, its quoted stretches in <mark>; without the clause the quotes alone."""
    if row is None:
        return "<br>".join(f"<mark>{lines_of(q.quote)}</mark>" for q in quotes)
    base = row.clause.span.start
    out, at = list[str](), 0
    for start, end in merged((q.start - base, q.end - base) for q in quotes):
        out += [lines_of(row.text[at:start]), f"<mark>{lines_of(row.text[start:end])}</mark>"]
        at = end
    return "".join((*out, lines_of(row.text[at:])))


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Half-open spans in order, those that touch or overlap made one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _cells(row: ClauseRow) -> str:
    """A table row under the names of its columns; left out where they do not pair."""
    clause = row.clause
    if len(clause.columns) != len(clause.cells):
        return ""
    head = "".join(f'<th scope="col">{lines_of(name)}</th>' for name in clause.columns)
    cells = "".join(f"<td>{lines_of(cell)}</td>" for cell in clause.cells)
    return (
        '<div class="wide" tabindex="0" role="region" aria-label="表格，可左右滑动">'
        f"<table><thead><tr>{head}</tr></thead><tbody><tr>{cells}</tr></tbody></table></div>"
    )


def _copy_button(label: str, words: str) -> str:
    return f'<button type="button" class="copy" data-copy="{escape(words)}">{label}</button>'
