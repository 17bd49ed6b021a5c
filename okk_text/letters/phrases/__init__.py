"""What mail programs and letter writers say around their words, by language: a new language is data."""

from __future__ import annotations

import re

from okk_text.letters.phrases.english import ENGLISH
from okk_text.letters.phrases.european import FRENCH, GERMAN, OTHERS, SPANISH
from okk_text.letters.phrases.neighbours import KAZAKH, UKRAINIAN
from okk_text.letters.phrases.phrases import Phrases
from okk_text.letters.phrases.russian import RUSSIAN

__all__ = ["LANGUAGES", "Phrases", "either", "patterns", "ranked_post", "short_post", "words"]

LANGUAGES = (RUSSIAN, ENGLISH, UKRAINIAN, KAZAKH, GERMAN, FRENCH, SPANISH, OTHERS)
DEVICE = (  # stands for `@device` in the patterns of mobile lines
    r"(?:iphone|ipad|айфона?|айпада?|android|андроид\w*|samsung|galaxy|xiaomi|redmi|poco|huawei|honor|realme"
    r"|oppo|vivo|nokia|pixel|motorola|blackberry|windows|телефон\w*|смартфон\w*|планшет\w*|мобильн\w*"
    r"|устройств\w*|gmail|outlook|mail\.?ru|mail для|почты mail|яндекс[ .-]?почт\w*|яндекс\.почт\w*|yandex"
    r"|рамблер\w*|rambler|vk|poco|mi\s\d+|yahoo|proton\w*|icloud|mymail|bluemail|spark|k-9|thunderbird|the bat|zimbra"
    r"|мой ?офис|edison|airmail|aqua ?mail|newton|canary|superhuman|tutanota|gmx|web\.de|mail app|phone"
    r"|mobile|mailbox|cell|smartphone|tablet|ipod|apple|mac|device|handheld|ноутбука|почтов\w+ (?:клиент|приложени)\w*"
    r"|приложения (?:почта|mail|яндекс)|почты для|amo ?crm|амо ?crm|битрикс ?24|bitrix ?24|hubspot|мегаплан\w*"
    r"|planfix|планфикс\w*|pipedrive|zendesk|freshdesk|okdesk|usedesk|юздеск\w*|омнидеск\w*|omnidesk)(?!\w)"
)


def words(part: str) -> frozenset[str]:
    """All languages' words of one kind, e.g. `months`."""
    return frozenset(word for language in LANGUAGES for word in getattr(language, part).split())


def short_post() -> str:
    """A pattern of posts that are cut short: «нач. цеха», «и.о. директора», "Acct. Exec."."""
    known = r"(?:mgr|exec|acct|asst|svp|evp|avp)\b"  # also without a full stop
    return rf"(?<![\w.])(?:(?:{either('short_posts')})\.|{known}|(?-i:[Ии]\.\s?о\.))"


def ranked_post() -> str:
    """A pattern of «ст. менеджер», "Sr Sales": a word cut short before a post or department."""
    return rf"(?:{either('ranks')})(?:\.\s?|\s)(?:{either('short_posts')}|{either('positions')})"


def either(part: str) -> str:
    """All languages' words of one kind as one alternation."""
    return "|".join(re.escape(word) for word in sorted(words(part)))


def patterns(part: str) -> str:
    """All languages' patterns of one kind as one alternation, longest first."""
    found = {pattern for language in LANGUAGES for pattern in getattr(language, part)}
    found = {pattern.replace("@device", DEVICE) for pattern in found}
    return "|".join(sorted(found, key=lambda pattern: (-len(pattern), pattern)))
