"""What a page's machinery leaves in a text: scripts, style sheets, tags of templates and of HTML.

In: the lines a reader gave. Out: for each line what of it is such code, as stretches of its text. A line of a
script is told by having no Han character outside its strings and by beginning and reading as code does;
between <script> or <style> and its end everything is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ingest import late_re as re
from ingest.grammar.letters import has_han

_TAG_NAMES = (
    "a|abbr|b|big|blockquote|body|br|center|col|colgroup|dd|div|dl|dt|em|font|form|h[1-6]|head|hr|html|i"
    "|iframe|img|input|ins|label|li|link|meta|nav|o:p|ol|p|pre|script|section|small|span|strong|style|sub|sup"
    "|table|tbody|td|tfoot|th|thead|title|tr|u|ul|script|style"
)
_CODE = re.compile(
    r"\{\{[^{}]{0,200}\}\}|\{%[^%]{0,200}%\}|<%[^%]{0,300}%>|\[\$[^$]{0,200}\$\]"
    r"|\$\{[^{}]{0,100}\}|<!--.{0,500}?-->"
    rf"|</?(?:{_TAG_NAMES})(?:\s[^<>]{{0,300}})?/?>|&(?:nbsp|ensp|emsp|sp|thinsp|#160|#12288);?",
    re.IGNORECASE,
)
_OPENS = re.compile(r"<(script|style)\b[^<>]{0,300}>", re.IGNORECASE)
_STRING = re.compile(r"\"[^\"]*\"|'[^']*'")
_STATEMENT = re.compile(
    r"\s*(?:(?:var|let|const|function|return|else|try|catch|new|this|window|document|jQuery)\b|\$[.(]"
    r"|(?:if|for|while|switch)\s*\(|[}\])]|//|/\*|@(?:media|import|charset)|[.#][A-Za-z][\w-]*[^{}]{0,80}\{"
    r"|[a-z-]{3,30}\s*:[^;：]{1,60};\s*\}?\s*$|[A-Za-z_$][\w$.]*\s*(?:=[^=]|\())"
)
_SIGN = re.compile(r"[{}();=]|//")


def code_in(lines: Iterable[str]) -> Iterator[list[tuple[int, int]]]:
    """For each line the stretches of it that are code, in order; one over the whole of it where all is."""
    inside = ""
    for text in lines:
        found, inside = _blocks(text, inside)
        if not found and _is_statement(text):
            found = [(0, len(text))]
        yield _merged([*found, *(m.span() for m in _CODE.finditer(text))])


def _blocks(text: str, inside: str) -> tuple[list[tuple[int, int]], str]:
    """The stretches of a line within <script> or <style>, and which of them is still open at its end."""
    found: list[tuple[int, int]] = []
    at = 0
    while True:
        if not inside:
            opening = _OPENS.search(text, at)
            if opening is None:
                return found, ""
            at, inside = opening.start(), opening[1].lower()
        end = text.lower().find(f"</{inside}>", at)
        if end < 0:
            return [*found, (at, len(text))] if text else found, inside
        found.append((at, end + len(inside) + 3))
        at, inside = found[-1][1], ""


def _is_statement(text: str) -> bool:
    if not text.strip() or not _SIGN.search(text) or has_han(_STRING.sub("", text)):
        return False
    return _STATEMENT.match(text) is not None


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        elif end > start:
            out.append((start, end))
    return out
