"""Figures that say in which case something is done, or how a tariff goes on, and set no goal.

In: the words around a figure: those of its segment before and behind it, and what follows the segment. Out:
whether it only tells a case (得分低于60分且排名末位的乡镇，由县政府约谈), what there is (在册渔船70艘), what
is left as it is (3个村暂不调整), or the step of a tariff (每增加4公里). The words stand in
data/conditions.yaml.
"""

from __future__ import annotations

from ingest import late_re as re
from ingest.grammar.demands import FIRM
from ingest.grammar.making import FOUNDS
from ingest.grammar.tables import any_of, table

_TABLE = table("conditions")


def _words(kind: str) -> str:
    return any_of([row["word"] for row in _TABLE[kind]])


CASES, MEETS = ("情形", "情况", "行为"), "符合|具备|满足"
"""What a list of cases calls them; how somebody is said to be in one, as a pattern."""
_GOAL = "目标|要求|标准|任务|水平"
_FOLLOWS = rf"，(?:{_words('follows')}|{FIRM}|不得|可以)"
_WHO = rf"的(?!{_GOAL})[^，；\d]{{1,14}}"
_WHO_IS_MEANT = re.compile(rf"[^，；]{{0,24}}的(?!{_GOAL})[^，；\d]{{1,12}}")
_WHO_MUST = re.compile(rf"{_WHO}(?:{FIRM}|不得|可以)")
_THEN = re.compile(_FOLLOWS)
_AND_MEETS = re.compile(rf"，(?:且|并且)[^，。；]{{2,30}}的[^，。；]{{0,8}}(?:{_FOLLOWS})")
_NOT_YET = re.compile(rf"(?:{_words('not_yet')})[^，；]{{0,12}}$")
_BELOW_IT = re.compile("(?:[低高]于|超过|不足)其?$")
_THERE = re.compile(rf"(?:{_words('there')})[^，；\d]{{0,8}}$")
_LEFT = re.compile(rf"[^，；]{{0,24}}(?:{_words('left')})")
_STEP = re.compile(rf"每隔?(?:{_words('step')})[加过]?$")
_BEYOND = re.compile(_words("beyond"))
_LISTED = re.compile(_words("listed"))
_OF_A_NEW_THING = re.compile(
    rf"(?:申请)?(?:{FOUNDS})(?![^，；]{{0,30}}申请)[^；]{{2,40}}?(?:{FIRM})[^，；]{{0,12}}条件(?!之一)"
)
_OWN_CASE = re.compile("[^，。；\n][^。；\n]*的，")
HOLDS = re.compile(rf"(?:{_words('holds')})(?:时间|期限|期)?(?:一般|原则上|最长|累计|可以?)*$")
"""Words before a duration that tell what holds so long by a rule: 租期|不超过3年."""


def tells_case(left: str, right: str, behind: str, *, bound: bool) -> bool:
    """`left` and `right` are the words of the segment before the figure and behind it, `behind` those from
    the end of the segment on; `bound` whether the figure is a least or a most.
    """
    if _BEYOND.match(right):
        return True
    if not bound:
        below = _BELOW_IT.search(left) is not None and _AND_MEETS.match(behind) is not None
        return below or (_NOT_YET.search(left) is not None and _WHO_MUST.match(right) is not None)
    meant = _WHO_IS_MEANT.fullmatch(right) is not None and _THEN.match(behind) is not None
    return meant or _WHO_MUST.match(right) is not None or _AND_MEETS.match(behind) is not None


def lists_conditions(title: str) -> bool:
    """Whether the words over a list say that its items are conditions, cases or classes: 应当具备下列条件.
    What has to be so of a thing that is set up (设立夜市应当具备下列条件) is a standard set for whoever runs
    it, and none of who may apply.
    """
    return _LISTED.search(title) is not None and _OF_A_NEW_THING.match(title) is None


def done_in_case(item: str) -> int:
    """Where an item of a list of cases goes on to say what is done in its own case: 延时开放的，|补助5万元;
    0 where it only tells the case.
    """
    case = _OWN_CASE.match(item)
    return case.end() if case else 0


def tells_state(left: str, right: str) -> bool:
    """Whether a number of things is of those that are there, or are left as they are."""
    return _THERE.search(left) is not None or _LEFT.match(right) is not None


def is_step(left: str, before: str) -> bool:
    """Whether a figure is the step a tariff counts in; `before` are the words that bind it."""
    return _STEP.search(left + before) is not None
