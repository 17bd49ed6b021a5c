"""What is loud without words: capitals, rows of exclamation and question marks, shrugs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from okk_text.lexicon.texts import Text
from okk_text.lexicon.tone_lists import ToneKind

_ROW = re.compile(r"[!?]{3,}1*")
_CAPITALS = re.compile(r"(?<![\w.@/-])[A-ZА-ЯЁ][A-ZА-ЯЁ'’-]*(?![\w@/-]|\.\w)")
_GESTURE = re.compile("[🤷🙄🤦😒][\U0001f3fb-\U0001f3ff]?(?:\u200d[♀♂]\ufe0f?)?")
_RUN_GAP = re.compile(r"[\s,–—-]*\Z")
_LOUD_ENGLISH = frozenset(
    "the you your we our now not no must will this that is are was do does did don't stop what why when "
    "how read pay please again it my me have need never always all and or but to of for i be it's".split()
)
_LOUD_PARTS = frozenset({"VERB", "INFN", "NPRO", "PRCL", "ADVB", "PRED", "CONJ", "PREP", "COMP"})
MINIMUM = 2  # words in capitals in a row, one of them a verb, pronoun or the like


def rows_of_marks(text: str) -> Iterator[tuple[int, int, str]]:
    """Places of «!!!», «???» and «?!?!», and the one mark that is enough."""
    for match in _ROW.finditer(text):
        yield match.start(), match.end(), "?" if "?" in match[0] else "!"


def shouted(text: Text) -> Iterator[tuple[int, int]]:
    """Runs of words in capitals that are said, not named: no abbreviations, brands or headings."""
    if not any(letter.islower() for letter in text.text) and len(text.words) > 40:
        return  # a keyboard with capitals only, or an old mail program
    run: list[re.Match[str]] = []
    for match in _CAPITALS.finditer(text.text):
        if run and not _RUN_GAP.match(text.text[run[-1].end() : match.start()]):
            if _is_loud(text, run):
                yield run[0].start(), run[-1].end()
            run = []
        run.append(match)
    if run and _is_loud(text, run):
        yield run[0].start(), run[-1].end()


def _is_loud(text: Text, run: list[re.Match[str]]) -> bool:
    words = [match[0] for match in run]
    if sum(len(word) > 2 for word in words) < MINIMUM or text.is_untouchable(*run[0].span()):
        return False
    return any(map(_is_said, words)) and sum(len(word) for word in words) >= 8


def _is_said(word: str) -> bool:
    """Whether such a word makes a run of capitals speech, not a title: «ЖДУ», «НЕ», «СРОЧНО»."""
    if word.isascii():
        return word.lower() in _LOUD_ENGLISH
    from okk_text.conversation.morphology import parses

    reading = parses(word.lower())[0]
    return reading.is_known and reading.tag.POS in _LOUD_PARTS and "Abbr" not in reading.tag


def aims_at_reader(shout: str) -> bool:
    """Whether a shout is aimed at the reader: «Я ВАМ УЖЕ ОТВЕТИЛ», not «МЫ ПЕРЕЕХАЛИ»."""
    return bool(re.search(r"(?<!\w)(?:ВЫ|ВАС|ВАМ|ВАШ\w*|ТЫ|ТЕБ\w|YOU|YOUR)(?!\w)", shout))


def gestures(text: str) -> Iterator[tuple[int, int, ToneKind]]:
    """Places of signs that wave the client away (🤷) or roll the eyes at them (🙄, 🤦)."""
    for match in _GESTURE.finditer(text):
        yield (
            match.start(),
            match.end(),
            "indifferent" if match[0][0] == "🤷" else "passive_aggressive",
        )


def is_impatient(sentence: str) -> bool:
    """Whether a row of marks there hurries the client: «Решайте!!!», «Ну что???»."""
    return bool(_IMPATIENT.search(sentence.lower().replace("ё", "е")))


_IMPATIENT = re.compile(
    r"(?<!\w)(?:реша(?:йте|ть)|оплат(?:ите|ить|а|у)|оплачивайте|бронируйте|заказ(?:ывайте|жите)|покупайте"
    r"|берите|спешите|торопитесь|подписывайте|отвечайте|ответьте|ответ|срочно|быстр\w+|скорее|немедленно"
    r"|сколько\s+можно|ну\s+что|ну\s+и|где|когда|почему|чего|долго|hurry|now|asap|urgent\w*|answer|reply"
    r"|decide|pay|why|when|well|hello)(?!\w)"
)
