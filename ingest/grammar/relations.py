"""In what relation to a matter a sentence names somebody: 报县政府批准, 征求居民意见, 会同县财政局,
由第三方机构验收.

In: a sentence and a relation. Out: those named, as printed, and the part of the sentence that says so, in
printed order. The words stand in data/relations.yaml. Those named need be no office of the state
(家长委员会); who does a thing as the subject of its sentence (县政府督查室每季度督查) must be one, so that no
thing is taken for somebody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import get_args

from ingest import late_re as re
from ingest.grammar.letters import HAN
from ingest.grammar.named_offices import named_offices
from ingest.grammar.options import SENTENCES
from ingest.grammar.people import TITLE
from ingest.grammar.segmentation import classes_of
from ingest.grammar.tables import any_of, table
from ingest.model import Relation, Span

RELATIONS: tuple[Relation, ...] = get_args(Relation)
_TABLE = table("relations")
AGREES = any_of([row["word"] for row in _TABLE["agrees"]])
"""A pattern: what those do whose consent is asked for (批准, 会签)."""
GIVEN = any_of([row["word"] for row in _TABLE["agrees"] if row.get("given")])
"""A pattern: what is had where they agree (同意, 许可)."""
CONSENT_WORDS = tuple(row["word"] for row in _TABLE["agrees"] if row.get("consents"))
CONSENTS = any_of(CONSENT_WORDS)
"""A pattern: those of what somebody else wants to do, by which a question asks who has to agree (谁批准)."""
ACCEPTS, ASSESSES = _TABLE["words"]["accepts"], _TABLE["words"]["assesses"]
"""Patterns: what those do who look at a thing that is done (验收), and at how it goes (考核)."""
TOGETHER = tuple(row["word"] for row in _TABLE["together"])
"""What stands before those a thing is done with (会同)."""
WITH = any_of(TOGETHER)
"""The same as a pattern."""
LEADING_OTHERS = tuple(row["word"] for row in _TABLE["together"] if not row.get("helps"))
"""Those by which the one before them leads."""
_APART = any_of([row["word"] for row in _TABLE["together"] if row.get("apart")])
BEFORE_A_NAME = any_of([row["word"] for row in _TABLE["together"] if row.get("short")])
"""A pattern: those that are so only where somebody is named behind them (商县财政局)."""
BETWEEN_NAMES = rf"(?<![市州])(?:{_APART})(?={HAN}{{2}})|(?<=[市州])会同(?!县)"
"""A pattern: those that stand in a list of names as they are; 会同县 is a place too."""
SURELY_WITH = f"(?:{any_of([word for word in LEADING_OTHERS if len(word) > 1])})(?!会)"
"""A pattern: those that are no part of a name (商务局, 联合会)."""
IS_WITH = re.compile(SURELY_WITH)
"""The same, to look for or to cut at."""
_WHO = r"(?P<who>(?:[^，,。；;：:\n]|(?<=\d)[：:](?=\d)){2,40}?)"
_PART = re.compile(r"(?:[^，,；;。：:\n]|(?<=\d)[：:](?=\d))+")
_NOBODY = re.compile(
    r"(?:[其该此后前时中内外的]|以上|以下|方可|方能|[一二三四五六七八九十\d]+次)$|^(?:其|该|此|后|以)"
)
_HANDED_ON = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})[并后再]?(?:报请?|提请|提交)(?![名告道废销警表酬到纸刊价批考读])"
)
"""What those named first do with it: the one behind it decides (经县财政局核算后报县政府批准)."""
_LOOKS = re.compile(r"审[查核议批定]|初审|会签|核准|批准|同意")
"""What those named first may do themselves that makes them some of those who must agree."""
_ENDS = (
    "会",
    "组",
    "人",
    "方",
    "局",
    "委",
    "办",
    "部",
    "处",
    "科",
    "院",
    "所",
    "站",
    "中心",
    "机构",
    "单位",
    "大会",
    "户",
    "者",
)
"""What names of bodies and people end in, whatever the dictionary calls the word."""
_IN_POST = re.compile(rf"{TITLE}$")
_POST = re.compile(rf"(?:第一|执行|常务)?副?{TITLE}(?!(?:兼|担)?任)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """`who` as printed; `span` the part of the sentence that says so, in code points of the sentence."""

    who: str
    span: Span


@cache
def _around(relation: Relation) -> re.Pattern[str] | None:
    rows = _TABLE["relations"][relation].get("around", ())
    likes = (row["like"] for row in rows)
    agrees = any_of([row["word"] for row in _TABLE["agrees"] if not row.get("looks")])
    words = {**_TABLE["words"], "agrees": agrees, "who": _WHO, "post": f"(?:{TITLE})"}
    return _apart([_filled(like, words) for like in likes])


def _filled(like: str, words: Mapping[str, str]) -> str:
    """The pattern with the words of each {name} in it."""
    return re.sub(r"\{([a-z]+)\}", lambda m: words[m[1]], like)


def _apart(likes: list[str]) -> re.Pattern[str] | None:
    """Any of them; each has a group `who` of its own."""
    numbered = (like.replace("(?P<who>", f"(?P<who{n}>") for n, like in enumerate(likes))
    return re.compile("|".join(f"(?:{like})" for like in numbered)) if likes else None


@cache
def _does(relation: Relation) -> re.Pattern[str] | None:
    rows = _TABLE["relations"][relation].get("verbs", ())
    return re.compile(any_of([_filled(row["word"], _TABLE["words"]) for row in rows])) if rows else None


def related(sentence: str, relation: Relation) -> tuple[Related, ...]:
    """() where the sentence names nobody in that relation."""
    about = _TABLE["relations"][relation].get("about")
    if about and not re.search(about, sentence):
        return ()
    found = {
        (r.span.start, r.who): r for r in (*_named_around(sentence, relation), *_doers(sentence, relation))
    }
    return tuple(found[key] for key in sorted(found))


def posts_in(text: str) -> frozenset[str]:
    """The posts it speaks of, not those of the people who hold them: 副组长 of 县水利局局长任副组长."""
    return frozenset(m[0] for m in _POST.finditer(text))


def _named_around(sentence: str, relation: Relation) -> Iterator[Related]:
    pattern = _around(relation)
    for m in pattern.finditer(sentence) if pattern else ():
        said = next(said for said in m.groupdict().values() if said is not None)
        handed = _HANDED_ON.search(said)
        last = _somebody(said[handed.end() :]) if handed else ""
        if handed and last:
            yield Related(who=last, span=_part(sentence, m.start(), m.end()))
            before = said[: handed.start()]
            if (who := _somebody(before)) and _LOOKS.search(before, len(who)):
                end = sentence.find(before, m.start()) + len(before)
                yield Related(who=who, span=_part(sentence, m.start(), end))
        elif who := _nearest(said):
            yield Related(who=who, span=_part(sentence, m.start(), m.end()))


def _nearest(words: str) -> str:
    """Of those who do one thing each the last, who does what follows: 经镇政府申请、|县水利局|批准."""
    who, last = _somebody(words), words.rpartition("、")[2]
    named = named_offices(last) if len(who) < len(words) else None
    return last if who and named and named.end == len(last) else who


def _somebody(words: str) -> str:
    """Those the words begin with: somebody called by a post (县城管局局长), names of offices, else all up to
    a verb; "" where they name nobody.
    """
    if _IN_POST.search(words):
        return words.rpartition("由")[2]
    named = named_offices(words)
    if named is not None:
        return words[: named.end]
    said = classes_of(words)
    verb = next((n for n in range(1, len(said)) if said[n][1][0] in "vpd" and not _goes_on(said, n)), None)
    who = "".join(word for word, _ in said[:verb])
    if len(who) < SENTENCES.asked_name or _NOBODY.search(who) or said[0][1][0] in "tdpu":
        return ""
    return who if said[: verb or len(said)][-1][1][0] in "njlsiabz" or who.endswith(_ENDS) else ""


def _goes_on(said: Sequence[tuple[str, str]], n: int) -> bool:
    """Whether a verb is part of a name (评审|专家组), or its end (提升|办)."""
    if said[n][0] in _ENDS:
        return True
    for word, kind in said[n + 1 : n + 1 + SENTENCES.asked_words]:
        if kind[0] == "p":
            return False
        if word.endswith(_ENDS):
            return True
    return False


def _doers(sentence: str, relation: Relation) -> Iterator[Related]:
    """Those who do it: behind 由, or as the subject of its part or of one before it."""
    does = _does(relation)
    if does is None:
        return
    by = re.compile(rf"(?<![自理经来])由{_WHO}(?:{does.pattern})")
    subject, start = "", 0
    for part in _PART.finditer(sentence):
        if m := by.search(part[0]):
            if who := _somebody(m["who"]):
                yield Related(who=who, span=Span(start=part.start(), end=part.end()))
            continue
        named = named_offices(part[0])
        if named is not None:
            subject, start = part[0][: named.end], part.start()
        if subject and does.search(part[0], named.end if named is not None else 0):
            near = part.end() - start <= SENTENCES.asked
            yield Related(who=subject, span=Span(start=start if near else part.start(), end=part.end()))


def _part(sentence: str, start: int, end: int) -> Span:
    """The part of the sentence around a stretch of it."""
    first = max(sentence.rfind(mark, 0, start) for mark in "，,；;。：:\n") + 1
    last = min((n for mark in "，,；;。\n" if (n := sentence.find(mark, end)) >= 0), default=len(sentence))
    return Span(start=first, end=last)
