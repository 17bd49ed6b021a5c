"""Where something is, told as whither: «смотрите во вложение», «указано в каталог»."""

from __future__ import annotations

from collections.abc import Iterator

from okk_text.conversation.morphology import parses
from okk_text.lexicon.slips.slip import Slip
from okk_text.lexicon.slips.words import Sentence, Word, word_set

_ENCLOSED = word_set("вложение приложение прикрепление аттач")
_PLACES = _ENCLOSED | word_set(
    "прайс прайс-лист каталог смета договор таблица файл раздел описание карточка спецификация"
)
_BEING = word_set(  # «указаны в прайс-листе»
    "указать найти находиться лежать описать привести прописать перечислить отразить иметься "
    "содержаться представить быть есть"
)
_SHOWING = word_set(
    "смотреть посмотреть прилагать отправлять отправить высылать выслать направлять направить "
    "прислать присылать посылать"
)
_LOOKING = word_set("смотреть посмотреть")
_PAPERS = word_set(
    "счет акт договор смета прайс прайс-лист каталог расчет чертеж размер подробность деталь фото "
    "файл образец реквизит реквизиты документ таблица схема презентация предложение список план "
    "график спецификация цена условие кп коммерческое спека проект макет инструкция"
)
_MOVING = word_set(
    "добавить добавлять внести вносить перенести переносить вынести положить класть включить "
    "вложить вкладывать приложить скачать загрузить вставить поместить зайти войти перейти попасть"
)


def whereabouts_slips(sentence: Sentence) -> Iterator[Slip]:
    """The accusative after a word that says where, not whither."""
    for number, word in enumerate(sentence.words):
        place = sentence.joined(number + 1)
        if word.low not in ("в", "во") or place is None or not _is_whither(place):
            continue
        clause = sentence.before(number)
        if any(w.lemma in _MOVING for w in sentence.words):
            continue
        if _tells_where(clause, place) or _asks_to_look(sentence, number, clause, place):
            yield _slip(word, place)


def _is_whither(place: Word) -> bool:
    return place.lemma in _PLACES and place.may_be("accs", "sing") and not place.may_be("loct")


def _tells_where(clause: list[Word], place: Word) -> bool:
    """«цены указаны в», «размеры есть в», «договор во вложение»."""
    if not clause:
        return False
    last = clause[-1]
    if last.part in ("PRTS", "VERB", "INFN") or last.low == "есть":
        return last.lemma in _BEING and last.low not in ("был", "была", "были", "будет", "будут")
    if place.lemma not in _ENCLOSED or any(w.part in ("VERB", "INFN", "PRED") for w in clause):
        return False
    return last.lemma in _PAPERS and last.may_be("nomn")


def _asks_to_look(sentence: Sentence, number: int, clause: list[Word], place: Word) -> bool:
    """«смету смотрите в приложение», «отправил во вложение»; «посмотрите в каталог» is right."""
    if place.lemma not in _ENCLOSED:
        return False
    verbs = _LOOKING if place.lemma == "приложение" else _SHOWING
    after = sentence.joined(number + 2)
    follows = after is not None and after.lemma in _LOOKING and after.asks
    return follows or any(w.lemma in verbs for w in clause)


def _slip(word: Word, place: Word) -> Slip:
    reading = next(r for r in parses(place.low) if "accs" in r.tag)
    right = reading.inflect({"loct"})
    fix = f"{word.text} {right.word}" if right else None
    return Slip(
        word.start,
        place.end,
        fix,
        ru=f"Где? Предложный падеж: «{fix or place.text}».",
        en=f"The prepositional case: '{fix or place.text}'.",
    )
