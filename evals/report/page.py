"""A run as one HTML file that can be mailed, kept and printed: no script, font, picture or request from
anywhere else.

In: a run, and a comparison where there is one. Out: the page: what the run was made with, its measures by
suite, plan and kind, its retrievers, its cases. It is complete without its script, which only filters. Texts
of plans, questions and answers are escaped, and in addition the page's own content policy lets nothing run
but the one script it was made with, which it names by digest.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from string import Template

from evals.baseline import Comparison, Pair
from evals.model import RIGHT, AttackReport, Mean, Run, RunRecord, Slice, means_of, right_share
from evals.report.charts import Bar, Row, chart
from evals.report.page_cases import anchor, cases_html, choices, escape
from evals.report.wording import (
    MEASURES,
    breach_words,
    gets_better,
    head_words,
    interval,
    measure,
    move_words,
    shown,
    suite_name,
    told_moves,
    verdict,
)
from evals.saved import write_text

Cells = Sequence[tuple[str, str]]
"""(value, what stands small below it)."""


def details(title: str, inner: str) -> str:
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
    return details("运行记录", _wide("运行记录", f'<table class="plain"><tbody>{cells}</tbody></table>'))


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
            tables += details(title, _measures(column, [(part.name, part) for part in parts]))
    return tables + (details("检索", _retrievers(run)) if run.retrieval else "")


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


_HERE = Path(__file__).parent


def write(run: Run, file: Path, comparison: Comparison | None = None) -> None:
    """Whole or not at all. Raises EvalError where the file cannot be written."""
    write_text(render(run, comparison), file)


def render(run: Run, comparison: Comparison | None = None) -> str:
    """The whole page; the same for the same run."""
    style, script = ((_HERE / name).read_text("utf-8") for name in ("page.css", "page.js"))
    return Template((_HERE / "page.html").read_text("utf-8")).substitute(
        policy=escape(_policy(style, script)),
        style=style,
        script=script,
        head=escape(" · ".join(head_words(run.record))),
        banner=_banner(run),
        record=record_html(run),
        comparison=_comparison(comparison) if comparison else "",
        charts=_shares(run) + _attack(run.guard),
        tables=tables_html(run),
        suites=choices(case.suite for case in run.results),
        plans=choices(plan for case in run.results for plan in case.plans),
        tags=choices(tag for case in run.results for tag in case.tags),
        count=len(run.results),
        cases=cases_html(run.results),
    )


def _policy(style: str, script: str) -> str:
    """The digests are of the text between the tags, as CSP Level 3, section 4.2.3, wants them."""
    style_hash, script_hash = (
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)
    )
    return (
        f"default-src 'none'; style-src 'sha256-{style_hash}'; script-src 'sha256-{script_hash}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _banner(run: Run) -> str:
    state = {True: "passed", False: "failed", None: "open"}[run.gate.passed]
    mark = {True: "✓ ", False: "✗ ", None: ""}[run.gate.passed]
    failing = sum(not case.right for case in run.results)
    notes = [
        _counted(run.overall),
        f"未通过 {failing} 例" if failing else "",
        f"跳过 {len(run.skipped)} 例（资料库没有所问的文件）" if run.skipped else "",
        f"草稿 {run.drafts} 例不计" if run.drafts else "",
    ]
    breaches = bullets(breach_words(breach) for breach in run.gate.breaches)
    return (
        f'<section class="banner {state}" aria-label="结论"><h2>门槛：{mark}{verdict(run.gate)}</h2>'
        f"<p>{escape('；'.join(filter(None, notes)))}</p>{breaches}</section>"
    )


def _counted(part: Slice) -> str:
    share = right_share(part)
    ranged = f"（{shown(RIGHT, share.value)}，95% 区间 {interval(RIGHT, share)}）" if part.cases else ""
    return f"答对 {part.right} / {part.cases}{ranged}"


def _shares(run: Run) -> str:
    """Right cases by suite, the plain pipeline below ours where it ran."""
    naive = {part.name: part for part in run.naive_suites}
    rows = [_share_row("全部", run.overall, run.naive)]
    rows += [_share_row(suite_name(part.name), part, naive.get(part.name)) for part in run.suites]
    key = '<p class="key"><span class="ours">本系统</span>'
    key += '<span class="naive">朴素流程</span>' if run.naive else ""
    return (
        chart("各用例集答对的比例", ("用例集", "图", "比例"), rows) + f"{key}<span>细线：95% 区间</span></p>"
    )


def _share_row(label: str, ours: Slice, naive: Slice | None) -> Row:
    return Row(label=label, bars=tuple(_share_bar(s, p) for s, p in (("ours", ours), ("naive", naive)) if p))


def _share_bar(style: str, part: Slice) -> Bar:
    share = right_share(part)
    words = f"{shown(RIGHT, share.value)}（{part.right}/{part.cases}）"
    return Bar(value=share.value, words=words, style=style, low=share.low, high=share.high)


def _attack(attack: AttackReport | None) -> str:
    if attack is None:
        return ""
    rows = [
        Row(
            label=measure(row.kind).label,
            bars=(Bar(value=share, words=f"{shown('caught', share)}（{row.caught}/{row.made}）"),),
        )
        for row in attack.rows
        for share in (row.caught / row.made if row.made else None,)
    ]
    alarms = f"误报 {attack.alarms} / {attack.answers}（{shown('false_alarms', attack.false_alarms)}）"
    slipped = bullets(f"{s.case} {s.kind}：{s.before} → {s.after}" for s in attack.slipped)
    listed = details(f"漏过和误报的（{len(attack.slipped)}）", slipped) if slipped else ""
    drawn = chart("防线攻击：各种改动被拦下的比例", ("改动", "图", "拦下"), rows)
    return f'{drawn}<p class="key">{escape(alarms)}</p>{listed}'


def _comparison(found: Comparison) -> str:
    """Newly wrong cases in full, and a line where there are none: it is what a comparison is read for. The
    rest is folded.
    """
    moves = told_moves(found.moves)
    worse = [move_words(m) for m in moves if not gets_better(m)]
    better = [move_words(m) for m in moves if gets_better(m)]
    added = "".join(f'<li><a href="{anchor(id_)}">{escape(id_)}</a></li>' for id_ in found.added)
    return "".join(
        (
            '<section id="comparison"><h2>对比上次</h2>',
            f'<p class="soft">不同之处：{escape("；".join(found.differences) or "无")}</p>',
            f"<h3>新错（{len(found.newly_wrong)}）</h3>{_turned(found.newly_wrong)}",
            _folded("新对", found.newly_right, _turned(found.newly_right)),
            _folded("用例已改，不计入新错新对", found.rewritten, _turned(found.rewritten)),
            _folded("新增的用例", found.added, f'<ul class="tight">{added}</ul>'),
            _folded("删去的用例", found.removed, bullets(found.removed, "tight")),
            _folded("变差的指标", worse, bullets(worse, "tight")),
            _folded("变好的指标", better, bullets(better, "tight")),
            "</section>\n",
        )
    )


def _folded(title: str, items: Sequence[object], inner: str) -> str:
    return details(f"{title}（{len(items)}）", inner) if items else ""


def _turned(pairs: Sequence[Pair]) -> str:
    items = "".join(
        f'<li><a href="{anchor(pair.id)}">{escape(pair.id)}</a> {escape(pair.question)}'
        f'<div class="soft">上次：{_stood(pair.wrong_before)}　这次：{_stood(pair.wrong_now)}</div>'
        '<details class="two"><summary>两次的回答</summary><div '
        f'class="body">{_answer("上次", pair.answer_before)}'
        f"{_answer('这次', pair.answer_now)}</div></details></li>"
        for pair in pairs
    )
    return f"<ul>{items}</ul>" if items else ""


def _stood(wrong: Sequence[str]) -> str:
    return escape("；".join(wrong)) if wrong else "通过"


def _answer(when: str, answer: str) -> str:
    return f'<div><h4>{when}</h4><div class="text answer">{escape(answer)}</div></div>'
