"""What a figure is about, from the words on both sides of it.

In: a `Spot` of a `Reading`. Out: one `Subject` for every indicator the figure serves, in printed order; none
where the figure is no goal. Four shapes are told apart: the indicator before a reached value (… 达到98%); a
share of a group (90%以上的医院开设门诊); a count of things as object of a verb (新增4个县); a rate of money
(每人每年70元的标准). A term (30分钟内到场) is read by service_terms.py, a count by counted.py, a reached
value by named_before.py.
"""

from __future__ import annotations

from ingest import late_re as re
from ingest.grammar.bounds import LEAST_OR_MOST
from ingest.grammar.granting import PAYS
from ingest.grammar.letters import has_digit
from ingest.grammar.making import MAKES
from ingest.grammar.measures import kind_of
from ingest.targets.countable import GOAL_NOUN
from ingest.targets.counted import counted
from ingest.targets.grants import granted
from ingest.targets.indicators import (
    Subject,
    cover,
    ends_in_head,
    object_phrase,
    split_action,
    starts_with_deed,
    strip_front,
    subject,
)
from ingest.targets.named_before import before_value
from ingest.targets.reading import Reading, Spot, is_ratio
from ingest.targets.service_terms import is_due, term

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
_SHORTEST_THING = 3
_REACH = 60
"""Characters behind the figure in which the thing and its number stand."""
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
    rest = reading.text[behind : min(spot.segment.end, behind + _REACH)]
    if deed is None or len(spot.run) > 1 or not rest.startswith("的") or has_digit(rest):
        return None
    thing = object_phrase(rest.removeprefix("的"))
    if len(thing) < _SHORTEST_THING or GOAL_NOUN.match(rest) or not ends_in_head(deed["measure"]):
        return None
    return Subject(indicator=f"{thing}{deed['measure']}", scope=None)


def _of_ratio(reading: Reading, spot: Spot) -> list[Subject]:
    left, right = spot.left, spot.right
    own = subject(left)
    changes = spot.head.comparator in ("increase>=", "decrease>=")
    if spot.head.before:
        if not own.indicator and not changes and len(right) > 3 and not GOAL_NOUN.match(right):
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
    if not bare or bare[0] in "、，）和及" or GOAL_NOUN.match(right) or ends_in_head(own.indicator):
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
    if not action and rest[:1] in ("、", "和", "及", "与"):
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
        scope = strip_front(re.sub(r"^(?:按照?|以)", "", spot.left.lstrip("、和及")))
        scope = re.sub(r"(?:每人|每年|每月|人均)+$", "", scope)
        return [Subject(indicator=f"{rate['what'] or '补助'}标准", scope=scope or None)]
    if spot.right.startswith("的") and not GOAL_NOUN.match(spot.right):
        return []
    if spot.head.comparator is None and re.match(r"(?:对|给|向|为)", strip_front(spot.left)):
        return []
    return before_value(reading, spot, keep_verb=not spot.head.before)
