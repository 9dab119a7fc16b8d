"""Zip archives of documents: their members in order, each with its bytes or why these were not had.

In: bytes of a zip. Out: names and bytes. Names that say no encoding are UTF-8 or, as Windows writes them
here, GB 18030. Nothing is unpacked to disk. The archive is refused as a whole where it has too many members
or would unpack to far more than it is; a member with a password, with a name that leads elsewhere, too large
or damaged is refused by itself. Left aside are folders and what systems and word processors leave behind.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from ingest.errors import ReadError
from ingest.naming import printed
from ingest.readers.options import ARCHIVE
from ingest.readers.package import FAULTS, LEADS_OUT

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
    if LEADS_OUT.search(member.orig_filename) or re.search(LEADS_OUT, name):
        return ReadError("名称指向压缩包之外，没有读", file=name, remedy=_OPEN)
    if member.flag_bits & _LOCKED:
        return ReadError("设有密码，读不出来", file=name, remedy="请用密码解压，再导入其中的文件")
    if member.file_size > ARCHIVE.one:
        return ReadError(f"超过 {ARCHIVE.one // 1_000_000} MB", file=name, remedy="请确认是否为文件正文")
    try:
        with archive.open(member) as stream:
            data = stream.read(ARCHIVE.one + 1)
    except FAULTS:
        return ReadError("在压缩包里不完整或已损坏", file=name, remedy=_AGAIN)
    if len(data) > ARCHIVE.one:  # it says less of its size than is true
        return ReadError(f"超过 {ARCHIVE.one // 1_000_000} MB", file=name, remedy="请确认是否为文件正文")
    return data
