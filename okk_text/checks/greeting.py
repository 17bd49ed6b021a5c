"""Greeting: whether the manager greets the client, by name, and by the right name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.model import Conversation, Message, Span
from okk_text.language import say
from okk_text.people.addressees import Addressed
from okk_text.people.client_names import ClientNames
from okk_text.people.greetings import Greeting, greeting_in
from okk_text.people.introductions import asks_for_name, signed_name
from okk_text.people.names import WORD, same_name
from okk_text.results import NOT_APPLICABLE, Finding, Severity, Verdict


class GreetingByName:
    """A greeting word and the client's own name where a session or a thread opens."""

    id = "greeting"
    criteria = ("greeting",)
    facts = ()
    good = (
        """
        C Ирина: Сколько стоит доставка?
        M: Добрый день, Ирина! 4 200 ₽.
        C Ирина: А в субботу?
        M: Тоже.
        """,
        """
        C Александр: Есть ли кофемашины в аренду?
        M: Саша, привет! Есть.
        """,
        """
        C +7 900 000-00-01: Добрый вечер, почём обои?
        M: Здравствуйте! Как я могу к вам обращаться?
        C +7 900 000-00-01: Жанна Борисовна
        M: Жанна Борисовна, от 900 ₽ за рулон.
        """,
        """
        email
        C Седова Ирина Павловна: Пришлите расчёт.
        signature:
        Седова Ирина Павловна
        M: Ирина Павловна, расчёт во вложении.
        """,
        """
        email
        C Laura Jensen: Hello, what does it cost?
        M: Hi Laura,

        It is 40 EUR a month.
        C Laura Jensen: Fine.
        M: Thanks, Laura! The invoice is attached.
        """,
    )
    bad = (
        """
        C Ирина: Сколько стоит доставка?
        M: [[Добрый день]]! 4 200 ₽.
        """,
        """
        C Станислав Егоров: Жду расчёт.
        M: Здравствуйте, [[Сергей]]! Расчёт готов.
        """,
        """
        email
        C Вера Лосева: Пришлите прайс.
        M: Добрый день, [[{Имя}]]! Прайс во вложении.
        """,
        """
        email
        C Laura Jensen: Please send the price list.
        M: Attached.
        """,
        """
        C Игорь, 2026-03-02 10:00: Нужны окна
        M, 2026-03-02 10:05: Добрый день, Игорь!
        C Игорь, 2026-03-04 10:00: Что с расчётом?
        M, 2026-03-04 10:05: Готов
        """,
    )

    def find(self, conversation: Conversation, toolbox: Toolbox) -> Iterator[Finding | Verdict]:
        clients = ClientNames(conversation)
        chat = conversation.medium == "chat"
        for case in _in_chat(conversation, clients) if chat else _in_letters(conversation, clients):
            yield from _said(case, clients)


CHECK = GreetingByName()
_THIRD_PERSON = re.compile(
    r"\W*(?:\+?\d[\d\s()-]{6}|[а-яё]+(?:ик|ер|ор|ист|арь|тель|щик|чик|ница|лог|рач|ёр)\b)"
)


@dataclass(frozen=True, slots=True)
class _Case:
    """A manager's message, how it opens, whether a greeting is due in it and given."""

    message: Message
    greeting: Greeting = field(default_factory=Greeting)
    due: bool = False
    greets: bool = False
    names: tuple[Addressed, ...] = ()
    asks: bool = False  # asks for the client's name


def _in_letters(conversation: Conversation, clients: ClientNames) -> Iterator[_Case]:
    """Every letter to a client; a greeting is due in each manager's first that arrived."""
    wrote: set[tuple[str, str | None]] = set()
    for message in conversation.by("manager"):
        if message.internal:
            yield _Case(message)
            continue
        greeting = greeting_in(message.own_text, known=clients.rare_words)
        names = _addressed(greeting, message, clients)
        author = (message.author, message.address)
        yield _Case(
            message,
            greeting,
            due=conversation.medium == "email" and author not in wrote,
            greets=greeting.greets or bool(names),
            names=names,
            asks=asks_for_name(message.own_text),
        )
        if not message.undelivered:
            wrote.add(author)


def _in_chat(conversation: Conversation, clients: ClientNames) -> Iterator[_Case]:
    """Every message of managers; a greeting is due in their first turn of a session."""
    openings = {session[0].n for session in conversation.sessions()}
    due = False
    for turn in conversation.turns():
        due = due or turn[0].n in openings
        if turn[0].role == "manager":
            yield from _in_turn(turn, clients, due=due)
            due = due and not any(m.own_text and not m.deleted for m in turn)


def _in_turn(turn: Sequence[Message], clients: ClientNames, *, due: bool) -> Iterator[_Case]:
    """Of a turn only the message that carries the greeting counts, or else its last."""
    greetings = [greeting_in(message.own_text, known=clients.rare_words) for message in turn]
    names = [
        _addressed(greeting, message, clients)
        for greeting, message in zip(greetings, turn, strict=True)
    ]
    at = next((i for i, greeting in enumerate(greetings) if greeting.word), None)
    asks = any(asks_for_name(message.own_text) for message in turn)
    written = any(m.own_text and not m.deleted for m in turn)
    last = next((m for m in reversed(turn) if not m.deleted), turn[-1])
    for i, message in enumerate(turn):
        if i == at:
            spoken = names[i] or _neighbouring_vocative(turn, names, i)
            yield _Case(message, greetings[i], due=due, greets=True, names=spoken, asks=asks)
        else:
            opening = tuple(named for named in names[i] if _opens(message.own_text, named))
            missing = due and at is None and message is last and written
            yield _Case(message, greetings[i], due=missing, names=opening, asks=asks)


