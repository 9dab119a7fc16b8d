"""What a role word makes of those it names: who leads, who is responsible, who supports, oversees, or is the
leader.

In: a role as printed (牵头单位, 督办落实科室, 包保领导, 按职责分工负责). Out: its part, whether the word is
known, and whether it names people. A role is composed of verbs and a suffix, both in data/roles.yaml. The
rule for several verbs: where they are joined by 及, 和 or a stroke the first decides; where one stands on the
other (督办落实, 协助实施, 负责牵头) the special one does, 责任 and 落实 being the general ones. A suffix for
leaders (领导) makes it a leader's whatever the verb; a verb of leaders before an office (包保单位) makes that
office responsible. An unknown word is read as responsible, or as a leader's before 领导; `is_known` says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, get_args

from ingest import late_re as re
from ingest.grammar.numerals import COUNT_WORD
from ingest.grammar.tables import any_of, table
from ingest.model import Part

Asked = Part | Literal["any"]
PARTS: tuple[Part, ...] = get_args(Part)
"""All of them, in the order people list them; a question that asks for all asks for any part."""

_TABLE = table("roles")
VERBS: dict[str, dict[str, Any]] = {row["word"]: row for row in _TABLE["verbs"]}
SAID_FOR: dict[str, str] = {row["word"]: row["verb"] for row in _TABLE["said_for"]}
"""What people say for a verb, of as many characters: 打头 for 牵头."""
SELVES = any_of(_TABLE["selves"])
"""What people call themselves in front of their office's end (我们科). Alternatives."""
_PEOPLE = tuple(sorted(_TABLE["suffixes"]["people"], key=len, reverse=True))
_OFFICES = tuple(sorted(_TABLE["suffixes"]["offices"], key=len, reverse=True))
_NOT_ROLES = tuple(row["word"] for row in _TABLE["not_roles"])


