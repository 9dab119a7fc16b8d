"""What a figure is about, from the words on both sides of it.

In: a `Spot` of a `Reading`. Out: one `Subject` for every indicator the figure serves, in printed order; none where
the figure is no goal. Four shapes are told apart: the indicator before a reached value (… 达到98%); a share of a
group (90%以上的医院开设门诊); a count of things as object of a verb (新增4个县); a rate of money (每人每年70元的标准).
Where a figure has no words of its own it takes those of the segment before, of the figure before, or the heading.
"""

from __future__ import annotations

import re

from ingest.figures.countable import FROM, GOAL_NOUN, NOT_THINGS
from ingest.figures.indicators import (
    DEED,
    DOING_END,
    Subject,
    apart,
    cover,
    deed_before,
    ends_in_head,
    is_group,
    object_phrase,
    split_action,
    split_group,
    split_list,
    starts_with_action,
    starts_with_deed,
    strip_front,
    subject,
    whole_phrase,
)
from ingest.figures.reading import WISHED, Reading, Spot, is_ratio
from ingest.figures.terms import is_due, term

_CONDITION = re.compile(r"(?:^|[，、])(?:对于?|凡|凡是|若|如|如果|未|因|当|针对|将|把|由于)")
_PREPOSITION = re.compile(
    r"(?:在|对|从|向|由|将|把|围绕|针对|依托|结合|涉及|包括|面向|聚焦|突出|位于|根据|用好|落实好|按|同|与)"
    r"(?:全[市省县区]|以下|上述|前|这|其他|已有|现有)?$"
)
_BOUND_COUNT = re.compile(r"不少于|至少|不低于|约|近|超过|最少|不得少于")
_NAME_NOUN = re.compile(r"[^，。、]{0,12}(?:行动|计划|工程|战役|战略)$")
_NAMED_DEEDS = frozenset(
    {"实施", "推进", "推动", "开展", "落实", "组织", "启动", "抓好", "组织实施", "组织开展", "做好"}
)
_NOMINAL = frozenset(
    {"建设", "服务", "监测", "检测", "培训", "改造", "治理", "整治", "检查", "管理", "试点", "创建"}
)
_VERB_LIKE = re.compile(r"^[\u4e00-\u9fff]{2,3}$")
"""Two or three characters alone before a counted thing (攻克5项技术) are taken for a verb that is in no list."""
_NO_DEED = re.compile(
    r"涉及|包括|包含|围绕|突出|坚持|分为|划分|属于|位列|位居|排名|来自|历时|经过|利用|凭借|按照|紧扣|紧盯|把握|明确|对照|聚焦|根据|针对|面向|通过|占用"
    r"|紧抓|瞄准|处理好|正确|严守|遵循|落细|满足|具备|符合|区分|细分|列出|抓牢|抓实|抓住|牢记|锚定|健全|现有|原有|上述|其余|剩余|首批|前期|近年"
)
_HAVING = frozenset({"有", "实现有", "设有", "建有", "配有", "拥有", "具有"})
_COMPARED = re.compile(
    r"(?:较|(?<!占)比|与|同)(?:(?:19|20)\d\d年?底?末?|上年度?|去年|上一年|同期|基期)[^，]{0,6}?(?:相比)?$"
)
_LISTED_VERB = re.compile(r"(?:提高|提升|降低|完善|加强|改善|优化|建立|健全|推进|开展)")
_EACH_DOES = re.compile(
    rf"^(?P<group>[^，]{{2,24}}?)(?:(?<![平人])均|分别|各|都)(?:要|应)?(?:至少|不少于)?(?P<deed>{DEED}[^，]{{2,}})$"
)
_MONEY_RATE = re.compile(
    r"元[^，]*?的?标准，?(?:落实|安排|拨付|补助|给予|发放|筹集|执行|补贴|配套(?!资金))*(?P<what>[^，]{2,20})?$"
)
_SERVED = re.compile(
    r"(?:^|[，、：])(?:计划|免费|拟|将|共|力争|优先|统一|上门|累计)?(?P<word>为|给|在|对)(?P<place>全[市省县区]|辖区内?|本[市县区])?$"
)
_INSTALLED = re.compile(
    r"(?:全部|均|统一)?(?:设立|设置|开设|安装|加装|建设|建成|新建|配备|布设|布置|铺设|投放|改造|修缮|维修|加固|更换|栽植|种植|增设|悬挂|张贴|部署|搭建|启用|修复|清淤|实施(?:改造|修缮|维修|加固|治理))"
)
_ONE_OF_THEM = re.compile(r"(?:每|单)个?(?!人)[^，\d]{1,2}$|每个[^，\d]{2,4}$|单次$")
"""每支, 每家, 每个网格: the figure is of one of those named before."""
_IN_SHARE_OF = re.compile(r"(?P<base>按照?[^，、]{2,14})的$")
_NAMING = re.compile(r"(?:明确|确定|安排|指定)$")
_TROUBLES = re.compile(r"(?:行为|问题|情形|现象|领域|方面|风险|隐患|违法|环节|乱象)$")
_SHORT_SCOPE = 8
"""A scope without a group word at its end (背街小巷) is believed up to this length."""


