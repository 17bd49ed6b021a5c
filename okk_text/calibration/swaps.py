"""The same conversation between other people: other names, or the manager of the other gender."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from itertools import accumulate
from typing import Any

from okk_text.conversation.model import Conversation, Message
from okk_text.conversation.morphology import parses
from okk_text.people.names import is_common_word, is_given_name

_WORD = re.compile(r"[^\W\d_]+")
# From other peoples, Russian and Latin; two people of one conversation do not become one.
_OTHER = {
    "masc": (("Тимур", "Arthur"), ("Руслан", "Omar"), ("Азамат", "Pablo"), ("Мурат", "Sven")),
    "femn": (
        ("Зарина", "Leila"),
        ("Гульнара", "Ingrid"),
        ("Камилла", "Carmen"),
        ("Лейла", "Aisha"),
    ),
}
_GENDERS = {"masc": "femn", "femn": "masc"}


def other_names(conversation: Conversation) -> Conversation:
    """Everybody's given name becomes another of the same gender, in the same case."""
    return _changed(conversation, _Names(turn=False), _everybody)


def other_gender(conversation: Conversation) -> Conversation:
    """Given names change gender, and so do a manager's verbs: «отправила» → «отправил»."""
    named = _changed(conversation, _Names(turn=True), _everybody)
    return _changed(named, _other_verb, lambda message: message.role == "manager")


def _changed(
    conversation: Conversation, change: Callable[[str], str], wanted: Callable[[Message], bool]
) -> Conversation:
    """The conversation with each word of the wanted messages changed, and its people's names."""

    def text(written: Any) -> Any:
        return written and _WORD.sub(lambda match: change(match[0]), written)

    messages = tuple(
        _message(message, text) if wanted(message) else message for message in conversation.messages
    )
    people = tuple(
        person.model_copy(
            update={key: text(getattr(person, key)) for key in ("author", "name", "full_name")}
        )
        for person in conversation.participants
    )
    return conversation.model_copy(update={"messages": messages, "participants": people})


def _message(message: Message, text: Callable[[str], str]) -> Message:
    """The message in other words, its segments where they were."""
    pieces = [text(message.text[s.start : s.end]) for s in message.segments]
    ends = list(accumulate(map(len, pieces)))
    segments = tuple(
        segment.model_copy(update={"start": end - len(piece), "end": end})
        for segment, piece, end in zip(message.segments, pieces, ends, strict=True)
    )
    return message.model_copy(
        update={
            "text": "".join(pieces) if segments else text(message.text),
            "segments": segments,
            "author": text(message.author),
        }
    )


def _everybody(message: Message) -> bool:
    return message.role in ("manager", "client")


class _Names:
    """Another name in place of each given one, always the same; any other word as it was.

    `turn` makes it one of the other gender.
    """

    def __init__(self, *, turn: bool):
        self._turn = turn
        self._places: dict[str, dict[str, int]] = defaultdict(dict)

    def __call__(self, word: str) -> str:
        parse = next((p for p in parses(word) if "Name" in p.tag), None)
        base = parse.normal_form.capitalize() if parse else word
        if not word[0].isupper() or not is_given_name(base) or is_common_word(base):
            return word
        russian, latin = self._other(base, str(parse.tag.gender) if parse else "")
        if not "\u0400" <= word[0] <= "\u04ff":
            return latin
        form = parses(russian)[0].inflect({parse.tag.case}) if parse and parse.tag.case else None
        return form.word.capitalize() if form else russian

    def _other(self, base: str, gender: str) -> tuple[str, str]:
        gender = gender if gender in _OTHER else "masc"
        others = _OTHER[_GENDERS[gender] if self._turn else gender]
        known = self._places[gender]
        return others[known.setdefault(base, len(known)) % len(others)]


def _other_verb(word: str) -> str:
    """A verb in the past singular in the other gender."""
    for parse in parses(word)[:1]:
        tag = parse.tag
        if {"VERB", "past", "sing"} <= set(tag.grammemes) and tag.gender in _GENDERS:
            form = parse.inflect({_GENDERS[tag.gender]})
            if form:
                return form.word.capitalize() if word[0].isupper() else form.word
    return word
