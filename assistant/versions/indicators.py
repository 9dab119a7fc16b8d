"""Whether two targets are of one indicator. In: printed names (with their group). Out: same, alike or other.

The same are those whose names come to one key: width, white space, quotation marks and 的 aside, words that
mean the same (比例, 占比) as one, the measure 数 at the end dropped, the group put before the name (接种率 of
适龄儿童 is 适龄儿童接种率). A word for the whole of the plan's own area adds nothing: in a province's plan 全
省居民健康素养水平 is 居民健康素养水平; in a city's plan, or where the plan's place is unknown, it is
another's figure.

Alike, for a person to judge, are names of which one only has words more, or that share most of their pairs of
characters and differ in no word that stands in the other's place: 三级 for 二级, 5岁 for 7岁, 农村 for 城镇,
孕产妇 for 婴儿 make another indicator, and so do 新增, 不, 每千 that only one of them has, and another noun
at the end. Everything else is another indicator.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from assistant.retrieval.lexicon import fold
from assistant.versions.align import Grams, grams, likeness
from assistant.versions.options import ALIKE, OFFERED, NameOptions
from ingest import late_re as re
from ingest.grammar.indicator_words import NUMBERS_OF
from ingest.grammar.numerals import A_NUMBER
from ingest.grammar.places import LEVEL
from ingest.grammar.tables import loaded
from ingest.model import Target

Relation = Literal["same", "alike", "other"]

_FILE = Path(__file__).parent / "data" / "indicator_names.yaml"
_SPACING = re.compile(r"[\s“”\"'‘’「」《》·的]+")
_MARKS = re.compile(r"\W+")
_BRACKET_AT_END = re.compile(r"\([^()]*\)$")
_TAIL = re.compile(f"(?<=..)(?:{NUMBERS_OF})$")
_AREA_END = re.compile(rf"(?<={LEVEL})(?=.)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A target as it is compared; of several with one key those of one deadline belong together."""

    key: str
    unit: str = ""
    deadline: str = ""


def name_of(target: Target, region: str | None = None) -> Name:
    return Name(key=key_of(target, region), unit=target.unit or "", deadline=target.deadline or "")


def key_of(target: Target, region: str | None = None) -> str:
    """The key of a target with its group; `region` is its plan's."""
    scope = target.scope if target.scope and target.scope not in target.indicator else ""
    return name_key(f"{scope}{target.indicator}", region)


@lru_cache(maxsize=65_536)
def name_key(indicator: str, region: str | None = None) -> str:
    """What two printed names must have in common to be one indicator."""
    key = _SPACING.sub("", fold(indicator))
    key = _without_own_area(key, region) if region else key
    for word, form in _table().same.items():
        key = key.replace(word, form)
    return _TAIL.sub("", key)


def relation(one: str, other: str, options: NameOptions = ALIKE) -> Relation:
    """How two keys stand to each other."""
    if one == other:
        return "same"
    return "alike" if resemblance(one, other, options) else "other"


@lru_cache(maxsize=65_536)
def resemblance(one: str, other: str, options: NameOptions = ALIKE) -> float:
    """1 for the same key, 0 for another indicator; between them how much alike they are."""
    if one == other:
        return 1.0
    shorter, longer = sorted((one, other), key=len)
    share = likeness(_grams(one), _grams(other))
    through = len(shorter) >= options.within and _runs_through(shorter, longer)
    if share < options.least and not through:
        return 0.0
    if not options.replaced and _is_another(shorter, longer):
        return 0.0
    return min(max(share, options.least), 0.99)


def akin(key: str, keys: Iterable[str], taken: Iterable[str] = (), *, most: int = 6) -> tuple[str, ...]:
    """At most so many other keys whose names are like this one, most alike first; none of those `taken`."""
    left_out = {key, *taken}
    scored = [(-resemblance(key, other, OFFERED), other) for other in keys if other not in left_out]
    return tuple(other for score, other in sorted(scored) if score)[:most]


