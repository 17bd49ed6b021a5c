"""What engines report and no reader of sales mail calls a fault: taste, typography, chat style.

Off by category, with the exceptions that are faults after all. Rule ids are copied from
LanguageTool 6.8, which pylat-ru shares; some hold Cyrillic letters that look Latin.
"""

from __future__ import annotations

from dataclasses import dataclass

from okk_text.errors import EngineUnavailable
from okk_text.language import say


@dataclass(frozen=True, slots=True)
class Noise:
    """Categories that are off, rules of theirs that stay on, further rules that are off."""

    categories: frozenset[str]
    kept_rules: frozenset[str]
    rules: frozenset[str]

    def hides(self, rule: str, category: str) -> bool:
        """A finding of this rule is none of ours."""
        return rule in self.rules or (category in self.categories and rule not in self.kept_rules)


def noise(language: str) -> Noise:
    """The noise for `ru` or `en`; raises EngineUnavailable for a language that no engine reads."""
    if language not in _NOISE:
        raise EngineUnavailable(
            say(
                f"грамматика для языка «{language}» не проверяется",
                f"there is no grammar engine for the language '{language}'",
            )
        )
    return _NOISE[language]


_NOISE = {
    "ru": Noise(
        categories=frozenset(
            {
                "CASING",  # lower case and a missing capital are how people chat
                "TYPOGRAPHY",  # «ёлочки», long dashes, № and §
                "STYLE",  # wordiness has a check of its own
                "REPETITIONS_STYLE",
                "REDUNDANCY",
            }
        ),
        kept_rules=frozenset(
            {
                "COMMA_PARENTHESIS_WHITESPACE",
                "WHITESPACE_RULE",
                # government and agreement, though they are filed under style
                "Prep_Soglasno",
                "vopreki_NN",
                "Num_plus_Noun",
                "pretenzia_na",
                "reczenzija_na",
                "kommentirovat_prep",
                "predstavlat_soboj",
                "ni_v_koem_sluchae",
                "Use_prep_O",
                "KTO_VB_PL",
                "adv_st",
            }
        ),
        rules=frozenset(
            {
                "ABREV_DOT",  # «45 тыс руб», «кв 12»
                "RU_UNPAIRED_BRACKETS",  # a bracket is a smile
                "WRONG_INN",  # no matter of grammar
                "DATE_WEEKDAY1",  # both reckon from today, a letter may be years old
                "INVALID_TENSE_DATE",
                "Logical_segodnyashnij_den",
                "ROST",
                "Nazv_org",
                "V_etoj_svyazy",
                "LICHNO_JA",
            }
        ),
    ),
    "en": Noise(
        categories=frozenset(
            {
                "CASING",
                "TYPOGRAPHY",
                "STYLE",
                "REPETITIONS_STYLE",
                "REDUNDANCY",
                "PLAIN_ENGLISH",
                "CREATIVE_WRITING",
                "TEXT_ANALYSIS",
                "GENDER_NEUTRALITY",
                "WIKIPEDIA",
                "COLLOQUIALISMS",
                "BRITISH_ENGLISH",  # neither side of the ocean is wrong
                "AMERICAN_ENGLISH_STYLE",
                "REGIONALISMS",
            }
        ),
        kept_rules=frozenset({"COMMA_PARENTHESIS_WHITESPACE", "WHITESPACE_RULE"}),
        rules=frozenset(
            {
                "I_LOWERCASE",
                "UNPAIRED_BRACKETS",  # a bracket is a smile
                "EN_UNPAIRED_BRACKETS",
                "DATE_WEEKDAY",  # both reckon from today
                "DATE_NEW_YEAR",
                "OkToOkay",
            }
        ),
    ),
}
