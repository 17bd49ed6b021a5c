"""A store of invented talks of one week, scored by rules, for tests of plans and reviews."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from okk_text.conversation.model import Conversation, Message
from okk_text.pipeline import Pipeline
from okk_text.settings import Grammar, Settings, Team
from okk_text.store import open_store

MONDAY = datetime(2026, 11, 16, 10, 0)
WEEK = "2026-W47"
MANAGERS = ("Мария Котова", "Илья Примеров")
SETTINGS = Settings(grammar=Grammar(engine="off"), team=(Team(name="Ступень", managers=MANAGERS),))
ANSWERS = (
    "Добрый день, Пётр! Посчитали, выходит 90 000 ₽. Пришлите, пожалуйста, размеры до 15:00.",
    "Здравствуйте! Цена на сайте.",
    "Наконец-то вы соизволили ответить.",
)


def talk(number, manager):
    """A chat of that manager's: a question, an answer, thanks."""
    at = MONDAY + timedelta(hours=number)
    lines = [("Пётр", "Сколько стоит лестница?"), (manager, ANSWERS[number % len(ANSWERS)]),
             ("Пётр", f"Спасибо, отвечу к {number + 1}-му")]  # fmt: skip
    return Conversation(
        id=f"talk-{number}",
        source=f"talk-{number}.txt",
        channel="whatsapp",
        medium="chat",
        messages=tuple(
            Message(n=n, author=author, text=text, sent_at=at + timedelta(minutes=3 * n))
            for n, (author, text) in enumerate(lines, 1)
        ),
    )


def fill(store, *, talks=None, settings=SETTINGS):
    """Keep these talks scored, else twelve of the two managers by turns."""
    talks = talks or [talk(number, MANAGERS[number % 2]) for number in range(12)]
    with Pipeline(settings) as pipeline:
        for conversation in talks:
            store.put(pipeline.scorecard(store.add(conversation).conversation))
    return store


@cache
def _template():
    """A file with a filled store; scoring takes a second, once is enough."""
    folder = Path(tempfile.mkdtemp(prefix="okk-review-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with open_store("sqlite:///okk.db", folder=folder) as store:
        fill(store)
    return folder / "okk.db"


@contextmanager
def filled_store(folder):
    """A store of twelve talks in okk.db of the folder."""
    if not (folder / "okk.db").exists():
        shutil.copy(_template(), folder / "okk.db")
    with open_store("sqlite:///okk.db", folder=folder) as store:
        yield store
