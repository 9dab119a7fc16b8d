"""The real command: JSON on stdout, the rest on stderr, exit codes, where the library is.

In a process of its own once for each thing it is started for (files read in, a listing, a batch, a library
that the environment names); all else in this one, which shows the same without the start of a Python for
every question.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.cli.main import app
from tests.command import Run, plans_here, plans_started

PLAN = """临河市2023年卫生健康工作要点

一、重点任务
1.办好普惠托育。全年新增托位1200个，千人口托位数达到4.2个。（责任科室：人口家庭科）
2.做实疫苗接种。适龄儿童接种率保持在95%以上。（牵头领导：周某；责任科室：疾控科、妇幼科等）
二、保障措施
3.每季度通报一次进展。（责任科室：办公室）
"""
FURNISHED = """河湾县2022年安全生产工作要点
[/red]点击分享[bold]
一、主要任务
1.排查重点企业、人员密集场所、老旧小区、建筑工地、燃气站点和道路交通各类安全隐患，限期逐项销号，整改率达到98%以上。（责任单位：县应急局[值班室]）
2.开展应急演练不少于2次。（责任单位：县应急局、县教育局）
"""

PLAN_KEYS = (
    "id title issuer region year period number issued edition version file sha256 clauses targets doubts"
)
CLAUSE_KEYS = (
    "plan label path heading text units units_open unit_role leaders leader_role start end responsibilities"
)
TARGET_KEYS = (
    "plan clause indicator scope comparator value value_high value_text "
    "unit deadline baseline kind units start end"
)
ANSWER_KEYS = "id question status reason answer citations figures listing engine took_ms"
CITATION_KEYS = "marker plan title edition clause path units unit_role leaders quote start end support"
REPORT_KEYS = "file outcome id version clauses units targets dropped doubts message"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two plans read into `library`, and nothing else around."""
    base = tmp_path_factory.mktemp("place")
    (base / "临河要点.txt").write_text(PLAN, "utf-8")
    (base / "河湾要点.txt").write_text(FURNISHED, "utf-8")
    run = plans_started(base, "ingest", "临河要点.txt", "河湾要点.txt", "--home", "library", "--json")
    assert run.code == 0, run.err
    (base / "report.json").write_text(run.out, "utf-8")
    (base / "report.txt").write_text(run.err, "utf-8")
    return base


def asked(place: Path, *args: str) -> Run:
    return plans_here(place, "--home", "library", *args)


def test_list(place: Path) -> None:
    run = plans_started(place, "--home", "library", "list", "--json")
    assert (run.code, run.err) == (0, "")
    assert [set(row) >= set(PLAN_KEYS.split()) for row in run.json] == [True, True]
    linhe = next(row for row in run.json if row["id"] == "临河要点")
    assert {k: linhe[k] for k in ("title", "region", "year", "edition", "version", "clauses", "targets")} == {
        "title": "临河市2023年卫生健康工作要点", "region": "临河市", "year": 2023, "edition": "official",
        "version": 1, "clauses": 3, "targets": 3,
    }  # fmt: skip


def test_clauses(place: Path) -> None:
    run = asked(place, "clauses", "--json", "--plan", "临河要点")
    assert (run.code, run.err) == (0, "")
    assert all(set(row) >= set(CLAUSE_KEYS.split()) for row in run.json)
    assert [row["label"] for row in run.json] == ["一/1", "一/2", "二/3"]
    second = run.json[1]
    assert (second["units"], second["units_open"], second["unit_role"]) == (
        ["疾控科", "妇幼科"],
        True,
        "责任科室",
    )
    assert (second["leaders"], second["leader_role"]) == (["周某"], "牵头领导")
    assert second["text"] == "做实疫苗接种。适龄儿童接种率保持在95%以上。"
    assert [set(r) >= {"role", "units", "leaders", "inherited_from"} for r in second["responsibilities"]] == [
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("args", "labels"),
    [
        (["--unit", "妇幼科"], ["一/2"]),
        (["--unit", "妇幼"], []),
        (["--leader", "周某"], ["一/2"]),
        (["--region", "河湾县"], ["前言", "一/1", "一/2"]),
        (["--year", "2023"], ["一/1", "一/2", "二/3"]),
        (["--plan", "nowhere"], []),
    ],
    ids=lambda value: " ".join(value),
)
def test_clauses_are_confined(place: Path, args: list[str], labels: list[str]) -> None:
    assert [row["label"] for row in asked(place, "clauses", "--json", *args).json] == labels


def test_targets(place: Path) -> None:
    run = asked(place, "targets", "--json", "--year", "2023")
    assert (run.code, run.err) == (0, "")
    assert all(set(row) >= set(TARGET_KEYS.split()) for row in run.json)
    assert [(row["clause"], row["value"], row["unit"], row["units"]) for row in run.json] == [
        ("一/1", 1200, "个", ["人口家庭科"]),
        ("一/1", 4.2, "个", ["人口家庭科"]),
        ("一/2", 95, "%", ["疾控科", "妇幼科"]),
    ]


