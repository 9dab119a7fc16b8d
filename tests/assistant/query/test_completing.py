"""Papers called by names of people's own, follow-ups completed, and conditions taken away."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.ask import Assistant
from assistant.query.conditions import conditions_of, keys_of, released
from assistant.query.follow_up import completed, inherited
from assistant.query.papers import named_papers
from assistant.question import Query, Scope, Slots, Term
from assistant.retrieval.lexicon import load_lexicon
from ingest.store.rows import PlanRow


def paper(id: str, title: str, region: str = "临河市", year: int = 2031) -> PlanRow:
    return PlanRow(
        id=id, title=title, titles=(), issuer=None, region=region, year=year, last_year=year, period=None,
        number=None, issued=None, edition="official", version=1, file=f"{id}.txt", sha256="", clauses=1,
        targets=0, doubts=(),
    )  # fmt: skip


PAPERS = (
    paper("list", "临河市2031年教育重点工作任务清单"),
    paper("care", "临河市2031年托育服务发展方案"),
    paper("other", "云岭县2031年托育服务发展方案", region="云岭县"),
)


@pytest.mark.parametrize(
    ("text", "ids", "rest"),
    [
        ("教育清单里有几项", ("list",), "　　　　里有几项"),
        ("托育方案里谁牵头", ("care", "other"), "　　　　里谁牵头"),
        ("临河托育方案", ("care",), "　　　　　　"),
        ("交通方案里谁牵头", (), "交通方案里谁牵头"),
    ],
)
def test_a_paper_by_a_short_name(text: str, ids: tuple[str, ...], rest: str) -> None:
    assert named_papers(text, PAPERS) == (ids, rest)


def query(asked: str, *terms: str, **more: object) -> Query:
    words = tuple(Term(text=term, weight=1.0) for term in terms)
    return replace(Query(asked=asked, scope=Scope(), intent="content", terms=words, slots=Slots()), **more)


CITY = Scope(regions=("临河市",), years=(2031,), plans=("临河市2031年城市慢行工作要点",))


def test_what_stands_on_its_own_takes_nothing_over(linhe: Assistant) -> None:
    alone = query("骑行驿站新建多少座？", "骑行驿站", "新建")
    assert completed(alone, None, linhe.catalog, load_lexicon()) is alone


def test_a_follow_up_without_words_of_its_own_asks_the_same_of_another_thing(linhe: Assistant) -> None:
    before = query("骑行驿站新建多少座？", "骑行驿站", intent="figure", wants_figure=True, scope=CITY)
    alone = query("谁负责？", intent="unit", wants_unit=True)
    after = completed(alone, before, linhe.catalog, load_lexicon())
    assert (after.terms, after.intent, after.wants_unit) == (before.terms, "unit", True)
    assert (after.scope.regions, after.scope.years) == (("临河市",), (2031,))
    assert after.asked == "谁负责？"


@pytest.mark.parametrize(("asked", "kept"), [("临河的托位", ()), ("那临河的托位呢", ("骑行驿站",))])
def test_a_thing_and_a_place_of_its_own_draw_no_words_from_before(
    linhe: Assistant, asked: str, kept: tuple[str, ...]
) -> None:
    """The words of another thing would choose the clause that happens to hold both."""
    before = query("骑行驿站新建多少座？", "骑行驿站", intent="figure", wants_figure=True, scope=CITY)
    own = query(asked, "托位", intent="figure", wants_figure=True, scope=CITY)
    after = completed(own, before, linhe.catalog, load_lexicon())
    assert tuple(t.text for t in after.terms if t.optional) == kept


def test_a_place_named_anew_drops_the_years_its_plans_are_not_of(linhe: Assistant) -> None:
    own = Scope(regions=("云岭县",), unknown=("云岭县",))
    assert inherited(query("那云岭县呢？", scope=own), CITY, linhe.catalog).years == ()


def test_a_strange_place_drops_every_other(linhe: Assistant) -> None:
    asked = query("那雾川市呢？", scope=Scope(unknown=("雾川市",)))
    assert inherited(asked, CITY, linhe.catalog).regions == ()


def test_a_condition_taken_away_is_not_there(linhe: Assistant) -> None:
    asked = query("慢行科有哪些任务？", intent="list", units=("慢行科",), scope=CITY)
    assert keys_of(asked) == ("region:临河市", "year:2031", "unit:慢行科")
    left = released(asked, ["year:2031", "unit:慢行科"], linhe.catalog.rows)
    assert [condition.name for condition in conditions_of(left, str)] == ["临河市"]
    assert left.intent == "content", "a list of nobody's tasks is no list"
    assert released(asked, ["region:云岭县"], linhe.catalog.rows) is asked
