"""The story of a file: bytes -> lines -> layout -> marks -> clauses with who does them -> targets -> Plan.

One call a stage. `parse` raises IngestError; nothing is stored here (that is `load`'s).
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from ingest.amendments import read_amendments
from ingest.errors import IngestError, refusing
from ingest.grammar.dates import PlanTime
from ingest.inspection.inspect import inspected
from ingest.labels import ATTACHMENTS
from ingest.layout.facts import read_particulars
from ingest.layout.layout import read_layout
from ingest.layout.metadata import (
    Entry,
    Metadata,
    foreign_keys,
    guesses,
    read_introduction,
    read_metadata,
)
from ingest.model import Clause, Doubt, Dropped, Milestone, Plan, Source, Span, Target
from ingest.naming import plan_id, printed
from ingest.numbering.running import cut_running
from ingest.numbering.sequence import find_unread, place
from ingest.on_page import printed_lines, with_confidence
from ingest.outline.build import Outline, outline
from ingest.outline.sections import lay_out
from ingest.reader_version import READER_VERSION as READER_VERSION
from ingest.readers import read, unreadable
from ingest.readers.protocol import Document
from ingest.responsibility.subjects import of_results
from ingest.targets.read import Stated, TargetContext, is_condition, relative_due, stated
from ingest.targets.section_time import Telling, headings_of, section_time

_LONGEST = 3_000_000
"""Characters of a document above which it is no plan but a collection."""
_SHORTEST = 20
"""A document with fewer printed characters than this is not a plan."""


def parse(data: bytes, file: str, known: Entry | None = None) -> Plan:
    """The plan in `data`; `file` is the name it came under, `known` what a manifest says about it.

    Raises IngestError with the file, the place and the remedy.
    """
    file = printed(file)
    with refusing(file):
        document = read(data, file)
        return build(document, file, hashlib.sha256(data).hexdigest(), known)


def parse_text(text: str, file: str = "plan.txt") -> Plan:
    """The plan in a text that is already decoded; the suffix of `file` tells its format."""
    return parse(text.encode(), file)


def build(document: Document, file: str, sha256: str, known: Entry | None = None) -> Plan:
    """The stages after reading, in order."""
    entry = _merge(read_introduction(document.front_matter, file), known)
    printed = printed_lines(document)
    document, cut_doubts = cut_running(document)
    if sum(len(line.text) for line in document.lines) > _LONGEST:
        remedy = "请确认是不是一份文件，必要时拆成几份之后再试"
        raise IngestError(f"正文超过{_LONGEST // 10_000}万字", file=file, remedy=remedy)
    layout = read_layout(document)
    if sum(len(line.text) for line in layout.lines) < _SHORTEST:
        raise IngestError("没有可读的正文", file=file, remedy="请确认文件是文字版，不是图片或空白页")
    marks, mark_doubts = place(layout.lines, layout.body)
    unread = find_unread(layout.lines, layout.body, {m.line for m in marks})
    roles = layout.roles(m.line for m in marks if m.mark.family in ATTACHMENTS)
    paragraphs = layout.paragraphs({m.line: m.mark.length for m in marks}, roles)
    tree = outline(lay_out(paragraphs, roles), marks)  # with who is responsible for each clause
    if not tree.clauses:
        raise IngestError("没有读出任何条款", file=file, remedy="请确认上传的是文件正文，而不是目录或封面")
    meta = read_metadata(
        title=layout.title,
        notice=layout.notice,
        front=[layout.lines[at].text for at in sorted(roles) if roles[at] == "front"],
        tail=[layout.lines[at].text for at in sorted(roles) if roles[at] == "tail"],
        dropped=[d.text for d in layout.dropped],
        text=tree.text,
        entry=entry,
        stem=PurePath(file).stem,
    )
    doubts = sorted(
        (
            *foreign_keys(document.front_matter),
            *unreadable(document),
            *cut_doubts,
            *layout.doubts,
            *mark_doubts,
            *unread,
            *tree.doubts,
            *guesses(meta, layout.lines[0].number),
        ),
        key=lambda d: d.line,
    )
    plan = _plan(meta, file, sha256, tree, tuple(doubts), layout.dropped)
    plan = with_stated(replace(plan, printed=printed, scanned=document.scanned))
    return inspected(with_confidence(plan))


def with_stated(plan: Plan) -> Plan:
    """The plan with what its clauses say as they stand: targets, milestones, results, what is changed in
    other papers, particulars. Raises IngestError.
    """
    clauses, found = _targets(plan)
    return replace(
        plan,
        clauses=clauses,
        targets=found.targets,
        milestones=found.milestones,
        results=found.results,
        amendments=read_amendments(plan.title, plan.text, clauses, plan.issued),
        particulars=read_particulars(plan.text, plan.homes, clauses, plan.headings),
    )


def _plan(
    meta: Metadata,
    file: str,
    sha256: str,
    tree: Outline,
    doubts: tuple[Doubt, ...],
    dropped: tuple[Dropped, ...],
) -> Plan:
    return Plan(
        id=meta.id or plan_id(PurePath(file).stem),
        title=meta.title,
        titles=meta.titles,
        issuer=meta.issuer,
        region=meta.region,
        year=meta.year,
        period=meta.period,
        number=meta.number,
        issued=meta.issued,
        edition=meta.edition,
        source=Source(file=PurePath(file).name, sha256=sha256),
        text=tree.text,
        headings=tree.headings,
        clauses=tree.clauses,
        homes=tree.homes,
        pieces=tree.pieces,
        doubts=doubts,
        dropped=dropped,
    )


def _merge(written: Entry, known: Entry | None) -> Entry:
    """What the file itself says first, then what the manifest says."""
    if known is None:
        return written
    fields = {k: v for k, v in written.model_dump().items() if v not in (None, ())}
    return Entry.model_validate({**known.model_dump(exclude={"edition"}), **fields})


def _within(span: Span, rows: Sequence[Span]) -> tuple[Span, ...]:
    """Those of `rows` (in order) that begin in the span."""
    first, end = (bisect_left(rows, at, key=lambda row: row.start) for at in (span.start, span.end))
    return tuple(rows[first:end])


def _targets(plan: Plan) -> tuple[tuple[Clause, ...], Stated]:
    """The clauses, with what is due in a time which is no date (三年内), and what they state."""
    clauses: list[Clause] = []
    targets: list[Target] = []
    milestones: list[Milestone] = []
    results: list[Target] = []
    time, telling = PlanTime.of(plan.year, plan.period), Telling()
    rows = [clause.span for clause in plan.clauses if clause.cells]
    for clause in plan.clauses:
        context = TargetContext(
            plan_year=plan.year,
            period=plan.period,
            headings=headings_of(clause),
            title=plan.title,
            told=telling.of(clause, clause.span.of(plan.text), time),
            rows=() if clause.cells else _within(clause.span, rows),
            rules="条" in clause.label,
            conditions=is_condition(clause),
        )
        with refusing(plan.source.file, clause.line):
            found = stated(clause, plan.text, context)
            due = relative_due(clause, plan.text, found.targets, context)
        targets += found.targets
        milestones += found.milestones
        results += found.results
        clause = replace(clause, due=due) if due else clause
        if not clause.cells and section_time(context.headings, plan.title, time).past:
            said = of_results(clause.responsibilities, plan.text)
            clause = replace(clause, responsibilities=said)
        clauses.append(clause)
    return tuple(clauses), Stated(tuple(targets), tuple(milestones), tuple(results))
