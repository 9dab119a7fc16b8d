"""Changes of plans as HTML: what changed between two versions, and what a file on its way in would do, or
did.

In: `Differences`, proposals, reports. Out: one line of HTML, all words escaped: the sums, then each clause
that changed. Clauses that only moved to another number are folded; unchanged ones are a count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.admin.library_changes import Proposal
from assistant.app.plans.cards import doubts_html
from assistant.app.widgets.markup import clause_chip, escape
from assistant.retrieval.editions import EDITION_WORDS
from assistant.versions.diff import Change, Differences, Figure, Side
from assistant.versions.words import KINDS, sides, summary
from ingest.load import FileReport
from ingest.model import Doubt, Edition, Plan

_TAGS = {"same": "{}", "out": "<del>{}</del>", "in": "<ins>{}</ins>"}
_MOST = 300
"""Clauses shown one by one."""


def differences_html(found: Differences, *, linked: bool, sums: bool = True) -> str:
    """`linked` where the newer side is the current version, so that its clauses can be opened; without `sums`
    they stand elsewhere.
    """
    moved = [change for change in found.changes if change.kinds == ("moved",)]
    changed = [change for change in found.changes if change.kinds != ("moved",)]
    details = "".join(
        f"<li>{d.name}：<del>{escape(d.before)}</del> <ins>{escape(d.after)}</ins></li>"
        for d in found.details
    )
    cards = "".join(change_html(change, found.plan, linked=linked) for change in changed[:_MOST])
    rest = f'<p class="quiet">另有 {len(changed) - _MOST} 条未列出。</p>' if len(changed) > _MOST else ""
    key = '<p class="quiet">划掉的字是原来的，带底色的字是新的。</p>' if changed else ""
    told = f'<p class="sums" role="status">{summary(found)}。</p>' if sums else ""
    return (
        f'<section class="differences">{told}'
        f"{f'<ul>{details}</ul>' if details else ''}{key}{cards}{rest}{_moved(moved)}</section>"
    )


def change_html(change: Change, plan: str, *, linked: bool = True) -> str:
    """What became of one clause; `linked` as above."""
    kinds = "".join(f'<span class="state">{KINDS[kind]}</span>' for kind in change.kinds)
    side = change.after or change.before
    assert side is not None
    path = " › ".join(escape(step) for step in side.path)
    above = f'<p class="quiet">{path}</p>' if path else ""
    return (
        f'<article class="change {change.kinds[0]}"><p '
        f'class="badges">{_label(change, plan, linked=linked)}{kinds}</p>'
        f"{above}<p>{_words(change, side)}</p>{_offices(change)}{_figures(change)}</article>"
    )


def _label(change: Change, plan: str, *, linked: bool) -> str:
    old, new = change.before, change.after
    before = f"<span>{escape(old.label)}</span> → " if old and new and old.label != new.label else ""
    if new is None:
        return f"<b>{escape(old.label if old else '')}</b>"
    return before + (clause_chip(plan, new.label, new.label) if linked else f"<b>{escape(new.label)}</b>")


def _words(change: Change, side: Side) -> str:
    if change.wording:
        return "".join(_TAGS[piece.kind].format(_lines(piece.text)) for piece in change.wording)
    tag = {"added": "in", "removed": "out"}.get(change.kinds[0], "same")
    return _TAGS[tag].format(_lines(side.text))


def _lines(text: str) -> str:
    return escape(text.replace("\t", " ｜ ")).replace("&#10;", "<br>")


def _offices(change: Change) -> str:
    if "units" not in change.kinds or not (change.before and change.after):
        return ""
    old, new = (side.offices or "未载明责任" for side in (change.before, change.after))
    return f'<p class="quiet">责任分工：<del>{escape(old)}</del> <ins>{escape(new)}</ins></p>'


def _figures(change: Change) -> str:
    """The targets that changed; of a clause that came or went only those that stand in another one as
    well.
    """
    whole = change.before is None or change.after is None
    told = [figure for figure in change.figures if figure.elsewhere or not whole]
    rows = "".join(f"<li>{_figure(change, figure)}</li>" for figure in told)
    return f'<ul class="figures">{rows}</ul>' if rows else ""


def _figure(change: Change, figure: Figure) -> str:
    before, after = sides(change, figure)
    old = f"<del>{escape(before)}</del>" if before else "原来没有这一项"
    new = f"<ins>{escape(after)}</ins>" if after else "现在没有这一项"
    return f"{escape(figure.indicator)}：{old} → {new}"


def _moved(moved: list[Change]) -> str:
    if not moved:
        return ""
    items = "".join(
        f"<li>{escape(c.before.label)} → {escape(c.after.label)}　{escape(c.after.text[:40])}</li>"
        for c in moved
        if c.before and c.after
    )
    return f"<details><summary>仅编号变化 {len(moved)} 条</summary><ul>{items}</ul></details>"


_SHOWN = 20
_HEADS = {
    "new": "新文件",
    "version": "新版本",
    "aside": "存档",
    "same": "已有",
    "rendition": "文字相同",
    "renewed": "文字相同",
}


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
    asked = "现在可以在“问答”里提问了。" if any(r.outcome in ("new", "replaced") for r in stored) else ""
    head = f"<p role='status'><b>已存入 {len(stored)} 份。</b>{asked}</p>" if stored else ""
    return head + "".join(_report(r) for r in reports) + (f"<p>{escape(more)}</p>" if more else "")


def refusal_html(words: str) -> str:
    return f'<p class="refusal" role="alert">{escape(words)}</p>'


def _proposal(proposal: Proposal) -> str:
    plan = proposal.plan
    if plan is None:
        head = "略过" if proposal.outcome == "passed" else "未能读入"
        name = proposal.file if proposal.outcome == "passed" else ""
        return _card(head, proposal.outcome, f"<p>{escape(proposal.message)}</p>", name)
    title = f"《{escape(plan.title)}》"
    version = proposal.joins.version if proposal.joins else 0
    said = {
        "new": f"{title}是一份新文件。",
        "version": f"这是{title}的新版本：{escape(summary(proposal.changes)) if proposal.changes else ''}。",
        "aside": f"这是{title}的摘编，资料库里已有官方文本。",
        "same": f"{title}已经在资料库里，内容完全相同，不用再存。",
        "rendition": f"{title}与已有的第 {version} 版文字相同。存入只是另存这份原件，不产生新版本。",
        "renewed": (
            f"{title}与已有的第 {version} 版文字相同。"
            "存入之后条款按这份文件读，原来的原件留着，不产生新版本。"
        ),
    }.get(proposal.outcome, "")
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in proposal.notes)
    changes = (
        (
            "<details><summary>逐条看改了什么</summary>"
            f"{differences_html(proposal.changes, linked=False, sums=False)}"
            "</details>"
        )
        if proposal.changes
        else ""
    )
    head = _HEADS.get(proposal.outcome, "")
    body = "" if proposal.outcome in ("same", "rendition") else _read(plan)
    return _card(head, proposal.outcome, f"<p><b>{said}</b></p>{notes}{changes}{body}", proposal.file)


def _read(plan: Plan) -> str:
    """The ingest report in plain words."""
    units = len({unit for clause in plan.clauses for unit in clause.units})
    about = [plan.region or "地区未读出", plan.period or (str(plan.year) if plan.year else "年份未读出")]
    about += [EDITION_WORDS[plan.edition].badge] if plan.edition is Edition.DIGEST else []
    counts = f"读到 {len(plan.clauses)} 条条款、{units} 个责任单位、{len(plan.targets)} 项量化目标。"
    return (
        f'<p class="quiet">{escape(" · ".join(about))}</p><p>{counts}</p>'
        + _doubted(plan.doubts)
        + _list(
            f"略去 {len(plan.dropped)} 行",
            ((d.line, f"{d.text[:80]}（{d.reason}）") for d in plan.dropped),
            "不属于正文的行。",
        )
    )


def _doubted(doubts: Sequence[Doubt]) -> str:
    if not doubts:
        return ""
    more = f"另有 {len(doubts) - _SHOWN} 处，存入后可在文件详情里看到。" if len(doubts) > _SHOWN else ""
    return (
        f"<details><summary>存疑 {len(doubts)} 处</summary>"
        f'<p class="quiet">请对照原文件的这些行看一看。{more}</p>'
        f"{doubts_html(doubts, _SHOWN)}</details>"
    )


def _list(head: str, lines: Iterable[tuple[int, str]], note: str) -> str:
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
        "aside": _kept_aside(report, title),
        "rendition": f"《{title}》与已有的第 {report.version} 版文字相同，原件已另存，可在它的详情里下载。",
        "renewed": f"《{title}》的第 {report.version} 版改按这份文件读，原来的原件仍可下载。",
    }.get(report.outcome, f"《{title}》没有变化。")
    note = f'<p class="note">{escape(report.message)}。</p>' if report.message else ""
    return _card("已存入", report.outcome, f"<p>{said}</p>{note}", report.file)


def _kept_aside(report: FileReport, title: str) -> str:
    if report.plan and report.plan.edition is Edition.UNCONFIRMED:
        return f"《{title}》的这份文本已存档，待确认；在它的详情里确认之前，回答仍用现行文本。"
    return f"《{title}》的摘编已存档；回答仍用官方文本。"


def _card(head: str, kind: str, body: str, file: str = "") -> str:
    name = f'<span class="quiet">{escape(file)}</span>' if file else ""
    return (
        f'<article class="proposal {kind}"><p class="badges"><span '
        f'class="state">{head}</span>{name}</p>{body}</article>'
    )
