"""Checks of the library folder for `plans doctor`: who may sign in, and whether the indexes match the
library.

In: settings, library. Out: `Check` values, one line each; nothing is repaired. An embedding model of this
machine is loaded and asked for one vector; one behind an address is tried with the other endpoints
(`endpoint_check`). While one model replaces another, the check says how far the new one has come and which
one answers meanwhile, and tries it.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from assistant.admin.index_fill import filled_share, meanwhile
from assistant.auth.access import check_door
from assistant.auth.accounts import Accounts
from assistant.auth.lockout import Lockout
from assistant.auth.people_db import FILE, PeopleDb
from assistant.retrieval.embedders import dense_of
from assistant.retrieval.hybrid import DENSE_FOLDER, LEXICAL_FOLDER, Dense
from assistant.settings import Settings
from assistant.versions.relations import library_doubts
from ingest.embedding.builtin import unusable
from ingest.embedding.embedders import Embedder
from ingest.errors import PlanError
from ingest.index.indexes import fresh
from ingest.index.lexical import LexicalIndex
from ingest.inspection.kinds import by_kind
from ingest.model import Doubt
from ingest.store.library import Library
from ingest.store.rows import PlanRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at; `ok` is also true of what is optional and not there, which `detail` then says."""

    name: str
    ok: bool
    detail: str


def people_check(settings: Settings) -> Check:
    """Whether who may come in fits where the app can be reached."""
    try:
        check_door(settings)
        rows = Accounts(settings.home).rows()
    except PlanError as error:
        return Check(name="登录", ok=False, detail=str(error))
    if not rows:
        return Check(name="登录", ok=True, detail="没有账号；页面只在本机打开，不用登录")
    usable = [row for row in rows if not row.disabled]
    editors = sum(row.role == "editor" for row in usable)
    detail = f"{len(usable)} 个账号可用（编辑 {editors} 个），停用 {len(rows) - len(usable)} 个"
    try:
        detail += _kept_out(settings.home, [row.name for row in rows])
    except PlanError as error:
        return Check(name="登录", ok=False, detail=str(error))
    return Check(name="登录", ok=True, detail=detail)


def _kept_out(home: Path, names: Sequence[str]) -> str:
    """Whom tries in vain keep out now, and where from; "" for nobody."""
    if not (home / FILE).is_file():
        return ""
    now = time.time()
    with closing(PeopleDb(home)) as db:
        lockout = Lockout(db)
        accounts = [name for name in names if lockout.waiting(name, now)]
        addresses = [waiting.place for waiting in lockout.addresses(now)]
    said = (
        f"；试错太多，暂不受理登录：{'、'.join(accounts)}（plans user list 看来自哪里）" if accounts else ""
    )
    return said + (f"；在这些地址试了很多不同的登录名：{'、'.join(addresses)}" if addresses else "")


_IN_STEP, _MISSING = "与资料库一致", "还没有建立，请运行 plans ingest"
_GO_ON = "运行 plans ingest 即可补齐"


def index_checks(settings: Settings, library: Library) -> list[Check]:
    """That of the full text, that of the vectors, and a local model where one is set."""
    return [_lexical(settings, library), *_vectors(settings, library)]


def _lexical(settings: Settings, library: Library) -> Check:
    name, place = "全文索引", settings.home / LEXICAL_FOLDER
    if not place.is_dir():
        return Check(name=name, ok=False, detail=_MISSING)
    try:
        in_step = fresh(library, LexicalIndex.open(place))
    except PlanError as error:
        return Check(name=name, ok=False, detail=str(error))
    return Check(name=name, ok=in_step, detail=_IN_STEP if in_step else f"落后于资料库，{_GO_ON}")


