"""Invented Russian and English letters whose own words, quote and signature are known (seeded)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

Words = dict[
    str, Any
]  # a language's vocabulary and mail programs: letters_ru.yaml, letters_en.yaml


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who writes: name as signed and as mail programs show it, address, post, firm, phone."""

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
        yield _Writer(random, "en" if n % 3 == 2 else "ru").letter()


@cache
def _words(language: str) -> Words:
    path = Path(__file__).with_name(f"letters_{language}.yaml")
    return yaml.safe_load(path.read_text(encoding="utf-8"))


class _Writer:
    """Writes one letter with one source of chance."""

    def __init__(self, random: Random, language: str) -> None:
        self.random = random
        self.language = language
        self.words = _words(language)
        self.me, self.other = self._person(), self._person()
        self.when = datetime(2014, 1, 1) + timedelta(minutes=random.randrange(13 * 365 * 24 * 60))

    def letter(self) -> Letter:
        layouts = {
            "alone": 18,
            "top": 46,
            "bottom": 8,
            "between": 12,
            "forward": 9,
            "sign_below": 7,
        }
        layout = self.random.choices(list(layouts), list(layouts.values()))[0]
        signature = self._signature(self.me)
        if layout == "alone":
            return self._made(layout, [("own", self._text(self.other)), ("signature", signature)])
        if layout in ("bottom", "between"):
            return self._answering(layout, signature)
        history = self._history()
        shape, quote = self._quote(history, forwarded=layout == "forward")
        own = self._text(self.other, short=layout == "forward")
        if layout == "sign_below" and history[-1] != quote[-1]:  # marked
            parts = [("own", own), ("quote", quote), ("signature", signature)]
        else:
            parts = [("own", own), ("signature", signature), ("quote", quote)]
        return self._made(f"{layout} {shape}", parts)

    def _made(self, shape: str, parts: list[tuple[str, list[str]]]) -> Letter:
        lines: list[str] = []
        found: dict[str, list[str]] = {"own": [], "quote": [], "signature": []}
        for kind, part in parts:
            if not part:
                continue
            if lines and (kind != "signature" or self.random.random() < 0.93):
                lines.append("")
            lines += part
            found[kind] += part
        end = self.random.choice(["\n", "\n", "\r\n"])
        body = end.join(lines) + self.random.choice(["", end, end * 2])
        if self.random.random() < 0.15:
            body = body.replace(" в ", " в\u00a0").replace(" at ", " at\u202f")
        joined = {kind: "\n".join(part) for kind, part in found.items()}
        shape = f"{self.language} {shape}"
        return Letter(
            shape, self.me.shown, body, joined["own"], joined["quote"], joined["signature"]
        )

    def _answering(self, layout: str, signature: list[str]) -> Letter:
        """A letter with answers below the quote or between its lines."""
        asked = [self._any("questions") for _ in range(self.random.randint(2, 4))]
        program = self._any("attributions")
        header = self._attribution(program, self.other, self.when)
        prefix = "> "
        if (program, self.language) == ("the_bat", "ru"):
            prefix = f"{self.other.given[0]}{self.other.surname[0]}> "
        if layout == "bottom":
            quote = header + [prefix + line for line in asked]
            own = self._text(self.other)
            return self._made(layout, [("quote", quote), ("own", own), ("signature", signature)])
        parts: list[tuple[str, list[str]]] = []
        if self.random.random() < 0.4:
            parts.append(("own", [self._any("greetings").format(name=self.other.given)]))
        parts.append(("quote", header + ([""] if self.random.random() < 0.3 else [])))
        for line in asked:
            answer = self.random.choice(self.words["answers"] + self.words["sentences"])
            parts += [("quote", [prefix + line]), ("own", [answer])]
        if self.random.random() < 0.5:
            parts.append(("own", [self._any("sentences")]))
        return self._made(layout, [*parts, ("signature", signature)])

    def _any(self, key: str) -> Any:
        return self.random.choice(list(self.words[key]))

    def _person(self) -> Person:
        random = self.random
        woman = random.random() < 0.5
        given = self._any("women" if woman else "men")
        surname = self._any("surnames")
        if self.language == "ru" and woman and surname[-2:] != "их":
            surname = surname.removesuffix("ий") + "ая" if surname[-2:] == "ий" else surname + "а"
        mail = f"{self._any('logins')}{random.randint(1, 99)}@{self._any('domains')}.example.com"
        shown = f"{surname} {given}" if random.random() < 0.25 else f"{given} {surname}"
        phone = self._any("phones").format(*(random.randint(10, 99) for _ in range(4)))
        firm = self._any("forms").format(self._any("firms"))
        return Person(given, surname, shown, mail, self._any("posts"), firm, phone)

    def _text(self, reader: Person, *, short: bool = False) -> list[str]:
        """Own words: greeting or none, sentences in paragraphs, traps, a list, thanks."""
        random = self.random
        lines: list[str] = []
        if random.random() < 0.75:
            lines.append(self._any("greetings").format(name=reader.given))
            lines += [""] if random.random() < 0.5 else []
        for _ in range(1 if short else random.randint(1, 4)):
            lines.append(" ".join(self._any("sentences") for _ in range(random.randint(1, 4))))
            lines += [""] if random.random() < 0.3 else []
        if random.random() < 0.35:
            lines += [*self._any("traps"), self._any("sentences")]
        if random.random() < 0.25:
            mark = random.choice(["- ", "— ", "* ", "• ", "1. "])
            items = random.sample(self.words["items"], 3)
            lines += [self._any("lists"), *(mark + item for item in items), self._any("sentences")]
        if random.random() < 0.3:
            lines.append(self._any("thanks"))
        while not lines[-1]:
            lines.pop()
        return lines

    def _signature(self, person: Person) -> list[str]:
        kinds = {
            "none": 6,
            "closing": 32,
            "dashes": 15,
            "bare": 12,
            "name": 8,
            "given": 7,
            "both": 8,
            "mobile": 7,
            "ruled": 5,
        }
        kind = self.random.choices(list(kinds), list(kinds.values()))[0]
        if kind == "none":
            return []
        if kind == "mobile":
            return [self._any("mobile")]
        if kind == "given":
            return [person.given]
        lines: list[str] = []
        if kind in ("dashes", "both"):
            lines.append(self.random.choice(["-- ", "--", "--", "—"]))
        if kind == "ruled":
            lines.append(self.random.choice(["---", "_" * 13, "-" * 10, "***", "=" * 10]))
        if kind in ("closing", "both"):
            closing = self._any("closings")
            if self.random.random() < 0.15:
                return [*lines, f"{closing.rstrip(',!.')}, {person.full}"]
            lines.append(closing)
        names = [person.full, person.full, f"{person.surname} {person.given}"]
        lines.append(self.random.choice([*names, f"{person.given[0]}. {person.surname}"]))
        return lines if kind == "name" else self._detailed(lines, person, bare=kind == "bare")

    def _detailed(self, lines: list[str], person: Person, *, bare: bool) -> list[str]:
        """The signature with post, firm, phone, footers."""
        random = self.random
        if not bare and random.random() < 0.12:
            lines[-1] = person.given
        details = [person.post, person.firm, person.phone, self._any("details")]
        if random.random() < 0.15:
            lines[-1] += f", {details.pop(0)}"
        lines += [line for line in details if random.random() < 0.75] or [person.firm]
        if random.random() < 0.12:
            lines += ["", *self._any("disclaimers")]
        elif random.random() < 0.06:
            lines += ["", self._any("mobile")]
        return lines

    def _history(self) -> list[str]:
        """The letter that is answered, signed, often with an older letter below."""
        signature = self._signature(self.other)
        lines = [*self._text(self.me), *([""] if signature else []), *signature]
        if self.random.random() < 0.35:
            self.me, self.other = self.other, self.me
            lines += ["", *self._quote(self._text(self.me), forwarded=False)[1]]
            self.me, self.other = self.other, self.me
            self.when += timedelta(days=3)
        return lines

    def _quote(self, history: list[str], *, forwarded: bool) -> tuple[str, list[str]]:
        """A mail program's name and how it quotes or forwards the history."""
        kind = "forwards" if forwarded else "blocks"
        programs = [] if forwarded else [(program, "> ") for program in self.words["attributions"]]
        programs += [] if forwarded else [(program, "") for program in self.words["unmarked"]]
        programs += [(program, kind) for program in self.words[kind]]
        program, how = self.random.choice(programs)
        if how == kind:
            pattern = self.random.choice(self.words[kind][program])
            reader = f"{self.me.shown} <{self.me.mail}>"
            pattern = pattern.replace("{to}", reader).replace("{subject}", self._any("subjects"))
            return program, [*self._spelt(pattern, self.other, self.when).split("\n"), "", *history]
        header = self._attribution(program, self.other, self.when)
        if not how:
            return f"{program} unmarked", [*header, "", *history]
        marked = [">" + line if line[:1] == ">" else f"> {line}".rstrip() for line in history]
        return program, [*header, *([""] if self.random.random() < 0.5 else []), *marked]

    def _attribution(self, program: str, person: Person, when: datetime) -> list[str]:
        """A program's attribution, now and then wrapped as mail programs wrap."""
        pattern = self.random.choice(self.words["attributions"][program])
        line = self._spelt(pattern, person, when)
        if len(line) < 60 or self.random.random() < 0.5:
            return [line]
        cut = line.rfind(" ", 0, 76 if len(line) > 76 else 50)
        return [line[:cut], line[cut + 1 :]]

    def _spelt(self, pattern: str, person: Person, when: datetime) -> str:
        weekday = self.words["weekdays"][when.weekday()]
        return pattern.format(
            wd=self.words["days"][when.weekday()], weekday=weekday, Weekday=weekday.capitalize(),
            d=when.day, dd=f"{when.day:02}", mm=f"{when.month:02}", y=when.year,
            mon=self.words["short_months"][when.month - 1],
            month=self.words["months"][when.month - 1],
            hm=f"{when:%H:%M}", hms=f"{when:%H:%M:%S}", h12=f"{(when.hour - 1) % 12 + 1}:{when:%M}",
            ampm="AM" if when.hour < 12 else "PM", name=person.shown, mail=person.mail,
        )  # fmt: skip
