"""Where a text says what it means by a word: 本办法所称绿道，是指…; …（以下简称“示范区”）.

Also “以上”含本数, which tells where 以上 begins. In: words of a clause. Out: each word so explained. How it
is said stands in data/definitions.yaml. A word is believed up to 16 characters: a longer one is half a
sentence.
"""

from __future__ import annotations

from ingest import late_re as re
from ingest.grammar.stops import SENTENCES
from ingest.grammar.tables import any_of, table

_TABLE = table("definitions")
_NAMED, _SAID, _OPENS = (any_of([row["word"] for row in _TABLE[part]]) for part in ("named", "said", "opens"))
_WORDS_OF_MEANING = [row["word"] for row in _TABLE["said"] if len(row["word"]) > 1]  # 指 ends many words
_TERM = r"[\u4e00-\u9fffA-Za-z0-9]"
_QUOTE, _UNQUOTE = "[“\"‘'「]", "[”\"’'」]"
_EXPLAINED = re.compile(
    rf"(?:{_NAMED})[：:]?为?{_QUOTE}(?P<named>{_TERM}{{2,16}}){_UNQUOTE}"
    rf"|(?:{_NAMED})[：:]?为?(?P<bare>{_TERM}{{2,16}})(?=[）)])"
    rf"|(?:^|(?<=[。；;：:，,）)\s]))(?:{_OPENS})?{_QUOTE}?(?P<said>{_TERM}{{2,16}}?){_UNQUOTE}?"
    rf"[，,]?(?:{_SAID})(?![导标定示出挥数引])"
)


_QUOTED = re.compile(f"{_QUOTE}(?P<word>{_TERM}{{2,16}}){_UNQUOTE}")
_COUNTS_ITSELF = re.compile(any_of([row["word"] for row in _TABLE["counted"]]))


def defined_in(words: str) -> tuple[str, ...]:
    """The words explained there, in printed order; () where nothing is explained."""
    found = [m for sentence in SENTENCES.finditer(words) for m in _EXPLAINED.finditer(sentence[0])]
    terms = [m["named"] or m["bare"] or m["said"] for m in found]
    for sentence in SENTENCES.finditer(words):
        if _COUNTS_ITSELF.search(sentence[0]):
            terms += [m["word"] for m in _QUOTED.finditer(sentence[0]) if m["word"] not in terms]
    return tuple(terms)


_TELLS = re.compile(
    any_of([*(row["word"] for part in ("named", "under") for row in _TABLE[part]), *_WORDS_OF_MEANING])
)


def tells_meaning(words: str) -> bool:
    """Whether it may say what a word means, or who and what falls under it; which word is not asked."""
    return _TELLS.search(words) is not None
