"""Who may come in, looked at before somebody cannot. In: settings. Out: a check for `plans doctor`."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from assistant.admin.checks import Check
from assistant.auth.access import check_door
from assistant.auth.accounts import Accounts
from assistant.auth.lockout import Lockout
from assistant.auth.people_db import FILE, PeopleDb
from assistant.settings import Settings
from ingest.errors import PlanError


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