def _vectors(settings: Settings, library: Library) -> list[Check]:
    name = "向量索引"
    try:
        dense = dense_of(settings)
    except PlanError as error:
        return [Check(name=name, ok=False, detail=str(error))]
    if dense is None:
        why = f"（自带的模型{unusable()}）" if settings.embedding == "builtin" else ""
        return [Check(name=name, ok=True, detail=f"没有嵌入模型{why}，只用全文检索")]
    model = [_model(dense.embedder)] if dense.embedder.recipe.kind in ("onnx", "builtin") else []
    if not (settings.home / DENSE_FOLDER).is_dir():
        return [*model, Check(name=name, ok=False, detail=_MISSING)]
    try:
        return [*model, _dense(name, dense, settings.home, library)]
    except PlanError as error:
        return [*model, Check(name=name, ok=False, detail=str(error))]


def _model(embedder: Embedder) -> Check:
    started = time.perf_counter()
    try:
        size = len(embedder.embed_query("规划"))
    except PlanError as error:
        return Check(name="本地嵌入模型", ok=False, detail=str(error))
    took = time.perf_counter() - started
    return Check(
        name="本地嵌入模型",
        ok=True,
        detail=f"{embedder.recipe.title}，{size} 维，载入并计算一次 {took:.1f} 秒",
    )


def _dense(name: str, dense: Dense, home: Path, library: Library) -> Check:
    """Raises PlanError."""
    index, ours = dense.index(home), dense.embedder.recipe.title
    if wrong := index.damaged():
        return Check(
            name=name,
            ok=False,
            detail=f"向量文件 {wrong} 缺失、被截断或改动，运行 plans ingest 即可由资料库重建",
        )
    if fresh(library, index):
        return Check(name=name, ok=True, detail=f"{_IN_STEP}（{ours}）")
    serving = index.serving()
    if serving.own:
        state = f"落后于资料库（已有 {filled_share(library, index):.0%} 的条款），{_GO_ON}"
    elif serving.vectors:
        state = f"正用“{ours}”建立，已有 {serving.plans} 份文件，{_GO_ON}"
    else:
        state = f"还没有用“{ours}”建立，请运行 plans ingest"
    by_itself = dense.embedder.recipe.kind == "builtin"  # and no fault: the page fills it beside
    return Check(name=name, ok=by_itself, detail=f"{state}。{meanwhile(index)}")


_KINDS, _PLACES = 12, 4
"""Kinds of doubts, and places of each, that are named."""


def doubts_check(library: Library) -> Check:
    """What was read with less than certainty, by kind, with plan and line; nothing that is broken."""
    more = library_doubts(library)
    rows = library.plans()
    doubts = {row.id: (*row.doubts, *more.get(row.id, ())) for row in rows}
    everything = [(row, doubt) for row in rows for doubt in doubts[row.id]]
    if not everything:
        return Check(name="存疑", ok=True, detail="没有")
    kinds = by_kind(doubt for _, doubt in everything)
    told = [_doubted(name, listed, everything) for name, listed in list(kinds.items())[:_KINDS]]
    plans = sum(bool(found) for found in doubts.values())
    head = f"{len(everything)} 处，在 {plans} 份文件里，请对照原文看一看"
    return Check(name="存疑", ok=True, detail=f"{head}：{'；'.join(told)}")


def _doubted(name: str, listed: Sequence[Doubt], everything: Sequence[tuple[PlanRow, Doubt]]) -> str:
    """A kind with its first places: 条文过长 3 处（《…》第12行、第40行）."""
    of_kind = {id(doubt) for doubt in listed}
    by_plan: dict[str, list[int]] = {}
    for row, doubt in [pair for pair in everything if id(pair[1]) in of_kind][:_PLACES]:
        by_plan.setdefault(row.title, []).append(doubt.line)
    places = "、".join(
        f"《{title}》{'、'.join(f'第{line}行' for line in dict.fromkeys(lines))}"
        for title, lines in by_plan.items()
    )
    more = " 等" if len(listed) > _PLACES else ""
    return f"{name} {len(listed)} 处（{places}{more}）"
