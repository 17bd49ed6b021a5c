"""People's names: given names with their short and Latin forms, patronymics, display names."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

from okk_text.conversation.model import Frozen

WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*(?:-[^\W\d_]+)*")
_LONGEST = 200  # no display name is longer
_TABLES = ("names_cis.txt", "names_en.txt")
_PATRONYMIC = re.compile(r"(?:[оеё]вич|[оеё]вна|[иы]чна|[ьтм]ич|[аеилндр][иы]ч|лыч|ныч|рыч)$")
_TURKIC_PATRONYMIC = {"оглы", "кызы", "улы", "қызы", "ұлы", "угли", "кизи", "огли", "ўғли"}
_SPOKEN_PATRONYMICS = {"саныч": "александрович", "палыч": "павлович", "михалыч": "михайлович"}
_SURNAME = re.compile(
    r"(?:[оеё]в|[иы]н|[оеё]ва|[иы]на|ск[иы]й|цк[иы]й|ская|цкая|енко|[чщш]ук|юк|ян|янц|дзе|швили"
    r"|[ыи]х|вич|ко|аев|баев|улы|оглы|ий|ая|ов|ман|берг|штейн)$"
)
_TITLES = frozenset(
    "уважаемый уважаемая дорогой дорогая г-н г-жа господин госпожа mr mrs ms miss dr sir madam ип "
    "администратор админ менеджер консультант оператор директор мастер доктор врач тренер риелтор "
    "продавец клиент клиентка покупатель заказчик заказчица manager admin support sales".split()
)
_BUSINESS = frozenset(
    "ооо оао зао пао ао чп тоо фирма компания магазин салон студия кафе ресторан отель гостиница "
    "клиника аптека школа центр агентство ателье тц трц тк тд жк снт фабрика завод ферма санаторий "
    "пансионат турагентство парикмахерская автосервис хостел клуб пекарня кофейня типография группа "
    "llc ltd inc gmbh co corp shop store hotel salon studio clinic school".split()
)
_CYRILLIC = str.maketrans("ёіїєґўәңғүұқөһҳ", "еииегуангуукохх")
_TRANSLIT = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e zh z i i k l m n o p r s t u f h c ch sh sh  i  e iu ia".split(" "),
        strict=True,
    )
)


class NameParts(Frozen):
    """A person's name as far as it stands in a text or a display name, in its own spelling."""

    given: str | None = None
    patronymic: str | None = None
    surname: str | None = None

    @property
    def greeting(self) -> str | None:
        """How one greets them: «Игорь», «Николай Степанович»; None where no given name is known."""
        return " ".join(filter(None, (self.given, self.patronymic))) if self.given else None

    @property
    def full(self) -> str | None:
        """All that is known, given name first."""
        return " ".join(filter(None, (self.given, self.patronymic, self.surname))) or None


def is_given_name(word: str) -> bool:
    """Whether it is a given name, a short form or an endearment, in the nominative."""
    return bool(people(word))


def is_common_word(word: str) -> bool:
    """Whether this name is also an everyday word or a place (Вера, Роман, Will)."""
    return fold(word) in _common_words()


def is_business(word: str) -> bool:
    """Whether firms put the word before their names (ООО, салон, LLC)."""
    return fold(word) in _BUSINESS


def is_patronymic(word: str) -> bool:
    """Whether it is a patronymic, spoken forms included (Иванович, Саныч, Сергеевна)."""
    folded = fold(word)
    return len(folded) > 4 and bool(_PATRONYMIC.search(folded))


def looks_like_surname(word: str) -> bool:
    """Whether it is capitalised and ends as surnames of this part of the world do."""
    return word[:1].isupper() and len(word) > 3 and bool(_SURNAME.search(fold(word)))


def same_name(one: str, other: str) -> bool:
    """Whether both may name the same person: Саша and Александра, Алёна and Алена, Alexey and Алексей.

    Parts that only one of them has are no contradiction; a name without a common part is.
    """
    first, second, agreed = name_parts(one), name_parts(other), False
    if first.given and second.given:
        if not same_given(first.given, second.given):
            return False
        agreed = True
    if first.patronymic and second.patronymic:
        if patronymic_key(first.patronymic) != patronymic_key(second.patronymic):
            return False
        agreed = True
    if first.surname and second.surname:
        return agreed or skeleton(first.surname)[:5] == skeleton(second.surname)[:5]
    return agreed or fold(one) == fold(other)


