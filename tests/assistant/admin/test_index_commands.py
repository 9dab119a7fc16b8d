"""Vectors filled from the command line: stopped and gone on with, reported, not waited for by the page."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from rich.console import Console

from assistant.admin.ingest_files import ensure_loaded, take_in
from assistant.retrieval.embedders import dense_of
from assistant.retrieval.hybrid import Retriever
from ingest.store.library import Library
from tests.assistant.admin.conftest import KEY, sent, settings_of
from tests.conftest import ROOT
from tests.endpoint.messages import EMBEDDING, Reply, fault
from tests.endpoint.server import Server
from tests.waiting import GIVE_UP, NEVER, until


def write_plans(folder: Path, count: int = 3) -> None:
    folder.mkdir(parents=True)
    for n in range(1, count + 1):
        clauses = "\n".join(f"{i}.第{n}类第{i}项整治，新增托位{n * 100 + i}个。" for i in range(1, 11))
        text = f"临河市202{n}年卫生健康工作要点\n一、重点工作\n{clauses}\n"
        (folder / f"plan-{n}.txt").write_text(text, "utf-8")


def ingest(home: Path, server: Server, **more: str) -> subprocess.Popen[str]:
    env = {
        **os.environ,
        "PLANS_HOME": str(home),
        "PLANS_CORPUS": str(home / "files"),
        "PLANS_EMBEDDING_URL": server.url,
        "PLANS_EMBEDDING_KEY": KEY,
        "PLANS_EMBEDDING_MODEL": EMBEDDING,
        "PLANS_EMBEDDING": "endpoint",
        "PLANS_EMBEDDING_BATCH": "2",
        "PLANS_EMBEDDING_CONCURRENCY": "2",
        **more,
    }
    command = [sys.executable, "-m", "assistant.cli.main", "ingest"]
    # A shell that starts the tests in the background has them ignore SIGINT, and so would whatever they
    # start.
    return subprocess.Popen(
        command, env=env, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip


def test_stopped_in_the_middle_and_gone_on_with(tmp_path: Path, endpoint: Server) -> None:
    """By Ctrl-C, then killed, then let run: the library works in between, and nothing is asked for again but
    what was under way.
    """
    write_plans(tmp_path / "files")
    settings = settings_of(tmp_path, endpoint)
    endpoint.script = Reply(wait=0.05)
    for how, texts in ((signal.SIGINT, 8), (signal.SIGKILL, 18)):
        with ingest(tmp_path, endpoint) as stopped:
            until(lambda texts=texts: len(sent(endpoint)) >= texts)
            stopped.send_signal(how)
            _, said = stopped.communicate(timeout=GIVE_UP)
        assert stopped.returncode != 0
        assert ("再次运行 plans ingest 会接着做" in said) is (how == signal.SIGINT)
        assert "Traceback" not in said
        assert KEY not in said
        with Library.open(tmp_path) as library:
            assert Retriever.open(library, tmp_path, dense=dense_of(settings)).search("第2类第3项", 3)
    assert len(sent(endpoint)) < 30
    endpoint.script = None
    taken = take_in(settings, [tmp_path / "files"], Console(quiet=True))
    assert taken.whole
    assert "新算" in taken.vectors
    again = len(sent(endpoint)) - 30
    assert 0 <= again <= 2 * 8, "what was under way, and what had come and was not written, at each stop"


def test_the_report_says_what_stands_in_the_way(tmp_path: Path, endpoint: Server) -> None:
    write_plans(tmp_path / "files")
    endpoint.script = fault(401, f"no such key {KEY}")
    taken = take_in(settings_of(tmp_path, endpoint), [tmp_path / "files"], Console(quiet=True))
    assert [report.outcome for report in taken.files] == ["new"] * 3
    assert not taken.whole
    assert "PLANS_EMBEDDING_KEY" in taken.vectors
    assert "只用全文检索" in taken.vectors
    assert KEY not in taken.vectors
    endpoint.script = None
    taken = take_in(settings_of(tmp_path, endpoint), [tmp_path / "files"], Console(quiet=True))
    assert taken.whole
    assert taken.vectors == f"向量索引（模型 {EMBEDDING}）：新算 30 段。"


def test_the_app_does_not_wait_for_vectors(tmp_path: Path, endpoint: Server) -> None:
    write_plans(tmp_path / "files")
    go_on = threading.Event()
    endpoint.script = Reply(wait=NEVER, go_on=go_on)
    said = io.StringIO()
    console = Console(quiet=False, file=said, width=200)
    settings = settings_of(tmp_path, endpoint, embedding_batch=30)
    ensure_loaded(settings, console)
    with Library.open(tmp_path) as library:
        retriever = Retriever.open(library, tmp_path, dense=dense_of(settings))
        assert retriever.search("第2类第3项", 3)[0].retriever == "lexical"
        go_on.set()
        until(lambda: retriever.search("第2类第3项", 3)[0].retriever != "lexical")
    until(lambda: "新算 30 段" in said.getvalue())
    assert "后台计算向量 0 / 30 段，其间用全文检索。" in said.getvalue()
