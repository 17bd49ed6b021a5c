"""The comma after an opening clause: «Если условия устроят мы подготовим договор»."""

from __future__ import annotations

from collections.abc import Iterator

from okk_text.lexicon.slips.commas import comma_slip, vague_comma_slip
from okk_text.lexicon.slips.slip import Slip
from okk_text.lexicon.slips.words import Sentence, Word, word_set

_OPENERS = ("если", "когда", "как только", "раз", "пока", "чтобы", "поскольку")
_SUBJECTS = word_set("я мы вы он она они оно то это тогда")
_NEEDED = word_set("нужен нужна нужно нужны надо необходимо необходимы достаточно потребуется")
_SET_GERUNDS = word_set(
    "начиная судя исходя благодаря включая исключая спустя хотя смотря несмотря говоря невзирая "
    "считая погодя выходя учитывая молча сидя стоя лежа шутя можно не это то"
)
_JOINING = word_set("и или либо а но да")
_BE = word_set("быть стать")
_STATES = word_set("есть удобно интересно срочно актуально принципиально")  # «если вам удобно»


def condition_slips(sentence: Sentence, text: str) -> Iterator[Slip]:
    """A sentence that opens with «если» or «когда», holds two predicates and no mark between."""
    words = sentence.words
    yield from _after_gerund(words, text)
    opener = " ".join(w.low for w in words[:2]) if words[0].low == "как" else words[0].low
    if opener not in _OPENERS or (sentence.question and opener == "когда"):
        return
    clause = _unbroken(words)
    border = _border_of_purpose(clause) if opener == "чтобы" else _border(clause)
    if border is None:
        return
    slip = comma_slip(text, clause[border - 1], clause[border], shown=clause[border].low)
    if clause[border].low in _SUBJECTS | _NEEDED or clause[border].may_be("impr"):
        yield slip
    else:
        yield vague_comma_slip(clause[border - 1], clause[border])


def _after_gerund(words: list[Word], text: str) -> Iterator[Slip]:
    """«Не дождавшись ответа пишу ещё раз», «оплатив сейчас вы получите чек»."""
    start = int(words[0].low == "не" and len(words) > 1 and words[1].joined)
    if words[start].part != "GRND" or words[start].low in _SET_GERUNDS:
        return
    clause = _unbroken(words)
    for number in range(start + 1, len(clause)):
        if clause[number].low in _JOINING or clause[number].part == "CONJ":
            return
        if clause[number].low in _SUBJECTS or clause[number].finite:
            yield comma_slip(text, clause[number - 1], clause[number], shown=clause[number].low)
            return


def _unbroken(words: list[Word]) -> list[Word]:
    """The words up to the first mark of punctuation."""
    for number, word in enumerate(words[1:], 1):
        if not word.joined:
            return words[:number]
    return words


def _border_of_purpose(clause: list[Word]) -> int | None:
    """«Чтобы оформить заказ нужны реквизиты»: before the first predicate after an infinitive."""
    first = next((n for n, w in enumerate(clause) if w.part == "INFN"), None)
    if first is None:
        return None
    for number in range(first + 1, len(clause)):
        word = clause[number]
        if word.low in _JOINING:
            return None
        if word.low in _NEEDED or _asks(word):
            return number
    return None


def _border(clause: list[Word]) -> int | None:
    """Where the main clause begins: at its pronoun or noun, else at its verb."""
    predicates = _predicates(clause)
    if len(predicates) < 2:
        return None
    first, second = predicates[:2]
    if any(w.low in _JOINING for w in clause[:second]):
        return None
    for number in range(first + 1, second):
        if clause[number].low in _SUBJECTS and clause[number].joined:
            return number
    verb, before = clause[second], clause[second - 1]
    if _asks(verb) and before.low != "не":
        return second
    if second == first + 1:
        stated = clause[first].part in ("VERB", "PRED") and verb.surely("VERB", "1per")
        return second if stated or clause[first].part == verb.part == "VERB" else None
    if verb.low in ("можно", "лучше", "нужно", "надо") and before.part in ("NOUN", "ADVB", "NUMR"):
        return second
    if verb.part != "VERB" or before.part not in ("NOUN", "NPRO", "ADVB"):
        return None
    if verb.may_be("1per"):
        return second
    spoken = clause[first].likely("1per") or clause[first].likely("2per")
    return second - 1 if spoken and before.part == "NOUN" and before.may_be("nomn") else None


def _predicates(clause: list[Word]) -> list[int]:
    """The numbers of the words that carry a clause; «будете готовы» is one."""
    found: list[int] = []
    for number, word in enumerate(clause):
        carries = word.part in ("VERB", "PRED", "ADJS", "PRTS") or word.low in _STATES
        completes = bool(found) and found[-1] == number - 1 and clause[number - 1].lemma in _BE
        if carries and not completes and word.low != "бы":
            found.append(number)
    return found


def _asks(word: Word) -> bool:
    """An imperative to the reader: «пишите», «звоните»."""
    return word.likely("impr") or (word.low.endswith("ите") and word.may_be("impr"))
