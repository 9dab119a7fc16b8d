"""Kept briefings: they come back as they were; once a plan changes, every paragraph it no longer bears out is
told, and no other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.briefing.compose import brief
from assistant.briefing.keep.kept import Made, keep, kept, keys_of
from assistant.briefing.keep.staleness import Place, Standing, standing
from assistant.briefing.model import Paragraph, Request, Table
from ingest.store.library import Library
from tests.assistant.briefing.conftest import DAY
from tests.plan_factory import Item, make_plan

PLAN = "linhe-2023-health"
OFFICE = Request(kind="office", units=("疾控科",))
OLD = (
    Item(label="一/1", text="适龄儿童疫苗接种率达到90%以上。", units=("疾控科",)),
    Item(label="一/2", text="老年人健康管理率达到70%以上，开展老年健康宣传。", units=("老龄科", "疾控科")),
    Item(label="一/3", text="改造旧办公楼，完成搬迁。", units=("办公室",)),
)


def made(library: Library, request: Request = OFFICE) -> Made:
    stamp = library.stamp()
    whole = brief(library, request, made=DAY)
    return kept(library, keep(library, request, whole, person="李梅", stamp=stamp), person="李梅")


def text_of(made: Made, place: Place) -> str:
    section = next(s for s in made.whole.sections if s.key == place[0])
    block = section.blocks[place[1]]
    if isinstance(block, Table):
        assert place[2] is not None
        return "｜".join(block.rows[place[2]].cells)
    return block.text


@pytest.mark.parametrize(
    "request_",
    [
        OFFICE,
        Request(kind="plan"),
        Request(kind="indicators"),
        Request(kind="topic", topic="老年 健康", year=2023),
    ],
    ids=lambda r: r.kind,
)
def test_what_is_kept_comes_back_as_it_was(library: Library, request_: Request) -> None:
    library.put(make_plan(PLAN, OLD))
    whole = brief(library, request_, made=DAY)
    back = made(library, request_)
    assert back.whole == whole == back.briefing
    assert back.request == request_
    assert standing(library, back) == Standing()
    assert standing(library, back).holds


def test_its_order_is_kept_beside_it(library: Library) -> None:
    library.put(make_plan(PLAN, OLD))
    whole = brief(library, OFFICE, made=DAY)
    id_ = keep(library, OFFICE, whole, person="李梅", stamp=library.stamp(), outline=["targets", "tasks"])
    back = kept(library, id_, person="李梅")
    assert keys_of(back.briefing) == ("targets", "tasks")
    assert back.whole == whole
    with pytest.raises(KeyError):
        kept(library, id_, person="王强")


CHANGES: Sequence[tuple[str, tuple[Item, ...], list[str], list[str]]] = (
    (
        "a figure",
        (replace(OLD[0], text="适龄儿童疫苗接种率达到95%以上。"), *OLD[1:]),
        ["《临河市2023", "适龄儿童疫苗接种率达到", "适龄儿童疫苗接种率｜"],
        [],
    ),
    (
        "an office more",
        (*OLD[:2], replace(OLD[2], units=("办公室", "疾控科"))),
        ["疾控科在 1 份文件中", "《临河市2023"],
        ["一/3"],
    ),
    (
        "an office taken away",
        (OLD[0], replace(OLD[1], units=("老龄科",)), OLD[2]),
        ["疾控科在 1 份文件中", "《临河市2023", "老年人健康管理率达到", "老年人健康管理率｜"],
        [],
    ),
    (
        "a clause of others",
        (*OLD[:2], replace(OLD[2], text="改造旧办公楼，年底完成。")),
        ["《临河市2023"],
        [],
    ),
)


@pytest.mark.parametrize(("now", "stale", "missing"), [c[1:] for c in CHANGES], ids=[c[0] for c in CHANGES])
def test_what_changed_is_told_and_nothing_else(
    library: Library, now: tuple[Item, ...], stale: list[str], missing: list[str]
) -> None:
    library.put(make_plan(PLAN, OLD))
    back = made(library)
    library.put(make_plan(PLAN, now))
    found = standing(library, back)
    assert [(m.used.plan, m.state, m.version) for m in found.moved] == [(PLAN, "newer", 2)]
    told = [text_of(back, place) for place in found.stale or {}]
    assert len(told) == len(stale)
    assert all(words.startswith(start) for words, start in zip(told, stale, strict=True)), told
    assert [note.label for note in found.missing] == missing


def test_words_are_told_as_they_were_and_as_they_are(library: Library) -> None:
    library.put(make_plan(PLAN, OLD))
    back = made(library)
    library.put(make_plan(PLAN, (replace(OLD[0], text="适龄儿童疫苗接种率达到95%以上。"), *OLD[1:])))
    found = standing(library, back).stale or {}
    change = found["tasks", 0, None].changes[0].change
    assert change is not None
    assert [(p.kind, p.text) for p in change.wording if p.kind != "same"] == [("out", "90%"), ("in", "95%")]
    overview = next(s for s in found.items() if text_of(back, s[0]).startswith("《临河市"))
    assert "第2版" in "".join(overview[1].now)


def test_a_number_that_moved_makes_the_reference_wrong(library: Library) -> None:
    library.put(make_plan(PLAN, OLD))
    back = made(library)
    new = Item(label="一/1", text="召开全市卫生健康工作会议。", units=("办公室",))
    moved = tuple(replace(item, label=f"一/{n}") for n, item in enumerate(OLD, start=2))
    library.put(make_plan(PLAN, (new, *moved)))
    found = standing(library, back)
    change = (found.stale or {})["tasks", 0, None].changes[0].change
    assert change is not None
    assert change.kinds == ("moved",)
    assert change.after is not None
    assert change.after.label == "一/2"
    assert found.missing == ()


@pytest.mark.parametrize(("act", "state"), [("withdraw", "withdrawn"), ("remove", "gone")])
def test_a_plan_out_of_force_makes_all_of_it_stale(library: Library, act: str, state: str) -> None:
    library.put(make_plan(PLAN, OLD))
    library.put(make_plan("linhe-2024-health", OLD, title="临河市2024年卫生健康工作要点", year=2024))
    back = made(library)
    getattr(library, act)(PLAN)
    found = standing(library, back)
    assert [m.state for m in found.moved] == [state]
    old = [place for place in found.stale or {} if place[0] == f"tasks/{PLAN}"]
    assert len(old) == 2
    assert not [place for place in found.stale or {} if place[0] == "tasks/linhe-2024-health"]
    assert not found.fault
    getattr(library, act)("linhe-2024-health")
    gone = standing(library, back)
    assert gone.fault
    assert not gone.holds


def test_a_plan_that_is_gone_leaves_what_is_said_of_another(library: Library) -> None:
    library.put(make_plan(PLAN, OLD))
    library.put(make_plan("linhe-2024-health", OLD, title="临河市2024年卫生健康工作要点", year=2024))
    both = (PLAN, "linhe-2024-health")
    office, compared = (
        made(library, replace(OFFICE, plans=both)),
        made(library, Request(kind="compare", plans=both)),
    )
    library.put(
        make_plan(
            "linhe-2024-health",
            (replace(OLD[0], text="适龄儿童疫苗接种率达到95%以上。"), *OLD[1:]),
            title="临河市2024年卫生健康工作要点",
            year=2024,
        )
    )
    library.remove(PLAN)
    for back, fault in ((office, ""), (compared, "对照至少要两份文件")):
        found = standing(library, back)
        assert found.fault == fault
        changed = {c.note.plan: c.change for s in (found.stale or {}).values() for c in s.changes}
        assert set(changed) == set(both)
        assert changed[PLAN] is None
        told = {c.note.label for s in (found.stale or {}).values() for c in s.changes if c.note.plan != PLAN}
        assert told == {"一/1"}


def test_a_new_plan_in_its_scope_is_told(library: Library) -> None:
    library.put(make_plan(PLAN, OLD))
    back = made(library)
    library.put(make_plan("linhe-2024-health", OLD[:1], title="临河市2024年卫生健康工作要点", year=2024))
    found = standing(library, back)
    assert [(n.plan, n.label) for n in found.missing] == [("linhe-2024-health", "一/1")]
    assert found.moved == ()


def test_a_change_elsewhere_leaves_it_as_it_is(library: Library) -> None:
    library.put(make_plan(PLAN, OLD))
    back = made(library, replace(OFFICE, plans=(PLAN,)))
    library.put(make_plan("linhe-2024-health", OLD, title="临河市2024年卫生健康工作要点", year=2024))
    assert library.stamp() != back.stamp
    assert standing(library, back).holds


def test_what_a_model_wrote_stands_on_its_clauses(library: Library) -> None:
    library.put(make_plan(PLAN, OLD))
    plain = made(library)
    overview, *others = plain.whole.sections
    words = (
        Paragraph(text="疫苗接种是重点。", origin="written", notes=(plain.whole.notes[0],)),
        Paragraph(text="老年健康也是。", origin="written", notes=(plain.whole.notes[1],)),
    )
    whole = replace(plain.whole, sections=(replace(overview, blocks=(*overview.blocks, *words)), *others))
    back = replace(plain, whole=whole)
    library.put(make_plan(PLAN, (replace(OLD[0], text="适龄儿童疫苗接种率达到95%以上。"), *OLD[1:])))
    found = standing(library, back).stale or {}
    written = [text_of(back, place) for place in found if "是" in text_of(back, place)]
    assert written == ["疫苗接种是重点。"]


def test_versions_that_were_compared_stay_what_they_were(library: Library) -> None:
    library.put(make_plan(PLAN, OLD))
    library.put(make_plan(PLAN, (replace(OLD[0], text="适龄儿童疫苗接种率达到95%以上。"), *OLD[1:])))
    back = made(library, Request(kind="changes", plans=(PLAN,)))
    library.put(make_plan(PLAN, (replace(OLD[0], text="适龄儿童疫苗接种率达到96%以上。"), *OLD[1:])))
    found = standing(library, back)
    assert [(m.state, m.version) for m in found.moved] == [("newer", 3)]
    assert not found.stale