def same_given(one: str, other: str) -> bool:
    """Whether two given names may be forms of one."""
    if fold(one) == fold(other) or skeleton(one) == skeleton(other):
        return True
    return bool(people(one) & people(other))


def given_names(text: str) -> tuple[str, ...]:
    """The given names in a text, in order; everyday words such as «вера» or "will" are left out."""
    return tuple(
        word
        for word in WORD.findall(text)
        if word[0].isupper() and is_given_name(word) and not is_common_word(word)
    )


def name_parts(display: str) -> NameParts:
    """The person in a display name, contact or signature line; empty where none is to be seen.

    «Седова Ирина Павловна», «Игорь Мытищи 3 окна», «Ольга | Тёплый контур», "Ms. Laura Smith".
    """
    for part in re.split(r"[|/,;•·(\n\t]|\s[-–—]\s", _without_companies(display[:_LONGEST])):
        words = [word for word in WORD.findall(part) if len(word) > 1]  # no initials
        titled = bool(words) and fold(words[0]) in _TITLES
        parts = _parts_of([word for word in words if fold(word) not in _TITLES], titled=titled)
        if parts.given or parts.surname:
            return parts
    return NameParts()


def _without_companies(display: str) -> str:
    """Without addresses, links and quoted names of firms."""
    display = unicodedata.normalize("NFC", display)
    return re.sub(r"\S*@\S*|https?://\S+|«[^»]*»|\"[^\"]*\"|“[^”]*”", " ", display)


def _parts_of(words: list[str], *, titled: bool) -> NameParts:
    at = _given_at(words)
    if at is None:
        return _parts_without_given(words, titled=titled)
    rest = words[at + 1 :]
    patronymic = rest[0] if rest and _follows_as_patronymic(rest) else None
    if patronymic and len(rest) > 1 and fold(rest[1]) in _TURKIC_PATRONYMIC:
        patronymic = f"{rest[0]} {rest[1]}"
    after = rest[len(patronymic.split()) if patronymic else 0 :]
    beside = [words[at - 1]] if at else []
    surname = next((word for word in beside + after[:1] if _is_surname(word, words)), None)
    return NameParts(given=words[at], patronymic=patronymic, surname=surname)


def _follows_as_patronymic(rest: list[str]) -> bool:
    return is_patronymic(rest[0]) or (len(rest) > 1 and fold(rest[1]) in _TURKIC_PATRONYMIC)


def _is_surname(word: str, words: list[str]) -> bool:
    if re.match(r"[A-Z][a-z]", word):
        return len(words) <= 3
    return looks_like_surname(word)


def _given_at(words: list[str]) -> int | None:
    """Where the given name stands: first, after a surname, before a patronymic, else anywhere."""
    named = [i for i, word in enumerate(words) if is_given_name(word)]
    for i in named:
        if i + 1 < len(words) and is_patronymic(words[i + 1]):
            return i
    for i in named:
        before = fold(words[i - 1]) if i else ""
        if before in _BUSINESS or (fold(words[0]) in _BUSINESS and words[0] != words[i]):
            continue
        if i == 0 or looks_like_surname(words[i - 1]) or not is_common_word(words[i]):
            return i
    return None


def _parts_without_given(words: list[str], *, titled: bool) -> NameParts:
    """A rare given name beside a surname, or a surname alone."""
    if any(fold(word) in _BUSINESS for word in words):
        return NameParts()
    if len(words) == 2 and all(word.istitle() for word in words):
        for given, surname in (words, words[::-1]):
            if looks_like_surname(surname) and not looks_like_surname(given):
                return NameParts(given=given, surname=surname)
    if len(words) == 1 and words[0].istitle() and (titled or looks_like_surname(words[0])):
        return NameParts(surname=words[0])
    return NameParts()


