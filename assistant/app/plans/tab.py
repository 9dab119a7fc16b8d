"""文件: what is in the library, one plan with its versions and what changed between them, and for editors the
changes.

In: the app's context. Out: components and events inside the tab. Three views, one visible at a time: the
list, one plan, and where files are added (`plans.adding`). Readers see the list, the plans, versions, doubts
and differences; every event that changes something checks who it is.

GET file/{plan}?version=n is the file a plan came in, byte for byte: always an attachment of no particular
type under its original name, so nothing in it ever runs in the browser. Anybody signed in may read it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import gradio as gr
from fastapi import APIRouter
from fastapi.responses import FileResponse, PlainTextResponse, Response

from assistant.admin.library_changes import confirm, index, remove, unconfirmed
from assistant.app.context import AppContext
from assistant.app.plans.adding import ONLY_EDITORS, lay_out
from assistant.app.plans.cards import details_html, found, list_html, version_words
from assistant.app.plans.change_cards import differences_html, refusal_html
from assistant.app.server.events import event_word
from assistant.app.widgets.markup import escape
from assistant.retrieval.editions import EDITION_WORDS
from assistant.versions.diff import differences
from ingest.errors import PlanError
from ingest.model import Doubt, Edition, Source
from ingest.readers.sniff import media_type
from ingest.store.originals import Originals
from ingest.store.rows import PlanRow, VersionRow

_OPEN = """element.addEventListener('click', (event) => {
  const row = event.target.closest('[data-open]');
  if (row) trigger('click', { plan: row.dataset.open });
});"""
_GONE = "这份文件已经不在资料库里，可能刚刚被移除。"


def fill(context: AppContext, page: gr.Blocks) -> list[Any]:
    """The list is made anew at every load of the page and every return to it."""
    library = context.assistant.library

    with gr.Column(elem_id="plans"):
        chosen = gr.State("")
        with gr.Column(elem_id="plans-list") as listing:
            with gr.Row(elem_id="plans-head"):
                search = gr.Textbox(
                    label="查找文件", show_label=False, container=False,
                    placeholder="按标题、地区、年份或文号查找", lines=1, max_lines=1, scale=1,
                    elem_id="plans-search",
                )  # fmt: skip
                add = gr.Button(
                    "添加文件",
                    variant="primary",
                    visible=False,
                    scale=0,
                    min_width=104,
                    elem_id="plans-add-open",
                )
            shelf = gr.HTML(elem_id="plans-shelf", js_on_load=_OPEN)
        with gr.Column(visible=False, elem_id="plans-one") as viewing:
            back = gr.Button("← 返回列表", size="sm", elem_classes="plain", elem_id="one-back")
            details = gr.HTML(elem_id="plans-details", js_on_load=None)
            with gr.Column(visible=False, elem_id="plans-compare") as comparing:
                gr.HTML("<h3>比较两个版本</h3>", js_on_load=None)
                with gr.Row(elem_classes="fields"):
                    older = gr.Dropdown(label="原来的版本", choices=[], interactive=True)
                    newer = gr.Dropdown(label="新的版本", choices=[], interactive=True)
                    compare = gr.Button("看差异", scale=0, min_width=96, elem_id="plans-diff")
                compared = gr.HTML(elem_id="plans-differences", js_on_load=None)
            with gr.Row(visible=False, elem_id="plans-actions") as actions:
                update = gr.Button("更新为新版本", elem_id="plans-update")
                withdraw = gr.Button("废止", elem_id="plans-withdraw")
                restore = gr.Button("恢复使用", elem_id="plans-restore")
                take_out = gr.Button("移除", elem_id="plans-remove")
            with gr.Row(visible=False, elem_id="plans-whose") as unsaid:
                which = gr.HTML(js_on_load=None)
                is_official = gr.Button("是发文机关的正式文本", elem_id="plans-is-official")
                is_digest = gr.Button("是自己写的摘编", elem_id="plans-is-digest")
            notice = gr.HTML(elem_id="plans-notice", js_on_load="element.setAttribute('aria-live', 'polite')")
            with gr.Column(visible=False, elem_id="plans-confirm") as asking:
                question = gr.HTML(js_on_load=None)
                with gr.Row():
                    sure = gr.Button("确定移除", variant="stop", elem_id="plans-remove-sure")
                    rather_not = gr.Button("不移除", elem_id="plans-remove-not")
        adding = lay_out(context)

    def shelves(words: str | None) -> str:
        rows = library.plans(withdrawn=True)
        return list_html(found(rows, words or ""), len(rows), words or "")

    def shown_list(words: str = "", said: str = "") -> dict[Any, Any]:
        return {
            listing: gr.Column(visible=True),
            viewing: gr.Column(visible=False),
            adding.view: gr.Column(visible=False),
            shelf: (refusal_html(said) if said else "") + shelves(words),
        }

    def unsaid_of(plan: str) -> int | None:
        return unconfirmed(library, plan)

    def shown_plan(plan: str, request: gr.Request, said: str = "") -> dict[Any, Any]:
        row = _row(context, plan)
        if row is None:
            return shown_list(said=_GONE)
        versions = library.versions(plan)
        choices = [(version_words(v), v.version) for v in versions]
        return {
            listing: gr.Column(visible=False),
            viewing: gr.Column(visible=True),
            adding.view: gr.Column(visible=False),
            chosen: plan,
            notice: said,
            details: details_html(
                row,
                library.get(plan),
                versions,
                _more_doubts(context, row),
                library.companions(row.sha256),
                library.renditions(plan),
            ),
            comparing: gr.Column(visible=len(versions) > 1),
            older: gr.Dropdown(choices=choices, value=_before(versions, row.version)),
            newer: gr.Dropdown(choices=choices, value=row.version),
            compared: "",
            actions: gr.Row(visible=context.person(request).edits),
            unsaid: gr.Row(visible=context.person(request).edits and unsaid_of(plan) is not None),
            which: _whose_html(unsaid_of(plan), row.version),
            withdraw: gr.Button(visible=not row.withdrawn),
            restore: gr.Button(visible=bool(row.withdrawn)),
            asking: gr.Column(visible=False),
        }

    def loaded(words: str, request: gr.Request) -> tuple[str, Any]:
        return shelves(words), gr.Button(visible=context.person(request).edits)

    def opened(event: gr.EventData, request: gr.Request) -> dict[Any, Any]:
        return shown_plan(event_word(event, "plan"), request)

    def shown_differences(plan: str, was: int | None, now: int | None) -> str:
        row = _row(context, plan)
        if row is None or was is None or now is None or was == now:
            return refusal_html("请选择两个不同的版本。" if row else _GONE)
        try:
            told = differences(library.get(plan, version=was), library.get(plan, version=now))
        except KeyError:
            return refusal_html("其中一个版本已经没有了，请返回列表重新打开这份文件。")
        return differences_html(told, linked=now == row.version and not row.withdrawn)

    def done(plan: str, request: gr.Request, act: Callable[[], str]) -> dict[Any, Any]:
        """What changes the library is done, and the plan shown with what `act` says of it."""
        try:
            said = act()
            later = index(context.settings, library)
        except KeyError:
            return shown_list(said=_GONE)
        except PlanError as error:
            return {notice: refusal_html(error.in_a_page())}
        context.assistant.catalog.refresh()
        return shown_plan(plan, request, f'<p class="note" role="status">{said}{escape(later)}</p>')

    def change(plan: str, request: gr.Request, *, force: bool) -> dict[Any, Any]:
        """Withdraw a plan, or with `force` put it in force again."""
        if not context.person(request).edits:
            return {notice: refusal_html(ONLY_EDITORS)}

        def act() -> str:
            if force:
                library.restore(plan)
                return "已恢复使用，可以用于回答了。"
            library.withdraw(plan)
            return "已标为废止：留在这里备查，不再用于回答和清单，随时可以恢复。"

        return done(plan, request, act)

    def said_whose(plan: str, request: gr.Request, edition: Edition) -> dict[Any, Any]:
        """Keep whose text the last version is of which nobody had said so."""
        version = unsaid_of(plan)
        if not context.person(request).edits or version is None:
            return {notice: refusal_html(ONLY_EDITORS)}

        def act() -> str:
            report = confirm(library, plan, version, edition)
            aside = "回答仍用现行的官方文本。" if report.outcome == "aside" else ""
            return f"第 {version} 版已确认为{EDITION_WORDS[edition].badge}文本。{aside}"

        return done(plan, request, act)

    def said_official(plan: str, request: gr.Request) -> dict[Any, Any]:
        return said_whose(plan, request, Edition.OFFICIAL)

    def said_digest(plan: str, request: gr.Request) -> dict[Any, Any]:
        return said_whose(plan, request, Edition.DIGEST)

    def ask_to_remove(plan: str, request: gr.Request) -> tuple[Any, str, Any]:
        row = _row(context, plan)
        if row is None or not context.person(request).edits:
            return gr.Column(visible=False), "", gr.skip()
        words = (
            f'<p role="alert"><b>要移除《{escape(row.title)}》吗？</b></p>'
            f"<p>它的全部 {len(library.versions(plan))} 个版本和留存的原文件都会删去，"
            "不能恢复。只是不再使用的话，请用“废止”。</p>"
        )
        return gr.Column(visible=True), words, gr.Button(f"确定移除《{row.title}》")

    def removed(plan: str, request: gr.Request) -> dict[Any, Any]:
        if not context.person(request).edits:
            return {notice: refusal_html(ONLY_EDITORS)}
        row = _row(context, plan)
        try:
            remove(library, Originals(home=context.settings.home), plan)
            index(context.settings, library)
        except KeyError:
            return shown_list(said=_GONE)
        except PlanError as error:
            return {notice: refusal_html(error.in_a_page())}
        context.assistant.catalog.refresh()
        told = shown_list()
        told[shelf] = (
            f'<p class="note" role="status">已移除《{escape(row.title if row else plan)}》。</p>{told[shelf]}'
        )
        return told

    def add_to(plan: str, request: gr.Request) -> list[Any]:
        row = _row(context, plan) if plan else None
        if not context.person(request).edits or (plan and row is None):
            return [gr.skip()] * (4 + len(adding.fresh))
        views = [gr.Column(visible=False), gr.Column(visible=False), gr.Column(visible=True)]
        return [*views, plan, *adding.opened(row.title if row else "")]

    def withdrawn(plan: str, request: gr.Request) -> dict[Any, Any]:
        return change(plan, request, force=False)

    def restored(plan: str, request: gr.Request) -> dict[Any, Any]:
        return change(plan, request, force=True)

    def add_new(request: gr.Request) -> list[Any]:
        return add_to("", request)

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    views = [listing, viewing, adding.view]
    whole = [
        *views, shelf, chosen, notice, details, comparing, older, newer, compared, actions, withdraw, restore,
        unsaid, which, asking,
    ]  # fmt: skip
    panel = [*views, adding.target, *adding.fresh]
    page.load(loaded, search, [shelf, add], **quiet)
    search.change(shelves, search, shelf, trigger_mode="always_last", **quiet)
    shelf.click(opened, None, whole, **quiet).then(None, js=_focus("#one-back"), **quiet)
    for button, stopped in ((back, None), (adding.back, adding.running)):
        button.click(shown_list, search, [*views, shelf], cancels=stopped, **quiet).then(
            None, js=_focus("#plans-search textarea, #plans-search input"), **quiet
        )
    compare.click(shown_differences, [chosen, older, newer], compared, **quiet)
    changing = [
        button.click(changed, chosen, whole, **quiet)
        for button, changed in (
            (withdraw, withdrawn),
            (restore, restored),
            (is_official, said_official),
            (is_digest, said_digest),
            (sure, removed),
        )
    ]
    take_out.click(ask_to_remove, chosen, [asking, question, sure], **quiet).then(
        None, js=_focus("#plans-remove-not"), **quiet
    )
    rather_not.click(lambda: gr.Column(visible=False), None, asking, **quiet)
    changing[-1].then(None, js=_focus("#plans-search textarea, #plans-search input"), **quiet)
    add.click(add_new, None, panel, **quiet).then(None, js=_focus("#plans-upload button"), **quiet)
    update.click(add_to, chosen, panel, **quiet).then(None, js=_focus("#plans-upload button"), **quiet)
    return [*adding.storing, *changing]


def _whose_html(version: int | None, current: int) -> str:
    """The question whose text a version is; "" where there is none to be asked about."""
    if version is None:
        return ""
    stands = "答复里会注明“待确认”" if version == current else "它只是存档，回答不用它"
    return f'<p class="note">第 {version} 版还没有人确认是谁的文本，{stands}。请选：</p>'


def _more_doubts(context: AppContext, row: PlanRow) -> tuple[Doubt, ...]:
    """What the library as a whole leaves in doubt about a plan in force."""
    if row.withdrawn:
        return ()
    context.assistant.catalog.refresh()
    return context.assistant.relations.doubts(row.id)


def _row(context: AppContext, plan: str) -> PlanRow | None:
    return next(iter(context.assistant.library.plans(plan=plan, withdrawn=True)), None)


def _before(versions: Sequence[VersionRow], current: int) -> int | None:
    """The version that was current before, as far as numbers tell."""
    return max((v.version for v in versions if v.version < current), default=None) or next(
        (v.version for v in versions if v.version != current), None
    )


def _focus(selector: str) -> str:
    """Where the keyboard goes on once another view has come, unless the person has gone somewhere else
    meanwhile.
    """
    return f"""() => {{
  const before = document.activeElement;
  let tries = 0;
  const waiting = setInterval(() => {{
    const found = document.querySelector('{selector}'), now = document.activeElement;
    const moved = now !== before && now !== document.body;
    if (moved || found?.offsetParent || ++tries > 60) {{
      clearInterval(waiting);
      if (!moved) found?.focus();
    }}
  }}, 50);
}}"""


_NO_PLAN = "资料库里没有这份文件，或没有这个版本。请回到文件列表看一看。"
_NO_COPY = "这份文件读入时还没有留存原件。把原文件再读入一次，就可以下载了。"


def originals_routes(context: AppContext) -> APIRouter:
    router = APIRouter()
    originals = Originals(home=context.settings.home)

    @router.get("/file/{plan}")
    def original(plan: str, version: int | None = None, sha256: str = "") -> Response:
        """The file of a version; the one of that SHA-256 where it has several."""
        library = context.assistant.library
        try:
            source = library.get(plan, version=version).source
            further = [Source(file=r.file, sha256=r.sha256) for r in library.renditions(plan)]
            source = next(s for s in (source, *further) if sha256 in ("", s.sha256))
        except (KeyError, OverflowError, StopIteration):  # the second for a number beyond those of versions
            return PlainTextResponse(_NO_PLAN, status_code=404)
        path = originals.path(source.sha256)
        if path is None:
            return PlainTextResponse(_NO_COPY, status_code=404)
        return FileResponse(path, media_type=media_type(source.file), filename=source.file)

    return router
