"""Tasks: what offices and people are charged with, in which part, by when."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from assistant.errors import LookupError_
from assistant.lookups.arguments import TasksArguments
from assistant.lookups.charged import ANY_PART, AskedPart
from assistant.lookups.deadlines import due_in_plan
from assistant.lookups.found import Row, Rows, clause_row
from assistant.lookups.listing import unlisted
from assistant.lookups.tasks import Task, charged_tasks
from assistant.lookups.typed.named import Charged, offices_called, people_called, plan_ids
from assistant.lookups.typed.notes import due_notes, unlisted_notes
from assistant.lookups.typed.papers import place_cells
from assistant.query.due_words import read_due
from assistant.question import Due
from assistant.retrieval.catalog import Catalog, covers
from assistant.retrieval.lexicon import fold
from assistant.retrieval.wording import date_words, office_lines, people_lines, target_words
from ingest.store.rows import ClauseRow

_TASKS = "要完成的任务"
"""Makes a question of a time, which the reader of questions reads."""


def tasks(catalog: Catalog, arguments: TasksArguments) -> Rows:
    plans = plan_ids(catalog, arguments.plans)
    office = offices_called(catalog, arguments.unit)
    person = people_called(catalog, arguments.person)
    found = tasks_meant(catalog, arguments, plans, office, person)
    read = {"plans": list(plans) if arguments.plans else []}
    said = [n for n in (office.note, person.note) if n]
    if arguments.due:
        due = due_of(arguments.due)
        of_year = [p for p in plans if not due.year or covers(catalog.row(p), due.year)]
        return _by_date(catalog, found, plans if arguments.plans else of_year, due, said, read)
    rows = [catalog.view(t.plan).clause(t.label) for t in found]
    said += [] if not office.names else unlisted_notes(unlisted(rows, catalog, office.names, plans))
    return Rows(rows=tuple(task_row(catalog, task) for task in found), note=_joined(said), read=read)


def tasks_meant(
    catalog: Catalog, arguments: TasksArguments, plans: Sequence[str], office: Charged, person: Charged
) -> tuple[Task, ...]:
    """None where an office or a person is named that no clause charges: the look-up is not widened."""
    if (arguments.unit and not office.names) or (arguments.person and not person.names):
        return ()
    part = arguments.part
    asked = AskedPart(parts=(part,)) if part else ANY_PART
    found = charged_tasks(catalog, plans, units=office.names, leaders=person.names, asked=asked)
    if part and not (office.names or person.names):
        return tuple(t for t in found if any(r.part == part for r in t.responsibilities))
    return found


def due_of(words: str) -> Due:
    """The time that is meant; a bare date, month or year is the last day by which. Raises LookupError_."""
    with suppress(ValueError):
        return _calendar(words)
    due, rest = read_due(f"{fold(words)}{_TASKS}")
    if due is None or not due.words or rest.replace(_TASKS, "").strip("　 "):
        raise LookupError_(f"参数 due：读不出“{words}”是什么时间；可以写 6月底前、第三季度、2024-06-30")
    return due


def _calendar(words: str) -> Due:
    """2024-06-30, 2024-06, 2024. Raises ValueError."""
    year, month, day = [*map(int, words.split("-")), 0, 0][:3]
    if len(words.split("-")) > 3 or len(words.partition("-")[0]) != 4:
        raise ValueError(words)
    month = month or 12
    last = date(year, month, day or monthrange(year, month)[1])
    return Due(words=words, year=year, last=last.strftime("%m-%d"))


def _by_date(
    catalog: Catalog,
    found: Sequence[Task],
    plans: Sequence[str],
    due: Due,
    said: Sequence[str],
    read: dict[str, list[str]],
) -> Rows:
    """Those that print a time within the one asked for, by date; not complete where a printed time cannot be
    set against it.
    """
    by_place = {(task.plan, task.label): task for task in found}
    dated = [due_in_plan(catalog, plan, due, by_place.keys()) for plan in plans]
    rows = [
        task_row(
            catalog, by_place[row.plan, row.clause.label], "、".join(dict.fromkeys(d.printed for d in times))
        )
        for one in dated
        for row, times in one.rows
    ]
    unclear = any(one.unclear for one in dated)
    return Rows(
        rows=tuple(rows), complete=not unclear, note=_joined([*said, *due_notes(due, dated)]), read=read
    )


def _joined(notes: Sequence[str]) -> str:
    return "；".join(note.removeprefix("- ").rstrip("。") for note in notes)


def task_row(catalog: Catalog, task: Task, when: str = "") -> Row:
    """`when` are the printed times that are asked for, else all of the task's are told."""
    view = catalog.view(task.plan)
    row = view.clause(task.label)
    return clause_row(view, row, {**place_cells(view, row), **_cells(task, row, when)})


def _cells(task: Task, row: ClauseRow, when: str) -> dict[str, str]:
    charged = task.responsibilities
    return {
        "任务": task.summary,
        "目标值": "；".join(map(target_words, task.targets)),
        "完成时限": when or row.clause.due or "、".join(map(date_words, task.deadlines)),
        "牵头领导": _listed(people_lines(charged)),
        "牵头单位": _listed(office_lines(charged, "lead")),
        "责任单位": _listed(office_lines(charged, "responsible")),
        "配合单位": _listed(office_lines(charged, "support")),
        "督办单位": _listed(office_lines(charged, "oversight")),
    }


def _listed(lines: str) -> str:
    return lines.replace("\n", "；")
