"""That something is not there is said by one value, which names the look-up behind it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from assistant.denial import By, Denial
from tests.code_map import modules, room_of, text_of

HOME = "assistant.denial"
OTHERS = frozenset(("app", "cli", "admin", "auth", "llm", "settings", "opening", "query"))
"""Rooms that speak of the program, or read such words."""
_DENIES = re.compile(r"没有|未(?:载明|写明|见|提|标)|没写|不涉及")
_OF_OTHERS = re.compile(
    r"没有(?:引出|列到|人|意义|可核对|出处)|还没有|(?:原文|据此说|模型)没有|^（没有）$"
    r"|没有(?:这个(?:文件夹|参数)|写入的权限|通过核对)|^没有写明(?:单位|主题)$"
)
"""What an answer leaves out, what nobody has done yet, what a model has not given, what is wrong with a
request.
"""
OF_SENTENCES = re.compile(r"assistant\.briefing\.(?:prose\.|vetting)")
"""What is wrong with a sentence somebody wrote (条款没有写“…”) is no answer."""

SAID = {
    "a paper": (
        Denial(what="岚溪县的文件", by=By.CATALOG, where="资料库里"),
        "资料库里没有岚溪县的文件",
    ),
    "an office": (
        Denial(what="“县粮食局”牵头的条款", by=By.CHARGES, where="岚溪2027要点"),
        "岚溪2027要点没有载明“县粮食局”牵头的条款",
    ),
    "in a way": (
        Denial(what="时限", by=By.STATED, where="〔三〕", way="单独"),
        "〔三〕没有单独写明时限",
    ),
    "nothing more": (
        Denial(what="", by=By.ASKED, where="按上一问限定的2027年"),
        "按上一问限定的2027年没有查到",
    ),
}


@pytest.mark.parametrize(("denial", "words"), SAID.values(), ids=SAID)
def test_what_is_denied_where_and_by_what(denial: Denial, words: str) -> None:
    assert str(denial) == words


def test_the_look_up_is_told_where_nothing_else_says_so() -> None:
    denial = Denial(what="这一条", by=By.MARKS, where="岚溪2027要点里")
    assert denial.with_look_up == "岚溪2027要点里没有这一条（按编号查了全部条款）"


def test_a_cell_says_it_briefly() -> None:
    assert Denial(what="责任单位", by=By.CHARGES, where="本条").brief == "本条未载明责任单位"


@pytest.mark.parametrize("by", By)
def test_every_way_to_deny_tells_how_it_was_looked_up(by: By) -> None:
    assert len(by.made) > 3


def _told(source: str) -> Iterator[str]:
    """The text for people in a module: no docstring, no pattern, no error."""
    tree = ast.parse(source)
    apart: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            apart.add(node.value)
        if isinstance(node, ast.Call):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            of_re = isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "re"
            if of_re or called.endswith(("Error", "Error_")) or called == "_fault":
                apart |= {inside for one in (*node.args, *node.keywords) for inside in ast.walk(one)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in apart:
            yield node.value


def _denials(source: str) -> list[str]:
    return [text for text in _told(source) if _DENIES.search(_OF_OTHERS.sub("", text))]


@pytest.mark.parametrize(
    "line",
    [
        'said = "资料库里没有这份文件"',
        'return refuse("not_stated", f"{where}里没有这一条。")',
        'NOTE = f"另有 {n} 条未载明责任单位"',
        'cell = said or "未写明"',
    ],
)
def test_a_line_that_words_a_denial_is_seen(line: str) -> None:
    assert _denials(line)


@pytest.mark.parametrize(
    "line",
    [
        '_NOT_YET = re.compile("没有|未见")',
        'raise AssistantError("没有这个文件夹", remedy="请新建")',
        'note = f"另有 {n} 条也写明，没有引出"',
        '"""That nothing states it: 文件未载明."""',
    ],
)
def test_what_denies_nothing_of_the_papers_is_let_pass(line: str) -> None:
    assert not _denials(line)


def test_no_other_module_words_a_denial() -> None:
    found = {
        module: texts
        for module in modules()
        if module.startswith("assistant.") and module != HOME
        if not OF_SENTENCES.match(module)
        if room_of(module).removeprefix("assistant.") not in OTHERS
        if (texts := _denials(text_of(module)))
    }
    assert found == {}
