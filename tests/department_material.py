"""An invented quarter of scorecards for the reports: two teams, four managers, ups and downs."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from okk_text.conversation.model import Conversation, Message, Participant, Span
from okk_text.results import Finding, Rewrite, RubricStamp, Score, Scorecard, Total

TEAMS = {
    "Лестницы": ("Мария Котова", "Антон Белов"),
    "Двери": ("Лидия Осокина", "Фёдор Рыжов"),
}
SKILL = {"Мария Котова": 0.9, "Антон Белов": 0.75, "Лидия Осокина": 0.8, "Фёдор Рыжов": 0.5}
CLIENTS = ("Ольга", "Пётр", "Инна", "Глеб", "Ирина", "Савва")
ASKS = ("Здравствуйте, сколько стоит {}?", "Нужен {} к лету, успеете?", "А доставка {} входит?")
GOODS = "дубовый марш|дверь из массива|замер|козырёк|поручень".split("|")
DEAR = ("Дороговато, у соседей дешевле", "Пока думаем, вернусь позже", "Муж решает, спрошу его")
STAMP = RubricStamp(name="default", version="1", sha256="0" * 64)
WORDY = "На сегодняшний день стоимость данного изделия составляет 90 000 ₽."
SHORT = "Изделие стоит 90 000 ₽."


def quarter(count, *, seed=1, first=datetime(2026, 4, 1), days=182):
    """That many scorecards from `first` on: the quarter and the one before it by default."""
    chance = random.Random(seed)
    people = [(team, name) for team, names in TEAMS.items() for name in names]
    for number in range(count):
        team, manager = chance.choice(people)
        at = first + timedelta(days=number * days / count)
        at = at.replace(hour=9 + number % 8, minute=number % 60)
        yield scorecard(f"chat-{number}", chance, team=team, manager=manager, at=at)


def scorecard(name, chance, *, team, manager, at):
    """One scored chat."""
    skill = SKILL[manager] + (0.1 if at.month > 7 else 0)
    client = chance.choice(CLIENTS)
    wait = timedelta(minutes=int(chance.expovariate(1 / 50)))
    greets, asks, terse = (chance.random() < skill for _ in range(3))
    reply = f"Добрый день, {client}! " if greets else ""
    reply += SHORT if terse else WORDY
    reply += " Пришлите, пожалуйста, размеры до пятницы." if asks else " Ждём."
    lines = [
        (client, chance.choice(ASKS).format(chance.choice(GOODS)), at, "client"),
        (manager, reply, at + wait, "manager"),
        (client, chance.choice((*DEAR, "Хорошо, спасибо")), at + wait * 2, "client"),
    ]
    if chance.random() < 0.7:
        lines.append((manager, "Понимаю. Дуб держит цену, есть вариант из сосны за 60 000 ₽. Посчитать к четвергу?", at + wait * 3 + timedelta(days=1), "manager"))  # fmt: skip
    messages = tuple(
        Message(n=n, author=author, text=text, sent_at=moment, role=role)
        for n, (author, text, moment, role) in enumerate(lines, 1)
    )
    return _scored(name, messages, chance, team=team, flags=(greets, asks, terse))


def _scored(name, messages, chance, *, team, flags):
    greets, asks, terse = flags
    answered = len(messages) == 4
    scores = [
        Score(criterion="greeting", n=2, label="named" if greets else "missing", value=float(greets), weight=10),
        Score(criterion="cta", n=2, label="clear" if asks else "missing", value=float(asks), weight=10, by="llm" if chance.random() < 0.6 else "rule"),
        Score(criterion="wordiness", n=2, label="ok" if terse else "faults", value=1.0 if terse else 0.4, weight=5),
        Score(criterion="tone", n=2, label="ok", value=1.0, weight=12) if chance.random() < 0.8
        else Score(criterion="tone", n=2, label="not_assessed", value=None, weight=12, reason="модель молчит"),
        Score(criterion="unanswered", n=None, label="answered" if answered else "unanswered", value=float(answered), weight=8),
    ]  # fmt: skip
    return Scorecard(
        conversation=_conversation(name, messages),
        team=team,
        rubric=STAMP,
        total=Total(score=80.0, coverage=1.0),
        messages={2: Total(score=80.0, coverage=1.0)},
        scores=tuple(scores),
        findings=tuple(_findings(messages[1].text, greets=greets, asks=asks, terse=terse)),
        facts=_facts(messages, chance, answered=answered),
        rewrites=() if greets else (Rewrite(n=2, text=f"Добрый день, {messages[0].author}! {SHORT}", by="rule"),),
    )  # fmt: skip


def _conversation(name, messages):
    roles = {message.author: message.role for message in messages}
    return Conversation(
        id=name,
        source=f"{name}.txt",
        channel="whatsapp",
        medium="chat",
        messages=messages,
        participants=tuple(
            Participant(author=author, role=role, full_name=author)
            for author, role in roles.items()
        ),
    )


def _findings(text, *, greets, asks, terse):
    if not greets:
        yield Finding(criterion="greeting", check="greeting", n=2, span=None, note="Начните с «Добрый день» и имени клиента.")  # fmt: skip
    if not asks:
        yield Finding(criterion="cta", check="cta", n=2, span=Span(start=text.index("Ждём."), end=len(text)), note="Напишите, что сделать и к какому сроку.")  # fmt: skip
    if not terse:
        for words, fix in (
            ("На сегодняшний день ", ""),
            ("стоимость данного изделия составляет", "изделие стоит"),
        ):
            start = text.index(words)
            yield Finding(criterion="wordiness", check="wordiness", n=2, span=Span(start=start, end=start + len(words)), note="Это можно убрать: смысл останется.", fix=fix, severity="hint")  # fmt: skip


def _facts(messages, chance, *, answered):
    doubts = messages[2].text in DEAR
    kind = chance.choice(("price", "price", "timing", "authority"))
    handled = chance.choice(("full", "partial", "not_assessed")) if answered else "none"
    proposal = 4 if answered else None
    return {
        "unanswered_at_end": not answered,
        "objections": [{"n": 3, "kind": kind, "handled": handled, "answer_n": proposal}] if doubts else [],
        "deal_stage_by_text": chance.choice(("new", "proposal", "objection", "agreed", "paid", "lost")),
        "proposal_sent_n": proposal,
        "proposal_follow_up": chance.choice(("yes", "no", "na")) if proposal else "na",
        "promises": [{"n": 4, "who": "manager", "what": "расчёт", "due": None, "state": chance.choice(("kept", "kept", "late", "open")), "excerpt": ""}] if answered else [],
    }  # fmt: skip
