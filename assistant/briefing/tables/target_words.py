"""How a target reads in a table: its name, its figure, its time, so that the row says what the clause
demands.

In: a clause and one of its targets. Out: words of the clause. Beside the figure stand the words of its part
of the sentence without which it says something else: what it is measured from (较2020年), for whom or how
often it holds (人均, 每年, 每个县), how it is bound (至少, 累计). A figure that is only 均, 所有 or 全部
stands with those it is about. A name that tells nothing alone (3级, 建设项目), and a figure whose 每年 or
未来三年 stands elsewhere in the sentence, have the sentence behind them. Nothing is read anew and no word is
added.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.briefing.material import Entry
from assistant.briefing.tables.figure_words import around
from assistant.briefing.texts import words
from assistant.retrieval.wording import date_words, figure_words, indicator_words
from ingest import late_re as re
from ingest.grammar.bound_words import BEHIND
from ingest.grammar.bounds import LEAST
from ingest.grammar.indicator_words import SHARE_NOUN
from ingest.grammar.joins import A_SIGN, JOIN_OR
from ingest.grammar.letters import has_digit, on_one_line
from ingest.grammar.making import MAKES
from ingest.grammar.places import AREA, OF_GRADE, PLACE_END, WHOLE_AREA
from ingest.grammar.quantifiers import ALL_OR_EACH, EACH_WORDS
from ingest.grammar.recurrence import COUNTED_EACH
from ingest.grammar.said import bound_behind, words_beside_figure
from ingest.grammar.segmentation import words as split_words
from ingest.grammar.stops import PART_AS_PRINTED, PRINTED_OR_COLON, begin_of, end_of
from ingest.model import Qualifier, Target

_EVERY = ALL_OR_EACH | {"每"}
_EACH = re.compile(rf"^[每各]|{COUNTED_EACH}")
_UNITLESS = re.compile(rf"(?P<figure>.*\d)\s*(?P<bound>{BEHIND})?")
_SHORT, _BRIEF = 3, 4
_DEED = re.compile(r"[新建增改设办创培引开完组招]")
_CUT_OFF = re.compile(rf"\d+\D?|.*(?:{PLACE_END}|国家|院)级|.*(?:[类型的]|{LEAST})")
"""A name that its noun is missing from."""
_GENERAL = re.compile(
    rf"(?:{WHOLE_AREA}|{OF_GRADE}|{PLACE_END}级|{AREA}"
    rf"|举办|人员|人数|任务|会议|全面|办好|单位|召开|合格|场次|培训|基本|完成|实施|工作|{MAKES}|开展|指标"
    rf"|推荐|推进|改造|数量|新增|普惠|服务|机构|标准|检查|检测|次数|{SHARE_NOUN}|治疗|活动|目标|示范|管理|组织|落实"
    r"|覆盖|试点|达到|达标|通过|项目|验收|数|率)+"
)
"""Words that name no subject: an indicator of nothing else says too little without its sentence."""
_QUOTED = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetWords:
    """`name` with the group it is about; `said` the sentence to the letter where the name needs it, else "";
    `time` "" where none is stated.

    `shown` are places of the clause's text, half-open, that are shown beside the figure itself.
    """

    name: str
    value: str
    time: str
    said: str = ""
    shown: tuple[tuple[int, int], ...] = ()

    @property
    def full_name(self) -> str:
        return self.name + (words("target.said", words=self.said) if self.said else "")


def words_of(entry: Entry, target: Target) -> TargetWords:
    text = entry.row.text
    start = target.span.start - entry.clause.span.start
    end = target.span.end - entry.clause.span.start
    value, scoped, places = _value(target, text, entry.clause.span.start)
    said, place = ("", None) if entry.task.cells else _sentence(entry, target, value, text, start, end)
    if place is not None:
        places = (*places, place)
    time = date_words(target.deadline) if target.deadline else ""
    name = _whole_verb(target, text, start) + (target.indicator if scoped else indicator(target))
    return TargetWords(name=on_one_line(name), value=value, time=time, said=said, shown=places)


def _whole_verb(target: Target, text: str, start: int) -> str:
    """The 新 that the name's first word is cut off from (新改建20个)."""
    cut = re.search(r"新(?P<verb>\w{1,2})$", text[:start])
    return "新" if cut and target.indicator.startswith(cut["verb"]) else ""


def indicator(target: Target) -> str:
    """Its name with the group in brackets, unless that is in the name."""
    return on_one_line(indicator_words(target))


def _value(target: Target, text: str, base: int) -> tuple[str, bool, tuple[tuple[int, int], ...]]:
    """The figure with the words it needs, whether those it is about are among them, and the places of these
    words; the clause begins at `base`.
    """
    value = _figure(target)
    scope = on_one_line(target.scope or "")
    if value in _EVERY:
        return (*_every(value, scope, text, target.span.start - base, target.span.end - base), ())
    found = tuple(words_beside_figure(target, text, base))
    before = "".join(text[a:b] for a, b in found if text[a:b] not in scope and text[a:b] not in value)
    scoped = bool(_EACH.search(scope)) and scope not in target.indicator
    return (scope if scoped else "") + before + value, scoped, found


