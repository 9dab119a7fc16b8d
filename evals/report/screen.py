"""A run on one screen of the terminal, and the words every face of it uses.

In: a run, and a comparison where there is one. Out: about 40 lines at 100 columns; what does not fit is
counted (另有 N) and stands whole in the page and the JSON. Colour only repeats what a word says. Nothing of a
plan, a question or an answer is read as markup or sent to the terminal as a control character.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from evals.baseline import Comparison
from evals.model import RIGHT, AttackReport, Gate, Mean, RetrievalRow, Run, Slice, means_of, measures_of
from evals.report.wording import (
    breach_words,
    gets_better,
    head_words,
    interval,
    measure,
    move_words,
    shown,
    told_moves,
    verdict,
)

CHIEF = ("facts", "clauses", "precision", "units", "listing", "refusal", "answered", "figures", "offices")
RETRIEVAL = ("whole@5", "mrr@10", "ndcg@10", "p50_ms")
LISTED = 10
"""Cases of one kind listed in the terminal."""
_MOVES = 4
_PIPED_WIDTH = 110


def print_report(run: Run, comparison: Comparison | None = None, console: Console | None = None) -> None:
    """On stdout unless a console is given; to a pipe without colours, 110 columns wide."""
    out = console or _stdout()
    took = f"{len(run.results)} 例 · {run.record.seconds:.1f} 秒"
    _line(out, Text("评测 ", "bold"), " · ".join((*head_words(run.record), took)))
    out.print(_table(run))
    for line in (
        *_others(run),
        *_notes(run),
        *_reading(run.reading),
        *_attack(run.guard),
        *_retrieval(run.retrieval),
    ):
        _line(out, line)
    _gate(out, run.gate)
    if comparison:
        _comparison(out, comparison)
    _failing(out, run)


def _stdout() -> Console:
    console = Console()
    if not console.is_terminal:
        console.width = _PIPED_WIDTH
    return console


def _table(run: Run) -> Table:
    """A row a suite, then all of them with the interval, then the plain pipeline."""
    slices = (*run.suites, run.overall)
    chief = [m for m in (*CHIEF, "took_ms") if any(_mean(part, m) for part in slices)]
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold", padding=0)
    table.add_column("用例集", no_wrap=True, overflow="ellipsis")
    for label in ("例", "答对", *(_folded(measure(m).label) for m in chief)):
        table.add_column(label, justify="right", no_wrap=True)
    for part in run.suites:
        table.add_row(*_row(part.name, part, chief))
    table.add_row(*_row("全部", run.overall, chief), style="bold")
    ranges = (interval(m, _mean(run.overall, m)) for m in (RIGHT, *chief))
    table.add_row("95% 区间", "", *ranges)
    if run.naive:
        table.add_row(*_row("朴素流程", run.naive, chief))
    return table


def _row(name: str, part: Slice, chief: Sequence[str]) -> tuple[Text | str, ...]:
    values = measures_of(part)
    return Text(plain(name)), str(part.cases), *(shown(m, values.get(m)) for m in (RIGHT, *chief))


def _mean(part: Slice, name: str) -> Mean | None:
    """None also where no case of the slice could be scored."""
    mean = means_of(part).get(name)
    return mean if mean and mean.value is not None else None


def _folded(label: str) -> str:
    """In two lines of nearly the same length where it is long."""
    half = (len(label) + 1) // 2
    return label if len(label) <= 3 else f"{label[:half]}\n{label[half:]}"


def _others(run: Run) -> Iterator[str]:
    """The measures that have no column."""
    rest = [m for m in run.overall.means if m not in (*CHIEF, "took_ms", RIGHT) and _mean(run.overall, m)]
    if rest:
        yield "另计 " + _values(rest, measures_of(run.overall))


def _notes(run: Run) -> Iterator[str]:
    skipped = f"跳过 {len(run.skipped)} 例（资料库没有所问的文件）" if run.skipped else ""
    drafts = f"草稿 {run.drafts} 例不计" if run.drafts else ""
    if skipped or drafts:
        yield "未计 " + " · ".join(filter(None, (skipped, drafts)))


def _attack(attack: AttackReport | None) -> Iterator[str]:
    if attack is None:
        return
    caught = sum(row.caught for row in attack.rows)
    alarms = f"误报 {attack.alarms} / {attack.answers}（{shown('false_alarms', attack.false_alarms)}）"
    yield f"防线 改动 {attack.made} 处，拦下 {caught}（{shown('caught', attack.caught)}） · {alarms}"
    slipped = [
        f"{measure(row.kind).label} {row.made - row.caught}" for row in attack.rows if row.caught < row.made
    ]
    if slipped:
        yield "     漏过 " + _some(slipped, 8, "种")


def _reading(read: Mapping[str, float | None]) -> Iterator[str]:
    if read:
        yield f"读出的目标 {_values(list(read), read)}"


def _retrieval(rows: Sequence[RetrievalRow]) -> Iterator[str]:
    for row in rows:
        named = [m for m in RETRIEVAL if row.scores.get(m) is not None] or list(row.scores)[:5]
        yield f"检索 {row.retriever}/{row.asked} {_values(named, row.scores)}"


def _gate(out: Console, gate: Gate) -> None:
    style = {True: "bold green", False: "bold red", None: "bold"}[gate.passed]
    out.print(Text.assemble(("门槛 ", "bold"), (verdict(gate), style)))
    for breach in gate.breaches:
        out.print(Text.assemble(("  ✗ ", "red"), plain(breach_words(breach))))


def _comparison(out: Console, found: Comparison) -> None:
    _line(out, Text("对比上次 ", "bold"), _counts(found))
    if found.differences:
        _line(out, "  不同之处 ", _some(found.differences, _MOVES, "项"))
    moves = told_moves(found.moves)
    for word, style, better in (("变差", "red", False), ("变好", "green", True)):
        words = [move_words(m) for m in moves if gets_better(m) == better]
        if words:
            _line(out, Text(f"  {word} ", style), _some(words, _MOVES, "项"))
    for pair in found.newly_wrong[:LISTED]:
        _line(out, Text("  新错 ", "red"), f"{pair.id}  {pair.question}")
    _more(out, len(found.newly_wrong))


def _counts(found: Comparison) -> str:
    parts = (
        ("新错", found.newly_wrong), ("新对", found.newly_right), ("用例已改", found.rewritten),
        ("新增用例", found.added), ("删去用例", found.removed),
    )  # fmt: skip
    return " · ".join(f"{word} {len(cases)}" for word, cases in parts if cases or word in ("新错", "新对"))


def _failing(out: Console, run: Run) -> None:
    failing = [case for case in run.results if not case.right]
    if not failing:
        out.print(Text(f"{len(run.results)} 例全部通过" if run.results else "没有用例", "bold"))
        return
    out.print(Text(f"未通过 {len(failing)} 例", "bold"))
    for case in failing[:LISTED]:
        _line(out, Text("  ✗ ", "red"), f"{case.id}  {'；'.join(case.wrong)}")
    _more(out, len(failing))


def _more(out: Console, count: int) -> None:
    if count > LISTED:
        out.print(f"    另有 {count - LISTED}")


def _values(names: Sequence[str], values: Mapping[str, float | None]) -> str:
    return " · ".join(f"{measure(m).label} {shown(m, values.get(m))}" for m in names)


def _some(words: Sequence[str], most: int, what: str) -> str:
    rest = f"；另有 {len(words) - most} {what}" if len(words) > most else ""
    return "；".join(words[:most]) + rest


def _line(out: Console, *parts: str | Text) -> None:
    """One line of the screen, cut with … where it is too long."""
    line = Text.assemble(*(part if isinstance(part, Text) else _flat(part) for part in parts))
    out.print(line, no_wrap=True, overflow="ellipsis")


def plain(text: str) -> str:
    """In one line and without control characters."""
    return " ".join(_flat(text).split())


def _flat(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)
