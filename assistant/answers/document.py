"""Facts about a document itself (文号, 印发日期, 主送, 施行日期): one line a plan with everything asked for
and known, quoting the clauses that state it; what the paper does not print is named as such.
"""

from __future__ import annotations

from assistant.answers.draft import Draft, ask_which, references
from assistant.denial import By, Denial
from assistant.lookups.cite import cite, marker, quote
from assistant.lookups.document import WORDED, Head, Printed, heads_of, papers_called
from assistant.lookups.options import LOOKUPS
from assistant.question import Fact, Query
from assistant.retrieval.sources import Sources


def document_facts(query: Query, sources: Sources) -> Draft | None:
    """None where something else is asked, or something beside; and where what is asked for stands in no field
    of the papers and a clause may still tell it.
    """
    plans = papers_called(query, sources) if query.slots.facts else ()
    if not plans:
        return None
    if len(plans) > LOOKUPS.plans:
        return ask_which([row.id for row in plans], sources.catalog)
    found = heads_of(query, plans, sources)
    if not found.heads:
        if found.unread:
            return None
        where = "、".join(sources.catalog.short(row.id) for row in plans)
        absent = Denial(what="、".join(query.slots.facts), by=By.PRINTED, where=where)
        return Draft(status="not_found", reason="not_stated", answer=f"{absent}，或所收版本略去了文件头。")
    lines = tuple(
        f"- **{sources.catalog.short(head.row.id)}**《{head.row.title}》：{_said(head)}。"
        for head in found.heads
    )
    views = {head.row.id: sources.catalog.view(head.row.id) for head in found.heads}
    citations = tuple(cite(views[h.row.id], row) for h in found.heads for row in h.stating)
    words = (*lines, *(_quoted(head, sources) for head in found.heads if head.stating))
    return Draft(status="answered", answer="\n\n".join(words), citations=citations, counted=lines)


def _said(head: Head) -> str:
    """What is asked for first, then what else its head says where that was asked about."""
    parts = [
        f"{name}见下面的条款" if not found and head.telling[name] else _part(name, found)
        for name, found in head.printed.items()
    ]
    return "，".join((*parts, *(f"{name} {value}" for name, value in head.beside)))


def _part(name: Fact, found: Printed) -> str:
    if not found:
        return str(Denial(what=name, by=By.PRINTED))
    values = dict.fromkeys(p if isinstance(p, str) else p.text for p in found)
    shown = "；".join(f"**{value}**" for value in values)
    return shown if name in WORDED else f"{name} {shown}"


def _quoted(head: Head, sources: Sources) -> str:
    """The clauses that state it, whole, each once."""
    view = sources.catalog.view(head.row.id)
    shown = (f"〔{marker(view, r.clause.label)}〕\n\n{quote(cite(view, r))}" for r in head.stating)
    return "\n\n".join([*shown, references(view, head.stating)])
