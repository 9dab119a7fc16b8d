"""What minutes of meetings (会议纪要) say beside their items: when it was held, who was there, what it asks
of everybody; and to whom they are sent, with where the parties to a pledge (责任书) sign.

In: a line or a paragraph as printed. Who was there (主持：… 参加：…) is in charge of nothing, whatever the
word (参加单位： in a list of who does what is a role, beside 主持：… it is not). Whether a paragraph stands
at its place is not told here.
"""

from __future__ import annotations

from ingest import late_re as re
from ingest.grammar.office_ends import PARENT_END
from ingest.grammar.options import LINES
from ingest.grammar.people import TITLE, is_person, is_sure_office
from ingest.grammar.title_dates import DAY, days_in

TITLED = (
    rf"(?:{TITLE}|党组|党委|理论学习|常务|专题|办公|全体|联席|工作|调度|协调|推进|扩大|班子|行政"
    rf"|(?:{PARENT_END}|部)务|现场|座谈|理事会|例|（扩大）)*(?:会议|会)*纪要"
)
"""What minutes are called behind the name of those who met: 县长办公会议纪要."""
_COLON = r"[\s\u3000]*[:：]"
_THERE = r"(?:出席|列席|缺席|参会|与会|到会|请假|参加)(?:会议)?(?:的)?"
_LABEL = re.compile(
    rf"(?:^|(?<=[\s\u3000；;。]))(?:会议)?(?:主[\s\u3000]*持(?:人|领导)?|记[\s\u3000]*录(?:人|员)?|(?:会议"
    rf"|召开)(?:时间|地点)|{_THERE}(?:人员|领导|同志|代表|人|单位及人员)(?:名单)?"
    rf"|(?:出席|列席|缺席|参会|与会|到会|请假)(?:会议)?(?:单位|部门)?){_COLON}"
)
"""Labels that only a meeting has."""
_LED = re.compile(rf"(?:参[\s\u3000]*加|地[\s\u3000]*点){_COLON}")
_WHEN = re.compile(rf"(?:(?:会议|召开)时间|时[\s\u3000]*间){_COLON}\s*{DAY}(?!.*[前底止])")
_CALLED = re.compile(rf"{DAY}[^。\n]{{0,40}}?(?:召开|主持)")
_SOMEBODY = re.compile(r"(?:负责人|同志|代表|人员|领导)$")
_SENT = re.compile(r"(?:抄\s*[送报]|分\s*送|发\s*送|主\s*送|发|送|报)\s*[：:].{2,}")
_SEALED = re.compile(
    r"(?:[\u4e00-\u9fff]{1,16}[（(](?:加盖)?(?:签字|签名|盖章|签章|公章"
    r"|章)[^）)]{0,4}[）)]\s*[:：]?[\s\u3000]*)+"
    r"|(?:[甲乙丙]方|签[字名章]|[\u4e00-\u9fff]{0,10}(?:签字|签名|盖章)|签[订署](?:时间"
    r"|日期))(?:[（(][^）)]{1,8}[）)])?\s*[:：].{0,60}"
)
"""Where the parties to a pledge (责任书) sign."""
OF_ALL = "会议(?:要求|强调|指出|号召|希望)"
"""A pattern: what minutes ask of everybody."""
_SPEAKS = re.compile(
    r"会议(?:还|同时|最后|一致)?(?:要求|强调|指出|明确|议定|决定|认为|同意|原则同意|原则通过|号召|提出|听取"
    r"|审议|研究|讨论|传达|通报|学习)"
)


def is_attendance(text: str) -> bool:
    """Whether a line tells when and where a meeting was, who led it or who was there."""
    return bool(_LED.match(text) or _WHEN.match(text) or _LABEL.search(text))


def ends_document(text: str) -> bool:
    """Whether a line can stand behind the last clause: who was there, to whom it is sent, where the parties
    sign.
    """
    sent = len(text) <= LINES.sent_to and _SENT.fullmatch(text) is not None
    return sent or is_attendance(text) or _SEALED.fullmatch(text) is not None


def lists_names(line: str) -> bool:
    """Whether a line mostly holds names of people and offices: the second line of an attendance list,
    区民政局：秦岭.
    """
    names = [name for name in re.split(r"[\s\u3000、，,；;：:]+", line) if name]
    known = [name for name in names if is_person(name) or is_sure_office(name) or _SOMEBODY.search(name)]
    return bool(known) and len(known) * 2 >= len(names) and not re.search(r"[。\d]", line)


def held_in(text: str) -> int | None:
    """The year a meeting was held in, from its 时间：… or from a paragraph that begins with the day it was
    called.
    """
    lines = (line.strip() for line in text.split("\n"))
    found = next((m for line in lines if (m := _WHEN.match(line) or _CALLED.match(line))), None)
    return next((day.day.year for day in days_in(found[0])), None) if found else None


def speaks_for_meeting(text: str) -> bool:
    """Whether a paragraph begins as what a meeting says as a whole: 会议要求，…"""
    return _SPEAKS.match(text) is not None
