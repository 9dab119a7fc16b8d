"""The Library: every plan, its versions, clauses, responsibilities and targets in one SQLite file.

In come `Plan` values, out go the same values and the rows that listings are answered from. It is the only
source of truth: the indexes are derived from it and mended by its `stamp()`. A plan is written in one
transaction, so that a process killed at any moment leaves it whole; writers queue (BEGIN IMMEDIATE) and
readers never wait (write-ahead log). Rows are of the current versions only; earlier ones are kept as whole
plans.

Listings leave out what was withdrawn; how plans are withdrawn and removed is in `standing.py`, which
version a plan becomes in `storing.py`.

It reads no document and judges none. SQLite unless a URL says otherwise; transactions are in
`database.py`, the tables in `tables.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from ingest.errors import LibraryError
from ingest.model import PLAN_JSON, Edition, Milestone, Particular, Plan, Target
from ingest.store import outlines, parcels, renditions, standing
from ingest.store.briefings import BriefingStore
from ingest.store.corrections import Change
from ingest.store.database import Database, now, said, set_stamp
from ingest.store.question_log import QuestionLog
from ingest.store.renditions import Joining
from ingest.store.rows import (
    ClauseRow,
    Companion,
    PlanOutline,
    PlanRow,
    RenditionRow,
    Stored,
    TargetRow,
    VersionRow,
)
from ingest.store.standing import AmendmentRow, amendments
from ingest.store.storing import check_labels, confirm, current, fingerprint, put, rows_agree
from ingest.store.tables import (
    CLAUSES,
    META,
    PLANS,
    RESPONSIBILITIES,
    TARGETS,
    VERSIONS,
    clause_row,
    plan_row,
    plan_with_parts,
    target_row,
)

FILE = "library.db"


class Library:
    """Use `Library.open`. One instance may be shared by threads; any number of processes may open one
    file.
    """

    def __init__(self, database: Database, reader: str) -> None:
        self._db = database
        self._reader = reader

    @classmethod
    def open(cls, home: Path, url: str | None = None, *, reader: str = "") -> Self:
        """The library of folder `home`, made if there is none, or the one at a SQLAlchemy `url`.

        `reader` is the version of the code that reads documents: a file read by another one is not `known`.

        Raises:
            LibraryError: the file is no library, cannot be opened, or was written with another schema.
        """
        name = str(home / FILE)
        try:
            if url is None:
                home.mkdir(parents=True, exist_ok=True)
            else:
                name = "资料库"  # until it is known which part of the address is a password
                name = make_url(url).render_as_string(hide_password=True)
            return cls(Database(url or f"sqlite:///{home / FILE}", name), reader)
        except (SQLAlchemyError, ImportError, OSError) as exc:
            remedy = "请检查该文件是否为资料库、是否可写；必要时移走后重新运行 plans ingest。"
            raise LibraryError(f"资料库无法打开（{said(exc)}）", file=name, remedy=remedy) from exc

    def close(self) -> None:
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def put(self, plan: Plan) -> int:
        """Store a plan and return the number of the version that is current then.

        Raises:
            LibraryError: two clauses share a label, or a target points at a clause that is not there.
        """
        return self.store(plan).version

    def store(self, plan: Plan, *, anew: bool = False) -> Stored:
        """As `put`, and what became of it; with `anew` the words of an earlier version may stand again."""
        check_labels(plan)
        with self._db.writing() as db:
            return put(db, plan, self._reader, anew=anew)

    def joining(self, plan: Plan, *, anew: bool = False) -> Joining | None:
        """What `store` would do with a plan whose words a version has; None where they are new."""
        with self._db.reading() as db:
            return renditions.joining(db, plan, anew=anew)

    def renditions(self, plan_id: str) -> tuple[RenditionRow, ...]:
        """The further files with the words of its versions, as they came."""
        with self._db.reading() as db:
            return renditions.of_plan(db, plan_id)

    def confirm_clause(self, plan_id: str, label: str, person: str, changes: Sequence[Change] = ()) -> Plan:
        """The plan with a clause compared with its page and figures set right, as `storing.confirm`."""
        with self._db.writing() as db:
            return confirm(db, current(db, plan_id), label, person, changes)

    def remove(self, plan_id: str) -> frozenset[str]:
        """Forget a plan and all its versions; the fingerprints of files that no plan has any more. Raises
        KeyError.
        """
        with self._db.writing() as db:
            orphans = standing.remove(db, plan_id, now())
            parcels.forget(db, orphans)
            set_stamp(db)
            return orphans

    def enclose(self, *, parcel: str, name: str, place: int, file: str, sha256: str) -> None:
        """Note that a file came at that place, from 1, of the parcel of that SHA-256 and name."""
        with self._db.writing() as db:
            parcels.put(db, parcel=parcel, name=name, place=place, file=file, sha256=sha256)

    def companions(self, sha256: str) -> tuple[Companion, ...]:
        """The plans whose files came together with one, its own too, in order; nothing where it came
        alone.
        """
        with self._db.reading() as db:
            return parcels.companions(db, sha256)

    def removed(self, sha256: str) -> str | None:
        """The title of the plan that was removed with a file of these bytes and has not been put again
        since.
        """
        with self._db.reading() as db:
            return standing.removed(db, sha256)

    def withdraw(self, plan_id: str) -> bool:
        """Leave a plan out of all listings, and say whether it was in force until now. Raises KeyError."""
        with self._db.writing() as db:
            if changed := standing.withdraw(db, plan_id, now()):
                set_stamp(db)
            return changed

    def restore(self, plan_id: str) -> bool:
        """Take a withdrawn plan back into the listings, and say whether it was withdrawn. Raises KeyError."""
        with self._db.writing() as db:
            if changed := standing.restore(db, plan_id):
                set_stamp(db)
            return changed

    def get(self, plan_id: str, *, version: int | None = None) -> Plan:
        """The plan, in its current version unless one is named. Raises KeyError."""
        with self._db.reading() as db:
            return current(db, plan_id, version)

    def versions(self, plan_id: str) -> tuple[VersionRow, ...]:
        """Every stored version, oldest first; empty where the plan is not known."""
        query = select(
            VERSIONS.c.version,
            VERSIONS.c.status,
            VERSIONS.c.edition,
            VERSIONS.c.sha256,
            VERSIONS.c.stored,
        ).where(VERSIONS.c.plan == plan_id)
        with self._db.reading() as db:
            return tuple(
                VersionRow(
                    version=row.version,
                    status=row.status,
                    edition=Edition(row.edition),
                    sha256=row.sha256,
                    stored=row.stored,
                )
                for row in db.execute(query.order_by(VERSIONS.c.version))
            )

    def known(self, sha256: str) -> str | None:
        """The plan that a file of these bytes would leave as it is, so that it need not be read again; none
        where nobody has said yet whose text it is.
        """
        with self._db.reading() as db:
            return renditions.known(db, sha256, self._reader)

    def plans(
        self,
        *,
        plan: str | Collection[str] | None = None,
        region: str | None = None,
        year: int | None = None,
        withdrawn: bool = False,
    ) -> tuple[PlanRow, ...]:
        """The plans in the order of their ids; those withdrawn too where that is asked for.

        In all listings `plan` is an id or several, `region` a part of the region's name, and `year` is met by
        every plan that covers it.
        """
        query = _within(standing.plan_rows(), plan, region, year, withdrawn=withdrawn)
        with self._db.reading() as db:
            return tuple(plan_row(row) for row in db.execute(query.order_by(PLANS.c.id)))

    def clauses(
        self,
        *,
        plan: str | Collection[str] | None = None,
        unit: str | None = None,
        leader: str | None = None,
        region: str | None = None,
        year: int | None = None,
    ) -> tuple[ClauseRow, ...]:
        """Leaf clauses, by plan id and then in reading order; `unit` and `leader` are exact names."""
        query = select(CLAUSES.c.plan, CLAUSES.c.body, CLAUSES.c.text).join(PLANS)
        query = _charged(_within(query, plan, region, year), unit, leader)
        with self._db.reading() as db:
            found = db.execute(query.order_by(CLAUSES.c.plan, CLAUSES.c.place))
            return tuple(clause_row(row) for row in found)

    def clause(self, plan_id: str, label: str) -> ClauseRow:
        """One clause. Raises KeyError."""
        query = select(CLAUSES.c.plan, CLAUSES.c.body, CLAUSES.c.text)
        with self._db.reading() as db:
            row = db.execute(query.where(CLAUSES.c.plan == plan_id, CLAUSES.c.label == label)).one_or_none()
            clause = None if row is None else clause_row(row)
        if clause is None:
            raise KeyError(f"{plan_id}: no clause {label}")
        return clause

    def targets(
        self,
        *,
        plan: str | Collection[str] | None = None,
        unit: str | None = None,
        indicator: str | None = None,
        region: str | None = None,
        year: int | None = None,
    ) -> tuple[TargetRow, ...]:
        """Targets, by plan id and then in reading order; `indicator` is a part of the indicator's name."""
        query: Select[Any] = (
            select(TARGETS.c.plan, TARGETS.c.body, CLAUSES.c.body.label("clause"))
            .join(CLAUSES, (CLAUSES.c.plan == TARGETS.c.plan) & (CLAUSES.c.label == TARGETS.c.label))
            .join(PLANS, PLANS.c.id == TARGETS.c.plan)
        )
        query = _charged(_within(query, plan, region, year), unit, None)
        if indicator is not None:
            query = query.where(TARGETS.c.indicator.contains(indicator, autoescape=True))
        with self._db.reading() as db:
            found = db.execute(query.order_by(TARGETS.c.plan, TARGETS.c.place))
            return tuple(target_row(row) for row in found)

    def outline(self, plan_id: str) -> PlanOutline:
        """What the plan's targets and tasks are narrowed by, without their words; empty where it is not
        known.
        """
        with self._db.reading() as db:
            return outlines.outline(db, plan_id)

    def milestones(self, plan_id: str) -> tuple[Milestone, ...]:
        """Those of the plan, without reading the rest of it; none where it is not known."""
        with self._db.reading() as db:
            return outlines.milestones(db, plan_id)

    def stated(self, plan_id: str) -> tuple[Target, ...]:
        """What `targets` has of the plan, without the clauses; none where it is not known."""
        with self._db.reading() as db:
            return outlines.stated(db, plan_id)

    def results(self, plan_id: str) -> tuple[Target, ...]:
        """What the plan says has been reached, in reading order; none where it is not known."""
        with self._db.reading() as db:
            return outlines.results(db, plan_id)

    def amendments(self) -> tuple[AmendmentRow, ...]:
        """What the plans in force say of other plans, in the order of their ids."""
        with self._db.reading() as db:
            return amendments(db)

    def particulars(self, plan_id: str) -> tuple[Particular, ...] | None:
        """What the plan says of itself; None where it is not known, or was read before this was kept."""
        with self._db.reading() as db:
            return outlines.particulars(db, plan_id)

    def clauses_at(self, keys: Collection[tuple[str, str]]) -> dict[tuple[str, str], ClauseRow]:
        """The clauses of these (plan, label); one that is not there is left out."""
        with self._db.reading() as db:
            return outlines.clauses_at(db, keys)

    def targets_at(self, keys: Collection[tuple[str, int]]) -> dict[tuple[str, int], TargetRow]:
        """The targets of these (plan, place), places counted within the plan; one that is not there is left
        out.
        """
        with self._db.reading() as db:
            return outlines.targets_at(db, keys)

    def names(self, kind: str = "unit") -> tuple[str, ...]:
        """Every office (`unit`) or person (`leader`) charged with a clause, each once, sorted."""
        query = select(RESPONSIBILITIES.c.name).where(RESPONSIBILITIES.c.kind == kind).distinct()
        query = query.where(RESPONSIBILITIES.c.plan.in_(select(PLANS.c.id).where(standing.in_force())))
        with self._db.reading() as db:
            return tuple(sorted(db.scalars(query)))

    def stamp(self) -> str:
        """A token that is new after every change of the plans, and never used twice."""
        with self._db.reading() as db:
            return db.scalar(select(META.c.value).where(META.c.key == "stamp")) or ""

    def originals(self) -> dict[str, str]:
        """The SHA-256 of every file of a version -> the name it came under, withdrawn plans too."""
        with self._db.reading() as db:
            return renditions.files(db)

    def damage(self) -> str:
        """What is wrong in the file: in its structure, a plan that is not as it was written, or rows that are
        not the plan's; "" where all is sound. Reads everything.
        """
        if found := self._db.damage():
            return found
        query = select(VERSIONS.c.plan, VERSIONS.c.version, VERSIONS.c.status, VERSIONS.c.fingerprint)
        with self._db.reading() as db:
            listed = db.execute(query.order_by(VERSIONS.c.plan, VERSIONS.c.version)).all()
            for row in listed:
                key = (VERSIONS.c.plan == row.plan) & (VERSIONS.c.version == row.version)
                body = db.scalar(select(VERSIONS.c.body).where(key))
                if body is None or fingerprint(body) != row.fingerprint:
                    return f"{row.plan} 第 {row.version} 版的内容被改动"
                plan = plan_with_parts(PLAN_JSON.validate_json(body), body)
                if row.status == "current" and not rows_agree(db, plan):
                    return f"{row.plan} 的条款或目标被改动"
        return ""

    def fingerprints(self) -> dict[str, str]:
        """Plan id -> a digest of all that is stored of its current version, for plans in force."""
        query = select(PLANS.c.id, PLANS.c.fingerprint).where(standing.in_force())
        with self._db.reading() as db:
            return {row.id: row.fingerprint for row in db.execute(query)}

    @property
    def log(self) -> QuestionLog:
        """What was asked, and what readers think of the answers."""
        return QuestionLog(self._db.reading, self._db.writing)

    @property
    def briefings(self) -> BriefingStore:
        """What people have made of the plans."""
        return BriefingStore(self._db.reading, self._db.writing)


def _within(
    query: Select[Any],
    plan: str | Collection[str] | None,
    region: str | None,
    year: int | None,
    *,
    withdrawn: bool = False,
) -> Select[Any]:
    conditions: list[ColumnElement[bool]] = [] if withdrawn else [standing.in_force()]
    if plan is not None:
        conditions.append(PLANS.c.id.in_([plan] if isinstance(plan, str) else list(plan)))
    if region is not None:
        conditions.append(PLANS.c.region.contains(region, autoescape=True))
    if year is not None:
        conditions += [PLANS.c.year <= year, PLANS.c.last_year >= year]
    return query.where(*conditions)


def _charged(query: Select[Any], unit: str | None, leader: str | None) -> Select[Any]:
    for kind, name in (("unit", unit), ("leader", leader)):
        if name is not None:
            query = query.where(
                exists().where(
                    RESPONSIBILITIES.c.plan == CLAUSES.c.plan,
                    RESPONSIBILITIES.c.label == CLAUSES.c.label,
                    RESPONSIBILITIES.c.kind == kind,
                    RESPONSIBILITIES.c.name == name,
                )
            )
    return query
