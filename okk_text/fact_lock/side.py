"""One of two texts that are compared: its greeting apart, and its facts read in their order."""

from __future__ import annotations

import re

from okk_text.fact_lock.calendar import read_calendar, read_periods
from okk_text.fact_lock.facts import Fact, Kind, Reading
from okk_text.fact_lock.figures import read_figures
from okk_text.fact_lock.names import read_addresses, read_names
from okk_text.fact_lock.stance import read_stance
from okk_text.fact_lock.things import things
from okk_text.fact_lock.words import LONG_FORMS
from okk_text.people.greetings import greeting_in
from okk_text.people.names import fold

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CLOSING = re.compile(
    r"(?<!\w)(?:с\s+уважением|с\s+наилучшими\s+пожеланиями|(?:буду|будем)\s+рад\w*\s+(?:ответить|помочь|сотрудничеству|вашему\s+ответу)|рад[аы]?\s+(?:помочь|ответить)|до\s+связи|до\s+свидания|на\s+связи|(?:best|kind|warm)\s+regards"
    r"|(?:i\s+)?look(?:ing)?\s+forward\s+to\s+(?:hearing|your)\s+\w+(?:\s+\w+)?|(?:заранее\s+)?(?:спасибо|благодарю|благодарим)(?:\s+вас)?(?:\s+за\s+(?:обращение|ожидание|ответ|интерес|внимание|понимание|доверие|заявку|вопрос)(?:\s+(?:к|в)\s+[^.!?,;\d\n]{1,40})?)?"
    r"|thank\s+you(?:\s+(?:very\s+much|so\s+much))?(?:\s+for\s+(?:your\s+)?(?:inquiry|interest|message|reply|time|patience|enquiry|email|letter))?|с\s+удовольствием|(?:ну\s+)?в\s?общем(?:-то)?|ещ[её]\s+раз|в\s+продолжение\s+(?:нашего\s+)?(?:разговора|беседы|общения)|(?:пишу\s+)?по\s+поводу|(?:мы\s+)?(?:готов[аы]?|рад[аы]?)\s+(?:вам\s+)?предложить(?:\s+вам)?|as\s+(?:i|we)\s+(?:already\s+|have\s+)*(?:mentioned|said|discussed)|как\s+(?:я\s+|мы\s+)?(?:уже\s+)?(?:говорил\w*|писал\w*|упоминал\w*)|(?:please\s+)?find(?=\s+(?:attached|enclosed))"
    r"|(?:будем\s+|буду\s+)?(?:жд[уе]м?|ждать)\s+(?:вашего\s+)?(?:ответа|решения|обратной\s+связи)|обращайтесь|пишите,?\s+если\s+что|хочу\s+сообщить|хотел\w*\s+бы\s+(?:сообщить|отметить|уточнить|узнать))(?!\w)"
)


_FAMILIAR = re.compile(r"(?:пр[ие]вет|хай|салют|здаров|здоров)", re.IGNORECASE)  # among friends


class Side:
    """A text, its greeting apart, and its facts."""

    def __init__(self, text: str):
        self.text = text
        self.reading = Reading(text)
        greeting = greeting_in(text)
        word = greeting.word
        self.is_familiar = bool(word and _FAMILIAR.match(text, word.start))
        self.greeted = tuple(parts for _, parts in greeting.names)
        for place in (greeting.word, greeting.honorific, *(span for span, _ in greeting.names)):
            if place:
                self.reading.cover(place.start, place.end)
        read_addresses(self.reading)
        self.spoken = _with_short_forms(self.reading.rest)
        read_calendar(self.reading)
        read_figures(self.reading)
        read_periods(self.reading)
        read_names(self.reading, lower=_in_small_letters(text))
        for match in self.reading.matches(_CLOSING):
            self.reading.cover(*match.span())
        read_stance(self.reading)
        self.rest = _with_short_forms(self.reading.rest)
        self.things = things(self.rest, self.reading.language)

    def facts(self, *kinds: Kind) -> list[Fact]:
        return [fact for fact in self.reading.facts if fact.kind in kinds]


def _with_short_forms(rest: str) -> str:
    """«Коммерческое предложение» as «кп»; places stay where they are."""
    for pattern, short in LONG_FORMS.items():
        rest = re.sub(pattern, lambda m: short.ljust(len(m[0])), rest)  # noqa: B023
    return rest


def _in_small_letters(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in _WORD.findall(text) if word[:1].islower())