def subjects(reading: Reading, spot: Spot) -> list[Subject]:
    """See the module; a run of several figures is treated by its first one."""
    if is_due(spot.head, spot.left, spot.right or _rest(reading, spot)):
        return term(reading, spot)
    if is_ratio(spot.head):
        return _of_ratio(reading, spot)
    if (spot.head.unit or "").partition("/")[0].endswith("元"):
        return _of_money(reading, spot)
    return _of_count(reading, spot)


def _of_ratio(reading: Reading, spot: Spot) -> list[Subject]:
    left, right = spot.left, spot.right
    own = subject(left)
    changes = spot.head.comparator in ("increase>=", "decrease>=")
    if right.startswith("的") and not GOAL_NOUN.match(right) and _CONDITION.search(left):
        return []
    if spot.head.before:
        if not own.indicator and not changes and len(right) > 3 and not GOAL_NOUN.match(right):
            shared = _share_of_group(own.scope, right, _rest(reading, spot))
            if shared is not None:
                return [shared]
        return _before_value(reading, spot)
    staffed = _IN_SHARE_OF.search(left)
    doing = object_phrase(right) if staffed else ""
    if staffed and starts_with_deed(doing):
        return [Subject(indicator=doing, scope=staffed["base"])]
    bare = right.removeprefix("的")
    if not bare or bare[0] in "、，）和及" or GOAL_NOUN.match(right) or ends_in_head(own.indicator):
        return _before_value(reading, spot)
    if FROM.search(left):
        return _before_value(reading, spot)
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
    if not action and rest[:1] in ("、", "和", "及", "与"):
        action = object_phrase(split_action(rest)[1])
    if not action:
        return Subject(indicator=phrase, scope=scope)
    return Subject(indicator=f"{action}比例", scope=cover(scope, group))


def _of_count(reading: Reading, spot: Spot) -> list[Subject]:
    head, left = spot.head, spot.left
    right = re.sub(r"^（[^）]*）(?=$|[，、])", "", spot.right)
    reached = bool(head.before) and head.comparator not in (None, "=") and not _BOUND_COUNT.match(head.before)
    if reached and head.comparator != "increase>=":
        if right.startswith("的") and not GOAL_NOUN.match(right):
            return []
        return _before_value(reading, spot)
    phrase = object_phrase(right)
    if NOT_THINGS.match(right) or (phrase and head.before == "为") or re.search(r"基础上$", phrase):
        return []
    verb = deed_before(left)
    if verb is None and head.unit in ("名", "位", "人"):
        verb = _named_for(left)
    if verb in _NOMINAL and _deed_far_before(left, verb):
        verb = None
    if not phrase or right[0] in "、，和及）":
        return _before_value(reading, spot, keep_verb=True)
    if verb is not None:
        if verb in _NAMED_DEEDS and _NAME_NOUN.match(phrase):
            return []
        named = phrase if verb in _HAVING else f"{verb}{phrase}"
        return [Subject(indicator=named, scope=_scope_before(left, verb))]
    if right.startswith("的") and not GOAL_NOUN.match(right):
        return []
    served = _SERVED.search(left)
    if served and _is_done(served["word"], phrase):
        return [Subject(indicator=phrase, scope=served["place"])]
    if _PREPOSITION.search(left):
        return []
    if left.endswith("等") and _TROUBLES.search(phrase):
        return []
    return _count_without_verb(reading, spot, phrase)


