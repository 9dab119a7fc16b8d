"""One meaning, one place: what a concept of the papers is is decided in `ingest/grammar/`, and no pattern of
Chinese text is written twice.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.code_map import modules, patterns, patterns_in, room_of, tree_of

CONCEPTS = {
    "bounds": r"以上|以下|以内|不低于|不少于|不超过|不高于|至少|左右|顶多|打底|保底|达不到|封顶线",
    "roles": r"牵头|主办|协办|配合|督办|包保|挂钩|责任单位",
    "numerals": r"[〇零]?一二三|二三四|壹贰|一二两|一两二|两三四",
    "dates": r"[〇零○].{0,6}年|年底|月底|季度|上半年|\\d\{4\}.{0,3}年|\\d.{0,9}[月日]|20\)?\??\\d|\[12\]\\d",
    "measures": r"(?:[人亩床座台辆家所个项例株张]\|?){4,}",
    "offices": r"(?:[局委办科处室院站厅股]\|?){3,}",
    "people": r"书记|主任|[局市区县校]长",
    "places": r"(?:[省市县区旗镇乡州]级?\|?){3,}|全[国省市县]\|全[省市县]",
    "marks": r"第.{0,14}[章节条]",
    "joins": r"\[[、，]{0,2}[和与及]{2,}",
    "pages": r"第.{0,14}页",
    "demands": r"力争|应当|(?<![必无])须\||确保\||争取\|",
    "shares": r"占比|比重|(?<!同)比例\|",
    "natures": r"约束性|预期性",
    "years": r"去年\||今年\||上一\??年",
    "force": r"起.{0,6}[施实]行",
    "meetings": r"会议\(\?:",
    "numbers": r"^\(?\\d\+\(\?:\\\.\\d\+\)\?\)?$",
    "asides": r"^（\[\^（?）\][*+]）\$?$",
    "papers": r"(?<!!)(?:纲要|方案|办法|细则|条例)\|(?:规划|要点|计划|意见|通知|措施|规定|办法|细则|条例)",
}
"""By which words a pattern shows that it decides what a concept is; such patterns belong to
`ingest/grammar/`. What numerals are made of stands in `ingest/tokens` too, which is below it.
"""


SHOWN = {
    "bounds": "HEDGES = frozenset(('力争', '至少'))",
    "roles": '_PART = re.compile(r"牵头|配合")',
    "measures": '_UNIT = r"(?:人|亩|床|座|台)"',
    "marks": '_MARK = re.compile("第[一二]+章")',
    "dates": 're.compile(r"(?:20)?\\d\\d年度?")',
    "offices": 'ends = word[-1] in "局委厅"',
    "people": '_WHO = r"[\\u4e00-\\u9fff]{0,6}?书记|[\\u4e00-\\u9fff]{0,6}?主任"',
    "places": '_LEVEL = re.compile(r"省级|市级|县级")',
    "joins": 're.split("[、和与及]", listed)',
    "pages": 're.compile(r"第\\s*\\d{1,4}\\s*页")',
    "numerals": '_AROUND = r"[一二两三]个?"',
    "demands": 're.compile("应当?|须|要(?!求)")',
    "shares": '_SHARE_END = re.compile("(?:率|比例|比重)$")',
    "natures": 'kind in ("约束性", "预期性")',
    "years": '_BEFORE = re.compile("去年|上一?年度?")',
    "force": 're.search(r"起(?:施行|实施|生效)", text)',
    "meetings": 're.match(r"会议(?:要求|强调)", text)',
    "numbers": 're.compile(r"\\d+(?:\\.\\d+)?")',
    "asides": '_ASIDE = re.compile(r"（[^（）]*）")',
    "papers": 're.compile("(?:规划|方案|办法)$")',
}
"""Lines that would decide a concept where they stand."""


@pytest.mark.parametrize("concept", sorted(CONCEPTS))
def test_a_line_that_decides_a_concept_is_seen(concept: str) -> None:
    assert any(re.search(CONCEPTS[concept], text) for text in patterns_in(SHOWN[concept]))


WAYS = {
    "a table asked on the spot": ("bounds", 'return {"以上": ">=", "左右": "~"}.get(after)'),
    "an end": ("bounds", 'words.removesuffix("以内")'),
    "several ends": ("places", 'name.endswith(("省级", "市级", "县级"))'),
    "words one by one": ("roles", 'any(word in text for word in ("牵头", "配合"))'),
    "a word in a text": ("dates", 'return "季度" in words'),
    "a word that a text is": ("natures", 'return kind == "约束性"'),
    "a limit said further off": ("bounds", '_LIMIT = re.compile(r"(?:最长|顶多|上限)$")'),
    "parts": ("roles", 'text.split("责任单位")'),
}


@pytest.mark.parametrize(("concept", "line"), WAYS.values(), ids=WAYS)
def test_however_a_text_is_asked_for_it(concept: str, line: str) -> None:
    assert any(re.search(CONCEPTS[concept], text) for text in patterns_in(line))


@pytest.mark.parametrize(
    "line", ['says = "以下是最接近的原文"', 'HEADS = ("责任单位", "指标")', 'word in ("的", "是")']
)
def test_words_for_people_decide_nothing(line: str) -> None:
    assert not any(re.search(shape, text) for shape in CONCEPTS.values() for text in patterns_in(line))


@pytest.mark.parametrize("concept", sorted(CONCEPTS))
def test_what_a_concept_is_is_decided_in_grammar(concept: str) -> None:
    found = Counter(
        module
        for module in modules()
        if room_of(module) not in ("ingest.grammar", "ingest.tokens")
        for text in patterns(module)
        if re.search(CONCEPTS[concept], text)
    )
    assert dict(found) == {}


def _compiled(module: str) -> set[str]:
    """The patterns of a module that are one string with a character of Chinese text in it."""
    calls = (node for node in ast.walk(tree_of(module)) if isinstance(node, ast.Call) and node.args)
    regex = (
        c for c in calls if isinstance(c.func, ast.Attribute) and getattr(c.func.value, "id", "") == "re"
    )
    values = (c.args[0].value for c in regex if isinstance(c.args[0], ast.Constant))
    return {value for value in values if isinstance(value, str) and not value.isascii()}


def test_no_pattern_of_chinese_text_is_written_twice() -> None:
    """What two modules look for has one name, in grammar or where the first of them is."""
    found = Counter(text for module in modules() for text in _compiled(module))
    assert {text: times for text, times in found.items() if times > 1} == {}


OF_LABELS = frozenset(("前言", "¶", "表", "注", "其中", "附件", "附表", "专栏"))
_ASKED = frozenset(("family", "label", "mark", "parent", "step", "path", "above"))


def _held_against_labels(source: str) -> Iterator[str]:
    """Where a family or a step of a label is compared with, or looked through for, one of their words."""
    for node in ast.walk(ast.parse(source)):
        sides: list[ast.expr] = []
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            sides = [node.func.value, node.args[0]]
        named = {getattr(n, "attr", getattr(n, "id", "")) for side in sides for n in ast.walk(side)}
        words = {
            str(n.value).strip("/0123456789")
            for side in sides
            for n in ast.walk(side)
            if isinstance(n, ast.Constant) and isinstance(n.value, str)
        }
        if named & _ASKED and words & OF_LABELS:
            yield ast.unparse(node)


@pytest.mark.parametrize(
    "line",
    [
        'row.clause.family == "表"',
        'clause.label.endswith("/注")',
        '"/其中" in r.clause.label',
        'clause.label.rpartition("/")[2] == "前言"',
        'mark.startswith("¶")',
        'clause.family in ("表", "前言")',
        'step.startswith("专栏")',
        'mark.family not in ("附件", "附表")',
    ],
)
def test_a_line_that_knows_the_form_of_a_label_is_seen(line: str) -> None:
    assert list(_held_against_labels(line))


def test_the_forms_of_labels_are_known_in_one_module() -> None:
    found = {
        module: lines
        for module, path in modules().items()
        if module != "ingest.labels" and (lines := list(_held_against_labels(path.read_text("utf-8"))))
    }
    assert found == {}
