"""One sale as it is written, line by line, by a manager who does well as often as they do."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from tests.department.people import Client, Manager, material

MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
DAYS = "понедельника вторника среды четверга пятницы".split()
OPEN, CLOSE = time(9, 5), time(17, 40)
SIZES = ("3×3", "3×4", "4×5", "4×6", "6×3")


@dataclass(frozen=True, slots=True)
class Line:
    """What somebody writes, and when; `opens` the first of a day or of a thread."""

    by_manager: bool
    at: datetime
    text: str


@dataclass(slots=True)
class Talk:
    """A conversation with what is true of it: each skill done well or not, None where not due."""

    manager: Manager
    client: Client
    channel: str
    lines: list[Line] = field(default_factory=list)
    skills: dict[str, bool | None] = field(default_factory=dict)
    objection: str | None = None
    outcome: str = "silent"  # agreed, paid, lost, silent
    amount: int = 0
    thing: str = ""


class Writer:
    """Writes one conversation; the clock goes on through working days."""

    def __init__(self, talk: Talk, chance: random.Random, start: datetime, greeting: float) -> None:
        self.talk = talk
        self.chance = chance
        self.now = start
        self._greets = chance.random() < greeting
        self._rude = chance.random() >= talk.manager.tone
        self._clear = chance.random() < talk.manager.deadline
        self._quick = chance.random() < talk.manager.quick
        self._meets = chance.random() < talk.manager.objection
        talk.thing = chance.choice(material()["things"])
        talk.amount = chance.randrange(90, 480) * 1000
        self._size = chance.choice(SIZES)

    def write(self) -> Talk:
        """The whole sale."""
        talk = self.talk
        talk.skills = {"greeting": self._greets, "cta": self._clear, "tone": not self._rude,
                       "reply_time": self._quick, "objections": None}  # fmt: skip
        self._client("openings", minutes=(0, 1))
        self._first_reply()
        self._client("answers", minutes=(4, 40))
        if self.chance.random() < 0.25:
            self._uncovered()
        self._manager(self._text("offers") + " " + self._step(), minutes=(5, 25))
        if self.chance.random() < 0.6:
            self._objection()
        else:
            self._decision(0.6)
        return talk

    def _first_reply(self) -> None:
        minutes = (3, 25) if self._quick else (100, 300)
        opening = self._text("hello") + " " if self._greets else ""
        self._manager(opening + self._text("needs"), minutes=minutes)

    def _uncovered(self) -> None:
        number = self.chance.randrange(len(material()["uncovered"]))
        self._said(False, material()["uncovered"][number], (3, 20))
        self._said(True, material()["covered"][number], (4, 20))

    def _step(self) -> str:
        return self._text("clear" if self._clear else "vague")

    def _objection(self) -> None:
        talk, kinds = self.talk, material()["objections"]
        talk.objection = self.chance.choice(list(kinds))
        talk.skills["objections"] = self._meets
        self._said(False, self.chance.choice(kinds[talk.objection]), (5, 60))
        if self._meets:
            self._manager(self.chance.choice(material()["met"][talk.objection]), minutes=(5, 20))
        else:
            self._manager(self._text("unmet"), minutes=(5, 20))
        self._decision(0.55 if self._meets else 0.15)

    def _decision(self, yes: float) -> None:
        talk = self.talk
        if self._rude:
            self._manager(self._text("rude"), minutes=(5, 15))
            yes /= 2
        if self.chance.random() < yes:
            talk.outcome = "agreed"
            self._client("agreed", minutes=(10, 90))
            self._manager(self._text("thanks"), minutes=(5, 20))
            if self.chance.random() < 0.5:
                talk.outcome = "paid"
                self._next_day(2)
                self._client("paid", minutes=(0, 60))
                self._manager(self._again() + self._text("received"), minutes=(5, 20))
            return
        self._client("thinking", minutes=(10, 90))
        self._next_day(self.chance.randint(3, 6))
        self._manager(self._again() + self._text("reminders"), minutes=(0, 60))
        if self.chance.random() < 0.4:
            talk.outcome = "lost"
            self._client("refused", minutes=(20, 120))

    def _again(self) -> str:
        return self._text("hello_again") + " " if self._greets else ""

    def _client(self, kind: str, *, minutes: tuple[int, int]) -> None:
        self._said(False, self._text(kind), minutes)

    def _manager(self, text: str, *, minutes: tuple[int, int]) -> None:
        self._said(True, text, minutes)

    def _said(self, by_manager: bool, text: str, minutes: tuple[int, int]) -> None:
        self.now = working(self.now + timedelta(minutes=self.chance.randint(*minutes)))
        self.talk.lines.append(Line(by_manager, self.now, text))

    def _next_day(self, days: int) -> None:
        later = self.now.date() + timedelta(days=days)
        self.now = working(datetime.combine(later, time(10, self.chance.randrange(60))))

    def _text(self, kind: str) -> str:
        text = self.chance.choice(material()[kind])
        money = f"{self.talk.amount:,}".replace(",", " ")
        return text.format(
            name=self.talk.client.first_name, me=self.talk.manager.first_name, sum=money,
            thing=self.talk.thing, size=self._size, day=_day_in_words(self.now.date()),
        )  # fmt: skip


def working(moment: datetime) -> datetime:
    """The moment, or the opening of the next working day where the firm is closed then."""
    if moment.time() > CLOSE:
        moment = datetime.combine(moment.date() + timedelta(days=1), OPEN)
    elif moment.time() < OPEN:
        moment = datetime.combine(moment.date(), OPEN)
    while moment.weekday() > 4:
        moment = datetime.combine(moment.date() + timedelta(days=1), OPEN)
    return moment


def _day_in_words(today: date) -> str:
    """A working day three or so days on: «среды, 12 августа»."""
    day = today + timedelta(days=3)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return f"{DAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]}"


def talks(
    managers: tuple[Manager, ...], people: list[Client], *, first: date, days: int, seed: int
) -> Iterator[Talk]:
    """A talk of each client, the clients dealt out to the managers, through the period."""
    chance = random.Random(seed)
    channels = ("telegram", "telegram", "whatsapp", "whatsapp", "email")
    for number, client in enumerate(people):
        manager = managers[number % len(managers)]
        day = chance.randrange(days)
        at = datetime.combine(
            first + timedelta(days=day), time(chance.randrange(9, 16), chance.randrange(60))
        )
        early, late = manager.greeting
        greeting = early + (late - early) * day / days
        talk = Talk(manager, client, channels[number // len(managers) % len(channels)])
        yield Writer(talk, chance, working(at), greeting).write()
