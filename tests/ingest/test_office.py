"""Files that LibreOffice turns into .docx: read where there is one, else refused with the remedy."""

from __future__ import annotations

import os
import stat
import subprocess
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.errors import ReadError
from ingest.readers import office, read
from ingest.readers.options import OFFICE
from tests.waiting import GIVE_UP
from tests.word_files import docx, p, t

RTF = (
    rb"{\rtf1\ansi\ansicpg936\uc0 {\b \u20020\u27827\u24066\u35201\u28857}\par "
    rb"\u19968\u12289\u30446\u26631\par 1.\u26032\u24314 3 \u20844\u37324\par}"
)
there = pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed")
posix = pytest.mark.skipif(os.name != "posix", reason="a shell script stands for LibreOffice")


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """A script in LibreOffice's place; `$out` is the file it is to write, `$here` a folder of the test."""

    def set_up(body: str) -> Path:
        folder = tmp_path / "bin"
        folder.mkdir(exist_ok=True)
        script = folder / "soffice"
        find = 'while [ $# -gt 1 ]; do [ "$1" = --outdir ] && out="$2/file.docx"; shift; done'
        lines = ("#!/bin/sh", f"here={tmp_path}", find, 'mkdir -p "${out%/*}"', body, "")
        script.write_text("\n".join(lines), "utf-8")
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
        return tmp_path

    return set_up


def test_without_libreoffice_the_remedy_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office.shutil, "which", lambda _: None)
    with pytest.raises(ReadError, match="LibreOffice") as caught:
        read(RTF, "要点.rtf")
    assert "另存为 .docx" in (caught.value.remedy or "")
    assert caught.value.file == "要点.rtf"


@posix
def test_what_it_writes_is_read(stand_in) -> None:  # type: ignore[no-untyped-def]
    folder = stand_in('cp "$here/made.docx" "$out"')
    (folder / "made.docx").write_bytes(docx(p("新建驿站")))
    assert [line.text for line in read(RTF, "a.doc").lines] == ["新建驿站"]


@posix
@pytest.mark.parametrize("body", ["exit 1", ': > "$out"'], ids=["nothing", "an empty file"])
def test_where_it_writes_nothing_the_file_is_refused(stand_in, body: str) -> None:  # type: ignore[no-untyped-def]
    stand_in(body)
    with pytest.raises(ReadError, match="打不开") as caught:
        read(RTF, "a.rtf")
    assert caught.value.remedy


@posix
def test_what_takes_too_long_is_ended_with_its_children(stand_in, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    folder = stand_in("sh -c 'echo $$ > \"{}\"; exec sleep 60' & wait")
    stand_in(f"sh -c 'echo $$ > {folder}/child; exec sleep 60' & wait")
    monkeypatch.setattr(office, "OFFICE", replace(OFFICE, seconds=1.0))
    with pytest.raises(ReadError, match="没有转完"):
        read(RTF, "a.rtf")
    child = int((folder / "child").read_text())
    until = time.monotonic() + 10
    while time.monotonic() < until and _runs(child):
        time.sleep(0.02)
    assert not _runs(child)


@posix
def test_who_waits_too_long_for_another_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "OFFICE", replace(OFFICE, wait=0.05, tick=0.01))
    monkeypatch.setattr(office, "program", lambda: "soffice")
    with office._locked_file() as other:
        assert office._lock(other)
        with pytest.raises(ReadError, match="正在转换别的文件"):
            office.as_docx(RTF, "a.rtf")
    held = threading.Lock()
    with held:
        monkeypatch.setattr(office, "_ONE", held)
        with pytest.raises(ReadError, match="正在转换别的文件"):
            office.as_docx(RTF, "a.rtf")


@there
def test_libreoffice_reads_rich_text() -> None:
    assert [line.text for line in read(RTF, "a.rtf").lines if line.text] == [
        "临河市要点",
        "一、目标",
        "1.新建3 公里",
    ]


@there
@pytest.mark.parametrize("suffix", ["doc", "odt", "rtf"])
def test_changes_are_accepted_and_numbers_are_not_printed_twice(suffix: str, tmp_path: Path) -> None:
    """Printed by LibreOffice such a file says 达到92%95% and [1.]1.: it is never read as a page."""
    changed = docx(
        p(t("临河市2031年养老工作要点"))
        + p(t("1.床位使用率达到") + f"<w:del {_BY}><w:r><w:delText>92%</w:delText></w:r></w:del>"
            f"<w:ins {_BY}>{t('95%')}</w:ins>" + t("以上。"))
        + p(t("2.新建驿站3个。"))
    )  # fmt: skip
    (tmp_path / "a.docx").write_bytes(changed)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        str(office.program()),
        profile,
        "--headless",
        "--convert-to",
        suffix,
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*command, str(tmp_path / "a.docx")], check=True, capture_output=True, timeout=GIVE_UP)
    file = tmp_path / f"a.{suffix}"
    document = read(file.read_bytes(), file.name)
    assert [line.text for line in document.lines if line.text][1:] == [
        "1.床位使用率达到95%以上。",
        "2.新建驿站3个。",
    ]
    assert "revision" in [doubt.kind for doubt in document.doubts]


_BY = 'w:id="1" w:author="a" w:date="2031-01-01T00:00:00Z"'


def _runs(process: int) -> bool:
    """Whether it is there and no zombie."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
