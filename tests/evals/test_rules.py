"""What a rule carries: over two texts and two sentences, with a rule that carries something and one that does
not.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import pytest
from typer.testing import CliRunner

import ingest.targets.subjects
from evals.bench.cli import bench
from evals.bench.differences import Carried
from evals.bench.importers import importers
from evals.bench.rules import Bench, Report, chosen, run
from evals.bench.switches import ROOMS, STORY, Rule, Switch, find_rules, loaded
from evals.bench.together import Together
from evals.bench.vocabulary import NOTHING, without
from evals.bench.watched import Watched

PLAN = """临河市2023年卫生健康工作要点

一、重点任务
1.做实疫苗接种。适龄儿童接种率保持在95%以上。（责任科室：疾控科、妇幼科）
2.办好普惠托育。新增托位1200个。（责任科室：人口家庭科）
"""
SENTENCES = """
one:
  rows:
    - [为300名老年人免费体检。, "老年人免费体检 | = | 300 名"]
    - [加强队伍建设。]
"""


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("texts")
    (folder / "linhe.txt").write_text(PLAN, "utf-8")
    (folder / "sentences.yaml").write_text(SENTENCES, "utf-8")
    return folder


@pytest.fixture(scope="module")
def rules() -> tuple[Rule, ...]:
    return find_rules()


@pytest.fixture(scope="module")
def report(texts: Path, rules: tuple[Rule, ...]) -> Report:
    picked = chosen(rules, ["targets.subjects._SERVED", "targets.subjects._NAME_NOUN"], ["responsibility"])
    return run([texts / "linhe.txt"], picked, sentences=[texts / "sentences.yaml"])


def row(report: Report, id: str) -> Carried:
    return next(row for row in report.rows if row.id == id)


def test_what_was_read(report: Report) -> None:
    assert report.texts == {"linhe.txt": 1}
    assert report.clauses == {"linhe.txt": 2, "sentences": 2}
    assert report.rows


def test_a_rule_that_carries_a_target(report: Report) -> None:
    served = row(report, "targets.subjects._SERVED")
    assert (served.inputs, served.lost, served.nothing) == ({"sentences": 1}, {"sentences": 1}, False)
    assert (served.tried, served.clauses, served.units) == (1, 0, 0)
    assert served.where == ("sentences: 为300名老年人免费体检。",)


def test_a_rule_that_carries_nothing(report: Report) -> None:
    idle = row(report, "targets.subjects._NAME_NOUN")
    assert (idle.nothing, idle.tried, idle.id in report.idle) == (True, 0, True)


def test_a_rule_is_tried_no_further_than_the_second_difference(tmp_path: Path) -> None:
    for n in range(4):
        (tmp_path / f"{n}.txt").write_text(PLAN.replace("95", f"9{n}"), "utf-8")
    rules = [rule for rule in find_rules(["ingest.grammar.bounds"]) if rule.name == "bounds.yaml:after/以上"]
    tried = {enough: run([tmp_path], rules, enough=enough).rows[0] for enough in (1, 2, 0)}
    assert {enough: (one.tried, sum(one.inputs.values())) for enough, one in tried.items()} == {
        1: (1, 1),
        2: (2, 2),
        0: (4, 4),
    }


class _Pairs:
    """Four texts; the second reads differently where both `a` and `b` are off, the third without `d`, and the
    fourth, which has two clauses, the first of them without `e`; `f` stands there too.
    """

    places: ClassVar[dict[str, set[int]]] = {"a": {1}, "b": {0, 1}, "c": set(), "d": {2}, "e": {3}, "f": {3}}

    def __init__(self) -> None:
        self.passes: list[tuple[str, tuple[int, ...]]] = []

    def where(self, switch: Switch) -> set[int]:
        return self.places[switch.rule.name]

    def stands(self, switch: Switch, words: str) -> bool:
        return switch.rule.name in words

    def unlike(self, off: Sequence[Switch], texts: Sequence[int]) -> dict[int, tuple[str, ...]]:
        names = {switch.rule.name for switch in off}
        self.passes.append(("".join(sorted(names)), tuple(texts)))
        why = {1: {"a", "b"}, 2: {"d"}, 3: {"e"}}
        where = {1: (), 2: (), 3: ("e only",)}
        return {at: where[at] for at in texts if at in why and why[at] <= names}


def _together(texts: _Pairs, names: str, told: list[str]) -> list[str]:
    off = [Switch(rule=Rule(module="m", name=name, kind="pattern")) for name in names]
    together = Together(texts=texts, progress=lambda *_: None, stands=told.append, last=math.inf)
    return [switch.rule.name for switch in together.that_can_go(off) or ()]


def test_of_two_rules_that_read_the_same_one_can_go() -> None:
    texts, told = _Pairs(), list[str]()
    assert _together(texts, "abcd", told) == ["a", "c"]
    assert sorted(told) == ["m.b", "m.d"]
    assert [texts.passes[0], texts.passes[-1]] == [("abcd", (0, 1, 2)), ("ac", (0, 1, 2))]


def test_what_stands_alone_in_a_clause_that_reads_otherwise_is_found_without_halving() -> None:
    texts = _Pairs()
    assert _together(texts, "cef", []) == ["c", "f"]
    assert texts.passes == [("cef", (3,)), ("cf", (3,)), ("cf", (3,)), ("cf", (3,))]


def test_a_row_that_has_but_a_name_is_tried_on_every_text(texts: Path) -> None:
    """`group` of a table's columns, `day of a year` of dates: no words that could be looked for."""
    rules = [
        rule for rule in find_rules(["ingest.grammar.dates"]) if rule.name == "dates.yaml:forms/this year"
    ]
    bench = Bench([texts / "linhe.txt"], [])
    assert [bench.places(Switch(rule=rule)) for rule in rules] == [1]


