"""The talks as exports: a Telegram account and WhatsApp chats of each manager, mail, deals of a CRM."""

from __future__ import annotations

import csv
import json
import mailbox
import random
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta, timezone
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from tests.department.people import FIRM, MANAGERS, Manager
from tests.department.talk import Line, Talk

MOSCOW = timezone(timedelta(hours=3))
COLUMNS = (
    "ID", "Название сделки", "Бюджет", "Ответственный", "Дата создания сделки", "Дата закрытия",
    "Примечание", "Этап сделки", "Воронка", "Основной контакт", "Ближайшая задача",
    "Рабочий телефон (контакт)", "Рабочий email (контакт)", "Причина отказа", "Дата замера",
)  # fmt: skip
STAGES = {
    "agreed": "Согласование договора",
    "paid": "Успешно реализовано",
    "lost": "Закрыто и не реализовано",
    "silent": "Принимают решение",
}


def write_exports(folder: Path, talks: Sequence[Talk], *, until: datetime) -> None:
    """Write every export as it would look at that moment; what is later is not there yet."""
    for manager in MANAGERS:
        mine = [(talk, said(talk, until)) for talk in talks if talk.manager is manager]
        mine = [(talk, lines) for talk, lines in mine if lines]
        home = folder / manager.address.partition("@")[0]
        home.mkdir(parents=True, exist_ok=True)
        _write_telegram(home / "telegram.json", manager, _of(mine, "telegram"))
        for talk, lines in _of(mine, "whatsapp"):
            _write_whatsapp(home / f"Чат WhatsApp с контактом {talk.client.name}.txt", talk, lines)
        letters = _of(mine, "email")
        if letters and MANAGERS.index(manager) % 2:
            _write_mbox(home / "почта.mbox", letters)
        else:
            _write_letters(home / "почта", letters)


def said(talk: Talk, until: datetime) -> list[Line]:
    """What was said before the moment."""
    return [line for line in talk.lines if line.at < until]


_Talks = Iterable[tuple[Talk, list[Line]]]


def _of(talks: _Talks, channel: str) -> list[tuple[Talk, list[Line]]]:
    return [(talk, lines) for talk, lines in talks if talk.channel == channel]


def _write_telegram(path: Path, manager: Manager, talks: _Talks) -> None:
    first, last = manager.name.split()
    me = {"user_id": 700 + MANAGERS.index(manager), "first_name": first, "last_name": last}
    chats = [_telegram_chat(manager, me["user_id"], talk, lines) for talk, lines in talks]
    about = "Here is the data you requested from Telegram."
    account = {"about": about, "personal_information": me, "chats": {"about": "", "list": chats}}
    path.write_text(json.dumps(account, ensure_ascii=False, indent=1), encoding="utf-8")


def _telegram_chat(
    manager: Manager, user: object, talk: Talk, lines: Sequence[Line]
) -> dict[str, Any]:
    number = 100_000 + talk.client.number
    messages = [
        {
            "id": number * 100 + n,
            "type": "message",
            "date": f"{line.at:%Y-%m-%dT%H:%M:%S}",
            "date_unixtime": str(int(line.at.replace(tzinfo=MOSCOW).timestamp())),
            "from": manager.name if line.by_manager else talk.client.name,
            "from_id": f"user{user if line.by_manager else number}",
            "text": line.text,
            "text_entities": [{"type": "plain", "text": line.text}],
        }
        for n, line in enumerate(lines, 1)
    ]
    name = talk.client.name
    return {"name": name, "type": "personal_chat", "id": number, "messages": messages}


def _write_whatsapp(path: Path, talk: Talk, lines: Sequence[Line]) -> None:
    notice = "Сообщения и звонки защищены сквозным шифрованием."
    written = [f"{lines[0].at:%d.%m.%Y, %H:%M} - {notice}"] + [
        f"{line.at:%d.%m.%Y, %H:%M} - "
        f"{talk.manager.name if line.by_manager else talk.client.name}: {line.text}"
        for line in lines
    ]
    path.write_text("\n".join(written) + "\n", encoding="utf-8")


def _write_mbox(path: Path, talks: _Talks) -> None:
    path.unlink(missing_ok=True)
    box = mailbox.mbox(path)
    for talk, lines in talks:
        for letter in _letters(talk, lines):
            kept = mailbox.mboxMessage(letter)
            sent = datetime.strptime(str(letter["Date"]), "%a, %d %b %Y %H:%M:%S %z")
            kept.set_from("kept@krov.example.com", sent.timetuple())
            box.add(kept)
    box.close()


