"""okk.toml as typed settings; see README for every key."""

from __future__ import annotations

import re
import tomllib
from datetime import date, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, ValidationError, field_validator

from okk_text.conversation.model import Conversation, Frozen
from okk_text.errors import SettingsError
from okk_text.language import Language, say
from okk_text.mistakes import told

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def duration(text: object) -> object:
    """`30m`, `4h`, `1d`, `2w` as a timedelta."""
    if isinstance(text, str):
        match = re.fullmatch(r"(\d+)\s*([mhdw])", text.strip())
        if not match:
            raise ValueError(say("срок, например 30m, 4h, 1d", "a time such as 30m, 4h or 1d"))
        return timedelta(**{UNITS[match[2]]: int(match[1])})
    return text


Duration = Annotated[timedelta, BeforeValidator(duration)]


class WorkingHours(Frozen):
    """When the department works: `days` such as mon-fri or mon,wed,fri; `hours` such as 09:00-18:00."""

    days: str = "mon-fri"
    hours: str = "09:00-18:00"
    country: str = "RU"  # whose public holidays are off

    @field_validator("days")
    @classmethod
    def _known_days(cls, days: str) -> str:
        _weekdays(days)
        return days

    @field_validator("hours")
    @classmethod
    def _known_hours(cls, hours: str) -> str:
        start, end = _clock_times(hours)
        if start >= end:
            raise ValueError(say("конец раньше начала", "hours must run forward"))
        return hours

    @field_validator("country")
    @classmethod
    def _known_country(cls, country: str) -> str:
        if country != "RU":
            from holidays import list_supported_countries

            if country not in list_supported_countries():
                raise ValueError(
                    say("код страны, как RU или KZ", "a country's code such as RU or KZ")
                )
        return country

    @cached_property
    def weekdays(self) -> frozenset[int]:
        """Working days as numbers, Monday is 0."""
        return frozenset(_weekdays(self.days))

    @cached_property
    def clock(self) -> tuple[time, time]:
        """Start and end of the working day."""
        return _clock_times(self.hours)


class Norms(Frozen):
    """The firm's own regulation; None: there is none."""

    first_reply: Duration | None = None
    proposal_after: Duration | None = None
    follow_up_after: Duration | None = None


class Grammar(Frozen):
    """Which grammar engine to use; `url` is a LanguageTool server of one's own."""

    engine: Literal["auto", "languagetool", "embedded", "off"] = "auto"
    url: str | None = None


class Llm(Frozen):
    """The model behind the judge; the key comes from OPENAI_API_KEY."""

    base_url: str
    model: str


class Store(Frozen):
    """Where scorecards are kept."""

    url: str


class SignatureStandard(Frozen):
    """What a manager's signature must hold; the values where they are the same for the whole team."""

    fields: tuple[
        Literal["full_name", "position", "company", "phone", "email", "site", "address"], ...
    ] = ()
    company: str | None = None
    position: str | None = None
    phone: str | None = None
    email: str | None = None
    site: str | None = None
    address: str | None = None


class Team(Frozen):
    """One sales department. `managers` stand here as in the exports: addresses, names, phones."""

    name: str
    managers: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    rubric: str | None = None
    contacts: str | None = None
    script: str | None = None
    facts: str | None = None
    signature: SignatureStandard | None = None

    @cached_property
    def manager_keys(self) -> frozenset[str]:
        """The managers folded by `author_key`."""
        return frozenset(map(author_key, self.managers))

    def includes(self, author: str, address: str | None = None) -> bool:
        """Whether this author, address or phone belongs to the team."""
        if address and address.rpartition("@")[2].casefold() in self._domain_keys:
            return True
        keys = {author_key(author)} | ({author_key(address)} if address else set())
        return bool(keys & self.manager_keys)

    @cached_property
    def _domain_keys(self) -> frozenset[str]:
        return frozenset(domain.casefold().lstrip("@") for domain in self.domains)


class AcceptedException(Frozen):
    """A finding that the department accepts: everything given must be so; the reason is a must.

    `excerpt` are the words found; `author` as in exports; `until` the last day it holds.
    """

    criterion: str
    reason: str = Field(min_length=3)
    excerpt: str | None = None
    author: str | None = None
    conversation: str | None = None
    n: int | None = None
    until: date | None = None
    by: str | None = None


