"""Deadlines in running text: «до пятницы», «завтра к 15:00», "by noon on March 12" and the day they mean."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from okk_text.lexicon.dates import IsWorking
from okk_text.lexicon.deadline_rules import RULES, Kind
from okk_text.lexicon.texts import folded

# Which piece of «завтра, 25 февраля, до обеда» names the day.
_DAY_ORDER = ("date", "day", "weekday", "duration", "now", "period")
_SOME_DAY = datetime(2024, 1, 1)  # stands in where nobody knows when the text was written


@dataclass(frozen=True, slots=True)
class Deadline:
    """A place in the text that says by when; `due` and `time` as far as they can be known."""

    start: int
    end: int
    kind: Kind
    due: date | None = None
    time: time | None = None


def deadlines(
    text: str, *, now: datetime | None, is_working: IsWorking | None = None
) -> list[Deadline]:
    """The deadlines of the text in order; `now` is when it was written, None: not known.

    What is past, vague («скоро», "ASAP"), a quantity, a price or opening hours is none.
    """
    written = folded(text)
    pieces = _pieces(written, now or _SOME_DAY, is_working or _weekday)
    found = [d for d in _joined(pieces, written) if _stands(d, written)]
    return [_on_a_day(d, now) if now else _undated(d) for d in found]


def _weekday(day: date) -> bool:
    return day.weekday() < 5


def _pieces(written: str, now: datetime, is_working: IsWorking) -> list[Deadline]:
    """Every piece that a rule finds; of two over one place the longer, then the earlier rule."""
    found: list[tuple[int, int, Deadline]] = []
    for order, rule in enumerate(RULES):
        for match in rule.pattern.finditer(written):
            start, end = match.span()
            if start == end:
                continue
            resolved = rule.resolve(match, now, is_working)
            if resolved is not None:
                found.append((order, end - start, Deadline(start, end, rule.kind, *resolved)))
            elif rule.kind in ("date", "weekday", "period"):
                found.append((order, end - start, Deadline(start, end, "part", date.min)))
    found.sort(key=lambda item: (-item[1], item[0]))
    taken: list[Deadline] = []
    for _, _, piece in found:
        at = bisect_left(taken, piece.start, key=lambda other: other.start)
        free_before = at == 0 or taken[at - 1].end <= piece.start
        if free_before and (at == len(taken) or piece.end <= taken[at].start):
            taken.insert(at, piece)
    return taken


_GAP = re.compile(r"\s*[,(]?\s*(?:(?:в|at|on|то есть|т\.е\.)\s+)?")


def _joined(pieces: list[Deadline], written: str) -> Iterator[Deadline]:
    """Neighbouring pieces as one deadline; an hour without a day needs one beside it or a clear end."""
    group: list[Deadline] = []
    for piece in pieces:
        if group and not _continues(group, piece, written):
            yield from _one(group)
            group = []
        group.append(piece)
    yield from _one(group)


def _continues(group: list[Deadline], piece: Deadline, written: str) -> bool:
    if not _GAP.fullmatch(written[group[-1].end : piece.start]):
        return False
    kinds = {other.kind for other in group}
    clock = {"time", "hour"}
    return piece.kind not in kinds and not (piece.kind in clock and kinds & clock)


def _one(group: list[Deadline]) -> Iterator[Deadline]:
    if not group or any(piece.due == date.min for piece in group):  # something of it is past
        return
    days = sorted(
        (piece for piece in group if piece.kind in _DAY_ORDER),
        key=lambda piece: _DAY_ORDER.index(piece.kind),
    )
    clock = next((piece.time for piece in group if piece.time), None)
    kind = days[0].kind if days else group[0].kind
    due = days[0].due if days else next((piece.due for piece in group if piece.due), None)
    yield Deadline(group[0].start, group[-1].end, kind, due, clock)


def _stands(deadline: Deadline, written: str) -> bool:
    """Whether it is said of the future: no opening hours, no report of what happened."""
    start, end = _clause(written, deadline.start, deadline.end)
    clause = written[start:end]
    here = written[deadline.start : deadline.end]
    if _REGULAR.search(written[max(0, deadline.start - 24) : deadline.start]):
        return False
    if deadline.kind in _STARTABLE and _START.search(
        written[max(0, deadline.start - 24) : deadline.start]
    ):
        return False
    if deadline.kind == "event" and _is_whole_sentence(deadline, written):
        return False  # «До встречи!» says good-bye
    if deadline.kind in ("time", "hour", "part") and _SCHEDULE.search(clause):
        return False
    if deadline.kind == "hour" and _AMOUNT.search(clause):
        return False
    if _BOUND.search(here) or deadline.kind in ("date", "duration", "period", "now"):
        return not (
            deadline.kind == "part"
            and _NO_PART.search(written[max(0, deadline.start - 24) : deadline.start])
        )
    return not (_PAST_VERB.search(_BOOKED.sub(" ", clause)) and not _FUTURE.search(clause))


def _is_whole_sentence(deadline: Deadline, written: str) -> bool:
    before = re.split(r"[.!?\n]", written[max(0, deadline.start - 80) : deadline.start])[-1]
    after = re.split(r"[.!?\n]", written[deadline.end : deadline.end + 80])[0]
    return not re.search(r"\w", before + after)


def _clause(written: str, start: int, end: int) -> tuple[int, int]:
    """The clause around a place: up to the next mark that ends one."""
    before = [m.end() for m in _CLAUSE_END.finditer(written, max(0, start - 200), start)]
    after = _CLAUSE_END.search(written, end, end + 200)
    last = min(len(written), end + 200)
    return before[-1] if before else max(0, start - 200), after.start() if after else last


_CLAUSE_END = re.compile(r"[.!?;:\n]+(?=\s|$)|,\s(?!\d)|\s[—–]\s")
_STARTABLE = ("date", "weekday", "day", "period")
_START = re.compile(
    r"(?:^|[^\w])(?:с|со|начиная с|from|since|starting|starting on|as of)\s(?:the\s)?$"
)
_BOUND = re.compile(r"(?:^|\s)(?:до|к|ко|не поз|by|before|until|till|no later|not later|уже)\s")
_REGULAR = re.compile(r"(?:кажд\w+|ежедневно|еженедельно|обычно|every|each)\s+(?:\w+\s+)?$")
_SCHEDULE = re.compile(
    r"работаем|работает|режим|график|открыт|круглосуточ|ежедневно|по будням|без выходных|часы работы"
    r"|(?:are|is|we're) open|opening hours|open from|business hours|office hours|we work"
)
_AMOUNT = re.compile(
    r"скидк|процент|%|₽|руб|тыс|\bцен[аыу]|размер|вариант|страниц|пункт|раздел|discount|page|section"
)
_NO_PART = re.compile(r"\b(?:добр\w+|good)\s$")
_PAST_VERB = re.compile(
    r"\b(?!(?:неделя|дела|была ли|если|или|ли|целый|для|пожалуй|только|сила|цел|мал|зал|материал|специал\w*"
    r"|персонал|оригинал|филиал|канал|журнал|портал|вокзал|обл|отдел|раздел|модел\w|стол|пол|узел|хотел\w*)\b)"
    r"[а-я]{2,}(?:ал|ил|ел|ыл|ул|ял|ол|ала|ила|ела|ыла|ула|яла|ала|али|или|ели|ыли|ули|яли|ло|лся|лась|лись|лось|шел|шла|шли)\b"
    r"|\b(?:sent|called|spoke|talked|discussed|met|shipped|delivered|received|was|were|wrote|visited|had|ran|came|asked|said|agreed)\b"
)
_BOOKED = re.compile(
    r"\b(?:записал|поставил|забронировал|запланировал|договорил|перенес|назначил|зарезервировал|удержал"
    r"|продлил|оставил|закрепил|внес|занес|отметил|отложил|определил|решил|успел|хотел|мог|смог)\w*"
)
_FUTURE = re.compile(
    r"\b(?:\w+(?:йте|ите|ьте)(?:сь)?|ли|будет|будем|буду|можем|могу|давайте|прошу|нужно|надо|жду|ждем|will|can|could|please|let's)\b"
)


def _on_a_day(deadline: Deadline, now: datetime) -> Deadline:
    """An hour alone means today, or tomorrow where it is over."""
    if deadline.due or not deadline.time:
        return deadline
    due = now.date() + timedelta(days=deadline.time <= now.time())
    return replace(deadline, due=due)


def _undated(deadline: Deadline) -> Deadline:
    return replace(deadline, due=None)
