"""Plans as HTML: the list, and everything about one of them. In: rows and values of the Library. Out: one
line of HTML, all words escaped.

Nothing is decided here: who may do what, and what is shown when, is the tab's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from urllib.parse import quote

from assistant.app.widgets.markup import clause_chip, edition_html, escape
from assistant.retrieval.editions import EDITION_WORDS
from ingest.inspection.kinds import by_kind
from ingest.model import Doubt, Dropped, Plan
from ingest.store.rows import Companion, PlanRow, RenditionRow, VersionRow

MOST = 300
"""Plans shown at once; more are found by searching."""
_SHOWN = 200
"""Doubts, and lines left out, that are shown one by one."""


def day(stamp: str | None) -> str:
    """The day of an ISO time, by the server's clock; "" for none."""
    return f"{datetime.fromisoformat(stamp).astimezone():%Y-%m-%d}" if stamp else ""


def found(rows: Iterable[PlanRow], words: str) -> tuple[PlanRow, ...]:
    """Those whose title, place, 文号 or id holds every word, in force first, then by place and the latest
    year.
    """
    wanted = words.lower().split()
    kept = [row for row in rows if all(word in _searched(row) for word in wanted)]
    return tuple(
        sorted(kept, key=lambda r: (bool(r.withdrawn), r.region or "", -(r.last_year or 0), r.title))
    )


def list_html(rows: Sequence[PlanRow], total: int, words: str) -> str:
    """A button for each plan that opens it; `total` is the number of plans before searching."""
    if not total:
        return '<p class="quiet">资料库还是空的。</p>'
    if not rows:
        return (
            '<p class="quiet" role="status">没有标题里带“'
            f"{escape(words.strip())}”的文件。换个词试试，或清空搜索框。</p>"
        )
    shown = rows[:MOST]
    told = f"共 {total} 份文件" if len(rows) == total else f"找到 {len(rows)} 份，共 {total} 份文件"
    more = f"，这里列出前 {MOST} 份" if len(rows) > MOST else ""
    items = "".join(f"<li>{_row(row)}</li>" for row in shown)
    return f'<p class="quiet" role="status">{told}{more}</p><ul class="plan-list">{items}</ul>'


def details_html(
    row: PlanRow,
    plan: Plan,
    versions: Sequence[VersionRow],
    more: Sequence[Doubt] = (),
    together: Sequence[Companion] = (),
    further: Sequence[RenditionRow] = (),
) -> str:
    """All that is known of a plan, with what was read doubtfully and what was left out folded below; `more`
    are doubts that the library as a whole leaves about it, `together` the plans that came with it, `further`
    the files that have the words of a version besides its own.
    """
    current = next(v for v in versions if v.status == "current")
    facts = (
        ("地区", row.region),
        ("年份", row.period or (str(row.year) if row.year else None)),
        ("印发机关", row.issuer),
        ("文号", row.number),
        ("发文日期", row.issued),
        ("现行文本", f"第 {row.version} 版，{day(current.stored)} 读入"),
        ("条款", f"{row.clauses} 条"),
        ("量化目标", f"{row.targets} 项"),
        ("原文件名", row.file),
        ("编号", row.id),
    )
    told = "".join(
        f"<div><dt>{name}</dt><dd>{escape(value or '文件中未载明')}</dd></div>" for name, value in facts
    )
    first = plan.clauses[0].label if plan.clauses else ""
    links = clause_chip(row.id, first, "查看全文") if first else ""
    return (
        f'<article class="plan-details"><h2>{escape(row.title)}</h2>'
        f'<p class="badges">{edition_html(row.edition)}{_state(row)}<span '
        f'class="quiet">{EDITION_WORDS[row.edition].noted}</span></p>'
        f"<dl>{told}</dl>"
        f'<p class="links">{links}{download_html(row.id, row.version, "下载原文件")}</p>'
        f"{_together(row.id, together)}"
        f"{_doubts((*plan.doubts, *more))}{_dropped(plan.dropped)}"
        f"{_versions(row, versions, further)}</article>"
    )


def _together(plan: str, companions: Sequence[Companion]) -> str:
    """The plans that came in one archive, mail or page, in order."""
    if not companions:
        return ""
    items = "".join(
        f"<li>{'<b>本文件</b> ' if one.plan == plan else ''}《{escape(one.title)}》 "
        f'<span class="quiet">{escape(one.file)}</span></li>'
        for one in companions
    )
    parcels = "、".join(dict.fromkeys(escape(one.parcel) for one in companions))
    return _folded(
        f"一起来的文件 {len(companions)} 份", f'<p class="quiet">来自 {parcels}</p><ul>{items}</ul>'
    )


