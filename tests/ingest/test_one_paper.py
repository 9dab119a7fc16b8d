"""One paper in several formats is one plan: under one id, with the same clauses and words."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from ingest.identity import identify
from ingest.model import Plan
from ingest.pipeline import parse
from ingest.store.library import Library
from tests.ofd_writer import ofd, page
from tests.pdf_writer import Sheet, pdf
from tests.word_files import docx, p

LINES = (
    "云溪县2031年绿道建设工作要点",
    "一、建设任务",
    "1.新建绿道驿站25处。（责任单位：县住建局）",
    "2.修补步道30公里。（责任单位：县交通局）",
)
PAGE = f"<html><body><h1>{LINES[0]}</h1>{''.join(f'<p>{line}</p>' for line in LINES[1:])}</body></html>"


def saved_page() -> bytes:
    message = EmailMessage()
    message.set_content(PAGE, subtype="html", charset="gb18030", cte="base64")
    return bytes(message)


FORMATS = {
    "要点.docx": docx(*(p(line) for line in LINES)),
    "公文.pdf": pdf(Sheet().lines(*LINES)),
    "公文.ofd": ofd(page(*LINES)),
    "网页.html": PAGE.encode("gb18030"),
    "网页.mht": saved_page(),
    "要点.md": "\n\n".join((f"# {LINES[0]}", *LINES[1:])).encode(),
}


def facts(plan: Plan) -> list[tuple[object, ...]]:
    return [(c.label, plan.text_of(c), c.units) for c in plan.clauses]


@pytest.mark.parametrize("name", list(FORMATS))
def test_it_is_the_plan_that_is_held(name: str, tmp_path: Path) -> None:
    first = parse("\n".join(LINES).encode(), "a.txt")
    with Library.open(tmp_path) as library:
        library.put(first)
        same = identify(parse(FORMATS[name], name), (), library.plans())
    assert same.id == first.id
    assert facts(same) == facts(first)