def _figure(target: Target) -> str:
    """As printed, its unit behind the number where it is printed elsewhere: 79.5岁, 27%左右."""
    said = on_one_line(figure_words(target))
    bare = _UNITLESS.fullmatch(on_one_line(target.value_text))
    if bare is None or not target.unit or said == on_one_line(target.value_text):
        return said
    return f"{bare['figure']}{target.unit}{bare['bound'] or ''}"


def _every(value: str, scope: str, text: str, start: int, end: int) -> tuple[str, bool]:
    """Who all is meant, with the verb behind 均; without a group the part of the sentence."""
    if not scope:
        return around(text, start, end).strip("…"), False
    if scope.endswith(value) or (value in scope and value not in EACH_WORDS):
        return scope, True
    verb = next(iter(split_words(text[end : end + 12])), "")
    return scope + value + (verb if re.fullmatch(r"\w+", verb) else ""), True


def _sentence(
    entry: Entry, target: Target, value: str, text: str, start: int, end: int
) -> tuple[str, tuple[int, int] | None]:
    """The words around the figure where the row would say too little without them, and their place."""
    base = entry.clause.span.start
    often = _quoted_from(target, text, base, value)
    if often is not None and end - often <= _QUOTED:
        last = min(end_of(PART_AS_PRINTED, text, end), end + _QUOTED)
        return on_one_line(text[often:last]), (often, last)
    if often is None and not (
        _is_poor(target.indicator)
        or (target.scope or "").endswith("级")
        or _is_one_of_several(entry, target)
        or _is_inside(target.indicator, text, start)
        or any(_shares(one, value, text, base) for one in target.qualifiers)
        or _runs_into_another(text, end)
        or _is_half_named(target.indicator, text, start)
        or bound_behind(target, text, base)
    ):
        return "", None
    said = around(text, start, end)
    part = said.strip("…")
    at = text.rfind(part, 0, start + len(part))
    if at < 0 or len(part) <= len(target.indicator) + len(value):
        return "", None
    return on_one_line(said), (at, at + len(part))


def _quoted_from(target: Target, text: str, base: int, value: str) -> int | None:
    """Where the part of the sentence begins that has the 每年 said of another figure before
    (每年培训2次，覆盖 300人), or the words 未来三年 of a figure that has no time of its own.
    """
    start = target.span.start - base
    for one in target.qualifiers:
        at, end = one.span.start - base, one.span.end - base
        if (
            one.kind == "rate"
            and one.shared
            and text[at:end] not in value
            and PART_AS_PRINTED.search(text, end, start)
        ):
            return begin_of(PART_AS_PRINTED, text, at)
    terms = (q.span.start - base for q in target.qualifiers if q.kind == "term")
    return None if target.deadline else next(terms, None)


def _is_poor(name: str) -> bool:
    bare = re.sub(r"\W", "", name)
    if len(bare) <= _SHORT or _CUT_OFF.fullmatch(bare):
        return True
    return len(bare) <= 8 and bool(_GENERAL.fullmatch(bare))


def _is_one_of_several(entry: Entry, target: Target) -> bool:
    """Whether the clause has another figure of the same name, group and time: only the sentence tells the two
    apart.
    """
    called = (target.indicator, target.scope, target.deadline)
    return any(
        (t.indicator, t.scope, t.deadline) == called and t.span != target.span for t in entry.task.targets
    )


def _shares(one: Qualifier, value: str, text: str, base: int) -> bool:
    """Whether 较2020年 or 每年 stands before another figure of the same part (较2020年提高2个百分点达
    到85%).
    """
    return one.shared and text[one.span.start - base : one.span.end - base] not in value


def _is_inside(name: str, text: str, start: int) -> bool:
    """Whether a short name that is no deed stands behind the words that say of what (乡道采用四级标准，路面
    宽度不小于6米).
    """
    if len(name) > _BRIEF or _DEED.match(name):
        return False
    begin = begin_of(PRINTED_OR_COLON, text, start)
    return PART_AS_PRINTED.search(text, begin, start) is not None


def _is_half_named(name: str, text: str, start: int) -> bool:
    """Whether it is only the last of several things the figure is of (建设示范工坊和传习基地3个)."""
    begin = begin_of(PART_AS_PRINTED, text, start)
    at = text.rfind(name, begin, start)
    return at > begin and A_SIGN.match(text, at - 1) is not None and not has_digit(text[begin:at])


def _runs_into_another(text: str, end: int) -> bool:
    """Whether another figure comes in the same part of the sentence, so that the name of neither is clear
    (400名学生900件作品).
    """
    rest = text[end : end_of(PART_AS_PRINTED, text, end)]
    return bool(re.match(rf"(?:(?!{JOIN_OR})[^\d%（(]){{1,8}}\d+(?:\.\d+)?[^\W\d]", rest))
