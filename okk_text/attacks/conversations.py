"""Where in a conversation somebody speaks to the judge: own words, quotes, hidden text, names, subjects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from okk_text.attacks.finder import attacks_in, speaks_of_judging
from okk_text.conversation.model import Conversation, Message, Span

Place = Literal["own", "quote", "signature", "hidden", "attachment", "subject", "name"]


@dataclass(frozen=True, slots=True)
class Attacked:
    """An attack in message `n`; `span` is in its own text, None where it stands elsewhere."""

    n: int
    place: Place
    kind: str
    span: Span | None = None


def attacks_on(conversation: Conversation) -> tuple[Attacked, ...]:
    """All attacks of a conversation by message, whoever wrote them; a name or subject once."""
    found = [attacked for message in conversation.messages for attacked in _in(message)]
    spoken = {attacked.n for attacked in found if attacked.place == "own"}
    for turn in conversation.turns():
        if len(turn) > 1 and spoken.isdisjoint(message.n for message in turn):
            found += _over(turn)
    found += _once(conversation)
    return tuple(sorted(found, key=lambda a: (a.n, a.span.start if a.span else -1)))


def _in(message: Message) -> Iterator[Attacked]:
    for attack in attacks_in(message.own_text):
        yield Attacked(message.n, "own", attack.kind, attack.span)
    for attack in attacks_in(message.quote)[:1]:
        yield Attacked(message.n, "quote", attack.kind)
    for attack in attacks_in(message.signature)[:1]:
        yield Attacked(message.n, "signature", attack.kind)
    if message.hidden and (attacks_in(message.hidden) or speaks_of_judging(message.hidden)):
        yield Attacked(message.n, "hidden", "hidden")
    for attachment in message.attachments:
        for attack in attacks_in(attachment.name or "")[:1]:
            yield Attacked(message.n, "attachment", attack.kind)


def _over(turn: Sequence[Message]) -> Iterator[Attacked]:
    """Attacks that only the messages of a turn together make."""
    starts, length = [], 0
    for message in turn:
        starts.append(length)
        length += len(message.own_text) + 1
    for attack in attacks_in("\n".join(message.own_text for message in turn)):
        for message, start in zip(turn, starts, strict=True):
            first = max(0, attack.span.start - start)
            last = min(len(message.own_text), attack.span.end - start)
            if first < last:
                span = Span(start=first, end=last)
                yield Attacked(message.n, "own", attack.kind, span)


def _once(conversation: Conversation) -> Iterator[Attacked]:
    """Names and subjects, at the first message that bears them."""
    seen: set[str] = set()
    for message in conversation.messages:
        subject = message.subject or conversation.subject or ""
        for place, text in (("subject", subject), ("name", message.author)):
            text = text.removeprefix("Re: ").strip()
            if text and text not in seen:
                seen.add(text)
                for attack in attacks_in(text)[:1]:
                    yield Attacked(message.n, place, attack.kind)  # type: ignore[arg-type]
