"""Finite verbs in the place of infinitives and infinitives in the place of finite verbs."""

from __future__ import annotations

from collections.abc import Iterator

from okk_text.conversation.morphology import parses
from okk_text.lexicon.slips.slip import Slip, capitalised_like
from okk_text.lexicon.slips.words import Sentence, Word, word_set

_MODALS = word_set(  # after these only an infinitive stands; «может» may mean "perhaps"
    "могу можем можете могут смогу сможем сможете смогут сможет хотим хочу готов готова готовы "
    "нужно необходимо должен должна должны хотелось планируем планирую рекомендую рекомендуем "
    "прошу просим советую советуем предлагаю собираемся собираюсь нельзя получится обязуемся "
    "успеем успеете успеет"
)
_BETWEEN = word_set(
    "вам нам ему ей им мне вас их вами бы также тоже еще уже сразу сегодня завтра все это его ее "
    "вместе лично не с к"
)
_GUARDS = word_set("если как когда сколько где куда что чтобы ли кто раз какой какие пока")


def infinitive_slips(sentence: Sentence) -> Iterator[Slip]:
    """«можем сделаем», «вы пришлите?», «вышлете, пожалуйста»."""
    for number, word in enumerate(sentence.words):
        slip = None
        if word.low in _MODALS:
            slip = _after_modal(sentence, number)
        elif word.low.endswith(("ите", "ете")) and len(word.low) > 5:
            slip = _asked_or_told(sentence, number)
        elif word.low.endswith("ться") and word.surely("INFN"):
            slip = _instead_of_finite(sentence, number)
        if slip:
            yield slip


def _after_modal(sentence: Sentence, number: int) -> Slip | None:
    if any(w.low in _GUARDS for w in sentence.before(number)):
        return None
    for word in sentence.after(number)[:4]:
        if word.low in _BETWEEN:
            continue
        surely = all(r.tag.POS in ("VERB", "PRTS") for r in parses(word.low))
        if not surely or word.part != "VERB" or word.lemma == "быть" or word.likely("past"):
            return None
        if word.may_be("1per", "sing") or word.low in _MODALS or not parses(word.low)[0].is_known:
            return None  # «готова, пришлю»
        infinitive = parses(word.low)[0].normal_form
        return _slip(
            word, infinitive, "Здесь неопределённая форма: «{}».", "Use the infinitive: '{}'."
        )
    return None


def _asked_or_told(sentence: Sentence, number: int) -> Slip | None:
    """«вы пришлите фото сегодня?» -> «пришлёте»; «вышлете, пожалуйста, счёт» -> «вышлите»."""
    word, before = sentence.words[number], sentence.word(number - 1)
    if word.low.endswith("ите") and word.surely("impr"):
        told = word.low[:-3] + "ете"
        asked = before is not None and before.low == "вы" and word.joined and sentence.question
        if asked and parses(told)[0].is_known and parses(told)[0].tag.POS == "VERB":
            right = parses(told)[0].word
            return _slip(word, right, "Это вопрос, а не просьба: «{}».", "A question: '{}'.")
    elif word.low.endswith("ете") and number == 0 and not sentence.question:
        request = word.low[:-3] + "ите"
        following = [w.low for w in sentence.words[1:3]]
        pleads = "пожалуйста" in [w.low for w in sentence.words[1:]] and "вы" not in following
        known = parses(request)[0].is_known and parses(request)[0].tag.mood == "impr"
        if pleads and known and word.surely("futr"):
            return _slip(word, request, "Это просьба: «{}».", "A request: '{}'.")
    return None


def _instead_of_finite(sentence: Sentence, number: int) -> Slip | None:
    """«цены обновляться каждый месяц»: the subject right before and no other verb."""
    word, before = sentence.words[number], sentence.before(number)
    plain = word.low[:-4] + "тся"
    if (
        parses(plain)[0].is_known
        or not before
        or len(before) > 4
        or sentence.before(number)[0].gap.strip() == ":"
    ):
        return None
    subject = before[-1]
    if subject.part != "NOUN" or not subject.likely("nomn") or subject.lemma in _HEADS:
        return None
    if any(w.part not in ("NOUN", "ADJF") or w.lemma in _HEADS for w in before):
        return None
    rest = sentence.words[number + 1 :]
    if any(w.predicates or w.part == "INFN" for w in rest) or sentence.words[0] is not before[0]:
        return None
    plural = {"plur"} if subject.likely("plur") else {"sing"}
    reading = parses(word.low)[0]
    tense = "pres" if "impf" in reading.tag else "futr"
    form = reading.inflect({"VERB", "3per", tense} | plural)
    if form is None:
        return None
    return _slip(word, form.word, "Что делает? — «{}».", "A finite verb: '{}'.")


_HEADS = word_set(
    "задача цель возможность шанс право смысл время желание повод способ вариант план предложение "
    "просьба необходимость риск намерение готовность умение очередь попытка решение идея надежда "
    "мечта правило привычка пора охота лень совет рекомендация причина мысль вопрос"
)


def _slip(word: Word, right: str, ru: str, en: str) -> Slip:
    fix = capitalised_like(right, word.text)
    return Slip(word.start, word.end, fix, ru=ru.format(fix), en=en.format(fix))
