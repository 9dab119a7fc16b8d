"""What people call an office that prints its name otherwise: 规划信息科 for 规信科, 疾控科 for
疾病预防控制科.

In: a name as said, the names the library prints. Out: those it may stand for. Nothing is listed: a name is
told from the characters of the other. The rules, for names of the same end (科, 处 and 股 are one, as are 办
and 办公室; 科 and 办 where all else is the same):

- short for long: the short one takes its characters in order from the long one, each at the beginning of a
  word or right behind the one before it, the very first among them. Where the long one is said and the short
  one printed, the last word that says something must be among those it takes from.
- an office of a place for the kind of office a rule names (市监局, 市市场监管局 for 市场监督管理部门, and for
  市场监督管理 in a list that ends in 等部门), where both are of the same field.
- a part said for the whole: whole words in a row of the printed name (人事科 for 组织人事科); never the other
  way round, 规划财务科 is no 财务科.

Short forms of words (发改, 人社) come from the table of abbreviations. Several that fit are all given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from assistant.query.options import QUERY
from ingest import late_re as re
from ingest.grammar.asked_roles import BETWEEN
from ingest.grammar.interrogatives import ASKED_FOR
from ingest.grammar.joins import SAID_JOINS, SIGN
from ingest.grammar.letters import is_han
from ingest.grammar.office_ends import (
    ALIKE_ENDS,
    AT_LARGE,
    BODY_END,
    PARENT_END,
    SAID_ENDS,
    SAME_END,
    UNIT_END,
)
from ingest.grammar.office_kinds import field_of, levels_of
from ingest.grammar.office_words import TEAM, TEAMS
from ingest.grammar.offices import CALLED
from ingest.grammar.places import LEVEL
from ingest.grammar.role_words import DUTY_VERB
from ingest.grammar.segmentation import ends_word, words

_END = re.compile(rf"(?P<base>.+?)(?P<end>集团(?:有限)?公司|{TEAM}|{BODY_END}|{SAID_ENDS}|{UNIT_END})$")
_DOES = (
    rf"(?=(?:{DUTY_VERB})(?!{CALLED}|人|领导)|有(?:{ASKED_FOR})|的?(?:任务|工作|职责)(?:清单|有)"
    rf"|[要应在还也都]|的?(?:{ASKED_FOR})|[，。？?]|{SIGN}|$)"
)
"""Behind a body that a question asks about: 疾控中心负责哪些, but 疾控中心|迁建."""
_SAID_END = re.compile(rf"(?:{SAID_ENDS}|{TEAM})(?!室)|(?:{BODY_END}){_DOES}")
_BRACKETED = re.compile(r"(?P<base>.+?)[\[（(【](?P<inner>.+?)[\]）)】]")
_BODY = re.compile(f"{BODY_END}|{TEAM}")
_COUNTRY = r"国家(?!安全|公园)(?=[\u4e00-\u9fff]{3})"
_LEVEL = re.compile(
    rf"^(?:{_COUNTRY}|(?:(?!{LEVEL}城市)[\u4e00-\u9fff]{{2,4}}?)?{LEVEL}(?=[\u4e00-\u9fff]{{2}}))"
)
"""With its place before it; the 市 of 市城市管理局 is no place's. The country's level is said out
(国家发展改革委); 国家安全 and 国家公园 are what an office is for.
"""
_SAYS_LITTLE = frozenset(("发展", "管理", "工作", "服务", "事务", "建设", "化", *SAID_JOINS))
"""Words of a department's name that short forms leave out."""
_NOT_ALONE = _SAYS_LITTLE | {"综合"}
_LONGEST = 16
_GOVERNMENT = tuple(sorted({*PARENT_END} & {*UNIT_END} - {*"[]"}))
"""Ends people leave away: 财政 for 市财政局."""
_OF_A_FIELD = frozenset(TEAMS).union(_GOVERNMENT, (SAME_END.get(e, e) for e in _GOVERNMENT))
"""Ends of the offices that a rule may name by their kind."""
_BARE = re.compile(
    rf"(?<![\u4e00-\u9fff])(?P<said>[\u4e00-\u9fff]{{2,5}}?)(?:部门|系统)?{BETWEEN}"
    rf"(?=(?:{DUTY_VERB})(?!{CALLED}|人|领导)|有(?:{ASKED_FOR})|的?(?:任务|工作|职责)(?:清单|有))"
)
_ASKS_WHO = re.compile(rf"谁|由|归|哪[个些家]?(?:{AT_LARGE}|领导)")


