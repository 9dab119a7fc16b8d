"""Figures a question states itself, so that a false one is not answered around (是6000亩吗, 不是300人吗).

In: a question that is folded already. Out: its figures as printed, with their unit. A figure that only tells
which ones are meant (65岁以上老年人, 5公里以内的 …) claims nothing: an age, a length or a time with a noun
behind it, any figure whose 以上 or 的 has one, and a number in words before a noun (三个全覆盖, 两份文件).
"""

from __future__ import annotations

import re

from ingest.grammar.measures import kind_of
from ingest.targets.quantities import Quantity, read_quantities

_CLAIMING = re.compile(
    r"是不是|是否|有没有|有无|对不对|吗|么[？?。]?$|对吧|吧[？?。]?$|既然|不是说|听说|定的|说的|为什么|难道|真的|没错"
)
"""Words of a question that holds a figure out to be true or false."""
_ORDERED = re.compile(r"直接说|就说|必须回答")
_SAID_OF = re.compile(
    r"[的之]?(?=$|[，,。；;、？?！!）)”\"]|[吗么吧呢了啊呀对是有没不否就才也这那由哪和与及或])"
)
"""What may stand behind a figure that is said of something: a stop or a word of asking."""
_IN_WORDS = "一二三四五六七八九十两廿卅"
_TELLS_WHICH = frozenset({"age", "length", "time"})


def claimed_figures(asked: str, *, ordered: bool) -> tuple[str, ...]:
    """In the order they are said; any figure at all where the question gives orders (`ordered`)."""
    figures = [q for q in read_quantities(asked) if q.role == "amount"]
    if ordered or _ORDERED.search(asked):
        return tuple(q.span.of(asked) for q in figures)
    if not _CLAIMING.search(asked):
        return ()
    return tuple(q.span.of(asked) for q in figures if q.unit and _is_claim(asked, q))


def _is_claim(asked: str, figure: Quantity) -> bool:
    behind = asked[figure.words.end :]
    if _SAID_OF.match(behind):
        return True
    if figure.span.of(asked)[0] in _IN_WORDS:
        return False
    return not figure.after and not behind.startswith("的") and kind_of(figure.unit) not in _TELLS_WHICH
