"""The part of 文件 where files are added, or one is brought up to date. In: the context. Out: components in a
column, wired.

A file is read first and shown for what it is; it is stored when the person says so, and can be asked at once.
Only editors: every event asks who it is. What is proposed lives in `gr.State`, one value a page.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import gradio as gr

from assistant.admin.library_changes import Proposal, accept, index, propose, written_down
from assistant.app.context import AppContext
from assistant.app.options import PAGE
from assistant.app.plans.change_cards import progress_html, proposals_html, refusal_html, reports_html
from assistant.app.widgets.markup import escape
from ingest.errors import PlanError
from ingest.load import FileReport
from ingest.readers import accepted
from ingest.readers.fetch import LARGEST, fetch
from ingest.store.originals import Originals

MOST = 20
"""Files in one go: more are a task for `plans ingest`."""
ONLY_EDITORS = "只有编辑人员可以改动资料库。需要改动时，请联系管理员。"
_HINT = f"{accepted()}，每份不超过 {LARGEST // 1_000_000} MB，一次最多 {MOST} 份。"
_FETCH_HINT = "本系统平时不访问任何外部地址；只有按下“取回”时，才由服务器去取这一个网址。"
_STOPPED = "已停止，没有存入任何文件。"
_LIVE = "element.setAttribute('aria-live', 'polite')"

Sources = list[tuple[str, bytes | PlanError]]
"""Files by the names they came under; an error in place of bytes that could not be had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adding:
    """What the rest of the tab needs: the column, which plan is to be brought up to date ("" for none), the
    way back.

    `running` is what leaving stops, `fresh` the components that `opened` has values for.
    """

    view: gr.Column
    target: gr.State
    back: gr.Button
    running: list[Any]
    fresh: list[Any]

    def opened(self, title: str = "") -> list[Any]:
        """Values for `fresh`: an empty panel, for the plan of that title or for new files."""
        words = f"更新《{escape(title)}》" if title else "添加文件"
        note = (
            "先读入并列出改动，确认之后才存入；原来的版本会留着。"
            if title
            else "先读入给您看，确认之后才存入。"
        )
        return [
            f'<h2>{words}</h2><p class="quiet">{note}</p>',
            "",
            "",
            (),
            gr.Row(visible=False),
            gr.Column(visible=True),
            None,
            "",
        ]


def lay_out(context: AppContext) -> Adding:
    """The column, hidden."""
    with gr.Column(visible=False, elem_id="plans-add") as view:
        back = gr.Button("← 返回列表", size="sm", elem_classes="plain", elem_id="add-back")
        head = gr.HTML(js_on_load=None)
        target, proposals = gr.State(""), gr.State(())
        with gr.Column(elem_id="plans-pick") as picking:
            box = gr.File(
                label="选择文件，或拖到这里",
                show_label=False,
                file_count="multiple",
                elem_id="plans-upload",
                height=150,
            )
            box.preprocess = _uploads
            gr.HTML(f'<p class="quiet">{_HINT}</p>', js_on_load=None)
            with gr.Column(elem_id="plans-address", visible=context.settings.fetch == "on"):
                with gr.Row(elem_classes="fields"):
                    address = gr.Textbox(
                        label="或者填网址", placeholder="https://…", lines=1, max_lines=1, scale=1
                    )
                    get = gr.Button("取回", scale=0, min_width=88, elem_id="plans-get")
                gr.HTML(f'<p class="quiet">{_FETCH_HINT}</p>', js_on_load=None)
        with gr.Row():
            progress = gr.HTML(elem_id="plans-progress", js_on_load=_LIVE)
            stop = gr.Button("停止", size="sm", scale=0, min_width=72, visible=False, elem_id="plans-stop")
        shown = gr.HTML(elem_id="plans-proposals", js_on_load=None)
        with gr.Row(visible=False, elem_id="plans-decide") as decide:
            store = gr.Button("存入资料库", variant="primary", elem_id="plans-store")
            drop = gr.Button("放弃", elem_id="plans-drop")

    def read(files: list[tuple[str, str]], plan: str, request: gr.Request) -> Iterator[list[Any]]:
        if not context.person(request).edits:
            _forget(files)
            yield _refused(ONLY_EDITORS)
        elif len(files) > MOST:
            _forget(files)
            yield _refused(f"一次最多添加 {MOST} 份文件，请分几次。")
        elif plan and len(files) > 1:
            _forget(files)
            yield _refused("更新一份文件时，请只选一个文件。")
        elif files:
            yield from _looked_at(context, [(name, _taken(path, name)) for path, name in files], plan)

    def get_it(words: str, plan: str, request: gr.Request) -> Iterator[list[Any]]:
        if not context.person(request).edits or context.settings.fetch != "on":
            yield _refused(ONLY_EDITORS)
            return
        if not (words or "").strip():
            yield _refused("请先填网址。")
            return
        yield _waiting(progress_html(f"正在取回 {words.strip()}", 0, 2), "")
        try:
            fetched = fetch(words)
        except PlanError as error:
            yield _refused(str(error))
            return
        yield from _looked_at(context, [(fetched.name, fetched.data)], plan)

    def store_them(held: Sequence[Proposal], request: gr.Request) -> Iterator[list[Any]]:
        if not context.person(request).edits:
            yield _refused(ONLY_EDITORS)
            return
        yield from _stored(context, [p for p in held if p.stores])

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    outputs = [progress, stop, shown, proposals, decide, picking]
    reading = box.upload(read, [box, target], outputs, **quiet)
    reading.then(lambda: None, None, box, **quiet)
    getting = gr.on([get.click, address.submit], get_it, [address, target], outputs, **quiet)
    storing = store.click(store_them, proposals, outputs, concurrency_limit=1, **quiet)
    for event in (reading, getting, storing):
        event.failure(_failed, progress, outputs, **quiet)
    stopping = stop.click(lambda: _refused(_STOPPED), None, outputs, cancels=[reading, getting], **quiet)
    stopping.then(_stopped, None, outputs, **quiet)
    drop.click(lambda: _refused("已放弃，没有存入任何文件。"), None, outputs, **quiet)
    fresh = [head, progress, shown, proposals, decide, picking, box, address]
    return Adding(view=view, target=target, back=back, running=[reading, getting], fresh=fresh)


