"""Questions that clients ask about the matter, sentence by sentence."""

from __future__ import annotations

import re

from okk_text.conversation.model import Span
from okk_text.lexicon.texts import Text, text_language
from okk_text.scripts.topics import topic

_LONGEST = 300  # characters; what is longer tells a story


def questions_in(text: str) -> list[Span]:
    """The places of the sentences that ask about the matter; chatter and bare «?» are none."""
    read = Text(text, text_language(text))
    return [
        Span(start=start, end=end)
        for start, end in read.sentences
        if end - start <= _LONGEST
        and _asks(read.folded[start:end])
        and not _CHATTER.search(read.folded[start:end])
        and topic(text[start:end])
    ]


def _asks(sentence: str) -> bool:
    return "?" in sentence or bool(_ASKS.match(sentence))


# Russian chats leave the question mark out: «сколько стоит доставка», «подскажите цену».
_ASKS = re.compile(
    r"""(?x)
    (?:(?:а|и|но|ну|еще|также|тогда|здравствуйте|добрый\s\w+|привет|скажите|подскажите|уточните|пожалуйста|интересует|hi|hello|and|also|please|tell\sme)[,!.\s]+)*
    (?:сколько|скок|когда|где|куда|откуда|поч[её]м|какой|какая|какие|какое|каков\w*|каким|зачем|почему
      |можно\sли|есть\sли|возможно\sли|нужно\sли|делаете\sли|возите\sли|во\sсколько|за\sсколько|на\sсколько|как\s(?:долго|быстро|скоро|часто|происходит|проходит|оплатить|заказать|доставить|работает)
      |входит\sли|включен\w*\sли|бывает\sли
      |what|when|where|which|why|how\s(?:much|many|long|soon|often|far|do|does|can)|do\syou|does\sit|can\s(?:you|i|we)|is\sthere|is\sit|are\sthere|will\s(?:you|it))\b
    |.{0,40}\b(?:подскажите|уточните|интересует)\b[,:\s]+\w
    """
)
_CHATTER = re.compile(
    r"""(?x)
    \bкак\s(?:дела|жизнь|вы\b|ваши\sдела|сами|настроение) | \b(?:вы|ты)\s(?:тут|здесь|на\sсвязи|живы) | \b(?:алло|ау)\b | \b(?:кто|с\sкем)\s(?:это|я\sговорю)
    | \b(?:что|ну\sчто)\s(?:там|скажете|решили|молчите)\b | ^\W*(?:да|правда|серьезно|точно|хорошо|ок|ладно|договорились|понятно|верно|правильно)\W*\?
    | ,\s*(?:да|верно|правильно|ок|хорошо|договорились)\s*\? | \bhow\sare\syou\b | \bare\syou\sthere\b | ^\W*(?:ok|okay|right|really|yes)\W*\?
    """
)
