"""Waits: which client messages wait for an answer, from when, until when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from okk_text.conversation.closings import clauses, closes, folded
from okk_text.conversation.model import Conversation, Message


@dataclass(frozen=True, slots=True)
class Wait:
    """A run of client messages without an answer: from the first that waits to the manager's next."""

    asked: Message
    last: Message  # the client's last message of the run
    answer: Message | None
    expects: bool  # something in the run asks for an answer in so many words

    @property
    def minutes(self) -> int | None:
        """Wall-clock minutes; None where there is no answer or no time."""
        if self.answer is None or self.answer.sent_at is None or self.asked.sent_at is None:
            return None
        start, end = self.asked.sent_at, self.answer.sent_at
        if (start.tzinfo is None) != (end.tzinfo is None):
            start, end = start.replace(tzinfo=None), end.replace(tzinfo=None)
        return round((end - start).total_seconds() / 60)


def waits(conversation: Conversation) -> tuple[Wait, ...]:
    """Every wait of the conversation, in order; only the last can be without an answer."""
    return tuple(_waits(conversation))


def waits_for_answer(message: Message, *, first: bool = False) -> bool:
    """Whether a client's message still needs a reply: not a closing «ок, спасибо», not a deleted one.

    `first`: it opens the conversation; an enquiry needs a reply however it is worded.
    """
    if message.deleted or message.auto or _is_sticker(message):
        return False
    text = message.own_text.strip()
    if not text:
        return bool(message.attachments)
    if expects_answer(text):
        return True
    return first or not (closes(text) or _GOODBYE.search(text))


def expects_answer(text: str) -> bool:
    """Whether the text asks for an answer: a question, a request, an objection, a complaint.

    A goodbye asks for none, whatever else it says.
    """
    return not _GOODBYE.search(text) and any(_expects(clause) for clause in clauses(text))


def _waits(conversation: Conversation) -> Iterator[Wait]:
    asked = last = None
    expects, first = False, True
    previous: Message | None = None
    for message in conversation.messages:
        if message.role == "client":
            opening = first and not message.deleted
            if asked is None and (
                waits_for_answer(message, first=opening) or _answers_question(message, previous)
            ):
                asked = message
            if asked is not None:
                last = message
                expects = expects or opening or expects_answer(message.own_text)
            first = False
        elif message.role == "manager" and _reaches_client(message):
            if asked is not None and last is not None:
                yield Wait(asked, last, message, expects)
            asked = last = None
            expects, first = False, False
        previous = message
    if asked is not None and last is not None:
        yield Wait(asked, last, None, expects)


def _is_sticker(message: Message) -> bool:
    return bool(message.attachments) and all(a.kind == "sticker" for a in message.attachments)


def _answers_question(message: Message, previous: Message | None) -> bool:
    """A bare yes or no to the manager's question: now the manager must go on."""
    if previous is None or previous.role != "manager":
        return False
    asked = previous.own_text.rstrip(" )(").endswith("?")
    return asked and bool(_YES_NO.fullmatch(folded(message.own_text)))


def _reaches_client(message: Message) -> bool:
    return not (message.deleted or message.undelivered or message.internal or message.auto)


_URL = re.compile(r"https?://\S+")


def _expects(clause: str) -> bool:
    clause = _URL.sub("", clause).rstrip(")( ")
    if clause.endswith("!") and _MARVEL.match(clause):
        return False
    if "?" in clause:
        return not _RHETORICAL.fullmatch(folded(clause))
    return bool(_QUESTION.search(clause) or _REQUEST.search(clause) or _OBJECTION.search(clause))


