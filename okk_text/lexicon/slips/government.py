"""Cases that do not fit: after a preposition («за обращении»), between words («вашего ответ»)."""

from __future__ import annotations

from collections.abc import Iterator

from okk_text.lexicon.slips.slip import Slip
from okk_text.lexicon.slips.words import Sentence, Word, word_set
from okk_text.lexicon.word_classes import parses

_CASES = {
    **dict.fromkeys(word_set("от из без до для около после кроме из-за из-под ради"), "gent"),
    "к": "datv",
    "при": "loct",
    "про": "accs",
    "через": "accs",
    "за": "accs ablt nomn",  # «что за вода»
    "над": "ablt",
    "между": "ablt gent",
}
_WIDER = {"gent": ("gent", "gen2"), "loct": ("loct", "loc2"), "accs": ("accs", "acc2")}
_DETERMINERS = word_set("ваш наш мой твой свой этот данный каждый")
_NEVER = word_set("это то все всего всем этого того свое сам свои мои")


def government_slips(sentence: Sentence) -> Iterator[Slip]:
    """Nouns in a case that their preposition or their determiner does not allow."""
    for number, word in enumerate(sentence.words):
        noun = sentence.joined(number + 1)
        if noun is None or not _is_plain_noun(noun):
            continue
        cases = _CASES.get(word.low)
        misplaced = cases is not None and not _is_in(noun, cases)
        determines = word.lemma in _DETERMINERS and word.low not in _NEVER | {"эти"}
        determines = determines and not _is_counted(sentence, number) and not noun.may_be("anim")
        if (misplaced and not _leads_on(sentence, number + 1)) or (
            determines and not _agree(word, noun)
        ):
            yield _slip(word, noun)


def _is_plain_noun(word: Word) -> bool:
    """A noun of the dictionary in each of its readings, no name and no abbreviation."""
    if not word.text.islower() or not word.text.isalpha() or len(word.low) < 4:
        return False
    readings = parses(word.low)
    return all(r.is_known and r.tag.POS == "NOUN" and "Abbr" not in r.tag for r in readings)


def _is_counted(sentence: Sentence, number: int) -> bool:
    """«два ваших товара»."""
    before = sentence.word(number - 1) if number else None
    return before is not None and (before.part == "NUMR" or before.text[0].isdigit())


def _is_in(noun: Word, cases: str) -> bool:
    wider = [case for name in cases.split() for case in _WIDER.get(name, (name,))]
    return any(noun.may_be(case) for case in wider)


def _leads_on(sentence: Sentence, number: int) -> bool:
    """«для клиентов компании»: nothing; «после бизнес встречи»: a noun that describes the next."""
    after = sentence.joined(number + 1)
    return after is not None and after.part == "NOUN" and not after.may_be("gent")


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


def _slip(first: Word, noun: Word) -> Slip:
    return Slip(
        first.start,
        noun.end,
        None,
        ru=f"Согласуйте падеж: «{first.text} {noun.text}».",
        en=f"Make the cases agree: '{first.text} {noun.text}'.",
    )
