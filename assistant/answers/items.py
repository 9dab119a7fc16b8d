"""The items of a 条 asked for without its number (申请要哪些材料, 哪些情形不补贴): all of them, in full.

In: a query that asks which or what. Out: each list whose lead-in speaks of it, with its items; None where no
lead-in does.
"""

from __future__ import annotations

from assistant.answers.draft import Draft
from assistant.answers.options import ANSWERS
from assistant.lookups.cite import cite, marker
from assistant.lookups.items import Items, items_asked
from assistant.lookups.listing import listing_row
from assistant.model import Listing
from assistant.question import Query
from assistant.retrieval.catalog import PlanView
from assistant.retrieval.sources import Sources
from ingest.store.rows import ClauseRow


def itemised(query: Query, sources: Sources) -> Draft | None:
    asks = query.slots.asks & {"which", "enumeration", "in_words", "for_whom", "summary", "list_things"}
    who = query.wants_unit and "for_whom" not in query.slots.asks
    if not asks or not query.scope.named or not query.terms or who:
        return None
    found: list[tuple[PlanView, Items]] = []
    for plan in query.scope.plans[: ANSWERS.plans]:
        view = sources.catalog.view(plan)
        found += ((view, one) for one in items_asked(query, view))
    return told(found) if 0 < len(found) <= ANSWERS.lists else None


def told(found: list[tuple[PlanView, Items]]) -> Draft:
    """Each list behind its lead-in, with all its items."""
    lines: list[str] = []
    heads = [_head(view, one) for view, one in found]
    for (view, one), head in zip(found, heads, strict=True):
        lines += [head, "", *(_line(view, row) for row in one.items), ""]
    rows = [(view, row) for view, one in found for row in one.items]
    return Draft(
        status="answered",
        answer="\n".join(lines).rstrip(),
        citations=tuple(cite(view, row) for view, row in rows),
        listing=Listing(total=len(rows), complete=True, rows=tuple(listing_row(v, r) for v, r in rows)),
        counted=tuple(heads),
    )


def _head(view: PlanView, one: Items) -> str:
    """The lead-in behind the mark it stands under."""
    path = one.items[0].clause.path
    place = path[-1].partition(" ")[0] if path else ""
    lead = " ".join(one.lead.rstrip("：:。 ").split())
    named = lead if lead.startswith(place) else f"{place} {lead}"
    return f"**{view.short}** {named}：共 {len(one.items)} 项，已全部列出。"


def _line(view: PlanView, row: ClauseRow) -> str:
    words = " ".join(row.text.rstrip("；。").split())
    return f"- {words} 〔{marker(view, row.clause.label)}〕"
