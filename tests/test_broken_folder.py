"""A library folder in trouble: full disk, no leave to write, changed bytes. Always a sentence that says what
to do, never a traceback; and what can be answered is answered.
"""

from __future__ import annotations

import json
import os
import random
import shlex
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest
from rich.console import Console

from assistant.admin import doctor as doctor_module
from assistant.admin.doctor import examine
from assistant.admin.ingest_files import ensure_loaded, take_in
from assistant.app.ask.answering import answers_to
from assistant.app.ask.conversation import Conversation
from assistant.app.context import AppContext
from assistant.auth.accounts import AT_HOME
from assistant.opening import opened
from assistant.settings import Settings
from ingest.errors import LibraryError
from ingest.index.indexes import IndexUnwritableError
from ingest.index.lexical import LexicalIndex
from ingest.store.database import Database
from ingest.store.library import FILE, Library
from ingest.store.question_log import QuestionLog
from tests.command import Run, plans_here
from tests.conftest import ROOT
from tests.ingest.tiny_model import write_model
from tests.waiting import PATIENCE, until

PLANS = {
    f"{place}-2023.txt": f"""{place}2023年托育服务工作要点

一、扩大供给
1.新建公办托育园{count}所，新增托位{count}20个。（责任单位：县卫健局、县教育局）
2.普惠托位占比不低于6{count}%。（责任单位：县发改局）
二、规范运行
3.培训保育人员{count}00人次，持证率达到9{count}%。（责任单位：县人社局）
"""
    for count, place in enumerate(("青禾县", "白岩县", "柳溪县"), start=2)
}
QUESTION = "青禾县2023年普惠托位占比的目标是多少？"


@pytest.fixture(scope="module", autouse=True)
def _vectors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A small embedding model, so that there are vectors to be broken."""
    model = tmp_path_factory.mktemp("model")
    write_model(model)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLANS_EMBEDDING", "folder")
        patch.setenv("PLANS_EMBEDDING_FOLDER", str(model))
        yield


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the plans in `files` and their library in `home`."""
    folder = tmp_path_factory.mktemp("whole")
    (folder / "files").mkdir()
    for name, text in PLANS.items():
        (folder / "files" / name).write_text(text)
    take_in(settings_of(folder), [folder / "files"], Console(quiet=True))
    return folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "copy"
    shutil.copytree(whole, copy)
    return copy


def settings_of(folder: Path) -> Settings:
    return Settings(home=folder / "home", corpus=folder / "files")


def told(run: Run) -> None:
    """Sentences, whatever happened."""
    for words in ("Traceback", "sqlalche.me", "╭─", "Error:"):
        assert words not in run.err, run.err


def ask(folder: Path) -> Run:
    return plans_here(folder, "--home", str(folder / "home"), "ask", QUESTION)


def by_name(folder: Path) -> dict[str, tuple[bool, str]]:
    return {c.name: (c.ok, c.detail) for c in examine(settings_of(folder))}


