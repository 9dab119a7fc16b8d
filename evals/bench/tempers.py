"""What a model of a certain temper 脾气 makes of a true sentence: two put it honestly into other words, each
of the others tells one kind of lie.

In: the sentence of a clause nearest to the question, and the clause. Out: the sentence as that model says it,
"" where this kind of lie cannot be told of it. Whoever is honest keeps every
figure with its bound, every office with its part, every hedge and every condition.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ingest.grammar.places import AREA
from ingest.grammar.title_dates import years_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause as a prompt gives it; `offices` are those charged, roles as printed."""

    number: int
    title: str
    text: str
    offices: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Twist:
    """`says` makes the sentence of a temper of a clause's own; `honest` where that one is true."""

    says: Callable[[str, Clause], str]
    honest: bool = False


_SAME = {
    "不低于": "至少",
    "不少于": "至少",
    "加强": "强化",
    "推进": "推动",
    "提升": "提高",
    "确保": "保证",
    "加快": "加紧",
    "健全": "完善",
    "积极": "主动",
}
"""Words that say the same."""
_HEDGES = ("力争", "争取", "原则上", "努力", "鼓励", "探索", "有条件的", "逐步")
_NARROW = (
    "65岁及以上",
    "65岁以上",
    "60岁及以上",
    "二级以上",
    "公办",
    "民办",
    "适龄",
    "农村",
    "县级",
    "市级",
    "乡镇",
    "低收入",
    "以乡镇为单位",
    "以乡为单位",
)
"""Words without which a sentence is said of more than it is."""
_LISTED = ("、", "和", "各")
_DEEDS = (
    "达到",
    "完成",
    "建成",
    "新增",
    "保持",
    "提高",
    "开展",
    "建设",
    "推进",
    "实施",
    "落实",
    "加强",
    "控制",
)
_ELSEWHERE = ("赣州市", "铜陵市", "如皋市")
_PLACE = re.compile(rf"[\u4e00-\u9fff]{{2,3}}?{AREA}")
_CAUSES = ("，因为上一年没有完成", "，原因是群众反映强烈", "，这是为了弥补人手不足")
_ROLES = (("牵头", "配合"), ("主办", "协办"), ("责任", "配合"))


def paraphrased(sentence: str, clause: Clause) -> str:
    for word, other in _SAME.items():
        sentence = sentence.replace(word, other)
    return f"按照《{clause.title}》，{sentence}"


def summarised(sentence: str, clause: Clause) -> str:
    """Its first part with what belongs to it, up to the first figure."""
    del clause
    parts = sentence.split("；")[0].split("，")
    last = next((n for n, part in enumerate(parts) if any(ch.isdigit() for ch in part)), 0)
    return "，".join(parts[: last + 1])


def in_other_roles(sentence: str, clause: Clause) -> str:
    """Who leads is said to support, or the other way round."""
    for said in filter(None, clause.offices.split("；")):
        role, _, names = said.partition("：")
        first = names.split("、")[0].removesuffix("等（原文未列全）")
        for one, other in _ROLES:
            if first and one in role:
                return f"{sentence}，由{first}{other}"
    return ""


def elsewhere(sentence: str, clause: Clause) -> str:
    own = _PLACE.search(clause.title)
    away = next(place for place in _ELSEWHERE if place not in f"{clause.title}{clause.text}")
    return sentence.replace(own[0], away) if own and own[0] in sentence else f"{away}{sentence}"


def in_another_year(sentence: str, clause: Clause) -> str:
    del clause
    years = sorted({str(year) for year in years_in(sentence)})
    for year in years:
        sentence = sentence.replace(year, str(int(year) + 3))
    return sentence if years else f"到2031年，{sentence}"


def widened(sentence: str, clause: Clause) -> str:
    del clause
    return _without_first(_NARROW, sentence)


def unhedged(sentence: str, clause: Clause) -> str:
    del clause
    return _without_first(_HEDGES, sentence)


def _without_first(words: Sequence[str], sentence: str) -> str:
    """Without the first of the words that belongs to the one behind it and to no list; "" where none does."""
    for word in words:
        at = sentence.find(word)
        before, behind = sentence[:at][-1:], sentence[at + len(word) :][:1]
        if at >= 0 and before not in _LISTED and behind.isalpha():
            return sentence.replace(word, "", 1)
    return ""


def done(sentence: str, clause: Clause) -> str:
    del clause
    found = next((word for word in _DEEDS if word in sentence), "")
    return sentence.replace(found, f"已经{found}", 1) if found else f"目前已经做到{sentence}"


def negated(sentence: str, clause: Clause) -> str:
    del clause
    found = next((word for word in _DEEDS if word in sentence), "")
    return sentence.replace(found, f"不再{found}", 1) if found else f"不要求{sentence}"


def caused(sentence: str, clause: Clause) -> str:
    return f"{sentence}{_CAUSES[clause.number % len(_CAUSES)]}"


TWISTS: Mapping[str, Twist] = {
    "honest_paraphraser": Twist(says=paraphrased, honest=True),
    "honest_summariser": Twist(says=summarised, honest=True),
    "swapping_roles": Twist(says=in_other_roles),
    "swapping_places": Twist(says=elsewhere),
    "shifting_years": Twist(says=in_another_year),
    "widening_scopes": Twist(says=widened),
    "dropping_hedges": Twist(says=unhedged),
    "telling_as_done": Twist(says=done),
    "negating": Twist(says=negated),
    "inventing_causes": Twist(says=caused),
}


def twisted(twist: Twist, sentences: Sequence[tuple[str, Clause]]) -> list[tuple[str, str, Clause]]:
    """(as it is, as it is said, clause) of those of which that can be said."""
    said = ((sentence, twist.says(sentence, clause), clause) for sentence, clause in sentences)
    return [(true, told, clause) for true, told, clause in said if told and (twist.honest or told != true)]
