"""How long a service may take or must last (30分钟内到场, 等候不超过25分钟, 保存48小时以上), and how often a
thing is done (每学期不少于2次, 每2小时巡查一次).

In: a duration with the words on both sides of it. Out: whether it is a promise that can be held, and what is
promised. A term (…内 with a deed behind it) binds from above, a stay (保存, 开放, 供应 with 不少于 or 以上)
from below. Not read are the terms of procedure that run from an application (自收到申请之日起15日内), of
office and validity (任期, 有效期), those that run from when a paper is issued (自公布之日起), and durations
that only tell which ones are meant (24小时内未整改的, 连续3个月以上).

In: the words before a figure in its segment. Out: the period that belongs into the unit (次/学期, 次/2小时),
and the indicator without it. 每年 inside the name of what is measured (每日食盐摄入量) stays there.
"""

from __future__ import annotations

from ingest import late_re as re
from ingest.grammar.bound_words import WITHIN
from ingest.grammar.bounds import MOST
from ingest.grammar.conditions import HOLDS
from ingest.grammar.genres import ISSUES
from ingest.grammar.indicator_words import MEASURED_END
from ingest.grammar.joins import A_SIGN, SIGN
from ingest.grammar.measures import is_short_time, lasts_weeks
from ingest.grammar.places import GROUND
from ingest.grammar.quantities import Quantity
from ingest.grammar.recurrence import PER_HEAD, PERIOD, stretch
from ingest.grammar.relations import AGREES
from ingest.targets.indicators import (
    DEED,
    TO_THE_GRAIN,
    Subject,
    cover,
    ends_in_head,
    is_group,
    object_phrase,
    starts_with_deed,
    strip_front,
    subject,
)
from ingest.targets.options import INDICATORS, SERVICE_TERMS
from ingest.targets.reading import Reading, Spot

_WITHIN = re.compile(WITHIN)
_AT_MOST = re.compile(MOST)
_DUE = re.compile(
    rf"{DEED}|出动|出车|到达|到场|到位|上门|上岗|集结|响应|回应|回复|答复|反馈|办结|办成"
    rf"|抢修|恢复|接通|应答|通报|通知|报告|上报|报送|出具|送达"
    rf"|签收|受理|{AGREES}|结案|拨付|兑现|支付|退还|公示|公开|告知|回访|随访|联系"
    r"|疏散|转移|推送|移交|移送|核查|核实"
    r"|销号|复查|就诊|采样|消除|关闭|处理|解决|更换|补植|投递"
    r"|挂|免费|通达|救援|转运|作出|提出|调整|修好|补齐|回报|修补|抢通|控制|救治"
    r"|手术|转诊|登记|备案|变更|验收|清零|清扫|清洗|消毒|配送|补办"
    r"|调解|检验|整改"
    r"|发证|会商|入库|入住|完工|竣工|破案|执行"
)
_PROCEDURE = re.compile(
    rf"(?:申请[^，。]{{0,6}}之日|(?:{ISSUES}|生效|届满|施行)[^，。]{{0,6}})起$|(?:期限|有效期|任期)$"
)
_WHEN = re.compile(r"^(?P<when>.{2,}(?:后|起|时(?![段限间])|前|之日起))(?P<rest>.*)$")
_SINCE = re.compile(r"^(?P<rest>[^自]{2,})(?P<when>自.{2,}(?:后|起))$")
_WHICH = re.compile(r"^(?P<when>.{2,}的)(?P<rest>)$")
_CASE = re.compile(r"(?:后|起|时|的)$")
_HALF_PLACE = re.compile(rf"时段|期间|工作日|节假日|周末|夜间|{GROUND}|主干道|区域")
_FOR_OFFICE = re.compile(
    r"(?:任期|有效期|试用期|学制|为期|期满|年满|连续|满|从业|任职|执业|户籍|居住|超过|逾期"
    r"|超|具有)(?:，|已|应|须)?$"
)
_GRAIN = re.compile(f"{TO_THE_GRAIN}$")
_STAYS = re.compile(
    r"(?:保存|留存|储备|开放|运行|供电|供水|供气|支撑|持续|保障|培训|学习|锻炼"
    r"|活动|轮训|实训|公示|公开|值守|供应|满足|睡眠|跟岗|驻村|演练|服务|指导"
    r"|接访)$"
)


def is_due(figure: Quantity, left: str, right: str) -> bool:
    """…内 before a deed; months and weeks only where the words say what they run from (出院后1个月内)."""
    if not (_WITHIN.fullmatch(figure.after) or _AT_MOST.fullmatch(figure.before)) or not is_short_time(
        figure.unit
    ):
        return False
    if lasts_weeks(figure.unit) and not left.endswith(("后", "起")):
        return False
    if A_SIGN.match(right):
        return not figure.before and _DUE.search(right) is not None
    phrase = object_phrase(right)
    if _PROCEDURE.search(left) or phrase.endswith(("的", "时")):
        return False
    return _does(phrase)


