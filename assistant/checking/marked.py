"""A checked draft as a Word file with comments: the person's own file, or a new one for other formats.

One comment a sentence that claims something: the verdict, what the clause has, where it stands. The text is
not touched.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checking.draft import Draft
from assistant.checking.model import WORDS, CheckedDraft, CheckedSentence
from assistant.checking.word import Remarked, commented, of_text
from ingest.model import Span


def marked_copy(draft: Draft, found: CheckedDraft) -> bytes:
    """The bytes of a .docx. A draft that came as Word is changed in memory: for another copy it is read
    anew.
    """
    remarks = [
        Remarked(span=Span(start=one.start, end=one.end), words=tuple(_said(one)))
        for one in found.sentences
        if one.verdict != "no_claim"
    ]
    return commented(draft.word if draft.word is not None else of_text(draft.text), remarks)


def _said(sentence: CheckedSentence) -> Iterator[str]:
    yield WORDS[sentence.verdict]
    yield from told(sentence)
    if sentence.citations:
        yield f"出处：{'；'.join(citation.reference for citation in sentence.citations)}"


def told(sentence: CheckedSentence) -> tuple[str, ...]:
    """What the clauses have, of the claims that decided; each once."""
    says = (claim.says for claim in sentence.claims if claim.verdict == sentence.verdict)
    return tuple(dict.fromkeys(filter(None, says)))
