"""What the benchmarks found, as tables on stdout. In: their reports. Out: nothing; what must be added goes to
`notes`.
"""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

from evals.bench import corpus as corpus_bench
from evals.bench import crowd as crowd_bench
from evals.bench import formats as formats_bench
from evals.bench import intents as intents_bench
from evals.bench import prompts as prompts_bench
from evals.bench import retrieval as clause_bench
from evals.bench import rules as rules_bench
from evals.bench import scale as scale_bench
from evals.bench import scripted_models
from evals.bench import speed as speed_bench
from evals.bench import thresholds as threshold_bench
from evals.bench.differences import Carried
from evals.bench.retrieval import NAIVE, TYPED, compare
from evals.bench.scale_report import condition_words, measures, size_words

_OUT = Console(soft_wrap=True)
if not _OUT.is_terminal:
    _OUT.width = 160  # a file or a pipe has no edge to fold the tables at


def print_tempers(report: scripted_models.TemperReport) -> None:
    """A line a temper; “错误显示” must be 0 in each, and of those whose sentences are false “显示” too."""
    _table(
        (
            "脾气",
            *scripted_models.MEASURES,
            "错误显示",
            "用了模型措辞",
            "说了",
            "显示",
            "平均毫秒",
            "首句毫秒",
        ),
        (
            (
                row.temper or "（规则引擎）",
                *("–" if (v := row.scores.get(m)) is None else _share(v) for m in scripted_models.MEASURES),
                row.shown,
                row.worded,
                "–" if row.told is None else f"{row.told}{'' if row.honest else ' 假'}",
                "–" if row.heard is None else row.heard,
                _ms(row.took_ms) if row.took_ms is not None else "–",
                _ms(row.first_ms) if row.first_ms is not None else "–",
            )
            for row in report.rows
        ),
    )
    _OUT.print(f"{report.cases} 例", highlight=False)


def print_prompts(costs: prompts_bench.Costs) -> None:
    """A line a measure."""
    rows = (
        *((f"{step} 的词元", of) for step, of in costs.steps.items()),
        ("每次调用的词元", costs.each),
        ("每个问题的词元（ask + answer）", costs.both),
        ("一个问题问模型几次", costs.calls),
        ("一句话核对的毫秒", costs.checked_ms),
    )
    _table(
        ("", "n", "p50", "p95", "最多"),
        ((name, of.n, *(f"{round(value, 1):g}" for value in (of.p50, of.p95, of.most))) for name, of in rows),
    )


def print_intents(report: intents_bench.Report, *, verbose: bool) -> None:
    """A line a label: questions understood and answered right, with the rules alone and with the
    classifier.
    """
    counts = (
        report.asked, report.understood_by_rules, report.understood, report.right_by_rules, report.right,
    )  # fmt: skip
    rows = [(label, *(count[label] for count in counts)) for label in sorted(report.asked)]
    total = ("全部", *(count.total() for count in counts))
    _table(("问的是", "问题", "只用句式懂", "加分类器懂", "只用句式对", "加分类器对"), (*rows, total))
    for question in report.wrong if verbose else ():
        _OUT.print(f"✗ {question}", highlight=False)


def print_rules(report: rules_bench.Report) -> None:
    """A line a rule, those that carry least first: first those that can go all at once."""
    columns = (
        "规则",
        "试了",
        "读得不同",
        "少读的数",
        "多读的数",
        "读法不同的数",
        "条款",
        "责任",
        "题头",
        "见",
    )
    idle = set(report.idle)

    def rank(row: Carried) -> tuple[object, ...]:
        return (row.id not in idle, not row.nothing, bool(row.fault), sum(row.inputs.values()), row.id)

    def cells(row: Carried) -> tuple[object, ...]:
        if row.fault:
            return (row.id, row.fault, *[""] * 8)
        differ, lost = (
            "，".join(f"{n} {c}" for n, c in counts.items()) or 0 for counts in (row.inputs, row.lost)
        )
        where = "与别的合起来才有不同" if row.shared else next(iter(row.where), "")
        return (
            row.id,
            row.tried,
            differ,
            lost,
            row.gained,
            row.changed,
            row.clauses,
            row.units,
            row.heads,
            where,
        )

    _table(columns, map(cells, sorted(report.rows, key=rank)))
    read = "，".join(f"{name} {count}" for name, count in report.clauses.items())
    _OUT.print(
        f"{len(report.rows)} 条规则，其中 {len(idle)} 条全部一起关掉也读得一样。条款：{read}", highlight=False
    )
    if report.over:
        what = f"还有 {report.left} 条没有试" if report.left else "哪些可以一起关掉还没有试完"
        _OUT.print(f"时间到了，{what}；带着 --state 再运行一次，就从这里接着试。", highlight=False)


def print_thresholds(report: threshold_bench.Report) -> None:
    """A line a threshold: its value, how far it may be moved without a case turning, and each value tried."""

    def cells(row: threshold_bench.Row) -> tuple[object, ...]:
        low, high = row.plateau
        tried = (f"{t.value:g}: +{len(t.right)} -{len(t.wrong)} ~{t.other}" for t in row.tried)
        return (row.id, f"{row.value:g}", row.asked, f"{low:g}–{high:g}", "，".join(tried))

    _table(
        ("阈值", "现值", "用到的例数", "不动对错的范围", "试的值：变对、变错、答得不同"),
        map(cells, report.rows),
    )
    _OUT.print(f"{report.cases} 例，对 {report.right}", highlight=False)


