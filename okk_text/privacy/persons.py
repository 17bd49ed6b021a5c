"""People in a text: their names in any case and order, however capitalised."""

from __future__ import annotations

from collections.abc import Callable

from okk_text.people.names import is_business, is_given_name
from okk_text.privacy.acquaintances import Acquaintances, Called, called_by_words
from okk_text.privacy.name_forms import (
    ends_like_surname,
    given_people,
    is_creature,
    is_ordinary,
    is_place,
    is_sure_patronymic,
    is_sure_surname,
    is_unheard,
    may_be_called,
    may_be_named,
    patronymic_stem,
)
from okk_text.privacy.secrets import Secret
from okk_text.privacy.senses import Senses, names_product
from okk_text.privacy.words import Words, follows_honorific, follows_title, is_role, named_places

Found = tuple[int, Called]  # the last word of a name, and what it tells
_TURKIC = frozenset("оглы кызы углы улы қызы ұлы угли огли qizi oglu ogli kyzy".split())
_EASTERN_SURNAMES = frozenset("ли ан но те ю ни ма ван тен нам сон".split())  # also small words
_KIN = frozenset(
    "мама папа мать отец сестра брат жена муж сын дочь дочка сосед соседка подруга друг тетя дядя бабушка дедушка девушка хозяин"
    " хозяйка коллега невеста жених гость подруга ребенок внук внучка племянник".split()
)


