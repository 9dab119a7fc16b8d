"""Which figures of a segment can be a goal at all.

In: the figures of a segment and the words that touch them. Out: those that are left when ages, durations
without a bound, parts of names and quotations, numbers without a unit, manners of speaking (一站式,
四个结合), starting values (由75%提高到…, see baselines.py) and figures that only describe what another one
measures (建有2所以上公办园的乡镇达70%) are gone.
"""

from __future__ import annotations

from ingest import late_re as re
from ingest.grammar.bounds import BEFORE, LEAST
from ingest.grammar.brackets import ASIDE
from ingest.grammar.conditions import is_step, tells_case, tells_state
from ingest.grammar.date_forms import YEAR
from ingest.grammar.dates import DateMark
from ingest.grammar.demands import MUST, WISH
from ingest.grammar.granting import says_to_whom
from ingest.grammar.indicator_words import NATURE, SHARE_NOUN
from ingest.grammar.joins import SIGN
from ingest.grammar.letters import has_digit
from ingest.grammar.measures import CONTINUOUS, HELD, LAPSES, SCALE, SMALLER_PART, STAGES, kind_of
from ingest.grammar.numerals import DIGIT
from ingest.grammar.office_ends import LISTED_END
from ingest.grammar.places import JOINED
from ingest.grammar.quantifiers import EACH_OF, SEVERALLY, SUM_WORDS, SUMS
from ingest.grammar.quantities import Quantity
from ingest.grammar.recurrence import BY_THE_DAY, PERIOD, RHYTHM, STRETCHES
from ingest.grammar.segmentation import classes_of
from ingest.model import Span
from ingest.targets.baselines import THAN, listed_starts
from ingest.targets.grants import is_grant
from ingest.targets.indicators import (
    OF_GOALS,
    begins_with_strong_deed,
    deed_before,
    ends_in_head,
    has_strong_deed,
    starts_with_deed,
    strip_front,
)
from ingest.targets.options import COUNTABLE
from ingest.targets.reading import Reading, is_ratio
from ingest.targets.service_terms import is_due, is_kept, is_of_procedure, recurs