def print_crowd(report: crowd_bench.Report) -> None:
    """One row; errors and answers to somebody else must be 0."""
    _table(
        ("同时", "提问", "p50 毫秒", "p95 毫秒", "最长毫秒", "共用秒", "出错", "答到别人", "内存 MB"),
        [
            (
                report.people,
                report.asked,
                _ms(report.p50_ms),
                _ms(report.p95_ms),
                _ms(report.most_ms),
                report.seconds,
                report.errors,
                report.others,
                report.memory_mb,
            )
        ],
    )


def print_corpus(report: corpus_bench.Report, notes: Console) -> None:
    measures = ("recall@1", "recall@5", "recall@10", "recall@100", "mrr@10", "ndcg@10")
    _table(
        ("检索器", *measures, "p50 毫秒", "p95 毫秒"),
        (
            (row.retriever, *(_share(row.scores[m]) for m in measures), _ms(row.p50_ms), _ms(row.p95_ms))
            for row in report.rows
        ),
    )
    builds = "，".join(f"{name} {seconds:.1f} 秒" for name, seconds in report.build_s.items())
    _OUT.print(
        f"{report.passages} 段，{report.queries} 问；建索引 {builds}；向量权重 {report.dense_weight:g}"
    )
    if report.unscored:
        notes.print(f"{report.unscored} 问没有应找到的段落，未计分", highlight=False)
    if report.missing:
        notes.print(
            f"应找到的段落里有 {report.missing} 个编号不在语料里，按未找到计", style="yellow", highlight=False
        )


def print_clauses(report: clause_bench.Report, notes: Console) -> None:
    measures = ("whole@5", "half@5", "possible", "recall@1", "recall@5", "recall@10", "mrr@10", "ndcg@10")
    _table(
        ("检索器", "提问", *measures, "字数@5", "p50 毫秒", "p95 毫秒"),
        (
            (row.retriever, row.asked, *(_share(s[m]) for m in measures), f"{s['characters@5']:.0f}",
                _ms(s["p50_ms"]), _ms(s["p95_ms"]))
            for row in report.rows
            for s in (row.scores,)
        ),
    )  # fmt: skip
    kinds = sorted({kind for row in report.rows for kind in row.whole_by_kind()})
    _table(
        ("whole@5", "提问", *(kind or "-" for kind in kinds)),
        (
            (row.retriever, row.asked,
                *(f"{whole}/{all_}" for whole, all_ in (row.whole_by_kind()[kind] for kind in kinds)))
            for row in report.rows
        ),
    )  # fmt: skip
    typed = {row.retriever: row for row in report.rows if row.asked == TYPED}
    if NAIVE in typed:
        ours, theirs = compare(typed["lexical"], typed[NAIVE])
        _OUT.print(
            f"同样的提问（typed）：只有 lexical 找全 {len(ours)} 问，只有 {NAIVE} 找全 {len(theirs)} 问"
        )
    _OUT.print(f"{report.questions} 问计分")
    if report.unscored:
        notes.print(f"{report.unscored} 问没有应引用的条款，未计分", highlight=False)
    if report.missing:
        shown = "、".join("#".join(clause) for clause in report.missing[:5])
        notes.print(
            f"资料库里没有这些应引用的条款（{len(report.missing)} 条）：{shown}",
            style="yellow",
            highlight=False,
        )


_DONE = {"ingest": "读入（新）", "ingest again": "读入（未变）", "ask": "冷启动提问"}


def print_speed(report: speed_bench.Report) -> None:
    sides = [("plans", report.processes), *([(NAIVE, report.naive)] if report.naive else [])]
    _table(
        ("整个进程", "", "中位 秒", "最快", "最慢", "内存 MB"),
        (
            (_DONE[name], side, f"{t.seconds:.2f}", f"{t.least:.2f}", f"{t.most:.2f}", f"{t.peak_mb:.0f}")
            for side, timings in sides
            for name, t in timings.items()
        ),
    )
    warm = [("plans", kind, w) for kind, w in report.warm.items()]
    warm += [(NAIVE, "all", report.naive_warm)] if report.naive_warm else []
    _table(
        ("连续提问", "", "问题", "p50 毫秒", "p95 毫秒"),
        ((kind, side, w.questions, _ms(w.p50_ms), _ms(w.p95_ms)) for side, kind, w in warm),
    )
    _OUT.print(
        f"{report.files} 个文件，{report.clauses} 条条款；连续提问时内存 {report.batch_peak_mb:.0f} MB"
    )
    if report.naive:
        ratio = report.naive["ask"].seconds / report.processes["ask"].seconds
        _OUT.print(f"冷启动提问：{NAIVE} 用时是 plans 的 {ratio:.1f} 倍（每次重新切块、嵌入）")


def print_scale(report: scale_bench.Report) -> None:
    _table(
        ("", "单位", *map(size_words, report.rows)),
        ((measure.what, measure.unit, *measure.cells()) for measure in measures(report)),
    )
    _OUT.print("；".join(condition_words(report)), highlight=False)


def print_formats(report: formats_bench.Report) -> None:
    _table(
        ("格式", "文件", "页", "字", "秒", "页/秒", "万字/秒", "峰值内存 MB"),
        (
            (
                row.format,
                row.files,
                row.pages or "",
                f"{row.characters:,}",
                f"{row.seconds:.2f}",
                "" if row.pages_a_second is None else f"{row.pages_a_second:.2f}",
                f"{row.characters_a_second / 10_000:.2f}",
                f"{row.peak_mb:.0f}",
            )
            for row in report.rows
        ),
    )
    for note in report.notes:
        _OUT.print(note, highlight=False)


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _ms(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"


def _table(names: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    table = Table(*names, header_style="bold")
    for row in rows:
        table.add_row(*map(str, row))
    _OUT.print(table)
