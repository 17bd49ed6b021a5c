"""The comma after an opening clause: «Если условия устроят мы подготовим договор»."""

from __future__ import annotations

from collections.abc import Iterator

from okk_text.lexicon.slips.clauses import comma_slip
from okk_text.lexicon.slips.slip import Slip
from okk_text.lexicon.slips.words import Sentence, Word, word_set

_OPENERS = ("если", "когда", "как только", "раз", "чтобы", "пока")
_SUBJECTS = word_set("я мы вы он она они оно то это тогда")


def condition_slips(sentence: Sentence, text: str) -> Iterator[Slip]:
    """A sentence that opens with «если» or «когда», holds two predicates and no mark between."""
    words = sentence.words
    opener = " ".join(w.low for w in words[:2]) if words[0].low == "как" else words[0].low
    if opener not in _OPENERS or (sentence.question and opener == "когда"):
        return
    clause = _unbroken(words)
    predicates = [n for n, word in enumerate(clause) if _carries(word)]
    if len(predicates) < 2:
        return
    first, second = predicates[0], predicates[1]
    if any(w.low in ("и", "или", "либо", "а", "но") for w in clause[:second]):
        return
    if opener == "чтобы":
        return
    border = _border(clause, first, second)
    if border is None:
        return
    slip = comma_slip(text, clause[border - 1], clause[border], shown=clause[border].low)
    sure = clause[border].low in _SUBJECTS or clause[border].may_be("impr")
    yield slip if sure else Slip(slip.start, slip.end, None, ru=_VAGUE[0], en=_VAGUE[1])


_VAGUE = (
    "Отделите запятой главную часть от части с «если» или «когда».",
    "Put a comma between the two clauses.",
)


def _unbroken(words: list[Word]) -> list[Word]:
    """The words up to the first mark of punctuation."""
    for number, word in enumerate(words[1:], 1):
        if not word.joined:
            return words[:number]
    return words


def _carries(word: Word) -> bool:
    return word.part in ("VERB", "PRED", "ADJS", "PRTS") and word.low not in ("есть", "бы", "было")


def _border(clause: list[Word], first: int, second: int) -> int | None:
    """Where the main clause begins: at its pronoun, else before its verb."""
    for number in range(first + 1, second):
        if clause[number].low in _SUBJECTS and clause[number].joined:
            return number
    if second == first + 1:
        both = clause[first].part == clause[second].part == "VERB"
        return (
            second if both and clause[first].low not in ("будет", "будут", "был", "была") else None
        )
    before = clause[second - 1]
    if before.part in ("NOUN", "NPRO") and clause[second].part == "VERB":
        person = clause[second].may_be("1per") or clause[second].may_be("impr")
        return second if person else None
    return None
