"""Times of the day and days of the week in one form, to be compared: 早8点 and 上午8:00 as 8时, 晚上六点半 as
18时30分, 星期三 as 周三.

In: text. Out: what is to be written in the place of what. A number before 点 is a time only where a part of
the day stands before it or the words behind say so (8点半, 9点以后): 三点意见 are none. 1:15 alone is a
ratio.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest import late_re as re
from ingest.grammar.numerals import COUNT_WORD, number

_EARLY = "凌晨|清晨|清早|早[上晨间]?|上午|中午"
_LATE = "下午|傍晚|晚[上间]?|夜[里间]?"
_SPELLED = rf"二十{COUNT_WORD}?|十{COUNT_WORD}?|{COUNT_WORD}"
_MINUTE = rf"(?:(?P<half>半)|(?P<quarter>[一三])刻|(?P<minute>[0-5]?\d|{_SPELLED})分)"
_CLOCK = re.compile(
    rf"(?:(?<!最)(?:(?P<early>{_EARLY})|(?P<late>{_LATE})))?(?<![\d.:第小学课百千])(?P<hour>2[0-4]|[01]?\d|{_SPELLED})"
    rf"(?:点(?P<sure>{_MINUTE}|整|钟)?(?!\d|{COUNT_WORD})|时{_MINUTE.replace('(?P<', '(?P<of_hour_')}?"
    r"(?P<hours>(?![段期限间候长效刻光常]))|:(?P<minutes>[0-5][05])(?![\d:.]))"
)
_POINTS = re.compile(r"[前后之到至，,。；;、—~起开关闭]|以[前后]|$")
"""What may stand behind a number of hours that nothing else tells from a number of points."""
_WEEKDAY = re.compile(r"(?:星期|礼拜)(?P<day>[一二三四五六日天])")
CLOCK_TIME = re.compile(r"(?<!\d)(?:2[0-4]|1?\d)时(?:[0-5]?\d分)?(?![段期限间候长效刻光常])")
"""A time of the day as `plain_times` writes it."""
WEEKDAY = re.compile("(?<![一两])周([一二三四五六日])(?![期岁年次天个场回节项小均])")
"""A day of the week as `plain_times` writes it."""
_HOURS = 24
_DAYS = "一二三四五六日"
_WEEKDAYS = re.compile(r"周([一二三四五六日])?(?:至|到|-|—|~)周?([一二三四五六日])")
_OTHER_NAMES = {"双休日": "六日", "周末": "六日", "工作日": "一二三四五"}


def plain_times(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, the words in its place) of each that is written otherwise."""
    for m in _CLOCK.finditer(text) if re.search(r"[点时:]", text) else ():
        words = _clock(m)
        if words and words != m[0]:
            yield m.start(), m.end(), words
    for m in _WEEKDAY.finditer(text):
        yield m.start(), m.end(), f"周{m['day'].replace('天', '日')}"


def weekdays_in(text: str) -> frozenset[str]:
    """The days of the week that are told, those between two of them too; in plain words."""
    found = {m[1] for m in WEEKDAY.finditer(text)}
    for m in _WEEKDAYS.finditer(text):
        first, last = _DAYS.index(m[1] or m[2]), _DAYS.index(m[2])
        found.update(_DAYS[first : last + 1])
    for name, days in _OTHER_NAMES.items():
        if name in text:
            found.update(days)
    return frozenset(found)


def _clock(m: re.Match[str]) -> str:
    """ "" where it is no time of the day."""
    spelled = not m["hour"].isdigit()
    told = m["early"] or m["late"] or m["sure"]
    if m["minutes"]:
        if spelled or (m["hour"] == "1" and not told):
            return ""
    elif m["hours"] is not None:
        if spelled and not (m["early"] or m["late"]):
            return ""
    elif not told and (spelled or not _POINTS.match(m.string, m.end())):
        return ""
    hour = int(number(m["hour"]))
    minute = m["minutes"] or m["minute"] or m["of_hour_minute"]
    if m["half"] or m["of_hour_half"]:
        minutes = 30
    elif quarter := m["quarter"] or m["of_hour_quarter"]:
        minutes = 15 * int(number(quarter))
    else:
        minutes = int(number(minute)) if minute else 0
    if hour < _HOURS // 2 and m["late"]:
        hour += _HOURS // 2
    return "" if hour > _HOURS else f"{hour}时{minutes}分" if minutes else f"{hour}时"
