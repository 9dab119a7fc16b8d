"""What a forked process finds imported and read (tests/warm.py). Leaves no thread behind, which a fork would
not have.
"""

from __future__ import annotations

import gc
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.app.server.serve import quiet_environment

quiet_environment()
for _name in (
    "assistant.admin.examples", "assistant.admin.ingest_files", "assistant.app.context",
    "assistant.app.server.web", "assistant.cli.batch", "assistant.cli.main", "assistant.opening",
    "assistant.tables.present", "rich.markdown", "uvicorn",
):  # fmt: skip
    import_module(_name)
for _point in entry_points(group="plans.commands"):
    _point.load()

from assistant.query.understand import understand  # noqa: E402
from assistant.retrieval.catalog import Catalog  # noqa: E402
from assistant.retrieval.lexicon import load_lexicon  # noqa: E402
from ingest.pipeline import parse_text  # noqa: E402
from ingest.store.library import Library  # noqa: E402

_PAPER = """涂川市2024年教育工作要点

一、重点工作
1.改造学校12所，入学率达到98%以上，8月底前完工。（责任单位：市教育局）
"""


class _NoWords:
    """The vocabulary of a library without passages."""

    def frequency(self, term: str) -> int:
        return 0

    def beginning_with(self, prefix: str) -> tuple[str, ...]:
        return ()

    def size(self) -> int:
        return 0


# The dictionaries and patterns that are read at their first use.
with TemporaryDirectory() as _folder, Library.open(Path(_folder)) as _library:
    _library.put(parse_text(_PAPER, "paper.txt"))
    _catalog = Catalog(_library)
    _catalog.refresh()
    understand("涂川市2024年改造几所学校？", (), _catalog, load_lexicon(), _NoWords())
gc.collect()
gc.freeze()
