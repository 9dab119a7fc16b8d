"""What was not printed in the head of a paper but made out from its words: title, place, year."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import PurePath

from ingest.grammar.places import stem
from ingest.grammar.title_dates import years_in
from ingest.inspection.model import Finding
from ingest.model import Plan


def unsure(plan: Plan, said: Collection[str]) -> Iterator[Finding]:
    """`said` are the fields that people wrote of the plan."""
    head = _head(plan)
    name = PurePath(plan.source.file).stem
    if "title" not in said and plan.title == name and name not in "".join(head.split()):
        yield Finding(kind="title", words=name)
    if plan.region and "region" not in said and stem(plan.region) not in head:
        yield Finding(kind="place", words=plan.region)
    if plan.year and not {"year", "period"} & set(said) and plan.year not in _years(plan, head):
        yield Finding(kind="year", words=f"{plan.year}年")


def _head(plan: Plan) -> str:
    """Title and covering notice, who issued it, head, preamble and sign-off as printed."""
    around = [home.span.of(plan.text) for home in plan.homes if home.role in ("front", "title", "tail")]
    return "\n".join((*plan.titles, plan.issuer or "", plan.number or "", *around))


def _years(plan: Plan, head: str) -> set[int]:
    issued = {int(plan.issued[:4])} if plan.issued else set()
    period = {int(part) for part in plan.period.split("-")} if plan.period else set()
    return {*years_in(head), *years_in(plan.title), *issued, *period}
