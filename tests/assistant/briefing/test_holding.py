"""What every briefing holds to, over every office and every plan there is, and over plans made up by
chance.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.briefing.compose import brief
from assistant.briefing.material import shown_lines
from assistant.briefing.model import Briefing, Paragraph, Request
from assistant.briefing.vetting import Vetting
from assistant.retrieval.catalog import Catalog
from ingest.store.library import Library
from tests.assistant.briefing.conftest import DAY
from tests.assistant.briefing.reading import digits, paragraphs, parts, rows
from tests.plan_factory import Item, make_plan


def made(library: Library, **wanted: object) -> Briefing:
    return brief(library, Request(**wanted), made=DAY)  # type: ignore[arg-type]


def holds(library: Library, briefing: Briefing) -> None:
    """Every clause cited is there, every figure shown is listed, its place has it, and no office is another
    clause's.
    """
    rows_of = {note: library.clause(note.plan, note.label) for note in briefing.notes}
    listed = {(f.note, d) for f in briefing.figures for d in digits(f.text)}
    units = set(library.names("unit"))
    for part in parts(briefing):
        shown = part.text if isinstance(part, Paragraph) else "；".join(part.cells)
        if isinstance(part, Paragraph) and part.origin == "verbatim":
            said = "".join(rows_of[part.notes[0]].text.split()) + (
                rows_of[part.notes[0]].clause.heading or ""
            )
            for line in part.text.removesuffix("…").split("\n"):
                assert "".join(line.replace(" ｜ ", "").split()) in said.replace("\t", "")
            heading = digits(rows_of[part.notes[0]].clause.heading or "")
            assert {(part.notes[0], d) for d in digits(shown) - heading} <= listed
        named = {u for n in part.notes if n in rows_of for u in rows_of[n].clause.units}
        if isinstance(part, Paragraph) and part.aside:
            said_units = {u for u in units if f"：{u}" in part.aside or f"、{u}" in part.aside}
            assert {u for u in said_units if not any(u in other for other in named)} == set()
    for figure in briefing.figures:
        row = rows_of[figure.note]
        base = row.clause.span.start
        printed = row.text[figure.start - base : figure.end - base]
        assert printed == figure.text or figure.text.endswith(("年", "月", "日"))


def of_one_place(library: Library) -> tuple[str, ...]:
    """Two plans of one region."""
    plans = sorted(library.plans(), key=lambda p: p.region or "")
    return next((a.id, b.id) for a, b in pairwise(plans) if a.region == b.region)


def test_every_office_has_exactly_the_tasks_of_the_listing(shelf: Library) -> None:
    for unit in shelf.names("unit"):
        found = made(shelf, kind="office", units=(unit,))
        told = [(p.notes[0].plan, p.notes[0].label) for p in paragraphs(found, "tasks")]
        assert told == [(r.plan, r.clause.label) for r in shelf.clauses(unit=unit)], unit
        targets = Counter((r.notes[0].plan, r.notes[0].label) for r in rows(found, "targets"))
        assert targets == Counter((r.plan, r.target.clause) for r in shelf.targets(unit=unit)), unit
        holds(shelf, found)


def test_every_plan_has_each_task_and_each_target_once(shelf: Library) -> None:
    for plan in shelf.plans():
        found = made(shelf, kind="plan", plans=(plan.id,))
        whole = shelf.get(plan.id)
        asking = {
            *(c.label for c in whole.clauses if c.responsibilities),
            *(t.clause for t in whole.targets),
            *(m.clause for m in whole.milestones),
        }
        tasks = [p.notes[0].label for p in paragraphs(found, "tasks")]
        targets = Counter(r.notes[0].label for r in rows(found, "targets"))
        assert len(tasks) == len(set(tasks))
        assert {*tasks, *targets} == asking
        assert [p.notes[0].label for p in paragraphs(found, "others")] == [
            c.label for c in whole.clauses if c.label not in asking
        ]
        assert targets == Counter(t.clause for t in whole.targets)
        holds(shelf, found)


def test_indicators_are_all_targets_once(shelf: Library) -> None:
    found = made(shelf, kind="indicators")
    told = Counter((r.notes[0].plan, r.notes[0].label) for r in rows(found, "targets"))
    assert told == Counter((r.plan, r.target.clause) for r in shelf.targets())
    holds(shelf, found)


def test_a_comparison_tells_every_target_once(shelf: Library) -> None:
    plans = [p.id for p in shelf.plans()]
    for pair in (plans[:2], plans[1:3], plans):
        found = made(shelf, kind="compare", plans=tuple(pair))
        cited = {n for key in ("same", "alike", "alone") for r in rows(found, key) for n in r.notes}
        stated = shelf.targets(plan=pair)
        assert {(n.plan, n.label) for n in cited} == {(r.plan, r.target.clause) for r in stated}
        told = sum(
            cell.count("；") + 1
            for key in ("same", "alike")
            for r in rows(found, key)
            for cell in r.cells[1 : 1 + len(pair)]
            if cell != "—" and len(pair) < 4
        )
        if len(pair) < 4:
            assert told + len(rows(found, "alone")) == len(stated)
        else:
            assert sum(len(rows(found, key)) for key in ("same", "alike", "alone")) == len(stated)
        holds(shelf, found)


def test_nothing_has_to_be_taken_back(shelf: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last look finds no fault in what was made, so that nothing is shown in its place."""
    found: list[str] = []
    look = Vetting.faults

    def seen(self: Vetting, part: object) -> tuple[str, ...]:
        wrong = look(self, part)  # type: ignore[arg-type]
        found.extend(wrong)
        return wrong

    monkeypatch.setattr(Vetting, "faults", seen)
    plans = [p.id for p in shelf.plans()]
    for request in (
        *(Request(kind="office", units=(u,)) for u in shelf.names("unit")[::5]),
        *(Request(kind="plan", plans=(p,)) for p in plans),
        Request(kind="indicators"),
        Request(kind="compare"),
        Request(kind="topic", topic="健康"),
        Request(kind="changes", plans=of_one_place(shelf)),
    ):
        brief(shelf, request, made=DAY)
    assert found == []


