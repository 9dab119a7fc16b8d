"""A figure that is asked for and that a scanner's reading has spoilt (6O公里): its sentence, and that it
cannot be read; never another item's figure in its place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.lookups.cite import cite, marker
from assistant.lookups.draft import Draft, quote, where
from assistant.lookups.figure import FigureFound
from assistant.lookups.options import LOOKUPS
from assistant.question import Query
from assistant.retrieval.evidence import sentence_spans
from assistant.retrieval.lexicon import fold
from assistant.retrieval.sources import Sources
from ingest.grammar.misread import misread_figures
from ingest.model import Span
from ingest.store.rows import ClauseRow


def spoilt_figure(query: Query, sources: Sources, found: Mapping[str, Sequence[FigureFound]]) -> Draft | None:
    """None where no sentence with such a figure has all the words of the question, or one of `found` has
    them too.
    """
    parts = [part for part in query.phrase.split() if len(part) > 1]
    if not parts or any(_has(parts, f.found.text) for figures in found.values() for f in figures):
        return None
    for plan in query.scope.plans[: LOOKUPS.plans]:
        view = sources.catalog.view(plan)
        for row in view.clauses:
            for span in _spoilt(row):
                citation = cite(view, row, span)
                if not _has(parts, citation.quote):
                    continue
                figures = "”“".join(citation.quote[s.start : s.end] for s in misread_figures(citation.quote))
                note = f"原文的数字“{figures}”夹有字母或多出的 0，疑似识别错误，无法确认是多少，请核对原件。"
                chip = f"〔{marker(view, row.clause.label)}〕"
                text = "\n\n".join((f"{note}{chip}", quote(citation), where(view, [row])))
                return Draft(
                    status="answered", answer=text, citations=(citation,), counted=(f"{note}{chip}",)
                )
    return None


def _spoilt(row: ClauseRow) -> list[Span]:
    """The sentences of a clause that hold such a figure."""
    if not any(misread_figures(row.text)):
        return []
    start = row.clause.span.start
    return [
        span
        for span in sentence_spans(row)
        if any(misread_figures(row.text[span.start - start : span.end - start]))
    ]


def _has(parts: Sequence[str], words: str) -> bool:
    return all(part in fold(words) for part in parts)
