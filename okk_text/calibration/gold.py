"""Labelled conversations, one JSON object a line, as a test of the judge."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from okk_text.conversation.model import Conversation, Frozen, Message, conversation_id
from okk_text.errors import OkkError
from okk_text.language import say
from okk_text.results import NOT_ASSESSED
from okk_text.rubric import Criterion

Record = Mapping[str, Any]


class Labelled(Frozen):
    """A conversation and its labels: by criterion and message number, None for the conversation.

    `kinds` and `handled` are those of the objections by client message; `kinds` None: nobody looked
    for objections. Where two objections of a message were met differently, `handled` leaves it out.
    """

    conversation: Conversation
    labels: dict[tuple[str, int | None], str]
    kinds: dict[int, str] | None = None
    handled: dict[int, str] = {}


def labelled(path: Path, criteria: tuple[Criterion, ...]) -> Iterator[Labelled]:
    """The labelled conversations of gold.jsonl, or of the folder that holds it, by id.

    A record has `id`, `messages` (n, author, role, text, sent_at and a manager's labels by
    criterion) and `conversation` (labels by the criterion's `fact`, and `objections`). Raises
    OkkError with `file:line`.
    """
    path = path / "gold.jsonl" if path.is_dir() else path
    records = []
    for number, line in enumerate(_text(path).splitlines(), 1):
        if line.strip():
            records.append((_record(line, f"{path}:{number}"), f"{path}:{number}"))
    for record, where in sorted(records, key=lambda pair: str(pair[0].get("id"))):
        try:
            yield _labelled(record, criteria)
        except KeyError as error:
            missing = say(f"нет поля {error}", f"there is no {error}")
            raise _mistake(where, missing) from error
        except (AttributeError, TypeError, ValueError) as error:
            raise _mistake(where, str(error)) from error


def _labelled(record: Record, criteria: tuple[Criterion, ...]) -> Labelled:
    whole: Record = {} if record.get("conversation") is None else record["conversation"]
    labels: dict[tuple[str, int | None], str] = {}
    for criterion in criteria:
        if criterion.unit == "conversation":
            labels[criterion.id, None] = whole.get(criterion.fact or criterion.id)
        for message in record["messages"] if criterion.unit in ("message", "turn") else ():
            if message.get("role") == "manager":
                labels[criterion.id, message["n"]] = message.get(criterion.id)
    objections = whole.get("objections")
    return Labelled(
        conversation=_conversation(record),
        labels={place: str(label) for place, label in labels.items() if _is_label(label)},
        kinds=None
        if objections is None
        else {each["client_n"]: str(each["kind"]) for each in reversed(objections)},
        handled=_handled(objections or ()),
    )


def _is_label(label: object) -> bool:
    return label not in (None, "", NOT_ASSESSED)


def _handled(objections: Sequence[Record]) -> dict[int, str]:
    """How each was met, where that is one thing."""
    met: dict[int, set[str]] = {}
    for each in objections:
        met.setdefault(each["client_n"], set()).add(str(each.get("handled") or NOT_ASSESSED))
    return {n: how for n, (how, *more) in met.items() if not more and _is_label(how)}


def _conversation(record: Record) -> Conversation:
    channel = str(record.get("channel") or "chat")
    return Conversation(
        id=conversation_id(channel, record["id"]),
        source=str(record.get("source") or record["id"]),
        channel=channel,
        medium="email" if channel == "email" else "chat",
        subject=record.get("subject"),
        messages=tuple(_message(message) for message in record["messages"]),
    )


def _message(message: Record) -> Message:
    stamp = message.get("sent_at")
    return Message(
        n=message["n"],
        author=str(message.get("author") or "?"),
        role=message.get("role"),
        text=str(message.get("text") or ""),
        sent_at=datetime.fromisoformat(stamp) if stamp else None,
        internal=bool(message.get("internal")),
    )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise OkkError(
            say("размеченный набор не читается", "the labelled set cannot be read"),
            where=str(path),
            advice=say(
                "Нужен gold.jsonl или папка с ним, в UTF-8.",
                "It must be gold.jsonl or a folder that holds it, in UTF-8.",
            ),
        ) from error


def _record(line: str, where: str) -> Record:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise _mistake(where, str(error)) from error
    if not isinstance(record, dict) or not isinstance(record.get("messages"), list):
        raise _mistake(where, say("нет списка messages", "there is no list of messages"))
    return record


def _mistake(where: str, problem: str) -> OkkError:
    return OkkError(
        say(f"запись не разобрать: {problem}", f"the record is unreadable: {problem}"),
        where=where,
        advice=say(
            "Поля записи описаны в README, раздел «Паспорт судьи».",
            "README, «The judge's passport», tells the fields of a record.",
        ),
    )
