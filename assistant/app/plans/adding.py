"""The part of 文件 where files are added, or one is brought up to date. In: the context. Out: components in a
column, wired.

A file is read first and shown for what it is; it is stored when the person says whose text it is, and can be
asked at once. The files that a fetched page links to are offered and fetched when they are chosen. Only
editors: every event asks who it is. What is proposed lives in `gr.State`, one value a page.

A browser's upload becomes `Enclosed` files; Gradio's copy of it goes once it is read (`taken`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

import gradio as gr

from assistant.app.context import AppContext
from assistant.app.plans.change_cards import progress_html
from assistant.app.plans.steps import (
    STOPPED,
    Held,
    Offered,
    failed,
    looked_at,
    refused,
    stopped,
    stored,
    waiting,
    with_page,
)
from assistant.app.widgets.markup import escape
from ingest.errors import PlanError, ReadError
from ingest.model import Edition
from ingest.readers import accepted
from ingest.readers.enclosed import Enclosed, Parcel
from ingest.readers.fetch import Limits, fetch
from ingest.readers.links import linked_files
from ingest.readers.options import FILES
from ingest.sources import fetched_files, files_in

MOST = 20
"""Files in one go: more are a task for `plans ingest`."""
ONLY_EDITORS = "只有编辑人员可以改动资料库。需要改动时，请联系管理员。"
_HINT = f"{accepted()}，每份不超过 {FILES.largest // 1_000_000} MB，一次最多 {MOST} 份。"
_FETCH_HINT = "本系统平时不访问任何外部地址；只有按下“取回”时，才由服务器去取这一个网址。"
_LIVE = "element.setAttribute('aria-live', 'polite')"

_WHOSE = (
    (Edition.OFFICIAL, "正式文本，存入", "发文机关印发的文本", "official"),
    (Edition.DIGEST, "自己写的摘编，存入", "条款号、单位和数字与原文一致，文字不是原文", "digest"),
    (Edition.UNCONFIRMED, "先存入，以后确认", "答复里会注明待确认；已有文本的不替换", "unconfirmed"),
)
"""Whose text it is: edition, the button, what it means, the end of its id."""
Upload = tuple[str, str]
"""(where the server keeps it, the name it came under)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adding:
    """What the rest of the tab needs: the column, which plan is to be brought up to date ("" for none), the
    way back.

    `running` is what leaving stops, `storing` what brings plans into the library, `fresh` the
    components that `opened` has values for.
    """

    view: gr.Column
    target: gr.State
    back: gr.Button
    running: list[Any]
    storing: list[Any]
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
            Held(),
            gr.Row(visible=False),
            gr.Row(visible=False),
            gr.Column(visible=True),
            gr.Column(visible=False),
            None,
            "",
        ]


