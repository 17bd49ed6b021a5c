"""Closings: a client's words that end an exchange, so that nobody waits for an answer."""

from __future__ import annotations

import re
from functools import lru_cache

from okk_text.conversation.morphology import parses

LONGEST_REST = 7  # words: more of them say something of their own


def closes(text: str) -> bool:
    """Whether every part of the text only ends the exchange: thanks, agreement, «уточню», «👌»."""
    return all(_closes(folded(clause)) for clause in clauses(text))


def clauses(text: str) -> list[str]:
    """Sentences with their closing mark, empty ones left out."""
    return [part.strip() for part in _SENTENCE.findall(text) if part.strip(" \n\t.,!;")]


@lru_cache(4096)
def folded(clause: str) -> str:
    """Letters and digits only, lower case, ё as е, one blank between words."""
    return " ".join(re.findall(r"[^\W_]+", clause.casefold().replace("ё", "е")))


def _closes(clause: str) -> bool:
    if _FORMULA.fullmatch(clause):
        return True
    accepted = _ACCEPTED.match(clause)
    if accepted:
        return len(clause[accepted.end() :].split()) <= LONGEST_REST
    return _only_says_when(clause) or _promises(clause)


def _only_says_when(clause: str) -> bool:
    """«ага, после четырёх», «завтра после обеда»; a bare «пятница» answers and waits."""
    rest = _YES.sub("", clause, count=1)
    enough = rest != clause or len(re.findall(rf"\b{_DAY}", rest)) > 1
    return enough and bool(_WHEN.fullmatch(rest))


def _promises(clause: str) -> bool:
    """Whether the client says what they will do themselves; «подумаю» is a doubt, not a promise."""
    if _DOUBT.search(clause):
        return False
    if _WILL.search(clause):
        return True
    words = clause.split()
    return len(words) <= LONGEST_REST and any(
        {"VERB", "1per", "futr"} <= set(parse.tag.grammemes)
        for word in words
        for parse in parses(word)
    )


_SENTENCE = re.compile(r"[^.!?…\n]*(?:\?+|[.!…]+(?=\s|$)|\n|$|[.!…])")

_DAY = (
    r"(?:понедельник\w*|вторник\w*|сред[аыуе]|четверг\w*|пятниц\w*|суббот\w*|воскресень\w*|выходны\w*|завтра|послезавтра|сегодня"
    r"|утр\w+|дн[яюе]м?|день|вечер\w*|ночь\w*|обед\w*|недел\w*|месяц\w*|полдень|числ\w+|январ\w|феврал\w|март\w?|апрел\w|ма[йяе]"
    r"|июн\w|июл\w|август\w?|сентябр\w|октябр\w|ноябр\w|декабр\w|час\w*|половин\w|перв\w+|втор\w+|следующ\w+|эт\w+|той?"
    r"|(?:одн|двух|тр[её]х|четыр[её]х|пяти|шести|семи|восьми|девяти|десяти|одиннадцати|двенадцати)\w*"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|today|morning|afternoon|evening|noon|week|weekend|month|next|the|am|pm"
    r"|\d{1,2}(?:\s\d\d)?|\d{1,2}(?:го|е)?)"
)
_WHEN = re.compile(
    rf"(?:(?:до|после|к|ко|в|во|на|с|со|где то|примерно|около|till|until|by|on|at|in|after|before|around)\s)?{_DAY}"
    rf"(?:\s(?:(?:до|после|к|в|на|с|и|или|at|in|on|the)\s)?{_DAY}){{0,4}}"
)
_YES = re.compile(r"^(?:(?:ну|и|да|ага|угу|yes|yeah|yep|sure)\s)+")
_DOUBT = re.compile(
    r"(?:по|об)?дума\w+|посовет\w+|посомнев\w+|скажу|добавлю|признаюсь|think|not sure|see about"
)
_WILL = re.compile(
    r"\b(?:i|we)\s(?:ll|will|shall)\s(?!need|want|have to)\w+|^will\s(?:ask|check|confirm|write|call|send|let|get|speak|talk|do|be|pass|discuss)\b"
    r"|\bgoing to (?:ask|check|confirm|discuss|speak)\b|\blet me (?:check|see|ask|confirm|discuss|talk|speak)\b"
)
_ACCEPTED = re.compile(
    r"""(?x)(?:ну\s|так\s|да\s|тогда\s|в\sцелом\s)*
    (?:ок|окей|окэй|оки|хорошо|хор|ладно|ладненько|добро|договорились|договор|понял[аи]?|понятно|ясно|ясненько|принял[аи]?|принято|уразумел
      |отлично|супер|класс|круто|замечательно|прекрасно|идет|годится|подойдет|подходит|пойдет|устраивает|приемлемо|разумно|нормально|норм|логично
      |согласн[аы]?|согласен|не\sвопрос|без\sпроблем|заметано|рахмет|жарайды|болды|красава|все\s(?:ок|хорошо|понятно|ясно|верно|так)
      |ok|okay|great|perfect|fine|good|cool|got\sit|sounds\s(?:good|great|fine)|reasonable|fair\s(?:enough|point)|deal|agreed|noted|understood
      |works|that\sworks|no\sproblem|no\sworries|all\sgood|brilliant|lovely|excellent|awesome|alright|all\sright)\b
    """
)
# Whole clauses that end an exchange.
_FORMULA = re.compile(
    r"""(?x)
    (?:(?:
      да|ага|угу|конечно|все|так|тогда|пока|(?:по)?смотрю|гляжу|изучаю|читаю|жду|ждем|передам|покажу|не\sза\sчто|взаимно|(?:и\s)?вам\sтоже|и\sвам|подтверждаю
      |до\s(?:свидания|встречи|связи|завтра|скорого)|хорошего\s\w+(?:\s\w+)?|всего\s(?:доброго|хорошего)|(?:будем\s)?на\sсвязи
      |(?:нет|не\sнадо|не\sнужно|пока\sне\s(?:нужно|надо)|(?:уже\s)?не\sактуально)
      |(?:большое\s|огромное\s|ок\s)?(?:спасибо|спс|благодарю|благодарим|пасиб\w*|сенкс)(?:\s[^\W\d]+){0,6}
      |(?:я\s|мы\s|уже\s|все\s|только\sчто\s)*
        (?:(?:от|пере)?(?:правил|слал|дал|скинул)|выбрал|решил|передумал|обратил|отказал|нашел|нашл|купил)[аи]?(?:сь|ся)?(?:\s\w+){0,6}
      |k|thanks|thank\syou|thx|ty|many\sthanks|cheers|(?:thanks|thank\syou)(?:\s[^\W\d]+){0,6}|sure|will\sdo|see\syou(?:\s\w+){0,3}
      |yes|no|no\sthanks|bye|talk\s(?:soon|then|later)|speak\ssoon|you\stoo|have\sa\s\w+\s\w+
    )(?:\s|$))*
    """
)
