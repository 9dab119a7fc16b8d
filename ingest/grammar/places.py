"""What is a place: a division of the country, or what ends as its names do and only looks like one (示范区,
灌区, 社区).

In: a word or the beginning of a text. Out: whether it is a place's name, its stem, the place it begins with.
The divisions from the provinces down to the counties are data/divisions.txt, those of 2021 and of 2026; the
endings are data/places.yaml. A name no list has (a new district, an invented county) is told by its ending,
where the dictionary ends a word there and does not know what stands before it as something to do (加快县域…).
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, Literal

from ingest import late_re as re
from ingest.grammar.options import PLACES
from ingest.grammar.segmentation import begins_word, classes_of, ends_word, places
from ingest.grammar.tables import any_of, loaded

Where = Literal["text", "title", "question", "sentence"]

_TABLE: dict[str, Any] = loaded((Path(__file__).parent / "data" / "places.yaml").read_text("utf-8"))
COUNTRY = "国家|全国"
"""A pattern: how the country is said at the head of an office's name."""
LEVELS: str = "".join(row["end"] for row in _TABLE["levels"] if not row.get("town"))
"""The last characters of places above towns, to be put into a class of characters."""
LEVEL = f"[{LEVELS}]"
"""The last character of a place above the towns: 临河市, 青草旗."""
AREA = f"[{''.join(row['end'] for row in _TABLE['levels'] if row.get('common'))}]"
"""That of the levels found all over the country, as everyday words say them: 全市, 县级, 市民政局."""
GRADES = {row["end"]: f"{row['end']}级" for row in _TABLE["levels"] if row.get("common")} | {"国": "国家"}
"""A level by its one character -> what is of it: 市级, 国家."""
OF_GRADE = rf"(?:国家级?|{AREA}级)"
"""What says of which level something is (国家级, 市级)."""
A_GRADE = re.compile(OF_GRADE)
"""The same, to look for."""
WHOLE_AREA = rf"全(?:国|{AREA})"
"""All of a level: 全市."""
ELSEWHERE = rf"(?:{WHOLE_AREA}|国家|{AREA}|世界|同级|同类|东部|中部|西部|中西部|上年|周边)"
"""Whose level one's own is held against: 高于全省平均."""
JOINED = any_of([row["word"] for row in _TABLE["joined"]])
"""Levels named together, and those of towns: 各县区, 各乡镇."""
GROUND = "|".join(row["word"] for row in _TABLE["grounds"])
"""Kinds of ground that stand for those who live there: 城区, 农村."""
BELOW_PROVINCE = f"(?!省){AREA}"
"""The same without the province."""
PLACE_END = f"[{''.join(row['end'] for row in _TABLE['levels'])}]"
"""The last character of a place of any level, towns among them."""
_KINDS = re.compile(rf"(?:{JOINED}|{PLACE_END})(?:、{PLACE_END})*")
_ENDINGS = "|".join(row["like"] for row in _TABLE["endings"])
_PLACE = re.compile(rf"([\u4e00-\u9fff]{{2,7}}?(?:{_ENDINGS}))")
_ANY_ENDING = re.compile(rf"(?:{_ENDINGS})$")
_NAMED = r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{{2,4}}[{levels}])(?=[\u4e00-\u9fff])"
_LEVEL = re.compile(rf"(?:{'|'.join(row['like'] for row in _TABLE['endings'] if row.get('level', True))})$")
_TOWN = re.compile(r"城[市区镇]$")
_TOWN_NAME = re.compile(r"^[^大中小主全各本该古名新老旧入进出环]城[市区镇]$")
"""港城区, 盐城市: one character before 城 is a name; 主城区, 智慧城市 are towns of any name. 老城区 may be
either.
"""
_PROVINCE_FIRST = re.compile(
    rf"^([\u4e00-\u9fff]{{2,3}}(?:省|自治区))(?=[\u4e00-\u9fff]{{2,6}}[{LEVELS.replace('省', '')}])"
)
_GOVERNS = re.compile("政府|委|人大|政协")
"""What stands behind a place's name and may make one word with its last character (市政府)."""
_NO_NAME = frozenset("vadrpc")
"""Classes of words (first letters of jieba's) that make no name: verbs, adjectives, adverbs, pronouns,
prepositions, conjunctions."""
_PARTY = re.compile("^(?:中共|中国共产党)")
"""What stands before the place in the names of the Party's committees."""
_MEETS_IN = re.compile(r"在(?=[\u4e00-\u9fff]{2,40}(?:大会|会议|会上|全会))")
_NATIONAL = re.compile("|".join(_TABLE["national"]))


@cache
def is_kind(words: str) -> bool:
    """Whether words name kinds of places, and no place: the brackets of 各乡镇（街道）, 县（市、区）."""
    return _KINDS.fullmatch(words) is not None


def _black_list(where: Where) -> re.Pattern[str]:
    rows = [row for row in _TABLE["no_place"] if where in row["in"]]
    start, end, held = (
        [word for row in rows for word in row.get(at, ())] for at in ("start", "end", "holds")
    )
    return re.compile("|".join([f"^{word}" for word in start] + [f"{word}$" for word in end] + held))


def is_no_place(word: str, where: Where) -> bool:
    """Whether a word that ends like a place is not one, where it stands."""
    return _black_list(where).search(word) is not None


@cache
def divisions() -> frozenset[str]:
    """The names of all provinces, cities and counties (data/divisions.txt)."""
    rows = (Path(__file__).parent / "data" / "divisions.txt").read_text("utf-8").split("\n")
    listed = (row.replace("：", " ").split() for row in rows if not row.startswith("#"))
    return frozenset(name for names in listed for name in names)


