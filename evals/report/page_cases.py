"""The cases of a run as HTML: one fold a case, those that are not right open and first.

In: results. Out: HTML in which every text of a plan, a question or an answer is escaped; an answer's Markdown
is shown as the characters it is. What the filter goes by stands in data attributes, each name between strokes
(|a|b|).
"""

from __future__ import annotations

import html
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from evals.model import CaseResult
from evals.report.wording import measure, shown

EXPECTED = {
    "status": "状态",
    "reasons": "拒答理由",
    "facts": "事实",
    "clauses": "条款",
    "optional": "可引可不引",
    "units": "单位",
    "listing": "清单",
    "absent": "不应出现",
}
STATUS = {"answered": "已回答", "near": "最接近的原文", "not_found": "未找到", "clarify": "请求澄清"}
_NOTHING = '<p class="soft">{}</p>'


def escape(text: str) -> str:
    """For element content and quoted attributes; a NUL, which no HTML may hold, becomes the mark for what is
    unreadable.
    """
    return html.escape(text.replace("\0", "\ufffd"), quote=True)


def anchor(id_: str) -> str:
    """The address of a case on the page."""
    return escape("#case-" + quote(id_, safe=""))


def cases_html(results: Sequence[CaseResult]) -> str:
    """Those that are not right first, otherwise in the order given."""
    return "\n".join(map(_case, sorted(results, key=lambda case: case.right)))


def choices(names: Iterable[str]) -> str:
    """<option>s by name with how many cases each has."""
    return "".join(
        f'<option value="{escape(name)}">{escape(name)}（{count}）</option>'
        for name, count in sorted(Counter(names).items())
    )


def _case(case: CaseResult) -> str:
    state, mark, open_ = ("right", "✓ 通过", "") if case.right else ("wrong", "✗ 未通过", " open")
    data = (
        f'data-suite="{escape(_between([case.suite]))}" '
        f'data-plan="{escape(_between(case.plans))}" '
        f'data-tag="{escape(_between(case.tags))}"'
    )
    return (
        f'<details class="case {state}" id="{escape("case-" + case.id)}" {data}{open_}>'
        f'<summary><span class="mark">{mark}</span> <span class="id">{escape(case.id)}</span> '
        f'<span class="question">{escape(case.question)}</span></summary>'
        f'<div class="body"><div class="said">{_said(case)}</div><div '
        f'class="cited">{_cited(case)}</div></div></details>'
    )


def _between(names: Sequence[str]) -> str:
    return "".join(f"|{name}" for name in names) + "|"


def _said(case: CaseResult) -> str:
    """The question again only where a conversation came before it; the head of the fold has it already."""
    turns = "".join(f'<li class="text">{escape(turn)}</li>' for turn in case.history)
    asked = f'<h3>提问</h3><p class="text">{escape(case.question)}</p>'
    history = f"<h3>此前的对话</h3><ol>{turns}</ol>{asked}" if turns else ""
    wrong = "".join(f"<li>{escape(what)}</li>" for what in case.wrong)
    faults = f'<h3 class="fault">哪里不对</h3><ul class="fault">{wrong}</ul>' if wrong else ""
    answer = escape(case.answer) if case.answer.strip() else '<span class="soft">（空）</span>'
    return (
        f"{history}{faults}"
        f'<h3>回答 <span class="soft">{escape(STATUS.get(case.status, case.status))}</span></h3>'
        f'<div class="text answer">{answer}</div><h3>应有</h3>{_expected(case.expected)}'
    )


def _cited(case: CaseResult) -> str:
    quotes = "".join(
        (
            f"<figure><figcaption>{escape(plan)}#{escape(label)}</figcaption><blockquote "
            f'class="text">{escape(words)}</blockquote></figure>'
        )
        for plan, label, words in case.cited
    )
    scores = "".join(
        f"<li>{escape(measure(name).label)} {escape(shown(name, value))}</li>"
        for name, value in case.scores.items()
        if value is not None
    )
    tags = f'<p class="soft">{escape(case.suite)} · {escape("、".join(case.tags) or "无标签")}</p>'
    return (
        f"<h3>引用的条款</h3>{quotes or _NOTHING.format('没有引用')}"
        f'<h3>得分</h3><ul class="scores">{scores}</ul>{tags}'
    )


def _expected(expected: Mapping[str, Any]) -> str:
    """Only what the case asks for; a list in place of one value holds alternatives."""
    rows = "".join(
        f"<dt>{escape(EXPECTED.get(key, key))}</dt><dd>{escape(_value(key, value))}</dd>"
        for key, value in expected.items()
        if value not in (None, [], (), "")
    )
    return f"<dl>{rows}</dl>" if rows else _NOTHING.format("没有要求")


def _value(key: str, value: Any) -> str:
    if isinstance(value, str):
        return STATUS.get(value, value) if key == "status" else value
    if isinstance(value, list | tuple):
        mark = " 或 " if key in ("status", "reasons") else "；"
        return mark.join(
            " 或 ".join(map(str, v)) if isinstance(v, list | tuple) else _value(key, v) for v in value
        )
    return json.dumps(value, ensure_ascii=False, default=str)
