"""Signs of where a deal stands: a price named or asked for, a proposal sent, a doubt, an agreement."""

from __future__ import annotations

import re

from okk_text.lexicon.texts import folded

_AMOUNT = r"\d[\d\s.,]{0,14}\d|\d"
_CURRENCY = (
    r"(?:₽|руб(?:л\w*)?\b|р\.|р\b|тг\b|₸|тенге\b|\$|€|£|₴|сум\b|eur\b|usd\b|gbp\b|euros?\b|dollars?\b|pounds?\b"
    r"|тыс\w*\b|т\.\s?р|млн\b|к\b(?!\w))"
)
PRICE = re.compile(
    rf"(?:{_AMOUNT})\s*(?:000\s*)?{_CURRENCY}|[$€£₽]\s?\d[\d,.]*|\b(?:eur|usd|gbp)\s?\d[\d,.]*"
)
_BIG_NUMBER = re.compile(r"(?<![\d+-])\d{1,3}(?:\s\d{3})+(?![\d-])|(?<!\d)\d{5,7}(?!\d)")
_PRICE_WORD = re.compile(
    r"\b(?:цен[аыу]|стоит|стоят|стоимость|обойдется|выйдет|выходит|получ[аи]ется|итого|всего|прайс|ставка|тариф|costs?|price|total|fee|rate|comes to)\b"
)
_PRICE_ASKED = re.compile(
    r"\b(?:цен[аыуе]|ценник|стоит|стоят|стоимост[ьи]|сколько(?!\s+(?:\w+\s+)?(?:гост|челов|мест|дней|дня|лет|времени|часов|минут|ждать|ехать|метр|ткани|весит|занима|длит|этаж|комнат|раз\b|штук|уходит|нужно|надо|идет|идти|готов|осталось))|скока|почем|прайс|по деньгам|расценк\w+|бюджет|how much|price|pricing|cost|costs|charge|quote|rates?)\b"
)
_DOUBT = re.compile(
    r"""(?x)
    \bдорог(?:о|ая|ой|ие|овато|оват\w*)\b|\bмноговато|\bкусается|\bне\s+потян\w+|\bне\s+по\s+карману|\bперебор\b|\bдешев(?:ле|ые|ый)\b|\bскид(?:к\w+|ос\w*|очк\w+)\b|\bуступ\w+|\bторг\b
    |\bподума(?:ю|ем|ть)\b|\bпосовет\w+|\bпосоветоваться|\bобсуд(?:им|ить|ю)\b|\bрешаю\s+не\s+я|\bрешает\b|\bне\s+я\s+решаю|\bпротив\b|\bсогласова(?:ть|ю|ем)\b
    |\bне\s+уверен\w*|\bсомнева\w+|\bбоюсь|\bбоимся|\bбоится|\bопаса\w+|\bвдруг\b|\bнасторажив\w+|\bсмуща\w+|\bрискова\w*|\bриск\b|\bгаранти[ияй]\w*|\bотзыв\w+|\bобман\w*|\bкинут\b|\bне\s+верю
    |\bа\s+если\b|\bу\s+(?:конкурент\w+|других|сосед\w+|знаком\w+|друг\w+)\b|\bв\s+друг(?:ой|ом|ую)\s+(?:фирм|компан|мест|клиник|контор|школ)\w*|\bеще\s+одна\s+(?:контора|фирма|компания)
    |\b(?:сосед|знаком\w+|друг\w*)\b.{0,30}\bза\s+\d|\bза\s+\d[\d\s]*(?:тыс|к|т)?\s*(?:ставил|делал|считают|предлага|посчитал|берут|всё|все)\w*|\bпредлага(?:ет|ют)\b|\bза\s+что\s+(?:разница|перепла)|\bпочему\s+(?:так|это|такая|такой)\b
    |\bне\s+(?:нужно|надо|интересно|актуально|подходит|подойдет|устраивает|пойдет|годится|готов\w*|хотим|успе\w+)\b|\bпока\s+не\b|\bне\s+сейчас\b|\b(?:долго|поздно|поздновато|впритык)\b|\bпотом\s+как-нибудь
    |\bсправ(?:люсь|имся)\b|\bтендер\w*|\bсравни(?:ваем|м|ть|ваю)\b|\bбюджет\s+(?:у\s+нас|до|огранич|\d)|\bкуда\s+такая\b|\bподешевле|\b(?:другие|остальные|везде|соседи|все)\s+(?:\w+\s+)?(?:берут|просят|делают|считают|предлагают|продают)\b|\bпоторг\w+|\b(?:скинете|скинуть|сбавите|уступите)\b(?=[^.!]*(?:цен|немн|чуть|\?|тыс|руб))|\b(?:вчера|раньше|сначала|прошлый\s+раз)\s+(?:\w+\s+){0,2}(?:говорили|было|называли|стоил[аио]?|писали)\b|^\W*(?:ого|ничего\s+себе|офигеть|ого-го|ох|ох\s+ты|однако|wow|ouch|yikes)\b|\bмне\s+не\s+горит|\bуже\s+есть\s+(?:поставщик|подрядчик|мастер|\w+\s+фирма)
    |\bсам\w?\s+(?:напишу|напишем|позвоню)|\bдоверия\b|\bвы\s+же\s+(?:говорили|обещали|писали)|\?\?|\b(?:нам|мне)\s+\d[\d\s,]*(?:тыс\w*\s|к\s|млн\s)?(?:\w+\s){0,3}(?:считают|предлаг|дают|ставят|посчитали|обещ)|\bподорожал\w*
    |\b(?:expensive|steep|pricey|cheaper|discount|too\s+much|too\s+long|too\s+late|too\s+high|lower\s+price|more\s+than\s+(?:i|we)|over\s+(?:our\s+)?budget|can't\s+afford)\b
    |\bthink\s+(?:about|it\s+over)|\bcheck\s+with\b|\btalk\s+(?:it\s+over|to\s+my|with\s+my)|\brun\s+(?:it|this)\s+by|\bdiscuss\s+with|\bnot\s+sure\b|\bconcern\w*|\bworri\w+|\bguarantee\w*|\brisk\w*|\bafraid\b
    |\b(?:other|another)\s+(?:place|company|firm|vendor|supplier|agency|quote)|\bquoted\b|\bdon't\s+need|\bhappy\s+with\b|\bnot\s+(?:now|interested|ready)|\bcompar\w+|\bhow\s+do\s+i\s+know|\bis\s+better\s+for\s+me|\bwhy\s+should\b|\bwe\s+pay\b
    """
)
_AGREED = re.compile(
    r"""(?x)
    \b(?:берем|беру|возьмем|возьму|бронируем|бронируйте|оформляйте|оформляем|заказываем|запускайте|запускаем|выставляйте|записывайте|запишите|готовьте|делайте|делаем|ставьте|ставим|включайте|повторяйте|закрепляйте|отгружайте)\b
    |\b(?:оплатил\w*|оплачен\w*|оплатим|перевел\w*|подписал\w*|подписан\w*|согласовано|согласовали|согласн\w+|подтвержда\w+|утвержда\w+|утвердили|договорились|годится|подходит|устраивает|договор\s+(?:давайте|шлите)|счет\s+(?:шлите|жду))\b(?!\s*\?)
    |\b(?:paid|signed|deal|agreed|go\s+ahead|we\s+accept|i\s+accept|book\s+it|works\s+for\s+(?:me|us)|send\s+the\s+(?:invoice|contract)|we'll\s+take|i'll\s+take|confirmed?)\b
    """
)
_YES = re.compile(
    r"\b(?:подойдет|удобно|нормально|давайте|хорошо|приезжайте|приходите|звоните|жду|ждем|записал\w*|ок(?:ей)?|да|угу|ага|бронируй\w*|отлично|договор\w+|works|fine|sounds good|yes|perfect|ok|sure|please send|go for)\b"
)
_DELIVERED = re.compile(
    r"\b(?:во вложении|прикладыва\w+|прилож\w+|прикрепл?я?\w+|отправил\w*|выслал\w*|отправля\w+|высыла\w+|реквизиты|вот\b|фото в файле|attached|here (?:is|are)|sent you)\b"
)
_REFUSED = re.compile(
    r"\bвынуждены\s+отказать\w+|\bотказаться\s+от\b|\bвыбрали\s+друг|\bзакрывайте\b|\bобратил\w+ (?:в|к) друг\w+|\b(?:нашл[аи]|нашел|выбрали|выбрал\w*|решили|взял\w*) (?:друг\w+|у других|в другом|обойтись|своими)|\bобойд\w+сь\b|\bотказ(?:ываемся|алась|ался|ались)\b|\bуберите (?:мой|наш)|\bбольше не пишите|\bнет,? спасибо"
    r"|\b(?:gone|went) (?:for|with) (?:the|an)other|\bwe've (?:gone|chosen|decided on)|\bno,? thanks?\b|\bremove (?:me|my)|\bfound (?:an)?other"
)
_CONCLUDES = re.compile(
    r"\bудачи\b|\bвсего (?:доброго|хорошего|наилучшего)|\bхорошего (?:дня|вечера|сезона|отдыха)|\bпоздравля\w+|\bспасибо,? что (?:написал|ответил|предупред|выбрал)\w+|\bза обратную связь|^(?:ясно|понял[аи]?|принято|принял[аи]?|записал[аи]?|договорились|услышал[аи]?)\b"
    r"|\b(?:встречаемся|увидимся|до (?:встречи|завтра|понедельника|вторника|среды|четверга|пятницы|субботы))\b|\bgood luck\b|\ball the best\b|\bhave a (?:great|good|lovely|nice)|\bthanks for letting me know|\bsee you\b"
)
_NEGATED = re.compile(
    r"\bне\s+(?:подходит|устраивает|годится|согласн\w+|берем|беру)\b|\bесли\s+(?:берем|возьму|возьмем|подходит)"
)
_SETTLED = re.compile(
    r"\b(?:оплатил\w*|оплачено|перевел\w*|подписал\w*|подписано|купил\w*|paid|signed)\b|\bспасибо за (?:оплату|покупку|заказ)|\b(?:вижу|получил\w*|пришла|видим) (?:вашу )?(?:оплат\w+|платеж\w*)|\bоплата пришла"
)
_DEFERRED = re.compile(
    r"\bподума(?:ю|ем|ть)\b|\bпосовет\w+|\b(?:напиш|отпиш|сообщ|верн|перезвон|ответ)\w*\s+(?:позже|потом|на неделе|как)|\bвернусь\b|\bобсуд(?:им|ить|ю)\b|\bпосмотр(?:ю|им)\b|\bthink about\b|\bget back to you\b|\blet me check\b"
)
_DOCUMENT = re.compile(
    r"(?:^|[^а-яa-z])(?:кп|коммерческое|ком_?предложение|предложение|смет[аы]|расчет\w*|калькуляц\w+|счет|договор\w*|проект|proposal|quote|quotation|estimate|offer|invoice|contract|agreement)(?=[^а-яa-z]|$)"
)
_SAMPLE = re.compile(
    r"образец|шаблон|пример|прайс|каталог|презентац|программа|sample|template|price-?list|catalog|dpa"
)


