"""Cases that do not fit: after a preposition («за обращении»), between words («вашего ответ»)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from okk_text.conversation.morphology import parses
from okk_text.errors import RubricError
from okk_text.language import say
from okk_text.lexicon.slips.slip import Slip
from okk_text.lexicon.slips.words import Sentence, Word, word_set
from okk_text.resources import shipped

_CASES = {
    **dict.fromkeys(word_set("от из без до для около после кроме из-за из-под ради у"), "gent"),
    **dict.fromkeys(("к", "ко"), "datv"),
    "при": "loct",
    "про": "accs",
    "через": "accs",
    "за": "accs ablt nomn",  # «что за вода»
    "над": "ablt",
    "между": "ablt gent",
    **dict.fromkeys(("в", "во", "на"), "accs loct nomn"),
    **dict.fromkeys(("о", "об"), "loct"),
    **dict.fromkeys(("с", "со"), "gent ablt accs"),
}
_WIDER = {"gent": ("gent", "gen2"), "loct": ("loct", "loc2"), "accs": ("accs", "acc2")}
_DETERMINERS = word_set("ваш наш мой твой свой этот данный каждый")
_POINTING = word_set("ваш наш мой твой этот такой любой каждый один")  # «на ваша почта»
_NOMINAL = word_set(  # «после вечерней смены нет», but «в целом цена», «в общем заказ»
    "целый общий средний прошлый остальной другой дальнейший лучший будущий итоговый основной"
)
_NEVER = word_set("это то все всего всем этого того свое сам свои мои")
_AFTER_EVENT = word_set(  # «по приезде»; other nouns after «по» are in the dative
    "приезд прилет отъезд приход выезд выход факт дело дом вторник воскресенье"
)
_PLACES = word_set(  # «цены на сайте», «запись на месте»
    "сайт место склад объект почта рынок неделя момент выставка завод стол страница рука этап "
    "площадка линия канал смена ресепшн стойка дом дача участок выходные бланк бумага носитель диск флешка сервер маркетплейс"
)
Prefix = tuple[str, ...]


def government_slips(sentence: Sentence) -> Iterator[Slip]:
    """Nouns in a case that their preposition, phrase or determiner does not allow."""
    for number, word in enumerate(sentence.words):
        noun = sentence.joined(number + 1)
        if noun is None or not _has_case(noun):
            continue
        cases = None if noun.lemma in _PLACES else _phrase_cases(sentence, number)
        cases = cases or _CASES.get(word.low) or ("gent" if number and word.low == "нет" else None)
        if cases and noun.lemma in _POINTING and word.low != "за":
            cases = cases.replace(" nomn", "")
        plain = noun.part == "NOUN"
        if cases and not _is_in(noun, cases) and not _leads_on(sentence, number + 1, cases):
            yield _misplaced(word, noun, cases)
        elif word.low == "по" and plain and _is_misplaced_event(noun):
            yield _misplaced(word, noun, "datv")
        elif plain and (
            _is_mismatched(sentence, number)
            or _is_out_of_number(word, noun)
            or (_clashes(sentence, number) and not noun.may_be("anim"))
        ):
            yield _disagreeing(word, noun)


def _has_case(word: Word) -> bool:
    """A noun or adjective of the dictionary in each of its readings, no name or abbreviation."""
    if not word.text.islower() or not word.text.isalpha() or len(word.low) < 3:
        return False
    labels = _LABELS - {"Apro"} if word.lemma in _POINTING else _LABELS
    return all(
        r.is_known and r.tag.POS in ("NOUN", "ADJF", "PRTF") and not labels & r.tag.grammemes
        for r in parses(word.low)
    )


_LABELS = frozenset(("Abbr", "Fixd", "Name", "Surn", "Geox", "Apro"))


def _is_misplaced_event(noun: Word) -> bool:
    """«по адресе»: the locative of what is no event."""
    readings = parses(noun.low)
    if any(r.tag.case in ("datv", "accs", "loc2") for r in readings) or not noun.may_be("loct"):
        return False
    return not noun.lemma.endswith("ие") and noun.lemma not in _AFTER_EVENT and noun.may_be("sing")


def _is_in(noun: Word, cases: str) -> bool:
    wider = [case for name in cases.split() for case in _WIDER.get(name, (name,))]
    return any(noun.may_be(case) for case in wider)


def _leads_on(sentence: Sentence, number: int, cases: str) -> bool:
    """«после бизнес встречи»: a noun that describes the next; «в магазина» is none."""
    after = sentence.joined(number + 1)
    if after is None:
        return False
    if after.text[0].isdigit():
        return True
    if sentence.words[number].part != "NOUN":
        return after.part == "NOUN" and not after.may_be("gent") and _is_in(after, cases)
    return after.part == "NOUN" and not after.may_be("gent")


def _is_out_of_number(word: Word, noun: Word) -> bool:
    """«все документ», «обратную связи»."""
    if word.low in ("все", "наши", "ваши", "эти", "другие", "новые", "разные", "многие"):
        plain = noun.surely("sing") and not noun.may_be("neut") and noun.may_be("nomn")
        return plain and not noun.may_be("anim", "gent")
    if not word.low.endswith(("ую", "юю")) or not word.surely("ADJF"):
        return False
    return noun.may_be("femn") and noun.surely("femn") and not noun.may_be("accs", "sing")


def _clashes(sentence: Sentence, number: int) -> bool:
    """A determiner and a noun that no case, number and gender unites."""
    word, noun = sentence.words[number], sentence.words[number + 1]
    if word.lemma not in _DETERMINERS or word.low in _NEVER | {"эти"}:
        return False
    return not _is_counted(sentence, number) and not _agree(word, noun)


def _is_mismatched(sentence: Sentence, number: int) -> bool:
    """«на первую занятие», «в утренней группу»: an adjective in the singular after a preposition."""
    word, noun = sentence.words[number], sentence.words[number + 1]
    before, after = sentence.word(number - 1), sentence.joined(number + 2)
    if not number or not word.joined or before is None or before.part != "PREP":
        return False
    plain = {"ADJF", "sing"}
    if not word.text.islower() or not all(
        plain <= r.tag.grammemes and not {"Subx", "Anph"} & r.tag.grammemes and r.is_known
        for r in parses(word.low)
    ):
        return False
    if noun.may_be("anim") or (after and after.part in ("NOUN", "ADJF") and _agree(word, after)):
        return False
    return word.lemma not in _NOMINAL and not _agree(word, noun)


def _is_counted(sentence: Sentence, number: int) -> bool:
    """«два ваших товара»."""
    before = sentence.word(number - 1) if number else None
    return before is not None and (before.part == "NUMR" or before.text[0].isdigit())


def _agree(adjective: Word, noun: Word) -> bool:
    """Whether some readings of both have the same case, number and gender."""
    for one in parses(adjective.low):
        for other in parses(noun.low):
            if one.tag.POS != "ADJF" or one.tag.number != other.tag.number:
                continue
            cases = _WIDER.get(one.tag.case, (one.tag.case,))
            genders = (None, other.tag.gender)
            if one.tag.animacy not in (None, other.tag.animacy):
                continue
            if other.tag.case in cases and (one.tag.gender in genders or other.tag.gender is None):
                return True
    return False


def _phrase_cases(sentence: Sentence, number: int) -> str | None:
    """The cases that a phrase of government_ru.yaml ending at that word takes."""
    for prefix, cases in _phrases().get(sentence.words[number].low, ()):
        first = number - len(prefix)
        words = sentence.words[max(0, first) : number]
        joined = all(w.joined for w in sentence.words[first + 1 : number + 1])
        if first >= 0 and joined and all(map(_is_one, words, prefix)):
            return cases
    return None


def _is_one(word: Word, wanted: str) -> bool:
    if wanted.startswith("{"):
        return any(r.normal_form.replace("ё", "е") == wanted[1:-1] for r in parses(word.low))
    return word.low == wanted


@cache
def _phrases() -> dict[str, list[tuple[Prefix, str]]]:
    """The last word of each phrase -> the words before it and the cases it takes."""
    import yaml

    path = shipped("rubrics", "grammar", "government_ru.yaml")
    try:
        table = yaml.safe_load(path.read_text(encoding="utf-8"))["phrases"]
    except (yaml.YAMLError, KeyError, TypeError) as error:
        raise RubricError(
            say("список не читается: ", "the list cannot be read: ") + str(error), where=str(path)
        ) from error
    found: dict[str, list[tuple[Prefix, str]]] = {}
    for phrase, cases in sorted(table.items(), key=lambda row: -len(row[0].split())):
        *prefix, last = phrase.split()
        found.setdefault(last, []).append((tuple(prefix), cases))
    return found


def _misplaced(word: Word, noun: Word, cases: str) -> Slip:
    reading = parses(noun.low)[0]
    number = {reading.tag.number} if reading.tag.number else set()
    form = reading.inflect({cases} | number) if " " not in cases and noun.part == "NOUN" else None
    if form is None:
        return _disagreeing(word, noun)
    return Slip(
        noun.start,
        noun.end,
        form.word,
        ru=f"Здесь другой падеж: «{word.text} {form.word}».",
        en=f"Another case: '{word.text} {form.word}'.",
    )


def _disagreeing(first: Word, noun: Word) -> Slip:
    return Slip(
        first.start,
        noun.end,
        None,
        ru=f"Согласуйте падеж: «{first.text} {noun.text}».",
        en=f"Make the cases agree: '{first.text} {noun.text}'.",
    )
