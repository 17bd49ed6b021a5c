"""Who sells and who buys, guessed from what they write: for exports without a staff list."""

from __future__ import annotations

import re
from collections.abc import Iterable

from okk_text.conversation.model import Conversation, Message

Author = tuple[str, str | None]  # name and address, as in a message

FREE_MAIL = frozenset(
    "gmail.com googlemail.com mail.ru bk.ru list.ru inbox.ru internet.ru yandex.ru ya.ru yandex.com "
    "yandex.kz yandex.by rambler.ru lenta.ru ro.ru icloud.com me.com mac.com outlook.com hotmail.com "
    "live.com msn.com yahoo.com proton.me protonmail.com ukr.net i.ua tut.by gmx.de gmx.net web.de "
    "aol.com vk.com".split()
)
_SELLS = re.compile(
    r"\bмы\s+(?:предлагаем|делаем|работаем|занимаемся|производим)|\bпредлага(?:ем|ю)\b"
    r"|благодар\w+\s+(?:вас\s+)?за\s+(?:обращение|заявку|интерес|запрос)|спасибо\s+за\s+(?:заявку|запрос|обращение)"
    r"|коммерческо\w+\s+предложени|\bКП\b|во\s+вложении|прикладываю|направля(?:ю|ем)|\bпосчитаю|рассчита(?:ю|ем|ла|л)"
    r"|(?:счёт|счет|договор)\w*\s+(?:пришл|отправ|выстав|подготов)|наш\w*\s+(?:менеджер|специалист|мастер|замерщик)"
    r"|как\s+(?:я\s+)?(?:могу\s+)?к\s+вам\s+(?:можно\s+)?обращаться|чем\s+(?:могу|можем)\s+помочь|у\s+нас\s+(?:есть|в\s+наличии)"
    r"|записал[аи]?\s+вас|запиш(?:у|ем)\b|подберу|подбер[её]м|доставим|привез[её]м|забронир\w+|замер\w*\s+бесплатн"
    r"|ваш(?:ему|у|ей|его)?\s+(?:запрос|заявк|заказ|обращени)|скидк\w+\s+\d|акци[яию]\b|под\s+ключ"
    r"|наш(?:а|ей|и|им)?\s+(?:компани|команд|предложени|фирм)|имеем\s+опыт|\bпрода[её]м\b|не\s+прода[её]м"
    r"|могу\s+(?:прислать|показать|разобрать|предложить|рассчитать)|рад[аы]?\s+приветствовать"
    r"|thank(?:s|\s+you)\s+for\s+(?:reaching|your\s+(?:inquiry|enquiry|interest|request))|our\s+(?:quote|team|price|proposal)"
    r"|please\s+find\s+(?:the\s+)?(?:attached|enclosed|our)|we\s+(?:offer|can\s+(?:offer|deliver|ship))|how\s+can\s+i\s+help"
    r"|(?:\d[\d  ]*\s?(?:₽|руб|тг|\$|€)|\$\s?\d)",
    re.IGNORECASE,
)
_BUYS = re.compile(
    r"сколько\s+(?:стоит|будет|это)|\bпоч[её]м\b|как(?:ая|ова)\s+(?:цена|стоимость)|\bцена\?|интересует|\bинтересуюсь"
    r"|\bнуж(?:ен|на|но|ны)\b|\bхо(?:чу|тим|тел)\b|\bищ(?:у|ем)\b|можно\s+(?:ли\s+)?(?:заказать|записаться|узнать)"
    r"|дорог(?:о|овато)|подума(?:ю|ем)|оплатил|подписал[аи]?\b|посоветуюсь|пришлите|скидк[уа]\s*\??$|\bбер[уё]м?\b"
    r"|\bвы\s+(?:прода|дела|занима|произв|возь|работ)\w+|возьм[её]тесь|требуется|арендуем|(?:выбрали|нашли)\s+друг"
    r"|how\s+much|we\s+need|i\s+need|looking\s+for|too\s+(?:expensive|pricey|long)|can\s+you\s+(?:do|send|deliver)|do\s+you\s+(?:have|sell|ship)"
    r"|we\s+are\s+(?:looking|a)\b",
    re.IGNORECASE,
)
_PRESENTS_FIRM = re.compile(
    r"(?:меня\s+зовут|это|my\s+name\s+is|this\s+is|i['’]?\s*a?m)\s+[^.!?\n]{2,40}?[,.\s]\s*(?:я\s+)?"
    r"(?:из\s|компани|агентств|студи|магазин|фирм|клиник|школ|менеджер|from\s|with\s|at\s)",
    re.IGNORECASE,
)
_COMPANY_NAME = re.compile(
    r"[|]|«|менеджер|администратор|консультант|поддержк|отдел|салон|магазин|сервис|студия|клиника"
    r"|агентство|школа|центр|типография|\b(?:ооо|ип|manager|sales|support|info|shop|studio)\b",
    re.IGNORECASE,
)
_POSITION = re.compile(
    r"менеджер|отдел\w*\s+(?:продаж|сбыта)|по\s+продажам|по\s+работе\s+с\s+клиентами|sales|account\s+manager",
    re.IGNORECASE,
)
_BUYER_POSITION = re.compile(r"снабжени|закуп|purchas|procurement|buyer", re.IGNORECASE)


def guessed_managers(conversation: Conversation) -> frozenset[Author]:
    """The authors who most likely sell: at least one where two or more people write."""
    authors = list(dict.fromkeys((m.author, m.address) for m in _human(conversation.messages)))
    points = {author: _points(conversation, author) for author in authors}
    if not points:
        return frozenset()
    if len(authors) == 1:
        return frozenset(authors) if points[authors[0]] > 0 else frozenset()
    best = max(authors, key=lambda author: points[author])
    domain = corporate_domain(best[1])
    return frozenset(
        a for a in authors if a == best or (domain and corporate_domain(a[1]) == domain)
    )


def corporate_domain(address: str | None) -> str | None:
    """The domain of a firm's address; None for phones and for mail services open to everybody."""
    domain = (address or "").rpartition("@")[2].casefold() if "@" in (address or "") else ""
    return domain if domain and domain not in FREE_MAIL else None


def _points(conversation: Conversation, author: Author) -> float:
    """Signs of a seller less signs of a buyer."""
    written = [m for m in _human(conversation.messages) if (m.author, m.address) == author]
    text = "\n".join(message.own_text for message in written)
    signature = "\n".join(message.signature for message in written)
    points = 1.0 * min(len(_SELLS.findall(text)), 5) - 1.5 * min(len(_BUYS.findall(text)), 4)
    points += 2.0 * bool(_PRESENTS_FIRM.search(text[:2000]))
    points += (2.0 if conversation.medium == "chat" else 0.5) * bool(
        _COMPANY_NAME.search(author[0])
    )
    points += 2.0 * bool(_POSITION.search(signature)) - 2.0 * bool(
        _BUYER_POSITION.search(signature)
    )
    points += 1.0 * bool(corporate_domain(author[1]))
    if conversation.owner in author:
        points += 4.0
    first = next(iter(_human(conversation.messages)))
    return points - 1.0 * ((first.author, first.address) == author)


def _human(messages: Iterable[Message]) -> list[Message]:
    return [m for m in messages if m.role not in ("system", "bot") and not m.auto]
