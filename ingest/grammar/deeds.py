"""Whether words behind the names of offices tell a deed that is demanded of them: 于6月底前拨付, 应当公布.

In: the words behind the last name (县财政局|于6月底前拨付到位). Out: what is demanded, or None for what the
office is, has, may do or did, and for a clause that describes a thing (由县财政局拨付|的资金).
The words stand in data/deeds.yaml, the verbs are told by the dictionary.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest import late_re as re
from ingest.grammar.bounds import BEFORE, REACHED
from ingest.grammar.date_forms import DUE_END, LASTING, PRINTED
from ingest.grammar.demands import MUST
from ingest.grammar.indicator_words import END, SHARE
from ingest.grammar.making import HAVING
from ingest.grammar.options import SENTENCES
from ingest.grammar.people import IN_POST
from ingest.grammar.recurrence import EVERY
from ingest.grammar.role_words import DUTY_VERB, MANNER
from ingest.grammar.roles import part_of
from ingest.grammar.segmentation import classes_of
from ingest.grammar.tables import any_of, table

_TABLE = table("deeds")


def _words(kind: str) -> str:
    return any_of([row["word"] for row in _TABLE[kind]])


_WITHIN = (
    r"[首末次当]月(?:底|\d{1,2}日)?前"
    r"|每(?:年度?|季度|月)(?:结束|终了)后的?\d{1,3}(?:个工作)?[日天](?:以|之)?内"
    r"|(?:自?[^，。；]{2,20}之日起|[^，。；、]{2,12}后)?\d{1,3}(?:日|天|个?小时|分钟|个(?:工作日|月))(?:以|之)?内"
)
"""By when, counted from another day: 每季度|首月15日前, 自收到报告之日起30日内, 接报后2小时内."""
_YEARS = r"[两二三四五]年(?:时间)?内?(?=[\u4e00-\u9fff]{2})(?!行动|计划|任务|滚动)"
"""In how many years something is done: 县水利局|三年改造泵站60座."""
_TIME = rf"(?:于|在|从|自)?(?:{_WITHIN}|{_YEARS}|{PRINTED}|{EVERY}|{LASTING})"
_BEFORE = re.compile(
    rf"(?P<must>{MUST})|(?P<when>{_TIME}(?:[、和]?{_TIME})*|{_words('pace')})"
    rf"|{MANNER}(?=[\u4e00-\u9fff]{{2}})|(?:{_words('lawfully')}|{_words('beside')})"
    r"|负责(?=[\u4e00-\u9fff])(?!制(?![定订作])|人(?!民))"
)
LAWFULLY = _words("lawfully")
"""How an office does what it is there for: 依法, 依法依规."""
BY_WHEN = re.compile(rf"(?:(?:到|在|于)?{PRINTED}(?<={DUE_END})|{EVERY})(?=[\u4e00-\u9fff])")
"""A time before the office that is to do it by then: 11月底前|各乡镇完成."""
BY_DAY = re.compile(rf"(?!{EVERY})(?:到|在|于)?{PRINTED}(?<={DUE_END})")
"""The day by which something is done once, at the start of what is said of it: 于6月底前|上报. What comes
round (每年12月底前报送) is a way of reporting, and makes no task of an appeal.
"""
_MUST = re.compile(MUST)
_STATE = re.compile(_words("state"))
_URGE = re.compile(_words("urge"))
_NOUN = re.compile(_words("nouns"))
_COUNTED = re.compile(rf"(?:{BEFORE})\d")
"""How many at least of what is arranged: 组织|不少于3次演练."""
_MEANWHILE = re.compile(r"(?:[时后]|期间|过程中|[^之以][^底末内月日度]前)$")
"""What makes a deed the time of another: 县水利局核查时."""
_LED = re.compile("在[^，。；]{2,16}(?:领导|指导|统筹|支持)下$")
"""Under whom something is done, which stands behind the next comma."""
_BY_DUTY = re.compile("职责|职能|职权")
_TOLD = re.compile(rf"(?:{MANNER}|近日|日前)*(?:{_words('told')})")
_OWNS = re.compile(_words("owns"))
_ACTIVE = re.compile(_words("active"))
_TOWARDS = tuple(row["word"] for row in _TABLE["towards"])
_RULE = re.compile(rf"(?:{_words('rules')})$")
_REPORTED = re.compile(_words("reported"))
_DUTY = re.compile(rf"(?P<role>{DUTY_VERB})(?!的|人(?!民)|制(?![定订作]))")
PASSED = re.compile(rf"(?<![可受以])(?:{_words('passed')})")
"""How one office has another do it, before the name of the other."""
UNNAMED = re.compile(_words("unnamed"))
"""What the names of offices begin with none of which is called by its own."""
BY = re.compile(r"(?<![自经事来缘已再曾原不])(?<!(?<!许)可)(?<!(?<![管治处办受审])理)(?<!可以)(?<!已经)由")
"""由 before those who do it; none in 理由, 已由, but in 课题管理由研究中心负责."""
APPROVED_BY = rf"由(?P<who>[\u4e00-\u9fff（）()]{{2,14}}?)(?:来|统一|负责)?(?:{_words('approved')})"
"""Who has the last word, as a sentence says it: 由县政府批准."""
CONSENT = rf"[经须需][^，。；、]{{2,14}}?(?:{_words('approved')})"
"""What has to be had first: 经县数管局同意."""
_PASSED_DAY = re.compile(rf"(?![每逐])(?:于|在)?{PRINTED}(?<!{DUE_END})$")
"""On a day, not by it: 于2月5日发出 tells what was."""
APPROVED = f"(?:{_words('approved')})"
"""What those do whom a matter is put to."""
_SHARE = re.compile(rf"[^，；。]{{1,14}}?(?:{SHARE}|的占)(?:均|都)?(?:{BEFORE}|{REACHED})?\d")
"""Words that end in the name of a share and say how much it is."""
_MEASURE = re.compile(rf"(?![对按以])[\u4e00-\u9fff]{{2}}{END}(?:均|都)?(?:{BEFORE}|{REACHED})?\d")
"""The name of a measure and how much it is."""
_LOOKS = re.compile(rf"(?:{_words('looks')})(?:{BEFORE}|{REACHED})?\d")
_PAST = re.compile(_words("past"))
_UNDERTAKEN = re.compile(rf"承担[^，]*(?:{_words('undertaken')})$")
BASIS = "(?:按照?|依照|依据|根据)"
"""A pattern: what stands before the rule, or the paper, that something is done by."""
_BY_RULE = re.compile(rf"{BASIS}[^，；]{{1,20}}?(?:规定|要求)")
"""By which rule others are helped: 按照第二条规定|配合."""
_POST = re.compile(rf"(?:分管|联系|包保|包联|分线|挂点)(?:{IN_POST}|负责(?:同志|人))|主要负责(?:同志|人)")
BY_DUTIES = re.compile(rf"{BASIS}[^，]{{0,4}}(?:职责|职能)")
"""By what they are there for, which is as good as a demand: 按照各自职责，协同实施."""
MAY = re.compile(r"(?:必要时)?可以?(?!以|[能由用再供分])(?=[\u4e00-\u9fff]{2})(?:必要时)?")
"""What an office of the state is given the right to do: 县人民政府|可以制定细则."""
_BUILT, _WORKS = ("建", "改造", "建设"), ("项目", "工程")
"""县卫校|迁建|项目: a verb of building and a noun that name a thing together."""


def tells_past(before: str) -> bool:
    """Whether words before the name put the sentence into the past: 去年由县财政局."""
    return _PAST.search(before) is not None


def tells_share(behind: str) -> bool:
    """Whether the words behind a name go on to a share of it: 县级图书馆|开放至20时的比例达到60%."""
    return _SHARE.match(behind) is not None


def tells_measure(behind: str) -> bool:
    """Whether the words behind a name go on to a measure of it: 候船室|使用面积不少于12平方米."""
    return _MEASURE.match(behind) is not None


def is_meanwhile(behind: str) -> bool:
    """Whether the words only tell the time of another deed: 接到报告后."""
    return _MEANWHILE.search(behind) is not None


def without_rule(behind: str) -> str:
    """The words without the rule that is kept in doing what is demanded: 要|按照规定|填报材料."""
    must = _MUST.match(behind)
    rule = _BY_RULE.match(behind, must.end()) if must else None
    return behind[: must.end()] + behind[rule.end() :] if must and rule else behind


def is_deferred(behind: str) -> bool:
    """Whether the words only say how or by which rule, and what is done stands behind the next comma."""
    behind = behind[: SENTENCES.how]
    if is_meanwhile(behind) or _LED.match(behind):
        return True
    at = 0
    while (m := _BEFORE.match(behind, at)) and m.end() > at:
        at = m.end()
    if at == len(behind):
        return at > 0
    said = classes_of(behind[at:])
    return said[0][0] in _TOWARDS and (_RULE.search(behind) is not None or not _does_behind(said))


def is_reported(sentence: str) -> bool:
    """Whether a sentence tells what has been: 近日, 已, a verb with 了."""
    if _REPORTED.search(sentence):
        return True
    return "了" in sentence and any(word == "了" for word, _ in classes_of(sentence))


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """`role` is the verb where one of roles is said, else ""; `end` where what was read of it ends, in
    characters of the words. `timed` tells whether it is said when, `must` whether it is demanded, `urged`
    whether it is only what all are told, `done` whether the dictionary has a verb for it, `told` whether
    the office
    only says, decides or issues something; `active` whether only somebody who works does it,
    `owns` whether it only tells what the office has.
    """

    role: str
    end: int
    timed: bool
    must: bool
    urged: bool
    done: bool
    told: bool = False
    active: bool = False
    owns: bool = False


def read_deed(behind: str) -> Deed | None:
    """The deed the words tell; None where they tell none."""
    words = behind[: SENTENCES.done]
    at, must, firm, timed, held, arranged = 0, False, False, False, False, False
    while m := _BEFORE.match(words, at):
        timed = timed or (m["when"] is not None and _PASSED_DAY.match(m["when"]) is None)
        must, at = must or bool(m["must"]) or _BY_DUTY.search(m[0]) is not None, m.end()
        firm = (
            firm or (bool(m["must"]) and m["must"] not in ("要", "需")) or _BY_DUTY.search(m[0]) is not None
        )
        held, arranged = held or m[0] == "负责", arranged or m[0] == "组织"
        if m.end() == m.start():
            break
    gives = (
        (must or timed)
        and words[at : at + 1] in ("向", "为", "到")
        and _does_behind(classes_of(words[at:]), at=1)
    )
    if (
        words.startswith("负责制", at)
        or _POST.match(words, at)
        or (_STATE.match(words, at) and not gives and not (arranged and _COUNTED.match(words, at)))
        or not re.match(r"[\u4e00-\u9fff][\u4e00-\u9fff\d]", words[at:])
    ):
        return None
    if looks := _LOOKS.match(words, at):
        return Deed(role="", end=looks.end(), timed=True, must=must, urged=False, done=True)
    said = classes_of(words[at:])
    undertaken = _UNDERTAKEN.match(words, at) is not None
    if (
        (not must and _MEANWHILE.search(words))
        or (not undertaken and _describes(said, must=must))
        or _is_rate(said)
        or _is_past(said)
        or words.rstrip().endswith("的")
    ):
        return None
    duty = _DUTY.match(words, at) or _helps_by_rule(words, at)
    if words.startswith("承担", at) and words[at + 2 :].strip() and not (must or undertaken):
        return None
    must = must or undertaken
    return Deed(
        role=duty["role"] if duty else "负责" if held else "",
        end=duty.end() if duty else at + len(said[0][0]),
        timed=timed,
        must=must,
        urged=_URGE.match(words, at) is not None and not firm and (must or not _does_behind(said)),
        done=duty is not None
        or arranged
        or _is_verb(said[0])
        or _NOUN.match(words, at) is not None
        or _does_behind(said),
        told=_TOLD.match(words, at) is not None,
        active=arranged or _ACTIVE.match(words, at) is not None,
        owns=_OWNS.match(words, at) is not None,
    )


def _does_behind(said: Sequence[tuple[str, str]], at: int = 0) -> bool:
    """对项目资金|开展审计: a verb behind what is done to or by which rule, or behind the word `at`; what
    somebody has (对码头|有检查职责) is no deed.
    """
    if not at and (said[0][0] not in _TOWARDS or any(word in HAVING for word, _ in said[2:])):
        return False
    object_first = 1 if said[0][0] == "给予" else 2  # 给予|处分, but 对|资金|开展审计
    return any(kind[0] == "v" or _NOUN.match(word) for word, kind in said[object_first:])


def _is_verb(word: tuple[str, str]) -> bool:
    """Also of words the dictionary has as names (汇总), and of two verbs it has as one (统筹安排)."""
    said, kind = word
    if kind[0] == "v" or _NOUN.match(said):
        return True
    return len(said) == 4 and any(classes_of(half)[0][1][0] == "v" for half in (said[:2], said[2:]))


def _describes(said: Sequence[tuple[str, str]], *, must: bool) -> bool:
    """由县财政局拨付的资金: nothing but verbs before 的, or a single word; of what is demanded
    (应当制定飞行检查的方案) a single word alone.
    """
    if must:
        return len(said) > 1 and said[1][0] == "的"
    if len(said) > 1 and said[1][0] in _WORKS and said[0][0].endswith(_BUILT):
        return True
    after = next((word for word, kind in said if kind[0] not in "vdpa"), "")
    return "的" in (after, said[1][0] if len(said) > 1 else "")


def _is_rate(said: Sequence[tuple[str, str]]) -> bool:
    """建成率达到90%, 开放不足20小时的占34%: how much of something there is, no deed."""
    if len(said) > 1 and said[0][1][0] == "v" and said[1][0] == "率":
        return True
    return tells_share("".join(word for word, _ in said))


def _helps_by_rule(words: str, at: int) -> re.Match[str] | None:
    rule = _BY_RULE.match(words, at)
    duty = _DUTY.match(words, rule.end()) if rule else None
    return duty if duty and part_of(duty["role"]) == "support" else None


def _is_past(said: Sequence[tuple[str, str]]) -> bool:
    return any((word, kind[0]) in (("了", "u"), ("过", "u")) for word, kind in said)
