"""Whom a sentence charges behind those who lead, with no more than what they do: 供水股牵头，|各系分片包干,
县水利局负责，|县自来水厂具体落实.

In: a part of a sentence whose part before it has said who leads or is responsible. Out: one responsibility
with its span in code points of the part; None where the words before the verb are no list of bodies
(资金|落实到位).
"""

from __future__ import annotations

from ingest import late_re as re
from ingest.grammar.office_ends import ADDRESSED_END
from ingest.grammar.office_like import is_everyday
from ingest.grammar.offices import is_listed_office, split_names
from ingest.grammar.role_words import DUTY_VERB, MANNER
from ingest.grammar.roles import part_of
from ingest.grammar.segmentation import classes_of
from ingest.model import Responsibility, Span

_AHEAD = re.compile(r"(?:并|再)?(?:由|商请|邀请|请)")
_DOES = re.compile(
    rf"(?:{MANNER}|按[\u4e00-\u9fff]{{1,2}}|分片|分别)*"
    rf"(?P<verb>{DUTY_VERB}|包干|提供(?=[\u4e00-\u9fff]{{2}})|为(?:成员|组成)(?:单位|部门)?)"
)
_VERB = re.compile(DUTY_VERB)
_BODY = re.compile(f"(?:{ADDRESSED_END})$")
_NO_NAME = "pdmcur"
"""Classes of words (first letters of jieba's) that no such name holds; 各 is the one pronoun it may begin
with.
"""
_LONGEST, _LONGEST_LIST = 16, 80


def beside_lead(words: str) -> Responsibility | None:
    ahead = _AHEAD.match(words)
    start = ahead.end() if ahead else 0
    for m in _DOES.finditer(words, start + 2, start + _LONGEST_LIST):
        names, is_open = split_names(words[start : m.start()])
        if names and all(map(_is_body, names)):
            verb = m["verb"] if _VERB.fullmatch(m["verb"]) else ""
            span = Span(start=start, end=m.end())
            return Responsibility(role=verb, part=part_of(verb), units=names, open=is_open, span=span)
    return None


def _is_body(name: str) -> bool:
    """Whether it ends as a body does, or is one of many (各系), and holds no word of a sentence."""
    bare = name.removeprefix("各")
    if not 1 <= len(bare) <= _LONGEST or len(name) < 2 or is_everyday(name):
        return False
    if not (is_listed_office(name) or _BODY.search(name)):
        return False
    said = classes_of(bare)
    verb = any(kind == "v" and len(word) == 1 for word, kind in said[:-1])  # 完成情况|占|部门
    return not verb and all(kind[0] not in _NO_NAME for _, kind in said)