_YES_NO = re.compile(r"да|ага|нет|конечно|да да|да конечно|yes|no|yep|sure")
_RHETORICAL = re.compile(r"(?:да|правда|серьезно|ого|really|right)?")
_QUESTION = re.compile(
    r"""(?ix)
    ^(?:(?:а|и|но|ну|так|ок|окей|хорошо|тогда|да|well|and|so|ok|okay|здравствуйте|добрый\s\w+|привет|скажите|подскажите|hi|hello)[,!\s]+)*
      (?:сколько|скока|почем|почём|когда|где|куда|откуда|как(?!\s(?:раз|только|договар|скажете|обычно|и\s))
        |какая|какой|какие|каков\w*|чем|зачем|почему|кто|можно\sли|можно(?=\s\w)|есть\sли|возможно\sли
        |what|when|where|which|how|why|who|whose|can\s(?:you|i|we)|could\s(?:you|i|we)|do\syou|does|is\s(?:it|there)|are\s(?:you|there))\b
    |\b(?:а\s)?(?:сколько|почем|почём|куда|во\sсколько|к\sскольки)\s\w+
    |\w\sли\s\w
    """
)
_REQUEST = re.compile(
    r"""(?ix)
    \b(?:
      подскажите|скажите|напишите|пришлите|скиньте|отправьте|вышлите|дайте|посчитайте|рассчитайте|просчитайте
      |позвоните|перезвоните|наберите|свяжитесь|ответьте|уточните|проверьте|объясните|поясните|расскажите
      |покажите|подберите|предложите|оформите|выставите|выставляйте|забронируйте|запишите|сделайте|подготовьте|готовьте
      |присылайте|шлите|высылайте|давайте(?!\s+(?:так|до|в\s))|исправьте|замените|верните|уберите|удалите|отмените|посмотрите
      |добавьте|пересчитайте|помогите|сообщите|увеличьте|пришли|скинь|дай|подскажи|посчитай|посмотри|увеличь|ответь
      |прошу|просьба|(?<!не\s)нуж(?:ен|н[аоы])|(?<!не\s)надо|хочу|хотим|хотел[аи]?(?:\sбы)?|хотелось\sбы|интересует|интересуют|требуется|ищем|ищу
      |жд(?:у|ем|ём)(?=\s\w)|please|need|want|send\sme|let\sme\sknow|tell\sme|i'd\slike|we'd\slike|looking\sfor|interested\sin|waiting\sfor
    )\b
    """
)
_OBJECTION = re.compile(
    r"""(?ix)
    \b(?:дорог(?:о|ая|ой|ие|овато)|дешевле|скидк[ауи]|не\sработает|не\sоткрывается|не\sприш[её]л\w*|не\sпришла|не\sпришло
      |не\sмогу|не\sполучается|не\sполучил\w*|не\sпонял\w*|не\sпонимаю|до\sсих\sпор|так\sи\sне|сомнева\w+|бою?сь|боимся|смущает
      |expensive|cheaper|discount|too\smuch|doesn't\swork|not\sworking|still\sno|still\snot|haven't\s(?:received|heard)|worried|concern)\b
    """
)
_MARVEL = re.compile(r"(?:ого|ух ты|вау|wow|надо же|как(?:ой|ая|ое|ие)?|how|what a)\b", re.I)
_GOODBYE = re.compile(
    r"""(?ix)
    \b(?:больше\s(?:мне\s|нам\s|сюда\s)?не\s(?:пишите|звоните|беспокойте|присылайте)
      |(?:обратил(?:ись|ся|ась)|обратимся|купил[аи]?|взял[аи]?|заказал[аи]?|закажем|возьм[её]м|выбрал[аи]?|наш[её]л|нашл[аи])
        \s(?:уже\s)?(?:в\s|у\s|на\s)?друг(?:ой|ую|ом|их|ие|ого|ое)
      |(?:обойд[её]мся|обойдусь|справимся)\s|отказываемся|отказываюсь|вопрос\s(?:закрыт|снят)
      |(?:gone|going|went|go)\swith\s(?:another|someone|the\sother)|(?:gone|going|went)\sfor\sthe\sother
      |(?:stop|don't)\s(?:writing|emailing|messaging|contact\w*)|no\slonger\s(?:need|interested)|we'll\spass)
    """
)