def lay_out(context: AppContext, name: str = "plans") -> Adding:
    """The column, hidden; `name` begins the ids of what is in it."""
    with gr.Column(visible=False, elem_id=f"{name}-add") as view:
        back = gr.Button("← 返回", size="sm", elem_classes="plain", elem_id=f"{name}-add-back")
        head = gr.HTML(js_on_load=None)
        target, held = gr.State(""), gr.State(Held())
        with gr.Column(elem_id=f"{name}-pick") as picking:
            box = gr.File(
                label="选择文件，或拖到这里",
                show_label=False,
                file_count="multiple",
                elem_id=f"{name}-upload",
                height=150,
            )
            box.preprocess = uploads
            gr.HTML(f'<p class="quiet">{_HINT}</p>', js_on_load=None)
            with gr.Column(elem_id=f"{name}-address", visible=context.settings.fetch == "on"):
                with gr.Row(elem_classes="fields"):
                    address = gr.Textbox(
                        label="或者填网址", placeholder="https://…", lines=1, max_lines=1, scale=1
                    )
                    get = gr.Button("取回", scale=0, min_width=88, elem_id=f"{name}-get")
                gr.HTML(f'<p class="quiet">{_FETCH_HINT}</p>', js_on_load=None)
        with gr.Row():
            progress = gr.HTML(elem_id=f"{name}-progress", js_on_load=_LIVE)
            stop = gr.Button("停止", size="sm", scale=0, min_width=72, visible=False, elem_id=f"{name}-stop")
        shown = gr.HTML(elem_id=f"{name}-proposals", js_on_load=None)
        with gr.Column(visible=False, elem_id=f"{name}-attached") as offering:
            chosen = gr.CheckboxGroup(choices=[], label="这个网页上的附件")
            get_these = gr.Button("取回选中的附件", size="sm", elem_id=f"{name}-get-attached")
        with gr.Row(visible=False, elem_id=f"{name}-decide") as decide:
            gr.HTML(_whose_html(), elem_classes="whose", js_on_load=None)
            whose = {
                edition: gr.Button(
                    words,
                    variant="primary" if edition is Edition.OFFICIAL else "secondary",
                    elem_id=f"{name}-store-{end}",
                )
                for edition, words, _, end in _WHOSE
            }
            drop = gr.Button("放弃", elem_id=f"{name}-drop")
        with gr.Row(visible=False, elem_id=f"{name}-keep") as keeping:
            keep = gr.Button("另存原件", variant="primary", elem_id=f"{name}-store-rendition")
            leave = gr.Button("放弃", elem_id=f"{name}-leave")

    def read(files: list[Upload], plan: str, request: gr.Request) -> Iterator[list[Any]]:
        if not files:
            return
        if words := _not_to_be_read(context, files, plan, request):
            forget(files)
            yield refused(words)
            return
        yield from looked_at(context, ((file[1], taken(file)) for file in files), len(files), plan)

    def get_it(words: str, plan: str, request: gr.Request) -> Iterator[list[Any]]:
        if not _may_fetch(context, request):
            yield refused(ONLY_EDITORS)
            return
        if not (words or "").strip():
            yield refused("请先填网址。")
            return
        yield waiting(progress_html(f"正在取回 {words.strip()}", 0, 2), "")
        try:
            fetched = fetch(words)
        except PlanError as error:
            yield refused(str(error))
            return
        links = () if plan else linked_files(fetched.data, fetched.name, fetched.address)
        page = Parcel(name=fetched.address, sha256=hashlib.sha256(fetched.data).hexdigest())
        before = Held(offered=Offered(page=page, links=links))
        files = [(fetched.name, files_in(fetched.data, fetched.name))]
        yield from looked_at(context, files, 1, plan, before)

    def get_attached(addresses: list[str], before: Held, request: gr.Request) -> Iterator[list[Any]]:
        """Those that were chosen of what the page offers, and nothing else."""
        offered = before.offered
        if not _may_fetch(context, request) or offered is None:
            yield refused(ONLY_EDITORS)
            return
        links = [link for link in offered.links if link.address in addresses]
        rest = tuple(link for link in offered.links if link.address not in addresses)
        found: list[Enclosed] = []
        for done, link in enumerate(links):
            yield waiting(progress_html(f"正在取回 {link.words}", done, len(links)), "")
            found += fetched_files(link.address, Limits())
        held, files = with_page(before, replace(offered, links=rest), found)
        yield from looked_at(context, [(one.name, [one]) for one in files], len(files), "", held)

    def store_as(edition: Edition) -> Any:
        def store(waiting_: Held, request: gr.Request) -> Iterator[list[Any]]:
            if not context.person(request).edits:
                yield refused(ONLY_EDITORS)
                return
            yield from stored(context, [p for p in waiting_.proposals if p.stores], edition)

        return store

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    outputs = [progress, stop, shown, held, decide, keeping, picking, chosen, offering]
    reading = box.upload(read, [box, target], outputs, **quiet)
    reading.then(lambda: None, None, box, **quiet)
    getting = gr.on([get.click, address.submit], get_it, [address, target], outputs, **quiet)
    attaching = get_these.click(get_attached, [chosen, held], outputs, **quiet)
    storing = [
        button.click(store_as(edition), held, outputs, concurrency_limit=1, concurrency_id="store", **quiet)
        for edition, button in (*whose.items(), (Edition.UNCONFIRMED, keep))
    ]
    for event in (reading, getting, attaching, *storing):
        event.failure(failed, progress, outputs, **quiet)
    running = [reading, getting, attaching]
    stopping = stop.click(lambda: refused(STOPPED), None, outputs, cancels=running, **quiet)
    stopping.then(stopped, None, outputs, **quiet)
    for button in (drop, leave):
        button.click(lambda: refused("已放弃，没有存入任何文件。"), None, outputs, **quiet)
    fresh = [head, progress, shown, held, decide, keeping, picking, offering, box, address]
    return Adding(view=view, target=target, back=back, running=running, storing=storing, fresh=fresh)


def _whose_html() -> str:
    told = "；".join(f"{words.partition('，')[0]}：{note}" for _, words, note, _ in _WHOSE)
    return f'<p class="quiet">这是谁的文本？{told}。</p>'


def _may_fetch(context: AppContext, request: gr.Request) -> bool:
    return context.person(request).edits and context.settings.fetch == "on"


def _not_to_be_read(context: AppContext, files: list[Upload], plan: str, request: gr.Request) -> str:
    """Why the files that were chosen are not read; "" where they are."""
    if not context.person(request).edits:
        return ONLY_EDITORS
    if len(files) > MOST:
        return f"一次最多添加 {MOST} 份文件，请分几次，或打成一个 .zip。"
    return "更新一份文件时，请只选一个文件。" if plan and len(files) > 1 else ""


def uploads(payload: Any) -> list[Upload]:
    """One for each file; a name never holds a folder.

    In place of the component's own reading, which takes brackets and the like out of the names.
    """
    files = getattr(payload, "root", None) or ([payload] if payload else [])
    return [(f.path, _bare_name(f.orig_name or f.path)) for f in files]


def taken(upload: Upload) -> tuple[Enclosed, ...]:
    """The files in an upload, whose copy in Gradio's folder goes."""
    path, name = upload
    file = Path(path)
    try:
        if file.stat().st_size > FILES.largest:
            remedy = "请确认是否为文件正文，必要时拆分后再试"
            return _refused(name, f"文件超过 {FILES.largest // 1_000_000} MB", remedy)
        return files_in(file.read_bytes(), name)
    except OSError as error:
        return _refused(name, f"没有传完整（{error.strerror}）", "请再传一次")
    finally:
        file.unlink(missing_ok=True)


def forget(files: Sequence[Upload]) -> None:
    """Delete Gradio's copies of files that are not read."""
    for path, _ in files:
        Path(path).unlink(missing_ok=True)


def _refused(name: str, message: str, remedy: str) -> tuple[Enclosed, ...]:
    return (Enclosed(name=name, data=ReadError(message, file=name, remedy=remedy)),)


def _bare_name(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).name.strip() or "文件"