_EACH = re.compile(r"(?:每隔?(?:新增|增加|招用|录用|留用|吸纳|引进|减少|超过?)?|(?<![目以之提日])前|这|第)$")
NOT_THINGS = re.compile(
    r"(?:方面|环节|阶段|坚持|(?:全覆盖|全面覆盖)(?=$|[，。、；”])|时段|步骤|样(?![板本点品])"
    rf"|{STRETCHES}|维护"
    r"|结合(?!部)|统一|不(?!同)|必须|务必|从|到位|口径)"
    r"|(?:关键|原则|标准|机制|时间|主题|特点|代表|文明|要|重点)(?=$|[，。、；])"
)
TIME_HEAD = re.compile(
    r"(?:时间|时长|时限|年限|周期|日|寿命|间隔|反应|天数|用时|期限|时效|工期|龄)(?:（[^）]*）)?(?:平均"
    rf"|{SEVERALLY}|{MUST}|{WISH}|总体)?$"
)
_RESPECTIVE = re.compile(r"分别[^，]*\d[^，]*[、和]$")
_RULE = re.compile(rf"(?:处以?|罚款|奖励|给予[^，]{{0,12}}|扣减|加收|罚)(?:{BEFORE})?$")
"""What follows is the rate of a rule (处1万元以上罚款), not something to be reached."""
_FINE = re.compile(r"罚款|滞纳金")
_SCORE = re.compile(r"(?:满分|占|计|扣|加|得|按)$")
_SCORING = re.compile(r"满分|总分|分值|[计赋加扣记折]分|基[本础]分|标准分|权重|百分制")
"""Words of a scoring rule: how many points a thing is worth is nothing to be reached."""
_GRADED = re.compile(rf"的?(?:[为是]|定为|评为)?(?:优秀|良好|不?合格|不达标|{DIGIT}等)")
_TELLS = re.compile(
    rf"(?:{LISTED_END}|{JOINED})(?:{MUST}|将)?每[^，]{{1,6}}?"
    r"(?:通报|报送|上报|汇报|反馈|向[^，、]{1,12}报告)(?:工作|进展|进度|落实|情况|信息){0,3}$"
)
"""Who tells of the work how often (督查室每季度通报|一次): the rhythm of supervision, no task of its own."""
_RHYTHM_BEFORE = re.compile(rf"(?:{RHYTHM})[^，、]{{0,12}}$")
_RHYTHM_BEHIND = re.compile(rf"[^，、]{{0,10}}?(?:{RHYTHM})")
_OF_ITSELF = re.compile(
    rf"(?:^|设[置立定]|提出|确定|共有?|其中|包括|[，、])(?:主要|核心|发展|量化|{NATURE}|具体)*指标$"
)
"""Before how many indicators a paper has: 规划设置指标|10项."""
_MINUS = re.compile(r"(?:扣减|扣除|加计|扣|减)[^，]{0,8}$")
_DATE_ALONE = re.compile(rf"(?:到|至)?{YEAR}年")
"""All that stands before a second value: 人均预期寿命：2025年78岁，2030年80岁."""
_HELD = re.compile("举办|开办|开展|组织|培训|轮训")
"""What comes in courses, which are counted: 举办培训班|三期."""
_NAMED = re.compile(rf"(?:明确|确定|安排|指定|配备|聘用|选聘|落实|(?:{LEAST})有)$")
_AT_LEAST = re.compile(rf"(?:{LEAST})[^，、]{{0,8}}$")
_WHENEVER = re.compile(r"(?<![用学课工及同准小历按耗临实随定限届暂])时$")
_WHEN_SO = re.compile(r"(?:若(?!干)|如果|倘若|一旦|凡)")
"""A segment that says when something else holds."""
_MEANS = re.compile(r"(?:所称[^，]{1,20}|是)?指(?![标数导引定挥示南向])")
"""A segment that says what a word means."""
_LIMIT = re.compile(rf"[（(]不?含(?:本数|\d[\d.]*(?:{SCALE})?[^，）)]{{0,4}})?[）)]")
"""Behind a figure that parts one class from the next: 低于3000元|（含3000元）."""
_HOUSEHOLDS = re.compile(r"(?:或者?[^，；。\d]{2,20})?(?:的)?家庭")
"""Behind a number of persons that tells which households are meant: 3人以上家庭."""
_PAGE_COUNT = re.compile(
    rf"(?:浏览|阅读|点击|访问|转发|电话|邮编|传真|编号)(?:次数|量|数)?：?[\d.]+(?:{SCALE})?次?$"
)
COUNT_ALONE = re.compile(rf"（(?:{SUMS}|[共计])?$")
"""How a bracket begins that has nothing but the count of what stands before it: 建成粮仓（|60座）."""
_ONLY = ("仅", "只有", "仅有", "不足")
_CLASS = ("级", "型")
"""Behind a measure that tells of which size a thing is: 500吨|级码头."""
_MORE_OR_LESS = re.compile("有所|略有?|稳步|只增不减|不减少")
"""Behind a figure that another time is compared with: 较2030年的80万元|有所增加."""
_QUORUM = re.compile(r"出席|同意|表决|提议")
_LIES = re.compile(r"位于|地处|(?<!间)距(?!离)|相距")
_CLOSED = re.compile(rf"$|[，）；]|{SIGN}|的?(?:目标|要求|标准)")
GOAL_NOUN = re.compile(rf"的?(?:{OF_GOALS})?(?:目标|要求|标准|任务|水平|{SHARE_NOUN}|幅度|速度|比率)")


def countable(reading: Reading, segment: Span) -> list[Quantity]:
    """In reading order."""
    text = reading.text
    starting = {figure.span.start for start in reading.starts for figure in start.figures}
    listed = listed_starts(text, reading.within(segment), segment)
    starting.update(figure.span.start for figure in (listed.figures if listed else ()))
    figures = [
        figure
        for figure in reading.within(segment)
        if figure.span.end <= segment.end
        and figure.span.start not in starting
        and _can_count(reading, segment, figure)
    ]
    return _without_described(text, figures)


