"""Two small plans of two places, for answers that add figures or sum up sections."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.ask import Assistant
from tests.small_library import over

PAPERS = (
    "柳坪县2025年绿化工作要点\n一、造林增绿\n1.栽植行道树1200株，补植灌木300株。（责任单位：园林股）\n"
    "2.建设口袋公园6处。（责任单位：园林股、规划股）\n二、古树保护\n3.挂牌古树88株。（责任单位：古树办）\n"
    "4.培训护林员60人次以上。（责任单位：古树办）\n三、宣传\n5.办好植树节活动。\n",
    "山岭县2025年绿化工作要点\n一、任务\n（一）栽植行道树800株。（牵头单位：园林科）\n"
    "（二）培训护林员40人次。（牵头单位：园林科）\n（三）绿地率达到35%。（牵头单位：园林科）\n",
)


@contextmanager
def over_both(home: Path) -> Iterator[Assistant]:
    with over(home, {f"{n}.txt": text for n, text in enumerate(PAPERS)}) as opened:
        yield opened
