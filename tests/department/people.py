"""Who works in the made-up department, what each is good at, and who their clients are."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FIRM = "Кров и сад"


@dataclass(frozen=True, slots=True)
class Manager:
    """How often a manager does well, as shares; `greeting` at the quarter's beginning and end."""

    name: str
    team: str
    address: str
    phone: str
    greeting: tuple[float, float]
    deadline: float
    tone: float
    quick: float
    objection: float

    @property
    def first_name(self) -> str:
        return self.name.split()[0]


@dataclass(frozen=True, slots=True)
class Client:
    """Somebody who asks; every client writes to one manager in one channel."""

    name: str
    phone: str
    address: str
    number: int

    @property
    def first_name(self) -> str:
        return self.name.split()[0]


MANAGERS = (
    Manager("Лариса Вешнякова", "Частные дома", "l.veshnyakova@krov.example.com", "+7 900 000-01-01",
            greeting=(0.97, 0.97), deadline=0.92, tone=1.0, quick=0.95, objection=0.2),
    Manager("Тимур Галимов", "Частные дома", "t.galimov@krov.example.com", "+7 900 000-01-02",
            greeting=(0.1, 0.8), deadline=0.92, tone=1.0, quick=0.95, objection=0.9),
    Manager("Ефим Скворцов", "Базы отдыха", "e.skvortsov@krov.example.com", "+7 900 000-01-03",
            greeting=(0.95, 0.95), deadline=0.2, tone=1.0, quick=0.25, objection=0.85),
    Manager("Злата Королькова", "Базы отдыха", "z.korolkova@krov.example.com", "+7 900 000-01-04",
            greeting=(0.95, 0.95), deadline=0.9, tone=0.45, quick=0.9, objection=0.8),
)  # fmt: skip

TEAMS = tuple(dict.fromkeys(manager.team for manager in MANAGERS))

# Who stands out: the figure of the one named is the lowest of the four.
WEAKEST = {
    "greeting": "Тимур Галимов",
    "cta": "Ефим Скворцов",
    "tone": "Злата Королькова",
    "reply_time": "Ефим Скворцов",
    "objections": "Лариса Вешнякова",
}


@cache
def material() -> dict[str, Any]:
    """What they write."""
    path = Path(__file__).with_name("material.yaml")
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def clients(count: int, chance: random.Random) -> list[Client]:
    """That many clients, no two of one name."""
    first, last = material()["first_names"], material()["surnames"]
    names = [
        f"{given} {surname}{'а' if sex == 'f' else ''}"
        for given, sex in first.items()
        for surname in last
    ]
    chance.shuffle(names)
    return [
        Client(name, f"+7 901 {n // 10000:03d}-{n // 100 % 100:02d}-{n % 100:02d}",
               f"client{n}@mail{n % 7}.example.com", n)
        for n, name in enumerate(names[:count], 1)
    ]  # fmt: skip
