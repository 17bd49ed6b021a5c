"""Our own grammar rules, for what the engines miss: commas, -тся/-ться, agreement, set phrases."""

from __future__ import annotations

from okk_text.language import Language
from okk_text.lexicon.slips.agreement import agreement_slips
from okk_text.lexicon.slips.borders import border_slips
from okk_text.lexicon.slips.clauses import clause_slips
from okk_text.lexicon.slips.compounds import compound_slips
from okk_text.lexicon.slips.conditions import condition_slips
from okk_text.lexicon.slips.dashes import dash_slips
from okk_text.lexicon.slips.english import english_slips
from okk_text.lexicon.slips.government import government_slips
from okk_text.lexicon.slips.homophones import homophone_slips
from okk_text.lexicon.slips.indirect import indirect_slips
from okk_text.lexicon.slips.infinitives import infinitive_slips
from okk_text.lexicon.slips.insertions import insertion_slips
from okk_text.lexicon.slips.lists import list_slips
from okk_text.lexicon.slips.numerals import numeral_slips
from okk_text.lexicon.slips.parentheses import parenthesis_slips
from okk_text.lexicon.slips.participials import participial_slips
from okk_text.lexicon.slips.participles import participle_slips
from okk_text.lexicon.slips.particles import particle_slips
from okk_text.lexicon.slips.patterns import pattern_slips
from okk_text.lexicon.slips.predicates import predicate_slips
from okk_text.lexicon.slips.slip import Slip
from okk_text.lexicon.slips.spacing import spacing_slips
from okk_text.lexicon.slips.spelling import misspelling_slips
from okk_text.lexicon.slips.verbs import reflexive_slips
from okk_text.lexicon.slips.vocatives import vocative_slips
from okk_text.lexicon.slips.whereabouts import whereabouts_slips
from okk_text.lexicon.slips.words import sentences
from okk_text.lexicon.texts import Text

__all__ = ["Slip", "slips"]


_COMMAS = (
    particle_slips,
    clause_slips,
    parenthesis_slips,
    indirect_slips,
    condition_slips,
    vocative_slips,
    insertion_slips,
    border_slips,
    dash_slips,
    participial_slips,
    list_slips,
)
_WORDS = (
    homophone_slips,
    compound_slips,
    whereabouts_slips,
    spacing_slips,
    participle_slips,
    reflexive_slips,
    infinitive_slips,
    agreement_slips,
    predicate_slips,
    numeral_slips,
    government_slips,
)


def slips(text: str, language: Language) -> list[Slip]:
    """The slips in the text, in the order of their places; of two that overlap the first stays."""
    known = Text(text, language)
    found = [*pattern_slips(known), *misspelling_slips(known)]
    if language == "ru":
        for sentence in sentences(known):
            for rule in _COMMAS:
                found += rule(sentence, text)
            for rule in _WORDS:
                found += rule(sentence)
    else:
        for sentence in sentences(known):
            found += english_slips(sentence)
    return _apart([slip for slip in found if not known.is_untouchable(slip.start, slip.end)])


def _apart(found: list[Slip]) -> list[Slip]:
    kept: list[Slip] = []
    for slip in found:
        if not any(slip.start < other.end and other.start < slip.end for other in kept):
            kept.append(slip)
    return sorted(kept, key=lambda slip: (slip.start, slip.end))
