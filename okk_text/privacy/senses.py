"""Whether a word that may be a given name is meant as one where it stands."""

from __future__ import annotations

import re
from functools import lru_cache

from okk_text.people.names import is_given_name, spoken_vocative
from okk_text.privacy.acquaintances import Acquaintances
from okk_text.privacy.name_forms import is_adjective, is_month, is_ordinary, is_place, parses
from okk_text.privacy.words import Words

_PLACE_WORDS = frozenset(
    "в во из под около город города городе городу г in near around city".split()
)
_PRODUCTS = re.compile(
    r"(?:тариф|пакет|модел|сери|коллекци|линейк|проект|жк|комплекс|марк|бренд|сорт|рецепт|план|улиц|ул|проспект|площад|отел|кафе|магазин"
    r"|сет|набор|цвет|оттен|ткан|кухн|диван|шкаф|кроват|стул|кресл|стол|двер|букет|торт|роз|компани|фирм|студи|салон|ооо|ао|шторм|праздник|день"
    r"|колонк|помощник|ручк|краск|петл|плитк|профил|кольц|чай|чая|кофе|конфет|печень|вин|сыр|метро|станци|порт|мыс|остров|обо[ия]|штор|люстр|ламп|ванн|смесител|мойк|раковин|паркет|ламинат|форум|премии|преми|выставк)\w{0,3}$|(?:model|plan|package|collection|tariff|suite|hotel|brand|hurricane|saint|st|pro|ultra)$",
    re.IGNORECASE,
)
_DEEDS = frozenset(  # what people do who are spoken of
    "позвонить перезвонить звонить написать писать сказать говорить рассказать приехать приезжать подъехать заехать подтвердить ответить отвечать"
    " прислать отправить привезти увезти обещать пообещать просить попросить спросить спрашивать ждать уточнить передать согласовать узнать посчитать"
    " рассчитать оформить выставить забрать принять встретить прийти подойти заболеть уволиться хотеть думать считать решить знать помочь помогать"
    " подготовить сделать посмотреть проверить скинуть занести связаться договориться заказать оплатить подписать объяснить показать предложить"
    " советовать посоветовать работать заниматься вернуться выйти уехать уйти сообщить предупредить одобрить поставить взять ехать везти".split()
)


class Senses:
    """Tells names from words and things that are spelled like them."""

    def __init__(self, acquaintances: Acquaintances):
        self._acquaintances = acquaintances

    def is_given(self, words: Words, at: int) -> bool:
        """Whether the name at this place is meant as one."""
        word, capital = words[at], words.is_capital(at)
        known = self._acquaintances.is_known(word)
        if known and not is_ordinary(word, but=""):
            return True
        if words.is_quoted(at) or (words.beside_figure(at) and is_month(word)):
            return False
        if words.is_vocative(at) and (capital or words.opens_line(at)):
            return not names_product(words, at)
        if is_month(word) or words.is_priced(at) or words.is_joined_to_figure(at):
            return False
        if not capital or (word.isupper() and len(word) > 1):
            return self._is_small_name(word)
        if names_product(words, at) and not known:
            return False
        model = words.before_figure(at) or words.folded(at - 1) == "the"
        if word.isascii() and not known and model:  # "Max 256", "the Victoria model"
            return False
        if is_place(word) and (words.folded(at - 1) in _PLACE_WORDS or _among_places(words, at)):
            return False
        if not is_ordinary(word, but="GRND" if words.opens_sentence(at) else "GRND VERB"):
            return len(word) > 2 or known or not word.isascii()
        if words.opens_sentence(at):
            ends = known and words.closes_text(at)
            return ends or words.is_line(at) or (words.adjoin(at) and _is_deed(words[at + 1]))
        if is_adjective(word):
            return False
        return not words.is_title_case(at)

    def is_clipped(self, words: Words, at: int) -> bool:
        """Whether somebody is called with a clipped name: «Лен, привет», «маш, скинь»."""
        return bool(spoken_vocative(words[at])) and words.is_vocative(at)

    def _is_small_name(self, word: str) -> bool:
        """Whether a name whose capital letter says nothing is nothing but a name."""
        known = self._acquaintances.is_known(word)
        if is_ordinary(word, but=""):
            return False
        return known or (len(word) > 3 and not word.isascii())


def names_product(words: Words, at: int) -> bool:
    """Whether the word before names a kind of things: «тариф Максим»."""
    return at > 0 and bool(_PRODUCTS.match(words[at - 1])) and words.near(at - 1, at)


def _among_places(words: Words, at: int) -> bool:
    """«Владимир и Орёл — города»."""
    following = at + 2 if words.folded(at + 1) in ("и", "and") else at + 1
    return (
        following < len(words)
        and words.near(at, following)
        and is_place(words[following])
        and not is_given_name(words[following])
    )


@lru_cache(maxsize=4096)
def _is_deed(word: str) -> bool:
    return any(p.tag.POS == "VERB" and p.normal_form in _DEEDS for p in parses(word)[:2])
