"""E-mail addresses, links that hold something personal, and names in messengers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from okk_text.people.names import is_given_name
from okk_text.privacy.secrets import Secret, folded

_EMAIL = re.compile(r"[\w.+'-]{1,64}@(?:[\w-]{1,63}\.){1,6}[^\W\d_][\w-]{1,24}")
_DOMAINS = "ru|ру|рф|com|ком|нет|net|org|орг|su|by|kz|ua|uz|io|pro|biz|info|me|online|example|test|de|eu|uk"
_SPELLED_EMAIL = re.compile(  # «ivan собака mail точка ру», "ivan (at) mail [dot] com", «ivan @ mail . ru»
    r"(?<![\w.+-])[\w.+-]{2,40}\s{0,3}"
    r"(?:[(\[{]\s{0,2}(?:at|собака|собачка|эт|@)\s{0,2}[)\]}]|\s(?:собака|собачка)\s|\s?@\s?)\s{0,3}"
    r"[\w-]{2,30}\s{0,3}(?:[(\[{]?\s{0,2}(?:\.|,|точка|тчк|dot)\s{0,2}[)\]}]?\s{0,3}[\w-]{2,30}\s{0,3}){0,2}"
    rf"[(\[{{]?\s{{0,2}}(?:\.|точка|тчк|dot|\s)\s{{0,2}}[)\]}}]?\s{{0,3}}(?:{_DOMAINS})(?!\w)",
    re.IGNORECASE,
)
_DOTTED_EMAIL = re.compile(  # "ivan at mail dot com"
    rf"(?<![\w.+-])[\w.+-]{{2,40}}\s(?:at|эт)\s[\w-]{{2,30}}\s(?:dot|точка)\s(?:{_DOMAINS})(?!\w)",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"(?:https?|ftp|tg|whatsapp|viber|skype|tel):(?://)?[^\s<>«»\"“”]{1,2000}"
    r"|(?<![\w@.-])(?:[\w-]{1,63}\.){1,5}[^\W\d_]{2,24}(?::\d{1,5})?[/?#][^\s<>«»\"“”]{1,2000}"
    r"|(?<![\w@.-])www\.[^\s<>«»\"“”]{1,2000}",
    re.IGNORECASE,
)
_PERSONAL_HOSTS = re.compile(
    r"(?:^|\.)(?:t\.me|telegram\.me|wa\.me|whatsapp\.com|viber\.(?:com|click)|vk\.(?:com|ru|me)|ok\.ru|instagram\.com"
    r"|facebook\.com|fb\.com|linkedin\.com|x\.com|twitter\.com|m\.me|skype\.com|zoom\.(?:us|ru)|meet\.google\.com"
    r"|teams\.microsoft\.com|drive\.google\.com|docs\.google\.com|forms\.gle|disk\.yandex\.\w+|yadi\.sk|dropbox\.com"
    r"|cloud\.mail\.ru|wetransfer\.com|calendly\.com|telemost\.yandex\.\w+|onedrive\.live\.com|1drv\.ms|clck\.ru|bit\.ly"
    r"|goo\.gl|tinyurl\.com|maps\.app\.goo\.gl|go\.2gis\.com|tiktok\.com|youtu\.be)$",
    re.IGNORECASE,
)
_PUBLIC_PATH = re.compile(r"(?:/(?:[^\W\d_]|[-_]){0,40}(?:\.(?:html?|php|pdf))?|/\d{1,2}){0,6}/?")
_HANDLE = re.compile(
    r"(?<![\w@./])@(?=[\w.]{0,31}[a-zа-яё_])[a-zа-яё\d_][\w.]{1,30}\w", re.IGNORECASE
)
_TOLD_HANDLE = re.compile(  # «телеграм: olga_sales», «мой ник в инсте olga.sales», "skype: live:olga"
    r"(?:телеграмм?|телега|тг|telegram|tg|skype|скайп|инстаграмм?|инста|instagram|insta|ник(?:нейм)?|nick|wechat|discord|логин|login)"
    r"\w{0,2}\s{0,2}[:–—-]?\s{0,2}(?:live:)?([a-z][a-z\d_.]{3,31}[a-z\d_])(?![\w@])",
    re.IGNORECASE,
)
_NO_HANDLE = frozenset(
    "telegram whatsapp viber skype instagram chat group channel support manager".split()
)
_CLOSING = ".,;:!?)]}'…*_"


def links_in(text: str, *, is_personal: Callable[[str], bool]) -> Iterator[Secret]:
    """E-mail addresses however obfuscated, links that are not plainly public, and @names; `is_personal`: surnames."""
    for pattern in (_EMAIL, _SPELLED_EMAIL, _DOTTED_EMAIL) if _may_hold_email(text) else ():
        for match in pattern.finditer(text):
            yield Secret(match.start(), match.end(), "EMAIL", _email_key(match.group()))
    for match in _LINK.finditer(text):
        written = match.group().rstrip(_CLOSING)
        if written and not is_public(written, is_personal=is_personal):
            yield Secret(match.start(), match.start() + len(written), "LINK", written)
    if "@" in text:
        for match in _HANDLE.finditer(text):
            yield Secret(match.start(), match.end(), "HANDLE", match.group()[1:].casefold())
    for match in _TOLD_HANDLE.finditer(text):
        if match[1].casefold() not in _NO_HANDLE and _is_nick(match[1]):
            yield Secret(match.start(1), match.end(1), "HANDLE", match[1].casefold())


def is_public(link: str, *, is_personal: Callable[[str], bool]) -> bool:
    """Whether a link names a page for anybody: a host and plain words, no query, number or person."""
    match = re.fullmatch(r"(?:https?://)?((?:[\w-]+\.)+[^\W\d_]+)(/[^?#]*)?", link, re.IGNORECASE)
    if not match:
        return False
    host, path = match[1], match[2] or ""
    if path.strip("/") and _PERSONAL_HOSTS.search(host):
        return False
    if any(
        is_given_name(word) or is_personal(word)
        for part in (host, path)
        for word in re.findall(r"[^\W\d_]{4,30}", part)
    ):
        return False
    return bool(_PUBLIC_PATH.fullmatch(path))


def _may_hold_email(text: str) -> bool:
    return bool(re.search(r"@|\bсобак|\bсобачк|\bat\b|\bэт\b", text, re.IGNORECASE))


def _email_key(written: str) -> str:
    """One key for an address and its obfuscated spellings."""
    plain = re.sub(
        r"[(\[{]?\s*(?:\bсобака\b|\bсобачка\b|\bat\b|\bэт\b)\s*[)\]}]?", "@", folded(written)
    )
    plain = re.sub(r"[(\[{]?\s*(?:\bточка\b|\bтчк\b|\bdot\b)\s*[)\]}]?", ".", plain)
    plain = re.sub(r"\s*([@.])\s*", r"\1", plain)
    return re.sub(r"\bру$", "ru", re.sub(r"\bком$", "com", plain)).replace(" ", ".")


def _is_nick(word: str) -> bool:
    return bool(re.search(r"[\d_.]", word)) or not word.isalpha() or word.islower()
