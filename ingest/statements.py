"""Targets stated in running prose: which figures are goals, what each is about, how it binds, by when.

In: the folded text of one clause or table cell, its dates and headings. Out: `Statement` values in coordinates of
that text. A clause is cut into sentences and these into segments at commas; every figure is then placed by the
words on both sides of it:

  indicator … 达到 98% 以上            the words before the figure name the indicator
  90%以上的 group verb …              the figure quantifies a group; what the group does is the indicator
  新增 4个 国家卫生县                  a verb and what is counted name the indicator
  A率、B率分别控制在 9‰、7‰以下        lists are paired in order; one figure at the end serves every indicator
  group 均/全部 verb …, … 全覆盖       no figure, but every one is meant

Not goals: results (2020年达到…, 已建成…), ages, durations without a bound, levels, names and quotations, the
figure inside a description of the group (建成不少于一所…的县达60%), conditions (低于60%的单位).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.deadlines import Calendar
from ingest.indicators import (
    Subject,
    cover,
    deed_before,
    ends_in_head,
    has_strong_deed,
    is_group,
    object_phrase,
    split_action,
    split_list,
    strip_front,
    subject,
)
from ingest.folding import Folded
from ingest.model import Clause, Comparator, Span, Target
from ingest.quantities import Quantity, folded_quantities


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One goal in coordinates of the folded text; `figure` covers the printed figure, `words` its binding too."""

    indicator: str
    scope: str | None
    comparator: Comparator
    value: Decimal
    value_high: Decimal | None
    unit: str | None
    deadline: str | None
    baseline: Decimal | None
    figure: Span
    words: Span


_SENTENCE = re.compile(r"[^。！？；\n]+")
_OPENERS, _CLOSERS = "（“《〔【", "）”》〕】"
_QUOTE = re.compile(r"“[^”]{1,30}”|\"[^\"]{1,30}\"|《[^》]*》|「[^」]*」|〔[^〕]*〕|‘[^’]{1,30}’")
_BRACKET = re.compile(r"（[^（）]*）")

_RESULT = re.compile(
    r"已经?(?!达标)|(?<!实)现有|目前|共有(?!产权)|累计(?!达|新增|培)|实现了|取得了|完成了|建成了|达到了|荣获|位居|现已|同比(?:增长|下降)了?.*?(?:，|$)(?<=了)|分别较上年"
)
_WISHED = re.compile(r"力争|争取|确保|努力|到20\d\d|目标|将|计划|要(?!求|素|点|闻)|年底前|不低于|不少于|不得")
_CONDITION = re.compile(r"(?:^|[，、])(?:对于?|凡|凡是|若|如|如果|未|因|当|针对|将|把|由于)")
_PREPOSITION = re.compile(
    r"(?:在|对|从|向|由|将|把|围绕|针对|依托|结合|涉及|包括|覆盖全?[市省县]?的?|面向|聚焦|突出|位于|根据|用好|落实好|按)(?:全[市省县区]|以下|上述|前|这|其他|已有|现有)?$"
)
_EACH = re.compile(r"(?:每隔?|前|近|上|这|那|该|满|第|逾|届满|首|头|其|各|同)$")
_YEARLY = re.compile(r"每(?P<per>年度?|季度?|月|周|半年|学期|学年)(?:至少|不少于|不低于|组织|开展|举办)*$")
_NOT_THINGS = re.compile(
    r"(?:方面|环节|阶段|层面|维度|关键|坚持|全覆盖|时段|步骤|样|一批|月|小时|工作日|季度|星期|周期|意识|自信|维护|确立|转变|结合|统一|不|更加|必须|务必|从|到位|抓手|一(?!体|般|线|流|级)"
    r"|字|口子|口径|角度|原则|标准(?!化)|机制|文明|重要|主要|重大(?!疾病|项目|工程)|优先|时间|到(?!达)|相|专班|人(?:一|$)|代表|主题|特点)"
)
_NAME_NOUN = re.compile(r"[^，。、]{0,12}(?:行动|计划|工程|战役|战略)$")
_DURATIONS = frozenset(
    "年 个月 周 天 日 小时 个小时 分钟 个工作日 工作日 秒 个学期 个季度 月 学时".split()
) | {"节", "轮", "期"}
_TIME_HEAD = re.compile(
    r"(?:时间|时长|时限|年限|周期|日|寿命|间隔|反应|天数|用时|耗时|期限|时效|工期|龄)(?:（[^）]*）)?(?:平均|均|要|力争|总体)?$"
)
_TIME_BOUND = re.compile(r"(?:压缩|缩短|压减|控制|缩减|减少|降低)(?:到|至|在|为)?$")
_IDIOMATIC_ONE = frozenset("件 张 条 门 本 套 片 次 份 对 支 人 种 位 场 期 户 天 年 岁 批".split())
_GOAL_NOUN = re.compile(r"的?(?:总体|年度|预期)?(?:目标|要求|标准|任务|水平|比例|幅度|速度|比率)")
_JOINER = re.compile(r"(?:、|和|以及|及|与|，|并)")
_ONLY_JOINERS = re.compile(r"^(?:、|和|以及|及|与|，|/|或)?$")