def names_price(text: str, *, asked: bool = False) -> bool:
    """Whether a sum is named; `asked`: the client has just asked for one, so any number is it.

    Unasked, a small sum beside the order («парковка 300 ₽») is none.
    """
    written = folded(text)
    written = _THRESHOLD.sub(" ", written)
    sums = [match[0] for match in PRICE.finditer(written)]
    if any(asked or _is_big(sum_) for sum_ in sums):
        return True
    if _PRICE_WORD.search(written) and _BIG_NUMBER.search(written):
        return True
    return bool(_BIG_NUMBER.search(written)) or (asked and bool(_ANY_SUM.search(written)))


_THRESHOLD = re.compile(
    r"\b(?:over|above|under|свыше|больше|дороже|бесплатно\s+(?:от|при\s+заказе)|(?:при\s+)?(?:заказе|сумме|чеке)\s+от)\s+(?:[$€£]\s?)?\d[\d\s.,]*\d?\s*(?:₽|руб\w*|р\b|тыс\w*|к\b)?"
)
BIG = 2000


def _is_big(sum_: str) -> bool:
    """Whether it is more than a fee; thousands («12 к») and other money than roubles always are."""
    digits = re.sub(r"[.,]\d{1,2}(?!\d)|\D", "", sum_)
    return not re.search(r"₽|руб|р\b|р\.", sum_) or int(digits or 0) >= BIG


