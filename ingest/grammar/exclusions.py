"""What a sentence takes out of its rule: 节假日除外, 临时摊位不适用.

In: a sentence. Out: the parts of it that say so, as printed. The words stand in data/exclusions.yaml.
"""

from __future__ import annotations

from ingest import late_re as re
from ingest.grammar.tables import any_of, table

_EXCLUDES = re.compile(any_of([row["word"] for row in table("exclusions")["exclusions"]]))
_PART = re.compile(r"[，,；;。（）()]")


ENDS = tuple(row["word"] for row in table("exclusions")["refusals"] if row.get("ends"))
"""What brings to an end what somebody has: 取消, 收回."""
_NO = re.compile(any_of([row["word"] for row in table("exclusions")["refusals"]]))


def says_no(words: str) -> bool:
    """Whether the words say that something is not to be had, or leave it out (不予受理, 停止发放, 不适用)."""
    return _NO.search(words) is not None or _EXCLUDES.search(words) is not None


def exclusions_in(sentence: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _PART.split(sentence) if _EXCLUDES.search(part))
