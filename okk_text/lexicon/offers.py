"""Offers: a text that names a price for this client's own order, a file that is a proposal."""

from __future__ import annotations

import re

from okk_text.lexicon.cues import PRICE
from okk_text.lexicon.texts import Text

LONGEST = 1500  # characters of a sentence that are looked at; what is longer is no prose
SMALLEST = 1000  # a sum in roubles below this is a fee beside the order, unless it is the total


def offers_price(text: str, *, asked: bool = False, rates: bool = True) -> bool:
    """Whether the text names what the client's order costs: not a range, not «от 3 200 ₽», not a fee.

    `asked`: the client has just asked for the price, so a bare number can be it; `rates`: a price
    for a piece, a lesson or an hour counts too.
    """
    read = Text(text, "ru")
    sentences = [read.folded[start : min(end, start + LONGEST)] for start, end in read.sentences]
    if not rates and not _gives_options(sentences):
        sentences = [s for s in sentences if _TOTAL.search(s) or not _RATE.search(s)]
    if not asked:
        sentences = [s for s in sentences if _TOTAL.search(s) or not _STOCK.search(s)]
    return any(_offers(sentence, asked=asked) for sentence in sentences)


def _gives_options(sentences: list[str]) -> bool:
    """Whether two prices are named for the client's own scope: «для ваших касс: базовый … полный …»."""
    return any(
        _SCOPE.search(s) and sum(_is_concrete(m, s, total=False) for m in PRICE.finditer(s)) > 1
        for s in sentences
    )


def promised_file(text: str) -> bool:
    """Whether the text says that a proposal is attached: «КП во вложении», "quote attached"."""
    return bool(_ATTACHED.search(Text(text, "ru").folded))


def is_estimate_file(name: str) -> bool:
    """Whether the file is a proposal, a quote or an estimate by its name."""
    written = Text(name.replace("_", " "), "ru").folded
    return bool(_ESTIMATE.search(written)) and not _SAMPLE.search(written)


def is_contract_file(name: str) -> bool:
    """Whether the file is a contract by its name."""
    written = Text(name.replace("_", " "), "ru").folded
    return bool(_CONTRACT.search(written)) and not _SAMPLE.search(written)


def is_invoice_file(name: str) -> bool:
    """Whether the file is an invoice by its name."""
    return bool(_INVOICE.search(Text(name.replace("_", " "), "ru").folded))


def _offers(sentence: str, *, asked: bool) -> bool:
    if _PAYING.search(sentence):
        return False
    prices = [*PRICE.finditer(sentence), *_GROUPED.finditer(sentence)]
    if asked and not prices:
        prices = [*_BARE.finditer(sentence)]
    total = bool(_TOTAL.search(sentence))
    return any(_is_concrete(match, sentence, total=total) for match in prices)


def _is_concrete(match: re.Match[str], sentence: str, *, total: bool) -> bool:
    before = sentence[max(0, match.start() - 32) : match.start()]
    after = sentence[match.end() : match.end() + 16]
    if _FROM.search(before) or _RANGE_AFTER.match(after) or _RANGE.search(match[0]):
        return False
    if _FEE.search(before) or _OTHERS.search(before):
        return False
    digits = re.sub(r"\D", "", match[0])
    if not digits:
        return False
    foreign = re.search(r"[$€£]|eur|usd|gbp|тыс|млн|к\b", match[0])
    return total or bool(foreign) or int(digits) >= SMALLEST or bool(_UNIT.match(after))


