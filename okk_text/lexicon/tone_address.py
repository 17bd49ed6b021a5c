"""How the reader is addressed: «ты» or «вы», endearments made of names (Юлечка, Серёженька, Юль)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from okk_text.conversation.morphology import parses
from okk_text.lexicon.texts import Text
from okk_text.lexicon.tone_lists import is_address
from okk_text.people.names import WORD, fold, is_common_word, people, spoken_vocative

_THOU = frozenset(
    "ты тебя тебе тобой тобою твой твоя твое твои твоего твоей твоему твоим твоих твоими твоем твою".split()
)
_YOU = frozenset(
    "вы вас вам вами ваш ваша ваше ваши вашего вашей вашему вашим ваших вашими вашем вашу".split()
)
_SET_PHRASES = re.compile(
    r"на\s+ты(?!\w)|что\s+(?:тут|здесь)\s+\w+шь|(?:никуда|куда)\s+(?:тут\s+)?не?\s*денешься|ты\s*[-—]\s*мне|(?:видишь|знаешь|понимаешь)\s+ли|хочешь[\s-]не[\s-]хочешь|не\s+дай\s+бог"
    r"|хоть\s+\w+|как\s+ни\s+\w+|куда\s+ни\s+\w+|что\s+ни\s+\w+|ничего\s+не\s+поделаешь|век\s+живи"
    r"|тише\s+едешь|что\s+посеешь|семь\s+раз\s+отмерь|бери\s+не\s+хочу|дай\s+бог|слава\s+богу|мало\s+ли"
    r"|поди\s+\w+|как\s+говоришь|спасибо\s+тебе\s+господи|доверяй,?\s+но\s+проверяй"
)
_PARDON = re.compile(
    r"(?:извин|прост[иь]|прошу\s+прощ|виноват|sorry|apolog).{0,120}?(?:за\W{0,3}ты|на\W{0,3}ты|тыка|тыкн|по-свойски"
    r"|по-простому|фамильярн|панибрат|вольност|развязн|familiar|casual)"
)
_GENERIC = re.compile(
    r"(?:^|\W)(?:не|никогда|нигде|всегда|когда|если|иногда|пока|то|что|чем|раз)\s+$"
)
_CLAUSE = re.compile(
    r"(?:^|[.,!?…\n:;—(])\s*(?:(?:ну|да|и|а|не|пока|тогда|ок|просто|только|так|,)\s+)*$"
)
_ENDEARING = re.compile(
    r"(?:[оеё]чка|[ие]чек|енька|онька|[ую]шка|[ую]нчик|[ую]ня|[ую]ся|[ую]ля|[ую]ша|ёнок|енок|ончик"
    r"|[яиа]шка|юська|усик|унчик|ульчик|ёк|янчик)$"
)
_SPOKEN_ROUGHLY = frozenset(
    "вован колян димон толян санек серый ленок светик юлик вовчик димас андрюха серега "
    "леха саня санька витек женек макс-бро костян русик маринка ленка наташка светка ирка юлька катька танька "
    "ольга-бро олька машка дашка аньк сашка мишка пашка лешка димка вовка ванька петька гришка игорек "
    "витька колька толик-бро серж жека толян михась михалыч палыч саныч николаич иваныч сергеич петрович".split()
)
_EVERYDAY = frozenset(
    "ксюша гоша саша паша маша даша наташа миша леша алеша катя оля юля уля толя поля аля коля "
    "лёля леля лиля гуля валя феля вася муся люся дуся ася тася кеша груша тиша глаша параша илюша агаша "
    "соня таня аня ваня феня тоня моня женя феша настуся гульнуся ануш ляля зуля дуля эля лоля нуля".split()
)


def thou(text: Text) -> Iterator[tuple[int, int]]:
    """Words that say «ты» to the reader: the pronoun, a verb of the second person, an imperative."""
    spoken = [m.span() for m in _SET_PHRASES.finditer(text.folded)]
    for start, end in text.words:
        word = text.folded[start:end]
        if not _cyrillic(word) or text.is_untouchable(start, end):
            continue
        if any(a <= start < b for a, b in spoken):
            continue
        if word in _THOU or _is_singular(word, text.folded[max(0, start - 30) : start]):
            yield start, end


def apologises(text: Text, place: int) -> bool:
    """Whether its sentence begs pardon for having been too familiar: «Простите, что по-свойски»."""
    start, end = text.sentence(place)
    near = text.folded[max(start, place - 120) : min(end, place + 120)]
    return bool(_PARDON.search(near))


def says_you(text: Text) -> bool:
    """Whether the text says «вы» to its reader."""
    words = [text.folded[start:end] for start, end in text.words]
    return any(word in _YOU or word in ("здравствуйте", "подскажите", "скажите") for word in words)


def endearments(text: Text) -> Iterator[tuple[int, int]]:
    """Names that only friends use, where somebody is addressed by them."""
    for match in WORD.finditer(text.text):
        word = match[0]
        if word[0].isupper() and is_endearing(word) and is_address(text, *match.span()):
            yield match.span()


def is_endearing(word: str) -> bool:
    """Whether it is an endearing, rough or clipped form of a name: Юлечка, Колян, Юль."""
    folded = fold(word)
    if folded in _SPOKEN_ROUGHLY:
        return True
    if folded in _EVERYDAY or is_common_word(word):
        return False
    if people(word):
        return bool(_ENDEARING.search(folded)) and len(folded) > 4
    return len(folded) > 2 and bool(spoken_vocative(word)) and not _is_word(folded)


@lru_cache(maxsize=20_000)
def _is_word(folded: str) -> bool:
    """Whether the dictionary knows it as something else than a name."""
    return any(r.is_known and not {"Name"} & set(r.tag.grammemes) for r in parses(folded))


def _cyrillic(word: str) -> bool:
    return "а" <= word[0] <= "я"


def _is_singular(word: str, before: str) -> bool:
    if word.endswith(("шь", "шься")):
        return _is_second_person(word) and not _GENERIC.search(before)
    return bool(_CLAUSE.search(before)) and _is_imperative(word)


@lru_cache(maxsize=20_000)
def _is_second_person(word: str) -> bool:
    return any({"VERB", "2per", "sing"} in r.tag and r.is_known for r in parses(word))


@lru_cache(maxsize=20_000)
def _is_imperative(word: str) -> bool:
    """Whether the word can be nothing but an order to one person: «пиши», «скинь», «давай»."""
    if word in _NO_ORDER or len(word) < 3:
        return False
    readings = [r for r in parses(word) if r.is_known]
    return bool(readings) and all({"VERB", "impr", "sing"} in r.tag for r in readings)


_NO_ORDER = frozenset(
    "давай смотри пойми поди считай погоди постой стой прости извини почитай".split()
)
