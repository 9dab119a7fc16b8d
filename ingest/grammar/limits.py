"""How a figure is said to be a limit, a least or not reached by words further off than its bound.

In: folded text on either side of a figure. Out: what is said. Sentences of people and models say it so
(时限为72小时, 封顶500元, 住满2年, 达不到800万元的); the words beside a figure are read by `bounds`.
"""

from __future__ import annotations

from typing import Literal

from ingest import late_re as re
from ingest.grammar.bound_words import WITHIN_TIME
from ingest.grammar.bounds import FALLS_SHORT, NOT_REACHED
from ingest.grammar.recurrence import EVERY
from ingest.model import Comparator

_LIMIT_BEFORE = re.compile(
    r"(?:时限|期限|为期|最长|最多|最高|上限|限额|封顶|顶多)(?:(?!一般|通常)[^\d由从]){0,6}$"
    r"|不[能得]跨$|(?:不[能得可]|不应)(?:高|多|长|大)过[^\d，。；]{0,8}$|[只仅][能可][^\d，。；由从]{0,3}$|"
    + FALLS_SHORT
)
_LIMIT_BEHIND = re.compile(r"[^\d，。；]{0,8}为(?:上限|限)|封顶")
_LED_AS: tuple[tuple[Comparator, re.Pattern[str]], ...] = (
    (">=", re.compile("(?:底线|下限)[^，。；]{0,6}(?:[，：:]|[是为])")),
    ("<=", re.compile("(?:上限|封顶线)[^，。；]{0,6}(?:[，：:]|[是为])")),
)
"""What is said at the head of a statement of all its figures (配建底线，新建小区是30平方米)."""
_EACH_BEFORE = re.compile(rf"(?:{EVERY})$")
"""Between a bound and its figure (不足每日200立方米)."""
_WITHIN_IT = re.compile(rf"(?:范围)?之?{WITHIN_TIME}|里(?!程|面)")
"""No 以内: that is a bound of the figure itself, as strict as it is printed."""
_LEAST_BEFORE = re.compile(r"(?<![不未充美圆])(?:满|够|打底|保底|起步)$")
_LEAST_BEHIND = re.compile("起步|打底|保底|往上")
_NOT_REACHED = re.compile(rf"(?:{NOT_REACHED})$")
_FAILED = re.compile("未达|不达|达不到|没有?达|未完成|没有?完成|未履行|未兑现")
_HEAD = re.compile(r"期限|时限|上限")
_UP, _DOWN = re.compile("[升增涨扩]|提高"), re.compile("[降减缩]")


def limit_told(led: str, before: str, behind: str) -> Comparator | None:
    """Whether the words say that the figure is a limit (时限为72小时, 以90分钟为限, 不到95%): `before` and
    `behind` in its part of the sentence, `led` before it in its statement.
    """
    if _LIMIT_BEFORE.search(_EACH_BEFORE.sub("", before)) or _LIMIT_BEHIND.match(behind):
        return "<="
    return next((side for side, word in _LED_AS if word.search(led)), None)


def is_limit_head(head: str) -> bool:
    """Whether the head of a column is one of limits (办理时限)."""
    return _HEAD.search(head) is not None


def ends_within(text: str, at: int) -> bool:
    """Whether what stands at `at`, behind a length of time or of a way, says not to go beyond (2小时里)."""
    return _WITHIN_IT.match(text, at) is not None


def is_come_by(before: str, behind: str = "") -> bool:
    """Whether a figure is a minimum to be reached (满2小时的, 5人起步)."""
    return _LEAST_BEFORE.search(before) is not None or _LEAST_BEHIND.match(behind) is not None


def is_not_reached(before: str) -> bool:
    """Whether a figure is a demand that is not met (达不到800万元的); 不到500万元 may be a size as well."""
    return _NOT_REACHED.search(before) is not None


def tells_of_failing(text: str) -> bool:
    """Whether it says what follows where something is not reached (未达到的，…)."""
    return _FAILED.search(text) is not None


def way_of(before: str) -> Literal["up", "down", ""]:
    """Whether the words say that something rises or falls; "" where they say neither."""
    if "不" in before:
        return ""
    return "up" if _UP.search(before) else "down" if _DOWN.search(before) else ""
