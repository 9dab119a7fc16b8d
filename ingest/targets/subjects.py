"""What a figure is about, from the words on both sides of it.

In: a `Spot` of a `Reading`. Out: one `Subject` for every indicator the figure serves, in printed order; none
where the figure is no goal. Four shapes are told apart: the indicator before a reached value (… 达到98%); a
share of a group (90%以上的医院开设门诊); a count of things; a rate of money (每人每年70元的标准). A term
(30分钟内到场) is read by service_terms.py, a reached value by named_before.py.

A count is of the object of a verb (新增4个县), of those served (为85座桥梁安装…), or of what is done to the
counted. It is of nothing where the figure counts manners of working (3个方面), is part of a name
(16个专项行动), or only tells where something is done.
"""

from __future__ import annotations

from dataclasses import replace

from ingest import late_re as re
from ingest.grammar.bounds import A_BEFORE, LEAST, LEAST_OR_MOST
from ingest.grammar.brackets import LAST_ASIDE
from ingest.grammar.demands import MUST_ENDS, STRIVEN, WISH
from ingest.grammar.granting import PAYS
from ingest.grammar.joins import A_SIGN, JOIN, SIGN
from ingest.grammar.letters import has_digit
from ingest.grammar.making import HAVING, MAKES
from ingest.grammar.measures import COUNTED, kind_of
from ingest.grammar.numerals import COUNT_WORD
from ingest.grammar.places import AREA, BELOW_PROVINCE
from ingest.grammar.quantifiers import EACH_OF
from ingest.grammar.recurrence import EVERY_PERIOD
from ingest.grammar.references import FOLLOWING
from ingest.grammar.segmentation import classes_of
from ingest.targets.countable import GOAL_NOUN, NOT_THINGS
from ingest.targets.grants import granted
from ingest.targets.indicators import (
    DEED,
    DOING_END,
    Subject,
    cover,
    deed_before,
    ends_in_head,
    is_group,
    object_phrase,
    split_action,
    starts_with_deed,
    strip_front,
    subject,
    whole_phrase,
    without_due,
)
from ingest.targets.named_before import before_value
from ingest.targets.options import SUBJECTS
from ingest.targets.reading import WISHED, Reading, Spot, is_ratio
from ingest.targets.service_terms import is_due, recurs, term

_MONEY_RATE = re.compile(
    r"元[^，]*?的?标准，?(?:落实|安排|拨付|补助|给予|发放|筹集|执行|补贴"
    r"|配套(?!资金))*(?P<what>[^，]{2,20})?$"
)
_PAID_FOR = re.compile(rf"(?:的?标准)?(?P<paid>{PAYS})(?P<what>[^，、]{{2,20}})?")
"""按每人800元|补贴技能培训: what the sum is for stands behind it."""
_BY = re.compile(r"(?:^|[，、])(?:按照?|以)$")
LIMIT_OF_BASE = re.compile(
    rf"(?P<name>[^，、]{{2,20}}?)(?P<bound>{'|'.join(LEAST_OR_MOST)})(?P<base>[^，、\d]{{1,14}})的$"
)
"""专家费用不得超过项目经费的|十分之一: the limit, and what the share is of."""
_MADE = re.compile(rf"(?:{MAKES}|设)(?P<measure>[^，、的]{{1,8}})$")
"""What is made, by how large it is, before the figure."""
IN_SHARE_OF = re.compile(r"(?P<base>按照?[^，、]{2,14})的$")


def subjects(reading: Reading, spot: Spot) -> list[Subject]:
    """See the module; a run of several figures is treated by its first one."""
    if spot.names and len(spot.names) == len(spot.run):
        return [Subject(indicator=name, scope=None) for name in spot.names]
    if spot.start is not None:
        return before_value(reading, spot)
    grants = granted(reading, spot)
    if grants is not None:
        return grants
    if is_due(spot.head, spot.left, spot.right or _rest(reading, spot)):
        return term(reading, spot)
    if is_ratio(spot.head):
        return _of_ratio(reading, spot)
    if (of_thing := _measure_of_thing(reading, spot)) is not None:
        return [of_thing]
    if kind_of(spot.head.unit) == "money":
        return _of_money(reading, spot)
    return counted(reading, spot)


