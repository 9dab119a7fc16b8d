"""Roles with those they name, one behind the other: 牵头单位：县水利局；配合单位：县财政局.

In: a stretch of words as `seen` has them. Out: responsibilities in printed order, spans in code points of the
words. A group runs up to where the next role begins: behind a separator or a blank, or right behind the last
name where the role is one without doubt.
"""

from __future__ import annotations

from bisect import bisect_left

from ingest import late_re as re
from ingest.grammar.letters import without_blanks
from ingest.grammar.offices import (
    BLANKS,
    SEPARATORS,
    is_listed_office,
    is_plain_office,
    signs_among,
    split_names,
)
from ingest.grammar.people import is_person
from ingest.grammar.role_words import ROLE_SUFFIX, ROLE_VERB, SCOPE
from ingest.grammar.roles import is_known, may_be_role, names_people
from ingest.grammar.stops import BETWEEN_NAMES
from ingest.model import Responsibility
from ingest.responsibility.brackets import up_to_close
from ingest.responsibility.lists import duties, is_when, read_list
from ingest.responsibility.seen import seen

_ROLE_WORDS = (
    rf"(?:[\u4e00-\u9fff]{{0,4}})(?:{ROLE_VERB})"
    rf"(?:[\u4e00-\u9fff、/／]{{0,6}}?{ROLE_SUFFIX})?(?:[（(][^）)：:]{{1,8}}[）)])?"
)
ROLE = re.compile(
    rf"(?:[【\[［〔](?P<boxed>{_ROLE_WORDS})[】\]］〕]\s*[:：]?|(?:{SCOPE})?(?P<role>{_ROLE_WORDS})\s*[:：])\s*"
)
"""责任单位：, or 【责任单位】 with or without a colon behind it; 本部分挂钩领导： says besides what it
is of.
"""
LABEL = re.compile(r"[\u4e00-\u9fff]{2,8}\s*[:：]\s*")


def is_role(header: str) -> bool:
    """Whether a table header names a role (牵头单位, 责任科室, 分管领导), or several (责任单位/责任人)."""
    return all(ROLE.fullmatch(seen(f"{part}：").text) for part in re.split(r"[/／、]", header))


def is_unknown_role(word: str, listed: str) -> bool:
    """Whether a word no table has is a role by its shape and by whom it names."""
    if not may_be_role(word):
        return False
    return _names_fit(word, listed)


def is_long_role(header: str, listed: str) -> bool:
    """Whether a table header says at more length than roles are long who does what (市教育局内牵头科室,
    系统内责任处、局、单位), and the cell below bears it out.
    """
    return is_known(header) and _names_fit(header, listed)


def _names_fit(role: str, listed: str) -> bool:
    """Whether all that is listed are offices, or people where the role is one of people."""
    names, _ = split_names(listed.strip("。" + BLANKS), people=names_people(role))
    fits = is_person if names_people(role) else is_plain_office
    return bool(names) and all(map(fits, names))


def roles_in(text: str, start: int, end: int) -> tuple[Responsibility, ...]:
    """`role：names` groups of text[start:end], each group up to where the next role begins.

    A word that only has the shape of a role (统筹单位：) is read as one where all it names are offices, or
    people.
    """
    roles = [m for m in ROLE.finditer(text, start, end) if begins_group(text, m.start(), start)]
    others = [m for m in LABEL.finditer(text, start, end) if begins_group(text, m.start(), start)]
    borders = sorted({m.start() for m in (*roles, *others)} | {end})
    known = {m.start(): without_blanks(m["role"] or m["boxed"]) for m in roles}
    found: list[Responsibility] = []
    for head in sorted((*roles, *(m for m in others if m.start() not in known)), key=re.Match.start):
        stop = borders[bisect_left(borders, head.end())]
        role = known.get(head.start()) or head[0].rstrip("：: " + BLANKS)
        if head.start() not in known and not is_unknown_role(role, text[head.end() : stop]):
            continue
        found += read_list(role, text, head.end(), stop, head.start())
    return tuple(found)


def begins_group(text: str, at: int, start: int) -> bool:
    return at == start or text[at - 1] in f"{SEPARATORS}{BLANKS}\n）)（("


def ends_in_a_sentence(text: str, first: int, stop: int) -> bool:
    """Whether the clause goes on behind a full stop of an annotation: 责任单位：A。项目须于9月底前开工."""
    at = text.rfind("。", first, stop) + 1
    said = text[at:stop].strip()
    if not at or not said or LABEL.match(said) or ROLE.match(said) or is_when(said):
        return False
    return not duties(text, at, stop) and not all(map(is_listed_office, BETWEEN_NAMES.split(said)))


def signs_for_names(words: str) -> tuple[str, ...]:
    """Items that are nothing but signs where roles (责任单位：…) name offices in `words`."""
    roles = list(ROLE.finditer(words))
    ends = [*(m.start() for m in roles[1:]), len(words)]
    lists = (up_to_close(words[m.end() : end]) for m, end in zip(roles, ends, strict=False))
    return tuple(sign for listed in lists for sign in signs_among(listed))
