"""A clause that is asked for by its label, or found first, is given whole; a second round follows an answer
that leaves something open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.generation.dossier import Dossier, is_cut
from assistant.generation.engine import Llm
from assistant.generation.forms import Looked
from assistant.generation.gathering import Lookups, in_turn
from assistant.llm.form import Form
from assistant.llm.model import Message
from tests.assistant.generation.care import QUESTION, RIGHT, Opening
from tests.assistant.generation.models import Told, answer, sentence, understood
from tests.small_library import over, shelve

FILLER = "养老食堂应当亮证经营，公示食材来源和当日菜谱，并接受社会监督。"
LAST = "因重点工程迁建养老食堂的，迁建费用由建设单位承担。"
ARTICLES = "\n\n".join(
    f"第{number}条 {thing}。{FILLER * 9}{LAST if thing == '迁建' else ''}"
    for number, thing in zip("一二三四五", ("开办", "供餐", "补贴", "留样", "迁建"), strict=True)
)
ITEMS = "\n\n".join(f"（{number}）养老食堂第{number}类行为未改正的；" for number in "一二三四五六七八九")
PAPER = f"""# 青溪县养老食堂管理办法（2025年）

{ARTICLES}

第六条 有下列情形之一的，责令改正：

{ITEMS}

第七条 {FILLER * 80}{LAST}{FILLER * 40}
"""
LABELS = ("第一条", "第二条", "第三条", "第四条", "第五条")


@pytest.fixture(scope="module")
def canteens(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with over(tmp_path_factory.mktemp("whole"), {"青溪.md": PAPER}) as assistant:
        assistant.catalog.refresh()
        yield assistant


def _dossier(assistant: Assistant, budget: int = 1_200) -> tuple[Dossier, str]:
    (plan,) = assistant.catalog.rows
    asked = "重点工程迁建养老食堂的费用由谁承担"
    return Dossier(sources=assistant.sources, budget=budget, longest=220, asked=asked), plan.id


def _by_label(assistant: Assistant, dossier: Dossier, plan: str, *labels: str, whole: int = 1) -> None:
    wanted = [Looked(name="clause", arguments={"plan": plan, "label": label}) for label in labels]
    in_turn(Lookups(sources=assistant.sources).run(wanted), dossier, 8, whole=whole)


@pytest.mark.parametrize("label", LABELS)
def test_a_clause_asked_for_by_its_label_is_whole(canteens: Assistant, label: str) -> None:
    """Also where others have used up what is meant for all of them."""
    dossier, plan = _dossier(canteens, budget=300)
    for other in LABELS[:3]:
        dossier.add(plan, other)
    _by_label(canteens, dossier, plan, label)
    (found,) = (e for e in dossier.evidence if e.row.clause.label == label)
    assert not is_cut(found.words)
    assert found.row.text.rstrip() in found.words


def test_the_first_three_are_whole_and_what_follows_is_cut(canteens: Assistant) -> None:
    dossier, plan = _dossier(canteens, budget=2_500)
    for label in LABELS:
        dossier.add(plan, label)
    assert [is_cut(e.words) for e in dossier.evidence] == [False, False, False, True, True]


def test_one_that_was_cut_is_made_whole_when_it_is_asked_for(canteens: Assistant) -> None:
    dossier, plan = _dossier(canteens, budget=2_500)
    for label in LABELS:
        dossier.add(plan, label)
    assert is_cut(dossier.evidence[4].words)
    _by_label(canteens, dossier, plan, "第五条")
    assert [e.number for e in dossier.evidence] == [1, 2, 3, 4, 5]
    assert LAST in dossier.evidence[4].words


def test_a_cut_clause_is_given_around_what_is_asked(canteens: Assistant) -> None:
    dossier, plan = _dossier(canteens, budget=2_500)
    for label in LABELS:
        dossier.add(plan, label)
    assert LAST in dossier.evidence[4].words


def test_a_very_long_clause_is_cut_around_what_is_asked(canteens: Assistant) -> None:
    dossier, plan = _dossier(canteens)
    _by_label(canteens, dossier, plan, "第七条")
    (found,) = dossier.evidence
    assert is_cut(found.words)
    assert LAST in found.words


def test_all_items_of_an_article_are_given(canteens: Assistant) -> None:
    dossier, plan = _dossier(canteens, budget=200)
    _by_label(canteens, dossier, plan, "第六条")
    assert all(f"第{number}类行为" in dossier.words for number in "一二三四五六七八九")


def test_never_more_than_the_limit(canteens: Assistant) -> None:
    dossier, plan = _dossier(canteens)
    dossier.limit = 700
    _by_label(canteens, dossier, plan, *LABELS[:4])
    assert dossier.limit >= 0
    assert 0 < len(dossier.evidence) < 4


COUNT = {
    "name": "compute",
    "arguments": {"operation": "count", "lookup": "targets", "arguments": {"plans": ["linhe-2023"]}},
}
ROUNDS = {
    "a part is answered": (answer(RIGHT, unanswered=[1], lookups=[]), 1),
    "nothing is open": (answer(RIGHT, lookups=[COUNT]), 1),
    "open, with look-ups": (
        answer(RIGHT, unanswered=[1], lookups=[COUNT]), 2,
    ),
    "nothing said": (
        answer(unanswered=[1], lookups=[COUNT]), 2,
    ),
    "look-ups that find nothing": (
        answer(RIGHT, unanswered=[1], lookups=[{"name": "mentions", "arguments": {"word": "航天"}}]), 1,
    ),
}  # fmt: skip


def test_a_list_is_looked_up_once_more_though_nothing_is_called_open(open_with: Opening) -> None:
    asked = understood(
        standalone=QUESTION, asked=[{"what": "工作目标", "want": "清单"}], plans=["linhe-2023"], lookups=[]
    )
    model = Told(answer(RIGHT, lookups=[COUNT]), asked=asked)
    open_with(model).ask(QUESTION)
    assert len(model.of("answer")) == 2


TABLE = "\n".join(
    f"| {n} | 第{n}类养老食堂达标率 | 达到{50 + n}%以上 | 民政科、社区科、卫生监督科 |" for n in range(1, 13)
)
TABLED = f"""# 青溪县2025年养老食堂工作要点

