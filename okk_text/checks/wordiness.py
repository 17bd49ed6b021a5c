"""Wordiness: what can go, and what has a plainer word, by the phrase lists of rubrics/wording."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.model import Conversation, Message, Span
from okk_text.errors import EngineUnavailable
from okk_text.language import Language
from okk_text.lexicon import Remark, Text, remarks, shortened, text_language
from okk_text.results import Finding


class Wordiness:
    """Deletions (criterion wordiness), replacements and hints (criterion wording)."""

    id = "wordiness"
    title = "Лишние слова и канцелярит"
    criteria = ("wordiness", "wording")
    facts = ()
    good = (
        "M: Добрый день, Анна! Возможно, кромка придёт раньше: сообщим к обеду.",
        "M: Скидка держится до 8 июня. Это просто: пришлите фото.",
        "M: Спасибо за обращение, будем рады помочь. Пришлите, пожалуйста, размеры.",
        """
        C: Можно в субботу?
        M: Да, конечно.
        """,
        "C: На сегодняшний день я, честно говоря, ничего не выбрал",
        "M: Полностью собранный шкаф привезём во вторник, оплата по факту поставки.",
        "M: The quote is valid until Friday. Could you please confirm by noon?",
    )
    bad = (
        "M: [[Хотелось бы отметить, что]] подъём на этаж входит в цену.",
        "M: Анна, добрый день! [[На сегодняшний день]] мы печатаем на трёх станках.",
        "M: Договор[[, как говорится,]] готов, пришлём до вечера.",
        "M: [[Мы — команда профессионалов.]] Замер завтра в 12:00.",
        "M: Ткань упакуем [[в целях]] сохранности, отгрузка в октябре [[месяце]].",
        "M: Мы [[производим замер]] окон по субботам.",
        "M: [[To be honest, ]]the second slot is better. Shall I hold it until 5 pm?",
    )

    def find(self, conversation: Conversation, toolbox: Toolbox) -> Iterator[Finding]:
        for message in conversation.by("manager"):
            if not message.internal:
                yield from _findings(message, toolbox)


def _findings(message: Message, toolbox: Toolbox) -> Iterator[Finding]:
    text = message.own_text
    language = text_language(text)
    found = remarks(text, language)
    deletions = [remark for remark in found if remark.action == "delete"]
    spoiling = _spoiling(text, deletions, language, toolbox) if deletions else set()
    for remark in found:
        if remark in spoiling:
            continue
        yield Finding(
            criterion="wordiness" if remark.action == "delete" else "wording",
            check="wordiness",
            n=message.n,
            span=Span(start=remark.start, end=_end(text, remark)),
            note=remark.note,
            fix=remark.fix,
            severity="hint" if remark.action == "hint" else "warning",
        )


def _end(text: str, remark: Remark) -> int:
    """Where the finding ends: the blank after a comma that goes, goes too."""
    piece, blank = text[remark.start : remark.end], text[remark.end : remark.end + 1]
    opening = remark.action == "delete" and piece.endswith(",") and not piece.startswith(",")
    return remark.end + (opening and blank == " ")


def _spoiling(
    text: str, deletions: list[Remark], language: Language, toolbox: Toolbox
) -> set[Remark]:
    """The deletions that would leave a fault which was not there before.

    Only their sentences are asked about. Without a grammar engine nothing is held back.
    """
    seen = Text(text, language)
    by_sentence: dict[tuple[int, int], list[Remark]] = {}
    for remark in deletions:
        by_sentence.setdefault(seen.sentence(remark.start), []).append(remark)
    spoiling: set[Remark] = set()
    try:
        for (start, end), inside in by_sentence.items():
            sentence = text[start:end]
            places = {r: (r.start - start, min(r.end, end) - start) for r in inside}
            if not _adds_faults(sentence, list(places.values()), language, toolbox):
                continue
            spoiling |= {
                r
                for r, place in places.items()
                if _adds_faults(sentence, [place], language, toolbox)
            }
    except EngineUnavailable:
        return spoiling
    return spoiling


def _adds_faults(
    sentence: str, places: list[tuple[int, int]], language: Language, toolbox: Toolbox
) -> bool:
    left = shortened(sentence, places, language)
    if not left.strip():
        return False
    return bool(_rules(left, language, toolbox) - _rules(sentence, language, toolbox))


def _rules(sentence: str, language: Language, toolbox: Toolbox) -> Counter[str]:
    return Counter(fault.rule for fault in toolbox.grammar.faults(sentence, language))


CHECK = Wordiness()
