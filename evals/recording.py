"""`plans eval record`: the cases asked of a model, its replies kept as they come.

In: suites, a model, a file. Out: the file, a line a reply, and what was recorded in words. What is in the
file already is not asked again, so that a recording that was broken off, or that a change has left with gaps,
is filled by running it once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.generation.engine import Llm
from assistant.retrieval.hybrid import Dense
from assistant.settings import Settings
from evals.cases import Suite
from evals.replies import Kept, Recording, check_own, read
from evals.run import Options, Progress, run
from ingest.reader_version import READER_VERSION
from ingest.store.library import Library


def record(
    suites: Sequence[Suite],
    settings: Settings,
    llm: Llm,
    file: Path,
    *,
    reader: str = "",
    own: Iterable[Path] = (),
    dense: Dense | None = None,
    progress: Progress = lambda *_: None,
) -> str:
    """What was recorded, in words. `own` are folders whose papers may be quoted in a file that is kept;
    `reader` is who answers behind the endpoint where it is no model. Raises EvalError.
    """
    with Library.open(settings.home, settings.database, reader=READER_VERSION) as library:
        check_own(library, own)
    kept = Kept.of(read(file) if file.exists() else ())
    file.parent.mkdir(parents=True, exist_ok=True)
    model = Recording(llm.model, kept, file, reader=reader)
    done = run(
        suites,
        settings.home,
        database=settings.database,
        llm=replace(llm, model=model),
        dense=dense,
        options=Options(attack=False, retrieval=False, about=model.about),
        progress=progress,
    )
    return f"问了 {len(done.results)} 题，新录 {model.made} 条，原有的用了 {len(kept.used)} 条：{file}"
