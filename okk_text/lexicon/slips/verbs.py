"""-тся or -ться where both are words: «цена сохраниться», «можем встретится»."""

from __future__ import annotations

from collections.abc import Iterator

from okk_text.conversation.morphology import parses
from okk_text.lexicon.slips.slip import Slip, capitalised_like
from okk_text.lexicon.slips.words import Sentence, Word, word_set

_MODALS = word_set(  # lemmas that an infinitive follows
    "мочь смочь хотеть должный готовый нужно надо можно нельзя необходимо стоить следовать быть "
    "стать начать начинать планировать предлагать предложить рекомендовать советовать успеть "
    "успевать удаться получиться получаться собираться попробовать пробовать постараться "
    "стараться решить прийтись приходиться помочь помогать пора важно лучше рад хотеться "
    "захотеть позволять позволить обязать уметь продолжать просить попросить разрешить давать "
    "дать намерен легко сложно трудно возможно невозможно удобно проще согласный вынудить "
    "вынужденный желать"
)
_HEADS = word_set(  # nouns that an infinitive may follow: «задача закрепиться»
    "задача цель возможность шанс право смысл время желание повод способ вариант план "
    "предложение просьба необходимость риск намерение готовность умение очередь попытка решение "
    "идея надежда мечта правило привычка стремление обязанность условие договоренность совет "
    "рекомендация причина сила срок мысль вопрос охота лень жизнь хобби"
)
_IMPERSONAL = word_set(
    "получиться удаться найтись поместиться уместиться состояться сохраниться измениться остаться"
)
_BETWEEN = ("ADVB", "NPRO", "PREP", "PRCL", "NUMR")


def reflexive_slips(sentence: Sentence) -> Iterator[Slip]:
    """Infinitives in the place of a finite verb, and finite verbs in that of an infinitive."""
    for number, word in enumerate(sentence.words):
        if word.low.endswith("ться") and word.surely("INFN"):
            finite = word.low[:-4] + "тся"
            if _is_finite(finite) and (
                _is_wondered(sentence, number) or _has_plain_subject(sentence, number, finite)
            ):
                yield _slip(word, finite, asked="что сделает?", ending="-тся")
        elif word.low.endswith("тся"):
            infinitive = word.low[:-3] + "ться"
            if _is_infinitive(infinitive) and _is_governed(sentence, number):
                yield _slip(word, infinitive, asked="что сделать?", ending="-ться")


def _is_wondered(sentence: Sentence, number: int) -> bool:
    """«получиться ли приехать» that opens its clause."""
    after, before = sentence.joined(number + 1), sentence.before(number)
    impersonal = sentence.words[number].low in _IMPERSONAL
    return impersonal and after is not None and after.low == "ли" and not before


def _is_finite(word: str) -> bool:
    return _is_known(word) and parses(word)[0].tag.POS == "VERB"


def _is_infinitive(word: str) -> bool:
    return _is_known(word) and parses(word)[0].tag.POS == "INFN"


def _is_known(word: str) -> bool:
    """In the dictionary, perhaps without its -ся."""
    return parses(word)[0].is_known or parses(word[:-2])[0].is_known


def _has_plain_subject(sentence: Sentence, number: int, finite: str) -> bool:
    """A subject before it in its clause, and nothing there that an infinitive could hang on."""
    clause = sentence.before(number)
    lows = [word.low for word in clause]
    if lows[-2:] == ["как", "только"]:
        return True
    if not clause or any(_licenses(word) for word in clause):
        return False
    if sentence.words[number].low in ("нравиться", "понравиться"):
        return any(w.part in ("NOUN", "NPRO") and w.may_be("datv") for w in clause)
    after = sentence.joined(number + 1)
    if after and (after.lemma in _MODALS or after.low in ("ли", "или", "и")):
        return False
    wanted = "plur" if "plur" in parses(finite)[0].tag else "sing"
    subjects = [w for w in clause if w.part in ("NOUN", "NPRO") and w.may_be("nomn", wanted)]
    subjects = [w for w in subjects if not _first_person(w)]
    return bool(subjects) and clause[-1].part not in ("CONJ", "ADJF")


def _first_person(word: Word) -> bool:
    return word.low in ("я", "мы", "ты", "вы")


def _licenses(word: Word) -> bool:
    """Whether an infinitive may hang on this word."""
    if word.low in ("надеюсь", "думаю", "уверен", "уверена", "полагаю"):
        return False
    if word.low in (
        "чтобы",
        "чтоб",
        "как",
        "где",
        "куда",
        "чем",
        "зачем",
        "нечего",
        "некогда",
        "бы",
    ):
        return True
    if word.part in ("VERB", "INFN", "GRND", "PRED", "ADJS", "PRTS", "PRTF", "COMP"):
        return True
    return word.lemma in _HEADS or word.lemma in _MODALS


def _is_governed(sentence: Sentence, number: int) -> bool:
    """A modal word stands right before it, with only adverbs and pronouns between."""
    for step, word in enumerate(reversed(sentence.before(number))):
        if word.lemma in _MODALS and word.low not in ("есть", "бы", "будь", "быть", "стоит", "дай"):
            return not _is_parenthetic(sentence, number - step - 1)
        if step > 3 or word.part not in _BETWEEN or word.may_be("NPRO", "nomn", "3per"):
            return False
    return False


def _is_parenthetic(sentence: Sentence, number: int) -> bool:
    """«может» as "perhaps", «возможно» and «лучше» as adverbs, «получается» as "so"."""
    word = sentence.words[number]
    if word.low in ("возможно", "лучше", "легко", "удобно", "проще", "сложно", "трудно", "важно"):
        return True
    if word.low in ("получается", "рад", "был", "была", "было", "были"):
        return True
    return word.low == "может" and number == 0


def _slip(word: Word, right: str, *, asked: str, ending: str) -> Slip:
    fix = capitalised_like(right, word.text)
    return Slip(
        word.start,
        word.end,
        fix,
        ru=f"Напишите {ending}: «{fix}» ({asked})",
        en=f"Write {ending}: '{fix}'.",
    )
