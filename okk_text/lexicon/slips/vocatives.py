"""Names in address without their comma: «Иван здравствуйте», «Добрый день Ирина»."""

from __future__ import annotations

from collections.abc import Iterator

from okk_text.lexicon.slips.slip import Slip
from okk_text.lexicon.slips.words import Sentence, Word, word_set
from okk_text.people.names import is_common_word, is_given_name, is_patronymic

_GREETINGS = {
    ("здравствуйте",): 1,
    ("здравствуй",): 1,
    ("приветствую",): 1,
    ("привет",): 1,
    ("спасибо",): 1,
    ("благодарю",): 1,
    ("поздравляю",): 1,
    ("извините",): 1,
    ("простите",): 1,
    ("добрый", "день"): 2,
    ("добрый", "вечер"): 2,
    ("доброе", "утро"): 2,
    ("доброго", "дня"): 2,
    ("доброго", "вечера"): 2,
    ("всего", "доброго"): 2,
    ("до", "свидания"): 2,
    ("большое", "спасибо"): 2,
    ("спасибо", "большое"): 2,
}
_ANSWERS = word_set(
    "да нет хорошо конечно принято договорились отлично понял поняла подскажите скажите поняли"
)
_WISHES = word_set(
    "хорошего доброго приятного удачного хороших приятных спасибо благодарю ждем жду рад рада рады"
)
_PARTINGS = word_set("встречи связи завтра скорого понедельника вечера созвона")
_NAMING = word_set("это зовут я менеджер мастер от ответит наш ваш наша ваша или и а")
_ADDRESSED = word_set("коллеги друзья дамы уважаемый уважаемая уважаемые дорогой дорогая")


def vocative_slips(sentence: Sentence, text: str) -> Iterator[Slip]:
    """The places where an address wants a comma."""
    for number in range(len(sentence.words)):
        length = _address_length(sentence, number)
        if not length:
            continue
        greeted = _greets_before(sentence, number) or _answers_before(sentence, number, length)
        if sentence.joined(number) and greeted:
            yield _slip(text, sentence.words[number - 1], sentence.words[number])
        elif number == 0:
            after = sentence.joined(length)
            if after and _speaks_to(sentence, length, after):
                yield _slip(text, sentence.words[length - 1], after)


def _address_length(sentence: Sentence, number: int) -> int:
    """How many words of an address stand here: «коллеги», «Мария Сергеевна»; 0 for none."""
    word = sentence.words[number]
    if word.low in _ADDRESSED:
        return 1
    if not word.text[0].isupper() or not is_given_name(word.text):
        return 0
    if word.may_be("Name", "datv") and not word.may_be("Name", "nomn"):
        return 0  # «спасибо Марине»
    after = sentence.joined(number + 1)
    if after and after.text[0].isupper() and is_patronymic(after.text):
        return 2
    return 0 if is_common_word(word.text) and number == 0 else 1


def _greets_before(sentence: Sentence, number: int) -> bool:
    if sentence.words[number].low.isascii():
        return False
    for phrase, length in _GREETINGS.items():
        start = number - length
        words = sentence.words[max(0, start) : number]
        if start >= 0 and tuple(word.low for word in words) == phrase:
            return all(word.joined for word in words[1:])
    return False


def _answers_before(sentence: Sentence, number: int, length: int) -> bool:
    """«Да Сергей, всё верно», «Хорошего дня Анна!»: a name that ends its clause."""
    name = sentence.words[number]
    if sentence.joined(number + length) or name.low.isascii() or not name.may_be("nomn"):
        return False
    before = sentence.before(number)
    if len(before) == 1:
        return before[0].low in _ANSWERS and number == 1
    ends = number + length == len(sentence.words)
    spoken = before and before[0].low in _WISHES and before[0] is sentence.words[0]
    parting = len(before) == 2 and before[0].low == "до" and before[1].low in _PARTINGS
    if parting and number == 2:
        return ends
    return bool(spoken) and ends and before[-1].low not in _NAMING and before[-1].part != "PREP"


def _speaks_to(sentence: Sentence, number: int, word: Word) -> bool:
    """Whether a greeting or a request to the person begins here."""
    lows = [w.low for w in sentence.words[number : number + 2]]
    if any(tuple(lows[: len(phrase)]) == phrase for phrase in _GREETINGS):
        return True
    if word.low == "вы":  # «Павел вы получили счёт»
        return any(w.may_be("VERB", "2per") for w in sentence.after(number)[:3]) or any(
            w.finite and w.likely("past", "plur") for w in sentence.after(number)[:3]
        )
    return word.surely("impr", "plur", "excl") and len(word.low) > 4


def _slip(text: str, before: Word, after: Word) -> Slip:
    fix = text[before.start : before.end] + ", " + text[after.start : after.end]
    return Slip(
        before.start,
        after.end,
        fix,
        ru=f"Отделите обращение запятой: «{fix}».",
        en=f"Set off the address with a comma: '{fix}'.",
    )
