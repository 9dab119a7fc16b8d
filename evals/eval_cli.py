"""The commands of `plans eval`. Results on stdout, progress and notes on stderr; exit 1 where the gate is not
passed.

`plans eval [SUITE …]` runs; `plans eval new PLAN` and `plans eval feedback` propose cases. Thin faces:
options in, one function of `evals` called, a view or a file out. Nothing heavy is imported before a command
runs.
"""

from __future__ import annotations

import sys
from contextlib import closing, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from typer.core import TyperGroup

from evals.terminal import Against, Bars, Home, naive_wanted, settings_of
from ingest.errors import PlanError

if TYPE_CHECKING:
    from assistant.generation.engine import Llm
    from assistant.retrieval.hybrid import Dense
    from assistant.settings import Settings
    from evals.cases import Suite
    from evals.judge import Judged
    from evals.model import Run
    from evals.replies import Replayed
    from ingest.embedding.endpoint import Endpoint

_err = Console(stderr=True)
_RUN = "run"


class _RunUnlessNamed(TyperGroup):
    """What is no command is a suite: `plans eval targets` is `plans eval run targets`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = [_RUN, *args]
        return super().parse_args(ctx, args)


eval_ = typer.Typer(
    help="上线前的评测：事实、条款、单位是否仍然答得对。不写命令就是 run，选项见 plans eval run --help。",
    cls=_RunUnlessNamed,
)
Out = Annotated[
    Path | None, typer.Option("--out", help="写到这个文件；默认在资料库文件夹的 cases/ 里", dir_okay=False)
]


@eval_.command(_RUN)
def run(
    context: typer.Context,
    suites: Annotated[list[str] | None,
        typer.Argument(help="用例集的名称，例如 targets units；不写则全部", metavar="SUITE")] = None,
    cases: Annotated[Path | None,
        typer.Option("--cases", help="用例文件夹；默认为自带的和资料库文件夹 cases/ 里已采纳的", exists=True,
            file_okay=False)] = None,
    gate: Annotated[bool,
        typer.Option("--gate", help="对照 evals/gates.toml 的门槛，有一项达不到就以 1 退出")] = False,
    gates: Annotated[Path | None,
        typer.Option("--gates", help="改用这个门槛文件", exists=True, dir_okay=False)] = None,
    baseline: Annotated[Path | None,
        typer.Option("--baseline", help="与先前 --json 存下的一次逐题比较", exists=True,
            dir_okay=False)] = None,
    json_: Annotated[Path | None, typer.Option("--json", help="整次评测存为 JSON", dir_okay=False)] = None,
    html: Annotated[Path | None,
        typer.Option("--html", help="存为一个网页：图、筛选、每个未通过用例的问答与条款",
            dir_okay=False)] = None,
    against: Against = None,
    engine: Annotated[str,
        typer.Option("--engine", help="rules（默认）或 llm：回答用设置里的模型措辞")] = "rules",
    quick: Annotated[bool, typer.Option("--quick", help="只问用例，不攻击防线、不测检索器")] = False,
    seed: Annotated[int, typer.Option("--seed", help="攻击防线时的随机种子")] = 7,
    replies: Annotated[Path | None,
        typer.Option("--replies", help="用 plans eval record 录下的回答代替模型，不联网；没有录过的逐条计数",
            exists=True, dir_okay=False)] = None,
    recorded: Annotated[bool,
        typer.Option("--recorded", help="与 --replies 一起：只问录过回答的用例")] = False,
    judge: Annotated[bool,
        typer.Option("--judge",
            help="另请模型评判忠实、切题，不计对错、不进门槛（用设置里的大模型）")] = False,
    no_wait: Annotated[bool,
        typer.Option("--no-wait", help="不等向量补齐，有多少用多少（报告写明占多少）")] = False,
    home: Home = None,
) -> None:  # fmt: skip
    """运行用例集，报告事实、条款、单位、清单、拒答的得分和没有出处的内容。"""
    from assistant.generation.engine import Llm
    from assistant.retrieval.embedders import dense_of
    from evals import baseline as earlier
    from evals import saved
    from evals.gate import GATES, hold, read_gates
    from evals.replies import answered
    from evals.report import page
    from evals.report import screen as report
    from evals.run import Options
    from evals.run import run as evaluate

    naive = naive_wanted(against)
    settings = settings_of(context, home)
    endpoint = _endpoint(settings) if judge else None
    thresholds = read_gates(gates or GATES) if gate or gates else None
    before = saved.read(baseline) if baseline else None
    chosen = _suites(cases, settings, suites or ())
    replayed = _replayed(replies) if replies else None
    if recorded and replayed is None:
        raise typer.BadParameter("要与 --replies 一起用", param_hint="--recorded")
    if recorded and replayed is not None:
        chosen = answered(chosen, replayed.kept)
    llm = Llm(model=replayed) if replayed else _llm(engine, settings)
    about = replayed.about if replayed else _nobody
    dense = dense_of(settings)
    with Bars(_err) as bars, closing(llm) if llm else nullcontext():
        if dense is not None and not no_wait:
            _filled(settings, dense, bars)
        done = evaluate(
            chosen,
            settings.home,
            database=settings.database,
            llm=llm,
            dense=dense,
            options=Options(attack=not quick, retrieval=not quick, naive=naive, seed=seed, about=about),
            progress=bars.update,
        )
        if replayed is not None:
            done = _with_replies(done, replayed)
        if thresholds is not None:
            done = replace(done, gate=hold(done, thresholds))
        if endpoint is not None:
            done, judged = _judged(done, endpoint, bars)
            _err.print(judged.words(), highlight=False, markup=False)
    _keep(done, settings.home)
    comparison = earlier.compare(before, done) if before else None
    report.print_report(done, comparison)
    if json_:
        saved.write(done, json_)
    if html:
        page.write(done, html, comparison)
        _err.print(f"网页写到 {html}", highlight=False, markup=False)
    if done.gate.passed is False:
        sys.exit(1)


def _filled(settings: Settings, dense: Dense, bars: Bars) -> None:
    """The vectors brought up; what stands in the way is said, and the run goes on with what there is."""
    from assistant.admin.index_fill import fill, unfinished
    from ingest.reader_version import READER_VERSION
    from ingest.store.library import Library

    with Library.open(settings.home, settings.database, reader=READER_VERSION) as library:
        try:
            fill(library, dense, settings.home, progress=partial(bars.update, "计算向量"))
        except PlanError as error:
            _err.print(unfinished(error, dense.index(settings.home)), highlight=False, markup=False)


def _nobody(case: str) -> None:
    """Nobody needs to know which case is asked."""
    del case


def _replayed(file: Path) -> Replayed:
    from evals.replies import Kept, Replayed, read

    rows = read(file)
    authors = "、".join(dict.fromkeys(f"{row.author}（{AUTHORS[row.by]}）" for row in rows))
    return Replayed(Kept.of(rows), f"录下的回答：{authors or '无'}")


def _with_replies(done: Run, replayed: Replayed) -> Run:
    """How many recordings were used and how many are to be made anew is told, and kept with the run."""
    kept = replayed.kept
    _err.print(kept.words(), highlight=False, markup=False)
    told = {"used": len(kept.used), "to_record": len(kept.missing)}
    return replace(done, record=replace(done.record, settings={**done.record.settings, "replies": told}))


AUTHORS = {"model": "模型", "reader": "人"}
"""Who wrote a recorded reply, in words."""


@eval_.command()
def record(
    context: typer.Context,
    suites: Annotated[list[str] | None,
        typer.Argument(help="用例集的名称；不写则全部", metavar="SUITE")] = None,
    out: Annotated[Path,
        typer.Option("--out", help="写到这个文件，一行一条；已有的不再问，只补没有录过的",
            dir_okay=False)] = Path("replies.jsonl"),
    cases: Annotated[Path | None,
        typer.Option("--cases", help="用例文件夹", exists=True, file_okay=False)] = None,
    reader: Annotated[str,
        typer.Option("--reader", help="接口后面写回答的是人时，写他的称呼；不写就是设置里的模型")] = "",
    patience: Annotated[float | None,
        typer.Option("--patience", min=1, help="每个问题最多等多少秒；默认按设置")] = None,
    own: Annotated[list[Path] | None,
        typer.Option("--own", help="自己写的文件所在的文件夹（corpus/ 之外的），可多次给出",
            exists=True, file_okay=False)] = None,
    home: Home = None,
) -> None:  # fmt: skip
    """把模型对用例的回答逐条录下来，以后用 plans eval --replies 不联网重放。"""
    from assistant.retrieval.embedders import dense_of
    from evals.replies import record as keep

    settings = _patient(settings_of(context, home), patience)
    llm = _llm("llm", settings)
    assert llm is not None
    chosen = _suites(cases, settings, suites or ())
    with Bars(_err) as bars, closing(llm):
        kept = keep(
            chosen,
            settings,
            llm,
            out,
            reader=reader,
            own=(settings.corpus, *(own or ())),
            dense=dense_of(settings),
            progress=bars.update,
        )
    _err.print(kept, highlight=False, markup=False)


def _patient(settings: Settings, seconds: float | None) -> Settings:
    """With that time for a question, for each of its calls and for the first word of one."""
    times = dict.fromkeys(("llm_seconds", "llm_timeout", "llm_first"), seconds)
    return settings if seconds is None else settings.model_copy(update=times)


@eval_.command()
def new(
    context: typer.Context,
    plan: Annotated[str, typer.Argument(help="文件编号，见 plans list", metavar="PLAN")],
    out: Out = None,
    home: Home = None,
) -> None:
    """为新读入的文件草拟用例：每个目标一问，每个单位一问；逐条核对、采纳之后才计分。"""
    from evals import proposals
    from ingest.store.library import Library

    settings = settings_of(context, home)
    with Library.open(settings.home, settings.database) as library:
        made = proposals.from_plan(library, plan)
    _write(made, out or settings.home / proposals.FOLDER / f"{plan}.yaml")


@eval_.command()
def feedback(
    context: typer.Context,
    ids: Annotated[
        list[int] | None, typer.Argument(help="反馈的编号；不写则全部点了“不对”的", metavar="ID")
    ] = None,
    out: Out = None,
    home: Home = None,
) -> None:
    """把聊天里回答被点了“不对”的问题变成待补全的用例。"""
    from datetime import date

    from evals import proposals
    from ingest.store.library import Library

    settings = settings_of(context, home)
    with Library.open(settings.home, settings.database) as library:
        made = proposals.from_feedback(library, tuple(ids or ()))
    _write(made, out or settings.home / proposals.FOLDER / f"feedback-{date.today().isoformat()}.yaml")


def _endpoint(settings: Settings) -> Endpoint:
    """That of the settings; without one the option is misuse."""
    from assistant.settings import chat_endpoint

    found = chat_endpoint(settings)
    if found is None:
        wanted = {"PLANS_LLM_URL": settings.llm_url, "PLANS_LLM_MODEL": settings.llm_model}
        missing = "、".join(name for name, value in wanted.items() if not value)
        raise typer.BadParameter(f"还要设置 {missing}", param_hint="--judge")
    return found


def _llm(engine: str, settings: Settings) -> Llm | None:
    """The model answers are worded by; None for the rules engine."""
    from assistant.opening import llm_of

    if engine not in ("rules", "llm"):
        raise typer.BadParameter("可选 rules、llm", param_hint="--engine")
    found = llm_of(settings) if engine == "llm" else None
    if engine == "llm" and found is None:
        raise typer.BadParameter("还要设置 PLANS_LLM_URL 和 PLANS_LLM_MODEL", param_hint="--engine")
    return found


def _judged(done: Run, endpoint: Endpoint, bars: Bars) -> tuple[Run, Judged]:
    from evals.judge import judge
    from evals.run import with_results

    judged = judge(done.results, endpoint, progress=lambda n, total: bars.update("模型评判", n, total))
    settings = {**done.record.settings, "judge": endpoint.model}
    return with_results(replace(done, record=replace(done.record, settings=settings)), judged.results), judged


def _keep(done: Run, home: Path) -> None:
    """For the tab 评测; a folder that cannot be written to spoils no run."""
    from evals import saved
    from evals.errors import EvalError

    try:
        saved.keep(done, home)
    except EvalError as error:
        _err.print(f"这次的结果没有存入资料库文件夹（{error.message}）", highlight=False, markup=False)


def _write(made: list[dict[str, Any]], file: Path) -> None:
    from evals import proposals

    file.parent.mkdir(parents=True, exist_ok=True)
    count = proposals.write(made, file)
    sys.stdout.write(f"{file}\n")
    _err.print(f"草拟了 {count} 个用例；逐条核对，把 accepted 改为 true 之后才计分。", highlight=False)


def _suites(folder: Path | None, settings: Settings, names: tuple[str, ...] | list[str]) -> tuple[Suite, ...]:
    """Those of the folder that was named, else those that come with the product and the library's own."""
    from evals.cases import CASES, read_suites
    from evals.proposals import FOLDER

    own = settings.home / FOLDER
    return read_suites((folder,) if folder else (CASES, own) if own.is_dir() else (CASES,), tuple(names))