_EVERY = re.compile(
    r"(?P<every>(?<![平人户年月日])均(?!衡|等|值|价|质|线|分|势|数|匀|摊)|全部|百分百|一律)(?:要|应当?|须|需|能够?|可|已经?)?"
    r"(?P<deed>设立|设置|开设|建成|建立|建有|达到|达标|配备|配齐|配置|完成|实现|开展|通过|纳入|取得|具备|提供|签订|接入|安装|启动|实施|创建|参与|成立|消除|落实|推行|上线|执行|公开|投入使用|整改|办结|改造|联网|到位|合格|覆盖|建设)"
)
_FULL = re.compile(r"(?P<count>[两二三四五六七八九十]个)?(?P<full>(?<![、全])全覆盖)(?![、”\"])")
_FULL_LEFT = re.compile(
    r"(?:基本|全面|逐步|力争|率先|尽快|总体|实现|达到|做到|推进|确保|完成|了|的|动态|持续|保持|巩固|、|，|，?并|有效)+$"
)
_FROM = re.compile(
    r"(?:由|从)(?:[^，。由从]{0,14}?)(?P<base>\d+(?:\.\d+)?)(?:%|‰|/10万|个百分点|[个家所名人张万亿元岁天年吨]{0,2})?(?:左右)?(?:提高|提升|增加|增长|上升|下降|降低|降|减少|增|扩大|缩短|压缩|压减|升|扩)(?:到|至|为)"
)


class _Clause:
    """What is known while one clause is read from front to back."""

    def __init__(self, text: str, calendar: Calendar, headings: Sequence[str], past: bool) -> None:
        self.text = text
        self.calendar = calendar
        self.headings = headings
        self.past = past
        self.quoted = [m.span() for m in _QUOTE.finditer(text)]
        self.quantities = folded_quantities(text)
        self.found: list[Statement] = []

    def in_quotes(self, at: int) -> bool:
        return any(start < at < end for start, end in self.quoted)


def read_statements(
    text: str, calendar: Calendar, headings: Sequence[str], *, past: bool
) -> tuple[Statement, ...]:
    """All goals of a folded text in the order of their figures. `past`: it stands under a heading of results."""
    clause = _Clause(text, calendar, headings, past)
    for match in _SENTENCE.finditer(text):
        _read_sentence(clause, Span(start=match.start(), end=match.end()))
    return tuple(sorted(clause.found, key=lambda s: (s.figure.start, s.figure.end)))


def segments(text: str, sentence: Span) -> Iterator[Span]:
    """The stretches between commas and colons that stand outside brackets and quotation marks."""
    depth, begin = 0, sentence.start
    for at in range(sentence.start, sentence.end):
        char = text[at]
        depth += char in _OPENERS
        depth = max(0, depth - (char in _CLOSERS))
        if depth == 0 and char in "，：":
            if at > begin:
                yield Span(start=begin, end=at)
            begin = at + 1
    if begin < sentence.end:
        yield Span(start=begin, end=sentence.end)


def _read_sentence(clause: _Clause, sentence: Span) -> None:
    idle: list[Span] = []
    first = len(clause.found)
    for segment in segments(clause.text, sentence):
        before = len(clause.found)
        if not _is_result(clause, segment):
            _read_segment(clause, sentence, segment, idle, first)
        if len(clause.found) == before:
            idle.append(segment)
        else:
            idle.clear()