def _named_for(left: str) -> str | None:
    """明确2名信息报送员: a verb that counts nothing but people."""
    named = _NAMING.search(left)
    return named[0] if named else None


def _is_done(word: str, phrase: str) -> bool:
    """Whether something is done for or at each of those counted (为85座桥梁安装…, 在8个乡镇设立…)."""
    group, action = split_action(phrase)
    return bool(action) and (word in ("为", "给") or _INSTALLED.match(action) is not None)


def _deed_far_before(left: str, verb: str) -> bool:
    """加强健康城市建设: the verb nearest to the figure is the object of another one."""
    before = strip_front(left[: left.rfind(verb)], keep_verb=True)
    return len(before) >= 4 and starts_with_deed(before)


def _count_without_verb(reading: Reading, spot: Spot, phrase: str) -> list[Subject]:
    """力争30个以上单位建成…; …和28个乡镇; …等25种疾病的救治; 每个县1个中心."""
    left, bound = spot.left, spot.head.comparator is not None
    own = subject(left)
    if not own.indicator:
        phrase = whole_phrase(spot.right)
    _, action = split_action(phrase)
    if not own.indicator:
        verb = None if starts_with_action(phrase) else _verb_before(reading, spot)
        if verb and not action:
            return [Subject(indicator=f"{verb}{phrase}", scope=own.scope)]
        return (
            [Subject(indicator=phrase, scope=own.scope)]
            if action or bound or _said_to_do(left, phrase)
            else []
        )
    if re.match(r"(?:对于?|为|在|给|向)", own.indicator):
        return []
    if left.endswith("等") or action or bound or _governed(left, phrase):
        return [
            Subject(
                indicator=f"{own.indicator}{'等' if left.endswith('等') else ''}{phrase}", scope=own.scope
            )
        ]
    if DOING_END.search(phrase) and is_group(re.sub(r"（[^）]*）$", "", own.indicator)):
        return [Subject(indicator=phrase, scope=own.indicator)]
    if re.search(r"每个?[^，]{0,8}$", left):
        return [Subject(indicator=phrase, scope=cover(own.scope, own.indicator))]
    lead = strip_front(left, keep_verb=True)
    if _VERB_LIKE.match(lead) and not _NO_DEED.match(lead) and not _NAME_NOUN.match(phrase):
        return [Subject(indicator=f"{lead}{phrase}", scope=own.scope)]
    return []


def _said_to_do(left: str, phrase: str) -> bool:
    return bool(WISHED.search(left)) or starts_with_action(phrase)


def _governed(left: str, phrase: str) -> bool:
    """Whether a verb at the start of the words has the counted thing as its object: 做好困难人口25类疾病的救治."""
    verb = starts_with_deed(strip_front(left, keep_verb=True))
    return verb and not _NAME_NOUN.match(phrase)


def _verb_before(reading: Reading, spot: Spot) -> str | None:
    """新增 of 新增4个县和28个乡镇, for the second figure."""
    if len(reading.found) <= spot.first or not re.match(r"^(?:、|和|以及|及|与|，)?$", spot.left):
        return None
    start = reading.found[-1].words.start
    return deed_before(reading.text[max(spot.sentence.start, start - 12) : start])


def _scope_before(left: str, verb: str) -> str | None:
    """The group that stands before the verb of doing: 各县（市、区）主城区 | 打造."""
    words = re.sub(
        r"(?:均|都|分别|各自?|至少|力争|争取|要|应|将|须|需)+$", "", strip_front(left[: left.rfind(verb)])
    )
    words = re.sub(r"^(?:在|于|对|支持|指导|推动|按照?)", "", re.sub(r"(?:累计|共|再)?(?:完成|实现)?$", "", words))
    named = words and len(words) <= 30 and (is_group(words) or re.match(r"各|全[市省县区]|每", words))
    return words if named else None


