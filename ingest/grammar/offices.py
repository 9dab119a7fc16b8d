"""The names of a list of offices or people: where one ends and the next begins, and which of them are
offices.

In: the names as printed behind a role or in a bracket. Out: each once, in printed order, without the white
space in them and without a role in brackets behind one (市教育局（牵头）). Offices are told by how their
names end; whose name is a person's is `people`'s.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from ingest import late_re as re
from ingest.grammar.letters import has_digit, without_blanks
from ingest.grammar.office_ends import (
    ANY_END,
    COLLECTIVE,
    IN_LISTS_END,
    LEVEL_TEXT_END,
    LISTED_LAST,
    NOBODY,
    PARENT_END,
    SHORT_END,
    SURE_END,
    VAGUE_END,
)
from ingest.grammar.options import OFFICES, PERSONS
from ingest.grammar.people import with_titles
from ingest.grammar.places import LEVEL, LEVELS
from ingest.grammar.role_words import BY, ROLE_SUFFIX, ROLE_VERB
from ingest.grammar.segmentation import is_verb, words

SEPARATORS = "、，,；;。/／|｜"
_BETWEEN = "、，,；;"
"""Those of them that stand in no day."""
_STROKES = "-—－–"
_NUMBER_ONLY = re.compile(r"[^\w.]*(?:\d{1,3}|[^\W\d_]{1,3})[^\w.]*")
"""A number of an item: a year or a telephone has more digits."""
BLANKS = " \t\u3000\u00a0"
OPENERS, CLOSERS = "（(【[［〔", "）)】]］〕"
ALIAS = re.compile("（[^（）]{0,2}[统简]称[^（）]*）")
"""What somebody is called from there on: no part of the name, whatever commas it holds."""
SUCH = "有关|相关"
"""A pattern: what says that those are meant whom it concerns."""
WHICHEVER = f"各|{SUCH}|其他"
"""A pattern: what stands before those who are called by no name of their own."""
_OPEN = re.compile(
    r"等(?:[\d一二三四五六七八九十余多几]+个)?(?:相关|有关|各)?(?:单位|部门|科室|处室|机构|领导|市直部门"
    r"|成员单位)?$"
)
CALLED = "单位|部门|科室"
"""A pattern: what offices are called together."""
AND_SUCH = f"等(?:{SUCH})?(?:{CALLED})?"
"""A pattern: what a list of offices that is not whole ends in."""
_OPEN_WITHIN = re.compile(rf"(?<=[\u4e00-\u9fff）)]){AND_SUCH}(?=[{SEPARATORS}])")
"""The same before a sign, where another list follows."""
_TASK = re.compile(r"[（(](?P<task>[\u4e00-\u9fff]{4,})[）)]$")
"""In brackets at the end of a name, what is no level of government and no short name."""
_ENDS = re.compile(rf"(?:{ANY_END})(?:[（(\[［【〔][^）)\]］】〕]*[）)\]］】〕])?$")
_MARK = re.compile(
    r"[\[［〔【（(](?:注\s*)?\d{1,2}[)）\]］〕】]|[\u2460-\u2487¹²³⁴-⁹⁰※†‡★☆▲△▶●○■□◆◇▪•]"
    rf"|(?:^|(?<=[{SEPARATORS}]))[*＊✱-](?=[\u4e00-\u9fff])"
)
"""The mark of a footnote or a comment in a name or behind it: 县水利局[1], 县①教育局."""
_NO_NAME = re.compile(r"[。！？：:%％]|^[（(]|\d[.．、]|(?<!\d)\d{4}(?!\d)")
_SURE_LAST = re.compile(rf"(?:{SURE_END})(?:[（(\[［【〔][^）)\]］】〕]*[）)\]］】〕])?$")
_VAGUE_LAST = re.compile(rf"(?<!{LEVEL}.)(?<!{LEVEL}..)(?:{VAGUE_END})$")
"""An end of one character that everyday words have as well: 到场."""
_NUMBER = re.compile(r"^(?:\d{1,2}[.．]|[（(]\d{1,2}[）)])(?=[\u4e00-\u9fff])")
"""What a name of a list is numbered with: 1.县水利局；2.县应急局."""
_LISTED_LAST = re.compile(rf"(?:{IN_LISTS_END})(?:[（(][^）)]*[）)])?$")
_TWO = re.compile(
    rf"(?P<level>{LEVEL})[\u4e00-\u9fff]{{2,}}{LEVEL_TEXT_END}"
    rf"(?P=level)[\u4e00-\u9fff]{{3,}}{LEVEL_TEXT_END}$"
)
_LEVEL_INSIDE = re.compile(rf"[\u4e00-\u9fff]{{2,4}}(?:{LEVEL})[\u4e00-\u9fff]+")
_COLLECTIVE = re.compile(rf"(?:{COLLECTIVE})")
_GLUED = re.compile(rf"(?<={PARENT_END})(?=(?:{COLLECTIVE}))")
"""Where a sign is lost between an office and the next: 镇民政办|各有关村."""
_PARENT_FIRST = re.compile(rf"[\u4e00-\u9fff]{{0,3}}?{LEVEL}[\u4e00-\u9fff]+院$")
_PART_BELOW = re.compile(
    rf"(?!(?:{COLLECTIVE}|[\u4e00-\u9fff]{{0,3}}?{LEVEL}))[\u4e00-\u9fff]{{2,8}}(?:科|中心)$"
)
_SAYS = frozenset("可要应将须把被对了着的为是使让")
"""Words of one character that no name without an office's end holds."""
BELONGING = re.compile(rf"^其?(?:所属|下属)的?(?=(?:{LEVEL})[\u4e00-\u9fff]{{2}})")
"""Before a body by its own name, what it belongs to: 所属|县供水中心."""
_LEVELS = re.compile(
    rf"(?:各(?:有关|相关)?)?(?:{LEVEL}|县级市|设区市|地级市|地级以上市)(?:[（(〔][^）)〕]*[）)〕])?(?:[、和及]{LEVEL})*"
)
_BARE_LEVELS = re.compile(rf"{LEVEL}(?:[、和及]{LEVEL})*")
"""What names nobody by itself: 市和区|、县水务局."""
_AND_LEVEL = re.compile(rf"(?P<office>.{{3,}})[和及](?P<level>{LEVEL})")
_GOVERNMENT = re.compile(
    rf"(?:县级市|{LEVEL})(?:[（(〔][^）)〕]*[）)〕])?(?:(?:人民)?政府|$|[\u4e00-\u9fff]{{2,12}}部门$)"
    rf"|{LEVEL}[（(〔](?:{LEVEL}|、)+[）)〕][\u4e00-\u9fff]{{2,12}}$"
)
"""What goes on from 各市: a level's government, 县级税务部门, an office of any of them (县（区）粮食局)."""
_AND = re.compile(r"(?:以及|和|及|与)")
_OFFICE_END = re.compile(rf"(?:{SHORT_END})$")
_OWN_ROLE = re.compile(rf"[（(\[［【〔]\s*(?P<role>(?:{ROLE_VERB})(?:{ROLE_SUFFIX})?)\s*[）)\]］】〕]$")
_BY = re.compile(rf"(?:{BY})(?=.{{2}})")
_DEPARTMENT = re.compile(
    r"(?!见|含|包[括含]|其中|即|不含|除|如|以下|下称|简称|原|注|例|具体|联系|来源|试点"
    r"|依托)(?:[\u4e00-\u9fff]{1,12}(?:[科处股室局]|办公室|委员会|中心|[支大]队)"
    r"|[\u4e00-\u9fff]{2,12}[办所站])$"
)
_CLINICAL = re.compile(
    r"[内外儿]科|妇产|产科|急诊|重症|康复|眼科|口腔|皮肤|精神科|肿瘤|麻醉|病理|检验|影像|放射|超声|感染"
    r"|呼吸|神经|骨科|门诊|透析|心血管|诊室|病房|手术|专科|学科|耳鼻|中医科|全科|教室|实验室|浴室"
    r"|卫生[室所站]|服务[站点]|服务中心|诊所"
)
"""Departments that treat, not that are charged."""


