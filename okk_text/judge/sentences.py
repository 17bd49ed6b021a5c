"""What of a conversation is laid before the judge: masked lines, with numbers on the sentences judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from okk_text.attacks import attacks_on, suspicious, without_control_tokens
from okk_text.conversation.model import Conversation, Frozen, Message, Span
from okk_text.lexicon import Text, text_language

WINDOW = 6000  # characters shown at once: some 2,200 tokens of Russian, fits a context of 4,096
OVERLAP = 600  # characters of the window before that are shown again
LONGEST_SENTENCE = 1500

Mask = Callable[[str], str]


class Sentence(Frozen):
    """A sentence of message `n`: its place in the own text and its masked words."""

    n: int
    span: Span
    masked: str


class Line(Frozen):
    """A message as it is shown: who wrote it and its sentences."""

    n: int
    manager: bool
    sentences: tuple[Sentence, ...]

    @property
    def size(self) -> int:
        """Characters."""
        return sum(len(sentence.masked) for sentence in self.sentences)


class Lines:
    """All of a conversation's lines by message number, without what addresses the judge.

    `attacked` holds the messages some of whose text, quote, file or name speaks to the judge, or
    whose text looks as if it did.
    """

    def __init__(self, conversation: Conversation, mask: Mask):
        attacks: dict[int, list[Span]] = defaultdict(list)
        for attack in attacks_on(conversation):
            attacks[attack.n] += [attack.span] if attack.span else []
        looks = (m.n for m in conversation.messages if suspicious(m.own_text))
        self.attacked = frozenset(attacks) | frozenset(looks)
        self._by_n = {
            message.n: _line(message, mask, without=attacks[message.n])
            for message in conversation.messages
            if message.role in ("manager", "client") and not message.internal
        }

    def of(self, messages: Sequence[Message]) -> tuple[Line, ...]:
        """The lines of these messages, empty ones left out."""
        lines = (self._by_n.get(message.n) for message in messages)
        return tuple(line for line in lines if line is not None and line.sentences)


def windows(lines: Sequence[Line], *, size: int = WINDOW) -> list[tuple[Line, ...]]:
    """The lines cut into windows of about `size` characters that overlap by a line or two."""
    result: list[tuple[Line, ...]] = []
    window: list[Line] = []
    for line in _short_lines(lines, size):
        if window and sum(shown.size for shown in window) + line.size > size:
            result.append(tuple(window))
            window = _tail(window)
        window.append(line)
    return [*result, tuple(window)] if window else result


def _line(message: Message, mask: Mask, *, without: Sequence[Span]) -> Line:
    text = message.own_text
    sentences = tuple(
        Sentence(n=message.n, span=Span(start=start, end=end), masked=masked)
        for start, end in _sentences(text)
        if not any(start < attack.end and attack.start < end for attack in without)
        and (masked := _shown(text[start:end], mask))
    )
    return Line(n=message.n, manager=message.role == "manager", sentences=sentences)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """The places of the sentences; endless ones in pieces."""
    for start, end in Text(text, text_language(text)).sentences:
        for piece in range(start, end, LONGEST_SENTENCE):
            yield piece, min(piece + LONGEST_SENTENCE, end)


def _shown(sentence: str, mask: Mask) -> str:
    """The sentence as the judge may see it: one line, masked, no control tokens."""
    return " ".join(without_control_tokens(mask(sentence)).split())


def _short_lines(lines: Sequence[Line], size: int) -> Iterator[Line]:
    """The lines, those longer than a window in pieces."""
    for line in lines:
        piece: list[Sentence] = []
        for sentence in line.sentences:
            if piece and sum(len(s.masked) for s in piece) + len(sentence.masked) > size:
                yield line.model_copy(update={"sentences": tuple(piece)})
                piece = []
            piece.append(sentence)
        yield line.model_copy(update={"sentences": tuple(piece)})


def _tail(window: Sequence[Line]) -> list[Line]:
    """The last lines of a window, as many as may be shown again."""
    kept: list[Line] = []
    for line in reversed(window):
        if sum(shown.size for shown in kept) + line.size > OVERLAP:
            break
        kept.insert(0, line)
    return kept
