"""What one conversation says of its deal: little enough to keep for tens of thousands of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from okk_text.conversation.model import Conversation, Message
from okk_text.crm import cells
from okk_text.crm.found import Finder, Found
from okk_text.crm.names import stems
from okk_text.crm.quote import Quote, quoted, sentence_where
from okk_text.lexicon import deal_words
from okk_text.results import Scorecard
from okk_text.settings import DealStage, Settings, author_key

LIVE = ("open", "unknown")  # states of a promise that a task can still help


@dataclass(frozen=True, slots=True)
class Vow:
    """A promise of the conversation; `due` None: no day was named."""

    who: str
    what: str
    due: date | None
    made: date | None
    quote: Quote


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation as far as the CRM is concerned.

    `phones`, `emails` and `names` are the clients'; `stage` by the text, None where it does not
    show; `refusal` the client's last no; `doubts` kinds of objections, the last one last.
    """

    conversation: str
    source: str
    channel: str
    title: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    names: tuple[str, ...]
    written: dict[str, str]  # phones as they stand in the export, by key
    first: date | None
    last: date | None
    last_client: date | None
    stage: DealStage | None
    stage_by: str
    stage_quote: Quote | None
    refusal: Quote | None
    doubts: tuple[str, ...]
    waits: bool  # the client's last message is still without an answer
    stems: frozenset[str]  # of the words that tell deals apart
    vows: tuple[Vow, ...]
    found: tuple[Found, ...]


class Listener:
    """Makes talks of scorecards."""

    def __init__(self, settings: Settings, *, telling: frozenset[str] = frozenset()):
        """`telling` are the stems of titles that tell a client's deals apart."""
        self._settings = settings
        self._telling = telling
        self._finder = Finder(settings.crm.extras)

    def talk(self, scorecard: Scorecard) -> Talk:
        """What the scorecard and its conversation say of the deal."""
        conversation, facts = scorecard.conversation, scorecard.facts
        said = [m for m in conversation.messages if m.role in ("client", "manager") and _is_said(m)]
        days = [m.sent_at.date() for m in said if m.sent_at]
        client_days = [m.sent_at.date() for m in said if m.sent_at and m.role == "client"]
        stage = facts.get("deal_stage_by_text")
        known: DealStage | None = stage if stage not in (None, "not_assessed") else None
        keys = self._addresses(conversation)
        phones = tuple(key for key in keys if re.fullmatch(r"\d{10}", key))
        clients = [p for p in conversation.participants if p.role == "client"]
        names = dict.fromkeys(n for p in clients for n in (p.full_name, p.name, p.author) if n)
        return Talk(
            conversation=conversation.id,
            source=conversation.source,
            channel=conversation.channel,
            title=conversation.subject or ", ".join(p.full_name or p.author for p in clients),
            phones=phones,
            emails=tuple(key for key in keys if "@" in key),
            names=tuple(names),
            written={phone: keys[phone] for phone in phones},
            first=min(days, default=None),
            last=max(days, default=None),
            last_client=max(client_days, default=None),
            stage=known,
            stage_by=_stage_by(scorecard),
            stage_quote=_stage_quote(scorecard, known, said),
            refusal=_refusal(conversation, said),
            doubts=tuple(each["kind"] for each in facts.get("objections") or ()),
            waits=bool(facts.get("unanswered_at_end")) or {m.role for m in said} == {"client"},
            stems=self._stems(conversation, said),
            vows=tuple(_vows(conversation, facts.get("promises") or ())),
            found=tuple(self._finder.found(conversation, said, facts)),
        )

    def _stems(self, conversation: Conversation, said: Sequence[Message]) -> frozenset[str]:
        if not self._telling:
            return frozenset()
        return (
            stems(" ".join((conversation.subject or "", *(m.own_text for m in said))))
            & self._telling
        )

    def _addresses(self, conversation: Conversation) -> dict[str, str]:
        """The clients' phones and e-mails as written, by key; else where letters to them went."""
        keys: dict[str, str] = {}
        for message in conversation.by("client"):
            for text in filter(None, (message.author, message.address)):
                keys.setdefault(author_key(text), text)
        if not keys:
            sent_to = {r for m in conversation.by("manager") for r in m.recipients}
            staff = self._settings.team_by_author
            keys = {author_key(r): r for r in sorted(sent_to) if not staff(r, r)}
            title = conversation.subject or ""
            keys |= dict.fromkeys(cells.phones(title), title)
        return keys


def _is_said(message: Message) -> bool:
    unread = message.deleted or message.internal or message.undelivered or message.auto
    return bool(message.own_text.strip()) and not (unread or message.forwarded_from)


def _stage_by(scorecard: Scorecard) -> str:
    scores = (s for s in scorecard.scores_of(None) if s.criterion == "deal_stage")
    return next((score.by for score in scores), "rule")


def _stage_quote(
    scorecard: Scorecard, stage: DealStage | None, said: Sequence[Message]
) -> Quote | None:
    """The words that show the stage: what the judge cited, else the last that say so."""
    if stage is None:
        return None
    conversation = scorecard.conversation
    for score in scorecard.scores_of(None):
        if score.criterion == "deal_stage" and score.cited:
            cited = score.cited[-1]
            message = conversation.message(cited.n)
            return quoted(message, cited.span.start, cited.span.end)
    if stage in _SHOWN_BY:
        for role, shows in _SHOWN_BY[stage]:
            for message in reversed([m for m in said if m.role == role]):
                if quote := sentence_where(message, shows):
                    return quote
    n = scorecard.facts.get("proposal_sent_n")
    if stage == "objection" and (doubts := scorecard.facts.get("objections")):
        n = doubts[-1]["n"]
    shown = [m for m in said if m.n == n] or [m for m in said if m.role == "client"][-1:]
    return quoted(shown[0], 0, len(shown[0].own_text)) if shown else None


_SHOWN_BY = {
    "paid": (
        ("manager", deal_words.acknowledges_payment),
        ("client", deal_words.says_paid),
        ("client", deal_words.speaks_of_purchase),
    ),
    "agreed": (("client", deal_words.buys), ("client", deal_words.accepts)),
    "lost": (("client", deal_words.turns_down),),
}


def _refusal(conversation: Conversation, said: Sequence[Message]) -> Quote | None:
    """The client's last words that turn the offer down."""
    for message in reversed(said):
        if message.role == "client" and (quote := sentence_where(message, deal_words.turns_down)):
            return quote
    return None


def _vows(conversation: Conversation, promises: Sequence[dict]) -> Iterator[Vow]:
    for promise in promises:
        if promise["state"] in LIVE:
            message = conversation.message(promise["n"])
            due = promise["due"] and datetime.fromisoformat(promise["due"]).date()
            made = message.sent_at.date() if message.sent_at else None
            quote = Quote(message.n, promise["who"], made, promise["excerpt"])
            yield Vow(promise["who"], promise["what"], due or None, made, quote)