def split_names(text: str, *, people: bool = False) -> tuple[tuple[str, ...], bool]:
    """Names of a list as printed, and whether it ends in 等. Brackets keep what they hold together.

    A line break is taken for one within a name. White space parts two names only where both read as whole
    ones (offices; with `people` also names of two characters or more), else it stands within one (王 某).
    """
    lines = "".join(line.strip() for line in text.split("\n"))
    joined = ALIAS.sub("", without_marks(lines)).strip(SEPARATORS + BLANKS)
    opened = _OPEN.search(joined, max(0, len(joined) - OFFICES.end_within))
    listed = joined[: opened.start()] if opened else joined
    ended = _OPEN_WITHIN.search(listed)
    if ended:  # 县水利局、县气象局等；各镇政府
        listed = _OPEN_WITHIN.sub("", listed)
    names = [
        BELONGING.sub("", _without_by(without_task(own_role(_NUMBER.sub("", name))[0])))
        for part in _with_levels(cut(listed, SEPARATORS))
        for spaced in _split_spaces(part, people)
        for joined_name in _split_and(spaced)
        for name in _split_glued(joined_name)
    ]
    if people:  # 林某 5433****
        names = [name for name in names if not has_digit(name) or ends_as_office(name)]
    return tuple(dict.fromkeys(filter(is_name, names))), bool(opened or ended)


