"""`plans eval` itself, in processes of its own: the report, the files it leaves, the gate's exit code,
drafts, misuse.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from typer.testing import CliRunner

from evals import saved
from evals.cases import CASES, read_suite
from evals.errors import EvalError
from evals.eval_cli import eval_
from evals.proposals import FOLDER
from ingest.store.library import Library
from tests.command import plans as forked
from tests.conftest import ROOT
from tests.evals.conftest import LINHE
from tests.plan_factory import Item, make_plan
from tests.small_library import judged
from tests.waiting import GIVE_UP

SUITE = """cases:
- name: linhe-01
  inputs: {question: 临河市2023年适龄儿童HPV疫苗接种率要达到多少？}
  expected_output: {facts: [90%], clauses: [linhe-2023-health#一/1]}
- name: linhe-02
  inputs: {question: 临河市2023年新增托位多少个？}
  expected_output: {facts: [1200个], clauses: [linhe-2023-health#一/2]}
- name: linhe-03
  inputs: {question: 九江市2021年婴儿死亡率控制目标是多少？}
  expected_output: {status: [not_found]}
"""


class Done(NamedTuple):
    code: int
    out: str
    err: str


def process(folder: Path, *arguments: str, home: Path | None = None) -> Done:
    """The real command; `plans` below is quicker, and all but its way of telling an expected error."""
    done = subprocess.run(
        [sys.executable, "-m", "assistant.cli.main", "eval", *arguments],
        capture_output=True,
        text=True,
        timeout=GIVE_UP,
        cwd=folder,
        env={**os.environ, "PLANS_HOME": str(home or "home")},
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def plans(*arguments: str) -> Done:
    done = CliRunner().invoke(eval_, arguments)
    if isinstance(done.exception, EvalError):
        return Done(1, done.stdout, str(done.exception))
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Done(done.exit_code, done.stdout, done.stderr)


@pytest.fixture
def own(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in with a library `home` and a suite of its own in `[cases]`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PLANS_HOME", str(home))
    folder = tmp_path / "[cases]"
    folder.mkdir()
    (folder / "linhe.yaml").write_text(SUITE, "utf-8")
    return folder


def read(file: Path) -> Any:
    return json.loads(file.read_text("utf-8"))


def test_a_suite_by_its_name(corpus_home: Path, tmp_path: Path) -> None:
    files = ["--json", "run.json", "--html", "[run].html"]
    home = shutil.copytree(corpus_home, tmp_path / "home")  # the run is kept in it, and others ask the corpus
    done = process(tmp_path, "compare", "--quick", *files, home=home)
    assert done.code == 0, done.err
    cases = len(read_suite(CASES / "compare.yaml").cases)
    assert f"{cases} 例" in done.out
    assert "门槛 未对照门槛" in done.out
    assert "防线" not in done.out
    assert "检索" not in done.out
    assert "\x1b" not in done.out, "no colours into a pipe"
    assert done.err.strip().endswith("网页写到 [run].html")
    saved = read(tmp_path / "run.json")
    assert len(saved["cases"]) == cases
    assert {case["suite"] for case in saved["cases"]} == {"compare"}
    assert (saved["guard"], saved["retrieval"], saved["skipped"]) == (None, [], [])
    assert saved["gate"]["passed"] is None
    assert saved["suites"]["compare"]["facts"] > 0.8
    page = (tmp_path / "[run].html").read_text("utf-8")
    assert "<html" in page
    assert "x-compare-01" in page


def test_the_gate(own: Path, tmp_path: Path) -> None:
    """A small suite misses the gates of the product, each named; it may meet gates of its own."""
    shipped = plans("--cases", str(own), "--quick", "--gate")
    assert shipped.code == 1, shipped.err
    assert "门槛 未通过" in shipped.out
    for line in (
        "这次评测的用例数：要求不低于 500，实际 3",
        "防线攻击的拦下：要求不低于 99.0%，没有可计分的用例",
    ):
        assert line in shipped.out
    (tmp_path / "mine.toml").write_text('[overall]\nfacts = ">= 1"\n[linhe]\nrefusal = ">= 1"\n', "utf-8")
    met = plans("--cases", str(own), "--quick", "--gates", "mine.toml", "--json", "run.json")
    assert (met.code, "门槛 通过" in met.out) == (0, True), met.out
    assert read(tmp_path / "run.json")["gate"] == {"passed": True, "breaches": []}
    assert [kept.passed for kept in saved.last(tmp_path / "home")] == [True, False]
    (tmp_path / "mine.toml").write_text('[overall]\nfacts = "much"', "utf-8")
    faulty = plans("--cases", str(own), "--gates", "mine.toml")
    assert (faulty.code, faulty.out) == (1, "")
    assert "mine.toml：[overall] facts 的门槛读不懂" in faulty.err


def test_a_run_that_cannot_be_kept_is_told_and_counts_all_the_same(own: Path, tmp_path: Path) -> None:
    (tmp_path / "home" / saved.FOLDER).write_text("a file in the way")
    done = plans("--cases", str(own), "--quick")
    assert done.code == 0
    assert "这次的结果没有存入资料库文件夹" in done.err
    assert "全部" in done.out


def test_against_a_run_before(own: Path, tmp_path: Path) -> None:
    """What turned wrong because the library changed; a case that was rewritten is told apart."""
    first = plans("--cases", str(own), "--quick", "--json", "first.json")
    assert (first.code, "3 例全部通过" in first.out) == (0, True), first.out
    items = [
        Item(label="一/1", text="适龄儿童HPV疫苗接种率达到80%以上。"),
        Item(label="一/2", text="新增托位1200个。"),
    ]
    with Library.open(tmp_path / "home") as library:
        library.put(make_plan(LINHE.id, items))
    (own / "linhe.yaml").write_text(SUITE.replace("1200个", "1300个"), "utf-8")
    second = plans("--cases", str(own), "--quick", "--baseline", "first.json", "--html", "page.html")
    assert second.code == 0, "worse, and no gate was asked for"  # fmt: skip
    assert "对比上次 新错 1 · 新对 0 · 用例已改 1" in second.out
    assert "新错 linhe-01  临河市2023年适龄儿童HPV疫苗接种率要达到多少？" in second.out
    assert "文件 linhe-2023-health 已改" in second.out
    assert "全部 事实 100% → 0%" in second.out
    assert "✗ linhe-01  没有说出：90%" in second.out
    assert "新错" in (tmp_path / "page.html").read_text("utf-8")
    broken = plans("--cases", str(own), "--baseline", "page.html")
    assert (broken.code, broken.out) == (1, "")
    assert "page.html：不是能读的 JSON" in broken.err


def test_beside_the_plain_pipeline_with_the_guard(own: Path, tmp_path: Path) -> None:
    done = plans("--cases", str(own), "--against", "naive", "--seed", "3", "--json", "run.json")
    assert done.code == 0, done.err
    assert "朴素流程" in done.out
    assert "防线 改动" in done.out
    assert "检索 assistant/understood" in done.out
    saved = read(tmp_path / "run.json")
    assert saved["naive"]["cases"] == 3
    assert saved["guard"]["answers"] == 2


def test_drafts_of_a_plan(own: Path, tmp_path: Path) -> None:
    made = plans("new", LINHE.id)
    assert made.code == 0, made.err
    file = tmp_path / "home" / FOLDER / f"{LINHE.id}.yaml"
    assert made.out == f"{file}\n"
    assert "草拟了 6 个用例" in made.err
    assert read_suite(file).drafts == 6
    again = plans("new", LINHE.id)
    assert (again.code, again.out) == (1, "")
    assert "文件已经存在，不覆盖" in again.err
    none = plans(LINHE.id, "--quick")
    assert none.code == 1
    assert "没有已采纳的用例" in none.err
    file.write_text(file.read_text("utf-8").replace("  accepted: false", "  accepted: true", 2), "utf-8")
    accepted = plans(LINHE.id, "--quick")
    assert accepted.code == 0, accepted.err
    assert "2 例" in accepted.out
    assert "草稿 4 例不计" in accepted.out
    elsewhere = plans("new", LINHE.id, "--out", "new/folder/a.yaml")
    assert (elsewhere.code, read_suite(tmp_path / "new/folder/a.yaml").drafts) == (0, 6)
    strange = plans("new", "nowhere-2020")
    assert (strange.code, "资料库里没有 nowhere-2020" in strange.err) == (1, True)


def test_drafts_of_feedback(own: Path, tmp_path: Path) -> None:
    nothing = plans("feedback")
    assert (nothing.code, "还没有点了“不对”的" in nothing.err) == (1, True)
    with Library.open(tmp_path / "home") as library:
        asked = [
            library.log.add(q, status="answered", engine="rules", took_ms=1, answer="{}")
            for q in ("托位多少个？", "接种率？")
        ]
        ids = [judged(library, one, verdict="down") for one in asked]
    one = plans("feedback", str(ids[1]), "--out", "one.yaml")
    assert one.code == 0, one.err
    assert "接种率？" in (tmp_path / "one.yaml").read_text("utf-8")
    assert "托位" not in (tmp_path / "one.yaml").read_text("utf-8")
    every = plans("feedback")
    file = Path(every.out.strip())
    assert file.parent == tmp_path / "home" / FOLDER
    assert file.name.startswith("feedback-20")
    assert read_suite(file).drafts == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["targets", "--against", "gpt"], "可选 naive"),
        (["--cases", "missing"], "missing"),
        (["--baseline", "missing.json"], "missing.json"),
        (["feedback", "x"], "ID"),
        (["new"], "PLAN"),
        (["--nosuch"], "--nosuch"),
    ],
    ids=["against", "no folder", "no baseline", "no id", "no plan", "option"],
)
def test_misuse(arguments: list[str], told: str) -> None:
    done = plans(*arguments)
    assert (done.code, done.out) == (2, "")
    assert told in done.err


def test_what_cannot_be_run_is_one_calm_line(tmp_path: Path, home: Path) -> None:
    for arguments, told in (
        (["nosuch"], "没有名为 nosuch 的用例集。可选：compare、content"),
        (["targets", "--cases", "home"], "home：这个文件夹里没有用例"),
        (["targets", "--home", "nothing"], "nothing：资料库是空的"),
        (["targets"], "用例问的文件都不在资料库里"),
    ):
        done = forked(tmp_path, "eval", *arguments, env={"PLANS_HOME": "home"})
        assert (done.code, done.out) == (1, ""), done.err
        assert done.err.strip().startswith("错误 ")
        assert told in done.err
        assert len(done.err.strip().splitlines()) == 1


def test_help_names_the_commands() -> None:
    done = plans("--help")
    assert done.code == 0
    assert all(name in done.out for name in ("run", "new", "feedback"))


def test_the_commands_load_nothing_heavy() -> None:
    code = (
        "import sys, evals.eval_cli\n"
        "heavy = {'llama_index', 'chromadb', 'tantivy', 'sqlalchemy', "
        "'jieba', 'gradio', 'openai', 'pydantic_evals'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, timeout=GIVE_UP)
