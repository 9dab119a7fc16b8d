"""How often: the stretch of time a figure holds for (每学期不少于2次, 每2小时巡查一次).

In: the words before a figure in its segment. Out: the period that belongs into the unit (次/学期, 次/2小时),
and the indicator without it. 每年 inside the name of what is measured (每日食盐摄入量) stays there.
"""

from __future__ import annotations

import re

_PERIOD = re.compile(
    r"每隔?(?:个)?(?P<per>年度?(?![级轮])|学年|学期|半年|季度|季(?!节)|半个?月|月(?!子|嫂|\d)|周(?![一二三四五六日末岁边期])|星期(?![一二三四五六日])|日(?![间用常光])"
    r"|天(?!然)|(?:\d+|[两二三四五六])个?(?:小时|天|日|周|月|年|学期|季度)|小时)"
)
_AGAIN = re.compile(
    r"每隔?(?:个)?(?:年度?|学年|学期|半年|季度?|半个?月|月|周|日|天|\d*[两二三四五六]?个?(?:小时|天|日|周|月|年))[^，每]{0,16}$"
)

_MEASURED = re.compile(
    r"(?:[量率额比数]|(?<![调制力进])度|时间|时长|收入|支出|费用|浓度|水平)(?:[达提保控]?[到高持制]?[到在至]?|为|均|应)$"
)
_PER_HEAD = re.compile(r"每(?P<head>人|户|生|床|亩)$")


def recurs(left: str) -> bool:
    """Whether what follows these words is said to happen again and again: 每季度清洗消毒|一次."""
    return _PERIOD.search(left) is not None and _AGAIN.search(left) is not None


def rated(left: str, unit: str | None, indicator: str) -> tuple[str | None, str]:
    """(unit with its period, indicator without it); both as they came where no period is said of the
    figure.
    """
    found = list(_PERIOD.finditer(left))
    if not found or unit is None or "/" in unit or unit.endswith(":"):
        return unit, indicator
    last = found[-1]
    if _MEASURED.search(left, last.end()):
        return unit, indicator
    bare = "".join(indicator.rsplit(last[0], 1)).strip("，、")
    per = re.sub(r"^年度$", "年", last["per"])
    head = _PER_HEAD.search(left, 0, last.start())
    if head:
        return f"{unit}/{head['head']}·{per}", indicator
    return f"{unit}/{per}", bare if len(bare) >= 2 else indicator
