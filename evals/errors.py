"""Errors of the evaluation side; see ingest.errors for the tree."""

from __future__ import annotations

from ingest.errors import PlanError


class EvalError(PlanError):
    """A benchmark cannot be run as asked: a file that is no question set, a library without plans."""
