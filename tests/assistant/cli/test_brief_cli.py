"""`plans brief`: options in, Markdown, Word or JSON out, and a sentence for what cannot be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from docx import Document
from typer.testing import CliRunner

from assistant.cli.main import app
from evals.bench.scripted_models import ScriptedModel, faithful
from ingest.errors import PlanError
from tests.endpoint.messages import CHAT, say
from tests.endpoint.server import Server, nobody


def run(home: Path, *args: str) -> Result:
    return CliRunner().invoke(app, ["--home", str(home), "brief", *args])


def test_markdown_on_stdout(corpus_home: Path) -> None:
    found = run(corpus_home, "--kind", "office", "--unit", "疾控科")
    assert found.exit_code == 0, found.output
    assert found.stdout.startswith("# 疾控科承担任务情况\n")
    assert "## 数字核对表" in found.stdout


def test_a_word_file(corpus_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "简报.docx"
    args = ("--kind", "plan", "--plan", "南昌2021要点", "--out", str(file))
    found = run(corpus_home, *args)
    assert found.exit_code == 0, found.output
    assert f"已写入 {file}" in found.stderr
    assert found.stdout == ""
    assert Document(str(file)).paragraphs[0].text == "《2021年南昌市卫生健康工作要点》摘要"
    again = run(corpus_home, *args)
    assert isinstance(again.exception, PlanError)
    assert "没有覆盖" in str(again.exception)
    assert run(corpus_home, *args, "--force").exit_code == 0


def test_a_markdown_file_and_a_template(corpus_home: Path, tmp_path: Path) -> None:
    assert (
        run(
            corpus_home, "--kind", "indicators", "--topic", "接种率", "--out", str(tmp_path / "a.md")
        ).exit_code
        == 0
    )
    assert "接种率指标一览" in (tmp_path / "a.md").read_text("utf-8")
    house, out = tmp_path / "house.docx", tmp_path / "b.docx"
    assert run(corpus_home, "--kind", "topic", "--topic", "老龄", "--out", str(house)).exit_code == 0
    found = run(
        corpus_home, "--kind", "topic", "--topic", "老龄", "--out", str(out), "--template", str(house)
    )
    assert found.exit_code == 0, found.output
    (tmp_path / "c.docx").write_text("x", "utf-8")
    wrong = run(
        corpus_home,
        "--kind",
        "topic",
        "--topic",
        "老龄",
        "--out",
        str(tmp_path / "d.docx"),
        "--template",
        str(tmp_path / "c.docx"),
    )
    assert "不是能读的 .docx" in str(wrong.exception)
    assert not (tmp_path / "d.docx").exists()


def test_json_has_notes_by_number(corpus_home: Path) -> None:
    found = run(corpus_home, "--kind", "office", "--unit", "疾控科", "--year", "2021", "--json")
    value = json.loads(found.stdout)
    assert value["title"] == "疾控科2021年承担任务情况"
    cited = {n for s in value["sections"] for b in s["blocks"] for n in b.get("notes", ())}
    assert cited <= {note["number"] for note in value["notes"]}
    assert {f["note"] for f in value["figures"]} <= {note["number"] for note in value["notes"]}


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--kind", "office", "--unit", "疾控"), "相近的有：疾控科"),
        (("--kind", "office", "--unit", "疾控科", "--year", "1999"), "没有可写入简报的内容"),
        (("--kind", "plan", "--plan", "临河2021要点"), "没有“临河2021要点”这份文件"),
        (("--kind", "changes", "--plan", "南昌2021要点"), "只有一个版本"),
    ],
    ids=["near office", "nothing", "no plan", "one version"],
)
def test_nothing_to_tell_is_exit_1(corpus_home: Path, args: tuple[str, ...], said: str) -> None:
    found = run(corpus_home, *args)
    assert found.exit_code == 1
    assert isinstance(found.exception, PlanError)
    assert said in str(found.exception)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--kind", "poem"), "可选"),
        (("--kind", "office"), "责任单位"),
        (("--kind", "topic"), "主题"),
        (("--kind", "compare", "--plan", "a"), "两份文件"),
        (("--kind", "changes"), "两份文件"),
        (("--kind", "indicators", "--out", "a.pdf"), ".docx"),
        (("--kind", "indicators", "--out", "a.md", "--json"), "--json"),
        (("--kind", "indicators", "--out", "a.md", "--template", "b.docx"), "模板"),
    ],
    ids=["kind", "no unit", "no topic", "one plan", "no plan", "form", "two outputs", "template"],
)
def test_misuse_is_exit_2(corpus_home: Path, args: tuple[str, ...], said: str) -> None:
    found = run(corpus_home, *args)
    assert found.exit_code == 2
    assert said in found.output.replace("\n", "").replace("│", "").replace(" ", "")


MODEL = ("--kind", "plan", "--plan", "南昌2021要点")


def test_a_model_writes_where_one_is_named(
    corpus_home: Path, endpoint: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint.script = lambda request: say(faithful("", ScriptedModel.clauses(request.prompt)))
    monkeypatch.setenv("PLANS_LLM_URL", endpoint.url)
    monkeypatch.setenv("PLANS_LLM_MODEL", CHAT)
    found = run(corpus_home, *MODEL)
    assert found.exit_code == 0, found.output
    assert f"标有【模型综述】的段落由模型（{CHAT}）" in found.stdout
    assert endpoint.asked
    asked = len(endpoint.asked)
    assert "模型综述" not in run(corpus_home, *MODEL, "--engine", "rules").stdout
    assert len(endpoint.asked) == asked
    few = run(
        corpus_home,
        "--kind",
        "indicators",
        "--topic",
        "孕产妇死亡率",
        "--plan",
        "南昌2021要点",
        "--engine",
        "llm",
    )
    assert "没有请模型写综述" in few.stderr


def test_a_model_out_of_reach_is_told_in_a_line(corpus_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANS_LLM_URL", nobody())
    monkeypatch.setenv("PLANS_LLM_MODEL", CHAT)
    monkeypatch.setenv("PLANS_LLM_RETRIES", "0")
    found = run(corpus_home, *MODEL, "--engine", "llm")
    assert found.exit_code == 0
    assert "没有采用模型综述" in found.stderr
    assert "没有采用模型综述" in found.stdout


def test_a_model_wanted_for_certain_must_be_named(corpus_home: Path) -> None:
    found = run(corpus_home, *MODEL, "--engine", "llm")
    assert "没有设置模型" in str(found.exception)
