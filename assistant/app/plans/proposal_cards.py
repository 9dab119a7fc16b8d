"""Files on their way in, as HTML: what is being read, what each would do, what became of it. In: values. Out:
one line, all words escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.admin.upkeep import Proposal
from assistant.app.plans.difference_cards import differences_html
from assistant.app.widgets.editions import EDITIONS
from assistant.app.widgets.markup import escape
from assistant.versions.words import summary
from ingest.load import FileReport
from ingest.model import Plan

_SHOWN = 20


def progress_html(words: str, done: int, total: int) -> str:
    """A sentence over a bar."""
    return (
        f'<p role="status">{escape(words)}</p>'
        f'<progress max="{max(total, 1)}" value="{done}" aria-label="进度"></progress>'
    )


def proposals_html(proposals: Sequence[Proposal]) -> str:
    """A card a file: what it is taken for and what storing it would change."""
    return "".join(_proposal(p) for p in proposals)


def reports_html(reports: Sequence[FileReport], more: str = "") -> str:
    """What became of each file, and what one can do now."""
    stored = [r for r in reports if r.outcome != "refused"]
    asked = "可以到“问答”里提问了。" if any(r.outcome in ("new", "replaced") for r in stored) else ""
    head = f"<p role='status'><b>已存入 {len(stored)} 份。</b>{asked}</p>" if stored else ""
    return head + "".join(_report(r) for r in reports) + (f"<p>{escape(more)}</p>" if more else "")


def refusal_html(words: str) -> str:
    return f'<p class="refusal" role="alert">{escape(words)}</p>'


def _proposal(proposal: Proposal) -> str:
    plan = proposal.plan
    if plan is None:
        return _card("未能读入", "refused", f"<p>{escape(proposal.message)}</p>")
    title = f"《{escape(plan.title)}》"
    said = {
        "new": f"{title}是一份新文件。",
        "version": f"这是{title}的新版本：{escape(summary(proposal.changes)) if proposal.changes else ''}。",
        "aside": f"这是{title}的摘编，资料库里已有官方文本。",
        "same": f"{title}已经在资料库里，内容完全相同，不用再存。",
        "refused": "",
    }[proposal.outcome]
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in proposal.notes)
    changes = (
        f"<details><summary>逐条看改了什么</summary>{differences_html(proposal.changes, linked=False, sums=False)}</details>"
        if proposal.changes
        else ""
    )
    head = {"new": "新文件", "version": "新版本", "aside": "存档", "same": "已有", "refused": ""}[
        proposal.outcome
    ]
    body = "" if proposal.outcome == "same" else _read(plan)
    return _card(head, proposal.outcome, f"<p><b>{said}</b></p>{notes}{changes}{body}", proposal.file)


def _read(plan: Plan) -> str:
    """The ingest report in plain words."""
    units = len({unit for clause in plan.clauses for unit in clause.units})
    about = [plan.region or "地区未读出", plan.period or (str(plan.year) if plan.year else "年份未读出")]
    about += [EDITIONS[plan.edition]]
    counts = f"读到 {len(plan.clauses)} 条条款、{units} 个责任单位、{len(plan.targets)} 项量化目标。"
    return (
        f'<p class="quiet">{escape(" · ".join(about))}</p><p>{counts}</p>'
        + _lines(
            f"存疑 {len(plan.doubts)} 处",
            ((d.line, d.message) for d in plan.doubts),
            "请对照原文件的这些行看一看。",
        )
        + _lines(
            f"略去 {len(plan.dropped)} 行",
            ((d.line, f"{d.text[:80]}（{d.reason}）") for d in plan.dropped),
            "不属于正文的行。",
        )
    )


def _lines(head: str, lines: Iterable[tuple[int, str]], note: str) -> str:
    told = list(lines)
    if not told:
        return ""
    items = "".join(f"<li><b>第 {line} 行</b> {escape(words)}</li>" for line, words in told[:_SHOWN])
    rest = (
        f'<p class="quiet">另有 {len(told) - _SHOWN} 处，存入后可在文件详情里看到。</p>'
        if len(told) > _SHOWN
        else ""
    )
    return f'<details><summary>{head}</summary><p class="quiet">{note}</p><ul>{items}</ul>{rest}</details>'


def _report(report: FileReport) -> str:
    if report.outcome == "refused":
        return _card("没有存入", "refused", f"<p>{escape(report.message)}</p>")
    title = escape(report.plan.title if report.plan else report.id or "")
    said = {
        "new": f"《{title}》已存入。",
        "replaced": f"《{title}》已更新为第 {report.version} 版，原来的版本都留着。",
        "aside": f"《{title}》的摘编已存档；回答仍用官方文本。",
    }.get(report.outcome, f"《{title}》没有变化。")
    note = f'<p class="note">{escape(report.message)}。</p>' if report.message else ""
    return _card("已存入", report.outcome, f"<p>{said}</p>{note}", report.file)


def _card(head: str, kind: str, body: str, file: str = "") -> str:
    name = f'<span class="quiet">{escape(file)}</span>' if file else ""
    return f'<article class="proposal {kind}"><p class="badges"><span class="state">{head}</span>{name}</p>{body}</article>'