def _does(phrase: str) -> bool:
    return _DUE.search(phrase[: SERVICE_TERMS.due]) is not None and not ends_in_head(phrase)


def is_of_procedure(figure: Quantity, left: str, right: str) -> bool:
    """Of a term in an article, whether it is one of a procedure (受理后5日内答复) or of how long something
    holds that the rule is about (租期不超过3年), and no measure of a service.
    """
    return is_due(figure, left, right) or HOLDS.search(left) is not None


def is_kept(figure: Quantity, left: str, right: str) -> bool:
    """A duration with a bound that closes its words: 等候不超过25分钟, 保存48小时以上, 满足15天以上供应.

    So is the grain of a timetable (预约时段精确到20分钟), which has no bound.
    """
    if figure.comparator is None and _GRAIN.search(left):
        return True
    if figure.value_high is not None and figure.before.endswith("在") and _closes(right):
        return len(strip_front(left)) >= INDICATORS.shortest  # 可支付月数保持在4至7个月
    if (
        figure.comparator not in (">=", "<=")
        or len(strip_front(left)) < INDICATORS.shortest
        or _FOR_OFFICE.search(left)
    ):
        return False
    if ends_in_head(left) or (figure.before and _closes(right)):
        return _closes(right)
    stays = _STAYS.search(left) is not None or bool(
        re.search(r"满足|支撑|保障|持续", left[-SERVICE_TERMS.stays :])
    )
    return stays and (
        _closes(right) or bool(re.match(r"(?:满负荷)?(?:供应|运行|运转|用量|需求|使用)", right))
    )


def _closes(right: str) -> bool:
    return not right or right[0] in "，）；" or A_SIGN.match(right) is not None


def term(reading: Reading, spot: Spot) -> list[Subject]:
    """What is to be done within the figure of the spot; the words it runs from (接报后) are the scope.

    A term without a deed of its own (高峰30分钟内、平峰60分钟内清运) shares that of the last one in the
    segment.
    """
    doing = object_phrase(spot.right.removeprefix("即可"))
    shared = not doing
    if shared:
        last = max(
            q.words.end
            for q in reading.quantities
            if spot.segment.start <= q.span.start and q.span.end <= spot.segment.end
        )
        doing = object_phrase(reading.text[last : spot.segment.end])
    if not doing or not _does(doing):
        return []
    left = re.sub(rf"^(?:{SIGN}|[，由])", "", spot.left)
    when = _SINCE.match(left) or _WHEN.match(left) or _WHICH.match(left)
    scope, named = (when["when"], when["rest"]) if when else (_case_before(reading, spot), left)
    scope = strip_front(scope) if scope else None
    own = subject(named) if named else Subject(indicator="", scope=None)
    scope = cover(scope, own.scope or "") if scope or own.scope else None
    if own.indicator and (shared or is_group(own.indicator) or _HALF_PLACE.search(own.indicator)):
        return [Subject(indicator=doing, scope=cover(scope, own.indicator))]
    return [Subject(indicator=f"{own.indicator}{doing}", scope=scope)]


def _case_before(reading: Reading, spot: Spot) -> str | None:
    """接到报警后， of the segment before."""
    words = spot.idle[-1].of(reading.text) if spot.idle else ""
    return words if _CASE.search(words) and not starts_with_deed(words[-2:]) else None


_MEASURED = re.compile(rf"(?:{MEASURED_END})(?:[达提保控]?[到高持制]?[到在至]?|为|均|应)$")


def recurs(left: str) -> bool:
    """Whether what follows these words is said to happen again and again: 每季度清洗消毒|一次."""
    return any(
        len(left) - period.end() <= SERVICE_TERMS.far and not re.search("[，每]", left[period.end() :])
        for period in PERIOD.finditer(left)
    )


def rated(left: str, unit: str | None, indicator: str) -> tuple[str | None, str]:
    """(unit with its period, indicator without it); both as they came where no period is said of the
    figure.
    """
    found = list(PERIOD.finditer(left))
    if not found or unit is None or "/" in unit or unit.endswith(":"):
        return unit, indicator
    last = found[-1]
    if _MEASURED.search(left, last.end()):
        return unit, indicator
    bare = "".join(indicator.rsplit(last[0], 1)).strip("，、")
    per = stretch(last)
    head = PER_HEAD.search(left[: last.start()])
    if head:
        return f"{unit}/{head['head']}·{per}", indicator
    return f"{unit}/{per}", bare if len(bare) >= INDICATORS.shortest else indicator
