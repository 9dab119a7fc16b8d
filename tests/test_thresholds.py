"""Thresholds stand in the options of their rooms, and say what they were measured on."""

from __future__ import annotations

import ast
import re

from tests.code_map import modules, tree_of

CONSTANT = (ast.Assign, ast.AnnAssign)
NO_THRESHOLDS = {
    "assistant.admin.endpoint_check": 1,
    "assistant.app.widgets.scale": 1,
    "assistant.briefing.render.layout": 1,
    "assistant.llm.client": 1,
    "assistant.tables.workbook": 4,
    "assistant.versions.indicators": 2,
    "ingest.embedding.endpoint_embedding": 1,
    "ingest.store.database": 1,
}
"""Shares written within a function, a count a module: widths, margins, seconds, a middle, a quantile, a step
between two ranks. It may only shrink, and does so here.
"""


def shares(node: ast.AST) -> list[float]:
    """The numbers between 0 and 1."""
    found = (n.value for n in ast.walk(node) if isinstance(n, ast.Constant))
    return [value for value in found if isinstance(value, float) and 0 < value < 1]


def test_a_threshold_stands_in_the_options_of_its_room() -> None:
    ours = (m for m in modules() if m.split(".")[0] != "evals" and not m.endswith(".options"))
    trees = {m: tree_of(m) for m in ours}
    constants = {
        module: [ast.unparse(node) for node in tree.body if isinstance(node, CONSTANT) and shares(node)]
        for module, tree in trees.items()
    }
    assert {module: found for module, found in constants.items() if found} == {}
    assert {module: len(found) for module, tree in trees.items() if (found := shares(tree))} == NO_THRESHOLDS


READING_ROOMS = (
    *("grammar", "recognition", "readers", "responsibility", "layout", "numbering", "outline", "targets"),
    "inspection",
)
"""The rooms in which a number may decide how a paper is read."""
PLAIN = {
    "_SHOWN": "how much of a text, or how many of several, a message shows",
    "grammar.clock_times._HOURS": "of a day",
    "grammar.partitions._LEAST": "what is divided has two parts",
    "grammar.plain_amounts._TEN": "tenths of a whole: 四六",
    "grammar.printed_numbers._MOST": "four places are printed by words of their own",
    "grammar.printed_numbers._REPEATS": "how Word prints letters",
    "grammar.quantities._DAYS": "of the longest month",
    "grammar.quantities._TIME_PARTS": "hours, minutes, seconds",
    "grammar.segmentation._WHOLE": "how often the dictionary has a word that is never cut",
    "grammar.stops._STRETCH": "a step in which a text is looked through; it changes the time alone",
    "inspection.weak.UNIT": "hundredths, which the weights are written in",
    "layout.layout._AROUND": "how much stands around the word that a message shows",
    "readers.characters._KANA": "a block of Unicode",
    "readers.characters._SIGNS": "blocks of Unicode",
    "readers.enclosed._UTF8": "a flag of the format",
    "readers.links._LONGEST": "how much of the words of a link is shown",
    "readers.number_formats._LEAP_DAY": "a day of the format",
    "readers.number_formats._DAYS": "the last day of the format",
    "readers.number_formats._SHOWN_DIGITS": "how Excel shows a number",
    "readers.ofd.POINT": "of a millimetre",
    "readers.page_pictures._POINTS": "of an inch",
    "readers.pdf_pages._DEVICE": "a grid to calculate on",
    "readers.pdf_pages._FAR": "two points of a page, to calculate with",
    "readers.scans._POINT": "of a dot",
    "readers.sniff._AHEAD": "bytes that the format allows before a PDF",
    "readers.sniff._ENTRY": "bytes of an entry in the format",
    "readers.word.numbering._LEVELS": "of the format",
    "readers.word.reader._LEVELS": "of headings in HTML and Markdown",
    "readers.xls._BEGINS": "a record of the format",
    "readers.xls._ENDS": "a record of the format",
    "readers.xls._FORMULA": "a record of the format",
    "readers.xlsx._HEAD": "bytes in which XML has its DTD",
}
"""Numbers that are no choice, by module and name, and why. It may only shrink."""
PLAIN_LENGTHS = {
    "ingest.readers.ruled_tables": 2,
    "ingest.readers.word.xml": 1,
    "ingest.readers.xlsx": 1,
}
"""Lengths that are compared with a number within a function, a count a module: the lines of a grid of two
cells, digits of a number that is one. It may only shrink.
"""


