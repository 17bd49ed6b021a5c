"""Who is who: manager, client, bot or system line, and how each is called."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path

from okk_text.conversation.model import Conversation, Message, Participant, Role
from okk_text.errors import SettingsError
from okk_text.language import say
from okk_text.people.introductions import introduction
from okk_text.people.names import NameParts, fold, name_parts, same_given
from okk_text.people.role_guess import Author, corporate_domain, guessed_managers
from okk_text.settings import Settings, Team, author_key

_OPENING = 500  # characters: who is a machine says so at once
_AUTOMATIC = re.compile(
    r"(?<!не )это (?:[-–—] )?(?:автоответ|автоматическ(?:ое|ий) (?:сообщение|ответ))"
    r"|^\W{0,5}(?:автоответ(?:чик)?\b|автоматическ(?:ое|ий) (?:сообщение|ответ))|отвечает автоответчик"
    r"|(?:сообщение|ответ|письмо) (?:отправлен|сформирован|создан)о? автоматически"
    r"|вас приветствует (?:чат-?)?бот|\bя (?:[-–—] )?(?:чат-?бот|бот|виртуальный (?:помощник|ассистент))\b"
    r"|this is an? auto(?:mated|matic)?[ -]?(?:message|reply|response)|^\W{0,5}auto(?:mated|matic)?[ -]?(?:reply|response)\b"
    r"|i(?:['’]m| am) (?:a|the|your) (?:chat ?bot|bot|virtual assistant)",
    re.IGNORECASE | re.MULTILINE,
)
_BOT_NAME = re.compile(
    r"\b(?:чат-?)?бот\b|\bробот\b|\bcrm\b|\brobot\b|(?<![^\W_])bot\b|(?-i:[a-z]Bot)\b|уведомлени|notification"
    r"|no-?reply",
    re.IGNORECASE,
)


def with_roles(conversation: Conversation, settings: Settings) -> Conversation:
    """The conversation with a role for every message and with its participants.

    okk.toml decides; what it leaves open is guessed, and participants and `notes` say so. A letter
    between managers becomes `internal`.
    """
    managers, guessed = _managers(conversation, settings)
    messages = tuple(
        message.model_copy(update={"role": _role(message, conversation, managers)})
        for message in conversation.messages
    )
    staff = _Staff(settings, managers)
    messages = tuple(
        message.model_copy(update={"internal": True}) if staff.wrote_to_staff(message) else message
        for message in messages
    )
    known = conversation.model_copy(update={"messages": messages})
    participants = _participants(known, settings, staff=staff, guessed=guessed)
    notes = conversation.notes + ((_guess_note(managers),) if guessed else ())
    return known.model_copy(update={"participants": participants, "notes": notes})


def contested_managers(settings: Settings) -> list[str]:
    """A note for every manager whom okk.toml puts into two teams: the first one wins."""
    first: dict[str, str] = {}
    notes = []
    for team in settings.team:
        for manager in team.managers:
            before = first.setdefault(author_key(manager), team.name)
            if before != team.name:
                notes.append(
                    say(
                        f"{manager} в двух командах: {before} и {team.name}; считаем в первой",
                        f"{manager} is in two teams: {before} and {team.name}; the first counts",
                    )
                )
    return notes


def _managers(conversation: Conversation, settings: Settings) -> tuple[frozenset[Author], bool]:
    """The authors who are managers, and whether that is a guess."""
    people = [m for m in conversation.messages if m.role not in ("system", "bot") and not m.auto]
    listed = {
        (message.author, message.address)
        for message in people
        if settings.team_by_author(message.author, message.address)
    }
    stated = {(m.author, m.address) for m in people if m.role == "manager"}
    if listed or stated or not people or all(message.role for message in people):
        return frozenset(listed | stated), False
    if settings.team and any(_is_staff(r, settings) for m in people for r in m.recipients):
        return frozenset(), False  # clients who wrote to a manager
    return guessed_managers(conversation), True


def _is_staff(address: str, settings: Settings) -> bool:
    return settings.team_by_author(address, address) is not None


def _role(message: Message, conversation: Conversation, managers: frozenset[Author]) -> Role:
    if message.role in ("system", "bot"):
        return message.role
    if message.auto:
        return "system"
    if (message.author, message.address) in managers:
        chat = conversation.medium == "chat"
        return "bot" if chat and _AUTOMATIC.search(message.own_text[:_OPENING]) else "manager"
    machine = _BOT_NAME.search(message.author) and not name_parts(message.author).given
    return "bot" if conversation.medium == "chat" and machine else "client"


class _Staff:
    """The team's people by author and address, as far as known here."""

    def __init__(self, settings: Settings, managers: frozenset[Author]):
        self._settings = settings
        self._addresses = {author_key(address) for _, address in managers if address}
        self._domains = {d for _, address in managers if (d := corporate_domain(address))}
        self._guess = not settings.team

    def includes(self, address: str) -> bool:
        """Whether the address belongs to a manager."""
        if author_key(address) in self._addresses or _is_staff(address, self._settings):
            return True
        return self._guess and corporate_domain(address) in self._domains

    def wrote_to_staff(self, message: Message) -> bool:
        """Whether a manager's letter went to managers only."""
        if message.role != "manager" or not message.recipients:
            return False
        return all(map(self.includes, message.recipients))


