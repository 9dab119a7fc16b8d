"""The Library keeps whole what it is given, whoever else writes and however a writer dies."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.errors import LibraryError
from ingest.model import Doubt, Edition, Plan
from ingest.store.library import FILE, Library
from tests.plan_factory import Item, make_plan
from tests.postgres import new_database
from tests.small_library import judged
from tests.waiting import GIVE_UP


@pytest.fixture(params=["sqlite", "postgresql"])
def library(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Library]:
    url = new_database(request.getfixturevalue("postgresql")) if request.param == "postgresql" else None
    with Library.open(tmp_path, url) as library:
        yield library


def other_text(plan_id: str = "linhe-2023-health", edition: Edition = Edition.OFFICIAL) -> Plan:
    return make_plan(plan_id, [Item(label="一/1", text="建成标准化村卫生室30所。")], edition=edition)


def test_what_is_put_comes_back(library: Library) -> None:
    plan = make_plan()
    plan = replace(
        plan, titles=("关于印发要点的通知",), doubts=(Doubt(line=3, kind="mark", message="编号缺顿号"),)
    )
    assert library.put(plan) == 1
    assert library.get(plan.id) == plan
    (row,) = library.plans()
    assert (row.id, row.titles, row.edition, row.version) == (plan.id, plan.titles, Edition.OFFICIAL, 1)
    assert (row.clauses, row.targets, row.doubts) == (2, 1, plan.doubts)
    assert [(r.plan, r.clause, r.text) for r in library.clauses()] == [
        (plan.id, clause, plan.text_of(clause)) for clause in plan.clauses
    ]
    assert [(r.target, r.clause) for r in library.targets()] == [(plan.targets[0], plan.clauses[0])]
    assert library.clause(plan.id, "一/2").clause == plan.clauses[1]


def test_the_same_plan_again_changes_nothing(library: Library) -> None:
    library.put(make_plan())
    stamp = library.stamp()
    assert library.put(make_plan()) == 1
    assert library.stamp() == stamp
    assert len(library.versions("linhe-2023-health")) == 1


def test_another_file_makes_a_version_and_keeps_the_earlier_one(library: Library) -> None:
    first, second = make_plan(), other_text()
    library.put(first)
    stamp = library.stamp()
    assert library.put(second) == 2
    assert library.stamp() != stamp
    assert library.get(first.id) == second
    assert library.get(first.id, version=1) == first
    assert [(v.version, v.status) for v in library.versions(first.id)] == [(1, "superseded"), (2, "current")]
    assert [row.text for row in library.clauses()] == ["建成标准化村卫生室30所。"]
    assert library.targets() == ()


def test_the_same_file_read_better_keeps_its_version_number(library: Library) -> None:
    plan = make_plan()
    library.put(plan)
    stamp = library.stamp()
    assert library.put(replace(plan, issued="2023-03-01")) == 1
    assert library.get(plan.id).issued == "2023-03-01"
    assert library.stamp() != stamp


def test_an_official_edition_takes_the_place_of_a_digest_for_good(library: Library) -> None:
    digest, official = other_text(edition=Edition.DIGEST), make_plan()
    later = make_plan(items=[Item(label="一/1", text="另一份摘要。")], edition=Edition.DIGEST)
    assert library.put(digest) == 1
    assert library.put(official) == 2
    stamp = library.stamp()
    assert library.put(digest) == 2
    assert library.put(later) == 2
    assert library.get(official.id) == official
    assert library.stamp() == stamp
    for plan in (digest, official, later):
        assert library.known(plan.source.sha256) == official.id


def test_known_files_need_not_be_read_again(tmp_path: Path) -> None:
    first, second = make_plan(), other_text()
    with Library.open(tmp_path, reader="1") as library:
        assert library.known(first.source.sha256) is None
        library.put(first)
        assert library.known(first.source.sha256) == first.id
        library.put(second)
        assert library.known(first.source.sha256) is None, "the earlier text would become current again"
    with Library.open(tmp_path, reader="2") as library:
        assert library.known(second.source.sha256) is None
        stamp = library.stamp()
        assert library.put(second) == 2
        assert library.known(second.source.sha256) == second.id
        assert library.stamp() == stamp


def test_remove_forgets_every_row(library: Library) -> None:
    library.put(make_plan())
    library.put(other_text())
    library.remove("linhe-2023-health")
    assert (library.plans(), library.clauses(), library.targets()) == ((), (), ())
    assert library.versions("linhe-2023-health") == ()
    assert library.names() == ()
    with pytest.raises(KeyError):
        library.remove("linhe-2023-health")


@pytest.mark.parametrize("ask", [lambda lib: lib.get("x"), lambda lib: lib.clause("x", "一/1")])
def test_what_is_not_there_is_a_key_error(library: Library, ask) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(KeyError):
        ask(library)


@pytest.fixture
def three(library: Library) -> Library:
    library.put(make_plan())
    library.put(
        make_plan(
            "haixi-2021-plan",
            [
                Item(label="一/1", text="住院分娩率达到99.5%以上。", units=("妇幼科",)),
                Item(label="一/2", text="规范管理率达到100%以上。", units=("办公室[宣教科]",)),
            ],
            title="海西区“十四五”卫生规划",
            region="海西区",
            year=2021,
            period="2021-2025",
        )
    )
    library.put(make_plan("linhe-2020-health", year=2020))
    return library


FILTERS = {
    "nothing": ({}, ["haixi-2021-plan", "linhe-2020-health", "linhe-2023-health"]),
    "one plan": ({"plan": "linhe-2020-health"}, ["linhe-2020-health"]),
    "two plans": (
        {"plan": ["linhe-2020-health", "haixi-2021-plan", "none"]},
        ["haixi-2021-plan", "linhe-2020-health"],
    ),
    "no plan of several": ({"plan": []}, []),
    "region": ({"region": "海西区"}, ["haixi-2021-plan"]),
    "part of the region": ({"region": "临河"}, ["linhe-2020-health", "linhe-2023-health"]),
    "a wildcard is no wildcard": ({"region": "%"}, []),
    "year inside a period": ({"year": 2023}, ["haixi-2021-plan", "linhe-2023-health"]),
    "last year of a period": ({"year": 2025}, ["haixi-2021-plan"]),
    "region and year": ({"region": "临河市", "year": 2023}, ["linhe-2023-health"]),
    "year of none": ({"year": 2026}, []),
}


@pytest.mark.parametrize(("filters", "ids"), FILTERS.values(), ids=FILTERS.keys())
def test_listings_are_confined(three: Library, filters: dict, ids: list[str]) -> None:  # type: ignore[type-arg]
    assert [row.id for row in three.plans(**filters)] == ids
    assert list(dict.fromkeys(row.plan for row in three.clauses(**filters))) == ids
    assert list(dict.fromkeys(row.plan for row in three.targets(**filters))) == ids


def test_units_and_leaders_are_exact_names(three: Library) -> None:
    assert [(r.plan, r.clause.label) for r in three.clauses(unit="妇幼科", year=2023)] == [
        ("haixi-2021-plan", "一/1"),
        ("linhe-2023-health", "一/1"),
    ]
    assert three.clauses(unit="办公室") == ()
    assert [r.clause.label for r in three.clauses(leader="陈某某", plan="linhe-2020-health")] == ["一/2"]
    assert [r.target.indicator for r in three.targets(unit="办公室[宣教科]")] == ["规范管理率"]
    assert [r.plan for r in three.targets(indicator="分娩")] == ["haixi-2021-plan"]
    assert three.names() == ("人口家庭科", "办公室[宣教科]", "妇幼科", "疾控科")
    assert three.names("leader") == ("陈某某",)


def test_a_plan_that_contradicts_itself_is_refused_whole(library: Library) -> None:
    plan = make_plan()
    twice = replace(plan, clauses=(plan.clauses[0], plan.clauses[0]))
    with pytest.raises(LibraryError, match="一/1"):
        library.put(twice)
    with pytest.raises(LibraryError, match="目标"):
        library.put(replace(plan, clauses=plan.clauses[1:]))
    assert library.plans() == ()


def test_questions_and_feedback_are_logged(library: Library) -> None:
    first = library.log.add("托位几个？", status="answered", engine="rules", took_ms=12, answer="{}")
    second = library.log.add("谁负责？", status="not_found", engine="rules", took_ms=8, answer="{}")
    assert [entry.id for entry in library.log.questions()] == [second, first]
    assert library.log.questions(1)[0].question == "谁负责？"
    judged(library, first, verdict="up")
    judged(library, None, verdict="note", note="缺一份规划")
    assert [(f.question, f.verdict, f.note) for f in library.log.feedback()] == [
        (None, "note", "缺一份规划"),
        (first, "up", ""),
    ]


def test_the_log_does_not_touch_the_stamp(library: Library) -> None:
    stamp = library.stamp()
    library.log.add("？", status="clarify", engine="rules", took_ms=1, answer="{}")
    assert library.stamp() == stamp


def test_a_file_that_is_no_library_says_so(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"this is not a database, and long enough to be seen as none" * 20)
    with pytest.raises(LibraryError) as caught:
        Library.open(tmp_path)
    assert caught.value.file == str(tmp_path / FILE)
    assert caught.value.remedy


def test_a_library_of_another_schema_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Library.open(tmp_path).close()
    monkeypatch.setattr("ingest.store.database.SCHEMA", 99)
    with pytest.raises(LibraryError, match="plans ingest"):
        Library.open(tmp_path)


def test_a_library_elsewhere_by_url(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'other.db'}"
    with Library.open(tmp_path / "unused", url) as library:
        library.put(make_plan())
    with Library.open(tmp_path / "unused", url) as library:
        assert len(library.plans()) == 1
    assert not (tmp_path / "unused").exists()


ROOT = Path(__file__).parents[2]
WRITE_FOR_EVER = """
import sys
import threading
from pathlib import Path
from ingest.store.library import Library
from tests.small_library import judged
from tests.plan_factory import Item, make_plan
from tests.postgres import new_database
from tests.small_library import judged
library = Library.open(Path(sys.argv[1]))
print("ready", flush=True)
n = 0
while True:
    n += 1
    library.put(make_plan(items=[Item(label=f"一/{i}", text=f"第{n}轮的任务{i}达到90%以上。", units=("甲科",))
                              for i in range(1, 400)]))
