"""What a bench has found so far, kept in a file as it goes, so that a run that was ended goes on.

In: JSON lines of an earlier run: its texts in the first, then a line a finding. Out: the same. Findings over
other texts are put aside, the file begins anew.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from evals.bench.differences import Carried


class Known:
    """`rows` by id of a switch; `stands` are switches that changed something together with others."""

    def __init__(self, path: Path | None, texts: str) -> None:
        self.rows: dict[str, Carried] = {}
        self.stands: set[str] = set()
        self._path = path
        lines = path.read_text("utf-8").splitlines() if path is not None and path.exists() else []
        if path is not None and (not lines or json.loads(lines[0])["texts"] != texts):
            path.write_text(json.dumps({"texts": texts}) + "\n", "utf-8")
            lines = []
        for line in lines[1:]:
            self._take(json.loads(line))

    def row(self, row: Carried) -> None:
        self.rows[row.id] = row
        self._keep({"row": asdict(row)})

    def stand(self, id: str) -> None:
        self.stands.add(id)
        self._keep({"stands": id})

    def _take(self, found: dict[str, Any]) -> None:
        if "row" in found:
            row = Carried(**found["row"] | {"where": tuple(found["row"]["where"])})
            self.rows[row.id] = row
        else:
            self.stands.add(found["stands"])

    def _keep(self, found: dict[str, Any]) -> None:
        if self._path is not None:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(found, ensure_ascii=False) + "\n")
