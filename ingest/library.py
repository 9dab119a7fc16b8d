"""The Library: every plan, its versions, clauses, responsibilities and targets in one SQLite file.

In come `Plan` values, out go the same values and the rows that listings are answered from. It is the only
source of truth: the indexes are derived from it and mended by its `stamp()`. A plan is written in one
transaction, so that a process killed at any moment leaves it whole; writers queue (BEGIN IMMEDIATE) and
readers never wait (write-ahead log). Rows are of the current versions only; earlier ones are kept as whole plans.

An `official` edition takes the place of a `digest` of the same plan, and no later digest displaces it. The
same file read anew with another result is rewritten under its version number: the document has not changed.
Listings leave out what was withdrawn; how plans are withdrawn and removed is in `library_standing.py`.

It reads no document and judges none. SQLite unless a URL says otherwise; the tables are in `library_tables.py`.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Select,
    delete,
    exists,
    insert,
    inspect,
    or_,
    select,
    update,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import (
    IntegrityError,
    OperationalError,
    ProgrammingError,
    SQLAlchemyError,
)

from ingest import library_figures
from ingest import library_standing as standing
from ingest.briefing_store import BriefingStore
from ingest.errors import LibraryError
from ingest.library_rows import ClauseRow, PlanOutline, PlanRow, TargetRow, VersionRow
from ingest.library_tables import (
    CLAUSES,
    META,
    METADATA,
    PLANS,
    RESPONSIBILITIES,
    TABLES,
    TARGETS,
    VERSIONS,
    clause_row,
    detail_rows,
    open_engine,
    plan_row,
    plan_values,
    target_row,
)
from ingest.model import PLAN_JSON, SCHEMA, Edition, Milestone, Plan
from ingest.question_log import QuestionLog, now

FILE = "library.db"


class Library:
    """Use `Library.open`. One instance may be shared by threads; any number of processes may open one file."""

    def __init__(self, engine: Engine, name: str, reader: str) -> None:
        self._engine = engine
        self._name = name
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
            library = cls(open_engine(url or f"sqlite:///{home / FILE}"), name, reader)
            library._prepare()
        except (SQLAlchemyError, ImportError, OSError) as exc:
            remedy = "请检查该文件是否为资料库、是否可写；必要时移走后重新运行 plans ingest。"
            raise LibraryError(f"资料库无法打开（{exc}）", file=name, remedy=remedy) from exc
        return library

    def close(self) -> None:
        self._engine.dispose()

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
        _check_labels(plan)
        body = PLAN_JSON.dump_json(plan).decode()
        entry: dict[str, Any] = {
            "edition": plan.edition.value,
            "sha256": plan.source.sha256,
            "reader": self._reader,
            "fingerprint": _fingerprint(body),
            "body": body,
        }
        with self._writing() as db:
            standing.welcome_back(db, plan.source.sha256)
            held = db.execute(_held_versions(plan.id)).all()
            if not held:
                return self._store(db, plan, entry, 1)
            current = next(row for row in held if row.status == "current")
            if current.edition == Edition.OFFICIAL and plan.edition is Edition.DIGEST:
                same = next((row.version for row in held if _same_file(row, entry)), None)
                _set_aside(db, plan.id, entry, same, held[-1].version + 1)
            elif not _same_file(current, entry):
                return self._store(db, plan, entry, held[-1].version + 1)
            elif current.fingerprint != entry["fingerprint"]:
                return self._store(db, plan, entry, current.version)
            elif current.reader != self._reader:
                _rewrite(db, plan.id, current.version, entry)
            return int(current.version)

    def remove(self, plan_id: str) -> frozenset[str]:
        """Forget a plan and all its versions; the fingerprints of files that no plan has any more. Raises KeyError."""
        with self._writing() as db:
            orphans = standing.remove(db, plan_id, now())
            _set_stamp(db)
            return orphans

    def removed(self, sha256: str) -> str | None:
        """The title of the plan that was removed with a file of these bytes and has not been put again since."""
        with self._reading() as db:
            return standing.removed(db, sha256)

    def withdraw(self, plan_id: str) -> bool:
        """Leave a plan out of all listings, and say whether it was in force until now. Raises KeyError."""
        with self._writing() as db:
            if changed := standing.withdraw(db, plan_id, now()):
                _set_stamp(db)
            return changed

    def restore(self, plan_id: str) -> bool:
        """Take a withdrawn plan back into the listings, and say whether it was withdrawn. Raises KeyError."""
        with self._writing() as db:
            if changed := standing.restore(db, plan_id):
                _set_stamp(db)
            return changed

    def get(self, plan_id: str, *, version: int | None = None) -> Plan:
        """The plan, in its current version unless one is named. Raises KeyError."""
        which = VERSIONS.c.status == "current" if version is None else VERSIONS.c.version == version
        with self._reading() as db:
            body = db.scalar(select(VERSIONS.c.body).where(VERSIONS.c.plan == plan_id, which))
        if body is None:
            raise KeyError(plan_id)
        return PLAN_JSON.validate_json(body)

    def versions(self, plan_id: str) -> tuple[VersionRow, ...]:
        """Every stored version, oldest first; empty where the plan is not known."""
        query = select(
            VERSIONS.c.version,
            VERSIONS.c.status,
            VERSIONS.c.edition,
            VERSIONS.c.sha256,
            VERSIONS.c.stored,
        ).where(VERSIONS.c.plan == plan_id)
        with self._reading() as db:
            rows = db.execute(query.order_by(VERSIONS.c.version)).all()
        return tuple(
            VersionRow(
                version=row.version,
                status=row.status,
                edition=Edition(row.edition),
                sha256=row.sha256,
                stored=row.stored,
            )
            for row in rows
        )

    def known(self, sha256: str) -> str | None:
        """The plan that a file of these bytes would leave as it is, so that it need not be read again."""
        query = (
            select(VERSIONS.c.plan)
            .join(PLANS, PLANS.c.id == VERSIONS.c.plan)
            .where(
                VERSIONS.c.sha256 == sha256,
                VERSIONS.c.reader == self._reader,
                or_(
                    VERSIONS.c.status == "current",
                    (VERSIONS.c.edition == Edition.DIGEST.value)
                    & (PLANS.c.edition == Edition.OFFICIAL.value),
                ),
            )
        )
        with self._reading() as db:
            return db.scalar(query.order_by(VERSIONS.c.plan))

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
        with self._reading() as db:
            rows = db.execute(query.order_by(PLANS.c.id)).all()
        return tuple(plan_row(row) for row in rows)

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
        with self._reading() as db:
            rows = db.execute(query.order_by(CLAUSES.c.plan, CLAUSES.c.place)).all()
        return tuple(clause_row(row) for row in rows)

    def clause(self, plan_id: str, label: str) -> ClauseRow:
        """One clause. Raises KeyError."""
        query = select(CLAUSES.c.plan, CLAUSES.c.body, CLAUSES.c.text)
        with self._reading() as db:
            row = db.execute(query.where(CLAUSES.c.plan == plan_id, CLAUSES.c.label == label)).one_or_none()
        if row is None:
            raise KeyError(f"{plan_id}: no clause {label}")
        return clause_row(row)

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
        with self._reading() as db:
            rows = db.execute(query.order_by(TARGETS.c.plan, TARGETS.c.place)).all()
        return tuple(target_row(row) for row in rows)

    def outline(self, plan_id: str) -> PlanOutline:
        """What the plan's targets and tasks are narrowed by, without their words; empty where it is not known."""
        with self._reading() as db:
            return library_figures.outline(db, plan_id)

    def milestones(self, plan_id: str) -> tuple[Milestone, ...]:
        """Those of the plan, without reading the rest of it; none where it is not known."""
        with self._reading() as db:
            return library_figures.milestones(db, plan_id)

    def clauses_at(self, keys: Collection[tuple[str, str]]) -> dict[tuple[str, str], ClauseRow]:
        """The clauses of these (plan, label); one that is not there is left out."""
        with self._reading() as db:
            return library_figures.clauses_at(db, keys)

    def targets_at(self, keys: Collection[tuple[str, int]]) -> dict[tuple[str, int], TargetRow]:
        """The targets of these (plan, place), places counted within the plan; one that is not there is left out."""
        with self._reading() as db:
            return library_figures.targets_at(db, keys)

    def names(self, kind: str = "unit") -> tuple[str, ...]:
        """Every office (`unit`) or person (`leader`) charged with a clause, each once, sorted."""
        query = select(RESPONSIBILITIES.c.name).where(RESPONSIBILITIES.c.kind == kind).distinct()
        query = query.where(RESPONSIBILITIES.c.plan.in_(select(PLANS.c.id).where(standing.in_force())))
        with self._reading() as db:
            return tuple(sorted(db.scalars(query)))

    def stamp(self) -> str:
        """A token that is new after every change of the plans, and never used twice."""
        with self._reading() as db:
            return db.scalar(select(META.c.value).where(META.c.key == "stamp")) or ""

    def fingerprints(self) -> dict[str, str]:
        """Plan id -> a digest of all that is stored of its current version, for plans in force."""
        query = select(PLANS.c.id, PLANS.c.fingerprint).where(standing.in_force())
        with self._reading() as db:
            return {row.id: row.fingerprint for row in db.execute(query)}

    @property
    def log(self) -> QuestionLog:
        """What was asked, and what readers think of the answers."""
        return QuestionLog(self._reading, self._writing, self._name)

    @property
    def briefings(self) -> BriefingStore:
        """What people have made of the plans."""
        return BriefingStore(self._reading, self._writing)

    def _prepare(self) -> None:
        """Make the tables where there are none, or see that those there are of this version."""
        wanted = f"{TABLES}.{SCHEMA}"
        found = self._schema()
        if found is None:
            with self._writing() as db:
                if not inspect(db).has_table("meta"):
                    METADATA.create_all(db)
                    db.execute(insert(META).values(key="schema", value=wanted))
                    db.execute(insert(META).values(key="stamp", value=secrets.token_hex(8)))
            found = self._schema()
        elif found == wanted and not self._complete():
            with self._writing() as db:
                METADATA.create_all(db)
        if found != wanted:
            self.close()
            raise LibraryError(
                f"资料库由其他版本的程序写成（结构 {found}，本程序为 {wanted}）",
                file=self._name,
                remedy="请将该文件改名备份，然后重新运行 plans ingest 由原始文件重建。",
            )

    def _complete(self) -> bool:
        """Whether every table is there: a library of an earlier program may lack later ones, which need no other change."""
        with self._reading() as db:
            return set(METADATA.tables) <= set(inspect(db).get_table_names())

    def _schema(self) -> str | None:
        with self._reading() as db:
            if not inspect(db).has_table("meta"):
                return None
            return db.scalar(select(META.c.value).where(META.c.key == "schema"))

    def _store(self, db: Connection, plan: Plan, entry: dict[str, Any], version: int) -> int:
        """Make `plan` the current version under that number, and its rows the rows of the plan."""
        db.execute(update(VERSIONS).where(VERSIONS.c.plan == plan.id).values(status="superseded"))
        values = plan_values(plan, version, entry["fingerprint"])
        if db.execute(update(PLANS).where(PLANS.c.id == plan.id).values(values)).rowcount == 0:
            db.execute(insert(PLANS).values(id=plan.id, **values))
        key = (VERSIONS.c.plan == plan.id) & (VERSIONS.c.version == version)
        db.execute(delete(VERSIONS).where(key))
        db.execute(
            insert(VERSIONS).values(plan=plan.id, version=version, status="current", stored=now(), **entry)
        )
        db.execute(delete(CLAUSES).where(CLAUSES.c.plan == plan.id))
        for table, rows in detail_rows(plan):
            if rows:
                db.execute(insert(table), rows)
        _set_stamp(db)
        return version

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._faults(), self._engine.begin() as db:
            yield db

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._faults(), self._engine.connect().execution_options(writing=True) as db, db.begin():
            if self._engine.dialect.name != "sqlite" and inspect(db).has_table("meta"):
                db.execute(select(META.c.value).where(META.c.key == "stamp").with_for_update())
            yield db

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Map what the file system or another process did to a LibraryError; wrong statements propagate."""
        try:
            yield
        except (IntegrityError, ProgrammingError):
            raise
        except OperationalError as exc:
            remedy = "请稍后重试；若仍不行，请检查磁盘空间与文件权限，以及是否有其他程序占用该文件。"
            raise LibraryError(f"资料库读写失败（{exc.orig}）", file=self._name, remedy=remedy) from exc


def _check_labels(plan: Plan) -> None:
    seen: set[str] = set()
    for clause in plan.clauses:
        if clause.label in seen:
            raise LibraryError(f"条款编号重复：{clause.label}", file=plan.source.file, line=clause.line)
        seen.add(clause.label)
    for target in plan.targets:
        if target.clause not in seen:
            raise LibraryError(f"目标所指的条款不存在：{target.clause}", file=plan.source.file)


def _fingerprint(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()[:32]


def _held_versions(plan_id: str) -> Select[Any]:
    held = VERSIONS.c
    columns = (held.version, held.status, held.edition, held.sha256, held.reader, held.fingerprint)
    return select(*columns).where(held.plan == plan_id).order_by(held.version)


def _same_file(row: Any, entry: dict[str, Any]) -> bool:
    return bool(row.sha256 == entry["sha256"] and row.edition == entry["edition"])


def _rewrite(db: Connection, plan_id: str, version: int, entry: dict[str, Any]) -> None:
    key = (VERSIONS.c.plan == plan_id) & (VERSIONS.c.version == version)
    db.execute(update(VERSIONS).where(key).values(entry))


def _set_aside(db: Connection, plan_id: str, entry: dict[str, Any], same: int | None, version: int) -> None:
    """Keep a digest beside the official edition, so that its file is known."""
    if same is not None:
        _rewrite(db, plan_id, same, entry)
    else:
        db.execute(
            insert(VERSIONS).values(plan=plan_id, version=version, status="superseded", stored=now(), **entry)
        )


def _set_stamp(db: Connection) -> None:
    db.execute(update(META).where(META.c.key == "stamp").values(value=secrets.token_hex(8)))


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