_GROUPED = re.compile(r"(?<![\d+-])\d{1,3}(?:\s\d{3})+(?![\d-])|(?<![\d.,+])\d{5,7}(?!\d)")
_BARE = re.compile(r"(?<![\d.,+])\d{4,7}(?!\d)|(?<![\d.,+])\d{2,3}(?:\s\d{3})?(?=\s*(?:$|[,.]))")
_TOTAL = re.compile(
    r"\b(?:итого|всего|под ключ|за (?:весь|все|всю)|выходит|выйдет|получ[аи]ется|обойдется|составит|comes to|total|in all|all in)\b"
)
_RATE = re.compile(
    r"(?:/|за\s+(?:1\s*|один\s+|одну\s+)?)(?:м²|м2|кв|кг|шт\w*|метр|час|смену|урок|занятие|прием|человека|литр|тонну|куб|сутки|визит)|\b(?:смена|урок|прием|занятие|анализ|консультация)\b|\bper\s+(?:hour|kg|unit|lesson|visit|piece)|[34]?\s\d{3}\s*(?:₽|руб\w*)?\s+в\s+месяц"
)
_SCOPE = re.compile(
    r"\b(?:для|под|на|по|за)\s+(?:ваш\w*|твои\w*)\b|\b(?:для|на)\s+(?:\d+|двух|двоих|трех|троих|четверых|семьи)\b|\bfor\s+your\b"
)
_STOCK = re.compile(
    r"\b(?:есть\s+(?:на\s+складе|в\s+наличии)|в\s+наличии|на\s+складе\s+(?:есть|\d)|in\s+stock)\b"
)
_FROM = re.compile(
    r"(?:\bот|\bдо|\bпримерно|\bоколо|\bпорядка|\bориентир\w*|\bобычно|\bв среднем|\bне менее|\bне меньше|\bминимум|\bнач[аи]\w*|\bfrom|\bup to|\babout \w+ to|\bstarting at|\baround|\bbetween|\bat least|\bless than|\bплюс|\+|\bминус|\bminus|\bна)\s*(?:[$€£]\s?)?$"
    r"|\d\s*(?:[-–—]|до|to)\s*(?:[$€£]\s?)?$"
)
_RANGE = re.compile(r"\d\s*[-–—]\s*\d")
_RANGE_AFTER = re.compile(r"\s*(?:[-–—]|до|to)\s*[$€£]?\d")
_FEE = re.compile(
    r"\b(?:предоплат\w*|аванс\w*|залог\w*|депозит\w*|бронь|доставк\w*|выезд\w*|замер\w*|скидк\w*|дешевле(?: на)?|дороже(?: на)?|штраф\w*|пен[ияю]\w*|эконом\w*|пробн\w* \w+|консультаци\w*|диагностик\w*|бюджет\w*|клише|разниц\w*|лимит\w*|первый плат\w*|first payment|deposit|delivery|discount|setup fee|save\w*|saving\w*|penalty|trial|shipping)\b[^.!?;]{0,12}$"
)
_OTHERS = re.compile(
    r"\b(?:у (?:них|других|конкурент\w+)|сосед\w*|they|other|another|чуж\w+|за (?:эти|ваши))\b[^.!?;]{0,24}$"
)
_UNIT = re.compile(
    r"\s*(?:за (?:шт|штуку|кг|пару|комплект|набор|экземпляр|короб\w*)|/\s?шт|per (?:piece|unit|guest|person))"
)
_PAYING = re.compile(
    r"\b(?:счет|оплатите|оплатить|внесите|переведите|реквизиты|invoice|please pay|штраф\w*|компенс\w+|теря\w+ (?:около )?\d)\b"
)
_ATTACHED = re.compile(
    r"\b(?:кп|смет[ауы]|расчет|предложение|калькуляци\w+|quote|proposal|estimate|offer)\b[^.!?\n]{0,50}(?:во вложении|в файле|внутри|прикладываю|прикрепл\w+|attached|enclosed|№)|(?:направля\w+|отправля\w+|прикладыва\w+|высыла\w+|attached|here is|here's|во вложении|enclosed)[^.!?\n]{0,30}\b(?:кп|коммерческое предложение|смет\w+|расчет|quote|proposal|estimate|offer)\b"
)
_ESTIMATE = re.compile(
    r"(?:^|[^а-яa-z])(?:кп|коммерческое|ком\.?\s?предложение|предложение|смет[аы]|расчет\w*|калькуляц\w+|проект|proposal|quote|quotation|estimate|offer)(?=[^а-яa-z]|$)"
)
_CONTRACT = re.compile(r"(?:^|[^а-яa-z])(?:договор\w*|contract|agreement)(?=[^а-яa-z]|$)")
_INVOICE = re.compile(r"(?:^|[^а-яa-z])(?:счет|invoice)(?=[^а-яa-z]|$)")
_SAMPLE = re.compile(
    r"образец|шаблон|пример(?!ов)|прайс|каталог|презентац|программа|sample|template|price-?list|catalog|п\s?\d+\.\d"
)
