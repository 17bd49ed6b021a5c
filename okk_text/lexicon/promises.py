"""Promises in running text: «пришлю КП до пятницы», "I'll call you at 3 pm": what and by when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from okk_text.lexicon import verbs
from okk_text.lexicon.dates import IsWorking, coming_day_of_month
from okk_text.lexicon.deadlines import Deadline, deadlines
from okk_text.lexicon.deeds import Deed, asks_first, deed
from okk_text.lexicon.promise_phrases import ABILITY, CONDITION, HARMLESS, NOW, SUBORDINATE
from okk_text.lexicon.texts import Text, text_language

LONGEST = 700  # characters of a sentence worth reading

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CLAUSE = re.compile(r",\s|[;:()]\s?|\s[—-]\s|\s(?:а|но|but)\s")
_MAYBE = re.compile(
    r"[а-я](?:ю|у|усь|юсь|ем|им|емся|имся)\b|\bобещ|буд[еу]т|прид[её]т"
    r"|\bдам\b|'ll\b|\bwill\b|going to|let me|\bfollows\b"
)
_ANNOUNCES = re.compile(r"\b(?:спрошу|спросим|уточню|уточним|скажу|ask)\b[^.!]*:\s*$")
_THEN = re.compile(r"(?:и\s)?(?:тогда|then)\b")
_OWN_SHARE = re.compile(r"\s*(?:а|но|but)\s(?:я|мы|сама?|i|we)\b")
_AGREES = re.compile(r"\b(?:удобно|хорошо|ок|подойдет|договорились|ok|okay|all right)\W*$")
_RESERVES = re.compile(r"\b(?:за|по)?(?:бронир|каж|став|резерв|пи[сш])")
_VAGUE_START = re.compile(r"\b(?:начал[еау]|середин[еыу]|beginning|early)\b")
_OTHER_DAY = re.compile(
    r"\b(?:that|the same|the next)\s+day\b|\b(?:тот|этот|следующий) же день\b|\bв (?:тот|этот) день\b|\bв день\b"
)
_EARLY = re.compile(r"утр|обед|morning|noon|lunch")
_DAY_OF_MONTH = re.compile(
    r"(?<![\d.])(?P<day>[12]?\d|3[01])-?(?:го|му|е)\b(?!\s+(?:[а-я]+(?:бря|аля|еля|ста|рта)|ма[яй]|ию[нл]я))"
)


@dataclass(frozen=True, slots=True)
class Promise:
    """A clause in which the writer promises a deed, and the day it names."""

    start: int
    end: int
    deed: Deed
    deadline: Deadline | None = None


def promised(
    text: str, *, now: datetime | None, is_working: IsWorking | None = None
) -> list[Promise]:
    """The promises of the text in order, one a clause.

    Offers that hang on the reader («если …», «пришлите план, посчитаю»), questions, abilities and
    quotations are none.
    """
    read = Text(text, text_language(text))
    if not _MAYBE.search(read.folded):
        return []
    found: list[Promise] = []
    before = ""
    for start, end in read.sentences:
        if end - start <= LONGEST:
            sentence = _Sentence(read, start, end, now, is_working)
            found += _merged(sentence.promises(before))
        before = read.folded[start:end]
    return found


@dataclass(slots=True)
class _Sentence:
    """One sentence that may promise something; places count from its start."""

    read: Text
    start: int
    end: int
    now: datetime | None
    is_working: IsWorking | None
    dated: Sequence[Deadline] = ()

    def promises(self, before: str) -> Iterator[Promise]:
        """The promises; `before` is the sentence before it."""
        folded = HARMLESS.sub(lambda m: " " * len(m[0]), self.read.folded[self.start : self.end])
        if not _MAYBE.search(folded) or CONDITION.search(folded) or ABILITY.search(folded):
            return
        if (_THEN.match(folded) and asks_first(before)) or _ANNOUNCES.search(folded):
            return
        written = self.read.text[self.start : self.end]
        self.dated = deadlines(written, now=self.now, is_working=self.is_working)
        clauses = list(self._clauses(folded))
        if folded.rstrip(" )").endswith("?"):  # «Пришлю договор до 18:00, посмотрите?»
            clauses = clauses[:-1] if _asks_reader(folded[slice(*clauses[-1])]) else []
        asked = False  # the reader must do something first
        for start, end in clauses:
            if not asked or _OWN_SHARE.match(folded, start):
                yield from self._promise(folded, start, end)
            asked = asked or asks_first(folded[start:end])

    def _clauses(self, folded: str) -> Iterator[tuple[int, int]]:
        """A comma inside a deadline cuts nothing."""
        start = 0
        for mark in _CLAUSE.finditer(folded):
            if any(d.start < mark.end() and mark.start() < d.end for d in self.dated):
                continue
            yield start, mark.start()
            start = mark.end() if mark[0].strip() not in ("а", "но", "but") else mark.start()
        yield start, len(folded)

    def _promise(self, folded: str, start: int, end: int) -> Iterator[Promise]:
        aside = folded[:start].rstrip().endswith("(")
        if SUBORDINATE.match(folded[start:end]) or aside:
            return
        deadline = self._deadline(folded, start, end)
        found = deed(folded[start:end], deadline)
        if found is None or self.read.is_untouchable(self.start + start, self.start + end):
            return
        first = self.start + (min(start, deadline.start) if deadline else start)
        piece = self.read.text[first : self.start + end]
        last = first + len(piece.rstrip(" .!…)?"))
        first += len(piece) - len(piece.lstrip(" \t-—–•*"))
        if deadline:
            places = {"start": self.start + deadline.start, "end": self.start + deadline.end}
            deadline = replace(deadline, **places)
        yield Promise(first, last, found, deadline)

    def _deadline(self, folded: str, start: int, end: int) -> Deadline | None:
        inside = next((d for d in self.dated if start <= d.start and d.end <= end), None)
        if (
            inside
            and folded.startswith("на ", inside.start)
            and _RESERVES.search(folded[start:end])
        ):
            return None  # «забронирую место на 15 июня»: the day of the stay
        if _OTHER_DAY.search(folded, start, end):
            return None
        if inside and _VAGUE_START.search(folded[max(start, inside.start - 12) : inside.end]):
            return None
        day = _DAY_OF_MONTH.search(folded, start, end)
        if day and self.now and (inside is None or inside.kind in ("time", "hour")):
            due = coming_day_of_month(int(day["day"]), self.now.date())
            return Deadline(*day.span(), "date", due, inside.time if inside else None)
        if inside and inside.kind == "part" and inside.due is None and self.now:
            over = _EARLY.search(folded[inside.start : inside.end]) and self.now.hour >= 12
            return replace(inside, due=self.now.date() + timedelta(days=bool(over)))
        return inside or self._today(folded, start, end) or self._leading(folded, start)

    def _today(self, folded: str, start: int, end: int) -> Deadline | None:
        """«Сейчас», «вечером»."""
        match = NOW.search(folded, start, end)
        if match is None:
            return None
        return Deadline(*match.span(), "now", self.now.date() if self.now else None)

    def _leading(self, folded: str, start: int) -> Deadline | None:
        """The day that opens the sentence: «Завтра, как обещала, пришлю КП»."""
        for deadline in self.dated:
            between = folded[deadline.end : start]
            opens = not _WORD.search(folded[: deadline.start].removeprefix("и ").strip())
            if deadline.end <= start and opens and len(between) < 40:
                words = [m[0] for m in _WORD.finditer(between)]
                if not any(verbs.is_finite(w) and not w.startswith("обеща") for w in words):
                    return deadline
        return None


def _asks_reader(clause: str) -> bool:
    words = (match[0] for match in _WORD.finditer(clause))
    return any(map(verbs.is_you_future, words)) or bool(_AGREES.search(clause.rstrip(" ?)")))


def _merged(found: Iterator[Promise]) -> Iterator[Promise]:
    """«Уточню на складе, перезвоню через час» is one promise: the step before the deed is none."""
    waiting: Promise | None = None
    for promise in found:
        step = waiting and waiting.deed.kind in ("answer", "work") and not waiting.deadline
        if waiting and step:
            things = promise.deed.things | waiting.deed.things
            promise = replace(promise, deed=replace(promise.deed, things=things))
        elif waiting:
            yield waiting
        waiting = promise
    if waiting:
        yield waiting