def test_what_staff_are_told_and_examples_are_no_rules(rules: tuple[Rule, ...]) -> None:
    names = [rule.name for rule in rules if rule.kind == "row"]
    assert not [name for name in names if name.startswith("kinds.yaml:") or ":time_examples/" in name]
    assert [name for name in names if name.startswith("section_names.yaml:times/")]


def test_a_run_that_has_no_more_time_is_gone_on_with(
    texts: Path, rules: tuple[Rule, ...], tmp_path: Path
) -> None:
    picked = chosen(rules, ["targets.subjects._SERVED", "targets.subjects._NAME_NOUN"], [])
    whole = run([texts / "linhe.txt"], picked)
    state = tmp_path / "state.jsonl"
    none = run([texts / "linhe.txt"], picked, state=state, seconds=-1)
    assert (none.rows, none.idle, none.left, none.over) == ((), (), 2, True)
    assert run([texts / "linhe.txt"], picked, state=state) == whole
    assert (whole.left, whole.over) == (0, False)


def test_rules_that_carry_the_units(report: Report) -> None:
    assert any(one.units and one.inputs == {"linhe.txt": 1} for one in report.rows)


def test_nothing_is_left_switched_off(report: Report) -> None:
    before = ingest.targets.subjects
    with loaded(
        [Switch(rule=Rule(module="ingest.targets.subjects", name="_SERVED", kind="pattern"))]
    ) as module:
        assert module("ingest.targets.subjects")._SERVED.pattern == NOTHING
        assert module("ingest.targets.statements").__dict__
    import ingest.targets.subjects as after

    assert after is before
    assert after._SERVED.search("为") is not None


def test_every_stage_of_the_story_is_loaded_anew() -> None:
    """A stage that is not would read with the rules that are off."""
    stages = {name for name in sys.modules if name.startswith("ingest.")}
    with loaded() as module:
        story = vars(module(STORY))
        used = {
            value.__module__ for value in story.values() if callable(value) and hasattr(value, "__module__")
        }
        kept = ("ingest.model", "ingest.errors", "ingest.naming")
        ours = {name for name in used & stages if not name.startswith(kept)}
        assert {name for name in ours if not name.startswith((STORY, *ROOMS))} == set()


