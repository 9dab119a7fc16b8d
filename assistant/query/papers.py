"""A paper called by the person's own short name: 教育清单 for 某县2025年教育重点工作任务清单.

In: a question and the rows of the plans it may mean. Out: the ids of those whose title has the characters of
the name in their order, and the question with the name blanked out. A name ends in a kind of paper (清单,
方案) or is the topic of a title: in full, the first half or more of it, or by the first characters of its
words (卫健).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.query.due_words import beside_asking
from assistant.query.options import QUERY
from assistant.retrieval.catalog import topic_of
from assistant.retrieval.lexicon import fold
from ingest import late_re as re
from ingest.grammar.genres import NAMED
from ingest.grammar.places import stem
from ingest.store.rows import PlanRow

_KIND = rf"{NAMED}|分工表|分解表|任务表|工作表|台账|分工|文件|表"
_NAME = re.compile(rf"[\u4e00-\u9fff\d“”\"—-]*?(?:{_KIND})")
MARKS = re.compile(r"[“”\"《》〈〉—\-()（）\s　]")
_LONGEST = 24


def named_papers(text: str, rows: Sequence[PlanRow]) -> tuple[tuple[str, ...], str]:
    """The ids in the order of `rows`, () where no paper is called so; the text keeps its length."""
    found: dict[str, None] = {}
    for match in _NAME.finditer(text):
        for start in range(max(match.start(), match.end() - _LONGEST), match.end() - 2):
            name = MARKS.sub("", text[start : match.end()])
            ids = [row.id for row in rows if len(name) >= QUERY.short_title and _is_short_for(name, row)]
            if ids:
                found |= dict.fromkeys(ids)
                text = text[:start] + "　" * (match.end() - start) + text[match.end() :]
                break
    for word in sorted({w for row in rows for w in _topics(row)}, key=len, reverse=True):
        if word in text:
            found |= {} if found else dict.fromkeys(row.id for row in rows if word in _topics(row))
            text = text.replace(word, "　" * len(word))
    return tuple(row.id for row in rows if row.id in found), text


def _is_short_for(name: str, row: PlanRow) -> bool:
    """Whether a title has the characters of the name in order, the kind of paper being the title's own."""
    for title in (row.title, *row.titles):
        rest = iter(MARKS.sub("", fold(title)))
        if all(ch in rest for ch in name):
            return True
    return False


def _topics(row: PlanRow) -> tuple[str, ...]:
    topic = fold(topic_of(row))
    bare = topic.removeprefix(fold(stem(row.region))) if row.region else topic
    short = bare[::2] if len(bare) % 2 == 0 and len(bare) <= 6 else bare
    begun = [bare[:size] for size in range(len(bare) - 1, max(3, len(bare) // 2 - 1), -1)]
    own = "".join(beside_asking(bare).split())  # 教育 of 教育任务
    return tuple(word for word in dict.fromkeys((bare, own, short, *begun)) if len(word) >= 2)
