"""Who has which tasks is one answer everywhere: the look-up, `plans tasks`, the listing of an answer, the
briefing by office and the page's table have the same clauses for every office of every plan.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.briefing.compose import brief
from assistant.briefing.model import Request
from assistant.lookups.entries import Chosen, Entries, narrow
from assistant.lookups.listing import list_tasks
from assistant.lookups.tasks import tasks
from tests.assistant.lookups.conftest import Look
from tests.command import plans_here

Place = tuple[str, str]
"""Plan and office."""


@pytest.fixture(scope="module")
def charged(corpus: Assistant) -> dict[Place, list[str]]:
    """Read off the clauses themselves."""
    corpus.catalog.refresh()
    found: dict[Place, list[str]] = defaultdict(list)
    for plan in corpus.catalog.rows:
        for row in corpus.catalog.view(plan.id).clauses:
            for unit in row.clause.units:
                found[plan.id, unit].append(row.clause.label)
    return dict(found)


def test_there_are_offices_to_ask_for(charged: dict[Place, list[str]]) -> None:
    assert len(charged) > 50


def test_the_look_up(corpus: Assistant, charged: dict[Place, list[str]]) -> None:
    found = {(plan, unit): corpus.lookup("tasks", {"plans": [plan], "unit": unit}) for plan, unit in charged}
    assert {place: [row.clause for row in one.rows] for place, one in found.items()} == charged
    assert all(one.complete and one.total == len(one.rows) for one in found.values())


def test_the_tasks_of_the_command(corpus: Assistant, charged: dict[Place, list[str]]) -> None:
    found = {
        (plan, unit): [t.label for t in tasks(corpus.library, plan=plan, unit=unit)] for plan, unit in charged
    }
    assert found == charged


def test_the_listing_of_an_answer(corpus: Assistant, charged: dict[Place, list[str]]) -> None:
    found = {}
    for plan, unit in charged:
        listed = list_tasks(corpus.sources, (unit,), (), (plan,))
        assert listed is not None
        found[plan, unit] = [row.clause for row in listed.listing.rows]
    assert found == charged


def test_the_table_of_the_page(corpus: Assistant, charged: dict[Place, list[str]]) -> None:
    batches = Entries(corpus.library, corpus.catalog).batches("tasks")
    found = {
        (plan, unit): [e.label for e in narrow(batches, Chosen(plan=plan, unit=unit)).found]
        for plan, unit in charged
    }
    assert found == charged


def test_the_briefing(corpus: Assistant, charged: dict[Place, list[str]]) -> None:
    found = {}
    for plan, unit in charged:
        request = Request(kind="office", units=(unit,), plans=(plan,))
        made = brief(corpus.library, request, made=date(2031, 5, 1))
        told = [
            note.label
            for section in made.sections
            if section.key.startswith("tasks")
            for block in section.blocks
            for note in getattr(block, "notes", ())
        ]
        found[plan, unit] = list(dict.fromkeys(told))
    assert found == charged


def test_the_command_line(
    corpus: Assistant, corpus_home: Path, charged: dict[Place, list[str]], tmp_path: Path
) -> None:
    """The longest list of each plan, through the command itself."""
    longest = {
        plan: max((p for p in charged if p[0] == plan), key=lambda p: len(charged[p])) for plan, _ in charged
    }
    for plan, unit in longest.values():
        home = ("--home", str(corpus_home))
        typed = plans_here(tmp_path, *home, "tasks", "--plan", plan, "--unit", unit, "--json").json
        looked = plans_here(
            tmp_path, *home, "lookup", "tasks", "--plans", plan, "--unit", unit, "--json"
        ).json
        assert [row["clause"] for row in typed] == charged[plan, unit]
        assert [row["clause"] for row in looked["rows"]] == charged[plan, unit]


def test_targets_of_the_command_are_those_of_the_look_up(corpus: Assistant, look: Look) -> None:
    stated = [(row.plan, row.target.clause, row.target.figure) for row in corpus.library.targets()]
    found = corpus.lookup("targets", {})
    assert [(row.plan, row.clause) for row in found.rows] == [(plan, clause) for plan, clause, _ in stated]
    assert all(figure in row.text for row, (_, _, figure) in zip(found.rows, stated, strict=True))
