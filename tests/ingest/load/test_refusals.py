"""Files that are refused, and a run that is killed or runs twice at once."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from ingest import sources as sources_module
from ingest.identity import identify
from ingest.layout.metadata import Entry
from ingest.load import find_files
from ingest.pipeline import READER_VERSION, parse_text
from ingest.readers.options import FileOptions
from ingest.store.library import Library
from tests.command import plans_here
from tests.ingest.load.conftest import OFFICIAL, OTHER, said, take, write
from tests.waiting import until

ROOT = Path(__file__).parents[3]


REFUSED = {
    "empty": ("a.txt", b"", "空"),
    "white space": ("a.txt", b" \n\t\n", "空"),
    "binary": ("a.txt", b"\x01\x02\0\0\x03\x04\0\x05" * 8, "二进制"),
    "a picture": ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 4, "图片"),
    "no encoding": ("a.txt", b"\xff\x80\xff\x81\xfe\n" * 10, "编码"),
    "unknown suffix": ("a.xyz", OTHER.encode(), ".xyz"),
    "no suffix": ("plan", OTHER.encode(), "没有扩展名"),
    "front matter broken": ("a.md", b"---\ntitle: [x\nyear: 2020\n---\n# t\n", "YAML"),
    "front matter unclosed": ("a.md", b"---\ntitle: x\n# t\n", "结束行"),
    "bad value": ("a.md", f"---\nyear: soon\n---\n{OTHER}".encode(), "year"),
    "a page of pictures": ("a.html", b"<html><body><img src='1.jpg'><img src='2.jpg'></body></html>",
        "没有正文"),
    "a title alone": ("a.txt", "关于开展工作的通知".encode(), "正文"),
}  # fmt: skip


class TestRefusals:
    @pytest.mark.parametrize("name", list(REFUSED))
    def test_a_refused_file_says_what_and_what_to_do_and_the_others_go_on(
        self, library: Library, folder: Path, name: str
    ) -> None:
        file, data, said = REFUSED[name]
        (folder / file).write_bytes(data)
        write(folder, good__txt=OTHER)
        bad, good = take(library, [folder / file, folder / "good.txt"])
        assert (bad.outcome, good.outcome) == ("refused", "new")
        assert bad.message.startswith(file)
        assert said in bad.message
        assert bad.message.count("。") >= 1, "what is wrong, then what to do"
        assert [row.id for row in library.plans()] == ["good"]

    @pytest.mark.parametrize(("name", "line"), [("front matter broken", 3), ("front matter unclosed", 1)])
    def test_front_matter_faults_name_their_line(
        self, library: Library, folder: Path, name: str, line: int
    ) -> None:
        file, data, _ = REFUSED[name]
        (folder / file).write_bytes(data)
        (report,) = take(library, [folder / file])
        assert f"第{line}行" in report.message

    def test_a_missing_file_does_not_stop_the_others(self, library: Library, folder: Path) -> None:
        write(folder, good__txt=OTHER)
        reports = take(library, [folder / "nowhere.txt", folder / "good.txt"])
        assert [r.outcome for r in reports] == ["refused", "new"]
        assert "不存在" in reports[0].message
        assert "nowhere.txt" in reports[0].message

    def test_too_large_a_file_is_not_read(
        self, library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sources_module, "FILES", FileOptions(largest=1_000_000))
        (path,) = write(folder, a__txt=b"x" * 1_000_001)
        (report,) = take(library, [path])
        assert report.outcome == "refused"
        assert "1 MB" in report.message

    def test_a_folder_without_files_says_so(self, library: Library, folder: Path) -> None:
        write(folder, README__md="# 说明\n", song__mp3=b"ID3")
        (report,) = take(library, [folder])
        assert report.outcome == "refused"
        assert folder.name in report.message
        assert ".txt" in report.message

    def test_a_document_no_reader_knows_is_not_passed_over_in_silence(
        self, library: Library, folder: Path
    ) -> None:
        write(
            folder,
            good__txt=OTHER,
            规划__wps=b"\xd0\xcf\x11\xe0",
            song__mp3=b"ID3",
            __hidden__txt=OFFICIAL,
        )
        reports = take(library, [folder])
        assert sorted((Path(r.file).name, r.outcome) for r in reports) == [
            ("good.txt", "new"),
            ("规划.wps", "refused"),
        ]

    def test_gbk_is_read(self, library: Library, folder: Path) -> None:
        (path,) = write(folder, a__txt=OFFICIAL.encode("gbk"))
        (report,) = take(library, [path])
        assert report.outcome == "new"
        assert report.plan is not None
        assert report.plan.region == "临河市"

    def test_each_file_is_read_once_however_often_it_is_named(self, folder: Path) -> None:
        (path,) = write(folder, a__txt=OTHER)
        assert find_files([path, folder, folder / "." / "a.txt"]) == [path]


def plans(home: Path, *args: str | Path) -> subprocess.Popen[str]:
    """The real command in a process of its own, in a folder where there is no corpus."""
    command = [sys.executable, "-m", "assistant.cli.main", "--home", str(home), *map(str, args)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    home.mkdir(parents=True, exist_ok=True)
    return subprocess.Popen(
        command, env=env, cwd=home, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def here(home: Path, *args: str | Path) -> Any:
    """What the command says in this process; how a library stands is the same for both."""
    home.mkdir(parents=True, exist_ok=True)
    run = plans_here(home, "--home", str(home), *map(str, args), "--json")
    assert run.code == 0, run.err
    return run.json


def many(folder: Path, count: int) -> Path:
    folder.mkdir()
    for n in range(count):
        text = OTHER.replace("河湾县2022年", f"河湾县{2001 + n}年").replace("98%", f"{50 + n}%")
        tasks = "".join(
            f"{m}.第{m}项任务，完成率达到{m}%以上。（责任单位：县应急局）\n" for m in range(3, 40)
        )
        (folder / f"plan-{n:02}.txt").write_text(text + tasks, "utf-8")
    return folder


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, object]:
    """A folder of plans and what a library says that was never disturbed."""
    base = tmp_path_factory.mktemp("undisturbed")
    folder = many(base / "files", 12)
    here(base / "home", "ingest", folder)
    return folder, here(base / "home", "clauses")


@pytest.mark.parametrize("plans_stored", [4, 12])
def test_killed_while_taking_in_the_next_run_is_whole(
    undisturbed: tuple[Path, object], tmp_path: Path, plans_stored: int
) -> None:
    """Killed once so many plans are in the Library; after the last one the indexes are being written."""
    folder, wanted = undisturbed
    home = tmp_path / "home"
    process = plans(home, "ingest", folder)

    def stored() -> bool:
        if process.poll() is not None or not (home / "library.db").exists():
            return process.poll() is not None
        with closing(sqlite3.connect(f"file:{home / 'library.db'}?mode=ro", uri=True)) as db:
            try:  # so lightly that the other process does most of the work
                (count,) = db.execute("SELECT count(*) FROM plans").fetchone()
            except sqlite3.OperationalError:  # not made yet, or written just now
                return False
        return bool(count >= plans_stored)

    until(stored)
    process.kill()  # SIGKILL
    process.communicate()
    assert process.returncode == -signal.SIGKILL, "it was over before it could be killed"
    here(home, "ingest", folder)
    assert here(home, "clauses") == wanted
    asked = here(home, "ask", "河湾县2005年重点企业安全隐患整改率是多少？")
    assert asked["status"] == "answered"
    assert "54%" in asked["answer"]


def test_two_take_in_at_once(undisturbed: tuple[Path, object], tmp_path: Path) -> None:
    folder, wanted = undisturbed
    both = [plans(tmp_path / "home", "ingest", folder, "--json") for _ in range(2)]
    reports = [said(process) for process in both]
    assert all(row["outcome"] in ("new", "unchanged", "replaced") for report in reports for row in report)  # type: ignore[attr-defined]
    assert here(tmp_path / "home", "clauses") == wanted
    with Library.open(tmp_path / "home", reader=READER_VERSION) as library:
        assert {row.version for row in library.plans()} == {1}


def test_what_a_manifest_says_overrules_what_was_read(tmp_path: Path) -> None:
    entry = Entry(
        id="x",
        title="云岭市2023年林业工作要点",
        region="云岭市",
        year=2023,
        issuer="云岭市林业局",
        number="云林〔2023〕9号",
        issued="2023-02-01",
    )  # type: ignore[arg-type]
    plan = parse_text("云岭市2023年林业工作要点\n\n一、造林\n1.完成造林5万亩。", "scan.txt")
    known = identify(plan, [entry], ())
    assert (known.id, known.issuer, known.number, known.issued) == (
        "x",
        "云岭市林业局",
        "云林〔2023〕9号",
        "2023-02-01",
    )
    silent = identify(plan, [Entry(id="x", title=plan.title, region="云岭市", year=2023)], ())
    assert (silent.issuer, silent.number) == (plan.issuer, plan.number)
