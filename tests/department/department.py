"""The department in a folder: exports, deals, okk.toml and what is true of all that."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from tests.department.exports import write_deals, write_exports
from tests.department.people import FIRM, MANAGERS, TEAMS, clients
from tests.department.talk import Talk, talks

FIRST, DAYS = date(2026, 7, 1), 80  # talks begin on these days; all end within the quarter
END = date(2026, 10, 1)
PERIOD = "2026-Q3"


@dataclass(frozen=True, slots=True)
class Department:
    """The talks of the quarter, and where they were written."""

    folder: Path
    talks: tuple[Talk, ...]
    wrong_deals: dict[str, int]

    def shares(self, skill: str) -> dict[str, float]:
        """How often each manager did well where the skill was due."""
        good: dict[str, Counter[bool]] = defaultdict(Counter)
        for talk in self.talks:
            done = talk.skills[skill]
            if done is not None:
                good[talk.manager.name][done] += 1
        return {name: count[True] / count.total() for name, count in good.items()}

    def clients_of(self, manager: str) -> set[str]:
        """The names of the manager's clients."""
        return {talk.client.name for talk in self.talks if talk.manager.name == manager}


def write_department(
    folder: Path, *, conversations: int = 320, seed: int = 1, until: date = END, settings: str = ""
) -> Department:
    """Write the quarter as it looked on the day `until`; `settings` goes to the end of okk.toml.

    The same seed gives the same files, byte for byte.
    """
    people = clients(conversations, random.Random(seed))
    made = tuple(talks(MANAGERS, people, first=FIRST, days=DAYS, seed=seed))
    folder.mkdir(parents=True, exist_ok=True)
    midnight = datetime.combine(until, datetime.min.time())
    write_exports(folder / "exports", made, until=midnight)
    wrong = write_deals(folder / "deals.csv", made, today=END + timedelta(days=1), seed=seed)
    (folder / "okk.toml").write_text(_okk_toml() + settings, encoding="utf-8")
    return Department(folder, made, wrong)


def _okk_toml() -> str:
    teams = "".join(
        f'[[team]]\nname = "{team}"\n'
        + "managers = ["
        + ", ".join(f'"{who}"' for m in MANAGERS if m.team == team for who in (m.name, m.address))
        + "]\n[team.signature]\nfields = ['full_name', 'position', 'company', 'phone']\n"
        f'company = "ООО «{FIRM}»"\n\n'
        for team in TEAMS
    )
    return (
        'language = "ru"\ntimezone = "Europe/Moscow"\n\n[norms]\nfirst_reply = "30m"\n\n'
        '[grammar]\nengine = "off"\n\n[store]\nurl = "sqlite:///okk.db"\n\n' + teams
    )
