"""The files within a file: of an archive its members, of a saved page or mail what is enclosed.

In: bytes and the name they came under. Out: the files in the order in which people read them, the notice
before its 附件, each under the name `包.zip/里面.docx`, with its bytes or why these were not had. A file that
holds no other stands for itself. One archive or mail may lie within another, no more. Nothing is read here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from ingest import late_re as re
from ingest.errors import ReadError
from ingest.grammar.references import ATTACHED
from ingest.readers.archive import members
from ingest.readers.mail import MailReader, attachments
from ingest.readers.options import ARCHIVE
from ingest.readers.sniff import suffix_of

_DEEPEST = 1
_ATTACHED = re.compile(rf"^[\d\s._\-、（(）)]*{ATTACHED}")
_DEEPER = "请把里面的压缩包解压出来，再导入"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What files came in together: its name, and the SHA-256 of its bytes."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """A file; `parcel` with what it came, where there is more than one, as the one at `place` from 1.

    `covers` is whether it only is the letter around the others: whoever sends a paper by mail writes no plan.
    """

    name: str
    data: bytes | ReadError
    parcel: Parcel | None = None
    place: int = 1
    covers: bool = False


def enclosed(data: bytes, file: str) -> tuple[Enclosed, ...]:
    """At least one file. Raises ReadError for a parcel that is damaged, empty or beyond the limits."""
    found = list(_within(data, file, 0))
    kind = _kind(data, file)
    if kind not in _PARCELS:
        return tuple(found)
    if not found:
        raise ReadError("压缩包里没有文件", file=file, remedy="请检查压缩包是否完整")
    whole = sum(len(one.data) for one in found if isinstance(one.data, bytes))
    if whole > ARCHIVE.whole or len(found) > ARCHIVE.members:
        raise ReadError("里面的文件太多或太大", file=file, remedy="请分成几包，或解压之后按文件夹导入")
    parcel = Parcel(name=file, sha256=hashlib.sha256(data).hexdigest())
    return tuple(
        replace(one, parcel=parcel if len(found) > 1 else None, place=place)
        for place, one in enumerate(found, start=1)
    )


def _within(data: bytes, file: str, depth: int) -> Iterator[Enclosed]:
    kind = _kind(data, file)
    if kind in _PARCELS and depth > _DEEPEST:
        yield Enclosed(name=file, data=ReadError("压缩包套得太深，没有读", file=file, remedy=_DEEPER))
    elif kind == _ZIP:
        yield from _opened(_in_order(members(data, file)), file, depth)
    elif kind in _MAILS:
        others = list(attachments(data, file))
        yield Enclosed(name=file, data=data, covers=bool(others))
        yield from _opened(others, file, depth)
    else:
        yield Enclosed(name=file, data=data)


def _opened(files: Iterable[tuple[str, bytes | ReadError]], file: str, depth: int) -> Iterator[Enclosed]:
    """Each of the files, and what is in them; a parcel among them that is refused is refused by itself."""
    for name, data in files:
        full = f"{file}/{name}"
        if isinstance(data, ReadError):
            yield Enclosed(name=full, data=data)
            continue
        try:
            yield from list(_within(data, full, depth + 1))
        except ReadError as error:
            yield Enclosed(name=full, data=error)


_ZIP = ".zip"
_MAILS = MailReader.suffixes
_PARCELS = (_ZIP, *_MAILS)


def _kind(data: bytes, file: str) -> str:
    """Its format, where it may be a parcel: a package of an unknown kind is one only if it is called so."""
    named = PurePosixPath(file).suffix.lower()
    try:
        kind = suffix_of(data, file)
    except ReadError:  # its reader says why
        return ""
    return "" if kind == _ZIP and named not in (_ZIP, "") else kind


def _in_order(
    files: Iterable[tuple[str, bytes | ReadError]],
) -> list[tuple[str, bytes | ReadError]]:
    """By folder; within one the papers before their attachments, and numbers as they count."""
    return sorted(files, key=lambda one: _rank(one[0]))


def _rank(name: str) -> tuple[object, ...]:
    path = PurePosixPath(name)
    pieces = re.split(r"(\d+)", path.name)
    counted = tuple((int(piece), "") if piece.isdecimal() else (-1, piece) for piece in pieces if piece)
    return str(path.parent), is_attachment(path.name), counted


def is_attachment(name: str) -> bool:
    """Whether a file so called goes with another: 附件1, （二）附表."""
    return _ATTACHED.match(name) is not None
