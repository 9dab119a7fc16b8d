"""How many entries a question asks for (清单几项, 那部分列了几条, 分几类, 要几样材料), and in which part of
a paper it looks.

In: the question's words without its place, year, paper and offices. Out: a `Tally`, None where it asks for
nothing to be counted off a list; names of parts.
"""

from __future__ import annotations

from assistant.query.asks import asks, rows
from assistant.question import Tally
from ingest import late_re as re
from ingest.grammar.indicator_words import A_NATURE
from ingest.grammar.interrogatives import HOW_MANY
from ingest.grammar.role_words import TASKS
from ingest.grammar.segmentation import is_word, words

_PARTED = re.compile(r"[　\s]+|(?:里面|里头|里|中|下面|下)的|[，,。；;：:？?、]")
_MARKS = re.compile(r"[“”\"「」『』‘’'《》〈〉]")
_LEADING = re.compile(r"^(?:请问|想问|数一下|看看|关于|有关|那个|这个|[的里中上下在于是请看问那这])+")
_LEAST = 2


def read_tally(text: str) -> Tally | None:
    """`text` is folded; what is taken out of it stands as wide blanks."""
    for name in ("tally_rows", "tally_kinds"):
        for row in rows()[name]:
            if m := row.pattern.search(text):
                kinds = name == "tally_kinds"
                thing = _first_word(m["thing"]) if kinds else m["thing"]
                behind = text[m.end() :]
                names = (*reversed(_names(text[: m.start()])), *_names(behind))
                return Tally(measure=m["measure"], thing=thing, names=names, of_kinds=kinds)
    return None


def read_within(text: str) -> tuple[str, ...]:
    """The names of the parts of a paper a question confines itself to (绿道专班里的职责), the likeliest
    first; `text` as for `read_tally`.
    """
    found = (m["name"] for row in rows()["within"] for m in row.pattern.finditer(text))
    named = (_bare(part) for name in found for part in reversed(_PARTED.split(_MARKS.sub("", name))))
    return tuple(dict.fromkeys(name for name in named if len(name) >= _LEAST and not _ENTRY.fullmatch(name)))


def is_of_counting(word: str) -> bool:
    """Whether a word of the question only says how many of what sort there are or have to be (几样, 满足)."""
    return re.match(HOW_MANY, word) is not None or asks("tally_meets", word)


def _first_word(behind: str) -> str:
    """The noun behind the measure word (材料 of 几样材料要交); "" where no noun follows."""
    word = next(iter(words(behind)), "")
    return word if len(word) >= _LEAST and is_word(word) else ""


def _names(text: str) -> tuple[str, ...]:
    """The stretches that may be a heading's or a list's name, in the order they are said."""
    parts = _PARTED.split(A_NATURE.sub("　", _MARKS.sub("", text)))
    named = (_bare(part) for part in parts if part)
    return tuple(name for name in named if len(name) >= _LEAST and not _ENTRY.fullmatch(name))


_ENTRY = re.compile(f"(?:{TASKS}|条目|条款)+")
"""What is counted, and no name of where."""


def _bare(part: str) -> str:
    tail = re.compile("(?:" + "|".join(row.pattern.pattern for row in rows()["tally_words"]) + ")+$")
    while (shorter := _LEADING.sub("", tail.sub("", part))) != part:
        part = shorter
    return part
