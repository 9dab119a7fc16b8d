"""The log of what was asked: questions with their answers, what readers think of them, and each person's
conversations.

The log itself names nobody: who asked is known only by the conversation a question stands in. When a person
deletes a conversation its questions go with it, but for those somebody has judged: they stay for whoever
looks after the library, under no name.

It writes to the database of the library, which it is reached by (`Library.log`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, or_, select, update

from ingest.store.database import Transaction, now
from ingest.store.rows import ConversationRow, ExchangeRow, FeedbackRow, QuestionRow
from ingest.store.tables import CIRCUMSTANCES, CONVERSATIONS, EXCHANGES, FEEDBACK, QUESTIONS

_LONGEST_SEARCH, _MOST_WORDS = 200, 10
"""Characters and words of what is searched for; the rest is not looked at."""


class QuestionLog:
    """May be shared by threads and processes, as the library it belongs to."""

    def __init__(self, reading: Transaction, writing: Transaction) -> None:
        self._reading = reading
        self._writing = writing

    def add(
        self, question: str, *, status: str, engine: str, took_ms: int, answer: str, made_with: str = "{}"
    ) -> int:
        """Append a question and return its id; `answer` is the answer as JSON, `made_with` the settings and
        versions as JSON.
        """
        entry = {
            "question": question,
            "status": status,
            "engine": engine,
            "took_ms": took_ms,
            "answer": answer,
        }
        with self._writing() as db:
            id_ = _new_id(db.execute(insert(QUESTIONS).values(asked=now(), **entry)).inserted_primary_key)
            db.execute(insert(CIRCUMSTANCES).values(question=id_, made_with=made_with))
            return id_

    def questions(self, limit: int = 100) -> tuple[QuestionRow, ...]:
        """The latest entries, newest first."""
        with self._reading() as db:
            rows = db.execute(select(QUESTIONS).order_by(QUESTIONS.c.id.desc()).limit(limit)).all()
        return tuple(QuestionRow(*row) for row in rows)

    def made_with(self, question: int) -> str:
        """The settings and versions a question was answered under, as JSON; "{}" where they were not kept."""
        query = select(CIRCUMSTANCES.c.made_with).where(CIRCUMSTANCES.c.question == question)
        with self._reading() as db:
            return db.scalar(query) or "{}"

    def judge(self, question: int, *, person: str, verdict: str, note: str = "") -> None:
        """Set what `person` thinks of an answer to a question of theirs in place of what they said before.

        An empty verdict takes it back. Raises KeyError where the question stands in no conversation of
        theirs.
        """
        with self._writing() as db:
            if not db.scalar(_asked_by(question, person)):
                raise KeyError(question)
            db.execute(delete(FEEDBACK).where(FEEDBACK.c.question == question))
            if verdict:
                entry = {"given": now(), "question": question, "verdict": verdict, "note": note}
                db.execute(insert(FEEDBACK).values(**entry))

    def feedback(self, limit: int = 100) -> tuple[FeedbackRow, ...]:
        """The latest feedback, newest first."""
        with self._reading() as db:
            rows = db.execute(select(FEEDBACK).order_by(FEEDBACK.c.id.desc()).limit(limit)).all()
        return tuple(FeedbackRow(*row) for row in rows)

    def keep(
        self,
        conversation: int | None,
        *,
        person: str,
        question: int,
        said: str,
        without: Sequence[str] = (),
        instead_of: Sequence[int] = (),
    ) -> int:
        """Put a logged question into a conversation of `person`: where the first of the questions
        `instead_of` stands, which all go, else at its end.

        What another page has put there meanwhile is named by nobody and stays. Without a conversation a new
        one is begun, titled by the question. Returns its id. Raises KeyError where it is not theirs.
        """
        with self._writing() as db:
            place = 0
            if conversation is None:
                title = db.scalar(select(QUESTIONS.c.question).where(QUESTIONS.c.id == question)) or ""
                begun = insert(CONVERSATIONS).values(person=person, title=title, started=now(), touched=now())
                conversation = _new_id(db.execute(begun).inserted_primary_key)
            else:
                _check_owner(db, conversation, person)
                # Written first: whoever else adds to it waits here, so that no two take the same place.
                mine = CONVERSATIONS.c.id == conversation
                db.execute(update(CONVERSATIONS).where(mine).values(touched=now()))
                place = _cleared(db, conversation, instead_of)
            db.execute(
                insert(EXCHANGES).values(
                    conversation=conversation,
                    place=place,
                    question=question,
                    said=said,
                    without=json.dumps(list(without), ensure_ascii=False),
                )
            )
            return conversation

    def conversations(
        self, person: str, containing: str = "", limit: int = 200
    ) -> tuple[ConversationRow, ...]:
        """A person's conversations, the latest first; `containing` are words of a question or of an answer in
        it.
        """
        held = CONVERSATIONS.c
        count = select(func.count()).where(EXCHANGES.c.conversation == held.id).scalar_subquery()
        query = select(held.id, held.title, held.started, held.touched, count).where(held.person == person)
        for word in containing[:_LONGEST_SEARCH].split()[:_MOST_WORDS]:
            said = (
                select(EXCHANGES.c.conversation)
                .join(QUESTIONS, QUESTIONS.c.id == EXCHANGES.c.question)
                .where(
                    or_(
                        QUESTIONS.c.question.contains(word, autoescape=True),
                        EXCHANGES.c.said.contains(word, autoescape=True),
                    )
                )
            )
            query = query.where(held.id.in_(said))
        with self._reading() as db:
            rows = db.execute(query.order_by(held.touched.desc(), held.id.desc()).limit(limit)).all()
        return tuple(ConversationRow(*row) for row in rows)

    def exchanges(self, conversation: int, *, person: str) -> tuple[ExchangeRow, ...]:
        """What was asked and answered in it, in order. Raises KeyError where it is not theirs."""
        query = (
            select(QUESTIONS.c.id, QUESTIONS.c.question, QUESTIONS.c.answer, EXCHANGES.c.without)
            .join(EXCHANGES, EXCHANGES.c.question == QUESTIONS.c.id)
            .where(EXCHANGES.c.conversation == conversation)
            .order_by(EXCHANGES.c.place)
        )
        with self._reading() as db:
            _check_owner(db, conversation, person)
            rows = db.execute(query).all()
            judged = FEEDBACK.c.question.in_([row.id for row in rows])
            given = {r.question: r.verdict for r in db.execute(select(FEEDBACK).where(judged))}
        return tuple(
            ExchangeRow(row.id, row.question, row.answer, tuple(json.loads(row.without)), given.get(row.id))
            for row in rows
        )

    def forget(self, conversation: int, *, person: str) -> None:
        """Delete a conversation with its questions; judged ones stay in the log. Raises KeyError where it is
        not theirs.
        """
        with self._writing() as db:
            _check_owner(db, conversation, person)
            _drop(db, EXCHANGES.c.conversation == conversation)
            db.execute(delete(CONVERSATIONS).where(CONVERSATIONS.c.id == conversation))

    def forget_person(self, person: str) -> int:
        """Delete all conversations of `person`, as `forget` does each; how many there were."""
        with self._writing() as db:
            held = list(db.scalars(select(CONVERSATIONS.c.id).where(CONVERSATIONS.c.person == person)))
            for conversation in held:
                _drop(db, EXCHANGES.c.conversation == conversation)
            db.execute(delete(CONVERSATIONS).where(CONVERSATIONS.c.person == person))
            return len(held)


def _new_id(key: Any | None) -> int:
    assert key is not None, "one row was inserted"
    return int(key[0])


def _asked_by(question: int, person: str) -> Any:
    return (
        select(EXCHANGES.c.question)
        .join(CONVERSATIONS, CONVERSATIONS.c.id == EXCHANGES.c.conversation)
        .where(EXCHANGES.c.question == question, CONVERSATIONS.c.person == person)
    )


def _check_owner(db: Connection, conversation: int, person: str) -> None:
    if db.scalar(select(CONVERSATIONS.c.person).where(CONVERSATIONS.c.id == conversation)) != person:
        raise KeyError(conversation)


def _cleared(db: Connection, conversation: int, questions: Sequence[int]) -> int:
    """The first place of these questions, which are dropped; where none of them is left, the one after the
    last.
    """
    held = EXCHANGES.c.conversation == conversation
    found = held & EXCHANGES.c.question.in_(questions)
    first = db.scalar(select(func.min(EXCHANGES.c.place)).where(found))
    if first is not None:
        _drop(db, found)
        return int(first)
    last = db.scalar(select(func.max(EXCHANGES.c.place)).where(held))
    return 0 if last is None else int(last) + 1


def _drop(db: Connection, gone: ColumnElement[bool]) -> None:
    """Drop exchanges, and their questions where nobody has judged them."""
    asked = list(db.scalars(select(EXCHANGES.c.question).where(gone)))
    db.execute(delete(EXCHANGES).where(gone))
    judged = set(db.scalars(select(FEEDBACK.c.question).where(FEEDBACK.c.question.in_(asked))))
    db.execute(delete(QUESTIONS).where(QUESTIONS.c.id.in_([q for q in asked if q not in judged])))
