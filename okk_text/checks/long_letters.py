"""Long letters: the manager's messages that take more lines than the norm, the longest first."""

from __future__ import annotations

from collections.abc import Iterator

from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.model import Conversation, Medium, Message
from okk_text.language import say
from okk_text.results import NOT_APPLICABLE, Fact, Finding, Verdict
from okk_text.settings import Norms

SHOWN = 5


class LongLetters:
    """Own words only: neither quote nor signature makes a letter long."""

    id = "long_letters"
    criteria = ("long_letters",)
    facts = ("longest_letters",)
    good = (
        """
        C: Что входит в мойку?
        M: Кузов, пороги и сушка: 900 ₽.
           Салон отдельно: 600 ₽.
           Записать на завтра, 12:00?
        """,
    )
    bad = (
        """
        C: Что входит в мойку?
        M: Кузов.
           Пороги.
           Сушка.
           Салон.
           Стёкла.
           Коврики.
        """,
    )

    def find(
        self, conversation: Conversation, toolbox: Toolbox
    ) -> Iterator[Finding | Verdict | Fact]:
        norm = _lines_allowed(toolbox.settings.norms, conversation.medium)
        written = [m for m in conversation.by("manager") if not (m.internal or m.deleted)]
        longest = sorted(written, key=lambda m: (-m.own_lines, -m.own_words, m.n))[:SHOWN]
        yield Fact(name="longest_letters", value=[_line(m) for m in longest if m.own_words])
        for message in written:
            long = message.own_lines > norm
            label = ("long" if long else "ok") if message.own_words else NOT_APPLICABLE
            yield Verdict(criterion="long_letters", n=message.n, label=label)
            if long:
                yield _finding(message, norm)


CHECK = LongLetters()


def _lines_allowed(norms: Norms, medium: Medium) -> int:
    if medium == "chat":
        return norms.chat_lines
    return norms.letter_lines if medium == "email" else norms.proposal_lines


def _line(message: Message) -> dict[str, int]:
    return {"n": message.n, "own_lines": message.own_lines, "own_words": message.own_words}


def _finding(message: Message, norm: int) -> Finding:
    note = say(
        f"Сократите или разделите: строк {message.own_lines}, норма {norm}.",
        f"Shorten or split it: {message.own_lines} lines, the norm is {norm}.",
    )
    return Finding(
        criterion="long_letters",
        check="long_letters",
        n=message.n,
        span=None,
        note=note,
        severity="hint",
    )
