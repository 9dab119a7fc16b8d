"""What grows with size: plans made by dice, one real run over two hundred clauses, the command, and its
page.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from math import log10
from pathlib import Path

import pytest
from typer.testing import CliRunner

from evals.bench import scale, scale_report, speed
from evals.bench.cli import bench
from evals.bench.generate import write_plans
from evals.bench.parsing import parse_all
from evals.bench.scale import REPORT_JSON, Parsing, Report, Row, run
from evals.bench.scale_report import MEMORY, P50, SECONDS, Measure, figure, measures
from evals.errors import EvalError
from evals.report import charts
from ingest.load import find_files
from ingest.model import Plan
from ingest.pipeline import parse
from tests.evals.conftest import HAIXI


def row(clauses: int, *, generated: bool = True, naive: bool = True) -> Row:
    """Seconds, milliseconds and megabytes that can be told apart: ours in proportion to the clauses, theirs
    five times that.
    """

    def timing(seconds: float, peak: float) -> speed.Timing:
        return speed.Timing(seconds=seconds, least=seconds, most=seconds, peak_mb=peak)

    def warm(ms: float) -> speed.Warm:
        return speed.Warm(questions=40, p50_ms=ms, p95_ms=3 * ms)

    found = speed.Report(
        files=clauses // 100,
        clauses=clauses,
        processes={
            "ingest": timing(clauses / 100, 500),
            "ingest again": timing(1, 80),
            "ask": timing(2, 200),
        },
        warm={"all": warm(10), "target": warm(8), "<b>": warm(clauses / 10)},
        batch_peak_mb=260,
        naive={"ask": timing(10, 400)} if naive else {},
        naive_warm=warm(50) if naive else None,
    )
    return Row(
        generated=generated,
        parsing=Parsing(clauses=clauses, seconds=clauses / 500, peak_mb=60),
        speed=found,
    )


def report(*rows: Row) -> Report:
    made = "2025-01-02T03:04:05+00:00"
    return Report(made=made, python="3.11.9", cores=2, repeat=1, seed=7, rows=rows)


THREE = report(row(310, generated=False), row(1_000), row(10_000))


def parse_file(file: Path) -> Plan:
    return parse(file.read_bytes(), file.name)


class Reader(HTMLParser):
    """Tags with their attributes, and the words between them, scripts and styles left out."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], tuple[int, list[Plan]]]:
    """How many files were written for so many clauses, and what is read in them; once for all tests."""

    @cache
    def made(clauses: int) -> tuple[int, list[Plan]]:
        folder = tmp_path_factory.mktemp("generated")
        written = write_plans(folder, clauses)
        return written, [parse_file(file) for file in find_files((folder,))]

    return made


@pytest.mark.parametrize("clauses", [200, 1_000, 1_234])
def test_the_plans_have_as_many_clauses_as_asked_for(
    generated: Callable[[int], tuple[int, list[Plan]]], clauses: int
) -> None:
    written, plans = generated(clauses)
    assert len(plans) == written
    assert sum(len(plan.clauses) for plan in plans) == clauses
    assert [plan.doubts for plan in plans if plan.doubts] == []
    assert all(plan.title.startswith(f"{plan.region}{plan.year}年") for plan in plans)
    assert len({(plan.region, plan.year) for plan in plans}) == written


def test_the_plans_are_of_several_kinds(generated: Callable[[int], tuple[int, list[Plan]]]) -> None:
    _, plans = generated(1_000)
    families = Counter(clause.family for plan in plans for clause in plan.clauses)
    assert set(families) == {"前言", "1.", "（一）", "表"}
    assert {clause.label.count("/") for plan in plans for clause in plan.clauses} >= {0, 1, 2}
    assert sum(any(clause.family == "表" for clause in plan.clauses) for plan in plans) == 2
    assert 0.8 < sum(len(plan.targets) for plan in plans) / 1_000 < 1.2
    assert 30 < len({unit for plan in plans for clause in plan.clauses for unit in clause.units}) < 50


def test_the_dice_fall_the_same_way_twice(tmp_path: Path) -> None:
    texts = []
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        write_plans(tmp_path / name, 200, seed=seed)
        texts.append([file.read_text("utf-8") for file in sorted((tmp_path / name).iterdir())])
    assert texts[0] == texts[1] != texts[2]


