"""Workbooks of the old binary format built record by record ([MS-XLS], [MS-CFB]), for tests of its reader.

A cell is a word, a number, a (number, format code) pair, a truth value, an `Error` or a `Formula`.
"""

from __future__ import annotations

import struct
from collections.abc import Collection, Sequence
from dataclasses import dataclass

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


@dataclass(frozen=True)
class Formula:
    """`waits` where a program has left calculating to whoever opens the file; a result in bytes is none of
    a number.
    """

    result: float | bytes
    waits: bool = False


@dataclass(frozen=True)
class Error:
    code: int


Cell = str | float | bool | tuple[float, str] | Error | Formula | None


@dataclass(frozen=True)
class Page:
    """A sheet; `merged` holds (top, bottom, left, right), all from 0 and inclusive, as are the others."""

    rows: Sequence[Sequence[Cell]]
    name: str = "表1"
    hidden: bool = False
    merged: Sequence[tuple[int, int, int, int]] = ()
    hidden_rows: Collection[int] = ()
    hidden_columns: Collection[int] = ()


def xls(*pages: Page, from_1904: bool = False, stream: str = "Workbook") -> bytes:
    codes = list(
        dict.fromkeys(c[1] for page in pages for row in page.rows for c in row if isinstance(c, tuple))
    )
    bodies = [_sheet(page, codes) for page in pages]
    at = len(_globals(pages, codes, [0] * len(pages), from_1904))
    places = [at + sum(map(len, bodies[:n])) for n in range(len(bodies))]
    return compound(stream, _globals(pages, codes, places, from_1904) + b"".join(bodies))


def _globals(pages: Sequence[Page], codes: Sequence[str], places: Sequence[int], from_1904: bool) -> bytes:
    fonts = (
        _record(0x31, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 134, 0) + _word("宋体", "B"))
        * 5
    )
    formats = b"".join(
        _record(0x41E, struct.pack("<H", 164 + n) + _word(code)) for n, code in enumerate(codes)
    )
    keys = [0, *(164 + n for n in range(len(codes)))]
    styles = b"".join(
        _record(0xE0, struct.pack("<HHHBBBBIIH", 0, key, 1, 32, 0, 0, 0, 0, 0, 0)) for key in keys
    )
    sheets = b"".join(
        _record(0x85, struct.pack("<IBB", place, page.hidden, 0) + _word(page.name, "B"))
        for page, place in zip(pages, places, strict=True)
    )
    head = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 1997, 0, 6)) + _record(0x42, b"\xb0\x04")
    days = _record(0x22, struct.pack("<H", from_1904))
    return head + days + fonts + formats + styles + sheets + _record(0x0A, b"")


def _sheet(page: Page, codes: Sequence[str]) -> bytes:
    out = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 1997, 0, 6))
    for column in page.hidden_columns:
        out += _record(0x7D, struct.pack("<HHHHHH", column, column, 2000, 0, 1, 0))
    for number in page.hidden_rows:
        out += _record(0x208, struct.pack("<HHHHHHI", number, 0, 9, 255, 0, 0, 0x20))
    for number, row in enumerate(page.rows):
        for column, cell in enumerate(row):
            out += _cell(number, column, cell, codes)
    if page.merged:
        areas = b"".join(struct.pack("<HHHH", *area) for area in page.merged)
        out += _record(0xE5, struct.pack("<H", len(page.merged)) + areas)
    return out + _record(0x0A, b"")


def _cell(row: int, column: int, cell: Cell, codes: Sequence[str]) -> bytes:
    style = 1 + codes.index(cell[1]) if isinstance(cell, tuple) else 0
    place = struct.pack("<HHH", row, column, style)
    match cell:
        case None:
            return b""
        case bool():
            return _record(0x205, place + struct.pack("<BB", cell, 0))
        case str():
            return _record(0x204, place + _word(cell))
        case Error():
            return _record(0x205, place + struct.pack("<BB", cell.code, 1))
        case Formula():
            result = struct.pack("<d", cell.result) if isinstance(cell.result, float) else cell.result
            return _record(0x06, place + result + struct.pack("<HIH", cell.waits, 0, 0))
    number = cell[0] if isinstance(cell, tuple) else cell
    return _record(0x203, place + struct.pack("<d", number))


def _word(text: str, count: str = "H") -> bytes:
    return struct.pack(f"<{count}B", len(text), 1) + text.encode("utf-16-le")


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def compound(name: str, stream: bytes) -> bytes:
    """A compound file with one stream of at most 60 kB."""
    size = max(len(stream), 4096)
    count = -(-size // _SECTOR)
    chain = [_FAT, _END, *range(3, count + 2), _END]
    fat = struct.pack("<128I", *chain, *[_FREE] * (128 - len(chain)))
    entries = _entry("Root Entry", 5, child=1, start=_END) + _entry(name, 2, start=2, size=size)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    head += bytes(6) + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<109I", 0, *[_FREE] * 108)
    return head + fat + (entries + bytes(256)) + stream.ljust(count * _SECTOR, b"\0")


def _entry(name: str, kind: int, *, start: int, child: int = _FREE, size: int = 0) -> bytes:
    spelt = name.encode("utf-16-le") + b"\0\0"
    entry = spelt.ljust(64, b"\0") + struct.pack("<HBBIII", len(spelt), kind, 1, _FREE, _FREE, child)
    return entry + bytes(36) + struct.pack("<IQ", start, size)
