"""The reader: a plan as a page to read, its outline, and one clause with the quoted words marked; with its
route.

In: a `Plan` and what is to be shown of it. Out: HTML in which every character of the plan's clean text stands
once, in order: the text is laid out by `Plan.homes`, so that the reader is the same for every format a plan
came in. All words are escaped. Scrolling, searching and moving from clause to clause are done by `reader.js`,
which reads the data attributes written here. Where the file has pages, they stand beside the text
(`original_pages`).

GET /read/{plan} is the page of one plan as a piece of HTML that `reader.js` puts at the right of the app.
Query: `version` (default: the one in force), `clause` a label it must have, `mark` any number of
"start-end-digest" as `mark_of` writes them. A plan or clause that does not exist is answered with a sentence,
not with an error page.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from assistant.app.context import AppContext
from assistant.app.original_pages import SWITCH, boxes_of, pages_html, scan_html
from assistant.app.widgets.markup import edition_html, escape, lines_of, merged
from assistant.lookups.cite import reference_of
from assistant.retrieval.wording import offices_words
from ingest import late_re as re
from ingest.labels import ROW, is_paragraph, is_paragraph_step
from ingest.model import Clause, Home, Plan, Span
from ingest.on_page import whole_of

_WITHDRAWN = '<p class="told" role="status">这份文件已标为废止，不再用于回答，留在这里备查。</p>'
_OUTLINE_WORDS = 28
"""Characters of a clause's first words that stand for it in the outline where it has no heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A quoted stretch of the text, with a digest of the words that were quoted: they may have changed
    since.
    """

    span: Span
    digest: str


def digest_of(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def mark_of(start: int, end: int, words: str) -> str:
    """A quoted stretch for the query of a link: "start-end-digest"."""
    return f"{start}-{end}-{digest_of(words)}"


def still_there(plan: Plan, marks: Sequence[Marked]) -> tuple[Span, ...]:
    """The spans whose words are what was quoted."""
    return tuple(m.span for m in marks if digest_of(m.span.of(plan.text)) == m.digest)


def reader_html(
    plan: Plan,
    *,
    version: int,
    current: int,
    marks: Sequence[Marked] = (),
    original: bool = True,
    withdrawn: bool = False,
    edits: bool = False,
) -> str:
    """The plan in `version`, where `current` is the one that holds; `original` whether its file can be
    had, and its pages be shown; `edits` whether the person may confirm what was recognised.
    """
    spans = still_there(plan, marks)
    paged = original and bool(plan.printed)
    page = _Page(plan, spans, version if paged else None, edits=edits and version == current)
    quoted = f' data-quoted="{" ".join(boxes_of(plan, span) for span in spans)}"' if paged else ""
    return (
        f'<article class="plan" data-plan="{escape(plan.id)}" data-version="{version}"'
        f' data-title="{escape(plan.title)}"{quoted}>'
        f"{_head(plan, version, current, original=original, paged=paged)}"
        f"{_outline(plan)}{_WITHDRAWN if withdrawn else ''}{_note(len(marks) - len(spans))}"
        '<div class="text" tabindex="0" role="region" '
        f'aria-label="正文">{"".join(_blocks(page))}</div>'
        f"{pages_html(plan, version) if paged else ''}</article>"
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """What is shown of a plan; `version` is None where its original pages are not."""

    plan: Plan
    spans: tuple[Span, ...]
    version: int | None
    edits: bool

    def boxes(self, clause: Clause) -> str:
        if self.version is None:
            return ""
        return f' data-boxes="{boxes_of(self.plan, whole_of(clause))}"'

    def scan(self, clause: Clause) -> str:
        return "" if self.version is None else scan_html(self.plan, clause, self.version, edits=self.edits)


def missing_html(words: str) -> str:
    """What is shown where there is nothing to read: one sentence."""
    return f'<article class="plan empty"><p class="told" role="status">{escape(words)}</p></article>'


def _head(plan: Plan, version: int, current: int, *, original: bool, paged: bool) -> str:
    about = [plan.issuer, plan.number, f"{plan.issued} 发布" if plan.issued else None]
    about += [f"第 {version} 版" + ("" if version == current else f"（现行为第 {current} 版）")]
    said = " · ".join(escape(part) for part in about if part)
    edition = edition_html(plan.edition)
    query = f"?version={version}" if version != current else ""
    file = (
        f'<a class="copy" href="file/{escape(quote(plan.id, safe=""))}{query}" download>下载原文件</a>'
        if original
        else ""
    )
    return (
        f'<header><h2>{escape(plan.title)}</h2><p class="about">{edition} {said}</p>'
        f'<p class="tools">{SWITCH if paged else ""}{file}</p></header>'
    )


def _note(changed: int) -> str:
    if not changed:
        return ""
    return (
        '<p class="told" role="status">引用之后这份文件更新过，'
        "这里显示的是现在的文字，没有标出当时引用的句子。</p>"
    )


def _outline(plan: Plan) -> str:
    steps = [(h.span.start, h.label, h.mark, h.title) for h in plan.headings]
    headed = {h.label for h in plan.headings}  # a paragraph alone under its heading has the heading's label
    steps += [
        (c.span.start, c.label, c.mark, _first_words(plan, c)) for c in plan.clauses if c.label not in headed
    ]
    items = "".join(
        f'<li class="depth-{min(label.count("/"), 4)}"><button type="button" data-goto="{escape(label)}">'
        f"{_outline_words(label, mark, words)}</button></li>"
        for _, label, mark, words in sorted(steps)
    )
    return (
        f'<details class="outline"><summary>目录（{len(plan.clauses)} '
        f"条）</summary><ol>{items}</ol></details>"
    )


def _outline_words(label: str, mark: str, words: str) -> str:
    shown = mark if mark and not is_paragraph_step(mark) and mark != words else ""
    return f'<span class="mark">{escape(shown)}</span> {escape(words or label)}'


def _first_words(plan: Plan, clause: Clause) -> str:
    if clause.heading:
        return clause.heading
    words = " ".join(plan.text_of(clause).split())
    return words if len(words) <= _OUTLINE_WORDS else words[:_OUTLINE_WORDS] + "…"


def _blocks(page: _Page) -> Iterator[str]:
    """One block for each clause and heading, rows of one table together; what belongs to none stands where it
    was.
    """
    plan = page.plan
    clauses = {clause.label: clause for clause in plan.clauses}
    for table, group in groupby(_by_label(plan), key=lambda part: _table_of(clauses, part[0], part[1])):
        parts = list(group)
        if table:
            yield _table(page, [(clauses.get(label or ""), homes) for label, homes in parts])
        else:
            for label, homes in parts:
                yield _block(page, label, clauses.get(label or ""), homes)


def _by_label(plan: Plan) -> Iterator[tuple[str | None, list[Home]]]:
    for label, homes in groupby(plan.homes, key=lambda home: home.label):
        yield label, list(homes)


def _table_of(clauses: dict[str, Clause], label: str | None, homes: Sequence[Home]) -> str:
    """The label of the table a block is a row of; "" for all others."""
    clause = clauses.get(label or "")
    if clause is not None:
        return clause.parent or ROW if clause.cells and clause.columns else ""
    if label and all(home.role == "table" for home in homes):
        return label
    return ""


def _block(page: _Page, label: str | None, clause: Clause | None, homes: Sequence[Home]) -> str:
    plan = page.plan
    words = "".join(
        f'<span class="{home.role}">{_words(plan, home.span, page.spans)}</span>' for home in homes
    )
    if clause is None:
        kind = homes[0].role if label is None else "heading"
        depth = f' data-clause="{escape(label)}" tabindex="-1"' if label else ""
        tag = f"h{min(3 + label.count('/'), 6)}" if label else "p"
        return f'<{tag} class="{kind}"{depth}>{words}</{tag}>'
    return (
        f'<section class="clause" {_about(page, clause)}><p>{words}</p>'
        f"{_said_elsewhere(clause, [home.role for home in homes])}{page.scan(clause)}</section>"
    )


def _about(page: _Page, clause: Clause) -> str:
    return (
        f'data-clause="{escape(clause.label)}" data-leaf="1" tabindex="-1"'
        f' data-reference="{escape(reference_of(page.plan.title, clause))}"{page.boxes(clause)}'
    )


def _said_elsewhere(clause: Clause, roles: Sequence[str]) -> str:
    """Offices a section or the whole plan charges the clause with; what stands beside it is there already."""
    words = offices_words(clause)
    inherited = any(r.inherited_from is not None for r in clause.responsibilities)
    if not words or ("annotation" in roles and not inherited):
        return ""
    return f'<p class="offices">{escape(words)}</p>' if inherited else ""


def _table(page: _Page, rows: Sequence[tuple[Clause | None, Sequence[Home]]]) -> str:
    """The rows of one table under its columns; captions and heads of the table stand above it as they are
    printed.
    """
    above = "".join(
        f'<p class="caption">{"".join(_words(page.plan, home.span, ()) for home in homes)}</p>'
        for clause, homes in rows
        if clause is None
    )
    leaves = [clause for clause, _ in rows if clause is not None]
    if not leaves:
        return above
    head = "".join(f'<th scope="col">{lines_of(name)}</th>' for name in ("", *leaves[0].columns))
    body = "".join(_row(page, clause) for clause in leaves)
    return (
        f'{above}<div class="wide" tabindex="0" role="region" aria-label="表格，可左右滑动">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(page: _Page, clause: Clause) -> str:
    quoted = any(s.start < clause.span.end and clause.span.start < s.end for s in page.spans)
    cells = "".join(
        f"<td>{f'<mark>{lines_of(cell)}</mark>' if quoted and cell else lines_of(cell)}</td>"
        for cell in clause.cells
    )
    group = f"{clause.group} " if clause.group else ""
    name = "" if is_paragraph(clause) else clause.mark
    return (
        f'<tr class="clause" {_about(page, clause)}><th scope="row">{escape(group + name)}'
        f"{page.scan(clause)}</th>{cells}</tr>"
    )


def _words(plan: Plan, span: Span, marks: Sequence[Span]) -> str:
    """The words of a span, what is quoted of them in <mark>."""
    out, at = list[str](), span.start
    inside = [(max(m.start, span.start), min(m.end, span.end)) for m in marks]
    for start, end in merged((a, b) for a, b in inside if a < b):
        out += [lines_of(plan.text[at:start]), f"<mark>{lines_of(plan.text[start:end])}</mark>"]
        at = end
    return "".join((*out, lines_of(plan.text[at : span.end])))


_MARK = re.compile(r"(\d{1,9})-(\d{1,9})-([0-9a-f]{12})")
_GONE = "这份文件已不在资料库里，可能已被移走或换了编号。现有的文件列在“文件”里。"


def reader_routes(context: AppContext) -> APIRouter:
    router = APIRouter()

    @router.get("/read/{plan_id}", response_class=HTMLResponse)
    def read(
        plan_id: str,
        request: Request,
        version: int | None = None,
        clause: str | None = None,
        mark: Annotated[list[str] | None, Query()] = None,
    ) -> HTMLResponse:
        edits = context.person(request).edits
        library = context.assistant.library
        try:
            row = library.plans(plan=plan_id, withdrawn=True)[0]
            plan = library.get(plan_id, version=version)
        except (KeyError, IndexError, OverflowError):  # the last for a number beyond those of any version
            return HTMLResponse(missing_html(_GONE), status_code=404)
        if clause and not _has(plan, clause):
            earlier = _last_with(clause, [v.version for v in library.versions(plan_id)], plan_id, library.get)
            if earlier is None:
                words = f"《{plan.title}》里没有条款“{clause}”，可能已改号或删去。"
                return HTMLResponse(missing_html(words), status_code=404)
            version, plan = earlier
        marks = tuple(filter(None, map(_marked, mark or ())))
        shown = version or row.version
        return HTMLResponse(
            reader_html(
                plan,
                version=shown,
                current=row.version,
                marks=marks,
                withdrawn=bool(row.withdrawn),
                edits=edits,
            )
        )

    return router


def _marked(written: str) -> Marked | None:
    found = _MARK.fullmatch(written)
    if not found or int(found[1]) >= int(found[2]):
        return None
    return Marked(span=Span(start=int(found[1]), end=int(found[2])), digest=found[3])


def _has(plan: Plan, label: str) -> bool:
    return any(c.label == label for c in plan.clauses) or any(h.label == label for h in plan.headings)


def _last_with(
    label: str, versions: list[int], plan_id: str, get: Callable[..., Plan]
) -> tuple[int, Plan] | None:
    """The latest version that has the clause."""
    for number in reversed(versions):
        plan = get(plan_id, version=number)
        if _has(plan, label):
            return number, plan
    return None