UNITS = ("疾控科", "疾控科[应急办]", "妇幼科", "办公室", "办公室[宣教科]")
TEXTS = (
    "适龄儿童疫苗接种率达到{n}%以上。",
    "新增托位{n}个。",
    "完善工作机制。",
    "第{n}次复审前完成自查；开展1+3行动。",
    "建设示范点{n}-{m}个\n总结经验。",
)


@st.composite
def items(draw: st.DrawFn) -> list[Item]:
    count = draw(st.integers(min_value=1, max_value=12))
    return [
        Item(
            label=f"一/{n}",
            text=draw(st.sampled_from(TEXTS)).format(
                n=draw(st.integers(1, 99)), m=draw(st.integers(100, 200))
            ),
            units=tuple(draw(st.lists(st.sampled_from(UNITS), unique=True, max_size=3))),
        )
        for n in range(1, count + 1)
    ]


@settings(max_examples=10)
@given(items(), items())
def test_plans_made_up_by_chance(one: list[Item], other: list[Item]) -> None:
    with TemporaryDirectory() as folder, Library.open(Path(folder)) as library:
        library.put(make_plan("linhe-2023-health", one))
        library.put(make_plan("linhe-2024-health", other, title="临河市2024年卫生健康工作要点", year=2024))
        for unit in library.names("unit"):
            found = made(library, kind="office", units=(unit,))
            told = [(p.notes[0].plan, p.notes[0].label) for p in paragraphs(found, "tasks")]
            assert told == [(r.plan, r.clause.label) for r in library.clauses(unit=unit)]
            holds(library, found)
        if library.targets():
            holds(library, made(library, kind="indicators"))
        if library.targets() or library.names("unit"):
            holds(library, made(library, kind="compare"))
            changes = made(library, kind="changes", plans=("linhe-2024-health", "linhe-2023-health"))
            assert changes.used[0].plan == "linhe-2023-health"
            holds(library, changes)


def test_words_of_a_table_row_are_those_of_its_cells(shelf: Library) -> None:
    found = made(shelf, kind="topic", topic="健康")
    for paragraph in paragraphs(found, "tasks"):
        if paragraph.origin == "derived":
            row = shelf.clause(paragraph.notes[0].plan, paragraph.notes[0].label)
            serial = {at for at, name in enumerate(row.clause.columns) if "序" in name}
            for at, cell in enumerate(row.clause.cells):
                assert at in serial or cell.strip() in paragraph.text


def test_a_fault_is_shown_as_the_bare_words_of_the_clause(library: Library) -> None:
    from assistant.briefing.material import Material

    library.put(make_plan())
    catalog = Catalog(library)
    catalog.refresh()
    material = Material(library=library, catalog=catalog, request=Request(kind="plan"), plans=library.plans())
    (entry, *_) = material.asking("linhe-2023-health")
    vetting = Vetting(material)
    found = made(library, kind="office", units=("疾控科",))
    (right,) = paragraphs(found, "tasks")
    wrong = replace(right, text="适龄儿童HPV疫苗接种率达到95%以上。")
    assert vetting.faults(right) == ()
    assert vetting.faults(wrong)
    assert vetting.faults(replace(right, aside="责任单位：财务科、疾控科"))
    (table_row,) = rows(found, "targets")
    assert vetting.faults(table_row) == ()
    assert vetting.faults(replace(table_row, cells=("适龄儿童HPV疫苗接种率", "95%以上", "2023年", "疾控科")))
    (section,) = [s for s in found.sections if s.key == "tasks"]
    (mended,) = vetting.checked([replace(section, blocks=(wrong,))])
    (block,) = mended.blocks
    assert isinstance(block, Paragraph)
    assert block.text == "\n".join(shown_lines(entry))
