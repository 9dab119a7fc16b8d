"""Sections left out and moved: what goes with them, what a click does, what a new briefing takes over."""

from __future__ import annotations

import pytest

from assistant.ask import Assistant
from assistant.briefing.compose import brief
from assistant.briefing.keep.kept import arranged, carried_over, keys_of, moved, toggled
from assistant.briefing.model import Request, numbers
from assistant.briefing.render.markdown import to_markdown
from ingest.store.library import Library
from tests.assistant.briefing.conftest import DAY
from tests.assistant.briefing.test_kinds import NEW, OLD
from tests.plan_factory import make_plan

EVERY = ("overview", "tasks", "tasks/a", "tasks/b", "targets", "open")


def test_sections_left_out_take_their_notes_and_figures_with_them(library: Library) -> None:
    library.put(make_plan("linhe-2023-health", OLD))
    library.put(make_plan("linhe-2024-health", NEW, title="临河市2024年卫生健康工作要点", year=2024))
    whole = brief(library, Request(kind="office", units=("疾控科",)), made=DAY)
    old, new = "tasks/linhe-2023-health", "tasks/linhe-2024-health"
    keys = list(keys_of(whole))
    assert keys == ["overview", "tasks", old, new, "targets", "open"]
    assert arranged(whole, keys) == whole
    turned = arranged(whole, [new, "targets", old, "tasks"])
    assert [s.key for s in turned.sections] == ["targets", "tasks", new, old]
    assert turned.left_out == ("概述", "文件未载明的事项")
    assert "未收入本稿的部分：“概述”、“文件未载明的事项”" in to_markdown(turned)
    assert arranged(whole, ["tasks", new]).left_out[1] == whole.sections[2].heading
    assert numbers(turned)[turned.notes[0]] == 1
    assert arranged(whole, ["overview"]).notes == ()
    assert arranged(whole, ["overview"]).figures == ()
    assert arranged(whole, [old]).sections == ()
    with pytest.raises(KeyError):
        arranged(whole, ["nothing"])


def test_chapters_of_a_single_plan_stand_in_its_tasks(corpus: Assistant) -> None:
    whole = brief(corpus.library, Request(kind="plan", plans=("nanchang-2021-health",)), made=DAY)
    keys = list(keys_of(whole))
    chapters = [key for key in keys if key.startswith("tasks/")]
    assert len(chapters) > 2
    assert arranged(whole, keys) == whole
    without = arranged(whole, [key for key in keys if key != chapters[0]])
    assert [s.key for s in without.sections] == [key for key in keys if key != chapters[0]]
    assert len(without.left_out) == 1
    assert arranged(whole, chapters).sections == ()


@pytest.mark.parametrize(
    ("keys", "key", "after"),
    [
        (EVERY, "targets", ("overview", "tasks", "tasks/a", "tasks/b", "open")),
        (EVERY, "tasks", ("overview", "targets", "open")),
        (EVERY, "tasks/a", ("overview", "tasks", "tasks/b", "targets", "open")),
        (("overview", "open"), "tasks", ("overview", "tasks", "tasks/a", "tasks/b", "open")),
        (("open", "targets"), "overview", ("overview", "open", "targets")),
        (("overview", "tasks", "tasks/b"), "tasks/a", ("overview", "tasks", "tasks/a", "tasks/b")),
        ((), "open", ("open",)),
        (EVERY, "nothing", EVERY),
    ],
    ids=["out", "out with all below", "one below", "in with all below", "in at first", "one below in",
        "the only one", "none"],
)  # fmt: skip
def test_a_section_is_left_out_and_taken_in(keys: tuple[str, ...], key: str, after: tuple[str, ...]) -> None:
    assert toggled(EVERY, keys, key) == after


@pytest.mark.parametrize(
    ("key", "by", "after"),
    [
        ("targets", -1, ("overview", "targets", "tasks/a", "tasks/b", "tasks", "open")),
        ("targets", 1, ("overview", "tasks", "tasks/a", "tasks/b", "open", "targets")),
        ("tasks/b", -1, ("overview", "tasks", "tasks/b", "tasks/a", "targets", "open")),
        ("tasks/b", 1, EVERY),
        ("overview", -1, EVERY),
        ("nothing", 1, EVERY),
    ],
    ids=["up", "down", "below", "below, last", "first", "none"],
)
def test_a_section_moves_among_those_beside_it(key: str, by: int, after: tuple[str, ...]) -> None:
    assert moved(EVERY, key, by) == after


def test_an_order_is_carried_over_to_a_briefing_made_anew(library: Library) -> None:
    library.put(make_plan("linhe-2023-health", OLD))
    request = Request(kind="office", units=("疾控科",))
    before = brief(library, request, made=DAY)
    library.put(make_plan("linhe-2024-health", NEW, title="临河市2024年卫生健康工作要点", year=2024))
    after = brief(library, request, made=DAY)
    assert carried_over(["targets", "tasks"], before, after) == (
        "targets",
        "tasks",
        "tasks/linhe-2023-health",
        "tasks/linhe-2024-health",
    )