def _is_result(clause: _Clause, segment: Span) -> bool:
    words = segment.of(clause.text)
    return bool(_RESULT.search(_BRACKET.sub("", words))) and not _WISHED.search(words)


def _read_segment(clause: _Clause, sentence: Span, segment: Span, idle: list[Span], first: int) -> None:
    figures = [
        q
        for q in clause.quantities
        if segment.start <= q.span.start and q.span.end <= segment.end and _counts(clause, segment, q)
    ]
    figures = _without_described(clause.text, figures)
    begin = segment.start
    at = 0
    while at < len(figures):
        run = _run(clause.text, figures, at)
        at += len(run)
        head, tail = run[0], run[-1]
        stop = tail.span.end + len(tail.after)
        if at < len(figures):
            right_end, next_begin = _boundary(clause.text, stop, figures[at])
        else:
            right_end = next_begin = segment.end
        left = clause.text[begin : head.span.start - len(head.before)]
        right = clause.text[stop:right_end]
        _place(clause, sentence, segment, idle, first, run, left, right)
        begin = next_begin
    _read_every(clause, sentence, segment, idle)


def _run(text: str, figures: Sequence[Quantity], at: int) -> list[Quantity]:
    """The figure at `at` and those that only joiners part from it: 9.5‰、7.5‰以下."""
    run = [figures[at]]
    for one in figures[at + 1 :]:
        between = text[run[-1].span.end + len(run[-1].after) : one.span.start - len(one.before)]
        if not _ONLY_JOINERS.match(between) or between == "" or _kind(one) != _kind(run[0]):
            break
        run.append(one)
    return run


def _boundary(text: str, stop: int, following: Quantity) -> tuple[int, int]:
    """Where the words after one figure end and those before the next begin, both in one segment."""
    end = following.span.start - len(following.before)
    between = text[stop:end]
    depth = 0
    cut = None
    for at, char in enumerate(between):
        depth += char in _OPENERS
        depth = max(0, depth - (char in _CLOSERS))
        if depth == 0:
            joiner = _JOINER.match(between, at)
            if joiner and cut is None or (joiner and not ends_in_head(between[:at]) and char in "、和并"):
                cut = at
    if cut is None:
        return (stop, stop) if following.comparator or not between else (end, end)
    first_cut = next((at for at in range(len(between)) if _JOINER.match(between, at)), cut)
    place = first_cut if following.comparator else cut
    return stop + place, stop + place


def _kind(figure: Quantity) -> str:
    unit = figure.unit or ""
    if unit in ("%", "‰", "成") or unit.startswith("/") or unit.endswith(("百分点", "千分点", ":")):
        return "ratio"
    return "count"


def _counts(clause: _Clause, segment: Span, figure: Quantity) -> bool:
    """Whether the figure can be a goal at all, by its unit and the words that touch it."""
    text = clause.text
    start, stop = figure.span.start, figure.span.end + len(figure.after)
    if figure.role != "amount" or clause.in_quotes(start):
        return False
    left, right = text[segment.start : start - len(figure.before)], text[stop : segment.end]
    if _EACH.search(left) and not figure.before and not re.search(r"[同其各首]$", left):
        return False
    bracket = next((m for m in _BRACKET.finditer(text) if m.start() < start < m.end()), None)
    if bracket is not None:
        if figure.comparator in (None, "=") or re.search(r"(?:19|20)\d\d年", bracket[0]):
            return False
    if _kind(figure) == "ratio":
        return True
    unit = figure.unit or ""
    if unit == "岁":
        return bool(re.search(r"寿命|年龄", left)) and figure.comparator is not None
    if unit in _DURATIONS:
        if right.startswith(("圈", "内", "行动", "计划", "期", "医疗", "生活")):
            return False
        return figure.comparator is not None and bool(
            _TIME_HEAD.search(left) or _TIME_BOUND.search(left + figure.before)
        )
    if not unit:
        return figure.comparator is not None and (not right or right[0] in "，、）的" or bool(figure.after))
    if _is_word(text, figure):
        return _word_counts(text, segment, figure, left, right)
    return True


