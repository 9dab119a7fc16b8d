"""Text taken apart: search terms for the indexes, token counts for budgets, and pieces within a budget.

`terms` is the one explicit Chinese tokenizer of every index: Han characters and their bigrams; numbers whole,
with their decimals ("24.1%" also as "24.1"); latin words in lower case; compounds with + and - whole and in
parts ("1+5+x"). Full- and half-width forms are one (NFKC); white space between Han characters is a line break
of the source and means nothing. It knows no words and drops no stop words: characters + bigrams found more
than dictionary words in statutes and policy clauses, and need no dictionary.

`count_tokens` counts what an OpenAI-compatible model would (cl100k_base); the encoding comes with
llama-index-core, so that nothing is downloaded. The only module that knows tiktoken.

`cut` makes each piece as long as the budget allows and ends it at the best place there is: after a sentence,
else after a comma, else between words; outside brackets before inside them; and never inside a number, a
latin word or a sign that belongs to its figure. A budget that no cut can keep (one number longer than it) is
exceeded rather than the number cut.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from ingest import late_re as re
from ingest.errors import PlanError
from ingest.model import Span

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

_TOKENS_PER_CHARACTER = 4
"""An upper bound (bytes of UTF-8, a token being at least one byte), so that short clauses need no
counting.
"""

_NUMERAL = r"〇零一二三四五六七八九十百千万亿两"
_ATOM = re.compile(
    rf"[+\-±]?\d(?:[\d.,:：/．，]*\d)?(?:\s*[~～\-—–至/]+\s*\d(?:[\d.,]*\d)?)*\s*[%％‰℃]?[{_NUMERAL}]*"
    rf"|第?[{_NUMERAL}]+|[A-Za-z]+(?:[+\-.]?[A-Za-z0-9]+)*"
)
_SENTENCE = re.compile(r"[。！？；!?;\n]+[”’」』）)\]】》〉]*\s*")
_PAUSE = re.compile(r"[，、：,:][”’」』）)\]】》〉]*\s*")
_OPEN, _CLOSE = "（(［[【〔《〈“‘「『", "）)］]】〕》〉”’」』"
_NEVER_FIRST = frozenset(_CLOSE + "。！？；，、：!?;,:%％‰℃ \n\u3000")


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


def cut(text: str, span: Span, *, budget: int, tokenizer: Tokenizer = count_tokens) -> Iterator[Span]:
    """Spans that tile `span`, each within the budget where a cut allows it."""
    words = span.of(text)
    if len(words) * _TOKENS_PER_CHARACTER <= budget or tokenizer(words) <= budget:
        yield span
        return
    places = _places(words)
    start = 0
    while start < len(words):
        end = _end(words, start, places, budget, tokenizer)
        yield Span(start=span.start + start, end=span.start + end)
        start = end


def _places(words: str) -> dict[int, int]:
    """Offset of every place where a cut is allowed -> how bad it is, 0 the best; the end is one of the
    best.
    """
    forbidden = {offset for atom in _ATOM.finditer(words) for offset in range(atom.start() + 1, atom.end())}
    sentences = {found.end() for found in _SENTENCE.finditer(words)}
    pauses = {found.end() for found in _PAUSE.finditer(words)}
    nested = _nested(words)
    places: dict[int, int] = {}
    for offset in range(1, len(words)):
        if offset not in forbidden and words[offset] not in _NEVER_FIRST and words[offset - 1] not in _OPEN:
            badness = 0 if offset in sentences else 1 if offset in pauses else 2
            places[offset] = badness + (3 if offset in nested else 0)
    places[len(words)] = 0
    return places


def _nested(words: str) -> set[int]:
    """The offsets inside a pair of brackets or quotation marks; a mark without its partner opens nothing."""
    inside: set[int] = set()
    opened: list[tuple[str, int]] = []
    for offset, character in enumerate(words):
        if character in _OPEN:
            opened.append((_CLOSE[_OPEN.index(character)], offset))
        elif any(character == partner for partner, _ in opened):
            while opened:
                partner, start = opened.pop()
                if partner == character:
                    inside.update(range(start + 1, offset + 1))
                    break
    return inside


def _end(words: str, start: int, places: dict[int, int], budget: int, tokenizer: Tokenizer) -> int:
    """The best end of a piece that starts at `start`: the least bad place within the budget, the last of
    those.
    """
    low, high = start, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if tokenizer(words[start:middle]) <= budget:
            low = middle
        else:
            high = middle - 1
    within = sorted((places[end], -end) for end in range(start + 1, low + 1) if end in places)
    for _, end in within:
        if tokenizer(words[start:-end]) <= budget:
            return -end
    return next(end for end in range(start + 1, len(words) + 1) if end in places)