def names_if(fits: Callable[[str], object], listed: str) -> tuple[str, ...]:
    """The names of a list, () unless every one `fits`."""
    names, _ = split_names(listed)
    return names if all(map(fits, names)) else ()


def ends_as_office(name: str) -> bool:
    """Whether a name ends as those of offices do, or of areas that stand for their government, whatever
    stands before: 县教育局, 白沙市, 县粮食局（牵头）.
    """
    return _ENDS.search(name, max(0, len(name) - OFFICES.end_within)) is not None


def is_plain_office(name: str) -> bool:
    """Whether it ends so and is no longer than an office's name is."""
    return 2 <= len(name) <= OFFICES.plain and ends_as_office(name)


def may_be_office(name: str) -> bool:
    """Whether words in a list of offices can be the name of one: they end as offices do, or are short and no
    sentence.
    """
    if _NO_NAME.search(name) or len(name) > OFFICES.longest or _closes_nothing(name):
        return False
    if _LISTED_LAST.search(name):
        return True
    if ends_as_office(name) and (_SURE_LAST.search(name) or not _VAGUE_LAST.search(name)):
        return True
    said = words(name) if len(name) <= OFFICES.short else []
    return bool(said) and not any(word in _SAYS or (len(word) > 1 and is_verb(word)) for word in said)


def is_listed_office(name: str) -> bool:
    """Whether words in a list of offices end as the name of one does: 县教育局, 县供电."""
    return _ends_in_lists(name) and may_be_office(name)


def looks_wrong(name: str) -> Literal["two", "words", "end"] | None:
    """Why a unit that was read may be none: two offices without a sign between them, words of a sentence, an
    end that no office has; None where nothing shows it.
    """
    if _TWO.match(name):
        return "two"
    if (_LEVEL_INSIDE.match(name) and is_verb(words(name)[0])) or not may_be_office(name):
        return "words"
    return None if is_listed_office(name) or len(name) <= OFFICES.odd else "end"


def is_collective(name: str) -> bool:
    """Whether a name says which offices or places are meant without one of theirs: 相关区, 沿线各村."""
    return len(name) <= OFFICES.short and _COLLECTIVE.match(name) is not None and is_listed_office(name)


def _closes_nothing(name: str) -> bool:
    depth = 0
    for ch in name:
        depth += (ch in OPENERS) - (ch in CLOSERS)
        if depth < 0:
            return True
    return False


def without_marks(name: str) -> str:
    """A list without the marks of footnotes and comments in its names; one behind a whole name parts it from
    the next.
    """
    parts: list[str] = []
    at = 0
    for m in _MARK.finditer(name):
        before = name[at : m.start()]
        whole = not before or LISTED_LAST.search(before) is not None
        parts += (before, "、" if whole else "")
        at = m.end()
    return "".join((*parts, name[at:]))


def _with_levels(parts: list[str]) -> list[str]:
    """各市、县（区）人民政府 is one name, as is 区、县水务局 behind 市水务局和."""
    out: list[str] = []
    for part in map(str.strip, parts):
        both = _AND_LEVEL.fullmatch(part)
        if out and _LEVELS.fullmatch(out[-1]) and _goes_on(out[-1], part):
            out[-1] = f"{out[-1]}、{part}"
        elif both and ends_as_office(both["office"]) and not _LEVELS.fullmatch(both["office"]):
            out += [both["office"], both["level"]]
        else:
            out.append(part)
    return out


def _goes_on(levels: str, part: str) -> bool:
    office = _BARE_LEVELS.fullmatch(levels) and part[:1] in LEVELS and ends_as_office(part)
    return bool(office) or _GOVERNMENT.match(part) is not None


def own_role(name: str) -> tuple[str, str]:
    """A name as printed without a role in brackets behind it, and that role: 市教育局（牵头）; "" where none
    is.
    """
    m = _OWN_ROLE.search(name, max(0, len(name) - OFFICES.end_within))
    return (name[: m.start()].rstrip(), m["role"]) if m and m.start() else (name, "")


