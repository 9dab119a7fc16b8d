"""The commands of `plans bench`. Results on stdout, progress and notes on stderr; exit 1 for what cannot be
measured.

Thin faces: options in, one function of `evals` called, a table or a file out. Nothing heavy is imported
before a command runs, since `plans` reads this module at every start.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from evals.bench.carried_cli import JsonFile, carried, save
from evals.bench.trained_cli import trained
from evals.terminal import Against, Bars, Home, naive_wanted, settings_of
from ingest.errors import PlanError

bench = typer.Typer(help="检索与速度的评测。", no_args_is_help=True)
bench.add_typer(carried)
bench.add_typer(trained)
_err = Console(stderr=True)


@bench.command()
def retrieval(
    context: typer.Context,
    corpus: Annotated[Path | None,
        typer.Option("--corpus", help='每行一段 {"id","name","content"}', exists=True,
            dir_okay=False)] = None,
    queries: Annotated[Path | None,
        typer.Option("--queries", help='每行一问 {"id","text","gold":[段落编号]}', exists=True,
            dir_okay=False)] = None,
    generated: Annotated[int | None,
        typer.Option("--generated", help="不用文件，改用随机生成的这么多段（测时间和内存）", min=1)] = None,
    seed: Annotated[int, typer.Option("--seed", help="生成时的随机种子")] = 7,
    dense_weight: Annotated[float | None,
        typer.Option("--dense-weight", help="向量检索在融合中的权重；0 则不建向量索引", min=0)] = None,
    json_: JsonFile = None,
) -> None:  # fmt: skip
    """任何语料的检索评测：用同样的索引和融合，报告召回率、MRR、nDCG 和时间。"""
    from assistant.retrieval.embedders import dense_of
    from evals.bench.corpus import read_corpus, read_queries, run
    from evals.bench.tables import print_corpus

    if generated is not None and (corpus or queries):
        raise typer.BadParameter("与 --corpus、--queries 二选一", param_hint="--generated")
    if generated is not None:
        from evals.bench.generate import generate

        passages, asked = generate(generated, 1000, seed=seed)
    elif corpus and queries:
        passages, asked = list(read_corpus(corpus)), list(read_queries(queries))
    else:
        raise typer.BadParameter("请同时给出 --corpus 和 --queries，或给出 --generated")
    dense = dense_of(settings_of(context, None))
    if dense is None and dense_weight:
        raise typer.BadParameter("没有设嵌入模型", param_hint="--dense-weight")
    given = {} if dense_weight is None else {"dense_weight": dense_weight}
    with Bars(_err) as bars:
        embedder = dense.embedder if dense else None
        report = run(passages, asked, embedder=embedder, progress=bars.update, **given)
    save(json_, report.as_json())
    print_corpus(report, _err)


@bench.command()
def plans(
    folder: Annotated[Path, typer.Argument(help="写到这个文件夹（须为空或不存在）", file_okay=False)],
    count: Annotated[int, typer.Option("--clauses", help="条款总数", min=200)] = 10_000,
    seed: Annotated[int, typer.Option("--seed", help="生成时的随机种子")] = 7,
) -> None:
    """生成测速用的文件：再用 plans bench speed 这个文件夹 测不同规模下的时间和内存。"""
    from evals.bench.generate import write_plans

    if folder.is_dir() and any(folder.iterdir()):
        raise typer.BadParameter("文件夹不是空的", param_hint="FOLDER")
    _err.print(f"写了 {write_plans(folder, count, seed=seed)} 份文件到 {folder}", highlight=False)


@bench.command()
def clauses(
    context: typer.Context,
    questions: Annotated[Path,
        typer.Argument(help='每行一问 {"id","q","cites":[[文件,条款]]}', exists=True, dir_okay=False)],
    home: Home = None,
    against: Against = None,
    json_: JsonFile = None,
) -> None:  # fmt: skip
    """条款检索评测：每个问题应引用的条款是否都在前五段之内，各检索器分开报告。"""
    from assistant.retrieval.embedders import dense_of
    from evals.bench.retrieval import run
    from evals.bench.tables import print_clauses
    from evals.questions import read_questions

    beside = naive_wanted(against)
    settings = settings_of(context, home)
    with Bars(_err) as bars:
        report = run(
            read_questions(questions),
            settings.home,
            database=settings.database,
            dense=dense_of(settings),
            naive=beside,
            progress=lambda name: bars.update(f"检索 {name}", 0, 0),
        )
    save(json_, report.as_json())
    print_clauses(report, _err)


@bench.command()
def speed(
    context: typer.Context,
    folder: Annotated[Path | None,
        typer.Argument(help="要读入的文件夹，默认 corpus/", exists=True, file_okay=False)] = None,
    questions: Annotated[Path | None,
        typer.Option("--questions", help="问题文件；不给则由资料库的目标和单位生成", exists=True,
            dir_okay=False)] = None,
    repeat: Annotated[int, typer.Option("--repeat", help="每个进程重复几次，取中位数", min=1)] = 3,
    against: Against = None,
    json_: JsonFile = None,
) -> None:  # fmt: skip
    """速度评测：整个进程的读入、冷启动提问、连续提问和内存；资料库建在临时文件夹里。"""
    from evals.bench.speed import run
    from evals.bench.tables import print_speed
    from evals.questions import read_questions

    beside = naive_wanted(against)
    asked = read_questions(questions) if questions else ()
    with Bars(_err) as bars:
        report = run(
            folder or settings_of(context, None).corpus,
            questions=asked,
            repeat=repeat,
            naive=beside,
            progress=lambda name: bars.update(name, 0, 0),
        )
    save(json_, report.as_json())
    print_speed(report)


@bench.command()
def formats(
    files: Annotated[Path | None,
        typer.Option("--files", help="改测这个文件夹里的文件；不给则把一份生成的文本写成各种格式来测",
            exists=True, file_okay=False)] = None,
    seed: Annotated[int, typer.Option("--seed", help="生成时的随机种子")] = 7,
    json_: JsonFile = None,
) -> None:  # fmt: skip
    """读入速度的评测：各种格式每秒读多少页、多少字，占多少内存；只读，不存入资料库。"""
    from evals.bench.formats import run
    from evals.bench.tables import print_formats

    with Bars(_err) as bars:
        report = run(files, seed=seed, progress=lambda name: bars.update(name, 0, 0))
    save(json_, report.as_json())
    print_formats(report)


@bench.command()
def scale(
    context: typer.Context,
    clauses: Annotated[list[int] | None,
        typer.Option("--clauses",
            help="生成多少条条款的文件来测，可重复给出，默认 1000 和 10000；100000 要很多分钟",
            min=200)] = None,
    repeat: Annotated[int, typer.Option("--repeat", help="每个进程重复几次，取中位数", min=1)] = 1,
    seed: Annotated[int, typer.Option("--seed", help="生成时的随机种子")] = 7,
    against: Against = None,
    json_: JsonFile = None,
    html: Annotated[Path | None, typer.Option("--html", help="结果另存为网页，带图", dir_okay=False)] = None,
) -> None:  # fmt: skip
    """规模评测：随附文件之后是越来越多的生成文件，解析、读入、提问的时间和内存怎样增长。"""
    from evals.bench import scale_report
    from evals.bench.scale import SIZES, run
    from evals.bench.tables import print_scale

    beside = naive_wanted(against)
    with Bars(_err) as bars:
        report = run(
            settings_of(context, None).corpus,
            clauses or SIZES,
            repeat=repeat,
            seed=seed,
            naive=beside,
            progress=lambda name: bars.update(name, 0, 0),
        )
    save(json_, report.as_json())
    if html is not None:
        scale_report.write(report, html)
    print_scale(report)


@bench.command()
def tempers(
    context: typer.Context,
    names: Annotated[list[str] | None,
        typer.Argument(help="只测这些脾气；不写则全部", metavar="TEMPER")] = None,
    cases: Annotated[Path | None,
        typer.Option("--cases", help="用例文件夹，默认为自带的", exists=True, file_okay=False)] = None,
    home: Home = None,
    json_: JsonFile = None,
) -> None:  # fmt: skip
    """各种脾气的模型（如实、改写、概括、换数字、造单位、换角色、换地方、改年份……）答全部用例，看有没有错的
    显示出来。
    """
    from evals.bench.scripted_models import TEMPERS, run
    from evals.bench.tables import print_tempers
    from evals.cases import CASES, read_suites

    strange = [name for name in names or () if name not in TEMPERS]
    if strange:
        raise typer.BadParameter(
            f"没有这种脾气：{'、'.join(strange)}；可选 {'、'.join(TEMPERS)}", param_hint="TEMPER"
        )
    settings = settings_of(context, home)
    with Bars(_err) as bars:
        report = run(
            read_suites((cases or CASES,)),
            settings.home,
            tuple(names or TEMPERS),
            database=settings.database,
            progress=bars.update,
        )
    save(json_, report.as_json())
    print_tempers(report)
    if any(row.wrong for row in report.rows):
        sys.exit(1)


@bench.command()
def prompts(
    context: typer.Context,
    cases: Annotated[Path | None,
        typer.Option("--cases", help="用例文件夹，默认为自带的", exists=True, file_okay=False)] = None,
    replies: Annotated[Path | None,
        typer.Option("--replies", help="改用录下的回答，只问录过的用例；不写则用照抄原文的脚本", exists=True,
            dir_okay=False)] = None,
    home: Home = None,
    json_: JsonFile = None,
) -> None:  # fmt: skip
    """一个问题要给模型多少词元、问几次，一句话核对多久。"""
    from evals.bench.prompts import run
    from evals.bench.scripted_models import ScriptedModel
    from evals.bench.tables import print_prompts
    from evals.cases import CASES, read_suites
    from evals.replies import Kept, Replayed, answered, read

    settings = settings_of(context, home)
    suites = read_suites((cases or CASES,))
    replayed = Replayed(Kept.of(read(replies)), "recorded") if replies else None
    model = replayed or ScriptedModel("faithful")
    if replayed is not None:
        suites = answered(suites, replayed.kept)
    with Bars(_err) as bars:
        costs = run(
            suites,
            settings.home,
            model,
            database=settings.database,
            about=model.about,
            progress=bars.update,
        )
    save(json_, costs.as_json())
    print_prompts(costs)


@bench.command()
def crowd(
    context: typer.Context,
    people: Annotated[int, typer.Option("--people", help="同时提问的人数", min=1, max=1000)] = 50,
    rounds: Annotated[int, typer.Option("--rounds", help="每人接连问几个", min=1)] = 4,
    questions: Annotated[Path | None,
        typer.Option("--questions", help='每行一问 {"id","q"}；不写则用资料库里的指标和科室造', exists=True,
            dir_okay=False)] = None,
    home: Home = None,
    json_: JsonFile = None,
) -> None:  # fmt: skip
    """许多人同时在页面上提问：出错几次、有没有人看到别人的回答、各要等多久。"""
    from evals.bench.crowd import run
    from evals.bench.tables import print_crowd
    from evals.questions import questions_from, read_questions
    from ingest.store.library import Library

    settings = settings_of(context, home)
    with Library.open(settings.home, settings.database) as library:
        asked = read_questions(questions) if questions else questions_from(library)
    with Bars(_err) as bars:
        report = run(
            settings.home,
            [question.text for question in asked],
            people=people,
            rounds=rounds,
            progress=lambda name: bars.update(name, 0, 0),
        )
    save(json_, report.as_json())
    print_crowd(report)
    if report.errors or report.others:
        sys.exit(1)


@bench.command()
def naive(
    context: typer.Context,
    questions: Annotated[Path, typer.Argument(help='每行一问 {"id","q"}', exists=True, dir_okay=False)],
    home: Home = None,
) -> None:
    """朴素流程的回答：逐行输出它找到的前五段，供对照。"""
    import time

    from assistant.retrieval.embedders import dense_of
    from evals.errors import EvalError
    from evals.naive import NaivePipeline
    from evals.questions import read_questions
    from ingest.store.library import Library

    settings = settings_of(context, home)
    asked = read_questions(questions)
    with Library.open(settings.home, settings.database) as library:
        if not library.plans():
            raise EvalError("资料库是空的", file=str(settings.home), remedy="请先运行 plans ingest")
        plans = (library.get(row.id) for row in library.plans())
        dense = dense_of(settings)
        pipeline = NaivePipeline.build(plans, dense.embedder if dense else None)
    for question in asked:
        started = time.perf_counter()
        found = pipeline.search(question.typed)
        took = round((time.perf_counter() - started) * 1000, 2)
        passages = [{"plan": chunk.plan, "title": chunk.title, "text": chunk.text} for chunk in found]
        line = {"id": question.id, "question": question.text, "passages": passages, "took_ms": took}
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


def main() -> None:
    """The commands by themselves: `python -m evals.bench.cli`. Expected errors become one sentence and exit
    code 1.
    """
    try:
        bench()
    except PlanError as error:
        _err.print(f"[red]错误[/red] {error}", highlight=False)
        sys.exit(1)


if __name__ == "__main__":
    main()
