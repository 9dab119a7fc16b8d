"""The tables of the page: what a run was made with, its measures by suite, plan and kind, its retrievers.

In: a run. Out: HTML in which every name and value is escaped.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from evals.model import Mean, Run, RunRecord, Slice
from evals.report.page_cases import escape
from evals.report.wording import MEASURES, interval, measure, shown, suite_name
from evals.shares import means_of

Cells = Sequence[tuple[str, str]]
"""(value, what stands small below it)."""


def fold(title: str, inner: str) -> str:
    """`inner` is HTML."""
    return f'<details class="fold"><summary>{escape(title)}</summary>{inner}</details>'


def bullets(items: Iterable[str], style: str = "") -> str:
    """A list of texts, of a class of the page's style; empty for no items."""
    listed = "".join(f"<li>{escape(item)}</li>" for item in items)
    return f'<ul class="{style}">{listed}</ul>' if listed else ""


def record_html(run: Run) -> str:
    rows = [*_made_with(run.record)]
    if run.skipped:
        rows.append(("跳过的用例", "、".join(run.skipped)))
    cells = "".join(f'<tr><th scope="row">{escape(k)}</th><td>{escape(v)}</td></tr>' for k, v in rows)
    return fold("运行记录", _wide("运行记录", f'<table class="plain"><tbody>{cells}</tbody></table>'))


def _made_with(record: RunRecord) -> Iterator[tuple[str, str]]:
    yield "开始", record.started
    yield "用时", f"{record.seconds:.1f} 秒"
    yield "代码", record.commit or "未知"
    yield "引擎", record.engine
    yield "模型", record.model or "无"
    yield "用例集摘要", record.cases
    yield "资料库摘要", record.corpus
    for plan, edition, version, digest in record.plans:
        yield f"文件 {plan}", f"{edition} 第 {version} 版 {digest[:12]}"
    yield from ((f"提示词 {name}", digest) for name, digest in record.prompts.items())
    yield from ((f"设置 {key}", _plain(value)) for key, value in record.settings.items())
    yield from ((f"软件 {name}", version) for name, version in record.versions.items())


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def tables_html(run: Run) -> str:
    naive = (("朴素流程", run.naive),) if run.naive else ()
    by_suite = (*((suite_name(part.name), part) for part in run.suites), ("全部", run.overall), *naive)
    tables = _measures("用例集", by_suite)
    for title, column, parts in (("按文件", "文件", run.plans), ("按类别", "类别", run.kinds)):
        if parts:
            tables += fold(title, _measures(column, [(part.name, part) for part in parts]))
    return tables + (fold("检索", _retrievers(run)) if run.retrieval else "")


def _measures(column: str, parts: Sequence[tuple[str, Slice]]) -> str:
    """Every measure any of the slices has a value of, known ones in the usual order."""
    rows = [(name, part.cases, means_of(part)) for name, part in parts]
    used = {m for _, _, means in rows for m, mean in means.items() if mean.value is not None}
    names = [m for m in MEASURES if m in used] + sorted(used - MEASURES.keys())
    cells = [
        (name, [(str(cases), ""), *(_value(m, means.get(m)) for m in names)]) for name, cases, means in rows
    ]
    return _table(f"各项指标，按{column}", column, ["例", *(measure(m).label for m in names)], cells)


def _value(name: str, mean: Mean | None) -> tuple[str, str]:
    if mean is None:
        return "–", ""
    return shown(name, mean.value), interval(name, mean) if measure(name).kind == "share" else ""


def _retrievers(run: Run) -> str:
    names = list(dict.fromkeys(name for row in run.retrieval for name in row.scores))
    rows = [
        (f"{row.retriever} / {row.asked}", [(shown(name, row.scores.get(name)), "") for name in names])
        for row in run.retrieval
    ]
    return _table("各检索器", "检索器 / 提问", [measure(name).label for name in names], rows)


def _table(what: str, first: str, columns: Sequence[str], rows: Iterable[tuple[str, Cells]]) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in (first, *columns))
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th>{"".join(map(_cell, cells))}</tr>' for name, cells in rows
    )
    return _wide(
        what, f'<table class="plain values"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    )


def _cell(cell: tuple[str, str]) -> str:
    value, below = cell
    return f"<td>{escape(value)}{f'<small>{escape(below)}</small>' if below else ''}</td>"


def _wide(what: str, table: str) -> str:
    """Scrolls by itself where the page is narrow, by keyboard too."""
    return f'<div class="wide" tabindex="0" role="region" aria-label="{escape(what)}">{table}</div>'