def test_a_citation_is_to_the_letter_and_says_who(place: Path) -> None:
    run = asked(place, "ask", "--json", "临河市2023年新增托位多少个？")
    assert (run.code, run.err) == (0, "")
    answer = run.json
    assert set(answer) >= set(ANSWER_KEYS.split())
    assert (answer["status"], answer["reason"], answer["engine"]) == ("answered", None, "rules")
    assert "1200个" in answer["answer"]
    (citation, *_) = answer["citations"]
    assert set(citation) >= set(CITATION_KEYS.split())
    assert (citation["plan"], citation["clause"], citation["units"]) == ("临河要点", "一/1", ["人口家庭科"])
    assert citation["quote"] in PLAN
    assert len(citation["quote"]) == citation["end"] - citation["start"]
    assert all(set(figure) >= {"text", "supported", "marker"} for figure in answer["figures"])


def test_what_the_library_does_not_say_is_exit_code_1(place: Path) -> None:
    run = asked(place, "ask", "--json", "临河市2023年渔船多少艘？")
    assert run.code == 1
    assert run.json["status"] == "not_found"
    assert run.json["citations"] == []


def test_what_only_shares_a_character_is_exit_code_1(place: Path) -> None:
    run = asked(place, "ask", "--json", "临河市2023年高速公路通车里程是多少？")
    assert run.code == 1
    assert run.json["status"] == "near"
    assert run.json["answer"].startswith("临河2023要点的条款里没有“高速公路”、“通车”、“里程”这样的字样。")
    assert run.json["figures"] == []


def test_a_listing_counts_its_rows(place: Path) -> None:
    listing = asked(place, "ask", "--json", "临河市2023年疾控科负责哪些工作？").json["listing"]
    assert listing["total"] == len(listing["rows"]) == 1
    assert set(listing) >= {"total", "complete", "rows"}
    assert set(listing["rows"][0]) >= {"plan", "clause"}


def test_an_answer_for_the_reader_has_the_whole_quote(place: Path) -> None:
    run = asked(place, "ask", "临河市2023年新增托位多少个？")
    assert run.code == 0
    assert "1200个" in run.out
    assert not run.out.lstrip().startswith("{")
    question = "河湾县2022年重点企业安全隐患整改率是多少？"
    (citation, *_) = asked(place, "ask", "--json", question).json["citations"]
    assert citation["quote"] in asked(place, "ask", question).out


def test_nothing_is_cut_off_in_a_listing(place: Path) -> None:
    listed = asked(place, "list").out
    assert "临河市2023年卫生健康工作要点" in listed
    assert "official v1" in listed
    assert "…" not in listed + asked(place, "clauses").out + asked(place, "targets").out


class TestIngest:
    def test_the_report(self, place: Path) -> None:
        report = json.loads((place / "report.json").read_text("utf-8"))
        assert all(set(row) >= set(REPORT_KEYS.split()) for row in report)
        assert [(row["id"], row["outcome"], row["clauses"]) for row in report] == [
            ("临河要点", "new", 3),
            ("河湾要点", "new", 3),
        ]

    def test_one_bad_file_is_exit_code_1_and_the_others_are_read(self, place: Path, tmp_path: Path) -> None:
        (tmp_path / "空.txt").write_bytes(b"")
        (tmp_path / "好.txt").write_text(PLAN, "utf-8")
        run = plans_here(tmp_path, "ingest", "空.txt", "好.txt", "nowhere.txt", "--home", "library", "--json")
        assert run.code == 1
        assert [row["outcome"] for row in run.json] == ["refused", "new", "refused"]
        again = plans_here(tmp_path, "ingest", "空.txt", "好.txt", "--home", "library")
        assert again.code == 1
        assert again.out == ""
        assert "空.txt" in again.err
        assert "未变" in again.err

    def test_brackets_of_a_document_are_printed_as_they_are(self, tmp_path: Path) -> None:
        """Square brackets in a file name or in front matter are no commands to the terminal."""
        (tmp_path / "[bold]草稿.md").write_text(f"---\n'[/red]': 1\n---\n{FURNISHED}", "utf-8")
        run = plans_here(tmp_path, "ingest", "[bold]草稿.md", "--home", "library")
        assert run.code == 0
        assert "bold-草稿" in run.err
        assert "[/red]: 1" in run.err

    def test_without_arguments_it_reads_the_corpus_folder(self, tmp_path: Path) -> None:
        (tmp_path / "corpus").mkdir()
        (tmp_path / "corpus" / "甲.txt").write_text(PLAN, "utf-8")
        assert plans_here(tmp_path, "ingest", "--json").json[0]["id"] == "甲"
        assert (tmp_path / "var" / "library.db").exists()
        assert [row["id"] for row in plans_here(tmp_path, "list", "--json").json] == ["甲"]


