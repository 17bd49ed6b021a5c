"""Which rules of the engines are believed, and whose first suggestion."""

from __future__ import annotations

import re
from collections.abc import Sequence

from okk_text.conversation.morphology import parses

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
        "A_WINDOWS",  # no matter of capitals
        "NO_COMMA_BEFORE_SO",
        "INTERJECTIONS_PUNCTUATION",
        "missing_2_verb",  # «вы читать умеете»
        "grammar_Duplication_by_the_pronoun_of_the_noun-subject",  # «мастер Олег, он приедет»
        "PUNCT_VB_INF_OBOROT",  # «тёплый или чтобы мыть»
        "NEIZVESTNO_KTO",  # «всё равно, какой»
        "Comma_Chtobi_2VERB",  # «чтобы уточнить: счёт передали?»
        "AGREEMENT_SENT_START",  # «every crate and every pallet has»
        "MergeWords",  # «pro forma»
        "MISSING_COMMA_AFTER_INTRODUCTORY_PHRASE",
        "COMMA_COMPOUND_SENTENCE_2",
        "ENGLISH_WORD_REPEAT_BEGINNING_RULE",
        "HAVE_PART_AGREEMENT_2",
        "PronounInflectionBe",
        "LookingForwardTo",  # «forward to busy weeks»
        "PronounVerbAgreement",  # «neither of us was»; our own rules find the slips
    }
)
_DISBELIEVED_BEGINNINGS = ("Tavtology", "EN_COMPOUNDS", "MISSING_HYPHEN", "OXFORD", "EN_SPLIT")
_LABELLED = ("групп", "корпус", "класс", "литер", "витамин", "гепатит", "блок ", "тип ")
_SPOKEN = ("так ", "ну ", "да ", "нет ", "ага ")
_UNSURE_FIX = frozenset({"Verb_and_Verb", "Unify_Adj_NN_gender", "grammar_bolee_interesnee"})
_CASE_RULES = ("PREP_", "Unify_", "Sklonenije", "Soglasovanie", "Num_plus", "Prep_")
_ABBREVIATION = re.compile(r"(?<!\w)[А-ЯЁA-Z][А-ЯЁA-Z&/-]{1,6}(?!\w)")  # ИП, НДС, СБП
_NAME_INSIDE = re.compile(r"\s[«\"]?[А-ЯЁ][а-яё]+")
_RANGE = re.compile(r"\d\s*[-–—]\s*\d")
_CAPITALS_AFTER = re.compile(r"\s*[A-Z]{2,}\b")


def belief(rule: str, text: str, span: tuple[int, int], fixes: Sequence[str]) -> bool | None:
    """Whether the first fix is sure; None where the fault itself, a rule's at `text[span]`, is not
    believed."""
    excerpt = text[slice(*span)]
    if rule in _DISBELIEVED or rule.startswith(_DISBELIEVED_BEGINNINGS):
        return None
    if _is_of_form(rule, excerpt) or _is_out_of_place(rule, text, span):
        return None
    return len(fixes) == 1 and rule not in _UNSURE_FIX


def _is_of_form(rule: str, excerpt: str) -> bool:
    """What the excerpt alone shows to be no fault."""
    lower, bare = excerpt.lower().replace("ё", "е"), excerpt.strip()
    if _RANGE.fullmatch(bare):
        return True
    if rule == "KAK_VVODNOE":
        return lower.startswith("ну ") or lower.endswith((" или", " для"))
    if rule.startswith("Ne_pril"):  # «не виноваты» is no «невиноваты»
        return any(parses(word)[0].tag.POS in ("ADJS", "PRTS") for word in lower.split()[1:])
    if rule == "RepeatedWords":
        return lower in ("had had", "that that")
    if rule.startswith("MORFOLOGIK") and " " in bare:
        return bare != lower  # «ATEX II»
    if rule.endswith("_And_Noun") and _fits_preposition(lower):
        return True
    if rule == "RU_COMPOUNDS":
        return any(len(part) < 3 for part in excerpt.split())  # «90 г не нужны»
    if rule == "COMMA_PARENTHESIS_WHITESPACE":
        return bare in tuple(").!?(")  # a smile, an exclamation at a distance
    if rule == "A_NO_DA":
        return lower.startswith(_LABELLED + _SPOKEN)
    if rule == "Pravopisanie_slitno1":
        return lower in ("за место", "на счет")  # our own rules tell the two apart
    if rule == "Upotreblenije_predlogov":
        return lower.startswith("оплат")  # «оплатить за наличные»; our own rules tell
    if rule == "COMMA_COMPOUND_SENTENCE":
        return bare != "but"
    if rule.startswith(_CASE_RULES) or rule.endswith("_and_Noun"):
        return bool(_ABBREVIATION.search(excerpt) or _NAME_INSIDE.search(excerpt))
    return False


def _fits_preposition(excerpt: str) -> bool:
    """«на регистратор»: the accusative or the locative after «в», «на», «о»."""
    words = re.findall(r"[а-я]+", excerpt)
    if len(words) != 2 or words[0] not in ("в", "во", "на", "о", "об"):
        return False
    return any(r.tag.case in ("accs", "loct", "loc2", "acc2") for r in parses(words[1]))


def _is_out_of_place(rule: str, text: str, span: tuple[int, int]) -> bool:
    """What the words around it show to be no fault."""
    start, end = span
    if rule.startswith("Unify_"):
        return _may_be_subject(text, start, end)
    if rule.startswith("grammar_bolee"):
        return bool(re.search(r"(?:тем|или)\s+$", text[:start].lower()))
    if text[start:end].strip().lower() == "в виду":  # «в виду имелось», «держите в виду»
        return bool(
            re.search(r"(?:держ|им)\w+\s$", text[:start].lower())
            or re.match(r"\s+име", text[end:].lower())
        )
    if rule == "COMMA_PARENTHESIS_WHITESPACE":
        return _is_row_of_marks(text, start, end)
    if rule in ("AnA", "EN_A_VS_AN"):
        return bool(_CAPITALS_AFTER.match(text, end)) or bool(
            re.search(r" [A-Z]{2,}", text[start:end])
        )
    return False


def _is_row_of_marks(text: str, start: int, end: int) -> bool:
    """«ПП,ПВХ,PE»: a blank after the comma is not missed in a row of abbreviations."""
    before = re.search(r"[A-ZА-ЯЁ\d]{2,}$", text[:start])
    return bool(before and re.match(r",[A-ZА-ЯЁ\d]{2,}(?![a-zа-яё])", text[start:]))


def _may_be_subject(text: str, start: int, end: int) -> bool:
    """«после новогодних клиенты спят»: an adjective that is a noun, then the subject."""
    words = re.findall(r"[а-яё]+", text[start:end].lower())
    before = re.search(r"([а-яё]+)\s+$", text[max(0, start - 20) : start].lower())
    if len(words) < 2 or before is None or parses(before[1])[0].tag.POS != "PREP":
        return any(not parses(word)[0].is_known for word in words)
    return any("nomn" in reading.tag for reading in parses(words[-1]))
