"""Russian names in every case, and whether a word is an everyday one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from okk_text.conversation import morphology
from okk_text.people.names import fold, is_common_word, people, skeleton, spoken_vocative

_CYRILLIC = re.compile("[\u0400-\u04ff'’ʼ-]{1,60}")
_ENDINGS = (  # of a case, and what stands in the nominative instead
    ("ами", ("а",)), ("ями", ("я",)), ("ою", ("а",)), ("ею", ("я", "а")), ("ой", ("а",)),
    ("ей", ("я", "а", "ь")), ("ом", ("",)), ("ем", ("й", "ь", "")), ("ым", ("",)), ("ью", ("ь",)),
    ("ии", ("ия", "ий")), ("а", ("",)), ("я", ("й", "ь")), ("у", ("", "а")), ("ю", ("й", "ь", "я")),
    ("е", ("", "а", "я", "й", "ь")), ("и", ("а", "я", "ь")), ("ы", ("а",)), ("ям", ("я",)),
)  # fmt: skip
_FLEETING = {"павл": "павел", "льв": "лев", "любв": "любовь"}
_PATRONYMIC = re.compile(
    r"(.{2,}?)(?:(иничн|[оеи]вн|[иы]чн)(?:а|ы|е|у|ой|ою)|(?:[ое]вич|[иы]ч)(?:а|у|ем|е|ам|ей)?)$"
)
_SPOKEN = {"сан": "александр", "пал": "павл", "михал": "михаил"}
_STEM = re.compile(
    r"(?:ого|ому|ыми|ими|ый|ий|ым|им|ом|ем|ых|их|ая|яя|ую|юю|ой|ою|ей|ею|ами|ями|а|у|е|ы|и|ю|я|ь|й|о)$"
)
_SURNAME = re.compile(
    r"(?:[оеё]в|[иы]н)(?:а|у|ым|е|ой|ы|ых|ыми)?$|[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую)$|енк[оа]$"
    r"|(?:[чшщ]ук|юк|чик|вич|баев|ман|берг|штейн|ян|янц|ец|[её]нок)(?:а|у|ом|ем|е)?$"
    r"|(?:дзе|швили|[ыи]х|улы|оглы|заде|ия|уа|ко)$"
)
_POSSESSIVE = re.compile(r"[оеё]в(?:а|у|ым|ой)?$")  # in -ин there are too many things and brands
_PERSONAL = {"Name", "Surn", "Patr"}
_MONTHS = frozenset(
    f"{stem}{ending}"
    for stem, endings in (
        ("ма", "й я ю е ем"), ("август", " а у е ом"), ("март", " а у е ом"), ("апрел", "ь я ю е ем"),
        ("июн", "ь я ю е ем"), ("июл", "ь я ю е ем"), ("январ", "ь я ю е ем"),
    )
    for ending in endings.split(" ")
) | frozenset(("may", "april", "june", "july", "august", "january"))  # fmt: skip


def parses(word: str) -> tuple[Any, ...]:
    """pymorphy3's parses of a Cyrillic word; none of others, at rare letters of which it breaks."""
    return morphology.parses(word) if _CYRILLIC.fullmatch(word) else ()


@lru_cache(maxsize=65536)
def given_people(word: str) -> frozenset[str]:
    """Which names of the table the word may stand for, in any case: Анне, Павлом, Игорька."""
    if "-" in word:
        parts = [given_people(part) for part in word.split("-") if part]
        return frozenset().union(*parts) if parts and all(parts) else frozenset()
    found = people(word)
    folded = fold(word)
    if folded.isascii() or len(folded) < 3 or len(folded) > 30:
        return found
    for candidate in _nominatives(folded):
        found = found | people(candidate)
    return found | _eastern_women(folded)


def _eastern_women(folded: str) -> frozenset[str]:
    """Women's names in a consonant that some writers decline: Русуданой, Зауры."""
    stems = [folded.removesuffix(e) for e in ("и", "ы", "ой", "ей", "у") if folded.endswith(e)]
    return frozenset(p for stem in stems if len(stem) > 3 for p in people(stem) if p[0] == "f")


def _nominatives(folded: str) -> Iterator[str]:
    for ending, nominatives in _ENDINGS:
        stem = folded.removesuffix(ending)
        if stem == folded or len(stem) < 2:
            continue
        if stem in _FLEETING:
            yield _FLEETING[stem]
        if stem.endswith("ьк"):
            yield stem[:-2] + "ек"
        elif stem.endswith("к") and len(stem) > 3:
            yield stem[:-1] + "ок"
        if ending == "и" and stem[-1] not in "гкхжчшщ":
            nominatives = ("я", "ь")
        for nominative in nominatives:
            if len(stem + nominative) > 2:
                yield stem + nominative


@lru_cache(maxsize=65536)
def may_be_called(word: str) -> bool:
    """Whether a word in small letters can be a given name, whole or clipped: «оля», «маш»."""
    return bool(given_people(word) or spoken_vocative(word))


