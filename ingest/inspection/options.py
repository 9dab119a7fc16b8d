"""From where on a table tells how its rows are to look."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionOptions:
    """What is taken for the rule of a table, so that a row which breaks it is doubted."""

    numbered: float = 0.7
    """Share of its rows that must be numbered for a row without a number to be out of step. Set by hand."""


INSPECTION = InspectionOptions()
