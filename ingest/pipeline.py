"""The story of a file: bytes -> lines -> clean text -> marks -> clause tree -> targets -> Plan.

One call a stage. `parse` raises IngestError; nothing is stored here (that is `load`'s).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from ingest.errors import IngestError, refusing
from ingest.layout.clean import CleanLine, clean
from ingest.layout.flat_tables import find_tables
from ingest.layout.frame import Frame, find_frame, left_out, signature_before
from ingest.layout.metadata import Entry, Metadata, read_entry, read_metadata
from ingest.layout.plain_headings import find_plain_headings
from ingest.layout.unwrap import find_setting, unwrap
from ingest.model import Clause, Doubt, Dropped, Milestone, Plan, Source, Target
from ingest.naming import plan_id, printed
from ingest.numbering.sequence import Placed, place
from ingest.numbering.unread_marks import find_unread
from ingest.outline.build import Outline, outline
from ingest.outline.sections import lay_out
from ingest.readers import reader_for
from ingest.readers.protocol import Document
from ingest.targets.read import TargetContext, read_targets, relative_due

READER_VERSION = "6"
"""Raised whenever the same file is read into another plan, so that libraries take the files in anew."""

_SHORTEST = 20
"""A document with fewer printed characters than this is not a plan."""


def parse(data: bytes, file: str, known: Entry | None = None) -> Plan:
    """The plan in `data`; `file` is the name it came under, `known` what a manifest says about it.

    Raises IngestError with the file, the place and the remedy.
    """
    file = printed(file)
    with refusing(file):
        document = reader_for(file).read(data, file)
        return build(document, file, hashlib.sha256(data).hexdigest(), known)


def parse_text(text: str, file: str = "plan.txt") -> Plan:
    """The plan in a text that is already decoded; the suffix of `file` tells its format."""
    return parse(text.encode(), file)


def build(document: Document, file: str, sha256: str, known: Entry | None = None) -> Plan:
    """The stages after reading, in order."""
    entry = _merge(read_entry(document.front_matter, file), known)
    lines, dropped = clean(document)
    if sum(len(line.text) for line in lines) < _SHORTEST:
        raise IngestError("没有可读的正文", file=file, remedy="请确认文件是文字版，不是图片或空白页")
    lines, table_doubts = find_tables(lines)
    frame = find_frame(lines)
    lines = find_plain_headings(lines, frame.body, frame.tail)
    placed, mark_doubts = _place_body(lines, frame)
    unread = find_unread(lines, range(frame.body, frame.tail), {p.line for p in placed})
    roles = _roles(lines, frame, placed)
    starts = dict.fromkeys((*_borders(roles, len(lines)), frame.body), 0) | {
        p.line: p.mark.length for p in placed
    }
    blocks = lay_out(unwrap(lines, starts, find_setting(lines)), roles)
    tree = outline(blocks, placed)
    if not tree.clauses:
        raise IngestError("没有读出任何条款", file=file, remedy="请确认上传的是文件正文，而不是目录或封面")
    meta = read_metadata(
        title="".join(lines[at].text for at in frame.title),
        notice="".join(lines[at].text for at in frame.notice),
        front=[line.text for at, line in enumerate(lines) if roles.get(at) == "front"],
        tail=[line.text for at, line in enumerate(lines) if roles.get(at) == "tail"],
        dropped=[d.text for d in dropped],
        text=tree.text,
        entry=entry,
        stem=PurePath(file).stem,
    )
    tree, targets, milestones = _targets(tree, meta, file)
    doubts = sorted(
        (*table_doubts, *left_out(lines, frame), *mark_doubts, *unread, *tree.doubts), key=lambda d: d.line
    )
    return _plan(meta, file, sha256, tree, targets, milestones, tuple(doubts), dropped)


def _plan(
    meta: Metadata,
    file: str,
    sha256: str,
    tree: Outline,
    targets: tuple[Target, ...],
    milestones: tuple[Milestone, ...],
    doubts: tuple[Doubt, ...],
    dropped: tuple[Dropped, ...],
) -> Plan:
    return Plan(
        id=meta.id or plan_id(PurePath(file).stem), title=meta.title, titles=meta.titles, issuer=meta.issuer, region=meta.region,
        year=meta.year, period=meta.period, number=meta.number, issued=meta.issued, edition=meta.edition,
        source=Source(file=PurePath(file).name, sha256=sha256), text=tree.text, headings=tree.headings, clauses=tree.clauses,
        homes=tree.homes, pieces=tree.pieces, targets=targets, milestones=milestones, doubts=doubts, dropped=dropped,
    )  # fmt: skip


def _merge(written: Entry, known: Entry | None) -> Entry:
    """What the file itself says first, then what the manifest says."""
    if known is None:
        return written
    fields = {k: v for k, v in written.model_dump().items() if v not in (None, ())}
    return Entry.model_validate({**known.model_dump(exclude={"edition"}), **fields})


def _place_body(lines: Sequence[CleanLine], frame: Frame) -> tuple[tuple[Placed, ...], tuple[Doubt, ...]]:
    placed, doubts = place(lines[frame.body : frame.tail])
    return tuple(replace(p, line=p.line + frame.body) for p in placed), doubts


def _roles(lines: Sequence[CleanLine], frame: Frame, placed: Sequence[Placed]) -> dict[int, str]:
    """What each line outside the clauses is: front, title or tail; a sign-off before a later attachment is
    tail too.
    """
    roles = dict.fromkeys(range(frame.body), "front")
    roles |= dict.fromkeys(frame.title, "title")
    roles |= dict.fromkeys(range(frame.tail, len(lines)), "tail")
    for p in placed:
        if p.mark.family == "附件":
            roles |= dict.fromkeys(range(signature_before(lines, frame.body, p.line), p.line), "tail")
    return roles


def _borders(roles: dict[int, str], count: int) -> list[int]:
    """Lines where what they are changes."""
    return [at for at in range(count) if at and roles.get(at, "") != roles.get(at - 1, "")]


def _targets(
    tree: Outline, meta: Metadata, file: str
) -> tuple[Outline, tuple[Target, ...], tuple[Milestone, ...]]:
    """The targets, and the tree with the clauses that are due in a time which is no date (三年内)."""
    clauses: list[Clause] = []
    targets: list[Target] = []
    milestones: list[Milestone] = []
    for clause in tree.clauses:
        context = TargetContext(plan_year=meta.year, period=meta.period, headings=_headings(clause))
        with refusing(file, clause.line):
            found, dated = read_targets(clause, tree.text, context)
            due = relative_due(clause, tree.text, found, context)
        targets += found
        milestones += dated
        clauses.append(replace(clause, due=due) if due else clause)
    return replace(tree, clauses=tuple(clauses)), tuple(targets), tuple(milestones)


def _headings(clause: Clause) -> tuple[str, ...]:
    above = tuple(step.split(" ", 1)[1] if " " in step else step for step in clause.path)
    return (*above, clause.heading) if clause.heading else above