def patronymic_key(patronymic: str) -> tuple[str, bool]:
    """Equal for spellings of one patronymic: Сергеевич and Сергеич; and whether it is a woman's."""
    folded = fold(patronymic.split()[0])
    folded = _SPOKEN_PATRONYMICS.get(folded, folded)
    stem = re.sub(r"(?:инична|[оеи]вна|[иы]чна|[ое]вич|[иы]ч)$", "", folded)
    return stem.rstrip("иьй"), folded.endswith("на")


def people(word: str) -> frozenset[str]:
    """Which names of the table this word may stand for: саша -> {m александр, f александра}."""
    folded = fold(word)
    found = _index().get(folded)
    if found:
        return found
    if folded.isascii():
        return _latin_index().get(skeleton(folded), frozenset())
    return _endearments(folded)


def spoken_vocative(word: str) -> frozenset[str]:
    """Which names a clipped address may stand for: Лен, Ань, Юль. Words such as «свет» do too."""
    return _clipped().get(fold(word), frozenset())


@cache
def _endearments(folded: str) -> frozenset[str]:
    """Names behind -очка, -енька, -ушка, -ик: Жанночка, Юленька, Павлушка."""
    for suffix in ("очка", "ечка", "енька", "онька", "ушка", "юшка", "уня", "юня", "ик", "ек"):
        stem = folded.removesuffix(suffix)
        if stem == folded or len(stem) < 2:
            continue
        for ending in ("а", "я", "", "ь", "й"):
            if stem + ending in _index():
                return _index()[stem + ending]
    return frozenset()


def fold(word: str) -> str:
    """For comparison: small letters, ё as е, letters of neighbouring alphabets as the nearest."""
    lowered = unicodedata.normalize("NFC", word).casefold().translate(_CYRILLIC)
    if lowered.isascii():
        return lowered
    plain = unicodedata.normalize("NFD", lowered.replace("й", "\0"))
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"['’ʼ]", "", kept.replace("\0", "й"))


@cache
def skeleton(word: str) -> str:
    """Latin letters in which all the usual transliterations of a name agree (Alexey, Aleksei)."""
    latin = "".join(_TRANSLIT.get(letter, letter) for letter in fold(word))
    for old, new in (("kh", "h"), ("ph", "f"), ("ts", "c"), ("x", "ks"), ("w", "v"), ("q", "k")):
        latin = latin.replace(old, new)
    latin = re.sub(r"[yj]", "i", latin)
    latin = re.sub(r"(.)\1+", r"\1", latin)
    return latin.replace("ie", "e").replace("io", "e").replace("iu", "u")


@cache
def _table() -> tuple[tuple[bool, str, tuple[str, ...]], ...]:
    """(is it an everyday word, id such as "f анна", all the forms) of every name that ships."""
    rows = []
    for name in _TABLES:
        for line in Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                gender, *forms = line.replace(" = ", " ").split()
                common = forms[0].startswith("*")
                forms[0] = forms[0].lstrip("*")
                rows.append((common, f"{gender} {fold(forms[0])}", tuple(forms)))
    return tuple(rows)


@cache
def _index() -> dict[str, frozenset[str]]:
    index: dict[str, set[str]] = {}
    for _, person, forms in _table():
        for form in forms:
            index.setdefault(fold(form), set()).add(person)
    return {form: frozenset(people) for form, people in index.items()}


@cache
def _latin_index() -> dict[str, frozenset[str]]:
    index: dict[str, frozenset[str]] = {}
    for form, people in _index().items():
        if not form.isascii() and len(form) > 3:
            latin = skeleton(form)
            index[latin] = index.get(latin, frozenset()) | people
    return index


@cache
def _clipped() -> dict[str, frozenset[str]]:
    index: dict[str, frozenset[str]] = {}
    for form, people in _index().items():
        if len(form) < 3 or form[-1] not in "ая":
            continue
        stem = form[:-1]
        if form[-1] == "я":
            stem += "й" if stem[-1] in "аеиоуыэюя" else "ь"
        index[stem] = index.get(stem, frozenset()) | people
    return index


@cache
def _common_words() -> frozenset[str]:
    return frozenset(fold(forms[0]) for common, _, forms in _table() if common)
