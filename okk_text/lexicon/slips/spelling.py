"""Which unknown word is a misspelled one: known misspellings, and one slip of a kind people make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from okk_text.language import Language
from okk_text.lexicon.slips.slip import Slip, capitalised_like
from okk_text.lexicon.slips.typos import is_russian, near_russian
from okk_text.lexicon.slips.words import word_set
from okk_text.lexicon.texts import Text, folded
from okk_text.resources import shipped

_RUSSIAN = re.compile(r"[а-я]+(?:-[а-я]+)*")
_ENGLISH = re.compile(r"[a-z]+")
_SHORTEST = 5
_ENGLISH_PREFIXES = tuple(
    word_set(
        "anti auto co cross down extra fore hyper inter mid mini mis multi non off on out over photo"
        " post pre pro re self semi sub super tele trans ultra un under up"
    )
)


def misspelling_slips(text: Text) -> Iterator[Slip]:
    """Known misspellings, whatever an engine says."""
    for start, end in text.words:
        right = misspelling(text.folded[start:end], text.language)
        if right and (text.text[start].islower() or text.opens_sentence(start)):
            fix = capitalised_like(with_its_end(right, text.text[start:end]), text.text[start:end])
            yield Slip(start, end, fix, *_notes(fix))


def with_its_end(right: str, written: str) -> str:
    """The right word with the end as it was written: «придем», «прийдём» -> «придём»."""
    plain, same = folded(written), 0
    while same < min(len(right), len(plain)) and right[-same - 1] == plain[-same - 1]:
        same += 1
    return right[: len(right) - same] + written[len(written) - same :]


@lru_cache(maxsize=20_000)
def misspelling(word: str, language: Language) -> str | None:
    """The right spelling of a folded word that is a known misspelling."""
    whole, stems = _misspelled(language)
    if word in whole:
        return whole[word]
    for length in range(min(len(word), _longest(language)), 2, -1):
        right = stems.get(word[:length])
        if right and not is_russian(word):
            mended = right + word[length:]
            return mended if is_russian(mended) else None
    return None


def near_words(word: str, suggestions: Iterable[str], language: Language) -> tuple[str, ...]:
    """What a word that the engine does not know was meant to be: the words one slip away; none is
    found for names, jargon and words that are merely new."""
    plain = folded(word)
    if is_jargon(plain, language) or len(plain) < _SHORTEST:
        return ()
    if language == "ru":
        parts = plain.split("-")
        new = not _RUSSIAN.fullmatch(plain) or any(is_jargon(part, "ru") for part in parts)
        return () if new else near_russian(plain)
    return _near_english(plain, tuple(suggestions)) if _ENGLISH.fullmatch(plain) else ()


@lru_cache(maxsize=20_000)
def is_jargon(word: str, language: Language) -> bool:
    """Whether the folded word is one of rubrics/jargon."""
    whole, stems = _jargon(language)
    if word in whole:
        return True
    endings = ((n, len(word) - n) for n in range(2, len(word) + 1))
    return any(word[:n] in stems and ending <= (3 if n < 5 else 6) for n, ending in endings)


@lru_cache(maxsize=20_000)
def _near_english(word: str, suggestions: tuple[str, ...]) -> tuple[str, ...]:
    """The suggestions that are one slip away; no dictionary of our own is asked."""
    if any(" " in suggestion or "-" in suggestion for suggestion in suggestions[:2]):
        return ()
    if re.search(r"(.)\1\1", word):
        return ()
    new = word.startswith(_ENGLISH_PREFIXES)  # «overprinted» is no «overpainted»
    alike = (s for s in suggestions[:3] if s.islower() and not (new and len(s) != len(word)))
    return tuple(s for s in alike if _is_one_slip(word, s))


def _is_one_slip(word: str, right: str) -> bool:
    """A vowel for a vowel, two letters swapped, one left out, one doubled or not doubled."""
    if len(word) == len(right):
        wrong = [at for at in range(len(word)) if word[at] != right[at]]
        if len(wrong) == 1:
            pair = word[wrong[0]] + right[wrong[0]]
            return pair in ("sc", "cs") or (pair[0] in "aeiouy" and pair[1] in "aeiouy")
        swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1
        return swapped and word[wrong[0]] == right[wrong[1]] and word[wrong[1]] == right[wrong[0]]
    longer, shorter = sorted((word, right), key=len, reverse=True)
    if len(longer) - len(shorter) != 1 or len(shorter) < _SHORTEST:
        return False
    at = next((n for n in range(len(shorter)) if longer[n] != shorter[n]), len(shorter))
    return longer[:at] + longer[at + 1 :] == shorter and at > 0 and not longer.endswith("s")


def spelling_notes(fix: str | None) -> tuple[str, str]:
    """The note for a misspelled word, in Russian and English."""
    if fix is None:
        return "Проверьте, как пишется это слово.", "Check the spelling of this word."
    return _notes(fix)


def _notes(fix: str) -> tuple[str, str]:
    return f"Пишется «{fix}».", f"It is spelled '{fix}'."


@cache
def _misspelled(language: Language) -> tuple[dict[str, str], dict[str, str]]:
    """Whole words and beginnings of words, misspelled -> right."""
    whole, stems = {}, {}
    for line in _lines("grammar", f"misspelled_{language}.txt"):
        wrong, right = line.split(maxsplit=1)
        if language == "en" or wrong.endswith("="):
            whole[wrong.removesuffix("=")] = right.replace("_", " ")
        else:
            stems[wrong] = right
    return whole, stems


@cache
def _longest(language: Language) -> int:
    return max(map(len, _misspelled(language)[1]), default=0)


@cache
def _jargon(language: Language) -> tuple[frozenset[str], frozenset[str]]:
    """Whole words and beginnings of words."""
    lines = _lines("jargon", f"{language}.txt")
    if language == "en":
        return frozenset(lines), frozenset()
    whole = frozenset(line.removesuffix("=") for line in lines if line.endswith("="))
    return whole, frozenset(line for line in lines if not line.endswith("="))


def _lines(folder: str, name: str) -> list[str]:
    text = shipped("rubrics", folder, name).read_text(encoding="utf-8")
    return [folded(line.strip()) for line in text.splitlines() if line.strip() and line[0] != "#"]
