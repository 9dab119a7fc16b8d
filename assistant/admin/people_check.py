"""Who may come in, looked at before somebody cannot. In: settings. Out: a check for `plans doctor`."""

from __future__ import annotations

from assistant.admin.checks import Check
from assistant.auth.access import check_door
from assistant.auth.accounts import Accounts
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
    return Check(name="登录", ok=True, detail=detail)