class Persons:
    """Finds people in texts and tells them apart."""

    def __init__(self, acquaintances: Acquaintances):
        self._acquaintances = acquaintances
        self._senses = Senses(acquaintances)

    def found_in(self, text: str) -> list[Secret]:
        """Where names stand; the key is the same for all names of one person."""
        words, found, at = Words(text), [], 0
        due = named_places(text)
        while at < len(words):
            name = (
                self._name_at(words, at, due=words.start(at) in due)
                if self._counts(words[at])
                else None
            )
            if name is None:
                at += 1
                continue
            last, called = name
            key = self._acquaintances.person(called)
            found.append(Secret(words.start(at), words.end_of_name(last), "PERSON", key))
            at = last + 1
        return found

    def _counts(self, word: str) -> bool:
        """Whether a name can begin with the word at all."""
        known = self._acquaintances.is_known(word)
        return word[0].isupper() or may_be_called(word) or known

    def _name_at(self, words: Words, at: int, *, due: bool) -> Found | None:
        readings: tuple[Callable[[Words, int], Found | None], ...] = (
            self._initials_first,
            self._surname_first,
            self._given_first,
            self._rare_given_first,
            self._patronymic_alone,
            self._surname_alone,
        )
        for reading in readings:
            found = reading(words, at)
            if found:
                return found
        return self._told(words, at) if due or follows_title(words, at) else None

    def _initials_first(self, words: Words, at: int) -> Found | None:
        """«А. С. Пушкарёва», «П. Смит»."""
        if not words.is_initial(at):
            return None
        last = at + 1 if words.is_initial(at + 1) and words.adjoin(at) else at
        surname = last + 1
        if not words.adjoin(last) or not words.is_capital(surname) or len(words[surname]) < 3:
            return None
        likely = ends_like_surname(words[surname]) or self._knows(words[surname])
        ordinary = is_ordinary(words[surname], but="")
        if last == at and (ordinary or not likely):
            return None
        if ordinary and not likely and not may_be_named(words[surname]):
            return None
        return surname, self._called(surname=words[surname], initials=words[at : last + 1])

    def _surname_first(self, words: Words, at: int) -> Found | None:
        """«Кузнецов Андрей Викторович», «Петрова А.С.», «Петров А.»."""
        word = words[at]
        if len(word) < 2 or not words.is_capital(at) or not words.adjoin(at):
            return None
        if words.is_initial(at + 1) and len(word) > 2:
            return self._surname_with_initials(words, at)
        if given_people(word) and not ends_like_surname(word):
            return None
        if (word.isupper() and not words[at + 1].isupper()) or not words.is_capital(at + 1):
            return None
        if not given_people(words[at + 1]):
            rare = is_sure_surname(word) and not is_ordinary(words[at + 1], but="")
            if not rare or is_place(words[at + 1]):
                return None
        elif not self._may_precede(words, at):
            return None
        last, patronymic = self._patronymic_after(words, at + 1)
        return last, self._called(given=words[at + 1], patronymic=patronymic, surname=word)

    def _may_precede(self, words: Words, at: int) -> bool:
        """Whether the word before a given name is a surname, not a role or a relation."""
        word = words[at]
        if is_role(word) or is_business(word) or words.folded(at) in _KIN or words.is_stop(at):
            return False
        if word.isascii():
            return self._knows(word)
        if is_sure_surname(word) or self._knows(word) or (len(word) > 2 and is_unheard(word)):
            return True
        if not may_be_named(word) or (is_place(word) and not ends_like_surname(word)):
            return False
        if not words.opens_sentence(at):
            return True
        return (ends_like_surname(word) and not is_ordinary(word)) or (
            is_creature(word) and words.stops(at + 1)
        )

    def _surname_with_initials(self, words: Words, at: int) -> Found | None:
        word = words[at]
        two = words.adjoin(at + 1) and words.is_initial(at + 2)
        if given_people(word) and not two:
            return None
        likely = ends_like_surname(word) or is_sure_surname(word) or self._knows(word)
        if is_business(word) or is_role(word) or not (likely or (two and may_be_named(word))):
            return None
        if two and not likely and words.adjoin(at + 2) and words.is_capital(at + 3):
            return None  # «Ответственный Т. К. Белоглазов»
        last = at + 2 if two else at + 1
        return last, self._called(surname=word, initials=words[at + 1 : last + 1])

    def _given_first(self, words: Words, at: int) -> Found | None:
        """«Анна», «Анной Сергеевной», «Ивану Петровичу Сидорову», "Emily J. Johnson"."""
        word = words[at]
        double = "-" in word and self._acquaintances.is_known(word)
        if not (given_people(word) or double or self._senses.is_clipped(words, at)):
            return None
        last, patronymic = self._patronymic_after(words, at)
        place, surname = self._surname_after(words, last)
        sure = surname and (
            ends_like_surname(surname) or is_given_name(surname) or not is_ordinary(words[at])
        )
        backed = patronymic or sure or (place > last and not surname)
        if not (words.is_capital(at) and backed) and not self._senses.is_given(words, at):
            return None
        if surname and not words.is_capital(at) and not is_sure_surname(surname):
            place, surname = last, None
        return place, self._called(given=words[at], patronymic=patronymic, surname=surname)

    def _rare_given_first(self, words: Words, at: int) -> Found | None:
        """A name that nobody lists before a sure surname: «Шушаникой Абрамовой»."""
        if not (words.is_capital(at) and words.adjoin(at) and words.is_capital(at + 1)):
            return None
        if (
            not is_unheard(words[at])
            or is_business(words[at])
            or not is_sure_surname(words[at + 1])
        ):
            return None
        return at + 1, self._called(given=words[at], surname=words[at + 1])

    def _patronymic_after(self, words: Words, at: int) -> tuple[int, str | None]:
        """The last word of given name and patronymic, and the patronymic."""
        if words.adjoin(at) and at + 1 < len(words):
            word = words[at + 1]
            turkic = words.adjoin(at + 1) and words.folded(at + 2) in _TURKIC
            if turkic:
                return at + 2, word
            if len(word) > 3 and patronymic_stem(word):
                capital = words.is_capital(at + 1) == words.is_capital(at)
                if is_sure_patronymic(word) or (capital and not is_ordinary(word)):
                    return at + 1, word
        return at, None

    def _surname_after(self, words: Words, at: int) -> tuple[int, str | None]:
        """The last word with a surname after it, and the surname."""
        after = at + 1
        if not words.adjoin(at) or after >= len(words):
            return at, None
        if words.is_initial(after):
            latin = words.is_capital(after + 1) and words[after + 1].isascii()
            if latin and words.adjoin(after) and not words.is_stop(after + 1):  # J. in the middle
                return after + 1, words[after + 1]
            return after, None
        word = words[after]
        if not words.is_capital(after):
            return (after, word) if is_sure_surname(word) and not is_ordinary(word) else (at, None)
        if len(word) < 2 or words.is_stop(after) or is_role(word) or is_business(word):
            return at, None
        if word.isascii() != words[at].isascii() or (word.isupper() and not words[at].isupper()):
            return (after, word) if word.isupper() and ends_like_surname(word) else (at, None)
        if word.isascii() or may_be_named(word):
            return after, word
        if words.folded(after) in _EASTERN_SURNAMES and words.stops(after):
            return after, word
        return at, None

    def _patronymic_alone(self, words: Words, at: int) -> Found | None:
        word = words[at]
        if not words.is_capital(at) or not is_sure_patronymic(word) or words.is_quoted(at):
            return None
        return at, self._called(patronymic=word)

    def _surname_alone(self, words: Words, at: int) -> Found | None:
        word = words[at]
        if len(word) < 3 or words.is_stop(at):
            return None
        known = self._acquaintances.is_known_surname(word) and not is_ordinary(word, but="")
        if known or (
            words.is_capital(at)
            and self._acquaintances.is_known_surname(word)
            and not words.opens_sentence(at)
        ):
            return at, self._called(surname=word)
        if not words.is_capital(at) or word.isupper() or names_product(words, at):
            return None
        if words.is_quoted(at):
            return None
        if is_sure_surname(word) and not is_business(words[at - 1] if at else ""):
            return at, self._called(surname=word)
        return None

    def _told(self, words: Words, at: int) -> Found | None:
        """Capitalised words where a name is due: after «меня зовут», "Dear", «С уважением»."""
        honoured, last = follows_honorific(words, at), at
        while last < at + 3 and words.is_capital(last) and not words.is_stop(last):
            word = words[last]
            named = ends_like_surname(word) or (honoured and last == at)
            if len(word) < 2 or is_role(word) or is_business(word):
                break
            if word.isupper() and len(word) < 5:  # «председатель ТСЖ»
                break
            if is_ordinary(word, but="") and not (named or given_people(word)):
                break
            last += 1
            if not words.adjoin(last - 1):
                break
        if last == at:
            return None
        given, surname = words[at], words[last - 1] if last - at > 1 else None
        return last - 1, self._called(given=given, surname=surname)

    def _knows(self, word: str) -> bool:
        return self._acquaintances.is_known_surname(word)

    def _called(
        self,
        *,
        given: str | None = None,
        patronymic: str | None = None,
        surname: str | None = None,
        initials: list[str] | None = None,
    ) -> Called:
        initial = initials[0] if initials else ""
        return called_by_words(given=given, patronymic=patronymic, surname=surname, initial=initial)
