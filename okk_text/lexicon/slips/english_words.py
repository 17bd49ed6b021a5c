"""English words of rubrics/grammar/words_en.yaml in their forms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from okk_text.errors import RubricError
from okk_text.language import say
from okk_text.resources import shipped


@dataclass(frozen=True, slots=True)
class EnglishWords:
    """Forms -> dictionary forms; `third` is «sends», `past` «wrote», `participle` «written»."""

    singular: dict[str, str]
    plural: dict[str, str]
    mass: frozenset[str]
    roles: frozenset[str]
    base: dict[str, str]
    third: dict[str, str]
    past: dict[str, str]
    participle: dict[str, str]
    pure: frozenset[str]

    def third_of(self, base: str) -> str:
        """«send» -> «sends»."""
        return {"have": "has", "do": "does", "go": "goes"}.get(base) or _with_s(base)

    def plural_of(self, noun: str) -> str:
        """«box» -> «boxes»."""
        return next((many for many, one in self.plural.items() if one == noun), _with_s(noun))

    def participle_of(self, base: str) -> str:
        """«send» -> «sent», «ship» -> «shipped»."""
        return next((form for form, verb in self.participle.items() if verb == base), base)


@cache
def english_words() -> EnglishWords:
    """The words; raises RubricError where the file is wrong."""
    import yaml

    path = shipped("rubrics", "grammar", "words_en.yaml")
    try:
        table = yaml.safe_load(path.read_text(encoding="utf-8"))
        nouns, verbs = table["nouns"].split(), table["verbs"].split()
        irregular, plurals = table["irregular"], table["plurals"]
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise RubricError(
            say("список не читается: ", "the list cannot be read: ") + str(error), where=str(path)
        ) from error
    regular = [verb for verb in verbs if verb not in irregular]
    past = {_with_ed(verb): verb for verb in regular}
    thirds = {_with_s(verb): verb for verb in verbs if verb not in ("have", "do", "go")}
    return EnglishWords(
        singular={noun: noun for noun in [*nouns, *plurals]},
        plural={_with_s(noun): noun for noun in nouns if noun not in plurals}
        | {many: one for one, many in plurals.items()},
        mass=frozenset(table["mass"].split()),
        roles=frozenset(table["roles"].split()),
        base={verb: verb for verb in verbs},
        third=thirds | {"has": "have", "does": "do", "goes": "go"},
        past=past | {forms[0]: verb for verb, forms in irregular.items() if forms[0] != verb},
        participle=past | {forms[1]: verb for verb, forms in irregular.items()},
        pure=frozenset(table["pure"].split()),
    )


def _with_s(word: str) -> str:
    if re.search(r"(?:s|x|z|ch|sh)$", word):
        return word + "es"
    return word[:-1] + "ies" if re.search(r"[^aeiou]y$", word) else word + "s"


def _with_ed(word: str) -> str:
    if word.endswith("e"):
        return word + "d"
    return word[:-1] + "ied" if re.search(r"[^aeiou]y$", word) else word + "ed"
