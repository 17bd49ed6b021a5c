"""Invented Russian and English letters whose own words, quote and signature are known (seeded)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from letter_words import EN, RU, Words


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who writes: name as signed, as mail programs show it, address, post, firm, phone."""

    given: str
    surname: str
    shown: str
    mail: str
    post: str
    firm: str
    phone: str

    @property
    def full(self) -> str:
        return f"{self.given} {self.surname}"


@dataclass(frozen=True, slots=True)
class Letter:
    """A body, who wrote it, and what a careful reader would call its parts."""

    shape: str
    author: str
    body: str
    own: str
    quote: str
    signature: str


def letters(count: int, *, seed: int = 20260301) -> Iterator[Letter]:
    """The same letters for the same seed, two Russian ones for each English one."""
    random = Random(seed)
    for n in range(count):
        words = EN if n % 3 == 2 else RU
        yield _letter(random, words)


def _letter(random: Random, words: Words) -> Letter:
    me, other = _person(random, words), _person(random, words)
    signature = _signature(random, words, me)
    layout = random.choices(
        ["alone", "top", "bottom", "between", "forward", "sign_below"], [18, 46, 8, 12, 9, 7]
    )[0]
    if layout == "alone":
        own = _text(random, words, me, other)
        return _made("alone", me, [("own", own), ("signature", signature)], random)
    if layout in ("bottom", "between"):
        return _answered_letter(random, words, layout, (me, other), signature)
    shape = random.choice(FORWARDS[words.language] if layout == "forward" else HEADERS[words.language])
    when = _when(random)
    history = _history(random, words, other, me, when)
    quote = shape(random, words, other, when, me, history)
    own = _text(random, words, me, other, short=layout == "forward")
    name = f"{words.language} {layout} {shape.__name__.strip('_')}"
    if layout == "sign_below" and history[-1] != quote[-1]:  # marked
        return _made(name, me, [("own", own), ("quote", quote), ("signature", signature)], random)
    return _made(name, me, [("own", own), ("signature", signature), ("quote", quote)], random)


def _made(shape: str, me: Person, parts: list[tuple[str, list[str]]], random: Random) -> Letter:
    lines: list[str] = []
    found: dict[str, list[str]] = {"own": [], "quote": [], "signature": []}
    for kind, part in parts:
        if not part:
            continue
        if lines and random.random() < 0.93:
            lines.append("")
        elif lines and kind != "signature":
            lines.append("")
        lines += part
        found[kind] += part
    end = random.choice(["\n", "\n", "\r\n"])
    body = end.join(lines) + random.choice(["", end, end * 2])
    if random.random() < 0.15:
        body = body.replace(" в ", " в\u00a0").replace(" at ", " at\u202f")
    joined = {kind: "\n".join(part) for kind, part in found.items()}
    return Letter(shape, me.shown, body, joined["own"], joined["quote"], joined["signature"])


def _answered_letter(
    random: Random, words: Words, layout: str, people: tuple[Person, Person], signature: list[str]
) -> Letter:
    me, other = people
    when = _when(random)
    asked = [random.choice(words.questions) for _ in range(random.randint(2, 4))]
    marked = random.choice(MARKED[words.language])
    header = marked(random, words, other, when)
    prefix = f"{other.given[0]}{other.surname[0]}> " if marked is _the_bat else "> "
    if layout == "bottom":
        quote = header + [prefix + line for line in asked]
        own = _text(random, words, me, other)
        return _made(f"{words.language} bottom", me, [("quote", quote), ("own", own), ("signature", signature)], random)
    parts: list[tuple[str, list[str]]] = []
    if random.random() < 0.4:
        parts.append(("own", [random.choice(words.greetings).format(name=other.given)]))
    parts.append(("quote", [*header, *([""] if random.random() < 0.3 else [])]))
    for line in asked:
        parts += [("quote", [prefix + line]), ("own", [random.choice(words.answers + words.sentences)])]
    parts.append(("signature", signature))
    if random.random() < 0.5:
        parts.insert(-1, ("own", [random.choice(words.sentences)]))
    return _made(f"{words.language} between", me, parts, random)


