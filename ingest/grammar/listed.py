"""What a list is of, as its lead-in says (应当具备下列条件：) or a question asks (要哪些材料).

In: words. Out: the kinds they name, as data/listed.yaml has them; behind 下列 only the first word counts, for
what stands before tells when the list holds (申请材料符合下列条件的).
"""

from __future__ import annotations

from ingest import late_re as re
from ingest.grammar.references import FOLLOWING
from ingest.grammar.tables import any_of, table

_KINDS = table("listed")["kinds"]
_WORD = re.compile(any_of(sorted({word for row in _KINDS for word in row["words"]}, key=len, reverse=True)))
_POINTED = re.compile(rf"(?:{FOLLOWING}|如下)[^，。；：:]{{0,8}}?(?P<word>{_WORD.pattern})")


def things_listed(words: str) -> frozenset[str]:
    """The names of the kinds, empty where the words name none."""
    pointed = _POINTED.search(words)
    said = {pointed["word"]} if pointed else set(_WORD.findall(words))
    return frozenset(row["name"] for row in _KINDS if said & set(row["words"]))


def lists_another(asked: frozenset[str], lead: str) -> bool:
    """Whether the list is of a kind, and of none that is asked for: 条件 where 材料 are."""
    listed = things_listed(lead)
    return bool(asked and listed) and not asked & listed
