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
from typing import Literal, get_args

from ingest import late_re as re
from ingest.grammar.role_words import NOT_ROLES, OFFICE_SUFFIXES, PEOPLE_SUFFIXES, POST, VERBS
from ingest.grammar.tables import any_of
from ingest.model import Part

Asked = Part | Literal["any"]
PARTS: tuple[Part, ...] = get_args(Part)
"""All of them, in the order people list them; a question that asks for all asks for any part."""

_VERB = re.compile(any_of(list(VERBS)))
_BEHIND_ROLE = re.compile(r"\s+|[（(\[【〔]([^）)\]】〕]*)[）)\]】〕]$")
_JOINED = re.compile(r"[及和与或兼、/／]|以及|并")
SPECIAL: tuple[Part, ...] = ("lead", "support", "oversight", "leader")
_LEADERS = re.compile(r"领导(?:同志)?$")
_POST = re.compile(rf"(?:{POST})$")
_OFFICE_SUFFIX = re.compile(rf"(?:{any_of(OFFICE_SUFFIXES)})$")
PEOPLE_SUFFIX = re.compile(rf"(?:{any_of(PEOPLE_SUFFIXES)})$")
_UNKNOWN = re.compile(
    rf"(?!(?:各|本|该|其他|其它|{any_of(NOT_ROLES)}))[\u4e00-\u9fff]{{2,4}}"
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
