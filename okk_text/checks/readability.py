"""Readability: how easily a letter reads, by the length of its sentences and words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.model import Conversation, Message, Span
from okk_text.language import Language, say
from okk_text.lexicon import Text, text_language
from okk_text.results import NOT_APPLICABLE, Finding, Verdict

if TYPE_CHECKING:
    from textstat.textstat import textstatistics

_FEWEST_WORDS = 30  # on less the formulas jump by tens of points
_FEWEST_WORDS_OF_HARDEST = 10
# The least ease of a label. Russian: Flesch reading ease in Oborneva's coefficients, as textstat
# gives it (it counts syllables by hyphenation, a few per cent too few): plain letters of sales
# departments reach 55–90, officialese stays below 45. English: minus the grade of the automated
# readability index, since Flesch would fetch a dictionary of syllables.
_LEAST_EASE: dict[Language, tuple[tuple[float, str], ...]] = {
    "ru": ((70, "easy"), (45, "normal"), (20, "hard")),
    "en": ((-8, "easy"), (-13, "normal"), (-17, "hard")),
}
_HARD = ("hard", "very_hard")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NOT_PROSE = re.compile(r"(?:https?://|www\.)\S+|[^\s@]{1,64}@[^\s@]{1,253}\.\w+|[.!?…]+")


class Readability:
    """The ease of letters and proposals of thirty words or more; the hardest sentence of a hard one."""

    id = "readability"
    title = "Лёгкость чтения"
    criteria = ("readability",)
    facts = ()
    good = (
        """
        email
        M: Добрый день, Анна!
           Ткань пришла вчера, цвет и плотность как на образце. Можем начать в среду.
           Сошьём шторы за пять дней, привезём и повесим сами. Пошив стоит 18 000 ₽.
           Скажите, пожалуйста, до вторника, удобно ли вам в следующий понедельник утром.
        """,
        """
        email
        M: Hello Ann, the cloth came in yesterday and the colour is the one you chose. We can start
           on Wednesday and finish in five days. The curtains cost £240, fitting included.
           Is next Monday morning fine for you?
        """,
        "M: Ок, до завтра!",
    )
    bad = (
        """
        email
        M: Добрый день, Анна! Ткань пришла.
           [[Осуществление последующего производства текстильных изделий представляется целесообразным
           исключительно после предварительного согласования технологической документации, предоставленной
           уполномоченными представителями заинтересованной организации-заказчика в установленном порядке.]]
           Ждём ответа до среды.
        """,
        """
        email
        M: Hello Ann. [[The implementation of the aforementioned manufacturing arrangements necessitates
           the preliminary authorisation of comprehensive technical documentation, which representatives
           of the commissioning organisation are respectfully requested to communicate expeditiously
           notwithstanding any administrative inconveniences.]]
           Please reply by Wednesday.
        """,
    )

    def find(self, conversation: Conversation, toolbox: Toolbox) -> Iterator[Finding | Verdict]:
        if conversation.medium == "chat":
            return
        for message in conversation.by("manager"):
            if not message.internal:
                yield from _said(message)


def _said(message: Message) -> Iterator[Finding | Verdict]:
    text = Text(message.own_text, text_language(message.own_text))
    if len(_WORD.findall(text.text)) < _FEWEST_WORDS:
        yield Verdict(criterion="readability", n=message.n, label=NOT_APPLICABLE)
        return
    ease = _ease([text.text[start:end] for start, end in text.sentences], text.language)
    label = _label(ease, text.language)
    yield Verdict(
        criterion="readability", n=message.n, label=label, reason=_reason(ease, text.language)
    )
    if label in _HARD:
        yield from _hardest_sentence(message, text)


def _label(ease: float, language: Language) -> str:
    fitting = (label for least, label in _LEAST_EASE[language] if ease >= least)
    return next(fitting, "very_hard")


def _reason(ease: float, language: Language) -> str:
    if language == "ru":
        return say(
            f"индекс Флеша для русского языка {ease:.0f}: от 70 легко, ниже 45 трудно",
            f"Flesch reading ease for Russian is {ease:.0f}: easy from 70, hard below 45",
        )
    return say(
        f"индекс ARI {-ease:.0f} (лет учёбы, чтобы понять): до 8 легко, от 13 трудно",
        f"automated readability index {-ease:.0f} (years of school): easy up to 8, hard from 13",
    )


def _hardest_sentence(message: Message, text: Text) -> Iterator[Finding]:
    sentences = [
        (_ease([text.text[start:end]], text.language), start, end)
        for start, end in text.sentences
        if len(_WORD.findall(text.text, start, end)) >= _FEWEST_WORDS_OF_HARDEST
    ]
    if not sentences:
        return
    _, start, end = min(sentences)
    yield Finding(
        criterion="readability",
        check="readability",
        n=message.n,
        span=Span(start=start, end=end),
        note=say(
            "Разбейте на два-три предложения и возьмите слова покороче.",
            "Break it into two or three sentences and take shorter words.",
        ),
        severity="hint",
    )


def _ease(sentences: list[str], language: Language) -> float:
    """How easily they read together, more is easier."""
    # textstat takes every full stop for the end of a sentence, also the one in «4.5 руб.»
    plain = (" ".join(_NOT_PROSE.sub(" ", sentence).split()) for sentence in sentences)
    text = "\n".join(f"{sentence}." for sentence in plain if _WORD.search(sentence))
    if language == "ru":
        return float(_statistics("ru").flesch_reading_ease(text))
    return -float(_statistics("en_US").automated_readability_index(text))


@cache
def _statistics(language: str) -> textstatistics:
    from textstat.textstat import textstatistics

    statistics = textstatistics()  # one of our own: the module's is shared by the whole process
    statistics.set_lang(language)
    return statistics


CHECK = Readability()
