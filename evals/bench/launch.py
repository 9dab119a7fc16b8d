"""A command run from a process that is small itself. In: the number of an open file, and the command. Out:
JSON on that file.

Linux counts the memory of the process that starts another into the peak of the other (`ru_maxrss` outlives
exec), so a benchmark that has grown would find every process it starts as large as itself. This one holds
nothing but Python. Run as `python -m evals.bench.launch NUMBER COMMAND…`; stdout is the command's, its stderr
is passed over.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time


def main() -> None:
    """Seconds from start to end, the peak of the resident set as the system counts it, and the exit code."""
    number, *command = sys.argv[1:]
    started = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    with os.fdopen(int(number), "w") as told:
        json.dump({"seconds": seconds, "peak": usage.ru_maxrss, "code": process.returncode}, told)


if __name__ == "__main__":
    main()
