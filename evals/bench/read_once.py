"""One file read into plans and nothing else, as a process to be measured. In: a file. Out: one JSON line on
stdout.

Run as `python -m evals.bench.read_once FILE`; it imports nothing besides the readers, so that its memory is
that of reading.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from ingest.errors import IngestError
from ingest.pipeline import parse
from ingest.sources import files_in

_FIRST = "临水县2026年工作要点\n一、任务\n1.建成社区食堂3家。（责任单位：县民政局）\n2.培训厨师60名。\n"
"""Read before the clock starts, so that loading is not timed."""


def read_once(file: Path) -> dict[str, float]:
    """Seconds, characters of clean text and pages of a file, all that is in an archive together. Raises
    IngestError.
    """
    parse(_FIRST.encode(), "first.txt")
    data = file.read_bytes()
    started = time.perf_counter()
    within = [one for one in files_in(data, file.name) if isinstance(one.data, bytes)]
    plans = [parse(one.data, one.name) for one in within if isinstance(one.data, bytes)]
    seconds = time.perf_counter() - started
    pages = sum(max((c.page or 0 for c in plan.clauses), default=0) for plan in plans)
    return {"seconds": seconds, "characters": sum(len(plan.text) for plan in plans), "pages": pages}


if __name__ == "__main__":
    try:
        sys.stdout.write(json.dumps(read_once(Path(sys.argv[1]))) + "\n")
    except IngestError as error:
        sys.exit(str(error))
