"""评测: the last run of a library and how it compares with the one before, as HTML for the app's tab. No
framework.

In: the library's folder. Out: a fragment, and the whole report of one run as a page of its own. The app
mounts this module by name (entry point "plans.tabs"), so that it imports nothing of the evaluation. Every
text of a plan or an answer is escaped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from evals import saved
from evals.baseline import Comparison, Move, Pair, compare
from evals.model import RIGHT, Gate, Run, Slice, measures_of
from evals.report import page
from evals.report.page_cases import escape
from evals.report.screen import CHIEF
from evals.report.wording import breach_words, gets_better, head_words, measure, shown, suite_name, verdict
from evals.saved import Kept, Saved

COMMAND = "plans eval --gate"
LISTED = 12
"""Cases of one kind in the tab; the report has all."""
_STATES = {True: "passed", False: "failed", None: "open"}
_HEADS = ("时间", "门槛", "答对 / 例", "答对的比例", "引擎", "版本")
_MARKS = {True: "✓", False: "✗", None: "–"}


def tab(home: Path) -> str:
    """The fragment; a calm sentence where there has been no run."""
    runs = saved.last(home)
    if not runs:
        return (
            '<div class="calm"><p>这个资料库还没有评测过。</p>'
            f"<p>请维护人员在服务器上运行 <code>{COMMAND}</code>，跑完后刷新本页就能看到结果。</p></div>"
        )
    newest = runs[0]
    now, then = saved.kept_run(home, newest.name), _before(home, newest, runs)
    comparison = compare(as_saved(then), now) if then else None
    return (
        f"{_banner(now, newest.name)}{_measures(now, then)}{_turns(comparison, then)}{_history(runs)}{_how()}"
    )


def report(home: Path, name: str) -> str:
    """The whole report of the run kept under `name`. Raises EvalError where there is none."""
    run, runs = saved.kept_run(home, name), saved.last(home)
    kept = next((k for k in runs if k.name == name), None)
    then = _before(home, kept, runs) if kept else None
    return page.render(run, compare(as_saved(then), run) if then else None)


def _before(home: Path, kept: Kept, runs: Sequence[Kept]) -> Run | None:
    earlier = saved.before(kept, runs)
    return saved.kept_run(home, earlier.name) if earlier else None


def as_saved(run: Run) -> Saved:
    """A run as far as another is compared with it."""
    return Saved(
        record=run.record,
        cases={case.id: case for case in run.results},
        overall=measures_of(run.overall),
        suites={part.name: measures_of(part) for part in run.suites},
    )


def when(started: str) -> str:
    """An ISO time in the time zone of this machine."""
    return datetime.fromisoformat(started).astimezone().strftime("%Y-%m-%d %H:%M")


def _banner(run: Run, name: str) -> str:
    breaches = "".join(f"<li>{escape(breach_words(b))}</li>" for b in run.gate.breaches)
    about = " · ".join(
        (when(run.record.started), f"用时 {run.record.seconds:.0f} 秒", *head_words(run.record))
    )
    unheld = f"<p>这次没有对照门槛；要对照请用 {COMMAND}。</p>" if run.gate.passed is None else ""
    return (
        f'<section class="run {_STATES[run.gate.passed]}" '
        'aria-label="最近一次评测"><h2>门槛：'
        f"{_MARKS[run.gate.passed]} {verdict(run.gate)}</h2>"
        f"<p>{run.overall.cases} 例答对 {run.overall.right} "
        f"例（{shown(RIGHT, measures_of(run.overall)[RIGHT])}）</p>{unheld}"
        f'{f"<ul>{breaches}</ul>" if breaches else ""}<p class="soft">'
        f"{escape(about)}</p>{_link(name, '打开完整报告')}</section>"
    )


def _link(name: str, words: str) -> str:
    return f'<a class="copy" href="evaluation/report/{name}" target="_blank" rel="noopener">{words}</a>'


def _measures(now: Run, then: Run | None) -> str:
    slices = (now.overall, *now.suites)
    old = {part.name: part for part in (then.overall, *then.suites)} if then else {}
    used = [m for m in CHIEF if any(measures_of(part).get(m) is not None for part in slices)]
    names = (RIGHT, *used, "took_ms")
    head = "".join(f'<th scope="col">{escape(measure(m).label)}</th>' for m in names)
    rows = "".join(_measure_row(part, old.get(part.name), names) for part in slices)
    note = (
        f"小字是与 {when(then.record.started)} 那次的差别。"
        if then
        else "这是第一次这样范围的评测，没有可比的上一次。"
    )
    return (
        '<section aria-label="各项得分"><h2>各项得分</h2>'
        f'<p class="soft">{note}</p><div class="wide" tabindex="0" '
        'role="region" aria-label="得分表，可左右滑动">'
        '<table><thead><tr><th scope="col">用例集</th><th '
        f'scope="col">例</th>{head}</tr></thead><tbody>{rows}'
        "</tbody></table></div></section>"
    )


def _measure_row(part: Slice, old: Slice | None, names: Sequence[str]) -> str:
    now = measures_of(part)
    then: Mapping[str, float | None] = measures_of(old) if old else {}
    cells = "".join(f"<td>{shown(m, now.get(m))}{change(m, then.get(m), now.get(m))}</td>" for m in names)
    return f'<tr><th scope="row">{escape(suite_name(part.name))}</th><td>{part.cases}</td>{cells}</tr>'


def change(name: str, before: float | None, now: float | None) -> str:
    """How far a measure moved, in its own unit (shares in points); nothing where it looks the same, or was
    not measured.
    """
    if before is None or now is None or shown(name, before) == shown(name, now):
        return ""
    move = Move(suite=None, measure=name, before=before, now=now)
    gap = now - before
    if measure(name).kind == "share":
        words = f"{gap * 100:+.1f}"
    else:
        words = f"{gap:+.0f}" if abs(gap) >= 1 else f"{gap:+.2g}"
    told = "变好" if gets_better(move) else "变差"
    style = "better" if gets_better(move) else "worse"
    return f'<small class="{style}"><span class="unseen">{told} </span>{words}</small>'


def _turns(found: Comparison | None, then: Run | None) -> str:
    if found is None or then is None:
        return ""
    differences = escape("；".join(found.differences) or "无")
    return (
        f'<section aria-label="与上一次对比"><h2>与上一次（{when(then.record.started)}）对比</h2>'
        f'<p class="soft">两次不同之处：{differences}</p>'
        f"{_pairs('新错', found.newly_wrong, then=False)}"
        f"{_pairs('新对', found.newly_right, then=True)}</section>"
    )


def _pairs(title: str, pairs: Sequence[Pair], *, then: bool) -> str:
    """`then`: the reason is what was wrong before; else what is wrong now."""
    items = "".join(
        f'<li>{escape(pair.question)} <span class="soft">{escape(pair.suite)}</span>'
        f'<div class="soft">{"原来" if then else ""}'
        f"{escape('；'.join(pair.wrong_before if then else pair.wrong_now))}</div>"
        "</li>"
        for pair in pairs[:LISTED]
    )
    more = f'<p class="soft">另有 {len(pairs) - LISTED} 例，见完整报告。</p>' if len(pairs) > LISTED else ""
    listed = f"<ul>{items}</ul>{more}" if items else '<p class="soft">没有</p>'
    return f"<h3>{title}（{len(pairs)}）</h3>{listed}"


def _history(runs: Sequence[Kept]) -> str:
    rows = "".join(
        f"<tr><td>{_link(k.name, when(k.started))}</td>"
        f'<td class="{_STATES[k.passed]}">{_MARKS[k.passed]} {verdict(Gate(passed=k.passed))}</td>'
        f"<td>{k.right} / {k.cases}</td><td>{_bar(k.right, k.cases)}</td>"
        f"<td>{escape(k.engine)}</td><td>{escape(k.version)} {escape(k.commit)}</td></tr>"
        for k in runs
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in _HEADS)
    return (
        f'<section aria-label="历次评测"><h2>最近 {len(runs)} 次评测</h2>'
        '<div class="wide" tabindex="0" role="region" aria-label="历次评测，可左右滑动">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></section>"
    )


def _bar(right: int, cases: int) -> str:
    share = right / cases if cases else 0.0
    return (
        '<span class="share"><svg aria-hidden="true" width="120" '
        'height="10"><rect class="all" width="120" height="10" rx="3"/>'
        f'<rect class="part" width="{120 * share:.1f}" height="10" '
        f'rx="3"/></svg> {shown(RIGHT, share)}</span>'
    )


def _how() -> str:
    return (
        f'<section aria-label="怎样评测"><h2>怎样再评测一次</h2><p>在服务器上运行 <code>{COMMAND}</code>，'
        "约需几分钟；跑完后刷新本页。每次更换程序、提示词或模型之前，以及读入重要文件之后，都值得跑一次。</p></section>"
    )
