"""How the names of offices end, by how sure an end is (data/offices.yaml), as regular expressions."""

from __future__ import annotations

from ingest import late_re as re
from ingest.grammar.places import PLACE_END
from ingest.grammar.tables import any_of, table

_TABLE = table("offices")
_ROWS = _TABLE["suffixes"]


def _ends(*kinds: str) -> str:
    return any_of([row["end"] for row in _ROWS if row["kind"] in kinds])


def _is_vague(row: dict[str, str]) -> bool:
    return row["kind"] == "loose" and len(row["end"]) == 1


SHORT_END = _ends("short")
"""Of offices whose names may be three characters long: 疾控科."""
ORGAN_END = _ends("short", "organ")
"""Of offices whatever a list is of."""
LISTED_END = _ends("short", "organ", "loose")
"""Of offices where a list is of offices; no place's."""
IN_LISTS_END = _ends("listed")
"""Of what is an office only where a role's list names it: 县供电."""
SURE_END = any_of([row["end"] for row in _ROWS if row["kind"] != "listed" and not _is_vague(row)])
"""The ends that are no vague ones."""
VAGUE_END = any_of([row["end"] for row in _ROWS if _is_vague(row)])
"""Of one character, only where a list is of offices."""
ANY_END = _ends("short", "organ", "loose", "area")
ONE_CHARACTER = "".join(row["end"] for row in _ROWS if len(row["end"]) == 1)
"""The ends of one character, of whatever kind."""
ISSUER_END = f"(?:{any_of([row['end'] for row in _TABLE['issuers']])})"
"""Of those who issue documents."""
SIGNER_END = f"(?:{any_of([row['end'] for row in _TABLE['issuers'] if row.get('alone')])})"
"""Of issuers that are sure where a line says nothing else."""
TEXT_END = rf"(?:{any_of([row['end'] for row in _ROWS if row.get('text') == 'sure'])})"
"""Where a name ends in a sentence, whatever stands before it."""
LEVEL_TEXT_END = rf"(?:{any_of([row['end'] for row in _ROWS if row.get('text')])})"
"""The same behind a level of government: 市…."""
HEADING_END = rf"(?:{any_of([row['end'] for row in _ROWS if row.get('heading')])})"
"""Of a heading that is nothing but an office's name."""
HEADING_LAST = re.compile(f"{HEADING_END}$")
UNIT_END = f"[{''.join(row['end'] for row in _ROWS if row.get('unit'))}]"
"""One character that ends what an office or a department is called in short: 信息科, 县文旅局."""
BODY_END = any_of([row["end"] for row in _ROWS if row.get("body")])
"""What bodies end in that are no department: 县疾控中心, 农技站."""
PARENT_END = f"[{''.join(row['end'] for row in _ROWS if row.get('parts'))}]"
"""The last character of offices that have departments: 县文旅局 before 信息科."""
LEVEL_OR_OFFICE = rf"(?:{PLACE_END}|团|(?!厅|会|办){PARENT_END})"
"""The last character of what stands before an office's own name: 县|财政局, 市卫健委|规划科."""
PARENT_LAST = re.compile(f"{PARENT_END}$")
NO_END = any_of([row["word"] for row in _TABLE["no_end"]])
"""What begins as an end does and is a word of its own: 处理, 科普. Alternatives."""
SAME_END: dict[str, str] = {row["end"]: row["as"] for row in _TABLE["same_end"]}
"""The end of a department -> the one it is read as: 处 as 科."""
ALIKE_ENDS = {"科": "办", "办": "科"}
"""Ends that stand for each other where all else is the same: 应急科 for 应急办."""
SHORTENED = ("委员会", "办公室")
"""Ends of names of which the first character may be left: 市教委 for 市教育委员会."""
DEPARTMENT_SAID = f"办公室|(?!室|{NO_END}){UNIT_END}"
"""What a department or a bureau is called by in a question, at its end. Alternatives."""
SAID_ENDS = f"{DEPARTMENT_SAID}|委员会|协会|协"
"""The same of any office; 协 is short for 协会. Alternatives."""
DEPARTMENT_LAST = re.compile(r"(?:[科处股办]|办公室)$")
"""The end of what is called a department without a level before it."""
GENERAL_OFFICE = "办公[室厅]"
"""A pattern: the department of an office that serves all of it."""
BUREAU = "[局厅]"
"""A pattern: what departments of a government end in, and little else does."""
GENERAL = ("单位", "部门", "机构", "机关")
"""What bodies of any kind are called."""
AT_LARGE = any_of([row["word"] for row in table("offices")["at_large"]])
"""What offices are called where none is named: 有关部门. Alternatives, to be put into a group."""
AT_LARGE_WORDS = re.compile(AT_LARGE)
"""The same, to look for."""
SUBJECT_END = any_of(
    [
        row["end"]
        for row in _ROWS
        if row["kind"] in ("short", "organ", "loose", "whole")
        and not re.search(r"[镇乡区]$|街道", row["end"])
    ]
)
"""Of offices that are the subject of a sentence; no place's."""
ACTING_END = any_of([row["end"] for row in _ROWS if row.get("acts")])
"""Of offices that act as the state, no hospital's and no school's."""
LEVELS_TOLD = any_of([row["word"] for row in _TABLE["levels"]])
"""How a sentence calls a level of government: 设区的市, 乡镇. Alternatives."""
NOBODY = frozenset(row["word"] for row in _TABLE["nobody"])
"""What stands in a column of offices where nobody is named."""
BODIES = any_of([row["word"] for row in _TABLE["bodies"]])
"""Organs whose names carry no level: 公安机关. Alternatives."""
MANY_BODIES = any_of([row["word"] for row in _TABLE["bodies"] if not row.get("own")])
"""Those of them that there are many of; 局党组 is that of the office whose paper it is. Alternatives."""
FIELDS_OF_TWO = tuple(row["word"] for row in _TABLE["fields_of_two"])
"""What one office is for though 和 stands in it: 发展和改革."""
EVERYDAY = any_of(_TABLE["everyday"])
"""Words that end like offices but are not: 社会. Alternatives."""
COLLECTIVE = any_of([row["word"] for row in _TABLE["collective"]])
"""What begins the names of offices or places that are meant together: 沿线各村. Alternatives."""
HANDED = any_of([row["word"] for row in _TABLE["handed"]])
"""What stands before the office that gets something: 报. Alternatives."""
HANDED_LAST = re.compile(rf"(?:{HANDED})$")
LISTED_LAST = re.compile(rf"(?:{LISTED_END})$")
TEAM_END = any_of([row["end"] for row in _ROWS if row.get("team")])
"""Of bodies that are set up for one work: 专班. Alternatives."""
ADDRESSED_END = any_of([row["end"] for row in _TABLE["addressees"]])
"""Of whom a rule tells what to do, offices or not: 单位. Alternatives."""
ADDRESSED_ALONE = any_of([row["end"] for row in _TABLE["addressees"] if row.get("alone")])
"""Those of them that say who is meant without a word before them: 学校. Alternatives."""
ADDRESSED_MANY = any_of(
    [row["end"] for row in _TABLE["addressees"] if row.get("alone") and not row.get("state")]
)
"""Those of these that a place has many of, and that do more than they are told: 学校, but not 县级财政.
Alternatives.
"""
SOCIETY_END = any_of([row["end"] for row in _TABLE["addressees"] if row.get("society")])
"""Those that may be named after an office: 省图书馆学会. Alternatives."""
ADDRESSED_STATE = any_of([row["end"] for row in _TABLE["addressees"] if row.get("state")])
"""Those that act as the state: 县级财政. Alternatives."""
ADDRESSED_PRIVATE = any_of(
    [row["end"] for row in (*_TABLE["addressees"], *_TABLE["holders"]) if row.get("private")]
)
"""Those a rule binds who are no part of the state: 企业, 经营者. Alternatives."""
HOLDER_END = any_of([row["end"] for row in _TABLE["holders"]])
"""Of roles that a paper gives to whoever holds them, a body or not: 产权人. Alternatives."""
FIELD_ENDS = "局委厅部办"
"""The last characters of offices that may be called by the name of their field alone."""
FIELD_ALONE = (
    "(?:(?<=[、，。；：和与及由同])|^){0}(?=、|[和与及]|[两三四五六]个?(?:家|部门|单位|区局|[市县区]级)"
    "|(?:等)?(?:部门|牵头|负责|配合|参与|协助|支持))"
)
"""An office of a list by the name of its field alone (公安、教育两家)."""
