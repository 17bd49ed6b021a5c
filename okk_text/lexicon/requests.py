"""What a text asks of its reader: actions, closing questions, questions, open-ended invitations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from okk_text.conversation.names import is_given_name
from okk_text.lexicon import verbs
from okk_text.lexicon.texts import Text, text_language

# action: something to do is named; close: a question that would settle the matter («Берёте?»);
# status: how matters stand («Удалось посмотреть?»); question: any other; weak: «дайте знать».
Kind = Literal["action", "close", "status", "question", "weak"]


@dataclass(frozen=True, slots=True)
class Request:
    """A sentence that asks, and the places of the words that do."""

    kind: Kind
    start: int
    end: int
    places: tuple[int, ...] = ()
    attends: bool = False  # what to bring or have ready for a meeting whose time is known


def requests(text: str) -> list[Request]:
    """The requests of the text in order, one a sentence: the strongest that it holds."""
    read = Text(text, text_language(text))
    return [r for start, end in read.sentences for r in _in_sentence(read.folded, start, end)]


def promises(text: str) -> bool:
    """Whether the writer takes the next step: «пришлю завтра», "I'll send it"."""
    read = Text(text, text_language(text))
    for start, end in read.sentences:
        sentence = read.folded[start:end]
        if _CONDITION_START.match(sentence) or sentence.endswith("?"):
            continue
        if _WE_WILL_EN.search(sentence) or _COMES.search(sentence):
            return True
        words = [m[0] for m in _WORD.finditer(sentence)]
        if any(verbs.is_promise(word) and word not in _NO_PROMISE for word in words):
            return True
    return False


def _in_sentence(folded: str, start: int, end: int) -> Iterator[Request]:
    sentence = folded[start:end]
    asks = "?" in sentence[-4:]
    places = tuple(start + place for place in _actions(sentence, asks=asks))
    if places and not _only_asks(sentence, [folded[p:end] for p in places]):
        kind: Kind = "action"
    elif _WEAK.search(sentence):
        kind = "weak"
    elif _STATUS.search(sentence) and (asks or places):
        kind = "status"
    elif asks and _is_close(sentence):
        kind = "close"
    elif places or (asks and _is_question(sentence)):
        kind = "question"
    else:
        return
    yield Request(kind, start, end, places or (start,), bool(_ATTEND.search(sentence)))


def _only_asks(sentence: str, from_places: list[str]) -> bool:
    """Whether every action is only a way to ask: «подскажите», "tell me"."""
    return all(_ASKING.match(rest) for rest in from_places)


def _actions(sentence: str, *, asks: bool) -> list[int]:
    """Places of the words that name what the reader should do."""
    weak = [match.span() for match in _WEAK.finditer(sentence)]
    found = [m.start() for m in _ACTION.finditer(sentence)]
    found += [m.start() for m in _ACTION_EN.finditer(sentence)]
    for match in _WORD.finditer(sentence):
        word = match[0]
        before = sentence[max(0, match.start() - 24) : match.start()]
        if verbs.is_imperative(word):
            if _acts(word, before):
                found.append(match.start())
        elif verbs.is_you_future(word) and word.endswith(("те", "тесь")):
            if (asks and not _WH.match(sentence)) or _IF.search(before):
                found.append(match.start())
    return sorted({at for at in found if not any(a <= at < b for a, b in weak)})


def _acts(word: str, before: str) -> bool:
    """Whether this imperative calls for something: not «извините», not «не переживайте»."""
    if re.search(r"\bне\s+$", before) or verbs.lemma(word) in _NO_CALL or word in _NO_CALL_FORMS:
        return False
    return verbs.is_perfective(word) or verbs.lemma(word) in _CONCRETE


def _is_close(sentence: str) -> bool:
    words = [m[0] for m in _WORD.finditer(sentence)]
    content = [w for w in words if w not in _OPENERS]
    if _CLOSE.search(sentence):
        return True
    if content and verbs.is_infinitive(content[0]) and not _WH.match(sentence):
        return True
    return bool(content) and len(content) <= 5 and verbs.is_we_form(content[0])


def _is_question(sentence: str) -> bool:
    """A question that wants an answer: not a bare name («Тимур?»), not «вы же не хотите …?»."""
    if _RHETORICAL.search(sentence):
        return False
    words = [m[0] for m in _WORD.finditer(sentence)]
    return len(words) > 1 or (bool(words) and not is_given_name(words[0].capitalize()))


_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*(?:'[a-z]+)?")
_WH = re.compile(
    r"(?:а|и|но|ну|так|тогда|подскажите|скажите)?[,\s]*(?:пожалуйста[,\s]*)?(?:на\s|в\s|к\s|с\s|по\s|о\s|для\s|за\s|у\s)?"
    r"(?:что|чем|чего|чему|кто|кого|кому|ком|как|какой|каком|какие|каких|какая|какую|какое|каким|кака|почему|зачем|где|куда|откуда|когда|сколько)\b"
)
_IF = re.compile(r"(?:если|когда|как только)\s+(?:\w+\s+){0,2}$")
_CONDITION_START = re.compile(r"\W*(?:если|if)\b")
_OPENERS = frozenset(
    [
        "ну",
        "а",
        "и",
        "но",
        "что",
        "то",
        "так",
        "тогда",
        "или",
        "давайте",
        "может",
        "быть",
        "можно",
        "ли",
        "вас",
        "вам",
        "вы",
        "для",
        "я",
        "мы",
        "мне",
        "нам",
        "с",
        "со",
    ]
)
_NO_PROMISE = frozenset(
    [
        "буду",
        "будем",
        "понадеюсь",
        "напомню",
        "отмечу",
        "замечу",
        "скажу",
        "подчеркну",
        "добавлю",
        "уточню",
    ]
)
_NO_CALL = frozenset(
    [
        "извинить",
        "извинять",
        "простить",
        "прощать",
        "понять",
        "понимать",
        "поверить",
        "верить",
        "представить",
        "представлять",
        "заметить",
        "учесть",
        "учитывать",
        "помнить",
        "запомнить",
        "переживать",
        "волноваться",
        "беспокоиться",
        "сомневаться",
        "бояться",
        "иметь",
        "обратить",
        "обращать",
        "позволить",
        "позволять",
        "разрешить",
        "разрешать",
        "считать",
        "допустить",
        "допускать",
        "держать",
        "бывать",
        "давать",
        "здравствовать",
        "стесняться",
        "смотреть",
        "знать",
        "думать",
        "подумать",
        "решать",
        "решаться",
        "ждать",
        "подождать",
        "дождаться",
        "слышать",
        "видеть",
        "судить",
        "мыслить",
        "согласиться",
        "следить",
        "читать",
        "надеяться",
        "сказать",
        "рассмотреть",
        "расслабиться",
        "гадать",
        "торопиться",
        "спешить",
        "забывать",
        "забыть",
        "успокоиться",
        "ожидать",
        "жить",
        "радоваться",
        "пользоваться",
        "кричать",
        "советоваться",
        "обсуждать",
        "писать",
        "звонить",
        "обращаться",
        "спрашивать",
        "изучать",
        "заходить",
        "выбирать",
        "хотеть",
        "мочь",
        "быть",
        "прочесть",
        "посудить",
        "поправить",
        "поздравить",
        "обижаться",
        "ругать",
        "иди",
        "идти",
        "стать",
        "есть",
    ]
)
_NO_CALL_FORMS = frozenset(
    [
        "пошли",
        "пришли",
        "дай",
        "давай",
        "смотри",
        "слушай",
        "слушайте",
        "слушай-те",
        "глянь-те",
        "стой",
        "пусть",
        "знай",
    ]
)
# Imperfective imperatives that name a step all the same; others («пишите», «звоните») invite.
_CONCRETE = frozenset(
    [
        "присылать",
        "скидывать",
        "слать",
        "высылать",
        "отправлять",
        "приезжать",
        "приходить",
        "подъезжать",
        "заезжать",
        "бронировать",
        "оплачивать",
        "подключать",
        "подписывать",
        "подтверждать",
        "переводить",
        "вносить",
        "заполнять",
        "записываться",
        "регистрироваться",
        "оформлять",
        "брать",
        "готовить",
        "бросать",
        "кидать",
        "вести",
        "подъезжать",
        "возвращать",
        "делать",
        "закидывать",
        "проверять",
    ]
)
_ASKING = re.compile(
    r"(?:подскаж|скажи(?:те)?(?:,|\s+пожалуйста|\s+(?:что|как|когда|где|кто|сколько|почему|на|в|у|а)\b)|расскаж|уточни|поясни|поделит|опиши|напомни(?:те)?,|ответьте,?\s+(?:пожалуйста,?\s+)?на"
    r"|tell\s+me|could\s+you\s+(?:please\s+)?(?:tell|share|describe|clarify)|can\s+you\s+(?:please\s+)?(?:tell|share|describe|clarify))"
)
_ATTEND = re.compile(
    r"возьмите|захватите|прихватите|понадоб|потребу|приходите|прийдите|придите|приезжайте|подъезжайте|подготовьте"
    r"|имейте при себе|\bbring\b|have\s+\w+\s+ready|come\s+(?:to|by)"
)
_ACTION = re.compile(
    r"""(?x)
    \b(?:прошу|просим|попрошу|просьба)\s+(?:(?:вас|тебя|пожалуйста)\W+)*\w+(?:ть|ти|ться|чь)\b
    |\b(?:вам|тебе|от\sвас|от\sтебя)\s+(?:нужно|надо|необходимо|следует|стоит|осталось|останется|требуется|достаточно|нужн[аы]?|нужен)\b
    |\b(?:нужно|надо|необходимо|осталось|остается|останется|достаточно|лучше)\s+(?:\w+\s+)?(?:внести|оплатить|подписать|прислать|отправить
       |заполнить|подтвердить|решать|решить|выбрать|предоставить|подойти|приехать|ответить|задать|перевести|оформить|согласовать|сообщить|скинуть)\b
    |\b(?:понадобится|понадобятся|потребуется|потребуются)\b
    |\b(?:нужен|нужна|нужно|нужны)\s+(?:только\s+|лишь\s+|еще\s+)?(?:ваш|ваша|ваше|ваши|подтверждение|согласие|решение|ответ|реквизиты|предоплата)\b
    |\b(?:жду|ждем|ожидаем|буду\sждать|будем\sждать)\s+(?:от\s+вас\s+)?(?!вашего\sрешен|ваше\sрешен|решени|ответ|ваш\sответ|вашего\sответ|обратн|вашу\sобратн|отмаш|мнени
       |ваше\sмнен|реакц|отклик|весточ|новост|вестей|звонк|с\sнетерп|комментар|вас\sв\sгости)\w+
    |\b(?:макет|реквизиты|фото|документы|чек|договор|карточку|размеры|план|ответы?|тз|заявку)\s+(?:жду|ждем)\b
    |\b(?:не\s+)?(?:могли|мог)\s+бы\s+(?:вы|ты)?|\b(?:можете|сможете|смогли\sбы|получится\sли|удастся\sли)\s+(?:ли\s+)?(?:вы\s+)?(?:\w+\s+){0,3}?\w+(?:ть|ти|ться)\b
    |\bпредлага(?:ю|ем)\s+(?:\w+\s+){0,2}?(?:созвон|встре|обсуд|подпис|заключ|провести|начать|назнач|выбрать|пройти)\w*
    |\bдавайте\s+(?:\w+\s+){0,6}?(?:созвон|встре[тч]|обсуд|назнач|запиш|зафиксир|подпиш|запуст|оформ|соглас|реши|увид|поговор|сверим|закреп|забронир)\w*
    |^оплата\s+(?:по|на|до|сегодня|завтра)\b|^с\s+вас\s+(?:только\s+)?\w+|\bприглаша(?:ю|ем)\s+(?:вас|тебя)\b
    |\b(?:вас|тебя)\s+(?:жду|ждем)\b
    """
)
_VERBS_EN = (
    r"(?:send|confirm|sign|reply|answer|choose|pick|review|return|pay|book|call|complete|fill|check|select|approve|share"
    r"|forward|provide|upload|transfer|schedule|read|look\s+(?:at|over|through)|have\s+a\s+look|take\s+a\s+look|get\s+me|get\s+us|bring"
    r"|register|submit|accept|place|settle|drop|text|email|give\s+(?:me|us)|let\s+(?:me|us)\s+know|tell|advise|respond|decide|wire|download|join|come|arrange|ask)"
)
_ACTION_EN = re.compile(
    rf"""(?x)
    \bplease\s+(?:do\s+|just\s+)?{_VERBS_EN}\b
    |\b(?:could|can|would|will|won't|might)\s+you\s+(?:both\s+|please\s+|kindly\s+|also\s+|just\s+)*(?:be\s+able\s+to\s+)?(?!like|say|prefer|be\s|mind|help\b|tell|share|describe|walk\sme)[a-z]+
    |\bwould\s+you\s+mind\b|\b(?:i|we)\s+(?:just\s+|only\s+)?need\s+(?:you(?:r)?|the\s+signed|a\s+(?:decision|signature|deposit))\b
    |\bif\s+you\s+(?:can\s+|could\s+|just\s+)?{_VERBS_EN}\b|\byou(?:'ll|\s+will)?\s+(?:just\s+|only\s+)?(?:need|have)\s+to\b
    |^(?:(?:so|then|and|just|kindly|simply|hi|hello|dear)[,\s]+)*(?:{_VERBS_EN})\b(?!\s+(?:me\s+)?(?:what|if|when)\b.*\?)
    |\b(?:let's|shall\s+we)\s+(?:talk|meet|schedule|set|book|sign|start|hop|catch|do|get|discuss|have|jump|lock)\b
    |\b(?:can|could|may)\s+(?:i|we)\s+(?:call|walk|talk|meet|stop\s+by|come|visit|book|schedule|do|have|hop|set|catch)\b
    |;\s*(?:please\s+)?{_VERBS_EN}\b|\band\s+(?:bring|send|sign|confirm|return|pay)\b
    """
)
_WEAK = re.compile(
    r"""(?x)
    \b(?:жду|ждем|ожидаю|ожидаем|буду\sждать|будем\sждать|с\sнетерпением\sжд\w+)\s+(?:от\s+вас\s+|от\s+тебя\s+|скорейш\w+\s+|любой\s+|любую\s+|положительн\w+\s+|вашей?\s+|вашего\s+|ваших\s+|вашу\s+|ваш\s+|твоего\s+|твой\s+|твое\s+)*
       (?:решени[яей]+|ответ(?:а|ов)?|обратн\w+\s+связ\w+|отмаш\w+|мнени\w+|реакци\w+|отклик\w*|весточ\w+|новост\w+|вестей|звонк\w+|комментари\w+|сообщени\w+|фидбек\w*|ос\b)
    |(?:^|[\s,])(?:всегда\s+)?на\sсвязи\b|\bна\sсвязи,?\sесли\b|\bесли\s+что\b|\bв\s+случае\s+(?:вопросов|необходимости)
    |\b(?:если\s+)?(?:у\s+вас\s+)?(?:будут|возникнут|появятся|остались|останутся|есть|возникли)?\s*(?:какие-либо\s+|какие-то\s+|любые\s+|дополнительные\s+)?вопросы?\s*[,—-]+\s*(?:пишите|звоните|обращайтесь|спрашивайте|задавайте|напишите|позвоните|я\s|мы\s|готов|с\sудов|всегда)
    |\bобращайтесь\b|\bспрашивайте\b|\bзадавайте\s+вопросы|\bдай(?:те)?\s+(?:мне\s+|нам\s+)?знать\b|\bдерж\w+\s+(?:меня\s+|нас\s+)?в\s+курсе\b|\bмаякн\w+
    |\bчто\s+(?:скажете|думаете|скажешь|думаешь|решите)\b|\bкак\s+(?:вам\s+)?(?:такой\s+вариант|такое\s+предложение|вам\s+предложение)\b|\bкак\s+на\s+это\s+смотрите\b
    |\bнаде(?:емся|юсь)\s+на\b|\bнаде(?:емся|юсь),?\s+что\s+(?:наше|вы|предлож|вас|вам|мы)\w*
    |\bбуд(?:у|ем)\s+(?:очень\s+|искренне\s+|всегда\s+)?(?:рад\w*|признател\w+|благодар\w+|счастлив\w*)\b|\b(?:всегда\s+)?рад[аы]?\s+(?:буд\w+\s+)?(?:сотруднич|помочь|ответить|видеть|обратн)\w*
    |\bхотелось\s+бы\s+(?:услышать|узнать|получить|понять)\b|\b(?:хотели|хотел|хотела)\s+бы\s+(?:услышать|узнать|получить)\s+(?:ваше|мнение|обратн)
    |\bинтересно\s+(?:ваше\s+)?(?:узнать\s+)?мнение
    |(?:^|[,;—.!\s-])(?:пишите|звоните|заходите|смотрите|изучайте|думайте|решайте|выбирайте|ждите|ознакамливайтесь|обдумайте|подумайте|созревайте|обдумывайте)(?=\s*(?:[,.!;)]|$|и\s|если|как-нибудь|когда|в\s+любое|нам\b|мне\b|сюда|—))
    |\b(?:напишите|наберите|позвоните|сообщите|дайте\s+ответ|пишите|звоните)(?:\s+мне|\s+нам)?,?\s+(?:как|когда)\s+(?:надума|реши|созре|будете|определ|появ|опреде|сможете|удобно|захот|примете)\w*
    |\bкак\s+(?:надумаете|решите|созреете|определитесь|примете\s+решение|созреешь|надумаешь)\b
    |\bесли\s+(?:захотите|надумаете|передумаете|заинтересу\w+|интересно|нужен|нужна|нужно|потребуется|понадобится|решите|решитесь)\b(?!.*\d)
    |\b(?:готов[аы]?|можем|могу)\s+(?:ответить|обсудить|помочь|проконсультировать)\b(?=[^.?!]*(?:любо|вопрос|если|всегда|при\s+необх))
    |\bпредлагаем\s+(?:вам\s+)?(?:рассмотреть|ознакомиться)\b|\bрассмотрите\b
    |\blet\s+(?:me|us)\s+know(?:\s*[.!]?$|\s*[,!.]|\s+(?:what\s+you\s+(?:think|decide)|if\s+(?:you\s+(?:have|need|want|are|'re|change|get)|there|anything|something|any|that|this|it|i\s+can)|how|when(?:ever)?|your\s+thoughts|soon|asap|and\b))
    |\bfeel\s+free\b|\b(?:reach|shout|holler|give\s+(?:me|us)\s+a\s+shout|sing\s+out)\s*(?:out\s+)?(?:if|any|to\s+(?:me|us)|whenever)|\bholler\b|\bshout\s+if\b
    |\bhappy\s+to\s+(?:help|answer|chat|discuss|assist)\b|\b(?:look|looking)\s+forward\b|\bstay\s+tuned\b|\bhope\s+(?:to\s+hear|this\s+helps|you)\b
    |\bany\s+(?:other\s+|further\s+)?questions\b|\bdon't\s+hesitate\b|\bcome\s+back\s+to\s+(?:me|us)\b|\bhave\s+a\s+think\b|\bkeep\s+(?:me|us)\s+(?:posted|updated)\b
    |\bget\s+back\s+to\s+(?:me|us)\b|^(?:any\s+)?thoughts\b|\bwhat\s+do\s+you\s+think\b|\bat\s+your\s+convenience\b|\bwhen(?:ever)?\s+you(?:'re|\s+are)\s+ready\b|\bthink\s+it\s+over\b|\bhear\s+from\s+you\b
    |\bring\s+(?:us|me)\s+(?:sometime|whenever|if)|\b(?:await|awaiting|waiting\s+for)\s+your\s+(?:reply|response|decision|answer|feedback)
    """
)
_STATUS = re.compile(
    r"""(?x)
    \b(?:удалось|получилось|успели|смогли|вышло)\s+(?:ли\s+)?(?:вам\s+)?\w*|\b(?:посмотрели|ознакомились|изучили|подумали|обсудили|определились|решили|согласовали|выбрали|надумали|прочитали|оценили)\b
    |\b(?:принят[оы]?|приняли)\s+(?:ли\s+)?(?:вами\s+)?(?:какое\W\w+\s+)?решени\w*|\bкак\s+(?:вам|прош|съезди|продвиг|обстоят|дела|успех|у\sвас\sс)\w*|\bкак\w*\s+(?:ваше\s+)?решение
    |\b(?:актуальн\w*|актуален|интересно\s+ли|в\s+силе|не\s+передумали|получили\s+ли|дошл[оаи]\s+ли|пришл[оаи]\s+ли|дошло)\b|\bсошелся\s+ли
    |\bчто\s+(?:сказал\w*|ответил\w*|решил\w*|говорит)\b|\bкогда\s+(?:подводите|планируете\s+(?:решить|решение|принять)|ждать\s+(?:решени|ответ)|сможете\s+(?:ответить|сказать|решить))|\bесть\s+(?:ли\s+)?(?:новости|решение|ответ)
    |\b(?:did|have)\s+(?:you|your\s+\w+)\s+(?:had?|got?|get|see|seen|look|looked|read|decide|decided|review|reviewed|a\s+chance|manage|made|hear|heard)|\bwhere\s+(?:do|are)\s+(?:we|you|things)\s+(?:stand|at|with)|\bany\s+(?:news|update|feedback|decision|word)\b
    |\bhow\s+(?:did|was|is)\s+(?:the|your|it|that|things)|\bstill\s+(?:interested|relevant|need|looking|on|planning|want)
    """
)
_CLOSE = re.compile(
    r"""(?x)
    (?:^|[\s,])(?:ну\s+что|берете|берешь|берем|делаем|запускаем|оформляем|оформим|оплачиваем|подписываем|начинаем|стартуем|работаем|записываю|записываем|бронируем|бронирую|ставлю|ставим|оставляем|держим
      |договорились|согласны|устраивает|подходит|подойдет|готовы|поедете|приедете|придете|попробуем|попробуете|хотите|хотели\sбы|закрываем|закрываю|готовим|везем|отгружаем|заказываем|продлеваем|едем|фиксируем)(?=[\s,?.!—]|$)
    |\b(?:записать|забронировать|оформить|выставить|подготовить|прислать|отправить|поставить|закрепить|закрыть|закрывать|придержать|оставить|продлить|посчитать|запустить|набрать|позвонить)\b
    |\bна\s+как(?:ой|ое|ую|ие)\s+(?:день|время|дату|число|неделю)|\bк(?:огда|ак)\s+(?:вам\s+)?удобн\w+|\bкакой\s+(?:вариант|день|из)\b|\bкакое\s+(?:время|число|ваше)\b|\bкакую\s+(?:дату|модель|берем)\b|\bкогда\s+(?:можно|можем|удобно|начинаем|сможете|вас\s+ждать|вам\s+удобно)\b|\bв\s+каком\s+порядке
    |\b(?:ип\s+или\s+физ|на\s+(?:ип|ооо|юрлицо|физлицо))|\bчто\s+(?:берем|выбираете|выберете)|\bна\s+чем\s+остановимся|\bостановимся|\bдогов[оа]р\w+\?
    |\b(?:want|would\s+you\s+like|do\s+you\s+want|ready|shall\s+i|shall\s+we|should\s+i|should\s+we|deal|sound\s+good|sounds\s+good|does\s+(?:that|this|it)\s+(?:work|suit)|work\s+for\s+you|works\s+for\s+you|interested|okay\s+to|ok\s+to|go\s+ahead|can\s+i\s+(?:put|book|sign|send|hold|reserve)|which\s+(?:one|option|day|time|quantity|plan))\b
    """
)
_RHETORICAL = re.compile(
    r"\bвы же\b|\bты же\b|\bразве\b|\bведь\b|\bкто же\b|\bпри чем тут\b|\bзачем (?:вообще|тогда)\b|\bчего (?:мне|нам)\b|\bа что вы хотели\b|\bчто вам еще\b"
    r"|\bкак вы думаете, почему\b|(?:правда|верно|не так ли|да)\?$|, shall i\?|, right\?|isn't it\?|don't you\?|\bwho(?:'s| is) (?:stopping|forcing)\b"
)
_WE_WILL_EN = re.compile(
    r"\b(?:i|we)(?:'ll|\s+will|\s+am\s+going\s+to|'m\s+going\s+to)\s+(?!be\s+(?:happy|glad)|not\b|wait)\w+|^will\s+do\b|^on\s+it\b|\bwill\s+be\s+(?:here|with\s+you|in\s+your)"
)
_COMES = re.compile(
    r"\b(?:вы\s+получите|получите|будет\s+у\s+вас|будут\s+у\s+вас|у\s+вас\s+будет|(?:договор|счет|кп|смета|расчет|документы|предложение|ссылка)\s+(?:\w+\s+){0,2}(?:придет|придут|будет|уйдет))\b"
)
