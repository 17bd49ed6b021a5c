"""What is known of a chat before the manager's next turn: said, offered, agreed, settled."""

from __future__ import annotations

from okk_text.conversation.model import Message
from okk_text.conversation.waits import expects_answer
from okk_text.lexicon.calls import Call, booking
from okk_text.lexicon.cues import agrees, asks_price, doubts, is_proposal_file, names_price, settles


class ChatState:
    """What is known of a chat before the next turn."""

    def __init__(self) -> None:
        self.last_client: list[Message] = []
        self.last_role: str | None = None
        self.opens_session = True
        self.offered: Call | None = None  # the session's last step with a date, asked or promised
        self.settled = False
        self.won = False  # the client has said yes to the deal and not doubted since
        self.priced = False  # money was spoken of: there is a deal

    def open_session(self) -> None:
        self.opens_session, self.offered = True, None

    def hear(self, turn: list[Message]) -> None:
        self.last_client, self.last_role, self.opens_session = turn, "client", False
        self.settled = self.settled or any(settles(m.own_text) for m in turn)
        self.won = (self.won or agrees(self.said)) and not doubts(self.said)
        self.priced = self.priced or asks_price(self.said)

    def speak(self, turn: list[Message], call: Call | None) -> None:
        self.last_role, self.opens_session = "manager", False
        if call is not None and call.label == "clear":
            self.offered = call
        else:
            self.offered = _booked(turn) or self.offered
        self.settled = self.settled or any(settles(m.own_text) for m in turn)
        self.priced = self.priced or any(_prices(m) for m in turn)

    @property
    def said(self) -> str:
        """The client's last turn."""
        return "\n".join(message.own_text for message in self.last_client)

    def offers_until(self, message: Message) -> bool:
        """Whether a dated step of this session is still on the table when this is written."""
        if self.offered is None:
            return False
        deadline, now = self.offered.deadline, message.sent_at
        if deadline is None or deadline.due is None or now is None:
            return True
        if deadline.due == now.date() and deadline.time:
            return now.time() <= deadline.time
        return now.date() <= deadline.due

    @property
    def agreed(self) -> bool:
        """Whether the client's last word was a yes, with nothing left open."""
        return (
            bool(self.said)
            and self.last_role == "client"
            and agrees(self.said)
            and not doubts(self.said)
        )

    @property
    def open(self) -> bool:
        """Whether a deal that money was spoken of waits on: the client asks, nothing is agreed."""
        return self.priced and not (self.won or self.settled) and expects_answer(self.said)

    @property
    def answers(self) -> bool:
        """Whether the next turn answers the client; else the manager comes forward unasked."""
        if self.last_role != "client":
            return False
        return not self.opens_session or expects_answer(self.said)


def _prices(message: Message) -> bool:
    return names_price(message.own_text) or any(
        is_proposal_file(attachment.name or "") for attachment in message.attachments
    )


def _booked(turn: list[Message]) -> Call | None:
    """The step with a date that the turn itself takes: «записала на среду», «в пятницу позвоню»."""
    found = (booking(message.own_text, now=message.sent_at) for message in reversed(turn))
    return next((call for call in found if call), None)