"""
WRITE_TEN = """
import sys
import threading
from pathlib import Path
from ingest.store.library import Library
from tests.plan_factory import Item, make_plan
from tests.postgres import new_database
from tests.small_library import judged
library = Library.open(Path(sys.argv[1]))
for n in range(10):
    library.put(make_plan("shared", [Item(label="一/1", text=f"{sys.argv[2]}第{n}次。")]))
    library.put(make_plan(f"{sys.argv[2]}-{n}"))
"""


def child(code: str, *args: str, **options: object) -> subprocess.Popen[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-c", code, *args], env=env, text=True, stdout=subprocess.PIPE, cwd=ROOT
    )


@pytest.mark.parametrize("moment", [0.02, 0.05, 0.11, 0.17])
def test_a_writer_killed_in_the_middle_leaves_a_whole_plan(tmp_path: Path, moment: float) -> None:
    with child(WRITE_FOR_EVER, str(tmp_path)) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        time.sleep(moment)
        writer.send_signal(signal.SIGKILL)
    with Library.open(tmp_path) as library:
        for row in library.plans():
            plan = library.get(row.id)
            assert [r.clause for r in library.clauses()] == list(plan.clauses)
            assert [r.target for r in library.targets()] == list(plan.targets)
            assert library.versions(row.id)[-1].version == row.version
            assert len(library.clauses(unit="甲科")) == len(plan.clauses)
        assert library.put(make_plan()) >= 1


def test_two_writers_take_turns(tmp_path: Path) -> None:
    with child(WRITE_TEN, str(tmp_path), "left") as left, child(WRITE_TEN, str(tmp_path), "right") as right:
        assert [writer.wait(timeout=GIVE_UP) for writer in (left, right)] == [0, 0]
    with Library.open(tmp_path) as library:
        assert len(library.plans()) == 21
        assert [v.version for v in library.versions("shared")] == list(range(1, 21))
        assert [v.status for v in library.versions("shared")].count("current") == 1


def test_a_new_library_is_opened_while_another_process_makes_it(tmp_path: Path) -> None:
    """The switch to a write-ahead log meets a writer that still has a plain journal."""
    with closing(
        sqlite3.connect(tmp_path / "library.db", isolation_level=None, check_same_thread=False)
    ) as db:
        db.execute("CREATE TABLE other (x)")
        db.execute("BEGIN IMMEDIATE")
        release = threading.Timer(0.3, db.execute, ["COMMIT"])
        release.start()
        with Library.open(tmp_path) as library:
            assert library.plans() == ()
        release.join()


def test_a_library_is_opened_and_read_while_another_process_writes(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        library.put(make_plan())
        with library._db.writing(), Library.open(tmp_path) as reader:
            assert len(reader.clauses()) == 2, "while the other still writes"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://plans:geheim@127.0.0.1:9/db",
        "postgresql+none://plans:geheim@127.0.0.1:9/db",
        "plans:geheim",
    ],
    ids=["no driver or no server", "no such driver", "no address"],
)
def test_the_password_of_a_database_is_never_told(tmp_path: Path, url: str) -> None:
    with pytest.raises(LibraryError) as raised:
        Library.open(tmp_path, url)
    assert "geheim" not in str(raised.value)