_ANY_SUM = re.compile(
    r"(?<![\d:.,/№-])\d{2}[\d\s.,]*(?![\d:%])(?!\s*(?:мин|час|дн|день|сут|недел|мес|лет|год|м²|м2|м\b|см|мм|км|кг|гр?\b|л\b|шт|чел|мест|числ|янв|фев|мар|апр|ма[яй]|июн|июл|авг|сент|окт|нояб|дек|days?|weeks?|min|hours?|am\b|pm\b))"
)


def asks_price(text: str) -> bool:
    """Whether the client wants to know what it costs."""
    return bool(_PRICE_ASKED.search(folded(text)))


def doubts(text: str) -> bool:
    """Whether the client objects: price, time, trust, a competitor, no need, somebody else decides."""
    return bool(_DOUBT.search(_RETURNS.sub(" ", folded(text))))


_RETURNS = re.compile(r"\bесли\s+(?:\w+\s+)?не\s+(?:подойд|понрав|устро)\w*(?=[^.!\n]{0,40}\?)")


def objects(text: str) -> bool:
    """Whether the doubt is more than a plain question («А если дождь?», «Гарантия есть?»)."""
    written = folded(text)
    return bool(_DOUBT.search(_WONDERS.sub(" ", written) if "?" in written else written))


_WONDERS = re.compile(
    r"\b(?:а\s+если|вдруг|гаранти[яию]\w*|отзыв\w*|guarantee\w*)\b(?=[^.!?\n]{0,60}(?:\?|$))"
)


