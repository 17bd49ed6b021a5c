"""Two texts compared by their facts: what a rewrite lost, what it gained."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from okk_text.conversation.model import Frozen
from okk_text.fact_lock.facts import Fact, FactChange, Kind
from okk_text.fact_lock.names import name_key
from okk_text.fact_lock.side import Side
from okk_text.fact_lock.stance import asks
from okk_text.fact_lock.things import (
    Thing,
    is_filling,
    is_harmless,
    is_misspelt,
    same,
)
from okk_text.fact_lock.turns import clauses_of, turned
from okk_text.fact_lock.words import LONG_FORMS
from okk_text.lexicon.texts import text_language
from okk_text.people.greeting_words import TEMPLATE
from okk_text.people.names import fold, name_parts, same_name

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


class Allowed(Frozen):
    """What a rewrite may add: the client's right `name` in its greeting, and the calendar dates of `earlier`.

    `name` also allows the name that was greeted wrongly to go. Of `earlier`, words of the same
    manager, only days with a month are taken: «завтра» and «в пятницу» meant another day there.
    """

    name: str | None = None
    earlier: tuple[str, ...] = ()


NOTHING = Allowed()


def changed_facts(
    original: str, rewrite: str, *, added: Allowed = NOTHING
) -> tuple[FactChange, ...]:
    """The facts that the rewrite lost or gained; empty where it says the same.

    Spelling, order, number format, courtesy and needless words are no facts. In doubt a fact counts
    as changed: a good rewrite dropped costs little, a changed fact that is sent costs a client.
    """
    one = Side(_with_written_together(original, rewrite))
    other = Side(_with_written_together(rewrite, original))
    found = list(dict.fromkeys(_changes(one, other, added)))
    return tuple(found)


def _with_written_together(text: str, other: str) -> str:
    """«Не большой» as «небольшой» where the other text writes it so: a slip, no negation."""
    return _APART.sub(
        lambda m: m[1] + m[2] if re.search(rf"\b{m[1]}{m[2]}\b", other, re.IGNORECASE) else m[0],
        text,
    )


_APART = re.compile(r"\b(не) (\w{3,})\b", re.IGNORECASE)


def _changes(one: Side, other: Side, added: Allowed) -> Iterator[FactChange]:
    if text_language(one.rest) != text_language(other.rest) and one.things and other.things:
        yield FactChange(kind="thing", change="lost", text=one.text[:40])
    yield from _values(one, other, added)
    yield from _greeted(one, other, added)
    yield from _names(one, other)
    yield from _stances(one, other)
    yield from _questions(one, other)
    yield from _things(one, other)
    yield from turned(one, other)


_VALUES: tuple[Kind, ...] = ("number", "money", "percent", "quantity", "date", "link", "phone")


def _values(one: Side, other: Side, added: Allowed) -> Iterator[FactChange]:
    """Figures, dates, links: what stands on one side only."""
    before, after = one.facts(*_VALUES), other.facts(*_VALUES)
    allowed = {
        fact.value
        for text in added.earlier
        for fact in Side(text).facts("date")
        if isinstance(fact.value[0], int)
    }
    for fact in before:
        if not any(_agree(fact, found) for found in after):
            yield FactChange(kind=fact.kind, change="lost", text=fact.text)
    for fact in after:
        if not any(_agree(fact, found) for found in before) and fact.value not in allowed:
            yield FactChange(kind=fact.kind, change="gained", text=fact.text)


def _agree(one: Fact, other: Fact) -> bool:
    if one.kind == other.kind == "number":
        units = {one.value[1], other.value[1]}  # «3000» and «три тысячи»
        same_unit = len(units) == 1 or units == {None, "scaled"}
        return same_unit and (one.value[0], one.value[2]) == (other.value[0], other.value[2])
    if one.kind == other.kind:
        return one.value == other.value
    if {one.kind, other.kind} == {"money", "number"}:  # «12,5 тыс.» says no currency
        number = one if one.kind == "number" else other
        return number.value[1] == "scaled" and (one.value[0], one.value[2]) == (
            other.value[0],
            other.value[2],
        )
    return False


def _greeted(one: Side, other: Side, added: Allowed) -> Iterator[FactChange]:
    """Whom the greetings name: nobody new but the client, nobody gone unless wrong."""
    client = name_parts(added.name) if added.name else None

    def is_client(full: str) -> bool:
        return bool(client and client.given and added.name and same_name(full, added.name))

    mended = any(is_client(parts.full or "") for parts in other.greeted)
    for parts in one.greeted:
        full = parts.full or ""
        stays = any(same_name(full, o.full or "") for o in other.greeted) or _speaks_of(other, full)
        if not stays and not mended:
            yield FactChange(kind="name", change="lost", text=full)
    for parts in other.greeted:
        full = parts.full or ""
        known = any(fold(full) == fold(o.full or "") for o in one.greeted) or _speaks_of(one, full)
        exact = bool(added.name) and set(fold(full).split()) <= set(fold(added.name or "").split())
        if not known and not exact:
            yield FactChange(kind="name", change="gained", text=full)


def _speaks_of(side: Side, full: str) -> bool:
    keys = {name_key(word) for word in _WORD.findall(side.text)}
    return all(name_key(word) in keys for word in full.split())


def _names(one: Side, other: Side) -> Iterator[FactChange]:
    """Names by presence: «Роман» twice or once is the same; codes and marks as figures."""
    for here, there, change in ((one, other, "lost"), (other, one, "gained")):
        keys = {name_key(word) for word in _WORD.findall(there.text)}
        keys |= {name_key(word) for word in _WORD.findall(there.spoken)}
        exact = {fact.value for fact in there.facts("name")}
        short = {name_key(short) for short in LONG_FORMS.values() if short in here.spoken.split()}
        for fact in here.facts("name"):
            if change == "lost" and TEMPLATE.fullmatch(fact.text):
                continue  # «{Имя}» was never filled in
            present = fact.value in exact or (isinstance(fact.value, str) and fact.value in keys)
            if not present and fact.value not in short & {
                name_key(w) for w in there.spoken.split()
            }:
                yield FactChange(kind="name", change=change, text=fact.text)  # type: ignore[arg-type]
    order = [
        [f.value for f in side.facts("name") if isinstance(f.value, str)] for side in (one, other)
    ]
    first, second = (list(dict.fromkeys(names)) for names in order)
    common = [name for name in first if name in second]
    if len(common) > 1 and common != [name for name in second if name in first]:
        yield FactChange(kind="order", change="lost", text=", ".join(common))


def _stances(one: Side, other: Side) -> Iterator[FactChange]:
    """Promises, certainty and attachments by presence, negations and conditions by number."""
    for kind in ("promise", "certainty", "attachment"):
        before = {f.value: f for f in one.facts(kind) if f.value != "must"}  # type: ignore[arg-type]
        after = {f.value: f for f in other.facts(kind) if f.value != "must"}  # type: ignore[arg-type]
        for value in before.keys() - after.keys():
            yield FactChange(kind=kind, change="lost", text=before[value].text)  # type: ignore[arg-type]
        for value in after.keys() - before.keys():
            yield FactChange(kind=kind, change="gained", text=after[value].text)  # type: ignore[arg-type]
    for name in ("or", "only"):
        said = [[f for f in side.facts("certainty") if f.value == name] for side in (one, other)]
        yield from _counted(*said)
    for kind in ("negation", "condition"):
        yield from _counted(one.facts(kind), other.facts(kind))  # type: ignore[arg-type]
    if [f.value for f in one.facts("condition")].count("before") != [
        f.value for f in other.facts("condition")
    ].count("before"):
        facts = one.facts("condition") or other.facts("condition")
        yield FactChange(kind="condition", change="lost", text=facts[0].text)
    yield from _moved_negations(one, other)
    must = next((f for f in other.facts("certainty") if f.value == "must"), None)
    if must and not asks(one.text) and not any(f.value == "must" for f in one.facts("certainty")):
        yield FactChange(kind="certainty", change="gained", text=must.text)
    yield from _forms(one, other)


def _forms(one: Side, other: Side) -> Iterator[FactChange]:
    """Вы for ты or ты for вы; a text that says neither may come to say вы."""
    before = {fact.value for fact in one.facts("address form")}
    if other.is_familiar and not one.is_familiar and not any(v.startswith("ты") for v in before):
        yield FactChange(kind="address form", change="gained", text=other.text.split()[0])
    for fact in other.facts("address form"):
        form = fact.value[:2]
        new = not any(value.startswith(form) for value in before) and (before or form == "ты")
        if new or (fact.value == "ты" and "ты" not in before):
            yield FactChange(kind="address form", change="gained", text=fact.text)


def _counted(before: list[Fact], after: list[Fact]) -> Iterator[FactChange]:
    if len(before) > len(after):
        yield FactChange(kind=before[0].kind, change="lost", text=before[-1].text)
    elif len(after) > len(before):
        yield FactChange(kind=after[0].kind, change="gained", text=after[-1].text)


def _moved_negations(one: Side, other: Side) -> Iterator[FactChange]:
    """«Доставка платная, сборка нет»: as many negations, at another word."""
    before, after = (Counter(f.value for f in s.facts("negation")) for s in (one, other))
    for word in after.keys() - before.keys():
        said = any(thing.key == word or thing.word == word for thing in one.things)
        if said and before.keys() - after.keys():
            text = next(f.text for f in other.facts("negation") if f.value == word)
            yield FactChange(kind="negation", change="gained", text=f"{text} {word}")
    denied, now = (clauses_of(side, "negation") for side in (one, other))
    for value in denied.keys() & now.keys():
        mine, theirs = denied[value][1] - {value[1]}, now[value][1] - {value[1]}
        elsewhere = {thing.key for thing in one.things} - mine
        if mine and theirs and not mine & theirs and theirs & elsewhere:
            yield FactChange(kind="negation", change="gained", text=now[value][0])


def _questions(one: Side, other: Side) -> Iterator[FactChange]:
    """A question that became a statement, or a statement that became a question."""
    for here, there, change in ((one, other, "lost"), (other, one, "gained")):
        told = [
            _sentence_keys(there, s)
            for s in there.reading.whole.sentences
            if not _asks_at(there, s)
        ]
        for fact in here.facts("question"):
            keys = _sentence_keys(here, fact.value)
            turned = (
                any(len(keys & said) >= max(1, 0.6 * len(keys)) for said in told) if keys else False
            )
            asked = any(keys & _sentence_keys(there, f.value) for f in there.facts("question"))
            if turned and not asked:
                yield FactChange(kind="question", change=change, text=fact.text)  # type: ignore[arg-type]
    if one.facts("question") and not other.facts("question") and not asks(other.text):
        yield FactChange(kind="question", change="lost", text=one.facts("question")[0].text)


def _asks_at(side: Side, sentence: tuple[int, int]) -> bool:
    return asks(side.text[slice(*sentence)])


def _sentence_keys(side: Side, sentence: tuple[int, int]) -> set[str]:
    start, end = sentence
    keys = {t.key for t in side.things if start <= t.start < end}
    return keys or set(_WORD.findall(side.spoken[start:end]))


def _things(one: Side, other: Side) -> Iterator[FactChange]:
    """Words that say something: new ones, and weighty ones that are gone."""
    for thing in other.things:
        if not is_harmless(thing) and not _among(thing, one):
            yield FactChange(kind="thing", change="gained", text=thing.word)
    for thing in one.things:
        if thing.weighty and not is_filling(thing) and not _among(thing, other):
            yield FactChange(kind="thing", change="lost", text=thing.word)


def _among(thing: Thing, side: Side) -> bool:
    if any(same(thing.key, found.key) or is_misspelt(thing, found) for found in side.things):
        return True
    greeted = " ".join(fold(parts.full or "") for parts in side.greeted)
    return (
        re.search(rf"(?<!\w){re.escape(thing.word)}(?!\w)", f"{side.spoken} {greeted}") is not None
    )