def download_html(plan: str, version: int, words: str, further: str = "") -> str:
    """A link to the file as it came in, or to a `further` one with its words by SHA-256; relative, so that it
    holds behind a proxy with a path of its own.
    """
    address = f"file/{quote(plan, safe='')}?version={version}{further and f'&sha256={further}'}"
    return f'<a class="download" href="{escape(address)}" download>{words}</a>'


def version_words(row: VersionRow) -> str:
    """第 2 版（官方，2026-11-22 读入，现行）."""
    state = "，现行" if row.status == "current" else ""
    return f"第 {row.version} 版（{EDITION_WORDS[row.edition].badge}，{day(row.stored)} 读入{state}）"


def _searched(row: PlanRow) -> str:
    years = f"{row.period or ''} {row.year or ''}"
    return " ".join((row.title, *row.titles, row.region or "", row.number or "", years, row.id)).lower()


def _row(row: PlanRow) -> str:
    about = [
        row.region or "",
        row.period or (str(row.year) if row.year else ""),
        row.number or "",
        f"{row.clauses} 条",
        f"{row.targets} 项目标",
        f"第 {row.version} 版",
        f"{day(row.stored)} 读入",
    ]
    doubts = f'<span class="doubted">{len(row.doubts)} 处存疑</span>' if row.doubts else ""
    return (
        '<button type="button" '
        f'class="plan-row{" withdrawn" if row.withdrawn else ""}" '
        f'data-open="{escape(row.id)}">'
        f'<span class="plan-title">{escape(row.title)}</span>'
        f'<span class="badges">{edition_html(row.edition)}{_state(row)}{doubts}</span>'
        '<span class="plan-about">'
        f"{' · '.join(f'<span>{escape(part)}</span>' for part in about if part)}"
        "</span></button>"
    )


def _state(row: PlanRow) -> str:
    if row.withdrawn:
        return f'<span class="state out" title="不用于回答和清单">已废止 {day(row.withdrawn)}</span>'
    return '<span class="state">现行</span>'


def _doubts(doubts: Sequence[Doubt]) -> str:
    if not doubts:
        return '<p class="quiet">读入时没有存疑之处。</p>'
    note = "读入时拿不准的地方，请对照原文件的这些行看一看；引用到它们时以原文为准。"
    return _folded(
        f"存疑 {len(doubts)} 处",
        f'<p class="quiet">{note}</p>{doubts_html(doubts, _SHOWN)}{_rest(len(doubts))}',
    )


def doubts_html(doubts: Sequence[Doubt], most: int) -> str:
    """The first `most` doubts by kind, each with its line."""
    parts = []
    for name, listed in by_kind(doubts[:most]).items():
        items = "".join(_doubt(d) for d in listed)
        parts.append(
            f'<h4 class="kind">{escape(name)} <span class="quiet">{len(listed)}</span></h4><ul>{items}</ul>'
        )
    return f'<div class="doubts">{"".join(parts)}</div>'


def _doubt(doubt: Doubt) -> str:
    """Its line, and its clause, which tells more where a paper is all on one line."""
    clause = f' <span class="quiet">{escape(doubt.clause)}</span>' if doubt.clause else ""
    return f"<li><b>第 {doubt.line} 行</b>{clause} {escape(doubt.message)}</li>"


def _dropped(dropped: Sequence[Dropped]) -> str:
    if not dropped:
        return ""
    items = "".join(
        (
            f"<li><b>第 {d.line} 行</b> {escape(d.text[:120])}<span "
            f"class='quiet'>（{escape(d.reason)}）</span></li>"
        )
        for d in dropped[:_SHOWN]
    )
    note = "不属于正文、没有读进来的行（页码、网页导航之类）。"
    return _folded(
        f"略去 {len(dropped)} 行", f'<p class="quiet">{note}</p><ul>{items}</ul>{_rest(len(dropped))}'
    )


def _rest(count: int) -> str:
    return f'<p class="quiet">另有 {count - _SHOWN} 处未列出。</p>' if count > _SHOWN else ""


def _versions(row: PlanRow, versions: Sequence[VersionRow], further: Sequence[RenditionRow]) -> str:
    items = "".join(
        f"<li>{escape(version_words(v))} {download_html(row.id, v.version, '下载')}"
        f"{_further(row.id, [one for one in further if one.version == v.version])}</li>"
        for v in reversed(versions)
    )
    return _folded(f"版本 {len(versions)} 个", f"<ul>{items}</ul>")


def _further(plan: str, files: Sequence[RenditionRow]) -> str:
    """The files with the words of one version, besides the one it is read from."""
    if not files:
        return ""
    items = "".join(
        f'<li>{escape(one.file)} <span class="quiet">{day(one.stored)} 存入</span> '
        f"{download_html(plan, one.version, '下载', one.sha256)}</li>"
        for one in files
    )
    return f'<p class="quiet">文字相同的其他原件</p><ul>{items}</ul>'


def _folded(head: str, body: str) -> str:
    return f"<details><summary>{head}</summary>{body}</details>"