def _participants(
    conversation: Conversation, settings: Settings, *, staff: _Staff, guessed: bool
) -> tuple[Participant, ...]:
    """Everybody who writes, those who were known before, and clients who only receive letters."""
    team = settings.team_of(conversation)
    contacts = _contacts(team, settings.folder)
    people: dict[str, Participant] = {}
    for message in conversation.messages:
        if message.role in ("manager", "client", "bot"):
            key = author_key(message.address or message.author)
            if key not in people or people[key].role == "bot":
                people[key] = Participant(
                    author=message.author,
                    address=message.address,
                    role=message.role,
                    guessed=guessed and message.role != "bot",
                )
    for known in conversation.participants:
        key = author_key(known.address or known.author)
        people[key] = (
            known.model_copy(update={"role": people[key].role}) if key in people else known
        )
    for message in conversation.by("manager"):
        for address in message.recipients:
            if author_key(address) not in people and not staff.includes(address):
                people[author_key(address)] = Participant(
                    author=address, address=address, role="client", guessed=guessed
                )
    said: dict[tuple[str, str | None], list[NameParts]] = {}
    for message in conversation.messages:
        if message.role in ("manager", "client") and (parts := introduction(conversation, message)):
            said.setdefault((message.author, message.address), []).append(parts)
    return tuple(
        _named(person, said.get((person.author, person.address), []), contacts)
        for person in people.values()
    )


def _named(
    person: Participant, said: list[NameParts], contacts: dict[str, tuple[str, str]]
) -> Participant:
    """The participant with all that is known of the name: contacts, own words, display, signature."""
    keys = [author_key(text) for text in (person.address, person.author) if text]
    name, full_name = next((contacts[key] for key in keys if key in contacts), ("", ""))
    sources = [name_parts(full_name), name_parts(name), name_parts(person.full_name or "")]
    sources += [*said, name_parts(person.author)]
    given = next((parts for parts in sources if parts.given), NameParts())
    known = _merged(given, sources)
    greeting = name or person.name or given.greeting
    return person.model_copy(update={"name": greeting, "full_name": full_name or known.full})


def _merged(given: NameParts, sources: list[NameParts]) -> NameParts:
    """The name with the patronymic and surname that other sources of the same name add."""
    for parts in sources:
        if not parts.given or (given.given and not same_given(parts.given, given.given)):
            continue
        given = NameParts(
            given=given.given,
            patronymic=given.patronymic or parts.patronymic,
            surname=given.surname or parts.surname,
        )
    return given


def _contacts(team: Team | None, folder: Path) -> dict[str, tuple[str, str]]:
    """The team's contacts by folded author, address or phone: name and full name."""
    return _read_contacts(folder / team.contacts) if team and team.contacts else {}


@lru_cache(maxsize=32)
def _read_contacts(path: Path) -> dict[str, tuple[str, str]]:
    """Columns: author or address or phone; name; full name; with or without a line of headings."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            say("не читается список контактов", "the contacts cannot be read"),
            where=str(path),
            advice=say("Нужен файл CSV в UTF-8.", "A CSV file in UTF-8 is needed."),
        ) from error
    semicolons = text.count(";") > text.count(",")
    contacts = {}
    for row in csv.reader(text.splitlines(), delimiter=";" if semicolons else ","):
        key, name, full_name = (*map(str.strip, row), "", "", "")[:3]
        if key and fold(key) not in ("author", "автор", "address", "phone", "телефон", "контакт"):
            contacts[author_key(key)] = (name, full_name or name)
    return contacts


def _guess_note(managers: frozenset[Author]) -> str:
    if not managers:
        return say(
            "Кто здесь менеджер, по переписке не видно. Перечислите менеджеров в okk.toml.",
            "The texts do not show who the manager is. List the managers in okk.toml.",
        )
    names = ", ".join(sorted(author for author, _ in managers))
    return say(
        f"Менеджеры определены по переписке: {names}. Перечислите их в okk.toml.",
        f"Managers were guessed from what they write: {names}. List them in okk.toml.",
    )
