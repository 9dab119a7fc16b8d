"""POST /feedback: what a person thinks of an answer to a question of theirs.

Body: `{"question": id, "verdict": "up" | "down" | "", "note": words}`; an empty verdict takes it back. The
question is in the log with its answer, its evidence, and the settings and version it was answered under. 404
where it is not theirs.
"""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, HTTPException, Request
from pydantic import BaseModel, ConfigDict, Field

from assistant.app.desk import Desk


class Judgement(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    question: int = Field(ge=1, lt=2**63)
    verdict: Literal["up", "down", ""]
    note: str = Field(default="", max_length=1000)


def feedback_routes(desk: Desk) -> APIRouter:
    router = APIRouter()

    @router.post("/feedback", status_code=204)
    def judge(said: Judgement, request: Request) -> None:
        person = desk.person(request)
        try:
            desk.assistant.library.log.judge(
                said.question, person=person.name, verdict=said.verdict, note=said.note.strip()
            )
        except KeyError:
            raise HTTPException(404, "这个回答已不在您的对话里") from None

    return router
