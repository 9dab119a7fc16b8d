"""What kind of paper a title says it is, and which words of a question name a paper by its kind.

In: a title, or a question. Out: the kind (要点, 规划, 报告 …) as the table has it. The words stand in
data/genres.yaml.
"""

from __future__ import annotations

from typing import Any

from ingest import late_re as re
from ingest.grammar.office_ends import UNIT_END
from ingest.grammar.tables import any_of, table

UNKNOWN = "文件"
"""What a paper is called whose title names no kind."""
_TABLE: dict[str, Any] = table("genres")
_ROWS: list[dict[str, Any]] = _TABLE["genres"]
GENRES: tuple[str, ...] = tuple(row["word"] for row in _ROWS)

_ALL = (*_ROWS, *_TABLE["others"])
NAMED = any_of(GENRES)
"""A pattern: the kinds that people call papers by."""
TITLE_END = (
    rf"(?:{any_of(_TABLE['fronts'])})?(?:{any_of([row['word'] for row in _ALL if row.get('title', True)])})"
)
"""A pattern: what titles end in."""
ISSUES = any_of([row["word"] for row in _TABLE["issues"] if row.get("public")])
"""A pattern: how a paper is made known."""
MADE_NEW = "修[订正改]"
"""A pattern: how rules come to be others."""
PASSES_ON = any_of([row["word"] for row in _TABLE["issues"] if row.get("covers")])
"""A pattern: what is said of a paper that another one covers."""
SENT = any_of([row["word"] for row in _ALL if row.get("sent")])
"""A pattern: the kinds of papers that may cover another one."""


def _asked() -> str:
    """Longer forms before those they end in."""
    words: dict[str, str] = {word: word for row in _ROWS for word in row.get("full", ())}
    for row in _ROWS:
        if row.get("asked", True):
            barred = f"(?![{row['not_before']}]|{UNIT_END})" if "not_before" in row else ""
            behind = f"(?<![{row['not_behind']}])" if "not_behind" in row else ""
            words[row["word"]] = behind + row["word"] + barred
    return "|".join(words[word] for word in sorted(words, key=lambda word: (-len(word), word)))


ASKED = _asked()
"""A pattern: words by which a question names a paper (工作报告, 实施方案, 要点)."""


_CHANGED = re.compile(
    rf"(?:{NAMED})[》（(“”]*修订|修订[后的》）)]|[原旧](?:有|来)?的?[\u4e00-\u9fff]{{0,4}}(?:{NAMED})"
)


def changed_rule(text: str) -> bool:
    """Whether a text names a paper as changed, or as the one before: 《办法（修订）》, 原资助办法."""
    return _CHANGED.search(text) is not None


def genre_of(title: str) -> str:
    """The kind that stands last in the title; "文件" where it names none."""
    at, word = max((title.rfind(word), word) for word in GENRES)
    return word if at >= 0 else UNKNOWN
