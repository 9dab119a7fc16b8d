"""Which files came in together: a notice and its attachments, the members of an archive, what a mail held.

One table beside those of `tables.py`; the Library makes it where an older one has none. It holds files by
their SHA-256, so that it says nothing of plans, which come and go; what no plan has any more is not told, and
is forgotten with the last plan that came from it. The transaction is the Library's.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Column, Connection, Integer, String, Table, delete, insert, select

from ingest.store.rows import Companion
from ingest.store.tables import METADATA, PLANS, VERSIONS

PARCELS = Table(
    "parcels",
    METADATA,
    Column("parcel", String, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("file", String, nullable=False),
    Column("sha256", String, nullable=False, index=True),
)


def put(db: Connection, *, parcel: str, name: str, place: int, file: str, sha256: str) -> None:
    """Note that the file came at that place, from 1, of the parcel of that SHA-256 and name."""
    db.execute(delete(PARCELS).where(PARCELS.c.parcel == parcel, PARCELS.c.place == place))
    db.execute(insert(PARCELS).values(parcel=parcel, place=place, name=name, file=file, sha256=sha256))


def companions(db: Connection, sha256: str) -> tuple[Companion, ...]:
    """The files that came with one, itself too, as far as they are plans, in order by parcel and place;
    nothing where it came alone.
    """
    of = select(PARCELS.c.parcel).where(PARCELS.c.sha256 == sha256)
    held = (VERSIONS.c.sha256 == PARCELS.c.sha256) & (VERSIONS.c.status == "current")
    query = (
        select(PARCELS.c.parcel, PARCELS.c.name, PARCELS.c.file, PLANS.c.id, PLANS.c.title)
        .join(VERSIONS, held)
        .join(PLANS, PLANS.c.id == VERSIONS.c.plan)
        .where(PARCELS.c.parcel.in_(of))
        .order_by(PARCELS.c.parcel, PARCELS.c.place)
    )
    rows = db.execute(query).all()
    alone = {row.parcel for row in rows if sum(one.parcel == row.parcel for one in rows) < 2}
    return tuple(
        Companion(parcel=row.name, file=row.file, plan=row.id, title=row.title)
        for row in rows
        if row.parcel not in alone
    )


def forget(db: Connection, sha256s: Collection[str]) -> None:
    """Leave out files that no plan has any more."""
    db.execute(delete(PARCELS).where(PARCELS.c.sha256.in_(sha256s)))
