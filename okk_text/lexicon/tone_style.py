"""The clients' own way of writing: what it allows the manager."""

from __future__ import annotations

import re
from functools import cached_property
from math import inf

from okk_text.conversation.model import Conversation, Message
from okk_text.lexicon.texts import Text
from okk_text.lexicon.tone_address import says_you, thou
from okk_text.lexicon.tone_lists import tone_lexicon
from okk_text.lexicon.tone_marks import rows_of_marks
from okk_text.people.client_names import ClientNames
from okk_text.people.names import fold, people, same_name

NEVER = inf  # later than any message


class ClientStyle:
    """What the clients' own way of writing allows the manager."""

    def __init__(self, conversation: Conversation):
        self._conversation = conversation
        self._texts = [(m.n, plain_text(m.own_text)) for m in conversation.by("client")]

    def allow_thou(self, message: Message) -> bool:
        """Whether a client said «ты» first, or both say it and nobody «вы»."""
        return self._first_thou < message.n or (self._first_thou < NEVER and not self._say_you)

    def are_familiar(self, message: Message) -> bool:
        """Whether a client wrote in a familiar way before."""
        return self._first_familiar < message.n

    def shout(self, message: Message) -> bool:
        """Whether a client used rows of marks before."""
        return self._first_row < message.n

    def use_form(self, word: str) -> bool:
        """Whether a client is known by just this form of the name."""
        folded = fold(word)
        known = [p.author for p in self._conversation.participants if p.role == "client"]
        known += [m.signature for m in self._conversation.by("client")]
        known += [text.text for _, text in self._texts]
        stem = re.sub(r"[аяйьо]$", "", folded)  # «меня все Танюшкой зовут»
        return any(re.search(rf"(?<!\w){re.escape(stem)}", fold(text)) for text in known)

    def is_staff(self, word: str) -> bool:
        """Whether it is the name of a colleague in the conversation."""
        return any(same_name(word, author) for author in self._staff)

    def answers_colleague(self, message: Message) -> bool:
        """Whether the message is for a colleague in the same chat."""
        answered = self._authors.get(message.reply_to)
        if answered in self._staff and answered != message.author:
            return True
        opening = re.match(r"\W*([^\W\d_]+)\s*[,!]", message.own_text)
        return bool(opening and self.is_staff(opening[1]) and not self.use_form(opening[1]))

    def full_name(self, word: str, n: int) -> str | None:
        """The name to write in place of an endearment, where it is sure."""
        known = self.names.name_before(n)
        if known and people(word) & people(known.split()[0]):
            return known
        candidates = people(word)
        return (
            next(iter(candidates)).split(" ", 1)[1].capitalize() if len(candidates) == 1 else None
        )

    @cached_property
    def names(self) -> ClientNames:
        """The names known for the clients."""
        return ClientNames(self._conversation)

    @cached_property
    def _staff(self) -> set[str]:
        return {message.author for message in self._conversation.by("manager")}

    @cached_property
    def _authors(self) -> dict[str | None, str]:
        return {message.id: message.author for message in self._conversation.messages if message.id}

    @cached_property
    def _first_thou(self) -> float:
        return next((n for n, text in self._texts if any(thou(text))), NEVER)

    @cached_property
    def _say_you(self) -> bool:
        return any(says_you(text) for _, text in self._texts)

    @cached_property
    def _first_familiar(self) -> float:
        lexicon = tone_lexicon()
        familiar = (
            n for n, t in self._texts if any(r.kind == "familiar" for r in lexicon.remarks(t))
        )
        return next(familiar, NEVER)

    @cached_property
    def _first_row(self) -> float:
        return next((n for n, text in self._texts if any(rows_of_marks(text.text))), NEVER)


def plain_text(written: str) -> Text:
    """The text with hyphens that stand for dashes read as dashes; places stay where they are."""
    return Text(re.sub(r"(?<=\s)-(?=\s)", "—", written), "ru")  # the lists mix languages anyway