def _of_money(reading: Reading, spot: Spot) -> list[Subject]:
    rate = _MONEY_RATE.search(reading.text, spot.segment.start, spot.segment.end)
    if rate and re.search(r"按|以", spot.segment.of(reading.text)):
        scope = strip_front(re.sub(r"^(?:按照?|以)", "", spot.left.lstrip("、和及")))
        scope = re.sub(r"(?:每人|每年|每月|人均)+$", "", scope)
        return [Subject(indicator=f"{rate['what'] or '补助'}标准", scope=scope or None)]
    if spot.right.startswith("的") and not GOAL_NOUN.match(spot.right):
        return []
    if spot.head.comparator is None and re.match(r"(?:对|给|向|为)", strip_front(spot.left)):
        return []
    return _before_value(reading, spot, keep_verb=not spot.head.before)


def _before_value(reading: Reading, spot: Spot, *, keep_verb: bool = False) -> list[Subject]:
    """The indicators named before a figure, with those of list segments right before it."""
    left = spot.left
    starting = FROM.search(left) or FROM.search(left + spot.head.before)
    left = left[: starting.start()] if starting else left
    left = _COMPARED.sub("", left)
    each = _EACH_DOES.match(left) if keep_verb else None
    if each and strip_front(each["group"]):
        return [Subject(indicator=each["deed"], scope=strip_front(each["group"]))]
    own = subject(left, keep_verb=keep_verb)
    shared = re.search(r"(?:均|各|都|分别)$", left) is not None
    heir = _inherited(reading, spot)
    opens = (
        reading.text[spot.segment.start - 1 : spot.segment.start] == "：" and not reading.found[spot.first :]
    )
    if opens and heir is not None and is_group(own.indicator):
        return [Subject(indicator=heir.indicator, scope=own.indicator)]
    if not own.indicator and shared and len(spot.run) > 1:
        before = reading.found[spot.first :][-len(spot.run) :]
        if len(before) == len(spot.run):
            return [Subject(indicator=one.indicator, scope=one.scope) for one in before]
    each = _ONE_OF_THEM.match(own.indicator)
    if heir is not None and each and len(reading.found) > spot.first:
        return [Subject(indicator=heir.indicator, scope=own.indicator)]
    if heir is not None and is_group(own.indicator) and len(reading.found) > spot.first:
        heir = apart(heir)
    if heir is not None and (not own.indicator or _only_scope(reading, spot, own.indicator)):
        return [
            Subject(
                indicator=heir.indicator, scope=cover(own.scope, own.indicator) or own.scope or heir.scope
            )
        ]
    if not own.indicator:
        return []
    named = [
        Subject(indicator=part, scope=own.scope)
        for part in split_list(own.indicator, shared=shared, nouns=is_ratio(spot.head))
    ]
    for segment in reversed(spot.idle if shared else ()):
        words = segment.of(reading.text)
        if not ends_in_head(words) or _LISTED_VERB.match(words):
            break
        named[:0] = [
            Subject(indicator=part, scope=own.scope) for part in split_list(subject(words).indicator)
        ]
    return split_group(named[0], len(spot.run)) if len(named) == 1 < len(spot.run) else named


def _only_scope(reading: Reading, spot: Spot, words: str) -> bool:
    """Whether the words name a group for the indicator of the figure before: 县城达到85%、建制镇达到60%."""
    if len(reading.found) <= spot.first or ends_in_head(words):
        return False
    last = reading.found[-1]
    if split_action(words)[1] or starts_with_deed(words):
        return False
    short = len(words) <= _SHORT_SCOPE and ends_in_head(last.indicator) and last.unit == spot.head.unit
    return is_group(words) or (is_ratio(spot.head) and short)


def _inherited(reading: Reading, spot: Spot) -> Subject | None:
    """The indicator of the figure before in the segment, the segment before, the sentence, the heading."""
    last = reading.found[-1] if reading.found else None
    heir = Subject(indicator=last.indicator, scope=last.scope) if last is not None else None
    if last is not None and spot.segment.start <= last.figure.start:
        return heir
    for segment in reversed(spot.idle):
        words = subject(segment.of(reading.text))
        if len(words.indicator) >= 2:
            return words
    if len(reading.found) > spot.first:
        return heir
    return Subject(indicator=reading.headings[-1], scope=None) if reading.headings else heir
