"""The words of roles as patterns: what offices and people are called by what they do, and how a text says it.

In: data/roles.yaml. Out: patterns and word lists for those who look for roles in headings, annotations,
tables and sentences. What part a role gives to those it names is told by `roles`.
"""

from __future__ import annotations

from typing import Any

from ingest import late_re as re
from ingest.grammar.numerals import COUNT_WORD
from ingest.grammar.references import ENTRIES
from ingest.grammar.tables import any_of, table

_TABLE = table("roles")
VERBS: dict[str, dict[str, Any]] = {row["word"]: row for row in _TABLE["verbs"]}
ASKED_VERB = any_of([*VERBS, *(row["word"] for row in _TABLE["asked"])])
"""A pattern: by what a question asks who does it (谁牵头, 验收单位, 归口部门)."""
PEOPLE_SUFFIXES = tuple(sorted(_TABLE["suffixes"]["people"], key=len, reverse=True))
OFFICE_SUFFIXES = tuple(sorted(_TABLE["suffixes"]["offices"], key=len, reverse=True))
"""What a role may end in: of people (领导), of offices (单位); the longest first."""
NOT_ROLES = tuple(row["word"] for row in _TABLE["not_roles"])
"""What looks like a role but is not: 示范单位."""
HELPING = frozenset(word for word, row in VERBS.items() if row["part"] in ("support", "oversight"))
"""What those do who do not do the thing itself: 配合, 指导."""
WATCHING = frozenset(word for word, row in VERBS.items() if row["part"] == "oversight")
"""What those do who oversee it."""

