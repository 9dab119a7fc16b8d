"""The words that ask for something: 谁, 哪, 什么, 多少, 怎么, 为何.

In: text of a question. Out: whether it asks for something, or only whether something is so (吗, 是否,
能不能); the question in plainer words of asking.
"""

from __future__ import annotations

from ingest import late_re as re
from ingest.grammar.references import WHICH

HOW_LARGE = "多[大久长高远重]"
"""A pattern: how large, long or high."""
HOW_MANY = "多少|(?<![十好哪])几(?!乎|率|何)"
"""A pattern: how many, or how much; no 十几, 哪几."""
WHEN = "(?:几|多少)[点时月号]|何时|哪[年月天日]|什么时候"
"""A pattern: at which time."""
_WHICH = "谁|哪|什么|啥|怎么|怎样|如何|咋|为何|为什么|为啥|何[时人地处]"
ASKED_FOR = f"{_WHICH}|{HOW_LARGE}|多少|(?<![十好])几(?!乎|率|何)"
"""A pattern: any word for what is not known."""
_FOR = f"{ASKED_FOR}|(?<=[\u4e00-\u9fff]{{2}})还是(?![得要应会能可这那])"
"""还是 offers a choice between two things (由街道还是由县里定); before 得, 要, 应 it says nothing changes."""
PARTICLE = "[吗么呢吧嘛啊呀啦呗]"
"""A pattern: what a question ends in."""
SO_OR_NOT, THERE_OR_NOT, ABLE_OR_NOT = "是不是|是否", "有没有|有无", "能否|可否|[能可]不[能可]"
"""Patterns: whether something is so, is there, may be."""
_VERB_OR_NOT = r"(?P<verb>[\u4e00-\u9fff]{1,2})不(?P=verb)(?P<rest>[\u4e00-\u9fff]?)"
"""算不算, 需要不需要; of 可不可以, 需不需要 the first is the beginning of the second."""
NOT_AT_END = "(?<![有])没有?$"
"""A pattern: 没 at the end of a question, which asks whether something has been done (建成没)."""
_WHETHER = f"[吗么呢]$|{SO_OR_NOT}|{THERE_OR_NOT}|{ABLE_OR_NOT}|{_VERB_OR_NOT}|没$"

_ASKS_FOR = re.compile(_FOR)
_ASKS = re.compile(f"{_FOR}|{_WHETHER}")
_EITHER = re.compile(_VERB_OR_NOT)


def asks_for(text: str) -> bool:
    """Whether it asks for something that a yes or no does not tell."""
    return _ASKS_FOR.search(text) is not None


def asks_anything(text: str) -> bool:
    """Whether a piece of a question asks something of its own."""
    return _ASKS.search(text) is not None


def as_which(text: str) -> str:
    """The text with 第几条 as 哪一条: it asks where something stands, not how many there are."""
    return WHICH.sub("哪一", text)


def as_stated(text: str) -> str:
    """The text with its verbs said once: 算计划内 of 算不算计划内."""
    return _EITHER.sub(lambda m: m["verb"] + m["rest"], text)
