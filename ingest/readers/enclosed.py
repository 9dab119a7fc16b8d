"""The files within a file: of an archive its members, of a saved page or mail what is enclosed.

In: bytes and the name they came under. Out: the files in the order in which people read them, the notice
before its 附件, each under the name `包.zip/里面.docx`, with its bytes or why these were not had. A file that
holds no other stands for itself. One archive or mail may lie within another, no more. Nothing is read here.

Names in a zip that say no encoding are UTF-8 or, as Windows writes them here, GB 18030. Nothing is unpacked
to disk. An archive is refused as a whole where it has too many members or would unpack to far more than it
is; a member with a password, with a name that leads elsewhere, too large or damaged is refused by itself.
Left aside are folders and what systems and word processors leave behind.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from ingest import late_re as re
from ingest.errors import ReadError
from ingest.grammar.references import ATTACHED
from ingest.naming import printed
from ingest.readers.mail import MailReader, attachments
from ingest.readers.options import ARCHIVE, FILES
from ingest.readers.package import FAULTS, LEADS_OUT
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


_UTF8 = 0x800
"""The flag of a member whose name is UTF-8."""
_LOCKED = 1
_SYSTEMS = frozenset(("thumbs.db", "desktop.ini"))
_AGAIN = "请重新下载或拷贝一次；能打开的话，解压之后再导入"
_OPEN = "请先解压，再导入其中的文件"


def members(data: bytes, file: str) -> Iterator[tuple[str, bytes | ReadError]]:
    """Names with `/` between folders, none empty, in the order in which they lie in the archive.

    Raises ReadError for an archive that is damaged or beyond the limits.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        listed = [one for one in archive.infolist() if not one.is_dir()]
    except FAULTS as error:
        raise ReadError("压缩包不完整或已损坏，打不开", file=file, remedy=_AGAIN) from error
    _check(listed, len(data), file)
    for member in listed:
        name = _name(member)
        if not _is_left_behind(name):
            yield name, _content(archive, member, f"{file}/{name}")


def _check(listed: list[zipfile.ZipInfo], size: int, file: str) -> None:
    whole = sum(member.file_size for member in listed)
    if len(listed) > ARCHIVE.members:
        message = f"压缩包里有 {len(listed)} 个文件，超过 {ARCHIVE.members} 个"
        raise ReadError(message, file=file, remedy="请分成几包，或解压之后按文件夹导入")
    if whole > ARCHIVE.whole or (whole > ARCHIVE.small and whole > ARCHIVE.ratio * size):
        message = f"压缩包展开后有 {whole // 1_000_000} MB，超过了能读的大小，或与压缩包本身不相称"
        raise ReadError(message, file=file, remedy="请分成几包，或解压之后按文件夹导入")


def _name(member: zipfile.ZipInfo) -> str:
    """As its writer saw it; the library reads names that say no encoding as those of an IBM PC."""
    name = member.filename
    if not member.flag_bits & _UTF8:
        raw = name.encode("cp437", errors="replace")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("gb18030", errors="replace")
    return printed(name.replace("\\", "/")).strip()


def _is_left_behind(name: str) -> bool:
    """Whether a system or a word processor left it there: copies of what is open, folders of macOS."""
    parts = PurePosixPath(name).parts
    hidden = any(part.startswith((".", "~$")) and set(part) != {"."} for part in parts)
    return not parts or hidden or parts[0] == "__MACOSX" or parts[-1].lower() in _SYSTEMS


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> bytes | ReadError:
    if LEADS_OUT.search(member.orig_filename) or LEADS_OUT.search(name):
        return ReadError("名称指向压缩包之外，没有读", file=name, remedy=_OPEN)
    if member.flag_bits & _LOCKED:
        return ReadError("设有密码，读不出来", file=name, remedy="请用密码解压，再导入其中的文件")
    if member.file_size > FILES.largest:
        return ReadError(f"超过 {FILES.largest // 1_000_000} MB", file=name, remedy="请确认是否为文件正文")
    try:
        with archive.open(member) as stream:
            data = stream.read(FILES.largest + 1)
    except FAULTS:
        return ReadError("在压缩包里不完整或已损坏", file=name, remedy=_AGAIN)
    if len(data) > FILES.largest:  # it says less of its size than is true
        return ReadError(f"超过 {FILES.largest // 1_000_000} MB", file=name, remedy="请确认是否为文件正文")
    return data