class Settings(Frozen):
    """All of okk.toml; every key may be left out."""

    language: Language = "ru"
    rubric: str = "default"
    timezone: str | None = None
    words: tuple[str, ...] = ()
    working_hours: WorkingHours = WorkingHours()
    norms: Norms = Norms()
    grammar: Grammar = Grammar()
    llm: Llm | None = None
    store: Store | None = None
    team: tuple[Team, ...] = Field(default=())
    exception: tuple[AcceptedException, ...] = Field(default=())
    folder: Path = Path()  # relative paths in okk.toml start here

    @field_validator("timezone")
    @classmethod
    def _known_timezone(cls, name: str | None) -> str | None:
        if name is not None:
            try:
                ZoneInfo(name)
            except (KeyError, ValueError, OSError) as error:
                raise ValueError(
                    say("часовой пояс, например Europe/Moscow", "a time zone such as Europe/Moscow")
                ) from error
        return name

    def team_by_author(self, author: str, address: str | None = None) -> Team | None:
        """The first team that includes this author."""
        return next((team for team in self.team if team.includes(author, address)), None)

    def team_of(self, conversation: Conversation) -> Team | None:
        """The team of the conversation's first manager that belongs to one."""
        for message in conversation.messages:
            if message.role == "manager":
                team = self.team_by_author(message.author, message.address)
                if team:
                    return team
        return None


def author_key(author: str) -> str:
    """An author's name, address or phone folded for comparison; a phone becomes its last ten digits."""
    text = re.sub(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u200b]", "", author)
    text = re.sub(r"\s+", " ", text).strip().casefold().replace("ё", "е").removeprefix("~ ")
    address = re.search(r"[\w.+-]+@[\w.-]+", text)
    if address:
        return address.group()
    digits = re.sub(r"\D", "", text)
    if len(digits) >= 10 and not re.search(r"[^\W\d]", text):
        return digits[-10:]
    return text


def load_settings(path: Path | None) -> Settings:
    """Settings from the file, or from okk.toml in the current folder, or the defaults.

    Raises SettingsError that names the file and, where known, the key.
    """
    if path is None:
        path = Path("okk.toml")
        if not path.exists():
            return Settings()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _unread(path, error) from error
    try:
        if "folder" in table:  # not a key: the place of the file
            raise _unknown_key(path, "folder")
        return Settings(**table, folder=path.parent)
    except ValidationError as error:
        raise _settings_error(path, error) from error


def _unread(path: Path, error: Exception) -> SettingsError:
    problem = say(f"это не TOML: {error}", f"not TOML: {error}")
    advice = say("Исправьте указанную строку.", "Mend the line named above.")
    if isinstance(error, FileNotFoundError):
        problem = say("нет такого файла", "no such file")
        advice = say("Проверьте путь после --settings.", "Check the path after --settings.")
    elif isinstance(error, OSError):
        problem = say("настройки не читаются", "the settings cannot be read")
        advice = say("Нужен файл, открытый для чтения.", "It must be a file that may be read.")
    elif isinstance(error, UnicodeDecodeError):
        problem = say("файл не в UTF-8", "the file is not UTF-8")
        advice = say("Сохраните его в кодировке UTF-8.", "Save it as UTF-8.")
    return SettingsError(problem, where=str(path), advice=advice)


def _settings_error(path: Path, error: ValidationError) -> SettingsError:
    """The first mistake, by its key."""
    first = error.errors()[0]
    key, problem = ".".join(map(str, first["loc"])), told(first)
    if first["type"] == "extra_forbidden":
        return _unknown_key(path, key)
    return _mistake(path, say(f"ключ «{key}»: {problem}", f"key '{key}': {problem}"))


def _unknown_key(path: Path, key: str) -> SettingsError:
    return _mistake(path, say(f"неизвестный ключ «{key}»", f"unknown key '{key}'"))


def _mistake(path: Path, problem: str) -> SettingsError:
    advice = say(
        "Все ключи описаны в README, раздел «okk.toml».", "README lists every key: okk.toml."
    )
    return SettingsError(problem, where=str(path), advice=advice)


def _weekdays(text: str) -> list[int]:
    days: list[int] = []
    for part in text.replace(" ", "").casefold().split(","):
        first, _, last = part.partition("-")
        if first not in WEEKDAYS or (last or first) not in WEEKDAYS:
            raise ValueError(say("дни, например mon-fri", "days such as mon-fri or mon,wed,sat"))
        start, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
        days += [day % 7 for day in range(start, end + 1 if end >= start else end + 8)]
    return days


def _clock_times(text: str) -> tuple[time, time]:
    match = re.fullmatch(r"\s*(\d{1,2}):(\d\d)\s*[-–]\s*(\d{1,2}):(\d\d)\s*", text)
    if not match:
        raise ValueError(say("часы, например 09:00-18:00", "hours such as 09:00-18:00"))
    return time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4]))