def _is_word(text: str, figure: Quantity) -> bool:
    return not text[figure.span.start].isdigit()


def _word_counts(text: str, segment: Span, figure: Quantity, left: str, right: str) -> bool:
    bound = figure.comparator not in (None, "=") or bool(_YEARLY.search(left))
    if not bound and (_NOT_THINGS.match(right) or not has_strong_deed(left)):
        return False
    return bound or figure.value != 1 or figure.unit not in _IDIOMATIC_ONE


def _without_described(text: str, figures: list[Quantity]) -> list[Quantity]:
    """Leaves out a figure that only describes what the next one measures: 建成不少于一所…的县达60%, 3个县各建5个."""
    kept = []
    for at, figure in enumerate(figures):
        following = figures[at + 1] if at + 1 < len(figures) else None
        if following is not None and _kind(figure) == "count":
            between = text[figure.span.end + len(figure.after) : following.span.start]
            if not re.search(r"[、，]", _BRACKET.sub("", between)):
                if "的" in between and following.before and following.comparator:
                    continue
                if re.search(r"(?:各|均|每个?|分别|都)(?:[^和及]{0,6})$", between):
                    continue
        kept.append(figure)
    return kept


def _place(
    clause: _Clause,
    sentence: Span,
    segment: Span,
    idle: list[Span],
    first: int,
    run: list[Quantity],
    left: str,
    right: str,
) -> None:
    """Decides what the run of figures is about and adds its statements; adds none where it is no goal."""
    head = run[0]
    mark = clause.calendar.governing(segment, sentence, head.span.start)
    if mark is not None and mark.role == "past":
        return
    wished = bool(_WISHED.search(segment.of(clause.text))) or (mark is not None and mark.role == "deadline")
    if clause.past and not wished:
        return
    subjects = (
        _ratio_subjects(clause, segment, idle, first, run, left, right)
        if _kind(head) == "ratio"
        else _count_subjects(clause, segment, idle, first, run, left, right)
    )
    if not subjects:
        return
    deadline = mark.when if mark is not None else clause.calendar.default()
    base = _FROM.search(clause.text[segment.start : head.span.start])
    dates = _dates_for(clause, sentence, run)
    for subject_, figure, when in _paired(subjects, run, dates):
        comparator = _binding(run, figure, left, right)
        clause.found.append(
            Statement(
                indicator=subject_.indicator,
                scope=subject_.scope,
                comparator=comparator,
                value=figure.value,
                value_high=figure.value_high,
                unit=_unit(figure, left),
                deadline=when or deadline,
                baseline=Decimal(base["base"]) if base else None,
                figure=figure.span,
                words=Span(
                    start=figure.span.start - len(figure.before), end=figure.span.end + len(figure.after)
                ),
            )
        )


def _paired(
    subjects: list[Subject], run: list[Quantity], dates: Sequence[str]
) -> Iterator[tuple[Subject, Quantity, str | None]]:
    if len(run) == 1:
        yield from ((one, run[0], None) for one in subjects)
    elif len(subjects) == len(run):
        yield from ((one, figure, None) for one, figure in zip(subjects, run, strict=True))
    elif len(dates) == len(run):
        yield from ((subjects[-1], figure, when) for figure, when in zip(run, dates, strict=True))
    else:
        parts = [part for part in re.split(r"[、和及与]", subjects[0].indicator) if part]
        if len(subjects) == 1 and len(parts) == len(run):
            yield from (
                (Subject(indicator=part, scope=subjects[0].scope), figure, None)
                for part, figure in zip(parts, run, strict=True)
            )
        else:
            yield from ((subjects[0], figure, None) for figure in run)


def _dates_for(clause: _Clause, sentence: Span, run: list[Quantity]) -> list[str]:
    if len(run) < 2:
        return []
    return [
        mark.when
        for mark in clause.calendar.marks
        if mark.role == "deadline" and sentence.start <= mark.span.start < run[0].span.start
    ]


