"""出处: one card for each cited clause, and the chips that lead to it. Pure functions; no framework.

In: citations, the clauses they are of, and the figures that were checked. Out: HTML with all words escaped. A
card holds what a person wants to see before opening the clause: the way down to it, its words with the quoted
ones marked, offices and people, each figure with ✓ or ✗, edition and version. `cards.js` shows the same card
beside a chip that is pointed at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assistant.app.original_pages import quote_picture
from assistant.app.reader import mark_of
from assistant.app.widgets.markup import clause_chip, edition_html, escape, lines_of, merged
from assistant.model import Citation, Figure
from assistant.retrieval.editions import EDITION_WORDS
from assistant.retrieval.wording import offices_words, silence
from ingest.store.rows import ClauseRow

_OPEN_CARDS = 3
"""Up to this many cards stand open under 出处; of more, only the references are shown at first."""

ClauseId = tuple[str, str]
Clauses = Mapping[ClauseId, ClauseRow]
"""(plan, label) -> the clause, for every citation of an answer that the library still has."""
Versions = Mapping[str, int]
"""Plan id -> the number of its version that holds."""


def by_clause(citations: Iterable[Citation]) -> dict[ClauseId, list[Citation]]:
    """Several quotes of one clause share a card; cards in the order of first mention."""
    grouped: dict[ClauseId, list[Citation]] = {}
    for citation in citations:
        grouped.setdefault((citation.plan, citation.clause), []).append(citation)
    return grouped


def support_of(quotes: Sequence[Citation], row: ClauseRow | None, figures: Sequence[Figure]) -> str:
    """The style of a clause's chip: verbatim, paraphrase, or unfound.

    Unfound where the clause no longer says what was quoted, or a figure that was set down to it does not
    stand in it.
    """
    marker = quotes[0].marker
    if not all(_stands(quote, row) for quote in quotes):
        return "unfound"
    if any(figure.marker == marker and not figure.supported for figure in figures):
        return "unfound"
    return "paraphrase" if any(quote.support == "paraphrase" for quote in quotes) else "verbatim"


def chip(quotes: Sequence[Citation], card: str, style: str) -> str:
    """Opens the reader at the clause with the quoted words marked; `card` is the id of the clause's card."""
    first = quotes[0]
    marks = " ".join(mark_of(quote.start, quote.end, quote.quote) for quote in quotes)
    about = f' data-mark="{marks}" data-card="{card}"'
    return clause_chip(first.plan, first.clause, first.marker, style=style, about=about)


def sources_html(
    cited: Mapping[ClauseId, Sequence[Citation]],
    clauses: Clauses,
    ids: Mapping[ClauseId, str],
    *,
    figures: Sequence[Figure] = (),
    versions: Versions | None = None,
) -> str:
    """The cards folded under how many there are; "" for none."""
    if not cited:
        return ""
    names = "、".join(
        EDITION_WORDS[e].badge for e in dict.fromkeys(quotes[0].edition for quotes in cited.values())
    )
    cards = (
        _card(
            quotes,
            clauses.get(key),
            ids[key],
            figures=figures,
            version=(versions or {}).get(key[0]),
            open_=len(cited) <= _OPEN_CARDS,
        )
        for key, quotes in cited.items()
    )
    return (
        f'<details class="sources"><summary>出处（{len(cited)} 条，{names}）</summary>'
        f'<div class="cards">{"".join(cards)}</div></details>'
    )


def copy_button(label: str, words: str) -> str:
    return f'<button type="button" class="copy" data-copy="{escape(words)}">{label}</button>'


def _card(
    quotes: Sequence[Citation],
    row: ClauseRow | None,
    id_: str,
    *,
    figures: Sequence[Figure],
    version: int | None,
    open_: bool,
) -> str:
    first = quotes[0]
    body = [
        f'<p class="path">{" › ".join(escape(step) for step in first.path)}</p>' if first.path else "",
        _changed(quotes, row),
        f'<p class="clause">{_marked(quotes, row)}</p>',
        quote_picture(first.plan, row) if row else "",
        _cells(row) if row and row.clause.cells else "",
        f'<p class="offices">{_offices(first, row)}</p>',
        _figures([figure for figure in figures if figure.marker == first.marker]),
        '<p class="tools">'
        '<button type="button" class="copy" '
        f'data-plan="{escape(first.plan)}" '
        f'data-clause="{escape(first.clause)}"'
        f' data-mark="{" ".join(mark_of(q.start, q.end, q.quote) for q in quotes)}">打开原文</button> '
        f"{copy_button('复制出处', first.reference)}</p>",
    ]
    numbered = f' <span class="version">第 {version} 版</span>' if version else ""
    numbered += f' <span class="version">原件第 {first.page} 页</span>' if first.page else ""
    return (
        f'<details class="card" id="{id_}"{" open" if open_ else ""}>'
        f'<summary><span class="reference">{escape(first.reference)}</span> '
        f"{edition_html(first.edition)}{numbered}</summary>"
        f"{''.join(body)}</details>"
    )


def _stands(quote: Citation, row: ClauseRow | None) -> bool:
    if row is None:
        return False
    base = row.clause.span.start
    return row.text[quote.start - base : quote.end - base] == quote.quote


def _changed(quotes: Sequence[Citation], row: ClauseRow | None) -> str:
    if row is None:
        return '<p class="told">现行版本里已没有这一条，下面是当时引用的句子。</p>'
    if not all(_stands(quote, row) for quote in quotes):
        return '<p class="told">这一条在引用之后改过，下面是当时引用的句子；现在的文字请打开原文看。</p>'
    return ""


def _figures(figures: Sequence[Figure]) -> str:
    """Each figure of the answer that was set down to this clause, and whether it stands there."""
    if not figures:
        return ""
    said = dict.fromkeys((figure.text, figure.supported) for figure in figures)
    words = "　".join(
        f'<span class="{"found" if supported else "unfound"}">{escape(text)} '
        f"{'✓' if supported else '✗'}</span>"
        for text, supported in said
    )
    return f'<p class="checked">数字核对：{words}</p>'


def _offices(citation: Citation, row: ClauseRow | None) -> str:
    """Roles as printed where the clause is at hand, else what the citation carries."""
    if row is not None:
        return escape(offices_words(row.clause) or silence(row).rstrip("。"))
    named = [f"{citation.unit_role or '责任单位'}：{'、'.join(citation.units)}"] if citation.units else []
    named += [f"领导：{'、'.join(citation.leaders)}"] if citation.leaders else []
    return escape("；".join(named))


def _marked(quotes: Sequence[Citation], row: ClauseRow | None) -> str:
    """The clause whole, its quoted stretches in <mark>; where it does not say so any more the quotes
    alone.
    """
    if row is None or not all(_stands(quote, row) for quote in quotes):
        return "<br>".join(f"<mark>{lines_of(q.quote)}</mark>" for q in quotes)
    base = row.clause.span.start
    out, at = list[str](), 0
    for start, end in merged((q.start - base, q.end - base) for q in quotes):
        out += [lines_of(row.text[at:start]), f"<mark>{lines_of(row.text[start:end])}</mark>"]
        at = end
    return "".join((*out, lines_of(row.text[at:])))


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
