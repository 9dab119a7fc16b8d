"""What comes of checking a draft: sentences with their claims, each with a verdict.

All spans are half-open and count code points of the draft's text. A sentence takes the worst verdict of its
claims: contradicted, then unfounded, then supported; `no_claim` where it claims nothing that can be looked
up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from assistant.denial import By, Denial
from assistant.model import Citation

Verdict = Literal["supported", "contradicted", "unfounded", "no_claim"]
ClaimKind = Literal[
    "figure", "unit", "place", "year", "scope", "negation", "quote", "reference", "done", "other"
]
WORST: tuple[Verdict, ...] = ("contradicted", "unfounded", "supported", "no_claim")
"""From the worst to that of a sentence without a claim; also the order in which people are told."""
WORDS: Mapping[Verdict, str] = {
    "contradicted": "与资料库不符",
    "unfounded": str(Denial(what="依据", by=By.FOUND, where="资料库里")),
    "supported": "有依据",
    "no_claim": "没有可核对的内容",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftClaim:
    """One checkable statement. `clause` is (plan, label) of the clause it was held against, None where none
    was found; `says` tells what that clause has.
    """

    kind: ClaimKind
    text: str
    verdict: Verdict
    clause: tuple[str, str] | None = None
    says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedSentence:
    start: int
    end: int
    text: str
    verdict: Verdict
    claims: tuple[DraftClaim, ...] = ()
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedDraft:
    """`sentences` in the order of the text."""

    text: str
    sentences: tuple[CheckedSentence, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Sentences by verdict, the worst first, zeros too."""
        return {v: sum(s.verdict == v for s in self.sentences) for v in WORST}


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """`no_claim` for none."""
    return min(verdicts, key=WORST.index, default="no_claim")


def as_json(draft: CheckedDraft) -> dict[str, Any]:
    return {"sentences": [asdict(sentence) for sentence in draft.sentences], "counts": draft.counts}