## 一、主要指标

| 序号 | 指标 | 目标值 | 责任科室 |
|---|---|---|---|
{TABLE}

## 二、措施

1.完善制度，{FILLER}
"""


@pytest.mark.parametrize(("want", "rows"), [("清单", 12), ("数值", 3)])
def test_all_rows_of_a_table_are_given_where_a_list_is_asked_for(
    tmp_path: Path, want: str, rows: int
) -> None:
    """At least so many; a list is given all there are."""
    question = "青溪县2025年养老食堂的主要指标有哪些？"
    asked = understood(standalone=question, asked=[{"what": "主要指标", "want": want}], lookups=[])
    model = Told(answer(), asked=asked)
    home = shelve(tmp_path, {"青溪.md": TABLED})
    with Assistant.open(home, None, Llm(model=model)) as assistant:
        assistant.ask(question)
    (prompt,) = model.of("answer")
    given = {n for n in range(1, 13) if f"第{n}类养老食堂" in prompt}
    assert len(given) >= rows
    assert want == "清单" or len(given) < 12


@pytest.mark.parametrize(("reply", "rounds"), ROUNDS.values(), ids=ROUNDS)
def test_what_is_left_open_is_looked_up_once_more(open_with: Opening, reply: str, rounds: int) -> None:
    """Whatever a sentence that is shown settles by its words."""
    lookups = [{"name": "targets", "arguments": {"words": "社区食堂"}}]
    asked = understood(
        standalone=QUESTION,
        asked=[{"what": "新建社区食堂", "want": "数值"}],
        plans=["dongshan-2024"],
        lookups=lookups,
    )
    model = Told(reply, asked=asked)
    open_with(model).ask(QUESTION)
    assert len(model.of("answer")) == rounds


HERE = sentence("东山县2024年要新建社区食堂5家。", "5家", quote="新建社区食堂5家")
NEXT = sentence("护理型床位占比达到55%以上。", "5家", quote="护理型床位占比达到55%以上")
TOLD = {
    "right behind one that names it": ((RIGHT, HERE, NEXT), True),
    "by itself": ((RIGHT, NEXT), False),
    "behind one of another paper": ((HERE, RIGHT, NEXT), False),
    "behind one that is struck": ((RIGHT, {**HERE, "text": "东山县2024年要新建社区食堂6家。"}, NEXT), False),
}


@pytest.mark.parametrize(("said", "is_shown"), TOLD.values(), ids=TOLD)
def test_the_place_told_right_before_holds_for_the_next_sentence(
    open_with: Opening, said: tuple[dict[str, object], ...], is_shown: bool
) -> None:
    class Numbered(Told):
        def _reply(self, messages: Sequence[Message], form: Form | None) -> str:
            reply, prompt = super()._reply(messages, form), messages[-1].content
            before = prompt[: max(0, prompt.find("新建社区食堂5家"))]
            return reply.replace('"5家"', f'"{before.rpartition(chr(10) + "[")[2].partition("]")[0]}"')

    asked = understood(
        standalone=QUESTION,
        plans=["linhe-2023", "dongshan-2024"],
        asked=[{"what": "新建社区食堂家数", "want": "数值"}],
        lookups=[{"name": "mentions", "arguments": {"word": "社区食堂"}}],
    )
    found = open_with(Numbered(answer(*said), answer(), asked=asked)).ask(QUESTION)
    assert ("55%以上" in found.answer) == is_shown
