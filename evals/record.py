"""What a run was made with, so that two runs can be told apart and one repeated. In: the open assistant. Out:
`RunRecord`.
"""

from __future__ import annotations

import hashlib
import json
import platform
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from assistant.ask import Assistant
from evals.cases import Case
from evals.model import RUN_SCHEMA, RunRecord
from ingest.reader_version import READER_VERSION

_ROOT = Path(__file__).parents[1]
_PROMPTS = _ROOT / "prompts"
_NAMED = (
    "plans",
    "llama-index-core",
    "chromadb",
    "tantivy",
    "jieba",
    "sqlalchemy",
    "pydantic-evals",
    "ir-measures",
)
"""Distributions whose version may change an answer or a score."""


def record_of(
    assistant: Assistant,
    *,
    cases: Sequence[Case],
    started: datetime,
    settings: Mapping[str, Any],
    model: str | None = None,
) -> RunRecord:
    """`settings` must hold no secret: it is saved and shown. Seconds are the caller's to fill in."""
    plans = tuple(
        (r.id, r.edition.value, r.version, r.sha256)
        for r in sorted(assistant.catalog.rows, key=lambda r: r.id)
    )
    return RunRecord(
        schema=RUN_SCHEMA,
        started=started.isoformat(timespec="seconds"),
        seconds=0.0,
        commit=commit(_ROOT),
        engine="llm" if model else "rules",
        model=model,
        settings={"reader": READER_VERSION, **settings},
        prompts={
            file.name: _digest([file.read_text("utf-8")])
            for file in sorted(_PROMPTS.glob("*.md"))
            if file.name != "README.md"
        },
        corpus=_digest(json.dumps(plan) for plan in plans),
        plans=plans,
        cases=_digest(_written(case) for case in cases),
        versions={"python": platform.python_version(), **{name: metadata.version(name) for name in _NAMED}},
    )


def commit(folder: Path) -> str | None:
    """The short commit of the checkout, "+" behind it where files differ from it; None where there is no
    checkout or no git.
    """
    try:
        head = _git(folder, "rev-parse", "--short=12", "HEAD")
        changed = _git(folder, "status", "--porcelain")
    except (OSError, subprocess.SubprocessError):
        return None
    return f"{head}{'+' if changed else ''}"


def _git(folder: Path, *arguments: str) -> str:
    command = ("git", "-C", str(folder), *arguments)
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=20)
    return done.stdout.strip()


def _written(case: Case) -> str:
    parts = (case.suite, case.name, case.ask.model_dump_json(), case.expected.model_dump_json())
    return "\n".join(parts)


def _digest(parts: Iterable[str]) -> str:
    """Of the parts in any order."""
    whole = "\0".join(sorted(parts))
    return hashlib.sha256(whole.encode()).hexdigest()[:16]
