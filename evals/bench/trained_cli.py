"""Those commands of `plans bench` that measure what was learnt from examples, and with --train learn it anew.
Thin faces, like `bench.cli`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evals.bench.carried_cli import JsonFile, save

trained = typer.Typer()


@trained.command()
def intents(
    train: Annotated[bool, typer.Option("--train", help="先用 phrasings.tsv 重新训练，写回权重文件")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="列出没有答对的问题")] = False,
    json_: JsonFile = None,
) -> None:
    """问的是什么：没有句式可循时由小分类器判断；用没有训练过的问法，对照只用句式的结果。"""
    from assistant.query.guess import WEIGHTS
    from evals.bench.intents import PHRASINGS, measured, read_labelled
    from evals.bench.intents import trained as trained_on
    from evals.bench.tables import print_intents

    if train:
        WEIGHTS.write_text(trained_on(read_labelled(PHRASINGS)), "utf-8")
    report = measured()
    save(json_, report.as_json())
    print_intents(report, verbose=verbose)


@trained.command()
def doubts(
    train: Annotated[bool, typer.Option("--train", help="用全部集子重新训练，写回权重文件")] = False,
    papers: Annotated[list[Path] | None,
        typer.Option("--papers", help="不随集子保存的文件的文件夹", exists=True, file_okay=False)] = None,
    others: Annotated[list[Path] | None,
        typer.Option("--set", help="不在库里的集子，可多个", exists=True, file_okay=False)] = None,
    json_: JsonFile = None,
) -> None:  # fmt: skip
    """读法存疑准不准：每个集子用其余集子训练的权重来判断，读错的有多少被存疑，读对的有多少也被存疑。"""
    from dataclasses import asdict

    from evals.bench.doubts import SHARES, WEIGHTS, judged, measured
    from evals.bench.doubts import trained as trained_on
    from ingest.inspection.options import WEAK

    rows = judged(papers=papers or (), others=others or ())
    found = [asdict(one) for one in measured(rows, SHARES)]
    if train:
        WEIGHTS.write_text(trained_on(rows), "utf-8")
    save(json_, {"found": found})
    for one in found:
        wrong, right = one["wrong_doubted"] / one["wrong"], one["right_doubted"] / one["right"]
        if not one["of"] or one["share"] == WEAK.share:
            counts = f"{one['wrong_doubted']}/{one['wrong']}  读对的存疑 {right:.3f}"
            print(f"存疑线 {one['share']:.2f} {one['of']}  读错的存疑 {wrong:.2f} {counts}")


@trained.command()
def claims(
    train: Annotated[bool, typer.Option("--train", help="用全部集子和用例重新训练，写回权重文件")] = False,
    corpus: Annotated[Path, typer.Option("--corpus", help="用例所问的文件", exists=True)] = Path("corpus"),
    json_: JsonFile = None,
) -> None:
    """该不该作答：每个集子用其余集子训练的权重和界限来判断，答错的收回多少，答对的也收回多少。"""
    from dataclasses import asdict

    from assistant.answers.serving import WEIGHTS
    from evals.bench.claims import measured, rows
    from evals.bench.claims import trained as trained_on

    made = rows(corpus)
    found = [asdict(one) for one in measured(made)]
    if train:
        WEIGHTS.write_text(trained_on(made), "utf-8")
    save(json_, {"found": found})
    for one in found:
        print(
            f"界限 {one['lost']:.2f}  答错的收回 {one['caught']}/{one['false']}"
            f"  答对的收回 {one['withdrawn']}/{one['serving']}"
        )