_SUFFIX = any_of([*PEOPLE_SUFFIXES, *OFFICE_SUFFIXES])
ROLE_SUFFIX = rf"(?:{_SUFFIX})"
"""What a role may end in: 单位, 科室, 领导."""
_ALONE = [word for word, row in VERBS.items() if row.get("alone", True)]
_SAID = [word for word, row in VERBS.items() if row.get("said")]
_BOUND = [word for word, row in VERBS.items() if not row.get("alone", True)]
_LONG = any_of([suffix for suffix in (*PEOPLE_SUFFIXES, *OFFICE_SUFFIXES) if len(suffix) > 1])
ROLE_VERB = rf"{any_of(_ALONE)}|(?:{any_of(_BOUND)})(?={_LONG})"
"""What offices and people do in an annotation; those that say it only before a suffix with what must
follow.
"""
WHOLE_ROLE = rf"(?!{any_of(NOT_ROLES)})(?:{any_of([w for w in VERBS if w != '联系人'])}){{1,2}}(?:{_LONG})"
"""A role that needs no sign behind it to be one: 责任单位, 分管领导; no 试点单位."""
ROLE_ALONE = re.compile(WHOLE_ROLE)
"""The same, to look for."""
IS_ROLE = re.compile(
    rf"(?:分别|均|共同)?(?:是|为|作为)(?:[\u4e00-\u9fff、（）“”]{{0,24}}?)(?P<role>{WHOLE_ROLE})"
)
"""Behind somebody: that he has the role (是…的责任主体)."""
DUTY_VERB = rf"(?:{any_of([w for w in VERBS if w not in ('责任', '联系人')])})"
"""What offices do in a sentence: 市教育局牵头, 市财政局协办."""
A_DUTY_VERB = re.compile(DUTY_VERB)
"""The same, to look for."""
_MANNERS = any_of([row["word"] for row in _TABLE["manners"] if "before" not in row])
_MANNERS_OF = "|".join(f"{row['word']}(?={row['before']})" for row in _TABLE["manners"] if "before" in row)
MANNER = (
    rf"(?:{_MANNERS}|{_MANNERS_OF}|按(?:照)?"
    r"(?:各自)?(?:职责|职能)(?:和?分工)?|依(?:职责|职权))"
)
"""How they do it: 共同牵头, 挂牌督办, 按职责分工负责."""
DUTY = rf"{MANNER}{{0,4}}{DUTY_VERB}{{1,3}}"
"""All a list of offices may end in that says what they do."""
BY = rf"(?:{_MANNERS}|并|同时)*由"
"""What may stand before such offices: 由, 主要由."""
CHARGING = tuple(word for word, row in VERBS.items() if row.get("charges"))
"""Verbs that say of whoever stands before them that it is theirs to do, to check a sentence by."""
_WHICH_DUTIES = "主要|工作|具体"
OF_DUTIES = re.compile(f"的?(?:{_WHICH_DUTIES})*(?:职责|职能)(?:任务|分工)?$")
"""Behind an office's name in a heading: 县水利局主要职责."""
DUTY_LIST = any_of(_TABLE["duty_lists"])
"""What the words above a list of offices and their duties speak of."""
OF_THE_WHOLE = any_of(_TABLE["of_the_whole"])
"""What a section speaks of that says who does all a plan is about: 加强组织领导."""
POST = any_of([row["word"] for row in _TABLE["posts"]])
"""What somebody is made in a sentence besides a leader: 组长, 总召集人."""
LEADING = (
    r"(?:(?:第一"
    r"|总)?"
    r"(?:"
    rf"{any_of([w for w, row in VERBS.items() if row['part'] == 'leader'])}"
    r"|牵头|责任|督办)"
    rf"(?:{any_of([word for word in PEOPLE_SUFFIXES if '领导' in word or word == '责任人'])})|{POST})"
)
"""A role of people as a sentence says it: 分管领导, 包保责任人, 组长."""
POSTS_OF_PEOPLE = any_of([word for word in PEOPLE_SUFFIXES if len(word) > 2 or "领导" in word])
"""What people are called by what they answer for: 领导, 负责人, 联系人."""
_ANSWERABLE = any_of([row["word"] for row in _TABLE["answerable"]])
"""What somebody is called who answers for a thing: 第一责任人."""
HELD = rf"(?:{LEADING}|{_ANSWERABLE})"
"""A role of people as a sentence says it, or what somebody is called who answers for a thing."""
SCOPE_OF = r"(?:以上|上述|前述|本(?:节|章|部分|板块|项|条)|该(?:部分|项|条))"
TASKS = "任务|工作|事项|内容|措施|目标|要求|指标"
"""A pattern: what the parts of a paper are called by what they hold."""
DEEDS = rf"(?:所有|全部|各?项)?(?:重点)?(?:{TASKS})?"
SCOPE = rf"{SCOPE_OF}(?:(?:{COUNT_WORD}|\d){{1,3}}(?:{ENTRIES}))?{DEEDS}的?"
"""What a role is said of, where it is more than the words it stands behind: 本部分各项任务挂钩领导, 以上两
项工作的联系领导.
"""
_MARKED = r"(?:另外?|另行|单独|特别|专门|已|有|其[他它]){0,3}(?:注明|标注|标明|说明|载明|写明|列明|明确|规定)"
BUT_MARKED = re.compile(
    rf"[，,]?除{_MARKED}(?:[\u4e00-\u9fff]{{2}}(?:单位|部门))?(?:的|者|任务|事项|工作){{0,2}}(?:之|以)?外[，,]?"
    rf"|[，,]?凡?未{_MARKED}(?:[\u4e00-\u9fff]{{2}}(?:单位|部门))?(?:的|者)(?:任务|事项|工作)?[，,]"
)
"""What exempts those that say it themselves from what is said of all: 除另有注明外，本部分任务由….
"""
SPOKEN = rf"{MANNER}{{0,2}}(?:{any_of(_SAID)})(?:{any_of(_TABLE['behind'])})?"
"""A verb with which a sentence charges those before it: 统一负责, 牵头组织, 挂牌督办."""
WHO_HEAD = any_of([*_TABLE["heads"], *(word for word, row in VERBS.items() if row.get("head"))])
"""In the head of a column that names somebody and holds no figures."""
SAID_VERB = f"(?:{any_of(_SAID)})"
"""The verb alone."""
RESPONSIBLE_VERB = (
    rf"(?:{any_of([word for word in _SAID if VERBS[word]['part'] in ('lead', 'responsible')])})"
    rf"(?:{any_of(_TABLE['behind'])})?"
)
"""The same of those who lead or are responsible."""
WATCH_VERB = rf"(?:{any_of([word for word, row in VERBS.items() if row['part'] == 'oversight'])})"
"""What those do who oversee."""
