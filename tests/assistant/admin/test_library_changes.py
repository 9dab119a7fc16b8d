"""A file is told what it would do before it does it, and never runs over what others did in between."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.admin import library_changes
from assistant.admin.library_changes import Proposal, accept, index, propose, remove
from assistant.settings import Settings
from ingest.index.lexical import LexicalIndex
from ingest.model import Edition
from ingest.pipeline import READER_VERSION
from ingest.readers.enclosed import Enclosed
from ingest.store.library import Library
from ingest.store.originals import Originals
from tests.word_files import numbered

OFFICIAL = """临河市2023年卫生健康工作要点

一、重点任务
1.新增托位1200个，千人口托位数达到4.2个。（责任单位：人口家庭科）
2.适龄儿童疫苗接种率达到95%以上。（责任单位：疾控科、妇幼科）
"""
DIGEST = f"---\nregion: 临河市\nyear: 2023\nedition: digest\n---\n# {OFFICIAL}"
OTHER = OFFICIAL.replace("临河市", "海西市")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path, reader=READER_VERSION) as opened:
        yield opened


@pytest.fixture
def originals(tmp_path: Path) -> Originals:
    return Originals(home=tmp_path)


def proposed(library: Library, text: str, name: str = "要点.txt", instead_of: str | None = None) -> Proposal:
    return propose(library, Enclosed(name=name, data=text.encode()), (), instead_of=instead_of)


def put(library: Library, originals: Originals, text: str, name: str = "要点.txt") -> None:
    assert accept(library, originals, proposed(library, text, name)).outcome != "refused"


def test_looking_changes_nothing(library: Library, tmp_path: Path) -> None:
    stamp = library.stamp()
    found = proposed(library, OFFICIAL)
    assert (found.outcome, found.stores) == ("new", True)
    assert library.stamp() == stamp
    assert not (tmp_path / "files").exists()


def test_new_then_a_version_then_the_same(library: Library, originals: Originals) -> None:
    put(library, originals, OFFICIAL)
    assert proposed(library, OFFICIAL).outcome == "same"
    later = proposed(library, OFFICIAL.replace("95%", "98%"), "另一个名字.txt")
    assert later.outcome == "version"
    assert later.changes is not None
    assert later.changes.edited == 1
    report = accept(library, originals, later)
    assert (report.outcome, report.version) == ("replaced", 2)
    assert all(originals.path(v.sha256) for v in library.versions("要点"))


def test_an_earlier_text_may_become_current_again_on_purpose(library: Library, originals: Originals) -> None:
    put(library, originals, OFFICIAL)
    put(library, originals, OFFICIAL.replace("95%", "98%"), "修订.txt")
    back = proposed(library, OFFICIAL)
    assert any("第 1 版" in note for note in back.notes)
    report = accept(library, originals, back)
    assert (report.outcome, report.version) == ("replaced", 3)
    assert "95%" in library.get("要点").text


def test_a_digest_is_set_aside(library: Library, originals: Originals) -> None:
    put(library, originals, OFFICIAL)
    found = proposed(library, DIGEST, "摘编.md")
    assert found.outcome == "aside"
    assert any("官方文本" in note for note in found.notes)
    assert accept(library, originals, found).outcome == "aside"
    assert library.plans()[0].file == "要点.txt"


def test_a_new_version_of_what_is_withdrawn_stays_withdrawn(library: Library, originals: Originals) -> None:
    put(library, originals, OFFICIAL)
    library.withdraw("要点")
    found = proposed(library, OFFICIAL.replace("95%", "98%"))
    assert (found.outcome, any("废止" in note for note in found.notes)) == ("version", True)
    assert accept(library, originals, found).message
    assert library.plans() == ()


def test_what_was_removed_comes_back_on_purpose(library: Library, originals: Originals) -> None:
    put(library, originals, OFFICIAL)
    sha256 = library.plans()[0].sha256
    remove(library, originals, "要点")
    assert originals.path(sha256) is None
    found = proposed(library, OFFICIAL)
    assert (found.outcome, any("移除" in note for note in found.notes)) == ("new", True)
    accept(library, originals, found)
    assert originals.path(sha256)


def test_for_this_very_plan(library: Library, originals: Originals) -> None:
    put(library, originals, OFFICIAL)
    put(library, originals, OTHER, "海西.txt")
    wrong = proposed(library, OTHER, "海西.txt", instead_of="要点")
    assert (wrong.outcome, "另一份文件" in wrong.message) == ("refused", True)
    renamed = proposed(library, OFFICIAL.replace("卫生健康工作", "卫健工作"), "新.txt", instead_of="要点")
    assert renamed.outcome == "version"
    assert any("标题不同" in note for note in renamed.notes)
    assert accept(library, originals, renamed).id == "要点"
    gone = proposed(library, OFFICIAL, instead_of="nothing")
    assert "已经不在" in gone.message


def test_what_cannot_be_read_is_a_sentence(library: Library) -> None:
    found = propose(library, Enclosed(name="图片.png", data=b"\x89PNG"), ())
    assert (found.outcome, found.stores) == ("refused", False)
    assert "图片.png" in found.message
    assert "请" in found.message, "what to do"


def test_nobody_runs_over_what_another_did_meanwhile(library: Library, originals: Originals) -> None:
    """Both saw an empty library; the second is asked to look again."""
    mine = proposed(library, OFFICIAL)
    theirs = proposed(library, OFFICIAL.replace("95%", "98%"), "修订.txt")
    assert accept(library, originals, theirs).outcome == "new"
    late = accept(library, originals, mine)
    assert (late.outcome, "刚刚有了改动" in late.message) == ("refused", True)
    assert len(library.versions(library.plans()[0].id)) == 1


def test_many_at_once_do_no_damage(library: Library, originals: Originals) -> None:
    texts = [OFFICIAL.replace("95%", f"{n}%") for n in range(60, 72)]
    held = [proposed(library, text, f"{n}.txt") for n, text in enumerate(texts)]
    reports = list[str]()
    threads = [
        threading.Thread(target=lambda p=p: reports.append(accept(library, originals, p).outcome))  # type: ignore[misc]
        for p in held
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(reports) == ["new"] + ["refused"] * 11
    (row,) = library.plans()
    assert len(library.clauses(plan=row.id)) == row.clauses


def test_a_busy_index_is_a_sentence(
    library: Library, originals: Originals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(home=tmp_path)
    put(library, originals, OFFICIAL)
    monkeypatch.setattr(library_changes, "_PATIENCE", 0.05)
    with LexicalIndex.open(tmp_path / "lexical").lock(1):
        assert "稍后提问时会自动补上" in index(settings, library)
    assert index(settings, library) == ""


def test_where_on_the_machine_something_failed_is_no_matter_of_the_page(
    library: Library, originals: Originals, tmp_path: Path
) -> None:
    (tmp_path / "files").write_text("no folder")
    report = accept(library, originals, proposed(library, OFFICIAL))
    assert report.outcome == "refused"
    assert "不能留存" in report.message
    assert str(tmp_path) not in report.message


def test_a_word_file_of_the_same_words_is_one_more_original(library: Library, originals: Originals) -> None:
    put(library, originals, OFFICIAL)
    word = numbered(OFFICIAL)
    found = propose(library, Enclosed(name="要点（定稿）.docx", data=word), ())
    assert (found.outcome, found.message, found.changes) == ("rendition", "", None)
    assert found.joins is not None
    assert (found.joins.version, found.stores, found.asks) == (1, True, False)
    report = accept(library, originals, found)
    assert (report.outcome, report.id, report.version) == ("rendition", "要点", 1)
    (further,) = library.renditions("要点")
    assert further.file == "要点（定稿）.docx"
    kept = originals.path(further.sha256)
    assert kept is not None
    assert kept.read_bytes() == word
    assert library.get("要点").source.file == "要点.txt"
    remove(library, originals, "要点")
    assert originals.path(further.sha256) is None


def test_of_words_that_nobody_has_spoken_for_it_is_asked_whose_they_are(
    library: Library, originals: Originals
) -> None:
    accept(library, originals, proposed(library, OFFICIAL), Edition.UNCONFIRMED)
    found = propose(library, Enclosed(name="要点.docx", data=numbered(OFFICIAL)), ())
    assert (found.outcome, found.asks) == ("rendition", True)
    report = accept(library, originals, found, Edition.OFFICIAL)
    assert (report.outcome, report.version) == ("replaced", 1)
    assert library.plans()[0].edition is Edition.OFFICIAL


def test_what_is_pressed_changes_nothing_of_words_that_are_official(
    library: Library, originals: Originals
) -> None:
    accept(library, originals, proposed(library, OFFICIAL), Edition.OFFICIAL)
    found = propose(library, Enclosed(name="要点.docx", data=numbered(OFFICIAL)), ())
    report = accept(library, originals, found, Edition.DIGEST)
    assert (report.outcome, library.plans()[0].edition) == ("rendition", Edition.OFFICIAL)
