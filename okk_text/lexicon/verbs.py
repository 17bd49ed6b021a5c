"""What a Russian verb form does in a letter: asks, promises, tells."""

from __future__ import annotations

from functools import lru_cache

from okk_text.lexicon.word_classes import parses


@lru_cache(maxsize=20_000)
def is_imperative(word: str) -> bool:
    """«пришлите», «подтвердите», «скинь»; of the singular only what can be nothing else."""
    if word.endswith(("те", "тесь")):
        return any({"VERB", "impr", "plur"} in p.tag for p in parses(word))
    return len(word) > 3 and {"VERB", "impr", "sing", "excl"} in parses(word)[0].tag


@lru_cache(maxsize=20_000)
def is_perfective(word: str) -> bool:
    """«пришлите», not «присылайте»."""
    return any({"VERB", "perf"} in p.tag for p in parses(word))


@lru_cache(maxsize=20_000)
def is_promise(word: str) -> bool:
    """«пришлю», «посчитаем»: the writer will do it."""
    return {"VERB", "1per", "futr"} in parses(word)[0].tag


@lru_cache(maxsize=20_000)
def is_we_form(word: str) -> bool:
    """«созвонимся», «запускаем»: what writer and reader do together."""
    return {"VERB", "1per", "plur"} in parses(word)[0].tag


@lru_cache(maxsize=20_000)
def is_you_future(word: str) -> bool:
    """«сможете», «переведёте»: what the reader will do."""
    return any({"VERB", "2per", "plur", "futr"} in p.tag for p in parses(word))


@lru_cache(maxsize=20_000)
def is_infinitive(word: str) -> bool:
    """«записать»."""
    return parses(word)[0].tag.POS == "INFN"


@lru_cache(maxsize=20_000)
def is_finite(word: str) -> bool:
    """A verb that makes a clause of its own: «придёт», «ждём», «готово»."""
    return parses(word)[0].tag.POS in ("VERB", "PRTS", "ADJS")


@lru_cache(maxsize=20_000)
def lemma(word: str) -> str:
    """The dictionary form."""
    return parses(word)[0].normal_form.replace("ё", "е")


@lru_cache(maxsize=20_000)
def imperative_lemmas(word: str) -> frozenset[str]:
    """The dictionary forms that the imperative may belong to."""
    readings = (p for p in parses(word) if "impr" in p.tag)
    return frozenset(p.normal_form.replace("ё", "е") for p in readings)
