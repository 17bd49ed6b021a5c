"""Introduction: whether a new client learns at once who writes and from which firm."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.model import Conversation, Message
from okk_text.conversation.waits import closes
from okk_text.language import say
from okk_text.lexicon.texts import folded
from okk_text.people.introductions import introduction
from okk_text.people.names import WORD, fold, name_parts, same_given
from okk_text.results import NOT_APPLICABLE, Finding, Verdict
from okk_text.settings import Settings, SignatureStandard, Team

_OPENING = 8  # words in which a client addresses somebody
_LEGAL = frozenset(
    "ооо оао зао пао ао ип чп тоо нко llc ltd inc gmbh co corp компания группа".split()
)
_HISTORY = re.compile(
    r"\b(?:снова|опять|в\s+прошлый\s+раз|прошл\w+\s+(?:раз|заказ|год)\w*|как\s+обычно|постоянн\w+\s+клиент\w*|уже\s+(?:заказыв|брал|покупал|обраща|общал|работа|писал|звонил|был)\w*|мы\s+с\s+вами|вы\s+(?:мне|нам)\s+\w+ли|договаривались|созванивались|обещал\w*"
    r"|again|last\s+time|as\s+usual|we\s+(?:ordered|bought|spoke|talked|met)|you\s+(?:sent|told|promised))\b"
)
_CONTINUES = re.compile(
    r"\b(?:как\s+(?:и\s+)?(?:договаривались|договорились|обещал\w*|обсуждали|обсудили)|по\s+(?:итогам|результатам)\s+(?:\w+\s+)?(?:разговора|звонка|встречи)|после\s+(?:\w+\s+)?(?:разговора|звонка|встречи)|(?:спасибо|благодарю)\s+за\s+(?:встречу|звонок|разговор|беседу|заказ)|напоминаю|снова|рад[аы]?\s+вас\s+снова|по\s+нашему\s+разговору"
    r"|as\s+(?:discussed|agreed|promised)|our\s+(?:call|meeting|conversation)|following\s+up|good\s+to\s+(?:meet|see)|again)\b"
)
_FIRM = re.compile(
    r"\b(?i:компани[яиюей]+|фирм[аыу]|студи[яи]|салона?|магазина?|агентств[оа]|клиник[аи]|школ[аы]|завода?|мастерск\w+|центра?|бюро|ателье|типографи[яи]|отел[ья]|фабрик[аи]|групп[аы]|ооо|ип|ао|тоо|тд|ск|кб|сервиса?)\s+[«\"“]?[A-ZА-ЯЁ0-9]"
    r"|[«“][A-ZА-ЯЁ][^»”\n]{2,40}[»”]|\b(?:from|at|with|of)\s+(?:the\s+)?[A-Z][\w&'’-]+|\b(?:LLC|Ltd|Inc|GmbH)\b"
)
_RE = re.compile(r"^\s*(?:re|ha|на|отв|ответ)\s*(?:\[\d+\])?:", re.IGNORECASE)


class Introduction:
    """Due in the manager's first turn or letter to a client who does not know them yet."""

    id = "introduction"
    criteria = ("introduction",)
    facts = ()
    example_settings = Settings(
        team=(
            Team(
                name="Продажи",
                managers=("Марина Лугова",),
                signature=SignatureStandard(company="ООО «Тихий двор»"),
            ),
        )
    )
    good = (
        """
        C Антон: Здравствуйте, есть вагонка?
        M Марина Лугова: Антон, добрый день! Марина, компания «Тихий двор». Вагонка есть, 840 ₽ за метр.
        """,
        """
        C Антон: Марина, добрый день! Нужна ещё вагонка
        M Марина Лугова: Антон, здравствуйте! Сколько метров?
        """,
        """
        email
        C Антон: Нужна вагонка, 200 метров.
        M Марина Лугова: Антон, здравствуйте!
           Вагонка есть, 840 ₽ за метр. Подтвердите до среды.
           signature:
           Марина Лугова
           ООО «Тихий двор», +7 900 000-00-12
        """,
        """
        M Марина Лугова: Антон, добрый день! Спасибо за встречу, отправляю расчёт.
        C Антон: спасибо
        """,
    )
    bad = (
        """
        C Антон: Здравствуйте, есть вагонка?
        M Марина Лугова: Добрый день! Да, 840 ₽ за метр.
        """,
        """
        C Антон: Здравствуйте, есть вагонка?
        M Марина Лугова: Антон, добрый день! Меня зовут Марина, вагонка есть.
        """,
    )

    def find(self, conversation: Conversation, toolbox: Toolbox) -> Iterator[Finding | Verdict]:
        turn = _first_turn(conversation)
        draft = conversation.channel == "draft"  # shows nothing of what went before
        if draft or conversation.medium == "proposal" or not turn or _is_known(conversation, turn):
            yield Verdict(criterion="introduction", n=None, label=NOT_APPLICABLE)
            return
        named = _gives_name(conversation, turn)
        firm = _gives_firm(conversation, turn, toolbox.team(conversation))
        label = "yes" if named and firm else "partly" if named or firm else "no"
        reason = f"{say('имя', 'name')}: {_yes(given=named)}, {say('компания', 'firm')}: {_yes(given=firm)}"
        yield Verdict(criterion="introduction", n=None, label=label, reason=reason)
        if label != "yes":
            yield _finding(turn[0], named=named, firm=firm)


