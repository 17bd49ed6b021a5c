"""Facts that changed places: who does what, when, whose, and which figure goes with which thing."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Literal

from okk_text.fact_lock.facts import Fact, FactChange, Kind
from okk_text.fact_lock.side import Side
from okk_text.fact_lock.things import deeds

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CLAUSE = re.compile(r"[.!?;,\n]|\s(?:и|а|но|and|but)\s")


def turned(one: Side, other: Side) -> Iterator[FactChange]:
    """Deeds with another doer or tense, sides that are swapped, figures at another thing."""
    yield from _doers(one, other)
    yield from _than(one, other)
    yield from _swapped(one, other)
    yield from _order(one, other)
    yield from _owners(one, other)


def _doers(one: Side, other: Side) -> Iterator[FactChange]:
    """«Оплачиваем» for «оплачиваете», «отправили» for «отправим», «за ваш счёт» for «за наш»."""
    before, after = deeds(one.rest), deeds(other.rest)
    pairs = (
        ("promise", before.persons, after.persons),
        ("promise", before.times, after.times),
        ("thing", before.whose, after.whose),
        ("condition", before.sides, after.sides),
        ("quantity", before.numbers, after.numbers),
    )
    for kind, was, now in pairs:
        for word in was.keys() & now.keys():
            if not was[word] & now[word]:
                yield FactChange(kind=kind, change="gained", text=word)  # type: ignore[arg-type]
    if before.speakers - after.speakers and after.speakers - before.speakers:
        yield FactChange(kind="promise", change="gained", text=one.text[:40])
    common = before.roles.keys() & after.roles.keys()
    turned = {word for word in common if not before.roles[word] & after.roles[word]}
    if {frozenset(("does",)), frozenset(("undergoes",))} <= {after.roles[word] for word in turned}:
        yield FactChange(kind="order", change="gained", text=", ".join(sorted(turned)))


_THAN = re.compile(r"(?<!\w)(?:чем|than)\s+([^.,!?;\n]{1,40})")


def _than(one: Side, other: Side) -> Iterator[FactChange]:
    """«Дороже, чем у соседей»: what stands after «чем»."""
    before, after = (
        {frozenset(_WORD.findall(m[1])) for m in _THAN.finditer(side.rest)} for side in (one, other)
    )
    for words in before ^ after:
        change: Literal["lost", "gained"] = "lost" if words in before else "gained"
        yield FactChange(kind="order", change=change, text=" ".join(sorted(words)))


_OWNED: tuple[Kind, ...] = ("number", "money", "percent", "quantity", "date")


def _owners(one: Side, other: Side) -> Iterator[FactChange]:
    """Figures and dates that changed places: «замер во вторник, монтаж в пятницу»."""
    before, after = clauses_of(one, *_OWNED), clauses_of(other, *_OWNED)
    for value in before.keys() & after.keys():
        mine, now = before[value][1], after[value][1]
        if not mine or not now or mine & now:
            continue
        for rival, (_, theirs) in before.items():
            if rival != value and now & theirs and not mine & theirs:
                yield FactChange(kind="order", change="gained", text=after[value][0])
                break


_STEPS = re.compile(
    r"(?<!\w)(?:сначала|сперва|потом|затем|после\s+этого|далее|first|then|next|afterwards)(?!\w)"
)


def _swapped(one: Side, other: Side) -> Iterator[FactChange]:
    """Two words that changed places and forms («клиент вызывает мастера»), steps in another order.

    English has no forms: there two words must not change places around a third.
    """
    before, after = (Counter(t.key for t in side.things) for side in (one, other))
    once = {key for key in before if before[key] == after[key] == 1}
    words = {thing.key: thing for thing in other.things if thing.key in once}
    steps = bool(_STEPS.search(one.rest) or _STEPS.search(other.rest))
    english = one.reading.language == "en"
    for start, end in one.reading.whole.sentences:
        inside = [
            t
            for t in one.things
            if start <= t.start < end and t.key in words and t.word[:3] == words[t.key].word[:3]
        ]
        for first, second in itertools.combinations(inside[:40], 2):
            now, then = words[first.key], words[second.key]
            if now.start < then.start:
                continue
            bent = first.word != now.word and second.word != then.word
            around = english and any(
                first.start < t.start < second.start and then.start < words[t.key].start < now.start
                for t in inside
            )
            if bent or steps or around:
                text = f"{first.word}, {second.word}"
                yield FactChange(kind="order", change="gained", text=text)
                return


def _order(one: Side, other: Side) -> Iterator[FactChange]:
    """Figures in another order, where nothing shows that each stayed with its thing."""
    first, second = ([(f.kind, f.value) for f in _in_order(side)] for side in (one, other))
    common = [value for value in first if value in second]
    if common == [value for value in second if value in first]:
        return
    before, after = clauses_of(one, *_OWNED), clauses_of(other, *_OWNED)
    for value in common:
        if not before[value][1] & after[value][1]:
            yield FactChange(kind="order", change="gained", text=after[value][0])


def _in_order(side: Side) -> list[Fact]:
    facts = sorted(side.facts(*_OWNED), key=lambda fact: fact.start)
    return list({(fact.kind, fact.value): fact for fact in facts}.values())


def clauses_of(side: Side, *kinds: Kind) -> dict[tuple[Kind, Any], tuple[str, set[str]]]:
    """Value -> its words and the things of the clauses that hold it."""
    marks = list(_CLAUSE.finditer(side.rest))
    found: dict[tuple[Kind, Any], tuple[str, set[str]]] = {}
    for fact in side.facts(*kinds):
        start = max((m.end() for m in marks if m.end() <= fact.start), default=0)
        end = min((m.start() for m in marks if m.start() >= fact.end), default=len(side.rest))
        keys = {t.key for t in side.things if start <= t.start < end}
        text, known = found.get((fact.kind, fact.value), (fact.text, set()))
        found[fact.kind, fact.value] = (text, known | keys)
    return found
