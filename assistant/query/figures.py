"""What a question says of figures: those it states itself, the measure it asks in, how many it asks for.

In: a folded question. Out: the values of slots. What tells one thing from another of the same name (三级, 公
立, 农村) is read here for questions and clauses alike.
"""

from __future__ import annotations

import re

from assistant.query.asks import asks

_CLAIM = re.compile(
    r"(?<![\d.])\d+(?:\.\d+)?(?:[%‰]|/10万|个百分点|万?(?:个|家|所|名|人|张|项|元|次|场))"
    r"|百分之[一二三四五六七八九十百点]+"
)
_ANY_FIGURE = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?:[%‰]|/10万|[\u4e00-\u9fff])")
_ONE_MORE = re.compile(r"多少|(?<!哪)几[\u4e00-\u9fff]?|何时|多[久长高大]")
_SHARE = re.compile(r"率|比例|占比|比重|百分|几成|%")
_COUNTED = re.compile(
    r"(?:多少|几)(?:亿|千万|百万|万|千|百)?"
    r"(个|所|家|名|人|张|项|条|场|次|岁|元|钱|万|种|篇|支|处|辆|吨|公斤|天|日|个月|小时|平方米|户|公里|亩)"
)
_MONEY = re.compile(r"多少(?:奖金|奖励|资金|经费|补贴|补助|费用|预算|投资|罚款|拨款)")
_QUALIFIERS = (
    re.compile(r"(?<![县市省区])一级|二级|三级"),
    re.compile(r"公立|民营|私立|社会办"),
    re.compile(r"农村|城镇|城区"),
    re.compile(r"十[一二三五六七]五"),
    re.compile(r"关停|拆除|撤销|撤并|取消|停办|关闭"),
)
"""Classes of words that tell one thing from another of the same name."""


def claimed_figures(text: str, *, ordered: bool) -> tuple[str, ...]:
    """Figures the question states itself, to be confirmed (是30%吗); any at all where it is `ordered` what to
    say.
    """
    if ordered or asks("dictated", text):
        return tuple(_ANY_FIGURE.findall(text))
    return stated_claims(text) if asks("claiming", text) else ()


def stated_claims(text: str) -> tuple[str, ...]:
    """Figures with a measure that a question can put up for confirmation, whether it does or not."""
    return tuple(_CLAIM.findall(text))


def measure_of(text: str) -> str:
    """What kind of figure is asked for: "share", a measure word (所 of 几所), or "" where it cannot be told."""
    counted, share = set(_COUNTED.findall(text)), _SHARE.search(text)
    if _MONEY.search(text):
        return "元"
    if len(counted) > 1 or (counted and share):
        return ""
    return counted.pop() if counted else "share" if share else ""


def figures_asked(text: str) -> int:
    """How many figures the question asks for in so many words."""
    return len(_ONE_MORE.findall(text))


def qualifiers_in(text: str) -> tuple[frozenset[str], ...]:
    """The qualifiers in a folded text, a set for each class, in the order of the classes."""
    return tuple(frozenset(qualifiers.findall(text)) for qualifiers in _QUALIFIERS)
