"""Whether a comma is missing before «потому что», «так как», «после того как», «поэтому»."""

from __future__ import annotations

from okk_text.lexicon.slips.words import BOUND, CONJUNCTIONS, Sentence, word_set

_DOING = word_set(  # «сделаем так как просили»
    "сделать делать быть оставить оставлять получиться получаться поступить выглядеть работать"
    " остаться звучать идти пойти считать"
)


def because(sentence: Sentence, number: int) -> int:
    """«не могу потому что», not «только потому что»."""
    before = sentence.words[number - 1].low
    after = sentence.joined(number + 1)
    ends = after is not None and after.low == "что"
    return number if ends and before not in BOUND | {"это", "отчасти", "может"} else 0


def since(sentence: Sentence, number: int) -> int:
    """«задержится так как», not «сделаем так как»."""
    if not sentence.reads(number + 1, "как") or not _clauses_both_sides(sentence, number):
        return 0
    before = sentence.words[number - 1]
    barred = before.lemma in _DOING or before.low in CONJUNCTIONS | {"все"}
    return 0 if barred else number


def after_that(sentence: Sentence, number: int) -> int:
    """«вышлю после того как посчитаем»; not «только после того как»."""
    following = [w.low for w in sentence.words[number + 1 : number + 3]]
    before = sentence.words[number - 1]
    if following not in (["того", "как"], ["тем", "как"]) or before.part not in ("VERB", "NOUN"):
        return 0
    time = before.lemma in ("день", "час", "неделя", "месяц", "минута", "сутки", "раз", "год")
    return 0 if time or not sentence.joined(number + 2) else number


def therefore(sentence: Sentence, number: int) -> int:
    """«цена без НДС поэтому», not «мы поэтому и звоним»."""
    before = sentence.words[number - 1]
    if before.part not in ("NOUN", "VERB", "ADJS", "PRTS", "NUMR") or before.low in CONJUNCTIONS:
        return 0
    after = sentence.joined(number + 1)
    if after is not None and after.asks and before.part in ("NOUN", "ADJS", "PRTS"):
        return number  # «сегодня скидка поэтому приходите»
    return number if _clauses_both_sides(sentence, number) else 0


def _clauses_both_sides(sentence: Sentence, number: int) -> bool:
    """Whether both sides of the word have something that carries a clause."""
    left, right = sentence.words[:number], sentence.words[number + 1 :]
    return any(w.predicates for w in left) and any(w.predicates for w in right)
