"""Which column of the deals file holds what: by the names of amoCRM and Bitrix24, or by okk.toml.

amoCRM: «Этап сделки», «Бюджет», «Рабочий телефон», later «Рабочий телефон (контакт)»;
Bitrix24: «Стадия сделки», «Сумма», «Контакт: Рабочий телефон».
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from okk_text.errors import ReadError, SettingsError
from okk_text.language import say
from okk_text.lexicon.texts import folded

CARD = ("meeting", "booking", "extras")  # what is looked for in the text and set in the card
_NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "ид", "id сделки", "номер сделки", "№ сделки", "deal id"),
    "title": ("название сделки", "название", "сделка", "deal name", "deal title", "name"),
    "stage": ("этап сделки", "этап", "стадия сделки", "стадия", "статус сделки", "статус",
              "deal stage", "lead status", "stage"),
    "responsible": ("ответственный", "ответственный за сделку", "менеджер", "responsible",
                    "responsible person", "lead responsible user"),
    "amount": ("бюджет", "бюджет сделки", "сумма", "сумма сделки", "amount", "total", "sale",
               "lead value", "income"),
    "contact": ("контакт", "основной контакт", "полное имя контакта", "имя контакта", "фио",
                "полное имя", "клиент", "contact", "main contact", "contact full name",
                "контакт: фамилия", "контакт: имя", "контакт: отчество", "contact: last name",
                "contact: first name", "contact: second name"),
    "company": ("компания", "компания контакта", "название компании",
                "компания: название компании", "company", "company: company name"),
    "contact_id": ("контакт: id", "id контакта", "contact: id"),
    "task": ("ближайшая задача", "следующая задача", "задача", "задачи", "дела", "ближайшее дело",
             "next task", "closest task", "activity", "activities"),
    "task_due": ("дата ближайшей задачи", "срок задачи", "крайний срок", "дела: срок",
                 "дата следующей задачи", "срок", "next task due date", "task due", "deadline"),
    "comment": ("комментарий", "комментарии", "примечание", "примечания", "заметки", "comment",
                "comments", "note", "notes"),
    "created": ("дата создания", "дата создания сделки", "создана", "дата начала", "created",
                "created on", "created at", "date created", "start date"),
    "closed": ("дата закрытия", "дата закрытия сделки", "закрыта", "closed at", "date closed"),
    "is_closed": ("сделка закрыта", "deal closed", "closed"),
    "touched": ("последняя активность", "дата последней коммуникации", "дата последнего касания",
                "дата последнего контакта", "last activity", "last communication"),
    "lost_reason": ("причина отказа", "причина провала", "причина потери", "причина закрытия",
                    "loss reason", "lost reason"),
    "meeting": ("дата встречи", "дата замера", "дата показа", "дата визита", "дата выезда",
                "meeting date"),
    "booking": ("бронь до", "дата брони", "срок брони", "резерв до", "booked until"),
    "extras": ("доп услуги", "дополнительные услуги", "дополнительно", "допы", "допродажи",
               "extras", "add-ons"),
}  # fmt: skip
_FIELDS = {name: field for field, names in _NAMES.items() for name in names}
_PHONE = re.compile(r"(?:^|: |\b)(?:телефон|тел\b|phone|whatsapp|mobile)", re.IGNORECASE)
_EMAIL = re.compile(r"e-?mail|почта", re.IGNORECASE)
_NOTE = re.compile(r"(?:примечание|note)(?: к сделке)? \d+")
_NO_CLIENT = re.compile(r"ответственн|responsible|кем создан|создал|менеджер|manager")
FIELDS = (*_NAMES, "phone", "email")
_NEEDED = ("title", "stage")  # without one of these beside an id it is some other table

Columns = dict[str, tuple[int, ...]]  # field -> where it stands in a row


def found_columns(header: Sequence[str], own: Mapping[str, str | tuple[str, ...]]) -> Columns:
    """Where each field stands; `own` names columns by field and wins.

    Raises ReadError that lists the columns found and wanted where the file is no list of deals.
    """
    keys = [column_key(name) for name in header]
    places: dict[str, list[int]] = {}
    for place, key in enumerate(keys):
        if field := _field(key):
            places.setdefault(field, []).append(place)
    for field, names in own.items():
        wanted = (names,) if isinstance(names, str) else names
        places[field] = _own_places(field, wanted, keys)
    columns = {field: tuple(found) for field, found in places.items() if found}
    if not ("id" in columns or "contact" in columns) or not set(_NEEDED) & columns.keys():
        raise _no_deals(header)
    return columns


def recognised(header: Sequence[str]) -> int:
    """How many of the names are known ones."""
    return sum(_field(column_key(name)) is not None for name in header)


def column_key(name: str) -> str:
    """A column's name for comparison."""
    return re.sub(r"[\s_.]+", " ", folded(name).strip(" '\"\ufeff*")).strip()


