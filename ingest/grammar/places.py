"""What is a place: the endings of its name, its level, and what only looks like one (示范区, 灌区, 社区).

In: a word or the beginning of a text. Out: whether it is a place's name, its stem, the place it begins with.
The vocabulary is data/places.yaml. Whether the dictionary has a word as a place is segmentation's matter.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from ingest.grammar.segmentation import places

Where = Literal["text", "title", "question", "sentence"]

_TABLE: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "data" / "places.yaml").read_text("utf-8"))
LEVELS: str = "".join(row["end"] for row in _TABLE["levels"] if not row.get("town"))
"""The last characters of places above towns, to be put into a class of characters."""
LEVEL = f"[{LEVELS}]"
"""The last character of a place above the towns: 临河市, 青草旗."""
AREA = f"[{''.join(row['end'] for row in _TABLE['levels'] if row.get('common'))}]"
"""That of the levels found all over the country, as everyday words say them: 全市, 县级, 市民政局."""
BELOW_PROVINCE = f"(?!省){AREA}"
"""The same without the province."""
PLACE_END = f"[{''.join(row['end'] for row in _TABLE['levels'])}]"
"""The last character of a place of any level, towns among them."""
_ENDINGS = "|".join(row["like"] for row in _TABLE["endings"])
_PLACE = re.compile(rf"([\u4e00-\u9fff]{{2,7}}?(?:{_ENDINGS}))")
_NAMED = r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{{2,4}}[{levels}])(?=[\u4e00-\u9fff])"
_LONGEST = 8
_LEVEL = re.compile(rf"(?:{'|'.join(row['like'] for row in _TABLE['endings'] if row.get('level', True))})$")
_TOWN = re.compile(r"城[市区镇]$")
_TOWN_NAME = re.compile(r"^[^大中小主全各本该古名新老旧入进出环]城[市区镇]$")
"""港城区, 盐城市: one character before 城 is a name; 主城区, 智慧城市 are towns of any name. 老城区 may be
either.
"""
_PROVINCE_FIRST = re.compile(
    rf"^([\u4e00-\u9fff]{{2,3}}(?:省|自治区))(?=[\u4e00-\u9fff]{{2,6}}[{LEVELS.replace('省', '')}])"
)


@cache
def _black_list(where: Where) -> re.Pattern[str]:
    rows = [row for row in _TABLE["no_place"] if where in row["in"]]
    start, end, held = (
        [word for row in rows for word in row.get(at, ())] for at in ("start", "end", "holds")
    )
    return re.compile("|".join([f"^{word}" for word in start] + [f"{word}$" for word in end] + held))


def is_no_place(word: str, where: Where) -> bool:
    """Whether a word that ends as places do is none, where it stands."""
    return _black_list(where).search(word) is not None


def place_at_start(words: str) -> str | None:
    """The place the words (a title, an issuer) begin with; the inner one where a province stands before
    it.
    """
    words = words.strip()
    m = _PLACE.match(words)
    if not m or is_no_place(m[1], "title") or (_TOWN.search(m[1]) and not _is_town_name(m[1], words)):
        return None
    province = _PROVINCE_FIRST.match(words)
    if province:
        return place_at_start(words[province.end() :]) or m[1]
    return m[1]


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


def most_named(text: str, level: str | None) -> str | None:
    """The place a text names most often, at least twice; one of `level` (县) where one is given.

    Names are told from words by jieba's place tag (ns), and by their endings at the start of a sentence.
    """
    names = Counter({name: n for name, n in places(text).items() if len(name) <= _LONGEST})
    for match in re.finditer(_NAMED.format(levels=level or "市县区"), text):
        if not is_no_place(match[1], "text"):
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