def _measure_of_thing(reading: Reading, spot: Spot) -> Subject | None:
    """设立规模3亿元的书屋基金: how large a thing that is made is, where its number is not said beside it."""
    deed = _MADE.match(strip_front(spot.left, keep_verb=True))
    behind = spot.run[-1].words.end
    rest = reading.text[behind : min(spot.segment.end, behind + SUBJECTS.reach)]
    if deed is None or len(spot.run) > 1 or not rest.startswith("的") or has_digit(rest):
        return None
    thing = object_phrase(rest.removeprefix("的"))
    if len(thing) < SUBJECTS.thing or GOAL_NOUN.match(rest) or not ends_in_head(deed["measure"]):
        return None
    return Subject(indicator=f"{thing}{deed['measure']}", scope=None)


def _of_ratio(reading: Reading, spot: Spot) -> list[Subject]:
    left, right = spot.left, spot.right
    own = subject(left)
    changes = spot.head.comparator in ("increase>=", "decrease>=")
    if spot.head.before:
        if not own.indicator and not changes and len(right) > SUBJECTS.behind and not GOAL_NOUN.match(right):
            shared = _share_of_group(own.scope, right, _rest(reading, spot))
            if shared is not None:
                return [shared]
        return before_value(reading, spot)
    of_base = LIMIT_OF_BASE.match(strip_front(left))
    if of_base:
        return [Subject(indicator=f"{of_base['name']}占{of_base['base']}比例", scope=None)]
    staffed = IN_SHARE_OF.search(left)
    doing = object_phrase(right) if staffed else ""
    if staffed and starts_with_deed(doing):
        return [Subject(indicator=doing, scope=staffed["base"])]
    bare = right.removeprefix("的")
    if (
        not bare
        or bare[0] in "，）"
        or A_SIGN.match(bare)
        or GOAL_NOUN.match(right)
        or ends_in_head(own.indicator)
    ):
        return before_value(reading, spot)
    if left.endswith("的"):
        return []
    if left.endswith("覆盖"):
        return [Subject(indicator=f"{own.indicator}率", scope=object_phrase(bare))]
    if own.indicator and not right.startswith("的"):
        return [Subject(indicator=f"{object_phrase(bare)}比例", scope=cover(own.scope, own.indicator))]
    shared = _share_of_group(cover(own.scope, own.indicator), bare, _rest(reading, spot))
    return [shared] if shared is not None else []


def _rest(reading: Reading, spot: Spot) -> str:
    """The words of the segment after those at the right of the spot."""
    last = spot.run[-1]
    return reading.text[last.words.end + len(spot.right) : spot.segment.end]


def _share_of_group(scope: str | None, words: str, rest: str) -> Subject | None:
    """90%以上的 "综合医院开设心理门诊": the group becomes the scope, its doing the indicator.

    80%的公立医院、60%的民营医院接入平台: the first group does what the `rest` of the segment says.
    """
    phrase = object_phrase(words)
    if not phrase:
        return None
    group, action = split_action(phrase)
    if not action and A_SIGN.match(rest):
        action = object_phrase(split_action(rest)[1])
    if not action:
        return Subject(indicator=phrase, scope=scope)
    return Subject(indicator=f"{action}比例", scope=cover(scope, group))


def _of_money(reading: Reading, spot: Spot) -> list[Subject]:
    paid = _PAID_FOR.match(spot.right) if _BY.search(spot.left) else None
    if paid and paid["what"]:
        return [Subject(indicator=f"{paid['what']}{paid['paid']}标准", scope=None)]
    rate = _MONEY_RATE.search(reading.text, spot.segment.start, spot.segment.end)
    if rate and re.search(r"按|以", spot.segment.of(reading.text)):
        scope = strip_front(re.sub(r"^(?:按照?|以)", "", re.sub(rf"^{SIGN}+", "", spot.left)))
        scope = re.sub(r"(?:每人|每年|每月|人均)+$", "", scope)
        return [Subject(indicator=f"{rate['what'] or '补助'}标准", scope=scope or None)]
    if spot.right.startswith("的") and not GOAL_NOUN.match(spot.right):
        return []
    if spot.head.comparator is None and re.match(r"(?:对|给|向|为)", strip_front(spot.left)):
        return []
    return before_value(reading, spot, keep_verb=not spot.head.before)


