"""Grammar: spelling, commas, agreement; what the engine finds and people would too, and own rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.model import Conversation, Message, Span
from okk_text.conversation.morphology import parses
from okk_text.errors import EngineUnavailable
from okk_text.language import Language, say
from okk_text.lexicon.slips import Slip, slips
from okk_text.lexicon.slips.belief import belief
from okk_text.lexicon.slips.spelling import near_words, spelling_notes
from okk_text.lexicon.texts import Text, folded, text_language
from okk_text.people.names import is_given_name
from okk_text.results import NOT_ASSESSED, Finding, Severity, Verdict

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"^<[^<>]+>$|\b(?:omitted|опущен\w*|отсутствует|пропущен\w*)\W*$|\((?:file attached|файл добавлен)\)$",
    re.IGNORECASE,
)
_PLACEHOLDER_ALONE = re.compile(
    r"^\W{0,5}(?:<[^<>\n]{3,60}>|(?:image|video|audio|sticker|gif|document|contact card|media)\W+omitted"
    r"|\S{1,200}\.\w{2,5} \((?:file attached|файл добавлен)\))\W{0,5}$",
    re.IGNORECASE | re.MULTILINE,
)
_FILE_OR_LINK = re.compile(r"(?<!\S)\S*(?:[./@_\\]\w|\w[_\\])\S*")


class Grammar:
    """Faults that a careful reader would mark; chat style, names and jargon are none."""

    id = "grammar"
    criteria = ("grammar",)
    facts = ()
    good = (
        """
        C: а созвон будет?
        M: да, завтра в 15:00
           скину ссылку в ватсап))
        """,
        """
        C Ерлан: Почём ондулин?
        M: Ерлан, добрый день! Ондулин 1 900 тг за лист, самовывоз пн-пт с 9 до 18.
        """,
        """
        email
        C: Нужны щиты из термоясеня, как в прошлый раз.
        M: Добрый день! Термоясень есть, в течение недели отгрузим. Потому что склад наш, доставка
           выйдет дешевле, чем у всех, кого вы называли.
        """,
        """
        C: Do you ship the Hanse spares?
        M: Hi Raj, we do. Karel will send the Hanse list asap.
        """,
    )
    bad = (
        """
        C Иван: Пришлёте расчёт?
        M: [[Иван здравствуйте]]! Конечно, пришлю [[файл который]] обещал.
        """,
        """
        C: Когда приедет мастер?
        M: Мастер будет [[в течении]] часа. Цена [[сохраниться]] до пятницы.
        """,
        """
        email
        C: Сколько у нас времени?
        M: Напоминаем, что мы [[расчитали]] [[колличество]] плит. [[Согласно договора]] срок две недели.
        """,
        """
        C: Is it ready?
        M: We [[recieved]] the pump, [[its]] ready to go.
        """,
    )

    def find(self, conversation: Conversation, toolbox: Toolbox) -> Iterator[Finding | Verdict]:
        known = Vocabulary(conversation, toolbox.settings.words)
        for message in conversation.by("manager"):
            if message.internal or not _has_words(message):
                continue
            try:
                yield from self._faults(message, known, toolbox)
            except EngineUnavailable as reason:
                yield Verdict(
                    criterion="grammar", n=message.n, label=NOT_ASSESSED, reason=str(reason)
                )

    def _faults(
        self, message: Message, known: Vocabulary, toolbox: Toolbox
    ) -> Iterator[Finding | Verdict]:
        if toolbox.grammar.name == "off":
            reason = say("проверка грамматики выключена", "grammar is switched off")
            yield Verdict(criterion="grammar", n=message.n, label=NOT_ASSESSED, reason=reason)
            return
        text = message.own_text
        language = text_language(text)
        engine = list(_believed(text, language, known, toolbox))
        for slip in _outside_links(_merged(slips(text, language), engine), text):
            yield Finding(
                criterion="grammar",
                check=self.id,
                n=message.n,
                span=Span(start=slip.start, end=slip.end),
                note=slip.note,
                fix=slip.fix,
                severity=_severity(slip),
            )


class Vocabulary:
    """The words that are right in this conversation: names, the firm's own, what the client writes."""

    def __init__(self, conversation: Conversation, firm: Iterable[str]):
        self._firm = frozenset(folded(word) for word in firm)
        self._lemmas = frozenset(parses(word)[0].normal_form for word in self._firm)
        told: set[str] = set()
        for participant in conversation.participants:
            for name in (participant.author, participant.name, participant.full_name):
                told.update(_words(name or ""))
        for message in conversation.messages:
            if message.role != "manager":
                told.update(_words(message.own_text))
        told.update(_words(conversation.subject or ""))
        self._told = frozenset(told)

    def holds(self, word: str) -> bool:
        """Whether the folded word needs no dictionary here."""
        if word in self._told or word in self._firm:
            return True
        return bool(self._firm) and parses(word)[0].normal_form in self._lemmas