def test_a_row_of_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Left out wherever the table is loaded; the rest stands."""
    (tmp_path / "made_up").mkdir()
    (tmp_path / "made_up" / "__init__.py").write_text("")
    (tmp_path / "made_up" / "data").mkdir()
    table = tmp_path / "made_up" / "data" / "tools.yaml"
    table.write_text(
        "tools:\n  - {word: 锤, example: 一把锤}\n  - {word: 锯, example: 一把锯}\nothers: [绳]\n", "utf-8"
    )
    (tmp_path / "made_up" / "tools.py").write_text(
        "import yaml\nfrom pathlib import Path\n"
        "TABLE = yaml.safe_load((Path(__file__).parent / 'data' / 'tools.yaml').read_text('utf-8'))\n"
        "JOINED = '|'.join(row['word'] for row in TABLE['tools'])\n",
        "utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr("evals.bench.switches.ROOMS", ("made_up",))
    found = {rule.name: rule for rule in find_rules(["made_up"])}
    assert [found[name].kind for name in ("tools.yaml:tools/锤", "tools.yaml:others/绳", "JOINED")] == [
        "row",
        "row",
        "fragment",
    ]
    with loaded([Switch(rule=found["tools.yaml:tools/锤"])], rooms=("made_up",)) as module:
        made = module("made_up.tools")
        assert (made.JOINED, made.TABLE["others"]) == ("锯", ["绳"])


def test_patterns_within_lists_and_side_by_side(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each by itself; the others stay, in their places. What has a name of its own is tried by that."""
    (tmp_path / "made_up_too").mkdir()
    (tmp_path / "made_up_too" / "__init__.py").write_text("")
    (tmp_path / "made_up_too" / "tools.py").write_text(
        "import re\nHEAVY, LIGHT = re.compile('锤'), re.compile('针')\n"
        "SIGNS = ((re.compile('钝'), '磨'), (re.compile('锈'), '擦'), (LIGHT, '收'))\n"
        "BY = [{'a': re.compile('绳')}]\n",
        "utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)
    found = {rule.name: rule for rule in find_rules(["made_up_too"])}
    assert list(found) == ["HEAVY", "LIGHT", "SIGNS[0][0]", "SIGNS[1][0]", "BY[0][a]"]
    off = [Switch(rule=found[name]) for name in ("LIGHT", "SIGNS[1][0]")]
    watched, met = Watched(), dict[str, Counter[int]]()
    with loaded(off, rooms=("made_up_too",)) as module:
        made = module("made_up_too.tools")
        assert (bool(made.HEAVY.search("锤")), made.LIGHT.search("针")) == (True, None)
        assert [bool(sign.search("钝锈")) for sign, _ in made.SIGNS] == [True, False, False]
        assert (made.SIGNS[1][1], bool(made.BY[0]["a"].search("绳"))) == ("擦", True)
    with loaded(watched=watched, rooms=("made_up_too",)) as module, watched.into(met, 0):
        assert module("made_up_too.tools").SIGNS[1][0].search("锈")
    assert met == {"made_up_too.tools.SIGNS[1][0]": {0: 1}}


def test_only_what_reads_by_a_rule_is_loaded_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module that imports one that is changed, also within a function, and one that reads a changed table;
    with a table that nobody is known to read, all.
    """
    written = {
        "ends": "ENDS = '局|委'\n",
        "lists": "from made_of import ends\nLIST = ends.ENDS\n",
        "late": "def work():\n    from made_of.lists import LIST\n    return LIST\n",
        "tools": "TABLE = 'tools.yaml'\n",
        "apart": "ALONE = '科|室'\n",
        "within/__init__": "",
        "within/deep": "from made_of.tools import TABLE\n",
    }
    for name, source in {"__init__": "", **written}.items():
        (tmp_path / "made_of" / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / "made_of" / f"{name}.py").write_text(source, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)

    def reached(modules: Sequence[str], tables: Sequence[str] = ()) -> set[str] | None:
        found = importers(("made_of",), [f"made_of.{name}" for name in modules], tables)
        return None if found is None else {name.removeprefix("made_of.") for name in found}

    assert reached(["ends"]) == {"ends", "lists", "late"}
    assert reached(["apart"]) == {"apart"}
    assert reached([], ["tools.yaml"]) == {"tools", "within.deep"}
    assert reached(["apart"], ["nowhere.yaml"]) is None
    import made_of.apart as apart  # type: ignore[import-not-found]
    import made_of.late as late  # type: ignore[import-not-found]

    off = Switch(rule=Rule(module="made_of.ends", name="ENDS", kind="fragment"))
    with loaded([off], rooms=("made_of",)) as module:
        assert module("made_of.late").work() == NOTHING
        assert module("made_of.apart") is apart
    assert (sys.modules["made_of.late"], late.work()) == (late, "局|委")


@pytest.mark.parametrize(
    ("value", "word", "left"),
    [
        ("新建|改造|扩建", "改造", "新建|扩建"),
        ("新建|改造", "新建", "改造"),
        ("新建", "新建", NOTHING),
        ("(?:新建|改造)率|(?:扩建)", "扩建", f"(?:新建|改造)率|(?:{NOTHING})"),
        ("新建|改造", "", NOTHING),
        (frozenset({"科", "处"}), "科", frozenset({"处"})),
        (("科", "处"), "", ()),
        ({"科": "a", "处": "b"}, "处", {"科": "a"}),
    ],
)
def test_what_is_left_of_a_rule(value: object, word: str, left: object) -> None:
    assert without(value, word) == left


def test_a_pattern_tells_where_it_matched() -> None:
    watched, met = Watched(), dict[str, Counter[int]]()
    pattern = watched.put("number", re.compile(r"\d+"))
    for at, text in enumerate(("没有", "有3个", "没有", "4")):
        with watched.into(met, at):
            assert bool(pattern.search(text)) is bool(list(pattern.finditer(text)))
            assert pattern.sub("", text) == re.sub(r"\d+", "", text)
    assert met == {"number": {1: 3, 3: 3}}
    assert pattern.pattern == r"\d+"


def test_rules_are_chosen_by_name_and_by_module(rules: tuple[Rule, ...]) -> None:
    assert len({rule.id for rule in rules}) == len(rules) > 100
    assert [rule.name for rule in chosen(rules, ["_SERVED"], [])] == ["_SERVED"]
    assert {rule.module for rule in chosen(rules, [], ["baselines"])} == {"ingest.targets.baselines"}
    assert chosen(rules, [], []) == rules
    assert chosen(rules, ["nonsense"], []) == ()


def test_the_command(texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANS_CORPUS", str(texts / "linhe.txt"))
    out = tmp_path / "out.json"
    words = [
        "rules",
        "--rule",
        "_HAVING",
        "--words",
        "--sentences",
        str(texts / "sentences.yaml"),
        "--json",
        str(out),
    ]
    done = CliRunner().invoke(bench, words)
    assert done.exit_code == 0, done.output
    found = json.loads(out.read_text("utf-8"))
    assert {one["id"].rpartition(":")[0] for one in found["rows"]} == {"targets.subjects._HAVING"}
    assert CliRunner().invoke(bench, ["rules", "--rule", "nonsense"]).exit_code == 2