def _binding(run: list[Quantity], figure: Quantity, left: str, right: str) -> Comparator:
    """The comparator of one figure of a run; words before the first and after the last bind them all."""
    said = figure.comparator
    if len(run) > 1:
        first, last = run[0].comparator, run[-1].comparator
        if first in ("increase>=", "decrease>="):
            said = first
        elif run[-1].after:
            said = last if figure.value_high is None else "range"
        else:
            said = said or first
    ratio = _kind(figure) == "ratio"
    if figure.unit == "%" and figure.value == 100 and figure.value_high is None:
        return "all" if said != ">=" and not figure.before and right.startswith("\0") else "="
    if said in ("increase>=", "decrease>="):
        relative = re.search(r"较|比|同比|每年|年均|逐年|以每年", left) is not None
        return said if ratio or relative else "="
    if said is not None:
        return said
    return ">=" if ratio else "="


def _unit(figure: Quantity, left: str) -> str | None:
    yearly = _YEARLY.search(left)
    if yearly and figure.unit in ("次", "场", "期", "轮", "场次", "回") and yearly["per"].startswith("年"):
        return f"{figure.unit}/年"
    return figure.unit


def _inherited(clause: _Clause, idle: list[Span], first: int) -> Subject | None:
    """What a figure without words of its own is about: the segment before it, the figure before it, the heading."""
    if idle:
        for segment in reversed(idle):
            words = subject(segment.of(clause.text))
            if len(words.indicator) >= 2:
                return words
    if len(clause.found) > first:
        last = clause.found[-1]
        return Subject(indicator=last.indicator, scope=last.scope)
    if clause.headings:
        return Subject(indicator=clause.headings[-1], scope=None)
    if clause.found:
        last = clause.found[-1]
        return Subject(indicator=last.indicator, scope=last.scope)
    return None


def _named(clause: _Clause, idle: list[Span], first: int, left: str) -> list[Subject]:
    """The indicators named by the words before a figure, with those of list segments right before."""
    left = re.sub(r"(?:由|从)[^，]*?\d[^，]*$", "", left) if _FROM.search(left + "提高到") else left
    left = (
        re.sub(r"(?:较|比|与|同)(?:19|20)?\d*年?[^，]{0,6}?(?:相比)?$", "", left)
        if re.search(
            r"(?:较|比|与|同)(?:(?:19|20)\d\d年?底?末?|上年度?|去年|上一年|同期|基期)[^，]{0,3}$", left
        )
        else left
    )
    own = subject(left)
    if not own.indicator or (is_group(own.indicator) and len(clause.found) > first):
        scope = cover(own.scope, own.indicator) if own.indicator else own.scope
        heir = _inherited(clause, idle, first)
        if heir is None:
            return [own] if own.indicator else []
        return [Subject(indicator=heir.indicator, scope=scope or heir.scope)]
    parts = split_list(own.indicator)
    subjects = [Subject(indicator=part, scope=own.scope) for part in parts]
    for segment in reversed(idle):
        words = segment.of(clause.text)
        if not ends_in_head(words) or re.match(r"(?:提高|提升|降低|完善|加强|改善|优化|建立)", words):
            break
        subjects[:0] = [
            Subject(indicator=part, scope=own.scope) for part in split_list(subject(words).indicator)
        ]
    return subjects


def _ratio_subjects(
    clause: _Clause,
    segment: Span,
    idle: list[Span],
    first: int,
    run: list[Quantity],
    left: str,
    right: str,
) -> list[Subject]:
    head = run[0]
    own = subject(left)
    if head.before:
        if right.startswith("的") and _CONDITION.search(left) and not _GOAL_NOUN.match(right):
            return []
        if not own.indicator and len(right) > 3 and not _GOAL_NOUN.match(right):
            quantified = _quantified(own.scope, right)
            if quantified is not None and head.comparator not in ("increase>=", "decrease>="):
                return [quantified]
        return _named(clause, idle, first, left)
    bare = right.removeprefix("的")
    if _GOAL_NOUN.match(right) or not bare or ends_in_head(own.indicator) or bare[0] in "、，）和及":
        return _named(clause, idle, first, left)
    if left.endswith("覆盖"):
        return [Subject(indicator=f"{own.indicator}率", scope=object_phrase(bare))]
    if right.startswith("的"):
        if _CONDITION.search(left):
            return []
        lead = own.indicator
        quantified = _quantified(cover(own.scope, lead) if lead else own.scope, bare)
        return [quantified] if quantified is not None else _named(clause, idle, first, left)
    if own.indicator:
        return [Subject(indicator=f"{object_phrase(bare)}比例", scope=cover(own.scope, own.indicator))]
    quantified = _quantified(own.scope, bare)
    return [quantified] if quantified is not None else []


