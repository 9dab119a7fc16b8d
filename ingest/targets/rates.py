"""How often: the stretch of time a figure holds for (每学期不少于2次, 每2小时巡查一次).

In: the words before a figure in its segment. Out: the period that belongs into the unit (次/学期, 次/2小时),
and the indicator without it. 每年 inside the name of what is measured (每日食盐摄入量) stays there.
"""

from __future__ import annotations

from ingest import late_re as re
from ingest.grammar.recurrence import PER_HEAD, PERIOD, stretch

_FAR = 16
"""Characters that may stand between the period and what is said to happen again in it."""
_MEASURED = re.compile(
    r"(?:[量率额比数]|(?<![调制力进])度|时间|时长|收入|支出|费用|浓度"
    r"|水平)(?:[达提保控]?[到高持制]?[到在至]?|为|均|应)$"
)


def recurs(left: str) -> bool:
    """Whether what follows these words is said to happen again and again: 每季度清洗消毒|一次."""
    return any(
        len(left) - period.end() <= _FAR and not re.search("[，每]", left[period.end() :])
        for period in PERIOD.finditer(left)
    )


def rated(left: str, unit: str | None, indicator: str) -> tuple[str | None, str]:
    """(unit with its period, indicator without it); both as they came where no period is said of the
    figure.
    """
    found = list(PERIOD.finditer(left))
    if not found or unit is None or "/" in unit or unit.endswith(":"):
        return unit, indicator
    last = found[-1]
    if _MEASURED.search(left, last.end()):
        return unit, indicator
    bare = "".join(indicator.rsplit(last[0], 1)).strip("，、")
    per = stretch(last)
    head = PER_HEAD.search(left[: last.start()])
    if head:
        return f"{unit}/{head['head']}·{per}", indicator
    return f"{unit}/{per}", bare if len(bare) >= 2 else indicator