@lru_cache(maxsize=65536)
def patronymic_stem(word: str) -> str | None:
    """The father's name of a patronymic in any case: Сергеевной -> серге; None: it is none."""
    match = _PATRONYMIC.match(fold(word)) if len(word) < 30 else None
    if not match:
        return None
    stem = match[1].rstrip("ьий")
    return _SPOKEN.get(stem, stem)


@lru_cache(maxsize=65536)
def is_sure_patronymic(word: str) -> bool:
    """Whether the patronymic comes from a name that is known, or a dictionary has it."""
    stem = patronymic_stem(word)
    if stem is None or len(word) < 5:
        return False
    known = any(people(stem + ending) for ending in ("", "й", "ь", "а", "я", "ий"))
    return known or any("Patr" in p.tag.grammemes for p in parses(word) if p.is_known)


@lru_cache(maxsize=65536)
def surname_stem(word: str) -> str:
    """Equal for a surname in every case, gender and alphabet: Петровой, Petrov -> petrov."""
    folded = fold(word)
    if folded.isascii():
        return skeleton(folded).rstrip("aeiou") or folded or word
    stem = _STEM.sub("", folded)
    return skeleton(stem if len(stem) > 2 else folded).rstrip("aeiou") or folded


@lru_cache(maxsize=65536)
def ends_like_surname(word: str) -> bool:
    """Whether it ends as surnames of this part of the world do, in any case."""
    return len(word) > 3 and bool(_SURNAME.search(fold(word)))


@lru_cache(maxsize=65536)
def is_sure_surname(word: str) -> bool:
    """Whether a capitalised word is a surname even alone: a dictionary has it as little else."""
    if word.isascii() or len(word) < 3:
        return False
    known = [p for p in parses(word) if p.is_known]
    if not ends_like_surname(word):
        return sum(p.score for p in known if "Surn" in p.tag.grammemes) > 0.7
    if not known:
        return bool(_POSSESSIVE.search(fold(word)))
    others = sum(
        p.score for p in known if not _PERSONAL & set(p.tag.grammemes) and not _is_short_form(p)
    )
    return others < 0.3 and any("Surn" in p.tag.grammemes for p in known)


def _is_short_form(parse: Any) -> bool:
    """Whether it is a short or possessive form, which names in -ов and -ин look like («Ершова»)."""
    return parse.tag.POS in ("ADJS", "PRTS") or "Poss" in parse.tag


@lru_cache(maxsize=65536)
def is_ordinary(word: str, *, but: str = "GRND VERB") -> bool:
    """Whether an everyday word is spelled so too: Вера, Роман, Кости; `but`: parts of speech that
    are no doubt (Катя and Вали are verbs as well).
    """
    if is_common_word(word) or is_month(word):
        return True
    if "-" in word and given_people(word):
        return False
    if fold(word).isascii():
        return False
    weight = sum(
        p.score
        for p in parses(word)
        if p.is_known
        and not (_is_short_form(p) and is_sure_surname(word))
        and not (_PERSONAL | {"Geox"}) & set(p.tag.grammemes)
        and str(p.tag.POS) not in but
    )
    return weight > 0.12


@lru_cache(maxsize=65536)
def is_unheard(word: str) -> bool:
    """Whether no dictionary has the Russian word."""
    return bool(parses(word)) and not any(
        parse.is_known and not _is_short_form(parse) for parse in parses(word)
    )


def is_month(word: str) -> bool:
    """Whether it is the name of a month, in any case."""
    return fold(word) in _MONTHS


@lru_cache(maxsize=65536)
def is_place(word: str) -> bool:
    """Whether a dictionary has the word as a place."""
    return not word.isascii() and any("Geox" in p.tag.grammemes for p in parses(word) if p.is_known)


@lru_cache(maxsize=65536)
def may_be_named(word: str) -> bool:
    """Whether a capitalised word beside a name can be a surname: no verb, pronoun or small word."""
    first = next(iter(parses(word)), None)
    if first is None or not first.is_known:
        return True
    return any(
        p.tag.POS in ("NOUN", "ADJF") and "Apro" not in p.tag and "impr" not in p.tag
        for p in parses(word)[:3]
    ) and first.tag.POS not in ("VERB", "INFN", "PREP", "CONJ", "PRCL", "NPRO", "INTJ", "ADVB")


@lru_cache(maxsize=65536)
def is_creature(word: str) -> bool:
    """Whether it is nothing but a noun for somebody or some animal: Мельник, Волк, Лебедь."""
    return bool(parses(word)) and all(
        {"NOUN", "anim", "sing"} <= set(p.tag.grammemes) for p in parses(word) if p.is_known
    )


@lru_cache(maxsize=65536)
def is_adjective(word: str) -> bool:
    """Whether it is an adjective more than anything else: Серый, Белая."""
    first = next(iter(parses(word)), None)
    return first is not None and first.tag.POS == "ADJF"
