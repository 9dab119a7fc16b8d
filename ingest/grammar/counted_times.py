"""Days and times by which something is due, how many there are by then, and how many there are in one time.

Out: patterns.
"""

from __future__ import annotations

from ingest import late_re as re
from ingest.grammar.clock_times import CLOCK_TIME
from ingest.grammar.recurrence import EVERY

DAY_OR_TIME = re.compile(rf"{CLOCK_TIME.pattern}|(?<!\d)\d{{1,2}}月(?:\d{{1,2}}日)?")
AS_OF_NOW = re.compile(r"[年月][底末][，]?[^，。；\d]{0,10}[有到]|[攒共]到?$|攒到|现有|已有|共有")
OF_ONE_TIME = re.compile(rf"{EVERY}|[当全今本去]年|年度|新增|新建")
"""How many there are by then is the sum, unless they are told of one year."""
