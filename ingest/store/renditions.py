"""The further files of one text: the same words in another format, or saved anew, are no other version.

In: a plan and the versions that are held. Out: which of them has its words, and the files that came so,
noted by their SHA-256 under the version whose text they are. Texts are compared as they were read, without
the blanks and line breaks each format sets in its own way; page numbers the reading has left out already.
One character that differs makes another text, and so does what a file says of itself that the version does
not have (a number, a date, another title). Other wordings of the title are kept with the version.

One table beside those of `tables.py`; the Library makes it where an older one has none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any, Literal

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Integer,
    String,
    Table,
    delete,
    insert,
    or_,
    select,
    union,
)

from ingest.grammar.folding import without_setting
from ingest.model import PLAN_JSON, Edition, Plan, Source
from ingest.store.database import now
from ingest.store.rows import RenditionRow
from ingest.store.tables import METADATA, PLANS, VERSIONS, plan_with_parts

RENDITIONS = Table(
    "renditions",
    METADATA,
    Column("plan", ForeignKey("plans.id", ondelete="CASCADE"), primary_key=True),
    Column("sha256", String, primary_key=True, index=True),
    Column("version", Integer, nullable=False),
    Column("file", String, nullable=False),
    Column("reader", String, nullable=False),
    Column("stored", String, nullable=False),
)

RANKS = {Edition.UNCONFIRMED: 0, Edition.DIGEST: 1, Edition.OFFICIAL: 2}
"""A text takes the place of those of its own rank and below."""
_SAID = ("region", "year", "period", "issuer", "number", "issued")
"""What a plan says of itself beside its titles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """A plan that joins the version whose words it has.

    outcome "rendition": its file is kept beside that of the version; "renewed": the version is read from it
    from now on, and the earlier file is kept beside it; "replaced": the version stands, for somebody has said
    whose text it is. `text` is the plan of the version then, `held` what it was.
    """

    version: int
    outcome: Literal["rendition", "renewed", "replaced"]
    text: Plan
    held: Plan


def same_words(plan: Plan, held: Plan) -> bool:
    """Whether one is the text of the other, in whatever format, and says nothing of itself that the held one
    does not.
    """
    if plan.title not in (held.title, *held.titles):
        return False
    said = ((getattr(plan, name), getattr(held, name)) for name in _SAID)
    if any(mine is not None and mine != its for mine, its in said):
        return False
    return without_setting(plan.text) == without_setting(held.text)


def joining(db: Connection, plan: Plan, *, anew: bool) -> Joining | None:
    """What becomes of a plan whose words a version has already; None where they are new, where a version has
    these very bytes, or where the text is said to be of another edition than that version.

    With `anew` the words of an earlier version come on purpose, to stand again: as a version of their own.
    """
    found = _version_of(db, plan)
    if found is None:
        return None
    row, held = found
    current = Edition(db.scalars(select(PLANS.c.edition).where(PLANS.c.id == plan.id)).one())
    said = plan.edition is not Edition.UNCONFIRMED
    raised = said and held.edition is Edition.UNCONFIRMED
    if said and not raised and plan.edition is not held.edition:
        return None
    edition = plan.edition if raised else held.edition
    better = _reads_better(plan, held)
    text = replace(plan if better else held, edition=edition, title=held.title, titles=_titles(plan, held))
    if raised:
        lower = RANKS[edition] < RANKS[current]
        return None if lower else Joining(version=row.version, outcome="replaced", text=text, held=held)
    if row.status != "current":
        if anew and RANKS[edition] >= RANKS[current]:
            return None
        return Joining(version=row.version, outcome="rendition", text=held, held=held)
    outcome: Literal["renewed", "rendition"] = "renewed" if better else "rendition"
    return Joining(version=row.version, outcome=outcome, text=text, held=held)


def _titles(plan: Plan, held: Plan) -> tuple[str, ...]:
    named = dict.fromkeys((*held.titles, plan.title, *plan.titles))
    return tuple(title for title in named if title != held.title)


def _version_of(db: Connection, plan: Plan) -> tuple[Any, Plan] | None:
    """The version whose words these are: the current one, else the last."""
    columns = (VERSIONS.c.version, VERSIONS.c.status, VERSIONS.c.sha256, VERSIONS.c.body)
    held = select(*columns).where(VERSIONS.c.plan == plan.id)
    rows = db.execute(held.order_by(VERSIONS.c.status, VERSIONS.c.version.desc())).all()
    if any(row.sha256 == plan.source.sha256 for row in rows):
        return None
    read = ((row, plan_with_parts(PLAN_JSON.validate_json(row.body), row.body)) for row in rows)
    return next(((row, text) for row, text in read if same_words(plan, text)), None)


