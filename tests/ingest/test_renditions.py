"""The same plan in two formats is one: its words decide what a new version is, not the file they came in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.grammar.folding import without_setting
from ingest.identity import identify
from ingest.load import Loading, find_files, load, store
from ingest.model import Edition, Plan, ScannedPage
from ingest.pipeline import READER_VERSION, parse
from ingest.store.library import Library
from ingest.store.originals import Originals
from tests.ofd_writer import ofd, page
from tests.pdf_writer import Sheet, pdf
from tests.word_files import docx, numbered, p

LINES = (
    "石桥县2032年公园建设工作要点",
    "一、建设任务",
    "1.新建口袋公园35处，每处不少于0.4公顷。（责任单位：县住建局）",
    "2.补种行道树2600株，成活率达到92%以上。（责任单位：县林业局）",
    "二、保障",
    "3.安排资金480万元。（责任单位：县财政局）",
)
TEXT = "\n".join(LINES)
PAGE = f"<html><body><h1>{LINES[0]}</h1>{''.join(f'<p>{line}</p>' for line in LINES[1:])}</body></html>"
PRINTED = pdf(Sheet().lines(*LINES[:3], "— 1 —"), Sheet().lines(*LINES[3:], "— 2 —"))

SAME = {
    "Word": ("要点.docx", docx(*(p(line) for line in LINES))),
    "Word with automatic numbers": ("自动编号.docx", numbered(TEXT)),
    "a PDF with page numbers": ("公文.pdf", PRINTED),
    "an OFD": ("公文.ofd", ofd(page(*LINES))),
    "a web page in gb18030": ("网页.html", PAGE.encode("gb18030")),
    "Markdown": ("要点.md", f"# {TEXT}".replace("\n", "\n\n").encode()),
    "empty lines": ("空行.txt", TEXT.replace("\n", "\n\n").encode()),
    "lines that are broken hard": ("断行.txt", TEXT.replace("每处不少于", "每处\n不少于").encode()),
    "blanks between figures and words": ("空格.txt", TEXT.replace("35处", "35 处").encode()),
    "full-width blanks before each line": ("缩进.txt", TEXT.replace("\n", "\n　　").encode()),
    "Windows' line ends and a mark of order": ("另存.txt", TEXT.replace("\n", "\r\n").encode("utf-8-sig")),
    "UTF-16": ("记事本.txt", TEXT.encode("utf-16")),
}
OTHER = {
    "a figure": TEXT.replace("2600", "2601"),
    "the sign of a rate": TEXT.replace("92%", "92‰"),
    "a bound": TEXT.replace("以上", "左右"),
    "an office": TEXT.replace("县林业局", "县住建局"),
    "one character": TEXT.replace("补种", "补栽"),
    "a full stop": TEXT.replace("480万元。", "480万元；"),
    "a clause more": f"{TEXT}\n4.每月通报。（责任单位：县府办）",
    "a clause less": TEXT.replace(f"\n{LINES[-1]}", ""),
    "a mark": TEXT.replace("3.安排", "4.安排"),
    "a number of the paper": TEXT.replace(LINES[1], f"石政发〔2032〕3号\n{LINES[1]}"),
}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "home", reader=READER_VERSION) as opened:
        opened.put(parse(TEXT.encode(), "要点.txt"))
        yield opened


def read(library: Library, data: bytes, name: str) -> Plan:
    return identify(parse(data, name), (), library.plans())


@pytest.mark.parametrize(("name", "data"), SAME.values(), ids=SAME)
def test_the_same_words_in_another_file_are_no_version(library: Library, name: str, data: bytes) -> None:
    report = store(library, read(library, data, name), name)
    assert report.version == 1
    assert report.outcome in ("rendition", "renewed")
    assert len(library.versions("要点")) == 1
    (further,) = library.renditions("要点")
    held = library.get("要点").source
    assert {further.file, held.file} == {"要点.txt", name}
    assert len(library.originals()) == 2


@pytest.mark.parametrize("text", OTHER.values(), ids=OTHER)
def test_what_differs_is_a_new_version(library: Library, text: str) -> None:
    for name, data in (("改.txt", text.encode()), ("改.docx", docx(*(p(line) for line in text.split("\n"))))):
        plan = read(library, data, name)
        assert plan.id == "要点"
        assert library.joining(plan) is None
    assert store(library, plan, name).version == 2


def test_a_whole_folder_read_twice(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for name, data in SAME.values():
        (folder / name).write_bytes(data)
    with Library.open(tmp_path / "home", reader=READER_VERSION) as library:
        how = Loading(originals=Originals(home=tmp_path / "home"))
        first = [r.outcome for r in load(library, find_files([folder]), how=how)]
        again = [r.outcome for r in load(library, find_files([folder]), how=how)]
        (row,) = library.plans()
        assert (row.version, first.count("new"), first.count("replaced")) == (1, 1, 0)
        assert set(again) == {"unchanged"}
        kept = {how.originals.state(sha256) for sha256 in library.originals()} if how.originals else set()
        assert (len(library.originals()), kept) == (len(SAME), {"whole"})
        assert library.damage() == ""


def test_the_words_of_an_earlier_version_do_not_come_back_by_themselves(library: Library) -> None:
    store(library, read(library, OTHER["a figure"].encode(), "二稿.txt"), "二稿.txt")
    word = read(library, *reversed(SAME["Word"]))
    report = store(library, word, "要点.docx")
    assert (report.outcome, report.version, library.plans()[0].version) == ("rendition", 1, 2)
    report = store(library, word, "要点.docx", insist=True)
    assert (report.outcome, report.version) == ("replaced", 3)
    assert library.renditions("要点") == ()
    assert "2600" in library.get("要点").text


def test_a_file_that_is_changed_back_stands_again(library: Library) -> None:
    changed = read(library, OTHER["a figure"].encode(), "要点.txt")
    assert store(library, changed, "要点.txt").version == 2
    back = read(library, SAME["empty lines"][1], "要点.txt")
    report = store(library, back, "要点.txt")
    assert (report.outcome, report.version) == ("replaced", 3)


def test_a_file_that_is_changed_becomes_a_version(library: Library) -> None:
    name, data = SAME["Word"]
    store(library, read(library, data, name), name)
    changed = docx(*(p(line) for line in OTHER["a figure"].split("\n")))
    assert store(library, read(library, changed, name), name).version == 2
    assert [r.version for r in library.renditions("要点")] == [1]


def test_a_scan_gives_way_to_characters(tmp_path: Path) -> None:
    printed = parse(PRINTED, "扫描.pdf")
    scan = replace(printed, scanned=(ScannedPage(page=1, turn=0, skew=0.0),))
    with Library.open(tmp_path, reader=READER_VERSION) as library:
        library.put(scan)
        word = read(library, *reversed(SAME["Word"]))
        report = store(library, word, "要点.docx")
        assert (report.outcome, report.version) == ("renewed", 1)
        held = library.get(scan.id)
        assert (held.source.file, held.scanned) == ("要点.docx", ())
        assert [r.file for r in library.renditions(scan.id)] == ["扫描.pdf"]
        again = store(library, identify(scan, (), library.plans()), "扫描.pdf")
        assert (again.outcome, library.get(scan.id).source.file) == ("rendition", "要点.docx")


HEADED = (
    "# 丰川区2033年食堂改造方案\n\n## 改造什么地方\n\n改造学校食堂8个。\n\n改造敬老院食堂3个。\n\n"
    "## 钱从哪里来\n\n区财政局拨付资金90万元。\n\n街道另筹20万元。\n"
)


def test_a_format_that_tells_headings_is_read_in_place_of_one_that_does_not(tmp_path: Path) -> None:
    plain = HEADED.replace("#", "").replace("\n ", "\n").strip()
    with Library.open(tmp_path, reader=READER_VERSION) as library:
        library.put(parse(plain.encode(), "方案.txt"))
        better = read(library, HEADED.encode(), "方案.md")
        report = store(library, better, "方案.md")
        assert (report.outcome, report.version) == ("renewed", 1)
        assert library.get(better.id).clauses == better.clauses
        worse = read(library, plain.replace("\n", "\r\n").encode(), "另存.txt")
        assert store(library, worse, "另存.txt").outcome == "rendition"
        assert library.get(better.id).clauses == better.clauses


def test_whose_text_it_is_holds_for_all_files_with_its_words(tmp_path: Path) -> None:
    with Library.open(tmp_path, reader=READER_VERSION) as library:
        library.put(replace(parse(TEXT.encode(), "要点.txt"), edition=Edition.UNCONFIRMED))
        word = read(library, *reversed(SAME["Word"]))
        unsaid = store(library, replace(word, edition=Edition.UNCONFIRMED), "要点.docx")
        assert (unsaid.outcome, library.known(word.source.sha256)) == ("rendition", None)
        said = store(library, word, "要点.docx")
        assert (said.outcome, said.version) == ("replaced", 1)
        (row,) = library.plans()
        assert (row.edition, len(library.versions(row.id))) == (Edition.OFFICIAL, 1)
        assert library.known(word.source.sha256) == row.id


def test_another_wording_of_the_title_is_kept_with_the_version(library: Library) -> None:
    named = f"---\ntitles: [石桥公园要点]\n---\n# {TEXT}".encode()
    assert store(library, read(library, named, "带别名.md"), "带别名.md").version == 1
    (row,) = library.plans()
    assert (row.version, row.titles, row.file) == (1, ("石桥公园要点",), "要点.txt")


def test_removed_with_its_plan(library: Library) -> None:
    name, data = SAME["a PDF with page numbers"]
    plan = read(library, data, name)
    store(library, plan, name)
    assert plan.source.sha256 in library.remove("要点")
    assert library.removed(plan.source.sha256) is not None
    assert (library.renditions("要点"), library.originals()) == ((), {})


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("35 处", "35处"),
        ("每处\n　　不少于", "每处不少于"),
        ("5\u201110个", "5-10个"),
        ("软\u00ad连字", "软连字"),
        ("零\u200b宽\ufeff", "零宽"),
        ("92％", "92％"),
        ("（一）", "（一）"),
    ],
)
def test_what_only_sets_a_text(text: str, bare: str) -> None:
    assert without_setting(text) == bare
