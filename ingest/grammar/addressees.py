"""Those whom a rule tells what to do, offices of the state or not: 供水单位|应当…,
医疗卫生机构和集中处置单位|应当…, 从事养殖的单位和个人|不得…, 各县（市、区）|应当….

In: a part of a sentence. Out: the names as printed, and where the last one ends. A name is all that stands
before what is demanded, conditions with it (符合条件的管委会), as long as its last word is what bodies are
called (data/offices.yaml, addressees): a thing (供水单位的台账) is nobody. What lists share stays with its
end (供水、供电等管线单位). Nobody is who is called by nothing but such a word (单位应当…), or who means
everybody (任何单位); persons (监护人) are left out, roles that a body can hold (产权人) are not, and are
called by nothing but the role. The names a paper gives itself (以下简称“市审定办”) are somebody whatever they
end in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from ingest import late_re as re
from ingest.grammar.brackets import LAST_ASIDE
from ingest.grammar.joins import OPENING
from ingest.grammar.named_offices import named_offices
from ingest.grammar.office_ends import (
    ADDRESSED_ALONE,
    ADDRESSED_END,
    GENERAL,
    HANDED_LAST,
    HOLDER_END,
    LEVELS_TOLD,
)
from ingest.grammar.office_words import WITH_OTHERS, is_done_to
from ingest.grammar.offices import BELONGING, CLOSERS, OPENERS, ends_as_office, is_department, without_task
from ingest.grammar.options import SENTENCES
from ingest.grammar.places import AREA
from ingest.grammar.role_words import ROLE_ALONE
from ingest.grammar.segmentation import classes_of
from ingest.grammar.tables import any_of

_CONDITIONED = re.compile(r"[\u4e00-\u9fff]{2}的")
"""Behind a verb at the start of a name, what it does in a condition of the name: 组织|开挖的施工单位."""
_BEFORE = re.compile(rf"(?:{OPENING}|但|并|且|由|请(?![求示问]))*")
_END = re.compile(rf"(?:{ADDRESSED_END}|{HOLDER_END})$")
_BARE = re.compile(rf"(?:{ADDRESSED_END})")
_HOLDER = re.compile(rf"(?:{HOLDER_END})$")
_HEADS = re.compile(any_of(GENERAL))
"""What a verb at the start of a name tells the kind of: 养护单位, but not 减轻企业."""
_ALONE = re.compile(rf"(?:{ADDRESSED_ALONE}|{HOLDER_END})$")
_LEVEL = rf"(?:县级市|{LEVELS_TOLD})(?:[（(](?:{LEVELS_TOLD})(?:[、和](?:{LEVELS_TOLD}))*[）)])?"
_LOWEST = "(?:乡镇|街道|镇街|街镇|[乡镇](?=（)|村(?=（))"
_AREAS = re.compile(
    rf"(?:各(?:地区?|省份|(?:有关)?{_LEVEL}(?:[、和]{_LEVEL})*)"
    rf"|{_LOWEST}(?:[（(](?:{LEVELS_TOLD})(?:[、和](?:{LEVELS_TOLD}))*[）)])?)$"
)
"""Places told what to do, which stand for their governments: 各县（市、区）, and those there are many of by
their level alone: 乡镇（街道）. Of the higher levels alone (市应当) none is told apart from a word's part.
"""
_EACH = re.compile("^各|各(?:[股科处]室|单位|部门)$")
_OFFICE_AHEAD = re.compile(rf"(?:{LEVELS_TOLD})")
_LEVEL_AHEAD = re.compile(rf"本?(?:{LEVELS_TOLD})(?=[政级委本直]|人民|常务|、|（)|本(?:{LEVELS_TOLD})")
_ONE = re.compile(rf"各|{LEVELS_TOLD}|[\u4e00-\u9fff]{{2,3}}?{AREA}")
"""At the start of the name of one body, or of all of a place: a level of government, a place."""
_TELLS = frozenset(
    ("可", "可以", "可能", "能", "是", "为", "有", "作为", "经", "让", "使", "实行", "实现", "成立")
)
"""Words of a sentence that no name holds."""
_PERSONS = re.compile(r"(?:[人者员户]|亲属|民警|[教医]师|学生|居民|村民)$")
"""What words for persons end in, who are no body: 监护人."""
_MEANT = re.compile(r"^(?:各|有关|相关|其他|全体|本|该)+")
_EVERYBODY = re.compile(
    r"^(?:[\u4e00-\u9fff]{2}(?<!全.)(?<![市县区省州镇][直内属])各级|其(?!他)|下列|上述|任何|所有|每[个一家户所名]|单[个户家]|凡|一切|鼓励|支持|引导|提倡|禁止|对于?|没有|未|不"
    rf"|.+本(?:{any_of(GENERAL)})$)"
)
"""Whose names mean everybody, or begin with what is done: 负责做好|本部门."""
WIDE_BRACKETS = str.maketrans("()", "（）")
_ANYBODY = ("个人", "组织", "公民", "法人")
_AND = re.compile(r"、|以及|或者?|和|及|与")
_AND_PERSONS = re.compile(r"的(?:单位|组织|企业|机构)(?:和|或者?|及|与|、)个人$")
_INSIDE = frozenset("nvabjliqzfsxrcge")
"""Classes of words (first letters of jieba's) that names with their conditions are made of."""
_JOINTS = frozenset(("的", "等", "所", "与", "对", "地"))
_OPEN = re.compile(r"等(?:有关|相关)?(?:单位|部门|机构)?")
_CALLED = re.compile(
    r"(?P<whole>[\u4e00-\u9fff]{2,24})（(?:以下)?(?:统?简?称)(?:为)?[:：]?[“\"]?(?P<short>[\u4e00-\u9fff]{2,10})[”\"]?[），]"
)
_INTRODUCED = re.compile(
    r"(?:^|(?<=[。；\n]))\s*(?P<whole>[\u4e00-\u9fff、]{4,60})"
    r"（(?:以下)?(?:统?简?称)(?:为)?[:：]?[“\"]?(?P<short>[\u4e00-\u9fff]{2,12})[”\"]?）"
)
_BELONGS = re.compile(r".*(?:所属|下属|设立)的")
"""Before a body that belongs to another: 县水利局所属的|清河县水政大队."""
_DESCRIBES = re.compile("的|、|以及|等")
_OFFICE_LAST = re.compile("[府局委厅]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressed:
    """`start` and `end` of those told, in code points of the words; `open` where the list ends in 等; `firm`
    where each is somebody by name, known from elsewhere in the paper; `plain` where no name holds a verb that
    could be the sentence's own.
    """

    names: tuple[str, ...]
    start: int
    end: int
    open: bool = False
    firm: bool = False
    plain: bool = True


def addressed(words: str, known: frozenset[str] = frozenset()) -> Iterator[Addressed]:
    """Those who may be told something at the start of the words, the shortest reading first."""
    before = _BEFORE.match(words)
    start = before.end() if before else 0
    run = words[start : start + SENTENCES.told].translate(WIDE_BRACKETS)
    if _EVERYBODY.match(run):
        return
    said = classes_of(run)
    last = -1
    for n, end in enumerate(accumulate(len(word) for word, _ in said)):
        word, kind = said[n]
        described = "的" in (behind for behind, _ in said[n + 1 : n + SENTENCES.condition])
        joined = n and (WITH_OTHERS.fullmatch(word) or word == "商")
        if (word in _TELLS or joined) and not described:
            return
        if n == 0 and len(said) > 1 and (is_done_to(word, said[1][0]) or _is_brought(kind, run, end)):
            return
        if not _may_stand(word, kind, first=n == 0) or _is_handed(word, kind, run, end):
            return
        if last == n - 1 >= 0 and kind == "v" and not described:
            return  # 广播站|成立专项工作组
        if run[:end].count("（") > run[:end].count("）") or run.startswith("（", end):
            continue
        names = _names(run[:end], known)
        if names and not _goes_on(run, end):
            last = n
            more = _OPEN.match(run, end)
            yield Addressed(
                names=tuple(without_task(as_printed(name, words)) for name in names),
                start=start + run.index(names[0]),
                end=start + (more.end() if more else end),
                open=more is not None,
                firm=(firm := _are_known(names, known)),
                plain=firm or not any(_tells(said, k) for k in range(n)),
            )


def _are_known(names: Sequence[str], known: frozenset[str]) -> bool:
    """Whether the paper knows each from elsewhere (of 平安办（综治办） the name before the bracket), or some
    of a list of three and more whose others are offices by their ends.
    """
    own = [LAST_ASIDE.sub("", name) for name in names]
    told = [name in known or bare in known for name, bare in zip(names, own, strict=True)]
    others = [name for name, is_told in zip(own, told, strict=True) if not is_told]
    return not others or (len(names) > 2 and any(told) and all(map(is_department, others)))


def _goes_on(run: str, end: int) -> bool:
    """Whether more words belong to the one office named here (县人民政府|发展研究中心), or tell of whoever
    has a role there: 政务公众号|主办单位.
    """
    if ROLE_ALONE.match(run, end):
        return True
    office = named_offices(run) if _OFFICE_LAST.search(run[:end]) else None
    return office is not None and len(office.names) == 1 and len(office.names[0]) > end


def as_printed(name: str, words: str) -> str:
    """With brackets of the width they have in the words."""
    at = words.translate(WIDE_BRACKETS).find(name)
    return words[at : at + len(name)] if at >= 0 else name


def called(text: str) -> frozenset[str]:
    """The short names a paper gives to bodies: （以下简称“市审定办”）."""
    return frozenset(
        m["short"] for m in _CALLED.finditer(text) if _is_body(m["short"]) or _is_body(m["whole"])
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduced:
    """A body at the start of a sentence as the paper gives it a short name; `start` and `end` of all that
    introduces it, `at` of its name, in code points of the text.
    """

    name: str
    at: int
    start: int
    end: int


def introduced(text: str) -> Iterator[Introduced]:
    """Bodies by the name one can call them by: of 县水利局所属的清河县水政大队（以下简称水政大队） the name
    of its own, of words that describe it (管理水源和水厂的部门（以下简称水源部门）) the short one. What has
    nothing but a name of its own before its bracket is read as any other name is.
    """
    for m in _INTRODUCED.finditer(text):
        belongs = _BELONGS.match(m["whole"])
        own = m["whole"][belongs.end() :] if belongs else m["whole"]
        if not _DESCRIBES.search(m["whole"]) or not (_is_body(m["short"]) or _is_office(own)):
            continue
        proper = belongs is not None and not _DESCRIBES.search(own) and _is_office(own)
        name, at = (own, m.end("whole") - len(own)) if proper else (m["short"], m.start("short"))
        yield Introduced(name=name, at=at, start=m.start("whole"), end=m.end())


def is_area(name: str) -> bool:
    """Whether a name is that of places, which stand for their governments: 各乡镇."""
    return _AREAS.match(name) is not None


def is_each(name: str) -> bool:
    """Whether a name is told with others of the same kind: 各供水单位, 局机关各股室."""
    return _EACH.search(name) is not None


def is_kind_of_body(name: str) -> bool:
    """Whether a name says what kind of body is meant and not which one: 供水单位, 民办学校; no 县一中学校, no
    department.
    """
    return _END.search(name) is not None and not (is_department(name) or _ONE.match(name))


def _may_stand(word: str, kind: str, *, first: bool) -> bool:
    if word == "被" and first:  # 被检地|主管部门
        return True
    if word in _JOINTS or word in OPENERS + CLOSERS + "、“”":
        return word in OPENERS + CLOSERS + "“" or not first
    return kind[0] in _INSIDE


def _tells(said: Sequence[tuple[str, str]], n: int) -> bool:
    """Whether the n-th word may be the verb of the sentence: no 建设|单位, no 符合条件|的."""
    behind = said[n + 1][0] if n + 1 < len(said) else ""
    heads = _HEADS if n == 0 else _BARE
    if behind in ("（", "）"):
        return False
    if n == 0 and _CONDITIONED.match("".join(word for word, _ in said[1 : SENTENCES.condition])):
        return False
    return said[n][1] == "v" and heads.fullmatch(behind) is None and behind != "的"


def _is_handed(word: str, kind: str, run: str, end: int) -> bool:
    """Whether an office stands behind a verb, as whom something is put to: 供水单位报|县政府."""
    if kind[0] != "v" and HANDED_LAST.search(word) is None:
        return False
    return _OFFICE_AHEAD.match(run, end) is not None and named_offices(run, end) is not None


def _is_brought(kind: str, run: str, end: int) -> bool:
    """Whether a verb begins the words and a level of government stands behind it, as to whom or for what it
    is done: 提交|县政府常务会议, 建立|本区….
    """
    return kind == "v" and _LEVEL_AHEAD.match(run, end) is not None


def _names(words: str, known: frozenset[str]) -> tuple[str, ...]:
    """The names a list consists of; () where its last word is no body's, or one of them means anybody."""
    if _AND_PERSONS.search(words) and len(words) <= SENTENCES.name:
        return (words,)
    several = words.count("、") > 1 and any(piece in known for _, piece in _pieces(words))
    if not (_is_somebody(_last(words), known) or (several and is_department(_last(words)))):
        return ()
    names: list[str] = []
    held = ""
    for joint, piece in _pieces(words):
        if held and piece.startswith("各") and ends_as_office(held):  # 各片区管理局、各责任单位
            names.append(held)
            held = ""
        held = f"{held}{joint}{piece}" if held else piece
        if _PERSONS.search(piece) and "的" not in held and not _HOLDER.search(piece):
            held = ""
            continue
        bare = piece not in known and _BARE.fullmatch(piece) and not _ALONE.search(piece)
        if piece in _ANYBODY or bare:
            return ()
        if _HOLDER.search(held):
            held = _bare_role(held, known)
        listed = several and is_department(LAST_ASIDE.sub("", held))  # 应急所、平安办、服务中心 of a township
        if listed or _is_somebody(held, known) or (not names and not _shares(held) and _is_office(held)):
            names.append(held)
            held = ""
    names = [BELONGING.sub("", name) for name in names]
    fit = not held and all(len(name) <= SENTENCES.name and not _EVERYBODY.match(name) for name in names)
    return tuple(dict.fromkeys(names)) if fit else ()


def _bare_role(name: str, known: frozenset[str]) -> str:
    """取得许可的|经营者, 水源和水厂|管护人: the role says who is meant, as the paper calls it elsewhere."""
    called_so = (one for one in known if name.endswith(one) and _HOLDER.search(one) and not _AND.search(one))
    return max(called_so, key=len, default=name.rpartition("的")[2])


def is_holder(name: str) -> bool:
    """Whether a name is a role that a paper gives to whoever holds it: 管护人."""
    return _HOLDER.search(name) is not None


def _shares(words: str) -> bool:
    return "、" in words


def _last(words: str) -> str:
    return [piece for _, piece in _pieces(words)][-1]


def _pieces(words: str) -> Iterator[tuple[str, str]]:
    """The parts of a list between its joints outside brackets, each with the joint before it."""
    start, joint, depth, at = 0, "", 0, 0
    while at < len(words):
        depth += (words[at] in OPENERS) - (words[at] in CLOSERS)
        m = _AND.match(words, at) if depth == 0 and at > start else None
        if m:
            yield joint, words[start:at]
            joint, start = m[0], m.end()
        at = m.end() if m else at + 1
    yield joint, words[start:]


def _is_somebody(name: str, known: frozenset[str]) -> bool:
    if name in known or _AREAS.match(name):
        return True
    bare = LAST_ASIDE.sub("", name)
    return _is_body(bare) and not bare.startswith(("的", "等"))


def _is_body(name: str) -> bool:
    """Whether a name ends as a body's does and says which one is meant, or that all are (各单位)."""
    if _END.search(name) is None:
        return _is_office(name)
    meant = _MEANT.sub("", name)
    return _BARE.fullmatch(meant) is None or meant != name or _ALONE.search(name) is not None


def _is_office(name: str) -> bool:
    named = named_offices(name) if len(name) > 2 else None
    return named is not None and named.end == len(name) and len(named.names) == 1
