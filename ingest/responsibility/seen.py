"""Text as the readers of roles see it: one colon, one kind of stop, and role words without blanks in them.

In: words of a plan as printed. Out: `Seen`, the same words with the look-alikes of their signs made plain
(责任单位﹕), the blanks OCR sets into a role taken out (责 任 单 位：), and a colon where another sign or a
blank stands for it: only where the role begins a sentence and nothing but offices follow up to the next
stop (责任单位；县水利局. 责任单位 县水利局. 责任单位为县水利局). What exempts those that say it themselves
(除另有注明外，) is not among the words. Places lead back to the printed ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest import late_re as re
from ingest.grammar.folding import ODD_SIGNS
from ingest.grammar.offices import BLANKS, ends_as_office, is_plain_office, split_names
from ingest.grammar.role_words import BUT_MARKED, SPOKEN, WHOLE_ROLE
from ingest.grammar.segmentation import is_word
from ingest.model import Responsibility, Span
from ingest.responsibility.options import REACH

_HEADED = re.compile(r"[：:】\]］〕]")
_SPACED = re.compile(rf"[\u4e00-\u9fff](?:[{BLANKS}]*[\u4e00-\u9fff])*(?=[{BLANKS}]*$)")
_ROLE_LAST = re.compile(rf"(?:{WHOLE_ROLE})$")
_FOR_COLON = re.compile(
    rf"(?:^|(?<=[。.；;，,！!\s）)】%％\d])|(?<=[（(【\[〔])){WHOLE_ROLE}"
    rf"(?P<sign>[{BLANKS}]*[;；][{BLANKS}]*|[{BLANKS}]*[—－–-]+[{BLANKS}]*|[为是](?!否)|[{BLANKS}]+)"
    rf"(?P<listed>(?:(?!{WHOLE_ROLE}|（[^（）]{{0,2}}[统简]称)[^。；;：:\n）)】\]〕]){{2,120}})"
)
_OTHERS_DO = re.compile(rf"(?<=[\u4e00-\u9fff])(?:{SPOKEN})$")
"""What others of the list do: 牵头单位为县水利局，县财政局|配合."""
_BETWEEN_WORDS = re.compile(rf"(?<=[\u4e00-\u9fff\d，。、])[{BLANKS}]+(?=[\u4e00-\u9fff\d，。、])")
_TORN = re.compile(rf"(?<=[\u4e00-\u9fff])[{BLANKS}](?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """`gone` are the places in the printed words whose characters are not in `text`, in order."""

    text: str
    gone: tuple[int, ...] = ()

    def start(self, at: int) -> int:
        """Where the character at `at` is printed."""
        for place in self.gone:
            at += place <= at
        return at

    def end(self, at: int) -> int:
        """Where what ends before `at` ends in print."""
        return self.start(at - 1) + 1 if at else 0

    def span(self, span: Span) -> Span:
        return Span(start=self.start(span.start), end=self.end(span.end)) if self.gone else span

    def charged(self, one: Responsibility) -> Responsibility:
        return replace(one, span=self.span(one.span)) if self.gone else one


def seen(text: str) -> Seen:
    """An empty text is seen as an empty one."""
    plain = text.translate(ODD_SIGNS)
    blanks = [at for start, end in _spread(plain) for at in range(start, end) if plain[at] in BLANKS]
    exempting = [at for m in BUT_MARKED.finditer(plain) for at in range(*m.span())]
    gone = tuple(sorted({*blanks, *exempting}))
    if gone:
        dropped = set(gone)
        plain = "".join(ch for at, ch in enumerate(plain) if at not in dropped)
    return Seen(text=_with_colons(plain), gone=gone)


_TITLE = re.compile(r"^\s*【[^】\n：:]{2,20}】", re.MULTILINE)


def without_spread(text: str) -> Seen:
    """Text whose words OCR has set apart (县 财政局 于 6 月底前) without the blanks between them; any other
    as it is, but the title of an article in brackets (【职责分工】), which ends as a sentence does.
    """
    text = _TITLE.sub(lambda m: "。" * len(m[0]), text)
    between = _BETWEEN_WORDS.findall(text)
    if len(between) * REACH.between_blanks < len(text):
        return _without_torn(text)
    gone = tuple(at for at, ch in enumerate(text) if ch in BLANKS)
    return Seen(text="".join(ch for ch in text if ch not in BLANKS).translate(ODD_SIGNS), gone=gone)


def _without_torn(text: str) -> Seen:
    """Text that was broken into lines within words, once, and has a blank at each such place since
    (有 关部门): where one stands within a word of the dictionary the others of its kind go too, but for
    those behind an office, which may part two.
    """
    torn = [m.start() for m in _TORN.finditer(text)]
    if not any(is_word(text[at - 1] + text[at + 1]) for at in torn):
        return Seen(text=text)
    gone = tuple(
        at
        for at in torn
        if is_word(text[at - 1] + text[at + 1])
        or not (ends_as_office(text[max(0, at - REACH.torn_name) : at]))
    )
    dropped = set(gone)
    return Seen(text="".join(ch for at, ch in enumerate(text) if at not in dropped), gone=gone)


def _spread(text: str) -> Iterator[tuple[int, int]]:
    """Where role words with blanks in them stand before a colon or the end of a bracket."""
    least = 0
    for headed in _HEADED.finditer(text):
        words = _SPACED.search(text, max(least, headed.start() - REACH.colon), headed.start())
        least = headed.end()
        if words is None or not any(ch in BLANKS for ch in words[0]):
            continue
        places = [at for at in range(words.start(), words.end()) if text[at] not in BLANKS]
        role = _ROLE_LAST.search("".join(text[at] for at in places))
        if role:
            yield places[role.start()], places[-1] + 1


def _with_colons(text: str) -> str:
    parts: list[str] = []
    at = 0
    for m in _FOR_COLON.finditer(text):
        names, _ = split_names(_OTHERS_DO.sub("", m["listed"]))
        if names and all(map(is_plain_office, names)):
            parts += (text[at : m.start("sign")], "：".ljust(len(m["sign"])))
            at = m.end("sign")
    return "".join((*parts, text[at:])) if at else text
