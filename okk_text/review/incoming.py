"""What people wrote into a worksheet becomes labels in the store, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from okk_text.conversation.model import Conversation
from okk_text.errors import OkkError, ReadError
from okk_text.language import say
from okk_text.results import Scorecard
from okk_text.review.filled import Filled, Row, place_of, read_worksheet
from okk_text.review.items import Criteria, newest, seen, tool_label
from okk_text.review.labels import choice_texts, choices, label_of
from okk_text.review.place import Place
from okk_text.settings import Settings, author_key
from okk_text.store import Correction, Draw, Store


@dataclass(frozen=True, slots=True)
class Imported:
    """How many labels are new, in how many people and tool agree, what was known or left empty.

    `told` are lines for people on what was not taken.
    """

    who: str
    new: int
    agreed: int
    known: int
    empty: int
    told: tuple[str, ...]


def import_review(path: Path, store: Store, settings: Settings, *, by: str | None) -> Imported:
    """Keep the labels of a worksheet. Raises OkkError with sheet and cell, and keeps nothing then."""
    filled = read_worksheet(path)
    who = _reviewer(filled, by)
    plan = [draw for draw in store.samples.drawn() if draw.plan == filled.plan]
    draws = {draw.conversation: draw for draw in reversed(plan)}
    if not draws:
        raise _another_store(filled)
    _check_second_look(filled, store, who)
    told: list[str] = []
    found = list(_corrections(filled, store, settings, draws, who, told))
    known = _newest_labels(store, who)
    fresh = [each for each in found if known.get(_place(each)) != (each.new_label, each.note)]
    store.reviews.correct_all(fresh)
    store.reviews.log(who, _deed(filled), words=f"{len(fresh)}")
    return Imported(
        who=who,
        new=len(fresh),
        agreed=sum(each.old_label == each.new_label for each in fresh),
        known=len(found) - len(fresh),
        empty=sum(row.label is None for row in filled.rows),
        told=tuple(told),
    )


def check_not_own(conversation: Conversation, who: str, *, where: str) -> None:
    """Raise OkkError where somebody would judge a conversation of their own."""
    if author_key(who) in manager_keys(conversation):
        raise OkkError(
            say(f"{who} участвует в этой переписке", f"{who} takes part in this conversation"),
            where=where,
            advice=say("Свои переписки оценивает коллега.", "A colleague judges one's own talks."),
        )


def manager_keys(conversation: Conversation) -> set[str]:
    """Names and addresses of the managers of a conversation, folded."""
    keys: set[str] = set()
    for message in conversation.by("manager"):
        someone = conversation.participant(message)
        names = (message.author, message.address, someone.full_name if someone else None)
        keys |= {author_key(name) for name in names if name}
    return keys


def _corrections(
    filled: Filled, store: Store, settings: Settings, draws: dict[str, Draw], who: str,
    told: list[str],
) -> Iterator[Correction]:  # fmt: skip
    """A correction for each row with a label, in the order of the rows."""
    criteria = Criteria(settings)
    scorecards: dict[str, Scorecard | None] = {}
    for row in filled.rows:
        where, place = place_of(filled, row), Place.read(row.place)
        if row.label is None:
            if row.note:
                told.append(say(f"{where}: заметка без оценки не взята",
                                f"{where}: a note without a label is not taken"))  # fmt: skip
            continue
        if place.conversation not in draws:
            told.append(say(f"{where}: переписки больше нет в хранилище",
                            f"{where}: the conversation is no longer in the store"))  # fmt: skip
            continue
        if place.conversation not in scorecards:
            scorecards[place.conversation] = card = newest(store, place.conversation)
            if card:
                check_not_own(card.conversation, who, where=where)
        scorecard = scorecards[place.conversation]
        if scorecard is None or seen(scorecard.conversation, place.n) != row.seen:
            told.append(say(f"{where}: переписка с тех пор изменилась, оценка не взята",
                            f"{where}: the conversation has changed since, the label is not taken"))  # fmt: skip
            continue
        criterion = criteria.of(scorecard).get(place.criterion)
        yield Correction(
            conversation=place.conversation,
            n=place.n,
            criterion=place.criterion,
            old_label=tool_label(scorecard, place),
            new_label=_label(row, choices(criterion) if criterion else (), where),
            who=who,
            note=row.note,
            part=draws[place.conversation].part,
        )


def _label(row: Row, labels: tuple[str, ...], where: str) -> str:
    assert row.label is not None
    label = label_of(row.label, labels)
    if label is None:
        known = ", ".join(choice_texts(labels))
        raise ReadError(
            say(f"нет оценки «{row.label}»", f"there is no label {row.label!r}"),
            where=where,
            advice=say(f"Возможно: {known}.", f"One of: {known}.") if labels else say(
                "Критерия больше нет в рубрике: оставьте пустым.",
                "The criterion is no longer in the rubric: leave it empty."),
        )  # fmt: skip
    return label


def _reviewer(filled: Filled, by: str | None) -> str:
    written = filled.reviewer
    if by and written and author_key(by) != author_key(written):
        raise OkkError(
            say(f"в листе написано «{written}», а не «{by}»", f"the sheet says {written!r}, not {by!r}"),
            where=f"{filled.path}: --by",
            advice=say("Оставьте одно из двух имён.", "Keep one of the two names."),
        )  # fmt: skip
    if not (by or written):
        raise OkkError(
            say("не сказано, кто проверял", "it is not said who reviewed"),
            where=str(filled.path),
            advice=say("Добавьте --by ИМЯ или впишите имя в лист.",
                       "Add --by NAME or write the name into the sheet."),
        )  # fmt: skip
    return (by or written or "").strip()


def _check_second_look(filled: Filled, store: Store, who: str) -> None:
    """Two looks at the same place are by two people, else they say nothing about agreement."""
    other = {"first": "second", "second": "first"}.get(filled.kind, "")
    deed = _deed(filled, kind=other)
    if any(e.what == deed and author_key(e.who) == author_key(who) for e in store.reviews.events()):
        raise OkkError(
            say("первую и вторую проверку делают разные люди",
                "the first and the second review are by different people"),
            where=f"{filled.path}: {who}",
            advice=say("Передайте второй лист коллеге.", "Give the second sheet to a colleague."),
        )  # fmt: skip


def _deed(filled: Filled, *, kind: str | None = None) -> str:
    return f"review {filled.plan} {kind or filled.kind}"


def _newest_labels(store: Store, who: str) -> dict[Place, tuple[str, str | None]]:
    """What this person said last of each place."""
    return {
        _place(each): (each.new_label, each.note)
        for each in store.reviews.corrections()
        if author_key(each.who) == author_key(who) and each.part != "appeal"
    }


def _place(correction: Correction) -> Place:
    return Place(correction.conversation, correction.n, correction.criterion)


def _another_store(filled: Filled) -> OkkError:
    return OkkError(
        say(f"в хранилище нет плана {filled.plan}", f"the store holds no plan {filled.plan}"),
        where=str(filled.path),
        advice=say("Лист записан из другого хранилища: проверьте --store.",
                   "The worksheet comes from another store: check --store."),
    )  # fmt: skip
