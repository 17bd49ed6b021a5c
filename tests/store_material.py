"""Invented conversations for tests of the store, and what a store holds, to be compared."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from sqlalchemy import select, text

from okk_text.conversation.model import Conversation, Message, Participant
from okk_text.results import RubricStamp, Scorecard, Total
from okk_text.store.schema import metadata

START = datetime(2026, 3, 2, 10, 0)
WORDS = "дверь окно лестница срок цена замер доставка договор завтра счёт макет образец".split()


def message(n, author, words, *, minute=None, **fields):
    """Message `n`; without a minute, messages stand two minutes apart."""
    at = START + timedelta(minutes=2 * n if minute is None else minute)
    return Message(**{"n": n, "author": author, "text": words, "sent_at": at} | fields)


def chat(*lines, name="chat-1", channel="whatsapp", **fields):
    """A chat of lines "author: text"; a Message stands as it is."""
    messages = tuple(
        line if isinstance(line, Message) else message(n, *line.split(": ", 1))
        for n, line in enumerate(lines, 1)
    )
    given = {"source": f"{name}.txt", "medium": "chat", "messages": messages}
    return Conversation(**{"id": name, "channel": channel} | given | fields)


def window(conversation, start, end, **fields):
    """An export of messages `start` up to, not including, `end`, numbered from 1."""
    shown = conversation.messages[start:end]
    numbered = tuple(m.model_copy(update={"n": n}) for n, m in enumerate(shown, 1))
    return conversation.model_copy(update={"messages": numbered, **fields})


def edited(conversation, n, words, **fields):
    """The conversation with other words in message `n`."""
    messages = tuple(
        m.model_copy(update={"text": words, **fields}) if m.n == n else m
        for m in conversation.messages
    )
    return conversation.model_copy(update={"messages": messages})


def archive(count, *, seed=0):
    """That many invented chats of 2 to 8 messages."""
    chance = random.Random(seed)
    for number in range(count):
        lines = [
            f"{chance.choice(('Мария Котова', f'Клиент {number}'))}: {' '.join(chance.choices(WORDS, k=6))}"
            for _ in range(chance.randint(2, 8))
        ]
        yield chat(*lines, name=f"chat-{number}")


def scorecard(conversation, *, manager="Мария Котова", team="Ступень", score=80.0):
    """A scorecard of the conversation, roles given."""
    roles = {
        m.author: "manager" if m.author == manager else "client" for m in conversation.messages
    }
    messages = tuple(m.model_copy(update={"role": roles[m.author]}) for m in conversation.messages)
    people = tuple(Participant(author=author, role=role) for author, role in roles.items())
    return Scorecard(
        conversation=conversation.model_copy(update={"messages": messages, "participants": people}),
        team=team,
        rubric=RubricStamp(name="default", version="1", sha256="0" * 64),
        total=Total(score=score, coverage=1.0),
        messages={m.n: Total(score=score, coverage=1.0) for m in messages if m.role == "manager"},
        scores=(),
        findings=(),
        facts={"unanswered_at_end": False},
    )


def content(store):
    """What the store holds of conversations: for each its names and its messages, in any order."""
    tables = metadata.tables
    with store._database.reading() as connection:
        held = []
        for row in connection.execute(select(tables["conversations"])):
            names = connection.execute(
                select(tables["aliases"].c.id).where(tables["aliases"].c.conversation == row.key)
            ).scalars()
            messages = connection.execute(
                select(tables["messages"])
                .where(tables["messages"].c.conversation == row.key)
                .where(tables["messages"].c.n.is_not(None))
                .order_by(tables["messages"].c.n)
            ).all()
            lines = [(m.n, m.export_id, m.author, m.sent_at, m.text, m.rest) for m in messages]
            assert row.messages == len(lines)
            held.append((sorted(names), lines))
    return sorted(held)


def row_counts(store):
    """How many rows each table has."""
    with store._database.reading() as connection:
        return {
            name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar()
            for name in metadata.tables
        }
