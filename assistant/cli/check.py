"""`plans check`: a person's own draft against the library, or sentences against the clauses they cite.

Exit 0 where nothing in the draft is contradicted, 1 where something is, 2 for options that do not go
together.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.common import ERR, AsJson, Home, print_json, settings_of

if TYPE_CHECKING:
    from assistant.ask import Assistant
    from assistant.checking.draft import Draft
    from assistant.checking.model import CheckedDraft, CheckedSentence


def check(
    context: typer.Context,
    file: Annotated[str, typer.Argument(help="稿件 .docx、.md 或 .txt；- 是从标准输入读文字")] = "",
    pairs: Annotated[
        Path | None,
        typer.Option(
            "--pairs",
            help='不核稿，只核对句子：每行一个 {"sentence","cites":[[文件编号,条款],…]}',
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="另存一份 .docx：原文一字不动，每句话加一条批注", dir_okay=False),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="--out 的文件已存在时覆盖")] = False,
    json_: AsJson = False,
    home: Home = None,
) -> None:
    """核稿：稿子里的每句话与资料库对照，列出不符的、没有找到依据的和有依据的；有不符的退出码为 1。"""
    from assistant.opening import opened

    _admit(file, pairs, out, json_)
    if out is not None:
        from assistant.briefing.render.files import refuse_existing

        refuse_existing(out, force)
    draft = None if pairs else _draft(file)
    with opened(settings_of(context, home), model=False) as assistant:
        if draft is None:
            assert pairs is not None
            _judge(assistant, pairs)
        elif not _checked(assistant, draft, out, force, json_):
            raise typer.Exit(1)


def _admit(file: str, pairs: Path | None, out: Path | None, json_: bool) -> None:
    if bool(file) == bool(pairs):
        raise typer.BadParameter("请给出一份稿件，或用 --pairs 给出句子", param_hint="FILE")
    if pairs and (out or json_):
        raise typer.BadParameter("--pairs 只输出句子的核对结果", param_hint="--pairs")
    if out and out.suffix.lower() != ".docx":
        raise typer.BadParameter("文件名应以 .docx 结尾", param_hint="--out")
    if file and file != "-" and not Path(file).is_file():
        raise typer.BadParameter(f"没有这个文件：{file}", param_hint="FILE")


def _draft(file: str) -> Draft:
    from assistant.checking.draft import SUFFIXES, read_draft

    if file == "-":
        return read_draft(sys.stdin.buffer.read(), "标准输入.txt")
    if Path(file).suffix.lower() not in SUFFIXES:
        raise typer.BadParameter(f"可核的格式：{'、'.join(SUFFIXES)}", param_hint="FILE")
    return read_draft(Path(file).read_bytes(), Path(file).name)


def _judge(assistant: Assistant, pairs: Path) -> None:
    from assistant.checking.pairs import judged

    for value in judged(assistant, pairs):
        sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def _checked(assistant: Assistant, draft: Draft, out: Path | None, force: bool, json_: bool) -> bool:
    """Whether nothing is contradicted."""
    from assistant.checking.check import checked
    from assistant.checking.model import as_json

    with ERR.status("核稿") as status:
        found = checked(assistant, draft.text, lambda n, of: status.update(f"核稿 {n}/{of} 句"))
    if out is not None:
        from assistant.briefing.render.files import save
        from assistant.checking.draft import marked_copy

        save(out, marked_copy(draft, found), force=force)
        ERR.print(f"已写入 {out}", markup=False, highlight=False)
    if json_:
        print_json(as_json(found))
    else:
        sys.stdout.write(_in_words(found))
    return not found.counts["contradicted"]


def _in_words(found: CheckedDraft) -> str:
    """Contradicted first, then what nothing was found for; what is supported is only counted."""
    from assistant.checking.model import WORDS

    counts = "，".join(f"{WORDS[v]} {found.counts[v]} 句" for v in ("contradicted", "unfounded", "supported"))
    lines = [counts, ""]
    for verdict in ("contradicted", "unfounded"):
        for one in (s for s in found.sentences if s.verdict == verdict):
            lines += [f"【{WORDS[one.verdict]}】{one.text}", *_says(one), ""]
    return "\n".join(lines)


def _says(sentence: CheckedSentence) -> list[str]:
    from assistant.checking.draft import told

    chips = "".join(f"〔{citation.marker}〕" for citation in sentence.citations)
    return [f"  {says}" for says in told(sentence)] + ([f"  {chips}"] if chips else [])