def matched(left: Sequence[Name], right: Sequence[Name], options: NameOptions = ALIKE) -> dict[int, int]:
    """Place in `left` -> place in `right` of one indicator: the same first, those of one deadline and unit
    before others, then the most alike of one unit; each at most once.
    """
    found: dict[int, int] = {}
    taken: set[int] = set()
    for scored in (_same(left, right), _alike(left, right, found, taken, options)):
        for _, i, j in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
            if i not in found and j not in taken:
                found[i] = j
                taken.add(j)
    return found


def _same(left: Sequence[Name], right: Sequence[Name]) -> Iterator[tuple[float, int, int]]:
    """Names of one key, those of one deadline and unit before others."""
    keys: dict[str, list[int]] = defaultdict(list)
    for j, name in enumerate(right):
        keys[name.key].append(j)
    for i, name in enumerate(left):
        for j in keys.get(name.key, ()):
            yield (name.deadline == right[j].deadline) + 0.5 * (name.unit == right[j].unit), i, j


def _alike(
    left: Sequence[Name],
    right: Sequence[Name],
    found: Mapping[int, int],
    taken: Collection[int],
    options: NameOptions,
) -> Iterator[tuple[float, int, int]]:
    """What is left, of one unit and alike; only names that share half of the shorter's pairs of characters
    are looked at.
    """
    posted: dict[str, list[int]] = defaultdict(list)
    for j, name in enumerate(right):
        if j not in taken:
            for gram in _grams(name.key):
                posted[gram].append(j)
    for i, name in enumerate(left):
        if i in found:
            continue
        mine = _grams(name.key)
        shared = Counter(j for gram in mine for j in posted.get(gram, ()))
        for j, count in shared.items():
            other = right[j]
            if name.unit != other.unit or 2 * count < min(len(mine), len(_grams(other.key))):
                continue
            if score := resemblance(name.key, other.key, options):
                yield score, i, j


@lru_cache(maxsize=65_536)
def _grams(key: str) -> Grams:
    return grams(key)


def _is_another(shorter: str, longer: str) -> bool:
    """Whether the names differ in a way that makes two indicators of them."""
    numbers = [sorted(A_NUMBER.findall(name)) for name in (shorter, longer)]
    if all(numbers) and numbers[0] != numbers[1]:
        return True
    if any((word in shorter) is not (word in longer) for word in _table().apart):
        return True
    ends = [_BRACKET_AT_END.sub("", name)[-1:] for name in (shorter, longer)]
    if ends[0] != ends[1]:
        return True
    bare = [_MARKS.sub("", name) for name in (shorter, longer)]
    if not Counter(bare[0]) - Counter(bare[1]):
        return False  # one has all the words of the other, in whatever order
    codes = SequenceMatcher(None, bare[0], bare[1], autojunk=False).get_opcodes()
    return any(code == "replace" for code, *_ in codes)


def _runs_through(shorter: str, longer: str) -> bool:
    """Whether all characters of `shorter` stand in `longer` in their order, as where words were put in
    between.
    """
    rest = iter(longer)
    return all(ch in rest for ch in shorter)


def _without_own_area(key: str, region: str) -> str:
    """Without the name of the plan's place, or 全, 我, 本 with its level, at the beginning."""
    place = fold(region)
    own = _AREA_END.split(place)[-1]
    for front in (place, own, *(f"{word}{place[-1]}" for word in "全我本")):
        if key.startswith(front) and len(key) - len(front) >= 3:
            return key[len(front) :]
    return key


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    same: Mapping[str, str]
    apart: tuple[str, ...]


@cache
def _table() -> _Table:
    data = loaded(_FILE.read_text("utf-8"))
    same = {fold(word): fold(row["words"][0]) for row in data["same"] for word in row["words"][1:]}
    return _Table(same=same, apart=tuple(row["word"] for row in data["apart"]))
