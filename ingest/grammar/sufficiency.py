"""How people say that a thing is enough, and how a rule says that it is not: what has to be so besides, those
that are graver, what is had once only, those of a size.

Out: patterns.
"""

from __future__ import annotations

from ingest import late_re as re
from ingest.grammar.bound_words import BEHIND
from ingest.grammar.demands import MUST
from ingest.grammar.numerals import WORDS

AT_ONCE = "(?:即|便|就)可"
"""A pattern: that a thing is free to be done."""
_WILL_DO = rf"{AT_ONCE}以?|就行"
ONCE = re.compile(
    "不(?:得|能|可|再|予)?(?:重复|叠加|同时|兼)(?:享受|申[请报领]|补[助贴]|领取|奖[励补]|使用|得)?"
)
MAY_AGAIN = re.compile("(?<!不)(?:可以?|能)(?:再|重复|叠加|同时|一起|继续)(?:享受|申|补|领|奖|拿|用|得)")
ENOUGH = re.compile(rf"只要|凡是?(?=[^，。；]+[，])|一旦|一经|{_WILL_DO}|(?<=[^第])一[^，。；]{{1,6}}[，]?就")
BESIDES = re.compile(
    rf"[，；](?:但|不过|同时)?(?:是)?(?:{MUST}|[须需])"
    r"(?P<what>(?:经|由|先|提前|事先)[^，。；]{2,20})"
)
"""What has to be so besides."""
GRAVER = re.compile(
    r"(?:^|[，。；])(?P<what>(?:情节(?:较|特别)?(?:严重|恶劣)|拒不[^，。；]{2,6}?|逾期[不未][^，。；]{1,6}?"
    r"|[^，。；]{0,6}(?:橙|红|黄|蓝)色(?:及?以上)?)[^，。；]{0,8}?)(?:的|后|时)"
)
"""Those that are graver than others."""
A_SIZE = rf"\d+(?:\.\d+)?[^，。；、\d]{{1,5}}?(?:{BEHIND})"
"""A pattern: of which size something is, on one side of a figure (30万人口以上)."""
OF_SIZE = re.compile(
    rf"((?:\d+(?:\.\d+)?[^，。；、\d]{{1,5}}?(?:{BEHIND})"
    rf"|(?:不足|不满|低于|超过|未满|达到|少于|满)(?:\d+(?:\.\d+)?|{WORDS}+)[^，。；、\d]{{1,5}}?))"
    r"的(?P<thing>[\u4e00-\u9fff（(]{2,6})"
)
WILL_DO = re.compile(f"(?:{_WILL_DO}|也行)$")
"""At the end of a part: what is told before it is enough."""