CHECK = Introduction()


def _first_turn(conversation: Conversation) -> list[Message]:
    """The manager's first letter, or the messages of the first chat turn that reach the client."""
    for turn in conversation.turns():
        written = [m for m in turn if not (m.internal or m.deleted or m.undelivered)]
        if written and written[0].role == "manager":
            return written[:1] if conversation.medium == "email" else written
    return []


def _is_known(conversation: Conversation, turn: Sequence[Message]) -> bool:
    """Whether client and manager have met before this conversation begins."""
    first = turn[0]
    before = [m for m in conversation.by("client") if m.n < first.n]
    opens = conversation.messages[0].n == first.n
    if opens and (first.quote or first.reply_to or _RE.match(first.subject or "")):
        return True
    if _CONTINUES.search(folded(" ".join(m.own_text for m in turn))):
        return True
    if before and (closes(before[0].own_text) or before[0].quote):
        return True
    names = _given_names(conversation, first)
    return any(_HISTORY.search(folded(m.own_text)) or _addresses(m.own_text, names) for m in before)


def _addresses(text: str, names: Sequence[str]) -> bool:
    opening = [match[0] for match in WORD.finditer(text[:200])][:_OPENING]
    return any(same_given(word, name) for word in opening for name in names)


def _given_names(conversation: Conversation, message: Message) -> list[str]:
    """The manager's given name as the export or okk.toml knows it."""
    person = conversation.participant(message)
    written = (person and (person.full_name or person.name)) or message.author
    given = name_parts(written).given
    return [given] if given else []


def _gives_name(conversation: Conversation, turn: Sequence[Message]) -> bool:
    if any(introduction(conversation, message) for message in turn):
        return True
    clients = [p.name for p in conversation.participants if p.role == "client" and p.name]
    names = [
        name
        for name in _given_names(conversation, turn[0])
        if not any(same_given(name, client.split()[0]) for client in clients)
    ]
    words = {match[0] for match in WORD.finditer(_shown(conversation, turn))}
    return any(same_given(word, name) for word in words if word[:1].isupper() for name in names)


def _gives_firm(conversation: Conversation, turn: Sequence[Message], team: Team | None) -> bool:
    shown = _shown(conversation, turn)
    known = [team.name, team.signature.company if team.signature else None] if team else []
    written = [match[0] for match in WORD.finditer(f"{shown} {turn[0].author}")]
    names = {fold(word) for word in written if word[0].isupper()}
    others = set(map(fold, written))
    for name in filter(None, known):
        words = [w for w in map(fold, WORD.findall(name)) if w not in _LEGAL]
        if words and _starts(names, words[0]) and all(_starts(others, w) for w in words):
            return True
    return bool(_FIRM.search(shown))


def _starts(written: set[str], word: str) -> bool:
    """Whether the word is there in some case («в «Тихом дворе»»)."""
    stem = word[: max(4, len(word) - 2)]
    return any(other.startswith(stem) for other in written)


def _shown(conversation: Conversation, turn: Sequence[Message]) -> str:
    """What the client has read by then: the turn, its signatures, what the firm's bot said before."""
    bots = [m.own_text for m in conversation.by("bot") if m.n < turn[0].n]
    return "\n".join([*bots, *(f"{m.own_text}\n{m.signature}" for m in turn)])


def _yes(*, given: bool) -> str:
    return say("да", "yes") if given else say("нет", "no")


def _finding(message: Message, *, named: bool, firm: bool) -> Finding:
    if named:
        note = say(
            "Назовите и компанию, от которой пишете.", "Name the firm you write for as well."
        )
    elif firm:
        note = say("Назовите и себя по имени.", "Give your own name as well.")
    else:
        note = say(
            "Представьтесь новому клиенту: имя и компания.",
            "Introduce yourself to a new client: your name and firm.",
        )
    return Finding(
        criterion="introduction",
        check="introduction",
        n=message.n,
        span=None,
        note=note,
        severity="hint",
    )
