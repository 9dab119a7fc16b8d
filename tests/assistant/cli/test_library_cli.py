"""withdraw, restore, remove, diff and an address, as one types them."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.cli.main import app
from ingest.errors import PlanError
from ingest.store.library import Library
from ingest.store.originals import Originals

PLAN = """临河市2023年卫生健康工作要点

一、重点任务
1.新增托位1200个，千人口托位数达到4.2个。（责任单位：人口家庭科）
2.适龄儿童疫苗接种率达到95%以上。（责任单位：疾控科、妇幼科）
"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None: ...


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "linhe.txt").write_text(PLAN, "utf-8")
    assert plans(tmp_path, "ingest").returncode == 0
    return tmp_path


@pytest.fixture
def site(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


def plans(folder: Path, *words: str) -> Done:
    """In this process; expected errors as `main` tells them."""
    ran = CliRunner().invoke(app, ["--home", str(folder / "home"), *words])
    if isinstance(ran.exception, PlanError):
        return Done(returncode=1, stdout=ran.stdout, stderr=f"{ran.stderr}{ran.exception}")
    assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
    return Done(returncode=ran.exit_code, stdout=ran.stdout, stderr=ran.stderr)


def ids(folder: Path, *words: str) -> list[str]:
    return [row["id"] for row in json.loads(plans(folder, "list", "--json", *words).stdout)]


def test_withdrawn_it_is_not_answered_from_and_comes_back(folder: Path) -> None:
    done = plans(folder, "withdraw", "linhe")
    assert (done.returncode, "不再用于回答" in done.stderr) == (0, True)
    assert (ids(folder), ids(folder, "--withdrawn")) == ([], ["linhe"])
    again = plans(folder, "ingest")
    assert (again.returncode, "已标为废止" in again.stderr) == (0, True)
    assert ids(folder) == []
    assert plans(folder, "restore", "linhe").returncode == 0
    assert ids(folder) == ["linhe"]
    assert "95%" in plans(folder, "ask", "疫苗接种率的目标是多少？").stdout


def test_removing_takes_a_second_step_and_the_next_start_does_not_undo_it(folder: Path) -> None:
    first = plans(folder, "remove", "linhe")
    assert (first.returncode, ids(folder)) == (2, ["linhe"])
    assert "《临河市2023年卫生健康工作要点》" in first.stderr
    assert plans(folder, "remove", "linhe", "--yes").returncode == 0
    assert list((folder / "home" / "files").iterdir()) == []
    again = plans(folder, "ingest")
    assert (again.returncode, ids(folder)) == (0, [])
    assert "已从资料库移除" in again.stderr
    assert plans(folder, "ingest", "corpus/linhe.txt").returncode == 0
    assert ids(folder) == ["linhe"]


def test_the_original_is_kept_for_every_version(folder: Path) -> None:
    (folder / "corpus" / "linhe.txt").write_text(PLAN.replace("95%", "98%"), "utf-8")
    plans(folder, "ingest")
    with Library.open(folder / "home") as library:
        kept = [Originals(home=folder / "home").path(v.sha256) for v in library.versions("linhe")]
    texts = [path.read_text("utf-8") for path in kept if path]
    assert texts == [PLAN, PLAN.replace("95%", "98%")]
    kept[0].unlink()  # type: ignore[union-attr]
    (folder / "corpus" / "linhe.txt").write_text(PLAN, "utf-8")
    plans(folder, "ingest")
    assert kept[0] is not None
    assert kept[0].read_text("utf-8") == PLAN


def test_the_difference_between_two_versions(folder: Path) -> None:
    only = plans(folder, "diff", "linhe")
    assert (only.returncode, "只有一个版本" in only.stderr) == (1, True)
    (folder / "corpus" / "linhe.txt").write_text(PLAN.replace("95%", "98%"), "utf-8")
    plans(folder, "ingest")
    shown = plans(folder, "diff", "linhe").stdout
    assert "第 1 版 → 第 2 版" in shown
    assert "[-95%-]{+98%+}" in shown
    value = json.loads(plans(folder, "diff", "linhe", "--from", "2", "--to", "1", "--json").stdout)
    assert (value["from"], value["to"], value["same"]) == (2, 1, 1)
    assert value["counts"] == {"reworded": 1, "targets": 1}
    wrong = plans(folder, "diff", "linhe", "--from", "7")
    assert (wrong.returncode, "现有版本：1、2" in wrong.stderr) == (1, True)


@pytest.mark.parametrize("command", ["withdraw", "restore", "remove", "diff"])
def test_an_unknown_id_is_a_sentence(folder: Path, command: str) -> None:
    done = plans(folder, command, "nothing")
    assert done.returncode == 1
    assert "没有这个编号" in done.stderr


def test_an_address_is_read_like_a_file(folder: Path, site: str) -> None:
    (folder / "haixi.txt").write_text(PLAN.replace("临河市", "海西市"), "utf-8")
    done = plans(folder, "ingest", f"{site}/haixi.txt", f"{site}/none.txt", "file:///etc/passwd")
    assert done.returncode == 1
    assert ids(folder) == ["haixi", "linhe"]
    assert "没有这个文件" in done.stderr
    assert "http:// 或 https://" in done.stderr