def _person(random: Random, words: Words) -> Person:
    woman = random.random() < 0.5
    given = random.choice(words.women if woman else words.men)
    surname = random.choice(words.surnames)
    if words is RU and woman:
        surname = surname.removesuffix("ий") + "ая" if surname.endswith("ий") else surname + "а"
    login = f"{random.choice(words.logins)}{random.randint(1, 99)}"
    mail = f"{login}@{random.choice(words.domains)}.example.com"
    shown = random.choice([f"{given} {surname}", f"{given} {surname}", f"{surname} {given}", f"{given} {surname}"])
    phone = random.choice(words.phones).format(*(random.randint(10, 99) for _ in range(4)))
    firm = random.choice(words.forms).format(random.choice(words.firms))
    return Person(given, surname, shown, mail, random.choice(words.posts), firm, phone)


def _when(random: Random) -> datetime:
    return datetime(2014, 1, 1) + timedelta(minutes=random.randrange(13 * 365 * 24 * 60))


def _text(random: Random, words: Words, me: Person, other: Person, *, short: bool = False) -> list[str]:
    """Own words: greeting or none, sentences in paragraphs, lists, traps, thanks."""
    lines = []
    if random.random() < 0.75:
        lines += [random.choice(words.greetings).format(name=other.given)]
        lines += [""] if random.random() < 0.5 else []
    for _ in range(1 if short else random.randint(1, 4)):
        lines.append(" ".join(random.choice(words.sentences) for _ in range(random.randint(1, 4))))
        if random.random() < 0.3:
            lines.append("")
    if random.random() < 0.35:
        lines += random.choice(words.traps)
        lines.append(random.choice(words.sentences))
    if random.random() < 0.25:
        mark = random.choice(["- ", "— ", "* ", "• ", "1. "])
        lines += [random.choice(words.lists)] + [mark + item for item in random.sample(words.items, 3)]
        lines.append(random.choice(words.sentences))
    if random.random() < 0.3:
        lines.append(random.choice(words.thanks))
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _signature(random: Random, words: Words, me: Person) -> list[str]:
    if random.random() < 0.06:
        return []
    lines: list[str] = []
    kind = random.choices(["closing", "dashes", "bare", "name", "given", "both", "mobile", "ruled"],
                          [34, 16, 12, 9, 8, 8, 8, 5])[0]
    if kind == "mobile":
        return [random.choice(words.mobile)]
    if kind in ("dashes", "both"):
        lines.append(random.choice(["-- ", "--", "--", "—"]))
    if kind == "ruled":
        lines.append(random.choice(["---", "_____________", "----------", "***", "=========="]))
    if kind in ("closing", "both"):
        closing = random.choice(words.closings)
        if random.random() < 0.15:
            return [*lines, f"{closing.rstrip(',!.')}, {me.full}"]
        lines.append(closing)
    if kind == "given":
        return [me.given]
    lines.append(random.choice([me.full, me.full, f"{me.surname} {me.given}", f"{me.given[0]}. {me.surname}"]))
    if kind == "name":
        return lines
    if random.random() < 0.12 and kind != "bare":
        lines[-1] = me.given
    details = [me.post, me.firm, me.phone, random.choice(words.details)]
    if random.random() < 0.15:
        lines[-1] += f", {me.post}"
        details = details[1:]
    lines += [line for line in details if random.random() < 0.75] or [me.firm]
    if random.random() < 0.12:
        lines += ["", *random.choice(words.disclaimers)]
    elif random.random() < 0.06:
        lines += ["", random.choice(words.mobile)]
    return lines


def _history(random: Random, words: Words, writer: Person, reader: Person, when: datetime) -> list[str]:
    """The letter that is answered, with its own signature and often an older letter below."""
    lines = _text(random, words, writer, reader)
    signature = _signature(random, words, writer)
    lines += ([""] if signature else []) + signature
    if random.random() < 0.35:
        older = when - timedelta(minutes=random.randint(10, 9000))
        inner = random.choice(HEADERS[words.language])
        lines += ["", *inner(random, words, reader, older, writer, _text(random, words, reader, writer))]
    return lines


def _marked(lines: list[str]) -> list[str]:
    return [">" + line if line[:1] == ">" else f"> {line}".rstrip() for line in lines]


Shape = Callable[..., list[str]]


