"""From where on the bytes of a file are words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodingOptions:
    """When an encoding is believed (`readers.encoding`)."""

    enough: float = 0.85
    """The share of characters in common use from which on a text is words. Of 78 official papers read with
    their own encoding the least has 0.995; a page of Big5 or Shift-JIS read as GB 18030 has less than 0.6.
    """
    fewest: int = 16
    """Characters beyond ASCII that a share is told by; what has fewer is let pass. Set by hand: of
    fewer two rare ones would decide.
    """


ENCODING = EncodingOptions()
