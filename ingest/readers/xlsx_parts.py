"""The parts of an .xlsx file: what its zip holds, within limits, as XML events.

In: bytes that begin as a zip. Out: parts by name, the parts that another one names, streams of elements.
Names of elements and attributes are compared without their namespace, so that the strict variant of ISO/IEC
29500 is read too. Parts are streamed, within what the package declares (`package.py`). Documents with a DTD,
which the standard forbids, are refused.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from ingest.errors import ReadError
from ingest.readers.options import SHEETS
from ingest.readers.package import FAULTS, Package

_HEAD = 2_000
"""Bytes at the beginning of a part in which a DTD would be declared."""
_REMEDY = "请在 Excel 或 WPS 里打开，另存为 .xlsx 后再试"


class Parts:
    """Raises ReadError, here and in every method, for what is damaged, locked or too large."""

    def __init__(self, data: bytes, file: str) -> None:
        self._file = file
        self._zip = Package.open(data, file).archive
        members = self._zip.infolist()
        unpacked = sum(member.file_size for member in members)
        if unpacked > SHEETS.unpacked:
            message = f"展开后有 {unpacked // 1_000_000} MB，超过了能读的大小"
            raise ReadError(message, file=file, remedy="请只留下要读的工作表，另存后再试")
        self.names = {member.filename.replace("\\", "/"): member for member in members}

    def elements(self, name: str, *tags: str) -> Iterator[etree._Element]:
        """The elements of these local names when they end, in order; each is emptied behind its use. Nothing
        for a part that there is not."""
        member = self.names.get(name)
        if member is None:
            return
        with self._reading(), self._zip.open(member) as stream:
            self._refuse_dtd(stream.peek(_HEAD))
            events = etree.iterparse(
                stream, events=("end",), resolve_entities=False, no_network=True, load_dtd=False
            )
            for _, element in events:
                if local(element) not in tags:
                    continue
                yield element
                element.clear()
                while (before := element.getprevious()) is not None:
                    element.getparent().remove(before)

    def _refuse_dtd(self, head: bytes) -> None:
        if b"<!DOCTYPE" in head[:_HEAD].replace(b"\0", b""):
            raise ReadError("文件里有文档类型声明，不予读入", file=self._file, remedy=_REMEDY)

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part names, by id: the last word of the kind, and the part's name."""
        folder, base = posixpath.split(name)
        found = {}
        for link in self.elements(posixpath.join(folder, "_rels", f"{base}.rels"), "Relationship"):
            target = link.get("Target") or ""
            path = target[1:] if target.startswith("/") else posixpath.join(folder, target)
            kind = (link.get("Type") or "").rpartition("/")[2]
            found[link.get("Id") or ""] = (kind, posixpath.normpath(path))
        return found

    def named(self, name: str, kind: str, otherwise: str) -> str:
        """The part of that kind that `name` names, else the one that is usual."""
        return next((path for of, path in self.related(name).values() if of == kind), otherwise)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except (*FAULTS, etree.XMLSyntaxError) as error:
            raise ReadError("文件不完整或已损坏，打不开", file=self._file, remedy=_REMEDY) from error


def local(element: etree._Element) -> str:
    """The name without its namespace; "" of a comment or an instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute by its local name, whatever its namespace."""
    return next((str(v) for k, v in element.attrib.items() if k.rpartition("}")[2] == name), None)