class TestBatch:
    def test_one_answer_a_line_in_the_same_order(self, place: Path, tmp_path: Path) -> None:
        first = "临河市2023年新增托位多少个？"
        rows = [
            {"id": "a", "q": first},
            {
                "id": 2,
                "q": "责任科室是哪个？",
                "history": [{"role": "user", "content": first}, {"role": "assistant", "content": "1200个"}],
            },
            {"q": "临河市2023年\u2028接种率要达到多少？"},
        ]
        file = tmp_path / "questions.jsonl"
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        file.write_text("\ufeff" + lines[0] + "\r\n\n" + "\n".join(lines[1:]) + "\n", "utf-8")
        run = plans_started(place, "--home", "library", "batch", str(file))
        assert (run.code, run.err) == (0, "")
        answers = [json.loads(line) for line in run.out.split("\n") if line]
        assert [a["id"] for a in answers] == ["a", "2", None]
        assert all(set(a) >= set(ANSWER_KEYS.split()) for a in answers)
        assert "1200个" in answers[0]["answer"]
        assert "人口家庭科" in answers[1]["answer"]
        assert "95%" in answers[2]["answer"]

    def test_a_line_that_is_no_question_is_named(self, place: Path, tmp_path: Path) -> None:
        file = tmp_path / "questions.jsonl"
        file.write_bytes('{"q": "临河市2023年新增托位多少个？"}\n'.encode() + '{"q": "托位"}\n'.encode("gbk"))
        run = asked(place, "batch", str(file))
        assert run.code == 1
        assert "questions.jsonl 第2行" in run.err
        assert "Traceback" not in run.err
        assert [json.loads(row)["status"] for row in run.out.splitlines()] == ["answered"]


class TestMisuse:
    @pytest.mark.parametrize(
        "args",
        [
            ["nonsense"],
            ["list", "--nope"],
            ["ask"],
            ["ask", "托位多少个？", "--engine", "magic"],
            ["batch", "nowhere.jsonl"],
            ["targets", "--year", "soon"],
            ["chat", "--port", "0"],
        ],
        ids=" ".join,
    )
    def test_is_exit_code_2_with_nothing_on_stdout(self, place: Path, args: list[str]) -> None:
        run = asked(place, *args)
        assert (run.code, run.out) == (2, "")
        assert run.err
        assert "Traceback" not in run.err

    def test_a_setting_that_cannot_be_read_is_named(
        self, place: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PLANS_PORT", "abc")
        run = plans_here(place, "list", "--json")
        assert (run.code, run.out) == (2, "")
        assert "PLANS_PORT" in run.err
        assert "Traceback" not in run.err

    def test_a_question_that_cannot_be_taken_is_exit_code_1(self, place: Path) -> None:
        run = asked(place, "ask", "  ")
        assert (run.code, run.out) == (1, "")
        assert "错误" in run.err

    def test_an_empty_library_says_what_to_do(self, tmp_path: Path) -> None:
        run = plans_here(tmp_path, "ask", "托位多少个？")
        assert run.code == 1
        assert "plans ingest" in run.err


class TestHome:
    def test_before_and_after_the_command_and_by_environment(self, place: Path) -> None:
        before = plans_here(place, "--home", "library", "list", "--json").json
        after = plans_here(place, "list", "--json", "--home", "library").json
        told = plans_started(place, "list", "--json", env={"PLANS_HOME": "library"}).json
        assert [row["id"] for row in before] == ["临河要点", "河湾要点"]
        assert before == after == told

    def test_what_stands_nearer_counts(self, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PLANS_HOME", "other")
        nearer = plans_here(place, "--home", "empty", "list", "--json", "--home", "library")
        assert len(nearer.json) == 2
        option = plans_here(place, "--home", "library", "list", "--json")
        assert len(option.json) == 2

    def test_an_empty_variable_is_none(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PLANS_HOME", "")
        assert plans_here(tmp_path, "list", "--json").json == []
        assert [p.name for p in tmp_path.iterdir()] == ["var"]

    def test_a_home_that_is_a_file_is_told(self, place: Path) -> None:
        run = plans_here(place, "--home", "临河要点.txt", "list", "--json")
        assert (run.code, run.out) == (1, "")
        assert "临河要点.txt" in run.err
        assert "Traceback" not in run.err


def test_a_second_command_in_one_process_mounts_nothing_again(place: Path) -> None:
    mounted = []
    for _ in range(2):
        assert plans_here(place, "list", "--home", "library").code == 0
        mounted.append([group.name for group in app.registered_groups])
    assert mounted[0] == mounted[1]
    assert mounted[0].count("bench") == mounted[0].count("eval") == 1