def is_number(value: ast.expr | None) -> bool:
    """Whether an expression is made of numbers: whole ones from 2 on, any with a point."""
    if isinstance(value, ast.Constant):
        return type(value.value) is float or (type(value.value) is int and value.value >= 2)
    if isinstance(value, ast.Tuple):
        return bool(value.elts) and all(map(is_number, value.elts))
    if isinstance(value, ast.BinOp):
        return is_number(value.left) or is_number(value.right)
    return isinstance(value, ast.UnaryOp) and is_number(value.operand)


def test_a_number_that_decides_a_reading_stands_in_the_options_of_its_room() -> None:
    found = {
        name.id if name.id in PLAIN else f"{module.removeprefix('ingest.')}.{name.id}"
        for module in _reading()
        for node in tree_of(module).body
        if isinstance(node, CONSTANT) and is_number(node.value)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        for name in ast.walk(target)
        if isinstance(name, ast.Name)
    }
    assert found == set(PLAIN)


def test_no_length_is_compared_with_a_number_of_its_own() -> None:
    """len(name) > 40 within a function, from 3 on: that there are two of something is no choice."""
    found = {module: sum(map(_compares_length, ast.walk(tree_of(module)))) for module in _reading()}
    assert {module: count for module, count in found.items() if count} == PLAIN_LENGTHS


def _reading() -> list[str]:
    rooms = tuple(f"ingest.{room}." for room in READING_ROOMS)
    return [m for m in modules() if f"{m}.".startswith(rooms) and not m.endswith(".options")]


def _compares_length(node: ast.AST) -> bool:
    if not isinstance(node, ast.Compare) or not isinstance(node.ops[0], ast.Lt | ast.LtE | ast.Gt | ast.GtE):
        return False
    sides = [node.left, *node.comparators]
    counted = any(isinstance(s, ast.Call) and ast.unparse(s.func) == "len" for s in sides)
    return counted and any(isinstance(s, ast.Constant) and s.value not in (0, 1, 2) for s in sides)


def test_every_option_tells_what_it_decides() -> None:
    silent = [
        f"{module}.{node.target.id}"
        for module in modules()
        if module.endswith(".options")
        for body in (c.body for c in tree_of(module).body if isinstance(c, ast.ClassDef))
        for node, after in zip(body, [*body[1:], ast.Pass()], strict=True)
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
        if not (isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant))
    ]
    assert silent == []


SAYS_ON_WHAT = re.compile(
    r"[Mm]easured|Equal|\b(?:cases?|questions?)\b|\bturns?\b|[Ss]et (?:by|as|on)|\bat \d"
    r"|\d+ (?:\w+ ){0,3}(?:papers|s\b|MB)"
)


def test_every_number_in_options_says_what_it_was_measured_on() -> None:
    """By itself or where its class or value is told; for all of a module only that none is measured."""
    silent = []
    for module in modules():
        if not module.endswith(".options"):
            continue
        body = tree_of(module).body
        whole, *values = [
            str(n.value.value) for n in body if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)
        ]
        beside = [*values, *([whole] if "not measured" in whole or "no case" in whole else [])]
        for one in (n for n in body if isinstance(n, ast.ClassDef)):
            told = [*beside, ast.get_docstring(one) or ""]
            for field, after in zip(one.body, [*one.body[1:], ast.Pass()], strict=True):
                if isinstance(field, ast.AnnAssign):
                    told_here = [*told, ast.unparse(after)]
                    silent += [] if any(map(SAYS_ON_WHAT.search, told_here)) else [ast.unparse(field)]
    assert silent == []
