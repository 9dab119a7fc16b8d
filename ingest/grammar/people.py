"""Who is a person and who an office, where a list names both: 县水利局 林枫；县住建局（吴起）.

In: one item of a list of names, as printed. Out: its offices and its people. A person is told from a word by
a common family name before one or two characters (a stroke or 某 may stand for them); a title (局长) stays
with the name beside it. A name of another kind is taken for one only under a role that asks for people. What
blanks or brackets do not part (县水利局林枫) stays whole.
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest import late_re as re
from ingest.grammar.office_ends import LISTED_LAST, ONE_CHARACTER, ORGAN_END
from ingest.grammar.options import PERSONS
from ingest.grammar.places import PLACE_END
from ingest.grammar.segmentation import is_person_name, is_word
from ingest.grammar.tables import any_of, table

_TABLE = table("people")
FAMILY_NAME = rf"(?:(?:{any_of(_TABLE['families']['two'])})|[{''.join(_TABLE['families']['one'].split())}])"
"""One of the common family names, those of two characters among them."""
_PERSON = re.compile(rf"{FAMILY_NAME}[\u4e00-\u9fff×＊*]{{1,2}}$")
_HEAD = rf"(?:{PLACE_END}|[{ONE_CHARACTER}{_TABLE['headed']}])长"
TITLE = rf"(?:{_HEAD}|{any_of([row['word'] for row in _TABLE['titles']])})"
"""What stands beside a name: 副县长."""
NAMED_POST = rf"[\u4e00-\u9fff]{{0,8}}?{TITLE}"
"""Somebody called by nothing but the post: 分管副校长, 乡镇长."""
HOLDS = "(?:为|是|兼?任|担任)"
"""A pattern: what stands between somebody and the post that is held."""
BY_POST = (
    rf"[\u4e00-\u9fff]{{0,12}}?(?:分管|主要|常务)[\u4e00-\u9fff]{{0,3}}?(?:{TITLE}|领导|负责同志|负责人)"
)
"""Somebody called by which of the leaders it is: 县政府分管副县长, 主要负责人."""
SENT = r"(?:行政|分管|主要|相关|有关|具体|[正副])*(?:负责同志|负责人|领导(?:同志)?|工作人员)"
"""Whom an office sends into a body, by nothing but what they are there: 县水利局|分管负责同志."""
IN_POST = rf"(?<=分管|联系|包保|包联|分线|挂点)(?:领导|[副常]?[副务]?{TITLE})"
"""What makes a verb of leaders part of a post: 分管|副县长."""
_TITLE = re.compile(rf"[\u4e00-\u9fff]{{0,6}}?{TITLE}$")
_TITLE_END = re.compile(rf"{TITLE}$")
_OFFICE = re.compile(rf"[\u4e00-\u9fff（）()]{{2,}}(?:{ORGAN_END})$")
_BLANKS = re.compile(r"[ \t\u3000\u00a0]+")
_BETWEEN = re.compile(r"[ \t\u3000\u00a0、，,；;]+")
_BRACKET = re.compile(r"(?P<before>[^（(]+)[（(](?P<inside>[^（()）]+)[）)]$")
_COLON = re.compile(r"(?P<before>[^：:]+)[：:－—-](?P<inside>[^：:]+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Offices and their people in printed order, without the blanks between them."""

    offices: tuple[str, ...]
    people: tuple[str, ...]


def is_person(name: str) -> bool:
    """Whether a word of two or three characters reads as a person's full name."""
    return _PERSON.match(name) is not None and not is_sure_office(name)


def is_everyday_word(name: str) -> bool:
    """Whether a word that reads as a name is one of the language (项目, 单位), and nobody's in the
    dictionary.
    """
    return is_word(name) and not is_person_name(name)


def is_sure_office(name: str) -> bool:
    """Whether a name is an office's whatever the list is of."""
    if _OFFICE.match(name) is None or _TITLE.match(name):
        return False
    return not (name.endswith("科") and _PERSON.match(name))  # 张登科 is somebody


def begins_with_office(line: str) -> bool:
    """Whether a line of a list begins with an office's name."""
    words = line.split()
    return bool(words) and LISTED_LAST.search(words[0]) is not None


def names_somebody(line: str) -> bool:
    """Whether a line of a list is an office, a person, or both: 县水利局 林枫."""
    bare = line.rstrip("、，；;,")
    return LISTED_LAST.search(bare) is not None or is_person(bare.split()[-1] if bare.split() else "")


def is_speaker(line: str) -> bool:
    """Whether a line names nobody but who gave a report, with the office they hold: 临河市市长　林枫."""
    *posts, name = line.split() or [""]
    return (
        PERSONS.shortest <= len(name) <= PERSONS.longest
        and is_person(name)
        and all(map(_TITLE_END.search, posts))
    )


def read_post(item: str, *, people: bool) -> Post | None:
    """An office with at least one of its people; None for any other item. `people`: the role asks for
    people.
    """
    item = item.strip()
    joined = _BRACKET.fullmatch(item) or _COLON.fullmatch(item)
    if joined and people:
        parts = [joined["before"].strip(), *with_titles(_BETWEEN.split(joined["inside"].strip()))]
    else:
        parts = with_titles([part for part in _BLANKS.split(item) if part])
    offices = [part for part in parts if is_sure_office(part)]
    named = [part for part in parts if part not in offices]
    if not offices or not named or not all(_could_be(part, people) for part in named):
        return None
    if not people and not is_sure_office(parts[0]):
        return None
    return Post(offices=tuple(dict.fromkeys(offices)), people=tuple(dict.fromkeys(named)))


def _could_be(part: str, people: bool) -> bool:
    bare = re.sub(r"^[\u4e00-\u9fff]*?(?:长|主任|书记)(?=[\u4e00-\u9fff]{2,3}$)", "", part)
    if is_person(bare):
        return True
    return people and (
        _TITLE.match(part) is not None or re.fullmatch(r"[\u4e00-\u9fff·]{2,8}", part) is not None
    )


def with_titles(parts: list[str]) -> list[str]:
    """局长 林枫 as one, and a name whose two characters are set apart (林 枫)."""
    out: list[str] = []
    for part in parts:
        before = out[-1] if out else ""
        spread = len(part) == 1 and len(before) == 1
        titled = _TITLE.match(before) is not None and not is_sure_office(before) and is_person(part)
        if out and (spread or titled):
            out[-1] += part
        else:
            out.append(part)
    return out