def _quoting(header: Callable[..., list[str]], *, marks: bool = True, gap: bool | None = None) -> Shape:
    """A reply shape from an attribution: the history marked or not."""

    def shape(random, words, other, when, me, history):  # type: ignore[no-untyped-def]
        below = random.random() < 0.5 if gap is None else gap
        return [*header(random, words, other, when), *([""] if below else []), *(_marked(history) if marks else history)]

    shape.__name__ = header.__name__ + ("" if marks else "_unmarked")
    return shape


def _wrapped(random: Random, line: str) -> list[str]:
    """The line, now and then wrapped as mail programs wrap at 76 characters."""
    if len(line) < 60 or random.random() < 0.5:
        return [line]
    cut = line.rfind(" ", 0, 76 if len(line) > 76 else 50)
    return [line[:cut], line[cut + 1 :]]


def _spelt(words: Words, pattern: str, when: datetime, other: Person) -> str:
    """An attribution from its pattern: {wd} {weekday} {d} {mon} {month} {y} {hm} {name} {mail} …"""
    return pattern.format(
        wd=words.days[when.weekday()], weekday=words.weekdays[when.weekday()], d=when.day, dd=f"{when.day:02}",
        mm=f"{when.month:02}", mon=words.short_months[when.month - 1], month=words.months[when.month - 1], y=when.year,
        hm=f"{when:%H:%M}", hms=f"{when:%H:%M:%S}", h12=f"{(when.hour - 1) % 12 + 1}:{when:%M}",
        ampm="AM" if when.hour < 12 else "PM", name=other.shown, mail=other.mail, given=other.given,
        Weekday=words.weekdays[when.weekday()].capitalize(),
    )


def _attribution(name: str, *patterns: str) -> Callable[..., list[str]]:
    def header(random, words, other, when):  # type: ignore[no-untyped-def]
        return _wrapped(random, _spelt(words, random.choice(patterns), when, other))

    header.__name__ = name
    return header


def _block(name: str, *patterns: str) -> Shape:
    """A header block: lines of one pattern, the history below it without marks."""

    def shape(random, words, other, when, me, history):  # type: ignore[no-untyped-def]
        pattern = random.choice(patterns).replace("{to}", f"{me.shown} <{me.mail}>").replace("{subject}", random.choice(words.subjects))
        return [*_spelt(words, pattern, when, other).split("\n"), "", *history]

    shape.__name__ = name
    return shape