def _addressed(greeting: Greeting, message: Message, clients: ClientNames) -> tuple[Addressed, ...]:
    """The names at the opening without the author's own («Добрый день! Анна, компания …»)."""
    signed = signed_name(message.signature)
    own_names = [message.author] + ([signed.given] if signed and signed.given else [])
    return tuple(
        (span, parts)
        for span, parts in greeting.names
        if not any(parts.given and same_name(parts.given, own) for own in own_names)
        or clients.include(parts)
    )


def _neighbouring_vocative(
    turn: Sequence[Message], names: Sequence[tuple[Addressed, ...]], i: int
) -> tuple[Addressed, ...]:
    """The name in a message of its own before, or opening the next; it has no place in this one."""
    found: list[Addressed] = []
    if i and len(WORD.findall(turn[i - 1].own_text)) <= 3:
        found = [named for named in names[i - 1] if _opens(turn[i - 1].own_text, named)]
    if not found and i + 1 < len(turn) and len(WORD.findall(turn[i].own_text)) <= 3:
        found = [named for named in names[i + 1] if _opens(turn[i + 1].own_text, named)]
    return tuple((Span(start=0, end=0), parts) for _, parts in found)


def _opens(text: str, named: Addressed) -> bool:
    return not WORD.search(text[: named[0].start])


def _said(case: _Case, clients: ClientNames) -> Iterator[Finding | Verdict]:
    """The verdict on one message and what to do about it."""
    n, greeting = case.message.n, case.greeting
    wrong = _wrong_name(case, clients)
    if wrong and wrong[0].end:
        yield _wrong_name_finding(n, wrong, clients)
    if not case.greets:
        label = "missing" if case.due else NOT_APPLICABLE
        yield Verdict(criterion="greeting", n=n, label=label)
        if case.due:
            yield _missing_finding(n, clients.name_before(n))
        return
    places = [greeting.word or greeting.honorific] + [span for span, _ in case.names]
    evidence = tuple(place for place in places if place and place.end > place.start)
    if wrong:
        yield Verdict(criterion="greeting", n=n, label="wrong_name", evidence=evidence)
    elif case.names:
        yield Verdict(criterion="greeting", n=n, label="named", evidence=evidence)
    else:
        yield from _unnamed(case, clients, evidence)


def _wrong_name(case: _Case, clients: ClientNames) -> Addressed | None:
    """The first name of the opening, where none of its names is anybody's on the client's side."""
    message = case.message
    if not case.names or any(clients.may_be(parts, message) for _, parts in case.names):
        return None
    span, parts = case.names[0]
    if not case.greets and (
        clients.mentioned(parts, message) or _THIRD_PERSON.match(message.own_text, span.end)
    ):
        return None
    return span, parts


def _unnamed(
    case: _Case, clients: ClientNames, evidence: Sequence[Span]
) -> Iterator[Finding | Verdict]:
    n, greeting = case.message.n, case.greeting
    name = clients.name_before(n)
    if name is None and greeting.template is None:
        reason = say("имя клиента ещё не известно", "the client's name is not known yet")
        yield Verdict(
            criterion="greeting",
            n=n,
            label="unnamed",
            value=1.0,
            reason=reason,
            evidence=tuple(evidence),
        )
        if not case.asks:
            note = say("Спросите, как обращаться к клиенту.", "Ask the client for their name.")
            yield _finding(n, None, note, severity="hint")
        return
    yield Verdict(criterion="greeting", n=n, label="unnamed", evidence=tuple(evidence))
    text = case.message.own_text
    if greeting.template:
        note = say("Впишите имя клиента вместо шаблона.", "Fill in the client's name here.")
        fix = name if text[greeting.template.start] in "{[<%" else None
        yield _finding(n, greeting.template, note, fix=fix, severity="error")
        return
    place = greeting.word or greeting.honorific
    note = say(f"Обратитесь по имени: {name}.", f"Greet the client by name: {name}.")
    yield _finding(n, place, note, fix=_with_name(text, place, name))


def _with_name(text: str, place: Span | None, name: str | None) -> str | None:
    """The greeting word with the name after it, where the sentence ends there anyway."""
    if place is None or name is None or text[place.end : place.end + 1] not in ("!", ".", ""):
        return None
    word = text[place.start : place.end]
    return f"{word} {name}" if word.isascii() else f"{word}, {name}"


def _wrong_name_finding(n: int, wrong: Addressed, clients: ClientNames) -> Finding:
    span, parts = wrong
    right = clients.only
    fix = None
    if right and right.given:
        fix = right.greeting if parts.patronymic else right.given
    note = (
        say(f"Обратитесь к клиенту по имени: {fix}.", f"Call the client by name: {fix}.")
        if fix
        else say("Проверьте имя клиента.", "Check the client's name.")
    )
    return _finding(n, span, note, fix=fix, severity="error")


def _missing_finding(n: int, name: str | None) -> Finding:
    example = say("Добрый день", "Hello") + (say(f", {name}", f" {name}") if name else "")
    note = say(f"Начните с приветствия: «{example}!»", f'Open with a greeting: "{example}!"')
    return _finding(n, None, note)


def _finding(
    n: int, span: Span | None, note: str, *, fix: str | None = None, severity: Severity = "warning"
) -> Finding:
    return Finding(
        criterion="greeting",
        check="greeting",
        n=n,
        span=span,
        note=note,
        fix=fix,
        severity=severity,
    )
