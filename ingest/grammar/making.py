"""By which verbs something comes to be (组建, 新建), and by which somebody has it (设有).

In: nothing but the table data/making.yaml. Out: fragments of patterns, and words. How far a work has come
(开工, 竣工) is no making, nor what is done to a thing that is there (改造).
"""

from __future__ import annotations

from ingest import late_re as re
from ingest.grammar.tables import any_of, table

_TABLE = table("making")
MAKES = any_of([row["word"] for row in _TABLE["makes"]])
"""A pattern: verbs whose object was not there before."""
FOUNDS = any_of([row["word"] for row in (*_TABLE["makes"], *_TABLE["opens"])])
"""A pattern: the same, and those of what somebody then runs."""
MADE = any_of([row["word"] for row in _TABLE["makes"] if row.get("once")])
"""A pattern: those of what is there once it is done."""
_ADDS = re.compile(any_of([row["word"] for row in _TABLE["adds"]]))
FINISHED = rf"{MADE}|{any_of([row['word'] for row in _TABLE['finished']])}"
"""A pattern: verbs that say a work is over, or its result in use."""
SETS_UP = tuple(row["word"] for row in _TABLE["makes"] if row.get("sets_up"))
"""Those said of a body or a post, each of which can stand for another."""
HAS_WORDS = tuple(row["word"] for row in _TABLE["has"])
HAVING = frozenset({"有", *HAS_WORDS})
"""Those, and the bare one."""
HAS = any_of(HAS_WORDS)
"""A pattern: verbs of having."""


def tells_added(name: str) -> bool:
    """Whether the name of a figure says that it comes to what is there already: 新建水窖, not 水窖."""
    return _ADDS.match(name) is not None
