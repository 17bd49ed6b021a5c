"""The corpus of attacks as conversations: a client's question and the manager's bad message with the attack."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from okk_text.conversation.dialogue import dialogue
from okk_text.conversation.model import Attachment, Conversation, Segment


@dataclass(frozen=True)
class Case:
    """One attack: `texts` in that `place` of the manager's messages; `gain` is what it wants lifted."""

    number: int
    kind: str
    lang: str
    place: str
    gain: str
    host: str
    texts: tuple[str, ...]
    round: str  # first, after, blind, last, fifth or sixth


@cache
def cases() -> tuple[Case, ...]:
    """All attacks of the corpus in order."""
    corpus = yaml.safe_load(
        Path(__file__).with_name("attack_corpus.yaml").read_text(encoding="utf-8")
    )
    found = []
    for number, entry in enumerate(corpus["attacks"], 1):
        texts = entry["text"] if isinstance(entry["text"], list) else [entry["text"]]
        written = next(
            (r for r in ("after", "blind", "last", "fifth", "sixth") if entry.get(r)), "first"
        )
        found.append(
            Case(
                number, entry["kind"], entry["lang"], entry.get("place", "own"), entry["gain"],
                corpus["hosts"][entry["host"]], tuple(texts), written,
            )
        )  # fmt: skip
    return tuple(found)


def attacked(case: Case) -> Conversation:
    """A conversation whose manager's message (the last ones, where the attack is split) holds it."""
    english = case.host.isascii()
    asked = "Hello! When will my order arrive?" if english else "Здравствуйте! Когда приедет заказ?"
    chat = dialogue(f"C: {asked}\nM: {case.host}")
    client, manager = chat.messages
    if case.place == "own":
        manager = manager.model_copy(update={"text": f"{case.host} {case.texts[0]}"})
    elif case.place in ("quote", "hidden", "signature"):
        text, cut = f"{case.host}\n{case.texts[0]}", len(case.host) + 1
        segments = (
            Segment(kind="own", start=0, end=cut),
            Segment(kind=case.place, start=cut, end=len(text)),
        )
        manager = manager.model_copy(update={"text": text, "segments": segments})
    else:
        update = {
            "attachment": {"attachments": (Attachment(name=case.texts[0]),)},
            "subject": {"subject": case.texts[0]},
            "name": {"author": case.texts[0]},
        }[case.place]
        manager = manager.model_copy(update=update)
    further = tuple(
        manager.model_copy(update={"n": manager.n + n, "text": text})
        for n, text in enumerate(case.texts[1:], 1)
    )
    return chat.model_copy(update={"messages": (client, manager, *further)})
