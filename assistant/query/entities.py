"""Offices and people named in a question, in the library's exact wording.

办公室 is not 办公室[宣教科]: a name in brackets, or the name in front of them, finds the whole only where no
office of just that name is there. What people call an office otherwise is
derived from the roster (`short_forms`), or comes from the editable alias table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.query.options import QUERY
from assistant.query.short_forms import ShortForms, find_bare, find_said, without_country
from assistant.question import Scope
from assistant.retrieval.catalog import Catalog
from assistant.retrieval.lexicon import Lexicon, fold
from assistant.retrieval.time_limit import check
from ingest import late_re as re
from ingest.grammar.asked_roles import BETWEEN
from ingest.grammar.letters import HAN_AT_END, places_of
from ingest.grammar.numerals import DIGIT
from ingest.grammar.office_ends import (
    AT_LARGE_WORDS,
    BODY_END,
    DEPARTMENT_SAID,
    LISTED_END,
    PARENT_END,
    UNIT_END,
)
from ingest.grammar.office_kinds import field_of
from ingest.grammar.offices import CALLED
from ingest.grammar.people import FAMILY_NAME, TITLE, is_everyday_word
from ingest.grammar.places import AREA, LEVELS
from ingest.grammar.role_words import DUTY_VERB
from ingest.grammar.segmentation import (
    classes_of,
    ends_word,
    is_function_word,
    is_noun,
    is_verb,
    is_word,
    words,
)

_BRACKETS = re.compile(r"^(?P<base>.+?)[\[（(【](?P<inner>.+?)[\]）)】]$")
_OFFICE = re.compile(rf"(?:{LISTED_END}|党组)$")
_OWN_PLACE = re.compile(rf"^[\u4e00-\u9fff]{{2,4}}?{AREA}(?=[\u4e00-\u9fff]{{3}})")
_ORGAN_END = re.compile(rf"(?:{PARENT_END}|{AREA}|里)$")
_EXCLUDED = re.compile(r"(?:(?<!是)不是|不含|(?<!算)不算|(?<!包括)不包括|除了?|非|排除)$")
_NOT_AFTER = re.compile(
    r"^(?:室|科|学|生|负责制|体系|标准化|规范化|建设|设置"
    rf"|[新分老总](?:{BODY_END}|校区?|楼)|{DIGIT}期|(?:改?扩|迁|新|改|重)建)"
)
"""Behind a name that is part of another word, or of the name of a building: 县图书馆|新馆."""
_UNIT = re.compile(UNIT_END)
_NAMED_SO = re.compile(rf"(?:{UNIT_END}|{PARENT_END}|{AREA}|人|者|方|队|户|主体)$")
_AS_BODY = re.compile(rf"(?:主管|行政|业务)?(?:部门|系统|机关|单位|条线|战线|口|方面|{UNIT_END})")
_PART_OF_WORD = re.compile(r"[表里的是由归在和与]")
_STRANGE = re.compile(
    rf"([\u4e00-\u9fff]{{1,6}}?(?:{DEPARTMENT_SAID}))(?:室)?"
    r"(?:在　+[里中上])?(?:[^，。？?科]{0,6}?)"
    rf"(?:{DUTY_VERB}|的?(?:任务|工作|职责|清单|事项)|管|干|要做|有哪些|有几)"
)
_OFFICES = ("j", "nt")
"""Classes of the segmenter for short names and institutions: 纪委, 卫生局."""
_ROLE = re.compile(rf"(?:{DUTY_VERB}|责任|相关|有关)(?:{UNIT_END}|{CALLED})")
_EXACTLY = re.compile(r"单写|只写|仅写|不带|不含|没有(?:\[|括号)|不是|去掉|不要括号")
_ASKING = re.compile(r"[哪什谁几何某各每怎没]|个|这|那|该|是|由|归|找")
_WITHIN_A_PAPER = re.compile(r"(?<=[　》])(?:里面?|当?中|内)(?=[\u4e00-\u9fff])")
"""Behind a paper's name, which is blanked out: that what follows stands in it (《…》中|医政科)."""
_PERSON = re.compile(
    rf"(?:^|[　，。、\s]|领导)({FAMILY_NAME}[\u4e00-\u9fff]{{1,2}})"
    rf"(?:同志|副?{TITLE})?{BETWEEN}"
    rf"(?:{DUTY_VERB}|管)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """`units` and `leaders` found; `rest` the question with them blanked out; `strange` one the library has
    not.

    `read` are (as said, as printed) pairs of offices called by a name of the alias table.
    """

    units: tuple[str, ...]
    leaders: tuple[str, ...]
    rest: str
    strange: str | None = None
    read: tuple[tuple[str, str], ...] = ()


def named_in(rest: str, asked: str, scope: Scope, catalog: Catalog, lexicon: Lexicon) -> Named:
    """Offices and people of a question: those of the plans asked about before those of all plans.

    `asked` is the folded question, `rest` the same with its scope blanked out, character for character.
    """
    found = _named_in(rest, asked, scope, catalog, lexicon)
    without = _WITHIN_A_PAPER.sub(lambda m: "　" * len(m[0]), rest)
    if without == rest:
        return found
    other = _named_in(without, asked, scope, catalog, lexicon)
    return other if other.strange is None and (other.units or other.leaders) else found


def _named_in(rest: str, asked: str, scope: Scope, catalog: Catalog, lexicon: Lexicon) -> Named:
    rest = _whole_names(rest, asked, catalog.units)
    titles = tuple(fold(row.title) for row in catalog.rows)
    if scope.named and 0 < len(scope.plans) <= QUERY.own_offices:
        rows = [row.clause for plan in scope.plans for row in catalog.view(plan).clauses]
        units = tuple(dict.fromkeys(u for c in rows for u in c.units))
        leaders = tuple(dict.fromkeys(n for c in rows for n in c.leaders))
        near = find_named(rest, units, leaders, lexicon, titles)
        if near.units or near.leaders:
            return near
    found = find_named(rest, catalog.units, catalog.leaders, lexicon, titles)
    if found.strange is not None and _issues(found.strange, scope, catalog, lexicon):
        whole = found.rest.replace(found.strange, "　" * len(found.strange))
        return replace(found, rest=whole, strange=None)
    if found.strange is not None and (ended := _ending(found.strange, catalog, lexicon, titles)):
        name, units = ended
        return replace(found, units=units, rest=found.rest.replace(name, "　" * len(name)), strange=None)
    own = tuple(unit for unit in found.units if not _is_of_other_level(unit, asked))
    return found if own == found.units else replace(found, units=own, read=())


def _ending(
    strange: str, catalog: Catalog, lexicon: Lexicon, titles: tuple[str, ...]
) -> tuple[str, tuple[str, ...]] | None:
    """The end of it that begins with a level and calls offices of the library, and these: 市卫健委 of
    病筛查市卫健委, where no blank stands before it.
    """
    for at in range(1, len(strange) - QUERY.short_office + 1):
        units = find_named(strange[at:], catalog.units, (), lexicon, titles).units
        if strange[at] in LEVELS and units:
            return strange[at:], units
    return None


def _is_of_other_level(unit: str, asked: str) -> bool:
    """Whether the question says an office of that name with another level before it (the 县农业农村局 of
    云岫县农业农村局 for 市农业农村局 of another paper).
    """
    name = fold(unit)
    if name[0] not in LEVELS or name in asked:
        return False
    before = {asked[at - 1] for at in places_of(name[1:], asked) if at}
    return bool(before) and all(level in LEVELS for level in before)


def _whole_names(rest: str, asked: str, units: Sequence[str]) -> str:
    """`rest` with the offices printed in full in `asked` whole again where the place in their name was taken
    for scope.
    """
    for name in sorted((n for unit in units if (n := fold(unit)) and n in asked), key=len, reverse=True):
        at = asked.find(name)
        while at >= 0:
            check()
            end = at + len(name)
            if rest[at:end] != name and rest[at:end].strip("　"):
                rest = rest[:at] + name + rest[end:]
            at = asked.find(name, end)
    return rest


def find_named(
    rest: str, units: Sequence[str], leaders: Sequence[str], lexicon: Lexicon, titles: Sequence[str] = ()
) -> Named:
    """`rest` folded; longer names are found first, and no name inside another word (老年医学科 is not
    医学科). What `titles`, folded, have with the verb behind it (住房保障) calls no office by a short name.
    """
    spoken = spoken_names(units, lexicon)
    forms = short_forms(tuple(units), lexicon)
    aliases = {fold(word) for word in lexicon.aliases}
    found: dict[str, int] = {}
    read: dict[str, str] = {}
    asked = rest
    for word in sorted(spoken, key=len, reverse=True):
        at = rest.find(word)
        while at >= 0:
            check()
            after = rest[at + len(word) :]
            other = word in aliases and not any(word in fold(name) for name in spoken[word])
            if other and _ends_longer_name(rest, at):
                at = rest.find(word, at + len(word))
                continue
            cut = _UNIT.match(after) and any(field_of(name) for name in spoken[word])  # 交通 of 交通局
            cut = cut or _is_field_of_something(rest, at, word)
            if not cut and not _NOT_AFTER.match(after) and not _inside_word(rest, at, word):
                if not _EXCLUDED.search(rest[:at]):
                    for one in spoken[word]:  # a name as printed is that one's alone
                        kin = (one,) if fold(one) == word else forms.of_the_same_field(one, word)
                        for name in kin:
                            found.setdefault(name, at)
                    if other:
                        read[word] = "、".join(spoken[word])
                rest = rest[:at] + "　" * len(word) + after
            at = rest.find(word, at + len(word))
    for at, word, names in find_said(rest, forms):
        if not _stands_apart(rest, at) or _EXCLUDED.search(rest[:at]):
            continue
        for name in names:
            found.setdefault(name, at)
        read[word] = "、".join(names)
        rest = rest[:at] + "　" * len(word) + rest[at + len(word) :]
    if not found:
        for at, word, names in find_bare(rest, forms):
            if any(rest[at : at + len(word) + QUERY.behind_office] in title for title in titles):
                continue
            found |= dict.fromkeys(names, at)
            read[word] = "、".join(names)
            rest = rest[:at] + "　" * len(word) + rest[at + len(word) :]
    if _EXACTLY.search(rest):
        found = {
            name: at for name, at in found.items() if not _BRACKETS.match(name) or fold(name) in asked
        } or found
    people = [name for name in leaders if fold(name) in rest]
    for name in people:
        rest = rest.replace(fold(name), "　" * len(fold(name)))
    strange = None
    if not found and not people:
        office, person = _STRANGE.search(rest), _PERSON.search(rest)
        named = _whole(rest, office.span(1)) if office else None
        named = named if named and not _ASKING.search(named) else None
        named = _PART_OF_WORD.split(named)[-1] if named else None
        named = named if named and len(named) >= QUERY.short_office and not _ROLE.match(named) else None
        strange = person[1] if person and not _is_words(person[1]) else named
    return Named(
        units=tuple(sorted(found, key=found.__getitem__)),
        leaders=tuple(people),
        rest=rest,
        strange=strange,
        read=tuple(read.items()),
    )


def _whole(rest: str, at: tuple[int, int]) -> str | None:
    """What ends as an office does at `at`, from the beginning of its first word; None where it ends in a word
    that is no office: 产业布局, 经营场所.
    """
    start, end = at
    place = 0
    for word, kind in classes_of(rest):
        begun, place = place, place + len(word)
        if begun < start < place:
            start = begun
        if begun < end <= place:
            whole = len(word) == 2 or (len(word) == 4 and is_word(word[-2:]))
            return None if place == end and whole and kind not in _OFFICES else rest[start:end]
    return None


def _issues(name: str, scope: Scope, catalog: Catalog, lexicon: Lexicon) -> bool:
    """Whether it is the body that issued a paper asked about, perhaps in short (卫健委 for
    某市卫生健康委员会): it says which paper is meant.
    """
    issuers = {row.issuer for row in catalog.rows if row.id in scope.plans and row.issuer}
    whole = any(fold(issuer).endswith(name) for issuer in issuers)
    return whole or bool(ShortForms(issuers, lexicon.abbreviations).meant_by(name))


def _is_words(name: str) -> bool:
    """Whether what looks like a person's name is something else: a word, or one with where (任务里) or with
    a “not” that belongs to what follows (单位不).
    """
    return is_everyday_word(name) or (name[-1] in "里中内上下不没未" and is_everyday_word(name[:-1]))


@lru_cache(maxsize=64)
def _forms_of(names: tuple[str, ...], abbreviations: tuple[tuple[str, tuple[str, ...]], ...]) -> ShortForms:
    return ShortForms(names, dict(abbreviations))


def short_forms(names: tuple[str, ...], lexicon: Lexicon) -> ShortForms:
    """Of that roster, kept for the rosters asked about last."""
    return _forms_of(names, tuple((word, tuple(short)) for word, short in lexicon.abbreviations.items()))


def spoken_names(units: Iterable[str], lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """What an office may be called -> its names as printed. An exact name stands for itself alone."""
    names = tuple(name for name in units if fold(name))
    table: dict[str, dict[str, None]] = {fold(name): {name: None} for name in names}
    parts: dict[str, dict[str, None]] = {}
    for name in names:
        m = _BRACKETS.match(name)
        if m:
            for part in (m["base"], m["inner"]):
                if not AT_LARGE_WORDS.fullmatch(part):  # 县直部门（单位）
                    parts.setdefault(fold(part), {})[name] = None
        bare = _OWN_PLACE.sub("", m["inner"] if m else name)
        if m and bare != m["inner"] and len(bare) >= QUERY.short_office:
            parts.setdefault(fold(bare), {})[name] = None
    for name in names:
        for said in _short_forms(fold(name), lexicon):
            if len(said) >= QUERY.short_office:
                parts.setdefault(said, {})[name] = None
    for word, whole in parts.items():
        if word not in table:
            table[word] = whole
    for word, printed in lexicon.aliases.items():
        if fold(word) in table or not _OFFICE.search(word):
            continue
        known = {n: None for p in printed for n in table.get(fold(p), {})}
        if known:
            table[fold(word)] = known
    return {word: tuple(found) for word, found in table.items() if len(word) >= 2}


def _short_forms(name: str, lexicon: Lexicon) -> list[str]:
    """The name without its level (税务局 for 市税务局), and with the short forms of its words (市人社局)."""
    forms = [name]
    for word, short in lexicon.abbreviations.items():
        forms += [form.replace(word, s) for form in forms if word in form for s in short]
    bare = [form[1:] for form in forms if form[0] in LEVELS and len(form) > QUERY.short_office]
    bare += map(without_country, forms)
    return [form for form in dict.fromkeys((*forms, *bare)) if form != name]


def kin_of(unit: str, units: Iterable[str]) -> tuple[str, ...]:
    """Other offices whose printed name begins with or holds this one (办公室[宣教科] for 办公室): told apart,
    not counted in.
    """
    return tuple(
        u for u in units if u != unit and (m := _BRACKETS.match(u)) and unit in (m["base"], m["inner"])
    )


def _ends_longer_name(text: str, at: int) -> bool:
    """Whether another name stands directly before it, so that the office asked for is a third one: 规划财务科
    is not 财务科.
    """
    before = re.search(r"[\u4e00-\u9fff]{2}$", text[:at])
    return (
        before is not None and not _ORGAN_END.search(before[0]) and is_word(before[0]) and is_noun(before[0])
    )


def _stands_apart(text: str, at: int) -> bool:
    """Whether nothing that could belong to a name stands directly before it: not so for 卫生科 in
    公共卫生科.
    """
    before = HAN_AT_END.search(text[:at])
    if before is None or _ORGAN_END.search(before[0]):
        return True
    last = words(before[0])[-1]
    return _is_loose(last) or is_verb(last)


def _is_loose(word: str) -> bool:
    """Whether a word before a name is no part of it, whatever it is."""
    return is_function_word(word) or word in ("的", "请问")


def _is_field_of_something(text: str, at: int, word: str) -> bool:
    """Whether a field that papers call an office by (教育 of 公安、教育等部门) is part of what something is
    called: 校外实践|教育, 教育|经费.
    """
    if _NAMED_SO.search(word) or len(word) > QUERY.name_end:
        return False
    before = HAN_AT_END.search(text[:at])
    if before is not None and not _ORGAN_END.search(before[0]) and not _is_loose(words(before[0])[-1]):
        return True
    behind = text[at + len(word) :]
    if _AS_BODY.match(behind):
        return False
    following = words(behind[: QUERY.before_name])
    return bool(following) and is_noun(following[0]) and not is_verb(following[0])


def _inside_word(text: str, at: int, word: str) -> bool:
    """Whether the name is the end of a longer one: 医学科 in 老年医学科, 中心 in 疾控中心."""
    return (
        len(word) <= QUERY.name_end
        and at > 0
        and not ends_word(text[max(0, at - QUERY.before_name) : at], text[at:])
    )
