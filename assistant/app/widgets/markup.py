"""Markdown of answers -> HTML, and the small elements all tabs share: chips that open the reader at a clause,
and the name of an edition.

In: the few forms the engines write (paragraphs, quotes, tables, lists, bold, 〔chips〕). Out: one line of
HTML in which every word of a plan or a question is escaped. This is no Markdown processor: whatever is not
one of those forms is shown as the characters it is, and no markup of a plan, a file name or a question ever
becomes markup of the page. Quotes are taken literally: only a chip at their end is read. Clicks on chips are
handled by `reader.js`.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from assistant.retrieval.editions import EDITION_WORDS
from ingest import late_re as re
from ingest.model import Edition

_BOLD = re.compile(r"\*\*(\S(?:[^*\n]*\S)?)\*\*")
_RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")
_CELL = re.compile(r"(?<!\\)\|")
_CHIP = re.compile(r"〔([^〔〕]+)〕")

_REFERENCES = str.maketrans({mark: f"&#{ord(mark)};" for mark in "\n${`"})

Chips = Mapping[str, str]
"""Marker -> the HTML that stands for 〔marker〕; a 〔…〕 that is no marker (国发〔2021〕5号) stays as
printed.
"""


def escape(text: str) -> str:
    """For element content and quoted attributes; line breaks become references, so that the result is one
    line.

    The marks of template languages ($, {, `) become references too: no later stage can take a text for a
    template.
    """
    return html.escape(text, quote=True).replace("\r", "").translate(_REFERENCES)


def lines_of(text: str) -> str:
    """Escaped text with its line breaks kept and its tabs (cells of a table row) shown as strokes."""
    return "<br>".join(escape(line.replace("\t", " ｜ ")) for line in text.splitlines())


def to_html(markdown: str, chips: Chips) -> str:
    """The answer as HTML in one line; empty for an empty answer."""
    return "".join(_block(kind, block, chips) for kind, block in _blocks(markdown))


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Half-open spans in order, those that touch or overlap made one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _blocks(markdown: str) -> Iterator[tuple[str, list[str]]]:
    """Runs of lines of one kind; a blank line ends every run."""
    kind, run = "", list[str]()
    for line in (*markdown.splitlines(), ""):
        now = _kind(line)
        if now != kind and run:
            yield kind, run
            run = []
        kind = now
        if now:
            run.append(line)


def _kind(line: str) -> str:
    if not line.strip():
        return ""
    if line.startswith(">"):
        return "quote"
    if line.startswith("|"):
        return "table"
    return "list" if line.startswith("- ") else "text"


def _block(kind: str, block: Sequence[str], chips: Chips) -> str:
    if kind == "quote":
        words = (f"<p>{_inline(line[1:].removeprefix(' '), chips, bold=False)}</p>" for line in block)
        return f"<blockquote>{''.join(words)}</blockquote>"
    if kind == "list":
        return "<ul>" + "".join(f"<li>{_inline(line[2:], chips)}</li>" for line in block) + "</ul>"
    if kind == "table" and len(block) > 1 and _RULE.fullmatch(block[1].strip()):
        return _table(block, chips)
    return "<p>" + "<br>".join(_inline(line, chips) for line in block) + "</p>"


def _table(block: Sequence[str], chips: Chips) -> str:
    head = "".join(f'<th scope="col">{_inline(cell, chips)}</th>' for cell in _cells(block[0]))
    rows = (
        "<tr>" + "".join(f"<td>{_inline(cell, chips)}</td>" for cell in _cells(line)) + "</tr>"
        for line in block[2:]
    )
    return (
        '<div class="wide" tabindex="0" role="region" aria-label="表格，可左右滑动">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [cell.strip().replace("\\|", "|") for cell in _CELL.split(inner)]


def _inline(text: str, chips: Chips, *, bold: bool = True) -> str:
    """Words between chips, escaped; `bold` False leaves asterisks as they are."""
    out: list[str] = []
    at = 0
    for found in _CHIP.finditer(text):
        if found[1] in chips:
            out += [text[at : found.start()], chips[found[1]]]
            at = found.end()
    out.append(text[at:])
    write: Callable[[str], str] = _emphasised if bold else _plain
    return "".join(piece if n % 2 else write(piece) for n, piece in enumerate(out))


def _plain(text: str) -> str:
    return escape(text.replace("\t", " ｜ "))


def _emphasised(text: str) -> str:
    return _BOLD.sub(r"<strong>\1</strong>", _plain(text))


def clause_chip(plan: str, label: str, words: str, *, style: str = "verbatim", about: str = "") -> str:
    """A button that opens the reader at clause `label` of plan `plan`.

    `words` is what it says (the clause's marker), `style` verbatim, paraphrase or unfound, `about` further
    attributes as HTML.
    """
    return (
        f'<button type="button" class="chip {style}" data-plan="{escape(plan)}" data-clause="{escape(label)}"'
        f'{about} aria-label="打开条款 {escape(words)}">{escape(words)}</button>'
    )


def edition_html(edition: Edition) -> str:
    """The small word that says whose wording it is, with its meaning on hover."""
    said = EDITION_WORDS[edition]
    return f'<span class="edition {edition.value}" title="{said.noted}">{said.badge}</span>'
