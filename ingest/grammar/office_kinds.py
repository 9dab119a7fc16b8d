"""What kind of office a rule names where it names none: 交通运输部门, 县级人民政府渔业主管部门, or 渔业 in a
list that ends in 等部门.

In: a name as printed. Out: what such offices are for (渔业), by which an office of a place (县渔业局) is told
to be one of them, "" where the name is an office's own; and the levels of government it names.
"""

from __future__ import annotations

from ingest import late_re as re
from ingest.grammar.named_offices import is_field
from ingest.grammar.office_ends import AT_LARGE, LEVELS_TOLD
from ingest.grammar.places import LEVEL
from ingest.grammar.segmentation import is_word

_KIND = re.compile(r"(?P<field>[\u4e00-\u9fff]{2,12}?)(?:行政)?(?:主管)?(?:部门|机关)")
_GOVERNMENT = re.compile(r"^.*(?:人民)?政府的?|^(?:各级|同级|上级|本级|当地|属地|所在地)的?")
"""Of which government it is, in words."""
_OF_LEVEL = re.compile(rf"^(?:{LEVELS_TOLD}|{LEVEL})(?:[、和或]{LEVEL}|[（(]{LEVEL}[）)])*(?:级|以上)*")
_NONE = re.compile(rf"(?:{AT_LARGE}|主管|行政|职能|有关|相关|其他|业务|行业|管理|监督|监管)(?:部门|机关)?")


def field_of(name: str) -> str:
    """What the offices are for that the name may mean: 市场监督管理 of 市场监督管理部门."""
    bare = _without_level(name)
    if _NONE.fullmatch(bare):
        return ""
    if (kind := _KIND.fullmatch(bare)) is not None:
        return "" if _NONE.fullmatch(kind["field"]) else kind["field"]
    return bare if is_field(bare) else ""


def levels_of(name: str) -> frozenset[str]:
    """The levels of government it names: 区 and 县 of 区、县（市）园林部门; none where any may be meant."""
    said = re.sub(r"县[（(]市[）)]", "县", name.removesuffix(_without_level(name)))
    return frozenset(re.findall(LEVEL, said))


def _without_level(name: str) -> str:
    bare = _GOVERNMENT.sub("", name)
    level = _OF_LEVEL.match(bare)
    if level is not None and not is_word(bare[: level.end() + 1]):  # 市场 is a word of its own
        return bare[level.end() :]
    return bare
