"""Small insertions that want commas: «если что», «что ли», «пока», «как обычно», «да», «нет»."""

from __future__ import annotations

from collections.abc import Iterator

from okk_text.lexicon.slips.commas import comma_slip
from okk_text.lexicon.slips.slip import Slip
from okk_text.lexicon.slips.words import Sentence, word_set

_LEANING = word_set("и а но ну вот да даже или то не это что как все тоже")
_LINKS = word_set("и а но или что как чтобы если когда либо да")
_AS_EVER = ("обычно", "всегда")
_BOUND_VERBS = word_set("быть делать сделать работать остаться оставить")
_NOT_AFTER_YES = word_set("здравствовать быть давать пусть")
_YES_OPENS = word_set(
    "такая такой такое такие можно могу можем верно правильно точно хорошо отлично действительно "
    "понял поняла получил получила получили помню вижу знаю слышал слышала успеваем успеем нужно "
    "надо уже имеется скидка доставка договор цена смета счет товар машина мастер замер монтаж "
    "менеджер рассрочка гарантия если завтра сегодня подтверждаю"
)


def insertion_slips(sentence: Sentence, text: str) -> Iterator[Slip]:
    """The places where a comma beside such an insertion is missing."""
    for number, word in enumerate(sentence.words):
        for opens in _OPENERS[word.low](sentence, number) if word.low in _OPENERS else ():
            before = sentence.word(opens - 1)
            after = sentence.joined(opens)
            if before and after:
                yield comma_slip(text, before, after, shown=after.low)


def _if_anything(sentence: Sentence, number: int) -> Iterator[int]:
    """«я на связи если что», «если что звоните»; not «если что изменится»."""
    what = sentence.joined(number + 1)
    if what is None or what.low != "что":
        return
    after = sentence.joined(number + 2)
    begins = after is not None and (after.low in ("я", "мы", "сразу", "тогда") or after.asks)
    if after is None or begins:
        if sentence.words[number].joined and sentence.words[number - 1].low not in _LEANING:
            yield number
        if begins:
            yield number + 2


def _or_what(sentence: Sentence, number: int) -> Iterator[int]:
    """«завтра что ли»."""
    after = sentence.joined(number + 1)
    if not number or after is None or after.low != "ли" or not sentence.words[number].joined:
        return
    if sentence.words[number - 1].low not in _LINKS and not sentence.joined(number + 2):
        yield number


def _while(sentence: Sentence, number: int) -> Iterator[int]:
    """«забронирую пока вы думаете»; not «могу пока предложить»."""
    if not sentence.words[number].joined:
        return
    before, after = sentence.before(number), sentence.after(number)[:5]
    if before[-1].low in _LEANING | _LINKS or any(w.low in _LINKS for w in before):
        return
    carriers = [w for w in before if w.finite or w.part in ("PRED", "ADJS", "INFN")]
    if not carriers or not after or after[0].low in ("что", "еще", "только", "нет"):
        return
    for word in after:
        if word.low in _LINKS or word.part in ("INFN", "CONJ"):
            return
        if word.finite:
            same = carriers[-1].lemma == "быть" or after[0] is word
            if not same:
                yield number
            return


def _as_ever(sentence: Sentence, number: int) -> Iterator[int]:
    """«отгрузка как обычно в четверг»."""
    usual, after = sentence.joined(number + 1), sentence.joined(number + 2)
    if usual is None or usual.low not in _AS_EVER or after is None or after.low in _LINKS:
        return
    before = sentence.word(number - 1) if sentence.words[number].joined else None
    if before and (before.finite or before.low in _LEANING or before.part in ("INFN", "ADVB")):
        return
    if before:
        yield number
    elif number == 0 or "," in sentence.words[number].gap:
        yield number + 2


def _yes(sentence: Sentence, number: int) -> Iterator[int]:
    after = sentence.joined(1)
    if number or after is None or len(sentence.words) < 3:
        return
    if after.low in _YES_OPENS or (after.low == "есть" and not sentence.question):
        yield 1


def _no(sentence: Sentence, number: int) -> Iterator[int]:
    """«нет доставка платная», «нет не успеем»; not «нет времени»."""
    after = sentence.joined(1)
    if number or after is None or after.low in ("и", "ни", "ли", "так", "уж", "это", "то"):
        return
    following = sentence.joined(2)
    if after.low == "не" and following is not None and following.finite:
        yield 1
    elif (
        after.low in ("мы", "я", "он", "она", "они", "к", "конечно", "можно", "пока") and following
    ):
        if after.low != "к" or following.low in ("сожалению", "счастью"):
            yield 1
    elif after.part == "NOUN" and after.likely("nomn") and not after.may_be("gent"):
        yield 1


def _agreed(sentence: Sentence, number: int) -> Iterator[int]:
    """«Понял вас перезвоню через час», «отлично будем ждать»."""
    opens = 2 if sentence.reads(1, "вас") and sentence.joined(1) else 1
    if number > 1 or (number == 1 and not sentence.reads(0, "все")):
        return
    after = sentence.joined(number + opens)
    if after is None or after.lemma in ("знать", "помнить", "понимать"):
        return
    told = after.finite and after.likely("1per") and not after.likely("impr")
    done = after.finite and after.likely("past", "sing") and after.likely("perf")
    told = told or (done and sentence.words[number].low != "хорошо" and not after.likely("neut"))
    if told or after.low in ("тогда", "давайте", "сейчас", "мы"):
        yield number + opens


def _the_more(sentence: Sentence, number: int) -> Iterator[int]:
    """«чем больше объём тем ниже цена»."""
    before, after = sentence.before(number), sentence.joined(number + 1)
    more = len(before) > 1 and before[0].low == "чем" and before[1].may_be("COMP")
    if more and after is not None and after.may_be("COMP"):
        yield number


def _in_short(sentence: Sentence, number: int) -> Iterator[int]:
    """«Короче цена та же»; not «короче варианта нет»."""
    after = sentence.joined(1)
    if number or after is None or not sentence.joined(2):
        return
    if after.part == "NOUN" and after.may_be("nomn") and not after.may_be("gent"):
        yield 1


def _thanks(sentence: Sentence, number: int) -> Iterator[int]:
    """«Спасибо всё получили», «большое спасибо жду ответа»; not «спасибо сказали всем»."""
    if number > 1 or (number and not sentence.reads(0, "большое огромное")):
        return
    after, verb = sentence.joined(number + 1), sentence.joined(number + 2)
    if after is not None and after.low in ("большое", "огромное"):
        return
    done = [w for w in (after, verb) if w is not None and w.finite]
    if after is None or not done or done[0].lemma in ("сказать", "говорить") or done[0].asks:
        return
    told = done[0].surely("VERB") and (done[0].may_be("1per") or done[0].may_be("past", "plur"))
    thing = after.part == "NOUN" and after.may_be("accs") and not after.may_be("anim")
    if told and (done[0] is after or thing or after.low in ("все", "мы", "я", "тогда", "уже")):
        yield number + 1


_OPENERS = {
    "спасибо": _thanks,
    "если": _if_anything,
    "что": _or_what,
    "пока": _while,
    "как": _as_ever,
    "да": _yes,
    "нет": _no,
    "короче": _in_short,
    "тем": _the_more,
    **dict.fromkeys(
        ("отлично", "понял", "поняла", "принято", "договорились", "супер", "ок", "окей", "хорошо"),
        _agreed,
    ),
}