_SUFFIX = any_of([*_PEOPLE, *_OFFICES])
ROLE_SUFFIX = rf"(?:{_SUFFIX})"
"""What a role may end in: 单位, 科室, 领导."""
_ALONE = [word for word, row in VERBS.items() if row.get("alone", True)]
_SAID = [word for word, row in VERBS.items() if row.get("said")]
_BOUND = [word for word, row in VERBS.items() if not row.get("alone", True)]
_LONG = any_of([suffix for suffix in (*_PEOPLE, *_OFFICES) if len(suffix) > 1])
ROLE_VERB = rf"{any_of(_ALONE)}|(?:{any_of(_BOUND)})(?={_LONG})"
"""What offices and people do in an annotation; those that say it only before a suffix with what must
follow.
"""
WHOLE_ROLE = rf"(?!{any_of(_NOT_ROLES)})(?:{any_of([w for w in VERBS if w != '联系人'])}){{1,2}}(?:{_LONG})"
"""A role that needs no sign behind it to be one: 责任单位, 分管领导; no 试点单位."""
IS_ROLE = re.compile(
    rf"(?:分别|均|共同)?(?:是|为|作为)(?:[\u4e00-\u9fff、（）“”]{{0,24}}?)(?P<role>{WHOLE_ROLE})"
)
"""Behind somebody: that he has the role (是…的责任主体)."""
DUTY_VERB = rf"(?:{any_of([w for w in VERBS if w not in ('责任', '联系人')])})"
"""What offices do in a sentence: 市教育局牵头, 市财政局协办."""
MANNER = (
    rf"(?:{any_of([row['word'] for row in _TABLE['manners']])}|按(?:照)?"
    r"(?:各自)?(?:职责|职能)(?:和?分工)?|依(?:职责|职权))"
)
"""How they do it: 共同牵头, 挂牌督办, 按职责分工负责."""
DUTY = rf"{MANNER}{{0,4}}{DUTY_VERB}{{1,3}}"
"""All a list of offices may end in that says what they do."""
BY = rf"(?:{any_of([row['word'] for row in _TABLE['manners']])}|并|同时)*由"
"""What may stand before such offices: 由, 主要由."""
CHARGING = tuple(word for word in ("牵头", "负责", "承担", "主办", "承办", "主责") if word in VERBS)
"""Those that say somebody does it, where a sentence says by whom (由市教育局牵头)."""
_VERB = re.compile(any_of(list(VERBS)))
_BEHIND_ROLE = re.compile(r"\s+|[（(\[【〔]([^）)\]】〕]*)[）)\]】〕]$")
_JOINED = re.compile(r"[及和与或兼、/／]|以及|并")
SPECIAL: tuple[Part, ...] = ("lead", "support", "oversight", "leader")
DUTY_LIST = any_of(_TABLE["duty_lists"])
"""What the words above a list of offices and their duties speak of."""
OF_THE_WHOLE = any_of(_TABLE["of_the_whole"])
"""What a section speaks of that says who does all a plan is about: 加强组织领导."""
POST = any_of([row["word"] for row in _TABLE["posts"]])
"""What somebody is made in a sentence besides a leader: 组长, 总召集人."""
LEADING = (
    r"(?:(?:第一"
    r"|总)?"
    r"(?:"
    rf"{any_of([w for w, row in VERBS.items() if row['part'] == 'leader'])}"
    r"|牵头|责任|督办)"
    rf"(?:{any_of([word for word in _PEOPLE if '领导' in word or word == '责任人'])})|{POST})"
)
"""A role of people as a sentence says it: 分管领导, 包保责任人, 组长."""
POSTS_OF_PEOPLE = any_of([word for word in _PEOPLE if len(word) > 2 or "领导" in word])
"""What people are called by what they answer for: 领导, 负责人, 联系人."""
ANSWERABLE = any_of([row["word"] for row in _TABLE["answerable"]])
"""What somebody is called who answers for a thing: 第一责任人."""
HELD = rf"(?:{LEADING}|{ANSWERABLE})"
"""A role of people as a sentence says it, or what somebody is called who answers for a thing."""
SCOPE_OF = r"(?:以上|上述|前述|本(?:节|章|部分|板块|项|条)|该(?:部分|项|条))"
DEEDS = r"(?:所有|全部|各?项)?(?:重点)?(?:任务|工作|事项|内容|措施|目标|要求|指标)?"
SCOPE = rf"{SCOPE_OF}(?:(?:{COUNT_WORD}|\d){{1,3}}(?:大|个)?(?:项|条|款|方面))?{DEEDS}的?"
"""What a role is said of, where it is more than the words it stands behind: 本部分各项任务挂钩领导, 以上两
项工作的联系领导.
"""
_MARKED = r"(?:另外?|另行|单独|特别|专门|已|有|其[他它]){0,3}(?:注明|标注|标明|说明|载明|写明|列明|明确|规定)"
BUT_MARKED = re.compile(
    rf"[，,]?除{_MARKED}(?:[\u4e00-\u9fff]{{2}}(?:单位|部门))?(?:的|者|任务|事项|工作){{0,2}}(?:之|以)?外[，,]?"
    rf"|[，,]?凡?未{_MARKED}(?:[\u4e00-\u9fff]{{2}}(?:单位|部门))?(?:的|者)(?:任务|事项|工作)?[，,]"
)
"""What exempts those that say it themselves from what is said of all: 除另有注明外，本部分任务由….
"""
SPOKEN = rf"{MANNER}{{0,2}}(?:{any_of(_SAID)})(?:{any_of(_TABLE['behind'])})?"
"""A verb with which a sentence charges those before it: 统一负责, 牵头组织, 挂牌督办."""
WHO_HEAD = any_of([*_TABLE["heads"], *(word for word, row in VERBS.items() if row.get("head"))])
"""In the head of a column that names somebody and holds no figures."""
SAID_VERB = f"(?:{any_of(_SAID)})"
"""The verb alone."""
CHARGES = (
    rf"(?:{any_of([word for word in _SAID if VERBS[word]['part'] in ('lead', 'responsible')])})"
    rf"(?:{any_of(_TABLE['behind'])})?"
)
"""The same of those who lead or are responsible."""
WATCH_VERB = rf"(?:{any_of([word for word, row in VERBS.items() if row['part'] == 'oversight'])})"
"""What those do who oversee."""
_LEADERS = re.compile(r"领导(?:同志)?$")
_POST = re.compile(rf"(?:{POST})$")
_OFFICE_SUFFIX = re.compile(rf"(?:{any_of(_OFFICES)})$")
PEOPLE_SUFFIX = re.compile(rf"(?:{any_of(_PEOPLE)})$")
_UNKNOWN = re.compile(
    rf"(?!(?:各|本|该|其他|其它|{any_of(_NOT_ROLES)}))[\u4e00-\u9fff]{{2,4}}"
    r"(?:单位|部门|科室|处室|股室|领导)$"
)


@dataclass(frozen=True, slots=True)
class Verb:
    word: str
    start: int
    end: int

    @property
    def part(self) -> Part:
        part: Part = VERBS[self.word]["part"]
        return part

    @property
    def asks(self) -> Asked:
        asked: Asked = VERBS[self.word].get("asks", self.part)
        return asked


