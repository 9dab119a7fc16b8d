"""Plans built by hand for tests: a title line, then one line a clause, with spans that hold."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.model import Clause, Edition, Heading, Home, Piece, Plan, Responsibility, Source, Span, Target

_PERCENT = re.compile(r"(?P<value>\d+(?:\.\d+)?)%以上")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A clause to be: its label, its words, and who is charged with it."""

    label: str
    text: str
    units: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    heading: str | None = None


def make_plan(
    plan_id: str = "linhe-2023-health",
    items: Sequence[Item] = (),
    *,
    title: str = "临河市2023年卫生健康工作要点",
    region: str | None = "临河市",
    year: int | None = 2023,
    period: str | None = None,
    edition: Edition = Edition.OFFICIAL,
    sha256: str | None = None,
    section: str = "一",
    section_title: str = "重点工作",
) -> Plan:
    """A plan of one section. Every "N%以上" in a clause becomes a target; `sha256` defaults to that of the
    text.
    """
    items = tuple(items) or (
        Item(label=f"{section}/1", text="适龄儿童HPV疫苗接种率达到90%以上。", units=("疾控科", "妇幼科")),
        Item(label=f"{section}/2", text="新增托位1200个。", units=("人口家庭科",), leaders=("陈某某",)),
    )
    lines = [title, f"{section}、{section_title}"]
    head = sum(len(line) + 1 for line in lines)
    heading = Heading(
        label=section,
        parent=None,
        family="cn",
        mark=section,
        title=section_title,
        span=Span(start=len(title) + 1, end=head - 1),
    )
    clauses: list[Clause] = []
    targets: list[Target] = []
    offset = head
    for number, item in enumerate(items, start=1):
        mark = item.label.rsplit("/", 1)[-1]
        start = offset + len(mark) + 1
        annotation = f"（责任单位：{'、'.join(item.units)}）" if item.units else ""
        end = start + len(item.text)
        clauses.append(
            Clause(
                label=item.label,
                parent=section,
                family="arabic",
                mark=mark,
                heading=item.heading,
                path=(f"{section}、{section_title}",),
                span=Span(start=start, end=end),
                line=number + 2,
                responsibilities=_responsibilities(item, end, end + len(annotation)),
            )
        )
        targets.extend(_targets(item, start))
        lines.append(f"{mark}.{item.text}{annotation}")
        offset += len(lines[-1]) + 1
    text = "\n".join(lines)
    return Plan(
        id=plan_id,
        title=title,
        issuer="临河市卫生健康委员会",
        region=region,
        year=year,
        period=period,
        number=None,
        issued=None,
        edition=edition,
        source=Source(file=f"{plan_id}.txt", sha256=sha256 or hashlib.sha256(text.encode()).hexdigest()),
        text=text,
        headings=(heading,),
        clauses=tuple(clauses),
        homes=(Home(role="title", label=None, span=Span(start=0, end=len(title))),),
        pieces=_pieces(lines),
        targets=tuple(targets),
    )


def _responsibilities(item: Item, start: int, end: int) -> tuple[Responsibility, ...]:
    span = Span(start=start, end=max(end, start + 1))
    named = Responsibility(role="责任单位", units=item.units, span=span)
    led = Responsibility(role="牵头领导", part="leader", leaders=item.leaders, span=span)
    return tuple(r for r, given in ((named, item.units), (led, item.leaders)) if given)


def _targets(item: Item, start: int) -> list[Target]:
    return [
        Target(
            clause=item.label,
            indicator=item.text[: found.start()].removesuffix("达到"),
            scope=None,
            comparator=">=",
            value=Decimal(found["value"]),
            value_high=None,
            value_text=found[0],
            unit="%",
            deadline="2023",
            baseline=None,
            kind=None,
            span=Span(start=start + found.start(), end=start + found.end()),
        )
        for found in _PERCENT.finditer(item.text)
    ]


def _pieces(lines: Sequence[str]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    offset = 0
    for number, line in enumerate(lines, start=1):
        pieces.append(Piece(start=offset, length=len(line) + 1, line=number, column=0))
        offset += len(line) + 1
    return tuple(pieces)
