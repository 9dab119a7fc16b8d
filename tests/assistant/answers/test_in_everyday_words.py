"""Asked in none of the papers' words for a penalty or a grant: what states one is shown, with no claim."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from tests.small_library import over

PAPER = """白鹭市公共码头管理办法

第一条 市航运中心负责码头管理。

第二条 违反本办法，占用候船平台堆放物品的，由市航运中心责令改正；逾期不改正的，处300元以上900元以下罚款。

第三条 码头实行分段巡查。

第四条 对劝阻落水险情的居民，市航运中心给予500元奖励。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("everyday"), {"piers.txt": PAPER}) as opened:
        yield opened


def near_by_meaning(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    """All clauses alike, as if a model had found them."""
    assistant.ask("码头由谁管理")  # opens the library
    catalog = assistant.sources.catalog
    rows = catalog.view(catalog.rows[0].id).clauses
    every = {(row.plan, row.clause.label): 1.0 for row in rows}
    monkeypatch.setattr(type(assistant.sources.retriever), "by_meaning", lambda *_: every)


@pytest.mark.parametrize(
    ("question", "clause"),
    [("把等船的地儿拿来放货，要罚多少", "第二条"), ("把人从水边拉回来，给钱不", "第四条")],
)
def test_what_states_one_is_near(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch, question: str, clause: str
) -> None:
    near_by_meaning(assistant, monkeypatch)
    answer = assistant.ask(question)
    assert answer.status == "near"
    assert [c.clause for c in answer.citations] == [clause]


def test_what_asks_for_neither_shows_nothing(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    near_by_meaning(assistant, monkeypatch)
    assert assistant.ask("明天会不会下雨").status == "not_found"
