"""Commas that are missing before a clause: «что», «если», «который», «но» …"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from okk_text.lexicon.slips.commas import comma_slip
from okk_text.lexicon.slips.indirect import TELLING
from okk_text.lexicon.slips.reasons import after_that, because, since, therefore
from okk_text.lexicon.slips.relatives import which
from okk_text.lexicon.slips.slip import Slip
from okk_text.lexicon.slips.words import BOUND, CONJUNCTIONS, Sentence, Word, word_set

_IDIOMS_AFTER = word_set("угодно попало ли бы ни то за-то")
_ASKING_HOW = TELLING - word_set("написать сказать ответить спросить выбрать писать говорить")
_HOLLOW = word_set(  # «есть что показать», «можете когда угодно»
    "быть есть найтись нет мочь хотеть делать смочь остаться хватить стать иметься хотеться "
    "планировать собираться"
)
_THAT_HOLDERS = word_set(
    "рад рада рады уверен уверена уверены хорошо плохо жаль понятно ясно видно важно главное "
    "отлично странно здорово приятно обидно спасибо внимание виду уверенность факт мысль "
    "гарантия надежда ощущение подтверждение согласен согласна согласны доволен довольна "
    "довольны прав права правы замечательно прекрасно удивительно очевидно известно благодарны "
    "благодарен благодарна жалко тем том того тому то все всё учтите извините простите"
)
_BETWEEN = word_set("мне нам вам ему ей им пожалуйста тогда еще")
_LABELLED = word_set(  # «корпус а», «гепатит а»
    "тип класс группа корпус дом литера литер блок витамин вариант гепатит категория серия "
    "строение этаж подъезд пункт марка ряд секция зона план формат"
)
_SHOWN = word_set("видео фото инструкция пример схема ролик фотография картинка")
_MODAL_ADVERBS = word_set("так тоже еще уже и не нельзя совсем как или никак по-другому")


def clause_slips(sentence: Sentence, text: str) -> Iterator[Slip]:
    """The places where a comma before a clause is missing."""
    for number, word in enumerate(sentence.words):
        rule = _RULES.get(word.low)
        if rule is None and word.low.startswith("котор"):
            rule = which
        if rule is None or number == 0:
            continue
        opens = rule(sentence, number)
        before = sentence.joined(opens) and sentence.word(opens - 1) if opens else None
        if before and not _is_namely(sentence, opens - 1):
            yield comma_slip(text, before, sentence.words[opens], shown=word.text.lower())


def _is_namely(sentence: Sentence, number: int) -> bool:
    """The end of «то есть»."""
    return sentence.reads(number, "есть") and sentence.reads(number - 1, "то")


# Each rule gives the number of the word that the comma stands before, 0 where none is missing.
def _that(sentence: Sentence, number: int) -> int:
    before, after = sentence.words[number - 1], sentence.joined(number + 1)
    if (
        after is None
        or after.low in _IDIOMS_AFTER
        or before.low in ("потому", "так", "только", "смотря")
    ):
        return 0
    if after.low.startswith(("хот", "надо", "нибудь")):
        return 0
    if before.low in ("то", "все", "тем") and sentence.reads(number - 2, "не а вроде и за зато на"):
        return 0
    if before.low == "том" and sentence.reads(number - 2, "при"):
        return 0  # «при том что цена ниже»
    if before.low in _THAT_HOLDERS:
        return number
    if before.low in _BETWEEN and number > 1:
        before = sentence.words[number - 2]
        if not sentence.words[number - 1].joined:
            return 0
    verb = before.part in ("VERB", "INFN", "GRND") and before.lemma not in _HOLLOW
    return number if verb and not _asks(sentence, number) else 0


def _asks(sentence: Sentence, number: int) -> bool:
    """«А вы заказали что именно?»: a question word out of its place."""
    return sentence.question and sentence.words[number - 1].lemma not in TELLING


def _in_order_to(sentence: Sentence, number: int) -> int:
    if sentence.words[number - 1].low in BOUND | word_set(
        "того тем потому затем как что то хоть так однако"
    ):
        return 0
    return number if sentence.joined(number + 1) else 0


def _whether(sentence: Sentence, number: int) -> int:
    before, after = sentence.words[number - 1], sentence.joined(number + 1)
    if after is None or (after.low == "что" and not sentence.joined(number + 2)):
        return 0
    barred = (
        CONJUNCTIONS
        | BOUND
        | word_set("кроме тогда поэтому иначе ведь потому так зато однако случай случае")
    )
    return 0 if before.low in barred else number


def _when(sentence: Sentence, number: int) -> int:
    before, after = _teller(sentence, number), sentence.joined(number + 1)
    if after is None or after.low in _IDIOMS_AFTER or before is None or before.lemma in _HOLLOW:
        return 0
    if before.lemma in TELLING:
        return number
    if sentence.question:
        return 0
    told = before.likely("futr") and any(w.finite for w in sentence.after(number)[:4])
    return number if told or before.likely("impr") else 0


def _which_one(sentence: Sentence, number: int) -> int:
    before, after = _teller(sentence, number), sentence.joined(number + 1)
    if after is None or after.low in _IDIOMS_AFTER or before is None:
        return 0
    opens = number - 1 if sentence.words[number - 1].part == "PREP" else number
    return opens if before.lemma in TELLING else 0


def _who(sentence: Sentence, number: int) -> int:
    """«теми кто платит» beside «напишите кто приедет»."""
    before = sentence.words[number - 1]
    if before.lemma == "тот" and before.low != "то":
        return number if sentence.joined(number + 1) else 0
    return _which_one(sentence, number)


def _how(sentence: Sentence, number: int) -> int:
    before, after = sentence.words[number - 1], sentence.joined(number + 1)
    if after and after.low == "только":
        verb = before.part in ("VERB", "INFN") and not sentence.question
        return number if verb and sentence.joined(number + 2) else 0
    future = after is not None and after.part == "VERB" and after.likely("futr")
    if future and before.part == "VERB" and before.lemma not in _HOLLOW and not sentence.question:
        return number  # «позвоню как приеду»
    if before.lemma in _SHOWN and after and after.finite and before.may_be("accs"):
        return number  # «видео как собирается шкаф»
    if before.low in ("все", "так") and after and after.part == "NPRO" and after.likely("nomn"):
        following = sentence.joined(number + 2)
        return number if following and following.part == "VERB" else 0
    return _how_done(sentence, number)


def _how_done(sentence: Sentence, number: int) -> int:
    before, after = _teller(sentence, number), sentence.joined(number + 1)
    if before is None or after is None or before.lemma not in _ASKING_HOW:
        return 0
    wanted = after.part in ("VERB", "NPRO", "PRED") or after.low in ("лучше", "правильно", "именно")
    return number if wanted and not after.low.startswith("договор") else 0


def _teller(sentence: Sentence, number: int) -> Word | None:
    """The verb before the word, over «мне», «пожалуйста» and one preposition."""
    at = number - 1
    for skip in (
        lambda w: w.part == "PREP",
        lambda w: w.low in _BETWEEN,
        lambda w: w.low in _BETWEEN,
    ):
        word = sentence.word(at)
        if word and at > 0 and skip(word) and word.joined:
            at -= 1
    word = sentence.word(at)
    follows = all(w.joined for w in sentence.words[at + 1 : number + 1])
    return word if word and follows and word.part in ("VERB", "INFN") else None


def _but(sentence: Sentence, number: int) -> int:
    return (
        number if sentence.joined(number + 1) and sentence.words[number - 1].text.isalpha() else 0
    )


def _and_yet(sentence: Sentence, number: int) -> int:
    """«а» and nothing else: «А» may be a letter."""
    before, after = sentence.words[number - 1], sentence.joined(number + 1)
    if sentence.words[number].text != "а" or after is None or not after.text.isalpha():
        return 0
    if before.low in CONJUNCTIONS | {"ага", "угу", "эх"} or before.lemma in _LABELLED:
        return 0
    if after.low in CONJUNCTIONS:
        return 0
    parts = ("NOUN", "VERB", "ADVB", "PRED", "ADJS", "PRTS", "INFN", "ADJF", "NPRO")
    return number if before.part in parts and len(before.low) > 1 else 0


def _although(sentence: Sentence, number: int) -> int:
    before, after = sentence.words[number - 1], sentence.joined(number + 1)
    return 0 if after is None or after.low == "бы" or before.low in CONJUNCTIONS else number


def _however(sentence: Sentence, number: int) -> int:
    """«доставка есть однако она платная»."""
    left, right = sentence.before(number), sentence.after(number)
    if left[-1:] and left[-1].low in CONJUNCTIONS:
        return 0
    carried = [w.predicates or w.low in ("есть", "нет") for w in left]
    goes_on = (right[:1] and right[0].part == "NPRO") or any(w.predicates for w in right)
    return number if any(carried) and goes_on else 0


def _thanks(sentence: Sentence, number: int) -> int:
    """«все пришло спасибо», not «скажите спасибо»."""
    before = sentence.words[number - 1]
    tells = before.lemma in ("сказать", "говорить", "передать", "передавать", "быть", "заслужить")
    return 0 if tells or before.part != "VERB" or before.likely("impr") else number


def _otherwise(sentence: Sentence, number: int) -> int:
    before, after = sentence.words[number - 1], sentence.joined(number + 1)
    if after is None or before.low in _MODAL_ADVERBS or before.part in ("VERB", "INFN", "ADVB"):
        return 0
    return number if after.part in ("NOUN", "NPRO", "VERB") else 0


def _where(sentence: Sentence, number: int) -> int:
    if _which_one(sentence, number):
        return number
    before, after = sentence.words[number - 1], sentence.joined(number + 1)
    return number if after and before.part == "NOUN" and not sentence.question else 0


_QUESTION_WORDS = [
    "какой",
    "какая",
    "какое",
    "какие",
    "какого",
    "каких",
    "какую",
    "каким",
    "какому",
    "какими",
    "сколько",
    "куда",
    "откуда",
    "почему",
    "зачем",
    "кто",
    "кому",
    "кого",
    "чей",
    "чья",
    "чье",
    "чьи",
    "насколько",
]
_RULES: dict[str, Callable[[Sentence, int], int]] = {
    "что": _that,
    "чтобы": _in_order_to,
    "чтоб": _in_order_to,
    "если": _whether,
    "когда": _when,
    "где": _where,
    "как": _how,
    "потому": because,
    "так": since,
    "поэтому": therefore,
    "но": _but,
    "а": _and_yet,
    "хотя": _although,
    "зато": _although,
    "поскольку": _although,
    "иначе": _otherwise,
    "однако": _however,
    "спасибо": _thanks,
    **dict.fromkeys(_QUESTION_WORDS, _which_one),
    **dict.fromkeys(("кто", "кому", "кого", "кем"), _who),
    **dict.fromkeys(("после", "перед", "до"), after_that),
}