@lru_cache(maxsize=4096)
def part_of(role: str) -> Part:
    """The part of whoever stands behind `role`; "" (no role is printed) and unknown words are responsible."""
    bare = _bare(role)
    if _LEADERS.search(bare) or _POST.search(bare):
        return "leader"
    groups = groups_of(bare)
    part = _special(groups[0]) if groups else "responsible"
    if part == "leader" and _OFFICE_SUFFIX.search(bare):
        return "responsible"
    if part == "lead" and PEOPLE_SUFFIX.search(bare):
        return "leader"
    return part


def part_of_verb(word: str) -> Part | None:
    """The part a verb of the table gives; None for any other word."""
    part: Part | None = VERBS[word]["part"] if word in VERBS else None
    return part


def is_known(role: str) -> bool:
    """Whether the table says what the word means, or no word is printed at all."""
    bare = _bare(role)
    return not bare or _VERB.search(bare) is not None or _POST.search(bare) is not None


def has_verb(role: str, verbs: tuple[str, ...]) -> bool:
    """Whether one of these verbs is among the role's."""
    return any(verb.word in verbs for verb in verbs_in(_bare(role)))


def printed_as(said: tuple[str, ...], roles: tuple[str, ...]) -> tuple[str, ...]:
    """The verbs of overseeing or of leaders that stand in printed roles for those a question says.

    Those very ones; else those of the same sense (督导 for 督办). 分管, 包保 and their like stand for any
    leader's where neither is printed: ().
    """
    senses = {VERBS[word].get("sense") for word in said} - {None}
    like = tuple(word for word, row in VERBS.items() if row.get("sense") in senses)
    for verbs in (said, like):
        if any(has_verb(role, verbs) for role in roles):
            return verbs
    return said if senses else ()


def speaks_of(role: str, part: Part) -> bool:
    """Whether one of the role's verbs is of that part: 包保单位 of leaders, though the office is
    responsible.
    """
    return any(verb.part == part for verb in verbs_in(_bare(role)))


def verb_of(role: str) -> str:
    """The verb that decides the part, as printed: 督办 of 督办落实单位; "" for a role no table has."""
    groups = groups_of(_bare(role))
    part = _special(groups[0]) if groups else None
    return next((verb.word for verb in groups[0] if verb.part == part), "") if groups else ""


def mixes_parts(role: str) -> bool:
    """Whether one list is said to hold offices of different parts: 牵头及配合单位."""
    return len({_special(group) for group in groups_of(_bare(role))}) > 1


def may_be_role(words: str) -> bool:
    """Whether words before a colon have the shape of a role the table does not know: 统筹单位; not
    示范单位.
    """
    return not is_known(words) and _UNKNOWN.match(_bare(words)) is not None


def names_people(role: str) -> bool:
    """Whether a role asks for people, perhaps beside their offices: 包保领导, 责任人, 分管."""
    bare = _bare(role)
    if PEOPLE_SUFFIX.search(bare) or _POST.search(bare):
        return True
    return not _OFFICE_SUFFIX.search(bare) and part_of(role) == "leader"


def says_itself(role: str, part: Part) -> bool:
    """Whether the printed word is the very one tables have for its part: 牵头单位 for lead, 责任 or 负责,
    配合.
    """
    return any(verb.word in _PLAIN.get(part, ()) for verb in verbs_in(_bare(role))) and part_of(role) == part


_PLAIN: dict[Part, tuple[str, ...]] = {
    "lead": ("牵头",),
    "responsible": ("责任", "负责", "落实"),
    "support": ("配合",),
    "leader": ("牵头",),
}


def _bare(role: str) -> str:
    """Without white space and what stands in brackets behind it (责任单位（科室）) but says no part
    (责任单位（牵头）).
    """
    return _BEHIND_ROLE.sub(lambda m: m[1] if m[1] and _VERB.search(m[1]) else "", role)


def verbs_in(words: str) -> list[Verb]:
    return [Verb(m[0], m.start(), m.end()) for m in _VERB.finditer(words)]


def groups_of(words: str, *, touching: bool = False) -> list[list[Verb]]:
    """The verbs that stand on each other, apart where 及, 和 or a stroke joins them: [牵头], [配合].

    `touching` ones have nothing at all between them.
    """
    groups: list[list[Verb]] = []
    for verb in verbs_in(words):
        between = words[groups[-1][-1].end : verb.start] if groups else ""
        if groups and not (between if touching else _JOINED.search(between)):
            groups[-1].append(verb)
        else:
            groups.append([verb])
    return groups


def _special(verbs: list[Verb]) -> Part:
    parts = [verb.part for verb in verbs]
    return next((part for part in SPECIAL if part in parts), "responsible")
