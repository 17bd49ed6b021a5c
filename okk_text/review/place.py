"""What people judge and dispute: a criterion at a place, written as `whatsapp-1f0c2a9b3d#4:cta`."""

from __future__ import annotations

from typing import NamedTuple

from okk_text.errors import OkkError
from okk_text.language import say


class Place(NamedTuple):
    """A criterion of message `n`, or with None of the whole conversation."""

    conversation: str
    n: int | None
    criterion: str

    @classmethod
    def read(cls, text: str) -> Place:
        """The place that is written as CONVERSATION#N:CRITERION or CONVERSATION:CRITERION.

        Raises OkkError.
        """
        rest, colon, criterion = text.strip().rpartition(":")
        name, hash_sign, number = rest.rpartition("#")
        if not hash_sign or not number.isdecimal():
            name, number = rest, ""
        if not colon or not name or not criterion:
            raise OkkError(
                say("это не место в переписке", "not a place in a conversation"),
                where=text,
                advice=say(
                    "Нужно ПЕРЕПИСКА#НОМЕР:КРИТЕРИЙ, например whatsapp-1f0c2a9b3d#4:cta.",
                    "It takes CONVERSATION#N:CRITERION, as whatsapp-1f0c2a9b3d#4:cta.",
                ),
            )
        return cls(name, int(number) if number else None, criterion)

    def __str__(self) -> str:
        number = "" if self.n is None else f"#{self.n}"
        return f"{self.conversation}{number}:{self.criterion}"
