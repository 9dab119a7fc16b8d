"""Damaged files of every format: each is read or refused with a sentence, and nothing else ever comes of it.

Bytes are changed, cut out, doubled or blanked at places of a fixed seed; `MUTATED` in the environment asks
for more of them than the suite takes.
"""

from __future__ import annotations

import os
import random

import pytest

from ingest.errors import IngestError
from ingest.readers import read
from ingest.readers.enclosed import enclosed
from tests.ingest.test_enclosed import PAGE, attach, mail, plain
from tests.ingest.test_sheets import tasks
from tests.ofd_writer import ofd, page
from tests.pdf_writer import Sheet, pdf
from tests.word_files import docx, p, tbl, tr
from tests.xls_writer import Page, xls

_EACH = int(os.environ.get("MUTATED", "130")) // 13
_LINES = ("云溪县2031年绿道建设工作要点", "一、建设任务", "1.新建绿道驿站25处。")


def _letter() -> bytes:
    message = mail(PAGE)
    attach(message, "附件1.docx", docx(p("甲")))
    return bytes(message)


SEEDS = {
    "a.docx": docx(p(*_LINES[:1]), p(_LINES[2]), tbl(tr("序号", "任务"), tr("1", "新建驿站"))),
    "a.xlsx": tasks((1, "新建驿站", "县住建局", "县交通局", "年底前", "25处")),
    "a.xls": xls(Page((("序号", "任务"), (1.0, "新建驿站"), (2.0, (0.9, "0%"))), merged=((0, 0, 0, 1),))),
    "a.et": xls(Page((("序号", "任务"), (1.0, "修补步道")), hidden_rows=[1])),
    "a.ofd": ofd(page(*_LINES), page(*_LINES)),
    "a.pdf": pdf(Sheet().lines(*_LINES)),
    "a.html": PAGE.encode(),
    "a.csv": "序号,任务\n1,\"新建,驿站\"\n".encode("gb18030"),
    "a.md": f"---\ntitle: {_LINES[0]}\n---\n# {_LINES[0]}\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n".encode(),
    "a.txt": "\n".join(_LINES).encode(),
    "a.mht": bytes(mail(PAGE, cte="quoted-printable")),
    "a.eml": _letter(),
    "a.zip": plain({"通知.txt": "\n".join(_LINES).encode(), "附件.docx": docx(p("甲"))}),
}  # fmt: skip


def mutated(data: bytes, by: random.Random) -> bytes:
    """The bytes with one to eight changes."""
    changed = bytearray(data)
    for _ in range(by.randint(1, 8)):
        at = by.randrange(len(changed) or 1)
        until = min(len(changed), at + by.choice((1, 1, 2, 8, 64)))
        match by.randrange(5):
            case 0:
                changed[at:until] = by.randbytes(until - at)
            case 1:
                del changed[at:until]
            case 2:
                changed[at:at] = changed[at:until]
            case 3:
                changed[at:until] = bytes([by.choice((0, 0x20, 0x7F, 0xFF))]) * (until - at)
            case _:
                del changed[by.randrange(len(changed) // 2, len(changed) + 1) :]
                changed = changed or bytearray(data[:1])
    return bytes(changed)


def refusal(data: bytes, name: str) -> IngestError | None:
    """Why the file, or one in it, is refused."""
    try:
        for one in enclosed(data, name):
            if isinstance(one.data, bytes):
                read(one.data, one.name)
    except IngestError as error:
        return error
    return None


@pytest.mark.parametrize("name", list(SEEDS))
def test_a_damaged_file_is_read_or_refused(name: str) -> None:
    by = random.Random(name)
    refusals = [refusal(mutated(SEEDS[name], by), name) for _ in range(_EACH)]
    assert all(error is None or (error.remedy and error.file) for error in refusals)
