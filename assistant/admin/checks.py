"""What `plans doctor` finds, one line each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at; `ok` is also true of what is optional and not there, which `detail` then says."""

    name: str
    ok: bool
    detail: str