def _write_letters(folder: Path, talks: _Talks) -> None:
    for talk, lines in talks:
        home = folder / f"{talk.client.number:03d}"
        home.mkdir(parents=True, exist_ok=True)
        for n, letter in enumerate(_letters(talk, lines), 1):
            (home / f"{n}.eml").write_bytes(letter.as_bytes())


def _letters(talk: Talk, lines: Sequence[Line]) -> Iterable[EmailMessage]:
    """The thread: each letter quotes the one before it."""
    manager, client = talk.manager, talk.client
    people = {True: (manager.name, manager.address), False: (client.name, client.address)}
    ids = [f"<{client.number}.{n}@krov.example.com>" for n in range(len(lines))]
    for n, line in enumerate(lines):
        letter = EmailMessage()
        letter["From"] = "{} <{}>".format(*people[line.by_manager])
        letter["To"] = "{} <{}>".format(*people[not line.by_manager])
        letter["Subject"] = ("Re: " if n else "") + f"{talk.thing.capitalize()}: цена и сроки"
        letter["Date"] = format_datetime(line.at.replace(tzinfo=MOSCOW))
        letter["Message-ID"] = ids[n]
        if n:
            letter["In-Reply-To"] = ids[n - 1]
            letter["References"] = " ".join(ids[:n])
        letter.set_content(_body(talk, lines, n), charset="utf-8", cte="base64")
        yield letter


def _body(talk: Talk, lines: Sequence[Line], n: int) -> str:
    line, manager = lines[n], talk.manager
    own = line.text
    if line.by_manager:
        own += f"\n\nС уважением,\n{manager.name}\nменеджер, ООО «{FIRM}»\n{manager.phone}"
    if n:
        before = lines[n - 1]
        author = manager.name if before.by_manager else talk.client.name
        quoted = "".join(f"> {text}\n" for text in before.text.splitlines())
        own += f"\n\n{before.at:%d.%m.%Y, %H:%M}, {author}:\n{quoted}"
    return own + "\n"


def write_deals(path: Path, talks: Sequence[Talk], *, today: date, seed: int) -> dict[str, int]:
    """The deals as amoCRM exports them; gives how many were made wrong in which way."""
    chance = random.Random(seed)
    wrong = {"stage": 0, "no_task": 0, "overdue": 0}
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        table = csv.DictWriter(stream, COLUMNS, delimiter=";", quoting=csv.QUOTE_ALL)
        table.writeheader()
        for number, talk in enumerate(talks, 1):
            table.writerow(_deal(number, talk, today, chance, wrong))
    return wrong


def _deal(
    number: int, talk: Talk, today: date, chance: random.Random, wrong: dict[str, int]
) -> dict[str, Any]:
    open_deal = talk.outcome in ("agreed", "silent")
    stage, task = STAGES[talk.outcome], ""
    if talk.outcome == "paid" and chance.random() < 0.3:
        stage = "Первичный контакт"
        wrong["stage"] += 1
    if open_deal:
        kind = chance.choices(("no_task", "overdue", "fine"), (2, 2, 6))[0]
        days = {"overdue": -5, "fine": 4}.get(kind)
        task = f"{today + timedelta(days=days):%d.%m.%Y} 12:00" if days else ""
        wrong[kind] = wrong.get(kind, 0) + 1
    closed = talk.lines[-1].at if talk.outcome in ("paid", "lost") else None
    return {
        "ID": number,
        "Название сделки": talk.thing.capitalize(),
        "Бюджет": talk.amount,
        "Ответственный": talk.manager.name,
        "Дата создания сделки": f"{talk.lines[0].at:%d.%m.%Y %H:%M:%S}",
        "Дата закрытия": f"{closed:%d.%m.%Y %H:%M:%S}" if closed else "не закрыта",
        "Примечание": "" if number % 5 == 0 else "Интересовался ценой",
        "Этап сделки": stage,
        "Воронка": "Продажи",
        "Основной контакт": talk.client.name,
        "Ближайшая задача": task,
        "Рабочий телефон (контакт)": talk.client.phone if talk.channel != "email" else "",
        "Рабочий email (контакт)": talk.client.address if talk.channel == "email" else "",
        "Причина отказа": "",
        "Дата замера": "",
    }
