"""What recognition of scanned pages gets wrong and is sure of: ‰ read as %.

In: a plan. Out: a finding for each figure in per cent, in a clause from a scanned page that nobody has
confirmed, of a rate that is counted by the thousand.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest.grammar.misread import perhaps_per_mille
from ingest.inspection.model import Finding
from ingest.model import Plan, Span


def per_mille(plan: Plan) -> Iterator[Finding]:
    for clause in plan.clauses:
        if clause.confidence is None:
            continue
        for found in perhaps_per_mille(plan.text_of(clause)):
            span = Span(start=clause.span.start + found.start, end=clause.span.start + found.end)
            words = span.of(plan.text)
            yield Finding(kind="scan_per_mille", words=words, at=span.start, clause=clause.label, span=span)
