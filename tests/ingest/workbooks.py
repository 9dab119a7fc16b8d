"""Workbooks as a test needs them, and what is read of them."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable, Sequence

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from ingest.errors import ReadError
from ingest.model import Plan
from ingest.pipeline import parse
from ingest.readers import read
from ingest.readers.protocol import Document

HEAD = ("序号", "重点任务", "牵头单位", "配合单位", "完成时限", "目标值")


TITLE = "云溪县2031年绿道建设任务分解表"


def workbook(fill: Callable[[Worksheet], None], *more: Callable[[Worksheet], None]) -> bytes:
    book = openpyxl.Workbook()
    fill(book.active)
    for another in more:
        another(book.create_sheet())
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet(*rows: Sequence[object]) -> bytes:
    def fill(page: Worksheet) -> None:
        for row in rows:
            page.append(row)

    return workbook(fill)


def tasks(*rows: Sequence[object]) -> bytes:
    return sheet((TITLE,), HEAD, *rows)


def plan_of(data: bytes, file: str = "a.xlsx") -> Plan:
    return parse(data, file)


def cells(document: Document) -> list[tuple[str | None, ...]]:
    return [line.cells for line in document.lines if line.cells]


def told(plan: Plan) -> str:
    return "\n".join(doubt.message for doubt in plan.doubts)


def changed(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The package with one of its parts written anew."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            written = change(text.decode()).encode() if name == part else text
            assert name != part or written != text, "nothing was changed"
            new.writestr(name, written)
    return out.getvalue()


def shared(data: bytes, part: str) -> bytes:
    """The words of a sheet in the table that Excel keeps them in."""
    words: list[str] = []

    def moved(found: re.Match[str]) -> str:
        words.append(html.unescape(found[2]))
        return f'{found[1]} t="s"><v>{len(words) - 1}</v></c>'

    data = changed(data, part, lambda t: re.sub(r'(<c [^>]*?) t="inlineStr"><is>(.*?)</is></c>', moved, t))
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as package:
        strings = "".join(f"<si>{word}</si>" for word in words)
        namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        package.writestr("xl/sharedStrings.xml", f'<sst xmlns="{namespace}">{strings}</sst>')
    return out.getvalue()


def outcome(data: bytes, name: str) -> object:
    """What is read, or the remedy of the refusal; any other error goes on."""
    try:
        return read(data, name)
    except ReadError as refused:
        return refused.remedy
