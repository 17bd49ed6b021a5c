"""What leaves the machine holds no person, number or address, and comes back exactly."""

import re
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from okk_text.conversation.model import Conversation, Message, Participant
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


_PIECES = st.sampled_from(
    "Анна Анне Петрова Петровой И. +7 921 555 01 02 ivan@example.com [PERSON_1] PERSON_1 «phone 2» [ ] _ 1 "
    "ул. Ленина 5 кв. 3 ИНН 7707083893 https://example.com/?a=1 @nick , ! \n 4111 1111 1111 1111 ё Ё ſ K".split(
        " "
    )
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.lists(_PIECES).map(" ".join), st.lists(_PIECES).map("".join)))
def test_any_text_comes_back_exactly(text):
    safe = vault("Анна Петрова")
    assert safe.restored(safe.masked(text)) == text


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_a_known_address_and_phone_never_leave(before, after):
    known = ("+7 921 555-01-02", "ivan.primer@example.com")
    safe = vault(*known)
    for secret in known:
        masked = safe.masked(f"{before} {secret} {after}")
        assert secret not in masked
        assert safe.leaks(f"{before} {secret} {after}")


HOSTILE = ("1", "12 ", "А", "a@", "a.b-", "+7 (", "ул. А Б ", "д. 5 ", "А.С. ", "анна,", "[PERSON_", "[", "a/",
           "один два ", "x at y dot ", "Аб обл. ", "кв. 3 ", "From: A B ", "Анна Петровна ", "ИП ")  # fmt: skip


@pytest.mark.parametrize("pattern", HOSTILE)
def test_hostile_texts_take_linear_time(pattern):
    safe = vault("Анна Петрова")
    safe.masked(pattern * 10)
    started = time.process_time()
    safe.leaks(safe.masked((pattern * 50_000)[:50_000]))
    assert time.process_time() - started < 8


def test_thousands_of_strangers_take_linear_time():
    surnames = (f"{a}{b}{c}ов" for a in "БВГДКЛМ" for b in "аеиоу" for c in "бвгдкл" * 30)
    safe = vault()
    started = time.process_time()
    safe.masked(" и ".join(surnames)[:50_000])
    assert time.process_time() - started < 8


def test_a_participant_is_one_person_in_every_spelling():
    safe = vault("Ольга Сергеевна Мельникова")
    text = "Ольга, Оле, Мельниковой О.С., Olga Melnikova, Сергеевна, ОЛЬГОЙ, мельниковой"
    numbers = set(re.findall(r"PERSON_(\d+)", safe.masked(text)))
    assert numbers == {"1"}


def test_two_people_of_one_name_stay_two():
    masked = vault("Иван Петров", "Иван Сидоров").masked("Иван Петров и Иван Сидоров, Сидорову")
    assert masked == "[PERSON_1] и [PERSON_2], [PERSON_2_2]"


def test_spellings_of_one_phone_share_its_number():
    assert vault().masked("+7 921 555-01-02, он же 89215550102") == "[PHONE_1], он же [PHONE_1_2]"


def test_numbers_do_not_depend_on_what_is_asked_first():
    messages = (
        Message(n=1, author="Анна", text="Привет, Борис!"),
        Message(n=2, author="Борис", text="Добрый день, Виктор передал."),
    )
    conversation = Conversation(id="c", source="s", channel="x", medium="chat", messages=messages)
    asked = [Vault(conversation, Settings()).masked(m.text) for m in reversed(messages)]
    safe = Vault(conversation, Settings())
    assert asked == [safe.masked(m.text) for m in messages][::-1]


def test_words_of_the_firm_never_leave_in_any_case():
    safe = vault(never=("проект Альфа", "Ромашка"))
    masked = safe.masked("По проекту Альфа для «Ромашки» и РОМАШКА")
    assert masked == "По [TERM_1] для «[TERM_2]» и [TERM_2_2]"


def test_managers_of_the_team_are_known():
    team = {"name": "Т", "managers": ["Зульфия Кириенко", "z@example.com"]}
    conversation = Conversation(id="c", source="s", channel="x", medium="chat", messages=())
    safe = Vault(conversation, Settings(team=[team]))
    assert safe.masked("спросите кириенко") == "спросите [PERSON_1]"


def test_a_failure_inside_keeps_the_text_here(monkeypatch):
    def broken(text):
        raise RuntimeError(text)

    monkeypatch.setattr("okk_text.privacy.vault.addresses_in", broken)
    with pytest.raises(MaskingFailed) as failed:
        vault().masked("Анна")
    assert "Анна" not in str(failed.value)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("пишите ivan@example.com", "EMAIL"),
        ("тел. +7 921 555-01-02", "PHONE"),
        ("карта 4111 1111 1111 1111", "CARD"),
        ("сказала Ольга", "PERSON"),
        ("скажите Ольге", "PERSON"),
        ("СНИЛС 112-233-445 95", "SNILS"),
        ("https://example.com/a?token=1", "LINK"),
        ("проект Альфа", "TERM"),
    ],
)
def test_the_second_look_sees_what_was_left(text, kind):
    safe = vault("Ольга Мельникова", never=("Альфа",))
    assert kind in safe.leaks(f"Вопрос о тексте: {text}.")


def test_the_second_look_lets_facts_pass():
    text = "Заказ № 89215550102 на 1 250 000 руб. от 12.03.2026, 15:30, скидка 10 %, [PERSON_1] и [PHONE_2]."
    assert vault("Вера Роман").leaks(text) == ()


_PEOPLE = (
    "Ольга Мельникова",
    "Вадим Абрамов",
    "Emily Johnson",
    "Рустам Каримов",
    "Вера Лебедь",
    "zayka_99",
)
_AROUND = st.sampled_from(
    [
        "",
        " ",
        "«",
        "»",
        ", ",
        ". ",
        "тариф ",
        "в ",
        "для ",
        "5 ",
        " 5",
        " руб.",
        "-",
        "\n",
        '"',
        "(",
        "ООО ",
    ]
)
_FORMS = st.sampled_from(
    "Ольга Ольге ольгой ОЛЬГА Мельниковой Мельникова Абрамову Вадиму Emily Johnson Рустама Каримовым "
    "Вера Лебедь Лебедю zayka_99 Вадимом".split()
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(_AROUND, _FORMS, _AROUND), max_size=4))
def test_the_second_look_never_contradicts_the_masking(pieces):
    safe = vault(*_PEOPLE)
    masked = safe.masked("".join(map("".join, pieces)))
    assert safe.leaks(masked) == ()


@pytest.mark.parametrize(
    ("person", "text", "masked"),
    [
        ("Любовь Шилова", "Можете посчитать? Любовь", "Можете посчитать? [PERSON_1]"),
        ("Никита Ершов", "Спасибо.\n\nЕршов Никита", "Спасибо.\n\n[PERSON_1]"),
        ("Евгений Турция", "Хотим в Турцию. Турция летом", "Хотим в Турцию. Турция летом"),
    ],
)
def test_what_a_display_name_tells_is_used(person, text, masked):
    assert vault(person).masked(text) == masked