_PREPOSITION = re.compile(
    r"(?:在|对|从|向|由|将|把|围绕|针对|依托|结合|涉及|包括|到|赴|面向|聚焦|突出|位于|根据|用好|落实好|按|同|与)"
    rf"(?:全{AREA}|{FOLLOWING}|上述|前|这|其他|已有|现有)?$"
)
_NAME_NOUN = re.compile(r"[^，。、]{0,12}(?:行动|计划|工程|战役|战略)$")
_NOMINAL = frozenset(
    {"建设", "服务", "监测", "检测", "培训", "改造", "治理", "整治", "检查", "管理", "试点", "创建"}
)
_SAYS = frozenset("vna")
"""Classes of words a verb may have in the dictionary, which has many as nouns (选派) or adjectives (壮大)."""
_HAVING = HAVING | {"实现有"}
_SERVED = re.compile(
    rf"(?:^|[，、：])(?:计划|免费|拟|将|共|{STRIVEN}|优先|统一|上门|累计)?(?P<word>为|给|在|对)(?P<place>全{AREA}|辖区内?|本{BELOW_PROVINCE})?$"
)
_INSTALLED = re.compile(
    rf"(?:全部|均|统一)?(?:{MAKES}|开设|安装|加装|配备|布设|铺设|投放|改造|修缮|维修"
    r"|加固|更换|栽植|增设|张贴|部署|启用|修复|清淤|实施(?:改造|修缮|维修|加固|治理))"
)
_GOES_ON = re.compile(f"{SIGN}|[，）]")
_NEXT_DEED = re.compile(rf"{SIGN}{DEED}\d+(?:\.\d+)?(?P<unit>{COUNTED})")
_NAMING = re.compile(rf"(?P<verb>明确|确定|安排|指定|包含|包括)(?:{LEAST})?$")
_TROUBLES = re.compile(r"(?:行为|问题|情形|领域|方面|风险|隐患|违法|环节|乱象)$")


_BATCH = re.compile(rf"(?<=[\u4e00-\u9fff]{{2}})(?:首|新一|第{COUNT_WORD})批$")
"""Behind a verb, of how many at first a count is: 遴选|首批|9个."""


def counted(reading: Reading, spot: Spot) -> list[Subject]:
    spot = replace(spot, left=_BATCH.sub("", spot.left))
    head, left = spot.head, spot.left
    right = re.sub(r"^（[^）]*）(?=$|[，、])", "", spot.right)
    reached = bool(head.before) and head.comparator not in (None, "=") and not A_BEFORE.match(head.before)
    assured = head.before == "确保" and len(object_phrase(right)) >= SUBJECTS.deed  # 确保30个项目开工
    if reached and head.comparator != "increase>=" and not assured:
        if right.startswith("的") and not GOAL_NOUN.match(right):
            return []
        return before_value(reading, spot)
    phrase = object_phrase(right)
    if NOT_THINGS.match(right) or (phrase and head.before == "为") or re.search(r"基础上$", phrase):
        return []
    verb = deed_before(left)
    if verb is None and kind_of(head.unit) == "people":
        verb = _named_for(left)
    if verb in _NOMINAL and _deed_far_before(left, verb):
        verb = None
    shared = _shared_object(reading, spot) if verb is not None and not phrase else None
    if shared is not None:
        return [Subject(indicator=f"{verb}{shared}", scope=_scope_before(left, verb or ""))]
    repeated = len(phrase) > 1 and left.endswith(phrase)  # 改造老旧小区42个|小区
    if not phrase or repeated or _GOES_ON.match(right):
        return before_value(reading, spot, keep_verb=True)
    if verb is not None:
        named = phrase if verb in _HAVING else f"{verb}{phrase}"
        return [Subject(indicator=named, scope=_scope_before(left, verb))]
    if right.startswith("的") and not GOAL_NOUN.match(right):
        return []
    served = _SERVED.search(strip_front(left, keep_verb=True))
    if served and _is_done(served["word"], phrase):
        return [Subject(indicator=phrase, scope=served["place"])]
    if _PREPOSITION.search(left or reading.text[spot.segment.start : head.words.start]):
        return []
    if left.endswith("等") and _TROUBLES.search(phrase):
        return []
    return _count_without_verb(reading, spot, phrase)


