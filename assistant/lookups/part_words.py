"""What people call the parts of roles, in listings, briefings and the words of refusals."""

from __future__ import annotations

from collections.abc import Mapping

from ingest.model import Part

PART_WORDS: Mapping[Part, str] = {
    "lead": "牵头",
    "responsible": "负责",
    "support": "配合",
    "oversight": "督办",
    "leader": "分管、包保",
}
