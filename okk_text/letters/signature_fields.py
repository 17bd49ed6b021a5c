"""What a signature block holds: full name, position, company, phone, e-mail, site, address."""

from __future__ import annotations

import re
from functools import lru_cache

from okk_text.letters.phrases import short_post
from okk_text.people.introductions import CLOSING
from okk_text.people.names import (
    WORD,
    fold,
    is_given_name,
    is_patronymic,
    looks_like_surname,
    skeleton,
)

_LONGEST, _WIDEST = 60, 400  # lines and characters that are looked at
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SITE = re.compile(
    r"(?:https?://|www\.)\S+|(?<![@\w.])[\w-]+(?:\.[\w-]+)*\.(?:ru|com|net|org|рф|kz|by|ua|uz|io|biz|info|pro|shop"
    r"|store|online|site|su|eu|de|uk|co|example)(?:/\S*)?(?![\w@])",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w.])\+?\(?\d[\d\s().\-–‑\u00a0]{3,22}\d")
_PHONE_WORD = re.compile(
    r"(?:тел|моб|телефон|сот|т|tel|phone|ph|mob|mobile|cell|whatsapp|wa)\.?:?\s*$", re.I
)
_NUMBERS = re.compile(r"\b(?:инн|кпп|огрн(?:ип)?|бик|р/с|к/с|vat|iban)\b", re.IGNORECASE)
_YEARS = re.compile(r"(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d|\d{1,2}\.\d{1,2}\.\d{2,4}")
_ADDRESS = re.compile(
    r"(?<!\w)(?:ул|улица|просп|проспект|пр-т|пер|переулок|наб|набережная|шоссе|бул|бульвар|пл|площадь|г|город|офис|оф"
    r"|дом|корп|мкр|street|st|road|rd|avenue|ave|suite|floor|lane|blvd|drive|square)(?!\w)",
    re.IGNORECASE,
)
_MOBILE = re.compile(
    r"^(?:отправлено|послано|написано|sent|get)\s+(?:с|со|из|через|from|via|using|outlook|яндекс)\b.*$",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"конфиденциальн|предназначен\w*\s+(?:исключительно|только|для)|не\s+является\s+офертой|confidential"
    r"|intended\s+(?:recipient|solely|only)|disclaimer|подумайте\s+(?:об|о)\s+|before\s+printing",
    re.IGNORECASE,
)
_POSITION = re.compile(
    r"(?<!\w)(?:менеджер|руководител|директор|начальник|специалист|консультант|инженер|эксперт|представител|администратор"
    r"|заместител|зам\.|секретар|ассистент|координатор|куратор|юрист|адвокат|бухгалтер|экономист|аналитик|логист"
    r"|технолог|дизайнер|архитектор|маркетолог|агент(?!ств)|ри[еэ]лтор|брокер|оператор|мастер(?!ск)|продавец|закупщик"
    r"|тренер|преподавател|методист|врач|доктор|основател|учредител|владел[еи]ц|партн[её]р(?!ы)|глава|президент"
    r"|председател|управляющ|заведующ|помощник|флорист|шеф|сметчик|прораб|методист|продюсер|редактор"
    r"|ведущ(?:ий|ая)|старш(?:ий|ая)|главн(?:ый|ая)|проджект|продакт|аккаунт|сейлз"
    r"|manager|director|head\s+of|chief|executive|officer|c[etofm]o\b|founder|owner|president|specialist|consultant"
    r"|engineer|representative|assistant|coordinator|advis[eo]r|associate|lead\b|analyst|agent\b|broker|designer"
    r"|architect|developer|accountant|attorney|lawyer|counsel|buyer|supervisor|planner|technician|rep\b|partner\b"
    r"|principal|secretary|administrator|estimator|controller|vp\b|planner|editor|producer)",
    re.IGNORECASE,
)
_SHORT_POST = re.compile(short_post(), re.IGNORECASE)
_LEGAL = re.compile(
    r"(?<!\w)(?:ооо|оао|зао|пао|ао|ип|тоо|чп|чуп|фгуп|llc|ltd|limited|inc|gmbh|plc|corp|co|sa|bv|ag)(?!\w)\.?",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"«[^»\n]*»?»|\"[^\"\n]*\"|“[^”\n]*”|„[^“\n]*“")


class SignatureBlock:
    """A signature block without closing words, mobile lines and disclaimers."""

    def __init__(self, written: str):
        written_lines = (
            line[:_WIDEST].strip(" \t-–—*_|>") for line in written.splitlines()[:_LONGEST]
        )
        lines = (CLOSING.sub("", line) for line in written_lines)
        kept = [line for line in lines if not (_MOBILE.match(line) or _DISCLAIMER.search(line))]
        self.text = "\n".join(line for line in kept if WORD.search(line) or re.search(r"\d", line))
        self._bare = _SITE.sub(" ", _EMAIL.sub(" ", self.text))

    def holds_company(self, company: str | None) -> bool:
        """Whether it names the company; with None whether it names any."""
        if company is None:
            return bool(_LEGAL.search(self._bare) or _QUOTED.search(self._bare))
        core = _company_core(company)
        return f" {core} " in f" {_plain(self._bare)} " or _latin(core) in _latin(
            _plain(self._bare)
        )

    def holds_phone(self, phone: str | None) -> bool:
        """Whether a phone number stands in it; with a number given, that one."""
        found = []
        for line in self._bare.splitlines():
            if not _NUMBERS.search(line):
                line = _YEARS.sub(" ", line)
                found += [m for m in _PHONE.finditer(line) if _is_phone(m, line)]
        digits = {re.sub(r"\D", "", match.group())[-10:] for match in found}
        return bool(digits) if phone is None else re.sub(r"\D", "", phone)[-10:] in digits

    def holds_email(self, email: str | None) -> bool:
        """Whether an e-mail address stands in it; with one given, that one."""
        found = {address.casefold() for address in _EMAIL.findall(self.text)}
        return bool(found) if email is None else email.casefold() in found

    def holds_site(self, site: str | None) -> bool:
        """Whether a link to a site stands in it; with one given, that one."""
        found = [_site_key(link) for link in _SITE.findall(_EMAIL.sub(" ", self.text))]
        return bool(found) if site is None else any(_site_key(site) in link for link in found)

    def holds_address(self, address: str | None) -> bool:
        """Whether a postal address stands in it; with one given, all its words and numbers."""
        if address is None:
            lines = self._bare.splitlines()
            return any(_ADDRESS.search(line) and re.search(r"\d", line) for line in lines)
        there = set(_plain(self._bare).split())
        return all(word in there for word in _plain(address).split() if len(word) > 2)

    def holds_position(self, position: str | None, *, company: str | None = None) -> bool:
        """Whether a position stands in it beside name and company; with one given, that one."""
        if position is not None:
            return _plain(position) in _plain(self._bare)
        text = _QUOTED.sub(" ", self._bare)
        if company:
            text = re.sub(re.escape(company), " ", text, flags=re.IGNORECASE)
        if _POSITION.search(text) or _SHORT_POST.search(text):
            return True
        return any(_is_profession(word) for word in WORD.findall(text))

    def holds_full_name(self, author: str | None) -> bool:
        """Whether given name and surname stand in it, the author's where these are known."""
        words = [word for word in WORD.findall(author or "") if len(word) > 1]
        if len(words) > 1 and all(map(str.istitle, words)) and not set(words) & _DEPARTMENTS:
            there = {_latin(word) for word in WORD.findall(self._bare)}
            if sum(_latin(word) in there for word in words) >= 2:
                return True
        return any(map(_is_full_name, re.split(r"[\n,;|/•·()]", _QUOTED.sub(",", self._bare))))


def _company_core(company: str) -> str:
    """What names the firm: the words in quotation marks, else all without the legal form."""
    quoted = _QUOTED.search(company)
    return _plain(_LEGAL.sub(" ", quoted.group() if quoted else company))


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


@lru_cache(maxsize=4096)
def _latin(text: str) -> str:
    return " ".join(skeleton(word) for word in text.split())


def _is_phone(match: re.Match[str], line: str) -> bool:
    digits = re.sub(r"\D", "", match.group())
    called = bool(_PHONE_WORD.search(line[: match.start()]))
    return len(digits) <= 15 and len(digits) >= (5 if called else 7)


def _site_key(link: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", link.casefold()).rstrip("/.,")


def _is_full_name(piece: str) -> bool:
    """Whether a given name stands beside a surname: «Живов Павел», «Анна-Мария Сафина-Алиева»."""
    words = WORD.findall(piece)
    for i, word in enumerate(words):
        if not word[0].isupper() or not (is_given_name(word) or is_given_name(word.split("-")[0])):
            continue
        beside = (
            words[max(0, i - 1) : i] + [w for w in words[i + 1 : i + 3] if not is_patronymic(w)][:1]
        )
        if any(_may_be_surname(other) for other in beside):
            return True
    named = [word for word in words if word.istitle() and len(word) > 1 and not is_given_name(word)]
    if len(words) != 2 or words != named:
        return False
    return any(map(looks_like_surname, words)) and not any(map(_is_profession, words))


def _may_be_surname(word: str) -> bool:
    if len(word) < 2 or not word[0].isupper() or _POSITION.match(word) or is_patronymic(word):
        return False
    return word not in _DEPARTMENTS


@lru_cache(maxsize=4096)
def _is_profession(word: str) -> bool:
    """Whether a Russian dictionary knows the word as a name of a person's work: «замерщик»."""
    if len(word) < 4 or word.isascii() or is_given_name(word) or fold(word) in _NO_PROFESSIONS:
        return False
    from okk_text.conversation.morphology import parses

    return any(
        {"NOUN", "anim", "sing", "nomn"} <= set(parse.tag.grammemes)
        and not {"Name", "Surn", "Patr"} & set(parse.tag.grammemes)
        for parse in parses(word)
        if parse.is_known
    )


_DEPARTMENTS = frozenset(
    (
        "Отдел",
        "Служба",
        "Команда",
        "Группа",
        "Компания",
        "Sales",
        "Support",
        "Team",
        "Group",
        "From",
    )
)
_NO_PROFESSIONS = frozenset(
    ("коллега", "клиент", "друг", "партнер", "человек", "гость", "дом", "ваш", "компаньон", "мир")
)
