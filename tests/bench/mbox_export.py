"""An mbox of any size with invented people: `mbox_export.py FILE MEGABYTES [SEED]`."""

import base64
import random
import sys
from datetime import UTC, datetime, timedelta
from email.header import Header
from email.utils import format_datetime
from pathlib import Path

_WORDS = (
    "добрый день прошу сообщить цену на насос станок доставка договор счёт оплата срок отгрузка "
    "можно ли заменить модель посчитайте пожалуйста вариант скидку монтаж вопрос удобно завтра"
)
WORDS = _WORDS.split()
MANAGERS = ("Ольга Примерова", "Илья Образцов", "Дина Тестова")
CLIENTS = ("Игорь", "Анна", "Пётр", "Мария", "Степан", "Зоя")
CHARSETS = ("utf-8", "utf-8", "koi8-r", "windows-1251")


def write(path: Path, megabytes: float, seed: int = 1) -> int:
    """Threads of one to seven letters: replies that quote, HTML beside text, a file in one of ten.

    Gives the number of letters.
    """
    chance = random.Random(seed)
    moment, number = datetime(2024, 1, 8, 6, tzinfo=UTC), 0
    with path.open("wb") as stream:
        while stream.tell() < megabytes * 1024**2:
            number += _write_thread(stream, chance, moment, number)
            moment += timedelta(minutes=chance.randrange(30))
    return number


def _write_thread(stream, chance, moment, number):
    manager, client = chance.choice(MANAGERS), f"{chance.choice(CLIENTS)} {number}"
    addresses = {
        manager: f"manager{MANAGERS.index(manager)}@firm.example.com",
        client: f"client{number}@buyer{number % 997}.example.com",
    }
    subject = f"{' '.join(chance.choices(WORDS, k=3))} {number % 50}"
    charset, history, ids = chance.choice(CHARSETS), "", []
    count = chance.randint(1, 7)
    for turn in range(count):
        author, other = (client, manager) if turn % 2 == 0 else (manager, client)
        own = _text(chance, author)
        head = _header(
            author, other, addresses, ("Re: " if turn else "") + subject, moment, charset, ids
        )
        ids.append(f"<{number}.{turn}@mx.example.com>")
        stream.write(f"From {addresses[author]} {moment:%a %b %d %H:%M:%S %Y}\n".encode())
        stream.write(head + f"Message-ID: {ids[-1]}\n".encode())
        stream.write(_body(chance, own + history, charset))
        history = f"\n\n{moment:%d.%m.%Y, %H:%M}, {author} <{addresses[author]}>:\n" + "".join(
            f"> {line}\n" for line in (own + history).splitlines()
        )
        moment += timedelta(minutes=chance.randrange(1, 600))
    return count


def _text(chance, author):
    lines = (" ".join(chance.choices(WORDS, k=12)) + "." for _ in range(chance.randint(2, 9)))
    written = "Добрый день!\n\n" + "\n".join(lines)
    return f"{written}\n\n-- \nС уважением,\n{author}\n+7 900 000-00-00\n"


def _header(author, other, addresses, subject, moment, charset, ids):
    fields = [
        "Received: from mx.example.com (mx.example.com [192.0.2.1])\n by mail.example.com; "
        + format_datetime(moment),
        f"From: {Header(author, charset).encode()} <{addresses[author]}>",
        f"To: {Header(other, charset).encode()} <{addresses[other]}>",
        f"Subject: {Header(subject, charset).encode()}",
        f"Date: {format_datetime(moment)}",
        "MIME-Version: 1.0",
    ]
    if ids:
        fields += [f"In-Reply-To: {ids[-1]}", "References: " + "\n ".join(ids)]
    return ("\n".join(fields) + "\n").encode()


def _body(chance, text, charset):
    plain = f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: base64\n\n"
    part = plain.encode() + base64.encodebytes(text.encode(charset))
    if chance.random() < 0.5:
        return part + b"\n"
    html = f"<div>{text.replace(chr(10), '<br>')}</div>".encode(charset)
    second = f"Content-Type: text/html; charset={charset}\nContent-Transfer-Encoding: base64\n\n"
    parts = [part, second.encode() + base64.encodebytes(html)]
    kind = "alternative"
    if chance.random() < 0.2:
        kind = "mixed"
        file = base64.encodebytes(chance.randbytes(chance.randrange(1, 120_000)))
        name = "Content-Type: application/pdf; name=kp.pdf\nContent-Disposition: attachment\n"
        parts[1] = name.encode() + b"Content-Transfer-Encoding: base64\n\n" + file
    mark = b"--=_mark\n"
    opening = f'Content-Type: multipart/{kind}; boundary="=_mark"\n\n'.encode()
    return opening + b"".join(mark + part + b"\n" for part in parts) + b"--=_mark--\n\n"


if __name__ == "__main__":
    file, megabytes, *seed = sys.argv[1:]
    print(write(Path(file), float(megabytes), *map(int, seed)))
