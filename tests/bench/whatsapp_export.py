"""A WhatsApp export of any size with invented people: `whatsapp_export.py FILE COUNT [SEED]`."""

import random
import sys
from datetime import datetime, timedelta
from pathlib import Path

WORDS = [
    "добрый",
    "день",
    "здравствуйте",
    "цена",
    "доставка",
    "завтра",
    "договор",
    "счёт",
    "оплата",
    "менеджер",
    "заказ",
    "можно",
    "скидка",
    "когда",
    "пришлите",
    "адрес",
    "спасибо",
    "хорошо",
    "окна",
    "замер",
    "монтаж",
    "вопрос",
    "удобно",
    "позвоните",
    "жду",
    "до",
    "пятницы",
]
PEOPLE = ("Ольга Ким", "Игорь Окна", "+7 900 000-00-00", "Мастер Пётр")
MARKED = (
    "<Без медиафайлов>",
    "Данное сообщение удалено",
    "\u200eIMG-20260302-WA0001.jpg (файл добавлен)",
    "\u200eСмета на 3 окна.pdf (файл добавлен)\nпосмотрите, пожалуйста",
    "Записала на вторник, 18:30 <Сообщение изменено>",
    "Местоположение: https://maps.google.com/?q=55.75,37.61",
)


def write(path: Path, count: int, seed: int = 1) -> None:
    """An Android export in Russian: one message in six with several lines, one in twelve marked."""
    chance = random.Random(seed)
    moment = datetime(2024, 1, 1, 9)
    with path.open("w", encoding="utf-8") as stream:
        stream.write(
            f"{moment:%d.%m.%Y, %H:%M} - Сообщения и звонки защищены сквозным шифрованием.\n"
        )
        for _ in range(count - 1):
            moment += timedelta(seconds=chance.randrange(240))
            author = chance.choice(PEOPLE)
            stream.write(f"{moment:%d.%m.%Y, %H:%M} - {author}: {_text(chance)}\n")


def _text(chance: random.Random) -> str:
    if chance.random() < 1 / 12:
        return chance.choice(MARKED)
    lines = chance.choices((1, 2, 4), (10, 1, 1))[0]
    return "\n".join(
        " ".join(chance.choices(WORDS, k=chance.randrange(1, 16))).capitalize()
        for _ in range(lines)
    )


if __name__ == "__main__":
    file, *numbers = sys.argv[1:]
    write(Path(file), *map(int, numbers))
