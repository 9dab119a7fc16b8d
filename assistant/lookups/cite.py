"""Citations: quotes of clauses with the names a reader knows them by.

A quote is a stretch of the plan's text to the letter. The chip names the clause (南昌2021要点·二（三）8), the
reference is the formal one (《…》二、重点工作（三）8.).
"""

from __future__ import annotations

from assistant.model import Citation, EarlierQuote
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.options import PLACES
from ingest import late_re as re
from ingest.grammar.numerals import IN_WORDS
from ingest.grammar.references import CAPTION
from ingest.grammar.tables import one_of
from ingest.labels import ATTACHMENTS, is_paragraph, is_row, number_of_paragraph, number_of_row
from ingest.model import Clause, Span
from ingest.store.rows import ClauseRow

_ATTACHED = re.compile(rf"(?P<mark>(?:{one_of(sorted(ATTACHMENTS))})\S*) (?P<title>.{{4,}})")


def marker(view: PlanView, label: str) -> str:
    """The chip's words; brackets stand where they are, other marks are set apart by a stroke."""
    return marker_words(view.short, label)


def chip(view: PlanView, row: ClauseRow) -> str:
    """The clause in the brackets its chip stands in."""
    return f"〔{marker(view, row.clause.label)}〕"


def marker_words(short: str, label: str) -> str:
    """The same of the plan's short name, where the plan itself is not at hand."""
    joined = re.sub(r"/(?=（)|(?<=）)/", "", label)
    return f"{short}·{joined}"


def reference(view: PlanView, row: ClauseRow) -> str:
    return reference_of(view.row.title, row.clause)


def reference_of(title: str, clause: Clause) -> str:
    """《title》 with the marks and titles of the way down; an attachment goes by its own title."""
    steps = []
    above = clause.path
    attached = _ATTACHED.match(above[0]) if above else None
    if attached:
        title, above = attached["title"], above[1:]
        steps.append(f"（{attached['mark']}）")
    for step in above:
        mark, _, words = step.partition(" ")
        steps.append(f"{mark}{_after(mark)}{words}")
    mark = clause.mark
    if is_row(clause):
        steps.append(f"表 序号{number_of_row(clause.label)}")
    elif is_paragraph(clause):
        steps.append(f"第{number_of_paragraph(mark)}段")
    else:
        heading = clause.heading or ""
        named = 0 < len(heading) <= PLACES.title and not re.search(r"[0-9]", heading)
        steps.append(f"{mark}{_after(mark)}{heading}" if named else mark)
    return f"《{title}》{' '.join(steps)}".replace("） ", "）", 1 if attached else 0)


def _after(mark: str) -> str:
    if re.fullmatch(IN_WORDS, mark):
        return "、"
    return "." if mark.isdigit() else " " if re.match(rf"第|{CAPTION}", mark) else ""


def cite(view: PlanView, row: ClauseRow, span: Span | None = None) -> Citation:
    """The clause, or the stretch `span` of it, as a citation."""
    clause = row.clause
    span = span or clause.span
    base = clause.span.start
    return Citation(
        marker=marker(view, clause.label),
        plan=row.plan,
        title=view.row.title,
        edition=view.row.edition,
        clause=clause.label,
        path=clause.path,
        units=clause.units,
        unit_role=clause.unit_role,
        leaders=clause.leaders,
        quote=row.text[span.start - base : span.end - base],
        start=span.start,
        end=span.end,
        reference=reference(view, row),
        page=clause.page,
        confidence=clause.confidence,
    )


def quote(citation: Citation | EarlierQuote) -> str:
    """The quote as a Markdown block."""
    words = citation.quote.replace("\t", " ｜ ").replace("\n", "\n> ")
    return f"> {words}"
