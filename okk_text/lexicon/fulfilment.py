"""Fulfilment: what a later message says of a promise: kept, renewed, reminded of."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from okk_text.conversation.model import Message
from okk_text.lexicon.deeds import Deed, thing_words
from okk_text.lexicon.texts import folded

# clear: the deed itself is seen; likely: something that may well be it.
Evidence = Literal["clear", "likely"]

_LINK = re.compile(r"https?://\S|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/\S")
_HANDED = re.compile(
    r"""(?x)
    \b(?:отправил[аи]?|прислал[аи]?|выслал[аи]?|направил[аи]?|скинул[аи]?|переслал[аи]?|приложил[аи]?|прикрепил[аи]?|выставил[аи]?|передал[аи]?
      |отправляю|отправляем|высылаю|высылаем|направляю|направляем|прикладываю|прикрепляю|присылаю|скидываю|пересылаю|передаю
      |отправлен[аыо]?|выслан[аыо]?|направлен[аыо]?|приложен[аыо]?|прикреплен[аыо]?|готов[аыо]?|вот|держите|ловите|принимайте|во?\sвложени[ие]|в\sприложении|во\sвложенных|ниже)\b
    |\b(?:attached|attaching|enclosed|here\s+(?:is|are|you\s+go)|here's|sent|sending|please\s+find|below|ready|forwarded|delivered)\b
    """
)
_AS_PROMISED = re.compile(r"\bкак\s+(?:и\s+)?(?:обеща\w+|договаривались|договорились)|\bas\s+(?:promised|agreed|discussed)\b|\bобещанн\w+")  # fmt: skip
_FOUND_OUT = re.compile(
    r"\b(?:уточнил[аи]?|узнал[аи]?|выяснил[аи]?|проверил[аи]?|спросил[аи]?|согласовал[аи]?|посмотрел[аи]?|поговорил[аи]?|ответил[аи]?|посчитал[аи]?"
    r"|checked|confirmed|asked|found\s+out|spoke|talked|looked\s+into|heard\s+back)\b"
)
_CALLED = re.compile(
    r"\b(?:дозвонил\w*|не\s+дозвонил\w*|звонил[аи]?|набирал[аи]?|созвонил\w+|по\s+(?:итогам|результатам)\s+(?:\w+\s+){0,2}(?:звонка|разговора|созвона)|после\s+(?:\w+\s+)?(?:звонка|разговора|созвона)"
    r"|(?:спасибо|благодарю)\s+за\s+(?:звонок|разговор|созвон|беседу)|как\s+(?:обсудили|договорились|обсуждали)\s+по\s+телефону|поговорили"
    r"|tried\s+(?:to\s+(?:call|reach)|calling)|called|our\s+(?:call|conversation)|thanks?\s+(?:you\s+)?for\s+(?:the\s+call|your\s+time)|spoke|on\s+the\s+phone)\b"
)
_CAME = re.compile(
    r"\b(?:приехал[аи]?|подъехал[аи]?|был[аи]?\s+у\s+(?:вас|нас)|привез(?:л[аи])?|довез(?:л[аи])?|встретил\w+|после\s+(?:встречи|визита|замера)|(?:спасибо|благодарю)\s+за\s+(?:встречу|визит|доставку|замер)|спасибо,?\s+что\s+(?:приехали|приходили)"
    r"|на\s+месте|came|arrived|visited|dropped\s+off|delivered|thanks?\s+for\s+(?:coming|visiting|the\s+visit))\b"
)
_DID = re.compile(
    r"\b(?:сделал[аи]?|сделано|готов[аыо]?|собрал[аи]?|подготовил[аи]?|посчитал[аи]?|рассчитал[аи]?|составил[аи]?|оформил[аи]?|заменил[аи]?|исправил[аи]?|внес(?:л[аи])?|обновил[аи]?|подобрал[аи]?|нашел|нашла|нашли|заказал[аи]?"
    r"|подписал[аи]?|подписан[аыо]?|оплатил[аи]?|оплачен[аыо]?|перевел[аи]?|поставил[аи]?|установил[аи]?|пересчитал[аи]?|done|ready|finished|fixed|updated|prepared|paid|signed|shipped|booked|arranged)\b"
)
_RECEIVED = re.compile(
    r"\b(?:получил[аи]?|пришл[ао]|(?<=\w\s)пришли|приш[её]л|дошл[аои]|дошел|вижу|увидел[аи]?|спасибо\s+за|got\s+(?:it|the|your)|received|thanks?\s+(?:you\s+)?for\s+(?:the|sending))\b"
)
_NOT_RECEIVED = re.compile(r"\bне\s+(?:получ|приш|дош|виж|увид)|\b(?:not|haven't|didn't|never)\b")
_LATER = re.compile(r"\?|\b(?:буд[еу]т|завтра|will|tomorrow)\b")
_DOCUMENT = re.compile(
    r"(?:^|[^а-яa-z])(?:кп|договор|счет|смета|расчет|акт|презентация|каталог|прайс|накладная|contract|invoice|quote|proposal|estimate|agreement|catalog)(?=[^а-яa-z]|$)"
)
_REMINDS = re.compile(
    r"\b(?:вы|ты)\s+(?:же\s+)?(?:мне\s+|нам\s+)?обещал\w*|\bобещал[аи]?\s+(?:же\s+)?(?:при|от|вы|по|пере|на|с|у)\w+(?:ть|ться)\b|\bгде\s+(?:же\s+)?обещанн\w+"
    r"|\byou\s+(?:had\s+)?(?:promised|said\s+you)|\bwhere\s+is\s+the\s+promised"
)
_STILL_NOT = re.compile(
    r"""(?x)
    \b(?:так\s+и|до\s+сих\s+пор|вс[её]\s+еще|никак)\s+(?:\w+\s+){0,2}?не\s+(?:\w+\s+)?(?:прислал|приш|получ|отправ|дош|дожд|увид|позвон|перезвон|набра|выслал|скинул|выставил|ответил|вернул|приех)\w*
    |\b(?:вс[её]\s+еще|до\s+сих\s+пор|по-прежнему)\s+(?:\w+\s+)?жд(?:у|ем)\b
    |\b(?:still|never)\s+(?:\w+\s+){0,2}?(?:received|got|seen|heard|sent|arrived|called)\b|\bhaven't\s+(?:received|got|seen|heard)\b|\bstill\s+waiting\s+(?:for|on)\s+(?:the|your|that)\b
    """
)
_STILL_NONE = re.compile(r"\bдо\s+сих\s+пор\s+нет\s+(?:ваш\w+\s+|обещанн\w+\s+|самого\s+|сам[ио]х\s+|от\s+вас\s+)?(\w+)|\bstill\s+no\s+(\w+)")  # fmt: skip
_ANSWER_WORD = re.compile(r"уточн|узна|верн|ответ|сообщ|напис|провер|let\s+\w+\s+know|get\s+back")
_CALL_WORD = re.compile(r"звон|набра|набер|\bcall|\bphone|\bring\b|\brang\b")
_NOT_THE_FIRST = re.compile(
    r"\b(?:еще\s+раз|повторно|снова|дублирую|напомина\w+|обновлен\w+|исправлен\w+|скорректирован\w+|нов(?:ый|ая|ое|ые|ую)|втор(?:ой|ая|ое|ую)|друг(?:ой|ая|ое|ие|ую)|доработан\w+|актуальн\w+|финальн\w+|итогов\w+|подписанн\w+|пересчит\w+"
    r"|again|resend\w*|once\s+more|reminder|updated|revised|corrected|new|another|final)\b"
)
_APOLOGY = re.compile(r"\b(?:извин\w+|прост(?:и|ите)|прошу\s+прощения|виноват\w*|задерж\w+|не\s+успел[аи]?|опозда\w+|sorry|apolog\w+|delay\w*|late)\b")  # fmt: skip
_SAME = ({"кп", "предложение", "смета", "расчет", "proposal", "quote", "estimate", "offer"},)


def evidence(deed: Deed, message: Message, *, new_turn: bool) -> Evidence | None:
    """What the promiser's later message shows of the deed; `new_turn`: they have stopped for a while."""
    text = folded(message.own_text)
    if deed.kind == "call":
        return "clear" if _CALLED.search(text) else None
    if deed.kind == "visit":
        return "clear" if _CAME.search(text) else None
    if deed.kind == "answer":
        return _answered(deed, message, text, new_turn=new_turn)
    return _handed_over(deed, message, text, new_turn=new_turn)


def apologises(message: Message) -> bool:
    """Whether the author says that they are late: «извините за задержку»."""
    return bool(_APOLOGY.search(folded(message.own_text)))


def encloses(deed: Deed, message: Message) -> bool:
    """Whether the promised thing lies in the very message: «Список приложу» with the list."""
    files = message.model_copy(update={"text": "", "segments": ()})
    return deed.kind == "send" and bool(deed.things) and shares_thing(deed, files)


def received(deed: Deed, message: Message) -> bool:
    """Whether the other side's message says that the thing has come, or the deed is done."""
    text = folded(message.own_text)
    if deed.kind in ("send", "work"):
        said = _RECEIVED.search(text) and not _NOT_RECEIVED.search(text) and "?" not in text
        return bool(said) and (not deed.things or shares_thing(deed, message))
    pattern = {"call": _CALLED, "visit": _CAME}.get(deed.kind)
    return bool(pattern and pattern.search(text) and not _NOT_RECEIVED.search(text))


def reminds(deed: Deed, message: Message) -> bool:
    """Whether the other side says that the promise was not kept: «вы обещали», «так и не пришёл счёт»."""
    text = folded(message.own_text)
    fits = shares_thing(deed, message)
    fits = fits or bool(deed.kind == "call" and _CALL_WORD.search(text))
    fits = fits or bool(deed.kind == "answer" and not deed.things and _ANSWER_WORD.search(text))
    if _REMINDS.search(text):
        return fits or not thing_words(text)
    none = _STILL_NONE.search(text)
    named = thing_words(none[1] or none[2]) if none else frozenset()
    return bool(fits and (_STILL_NOT.search(text) or named & deed.things))


def shares_thing(deed: Deed, message: Message, *, exactly: bool = False) -> bool:
    """Whether the message or a file of it names a thing of the deed; `exactly`: its very object."""
    names = " ".join(a.name or "" for a in message.attachments).replace("_", " ")
    words = _things(f"{message.own_text} {names}")
    if exactly:
        objects = deed.object | (_PROPOSAL if deed.object & _PROPOSAL else frozenset())
        return bool(words & objects)
    return any(_alike(one, other) for one in deed.things for other in words)


@lru_cache(maxsize=4096)
def _things(text: str) -> frozenset[str]:
    return thing_words(folded(text))


def _answered(deed: Deed, message: Message, text: str, *, new_turn: bool) -> Evidence | None:
    named = shares_thing(deed, message)
    if _FOUND_OUT.search(text) or _AS_PROMISED.search(text):
        return "clear" if named and shares_thing(deed, message, exactly=True) else "likely"
    said = named or not deed.things
    return "likely" if said and new_turn and len(text.split()) > 2 else None


def _handed_over(deed: Deed, message: Message, text: str, *, new_turn: bool) -> Evidence | None:
    named = shares_thing(deed, message)
    files = [a for a in message.attachments if a.kind not in _NO_FILES]
    handed = _HANDED.search(text) or (deed.kind == "work" and _DID.search(text))
    as_promised = _AS_PROMISED.search(text)
    first = bool(files or handed or as_promised) and not _NOT_THE_FIRST.search(text)
    its_own = shares_thing(deed, message, exactly=True) or (as_promised and not deed.things)
    if first and its_own:
        return "clear"
    if files:
        names = folded(" ".join(a.name or "" for a in files)).replace("_", " ")
        awaited = any(_DOCUMENT.search(thing) for thing in deed.things)
        return None if awaited and _DOCUMENT.search(names) and not named else "likely"
    if named and new_turn and re.search(r"\d", text) and not _LATER.search(text):
        return "likely"
    linked = _LINK.search(text) and (named or not deed.things or deed.things & _LINKED)
    return "likely" if handed or linked else None


_PROPOSAL = frozenset(("кп", "предложение"))
_NO_FILES = ("sticker", "call", "missed_call", "voice")
_LINKED = frozenset(("ссылка", "link", "доступ", "access"))


def _alike(one: str, other: str) -> bool:
    """The same thing by its dictionary forms, kinds of proposal being one thing."""
    if one == other or any(one in group and other in group for group in _SAME):
        return True
    return len(one) > 5 and len(other) > 5 and one[:6] == other[:6]