_the_bat = _attribution("the_bat", "Вы писали {d} {month} {y} г., {hms}:", "Вы писали {dd}.{mm}.{y}, {hm}:")
_RU_MARKED = [
    _attribution("gmail", "{wd}, {d} {mon}. {y} г. в {hm}, {name} <{mail}>:", "{wd}, {d} {mon}. {y} г., {hm} {name} <{mail}>:"),
    _attribution("gmail_2014", "{d} {month} {y} г., {hm} пользователь {name} <{mail}> написал:", "{d} {month} {y} г., {hm}, {name} <{mail}> написал:"),
    _attribution("apple", "{d} {mon}. {y} г., в {hm}, {name} <{mail}> написал(а):", "{d} {month} {y} г., в {hm}, {name} написал(а):"),
    _attribution("thunderbird", "{dd}.{mm}.{y} {hm}, {name} пишет:", "{dd}.{mm}.{y} {hm}, {name} написал:"),
    _attribution("k9", "{name} <{mail}> писал(а) {d} {month} {y} г. {hms} GMT+03:00:", "{d} {month} {y} г. {hms} GMT+03:00, {name} <{mail}> пишет:"),
    _attribution("yandex", '{dd}.{mm}.{y}, {hm}, "{name}" <{mail}>:', "{dd}.{mm}.{y}, {hm}, {name} ({mail}):"),
    _attribution("mail_ru", "{Weekday}, {d} {month} {y}, {hm} +03:00 от {name} <{mail}>:", "{weekday}, {d} {month} {y}г., {hm} +03:00 от {name} {mail} :"),
    _attribution("roundcube", "{name} писал {y}-{mm}-{dd} {hm}:", "{name} писал(а) {dd}.{mm}.{y} {hm}:"),
    _attribution("yahoo", "{weekday}, {d} {month} {y} г., {hms} GMT+3, {name} <{mail}> написал(а):", "{weekday}, {d} {month} {y} г. в {hms} MSK, {name} <{mail}> написал(а):"),
    _attribution("evolution", "В {wd}, {dd}/{mm}/{y} в {hm} +0300, {name} пишет:", "В письме от {weekday}, {d} {month} {y} г. {hms} MSK пользователь {name} написал:"),
    _attribution("spark", "{d} {mon}. {y} г., {hm} +0300, {name} <{mail}>, писал:"),
    _the_bat,
]
_EN_MARKED = [
    _attribution("gmail", "On {wd}, {mon} {d}, {y} at {h12} {ampm} {name} <{mail}> wrote:", "On {wd}, {d} {mon} {y} at {hm}, {name} <{mail}> wrote:"),
    _attribution("apple", "On {d} {mon} {y}, at {hm}, {name} <{mail}> wrote:", "On {mon} {d}, {y}, at {h12} {ampm}, {name} <{mail}> wrote:"),
    _attribution("thunderbird", "On {d}/{mm}/{y} {hm}, {name} wrote:", "On {y}-{mm}-{dd} {hm}, {name} wrote:"),
    _attribution("yahoo", "On {weekday}, {month} {d}, {y} at {h12}:00 {ampm} GMT+3, {name} <{mail}> wrote:"),
    _attribution("k9", "On {d} {month} {y} {hms} GMT+00:00, {name} <{mail}> wrote:"),
    _attribution("mutt", "On {wd}, {mon} {dd}, {y} at {hms}{ampm} +0300, {name} wrote:", "* {name} <{mail}> [{y}-{mm}-{dd} {hm}]:"),
    _attribution("gnus", "{name} <{mail}> writes:", "{name} <{mail}> wrote:"),
    _attribution("the_bat", "On {weekday}, {month} {d}, {y}, {hms}, you wrote:"),
    _attribution("spark", "On {mon} {d}, {y}, {hm} +0300, {name} <{mail}>, wrote:"),
]
MARKED = {"ru": _RU_MARKED, "en": _EN_MARKED}
_RU_BLOCK = "От: {name} <{mail}>\nОтправлено: {d} {month} {y} г. {hm}\nКому: {to}\nТема: {subject}"
_EN_BLOCK = "From: {name} <{mail}>\nSent: {weekday}, {month} {d}, {y} {h12} {ampm}\nTo: {to}\nSubject: {subject}"
_RULE = "________________________________\n"
HEADERS: dict[str, list[Shape]] = {
    "ru": [_quoting(header) for header in _RU_MARKED[:-1]] + [
        _quoting(_RU_MARKED[5], marks=False, gap=True), _quoting(_RU_MARKED[6], marks=False, gap=True),
        _quoting(_RU_MARKED[2], marks=False, gap=True), _quoting(_RU_MARKED[8], marks=False, gap=True),
        _block("outlook", _RU_BLOCK, _RULE + _RU_BLOCK, "From: {name} <{mail}>\nSent: {weekday}, {month} {d}, {y} {hm}\nTo: {to}\nSubject: {subject}",
               _RU_BLOCK.replace("\nТема", "\nКопия: info@firma.example.com; {name}\nТема"), _RU_BLOCK.replace("\nТема", "\nВажность: Высокая\nТема")),
        _block("outlook_line", "-----Исходное сообщение-----\n" + _RU_BLOCK, "-----Original Message-----\nFrom: {name}\nSent: {dd}.{mm}.{y} {hm}\nTo: {to}\nSubject: {subject}"),
        _block("outlook_mac", "От: {name} <{mail}>\nДата: {weekday}, {d} {month} {y} г. в {hm}\nКому: {to}\nТема: {subject}"),
        _block("bold", "*От:* {name} <{mail}>\n*Отправлено:* {weekday}, {d} {month} {y} г. {hm}\n*Кому:* {to}\n*Тема:* {subject}", "*От: *{name} <{mail}>\n*Дата: *{d} {month} {y} г.\n*Кому: *{to}\n*Тема: *{subject}"),
        _block("samsung", "-------- Исходное сообщение --------\nОт: {name} <{mail}>\nДата: {dd}.{mm}.{y} {hm} (GMT+03:00)\nКому: {to}\nТема: {subject}"),
        _block("zimbra", '----- Исходное сообщение -----\nОт: "{name}" <{mail}>\nКому: {to}\nОтправленные: {Weekday}, {d} {month} {y} {hms}\nТема: {subject}', 'От: "{name}" <{mail}>\nКому: {to}\nОтправленные: {Weekday}, {d} {month} {y} {hms}\nТема: {subject}'),
        _block("exchange", "От: {name}\nОтправлено: {weekday}, {d} {month} {y} г. {hm}\nКому: {to}\nТема: {subject}", "Отправитель: {name}\nДата отправки: {dd}.{mm}.{y} {hm}\nПолучатель: {to}\nТема: {subject}"),
    ],
    "en": [_quoting(header) for header in _EN_MARKED] + [
        _quoting(_EN_MARKED[0], marks=False, gap=True), _quoting(_EN_MARKED[1], marks=False, gap=True), _quoting(_EN_MARKED[3], marks=False, gap=True),
        _block("outlook", _EN_BLOCK, _RULE + _EN_BLOCK, _EN_BLOCK.replace("\nSubject", "\nCc: {name} <{mail}>\nSubject"), "From: {name}\nSent: {d} {month} {y} {hm}\nTo: {to}\nSubject: {subject}"),
        _block("outlook_line", "-----Original Message-----\n" + _EN_BLOCK, "------ Original Message ------\nFrom: \"{name}\" <{mail}>\nTo: {to}\nSent: {d}/{mm}/{y} {hm}\nSubject: {subject}"),
        _block("mac", "From: {name} <{mail}>\nDate: {weekday}, {d} {month} {y} at {hm}\nTo: {to}\nSubject: {subject}", "*From:* {name} <{mail}>\n*Sent:* {d} {month} {y} {hm}\n*To:* {to}\n*Subject:* {subject}"),
        _block("samsung", "-------- Original message --------\nFrom: {name} <{mail}>\nDate: {d}/{mm}/{y} {hm} (GMT+00:00)\nTo: {to}\nSubject: {subject}"),
        _block("proton", "------- Original Message -------\nOn {weekday}, {month} {d}th, {y} at {h12} {ampm}, {name} <{mail}> wrote:"),
    ],
}
FORWARDS: dict[str, list[Shape]] = {
    "ru": [
        _block("forward_gmail", "---------- Forwarded message ---------\nОт: {name} <{mail}>\nDate: {wd}, {d} {mon}. {y} г. в {hm}\nSubject: {subject}\nTo: {to}", "---------- Пересылаемое сообщение ----------\nОт: {name} <{mail}>\nДата: {d} {month} {y} г., {hm}\nТема: {subject}\nКому: {to}"),
        _block("forward_mail_ru", "-------- Пересылаемое сообщение --------\nОт кого: {name} <{mail}>\nКому: {to}\nДата: {Weekday}, {d} {month} {y}, {hm} +03:00\nТема: {subject}", "-------- Перенаправленное сообщение --------\nТема: {subject}\nДата: {wd}, {d} {mon} {y} {hms} +0300\nОт: {name} <{mail}>\nКому: {to}"),
        _block("forward_yandex", "-------- Пересылаемое сообщение --------\n{dd}.{mm}.{y}, {hm}, \"{name}\" <{mail}>:", "-------- Пересылаемое сообщение--------\n{dd}.{mm}.{y}, {hm}, {name} <{mail}>:"),
        _block("forward_apple", "Начало переадресованного сообщения:\n\nОт: {name} <{mail}>\nТема: {subject}\nДата: {d} {month} {y} г. в {hm} GMT+3\nКому: {to}"),
    ],
    "en": [
        _block("forward_gmail", "---------- Forwarded message ---------\nFrom: {name} <{mail}>\nDate: {wd}, {mon} {d}, {y} at {h12} {ampm}\nSubject: {subject}\nTo: {to}"),
        _block("forward_apple", "Begin forwarded message:\n\nFrom: {name} <{mail}>\nSubject: {subject}\nDate: {d} {month} {y} at {hm} GMT+1\nTo: {to}"),
        _block("forward_thunderbird", "-------- Forwarded Message --------\nSubject: {subject}\nDate: {wd}, {d} {mon} {y} {hms} +0300\nFrom: {name} <{mail}>\nTo: {to}"),
    ],
}
