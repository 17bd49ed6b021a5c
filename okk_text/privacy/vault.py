"""The vault of a conversation: masks what must not leave, puts it back, looks a second time."""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock
from typing import TypeVar

from okk_text.conversation.model import Conversation
from okk_text.language import say
from okk_text.privacy.acquaintances import Acquaintances, known_people
from okk_text.privacy.addresses import addresses_in
from okk_text.privacy.documents import documents_in
from okk_text.privacy.links import links_in
from okk_text.privacy.never import NeverWords
from okk_text.privacy.persons import Persons
from okk_text.privacy.phones import phones_in
from okk_text.privacy.second_look import SecondLook
from okk_text.privacy.secrets import Secret, joined
from okk_text.privacy.tokens import Ledger, MaskingFailed, marks_in
from okk_text.settings import Settings

_Given = TypeVar("_Given")


class Vault:
    """Tokens for the people, numbers and addresses of one conversation; safe to share by threads.

    Numbers follow the conversation, not the order of questions: the same text is masked the same
    way in every run over the same conversation.
    """

    def __init__(self, conversation: Conversation, settings: Settings):
        self._conversation = conversation
        self._settings = settings
        self._lock = RLock()
        self._ready = False

    def masked(self, text: str) -> str:
        """The text with tokens for all that is personal; MaskingFailed if that cannot be done."""
        return self._guarded(lambda: self._masked(text))

    def restored(self, masked: str) -> str:
        """The text with tokens put back, exactly; MaskingFailed for a token that was never given."""
        return self._guarded(lambda: self._ledger.restored(masked))

    def leaks(self, text: str) -> tuple[str, ...]:
        """The kinds of what still looks personal in a text about to leave; never the words."""
        return self._guarded(lambda: self._second_look.leaks(text))

    def _guarded(self, step: Callable[[], _Given]) -> _Given:
        try:
            with self._lock:
                self._prepare()
                return step()
        except MaskingFailed:
            raise
        except Exception as error:  # whatever broke, the text stays here
            raise MaskingFailed(
                say(
                    f"текст не удалось обезличить ({type(error).__name__}): он не отправлен",
                    f"the text could not be masked ({type(error).__name__}): it was not sent",
                )
            ) from None

    def _prepare(self) -> None:
        """Meet everybody and every number in the order of the conversation."""
        if self._ready:
            return
        people = known_people(self._conversation, self._settings)
        self._ledger = Ledger()
        self._acquaintances = Acquaintances(people)
        self._persons = Persons(self._acquaintances)
        self._never = NeverWords(self._settings.privacy.never)
        self._second_look = SecondLook(people, never=self._never)
        self._known = people
        for message in self._conversation.messages:
            self._masked(message.author)
            self._masked(message.text)
        self._ready = True

    def _masked(self, text: str) -> str:
        pieces, place = [], 0
        for secret in joined(self._secrets(text), text):
            written = text[secret.start : secret.end]
            pieces += [
                text[place : secret.start],
                self._ledger.token(secret.kind, secret.key, written),
            ]
            place = secret.end
        masked = "".join(pieces) + text[place:]
        if self._ledger.restored(masked) != text:
            raise MaskingFailed(
                say("метки не возвращаются в текст точно", "the tokens do not go back exactly")
            )
        return masked

    def _secrets(self, text: str) -> list[Secret]:
        found = [*marks_in(text), *documents_in(text), *addresses_in(text)]
        found += [*phones_in(text, known=self._known.phones), *self._never.places_in(text)]
        found += links_in(text, is_personal=self._acquaintances.is_known_surname)
        found += self._known.literals_in(text)
        return [*found, *self._persons.found_in(text)]
