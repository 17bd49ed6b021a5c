"""Which rules of the engines are believed, and whose first suggestion."""

from __future__ import annotations

from collections.abc import Sequence

# Measured on sales correspondence: these mark what people let stand.
_DISBELIEVED = frozenset(
    {
        "RU_SIMPLE_REPLACE",  # щас, чё
        "Oba_obe",  # «вам обоим квартиру»
        "Prep_i",
        "oplachivat_prep",  # «оплатила по ссылке»
        "O_P_padeg",
        "A_BIT",
        "Ne_narech2",  # «не слышно», «не скоро»
        "CompoundNouns",
        "DisjointPrefixes",
        "PhrasalVerbAsCompoundNoun",
        "MissingPreposition",
        "SplitWords",
        "MISSING_COMMA_AFTER_INTRODUCTORY_PHRASE",
        "COMMA_COMPOUND_SENTENCE_2",
        "ENGLISH_WORD_REPEAT_BEGINNING_RULE",
        "HAVE_PART_AGREEMENT_2",
    }
)
_DISBELIEVED_BEGINNINGS = ("Tavtology", "EN_COMPOUNDS", "MISSING_HYPHEN", "OXFORD", "EN_SPLIT")
_LABELLED = ("групп", "корпус", "класс", "литер", "витамин", "гепатит", "блок ", "тип ")
_UNSURE_FIX = frozenset({"Verb_and_Verb", "Unify_Adj_NN_gender", "grammar_bolee_interesnee"})


def belief(rule: str, excerpt: str, replacements: Sequence[str]) -> bool | None:
    """Whether the first suggestion is sure; None where the fault itself is not believed."""
    if rule in _DISBELIEVED or rule.startswith(_DISBELIEVED_BEGINNINGS):
        return None
    if rule == "RU_COMPOUNDS" and any(len(part) < 3 for part in excerpt.split()):
        return None  # «90 г не нужны»
    if rule == "COMMA_PARENTHESIS_WHITESPACE" and excerpt.strip() in tuple(").!?("):
        return None  # a smile, an exclamation at a distance
    if rule == "A_NO_DA" and excerpt.lower().startswith(_LABELLED):
        return None
    if rule == "Pravopisanie_slitno1" and excerpt.lower() == "за место":
        return None
    if rule == "COMMA_COMPOUND_SENTENCE" and excerpt.strip() != "but":
        return None
    return len(replacements) == 1 and rule not in _UNSURE_FIX
