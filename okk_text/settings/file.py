"""okk.toml as typed settings; see README for every key."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationError, field_validator

from okk_text.conversation.model import Conversation, Frozen
from okk_text.errors import SettingsError
from okk_text.language import Language, say
from okk_text.mistakes import told
from okk_text.settings.crm import Crm
from okk_text.settings.llm import Llm, Privacy
from okk_text.settings.review import Review, Sampling
from okk_text.settings.schedule import Norms, WorkingHours
from okk_text.settings.team import Team


class Grammar(Frozen):
    """Which grammar engine to use; `url` is a LanguageTool server of one's own."""

    engine: Literal["auto", "languagetool", "embedded", "off"] = "auto"
    url: str | None = None


class Store(Frozen):
    """Where scorecards are kept."""

    url: str


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
    privacy: Privacy = Privacy()
    store: Store | None = None
    sampling: Sampling = Sampling()
    review: Review = Review()
    crm: Crm = Crm()
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
