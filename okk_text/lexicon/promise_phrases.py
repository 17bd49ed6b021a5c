"""Words and phrases by which people promise a deed, over folded text."""

from __future__ import annotations

import re
from typing import Literal

DeedKind = Literal["send", "call", "answer", "work", "visit"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _deeds(**lemmas: str) -> dict[str, DeedKind]:
    return {lemma: deed for deed, text in lemmas.items() for lemma in text.split()}  # type: ignore[misc]


DEEDS = _deeds(
    send="прислать отправить выслать направить скинуть переслать приложить кинуть закинуть передать дослать"
    " выставить предоставить дать",
    call="позвонить перезвонить набрать созвониться звякнуть",
    answer="уточнить узнать выяснить проверить вернуться ответить отписаться написать сообщить сказать"
    " спросить согласовать доложить переспросить связаться",
    work="посчитать рассчитать просчитать пересчитать подготовить приготовить собрать составить сделать"
    " оформить подобрать найти заменить исправить доработать внести обновить скорректировать переделать"
    " дополнить доделать запросить заказать подписать оплатить перевести забронировать проработать"
    " нарисовать поправить отдать подать поставить установить",
    visit="приехать прийти подъехать заехать подойти привезти завезти забрать довезти показать",
)
GOING = _deeds(  # present tense that means the future: «завтра отправляю»
    send="отправлять высылать присылать выставлять передавать скидывать пересылать направлять",
    call="звонить перезванивать набирать",
)
PROMISED = _words("обещаю обещаем обязуюсь обязуемся")
COURTESY = _words(
    "извинить извинять простить прощать подождать ждать понять смотреть посмотреть слушать поверить"
    " переживать волноваться беспокоиться пожаловать здравствовать верить дать погодить потерпеть ожидать"
)
# Said and done in one breath: «уточню два момента: …», «передам привет».
PERFORMED = re.compile(
    r"\b(?:уточню|уточним|спрошу|спросим|проверю)\s+(?:\w+\s+){0,2}(?:вещ[ьи]|момент\w*|вопрос\w*|детал\w+)\b|\bпередам\w*\s+(?:\w+\s+){0,3}(?:привет|поклон)"
    r"|\b(?:сдела|да[дс]|дам)\w*\s+(?:\w+\s+){0,3}скидк|\b(?:сразу|честно|прямо|заранее|так)\s+(?:и\s+)?(?:скаж|отвеч|сообщ|уточн)\w+"
)
# What leaves the promise a promise, though it sounds like a condition.
HARMLESS = re.compile(
    r"\bесли\s+что(?:-то)?\b|\b(?:если|if)\s+(?:будут|появятся|возникнут|останутся|there are|you have)?\s*(?:any\s+)?(?:вопрос\w*|questions?)\b"
    r"|\bplease\s+(?:note|find)\b"
)
CONDITION = re.compile(
    r"""(?x)
    \b(?:если|бы|б|иначе|либо|кабы|ежели)\b|\bпри\s+(?:необходимости|желании|условии|заказе|оплате|предоплате|покупке|согласии|подписании)\b
    |\bв\s+(?:случае|противном)\b|\b(?:после|по(?!\sсостоянию)|с\sмомента|через\s.{1,20}после|в\sдень|день\sв\sдень\sпосле)\s+(?:вашего\s+|вашей\s+|полной\s+|внесения\s+|получения\s+|поступления\s+|факту\s+)?(?:\w+\s+)?
      (?:оплат\w+|предоплат\w+|аванс\w*|подписани\w+|подтверждени\w+|согласовани\w+|заявк\w+|обследовани\w+|документ(?:ам|ов)|результатам|платеж\w*)\b
    |\bкак\s+только\s+(?:вы\b|деньги|оплат\w+|оплач\w+|предоплат\w+|аванс\w*|подпиш\w+|подтверд\w+|пришл\w+|получ\w+|согласу\w+|определ\w+|реш\w+|буд\w+\s+(?:оплат|предоплат|аванс)\w*)
    |\bкогда\s+(?:вы\b|скаж\w+|захот\w+|реш\w+|определ\w+|надума\w+|соглас\w+|оплат\w+|будете|деньги)|\bстоит\s+(?:вам\s+)?только
    |\b(?:if|unless|would|could|otherwise|whenever|in\s+case|provided|depending)\b
    |\b(?:once|after|when|as\s+soon\s+as|upon|until)\s+(?:\w+\s+){0,2}(?:you|your|payment|receipt|confirmation|approval|signed|paid|deposit|we\s+(?:have|get|receive)|i\s+(?:have|get|receive))\b
    """
)
ABILITY = re.compile(
    r"""(?x)
    \b(?:обычно|всегда|как\s+правило|любо[йемгу]\w*|любы[емх]\w*|любую|любая|каждый|каждую|каждое|каждому|ежедневно|ежемесячно|еженедельно|по\s+всей\s+(?:россии|стране)
      |по\s+(?:вашему\s+)?(?:запросу|требованию|желанию)|в\s+кратчайшие\s+сроки|могу|можем|умеем|(?<!будет\s)(?<!будут\s)(?:готовы|готов|готова)|хотел\w*|планировал\w*)\b
    |\b(?:usually|always|normally|typically|on\s+request|any\s+time|anytime|every|each|can)\b
    """
)
SUBORDINATE = re.compile(
    r"\s*(?:и\s+)?(?:когда|как\sтолько|прежде|пока|после\sтого|чтобы|котор\w+|где|куда|зачем|почему|кому|чем|сколько|пусть|when|before|after|until|that|which|so\sthat|while)\b"
)
# A promise without «я»: the thing itself comes.
_GOODS = r"(?:кп|предложение|договор|счет|смета|расчет\w*|проект|макет|ответ|документы|план|коммерческое\s+предложение|выписка|акт|презентация|ссылка|фото)"
COMES = re.compile(
    rf"\b{_GOODS}\s+(?:\w+\s+){{0,2}}(?:придет|будет|будут|уйдет|поступит)\b|\b(?:будет|будут|придет|уйдет)\s+(?:у\s+вас\s+|вам\s+)?(?:\w+\s+)?{_GOODS}\b"
    rf"|\bу\s+вас\s+будет\s+(?:\w+\s+)?{_GOODS}\b|\bвы\s+получите\s+(?:\w+\s+)?{_GOODS}\b"
    r"|\b(?:будет|будут)\s+(?:у\s+вас|готов[аоы]?)\b"
)
NOW = re.compile(
    r"\b(?:сейчас|щас|прямо\s+сейчас|сию\s+минуту|через\s+минут[уы]|минут\w*\s+через\s+\w+|к\s+вечеру|вечером|right\s+(?:now|away)|in\s+a\s+(?:minute|moment|sec)|straight\s+away|shortly)\b"
)
# Things of a kind that «мы» promise to send to this very reader, not to everyone.
THINGS = _words(
    "кп предложение договор счет смета расчет презентация каталог прайс фото фотография видео ссылка"
    " реквизит акт накладная трек инструкция образец список файл макет чертеж схема план доступ контакт"
    " скан документ выписка карта программа график отчет письмо пример приглашение адрес номер эскиз сравнение ответ решение выдержка анкета бриф"
)
NO_THINGS = _words(
    "день неделя месяц год час минута утро вечер обед ночь завтра сегодня понедельник вторник среда четверг"
    " пятница суббота воскресенье январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь"
    " декабрь конец начало срок время раз число половина середина рабочий спасибо минутка пара течение"
    " человек дело курьер водитель менеджер коллега бухгалтер случай компания вид слово почта телефон вопрос итог"
    " tomorrow today monday tuesday wednesday thursday friday saturday sunday noon week month hour morning"
    " afternoon evening with from have this that your them will also then they over each minutes days"
    " before after until both right away soon over shortly back know next email mail phone time here"
    " once just into when what some more"
)
ENGLISH = re.compile(
    r"\b(?:(?:i|we)(?:'ll|\s+will|\s+shall|'m\s+going\s+to|\s+am\s+going\s+to|\s+are\s+going\s+to)"
    r"|let\s+me|^will(?=\s+do\b)|you(?:'ll|\s+will)(?=\s+(?:get|have|receive)\b))\s+"
    r"(?:(?:then|also|just|personally|both|definitely|quickly|be\s+sure\s+to|make\s+sure\s+to|go\s+and)\s+)*(?P<rest>[^\n]+)"
)
COMES_ENGLISH = re.compile(
    r"\b(?:the|your|our|a|an)\s+(?P<thing>(?:\w+\s+){0,2}?\w+)\s+(?:follows|will\s+follow|will\s+be\s+(?:here|there|with\s+you|ready|in\s+your))\b"
)
# Pattern of the deed, its kind, whether a day must be named.
ENGLISH_DEEDS: tuple[tuple[re.Pattern[str], DeedKind, bool], ...] = tuple(
    (re.compile(pattern), deed, needs_day)
    for pattern, deed, needs_day in (
        (r"(?:give|drop)\s+(?:you|him|her|them)\s+a\s+(?:call|ring|bell)\b", "call", False),
        (r"(?:call|ring|phone)\b(?!\s+it)", "call", False),
        (
            r"(?:send|email|e-mail|forward|mail|text|share|attach|post)\s+(?:you|it|them|over|the|a|an|your|our|this|that|his|her|both|all|across|through|some|when)\b",
            "send",
            False,
        ),
        (r"(?:get|have|receive)\s+(?:you\s+)?(?:the|a|an|it|your|our)\b", "send", True),
        (
            r"(?:get\s+back|come\s+back|let\s+you\s+know|check|find\s+out|confirm|follow\s+up|double-check|look\s+into|update\s+you|report\s+back)\b",
            "answer",
            False,
        ),
        (r"(?:write|reply|answer|message|ask|tell)\b", "answer", True),
        (
            r"(?:prepare|draft|do|put\s+together|work\s+out|finish|fix|revise|update|quote|make|ship|order|pay|sign|transfer|arrange|book)\b",
            "work",
            True,
        ),
        (
            r"(?:be\s+(?:there|at|with)|come|visit|drop\s+(?:by|in|off)|stop\s+by|bring|deliver|collect|pick\s+up)\b",
            "visit",
            True,
        ),
    )
)
