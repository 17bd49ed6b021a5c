"""What the judge is asked about: one message, turn, conversation or objection with what led to it."""

from __future__ import annotations

from collections.abc import Sequence

from okk_text.conversation.model import Conversation, Frozen, Message
from okk_text.judge.sentences import WINDOW, Line, Lines, windows
from okk_text.rubric import Unit

CONTEXT_TURNS = 2
CONTEXT_SIZE = 900  # characters of what led to a judged message
OBJECTION_SIZE = WINDOW // 2  # characters of an objection and what follows it, before the answer


class Window(Frozen):
    """What is shown at once: the lines before, and the judged ones whose sentences get numbers."""

    before: tuple[Line, ...]
    judged: tuple[Line, ...]


class Packet(Frozen):
    """One thing to judge. `n` is the message that takes the verdict, None for the conversation.

    `judged` are the numbers of the messages judged, `of` those of all that is behind the packet: if
    one of them speaks to the judge, a person decides. Without words there are no windows.
    """

    unit: Unit
    n: int | None
    judged: tuple[int, ...]
    windows: tuple[Window, ...]
    of: frozenset[int]


def packets(conversation: Conversation, unit: Unit, lines: Lines) -> list[Packet]:
    """Everything of that unit, also what has no words; objections are made one by one."""
    if unit == "conversation":
        return [_whole(conversation, lines)]
    role = "client" if unit == "client_turn" else "manager"
    turns = conversation.turns()
    found: list[Packet] = []
    for place, turn in enumerate(turns):
        seen = [message for message in turn if not message.internal]
        if not seen or turn[0].role != role:
            continue
        groups = [[message] for message in seen] if unit == "message" else [seen]
        found += [_packet(unit, turns, place, group, lines) for group in groups]
    return found


def objection(conversation: Conversation, n: int, lines: Lines) -> Packet | None:
    """The objection in client message `n` and the manager's answer to it; None: nobody answered."""
    turns = conversation.turns()
    place = next(k for k, turn in enumerate(turns) if any(message.n == n for message in turn))
    answered, answer = _answer(turns, place)
    if not answer:
        return None
    between = [message for turn in turns[place:answered] for message in turn]
    before = _around(lines.of(between), n)
    behind = [message for message in between if message.n == n]
    return _cut("objection", None, answer, before=before, lines=lines, behind=behind)


def _answer(turns: Sequence[tuple[Message, ...]], place: int) -> tuple[int, list[Message]]:
    """The place of the manager's next turn that reached the client, and what it says; else []."""
    for later in range(place + 1, len(turns)):
        said = [m for m in turns[later] if m.role == "manager" and _reaches(m)]
        if said:
            return later, said
    return len(turns), []


def _reaches(message: Message) -> bool:
    """Whether a person wrote it and the other side could read it."""
    return not (message.internal or message.undelivered or message.deleted or message.auto)


def _around(lines: tuple[Line, ...], n: int) -> tuple[Line, ...]:
    """The lines; where they are too long, the beginning of the objection and what came last."""
    if sum(line.size for line in lines) <= OBJECTION_SIZE:
        return lines
    own = [windows([line], size=OBJECTION_SIZE // 2)[0] for line in lines if line.n == n]
    rest = OBJECTION_SIZE - sum(line.size for window in own for line in window)
    kept = [*(line for window in own for line in window), *_last(lines, n, size=rest)]
    return tuple(sorted(kept, key=lambda line: line.n))


def _whole(conversation: Conversation, lines: Lines) -> Packet:
    people = [
        m for m in conversation.messages if m.role in ("manager", "client") and not m.internal
    ]
    return _cut("conversation", None, people, before=(), lines=lines)


def _packet(
    unit: Unit,
    turns: Sequence[tuple[Message, ...]],
    place: int,
    group: Sequence[Message],
    lines: Lines,
) -> Packet:
    earlier = [m for turn in turns[max(0, place - CONTEXT_TURNS) : place] for m in turn]
    same = [m for m in turns[place] if m.n < group[0].n]
    before = _last(lines.of([*earlier, *same]))
    return _cut(unit, group[-1].n, group, before=before, lines=lines)


def _cut(
    unit: Unit, n: int | None, group: Sequence[Message], *, before: tuple[Line, ...], lines: Lines,
    behind: Sequence[Message] = (),
) -> Packet:  # fmt: skip
    """The packet, in as many windows as it takes."""
    judged = windows(lines.of(group))
    return Packet(
        unit=unit,
        n=n,
        judged=tuple(message.n for message in group),
        windows=tuple(Window(before=before, judged=window) for window in judged),
        of=frozenset([*(line.n for line in before), *(m.n for m in [*group, *behind])]),
    )


def _last(lines: Sequence[Line], *without: int, size: int = CONTEXT_SIZE) -> tuple[Line, ...]:
    """The last lines that fit into that many characters, but for those of some messages."""
    kept: list[Line] = []
    for line in reversed([line for line in lines if line.n not in without]):
        if sum(shown.size for shown in kept) + line.size > size:
            break
        kept.insert(0, line)
    return tuple(kept)
