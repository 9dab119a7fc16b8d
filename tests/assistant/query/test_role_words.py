"""Who has a role is asked for by every verb of the table, and by none beside something else that is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from assistant.ask import Assistant
from assistant.query.asks import asks
from assistant.query.intent import intent_of
from assistant.question import Scope
from assistant.retrieval.lexicon import fold
from ingest.grammar.role_words import VERBS
from ingest.grammar.tables import table
from tests.small_library import over

_OF_PEOPLE = [word for word, row in VERBS.items() if row["part"] == "leader"]
_OF_OFFICES = [word for word in VERBS if word not in _OF_PEOPLE and word != "联系人"]
_WORDINGS = (
    "慢行驿站的{}单位是哪个",
    "慢行驿站{}单位是谁",
    "慢行驿站由哪家{}",
    "慢行驿站{}部门到底是哪家",
    "慢行驿站的{}单位有哪些",
    "慢行驿站的{}单位",
)
_OF_LEADERS = ("慢行驿站的{}领导是谁", "慢行驿站由哪位领导{}", "慢行驿站谁{}")
_CASES = [
    *((verb, wording) for verb in _OF_OFFICES for wording in _WORDINGS),
    *((verb, wording) for verb in _OF_PEOPLE for wording in _OF_LEADERS),
    ("联系人", "慢行驿站的{}是谁"),
]


def _intent(question: str) -> str:
    return intent_of(fold(question), Scope(), (), False, ())


@pytest.mark.parametrize(("verb", "wording"), _CASES)
def test_every_verb_of_a_role_asks_who(verb: str, wording: str) -> None:
    assert _intent(wording.format(verb)) == "unit"


@pytest.mark.parametrize("row", table("roles")["asked"], ids=lambda row: row["word"])
def test_what_only_questions_say_asks_who(row: dict[str, str]) -> None:
    assert row["word"] in row["example"]
    assert _intent(row["example"]) == "unit"


NOT_WHO = (
    ("支持人工智能企业的措施", "content"),
    ("参加人数要达到多少", "figure"),
    ("参与人次要达到多少", "figure"),
    ("验收人数达到多少", "figure"),
    ("考核单位的满意度要达到多少", "figure"),
    ("被考核单位有多少家", "figure"),
    ("承办单位可以拿多少补助", "figure"),
    ("联系人电话是多少", "figure"),
    ("监管部门要做什么", "content"),
    ("监管部门有哪些职责", "content"),
    ("评价机构要具备什么条件", "content"),
    ("实施单位要提交什么材料", "content"),
    ("支持机构养老的措施有哪些", "content"),
    ("通过验收的单位有哪些", "content"),
    ("组织部门怎么开展培训", "content"),
    ("推进科技创新的措施有哪些", "content"),
    ("落实的处罚有哪些", "content"),
    ("要报监管部门吗", "content"),
)


@pytest.mark.parametrize(("question", "intent"), NOT_WHO)
def test_a_verb_of_a_role_beside_what_is_asked_asks_nobody(question: str, intent: str) -> None:
    assert not asks("unit", fold(question))
    assert _intent(question) == intent


def _paper(verb: str, role: str, about: str, sole: str) -> str:
    other = "配合" if VERBS[verb]["part"] in ("lead", "responsible") else "牵头"
    return f"""{about}县慢行服务实施方案

一、重点任务

1.修建慢行驿站。沿柳荫路修建慢行驿站9处，配齐打气筒和饮水机。（{other}单位：县林业局；{role}：{sole}）

2.整修步道。整修滨河步道30公里。（牵头单位：县交通运输局）
"""


def _papers(verbs: Sequence[str], role: str, sole: str) -> dict[str, str]:
    """One paper a verb, each of a county of its own."""
    return {f"{n}.txt": _paper(verb, f"{verb}{role}", _COUNTIES[n], sole) for n, verb in enumerate(verbs)}


_COUNTIES = tuple(f"{a}{b}" for a in "青澜栖柏枫梧" for b in "屿栎樟桐桂槐杉楠")
"""Names of counties, as many as there are verbs of offices."""
_OFFICES = dict(zip(_OF_OFFICES, _COUNTIES, strict=False))
_LEADERS = dict(zip(_OF_PEOPLE, _COUNTIES, strict=False))


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("offices"), _papers(_OF_OFFICES, "单位", "县水务局")) as assistant:
        yield assistant


@pytest.fixture(scope="module")
def leaders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    papers = _papers(_OF_PEOPLE, "领导", "副县长陶远程")
    with over(tmp_path_factory.mktemp("leaders"), papers) as assistant:
        yield assistant


def _bold(answer: str) -> str:
    return "".join(answer.split("**")[1::2])


@pytest.mark.parametrize(("verb", "county"), _OFFICES.items())
def test_the_office_of_each_role_is_named(offices: Assistant, verb: str, county: str) -> None:
    for wording in _WORDINGS[:3]:
        answer = offices.ask(f"{county}县{wording.format(verb)}").answer
        assert f"{verb}单位：县水务局" in _bold(answer), (wording, answer)


@pytest.mark.parametrize(("verb", "county"), _LEADERS.items())
def test_the_leader_of_each_role_is_named(leaders: Assistant, verb: str, county: str) -> None:
    for wording in _OF_LEADERS:
        assert "陶远程" in _bold(leaders.ask(f"{county}县{wording.format(verb)}").answer), wording