def _quantified(scope: str | None, words: str) -> Subject | None:
    """90%以上的 "综合医院开设心理门诊": the group becomes the scope, its doing the indicator."""
    phrase = object_phrase(words)
    if not phrase:
        return None
    group, action = split_action(phrase)
    if not action:
        return Subject(indicator=phrase, scope=scope)
    return Subject(indicator=f"{action}比例", scope=cover(scope, group))


def _count_subjects(
    clause: _Clause,
    segment: Span,
    idle: list[Span],
    first: int,
    run: list[Quantity],
    left: str,
    right: str,
) -> list[Subject]:
    head = run[0]
    reached = (
        bool(head.before)
        and head.comparator not in (None, "=")
        and not re.match(r"不少于|至少|不低于|约|近|超过|最少|不得少于", head.before)
    )
    phrase = object_phrase(right)
    own = subject(left)
    if _NOT_THINGS.match(right) and not reached:
        return []
    if reached and head.comparator not in ("increase>=",):
        if right.startswith("的") and not _GOAL_NOUN.match(right):
            return []
        return _named(clause, idle, first, left)
    if (head.unit or "").startswith(("元", "万元", "亿元")) or (head.unit or "").endswith("元"):
        return _money_subjects(clause, segment, idle, first, left, right)
    verb = deed_before(left)
    if not phrase or right[:1] in "、，和及":
        return _named(clause, idle, first, left)
    if _PREPOSITION.search(left) and verb is None:
        return []
    if verb is not None:
        if _NAME_NOUN.match(phrase) and verb in ("实施", "推进", "开展", "落实", "组织", "启动", "抓好"):
            return []
        return [Subject(indicator=f"{verb}{phrase}", scope=_scope_before(left, verb))]
    if not own.indicator:
        inherited = _verb_of_previous(clause, first, left)
        group, action = split_action(phrase)
        if inherited and not action:
            return [Subject(indicator=f"{inherited}{phrase}", scope=own.scope)]
        if action or head.comparator is not None:
            return [Subject(indicator=phrase, scope=own.scope)]
        return [Subject(indicator=phrase, scope=own.scope)] if _WISHED.search(left) else []
    _, action = split_action(phrase)
    if left.endswith("等") or action or head.comparator is not None:
        return [Subject(indicator=f"{own.indicator.removesuffix('等')}{phrase}", scope=own.scope)]
    if re.search(r"每个?[^，]{0,8}$", left):
        return [Subject(indicator=phrase, scope=cover(own.scope, own.indicator))]
    return []


def _scope_before(left: str, verb: str) -> str | None:
    """The group that stands before the verb of doing: 各县（市、区）主城区 | 打造."""
    cut = left.rfind(verb)
    words = re.sub(r"(?:均|都|分别|各自?|至少|力争|争取|要|应|将|须|需)+$", "", strip_front(left[:cut]))
    words = re.sub(r"^(?:在|于|对|支持|指导|推动)", "", words)
    return (
        words
        if words and (is_group(words) or re.match(r"各|全[市省县区]|每", words)) and len(words) <= 30
        else None
    )


def _verb_of_previous(clause: _Clause, first: int, left: str) -> str | None:
    """新增 of 新增4个县和28个乡镇, for the second figure."""
    if not re.match(r"^(?:、|和|以及|及|与|，)?$", left) or len(clause.found) <= first:
        return None
    last = clause.found[-1]
    before = clause.text[max(0, last.words.start - 12) : last.words.start]
    return deed_before(before)


