"""Answers with all that can stand in one, and what a browser makes of them."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

from assistant.model import Answer, Citation, Status
from ingest.model import Edition, Plan
from ingest.store.rows import ClauseRow, ConversationRow
from tests.plan_factory import Item, make_plan

HOSTILE = '<script>alert(1)</script><img src=x onerror="x()">${alert(1)}{{x}}`'


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def read_html(html: str) -> Tags:
    tags = Tags()
    tags.feed(html)
    tags.close()
    return tags


def a_row(plan: Plan, n: int = 0) -> ClauseRow:
    return ClauseRow(plan.id, plan.clauses[n], plan.text_of(plan.clauses[n]))


def a_citation(row: ClauseRow, quote: str, **other: object) -> Citation:
    start = row.clause.span.start + row.text.index(quote)
    plain = Citation(
        marker="临河2023要点·一/1",
        plan=row.plan,
        title="临河市2023年卫生健康工作要点",
        edition=Edition.DIGEST,
        clause=row.clause.label,
        path=row.clause.path,
        units=row.clause.units,
        unit_role=row.clause.unit_role,
        leaders=row.clause.leaders,
        quote=quote,
        start=start,
        end=start + len(quote),
        reference="《临河市2023年卫生健康工作要点》一、重点工作 1.",
    )
    return replace(plain, **other)  # type: ignore[arg-type]


def an_answer(text: str, *citations: Citation, status: Status = "answered", scope: str = "") -> Answer:
    return Answer(question="问", status=status, reason=None, answer=text, citations=citations, scope=scope)


ROW = a_row(
    make_plan(
        items=[
            Item(
                label="一/1",
                text="接种率达到90%以上；随访率达到80%以上。",
                units=("疾控科",),
                leaders=("陈某某",),
            )
        ]
    )
)


def a_talk(title: str, id_: int = 1, touched: str = "2026-03-02T01:00:00+00:00") -> ConversationRow:
    return ConversationRow(id_, title, touched, touched, 2)
