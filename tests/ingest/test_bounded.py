"""Large files and long lines are read by a process that can be ended; small ones are not."""

from __future__ import annotations

import subprocess
import sys
from typing import ClassVar

import pytest

from ingest import bounded
from ingest.bounded import ReadingLimits, parse_bounded
from ingest.errors import IngestError
from ingest.pipeline import parse
from ingest.readers.package import weight
from ingest.recognition.progress import Reached
from tests.ofd_writer import ofd, page
from tests.pdf_writer import Sheet, pdf
from tests.word_files import docx, p

PAPER = "栖梧县2025年养老工作计划\n一、任务\n1.建成养老驿站25个。\n2.培训护理员300人。\n".encode()
APART = ReadingLimits(size=10)


def test_a_file_read_apart_is_the_same_plan() -> None:
    assert parse_bounded(PAPER, "p.txt", APART) == parse(PAPER, "p.txt")


@pytest.mark.parametrize(
    ("data", "limits"),
    [(PAPER, ReadingLimits(size=10)), (PAPER, ReadingLimits(line=10))],
    ids=["large", "long line"],
)
def test_a_file_over_a_limit_is_read_apart(
    data: bytes, limits: ReadingLimits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded, "parse", None)
    assert len(parse_bounded(data, "p.txt", limits).clauses) == 2


def test_a_small_file_costs_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", None)
    assert len(parse_bounded(PAPER, "p.txt").clauses) == 2


def test_what_takes_too_long_is_refused_with_a_sentence() -> None:
    limits = ReadingLimits(size=10, seconds=0.01, seconds_a_megabyte=0)
    with pytest.raises(IngestError) as refused:
        parse_bounded(PAPER, "p.txt", limits)
    assert refused.value.file == "p.txt"
    assert "没有读完" in refused.value.message
    assert refused.value.remedy


def test_a_refusal_comes_back_from_the_process() -> None:
    with pytest.raises(IngestError, match="没有") as refused:
        parse_bounded("附件。\n".encode() * 4, "p.txt", APART)
    assert refused.value.remedy
    assert refused.value.file == "p.txt"


def test_a_package_is_weighed_by_what_it_unpacks_to(monkeypatch: pytest.MonkeyPatch) -> None:
    data = docx(*(p(f"{n}.新建驿站{n}座。") for n in range(1, 60)))
    limits = ReadingLimits(size=len(data) // 4)
    assert len(data) < weight(data) * 10
    monkeypatch.setattr(subprocess, "Popen", None)
    assert len(parse_bounded(data, "p.docx").clauses) == 59
    with pytest.raises(TypeError):
        parse_bounded(data, "p.docx", limits)


def test_a_package_read_apart_is_the_same_plan() -> None:
    data = docx(p("栖梧县2025年养老工作计划"), p("一、任务"), p("1.建成养老驿站25个。"))
    assert parse_bounded(data, "p.docx", APART) == parse(data, "p.docx")


@pytest.fixture
def told_of_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """However fast pages are read, in the process apart too."""
    monkeypatch.setattr(bounded, "_COMMAND", (sys.executable, "-c", _TELLING))


_TELLING = (
    "from ingest.recognition import progress; from dataclasses import replace; "
    "progress.READING = replace(progress.READING, every=0); "
    "from ingest import bounded; bounded._serve()"
)


@pytest.mark.usefixtures("told_of_each")
class TestPages:
    """Somebody waits for a text of many pages."""

    DATA: ClassVar = {
        "a.pdf": pdf(*[Sheet().lines("云溪县2031年绿道工作要点", f"{n}.新建驿站{n}处。") for n in (1, 2, 3)]),
        "a.ofd": ofd(*[page("云溪县2031年绿道工作要点", f"{n}.新建驿站{n}处。") for n in (1, 2, 3)]),
    }

    @pytest.mark.parametrize("name", DATA)
    def test_the_pages_are_told(self, name: str) -> None:
        heard: list[Reached] = []
        assert len(parse_bounded(self.DATA[name], name, told=heard.append).clauses) == 3
        assert heard == [Reached(page=n, pages=3, recognised=False) for n in (1, 2, 3)]

    @pytest.mark.parametrize("name", DATA)
    def test_whoever_waits_can_stop_it(self, name: str) -> None:
        class StoppedError(Exception):
            pass

        def stop(_reached: Reached) -> None:
            raise StoppedError

        with pytest.raises(StoppedError):
            parse_bounded(self.DATA[name], name, told=stop)
