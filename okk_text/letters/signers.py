"""Who signs: the writer's name as heads of letters and signatures spell it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

_UPPER = "A-ZА-ЯЁІЇЄҐҚҒӘҢӨҰҮҺÀ-ÖØ-Þ"
_LOWER = "a-zа-яёіїєґқғәңөұүһß-öø-ÿʼ’'"
_PARTICLES = ("оглы", "кызы", "von", "van", "de", "der", "al", "bin")
_PART = (
    rf"(?:[{_UPPER}][{_LOWER}]+(?:-[{_UPPER}]?[{_LOWER}]+)*|[{_UPPER}]\.|[{_UPPER}]{{3,}}"
    rf"|{'|'.join(_PARTICLES)})"
)
_NAME = re.compile(rf"{_PART}(?:\s?{_PART}){{0,3}}")
_LONE_SURNAME = re.compile(r"[А-ЯЁ][а-яё]+(?:[оеё]ва?|[ыи]на?|ск(?:ий|ая)|енко|цк(?:ий|ая))")
_WORD = re.compile(r"[^\W\d_]+")
_SPLIT = re.compile(r"\s*[,|/•·(]\s*|\s+[–—-]\s+")
_DECORATION = re.compile(  # dashes before a name; kisses, smileys and hearts after it
    r"^(?:[-–—~/*_©]+\s?|(?i:ваш[аи]?|твоя?|your)\s+(?=[^\W\d_a-zа-яё]))|\s+x{1,4}$"
    r"|\s*[:;]-?[)(]+$|[^\w.)»\"]+$"
)
_LATIN = str.maketrans(
    dict(
        zip(
            "абвгдеёжзийклмнопрстуфхцчшщыэюяіїєґқғәңөұүһ",
            "a b v g d e e zh z i i k l m n o p r s t u f h c ch sh sch i e u a i i e g k g a n o u"
            " u h".split(),
            strict=True,
        )
    )
    | dict.fromkeys("ъь’'ʼ", "")
)
_SPELLINGS = tuple(  # pairs by which transliterations differ
    pair.split("=")
    for pair in "shch=sch kh=h ts=c ks=x yu=u ya=a iu=u ia=a y=i j=i ii=i ei=e ie=e".split()
)


@dataclass(frozen=True)
class Author:
    """The writer's name as far as the letter's head tells it."""

    name: str | None

    @cached_property
    def keys(self) -> frozenset[str]:
        """Its parts, spelt so that Latin and Cyrillic agree."""
        return frozenset(_key(word) for word in self._parts if len(word) > 1)

    def shares(self, word: str) -> bool:
        """Whether a word is a part of the name."""
        return len(word) > 1 and _key(word) in self.keys

    def signs(self, line: str) -> bool:
        """Whether a part of the name stands in a line; true of any line where no name is known."""
        return not self.keys or any(map(self.shares, _WORD.findall(line)))

    def has_initials(self, line: str) -> bool:
        """Whether a line is «АК» or «И.» of this author."""
        letters = "".join(_WORD.findall(line))
        if len(line) > 8 or not letters.isupper() or len(letters) > 3:
            return False
        initials = [part[0].upper() for part in self._parts]
        if line.count(".") == len(letters) > 1 and letters[0] in initials:
            return True  # with a patronymic's
        return bool(initials) and all(letter in initials for letter in letters)

    def may_be_called(self, word: str) -> bool:
        """Whether a given name fits: the author has no other, as far as known."""
        from okk_text.people.names import same_given

        return not self.has_given_name or any(same_given(word, part) for part in self._parts)

    def may_be(self, words: list[str]) -> bool:
        """Whether a full name fits: the given name in it is the author's, as far as known."""
        from okk_text.people.names import is_given_name

        given = [word for word in words if is_given_name(word)]
        return not given or len(self.keys) < 2 or any(map(self.may_be_called, given))

    @cached_property
    def has_given_name(self) -> bool:
        """Whether a part of the name is known to be a person's."""
        from okk_text.people.names import is_given_name

        return any(map(is_given_name, self._parts))

    @cached_property
    def _parts(self) -> list[str]:
        name = self.name or ""
        if "@" in name:
            name = name.partition("@")[0].replace(".", " ").replace("_", " ")
        return _WORD.findall(name)


def head_and_rest(line: str) -> tuple[str, str, str]:
    """A line's first part, what parts it and the rest, without dashes, hearts and kisses."""
    line = _DECORATION.sub("", _DECORATION.sub("", line.strip("* _"))).strip("* _,")
    match = _SPLIT.search(line)
    if not match:
        return line.rstrip("."), "", ""
    return line[: match.start()].strip(" ."), match.group().strip(), line[match.end() :].strip()


def spells_name(head: str) -> bool:
    """Whether a piece of text is written like a name: one to four capitalised words, initials."""
    return bool(_NAME.fullmatch(head) or _NAME.fullmatch(f"{head}."))


def is_name(line: str, author: Author) -> bool:
    """Whether a line begins with a person's name and holds little more."""
    head, _, rest = head_and_rest(line)
    if not head or len(head) > 60 or len(rest.split()) > 8:
        return False
    found = _WORD.findall(head)
    if any(map(author.shares, found)):
        return _all_names(found)
    return spells_name(head) and (len(found) > 1 or _is_given(found[0]))


def is_full_name_of(line: str, author: Author) -> bool:
    """Whether a line begins with the author's name in at least two parts."""
    found = _WORD.findall(head_and_rest(line)[0])
    known = sum(map(author.shares, found))
    initials = any(len(word) == 1 for word in found)
    return _all_names(found) and (known > 1 or (known == 1 and initials))


def names_signer(head: str, author: Author, *, apart: bool, alone: bool) -> bool:
    """Whether a line's first part names whoever signs, the author if one is known.

    `apart` says that the line begins something new, `alone` that it stands by itself.
    """
    found = _WORD.findall(head)
    if not found or len(found) > 5 or ":" in head:
        return False
    if any(map(author.shares, found)) and _all_names(found):
        return True
    if author.name and len(head) > 3 and head.casefold() in author.name.casefold():
        return True
    head = head.removeprefix("ИП ")
    if not apart or not spells_name(head):
        return False
    if len(found) > 1:
        return _is_person(found) and author.may_be(found)
    if alone and not author.keys and _LONE_SURNAME.fullmatch(head):
        return True
    return _is_given(head) and author.may_be_called(head)


def _all_names(found: list[str]) -> bool:
    return len(found) <= 4 and all(word[0].isupper() or word in _PARTICLES for word in found)


def _is_given(word: str) -> bool:
    from okk_text.people.names import is_given_name

    return is_given_name(word)


def _is_person(found: list[str]) -> bool:
    """Whether words written like a name are one: a given name, a patronymic or initials."""
    from okk_text.people.names import is_given_name, is_patronymic

    if any(len(word) == 1 for word in found):
        return any(len(word) > 2 for word in found)
    return any(is_given_name(word) or is_patronymic(word) for word in found)


@lru_cache(maxsize=4096)
def _key(word: str) -> str:
    """A name's spelling with the differences of transliterations off."""
    latin = word.casefold().translate(_LATIN)
    for spelling, simple in _SPELLINGS:
        latin = latin.replace(spelling, simple)
    return latin
