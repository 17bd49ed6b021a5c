"""Questions: whether the manager asked an open question, and one about the client's task."""

from __future__ import annotations

from collections.abc import Iterator

from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.model import Conversation
from okk_text.lexicon.questions import asks_about_need, asks_open_question
from okk_text.results import Fact


class Questions:
    """Facts alone: short orders need no such question, so its absence is no fault."""

    id = "questions"
    criteria = ()
    facts = ("open_question_asked", "need_question_asked")
    good = (
        """
        C: Нужен стеллаж в гараж.
        M: Что будете на нём хранить и чем неудобен нынешний?
        """,
        """
        C: Сколько стоит стеллаж?
        M: 7 400 ₽. Вам с доставкой?
        """,
    )
    bad = ()

    def find(self, conversation: Conversation, toolbox: Toolbox) -> Iterator[Fact]:
        texts = [
            message.own_text
            for message in conversation.by("manager")
            if not (message.internal or message.deleted or message.auto)
        ]
        medium = conversation.medium
        open_asked = any(asks_open_question(text, medium=medium) for text in texts)
        yield Fact(name="open_question_asked", value=open_asked)
        yield Fact(name="need_question_asked", value=any(map(asks_about_need, texts)))


CHECK = Questions()
