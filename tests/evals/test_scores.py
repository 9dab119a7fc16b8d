"""Each score against cases worked out by hand: its value, and what it says where the value is not the
best.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from evals import scores
from evals.cases import Ask, Case, Expected, Origin
from evals.model import Observed, Quoted, Score
from evals.scores import Ground, bare, score, states, whole_names, wrong
from tests.evals.scored import GROUND, NAMES, is_score, said

P, Q = ("p", "一/1"), ("q", "二/2")


def cites(*clauses: tuple[str, str]) -> dict[str, Any]:
    return {"cited": tuple((plan, label, "引文") for plan, label in clauses)}


def case(expected: Expected) -> Case:
    return Case(name="a-01", suite="a", ask=Ask(question="问"), expected=expected, origin=Origin())


@pytest.mark.parametrize(
    ("text", "fact", "holds"),
    [
        ("覆盖率达到85％以上", "85%", True),
        ("覆盖率达到 **85** % 以上", "85%", True),
        ("建成18所", "8所", False),
        ("建成18所", "18", True),
        ("建成18所", "1", False),
        ("每千人口2.5个", "5个", False),
        ("每千人口2.5个", "2", False),
        ("每千人口2.5个", "2.5", True),
        ("到2.", "2", True),
        ("≤12.5", "≤12", False),
        ("≤12/10万", "≤12", True),
        ("28%", "28", True),
        ("2020 **7.07**，2025 **8.20**", "8.20", True),
        ("7.07\t8.20", "8.20", True),
        ("7.07\t8.20", "7", False),
        ("健康\n素养", "健康素养", True),
        ("全\u3000覆盖", "全覆盖", True),
        ("未载明", "载明", True),
    ],
)
def test_what_is_stated(text: str, fact: str, holds: bool) -> None:
    assert states(bare(text), fact) is holds


def test_fold_keeps_two_numbers_two() -> None:
    assert bare(" 2025 **4.50** 个 ") == "2025|4.50个"
    assert bare("18 所\n_（含）_") == "18所(含)"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("责任科室：办公室[宣教科]", ["办公室[宣教科]"]),
        ("责任科室：办公室、办公室［宣教科］", ["办公室", "办公室[宣教科]"]),
        ("疾控科[应急办]和应急办", ["疾控科[应急办]", "应急办"]),
        ("办 公\n室", ["办公室"]),
        ("宣教科", []),
    ],
)
def test_names_are_whole(text: str, names: list[str]) -> None:
    assert whole_names(bare(text), NAMES) == names
    assert whole_names(bare(text), ()) == []


@pytest.mark.parametrize(
    ("facts", "text", "value", "reason"),
    [
        ([], "30%", None, ""),
        (["30%"], "提高到 30% 以上", 1.0, ""),
        (["30%", "2个", "18所", "60元"], "30%，2个，1.8所", 0.5, "没有说出：18所、60元"),
        ([("18所", "十八所")], "建成十八所", 1.0, ""),
        ([("18所", "十八所"), "30%"], "建成八所", 0.0, "没有说出：18所、30%"),
    ],
)
def test_facts(facts: list[Any], text: str, value: float | None, reason: str) -> None:
    assert is_score(scores.facts(Expected(facts=tuple(facts)), said(text)), value, reason)


@pytest.mark.parametrize(
    ("gold", "seen", "value", "reason"),
    [
        ([], said("x", **cites(P)), None, ""),
        ([{P}], said("x", **cites(P, Q)), 1.0, ""),
        ([{P}, {Q}], said("x", **cites(Q)), 0.5, "没有引用：p#一/1"),
        ([{P, Q}], said("x", **cites(Q)), 1.0, ""),
        ([{Q, P}], said("x"), 0.0, "没有引用：p#一/1"),
        ([{P}], said("x", rows=(P,)), 1.0, ""),
        ([{P}], said("〔p·一1〕"), 0.0, "没有引用：p#一/1"),
    ],
    ids=["none wanted", "one too many", "one of two", "one of a group", "none", "listed",
        "only named in the text"],
)  # fmt: skip
def test_clauses(gold: Sequence[Any], seen: Observed, value: float | None, reason: str) -> None:
    assert is_score(scores.clauses([frozenset(group) for group in gold], seen), value, reason)


@pytest.mark.parametrize(
    ("expected", "seen", "value"),
    [
        (Expected(clauses=("p#一/1",)), said(**cites(P, Q)), 0.5),
        (Expected(clauses=("p#一/1",), optional=("q#二/2",)), said(**cites(P, Q)), 1.0),
        (Expected(clauses=(("p#一/1", "q#二/2"),)), said(**cites(P, Q)), 1.0),
        (Expected(listing=("p#一/1",)), said(rows=(P, Q, ("q", "三"))), 1 / 3),
        (Expected(clauses=("p#一/1",), optional=("q#二/2",)), said(**cites(Q)), None),
        (Expected(facts=("30%",)), said(**cites(P)), None),
        (Expected(clauses=("p#一/1",)), said(), None),
    ],
    ids=["half", "does no harm", "both of a group", "a listing", "nothing left", "nothing wanted",
        "nothing cited"],
)  # fmt: skip
def test_precision(expected: Expected, seen: Observed, value: float | None) -> None:
    found = scores.precision(case(expected).gold, expected, seen)
    assert found.value == (None if value is None else pytest.approx(value))


@pytest.mark.parametrize(
    ("units", "text", "value", "reason"),
    [
        ([], "办公室", None, ""),
        (["办公室[宣教科]"], "由办公室［宣教科］牵头", 1.0, ""),
        (["办公室"], "由办公室[宣教科]牵头", 0.0, "没有说出单位：办公室"),
        (["应急办", "疾控科"], "疾控科[应急办]、疾控科", 0.5, "没有说出单位：应急办"),
        ([("王成江", "疾控科")], "王成江", 1.0, ""),
        (["老龄科"], "老龄科", 1.0, ""),
    ],
    ids=["none", "whole", "part of a longer one", "one of two", "either", "one the library has not"],
)
def test_units(units: list[Any], text: str, value: float | None, reason: str) -> None:
    assert is_score(scores.units(Expected(units=tuple(units)), said(text), NAMES), value, reason)


@pytest.mark.parametrize(
    ("listing", "seen", "value", "reason"),
    [
        (None, said(rows=(P,)), None, ""),
        (["p#一/1", "q#二/2"], said(rows=(Q, P)), 1.0, ""),
        (["p#一/1", "q#二/2"], said(rows=(P, ("q", "三"))), 1 / 3, "清单少 1 条、多 1 条"),
        (["p#一/1"], said(rows=()), 0.0, "清单少 1 条、多 0 条"),
        (["p#一/1"], said(**cites(P)), 1.0, ""),
        (["p#一/1"], said(rows=(Q,), **cites(P)), 0.0, "清单少 1 条、多 1 条"),
    ],
    ids=["none", "any order", "one wrong", "empty", "cited, no list", "the list counts"],
)
def test_listing(listing: list[str] | None, seen: Observed, value: float | None, reason: str) -> None:
    wanted = None if listing is None else tuple(listing)
    assert is_score(scores.listing(Expected(listing=wanted), seen), value, reason)


REFUSED = Expected(status=("not_found", "clarify"), reasons=("no_such_plan",))
UNSTATED = Expected(status=("not_found",), reasons=("not_stated",))


@pytest.mark.parametrize(
    ("expected", "seen", "value", "reason"),
    [
        (Expected(facts=("x",)), said(status="not_found"), None, ""),
        (REFUSED, said("30%"), 0.0, "应说没有，却作了回答"),
        (REFUSED, said(status="not_found", reason="no_such_plan"), 1.0, ""),
        (REFUSED, said(status="clarify", reason="not_stated"), 0.0,
            "拒答的理由是 not_stated，应为 no_such_plan"),
        (Expected(status=("clarify",)), said(status="clarify"), 1.0, ""),
        (Expected(status=("clarify",)), said(status="not_found"), 0.0, "应为 clarify，却是 not_found"),
        (REFUSED, said("> 30%", status="near"), 0.0, "应为 not_found、clarify，却是 near"),
        (UNSTATED, said("请核对\n\n> 托位 30%", status="near"), 1.0, ""),
        (UNSTATED, said("托位 30%\n\n> 托位 30%", status="near"), 0.0, "最接近的原文之外另有所说：30%"),
        (Expected(status=("not_found",)), said("> 30%", status="near"), 1.0, ""),
        (Expected(status=("clarify",)), said("> 30%", status="near"), 0.0, "应为 clarify，却是 near"),
    ],
    ids=["an answer is right", "answered", "refused", "for another reason", "for any reason",
        "of another kind", "near, of another place", "near, nothing claimed", "near with a figure of ours",
        "near, no reason asked for", "near, to be asked back"],
)  # fmt: skip
def test_refusal(expected: Expected, seen: Observed, value: float | None, reason: str) -> None:
    assert is_score(scores.refusal(expected, seen), value, reason)


@pytest.mark.parametrize(
    ("expected", "seen", "value", "reason"),
    [
        (REFUSED, said("30%"), None, ""),
        (Expected(facts=("x",)), said("y"), 1.0, ""),
        (Expected(facts=("x",)), said(status="not_found", reason="not_stated"), 0.0,
            "文件里有，却没有回答（not_stated）"),
        (Expected(facts=("x",)), said(status="clarify"), 0.0, "文件里有，却没有回答（clarify）"),
        (Expected(facts=("x",), status=("answered", "clarify")), said(status="clarify"), 1.0, ""),
    ],
    ids=["a refusal is right", "answered", "refused", "asked back", "asking back is right too"],
)  # fmt: skip
def test_answered(expected: Expected, seen: Observed, value: float | None, reason: str) -> None:
    assert is_score(scores.answered(expected, seen), value, reason)


def test_quotes() -> None:
    right = Quoted(plan="p", start=0, end=4, words="托位18个")
    elsewhere = Quoted(plan="p", start=1, end=5, words="托位18个")
    ground = Ground(true_quotes={right: "托位18个", elsewhere: "位18个，"})
    assert is_score(scores.quotes(said("x"), ground), None)
    assert is_score(scores.quotes(said("x", quotes=(right,)), ground), 1.0)
    assert is_score(
        scores.quotes(said("x", quotes=(right, elsewhere)), ground), 0.5, "引文与原文不符：托位18个"
    )
    assert is_score(scores.quotes(said("x", quotes=(right,)), Ground()), 0.0, "引文与原文不符：托位18个")


@pytest.mark.parametrize(
    ("absent", "text", "value", "reason"),
    [
        ([], "30%", None, ""),
        (["80%"], "30%", 1.0, ""),
        (["80%", "3所"], "达到80%，13所", 0.5, "说了不该说的：80%"),
    ],
)
def test_absent(absent: list[str], text: str, value: float | None, reason: str) -> None:
    assert is_score(scores.absent(Expected(absent=tuple(absent)), said(text)), value, reason)


@pytest.mark.parametrize(
    ("facts", "text", "value"),
    [
        ([], "30%", None),
        (["30%"], "没有这个数", None),
        (["30%"], "达到30%" + "。" * 200, 1.0),
        (["30%"], "。" * 157 + "30%", 1.0),
        (["30%"], "。" * 158 + "30%", 0.0),
        ([("30%", "三成")], "三成" + "。" * 200 + "30%", 1.0),
        (["30%", "2个"], "2个" + "。" * 200 + "30%", 0.0),
        (["30%", "2个"], "2个", 0.0),
    ],
    ids=["none", "not said", "at once", "at the edge", "behind it", "another wording", "the second first",
        "the second alone"],
)  # fmt: skip
def test_direct(facts: list[Any], text: str, value: float | None) -> None:
    assert scores.direct(Expected(facts=tuple(facts)), said(text)).value == value


ALL = Expected(facts=("30%",), clauses=("p#一/1",), units=("疾控科",), listing=("p#一/1",), absent=("80%",))


def test_refused_though_it_is_there_counts_as_nothing_said() -> None:
    """What a refusal names as the nearest is neither said nor cited; what it must not say, it must not say
    either.
    """
    seen = said("最接近：30%，疾控科；不是80%", status="not_found", reason="only_near", rows=(P,), **cites(P))
    found = {one.name: one for one in score(case(ALL), seen, GROUND)}
    values = {name: one.value for name, one in found.items()}
    assert values == {
        "facts": 0.0, "clauses": 0.0, "precision": None, "units": 0.0, "listing": 0.0, "refusal": None,
        "answered": 0.0, "figures": None, "offices": None, "quotes": None, "absent": 0.0, "direct": None,
        "took_ms": 0.0,
    }  # fmt: skip
    assert wrong(tuple(found.values())) == (
        "没有说出：30%", "没有引用：p#一/1", "没有说出单位：疾控科", "清单少 1 条、多 0 条",
        "文件里有，却没有回答（only_near）", "说了不该说的：80%",
    )  # fmt: skip


def test_asking_back_where_that_is_right_too_has_only_to_say_nothing_wrong() -> None:
    expected = ALL.model_copy(update={"status": ("answered", "clarify")})
    found = score(case(expected), said("东海还是南昌？", status="clarify"), GROUND)
    assert {s.name: s.value for s in found if s.value is not None} == {
        "answered": 1.0, "absent": 1.0, "took_ms": 0.0,
    }  # fmt: skip
    assert wrong(found) == ()
    assert wrong(score(case(expected), said("是80%吗？", status="clarify"), GROUND)) == ("说了不该说的：80%",)
    assert "没有说出：30%" in wrong(score(case(expected), said("东海", rows=(P,)), GROUND))


def test_a_right_answer() -> None:
    seen = said("疾控科：30%〔x〕", rows=(P,), took_ms=12.5, **cites(P))
    ground = Ground(words="30%", charged=frozenset({"疾控科"}), names=NAMES)
    found = score(case(ALL), seen, ground)
    assert {s.name: s.value for s in found} == {
        "facts": 1.0, "clauses": 1.0, "precision": 1.0, "units": 1.0, "listing": 1.0, "refusal": None,
        "answered": 1.0, "figures": 0.0, "offices": 0.0, "quotes": None, "absent": 1.0, "direct": 1.0,
        "took_ms": 12.5,
    }  # fmt: skip
    assert wrong(found) == ()


def test_what_makes_a_case_wrong() -> None:
    told = (
        Score(name="facts", value=0.5, reason="没有说出：30%"),
        Score(name="figures", value=2.0),
        Score(name="offices", value=0.0),
        Score(name="clauses", value=None),
        Score(name="precision", value=0.1),
        Score(name="direct", value=0.0),
        Score(name="took_ms", value=9000.0),
        Score(name="faithful", value=0.0),
    )
    assert wrong(told) == ("没有说出：30%", "figures"), "the others are told for information"
