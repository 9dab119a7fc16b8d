"""The words of giving money to those who qualify: 给予一次性建设补助, 奖励, 安家费.

Out: fragments of patterns over folded text.
"""

from __future__ import annotations

GIVES = "给予|予以|发放|发给"
"""Verbs that need to say what is given."""
AWARDS = "奖励|奖补"
"""Verbs that say by themselves what is given."""
GRANT = (
    "奖励(?:资金)?|奖补(?:资金)?|奖金|补助[金费]?|补贴|津贴|资助|补偿金?|贴息|救助金?|慰问金|安家费"
    "|(?:[\u4e00-\u9fff]{2})?经费(?:支持|补助)?|资金(?:支持|扶持|补助)|支持|扶持"
)
"""What is given."""
