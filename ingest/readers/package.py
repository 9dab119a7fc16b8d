"""Packages (.docx and other zip files): opened within limits, so that a small file cannot become a large one.

In: bytes. Out: the parts one asks for by name, each within a limit. Nothing is unpacked to disk. Refused are
archives with too many members, that would unpack to far more than they are, with a password, cut short, or
with names that lead out of the folder they would be unpacked to.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass

from ingest import late_re as re
from ingest.errors import ReadError
from ingest.readers.options import PACKAGE

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
LEADS_OUT = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|\x00")
_DAMAGED = "请重新下载或拷贝一次；能打开的话，另存为新的文件后再试"
FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    IndexError,
)
"""What the library raises over archives that are damaged or made on purpose."""


@dataclass(frozen=True, slots=True)
class Package:
    """An open archive; `file` is the name it came under."""

    archive: zipfile.ZipFile
    file: str

    @classmethod
    def open(cls, data: bytes, file: str) -> Package:
        """Raises ReadError for an archive that is damaged or beyond the limits."""
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
            members = archive.infolist()
        except FAULTS as error:
            raise ReadError("文件不完整或已损坏，打不开", file=file, remedy=_DAMAGED) from error
        _check(members, len(data), file)
        return cls(archive, file)

    def names(self) -> list[str]:
        return self.archive.namelist()

    def part(self, name: str) -> bytes | None:
        """The bytes of a part, whatever case its name is written in; None where there is none."""
        found = next((one for one in self.names() if one.lower() == name.lower()), None)
        if found is None:
            return None
        try:
            with self.archive.open(found) as member:
                data = member.read(PACKAGE.part + 1)
        except FAULTS as error:
            message = f"里面的 {name} 不完整或已损坏"
            raise ReadError(message, file=self.file, remedy=_DAMAGED) from error
        if len(data) > PACKAGE.part:
            raise _too_large(f"里面的 {name} 展开后超过 {PACKAGE.part // 1_000_000} MB", self.file)
        return data


def weight(data: bytes) -> int:
    """About how many bytes of text there are to read: of a package what its XML comes to, of any other file
    its size.
    """
    if not data.startswith(ZIP):
        return len(data)
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except FAULTS:
        return len(data)
    return sum(m.file_size for m in members if m.filename.lower().endswith(".xml")) // PACKAGE.xml_for_text


def _check(members: list[zipfile.ZipInfo], size: int, file: str) -> None:
    whole = sum(member.file_size for member in members)
    if len(members) > PACKAGE.members:
        raise _too_large(f"里面有 {len(members)} 个部件，不像一份文件", file)
    if whole > PACKAGE.whole or (whole > PACKAGE.small and whole > PACKAGE.ratio * size):
        raise _too_large(f"展开后有 {whole // 1_000_000} MB，与文件本身的大小不相称", file)
    if any(member.flag_bits & 1 for member in members):
        raise ReadError("文件设有密码，读不出来", file=file, remedy="请取消密码，另存之后再试")
    outside = next((m.orig_filename for m in members if LEADS_OUT.search(m.orig_filename)), None)
    if outside is not None:
        message = f"里面有指向别处的部件名（{outside[:40]!r}），没有读"
        raise ReadError(message, file=file, remedy="请在 Word 或 WPS 里打开，另存为新的文件后再试")
    names = [member.filename.lower() for member in members]
    if len(set(names)) < len(names):
        raise ReadError("里面有同名的部件，认不准哪个是正文", file=file, remedy=_DAMAGED)


def _too_large(message: str, file: str) -> ReadError:
    return ReadError(message, file=file, remedy="请确认是不是一份文件，必要时拆成几份之后再试")
