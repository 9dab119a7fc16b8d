"""The scorer of first sights: what it calls wrong, and which wrong readings have a doubt at their lines."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from evals import first_sight as scorer
from evals.bench import doubts


def _unit(*names: str, **more: Any) -> dict[str, Any]:
    return {"role": "责任单位", "part": "responsible", "units": list(names), "people": [], **more}


def _target(value: str, **more: Any) -> dict[str, Any]:
    return {"indicator": "助餐点", "value": value, "unit": "个", "bound": "", "deadline": "", **more}


def _read(value: float, text: str) -> dict[str, Any]:
    return {"indicator": "助餐点", "value": value, "value_high": None, "value_text": text}


@pytest.mark.parametrize(
    ("gold", "clause", "read", "wrong", "counts"),
    [
        ([_unit("区民政局")], {"units": ["区民政局"]}, [], 0, {"units": 1}),
        ([_unit("区民政局")], {"units": ["区财政局"]}, [], 1, {"units": 0}),
        ([_unit("区民政局")], None, [], 2, {"labels": 0}),
        ([_unit("区民政局"), _unit("街道", optional=True)], {"units": ["区民政局"]}, [], 0, {"units": 1}),
        (
            [_unit("区民政局"), _unit("街道", optional=True)],
            {"units": ["区民政局", "街道"]},
            [],
            0,
            {"units": 1},
        ),
        ([], {"units": ["区民政局"]}, [], 1, {"of units": 0}),
    ],
)
def test_offices(
    gold: list[dict[str, Any]],
    clause: dict[str, Any] | None,
    read: list[dict[str, Any]],
    wrong: int,
    counts: dict[str, int],
) -> None:
    got = Counter[str]()
    faults = scorer.compare({"units": gold, "targets": []}, clause, read, got)
    assert len(faults) == wrong
    assert {key: got[key] for key in counts} == counts


@pytest.mark.parametrize(
    ("gold", "read", "hits", "beyond"),
    [
        ([_target("25")], [_read(25, "25个")], 1, 0),
        ([_target("25")], [], 0, 0),
        ([], [_read(25, "25个")], 0, 1),
        ([_target("25", optional=True)], [_read(25, "25个")], 0, 0),
        ([_target("3-5")], [_read(3, "3—5个")], 1, 0),
        ([_target("由12%提高到40%以上")], [_read(40, "提高到40%以上")], 1, 0),
        ([_target("由12%提高到40%以上")], [_read(12, "12%")], 0, 1),
        ([_target("较2023年下降0.7个百分点")], [_read(0.7, "下降0.7个百分点")], 1, 0),
        ([_target("每70户不少于1,200处")], [_read(1200, "不少于1,200处")], 1, 0),
        ([_target("6至8处")], [_read(8, "8处")], 0, 1),
    ],
)
def test_targets(gold: list[dict[str, Any]], read: list[dict[str, Any]], hits: int, beyond: int) -> None:
    got = Counter[str]()
    scorer.compare({"units": [], "targets": gold}, {"units": []}, read, got)
    assert (got["targets"], got["beyond"]) == (hits, beyond)


def test_a_clause_stands_on_the_lines_up_to_the_next() -> None:
    text = "题\n<p>一、建 成助餐\n点</p>\n二、培训\n"
    found = scorer.with_lines(text, [{"starts": "建成助餐点"}, {"starts": "培训"}])
    assert [lines for _, lines in found] == [range(2, 4), range(4, 5)]


def test_questions_on_papers_that_are_not_there_are_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "set" / "papers").mkdir(parents=True)
    (tmp_path / "set" / "papers" / "a.txt").write_text("甲", "utf-8")
    asked = [{"id": 1, "file": "a.txt"}, {"id": 2, "file": "b.txt"}]
    (tmp_path / "set" / "questions.jsonl").write_text("\n".join(map(json.dumps, asked)), "utf-8")
    assert scorer.Folders(tmp_path / "set", None).rows("questions.jsonl") == asked[:1]
    assert "1 left out" in capsys.readouterr().out
    (tmp_path / "b.txt").write_text("乙", "utf-8")
    assert scorer.Folders(tmp_path / "set", tmp_path).rows("questions.jsonl") == asked


@pytest.mark.parametrize(
    ("label", "short"),
    [
        ("第二章/第九条", "第九条"),
        ("第二章/第五条/（一）", "第五条/(一)"),
        ("附件/一/（二）/3", "一/(二)/3"),
        ("附件1/一", "附件1/一"),
        ("第二章/第一节/¶1", "第二章/第一节/¶1"),
        ("附件", "附件"),
        ("二/表/1", "二/1"),
    ],
)
def test_what_of_a_label_is_compared(label: str, short: str) -> None:
    assert scorer.short_label(label) == short


@pytest.mark.parametrize(
    ("asked", "status", "faults"),
    [
        ({"kind": "value", "stated": False}, "near", []),
        ({"kind": "value", "stated": False}, "answered", ["answered"]),
        ({"kind": "refusal"}, "not_found", []),
    ],
)
def test_what_no_paper_states(asked: dict[str, Any], status: str, faults: list[str]) -> None:
    answer = {"status": status, "reason": None, "answer": "", "citations": [], "listing": None}
    assert scorer.faults_of(asked, answer) == (faults, False)


def test_what_is_shown_stands_beside_what_was_expected() -> None:
    asked = {
        "id": "q1",
        "file": "a.txt",
        "q": "助餐点建几个？",
        "kind": "value",
        "gold": "建5个",
        "must": ["5个"],
    }
    answer = {
        "status": "answered",
        "answer": "5个",
        "citations": [{"plan": "a", "clause": "一/1", "units": ["区民政局"]}],
        "listing": {"complete": True, "rows": [{"plan": "a", "clause": "一/1"}]},
    }
    line = scorer._for_a_reader(asked, answer, [])
    assert (line["cites"], line["listed"]) == (["a·一/1 区民政局"], ["a·一/1"])
    assert (line["called_complete"], line["gold"], line["shown"]["answer"]) == (True, "建5个", "5个")


def _asked_twice(folder: Path) -> tuple[Path, Path]:
    """A set with a paper, and one that asks about the paper of the first."""
    first, second = folder / "2027-01-02-1", folder / "2027-01-02-2"
    (first / "papers").mkdir(parents=True)
    second.mkdir()
    (first / "papers" / "a.txt").write_text("汀南县供水要点\n\n1.疏浚河道。县水利局负责。\n", "utf-8")
    gold = {"file": "a.txt", "label": "1", "starts": "疏浚河道", "units": [_unit("县水利局")], "targets": []}
    (first / "readings.jsonl").write_text(json.dumps(gold), "utf-8")
    (second / "papers_of.txt").write_text("2027-01-02-1\n", "utf-8")
    (second / "questions.jsonl").write_text(json.dumps({"id": "q1", "file": "a.txt"}), "utf-8")
    return first, second


def test_a_set_asks_about_the_papers_it_names(tmp_path: Path) -> None:
    first, second = _asked_twice(tmp_path)
    folders = scorer.Folders(second, None)
    assert folders.places == (first / "papers",)
    assert [row["id"] for row in folders.rows("questions.jsonl")] == ["q1"]


def test_readings_of_papers_asked_twice_count_once(tmp_path: Path) -> None:
    _asked_twice(tmp_path)
    assert [one.of for one in doubts.judged(tmp_path)] == ["2027-01-02-1"]


def test_every_kept_set_has_its_papers_once() -> None:
    sets = Path(scorer.__file__).parent / "first-sight"
    papers = Counter(p.read_bytes() for p in sets.glob("20*/papers/*"))
    assert max(papers.values()) == 1
    for named in sets.glob(f"20*/{scorer.PAPERS_OF}"):
        assert scorer.Folders(named.parent, None).places
        assert not (named.parent / scorer.READINGS).exists()


@pytest.mark.parametrize(
    ("value", "read", "hits"),
    [
        ("每季度一次", _read(1, "一次"), 1),
        ("每3年一次", _read(1, "一次"), 1),
        ("每半年至少一次", _read(1, "至少一次"), 1),
        ("每月1次", _read(1, "1次"), 1),
        ("每年两次", _read(1, "一次"), 0),
        ("每3年一次", _read(3, "3次"), 0),
    ],
)
def test_how_often_is_read_as_how_many_times(value: str, read: dict[str, Any], hits: int) -> None:
    got = Counter[str]()
    scorer.compare({"units": [], "targets": [_target(value)]}, {"units": []}, [read], got)
    assert got["targets"] == hits
