"""What leaves the machine holds no person, number or address, and comes back exactly."""

import re
from pathlib import Path

import pytest
import yaml

from okk_text.conversation.model import Conversation, Participant
from okk_text.privacy import MaskingFailed, Vault
from okk_text.settings import Settings


def vault(*people, never=()):
    """The vault of an empty conversation with these clients."""
    participants = tuple(Participant(author=person, role="client") for person in people)
    conversation = Conversation(
        id="c", source="s", channel="chat", medium="chat", messages=(), participants=participants
    )
    return Vault(conversation, Settings(privacy={"never": never}))


def test_one_person_keeps_one_number_in_every_form():
    masked = vault().masked("Анна Петрова здесь? Передайте Анне Петровой, что Анна ждёт.")
    assert masked == "[PERSON_1] здесь? Передайте [PERSON_1_2], что [PERSON_1_3] ждёт."


def test_a_text_that_already_holds_tokens_comes_back_as_it_was():
    text = "Пишите [PERSON_1], «phone_2» и [EMAIL] по адресу ivan@example.com"
    safe = vault()
    assert safe.restored(safe.masked(text)) == text


@pytest.mark.parametrize(
    "damaged", ["[person_1]", "[PERSON 1]", "«PERSON_1»", "PERSON_1", "[ Person_1 ]"]
)
def test_a_damaged_token_is_understood(damaged):
    safe = vault()
    safe.masked("Анна, добрый день!")
    assert safe.restored(f"Здравствуйте, {damaged}!") == "Здравствуйте, Анна!"


def test_an_invented_token_is_refused():
    with pytest.raises(MaskingFailed):
        vault().restored("Здравствуйте, [PERSON_1]!")


CORPUS = yaml.safe_load((Path(__file__).parent / "privacy_corpus.yaml").read_text(encoding="utf-8"))
CASES = [(phenomenon, text) for phenomenon, texts in CORPUS.items() for text in texts]
_MARKED = re.compile(r"\[\[([A-Z]+):(.*?)\]\](?!\])", re.DOTALL)
_NUMBERED = re.compile(r"\[([A-Z]+)_\d+(?:_\d+)?\]")


@pytest.mark.parametrize(("phenomenon", "marked"), CASES, ids=[c[1][:60] for c in CASES])
def test_exactly_what_is_personal_is_masked(phenomenon, marked):
    text = _MARKED.sub(r"\2", marked)
    safe = vault()
    masked = safe.masked(text)
    assert _NUMBERED.sub(r"[\1]", masked) == _MARKED.sub(r"[\1]", marked)
    assert safe.restored(masked) == text
    assert safe.leaks(masked) == ()