def without_task(name: str) -> str:
    """A name as printed without what of the matter is its task, in brackets behind it: 县园林局（街角绿地）;
    an office there (乡镇政府（街道办事处）) is part of the name.
    """
    m = _TASK.search(name, max(0, len(name) - OFFICES.end_within))
    is_office = m is not None and ends_as_office(m["task"]) and not _VAGUE_LAST.search(m["task"])
    if m is None or is_office or not ends_as_office(name[: m.start()]):
        return name
    return name[: m.start()].rstrip()


def _without_by(name: str) -> str:
    """由市教育局 of 牵头：由市教育局 is no name."""
    bare = _BY.sub("", name, count=1) if _BY.match(name) else name
    return bare if ends_as_office(bare) else name


def is_name(name: str) -> bool:
    """Whether it can be anybody's name: it has a letter or a Han character, which ” and · have not, and does
    not say that nobody is meant (无).
    """
    return name not in NOBODY and any(ch.isalpha() for ch in name)


def signs_among(listed: str) -> tuple[str, ...]:
    """The items of a list of names that are nothing but signs or the number of an item (①, 〇, １２),
    which is no part of a day (2025/6/30), a year or a telephone. A stroke that is the whole list stands for
    nobody.
    """
    items = [item for part in cut(listed, SEPARATORS) if (item := part.strip(f"{BLANKS}\n。."))]
    apart = {part.strip(f"{BLANKS}\n。.") for part in cut(listed, _BETWEEN)}
    return tuple(item for item in items if _is_sign(item, item in apart, alone=len(items) == 1))


def _is_sign(item: str, apart: bool, *, alone: bool) -> bool:
    if not any(ch.isalnum() for ch in item):
        return not alone or bool(item.strip(_STROKES))
    return apart and _NUMBER_ONLY.fullmatch(item) is not None and not any(ch.isalpha() for ch in item)


def cut(text: str, at: str) -> list[str]:
    """The parts of `text` between the characters of `at` that stand outside brackets."""
    parts: list[str] = []
    depth = start = 0
    for i, ch in enumerate(text):
        depth += (ch in OPENERS) - (ch in CLOSERS and depth > 0)
        if depth == 0 and ch in at:
            parts.append(text[start:i])
            start = i + 1
    return [*parts, text[start:]]


def _split_spaces(name: str, people: bool) -> list[str]:
    parts = [squeezed for part in cut(name, BLANKS) if (squeezed := without_blanks(part))]
    parts = with_titles(parts) if people else parts
    if len(parts) == 2 and _is_within(*parts):
        return ["".join(parts)]
    offices = all(len(part) > 1 and ends_as_office(part) for part in parts)
    persons = people and all(PERSONS.shortest <= len(part) <= PERSONS.longest for part in parts)
    return parts if offices or persons else ["".join(parts)]


def _is_within(office: str, below: str) -> bool:
    """县医院 药学中心: a part of the first behind a stray blank, that has no level of government itself."""
    return _PARENT_FIRST.match(office) is not None and _PART_BELOW.match(below) is not None


def _split_and(name: str) -> list[str]:
    """Cut at 和/及 only between two whole names: 市教育局和市财政局, never 规划和信息科."""
    names: list[str] = []
    start = 0
    for m in _AND.finditer(name):
        left, right = name[start : m.start()], name[m.end() :]
        if len(left) > 2 and len(right) > 2 and ends_as_office(left) and _ends_in_lists(right):
            names.append(left)
            start = m.end()
    return [*names, name[start:]]


def _split_glued(name: str) -> list[str]:
    """镇民政办各有关村 as two names; 县教育局各股室 are parts of one."""
    m = _GLUED.search(name, OFFICES.odd)
    if m is None:
        return [name]
    left, right = name[: m.start()], name[m.start() :]
    two = ends_as_office(left) and is_collective(right) and not _OFFICE_END.search(right)
    return [left, right] if two else [name]


def _ends_in_lists(name: str) -> bool:
    return (
        ends_as_office(name) or _LISTED_LAST.search(name, max(0, len(name) - OFFICES.end_within)) is not None
    )


def is_department(name: str) -> bool:
    """Whether a name without a level of government is a department's: 基层卫生科; none that treats (儿科)."""
    return _DEPARTMENT.match(name) is not None and not _CLINICAL.search(name)


def is_office_or_area(name: str) -> bool:
    """Whether a name is surely no person's: 疾控科, 市教育局, 各县区."""
    return ends_as_office(name) if len(name) > OFFICES.odd else _OFFICE_END.search(name) is not None
