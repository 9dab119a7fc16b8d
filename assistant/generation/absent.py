"""What was looked up for a thing nothing was found of: words of code, for a model may not say what is not
there.

In: what was asked for and the look-ups that were made. Out: a line that names them. It says of the look-ups
what they were, and nothing of the papers: that something is stated nowhere is said by the rules alone, after
a look-up that would have found it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.denial import By, Denial
from assistant.generation.forms import AskedFor
from assistant.lookups.found import Found
from assistant.retrieval.catalog import Catalog
from assistant.retrieval.lexicon import fold
from ingest.grammar.segmentation import is_function_word, words

_NAMES: Mapping[str, str] = {
    "plans": "文件目录",
    "outline": "章节目录",
    "clause": "条款原文",
    "search": "全文检索",
    "targets": "指标台账",
    "tasks": "任务分工",
    "mentions": "逐字查找",
    "compare": "同一指标对照",
    "compute": "计算",
    "diff": "版本比较",
}
_SHOWN = 4
"""Look-ups, and plans of one, that are named."""


def looked_for(
    wanted: Sequence[AskedFor], made: Sequence[Found], question: str, said: str, catalog: Catalog
) -> str:
    """ "" where everything was answered. `said` is what the conversation and the question hold: a thing is
    called by its name there, else by its number.
    """
    if not wanted:
        return ""
    names = "、".join(dict.fromkeys(_name(one, n, said) for n, one in enumerate(wanted, start=1)))
    tried = dict.fromkeys(_told(found, catalog) for found in made)
    ways = "；".join((f"全文检索“{question}”", *list(tried)[:_SHOWN]))
    none = Denial(what="能直接回答的条款", by=By.MADE, where=f"关于{names}，以下查找")
    return f"{none}：{ways}。"


def _name(one: AskedFor, number: int, said: str) -> str:
    known = fold(said)
    every = [w for w in words(fold(one.what)) if len(w) > 1 and not is_function_word(w)]
    return f"“{one.what}”" if every and all(w in known for w in every) else f"所问的第 {number} 项"


def _told(found: Found, catalog: Catalog) -> str:
    """指标台账“…”（南昌2021要点）."""
    words_ = "、".join(f"“{value}”" for value in _words(found.arguments))
    plans = found.arguments.get("plans") or found.arguments.get("plan") or ()
    ids = [plans] if isinstance(plans, str) else list(plans)
    known = {row.id for row in catalog.rows}
    where = "、".join(catalog.short(plan) for plan in ids[:_SHOWN] if plan in known)
    return f"{_NAMES.get(found.lookup, found.lookup)}{words_}{f'（{where}）' if where else ''}"


def _words(arguments: Mapping[str, Any]) -> Iterator[str]:
    for name in ("words", "word", "indicator", "unit", "person", "label", "due"):
        value = arguments.get(name)
        if isinstance(value, str) and value:
            yield value
