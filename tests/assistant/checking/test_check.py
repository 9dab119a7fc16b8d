"""Sentences of a draft held against a small library: what is contradicted, unfounded, supported, no claim."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.checking.check import checked
from assistant.checking.model import CheckedSentence, as_json
from assistant.errors import AssistantError
from tests.assistant.checking.papers import PAPERS
from tests.small_library import over


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(Path(tmp_path_factory.mktemp("home")), PAPERS) as assistant:
        yield assistant


def of(library: Assistant, *draft: str) -> CheckedSentence:
    """The last sentence of the draft."""
    return checked(library, "\n".join(draft)).sentences[-1]


SUPPORTED = [
    "青禾县2026年要新增普惠托位320个，公办托位至少120个。",
    "青禾县新增普惠托位由县卫健局牵头，县教育局配合。",
    "青禾县力争建成15处社区托育点，每处面积最多200平方米。",
    "青禾县的托育机构检查每个季度开展1次，由县市场监管局负责。",
    "依据《青禾县2026年托育服务工作要点》二、4，托育从业人员持证上岗率要在95%以上。",
]
CONTRADICTED = [
    ("青禾县2026年要新增普惠托位350个。", "figure"),
    ("青禾县新增普惠托位320个，由县教育局牵头。", "unit"),
    ("青禾县社区托育点每处使用面积不少于200平方米。", "figure"),
    ("青禾县每月开展托育机构检查1次。", "scope"),
    ("青禾县新增普惠托位320个，2027年9月底前完成。", "year"),
    ("青禾县要建成社区托育点15处。", "scope"),
    ("青禾县托育机构检查结果可以作为收费依据。", "negation"),
    ("依据《青禾县2026年托育服务工作要点》二、9，托育从业人员持证上岗率要在95%以上。", "reference"),
    ("依据《青禾县2026年托育服务工作要点》二、3，托育从业人员持证上岗率要在95%以上。", "reference"),
]
UNFOUNDED = [
    "青禾县将为托育机构发放开办补助2万元。",
    "青禾县已经建成社区托育点15处。",
    "墨屏县2026年新增普惠托位320个。",
    "《墨屏县托育条例》要求新增普惠托位320个。",
    "青禾县还要新建一座少年宫。",
]


@pytest.mark.parametrize("words", SUPPORTED)
def test_what_a_clause_says_is_supported(library: Assistant, words: str) -> None:
    found = of(library, words)
    assert found.verdict == "supported", found.claims
    assert found.citations
    assert all(c.quote for c in found.citations)


@pytest.mark.parametrize(("words", "kind"), CONTRADICTED)
def test_what_a_clause_says_otherwise_is_contradicted(library: Assistant, words: str, kind: str) -> None:
    found = of(library, words)
    assert found.verdict == "contradicted", found.claims
    assert kind in {claim.kind for claim in found.claims if claim.verdict == "contradicted"}
    assert all(claim.says for claim in found.claims if claim.verdict == "contradicted")


@pytest.mark.parametrize("words", UNFOUNDED)
def test_what_the_library_does_not_treat_is_never_contradicted(library: Assistant, words: str) -> None:
    assert of(library, words).verdict == "unfounded"


@pytest.mark.parametrize(
    "words", ["青禾县托育工作汇报", "各单位要高度重视，确保各项任务落到实处。", "特此报告，请审阅。"]
)
def test_what_claims_nothing_is_left_alone(library: Assistant, words: str) -> None:
    assert of(library, words).verdict == "no_claim"


def test_the_place_named_in_the_heading_holds_for_what_follows(library: Assistant) -> None:
    assert of(library, "白岩县托育工作", "新增普惠托位450个。").verdict == "supported"
    assert of(library, "青禾县托育工作", "新增普惠托位450个。").verdict == "contradicted"
    assert of(library, "墨屏县托育工作", "新增普惠托位450个。").verdict == "unfounded"


def test_without_a_place_another_figure_is_no_contradiction_where_several_papers_treat_it(
    library: Assistant,
) -> None:
    assert of(library, "新增普惠托位450个。").verdict == "supported"
    assert of(library, "新增普惠托位470个。").verdict == "unfounded"


def test_a_sentence_that_points_back_is_of_the_clause_before_it(library: Assistant) -> None:
    before = "青禾县新增普惠托位320个。"
    assert of(library, before, "该项工作由县卫健局牵头。").verdict == "supported"
    assert of(library, before, "该项工作由县人社局牵头。").verdict == "contradicted"


def test_two_clauses_may_bear_a_sentence_together(library: Assistant) -> None:
    found = of(library, "青禾县新增普惠托位320个，白岩县新增普惠托位450个。")
    assert found.verdict == "supported"
    assert {citation.plan for citation in found.citations} == {"qinghe", "baiyan"}


def test_the_text_is_found_again_and_counted(library: Assistant) -> None:
    text = "# 青禾县托育\n\n- 新增普惠托位320个。持证上岗率达到90%！\n  各单位要认真落实。"
    found = checked(library, text)
    assert [text[s.start : s.end] for s in found.sentences] == [s.text for s in found.sentences]
    assert found.counts == {"contradicted": 1, "unfounded": 0, "supported": 1, "no_claim": 2}
    assert set(as_json(found)) == {"sentences", "counts"}
    quoted = [c for s in found.sentences for c in s.citations]
    assert all(library.catalog.view(c.plan).clause(c.clause).text.find(c.quote) >= 0 for c in quoted)


def test_progress_is_told_after_each_sentence(library: Assistant) -> None:
    seen: list[tuple[int, int]] = []
    checked(library, "青禾县托育\n新增普惠托位320个。", lambda n, of_: seen.append((n, of_)))
    assert seen == [(1, 2), (2, 2)]


@pytest.mark.parametrize("text", ["", " \n。", "青" * 200_001])
def test_an_empty_or_overlong_draft_is_refused(library: Assistant, text: str) -> None:
    with pytest.raises(AssistantError):
        checked(library, text)