def field_title(field: str) -> str:
    """A field in the language of the run; a column of the file by its own name."""
    return say(*_TITLES[field]) if field in _TITLES else field


_TITLES = {
    "title": ("название", "title"), "stage": ("этап", "stage"),
    "responsible": ("ответственный", "responsible"), "amount": ("сумма", "amount"),
    "contact": ("контакт", "contact"), "company": ("компания", "company"),
    "phone": ("телефон", "phone"), "email": ("e-mail", "e-mail"), "task": ("задача", "task"),
    "task_due": ("срок задачи", "task's day"), "comment": ("комментарий", "comment"),
    "created": ("дата создания", "created"), "closed": ("дата закрытия", "closed"),
    "lost_reason": ("причина отказа", "reason of the loss"),
    "meeting": ("дата встречи", "day of the meeting"), "booking": ("бронь до", "booked until"),
    "extras": ("интерес к дополнительному", "interest in extras"),
    "contact_id": ("id контакта", "contact's id"), "id": ("ID", "ID"),
    "is_closed": ("сделка закрыта", "deal closed"),
    "touched": ("последнее касание", "last contact"),
}  # fmt: skip


def _field(key: str) -> str | None:
    if key in _FIELDS:
        return _FIELDS[key]
    if _NOTE.fullmatch(key):
        return "comment"
    if _NO_CLIENT.search(key):
        return None
    bare = re.sub(r" ?\((?:контакт|contact|сделка|lead)\)$", "", key)
    if bare != key and bare in _FIELDS and _FIELDS[bare] != "title":
        return _FIELDS[bare]
    if _EMAIL.search(key):
        return "email"
    return "phone" if _PHONE.search(key) else None


def _own_places(field: str, wanted: Sequence[str], keys: Sequence[str]) -> list[int]:
    if field not in FIELDS:
        raise SettingsError(
            say(f"неизвестное поле «{field}»", f"unknown field '{field}'"),
            where="[crm.columns]",
            advice=say("Поля: ", "Fields: ") + ", ".join(sorted(FIELDS)) + ".",
        )
    found = [place for place, key in enumerate(keys) if key in map(column_key, wanted)]
    if not found:
        names = ", ".join(f"«{name}»" for name in wanted)
        raise SettingsError(
            say(f"в файле сделок нет столбца {names}", f"the deals file has no column {names}"),
            where=f"[crm.columns] {field}",
            advice=say("Столбцы файла — в его первой строке.", "See the file's first line."),
        )
    return found


def _no_deals(header: Sequence[str]) -> ReadError:
    shown = ", ".join(name.strip() for name in header if name.strip())[:400] or "—"
    return ReadError(
        say(f"это не похоже на список сделок; найдены столбцы: {shown}",
            f"this does not look like a list of deals; columns found: {shown}"),
        advice=say(
            "Нужны ID (или контакт) и название или этап; лучше ещё ответственный, телефон, задача. "
            'Свои имена столбцов: [crm.columns] в okk.toml, например stage = "Шаг продажи".',
            "Needed: ID (or contact) and title or stage; better also responsible, phone, task. "
            'Names of your own go to [crm.columns] in okk.toml, e.g. stage = "Sales step".',
        ),
    )  # fmt: skip
