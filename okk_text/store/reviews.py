"""What people say of scores, who said it and when: corrections, appeals, exceptions, the audit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, Select, insert, select, update

from okk_text.conversation.model import Frozen
from okk_text.errors import OkkError
from okk_text.language import say
from okk_text.settings import AcceptedException
from okk_text.store.cards import key_of
from okk_text.store.database import Database
from okk_text.store.schema import appeals, audit, conversations, corrections, exceptions, messages

AppealState = Literal["open", "stands", "changed", "withdrawn"]


class Correction(Frozen):
    """A person's label in place of the tool's; `n` None: of the whole conversation.

    The two labels are the same where the person agrees. `part` says how the person came to it: a
    random or a targeted part of a sample (see Draw), or an appeal.
    """

    conversation: str
    n: int | None
    criterion: str
    old_label: str | None
    new_label: str
    who: str
    note: str | None = None
    at: datetime | None = None  # the store's clock
    part: str | None = None


class Appeal(Frozen):
    """A manager disputes a finding; `number` is what it is spoken of by.

    `finding` is the id of the hint and `excerpt` its words; without one the label is disputed.
    `old_label` is what the tool said, `new_label` what the decision puts in its place.
    """

    conversation: str
    n: int | None
    criterion: str
    who: str
    reason: str
    number: int | None = None  # the store counts
    at: datetime | None = None
    state: AppealState = "open"
    decided_by: str | None = None
    decided_at: datetime | None = None
    note: str | None = None
    finding: str | None = None
    excerpt: str | None = None
    old_label: str | None = None
    new_label: str | None = None


class Event(Frozen):
    """A line of the audit: who did what and when; `words` may be taken away, the line stays."""

    at: datetime
    who: str
    what: str
    conversation: str | None
    words: str | None


class Reviews:
    """The department's own judgement; a message is meant by its number and found by its identity."""

    def __init__(self, database: Database):
        self._database = database

    def correct(self, correction: Correction) -> None:
        """Keep a correction."""
        self.correct_all([correction])

    def correct_all(self, given: Iterable[Correction]) -> None:
        """Keep all of the corrections, or none where one of them has no place."""
        with self._database.writing() as connection:
            for each in given:
                _keep_correction(connection, each)

    def corrections(self, conversation: str | None = None) -> list[Correction]:
        """All corrections, or those of one conversation, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(_listed(connection, corrections, conversation)).all()
        return [Correction(**_fields(row, Correction)) for row in rows]

    def appeal(self, appeal: Appeal) -> int:
        """Keep a manager's appeal; gives its number."""
        with self._database.writing() as connection:
            values = _placed(connection, appeal) | {"at": appeal.at or datetime.now(UTC)}
            statement = insert(appeals).values(values).returning(appeals.c.key)
            number = connection.execute(statement).scalar_one()
            note(connection, appeal.who, "appeal", appeal.conversation, appeal.reason)
            return int(number)

    def decide(
        self,
        number: int,
        state: AppealState,
        *,
        by: str,
        words: str | None = None,
        label: str | None = None,
        following: Iterable[Correction | AcceptedException] = (),
    ) -> None:
        """Close an appeal; `label` takes the place of the disputed one.

        What is `following` from the decision is kept with it or not at all. Raises OkkError where
        there is no open appeal with this number.
        """
        with self._database.writing() as connection:
            decided = {"state": state, "decided_by": by, "new_label": label}
            decided["decided_at"] = datetime.now(UTC)
            is_open = (appeals.c.key == number, appeals.c.state == "open")
            changed = connection.execute(
                update(appeals).where(*is_open).values(**decided, note=words)
            )
            if changed.rowcount != 1:
                raise _no_appeal(number)
            home = conversations.c.key == appeals.c.conversation
            query = select(conversations.c.id).join(appeals, home).where(appeals.c.key == number)
            note(connection, by, f"appeal {state}", connection.execute(query).scalar(), words)
            for each in following:
                keep = _keep_correction if isinstance(each, Correction) else _keep_exception
                keep(connection, each)

    def appeals(
        self, conversation: str | None = None, *, state: AppealState | None = None
    ) -> list[Appeal]:
        """All appeals, or those of one conversation or in one state, oldest first."""
        with self._database.reading() as connection:
            query = _listed(connection, appeals, conversation)
            if state is not None:
                query = query.where(appeals.c.state == state)
            rows = connection.execute(query).all()
        return [Appeal(number=row.key, **_fields(row, Appeal)) for row in rows]

    def accept(self, exception: AcceptedException) -> None:
        """Keep an accepted exception."""
        with self._database.writing() as connection:
            _keep_exception(connection, exception)

    def exceptions(self) -> tuple[AcceptedException, ...]:
        """All accepted exceptions, oldest first; add them to those of okk.toml."""
        query = select(exceptions.c.record).order_by(exceptions.c.key)
        with self._database.reading() as connection:
            records = connection.execute(query).scalars().all()
        return tuple(AcceptedException.model_validate_json(record) for record in records)

    def log(
        self, who: str, what: str, *, conversation: str | None = None, words: str | None = None
    ) -> None:
        """Write a line of the audit."""
        with self._database.writing() as connection:
            note(connection, who, what, conversation, words)

    def events(self, conversation: str | None = None) -> list[Event]:
        """The audit, or what concerns one conversation, oldest first."""
        query = select(audit).order_by(audit.c.key)
        if conversation is not None:
            query = query.where(audit.c.conversation == conversation)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return [Event(**{name: getattr(row, name) for name in Event.model_fields}) for row in rows]


