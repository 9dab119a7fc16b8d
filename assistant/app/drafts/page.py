"""A checked draft as HTML: the counts, what is contradicted and unfounded with what the clauses have, and the
draft itself with its sentences coloured. Pure functions; all words are escaped.

Chips open the clause in the reader (`reader.js`); the buttons of the counts lead to the next such sentence
(`drafts.js`). What a colour says is also said in words.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.app.reader import mark_of
from assistant.app.widgets.markup import clause_chip, escape
from assistant.checking.marked import told
from assistant.checking.model import WORDS, CheckedDraft, CheckedSentence, Verdict
from assistant.model import Citation

_TOLD: tuple[Verdict, ...] = ("contradicted", "unfounded")
_COUNTED: tuple[Verdict, ...] = (*_TOLD, "supported")


def checked_html(found: CheckedDraft) -> str:
    return f"{_counts(found)}{''.join(_cards(found, verdict) for verdict in _TOLD)}{_text(found)}"


def _counts(found: CheckedDraft) -> str:
    counts = found.counts
    each = (
        f'<button type="button" class="count {v}" data-next="{v}"{"" if counts[v] else " disabled"}>'
        f"<b>{counts[v]}</b> 句{WORDS[v]}</button>"
        for v in _COUNTED
    )
    return f'<div class="counts" role="group" aria-label="核对结果，按一下看下一句">{"".join(each)}</div>'


def _cards(found: CheckedDraft, verdict: Verdict) -> str:
    rows = [(n, one) for n, one in enumerate(found.sentences) if one.verdict == verdict]
    if not rows:
        return ""
    cards = "".join(
        f'<li class="card {verdict}"><p class="words">{escape(one.text)}</p>'
        f"{_says(one)}"
        f'<p class="tools">{_chips(one)}'
        f'<button type="button" class="copy" data-to="{n}">在稿中查看</button></p></li>'
        for n, one in rows
    )
    return f"<section><h3>{WORDS[verdict]}（{len(rows)} 句）</h3><ul>{cards}</ul></section>"


def _says(one: CheckedSentence) -> str:
    return "".join(f'<p class="says">{escape(says)}</p>' for says in told(one))


def _text(found: CheckedDraft) -> str:
    return f'<section><h3>全稿</h3><div class="paper">{"".join(_lines(found))}</div></section>'


def _lines(found: CheckedDraft) -> Iterator[str]:
    """The draft, each character once and in order."""
    at, line = 0, ""
    for n, one in enumerate(found.sentences):
        *whole, rest = found.text[at : one.start].split("\n")
        for ended in whole:
            yield _line(line + escape(ended))
            line = ""
        line += escape(rest) + _sentence(n, one)
        at = one.end
    *whole, rest = found.text[at:].split("\n")
    for ended in (*whole, rest):
        yield _line(line + escape(ended))
        line = ""


def _line(html: str) -> str:
    return f"<p>{html}</p>" if html else ""


def _sentence(number: int, one: CheckedSentence) -> str:
    if one.verdict == "no_claim":
        return escape(one.text)
    return (
        f'<span class="sentence {one.verdict}" id="draft-{number}" tabindex="-1">{escape(one.text)}</span>'
        f'<span class="aside"><span class="hidden">（{WORDS[one.verdict]}）</span>{_chips(one)}</span>'
    )


def _chips(one: CheckedSentence) -> str:
    style = "verbatim" if one.verdict == "supported" else "paraphrase"
    return "".join(_chip(citation, style) for citation in one.citations)


def _chip(cited: Citation, style: str) -> str:
    about = f' data-mark="{mark_of(cited.start, cited.end, cited.quote)}"'
    return clause_chip(cited.plan, cited.clause, cited.marker, style=style, about=about)
