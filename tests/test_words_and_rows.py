"""Who words and who reads words: look-ups give rows, answers word them; the text of a question is read by
`query` and by search alone.
"""

from __future__ import annotations

import ast
import re

import pytest

from tests.code_map import modules, room_of, tree_of

WORDED_LOOKUPS = re.compile(r"assistant\.lookups\.(?:typed\..*|arguments|catalogue)")
"""Where the words stand that go with a row of the catalogue, as its note, its reason or its line: the schema
of a look-up and its `note`.
"""
_SENTENCE = re.compile(r"[\u4e00-\u9fff].*[。：；！？]|[。：；！？].*[\u4e00-\u9fff]", re.DOTALL)


def sentences(tree: ast.Module) -> list[str]:
    """What is written for people in a module: no docstring, no pattern, no error."""
    apart: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            apart.add(node.value)
        of_re = isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.")
        if of_re or isinstance(node, ast.Raise):
            apart |= set(ast.walk(node))
    ends = {n for of in ast.walk(tree) if isinstance(of, ast.JoinedStr) for n in of.values[-1:]}
    texts = (n for n in ast.walk(tree) if isinstance(n, ast.Constant) and n not in apart)
    told = [(n.value, n in ends) for n in texts if isinstance(n.value, str)]
    return [text for text, is_end in told if _SENTENCE.search(text) or (is_end and text.endswith("。"))]


def test_look_ups_give_rows_and_no_sentences() -> None:
    """What people are shown is worded in assistant/answers, which look-ups cannot import."""
    ours = [m for m in modules() if m.startswith("assistant.lookups.") and not WORDED_LOOKUPS.fullmatch(m)]
    assert {m: found for m in ours if (found := sentences(tree_of(m)))} == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('def f(n):\n    return f"共 {n} 项，已全部列出。"', ["项，已全部列出。"]),
        ('NEAR = "最接近的条款："', ["最接近的条款："]),
        ('def f(said):\n    return f"{said}。"', ["。"]),
        ('_ENDS = re.compile("[。；]|见：")', []),
        ('"""那是一句话。"""\nSTOPS = "。；，"', []),
        ('raise LookupError_("没有这一版。")', []),
        ('KIND = "预期性"', []),
    ],
)
def test_a_sentence_in_a_look_up_is_seen(source: str, found: list[str]) -> None:
    assert [text.strip() for text in sentences(ast.parse(source))] == [text.strip() for text in found]


TEXT_OF_A_QUESTION = {"asked", "phrase", "wording"}
READS_TEXT = {"assistant.query", "assistant.retrieval", "assistant.question"}
"""Who reads the text of a question: what it means is told by `query`, search looks for it as it stands."""


def read_off_a_query(tree: ast.Module) -> list[str]:
    """Where the text of a `Query` is read: of a name that is called so or declared as one in its function,
    and of the queries a query or a draft holds.
    """
    found: list[str] = []

    def look(node: ast.AST, queries: frozenset[str]) -> None:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            given = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
            declared = {a.arg for a in given if a.annotation and "Query" in ast.unparse(a.annotation)}
            queries |= declared
        if isinstance(node, ast.AnnAssign) and "Query" in ast.unparse(node.annotation):
            queries |= {ast.unparse(node.target)}
        if isinstance(node, ast.Attribute) and node.attr in TEXT_OF_A_QUESTION:
            of = ast.unparse(node.value)
            if of in queries or re.search(r"(?:^|\.)(?:query|before|undated|second)$", of):
                found.append(ast.unparse(node))
        for child in ast.iter_child_nodes(node):
            look(child, queries)

    look(tree, frozenset())
    return found


def test_the_text_of_a_question_is_read_by_query_and_search_alone() -> None:
    ours = (m for m in modules() if m.startswith("assistant.") and room_of(m) not in READS_TEXT)
    assert {m: found for m in ours if (found := read_off_a_query(tree_of(m)))} == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def f(query): return query.phrase.find('站')", ["query.phrase"]),
        ("def f(one: Query): return one.wording", ["one.wording"]),
        ("def f(draft): return draft.query.asked", ["draft.query.asked"]),
        ("def f(asked: Query | None): return asked.before.phrase", ["asked.before.phrase"]),
        ("def f(query): return query.says('站')", []),
        ("def f(change): return change.wording, LOOKUPS.phrase", []),
        ("def f(query): return replace(query, phrase='')", []),
    ],
)
def test_reading_the_text_of_a_question_is_seen(source: str, found: list[str]) -> None:
    assert read_off_a_query(ast.parse(source)) == found
