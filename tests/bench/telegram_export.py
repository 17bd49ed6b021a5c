"""Telegram exports of any size with invented people: `telegram_export.py FILE CHATS MESSAGES [SEED]`.

The mix is that of a sales department: short lines, some formatted parts and links, a few files,
photos and voice messages, service lines, replies and edits. The same seed gives the same bytes.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

OWNER = ("Илья", "Примеров", 500000001)
FIRST = ["Ольга", "Игорь", "Марина", "Степан", "Алёна", "Рустам", "Вера", "Глеб", "Inga", "Paul"]
LAST = ["Тестова", "Образцова", "Пример", "Выдумкина", "Sample", "Пробный"]
WORDS = [
    "добрый",
    "день",
    "подскажите",
    "пожалуйста",
    "срок",
    "поставки",
    "счёт",
    "договор",
    "завтра",
    "оплатили",
    "получили",
    "цена",
    "смета",
    "замер",
    "удобно",
    "созвониться",
    "вариант",
    "скидка",
    "монтаж",
    "доставка",
    "склад",
    "образец",
    "цвет",
    "размер",
    "спасибо",
    "хорошо",
    "проверю",
    "вечером",
    "отправлю",
    "уточню",
    "у",
    "коллег",
    "ок",
    "да",
    "нет",
    "🙂",
    "price",
    "offer",
    "today",
]
NOT_INCLUDED = "(File not included. Change data exporting settings to download.)"


def write_account(path: Path, *, chats: int, messages: int, seed: int = 1) -> None:
    """Write a whole account: `chats` personal chats of `messages` messages each."""
    chance = random.Random(seed)
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write('{\n "about": "Here is the data you requested from Telegram.",\n')
        person = {"user_id": OWNER[2], "first_name": OWNER[0], "last_name": OWNER[1]}
        stream.write(f' "personal_information": {json.dumps(person, ensure_ascii=False)},\n')
        stream.write(' "chats": {\n  "about": "All chats from this export.",\n  "list": [\n')
        for number in range(chats):
            stream.write(",\n" if number else "")
            _write_chat(stream, chance, messages=messages, number=number)
        stream.write("\n  ]\n }\n}\n")


def write_chat(path: Path, *, messages: int, seed: int = 1) -> None:
    """Write one personal chat."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        _write_chat(stream, random.Random(seed), messages=messages, number=0)


def _write_chat(stream: Any, chance: random.Random, *, messages: int, number: int) -> None:
    person = 600000000 + number
    name = f"{chance.choice(FIRST)} {chance.choice(LAST)} {number}"
    stream.write(f'  {{\n   "name": "{name}",\n   "type": "personal_chat",\n   "id": {person},\n')
    stream.write('   "messages": [\n')
    for n, message in enumerate(_messages(chance, messages, (name, person))):
        stream.write(",\n" if n else "")
        stream.write(json.dumps(message, ensure_ascii=False, indent=1))
    stream.write("\n   ]\n  }")


def _messages(
    chance: random.Random, count: int, client: tuple[str, int]
) -> Iterator[dict[str, Any]]:
    at = datetime(2025, 1, 9, 10, 0, tzinfo=UTC) + timedelta(days=chance.randrange(200))
    manager = (f"{OWNER[0]} {OWNER[1]}", OWNER[2])
    number = chance.randrange(1000, 90000)
    for _ in range(count):
        number += chance.randrange(1, 4)
        at += timedelta(seconds=chance.randrange(5, 9000))
        yield _message(chance, number, at, chance.choice([client, manager]))


def _message(
    chance: random.Random, number: int, at: datetime, author: tuple[str, int]
) -> dict[str, Any]:
    message: dict[str, Any] = {
        "id": number,
        "type": "message",
        "date": (at + timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M:%S"),
        "date_unixtime": str(int(at.timestamp())),
    }
    kind = chance.random()
    if kind < 0.02:
        message |= {"type": "service", "actor": author[0], "actor_id": f"user{author[1]}"}
        return message | {"action": "pin_message", "text": "", "text_entities": []}
    message |= {"from": author[0], "from_id": f"user{author[1]}"}
    if kind < 0.06:
        message |= {"edited": message["date"], "edited_unixtime": message["date_unixtime"]}
    if 0.06 < kind < 0.12:
        message["reply_to_message_id"] = number - 2
    message |= _media(chance)
    return message | _text(chance)


def _media(chance: random.Random) -> dict[str, Any]:
    kind = chance.random()
    if kind < 0.04:
        size = {"photo_file_size": 91000, "width": 960, "height": 1280}
        return {"photo": NOT_INCLUDED} | size
    if kind < 0.07:
        name = f"КП_{chance.randrange(1000)}.pdf"
        return {"file": NOT_INCLUDED, "file_name": name, "mime_type": "application/pdf"}
    if kind < 0.09:
        voice = {"media_type": "voice_message", "mime_type": "audio/ogg", "duration_seconds": 21}
        return {"file": NOT_INCLUDED} | voice
    return {}


def _text(chance: random.Random) -> dict[str, Any]:
    def some(low: int, high: int) -> str:
        return " ".join(chance.choices(WORDS, k=chance.randint(low, high)))

    first = some(1, 25).capitalize()
    if chance.random() > 0.12:
        return {"text": first, "text_entities": [{"type": "plain", "text": first}]}
    link = {"type": "link", "text": f"https://pay.example.com/{chance.randrange(10**6)}"}
    bold = {"type": "bold", "text": f"{chance.randrange(10, 900)} 000 ₽"}
    middle, last = f" {some(1, 9)} ", f"\n{some(1, 9)}"
    entities = [{"type": "plain", "text": plain} for plain in (first + ": ", middle, last)]
    return {
        "text": [first + ": ", bold, middle, link, last],
        "text_entities": [entities[0], bold, entities[1], link, entities[2]],
    }


if __name__ == "__main__":
    file, chats, messages, *seed = sys.argv[1:]
    options = {"messages": int(messages), "seed": int(seed[0]) if seed else 1}
    if chats == "1":
        write_chat(Path(file), **options)
    else:
        write_account(Path(file), chats=int(chats), **options)
