"""What the judge is asked about: one message, turn, conversation or objection with what led to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okk_text.conversation.model import Conversation, Frozen, Message
from okk_text.judge.sentences import Line, Lines, windows
from okk_text.rubric import Unit

CONTEXT_TURNS = 2
CONTEXT_SIZE = 900  # characters of what led to a judged message


class Window(Frozen):
    """What is shown at once: the lines before, and the judged ones whose sentences get numbers."""

    before: tuple[Line, ...]
    judged: tuple[Line, ...]


class Packet(Frozen):
    """One thing to judge. `n` is the message that takes the verdict, None for the conversation.

    `of` are the numbers of all messages that are shown: if one of them speaks to the judge, a
    person decides. `asked_n` is the client's message of an objection.
    """

    unit: Unit
    n: int | None
    windows: tuple[Window, ...]
    of: frozenset[int]
    asked_n: int | None = None
    answer_n: int | None = None


def packets(conversation: Conversation, unit: Unit, lines: Lines) -> list[Packet]:
    """Everything of that unit that has words; objections are made one by one by `objection`."""
    turns = conversation.turns()
    if unit == "conversation":
        return list(_whole(conversation, lines))
    role = "client" if unit == "client_turn" else "manager"
    judged = [(k, turn) for k, turn in enumerate(turns) if turn[0].role == role]
    if unit == "message":
        single = [(k, (message,)) for k, turn in judged for message in turn]
        return [p for k, group in single if (p := _packet(unit, turns, k, group, lines))]
    return [p for k, turn in judged if (p := _packet(unit, turns, k, turn, lines))]


def objection(conversation: Conversation, n: int, lines: Lines) -> Packet | None:
    """The objection in client message `n` and the manager's answer to it; None: nobody answered."""
    turns = conversation.turns()
    for k, turn in enumerate(turns):
        if all(message.n != n for message in turn):
            continue
        answer = next((later for later in turns[k + 1 :] if later[0].role == "manager"), None)
        if answer is None:
            return None
        between = turns[k : turns.index(answer)]
        before = lines.of([message for each in between for message in each])
        judged = lines.of(answer)
        if not before or not judged:
            return None
        cut = tuple(Window(before=before, judged=window) for window in windows(judged))
        return Packet(
            unit="objection",
            n=None,
            windows=cut,
            of=_numbers(before, judged),
            asked_n=n,
            answer_n=answer[0].n,
        )
    return None


def _whole(conversation: Conversation, lines: Lines) -> Iterator[Packet]:
    shown = lines.of(conversation.messages)
    if shown:
        cut = tuple(Window(before=(), judged=window) for window in windows(shown))
        yield Packet(unit="conversation", n=None, windows=cut, of=_numbers(shown))


def _packet(
    unit: Unit,
    turns: Sequence[tuple[Message, ...]],
    place: int,
    group: Sequence[Message],
    lines: Lines,
) -> Packet | None:
    judged = lines.of(group)
    if not judged:
        return None
    earlier = [m for turn in turns[max(0, place - CONTEXT_TURNS) : place] for m in turn]
    same = [m for m in turns[place] if m.n < group[0].n]
    before = _last(lines.of([*earlier, *same]))
    cut = tuple(Window(before=before, judged=window) for window in windows(judged))
    return Packet(
        unit=unit, n=group[-1].n, windows=cut, of=_numbers(before, judged), asked_n=group[0].n
    )


def _last(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The last lines that fit into the context."""
    kept: list[Line] = []
    for line in reversed(lines):
        if sum(shown.size for shown in kept) + line.size > CONTEXT_SIZE:
            break
        kept.insert(0, line)
    return tuple(kept)


def _numbers(*groups: Sequence[Line]) -> frozenset[int]:
    return frozenset(line.n for group in groups for line in group)