def _shared_object(reading: Reading, spot: Spot) -> str | None:
    """新建3个、改扩建7个疾控中心: the object that stands behind the last figure is that of the first too."""
    behind = reading.text[spot.run[-1].words.end : spot.segment.end]
    match = _NEXT_DEED.match(behind)
    return object_phrase(behind[match.end() :]) or None if match and match["unit"] == spot.head.unit else None


def _named_for(left: str) -> str | None:
    """明确2名信息报送员: a verb that counts nothing but people."""
    named = _NAMING.search(left)
    return named["verb"] if named else None


def _is_done(word: str, phrase: str) -> bool:
    """Whether something is done for or at each of those counted (为85座桥梁安装…, 在8个乡镇设立…)."""
    if word in ("为", "给"):
        return len(phrase) >= SUBJECTS.deed and "的" not in phrase
    return _INSTALLED.match(split_action(phrase)[1]) is not None


def _deed_far_before(left: str, verb: str) -> bool:
    """加强健康城市建设: the verb nearest to the figure is the object of another one."""
    before = strip_front(left[: left.rfind(verb)], keep_verb=True)
    return len(before) >= SUBJECTS.deed and starts_with_deed(before)


def _count_without_verb(reading: Reading, spot: Spot, phrase: str) -> list[Subject]:
    """力争30个以上单位建成…; …和28个乡镇; …等25种疾病的救治; 每个县1个中心."""
    left, bound = spot.left, spot.head.comparator is not None
    own = subject(left)
    if not own.indicator:
        phrase = whole_phrase(spot.right)
    _, action = split_action(phrase)
    if not own.indicator:
        verb = _verb_before(reading, spot)
        if verb and not action:
            return [Subject(indicator=f"{verb}{phrase}", scope=own.scope)]
        return [Subject(indicator=phrase, scope=own.scope)] if action or bound or WISHED.search(left) else []
    if re.match(r"(?:对于?|为|在|给|向)", own.indicator):
        return []
    if left.endswith("等") or action or bound or _governed(left, phrase):
        others = "等" if left.endswith("等") else ""
        return [Subject(indicator=f"{own.indicator}{others}{without_due(phrase)}", scope=own.scope)]
    if DOING_END.search(phrase) and is_group(LAST_ASIDE.sub("", own.indicator)):
        return [Subject(indicator=phrase, scope=own.indicator)]
    if re.search(rf"(?!{EVERY_PERIOD})每个?[^，]{{0,8}}$", left):
        return [Subject(indicator=phrase, scope=cover(own.scope, own.indicator))]
    lead = strip_front(left, keep_verb=True)
    if (_may_do(lead) or recurs(left)) and not _NAME_NOUN.match(phrase):
        return [Subject(indicator=f"{lead}{phrase}", scope=own.scope)]
    return []


def _may_do(lead: str) -> bool:
    """Whether two or three characters alone before a counted thing may be a verb that is in no list
    (攻克5项技术, not 首批5项技术).
    """
    return 2 <= len(lead) <= SUBJECTS.lead and any(flag[0] in _SAYS for _, flag in classes_of(lead))


def _governed(left: str, phrase: str) -> bool:
    """Whether a verb at the start of the words has the counted thing as its object: 做好困难人口25类疾病的
    救治.
    """
    verb = starts_with_deed(strip_front(left, keep_verb=True))
    return verb and not _NAME_NOUN.match(phrase)


def _verb_before(reading: Reading, spot: Spot) -> str | None:
    """新增 of 新增4个县和28个乡镇, for the second figure."""
    if len(reading.found) <= spot.first or not re.match(rf"(?:{JOIN}|，)?$", spot.left):
        return None
    start = reading.found[-1].words.start
    before = reading.text[max(spot.sentence.start, start - SUBJECTS.verb) : start]
    return deed_before(before) or _named_for(before)


def _scope_before(left: str, verb: str) -> str | None:
    """The group that stands before the verb of doing: 各县（市、区）主城区 | 打造."""
    words = re.sub(
        rf"(?:{EACH_OF}|{LEAST}|{WISH}|{MUST_ENDS}|将)+$", "", strip_front(left[: left.rfind(verb)])
    )
    words = re.sub(
        r"^(?:在|于|对|支持|指导|推动|按照?)", "", re.sub(r"(?:累计|共|再)?(?:完成|实现)?$", "", words)
    )
    named = (
        words and len(words) <= SUBJECTS.group and (is_group(words) or re.match(rf"各|全{AREA}|每", words))
    )
    return words if named else None