def _can_count(reading: Reading, segment: Span, figure: Quantity) -> bool:
    text, start, stop = reading.text, figure.span.start, figure.words.end
    left, right = text[segment.start : figure.words.start], text[stop : segment.end]
    close = left[-COUNTABLE.close :]
    if is_step(close, figure.before):
        return False
    if figure.role != "amount" or reading.in_quotes(start) or (_EACH.search(close) and not figure.before):
        return False
    if _only_remarked(reading, figure) or _only_meant(text, segment, figure, left, right):
        return False
    unit = figure.unit or ""
    if kind_of(unit) == "piece" and _OF_ITSELF.search(left):
        return False
    if kind_of(unit) == "money" and _FINE.search(left):
        return False
    if is_grant(figure, left, right):
        return True
    if (
        _RULE.search(close + figure.before)
        or right.startswith(("罚款", "罚金", "奖励", "奖金"))
        or (unit == "分" and (_SCORE.search(close + figure.before) or _MINUS.search(close)))
    ):
        return False
    if _only_weighs(text, figure, left, right) or _only_recurs(text, figure, left, right):
        return False
    if unit.endswith(":"):
        return figure.comparator is not None or ends_in_head(left)
    if is_ratio(figure):
        return True
    if kind_of(unit) == "age":
        return (
            bool(re.search(r"寿命$|寿命（[^）]*）$", left))
            or (bool(re.search(r"寿命|平均年龄|均龄", left)) and figure.comparator is not None)
            or (
                _DATE_ALONE.fullmatch(left) is not None
                and "寿命" in text[text.rfind("。", 0, start) + 1 : start]
            )
        )
    if unit in LAPSES:
        if reading.rules and is_of_procedure(figure, left, right):
            return False
        if _RESPECTIVE.search(left):
            return True
        if is_due(figure, left, right) or is_kept(figure, left, right):
            return True
        bound = TIME_HEAD.search(left)
        if figure.comparator is None or figure.after == "内":
            return False
        return bound is not None or (right[:1] in ("", "的") and deed_before(left) is not None)
    if unit in STAGES and not (
        figure.comparator or recurs(left) or deed_before(left) or _CLOSED.match(right)
    ):
        return False
    if not unit:
        return figure.comparator is not None and (not right or right[0] in "，、）的" or bool(figure.after))
    return text[start].isdigit() or len(_numeral(text, figure)) > 1 or _word_counts(figure, left, right)


def _only_remarked(reading: Reading, figure: Quantity) -> bool:
    """In brackets, and neither bound there by words of its own nor due at a later time: （2020年为97%）."""
    text = reading.text
    bracket = next((m for m in ASIDE.finditer(text) if m.start() < figure.span.start < m.end()), None)
    if bracket is None or _is_all_of(bracket, figure, reading):
        return False
    if mark := reading.calendar.remarked(figure.span.start):
        return figure.comparator in (None, "=") and _is_before(reading, mark, bracket.start())
    if figure.after and not figure.before and not is_ratio(figure):
        return True
    return figure.comparator in (None, "=") or bool(re.search(f"{YEAR}年", bracket[0]))


def _is_all_of(bracket: re.Match[str], figure: Quantity, reading: Reading) -> bool:
    """Whether a bracket behind what is made has nothing but the count of it: 建成粮仓（60座）."""
    begin = max(reading.text.rfind(mark, 0, bracket.start()) for mark in "，。；：、\n") + 1
    before = strip_front(reading.text[begin : bracket.start()], keep_verb=True)
    made = starts_with_deed(before) or (classes_of(before)[:1] and classes_of(before)[0][1] in ("v", "vn"))
    opens = COUNT_ALONE.search(reading.text, bracket.start(), figure.words.start)
    closes = reading.text[bracket.end() : bracket.end() + 1] in ("", *"，。；\n")
    alone = opens is not None and closes and figure.words.end == bracket.end() - 1
    return (
        bool(made)
        and not has_digit(before)
        and alone
        and figure.unit is not None
        and kind_of(figure.unit) not in CONTINUOUS
    )


def _is_before(reading: Reading, mark: DateMark, at: int) -> bool:
    """Whether a date in brackets at `at` is before the one the words outside are due at:
    到2030年达到95%（2027年底为80%）.
    """
    outside = [m.when for m in reading.calendar.marks if m.span.end <= at and m.role == "deadline" and m.when]
    return bool(outside and mark.when) and (mark.when or "")[:4] < outside[-1][:4]


def _only_weighs(text: str, figure: Quantity, left: str, right: str) -> bool:
    """The figure tells what something is worth in points: 考核分值100分, 权重10%, and the parts of
    总分100分.
    """
    if figure.unit not in ("分", "%"):
        return False
    if figure.unit == "分" and (re.search(r"[加扣]分项?$", left) or _GRADED.match(right)):
        return True
    if figure.comparator not in (None, "="):
        return False
    sentence = text[text.rfind("。", 0, figure.span.start) + 1 : figure.span.start]
    return bool(_SCORING.search(sentence)) if figure.unit == "分" else left.endswith("权重")


