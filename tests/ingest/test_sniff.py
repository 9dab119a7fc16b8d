"""What a file is, its bytes say and not its name."""

from __future__ import annotations

import pytest

from ingest.errors import ReadError
from ingest.readers import SUFFIXES, accepted, office, read, reader_for
from ingest.readers.html import HtmlReader
from ingest.readers.sniff import media_type, suffix_of
from ingest.readers.text import TextReader
from ingest.readers.word.reader import DocxReader
from tests.word_files import docx, p, zipped

WORD = docx(p("甲"))


def compound(*streams: str) -> bytes:
    """The beginning of a compound file with a directory of these streams."""
    entries = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0") + (len(name) * 2 + 2).to_bytes(2, "little") + bytes(62)
        for name in ("Root Entry", *streams)
    )
    return (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)) + entries


@pytest.mark.parametrize(
    ("data", "name", "suffix"),
    [
        (WORD, "a.txt", ".docx"),
        (WORD, "a.wps", ".docx"),
        (WORD, "a", ".docx"),
        (WORD[:-60], "a.docx", ".docx"),
        (WORD[:-60], "a.bin", ".docx"),
        (zipped({"xl/workbook.xml": "<a/>"}), "a.docx", ".xlsx"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "a.docx", ".odt"),
        (zipped({"a.txt": "x"}), "a.docx", ".zip"),
        (compound("WordDocument"), "a.docx", ".doc"),
        (compound("WordDocument"), "a.wps", ".doc"),
        (compound("Workbook"), "a.doc", ".xls"),
        (compound("WordDocument", "Workbook"), "a.xls", ".xls"),
        (compound("Workbook", "WordDocument"), "a.doc", ".doc"),
        (compound(), "a.doc", ".ole"),
        (b"{\\rtf1 x}", "a.doc", ".rtf"),
        (b"%PDF-1.7\n", "a.docx", ".pdf"),
        (b"<html><body>x", "a.doc", ".html"),
        (b"\xef\xbb\xbf<!DOCTYPE html><p>x", "a.docx", ".html"),
        (b"MIME-Version: 1.0\n", "a.doc", ".mht"),
        ("绿道3公里".encode(), "a.docx", ".txt"),
        ("绿道3公里".encode("utf-16"), "a.docx", ".txt"),
        (b"<html><body>x", "a.md", ".md"),
        (b"x", "a.HTM", ".htm"),
    ],
)
def test_bytes_decide(data: bytes, name: str, suffix: str) -> None:
    assert suffix_of(data, name) == suffix


def test_a_renamed_file_goes_to_its_reader() -> None:
    assert isinstance(reader_for("a.txt", WORD), DocxReader)
    assert isinstance(reader_for("a.doc", b"<html><body>x"), HtmlReader)
    assert isinstance(reader_for("a.docx", b"x"), TextReader)
    assert [line.text for line in read(WORD, "a.txt").lines] == ["甲"]


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (compound("EncryptionInfo", "EncryptedPackage"), "a.docx", "打开密码"),
        (b"\x01\x00\x02\x00", "a.docx", "内容却不是"),
        (b"", "a.docx", "空的"),
        (compound("PowerPoint Document"), "a.docx", "暂不支持 .ppt"),
        (zipped({"a.txt": "x"}), "a.docx", "暂不支持 .zip"),
    ],
)
def test_what_is_refused_says_what_it_is(data: bytes, name: str, said: str) -> None:
    with pytest.raises(ReadError, match=said) as caught:
        read(data, name)
    assert caught.value.file == name
    assert caught.value.remedy


def test_people_are_told_of_the_formats_in_one_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office.shutil, "which", lambda _: None)
    assert accepted().startswith("Word（.docx）、")
    assert ".doc、" not in accepted()
    monkeypatch.setattr(office.shutil, "which", lambda name: f"/usr/bin/{name}")
    assert "（.doc、.wps、.rtf、.odt）" in accepted()
    assert {".docx", ".doc", ".wps", ".rtf", ".odt"} <= set(SUFFIXES)


@pytest.mark.parametrize(
    ("name", "media"),
    [
        ("a.DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.doc", "application/msword"),
        ("a.rtf", "application/rtf"),
        ("a.html", "text/html"),
        ("a.xyz", "application/octet-stream"),
    ],
)
def test_the_type_a_file_is_handed_back_as(name: str, media: str) -> None:
    assert media_type(name) == media
