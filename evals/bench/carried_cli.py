"""Those commands of `plans bench` that say what a rule, a row of a table or a threshold carries: everything
is read or asked without it. Thin faces, like `bench.cli`.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from evals.bench.together import Progress
from evals.terminal import Bars, settings_of

carried = typer.Typer()
_err = Console(stderr=True)

_EVERY = 30
"""Seconds."""
JsonFile = Annotated[Path | None, typer.Option("--json", help="结果另存为 JSON 文件", dir_okay=False)]


@carried.command()
def rules(
    context: typer.Context,
    rule: Annotated[list[str] | None,
        typer.Option("--rule", help="只试这条规则（如 targets.subjects._SERVED 或 _SERVED），可重复")] = None,
    group: Annotated[list[str] | None,
        typer.Option("--group", help="只试这个模块的规则（如 targets、targets.subjects），可重复")] = None,
    words: Annotated[bool, typer.Option("--words", help="逐词地试，不整条地试")] = False,
    texts: Annotated[list[Path] | None,
        typer.Option("--texts", help="另外要读的文件夹或文件，可重复；corpus/ 总是要读的",
            exists=True)] = None,
    sentences: Annotated[list[Path] | None,
        typer.Option("--sentences", help="单句的表（YAML，一组一个 rows），可重复", exists=True,
            dir_okay=False)] = None,
    enough: Annotated[int,
        typer.Option("--enough", help="一条规则有几处读得不同就不再往下试；0 为全部试完", min=0)] = 1,
    state: Annotated[Path | None,
        typer.Option("--state", help="边试边存的结果（JSON，一行一条）；中断后从这里接着试")] = None,
    minutes: Annotated[float | None,
        typer.Option("--minutes", help="最多试几分钟；配 --state，下次接着试", min=0)] = None,
    json_: JsonFile = None,
) -> None:  # fmt: skip
    """开发用：把读文件的规则一条条关掉再读，看每条各管多少：哪些条款、目标、责任单位读得不一样；没有不同的再一起关掉读。"""
    from evals.bench.rules import chosen, run
    from evals.bench.switches import find_rules
    from evals.bench.tables import print_rules

    found = chosen(find_rules(), rule or (), group or ())
    if not found:
        raise typer.BadParameter("没有这样的规则", param_hint="--rule / --group")
    with Bars(_err) as bars:
        report = run(
            [settings_of(context, None).corpus, *(texts or ())],
            found,
            sentences=sentences or (),
            words=words,
            enough=enough,
            state=state,
            seconds=math.inf if minutes is None else 60 * minutes,
            progress=_in_lines(bars.update),
        )
    save(json_, report.as_json())
    print_rules(report)


@carried.command()
def wordings(
    context: typer.Context,
    tables: Annotated[list[str] | None,
        typer.Argument(help="只试这些（词表 asks、模块 query.slots）；不写则全部", metavar="TABLE")] = None,
    words: Annotated[bool, typer.Option("--words", help="逐词地试，不整行地试")] = False,
    asked: Annotated[list[str] | None,
        typer.Option("--asked", help="另外要问的：文件夹:问题文件，可重复；用例和首见题集总是要问的",
            metavar="PAPERS:QUESTIONS")] = None,
    cases: Annotated[Path | None,
        typer.Option("--cases", help="用例文件夹，默认为自带的", exists=True, file_okay=False)] = None,
    sets: Annotated[list[Path] | None,
        typer.Option("--set", help="首见题集，可重复；默认为自带的", exists=True, file_okay=False)] = None,
    enough: Annotated[int,
        typer.Option("--enough", help="一行有几问答得不同就不再往下试；0 为全部试完", min=0)] = 1,
    state: Annotated[Path | None,
        typer.Option("--state", help="边试边存的结果（JSON，一行一条）；中断后从这里接着试")] = None,
    json_: JsonFile = None,
) -> None:  # fmt: skip
    """开发用：把问题一边的词表和句式一行行关掉再问，看每行各管多少问答得不同；没有不同的再一起关掉问。"""
    from contextlib import ExitStack

    from evals.bench.asked import SETS
    from evals.bench.tables import print_rules
    from evals.bench.wordings import find_patterns, find_rows, questions_of, run
    from evals.cases import CASES

    found = (*find_rows(tables or ()), *find_patterns(tables or ()))
    if not found:
        raise typer.BadParameter("没有这样的词表或模块", param_hint="TABLE")
    others = [_pair_of(one) for one in asked or ()]
    given = sets or (() if cases else SETS)
    with Bars(_err) as bars, ExitStack() as stack:
        questions = tuple(
            questions_of(stack, settings_of(context, None).corpus, others, cases or CASES, given)
        )
        told = _in_lines(bars.update)
        report = run(questions, found, words=words, enough=enough, state=state, progress=told)
    save(json_, report.as_json())
    print_rules(report)


def _in_lines(shown: Progress) -> Progress:
    """What is shown, and where nobody looks at a screen a line of it twice a minute."""
    last = 0.0

    def tell(what: str, done: int, total: int) -> None:
        nonlocal last
        shown(what, done, total)
        if not _err.is_terminal and (done == total or time.monotonic() - last > _EVERY):
            last = time.monotonic()
            _err.print(f"{datetime.now():%H:%M:%S} {what} {done}/{total}", highlight=False)

    return tell


def _pair_of(written: str) -> tuple[Path, Path]:
    papers, _, file = written.rpartition(":")
    if not (Path(papers).is_dir() and Path(file).is_file()):
        raise typer.BadParameter("写作 文件夹:问题文件", param_hint="--asked")
    return Path(papers), Path(file)


@carried.command()
def thresholds(
    context: typer.Context,
    names: Annotated[list[str] | None,
        typer.Argument(help="只试这些阈值（如 lookups、FIGURES、FIGURES.enough）；不写则全部",
            metavar="THRESHOLD")] = None,
    step: Annotated[list[float] | None,
        typer.Option("--step", help="乘以几来试，可重复；默认 0.75、0.9、1.1、1.25", min=0)] = None,
    cases: Annotated[Path | None,
        typer.Option("--cases", help="用例文件夹，默认为自带的", exists=True, file_okay=False)] = None,
    sets: Annotated[list[Path] | None,
        typer.Option("--set", help="首见题集，可重复；默认为自带的", exists=True, file_okay=False)] = None,
    texts: Annotated[list[Path] | None,
        typer.Option("--texts", help="不提问，而读这些文件夹或文件，可重复", exists=True)] = None,
    json_: JsonFile = None,
) -> None:  # fmt: skip
    """开发用：把各处的阈值逐个调高调低再答用例（或再读文件），看有几例因此变对或变错。"""
    from contextlib import ExitStack

    from evals.bench.asked import SETS, asked_of, readings_of
    from evals.bench.tables import print_thresholds
    from evals.bench.thresholds import STEPS, find_thresholds, vary
    from evals.cases import CASES

    found = find_thresholds(names or ())
    if not found:
        raise typer.BadParameter("没有这样的阈值", param_hint="THRESHOLD")
    given = sets or (() if cases else SETS)
    with Bars(_err) as bars, ExitStack() as stack:
        if texts:
            asked = readings_of(texts)
        else:
            asked = stack.enter_context(asked_of(settings_of(context, None).corpus, cases or CASES, given))
        report = vary(asked, found, step or STEPS, bars.update)
    save(json_, report.as_json())
    print_thresholds(report)


def save(file: Path | None, value: Mapping[str, Any]) -> None:
    """As JSON, where a file is named."""
    if file is not None:
        file.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8")
