"""What a figure is about: the indicator and the group it is for, from the words around the figure.

In: folded words to the left or right of a figure. Out: noun phrases as a person would name the indicator,
without the dates, the wishes (力争, 确保) and the light verbs (推进, 实现) in front of them. Lists are taken
apart where each part is an indicator by its own last word (A率、B率); a list of plain nouns (乡镇卫生院、社
区卫生服务中心建成率) is one indicator. The rules are grammar over closed classes of words; no dictionary of
indicators is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest import late_re as re
from ingest.grammar.bound_words import BEHIND, FALLS, RISES, WITHIN
from ingest.grammar.bounds import LEAST
from ingest.grammar.brackets import depths
from ingest.grammar.date_forms import BEFORE_IT, PRINTED, YEAR_DIGITS
from ingest.grammar.demands import MUST, MUST_ENDS, WISH
from ingest.grammar.indicator_words import END, SHARE_NOUN
from ingest.grammar.joins import JOIN_FIRST, JOIN_LAST, JOIN_OR, JOINER, SIGN
from ingest.grammar.making import HAS, MAKES
from ingest.grammar.numerals import COUNT_WORD, DIGIT
from ingest.grammar.places import AREA, BELOW_PROVINCE, GROUND, JOINED, OF_GRADE, PLACE_END, WHOLE_AREA
from ingest.grammar.quantifiers import ALL, EACH_OF, SEVERALLY
from ingest.grammar.recurrence import EACH_PERSON, EVERY, PACES
from ingest.grammar.segmentation import words as segmented
from ingest.model import Span
from ingest.targets.options import INDICATORS


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """`indicator` is "" where the words name only a scope or nothing."""

    indicator: str
    scope: str | None


_HEAD_END = re.compile(END + r"(?:（[^）]*）)?[”\"]?$")
DOING_END = re.compile(
    r"(?:检查|检测|管理|监测|筛查|培训|随访|救治|报告|处置|服务|接种|登记|公开|整改|治理|检验|评估"
    r"|抽检|巡查|救助|援助|帮扶|资助|防治|诊疗|改造|修复|养护|督导|督查)$"
)
_PATIENTS = re.compile(rf"^([^、和的率]{{2,6}})(?!{BEHIND}){SIGN}([^、和的率]{{2,6}})((?:患者|病人).*{END})$")
_BETWEEN = re.compile(rf"{SIGN}[^、，]{{1,10}}(?:之比|配比|比值|间距|间隔)$")
"""床位与护士之比 is one indicator of two things."""


_TIME = (
    rf"(?:{PRINTED}|(?:截至|到|至|在|于|自|从)?{YEAR_DIGITS}年?度?{BEFORE_IT}?"
    rf"|年度|(?:未来)?(?:{DIGIT}|两|\d)年{WITHIN})"
)
"""A time in front of an indicator; a year may stand there without 年."""
OF_GOALS = "工作|总体|年度|量化|主要|预期"
"""A pattern: what goals are called by."""
_WISH = (
    rf"(?:(?:{WISH})(?:实现)?|{LEAST}|尽快|尽早|加快|全力|全面|着力|大力|积极|稳步|深入"
    r"|持续|继续|进一步|逐步|不断|切实|认真|扎实|有序|原则上"
    r"|有效(?!投资|发明|专利|率|面积|灌溉|期)|统筹(?!区|层次|基金|地区)|同步|基本(?=实现|完成|建成"
    r"|达到|形成|消除|普及|建立|构建|健全)"
    rf"|同时|并且|而且|以及|其中|此外|另外|并(?![网联发购轨])|{MUST}"
    r"|将|使得?(?!用|命)|让(?!利)|其(?![他它余中次])"
    rf"|{COUNT_WORD}年(?=累计|共|{MAKES}|新[增改]|改造|抢|完成|培[训育养]|扶持)|(?:{OF_GOALS})?目标(?:任务|要求)?(?={EVERY}|{WHOLE_AREA}|全年|[到至]?{YEAR_DIGITS}|到|{WISH}"
    r"|新[建增]|建成|完成|实现)"
    r"|保持|预计|计划(?!生育|免疫|单列|投资|内|外)|目标是|目标为|总体(?!规划|方案|满意)|总计|累计|共计"
    rf"|共(?![同享青建产治管识性有])|{SEVERALLY}|也|稳妥"
    rf"|(?:第?{DIGIT}|首先|其次)是|且|把(?![握关手控])|即(?![时办停走来])|{JOIN_FIRST}|、|：)"
)
_DO = r"(?:实现|做到|推动|推进|促进|完成(?![率度])好?|落实|做好|抓好|确立|达成|力促|推行)"
_BULLET = r"[●•·▪■◆◇*—▲★☆►◎-]+"
_LIGHT = re.compile(rf"^(?:{_BULLET}|{_TIME}|{_WISH}|{_DO}|，)")
_WISHES = re.compile(rf"^(?:{_BULLET}|{_TIME}|{_WISH}|，)")
_VERB_IN_FRONT = re.compile(
    r"^(?:提高|提升|增加|扩大|强化|加强|巩固|维持|稳定|降低|减少|控制|压减|改善|优化|完善|深化|做实|做优)"
)
_LAST_OF_DEEDS = re.compile(
    r"^.*、(?=(?:推进|推动|实施|开展|加强|落实|完善|建立|做好|继续|实现|强化|促进|组织)[^、]{4})"
)
"""实施…、推进B全覆盖: only the last deed is what is covered."""
TO_THE_GRAIN = "(?:精确|精准|细化)到"
"""A pattern: how fine something is told, before a length of time."""
_TRAILING = re.compile(
    rf"(?:(?:(?:{RISES}|{FALLS})(?:到|至)|达到)?人均|"
    rf"{_TIME}|{PACES}|等(?:主要|核心|各项|关键)?指标|{TO_THE_GRAIN}|(?<=[量率数额本])到|{WISH}"
    rf"|{EACH_OF}|也|全部|总体|基本|{MUST_ENDS}|将"
    r"|(?<![效功职智产节性技才动储])能|(?<!许)可|不断|稳步|逐步|实现|保持|平均|统一|，|、|："
    rf"|以及|{JOIN_LAST}|继续|(?<![存现所正实])在|{EACH_PERSON}"
    r"|(?<![平均中高初同上下优对])等|的|(?<![到送直抵])达到?)$"
)

_PLACE = rf"(?:全(?:{PLACE_END}|国|域|系统|行业|社会|口径)|(?:我|本)(?:{AREA}|州)|各地|各级|全体)"
_GROUP_END = (
    rf"(?:县（市、区）|市、县|街道|村|(?!市){BELOW_PROVINCE}|乡|机构|卫生室|医院|学校|初中|高中|单位|企业|教师|儿童|人员"
    rf"|人口|站点|县级|{GROUND}|小学|(?:高峰|平峰)(?!时段)|昼间|夜间)"
)
_ONLY_PLACE = re.compile(rf"^{_PLACE}$")
_SCOPE_FRONT = re.compile(
    rf"^(?P<scope>以[^，、]{{1,10}}为单位的?|各?县（市、区）{_PLACE}?"
    rf"|(?:{_PLACE}|各(?:{JOINED}|{BELOW_PROVINCE}|级各类|学校|单位))(?:（[^）]*）)?)的?(?=.{{2}})"
)
_SCOPE_BACK = re.compile(
    rf"^(?P<indicator>.+{END}(?:（[^）]*）)?)(?P<scope>(?!{END}|[高低优快]于|超|位|居"
    rf"|列)[^率\d]{{0,10}}{_GROUP_END})$"
)
_GROUP_FRONT = re.compile(rf"^(?P<group>[^率]{{0,8}}?{_GROUP_END}(?:（[^）]*）)?)(?P<rest>.*{END})$")
_GROUP_ONLY = re.compile(rf"^(?:[^率]{{0,16}}){_GROUP_END}$")

DEED = (
    rf"(?:新改扩建|改扩建|(?:{MAKES})成?|新增|改造|改建|扩建|评选出?|培育|培养|引进"
    r"|申报建设|争取到?"
    r"|开设|开展|举办|推进|推动|支持|完成好?|落地|落实|投放|采购|配备|更新|整改|制定|出台|发布"
    r"|检查|发放|服务"
    r"|检验|办理|增加|有|通过|召开|统筹|抓好|做好|办好|加强|巩固|抽取|聘用|调度|筛选|覆盖|创成)"
)
"""Verbs of which a counted thing can be the object. No list has them all: two or three characters alone
before a counted thing are taken for a verb too (see `counted` in subjects.py).
"""
STRONG = rf"(?:(?:{MAKES})成?|新增|有)"
"""Verbs after which even a number in words (一所) is a count, and not a manner of speaking."""
_DEED_END = re.compile(
    rf"(?P<verb>(?:[新改扩迁]、)*{DEED}(?:(?:{JOIN_OR}|并){DEED})*)(?:了|{LEAST}|出|成)?(?P<between>{WHOLE_AREA}|{OF_GRADE}"
    r"|不同|其他|各类|再|约)?$"
)
_DEED_START = re.compile(DEED)
_STRONG_END = re.compile(rf"{STRONG}(?:了|{LEAST})?$")
_STRONG_START = re.compile(rf"{STRONG}[^，、]{{2}}")
_ACTION = (
    rf"(?:{MAKES}|{HAS}|开设|配备|通水|用于|推送|布设|加固|达|提供|实现|成为|落实|安装|运行|来自|享受"
    r"|享有|全面开展"
    r"|开展|覆盖|接入|完成|启动|开工|完工|投入使用|贯通|应用|能|可|进行)"
)
_ACTION_IN = re.compile(rf"(?<=.{{2}})(?:{ALL}|{SEVERALLY}|全面|{LEAST}|基本|已)?{_ACTION}")
_SECOND_VERB = re.compile(r"(?<=.{2})(?:进行|赴|下沉到?|奔赴|用于|前往)")
_GENERIC_END = re.compile(
    rf"(?:的?(?:目标任务|目标|任务))$|的(?:标准|要求|{SHARE_NOUN}|原则)(?:$|(?:{MAKES}|配置|配备|落实|执行|安排|给予).*$)"
)
_DUE_DATE = re.compile(rf"(?:{WISH}|计划)?(?:{PRINTED}(?<=前)|年内|全年)")
_DUE_AT = re.compile(rf"于{PRINTED}(?<=前)(?=[\u4e00-\u9fff]{{2}})")
"""When what is counted is done: 其余5个|于6月底前|建成."""
_DUE_INSIDE = re.compile(rf"(?<=[\u4e00-\u9fff]{{2}}){PRINTED}(?<=前)(?=[^\d的]{{1,4}}{END}$)")
"""专项资金6月底前执行率: when it is due, between the thing and its rate."""


def strip_front(words: str, *, keep_verb: bool = False) -> str:
    """Without dates, wishes and, unless `keep_verb`, light verbs (完成, 推进) in front; may be empty."""
    pattern = _WISHES if keep_verb else _LIGHT
    before = None
    while before != words:
        before = words
        words = pattern.sub("", words, count=1)
    return words


def subject(words: str, *, keep_verb: bool = False) -> Subject:
    """The indicator that stands before a figure, and its scope where the words name one apart from it."""
    words = strip_front(_LAST_OF_DEEDS.sub("", words), keep_verb=keep_verb)
    before = None
    while before != words:
        before = words
        words = _TRAILING.sub("", words)
    verb = _VERB_IN_FRONT.match(words)
    if verb and not keep_verb and len(words) - verb.end() >= INDICATORS.behind_verb:
        words = strip_front(words[verb.end() :])
    scope = None
    if _ONLY_PLACE.match(words):
        return Subject(indicator="", scope=words)
    front = _SCOPE_FRONT.match(words)
    if front:
        scope, words = front["scope"].removesuffix("的"), words[front.end() :]
    back = _SCOPE_BACK.match(words)
    if back:
        return Subject(indicator=back["indicator"], scope=_join(scope, back["scope"]))
    return Subject(indicator=_balanced(_DUE_INSIDE.sub("", words.strip("，、：的"))), scope=scope)


def _balanced(words: str) -> str:
    """Without a quotation mark at an end whose partner is not in the words."""
    if words.startswith("”") or (words.startswith("“") and "”" not in words):
        words = words[1:]
    return words[:-1] if words.endswith("“") or (words.endswith("”") and "“" not in words) else words


def _join(first: str | None, second: str) -> str:
    return f"{first}{second}" if first else second


def apart(one: Subject, other: str) -> Subject:
    """高峰时段发车间隔 as 发车间隔 for 高峰时段, where `other` is a group of that kind (平峰时段); else as it
    came.
    """
    front = _GROUP_FRONT.match(one.indicator)
    if front is None or len(front["group"]) > INDICATORS.group or front["group"][-1:] != other[-1:]:
        return one
    return Subject(indicator=front["rest"], scope=_join(one.scope, front["group"]))


def is_group(words: str) -> bool:
    """Whether the words name only people or places (农村, 开发区, 二级以上综合医院) and no indicator."""
    return bool(_GROUP_ONLY.match(words)) and not _HEAD_END.search(words)


def ends_in_head(words: str) -> bool:
    return bool(_HEAD_END.search(words))


def split_list(words: str, *, shared: bool = False, nouns: bool = False) -> list[str]:
    """A率、B率和C率 in three; where no part but the last is an indicator of its own, the words as one.

    `nouns`: a list without any indicator word (A制度和B管理达到100%) comes apart into its nouns. `shared`:
    the figure is said to hold for each (均, 各), so that a noun of doing (健康检查、危害检测率) is an
    indicator of its own too.
    """
    if _BETWEEN.search(words):
        return [words]
    loose = nouns and not ends_in_head(words)
    depth = depths(words)
    parts: list[str] = []
    begin = 0
    for joiner in JOINER.finditer(words):
        part = words[begin : joiner.start()]
        whole = ends_in_head(part) or (loose and len(part) >= INDICATORS.shortest_listed)
        if part and depth[joiner.start()] == 0 and (whole or (shared and DOING_END.search(part))):
            parts.append(part)
            begin = joiner.end()
    parts.append(words[begin:])
    if loose and len(parts[-1]) < INDICATORS.shortest_listed:
        return [words]
    return [each for part in parts if part for each in _patients(part)]


def _patients(words: str) -> list[str]:
    """高血压和糖尿病患者管理率: two indicators that share the words from 患者 on."""
    match = _PATIENTS.match(words)
    return [match[1] + match[3], match[2] + match[3]] if match else [words]


def split_group(one: Subject, count: int) -> list[Subject]:
    """城市、农村覆盖率 as two scopes of one indicator, for `count` figures; [one] where it does not come
    apart so.
    """
    parts = [part for part in JOINER.split(one.indicator) if part]
    if len(parts) != count:
        return [one]
    front = _GROUP_FRONT.match(parts[-1])
    if front is None:
        return [Subject(indicator=name, scope=one.scope) for name in _named_alike(one.indicator, parts)]
    scopes = [*parts[:-1], front["group"]]
    return [Subject(indicator=front["rest"], scope=_join(one.scope, scope)) for scope in scopes]


def _named_alike(whole: str, parts: Sequence[str]) -> list[str]:
    """出口、进口增速 as 出口增速 and 进口增速: the words behind the first one of the last part are those of
    all.
    """
    first = next(iter(segmented(parts[-1])), "")
    rest = parts[-1][len(first) :]
    if not ends_in_head(rest):
        return [whole] * len(parts)
    return [*(part + rest[_overlap(part, rest) :] for part in parts[:-1]), parts[-1]]


def _overlap(one: str, other: str) -> int:
    """How many characters at the end of the one are those at the start of the other."""
    return next((n for n in range(min(len(one), len(other)), 0, -1) if one.endswith(other[:n])), 0)


def deed_before(words: str) -> str | None:
    """The verb right before a figure of which it is the object (新增, 新、改、扩建), None where there is
    none.
    """
    match = _DEED_END.search(words)
    return match["verb"] if match else None


def starts_with_deed(words: str) -> bool:
    """Whether a verb of two characters or more opens the words; 建 may open a noun (建制镇)."""
    match = _DEED_START.match(words)
    return match is not None and match.end() >= 2


def has_strong_deed(words: str) -> bool:
    return bool(_STRONG_END.search(words))


def begins_with_strong_deed(words: str) -> bool:
    """Whether a verb of making opens the words, behind dates and wishes: 力争新建社区食堂."""
    return bool(_STRONG_START.match(strip_front(words, keep_verb=True)))


def split_action(words: str) -> tuple[str, str]:
    """(group, what it does): 综合医院|开设心理门诊; ("…", "") where no verb of doing stands in the words."""
    depth = depths(words)
    for match in _ACTION_IN.finditer(words):
        if depth[match.start()] == 0:
            return words[: match.start()], words[match.start() :]
    return words, ""


def object_phrase(words: str) -> str:
    """The counted thing at the start of the words: up to a mark, without 目标 and the like at its end."""
    words = words[: INDICATORS.phrase]
    marks = (at for at, depth in enumerate(depths(words)) if depth == 0 and words[at] in "，；。：！？\n")
    phrase = _GENERIC_END.sub("", words[: next(marks, len(words))].removeprefix("的"))
    phrase = _SECOND_VERB.split(phrase, maxsplit=1)[0]
    return phrase[:-1] if phrase.endswith(("到", "赴")) else phrase


def without_due(phrase: str) -> str:
    """What is done to the counted, without by when: 于6月底前建成投用."""
    return _DUE_AT.sub("", phrase)


def whole_phrase(words: str) -> str:
    """The words up to a mark, with what is done to the counted thing and without when (秸秆用于制饲料,
    干管9月底前贯通).
    """
    words = words[: INDICATORS.phrase]
    marks = (at for at, depth in enumerate(depths(words)) if depth == 0 and words[at] in "，；。：！？\n")
    phrase = _DUE_DATE.sub("", words[: next(marks, len(words))].removeprefix("的"))
    return _GENERIC_END.sub("", phrase)


def cover(scope: str | None, group: str) -> str | None:
    """Scope and group put together, without wishes and joiners."""
    words = strip_front(f"{scope or ''}{group}").strip("的，、")
    return words or None


def trimmed(span: Span, text: str, marks: str = "，、；。：\n ") -> Span | None:
    """The span without marks at its ends; None where nothing is left."""
    start, end = span.start, span.end
    while start < end and text[start] in marks:
        start += 1
    while end > start and text[end - 1] in marks:
        end -= 1
    return Span(start=start, end=end) if start < end else None