@cache
def _called() -> frozenset[str]:
    return frozenset(stem(name) for name in divisions())


def is_division(name: str) -> bool:
    """Whether a province, city or county is called so, with its level or without."""
    return name in divisions() or name in _called()


@cache
def _longest() -> int:
    return max(map(len, divisions()))


def _division_at(words: str, at: int) -> str:
    """The longest division whose name stands at `at`, "" where none does."""
    ends = range(min(len(words), at + _longest()), at + 1, -1)
    return next((words[at:end] for end in ends if words[at:end] in divisions()), "")


def place_at_start(words: str) -> str | None:
    """The place the words (a title, an issuer) begin with; the innermost one where several stand behind one
    another (省, 市, 县).
    """
    words = _PARTY.sub("", words.strip())
    inner, at = "", 0
    while name := _division_at(words, at):
        inner, at = name, at + len(name)
    if not inner:
        return _by_shape(words)
    alone = inner == words[:at]
    return None if alone and not _stands_alone(inner, words) else inner


def division_called(words: str) -> str | None:
    """The one division that the words begin with without its level: 驻马店市 for 驻马店民生实事; None where
    several are called so, and for names of two characters.
    """
    called = (n for n in divisions() if len(stem(n)) >= PLACES.stem and words.startswith(stem(n)))
    found = sorted(called, key=lambda name: -len(stem(name)))
    longest = [name for name in found if stem(name) == stem(found[0])]
    return longest[0] if len(longest) == 1 else None


def place_met_in(line: str) -> str | None:
    """The place whose congress or meeting a line under a title names: ——在临河市第五届人民代表大会上."""
    found = (place_at_start(line[m.end() :]) for m in _MEETS_IN.finditer(line))
    return next(filter(None, found), None)


def is_national(issuer: str) -> bool:
    """Whether an office is the country's: what it issues is about no one place."""
    return _NATIONAL.match(issuer) is not None


def _by_shape(words: str) -> str | None:
    """The place no list has that the words begin with."""
    m = _PLACE.match(words)
    if not m or not _stands_alone(m[1], words) or not _is_name(m[1], words[m.end() :]):
        return None
    province = _PROVINCE_FIRST.match(words)
    if province:
        return place_at_start(words[province.end() :]) or m[1]
    return m[1]


def _is_name(place: str, behind: str) -> bool:
    """Whether what ends as a place's name may be one: its stem is nothing one does or is, and the word ends
    there, or another begins behind it (青瓯市|民办…, where the dictionary has 市民 too).
    """
    kinds = classes_of(_ANY_ENDING.sub("", place) or place)
    first = next((kind for word, kind in kinds if len(word) > 1), "n")
    if first[0] in _NO_NAME:
        return False
    return ends_word(place, behind) or begins_word(behind) or _GOVERNS.match(behind) is not None


def _stands_alone(place: str, words: str) -> bool:
    """Whether a name is one without a place before it (城区 and 郊区 are divisions of some cities)."""
    if is_no_place(place, "title"):
        return False
    return not _TOWN.search(place) or _is_town_name(place, words)


def _is_town_name(place: str, words: str) -> bool:
    """Whether 城市, 城区 or 城镇 at its end belongs to a name; of 老城区 and 新城区 only where nothing but a
    year goes on.
    """
    return bool(_TOWN_NAME.match(place)) or (place in ("老城区", "新城区") and place == words)


def level_meant(*texts: str) -> str | None:
    """The level of 全县, 全市 and the like, in whichever of the texts they stand; the commonest level
    first.
    """
    return next((level for level in "县市省区州旗" if any(f"全{level}" in text for text in texts)), None)


def stem(place: str) -> str:
    """A place without its level: 临河 for 临河市; as it is where nothing of two characters would be left."""
    bare = _LEVEL.sub("", place)
    return bare if len(bare) >= 2 else place


def without_level(office: str) -> str:
    """An office without its level: 教育局 for 市教育局; as it is where too little would be left."""
    bare = re.sub(rf"^{AREA}", "", office)
    return bare if len(bare) >= PLACES.stem else office


def most_named(text: str, level: str | None) -> str | None:
    """The place a text names most often, at least twice; one of `level` (县) where one is given.

    Names are told from words by jieba's place tag (ns), and by their endings at the start of a sentence.
    """
    names = Counter(places(text))
    for match in re.finditer(_NAMED.format(levels=level or "市县区"), text):
        if not is_no_place(match[1], "text") and _is_called(
            match[1], text[match.end() : match.end() + PLACES.called]
        ):
            names[match[1]] += 1
    full = Counter(
        {
            name: n + names.get(name[:-1], 0)
            for name, n in names.items()
            if name[-1] in (level or LEVELS) and not is_no_place(name, "text")
        }
    )
    name, count = full.most_common(1)[0] if full else ("", 0)
    return name if count >= 2 else None


def _is_called(name: str, behind: str) -> bool:
    """Of names in running text only those of the table, or such as the dictionary has for a place."""
    if name in divisions():
        return True
    kinds = classes_of(_ANY_ENDING.sub("", name) or name)
    return [kind for _, kind in kinds] in (["ns"], ["nr"], ["nz"]) and _is_name(name, behind)


TOWN = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2})(?P<kind>镇|街道|乡(?!镇))(?=人民政府|政府|办事处|[、和与及]|[（，。；的等])"
)
"""A town by its name."""
NO_TOWN = f"各全本每个两{LEVELS}乡镇"
"""Characters no town's own name has before its kind (各镇, 乡镇)."""