def test_parsing_counts_every_clause(tmp_path: Path) -> None:
    write_plans(tmp_path, 200)
    found = parse_all(find_files((tmp_path,)))
    assert found["clauses"] == 200
    assert found["seconds"] > 0


def test_a_real_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_plans(tmp_path / "corpus", 200)
    told: list[str] = []
    found = run(tmp_path / "corpus", (), progress=told.append)
    (only,) = found.rows
    assert (only.speed.files, only.speed.clauses, only.parsing.clauses) == (2, 200, 200)
    assert set(only.speed.warm) == {"all", "target", "unit", "list-by-unit"}
    assert min(only.speed.processes[name].seconds for name in ("ingest", "ingest again")) > 0
    assert only.parsing.peak_mb < only.speed.processes["ingest"].peak_mb
    assert told[0] == "随附文件：只解析"
    assert len(told) > 4


def test_the_sizes_come_after_the_corpus_each_once_the_smallest_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "haixi.txt").write_text(HAIXI.text, "utf-8")
    asked = []

    def quick(folder: Path, *, repeat: int, naive: bool, progress: speed.Progress) -> speed.Report:
        asked.append((sum(len(parse_file(file).clauses) for file in find_files((folder,))), repeat, naive))
        return row(asked[-1][0]).speed

    monkeypatch.setattr(scale, "run_speed", quick)
    found = run(tmp_path, (90, 60, 90), repeat=2, naive=True)
    assert asked == [(2, 2, True), (60, 2, True), (90, 2, True)]
    assert [(one.generated, one.parsing.clauses) for one in found.rows] == [
        (False, 2),
        (True, 60),
        (True, 90),
    ]


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, object] = {}

    def quick(corpus: Path, sizes: tuple[int, ...], **options: object) -> Report:
        asked.update(corpus=corpus, sizes=tuple(sizes), **options)
        return THREE

    monkeypatch.setattr(scale, "run", quick)
    monkeypatch.setenv("PLANS_CORPUS", "somewhere")
    files = ["--json", str(tmp_path / "out.json"), "--html", str(tmp_path / "out.html")]
    sizes = ["--clauses", "200", "--clauses", "300"]
    done = CliRunner().invoke(bench, ["scale", *sizes, "--against", "naive", "--repeat", "2", *files])
    assert done.exit_code == 0, done.output
    assert (asked["corpus"], asked["sizes"], asked["repeat"]) == (Path("somewhere"), (200, 300), 2)
    assert asked["naive"] is True
    assert "310 条（随附）" in done.stdout
    assert "10.0（5.00 倍）" in done.stdout
    assert REPORT_JSON.validate_json((tmp_path / "out.json").read_bytes()) == THREE
    assert (tmp_path / "out.html").read_text("utf-8") == scale_report.render(THREE)
    assert CliRunner().invoke(bench, ["scale"]).exit_code == 0
    assert asked["sizes"] == (1_000, 10_000)


def test_the_command_tells_that_a_hundred_thousand_takes_long() -> None:
    done = CliRunner().invoke(bench, ["scale", "--help"], env={"COLUMNS": "200"})
    assert "100000 要很多分钟" in done.stdout


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="没有这个文件夹"):
        run(tmp_path / "none", [200])


def test_json_there_and_back() -> None:
    assert REPORT_JSON.validate_python(json.loads(json.dumps(THREE.as_json()))) == THREE


def by_name(found: Report, unit: str) -> dict[str, Measure]:
    return {measure.what: measure for measure in measures(found) if measure.unit == unit}


def test_figures_at_every_size_and_how_many_times_the_plain_pipeline() -> None:
    seconds = by_name(THREE, SECONDS)
    assert seconds["读入（新）"].values == (3.1, 10, 100)
    assert list(seconds["冷启动提问 · 朴素流程"].cells()) == ["10.0（5.00 倍）"] * 3
    assert list(by_name(THREE, P50)["连续<b>"].cells()) == ["31.0", "100", "1,000"]
    assert by_name(THREE, P50)["连续提问 · 朴素流程"].times == (5, 5, 5)
    assert by_name(THREE, MEMORY)["冷启动提问 · 朴素流程"].times == (2, 2, 2)


def test_without_the_plain_pipeline_nothing_is_said_of_it() -> None:
    alone = report(row(310, generated=False, naive=False), row(1_000, naive=False))
    assert not [measure for measure in measures(alone) if "朴素" in measure.what]