def defers(text: str) -> bool:
    """«Подумаю», «посоветуюсь», "let me check"."""
    return bool(_DEFERRED.search(folded(text)))


def agrees(text: str) -> bool:
    """Whether the client says yes to something: «берём», «подходит», «оплатили»."""
    return bool(_AGREED.search(_NEGATED.sub(" ", folded(text))))


def is_yes(text: str) -> bool:
    """Whether the client goes along with what was proposed: «удобно», «подойдёт», "fine"."""
    return agrees(text) or bool(_YES.search(_NEGATED.sub(" ", folded(text))))


def delivers(text: str) -> bool:
    """Whether the client gives what was asked of them: «во вложении», "attached"."""
    return bool(_DELIVERED.search(folded(text)))


def refuses(text: str) -> bool:
    """Whether the client is gone: «обратились в другую компанию», "we went with another firm"."""
    return bool(_REFUSED.search(folded(text)))


def parts_politely(text: str) -> bool:
    """Whether the answer to a refusal is a kind one: «поняла вас, удачи», not a sneer."""
    return bool(_POLITE.search(folded(text))) and not _SNEER.search(folded(text))


_POLITE = re.compile(
    r"\b(?:спасибо|благодар\w+|понял[аи]?|понимаю|понимаем|поняли|понятно|ясно|как скажете|удалю|уберу|закрыл\w*|закрываю|больше не (?:побесп|буд)\w*|жаль|удач\w*|успех\w*|желаем|желаю|рад[аы]?|хорошо|ок|принят[оа]|принял[аи]?|уважа\w+|удалил\w*|отменил\w*|вернем|thank\w*|thanks|good luck|all the best|understood|understand|no problem|sorry|appreciate|wish)\b"
)
_SNEER = re.compile(
    r"\b(?:пожале\w+|ваше право|ваш выбор|скуп\w+|дважды|посмотрим,? как|потом не|не жалуйтесь|прибежите|вернетесь|regret|up to you|your loss|good luck with that|you'll be back)\b"
)


def concludes(text: str) -> bool:
    """Whether the writer only closes the matter: «удачи», «до встречи», "thanks for letting me know"."""
    return bool(_CONCLUDES.search(folded(text)))


def settles(text: str) -> bool:
    """Whether the deal is done by this: paid or signed."""
    return bool(_SETTLED.search(folded(text)))


def is_proposal_file(name: str) -> bool:
    """Whether a file's name is that of a proposal, an estimate, an invoice or a contract."""
    written = folded(name).replace("_", " ")
    return bool(_DOCUMENT.search(written)) and not _SAMPLE.search(written)
