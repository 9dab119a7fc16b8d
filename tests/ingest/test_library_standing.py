"""A plan that is withdrawn is out of every listing and kept; one that is removed leaves only what keeps it
away.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ingest.index.indexes import mend
from ingest.index.lexical import LexicalIndex
from ingest.store.library import FILE, Library
from tests.plan_factory import Item, make_plan

ID = "linhe-2023-health"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path) as library:
        library.put(make_plan())
        library.put(
            make_plan("haixi", [Item(label="一/1", text="办好食堂。", units=("后勤科",))], title="海西方案")
        )
        yield library


def test_withdrawn_it_is_in_no_listing_and_can_be_read(library: Library) -> None:
    stamp = library.stamp()
    assert library.withdraw(ID) is True
    assert library.stamp() != stamp
    assert [row.id for row in library.plans()] == ["haixi"]
    assert library.plans(plan=ID) == ()
    assert {row.plan for row in library.clauses()} == {"haixi"}
    assert library.targets() == ()
    assert library.names() == ("后勤科",)
    assert library.names("leader") == ()
    assert set(library.fingerprints()) == {"haixi"}
    assert library.get(ID) == make_plan()
    assert library.clause(ID, "一/1").text
    (row,) = library.plans(plan=ID, withdrawn=True)
    assert row.withdrawn
    assert row.stored


def test_twice_is_once_and_restoring_brings_all_back(library: Library) -> None:
    before = (library.plans(), library.clauses(), library.targets(), library.names(), library.fingerprints())
    assert library.restore(ID) is False
    library.withdraw(ID)
    stamp = library.stamp()
    assert library.withdraw(ID) is False
    assert library.stamp() == stamp
    assert library.restore(ID) is True
    assert before == (
        library.plans(),
        library.clauses(),
        library.targets(),
        library.names(),
        library.fingerprints(),
    )


def test_a_new_version_of_a_withdrawn_plan_is_kept_and_stays_withdrawn(library: Library) -> None:
    library.withdraw(ID)
    assert library.put(make_plan(items=[Item(label="一/1", text="另一个版本。")])) == 2
    assert [row.id for row in library.plans()] == ["haixi"]
    library.restore(ID)
    assert library.plans(plan=ID)[0].version == 2


def test_an_index_follows(library: Library, tmp_path: Path) -> None:
    index = LexicalIndex.open(tmp_path / "lexical")
    mend(library, index)
    assert {hit.plan for hit in index.search("接种率", 5)} == {ID}
    library.withdraw(ID)
    mend(library, index)
    assert index.search("接种率", 5) == ()
    library.restore(ID)
    mend(library, index)
    assert {hit.plan for hit in index.search("接种率", 5)} == {ID}


def test_removed_files_are_remembered_until_they_are_put_again(library: Library) -> None:
    first, second = make_plan(), make_plan(items=[Item(label="一/1", text="另一个版本。")])
    library.put(second)
    gone = {first.source.sha256, second.source.sha256}
    assert library.remove(ID) == gone
    assert {library.removed(sha) for sha in gone} == {first.title}
    assert library.plans(withdrawn=True)[0].id == "haixi"
    library.put(first)
    assert library.removed(first.source.sha256) is None
    assert library.removed(second.source.sha256) == first.title
    assert library.remove(ID) == {first.source.sha256}


def test_a_removed_plan_that_was_withdrawn_comes_back_in_force(library: Library) -> None:
    library.withdraw(ID)
    library.remove(ID)
    library.put(make_plan())
    assert library.plans(plan=ID)[0].withdrawn is None


@pytest.mark.parametrize("what", ["withdraw", "restore", "remove"])
def test_what_is_not_there_is_a_key_error(library: Library, what: str) -> None:
    with pytest.raises(KeyError):
        getattr(library, what)("nothing")


def test_a_library_from_before_is_opened_as_it_is(library: Library, tmp_path: Path) -> None:
    library.close()
    with closing(sqlite3.connect(tmp_path / FILE)) as db:
        db.executescript("DROP TABLE withdrawn; DROP TABLE removed;")
    with Library.open(tmp_path) as older:
        assert [row.id for row in older.plans()] == ["haixi", ID]
        older.withdraw(ID)
    with Library.open(tmp_path) as again:
        assert [row.id for row in again.plans()] == ["haixi"]