def test_a_kind_of_question_that_one_size_has_not_leaves_a_gap() -> None:
    without = replace(row(310), speed=replace(row(310).speed, warm={"all": row(310).speed.warm["all"]}))
    found = by_name(report(without, row(1_000)), P50)["连续问数字"]
    assert (found.values, list(found.cells())) == ((None, 8), ["", "8.00"])
    assert "连续问数字" in scale_report.render(report(without, row(1_000)))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        pytest.param(None, "", id="none"),
        pytest.param(0.0, "0.00", id="nothing"),
        pytest.param(1.234, "1.23", id="one digit"),
        pytest.param(9.996, "10.0", id="rounded up to two"),
        pytest.param(99.96, "100", id="rounded up to three"),
        pytest.param(12345.6, "12,346", id="thousands"),
    ],
)
def test_three_digits(value: float | None, words: str) -> None:
    assert figure(value) == words


def test_the_page_has_every_figure_and_asks_nothing_of_anybody() -> None:
    page = scale_report.render(THREE)
    read = Reader(page)
    for measure in measures(THREE):
        assert measure.what in read.words
        assert all(cell in read.words for cell in measure.cells())
    assert page.count('<figure class="lines">') == 4
    assert "310 条（随附）" in read.words
    assert "2025-01-02 03:04 UTC · Python 3.11.9 · 2 核" in read.words
    assert "<b>" not in page.replace("&lt;b&gt;", "")
    names = {tag for tag, _ in read.tags}
    assert not names & {"script", "img", "iframe", "object", "form"}
    links = [a.get("href") or a.get("src") for _, a in read.tags if a.get("href") or a.get("src")]
    assert links == ["data:,"]
    assert not [a for _, a in read.tags if "style" in a], "the policy lets no style in but the one it names"
    assert "url(" not in page
    assert scale_report.render(THREE) == page


def points(drawn: str) -> list[tuple[float, float]]:
    found = re.findall(r'<svg x="([\d.]+)%" y="([\d.]+)" overflow', drawn)
    return [(float(x), float(y)) for x, y in found]


def test_what_grows_in_proportion_is_straight_on_both_axes() -> None:
    line = charts.Line(label="甲", values=(1.0, 10.0, 100.0), words=("", "", ""))
    (x1, y1), (x2, y2), (x3, y3) = points(charts.line_chart("图", (10, 100, 1000), [line]))
    assert x2 - x1 == pytest.approx(x3 - x2, abs=0.02)
    assert y1 - y2 == pytest.approx(y2 - y3, abs=0.2)
    assert y1 > y2 > y3


def test_points_lie_where_their_logarithms_say() -> None:
    line = charts.Line(label="甲", values=(2.0, 30.0, 500.0), words=("", "", ""))
    first, middle, last = points(charts.line_chart("图", (310, 1_000, 10_000), [line]))
    share = (log10(1_000) - log10(310)) / (log10(10_000) - log10(310))
    assert (middle[0] - first[0]) / (last[0] - first[0]) == pytest.approx(share, abs=0.001)
    share = (log10(30) - log10(2)) / (log10(500) - log10(2))
    assert (first[1] - middle[1]) / (first[1] - last[1]) == pytest.approx(share, abs=0.005)


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        pytest.param((7.0, 35.0), ["5", "10", "20", "50"], id="fine where there is little between"),
        pytest.param((0.3, 4000.0), ["0.1", "1", "10", "100", "1,000", "10,000"],
            id="powers of ten where there is much"),
        pytest.param((10.0, 10.0), ["10", "20"], id="one value"),
    ],
)  # fmt: skip
def test_ticks_hold_all_values(values: tuple[float, float], ticks: list[str]) -> None:
    drawn = charts.line_chart("图", (1, 10), [charts.Line(label="甲", values=values, words=("", ""))])
    assert re.findall(r'<text x="0"[^>]*>([^<]+)<', drawn) == ticks
    assert all(14 <= y <= 234 for _, y in points(drawn))


def test_a_gap_breaks_nothing_and_one_size_stands_in_the_middle() -> None:
    gap = charts.Line(label="甲", values=(1.0, None, 0.0), words=("一", "", ""))
    assert len(points(charts.line_chart("图", (1, 10, 100), [gap]))) == 1
    alone = charts.Line(label="甲", values=(3.0,), words=("",), aside=True)
    assert points(charts.line_chart("图", (5,), [alone]))[0][0] == 51
    assert charts.line_chart("图", (5,), [replace(alone, values=(None,))]) == ""