def _looked_at(context: AppContext, sources: Sources, plan: str) -> Iterator[list[Any]]:
    """How far it is, then what each file would do."""
    library = context.assistant.library
    try:
        known = written_down(context.settings)
    except PlanError as error:
        yield _refused(error.in_a_page())
        return
    out: list[Proposal] = []
    for done, (name, data) in enumerate(sources):
        words = f"正在读入第 {done + 1} 个，共 {len(sources)} 个：{name}"
        yield _waiting(progress_html(words, done, len(sources)), proposals_html(out))
        if isinstance(data, PlanError):
            out.append(Proposal(file=name, outcome="refused", message=str(data)))
        else:
            out.append(propose(library, name, data, known, instead_of=plan or None))
    count = sum(p.stores for p in out)
    words = f"读完了，可以存入 {count} 份。请核对之后再存入。" if count else "读完了，没有可以存入的文件。"
    yield [
        f'<p role="status"><b>{words}</b></p>',
        gr.Button(visible=False),
        proposals_html(out),
        tuple(out),
        gr.Row(visible=count > 0),
        gr.Column(visible=count == 0),
    ]


def _stored(context: AppContext, proposals: Sequence[Proposal]) -> Iterator[list[Any]]:
    """One after another, then the index; what is stored stays stored whatever comes after."""
    library, originals = context.assistant.library, Originals(home=context.settings.home)
    reports: list[FileReport] = []
    for done, proposal in enumerate(proposals):
        yield _busy(f"正在存入 {proposal.file}", done, len(proposals) + 1)
        reports.append(accept(library, originals, proposal))
    yield _busy("正在更新索引", len(proposals), len(proposals) + 1)
    try:
        later = index(context.settings, library)
    except PlanError as error:
        later = error.in_a_page()
    context.assistant.catalog.refresh()
    yield [
        "",
        gr.Button(visible=False),
        reports_html(reports, later),
        (),
        gr.Row(visible=False),
        gr.Column(visible=True),
    ]


def _waiting(progress: str, so_far: str) -> list[Any]:
    """While files are fetched and read: it can be stopped."""
    hidden = gr.Row(visible=False), gr.Column(visible=False)
    return [progress, gr.Button(visible=True), so_far, (), *hidden]


def _busy(words: str, done: int, total: int) -> list[Any]:
    """While files are stored: what was begun is finished."""
    return [
        progress_html(words, done, total),
        gr.Button(visible=False),
        gr.skip(),
        gr.skip(),
        gr.Row(visible=False),
        gr.Column(visible=False),
    ]


def _refused(words: str) -> list[Any]:
    return [
        refusal_html(words),
        gr.Button(visible=False),
        "",
        (),
        gr.Row(visible=False),
        gr.Column(visible=True),
    ]


def _failed(shown: str | None) -> list[Any]:
    """A bug, reported without details: the traceback is in the log. What was stopped on purpose ends as a
    failure too, and has said so already.
    """
    if _STOPPED in (shown or ""):
        return [gr.skip()] * 6
    return _refused("没有做成：程序出了错，已记入日志。请再试一次，不行就联系管理员。")


def _stopped() -> list[Any]:
    """Said once more: what was on its way to the page when it was stopped has come by now."""
    time.sleep(PAGE.on_its_way)
    return _refused(_STOPPED)


def _uploads(payload: Any) -> list[tuple[str, str]]:
    """(where the server keeps it, the name it came under) of each file; a name never holds a folder.

    In place of the component's own reading, which takes brackets and the like out of the names.
    """
    files = getattr(payload, "root", None) or ([payload] if payload else [])
    return [(f.path, _bare_name(f.orig_name or f.path)) for f in files]


def _taken(path: str, name: str) -> bytes | PlanError:
    """The bytes of an upload, whose copy in Gradio's folder goes."""
    file = Path(path)
    try:
        if file.stat().st_size > LARGEST:
            return PlanError(
                f"文件超过 {LARGEST // 1_000_000} MB",
                file=name,
                remedy="请确认是否为文件正文，必要时拆分后再试",
            )
        return file.read_bytes()
    except OSError as error:
        return PlanError(f"没有传完整（{error.strerror}）", file=name, remedy="请再传一次")
    finally:
        file.unlink(missing_ok=True)


def _forget(files: Sequence[tuple[str, str]]) -> None:
    for path, _ in files:
        Path(path).unlink(missing_ok=True)


def _bare_name(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).name.strip() or "文件"
