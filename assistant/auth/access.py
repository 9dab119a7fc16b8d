"""The door of the app: who is asked to sign in, who comes in, who is in.

In: settings and a clock. Out: persons. With accounts there is always a login; without any, the app is open
where only this machine can reach it, and shut everywhere else. An account that was disabled, removed or given
another password or role is that at once, for those already inside too.
"""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable
from dataclasses import dataclass

from assistant.auth.accounts import Accounts, Person, matches
from assistant.auth.lockout import Lockout
from assistant.auth.people_db import Lasting, PeopleDb, SignIns
from assistant.errors import AssistantError
from assistant.settings import Settings

_HOUR, _DAY = 3600.0, 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """Both tokens are the browser's alone: `token` while one is in, `browser` to be known again after."""

    person: Person
    token: str
    browser: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """`wait`: seconds until another try is taken, 0 for at once. Whether the name is known is not said."""

    wait: float


class Door:
    """Shared by all threads; several processes may keep a door to one library folder."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.time) -> None:
        self.accounts = Accounts(settings.home)
        self.lasting = Lasting(idle=settings.sign_in_idle * _HOUR, longest=settings.sign_in_longest * _DAY)
        self._only_here = is_loopback(settings.host)
        self._db = PeopleDb(settings.home)
        self._lockout = Lockout(self._db)
        self._sign_ins = SignIns(self._db, self.lasting)
        self._clock = clock

    @property
    def open(self) -> bool:
        """Whether nobody is asked for a name."""
        return self._only_here and not self.accounts.rows()

    def enter(self, name: str, password: str, address: str, browser: str = "") -> Entered | Refused:
        """Takes some 50 ms and 64 MB while it runs, for unknown names too. `browser`: the token it was given
        when somebody signed in from it before.
        """
        now = self._clock()
        if wait := self._lockout.count(name, address, now, browser):
            return Refused(wait=wait)
        account = self.accounts.find(name)
        right = matches(password, account.password if account else None)
        if account is None or account.disabled or not right:
            return Refused(wait=self._lockout.wait(name, address, now, browser))
        browser = self._lockout.right(name, address, now, browser)
        token = self._sign_ins.begin(account.name, account.key, self._clock())
        return Entered(person=account.person, token=token, browser=browser)

    def who(self, token: str, *, use: bool = True) -> Person | None:
        """The person a token was given to; None where it is over. `use` False does not make it last
        longer.
        """
        found = self._sign_ins.find(token, self._clock(), use=use)
        account = self.accounts.find(found[0]) if found else None
        if found is None or account is None or account.disabled or account.key != found[1]:
            return None
        return account.person

    def named(self, name: str) -> Person | None:
        """The person of an account that may be used now."""
        account = self.accounts.find(name)
        return account.person if account and not account.disabled else None

    def leave(self, token: str) -> None:
        self._sign_ins.end(token)

    def close(self) -> None:
        self._db.close()


def check_door(settings: Settings) -> None:
    """Raises AssistantError where the app would be open to other machines, or its accounts cannot be read."""
    if not Accounts(settings.home).rows() and not is_loopback(settings.host):
        raise AssistantError(
            f"还没有账号，不能在 {settings.host} 上打开：别的机器也能访问",
            remedy="请先运行 plans user add 姓名 --editor，或改用 --host 127.0.0.1。",
        )


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a server that listens there."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
