"""Tone: what hurts a client beyond doubt. What needs judgement stays not assessed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.model import Conversation, Message, Span
from okk_text.language import say
from okk_text.lexicon.texts import Text
from okk_text.lexicon.tone_address import apologises, endearments, thou
from okk_text.lexicon.tone_lists import ToneKind, ToneRemark, tone_lexicon
from okk_text.lexicon.tone_marks import (
    aims_at_reader,
    gestures,
    is_impatient,
    rows_of_marks,
    shouted,
)
from okk_text.lexicon.tone_style import ClientStyle, plain_text
from okk_text.lexicon.tone_words import swear_words
from okk_text.results import NOT_APPLICABLE, NOT_ASSESSED, Finding, Severity, Verdict

WORST_FIRST: tuple[ToneKind, ...] = (
    "rude",
    "passive_aggressive",
    "pushy",
    "indifferent",
    "familiar",
)


class Tone:
    """Insults, reproaches, pressure, brush-offs, familiarity; never «ok», for that takes judgement."""

    id = "tone"
    criteria = ("tone",)
    facts = ()
    good = (
        """
        C Ирина: Добрый день! Что со сроками?
        M: Ирина, добрый день! Привезём в четверг. Цену держим по 6 марта.
        C Ирина: Я подумаю
        M: Конечно. Напомнить вам в пятницу или закрыть заявку?
        """,
        """
        C Олег: Привет! Скинешь прайс?
        M: Привет, Олег! Держи, там две страницы. Если что, пиши.
        """,
        """
        C Laura: Hello, what does it cost?
        M: Hi Laura! It is 40 EUR a month, and the price holds until 6 March.
        """,
        """
        C Ирина: Где ИНН и КПП для счёта?
        M: Ирина, ИНН 7700000000, КПП 770001001, ООО «НЕ ТОЛЬКО ОКНА», отгрузка со склада ТК.
        """,
    )
    bad = (
        """
        C Игорь: Вы посчитали не ту комнату
        M: [[Вы сами виноваты]], размеры давали вы.
        """,
        """
        C Юлия: Здравствуйте! А вы можете привезти в субботу?
        M: [[Юлечка]], добрый день! Привезём.
        """,
        """
        C Юлия: Здравствуйте! А вы можете привезти в субботу?
        M: Юлия, добрый день! [[Скинь]] адрес.
        """,
        """
        C Игорь: Почему так долго?
        M: [[Я ВАМ УЖЕ ОТВЕТИЛА]] вчера.
        """,
        """
        C Игорь: Я ещё думаю
        M: [[Решайте прямо сейчас]][[!!!]]
        """,
        """
        C Игорь: Как ухаживать за столешницей?
        M: [[Не знаю]]
        """,
        """
        C Игорь: Какой срок у кухни и чем вы крепите фасады?
        M: [[Да]]
        """,
        """
        email
        C Laura: Could you explain the fee?
        M: Hi Laura, [[per my last email]] the fee is included.
        """,
    )

    def find(self, conversation: Conversation, toolbox: Toolbox) -> Iterator[Finding | Verdict]:
        clients = ClientStyle(conversation)
        curt = {message.n for message in _curt_answers(conversation)}
        for message in conversation.by("manager"):
            if message.internal:
                continue
            text = plain_text(message.own_text)
            remarks = sorted(_remarks(text, message, clients), key=lambda r: (r.start, r.end))
            if message.n in curt and not remarks:
                note = say(
                    "Ответьте на вопрос клиента полностью: хотя бы одним предложением.",
                    "Answer the client's question in at least one sentence.",
                )
                remarks = [ToneRemark(0, len(message.own_text), "indifferent", note)]
            yield from _said(message, remarks, _loud_marks(text, remarks, clients, message))


CHECK = Tone()

_SEVERITY: dict[ToneKind, Severity] = {"rude": "error", "familiar": "hint"}
_QUESTION = re.compile(
    r"(?<!\w)(?:как(?:ой|ая|ие|ое|ую|им|их)?|почему|зачем|сколько|когда|где|куда|откуда|чем|что|кто|how|why"
    r"|what|which|where|when|who)(?!\w)[^?]*\?",
    re.IGNORECASE,
)
_CURT = re.compile(
    r"(?:да|нет|ок|окей|ага|угу|ну|ну да|хорошо|ясно|понятно|понял|поняла|принято|\+|возможно|может быть"
    r"|посмотрим|по-разному|разные|не знаю|ok|okay|yes|no|yep|nope|sure|maybe|fine|k)[\s.!)…]*",
    re.IGNORECASE,
)


_TROUBLE = re.compile(
    r"(?<!\w)(?:сломал|не работает|не включается|встал[аи]?|погас|прот[её]к|залил|жд[её]м|стоим|застрял|ждут|опазд"
    r"|broken|broke|stuck|leaking|waiting|stopped)",
    re.IGNORECASE,
)
_SHRUG = re.compile(
    r"(?:ну\s+)?(?:бывает|ясно|понятно|жаль|печально|сочувствую|хз|угу|ок|oh|ok|i see|too bad|it happens)[\s.!)…]*",
    re.IGNORECASE,
)


def _remarks(text: Text, message: Message, clients: ClientStyle) -> Iterator[ToneRemark]:
    """All faults that leave no doubt, of two that overlap the first found."""
    taken: list[tuple[int, int]] = []
    for remark in _candidates(text, message, clients):
        if all(remark.end <= start or end <= remark.start for start, end in taken):
            taken.append((remark.start, remark.end))
            yield remark


def _candidates(text: Text, message: Message, clients: ClientStyle) -> Iterator[ToneRemark]:
    for start, end in swear_words(text.folded):
        if text.is_untouchable(start, end):
            continue  # another's word: «сосед назвал нас „болтунами“»
        note = say("Уберите это слово, скажите нейтрально.", "Leave this word out.")
        yield ToneRemark(start, end, "rude", note)
    for remark in tone_lexicon().remarks(text):
        client_began = remark.kind == "familiar" and (
            clients.are_familiar(message) or clients.allow_thou(message)
        )
        if not (client_began or (remark.kind == "familiar" and apologises(text, remark.start))):
            yield remark
    for start, end in shouted(text):
        note = say(
            "Напишите обычными буквами: заглавные читаются как крик.",
            "Use ordinary letters, capitals read as shouting.",
        )
        kind: ToneKind = "rude" if aims_at_reader(text.text[start:end]) else "pushy"
        yield ToneRemark(start, end, kind, note)
    for start, end, kind in gestures(text.text):
        note = say("Скажите словами, чем поможете.", "Say in words how you will help.")
        yield ToneRemark(start, end, kind, note)
    if not clients.allow_thou(message):
        yield from _familiar_address(text, message, clients)


def _familiar_address(text: Text, message: Message, clients: ClientStyle) -> Iterator[ToneRemark]:
    if clients.answers_colleague(message):
        return
    for start, end in endearments(text):
        word = text.text[start:end]
        if clients.use_form(word) or clients.is_staff(word):
            continue
        name = clients.full_name(word, message.n)
        note = say("Обратитесь полным именем", "Use the full name") + (
            f": {name}." if name else "."
        )
        yield ToneRemark(start, end, "familiar", note, name)
    note = say(
        "Пишите клиенту на «вы», пока он сам не перешёл на «ты».",
        "Use the polite form until the client drops it.",
    )
    for start, end in thou(text):
        if not apologises(text, start):
            yield ToneRemark(start, end, "familiar", note)


def _curt_answers(conversation: Conversation) -> Iterator[Message]:
    """Whole turns of one word to an open question, letters of two words to any question."""
    for asked, turn in pairwise(conversation.turns()):
        written = [m for m in turn if m.own_text.strip()]
        if asked[-1].role != "client" or turn[0].role != "manager" or len(written) != 1:
            continue
        question, answer = "\n".join(m.own_text for m in asked), written[0]
        if any(m.attachments for m in turn) or re.search(r"\d", answer.own_text):
            continue
        letter = conversation.medium == "email" and "?" in question and answer.own_words <= 2
        open_question = _QUESTION.search(question) and _CURT.fullmatch(answer.own_text.strip())
        shrug = _TROUBLE.search(question) and _SHRUG.fullmatch(answer.own_text.strip())
        if letter or open_question or shrug:
            yield answer


def _loud_marks(
    text: Text, remarks: Sequence[ToneRemark], clients: ClientStyle, message: Message
) -> list[tuple[Finding, ToneKind | None]]:
    """Rows of marks: a hint, and pressure where the sentence hurries the client."""
    found: list[tuple[Finding, ToneKind | None]] = []
    for start, end, mark in rows_of_marks(text.text):
        if clients.shout(message) and not remarks:
            break
        first, _ = text.sentence(start)
        hurries = is_impatient(text.text[first:end])
        note = say(f"Хватит одного знака: «{mark}»", f'One mark is enough: "{mark}"')
        finding = Finding(
            criterion="tone",
            check="tone",
            n=message.n,
            span=Span(start=start, end=end),
            note=note,
            fix=mark,
            severity="warning" if hurries else "hint",
        )
        found.append((finding, "pushy" if hurries else None))
    return found


def _said(
    message: Message,
    remarks: Sequence[ToneRemark],
    marks: Sequence[tuple[Finding, ToneKind | None]],
) -> Iterator[Finding | Verdict]:
    """The verdict with its evidence, and what to do at each place."""
    kinds = {remark.kind for remark in remarks} | {kind for _, kind in marks if kind}
    worst = next((kind for kind in WORST_FIRST if kind in kinds), None)
    if worst is None:
        yield _open_verdict(message)
    else:
        places = [(r.start, r.end) for r in remarks if r.kind == worst]
        places = places or [(f.span.start, f.span.end) for f, kind in marks if kind and f.span]
        reason = next(
            (r.note for r in remarks if r.kind == worst), marks[0][0].note if marks else ""
        )
        evidence = tuple(Span(start=start, end=end) for start, end in places)
        yield Verdict(criterion="tone", n=message.n, label=worst, reason=reason, evidence=evidence)
    for remark in remarks:
        yield Finding(
            criterion="tone",
            check="tone",
            n=message.n,
            span=Span(start=remark.start, end=remark.end),
            note=remark.note,
            fix=remark.fix,
            severity=_SEVERITY.get(remark.kind, "warning"),
        )
    for finding, _ in marks:
        yield finding


def _open_verdict(message: Message) -> Verdict:
    if not message.own_text.strip():
        return Verdict(criterion="tone", n=message.n, label=NOT_APPLICABLE)
    reason = say(
        "грубых слов нет; остальное решает языковая модель, она не подключена",
        "nothing plainly wrong; the rest needs a language model, none is set up",
    )
    return Verdict(criterion="tone", n=message.n, label=NOT_ASSESSED, reason=reason)
