"""What a paper gives to those who qualify, and who that is: 给予建设补助2万元;
对建筑面积3千平方米以上的书屋，给予….

In: folded words around a figure, or a clause. Out: patterns to match them with, and whether a figure
says who is meant. The words stand in data/granting.yaml. What is taken (处以, 罚款, 扣减) is no grant.
"""

from __future__ import annotations

from typing import Any

from ingest import late_re as re
from ingest.grammar.bounds import BEFORE
from ingest.grammar.measures import kind_of
from ingest.grammar.office_ends import UNIT_END
from ingest.grammar.options import SENTENCES
from ingest.grammar.quantities import read_quantities
from ingest.grammar.recurrence import EACH, PERIOD
from ingest.grammar.stops import SENTENCE, begin_of, end_of
from ingest.grammar.tables import any_of, one_of, table

_TABLE: dict[str, Any] = table("granting")


def _words(kind: str) -> str:
    return any_of([row["word"] for row in _TABLE[kind]])


GIVES, _AWARDS, GRANT = _words("gives"), _words("awards"), _words("grants")
"""Patterns: verbs behind which it is said what is given; verbs that say it by themselves; what is given."""
GIVE_WORDS = tuple(row["word"] for row in _TABLE["gives"])
PAY_WORDS = tuple(row["verb"] for row in _TABLE["grants"] if "verb" in row)
PAYS = any_of(PAY_WORDS)
"""A pattern: how the giving of it is said in one word."""
_SUM = rf"(?:{BEFORE})?[\d.,]+[万亿]?元?"
SUMS_BEFORE = re.compile(rf"(?:(?:{_SUM}(?:人民币)?[、和])+|{_SUM}以上、?)$")
"""Those of a list that stand before a figure, and the least where it is the most: 分别给予3万元、|2万元补助,
给予300元以上|900元以下的奖励.
"""
SUMS_BEHIND = re.compile(rf"(?:[、和]{_SUM})+|、?{_SUM}以下")
GIVEN = re.compile(
    rf"(?:(?P<gives>{GIVES})|(?:{_AWARDS})(?!{one_of(_TABLE['not'])}))(?P<what>[^，；。\d]{{0,14}})$"
)
"""Words up to a figure that say it is given, and what."""
KIND = re.compile(rf"(?P<kind>(?:一次性|累加)?[^，；。、的\d（）“”]{{0,4}}?(?:{GRANT}))$")
"""What is given, at the end of the words before a figure."""
KIND_BEHIND = re.compile(
    rf"(?:/[^，的]{{1,4}})?(?:人民币)?的?(?:“[^”]{{1,6}}”)?(?P<kind>[^，；。、的\d（）“”]{{0,6}}?(?:{GRANT}))(?![对率标范])"
)
"""The same behind the figure."""
AT_A_RATE = re.compile(
    rf"(?:的?标准)?(?:{GIVES})(?:[^，；。、\d]{{0,6}}?[\d.,]+[万亿]?元)?"
    rf"(?P<kind>[^，；。、\d]{{0,8}}?(?:{GRANT}))(?![对率标范])"
)
"""Behind a figure that is a rate: 按造价的8%|给予奖励."""
BY_A_RATE = re.compile(r"按照?[^，；。]{0,24}$")
TO = re.compile(
    rf"(?:^|财政|部门|{UNIT_END}|[由并再将])(?:对于?(?![接于照])|给(?!予)|向)(?P<whom>[^，；。]{{2,}})$"
)
"""Who gets it, before the words that say it is given."""
NOT_WHOM = re.compile(
    rf"(?:分别|可以?|再|将|均|各|应当?|一次性|最高|经[^，]{{2,12}}后|单个|每[个家名户例]|{EACH}|{PERIOD.pattern}"
    r"|按照?(?:每[^，]*|[^，]{1,16}的)?|由[^，]*)$"
)
"""What may stand between who gets it and the verb, and is no part of the name."""
GIVER = re.compile(rf"^.*(?:财政(?:部门)?|部门|{UNIT_END})$")
_TO_THOSE = re.compile(r"(?<![^，；：。\s])对于?(?![接照])")
_IN_ALL = re.compile("安排|预算|筹集|投入|总额|列支|下达")
"""Words of what is spent in all, which say nothing of what each gets."""
_GIVES_ANY = re.compile(rf"{GIVES}|{_AWARDS}|{GRANT}|返还|减免|免收")
_THOSE = re.compile(rf"的(?!标准|比例|额度|幅度|{GRANT})")


def is_grant(word: str) -> bool:
    """Whether the word says what is given or that it is: 补助, 奖励资金."""
    return _GIVES_ANY.search(word) is not None


def gives_money(text: str) -> bool:
    """Whether a sentence says that money is given: 每座一次性补助3万元; not what is spent (安排补助资金)."""
    if not _GIVES_ANY.search(text) or _IN_ALL.search(text):
        return False
    return any(kind_of(q.unit) == "money" for q in read_quantities(text))


def says_to_whom(text: str, start: int, end: int) -> bool:
    """Whether the figure at text[start:end] says to whom its sentence gives something: 对面积3千平方米以上、
    藏书1万册以上的书屋，给予…; what is given stands behind it, and 的 between the two.
    """
    first, last = max(0, start - SENTENCES.granting), min(len(text), end + SENTENCES.granting)
    begin = first + begin_of(SENTENCE, text[first:start], start - first)
    stop = end + end_of(SENTENCE, text[end:last], 0)
    opened = list(_TO_THOSE.finditer(text, begin, start))
    if not opened or _GIVES_ANY.search(text, opened[-1].end(), start):
        return False
    gives = _GIVES_ANY.search(text, end, stop)
    return gives is not None and _THOSE.search(text, end, gives.start()) is not None