def _only_meant(text: str, segment: Span, figure: Quantity, left: str, right: str) -> bool:
    """The figure tells which ones are meant (低于85%的窗口, 死亡3人以上的，), or counts readers of a page."""
    if segment.of(text).endswith("的") and text[segment.end : segment.end + 1] in "，：":
        return True
    if says_to_whom(text, figure.span.start, figure.span.end):
        return True
    bound = figure.comparator not in (None, "=")
    behind = text[segment.end : segment.end + COUNTABLE.ahead]
    if tells_case(left, right, behind, bound=bound):
        return True
    if not (bound or is_ratio(figure)) and tells_state(left, right):
        return True
    before_comma = text[segment.end : segment.end + 1] == "，"
    if before_comma and _WHEN_SO.match(segment.of(text)):
        return True
    if _LIMIT.match(right) or _MEANS.match(segment.of(text)):
        return True
    if kind_of(figure.unit) == "people" and figure.after and _HOUSEHOLDS.match(right):
        return True
    ends = figure.span.end >= segment.end  # 千瓦时
    if not ends and before_comma and _WHENEVER.search(segment.of(text)):
        return True
    if figure.unit in HELD and left.endswith(("连续", "累计")) and not figure.before:
        return True
    if figure.comparator in ("<", ">") and right.startswith("的") and not GOAL_NOUN.match(right):
        return True
    if kind_of(figure.unit) == "length" and (
        right.startswith(("范围", "以外", "外的"))
        or (_LIES.search(left) and figure.comparator not in (">=", "<="))
        or (figure.after and not figure.before and not _CLOSED.match(right) and deed_before(left) is None)
    ):
        return True
    if (
        right.startswith(_CLASS)
        and not is_ratio(figure)
        and kind_of(figure.unit) not in ("people", "piece", "place")
    ):
        return True
    if _MORE_OR_LESS.match(right) and THAN.search(left):
        return True
    if left.endswith(_ONLY) or SMALLER_PART.match(text, figure.span.end):
        return True
    if (figure.unit or "").startswith("/") and _QUORUM.search(segment.of(text)):
        return True
    end = figure.words.end - len(figure.after)
    return _PAGE_COUNT.search(text, max(0, figure.span.start - COUNTABLE.label), end) is not None


def _only_recurs(text: str, figure: Quantity, left: str, right: str) -> bool:
    """Whether it only tells how often those at work meet, report or look after it: 每半年督查|一次; a number
    in figures (督查1次) is set.
    """
    if figure.unit not in HELD or not recurs(left):
        return False
    if _TELLS.search(left):
        return True
    bound = figure.comparator not in (None, "=") or _AT_LEAST.search(left) is not None
    if any(period["per"].endswith(BY_THE_DAY) for period in PERIOD.finditer(left)):
        return False
    once = figure.value == 1 and not bound and not text[figure.span.start].isdigit()
    return once and bool(_RHYTHM_BEFORE.search(left) or _RHYTHM_BEHIND.match(right))


def _numeral(text: str, figure: Quantity) -> str:
    return figure.span.of(text).removesuffix(figure.unit or "")


def _word_counts(figure: Quantity, left: str, right: str) -> bool:
    """Whether a number in one word (一所, 两家) counts something; 一件, 一次 only where words bind it."""
    if figure.comparator not in (None, "=") or _AT_LEAST.search(left):
        return True
    if figure.unit in HELD and recurs(left):
        return True
    if kind_of(figure.unit) == "people" and _NAMED.search(left):
        return True
    if figure.unit == "期" and not _HELD.search(left):
        return False  # 县博物馆二期
    if figure.unit in HELD and figure.value > 1 and right[:1] in ("", "、"):
        return not left.endswith(("连续", "累计"))
    behind = right[:1] in ("", "、") and begins_with_strong_deed(left)  # 新建社区食堂两个
    return not NOT_THINGS.match(right) and (behind or has_strong_deed(left))


def _without_described(text: str, figures: list[Quantity]) -> list[Quantity]:
    kept: list[Quantity] = []
    for at, figure in enumerate(figures):
        following = figures[at + 1] if at + 1 < len(figures) else None
        if following is None or is_ratio(figure) or not _describes(text, figure, following):
            kept.append(figure)
    return kept


def _describes(text: str, figure: Quantity, following: Quantity) -> bool:
    between = text[figure.words.end : following.words.start]
    plain = ASIDE.sub("", between)
    if "、" in plain or "，" in plain:
        return False
    if re.search(
        rf"(?:{EACH_OF}|每个?)(?:(?:(?!{SIGN}).){{0,6}}$|(?:{LEAST})?[建设新创培配打有开])", between
    ):
        return True
    if figure.comparator is not None and (between.startswith("的") or (between and figure.after)):
        return True
    if between.lstrip("，（") in ("共", *SUM_WORDS):
        return True
    if kind_of(figure.unit) == "money" and between and kind_of(following.unit) != "money":
        return True
    if not following.before or not following.comparator:
        return False
    left = text[max(0, figure.span.start - COUNTABLE.deed) : figure.words.start]
    return "的" in between or (bool(between) and deed_before(left) is None)
