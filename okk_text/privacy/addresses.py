"""Postal addresses, Russian and English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from okk_text.privacy.secrets import Secret, folded

_B = r"[ \t\u00a0]{0,3}"  # blanks
_C = r"[ \t\u00a0]{0,2},?[ \t\u00a0\n]{0,2}"  # a comma, blanks
_CAP = r"(?-i:[А-ЯЁ])[а-яё]{1,25}(?:-[А-ЯЁа-яё]{1,25}){0,2}"
_STREET = (
    r"(?:ул(?:\.|иц[аеуыойю]{1,2})?|пр(?:-?кт|-?т|осп)?\.|пр-(?:к?т|д)[аеу]?|просп(?:ект(?:а|е|у|ом)?)?|пер(?:\.|еул(?:ок|к[аеу]))"
    r"|наб(?:\.|ережн(?:ая|ой|ую))|ш\.|шоссе|б-р[аеу]?|бул(?:\.|ьвар[аеу]?)|пл(?:\.|ощад[ьи])|проезд[аеу]?|тупик[аеу]?|алле[яиею]"
    r"|мкр-?н?\.?|микрорайон[аеу]?|тракт[аеу]?|кв-л\.?|линия|жк|снт|кп(?=\s[«\"])|пос(?:\.|[её]л(?:ок|к[аеу]))|дер(?:\.|евн[яеию])|село)"
)
_HOUSE = (
    rf"(?:(?:д(?:\.|ом[аеу]?)?|корп(?:\.|ус[аеу]?)?|к\.?|стр(?:\.|оени[ея])?|лит(?:\.|ера?)?|вл(?:\.|адение)?|кв(?:\.|артир[аеыу])?|оф(?:\.|ис[аеу]?)?"
    rf"|пом(?:\.|ещени[ея])?|под(?:\.|ъезд[аеу]?)|подъезд|эт(?:\.|аж[аеу]?)?|комн(?:\.|ат[аеы])?|каб(?:\.|инет[аеу]?)?|домофон|код(?:\s+домофона)?|секция"
    rf"|уч(?:\.|аст(?:ок|ке))?|а/я|№){_B}[:№]?{_B}\d{{1,5}}(?:{_B}(?-i:[А-Яа-я])(?!\w))?(?:[/-]\d{{1,4}}[а-я]?)?(?!\w)"
    rf"|\d{{1,4}}(?:{_B}(?-i:[А-Я])(?!\w)|[а-я](?!\w))?(?:{_B}[/-]{_B}\d{{1,4}}[а-я]?)?(?![\w.]\d|\w|{_B}(?:руб|₽|р\.|шт|кг|мин|час|дн|%|м²|м2|кв\.?{_B}м|этаж|-го|го\b|числ|[-–]\d|:\d)))"
)
_INDEX = r"(?<!\d)[1-6]\d{5}(?!\d)"
_TOWN = (
    rf"(?:(?:г(?:\.|ор(?:\.|од[аеу]?))?{_B}|пос\.{_B}|с\.{_B}|дер\.{_B}|р\.?п\.{_B}){_CAP}(?:\s{_CAP})?"
    rf"|(?-i:МСК|СПб|СПБ|Мск|Спб|Екб|ЕКБ|Нск)|{_CAP}(?:\s(?:обл(?:\.|аст[ьи])?|край|кра[яе]|р-н|район[аеу]?|респ(?:\.|ублика)?))|(?:респ(?:\.|ублика)?)\s{_CAP})"
)
_WHERE = rf"(?:(?:{_INDEX}|россия|рф|{_TOWN}|{_CAP}){_C}(?:,{_C})?){{0,5}}"
_NAME = rf"(?:(?:\d{{1,3}}-?(?:я|й|ая|ый|ой|го|ей)?\s)?(?-i:[А-ЯЁ])[\w.-]{{0,25}}(?:\s(?-i:[А-ЯЁ])[\w.-]{{1,25}}|\s(?:лет|года|армии|дивизии)(?:\s{_CAP})?){{0,2}})"
_LOWER_NAME = r"[а-яё]{4,25}(?:ая|ого|ой|ный|ская|ский|ина|ова|ева|ых|а|я|и)"
_ADDRESSES = (
    # «620014, Екатеринбург, ул. Малышева 51, кв. 3», «улице Баумана, дом 7»
    re.compile(
        rf"(?<![\w.-])(?:{_INDEX}{_C})?(?:{_TOWN}{_C}){{0,4}}(?:{_CAP},{_B})?{_STREET}{_B}[«\"]?(?:{_NAME}|{_LOWER_NAME}(?=,?\s?(?:д\.?|дом)?\s?\d))[»\"]?"
        rf"(?:{_C}{_HOUSE}){{0,7}}",
        re.IGNORECASE,
    ),
    # «Ленинский проспект, 45, офис 12», «на Невском пр-те 100»
    re.compile(
        rf"(?<![\w.-])(?:{_INDEX}{_C})?(?:{_TOWN}{_C}){{0,4}}(?:{_CAP},{_B})?(?:\d{{1,3}}-?(?:я|й|ая|ый|ой)\s)?{_CAP}(?:\s{_CAP})?\s{_STREET}(?!\w)(?:{_C}{_HOUSE}){{1,7}}",
        re.IGNORECASE,
    ),
    # «г. Казань, Победы 100-45», «190000, СПб, а/я 25»
    re.compile(
        rf"(?<![\w.-])(?:{_INDEX}{_C}(?:{_TOWN}|{_CAP})|{_INDEX}{_C}{_TOWN}|{_TOWN})(?:{_C}(?:{_TOWN}|{_CAP})){{0,3}}(?:{_C}{_HOUSE}){{1,7}}",
        re.IGNORECASE,
    ),
    # «на Гагарина 15 кв 3», «адрес: Мира 4-17»
    re.compile(
        rf"(?<=\bна\s)(?:{_CAP}\s){{0,1}}{_CAP},?{_B}(?:д\.?{_B}|дом{_B})?\d{{1,4}}[а-я]?(?:/\d{{1,3}})?{_C}(?:(?:кв|под|эт|оф|корп|к|домофон)\w{{0,6}}\.?{_B}\d{{1,4}}{_C}){{1,6}}"
        rf"|(?:адрес\w{{0,2}}(?:\s(?:доставки|объекта|самовывоза|офиса|склада|проживания|прописки|регистрации|мой|такой))?|живу\s(?:на|по)|прописан[а]?\s(?:на|по)|доставк[аиу]\s(?:на|по))[\s:–—-]{{1,4}}"
        rf"\K".replace(r"\K", rf"(?P<at>(?:{_INDEX}{_C})?(?:{_TOWN}{_C}){{0,3}}(?:(?:{_CAP}|{_LOWER_NAME}){_C}){{1,4}}(?:{_HOUSE}{_C}){{1,7}})"),
        re.IGNORECASE,
    ),
    # «кв. 34, подъезд 3, домофон 45»
    re.compile(
        rf"(?<!\w)(?<!\d\s)(?:д(?:ом|\.){_B}\d{{1,4}}[а-я]?(?:/\d{{1,3}})?{_C}(?:{_HOUSE}{_C}){{0,3}})?(?:кв(?:артира)?\.?{_B}№?{_B}\d{{1,4}}(?!\w|[.,]\d|{_B}(?:м|кв|метр)))(?:{_C}(?:(?:под|эт|домофон|код)\w{{0,6}}\.?{_B}\d{{1,5}}к?\d{{0,5}})){{0,4}}",
        re.IGNORECASE,
    ),
    re.compile(r"(?<!\w)(?:индекс\w{0,2}|zip(?:\s?code)?|postcode)[\s:–—-]{1,4}(?P<at>\d{5,6}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2})(?!\w)", re.IGNORECASE),
    re.compile(rf"(?<!\w)(?:{_INDEX}{_C})?(?:{_TOWN}{_C}|{_CAP}{_C})?а/я{_B}№?{_B}\d{{1,5}}", re.IGNORECASE),
    # "221B Baker Street, London NW1 6XE", "ul. Lenina 5, apt. 12"
    re.compile(
        r"(?<![\w.])\d{1,5}(?:-\d{1,4})?[A-Za-z]?\s(?:(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\.?\s)?(?:[A-Z][\w'’.-]{0,20}|\d{1,3}(?:st|nd|rd|th))(?:\s[A-Z][\w'’.-]{1,20}){0,3}?\s"
        r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Way|Court|Ct|Square|Sq|Place|Pl|Terrace|Close|Crescent|Cres|Parkway|Pkwy|Highway|Hwy|Mews|Row|Gardens|Gate|Hill|Circle|Cir|Trail|Loop|Wharf|Quay)\b\.?"
        r"(?:\s(?:N|S|E|W|NE|NW|SE|SW)\b\.?)?(?:,?\s(?:Apt|Apartment|Suite|Ste|Unit|Flat|Floor|Fl|Room|Rm|#)\.?\s?#?\w{1,6}|,?\s#\w{1,6}|,?\s\d{1,3}(?:st|nd|rd|th)\s[Ff]loor){0,2}"
        r"(?:,?[ \n](?:[A-Z][\w'’-]{1,20})(?:\s[A-Z][\w'’-]{1,20}){0,2}(?=,|\s[A-Z]{1,2}\d))?(?:,?\s[A-Z]{2}(?=\s\d{5}|\b[.,]))?(?:,?\s(?:\d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2})\b)?"
    ),
    re.compile(r"\b(?i:apt|apartment|flat)\.?\s#?\d{1,5}[A-Za-z]?\b,?(?:\s\d{1,5}(?:\s[A-Z][\w'’.-]{1,20}){1,3})?"),
    re.compile(r"\b(?i:p\.?\s?o\.?\s?box)\s\d{1,6}(?:,\s[A-Z]\w{1,20})?(?:,?\s[A-Z]{2})?(?:\s\d{5}(?:-\d{4})?)?"),
    re.compile(r"\b(?i:ul\.|ulitsa|prospekt|pr-t|per\.|nab\.)\s[A-Z]\w{1,25}(?:,?\s(?:d\.|dom|bld\.?|kv\.|apt\.?|office)?\s?\d{1,4}\w?){1,4}"),
    re.compile(r"\b[A-Z][a-z]{2,25}\s(?:[Ss]t\.?|[Ss]treet|[Pp]rospekt|[Aa]ve\.?),?\s(?:bld\.?\s|d\.\s)?\d{1,4}\w?(?:,\s(?i:apt|flat|kv|office|of)\.?\s\d{1,4})?"),
    re.compile(r"\b(?:[A-Z]{1,2}\d[A-Z\d]?\s\d[ABD-HJLNP-UW-Z]{2})\b"),
)  # fmt: skip


def addresses_in(text: str) -> Iterator[Secret]:
    """Streets with houses and flats, indexes, boxes; a town alone is nobody's address."""
    for pattern in _ADDRESSES:
        for match in pattern.finditer(text):
            group = "at" if "at" in pattern.groupindex and match["at"] else 0
            start, end = match.span(group)
            written = text[start:end].rstrip(" \t\u00a0\n,.;:")
            if len(written) > 3:
                yield Secret(start, start + len(written), "ADDRESS", folded(written))