class ShortForms:
    """Of one roster; `abbreviations` word -> its short forms. Cheap to ask, made once a roster."""

    def __init__(self, names: Iterable[str], abbreviations: Mapping[str, Sequence[str]]) -> None:
        self._abbreviations = abbreviations
        self._by_end: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        self._of_field: list[tuple[str, str, tuple[str, ...]]] = []
        for name in names:
            if field := field_of(name):
                self._of_field.append((name, field, self._written_out(field)))
            m = _BRACKETED.fullmatch(name)
            for part in (m["base"], m["inner"]) if m else (name,):
                if (split := _split(part)) is not None:
                    forms = self._written_out(split[0])
                    self._by_end.setdefault(split[1], []).append((name, forms))

    def meant_by(self, said: str) -> tuple[str, ...]:
        """The printed names `said` may stand for, itself not among them."""
        split = _split(said) or _split(f"县{said}")
        if split is None:
            return ()
        spoken = self._written_out(split[0])
        like = self._by_end.get(split[1], ())
        other_end = self._by_end.get(ALIKE_ENDS.get(split[1], ""), ())
        fits = _fits_body if _BODY.fullmatch(split[1]) else _fits
        names = [name for name, printed in like if any(fits(a, b) for a in spoken for b in printed)]
        names += [name for name, printed in other_end if set(spoken) & set(printed)]
        if split[1] in _OF_A_FIELD:
            whole = (*spoken, *self._written_out(said[: -len(split[1])]))  # the 市 of 市监局 is no level
            of = [n for n, _, kind in self._of_field if any(_is_of(a, b) for a in whole for b in kind)]
            names += [name for name in of if _of_a_level(said, name)]
        return tuple(name for name in dict.fromkeys(names) if name != said)

    def of_the_same_field(self, name: str, said: str) -> tuple[str, ...]:
        """All names that mean the kind of office that `name` means, called `said` (市场监督管理 for
        市场监督管理部门), itself first; only itself where it means none.
        """
        field = field_of(name)
        same = (other for other, of, _ in self._of_field if of == field and _of_a_level(said, other))
        return tuple(dict.fromkeys((name, *same)))

    def meant_by_bare(self, said: str) -> tuple[str, ...]:
        """The same of a name without its end (财政, 住建), for offices of a government."""
        spoken = self._written_out(said)
        found = [
            name
            for end in _GOVERNMENT
            for name, printed in self._by_end.get(end, ())
            if any(a == b or shortens(a, b) for a in spoken for b in printed)
        ]
        return tuple(dict.fromkeys(found))

    def _written_out(self, base: str) -> tuple[str, ...]:
        """The base with the short forms of its words and with the words of its short forms."""
        forms = [base]
        for word, short in self._abbreviations.items():
            forms += [base.replace(word, s) for s in short if word in base]
            forms += [base.replace(s, word) for s in short if s in base and not _has_head(base, word, s)]
        return tuple(dict.fromkeys(forms))


def without_country(name: str) -> str:
    """The name of one of the country's offices without what says so: 发展改革委 for 国家发展改革委."""
    return re.sub(f"^{_COUNTRY}", "", name)


def _has_head(base: str, word: str, short: str) -> bool:
    """Whether the base has the word, or what stands in it before the short form (地方 of 地方金融监督)."""
    head = word[: word.find(short)] if short in word else ""
    return word in base or bool(head and head in base)


def _fits(said: str, printed: str) -> bool:
    return (
        said == printed
        or shortens(said, printed)
        or shortens(printed, said, to_the_end=True)
        or is_part(said, printed)
    )


def _fits_body(said: str, printed: str) -> bool:
    """Of bodies that are no department also a short form of the last words of the printed name: 质安 of
    水利工程质量安全, 综合执法 of 城市管理综合行政执法; never a longer name for a shorter one.
    """
    if said == printed or shortens(said, printed) or is_part(said, printed):
        return True
    cut = _words(printed)
    return any(shortens(said, "".join(cut[n:]), to_the_end=True) for n in range(1, len(cut)))


def _is_of(said: str, field: str) -> bool:
    """A department of another organ (公安机关交通管理) is no short form's of that."""
    if said == field or "机关" in field:
        return said == field
    return shortens(said, field) or shortens(field, said, to_the_end=True)


def _of_a_level(one: str, other: str) -> bool:
    """Whether both may be of one level of government."""
    a, b = levels_of(one), levels_of(other)
    return not a or not b or bool(a & b)


