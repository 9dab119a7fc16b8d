"""Files read into plans and nothing else, as a process to be measured. In: files. Out: one JSON line on
stdout.

Run as `python -m evals.bench.parsing FILE…`; it knows no library and no index, so that its memory is that of
reading.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from ingest.pipeline import parse


def parse_all(files: Sequence[Path]) -> dict[str, float]:
    """How many clauses and how many seconds; the first file is read once before, so that loading is not
    timed.

    Raises IngestError for a file that cannot be read.
    """
    parse(files[0].read_bytes(), files[0].name)
    started = time.perf_counter()
    clauses = sum(len(parse(file.read_bytes(), file.name).clauses) for file in files)
    return {"clauses": clauses, "seconds": time.perf_counter() - started}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(parse_all([Path(name) for name in sys.argv[1:]])) + "\n")
