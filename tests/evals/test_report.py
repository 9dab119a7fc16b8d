"""What the terminal shows of a run."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from evals.baseline import Comparison, Move, compare
from evals.model import Breach, CaseResult, Gate, Run, measures_of, wilson
from evals.report.screen import print_report
from evals.report.wording import MEASURES, breach_words, gets_better, move_words, shown, told_moves
from evals.saved import Saved
from tests.conftest import ROOT
from tests.evals.run_factory import RECORD, make_case, make_full_run, make_run
from tests.waiting import GIVE_UP

FAULT = "缺少事实 90%"
SUITES = ("figure", "unit", "listing", "refusal", "follow_up", "comparison", "premise", "reference")


def screen(run: Run, comparison: Comparison | None = None, *, width: int = 100, color: bool = False) -> str:
    out = io.StringIO()
    print_report(run, comparison, Console(file=out, width=width, force_terminal=color))
    return out.getvalue()


def as_saved(run: Run) -> Saved:
    return Saved(
        record=run.record,
        cases={case.id: case for case in run.results},
        overall=measures_of(run.overall),
        suites={part.name: measures_of(part) for part in run.suites},
    )


def many(wrong: int) -> list[CaseResult]:
    """15 cases a suite, the first `wrong` of all not right."""
    ids = [f"{suite}-{at:02d}" for suite in SUITES for at in range(15)]
    return [make_case(id_, [FAULT] if at < wrong else []) for at, id_ in enumerate(ids)]


def test_one_screen() -> None:
    before = make_run(many(0), record=replace(RECORD, commit="0000000"))
    run = make_full_run(many(25))
    lines = screen(run, compare(as_saved(before), run)).splitlines()
    assert max(map(cell_len, lines)) <= 100
    assert len(lines) <= 50, "25 new faults at once; a normal run has fewer"
    assert len(screen(make_full_run(many(3))).splitlines()) <= 30


def test_what_it_says() -> None:
    text = screen(make_full_run(many(2)))
    lines = [line.split() for line in text.splitlines()]
    assert "资料库 2 份文件（3fa9c1e2） · 引擎 rules · 代码 29c5aef · 120 例 · 41.2 秒" in text
    assert ["figure", "15", "86.7%", "86.7%", "100%", "0", "12.5"] in lines
    assert ["全部", "120", "98.3%", "98.3%", "100%", "0", "12.5"] in lines
    assert next(line for line in lines if line[:2] == ["95%", "区间"])[2] == "94–100"
    assert any(line[0] == "朴素流程" and line[2] == "50.0%" for line in lines if line)
    assert "清单" not in text, "no case could be scored on it"
    assert "跳过 1 例（资料库没有所问的文件） · 草稿 3 例不计" in text
    assert "防线 改动 140 处，拦下 138（98.6%） · 误报 1 / 50（2.0%）" in text
    assert "漏过 换单位 2" in text
    assert "检索 naive/typed 前五段找全 40.0% · p50 毫秒 9.9" in text
    assert "门槛 未通过" in text
    assert "  ✗ 全部用例的事实：要求不低于 97.0%，实际 95.0%" in text
    assert "  ✗ 防线攻击的误报：要求不高于 1.0%，没有可计分的用例" in text
    assert "未通过 2 例\n  ✗ figure-00  缺少事实 90%\n  ✗ figure-01" in text


def test_the_comparison() -> None:
    before = make_run(many(0), record=replace(RECORD, engine="llm"))
    run = make_run(many(13))
    text = screen(run, compare(as_saved(before), run))
    assert "对比上次 新错 13 · 新对 0\n" in text
    assert "不同之处 引擎：llm → rules" in text
    assert "变差 全部 答对 100% → 89.2%；全部 事实 100% → 89.2%；figure 答对 100% → 13.3%；" in text
    assert "新错 figure-00  临河市2023年HPV疫苗接种率要达到多少？" in text
    assert "figure-10  临河市" not in text
    assert text.count("另有 3\n") == 2


@pytest.mark.parametrize(("passed", "word"), [(True, "通过"), (False, "未通过"), (None, "未对照门槛")])
def test_the_verdict(passed: bool | None, word: str) -> None:
    assert f"门槛 {word}\n" in screen(make_run([make_case("figure-01")], gate=Gate(passed=passed)))


def test_a_run_without_faults_and_one_without_cases() -> None:
    assert "1 例全部通过" in screen(make_run([make_case("figure-01")]))
    assert "没有用例" in screen(make_run([]))


def test_neither_markup_nor_control_characters_get_through() -> None:
    case = make_case("figure-01", ["[red]缺\x1b[31m少[/nothing]\n\x07"], question="[bold]问\x1b]0;题")
    run = make_run([case],
        gate=Gate(passed=False,
            breaches=(Breach(where="[/x]", measure="[a]", wanted="很多", found=1),)))  # fmt: skip
    text = screen(run, compare(as_saved(make_run([make_case("figure-01")])), run))
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "[red]缺 [31m少[/nothing]" in text
    assert "[/x]的[a]：要求很多，实际 100%" in text


def test_colour_only_beside_words() -> None:
    run = make_full_run(many(2))
    coloured = screen(run, color=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == screen(run)


def test_piped_it_is_110_wide_and_plain() -> None:
    code = (
        "from tests.evals.run_factory import make_case, make_full_run\n"
        "from evals.report.screen import print_report\n"
        "print_report(make_full_run([make_case('figure-01', ['很长的一句' * 40])]))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, timeout=GIVE_UP
    )
    text = run.stdout.decode("utf-8")
    assert "\x1b" not in text
    assert 108 <= max(map(cell_len, text.splitlines())) <= 110


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("facts", None, "–"), ("facts", 0.0, "0%"), ("facts", 1.0, "100%"), ("facts", 0.9734, "97.3%"),
        ("facts", 0.99951, ">99.9%"), ("facts", 0.0004, "<0.1%"), ("figures", 0.0, "0"),
        ("figures", 0.00833, "0.00833"), ("took_ms", 12.345, "12.3"), ("took_ms", 1234.5, "1234"),
        ("recall@5", 0.5, "50.0%"), ("p99_ms", 7.0, "7"),
    ],
)  # fmt: skip
def test_values_as_people_read_them(name: str, value: float | None, words: str) -> None:
    assert shown(name, value) == words


def test_which_way_is_better() -> None:
    facts = Move(suite=None, measure="facts", before=0.9, now=0.8)
    figures = Move(suite="figure", measure="figures", before=0.5, now=0.25)
    assert not gets_better(facts)
    assert gets_better(figures)
    assert move_words(figures) == "figure 无出处数字 0.5 → 0.25"
    assert {name for name, one in MEASURES.items() if one.better == "low"} >= {
        "figures",
        "offices",
        "took_ms",
    }


def test_what_only_trembles_is_not_told() -> None:
    slower = Move(suite=None, measure="took_ms", before=10.0, now=12.0)
    much_slower = Move(suite=None, measure="took_ms", before=10.0, now=14.0)
    alike = Move(suite=None, measure="facts", before=0.90001, now=0.90002)
    assert told_moves((slower, much_slower, alike)) == (much_slower,)


def test_a_threshold_of_a_count() -> None:
    breach = Breach(where="unit", measure="offices", wanted="<= 0", found=0.05)
    assert breach_words(breach) == "unit的无出处单位：要求不高于 0，实际 0.05"


def test_wilson_by_hand() -> None:
    """Brown, Cai and DasGupta 2001: 0 and all have an interval too. 8 of 10 is 0.490–0.943 by the formula."""
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert wilson(0, 10) == pytest.approx((0.0, 0.2775), abs=1e-4)
    assert wilson(10, 10) == pytest.approx((0.7225, 1.0), abs=1e-4)
