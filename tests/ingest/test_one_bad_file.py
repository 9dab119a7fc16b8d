"""Whatever goes wrong in one file is that file's refusal; the files before and after it are read."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from importlib import import_module
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from assistant.admin.ingest_files import ensure_loaded, print_report, report_json, take_in
from assistant.admin.library_changes import accept, propose
from assistant.settings import Settings
from ingest.errors import IngestError
from ingest.layout.metadata import read_manifest
from ingest.load import Loading, entries, find_files, links_out, load
from ingest.naming import plan_id, printed
from ingest.pipeline import READER_VERSION, parse_text
from ingest.readers.enclosed import Enclosed
from ingest.store.library import Library
from ingest.store.originals import Originals

GOOD = """临河市202{}年托育服务工作要点

一、重点任务
1.办好普惠托育。全年新增托位1200个。（责任科室：人口家庭科）
2.做实疫苗接种。适龄儿童接种率保持在95%以上。（责任科室：疾控科）
"""
BROKEN = GOOD.format(9).replace("新增托位1200个", "此处坏掉")
NESTED = "---\ntitle: {}\n---\n# 临河市2028年工作要点\n\n1.新增托位1200个，千人口托位数达到4.2个。\n"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "home", reader=READER_VERSION) as opened:
        yield opened


@pytest.fixture
def breaks(monkeypatch: pytest.MonkeyPatch) -> Callable[[type[BaseException]], None]:
    """The reader of targets fails in the clause that says 此处坏掉."""
    pipeline = import_module("ingest.pipeline")
    whole = pipeline.stated

    def failing(error: type[BaseException]) -> None:
        def read(clause: object, text: str, context: object) -> object:
            if "此处坏掉" in clause.span.of(text):  # type: ignore[attr-defined]
                raise error("不符合格式的数据")
            return whole(clause, text, context)

        monkeypatch.setattr(pipeline, "stated", read)

    return failing


@pytest.mark.parametrize("error", [ValueError, KeyError, RecursionError, MemoryError, ZeroDivisionError])
def test_the_others_are_read(
    library: Library,
    tmp_path: Path,
    breaks: Callable[[type[BaseException]], None],
    error: type[BaseException],
    caplog: pytest.LogCaptureFixture,
) -> None:
    breaks(error)
    for name, text in {"a": GOOD.format(1), "b": BROKEN, "c": GOOD.format(2)}.items():
        (tmp_path / f"{name}.txt").write_text(text)
    with caplog.at_level(logging.ERROR):
        reports = list(
            load(library, find_files([tmp_path]), how=Loading(originals=Originals(home=tmp_path / "home")))
        )
    assert [r.outcome for r in reports] == ["new", "refused", "new"]
    assert reports[1].message.startswith("b.txt 第4行：")
    assert reports[1].message.count("。") == 1
    foreseen = error in (RecursionError, MemoryError)
    assert foreseen or any(record.exc_info for record in caplog.records)
    assert len(library.plans()) == 2


def test_in_the_page_it_is_a_refusal_too(
    library: Library, tmp_path: Path, breaks: Callable[[type[BaseException]], None]
) -> None:
    breaks(ValueError)
    found = propose(library, Enclosed(name="b.txt", data=BROKEN.encode()), ())
    assert found.outcome == "refused"
    assert "b.txt" in found.message
    whole = propose(library, Enclosed(name="a.txt", data=GOOD.format(1).encode()), ())
    assert accept(library, Originals(home=tmp_path / "home"), whole).outcome == "new"


def test_what_fails_while_it_is_stored_is_a_refusal_too(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = propose(library, Enclosed(name="a.txt", data=GOOD.format(1).encode()), ())

    def fails(*_: object) -> None:
        raise ValueError("x")

    monkeypatch.setattr(Library, "store", fails)
    assert accept(library, Originals(home=tmp_path / "home"), whole).outcome == "refused"


@pytest.mark.parametrize("opening", ["[", "{a: ", "- [", "!!python/object [", "? "])
def test_front_matter_nested_deep(library: Library, tmp_path: Path, opening: str) -> None:
    (tmp_path / "a.md").write_text(NESTED.format(opening * 5000))
    (tmp_path / "b.txt").write_text(GOOD.format(1))
    known = entries([tmp_path])
    reports = list(load(library, find_files([tmp_path]), how=Loading(known=known)))
    assert [r.outcome for r in reports] == ["refused", "new"]
    assert reports[0].message.startswith("a.md 第")


@pytest.mark.parametrize("value", ["2021-02-30", "2021-13-01", "12:61:61:61e", "0o9", "1" * 5000])
def test_front_matter_with_a_day_that_is_none(library: Library, tmp_path: Path, value: str) -> None:
    (tmp_path / "a.md").write_text(NESTED.format(f"临河\nissued: {value}"))
    (report,) = load(library, find_files([tmp_path]), how=Loading(known=entries([tmp_path])))
    assert report.outcome == "refused"
    assert "a.md 第" in report.message


@pytest.mark.parametrize("text", ["[" * 5000, "- issued: 2021-02-30", "- {" * 4000])
def test_a_manifest_that_cannot_be_read_is_a_sentence(text: str) -> None:
    with pytest.raises(IngestError, match=r"manifest\.yaml 第\d+行：清单"):
        read_manifest(text, "manifest.yaml")


def test_the_page_opens_with_what_the_library_holds(tmp_path: Path) -> None:
    corpus, home = tmp_path / "corpus", tmp_path / "home"
    corpus.mkdir()
    (corpus / "a.txt").write_text(GOOD.format(1))
    settings = Settings(home=home, corpus=corpus)
    ensure_loaded(settings, Console(quiet=True))
    (corpus / "manifest.yaml").write_text("[" * 5000)
    console = Console(width=200, file=StringIO())
    ensure_loaded(settings, console)
    assert "manifest.yaml" in console.file.getvalue()  # type: ignore[attr-defined]
    with Library.open(home) as library:
        assert len(library.plans()) == 1


class TestLinks:
    def test_one_that_leads_out_of_the_folder_is_told_and_not_followed(
        self, library: Library, tmp_path: Path
    ) -> None:
        folder, outside = tmp_path / "files", tmp_path / "secret.conf"
        folder.mkdir()
        outside.write_text(GOOD.format(1))
        (folder / "link.txt").symlink_to(outside)
        (folder / "own.txt").write_text(GOOD.format(2))
        (folder / "inner.txt").symlink_to(folder / "own.txt")
        (folder / "circle.txt").symlink_to(folder / "circle.txt")
        assert [p.resolve().name for p in find_files([folder])] == ["own.txt"]
        (told,) = links_out([folder])
        assert told.outcome == "refused"
        assert "link.txt" in told.message
        taken = take_in(
            Settings(home=tmp_path / "home", corpus=tmp_path / "none"), [folder], Console(quiet=True)
        )
        assert sorted(r.outcome for r in taken.files) == ["new", "refused"]

    def test_a_folder_that_leads_out_is_told_and_not_followed(self, tmp_path: Path) -> None:
        folder, outside = tmp_path / "files", tmp_path / "elsewhere"
        (folder / "2022").mkdir(parents=True)
        outside.mkdir()
        (outside / "away.txt").write_text(GOOD.format(1))
        (folder / "2022" / "own.txt").write_text(GOOD.format(2))
        (folder / "2023").symlink_to(outside)
        (folder / "2022" / "up").symlink_to(folder)
        (folder / ".git").symlink_to(outside)
        assert [p.name for p in find_files([folder])] == ["own.txt"]
        (told,) = links_out([folder])
        assert (told.outcome, told.file.endswith("2023")) == ("refused", True)
        assert "文件夹" in told.message
        assert "请直接写出" in told.message

    def test_a_folder_that_a_person_names_is_followed(self, library: Library, tmp_path: Path) -> None:
        (tmp_path / "real").mkdir()
        (tmp_path / "real" / "own.txt").write_text(GOOD.format(1))
        (tmp_path / "named").symlink_to(tmp_path / "real")
        assert [r.outcome for r in load(library, find_files([tmp_path / "named"]))] == ["new"]
        assert links_out([tmp_path / "named"]) == []

    def test_one_that_a_person_names_is_followed(self, library: Library, tmp_path: Path) -> None:
        (tmp_path / "real.txt").write_text(GOOD.format(1))
        (tmp_path / "in").mkdir()
        link = tmp_path / "in" / "link.txt"
        link.symlink_to(tmp_path / "real.txt")
        assert [r.outcome for r in load(library, find_files([link]))] == ["new"]

    def test_a_manifest_is_no_way_out(self, tmp_path: Path) -> None:
        (tmp_path / "elsewhere.yaml").write_text("- {id: x-1, title: 临河市2021年托育服务工作要点}")
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "manifest.yaml").symlink_to(tmp_path / "elsewhere.yaml")
        assert entries([tmp_path / "in"]) == ()

    def test_a_device_is_no_file(self, library: Library) -> None:
        (report,) = load(library, [Path("/dev/zero")])
        assert (report.outcome, "不是普通文件" in report.message) == ("refused", True)


STEMS = {
    "e\0": "e",
    "b\r\nSet-Cookie: x=1": "bSet-Cookie-x-1",
    "\u202etxt.临河": "txt-临河",
    "临河市2023年 (定稿)_v2": "临河市2023年-定稿-v2",
    "２０２３年要点": "2023年要点",
    "--x--": "x",
    "……": "plan",
    "\udcff\udcfe": "plan",
    "零宽\u200b字": "零宽字",
    "a" * 300: "a" * 80,
    "nanchang-2021-health": "nanchang-2021-health",
}


@pytest.mark.parametrize(("stem", "wanted"), STEMS.items())
def test_ids_from_file_names(stem: str, wanted: str) -> None:
    assert plan_id(stem) == wanted


def test_names_keep_what_is_printed() -> None:
    assert printed("附件1：工作要点（定稿）.txt") == "附件1：工作要点（定稿）.txt"
    assert printed("a\0\r\nb\u202e\u2066\u2028.txt\udcff") == "ab.txt"


def test_nothing_unprinted_reaches_the_library(library: Library, tmp_path: Path) -> None:
    name = os.fsdecode(b"b\r\n\xe2\x80\xae\xffx\x1b[31m.txt")
    file = tmp_path / name
    file.write_text("通知\n\n1.全年新增托位1200个，千人口托位数达到4.2个。\n2.每季度通报一次进展情况。\n")
    (report,) = load(library, find_files([file]))
    (row,) = library.plans()
    for words in (row.id, row.file, row.title, report.file, str(report_json([report]))):
        assert printed(words) == words
        words.encode()
    assert library.remove(row.id) is not None


def test_a_refusal_names_the_file_without_what_is_not_printed(library: Library, tmp_path: Path) -> None:
    (report,) = load(library, [tmp_path / "a\x1b]0;x\x07\r\n.txt"])
    assert printed(report.message) == report.message


def test_counts_of_two_ingests_at_once_add_up(tmp_path: Path) -> None:
    """Another process stores the same file between the look-up and the storing."""
    home, files = tmp_path / "home", tmp_path / "files"
    files.mkdir()
    for number in range(3):
        (files / f"{number}.txt").write_text(GOOD.format(number))
    with Library.open(home, reader=READER_VERSION) as library:
        known = Library.known

        def late(self: Library, sha256: str) -> str | None:
            found = known(self, sha256)
            for number in (0, 1):
                self.put(parse_text(GOOD.format(number), f"{number}.txt"))
            return found

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Library, "known", late)
            reports = list(load(library, find_files([files])))
    told = StringIO()
    print_report(reports, Console(width=200, file=told))
    assert "共 3 个文件：读入 1，存档 0，未变 2，未读入 0" in told.getvalue()


def test_a_link_to_nothing_is_refused_and_not_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "gone.txt").symlink_to(folder / "moved.txt")
    assert [p.name for p in find_files([folder])] == ["gone.txt"]
    with Library.open(tmp_path / "home") as library:
        (report,) = load(library, find_files([folder]))
    assert report.outcome == "refused"
    assert "gone.txt" in report.message
