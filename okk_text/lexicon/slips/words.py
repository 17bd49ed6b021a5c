"""A Russian text as words that know their neighbours and their morphology."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from okk_text.conversation.morphology import parses
from okk_text.lexicon.texts import Text

# between words these part nothing: «1 500 ₽ если», «тариф «Бизнес» который»
_SOFT = re.compile(r"[\s₽%€$²³°»”\"]*")


def word_set(words: str) -> frozenset[str]:
    """The words of a line as a set."""
    return frozenset(words.split())


CONJUNCTIONS = word_set("и а но или либо да ни же ли бы то не как чем что чтобы если ну вот")
BOUND = word_set(  # these go with the next word
    "не и а но или даже только лишь разве ну вот да именно просто хотя особенно"
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a sentence. `low` is small letters with е for ё; `joined`: nothing but blanks,
    a currency or a closing quote part it from the word before it in its sentence."""

    start: int
    end: int
    text: str
    low: str
    joined: bool
    gap: str  # what stands between it and the word before it

    @property
    def part(self) -> str:
        """The likeliest part of speech: NOUN, VERB, INFN …; "" for what has none."""
        return str(parses(self.low)[0].tag.POS or "")  # its own type refuses to be held against ""

    @property
    def lemma(self) -> str:
        """The likeliest dictionary form, е for ё."""
        return parses(self.low)[0].normal_form.replace("ё", "е")

    def may_be(self, *grammemes: str) -> bool:
        """Some reading has all of these."""
        wanted = set(grammemes)
        return any(wanted in reading.tag for reading in parses(self.low))

    def likely(self, *grammemes: str) -> bool:
        """The likeliest reading has all of these."""
        return set(grammemes) in parses(self.low)[0].tag

    def surely(self, *grammemes: str) -> bool:
        """Every reading has all of these."""
        wanted = set(grammemes)
        return all(wanted in reading.tag for reading in parses(self.low))

    @property
    def finite(self) -> bool:
        """A verb of the dictionary with a subject, its likeliest reading: «везём», «выставил»."""
        reading = parses(self.low)[0]
        return reading.tag.POS == "VERB" and reading.is_known

    @property
    def asks(self) -> bool:
        """May be an imperative to the reader: «пришлите», «оплатите»."""
        return self.may_be("impr", "plur", "excl") and self.surely("VERB")

    @property
    def predicates(self) -> bool:
        """Whether it may carry a clause: finite verb, short form, «нужно»."""
        return self.part in ("VERB", "PRED", "ADJS", "PRTS")


class Sentence:
    """The words of one sentence and the mark that ends it."""

    def __init__(self, words: list[Word], *, question: bool):
        self.words = words
        self.question = question

    def word(self, number: int) -> Word | None:
        """The word of that number, None outside the sentence."""
        return self.words[number] if 0 <= number < len(self.words) else None

    def reads(self, number: int, words: str) -> bool:
        """Whether the word of that number is one of these."""
        word = self.word(number)
        return word is not None and word.low in words.split()

    def before(self, number: int) -> list[Word]:
        """The words before that number, back to a mark of punctuation."""
        first = number
        while first > 0 and self.words[first].joined:
            first -= 1
        return self.words[first:number]

    def after(self, number: int) -> list[Word]:
        """The words after that number, up to a mark of punctuation."""
        last = number + 1
        while last < len(self.words) and self.words[last].joined:
            last += 1
        return self.words[number + 1 : last]

    def joined(self, number: int) -> Word | None:
        """The word of that number where nothing parts it from the word before."""
        word = self.word(number) if number > 0 else None
        return word if word and word.joined else None


def sentences(text: Text) -> Iterator[Sentence]:
    """The sentences of the text that have words; quotations and links are words that join nothing."""
    places = text.words
    number = 0
    for start, end in text.sentences:
        words: list[Word] = []
        while number < len(places) and places[number][0] < end:
            first, last = places[number]
            number += 1
            if first < start:
                continue
            gap = text.text[words[-1].end : first] if words else "."
            joined = bool(words) and _SOFT.fullmatch(gap) is not None
            low = text.folded[first:last]
            words.append(Word(first, last, text.text[first:last], low, joined, gap))
        if words:
            yield Sentence(words, question=text.text[start:end].rstrip(')»" ').endswith("?"))
