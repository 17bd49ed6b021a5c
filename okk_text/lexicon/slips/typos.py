"""What an unknown word was meant to be: words one slip away, of the kinds of slips that people make.

A word that is merely new (jargon, a name, a trade's own word) is rarely so near to another, and
where it is, not by such a slip: «жимовый» is no slip for «жировый».
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from okk_text.conversation.morphology import parses
from okk_text.lexicon.slips.words import word_set

_VOWELS = "аеиоуыэюя"
_CONSONANTS = "бвгджзклмнпрстфхцчшщ"
_LONG = 8  # from here on a lost or an extra letter leaves little doubt
_VOWELS_ALIKE = ("ао", "еи", "яе", "яи", "ыи", "ую", "ая")
_CONSONANTS_ALIKE = ("зс", "дт", "бп", "гк", "жш", "вф")  # before one of these or at the end
_NOISY = "бгджзкпстфхцчшщ"
_SPELLED_AS_HEARD = (
    ("чя", "ча"), ("щя", "ща"), ("шя", "ша"), ("жя", "жа"), ("чю", "чу"), ("щю", "щу"),
    ("жы", "жи"), ("шы", "ши"), ("цы", "ци"), ("ци", "цы"), ("тса", "тся"), ("тца", "тся"),
    ("мса", "мся"), ("ешся", "ешься"), ("ишся", "ишься"), ("шн", "чн"), ("сч", "щ"), ("щ", "сч"),
    ("зч", "щ"), ("щ", "зч"), ("жч", "щ"), ("ш", "щ"), ("щ", "ш"), ("ево", "его"), ("ова", "ого"),
    ("йе", "е"), ("ьи", "ии"), ("ии", "ьи"), ("эк", "ек"), ("ь", "ъ"), ("ъ", "ь"), ("жо", "же"),
    ("шо", "ше"), ("чо", "че"), ("що", "ще"), ("цо", "це"),
)  # fmt: skip
_SILENT = (
    ("сн", "стн"), ("зн", "здн"), ("рц", "рдц"), ("нц", "лнц"), ("сл", "стл"), ("нск", "нтск"),
    ("стн", "сн"), ("ств", "вств"), ("вств", "ств"), ("пот", "подт"), ("тч", "дч"),
)  # fmt: skip
_PREFIXES = word_set(
    "авиа авто агро аудио био видео гео гипер гос дву двух демо евро зоо интернет квази кибер кино"
    " контр лже макро мега мед мета микро мини много моно мото мульти нано недо нейро нео одно"
    " онлайн пере пневмо пол полу пост пред псевдо радио ре само сверх со соц спец спорт стерео"
    " супер теле тепло термо техно транс трех турбо ультра фото цельно экс электро энерго эко"
)


@lru_cache(maxsize=20_000)
def near_russian(word: str) -> tuple[str, ...]:
    """The dictionary's words that the folded word may be a slip for; the likeliest kind of slip
    decides. None for words that are known, compounds and forms of known words."""
    if is_russian(word):
        return ()
    one = tuple(near for near in _single_n(word) if is_russian(near))
    if one or is_compound(word) or _is_new_form(word):
        return one
    for slips in _KINDS:
        found = tuple(dict.fromkeys(near for near in slips(word) if _is_phrase(near)))
        if found:
            return found
    return ()


def is_russian(word: str) -> bool:
    """Whether the dictionary has the word."""
    return parses(word)[0].is_known


def is_compound(word: str) -> bool:
    """«термоклей», «кофе-брейк»: parts that are words, or a prefix and a word."""
    parts = word.split("-")
    if len(parts) > 1:
        return all(len(part) > 1 and (is_russian(part) or part in _PREFIXES) for part in parts)
    ends = (length for length in range(2, len(word) - 2) if word[:length] in _PREFIXES)
    return any(is_russian(word[length:]) for length in ends)


def _is_new_form(word: str) -> bool:
    """«тестированиям»: a form that the dictionary lacks, of a word that it has."""
    readings = [r for r in parses(word) if r.tag.POS in ("NOUN", "ADJF", "COMP")]
    if any(is_russian(reading.normal_form) for reading in readings):
        return True
    return word[-1:] in "оаы" and any(is_russian(word[:-1] + end) for end in ("ый", "ий"))


def _single_n(word: str) -> Iterator[str]:
    """«записанно», «поставленна»: a short participle has one н."""
    if word[-3:] in ("нно", "нна", "нны"):
        yield word[:-2] + word[-1]


def _is_phrase(phrase: str) -> bool:
    return all(map(is_russian, phrase.split()))


def _soft_sign(word: str) -> Iterator[str]:
    """«хочеться», «можеш», «маленкий», «отличьно»."""
    if word.endswith("ться"):
        yield word[:-4] + "тся"
    elif word.endswith("тся"):
        yield word[:-3] + "ться"
    elif word.endswith("ш"):
        yield word + "ь"
    if len(word) < 6:
        return
    for at, letter in enumerate(word):
        if letter == "ь":
            yield word[:at] + word[at + 1 :]
        elif letter in "лнтсздрм" and word[at + 1 : at + 2] not in _VOWELS + "ь":
            yield word[: at + 1] + "ь" + word[at + 1 :]
    if word[-1] in "лнтсзм":
        yield word + "ь"


def _as_heard(word: str) -> Iterator[str]:
    """«встречя», «прешёл», «зделать», «потверждение»."""
    for here, there in (*_SPELLED_AS_HEARD, *_SILENT):
        for match in re.finditer(here, word):
            yield word[: match.start()] + there + word[match.end() :]
    for at, letter in enumerate(word):
        following = word[at + 1 : at + 2]
        for pair in _VOWELS_ALIKE if len(word) > 5 else ():
            if letter in pair:
                yield word[:at] + pair.replace(letter, "") + word[at + 1 :]
        for pair in _CONSONANTS_ALIKE:
            if letter in pair and (not following or following in _NOISY + "ь"):
                yield word[:at] + pair.replace(letter, "") + word[at + 1 :]


def _doubled(word: str) -> Iterator[str]:
    """A letter written twice for once, or a consonant once for twice."""
    for at in range(1, len(word)):
        if word[at] == word[at - 1]:
            yield word[:at] + word[at + 1 :]
    for at, letter in enumerate(word):
        if letter in _CONSONANTS and len(word) > 5:
            yield word[:at] + letter + word[at:]


def _swapped(word: str) -> Iterator[str]:
    for at in range(len(word) - 1):
        if len(word) > 6 and word[at] != word[at + 1]:
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _lost(word: str) -> Iterator[str]:
    """A letter left out: a vowel between consonants, in a long word any."""
    for at in range(1, len(word)):
        squeezed = word[at - 1] not in _VOWELS and word[at] not in _VOWELS
        if len(word) >= _LONG:
            letters = _VOWELS + _CONSONANTS
        else:
            letters = "аеиоя" if len(word) == _LONG - 1 or (squeezed and len(word) > 5) else ""
        yield from (word[:at] + letter + word[at:] for letter in letters)


def _extra(word: str) -> Iterator[str]:
    """A letter too many inside a long word."""
    if len(word) > _LONG:
        inside = [at for at in range(1, len(word) - 1) if word[at] != "-"]
        if re.search(r"к(?:а|и|е|у|ой|ам|ами|ах)$", word):  # «индивидуалка» is a word of its own
            inside = [at for at in inside if at < word.rindex("к")]
        yield from (word[:at] + word[at + 1 :] for at in inside)


def _apart(word: str) -> Iterator[str]:
    """«нехочу», «по-этому»."""
    if word.startswith("не") and len(word) > 5 and parses(word[2:])[0].tag.POS == "VERB":
        yield f"не {word[2:]}"
    if word.startswith("по-"):
        yield "по" + word[3:]


def _twice_as_heard(word: str) -> Iterator[str]:
    """«определимся» -> «опридилимся»: two vowels of a long word as they are heard."""
    if len(word) < _LONG:
        return
    heard = {"и": "е", "е": "и", "а": "о", "о": "а"}
    places = [at for at, letter in enumerate(word) if letter in heard]
    for number, first in enumerate(places):
        for second in places[number + 1 :]:
            letters = list(word)
            letters[first], letters[second] = heard[word[first]], heard[word[second]]
            yield "".join(letters)


_KINDS = (_soft_sign, _as_heard, _doubled, _apart, _swapped, _lost, _extra, _twice_as_heard)
