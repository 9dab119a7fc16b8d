"""One meaning, one place: what a concept of the papers is is decided in `ingest/grammar/`, and no pattern of
Chinese text is written twice.
"""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest

from ingest.grammar.tables import loaded
from tests.code_map import modules, patterns, patterns_in, room_of, tree_of
from tests.conftest import ROOT
from tests.word_lists import lists_in, lists_in_text, lists_of, strings_of


def _beside(*words: str) -> str:
    """Two of them as ways to say the same."""
    one = "|".join(words)
    return rf"(?<![\u4e00-\u9fff])(?:{one})\|(?:{one})(?![\u4e00-\u9fff])"


_STOP = r"[，,、。；;：:！!？?|｜（()）“”\".]|\\[nts]"
"""A sign that ends something, in a class of characters."""
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
    "behind a figure": r"以\[[上下内]{2,}|\[以之]\??[内前]|\(\?:[以之]\|[以之]\)\??[内前\[]",
    "ends of a year": r"\[[底末初]{2,3}\]|底\|末",
    "counts": r"[项个样种类]\|[项个样种类]\|[项个样种类]\|[项个样种类件份]|\[[个名家项处种位座]{4,}\]",
    "bureaus": r"\[[局厅委办科处股]{2,}\]",
    "families of marks": r"(?:编|章|部分)\|(?:章|节|部分)",
    "annexes": r"附\[[件录表图]{3,}|附件\|附[表录]",
    "joined": _beside("会同", "协同", "商请", "会商", "联合"),
    "consents": _beside("审批", "审核", "审定", "批准", "核准", "同意"),
    "issuing": _beside("印发", "发布", "公布", "颁布", "转发", "批转"),
    "grants": _beside("补助", "补贴", "奖补", "资助", "奖励"),
    "sums": _beside("合计", "共计", "总计", "总共", "一共"),
    "all": _beside("所有", "全部", "一切", "全体", "一律"),
    "each": r"(?:分别|均|都|各自?)\|(?:分别|均|都|各自?)(?:\||\)|$)",
    "denials": "|".join((
        _beside("尚未", "还未", "没有", "未能", "并未"),
        _beside("无需", "无须", "不必", "不用"),
        _beside("不得", "不予", "严禁", "禁止"),
    )),
    "asked for": _beside("谁", "什么", "多少", "怎么", "如何", "啥", "哪"),
    "stops": (
        rf"^(?:\(\?<=)?\[\^?(?=[^\]]*[，。；：！？])(?:{_STOP}){{2,}}\]"
        rf"(?:[+*?]+|\)|\(\?=\.\)|\\s\*)*(?:\[(?:{_STOP})+\][*?])?$"
    ),
    "makes": _beside("新建", "建成", "设立", "组建", "成立", "设置", "建立"),
}  # fmt: skip
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
    "behind a figure": 're.compile(r"[以之]?内$")',
    "ends of a year": 're.compile(r"20年?[底末]")',
    "counts": 'word in ("项", "个", "种", "类")',
    "bureaus": 're.search(r"[局委]$", name)',
    "families of marks": 'family in ("章", "节", "一、")',
    "annexes": 're.match(r"附[件表图]", line)',
    "joined": 'HELPED = ("会同", "联合")\nany(word in text for word in ("会同", "联合"))',
    "consents": 're.compile("(?:审批|核准|备案)")',
    "issuing": 're.compile("关于(?:印发|公布)")',
    "grants": 're.compile("补贴|补助|给予")',
    "sums": 'behind in ("合计", "共计")',
    "all": 'frozenset(("全部", "所有"))',
    "each": 're.compile("(?:均|都)$")',
    "denials": 're.compile("无需|不必")',
    "asked for": 're.compile("什么|多少")',
    "stops": 're.compile("[^，；。]+")',
    "makes": 're.compile("(?:设立|组建)了")',
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


_FEWEST, _ALIKE, _LENGTH = 3, 0.5, 2
"""Words two lists must share, and the share of all of theirs that these must be; so many of them, at least,
have more than one character: one alone (次, 期) means something else in every list.
"""


def _long(words: frozenset[str]) -> int:
    return sum(len(word) > 1 for word in words)


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = one & other
    return len(shared) >= _FEWEST and _long(shared) >= _LENGTH and len(shared) >= _ALIKE * len(one | other)


def _lists() -> list[tuple[str, frozenset[str]]]:
    return [(module, words) for module in modules() for words in lists_of(module)]


def test_no_list_of_words_is_written_twice() -> None:
    """Two modules that hold nearly the same words, one of them outside of grammar, decide one thing twice."""
    every = _lists()
    having: defaultdict[str, list[int]] = defaultdict(list)
    for at, (_, words) in enumerate(every):
        for word in words:
            having[word].append(at)
    twice = {
        f"{module}, {every[at][0]}": "|".join(sorted(words & every[at][1]))
        for module, words in every
        if room_of(module) != "ingest.grammar"
        for at in {at for word in words if len(word) > 1 for at in having[word]}
        if every[at][0] != module and _same(words, every[at][1])
    }
    assert twice == {}


_MOST_OF, _OF_TABLE = 0.75, 4


def _tables() -> Iterator[tuple[str, frozenset[str]]]:
    """The lists of words of grammar's tables."""
    for file in sorted((ROOT / "ingest/grammar/data").glob("*.yaml")):
        todo = [loaded(file.read_text("utf-8"))]
        while todo:
            node = todo.pop()
            todo += node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
            if isinstance(node, list):
                words = (row.get("word") if isinstance(row, dict) else row for row in node)
                yield file.stem, frozenset(word for word in words if isinstance(word, str))


