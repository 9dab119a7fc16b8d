"""A library folder of an earlier program (commit d2fbb8c) opens with this one, with all that is in it.

The folder is `tests/data/library-d2fbb8c`; each test works on a copy, and what it holds is told in its
README.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.app.ask.answering import answers_to, restored
from assistant.app.ask.conversation import Conversation
from assistant.app.context import AppContext
from assistant.auth.access import Door, Entered
from assistant.auth.accounts import Person
from assistant.briefing.compose import brief
from assistant.briefing.keep.kept import kept
from assistant.model import ANSWER_JSON
from assistant.opening import opened
from assistant.settings import Settings
from evals.saved import kept_run, last, names
from ingest.errors import LibraryError
from ingest.grammar.roles import PARTS
from ingest.pipeline import READER_VERSION
from ingest.store.library import FILE, Library
from ingest.store.originals import Originals
from tests.command import plans_here

FOLDER = Path(__file__).parent / "data" / "library-d2fbb8c"
CARE, WATER, SAFETY = "qinghe-2023-care", "baiyan-145-water", "qinghe-2022-safety"
PASSWORD = "throw-away-2023"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "var"
    shutil.copytree(FOLDER, folder)
    return folder


@pytest.fixture
def settings(home: Path) -> Settings:
    return Settings(home=home, corpus=home.parent / "none")


@pytest.fixture
def library(home: Path) -> Iterator[Library]:
    with Library.open(home, reader=READER_VERSION) as found:
        yield found


@pytest.fixture
def context(settings: Settings) -> Iterator[AppContext]:
    with opened(settings, model=False) as assistant:
        yield AppContext.at(assistant, settings)


def test_every_plan_and_version_is_read(library: Library) -> None:
    assert [(row.id, row.version) for row in library.plans(withdrawn=True)] == [
        (WATER, 1),
        (SAFETY, 1),
        (CARE, 2),
    ]
    assert [row.id for row in library.plans()] == [WATER, CARE]
    for row in library.plans(withdrawn=True):
        for version in library.versions(row.id):
            plan = library.get(row.id, version=version.version)
            assert {clause.span.of(plan.text) for clause in plan.clauses}
            assert all(t.clause in {c.label for c in plan.clauses} for t in plan.targets)
            assert plan.particulars == ()
        assert library.particulars(row.id) is None
    assert len(library.clauses()) == 16
    assert len(library.targets()) == 21
    assert {row.clause.label for row in library.clauses(unit="县财政局")} == {"一/2", "三/6"}


@pytest.mark.parametrize("command", ["list", "clauses", "targets", "tasks"])
def test_listings(home: Path, command: str) -> None:
    listed = plans_here(home.parent, "--home", str(home), command, "--json")
    assert listed.code == 0
    assert {row.get("plan", row.get("id")) for row in listed.json} == {WATER, CARE}


def test_everybody_charged_has_the_part(library: Library) -> None:
    """Of the printed role: what the reader made of it was not kept then."""
    for row in library.plans():
        plan = library.get(row.id)
        assert [(c.label, c.part, c.name) for c in library.outline(row.id).charges] == [
            (c.label, r.part, name)
            for c in plan.clauses
            for r in c.responsibilities
            for name in (*r.units, *r.leaders)
        ]


def test_what_an_earlier_program_writes_beside_is_filled(home: Path) -> None:
    Library.open(home).close()
    with sqlite3.connect(home / FILE) as db:
        db.execute("UPDATE responsibilities SET part = NULL WHERE plan = ?", (CARE,))
    with Library.open(home) as library:
        assert all(charge.part in PARTS for charge in library.outline(CARE).charges)
        assert library.damage() == ""


class TestReadOnly:
    """A folder that may not be written: opened with all that today's tables need, and left as it is."""

    @pytest.fixture
    def unwritable(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        allowed = os.access

        def asked(path: Path, mode: int, **more: Any) -> bool:
            return allowed(path, mode, **more) and not (mode & os.W_OK and home in (path, path.parent))

        monkeypatch.setattr(os, "access", asked)
        return home

    def test_it_opens_with_all_that_is_in_it(self, unwritable: Path) -> None:
        before = (unwritable / FILE).read_bytes()
        with Library.open(unwritable, reader=READER_VERSION) as library:
            assert len(library.clauses()) == 16
            assert {c.part for c in library.outline(CARE).charges} <= set(PARTS)
            assert library.outline(CARE).charges
            assert library.amendments() == ()
            with pytest.raises(LibraryError, match="只能查阅"):
                library.withdraw(CARE)
            assert library.plans()
        assert (unwritable / FILE).read_bytes() == before

    def test_nothing_is_left_behind(self, unwritable: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        aside = unwritable.parent / "aside"
        aside.mkdir()
        monkeypatch.setattr(tempfile, "tempdir", str(aside))
        library = Library.open(unwritable)
        assert any(aside.iterdir())
        library.close()
        assert not any(aside.iterdir())


def test_a_question(home: Path) -> None:
    asked = plans_here(
        home.parent, "--home", str(home), "ask", "青禾县2023年千人口托位数的目标是多少？", "--json"
    )
    assert asked.code == 0
    assert asked.json["status"] == "answered"
    assert "4.1个" in asked.json["answer"]
    assert asked.json["citations"][0]["clause"] == "一/1"


def test_the_difference_of_two_versions(home: Path) -> None:
    found = plans_here(home.parent, "--home", str(home), "diff", CARE, "--json")
    assert found.code == 0
    assert (found.json["from"], found.json["to"]) == (1, 2)


def test_withdrawn_and_restored(home: Path) -> None:
    assert plans_here(home.parent, "--home", str(home), "restore", SAFETY).code == 0
    asked = plans_here(home.parent, "--home", str(home), "ask", "青禾县2022年应急演练不少于几次？", "--json")
    assert "4次" in asked.json["answer"]


def test_kept_briefings(library: Library) -> None:
    rows = library.briefings.kept("林工")
    assert [row.kind for row in rows] == ["changes", "plan", "office"]
    for row in rows:
        made = kept(library, row.id, person="林工")
        assert made.briefing.sections
        again = brief(library, made.request, made=date(2026, 1, 6))
        assert [s.key for s in again.sections]
    with pytest.raises(KeyError):
        kept(library, rows[0].id, person="reader")


def test_a_new_briefing(home: Path) -> None:
    made = plans_here(home.parent, "--home", str(home), "brief", "--kind", "office", "--unit", "县财政局")
    assert made.code == 0


def test_conversations_with_their_judgements(context: AppContext) -> None:
    log = context.assistant.library.log
    for person, count in (("林工", 3), ("reader", 2)):
        (row,) = log.conversations(person)
        exchanges = log.exchanges(row.id, person=person)
        assert len(exchanges) == row.questions == count
        assert [e.verdict for e in exchanges][:: count - 1] == ["up", "down"]
        for exchange in exchanges:
            assert ANSWER_JSON.validate_json(exchange.answer).question
        shown = restored(context, Person(name=person), row.id)
        assert all(e.shown for e in shown.exchanges)
    assert len(log.feedback()) == 4


def test_a_conversation_goes_on(context: AppContext) -> None:
    log = context.assistant.library.log
    (row,) = log.conversations("林工")
    talk = restored(context, Person(name="林工"), row.id)
    asked = talk.asking("白岩市供水管网改造多少公里？")
    for talk in answers_to(context, Person(name="林工", role="editor"), asked, threading.Event()):
        assert isinstance(talk, Conversation)
    assert len(log.exchanges(row.id, person="林工")) == 4


def test_both_sign_in(settings: Settings) -> None:
    door = Door(settings)
    for name, role in (("林工", "editor"), ("reader", "reader")):
        entered = door.enter(name, PASSWORD, "127.0.0.1")
        assert isinstance(entered, Entered)
        assert (entered.person.name, entered.person.role) == (name, role)
        assert door.who(entered.token) == entered.person
    assert not isinstance(door.enter("reader", PASSWORD + "x", "127.0.0.1"), Entered)
    door.close()


def test_the_evaluation_record(home: Path) -> None:
    assert len(names(home)) == 1
    (run,) = last(home)
    assert (kept_run(home, run.name).record.commit or "").startswith("d2fbb8c")


def test_the_doctor(home: Path) -> None:
    """The indexes are made by the first question."""
    assert plans_here(home.parent, "--home", str(home), "ask", "青禾县2023年普惠托位占比是多少？").code == 0
    found = {c["name"]: c for c in plans_here(home.parent, "--home", str(home), "doctor", "--json").json}
    assert found["资料库"]["ok"], found["资料库"]
    assert found["全文索引"]["ok"], found["全文索引"]
    assert found["登录"]["ok"], found["登录"]


def test_the_files_are_taken_in_again(home: Path, tmp_path: Path) -> None:
    """Read by this program under the same ids and versions; what was removed or withdrawn stays so."""
    files = tmp_path / "files"
    files.mkdir()
    with Library.open(home) as library:
        before = {row.id: row for row in library.plans(withdrawn=True)}
    for row in before.values():
        found = Originals(home=home).path(row.sha256)
        assert found is not None
        shutil.copy(found, files / row.file)
    taken = plans_here(home.parent, "--home", str(home), "ingest", str(files), "--json")
    assert taken.code == 0, taken.err
    assert {row["outcome"] for row in json.loads(taken.out)} <= {"unchanged"}
    with Library.open(home, reader=READER_VERSION) as library:
        after = {row.id: row for row in library.plans(withdrawn=True)}
        assert {k: (r.version, r.sha256, bool(r.withdrawn)) for k, r in after.items()} == {
            k: (r.version, r.sha256, bool(r.withdrawn)) for k, r in before.items()
        }
        assert {k: r.clauses for k, r in after.items()} == {k: r.clauses for k, r in before.items()}
        assert all(library.known(row.sha256) == key for key, row in after.items())
