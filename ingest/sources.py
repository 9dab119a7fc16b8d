"""What is to be read: a file, or what lies at an address, as the files it holds.

In: paths and addresses. Out: names and bytes, the links of a page, `Enclosed` files. Nothing is fetched but
what is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from ingest.errors import PlanError, ReadError, refusing
from ingest.readers import SUFFIXES
from ingest.readers.enclosed import Enclosed, Parcel, enclosed
from ingest.readers.fetch import Limits, fetch
from ingest.readers.links import Link, linked_files
from ingest.readers.options import FILES


def content(source: Path | str) -> tuple[str, bytes, tuple[Link, ...]]:
    """Name and bytes, and the files that a page links to. Raises FetchError or ReadError."""
    if isinstance(source, str):
        fetched = fetch(source, Limits(here=True))
        return fetched.name, fetched.data, linked_files(fetched.data, fetched.name, fetched.address)
    return source.name, bytes_of(source), ()


def bytes_of(path: Path) -> bytes:
    try:
        status = path.stat()
        if not S_ISREG(status.st_mode) and not S_ISDIR(status.st_mode):
            raise ReadError("不是普通文件", file=path.name, remedy="请检查路径")
        if status.st_size > FILES.largest:
            raise ReadError(
                f"文件超过 {FILES.largest // 1_000_000} MB",
                file=path.name,
                remedy="请确认是否为文件正文，必要时拆分后再试",
            )
        return path.read_bytes()
    except IsADirectoryError as error:
        raise ReadError(
            "文件夹里没有可以读入的文件", file=str(path), remedy=f"请放入 {'、'.join(SUFFIXES)} 格式的文件"
        ) from error
    except FileNotFoundError as error:
        raise ReadError("文件不存在", file=str(path), remedy="请检查路径") from error
    except OSError as error:
        raise ReadError(
            f"文件打不开（{error.strerror}）", file=path.name, remedy="请检查是否有读取权限"
        ) from error


def files_in(data: bytes, name: str) -> tuple[Enclosed, ...]:
    """The files in one, at least one; what stands in the way in place of the bytes of the only one."""
    try:
        with refusing(name):
            return enclosed(data, name)
    except PlanError as error:
        return (_refused(error, name),)


def fetched_files(address: str, limits: Limits) -> tuple[Enclosed, ...]:
    """The same of the file at an address."""
    try:
        with refusing(address):
            fetched = fetch(address, limits)
    except PlanError as error:
        return (_refused(error, address),)
    return files_in(fetched.data, fetched.name)


def _refused(error: PlanError, name: str) -> Enclosed:
    return Enclosed(name=name, data=ReadError(error.message, file=error.file or name, remedy=error.remedy))


def with_page(
    page: Sequence[Enclosed], linked: Sequence[Enclosed], address: str, sha256: str
) -> tuple[Enclosed, ...]:
    """A page and the files it links to as what came in together."""
    parcel = Parcel(name=address, sha256=sha256)
    files = enumerate((*page, *linked), start=1)
    return tuple(replace(one, parcel=parcel, place=place) for place, one in files)