def _money_subjects(
    clause: _Clause, segment: Span, idle: list[Span], first: int, left: str, right: str
) -> list[Subject]:
    tail = clause.text[: segment.end]
    standard = re.search(
        r"元[^，]*?的?标准(?:，?)(?:落实|安排|拨付|补助|给予|发放|筹集|配套|执行|补贴)*(?P<what>[^，]{2,20})?$",
        tail[segment.start :],
    )
    if re.search(r"(?:按|按照|以)", clause.text[segment.start : segment.end]) and standard:
        scope = strip_front(re.sub(r"^按照?", "", left.lstrip("、和及")))
        scope = re.sub(r"(?:每人|每年|每月|人均)+$", "", scope)
        return [Subject(indicator=f"{standard['what'] or '补助'}标准", scope=scope or None)]
    if right.startswith("的") and not _GOAL_NOUN.match(right):
        return []
    return _named(clause, idle, first, left)


def _read_every(clause: _Clause, sentence: Span, segment: Span, idle: list[Span]) -> None:
    """全覆盖, 均 and 全部 with a verb of doing, where no figure in the segment says the same."""
    text = clause.text
    words = segment.of(text)
    for match in _FULL.finditer(words):
        start = segment.start + match.start("full")
        if clause.in_quotes(start) or any(
            f.figure.start > start - 2 and f.figure.end <= segment.end
            for f in clause.found
            if segment.start <= f.figure.start
        ):
            continue
        left = _FULL_LEFT.sub("", words[: match.start()])
        right = object_phrase(words[match.end() :])
        _add_every(
            clause,
            sentence,
            segment,
            _full_subject(clause, idle, left, right, bool(match["count"])),
            start,
            3,
        )
    for match in _EVERY.finditer(words):
        start = segment.start + match.start("every")
        later = [f for f in clause.found if f.figure.start >= start and f.figure.end <= segment.end]
        if clause.in_quotes(start) or later or words.endswith("全覆盖"):
            continue
        group = strip_front(words[: match.start()])
        before = None
        while before != group:
            before, group = group, re.sub(r"(?:(?:19|20)\d\d年底?前?|要|应|确保|力争|，)$", "", group)
        if len(group) < 2:
            continue
        doing = object_phrase(words[match.start("deed") :])
        _add_every(
            clause, sentence, segment, Subject(indicator=doing, scope=group), start, len(match["every"])
        )
        break


def _full_subject(clause: _Clause, idle: list[Span], left: str, right: str, counted: bool) -> Subject | None:
    own = subject(left)
    if len(own.indicator) >= 2:
        group, action = split_action(own.indicator)
        if action and len(action) > 3:
            return Subject(indicator=action, scope=cover(own.scope, group))
        return Subject(
            indicator=own.indicator + ("" if own.indicator.endswith("覆盖") else "覆盖"), scope=own.scope
        )
    if counted:
        return None
    if right and not right.startswith("的") and not re.match(r"[、和，]", right):
        return Subject(indicator=right, scope=own.scope)
    for segment in reversed(idle):
        words = subject(segment.of(clause.text))
        if len(words.indicator) >= 2:
            return Subject(indicator=f"{words.indicator}覆盖", scope=words.scope or own.scope)
    return None


def _add_every(
    clause: _Clause, sentence: Span, segment: Span, subject_: Subject | None, start: int, length: int
) -> None:
    mark = clause.calendar.governing(segment, sentence, start)
    if subject_ is None or (mark is not None and mark.role == "past"):
        return
    if clause.past and not (mark is not None or _WISHED.search(segment.of(clause.text))):
        return
    place = Span(start=start, end=start + length)
    clause.found.append(
        Statement(
            indicator=subject_.indicator,
            scope=subject_.scope,
            comparator="all",
            value=Decimal(100),
            value_high=None,
            unit="%",
            deadline=mark.when if mark is not None else clause.calendar.default(),
            baseline=None,
            figure=place,
            words=place,
        )
    )


def as_target(one: Statement, folded: Folded, clause: Clause, text: str, offset: int) -> Target:
    """The statement in coordinates of the plan's `text`, where the folded words start at `offset`."""
    return Target(
        clause=clause.label,
        indicator=one.indicator,
        scope=one.scope,
        comparator=one.comparator,
        value=one.value,
        value_high=one.value_high,
        value_text=folded.span(one.words.start, one.words.end, offset).of(text),
        unit=one.unit,
        deadline=one.deadline,
        baseline=one.baseline,
        kind=None,
        span=folded.span(one.figure.start, one.figure.end, offset),
    )