def find_said(text: str, forms: ShortForms) -> tuple[tuple[int, str, tuple[str, ...]], ...]:
    """Places in a question where an office is called by another name, with that name and those it
    stands for.
    """
    found: list[tuple[int, str, tuple[str, ...]]] = []
    for m in _SAID_END.finditer(text):
        least = found[-1][0] + len(found[-1][1]) if found else 0
        for start in range(max(least, m.end() - _LONGEST), m.start() - 1):
            said = text[start : m.end()]
            if not is_han(said) or not ends_word(said, text[m.end() :]):
                continue
            if names := forms.meant_by(said):
                found.append((start, said, names))
                break
    return tuple(found)


def begins_office(words: str, forms: ShortForms) -> bool:
    """Whether the words begin with what an office is called by its level: 市城管局."""
    if not re.match(LEVEL, words):
        return False
    return any(forms.meant_by(words[: m.end()]) for m in _SAID_END.finditer(words[:_LONGEST]))


def find_bare(text: str, forms: ShortForms) -> tuple[tuple[int, str, tuple[str, ...]], ...]:
    """The same of offices called without their ends, where the question asks what they do: 财政负责哪些."""
    if _ASKS_WHO.search(text):
        return ()
    found = ((m.start("said"), m["said"]) for m in _BARE.finditer(text))
    meant = ((at, said, forms.meant_by_bare(said)) for at, said in found)
    return tuple(one for one in meant if one[2] and not _opens_many(one[1], one[2]))


def _opens_many(said: str, names: Sequence[str]) -> bool:
    """Whether the word only opens the names of offices that are otherwise unlike (国家)."""
    return sum(name.startswith(said) for name in names) > QUERY.namesakes


def _split(name: str) -> tuple[str, str] | None:
    """Base and end: 疾控 and 科; None for a name that ends otherwise or has no base of two characters."""
    m = _END.fullmatch(_LEVEL.sub("", name, count=1))
    if m is None or len(m["base"]) < 2:
        return None
    return m["base"], SAME_END.get(m["end"], m["end"])


def shortens(short: str, long: str, *, to_the_end: bool = False) -> bool:
    """Whether the one is a short form of the other: 规信 of 规划信息, 疾控 of 疾病预防控制.

    `to_the_end`: it takes something of the last word that says something.
    """
    if len(short) >= len(long) or short[0] != long[0] or short in _NOT_ALONE:
        return False
    cut = _words(long)
    starts = {sum(map(len, cut[:n])) for n in range(len(cut))}
    said = [n for n, word in enumerate(cut) if word not in _SAYS_LITTLE]
    end = sum(map(len, cut[: said[-1]])) if said and to_the_end else 0
    return any(places[-1] >= end for places in _taken(short, long, starts))


def is_of_title(word: str, title: str) -> bool:
    """Whether a title, folded, has the word, or a longer one that it is short for: 老年人 for 老人."""
    if word in title or re.search(".?".join(map(re.escape, word)), title):
        return True
    return any(shortens(word, title[at:]) for at in range(len(title) - len(word)))


def is_part(part: str, whole: str) -> bool:
    """Whether the one is whole words in a row of the other: 人事 of 组织人事."""
    cut = _words(whole)
    rows = (cut[at:end] for at in range(len(cut)) for end in range(at + 1, len(cut) + 1))
    return part != whole and any(part == "".join(row) and not set(row) <= _NOT_ALONE for row in rows)


def _taken(short: str, long: str, starts: set[int]) -> list[tuple[int, ...]]:
    """Every way in which `long` gives the characters of `short` in order, at starts of words or in a row."""
    ways: list[tuple[int, ...]] = [(0,)]
    for ch in short[1:]:
        ways = [
            (*way, at)
            for way in ways
            for at in range(way[-1] + 1, len(long))
            if long[at] == ch and (at in starts or at == way[-1] + 1)
        ][:50]
    return ways


@lru_cache(maxsize=4096)
def _words(base: str) -> tuple[str, ...]:
    """The words of a base; single characters in pairs (医政, 医管), long words cut in pairs (爱国, 卫生)."""
    out: list[str] = []
    for word in words(base):
        if len(word) == 1 and out and len(out[-1]) == 1 and word not in _SAYS_LITTLE:
            out[-1] += word
        elif len(word) >= 4:
            pairs = [word[at : at + 2] for at in range(0, len(word) - 1, 2)]
            out += [*pairs[:-1], pairs[-1] + word[2 * len(pairs) :]]
        else:
            out.append(word)
    return tuple(out)
