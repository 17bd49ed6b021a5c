"""Whether a comma is missing before «который»."""

from __future__ import annotations

from okk_text.lexicon.slips.words import CONJUNCTIONS, Sentence


def which(sentence: Sentence, number: int) -> int:
    """The number of the word that the comma stands before, 0 where none is missing."""
    opens = number - 1 if sentence.words[number - 1].part == "PREP" else number
    before = sentence.word(opens - 1)
    if before is None or before.low in CONJUNCTIONS | {"час", "день", "раз", "неизвестно"}:
        return 0
    if not before.text[-1].isalpha():
        return 0
    if before.part not in ("NOUN", "NPRO", ""):
        return 0
    return 0 if _belongs_to_clause(sentence, opens) else opens


def _belongs_to_clause(sentence: Sentence, number: int) -> bool:
    """«…, смысл которого», «…, на обоих берегах которой»: the clause began earlier."""
    first = number - 1
    while first > 0 and sentence.words[first].joined and number - first < 4:
        first -= 1
    opener = sentence.words[first]
    if opener.joined:
        return False
    between = sentence.words[first + 1 : number]
    if opener.part == "PREP":
        return bool(between) and all(w.part in ("NOUN", "ADJF") for w in between)
    whose = sentence.words[number].low in ("которого", "которой", "которых")
    leads = whose or sentence.words[number].part == "PREP"
    return leads and first > 0 and all(w.part in ("NOUN", "ADJF") for w in between)