def test_no_list_repeats_a_table_of_grammar() -> None:
    tables = list(_tables())
    repeated = {
        f"{module}, {table}": "|".join(sorted(words & rows))
        for module, words in _lists()
        if room_of(module) != "ingest.grammar"
        for table, rows in tables
        if len(words & rows) >= max(_OF_TABLE, _MOST_OF * len(words)) and _long(words & rows) >= _LENGTH
    }
    assert repeated == {}


def _written_in_tables() -> list[tuple[str, str]]:
    """(file, words or pattern) of every string of the assistant's tables that is no example; the members of a
    list of words together.
    """
    return [
        (f"{file.parents[1].name}/{file.name}", text)
        for file in sorted((ROOT / "assistant").glob("*/data/*.yaml"))
        for text in strings_of(loaded(file.read_text("utf-8")))
    ]


TOLD_IN_TABLES = (
    "roles", "natures", "consents", "issuing", "joined", "grants", "sums", "all", "denials", "makes",
    "papers",
)  # fmt: skip
"""The concepts whose words grammar gives by name to the tables of the assistant ({charges}, "{consents}")."""
OF_THEIR_OWN = {
    "checking/empty.yaml": "words that state nothing, whatever they are",
    "retrieval/kin.yaml": "the words of papers stand beside what everyday speech has for each",
    "retrieval/synonyms.yaml": "words to look for by one another, no classes",
    "retrieval/stopwords.yaml": "the same, and words that are not looked for",
}
"""Tables that hold such words for another reason."""
SINGLY = {
    ("verification/prose.yaml", "平时 时候"): "words that state nothing, whatever they are",
    ("query/asks.yaml", "{by_whom})(?!"): "牵头 and 配合 ask for a part, 负责 for whoever it is",
    ("query/asks.yaml", "(?<!牵头)目标"): "牵头目标 is no target",
}
"""The same of a part of one string."""


@pytest.mark.parametrize("concept", TOLD_IN_TABLES)
def test_no_table_of_the_assistant_decides_a_concept(concept: str) -> None:
    found = [
        (file, text)
        for file, text in _written_in_tables()
        if file not in OF_THEIR_OWN
        and re.search(CONCEPTS[concept], text)
        and not any(file == at and part in text for at, part in SINGLY)
    ]
    assert found == []


REPEATED = {
    ("query/asks.yaml", "roles", "主体|单位|机构|部门"): "who may have issued a paper; no 科室",
    ("query/asks.yaml", "roles", "分工|单位|处室|科室|部门|领导"): "whole words that say nothing of a change",
    ("query/asks.yaml", "roles", "咱|咱们|我|我们"): "for whom something is to be looked up",
    ("query/asks.yaml", "bounds", "最低|最多|最少|最高"): "asks for a measure, binds none",
    (
        "query/follow_ups.yaml",
        "columns",
        "任务|指标|数|标准|目标|要求",
    ): "what the answer before may have told",
    ("retrieval/synonyms.yaml", "listed", "手续|步骤|流程|程序"): "finds the clause, whatever it lists",
    ("query/sets.yaml", "columns", "任务|值|数|要求"): "what stands behind 目标",
}
"""(file, table of grammar, words) -> why the file says them itself."""


def test_no_table_of_the_assistant_repeats_one_of_grammar() -> None:
    tables = list(_tables())
    repeated = {
        (file, table, "|".join(sorted(words & rows)))
        for file, text in _written_in_tables()
        for words in lists_in_text(text)
        for table, rows in tables
        if len(words & rows) >= max(_OF_TABLE, _MOST_OF * len(words)) and _long(words & rows) >= _LENGTH
    }
    assert repeated == REPEATED.keys()


def test_what_a_table_holds_is_seen() -> None:
    table = {
        "words": {"of": "(?:新建|改建|扩建)"},
        "asks": [{"like": "{of}过", "for": "改建过"}],
        "own": ["甲", "乙"],
    }
    assert list(strings_of(table)) == ["(?:新建|改建|扩建)", "{of}过", "甲|乙"]
    assert frozenset(("新建", "改建", "扩建")) in lists_in_text("(?:新建|改建|扩建)")
    assert frozenset(("新建", "改建", "扩建")) in lists_in_text("新建|改建|扩建|{of}")
    assert frozenset(("新建", "改建", "扩建")) in lists_in_text("新建 改建 扩建")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('re.compile("(?:新建|改建|扩建)$")', 'DEEDS = ("扩建", "新建", "改建", "迁建")'),
        ('re.compile("(?:新|改|扩)建")', 're.compile("[改扩迁]建|新建")'),
        ('re.compile(rf"(?:{MUST}|尽快|尽早|从速)")', 'words = frozenset({"尽快", "尽早", "从速"})'),
    ],
)
def test_the_same_words_are_seen_however_they_are_written(one: str, other: str) -> None:
    lists = [list(lists_in(ast.parse(line))) for line in (one, other)]
    assert any(_same(mine, theirs) for mine in lists[0] for theirs in lists[1])


def test_words_that_only_meet_are_no_list_twice() -> None:
    one, other = (
        next(lists_in(ast.parse(line))) for line in ('("早", "晚", "先行")', '("早", "晚", "先后")')
    )
    assert not _same(one, other)


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