def _has_words(message: Message) -> bool:
    """Whether the manager wrote anything: «<Медиафайл опущен>» are the messenger's words."""
    text = message.own_text.strip()
    if message.attachments and "\n" not in text and _PLACEHOLDER.search(text):
        return False
    return bool(_PLACEHOLDER_ALONE.sub("", text).strip())


def _words(text: str) -> list[str]:
    return _WORD.findall(folded(text))


def _believed(text: str, language: Language, known: Vocabulary, toolbox: Toolbox) -> Iterator[Slip]:
    """The engine's faults that a careful reader would mark too."""
    seen = Text(text, language)
    for fault in toolbox.grammar.faults(text, language):
        if fault.category == "TYPOS" and " " not in text[fault.start : fault.end].strip():
            yield from _misspelled(seen, fault, known)
            continue
        sure = belief(fault.rule, text, (fault.start, fault.end), fault.replacements)
        if sure is not None and not seen.is_untouchable(fault.start, fault.end):
            fix = fault.replacements[0] if sure and fault.replacements else None
            place = text[fault.start : fault.end].strip()
            yield Slip(fault.start, fault.end, fix, *_notes(fix, place, fault.category))


def _misspelled(text: Text, fault, known: Vocabulary) -> Iterator[Slip]:
    word = text.text[fault.start : fault.end]
    if _is_name(text, fault.start, word) or known.holds(folded(word)):
        return
    near = near_words(word, fault.replacements, text.language)
    if text.language == "en" and _CYRILLIC.search(text.text):
        return  # «Тис ягодный (Taxus baccata)»: a foreign word among Russian ones
    if near and not text.is_untouchable(fault.start, fault.end):
        fix = near[0] if len(near) == 1 else None
        if fix and word[:1].isupper():
            fix = fix[:1].upper() + fix[1:]
        yield Slip(fault.start, fault.end, fix, *spelling_notes(fix))


def _is_name(text: Text, start: int, word: str) -> bool:
    """A capital inside a sentence, capitals inside a word, a name of the table."""
    if not word[:1].isupper():
        return False
    inside = not text.opens_sentence(start)
    if inside or not word[1:].islower() or is_given_name(word):
        return True
    return text.language == "en"


def _notes(fix: str | None, place: str, category: str) -> tuple[str, str]:
    """Our own words: an engine's message may be long, or a template that nobody filled."""
    if fix:
        return f"Лучше так: «{fix}».", f"Better: '{fix}'."
    if category == "PUNCTUATION":
        return f"Проверьте знаки препинания: «{place}».", f"Check the punctuation: '{place}'."
    return f"Проверьте формы слов: «{place}».", f"Check the forms of the words: '{place}'."


def _outside_links(found: list[Slip], text: str) -> list[Slip]:
    """Less what lies in a link, an address, a file's name or a part number."""
    links = [match.span() for match in _FILE_OR_LINK.finditer(text)]
    return [s for s in found if not any(s.start < end and start < s.end for start, end in links)]


def _merged(own: list[Slip], engine: list[Slip]) -> list[Slip]:
    """One finding a place, in order; where both speak, our own fix is surer."""
    kept = list(own)
    for slip in engine:
        if not any(slip.start < other.end and other.start < slip.end for other in kept):
            kept.append(slip)
    return sorted(kept, key=lambda slip: (slip.start, slip.end))


def _severity(slip: Slip) -> Severity:
    return "error" if slip.fix is not None else "warning"


CHECK = Grammar()
