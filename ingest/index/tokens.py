"""Two ways to take text apart: search terms for the indexes, and token counts for budgets.

`terms` is the one explicit Chinese tokenizer of every index: Han characters and their bigrams; numbers whole,
with their decimals ("24.1%" also as "24.1"); latin words in lower case; compounds with + and - whole and in
parts ("1+5+x"). Full- and half-width forms are one (NFKC); white space between Han characters is a line break
of the source and means nothing. It knows no words and drops no stop words: characters + bigrams found more
than dictionary words in statutes and policy clauses, and need no dictionary.

`count_tokens` counts what an OpenAI-compatible model would (cl100k_base); the encoding comes with
llama-index-core, so that nothing is downloaded. The only module that knows tiktoken.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import PlanError

if TYPE_CHECKING:
    from tiktoken import Encoding

TERMS_VERSION = 1
"""Raised whenever `terms` gives another answer, so that indexes made with the old one are made anew."""

Tokenizer = Callable[[str], int]
"""Text -> number of tokens."""

_HAN = r"\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_GAP = re.compile(rf"(?<=[{_HAN}])\s+(?=[{_HAN}])")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?!\d|,\d)")
_NUMBER = r"\d+(?:\.\d+)*"
_COMPOUND = rf"(?:{_NUMBER}|[a-z]+)(?:[+\-]?(?:{_NUMBER}|[a-z]+))+"
_UNIT = re.compile(
    rf"(?P<han>[{_HAN}])|(?P<number>{_NUMBER})(?P<sign>[%‰])|{_COMPOUND}|{_NUMBER}|[^\W_{_HAN}]+"
)
_JOINT = re.compile(r"[+\-]")


def terms(text: str) -> list[str]:
    """The search terms of a text in reading order, repeated as they are repeated; none for an empty one."""
    folded = _THOUSANDS.sub(
        lambda found: found[0].replace(",", ""), unicodedata.normalize("NFKC", text).lower()
    )
    found: list[str] = []
    before, end = "", -1
    for unit in _UNIT.finditer(_GAP.sub("", folded)):
        word = unit[0]
        found.append(word)
        if unit["han"] and before and unit.start() == end:
            found.append(before + word)
        if not unit["han"]:
            parts = [unit["number"]] if unit["sign"] else _JOINT.split(word)
            found += [part for part in parts if part != word]
        before, end = word if unit["han"] else "", unit.end()
    return found


def count_tokens(text: str) -> int:
    """The number of cl100k_base tokens. Raises PlanError where the encoding that belongs here is missing."""
    return len(_encoding().encode_ordinary(text))


@cache
def _encoding() -> Encoding:
    package = find_spec("llama_index.core")
    if package is None or package.origin is None:
        raise PlanError("缺少 llama-index-core，无法计算词元数", remedy="请重新安装依赖。")
    folder = Path(package.origin).parent / "_static" / "tiktoken_cache"
    if not folder.is_dir():
        raise PlanError("llama-index-core 未附带 tiktoken 编码", file=str(folder), remedy="请重新安装依赖。")
    import tiktoken

    before = os.environ.get("TIKTOKEN_CACHE_DIR")
    os.environ["TIKTOKEN_CACHE_DIR"] = str(folder)
    try:
        return tiktoken.get_encoding("cl100k_base")
    finally:
        if before is None:
            del os.environ["TIKTOKEN_CACHE_DIR"]
        else:
            os.environ["TIKTOKEN_CACHE_DIR"] = before
