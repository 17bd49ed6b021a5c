"""Why a conversation is worth a coach's look."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from okk_text.conversation.model import Message
from okk_text.conversation.morphology import parses
from okk_text.language import say
from okk_text.results import Scorecard
from okk_text.settings import Sampling

_WORD = re.compile(r"\w+(?:-\w+)*")

POINTS = {  # how much each reason counts when few can be looked at
    "appeal": 8,  # the manager waits for an answer
    "review": 4,  # the judge asks for a person
    "low": 3,
    "long": 1,
    "proposal": 1,
    "product": 1,
}


class Reasons:
    """Finds the reasons of conversations; `appealed` are ids with an open appeal."""

    def __init__(self, sampling: Sampling, appealed: Set[str]):
        self._sampling = sampling
        self._appealed = appealed
        self._products = [tuple(_normal_forms(name)) for name in sampling.words]

    def of(self, scorecard: Scorecard, messages: Sequence[Message]) -> tuple[str, ...]:
        """The names of the reasons; `messages` are the manager's own of that week."""
        conversation, score = scorecard.conversation, scorecard.total.score
        is_mail = conversation.medium == "email"
        found = {
            "appeal": conversation.id in self._appealed,
            "review": any(score.review for score in scorecard.scores),
            "low": score is not None and score < self._sampling.low_score,
            "long": is_mail and any(m.own_lines > self._sampling.long_lines for m in messages),
            "proposal": scorecard.facts.get("proposal_sent_n") in {m.n for m in messages},
            "product": any(map(self._names_product, messages)),
        }
        return tuple(name for name, holds in found.items() if holds)

    def _names_product(self, message: Message) -> bool:
        if not self._products:
            return False
        words = [*_normal_forms(message.subject or ""), "", *_normal_forms(message.own_text)]
        return any(_holds(words, product) for product in self._products if product)


def points(reasons: Sequence[str]) -> int:
    """How much the reasons weigh together."""
    return sum(POINTS[name] for name in reasons)


def reason_text(name: str) -> str:
    """The reason in the language of the run."""
    told = {
        "appeal": ("открытая апелляция", "an open appeal"),
        "review": ("судья просит посмотреть человека", "the judge asks for a person"),
        "low": ("есть что разобрать: балл невысок", "a lower score, worth a talk"),
        "long": ("длинное письмо", "a long letter"),
        "proposal": ("письмо с предложением", "a message with a proposal"),
        "product": ("речь о продукте", "on a product"),
    }
    return say(*told[name])


def _normal_forms(text: str) -> list[str]:
    """The words in their dictionary forms."""
    return [parses(word)[0].normal_form.replace("ё", "е") for word in _WORD.findall(text.lower())]


def _holds(words: Sequence[str], phrase: Sequence[str]) -> bool:
    """Whether the phrase stands in the words, unbroken."""
    length = len(phrase)
    return any(tuple(words[k : k + length]) == phrase for k in range(len(words) - length + 1))
