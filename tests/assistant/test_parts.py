"""What an office does in a plan is one thing everywhere: in answers, in the briefing by office, in the
JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console
from sqlalchemy import create_engine, text

from assistant.admin.ingest_files import take_in
from assistant.ask import Assistant
from assistant.briefing.compose import brief
from assistant.briefing.model import Request
from assistant.lookups.tasks import tasks
from assistant.model import Answer
from assistant.settings import Settings
from ingest.model import Part
from ingest.pipeline import parse
from ingest.store.library import Library
from tests.conftest import ROOT, official_texts
from tests.small_library import over

PLAN = """松口县2024年重点水利工作方案
一、主要任务
（一）修渠治河
1.清淤渠道8公里。（牵头单位：县水利局；协办单位：县财政局）
2.改造泵站3座。（牵头单位：县住建局；配合单位：县财政局、县林业局）
3.更换水表600只。（牵头单位：县财政局；协办单位：县人社局）
4.新打机井5眼。（主办单位：县财政局；配合单位：县水利局）
5.巡查堤防12次。（包保领导：林枫；责任单位：县水利局；督办单位：县督查室）
6.安装水尺30处。（县林业局主办，县财政局协同，县督查室督办）
（二）用水管水
7.整修水闸2座。（责任单位：县财政局；参与单位：县人社局；督办单位：县督查室）
8.培训护水员90人。（分管领导：林枫；主责部门：县人社局；支持单位：县林业局）
9.发放宣传册4000份。（承办单位：县林业局；包保单位：县人社局）
10.评选节水户50户。（牵头领导：何静；牵头单位：县水利局；考核单位：县财政局）
"""

ASKED: list[tuple[str, list[int]]] = [
    ("县财政局配合哪些任务？", [1, 2, 6]),
    ("县财政局协办的有哪些", [1, 2, 6]),
    ("县财政局协同哪些工作？", [1, 2, 6]),
    ("县财政局牵头哪些任务？", [3, 4]),
    ("县财政局主办的任务", [3, 4]),
    ("县林业局主办了哪几项？", [6]),
    ("县财政局牵头或参与的任务", [1, 2, 3, 4, 6, 7, 10]),
    ("县财政局承担的任务有哪些", [1, 2, 3, 4, 6, 7, 10]),
    ("县财政局参与哪些任务？", [1, 2, 3, 4, 6, 7, 10]),
    ("县财政局负责哪些工作？", [1, 2, 3, 4, 6, 7, 10]),
    ("县财政局有哪些任务？", [1, 2, 3, 4, 6, 7, 10]),
    ("责任单位是县财政局的任务有哪些？", [3, 4, 7]),
    ("牵头单位是县财政局的任务", [3, 4]),
    ("作为配合单位，县财政局有哪些任务？", [2]),
    ("县人社局配合哪些任务？", [3, 7]),
    ("县人社局包保哪些？", [9]),
    ("县人社局牵头和配合的任务", [3, 7, 8]),
    ("县林业局支持哪些任务？", [2, 8]),
    ("县督查室督办哪些？", [5, 6, 7]),
    ("县督查室督导哪几项？", [5, 6, 7]),
    ("县财政局考核哪些任务？", [10]),
    ("林枫包保哪些任务？", [5]),
    ("林枫分管哪几项？", [8]),
    ("何静牵头哪些任务？", [10]),
    ("何静分管哪些任务？", [10]),
]


@pytest.fixture(scope="module")
def songkou(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("songkou")
    (folder / "files").mkdir()
    (folder / "files" / "songkou.txt").write_text(PLAN, "utf-8")
    take_in(Settings(home=folder / "home"), [folder / "files"], Console(quiet=True))
    with Assistant.open(folder / "home") as assistant:
        yield assistant


def listed(answer: Answer) -> list[str]:
    assert answer.listing is not None, f"{answer.question}: {answer.answer[:200]}"
    assert answer.listing.complete is ("已全部列出" in answer.answer)
    why = re.search(r"另有 \d+ 条(?:提到，附在后面|没有读出由谁负责)", answer.answer)
    assert answer.listing.complete or ("（按标明的责任单位计）" in answer.answer and why), (
        "it says what it lacks"
    )
    assert f"共 {len(answer.listing.rows)} 项" in answer.answer
    return [row.clause for row in answer.listing.rows]


def briefed(assistant: Assistant, unit: str) -> list[str]:
    made = brief(assistant.library, Request(kind="office", units=(unit,)), made=date(2025, 1, 2))
    notes = [b.notes[0] for s in made.sections if s.key.startswith("tasks") for b in s.blocks if b.notes]
    return [note.label for note in notes]


@pytest.mark.parametrize(("question", "numbers"), ASKED, ids=[question for question, _ in ASKED])
def test_a_question_lists_exactly_the_part_it_asks_for(
    songkou: Assistant, question: str, numbers: list[int]
) -> None:
    found = listed(songkou.ask(question))
    assert [int(label.rpartition("/")[2]) for label in found] == numbers


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("县督查室牵头哪些任务？", "“督办单位”2 项，“督办”1 项"),
        ("县住建局配合哪些任务？", "“牵头单位”1 项"),
        ("何静督办哪些任务？", "“牵头领导”1 项"),
        ("县财政局督办哪些任务？", "“考核单位”1 项"),
    ],
)
def test_a_part_nobody_is_given_is_denied_with_what_there_is(
    songkou: Assistant, question: str, says: str
) -> None:
    answer = songkou.ask(question)
    assert (answer.status, answer.reason) == ("not_found", "not_stated")
    assert says in answer.answer


def test_the_briefing_counts_the_same_parts(songkou: Assistant) -> None:
    for unit in songkou.library.names("unit"):
        made = brief(songkou.library, Request(kind="office", units=(unit,)), made=date(2025, 1, 2))
        said = "".join(b.text for s in made.sections for b in s.blocks if hasattr(b, "text"))
        for word in ("牵头", "配合", "督办"):
            answer = songkou.ask(f"{unit}{word}哪些任务？")
            count = len(answer.listing.rows) if answer.listing else 0
            assert (f"{word} {count} 项" in said) is bool(count), (unit, word, said)


def test_the_briefing_calls_what_is_no_ones_own_task_by_its_printed_word(songkou: Assistant) -> None:
    made = brief(songkou.library, Request(kind="office", units=("县财政局",)), made=date(2025, 1, 2))
    said = "".join(b.text for s in made.sections for b in s.blocks if hasattr(b, "text"))
    assert "牵头 2 项、负责 1 项、配合 3 项、考核 1 项" in said


def test_every_office_of_every_plan_has_one_list(
    tmp_path: Path, every_plan: Callable[[], Iterator[tuple[str, Path]]]
) -> None:
    pairs = 0
    for number, (_, home) in enumerate(every_plan()):
        with Assistant.open(home) as assistant:
            rows = assistant.library.clauses()
            title = assistant.library.plans()[0].title
            for unit in assistant.library.names("unit"):
                whole = [r.clause.label for r in rows if unit in r.clause.units]
                assert briefed(assistant, unit) == whole, (number, unit)
                for asked in (
                    f"{unit}牵头或参与的任务",
                    f"{unit}承担的任务",
                    f"《{title}》中{unit}牵头或参与的任务",
                    f"《{title}》里{unit}承担的任务有哪些",
                ):
                    assert listed(assistant.ask(asked)) == whole, asked
                pairs += 1
    assert pairs > 150


@pytest.fixture
def every_plan(tmp_path: Path) -> Callable[[], Iterator[tuple[str, Path]]]:
    """A library a plan, of the corpus, of other places' texts and of the official ones where they are
    there.
    """

    def made() -> Iterator[tuple[str, Path]]:
        files = [
            *sorted((ROOT / "corpus").rglob("*.md")),
            *sorted((ROOT / "tests" / "data" / "other" / "plans").iterdir()),
            *official_texts(),
        ]
        for number, file in enumerate(files):
            home = tmp_path / f"home{number}"
            with Library.open(home) as library:
                library.put(parse(file.read_bytes(), file.name))
            yield file.stem, home

    return made


def test_the_json_tells_the_part(songkou: Assistant) -> None:
    from assistant.tables.present import clause_json, task_json

    rows = {r.clause.label: clause_json(r) for r in songkou.library.clauses()}
    first = rows["一/（一）/5"]["responsibilities"]
    assert [(r["role"], r["part"]) for r in first] == [
        ("包保领导", "leader"),
        ("责任单位", "responsible"),
        ("督办单位", "oversight"),
    ]
    (fifth,) = [task_json(t) for t in tasks(songkou.library) if t.label == "一/（一）/5"]
    assert (fifth["lead"], fifth["responsible"], fifth["oversight"]) == ([], ["县水利局"], ["县督查室"])
    assert json.dumps(fifth, ensure_ascii=False).count('"part": "leader"') == 1


def test_a_library_stored_without_parts_is_given_them(songkou: Assistant, tmp_path: Path) -> None:
    with Library.open(tmp_path / "home") as library:
        library.put(songkou.library.get("songkou"))
    engine = create_engine(f"sqlite:///{tmp_path / 'home' / 'library.db'}")
    with engine.begin() as db:
        for table, key in (("clauses", "label"), ("versions", "version")):
            for name, body in db.execute(text(f"select {key}, body from {table}")).all():
                parts: tuple[Part, ...] = ("lead", "responsible", "support", "oversight", "leader")
                for part in parts:
                    body = body.replace(f'"part":"{part}",', "")
                db.execute(text(f"update {table} set body = :b where {key} = :n"), {"b": body, "n": name})
        assert '"part"' not in str(db.execute(text("select body from clauses")).all())
    engine.dispose()
    with Library.open(tmp_path / "home") as library:
        assert library.get("songkou") == songkou.library.get("songkou")
        assert [r.clause for r in library.clauses()] == [r.clause for r in songkou.library.clauses()]
        assert [r.clause for r in library.targets()] == [r.clause for r in songkou.library.targets()]


TABLED = """榆河市2026年民生实事任务分解方案

一、任务
1.新建口袋公园9处。（牵头单位：市城管局；责任单位：市财政局、市林业局）
2.改造公厕30座。（牵头单位：市住建局；配合单位：市财政局）
3.补贴托位400个。（牵头单位：市财政局；配合单位：市卫健委）
"""


def test_the_responsible_beside_a_lead_are_told_where_support_is_asked(tmp_path: Path) -> None:
    with over(tmp_path, {"a.txt": TABLED}) as assistant:
        answer = assistant.ask("榆河市财政局配合哪些任务")
    assert "配合共 1 项；另有 1 项列在牵头单位之外的责任单位里" in answer.answer
    assert "新建口袋公园9处" in answer.answer
    assert answer.listing is not None
    assert not answer.listing.complete