def _reads_better(plan: Plan, held: Plan) -> bool:
    """Whether the clauses are to be those of the newer file: what was recognised has to be compared with its
    page, what was written in characters has not; and where the two are read differently, the format counts
    that tells more of the structure, among equals the file that came last.
    """
    mine, its = _structure(plan), _structure(held)
    if not its:
        return mine > its
    return mine >= its and _clauses(plan) != _clauses(held)


def _structure(plan: Plan) -> int:
    """How much the plan's format tells of its structure: pictures of pages, printed pages, lines, headings
    and tables.
    """
    if plan.scanned or any(clause.page for clause in plan.clauses):
        return 0 if plan.scanned else 1
    return 2 if PurePath(plan.source.file).suffix.lower() == ".txt" else 3


def _clauses(plan: Plan) -> list[tuple[object, ...]]:
    return [
        (
            c.label,
            without_setting(plan.text_of(c)),
            *((r.role, r.units, r.leaders) for r in c.responsibilities),
        )
        for c in plan.clauses
    ]


def put(db: Connection, *, plan: str, version: int, source: Source, reader: str) -> None:
    """Note that a file has the words of the version."""
    drop(db, plan, source.sha256)
    values = {"plan": plan, "version": version, "sha256": source.sha256, "file": source.file}
    db.execute(insert(RENDITIONS).values(reader=reader, stored=now(), **values))


def drop(db: Connection, plan: str, sha256: str) -> None:
    """The file is a version of its own now."""
    db.execute(delete(RENDITIONS).where(RENDITIONS.c.plan == plan, RENDITIONS.c.sha256 == sha256))


def of_plan(db: Connection, plan: str) -> tuple[RenditionRow, ...]:
    """The further files of its versions, as they came."""
    rows = db.execute(select(RENDITIONS).where(RENDITIONS.c.plan == plan).order_by(RENDITIONS.c.stored))
    return tuple(
        RenditionRow(version=row.version, file=row.file, sha256=row.sha256, stored=row.stored) for row in rows
    )


def sha256s(db: Connection, plan: str | None = None) -> set[str]:
    """The SHA-256 of every file of that plan's versions, of all plans where none is named."""
    columns = (VERSIONS.c.plan, VERSIONS.c.sha256), (RENDITIONS.c.plan, RENDITIONS.c.sha256)
    found = (select(sha256) if plan is None else select(sha256).where(of == plan) for of, sha256 in columns)
    return {sha256 for query in found for sha256 in db.scalars(query)}


def known(db: Connection, sha256: str, reader: str) -> str | None:
    """The plan that a file of these bytes would leave as it is, for that reader of documents."""
    standing = or_(
        VERSIONS.c.status == "current",
        (VERSIONS.c.edition == Edition.DIGEST.value) & (PLANS.c.edition == Edition.OFFICIAL.value),
    )
    said = VERSIONS.c.edition != Edition.UNCONFIRMED.value
    own = select(VERSIONS.c.plan).join(PLANS, PLANS.c.id == VERSIONS.c.plan).where(standing, said)
    joined = (RENDITIONS.c.plan == VERSIONS.c.plan) & (RENDITIONS.c.version == VERSIONS.c.version)
    further = own.join(RENDITIONS, joined)
    either = union(
        own.where(VERSIONS.c.sha256 == sha256, VERSIONS.c.reader == reader),
        further.where(RENDITIONS.c.sha256 == sha256, RENDITIONS.c.reader == reader),
    )
    return next(iter(sorted(db.scalars(either))), None)


def files(db: Connection) -> dict[str, str]:
    """The SHA-256 of every file that a version was read from or that has its words -> the name it came
    under.
    """
    query = select(VERSIONS.c.sha256, VERSIONS.c.plan, PLANS.c.sha256.label("now"), PLANS.c.file)
    query = query.join(PLANS, PLANS.c.id == VERSIONS.c.plan).order_by(VERSIONS.c.plan, VERSIONS.c.version)
    read = {r.sha256: r.file if r.sha256 == r.now else f"{r.plan} 的旧版本" for r in db.execute(query)}
    further = select(RENDITIONS.c.sha256, RENDITIONS.c.file).order_by(RENDITIONS.c.stored)
    return {row.sha256: row.file for row in db.execute(further)} | read