class TestFull:
    """No room is left on the disk for what one part writes."""

    def test_a_question_is_answered_from_memory(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        shutil.rmtree(folder / "home" / "lexical")
        update = LexicalIndex.update

        def full(self: LexicalIndex, changes: object, *, stamp: str) -> None:
            if self.kept:
                raise IndexUnwritableError("索引不能读写（No space left on device）", file="lexical")
            update(self, changes, stamp=stamp)  # type: ignore[arg-type]

        monkeypatch.setattr(LexicalIndex, "update", full)
        asked = ask(folder)
        assert asked.code == 0
        assert "62%" in asked.out
        told(asked)

    def test_where_no_index_can_be_opened_too(self, folder: Path) -> None:
        shutil.rmtree(folder / "home" / "lexical")
        (folder / "home" / "lexical").write_text("a file in its place")
        asked = ask(folder)
        assert (asked.code, "62%" in asked.out) == (0, True)
        told(asked)
        ok, detail = by_name(folder)["全文索引"]
        assert not ok
        assert detail

    def test_ingest_stores_the_files_and_says_what_was_not_done(self, folder: Path) -> None:
        shutil.rmtree(folder / "home" / "lexical")
        (folder / "home" / "lexical").write_text("a file in its place")
        name = next(iter(PLANS))
        (folder / "files" / "更多.txt").write_text(PLANS[name].replace("青禾县", "云汀县"))
        taken = plans_here(folder, "--home", str(folder / "home"), "ingest", "files")
        assert taken.code == 1
        assert "读入 1" in taken.err
        assert "全文索引没有更新" in taken.err
        told(taken)

    def test_the_database(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        with Library.open(folder / "home", reader="other") as library:
            writing = Database.writing

            def full(self: Database) -> object:
                with writing(self) as db:
                    size = db.exec_driver_sql("PRAGMA page_count").scalar()
                    db.exec_driver_sql(f"PRAGMA max_page_count = {size}")
                return writing(self)

            monkeypatch.setattr(Database, "writing", full)
            plan = library.get(library.plans()[0].id)
            long = plan.text * 2000
            with pytest.raises(LibraryError, match=r"磁盘已满.*腾出空间"):
                library.log.add(QUESTION, status="answered", engine="rules", took_ms=1, answer=long)

    def test_an_answer_that_cannot_be_kept_is_shown(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: object, **__: object) -> int:
            raise LibraryError("磁盘已满，没有写成", remedy="请腾出空间再试。")

        monkeypatch.setattr(QuestionLog, "add", full)
        with opened(settings_of(folder), model=False) as assistant:
            context = AppContext.at(assistant, settings_of(folder))
            *_, last = answers_to(context, AT_HOME, Conversation().asking(QUESTION), Event())
        shown = last.exchanges[-1].shown or ""
        assert "62%" in shown
        assert "磁盘已满" in shown


class TestReadOnly:
    """As root a folder can be written whatever its mode says: a mount of its own is made then."""

    def run(self, folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
        home = folder / "home"
        command = [sys.executable, "-m", "assistant.cli.main", "--home", str(home), *args]
        script = " ".join(map(shlex.quote, command))
        if os.geteuid() == 0:
            ro = f"mount --bind {home} {home} && mount -o remount,ro,bind {home} && {script}"
            command = ["unshare", "-m", "sh", "-c", ro]
        environment = {**os.environ, **PATIENCE, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
        try:
            if os.geteuid() != 0:
                home.chmod(0o555)
            return subprocess.run(
                command, capture_output=True, text=True, cwd=folder, env=environment, check=False
            )
        finally:
            home.chmod(0o755)

    @pytest.fixture(autouse=True)
    def possible(self) -> None:
        if os.geteuid() == 0:
            tried = subprocess.run(["unshare", "-m", "true"], capture_output=True, check=False)
            if tried.returncode:
                pytest.skip("no mount of its own can be made here")

    def test_questions_and_listings_are_answered(self, folder: Path) -> None:
        asked = self.run(folder, "ask", QUESTION)
        assert (asked.returncode, "62%" in asked.stdout) == (0, True), asked.stderr
        listed = self.run(folder, "list", "--json")
        assert len(json.loads(listed.stdout)) == len(PLANS)
        told(Run(asked.returncode, asked.stdout, asked.stderr))

    def test_what_would_change_it_is_a_sentence(self, folder: Path) -> None:
        (folder / "files" / "更多.txt").write_text(PLANS["青禾县-2023.txt"].replace("青禾县", "云汀县"))
        for args in (["ingest", str(folder / "files")], ["withdraw", "青禾县-2023"]):
            done = self.run(folder, *args)
            assert done.returncode == 1
            assert "权限" in done.stderr
            told(Run(done.returncode, done.stdout, done.stderr))


class TestChangedBytes:
    @pytest.mark.parametrize("seed", range(12))
    def test_in_the_database_is_a_sentence_or_a_true_answer(self, folder: Path, seed: int) -> None:
        """Nothing else is shown, and the doctor sees what a question may pass by."""
        file = folder / "home" / FILE
        data, chance = bytearray(file.read_bytes()), random.Random(seed)
        for _ in range(3 if seed % 2 else 400):
            data[chance.randrange(100, len(data))] = chance.randrange(256)
        file.write_bytes(data)
        for command in (["ask", QUESTION], ["list"], ["targets", "--json"], ["ingest", "files"]):
            done = plans_here(folder, "--home", str(folder / "home"), *command)
            assert done.code in (0, 1)
            told(done)

    def test_the_doctor_sees_a_changed_clause(self, folder: Path) -> None:
        for statement in (
            "UPDATE clauses SET text = replace(text, '62%', '68%')",
            "UPDATE versions SET body = replace(body, '62%', '68%')",
            "UPDATE targets SET body = replace(body, '62', '68')",
        ):
            copy = folder.with_name("other")
            shutil.copytree(folder, copy)
            with closing(sqlite3.connect(copy / "home" / FILE)) as db:
                db.execute(statement)
                db.commit()
            ok, detail = by_name(copy)["资料库"]
            assert (ok, "青禾县-2023" in detail, "备份" in detail) == (False, True, True), statement
            shutil.rmtree(copy)

    def test_an_original_that_is_missing_or_altered_is_told_and_put_back(self, folder: Path) -> None:
        assert by_name(folder)["原件"][0]
        first, second, _ = sorted((folder / "home" / "files").iterdir())
        first.unlink()
        second.write_bytes(bytes(len(second.read_bytes())))
        ok, detail = by_name(folder)["原件"]
        assert not ok
        assert "缺失" in detail
        assert "被改动" in detail
        assert plans_here(folder, "--home", str(folder / "home"), "ingest", "files").code == 0
        assert by_name(folder)["原件"][0]

    @pytest.mark.parametrize("harm", ["cut", "changed", "gone"])
    def test_vectors_that_are_cut_or_changed_are_told_and_made_anew(self, folder: Path, harm: str) -> None:
        assert by_name(folder)["向量索引"][0]
        (file,) = (folder / "home" / "chroma").rglob("data_level0.bin")
        data = file.read_bytes()
        if harm == "gone":
            file.unlink()
        else:
            file.write_bytes(data[: len(data) // 2] if harm == "cut" else data[:-9] + b"xxxxxxxxx")
        ok, detail = by_name(folder)["向量索引"]
        assert (ok, "data_level0.bin" in detail, "plans ingest" in detail) == (False, True, True)
        assert plans_here(folder, "--home", str(folder / "home"), "ingest", "files").code == 0
        assert by_name(folder)["向量索引"][0]


def test_the_next_start_makes_whole_what_a_killed_process_left(folder: Path) -> None:
    """Also where there is no folder of files to take in."""
    settings = settings_of(folder).model_copy(update={"corpus": folder / "none"})
    shutil.rmtree(folder / "home" / "chroma")
    shutil.rmtree(folder / "home" / "lexical")
    ensure_loaded(settings, Console(quiet=True))
    assert by_name(folder)["全文索引"][0]
    until(lambda: by_name(folder)["向量索引"][0])  # they are computed beside


def test_the_doctor_goes_on_where_it_cannot_look(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: Settings) -> None:
        raise UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")

    monkeypatch.setattr(doctor_module, "_library", fails)
    checks = by_name(folder)
    assert not checks["资料库"][0]
    assert checks["不访问外网"][0]


def test_what_nobody_foresaw_is_a_sentence_with_its_traceback_in_the_log(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError("nobody foresaw it")

    monkeypatch.setattr(Library, "plans", fails)
    done = plans_here(folder, "--home", str(folder / "home"), "list")
    assert done.code == 1
    told(done)
    assert "plans.log" in done.err
    assert "nobody foresaw it" in (folder / "home" / "plans.log").read_text()