def note(
    connection: Connection, who: str, what: str, conversation: str | None, words: str | None
) -> None:
    """Write a line of the audit in this transaction."""
    values = {"who": who, "what": what, "conversation": conversation, "words": words}
    connection.execute(insert(audit), values | {"at": datetime.now(UTC)})


def _keep_correction(connection: Connection, given: Correction) -> None:
    values = _placed(connection, given) | {"at": given.at or datetime.now(UTC)}
    connection.execute(insert(corrections), values)
    words = f"{given.criterion}: {given.old_label} → {given.new_label}"
    note(connection, given.who, "correction", given.conversation, words)


def _keep_exception(connection: Connection, exception: AcceptedException) -> None:
    values = {
        "conversation": exception.conversation,
        "added_at": datetime.now(UTC),
        "until": exception.until,
        "record": exception.model_dump_json(),
    }
    connection.execute(insert(exceptions), values)
    note(connection, exception.by or "", "exception", exception.conversation, exception.reason)


def _placed(connection: Connection, said: Correction | Appeal) -> dict[str, Any]:
    """The columns of what was said, its message found by the number it has now."""
    key = key_of(connection, said.conversation)
    if key is None:
        raise _no_conversation(said.conversation)
    message = None
    if said.n is not None:
        here = (messages.c.conversation == key, messages.c.n == said.n)
        message = connection.execute(select(messages.c.key).where(*here)).scalar()
        if message is None:
            raise _no_conversation(f"{said.conversation}, n {said.n}")
    fields = said.model_dump(exclude={"conversation", "n", "number", "at"})
    return fields | {"conversation": key, "message": message}


def _listed(connection: Connection, table: Any, conversation: str | None) -> Select[Any]:
    """The rows of a table with the conversation's id and the number that the message has now."""
    query = (
        select(table, conversations.c.id.label("conversation_id"), messages.c.n)
        .join(conversations, conversations.c.key == table.c.conversation)
        .outerjoin(messages, messages.c.key == table.c.message)
        .order_by(table.c.key)
    )
    if conversation is not None:
        query = query.where(table.c.conversation == (key_of(connection, conversation) or 0))
    return query


def _fields(row: Row[Any], kind: type[Frozen]) -> dict[str, Any]:
    names = kind.model_fields.keys() - {"conversation", "number"}
    return {"conversation": row.conversation_id, **{name: getattr(row, name) for name in names}}


def _no_conversation(where: str) -> OkkError:
    return OkkError(
        say("такой переписки или сообщения в хранилище нет",
            "the store holds no such conversation or message"),
        where=where,
        advice=say("Номера стоят в отчётах; сначала нужен import или score --store.",
                   "Reports show the numbers; import or score --store comes first."),
    )  # fmt: skip


def _no_appeal(number: int) -> OkkError:
    return OkkError(
        say("открытой апелляции с таким номером нет", "there is no open appeal with this number"),
        where=str(number),
        advice=say("Проверьте номер.", "Check the number."),
    )
