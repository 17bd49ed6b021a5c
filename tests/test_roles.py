"""Who is manager, client, bot or system, and what each is called."""

from pathlib import Path

import pytest

from okk_text.conversation.dialogue import dialogue
from okk_text.conversation.model import Conversation, Message, Participant
from okk_text.roles import contested_managers, with_roles
from okk_text.settings import Settings, Team

TEAM = Settings(team=(Team(name="Окна", managers=("Ольга Ким", "o.kim@example.com")),))


def test_managers_come_from_the_settings_and_the_rest_are_clients():
    known = with_roles(_chat(("Игорь", "Сколько стоит?"), ("Ольга Ким", "5 000 ₽")), TEAM)
    assert [message.role for message in known.messages] == ["client", "manager"]
    assert [(p.author, p.role, p.guessed) for p in known.participants] == [
        ("Игорь", "client", False),
        ("Ольга Ким", "manager", False),
    ]
    assert known.notes == ()


def test_a_domain_makes_managers_of_all_its_addresses():
    settings = Settings(team=(Team(name="Окна", domains=("example.com",)),))
    known = with_roles(_mail(("new@example.com", ()), ("igor@example.org", ())), settings)
    assert [message.role for message in known.messages] == ["manager", "client"]


def test_roles_that_the_export_gives_stay_unless_the_settings_know_better():
    given = dialogue("M: Добрый день!\nC: Здравствуйте\nB: Заявка принята\nS: Чат создан")
    assert [m.role for m in with_roles(given, Settings()).messages] == [
        "manager",
        "client",
        "bot",
        "system",
    ]
    assert not any(p.guessed for p in with_roles(given, Settings()).participants)


@pytest.mark.parametrize(
    "text",
    [
        "Здравствуйте! Это автоответ: откроемся в 10:00.",
        "Это автоматическое сообщение, ответим утром",
        "Hi! This is an automated message, we are closed now.",
    ],
)
def test_an_auto_reply_in_the_business_name_is_a_bot(text: str):
    known = with_roles(_chat(("Ольга Ким", text), ("Ольга Ким", "Добрый день!")), TEAM)
    assert [message.role for message in known.messages] == ["bot", "manager"]


def test_a_bot_in_a_group_is_a_bot_and_a_client_who_asks_about_bots_is_not():
    chat = _chat(("Салон CRM", "Заявка №5"), ("Игорь", "Это автоответ?"), ("Ольга Ким", "Нет"))
    assert [m.role for m in with_roles(chat, TEAM).messages] == ["bot", "client", "manager"]


@pytest.mark.parametrize(
    "text",
    [
        "Вам придёт автоматическое сообщение с номером",
        "Это бот перепутал, простите",
        "Это не автоответ",
    ],
)
def test_a_manager_who_speaks_of_automatic_messages_is_no_bot(text: str):
    assert with_roles(_chat(("Ольга Ким", text)), TEAM).messages[0].role == "manager"


def test_a_person_whose_name_ends_like_a_bot_is_a_client():
    chat = _chat(("Laura Talbot", "Hi"), ("Игорь CRM", "Привет"), ("Ольга Ким", "Да"))
    assert [m.role for m in with_roles(chat, TEAM).messages] == ["client", "client", "manager"]


def test_letters_that_no_person_wrote_are_system():
    letter = Message(n=1, author="Игорь", address="igor@example.org", text="В отпуске", auto="auto")
    mail = Conversation(id="x", source="x", channel="email", medium="email", messages=(letter,))
    assert with_roles(mail, TEAM).messages[0].role == "system"


def test_a_letter_between_managers_is_internal():
    settings = Settings(team=(Team(name="Окна", domains=("example.com",)),))
    mail = _mail(
        ("o.kim@example.com", ("boss@example.com",)),
        ("o.kim@example.com", ("boss@example.com", "igor@example.org")),
        ("igor@example.org", ("o.kim@example.com",)),
    )
    assert [m.internal for m in with_roles(mail, settings).messages] == [True, False, False]


@pytest.mark.parametrize(
    ("messages", "manager"),
    [
        (
            [
                ("Игорь", "Сколько стоит установка?"),
                ("Студия «Свет»", "Добрый день! Посчитаю, как к вам обращаться?"),
            ],
            "Студия «Свет»",
        ),
        (
            [
                (
                    "Анна",
                    "Здравствуйте! Меня зовут Анна, мы делаем вывески, предлагаем скидку 10 %",
                ),
                ("Пётр", "Сейчас не нужно, подумаю"),
            ],
            "Анна",
        ),
        (
            [
                ("Laura", "Hi, we need a van, how much?"),
                ("Kevin", "Thanks for reaching out! $90 a day"),
            ],
            "Kevin",
        ),
    ],
)
def test_without_settings_the_seller_is_guessed_and_it_is_said(
    messages: list[tuple[str, str]], manager: str
):
    known = with_roles(_chat(*messages), Settings())
    assert {m.author for m in known.by("manager")} == {manager}
    assert all(p.guessed for p in known.participants)
    assert manager in known.notes[-1]


def test_the_owner_of_the_export_sells():
    chat = _chat(("Анна", "Добрый вечер"), ("Пётр", "Здравствуйте")).model_copy(
        update={"owner": "Анна"}
    )
    assert {m.author for m in with_roles(chat, Settings()).by("manager")} == {"Анна"}


def test_colleagues_at_the_firm_s_domain_are_guessed_together():
    mail = _mail(
        ("client@gmail.com", (), "Сколько стоит доставка? Нужна до пятницы"),
        ("a@example.com", ("client@gmail.com",), "Направляем коммерческое предложение"),
        ("b@example.com", ("client@gmail.com",), "Добрый день"),
    )
    assert [m.role for m in with_roles(mail, Settings()).messages] == [
        "client",
        "manager",
        "manager",
    ]


@pytest.mark.parametrize(
    ("asked", "said", "name"),
    [
        ("Здравствуйте!", "Меня зовут Игорь, нужны окна", "Игорь"),
        ("Здравствуйте!", "Добрый день, это Жанна Борисовна", "Жанна Борисовна"),
        ("Как к вам обращаться?", "Игорь. Окна на кухню", "Игорь"),
        ("Who am I speaking with?", "Laura, Green Nursery. For three weeks", "Laura"),
        ("Добрый день, Родион!", "Я Роман)", "Роман"),
        ("Hello!", "My name is Tom Baker", "Tom"),
        ("Hello!", "Tom here. Is it free?", "Tom"),
        ("Здравствуйте!", "Марина просила узнать цену", None),
        ("Здравствуйте!", "это Москва?", None),
    ],
)
def test_a_client_s_name_is_learnt_from_their_words(asked: str, said: str, name: str | None):
    known = with_roles(_chat(("Ольга Ким", asked), ("+7 900 000-00-01", said)), TEAM)
    assert known.participants[1].name == name


def test_a_client_s_name_is_learnt_from_the_signature():
    mail = dialogue(
        "email\nC: Нужен расчёт\nsignature:\nС уважением,\nСедова Ирина Павловна\nООО «Дом»"
    )
    client = with_roles(mail, TEAM).participants[0]
    assert (client.name, client.full_name) == ("Ирина Павловна", "Ирина Павловна Седова")


def test_contacts_know_the_name_by_phone_or_address(tmp_path: Path):
    (tmp_path / "contacts.csv").write_text(
        "phone,name,full name\n+7 (900) 000-00-01,Игорь,Игорь Пример\nb@example.org,Анна,\n",
        "utf-8",
    )
    team = TEAM.team[0].model_copy(update={"contacts": "contacts.csv"})
    settings = Settings(team=(team,), folder=tmp_path)
    chat = with_roles(_chat(("8 900 000 00 01", "Цена?"), ("Ольга Ким", "100 ₽")), settings)
    assert (chat.participants[0].name, chat.participants[0].full_name) == ("Игорь", "Игорь Пример")
    mail = with_roles(_mail(("o.kim@example.com", ("b@example.org",))), settings)
    assert [(p.author, p.role, p.name) for p in mail.participants][1] == (
        "b@example.org",
        "client",
        "Анна",
    )


def test_the_client_of_a_draft_stays_known():
    draft = _mail(("o.kim@example.com", ())).model_copy(
        update={"participants": (Participant(author="Юлия", role="client", name="Юлия"),)}
    )
    assert ("Юлия", "client") in [(p.name, p.role) for p in with_roles(draft, TEAM).participants]


def _chat(*said: tuple[str, str]) -> Conversation:
    messages = tuple(Message(n=n, author=a, text=text) for n, (a, text) in enumerate(said, 1))
    return Conversation(id="x", source="x", channel="whatsapp", medium="chat", messages=messages)


def _mail(*letters: tuple) -> Conversation:
    messages = tuple(
        Message(
            n=n,
            author=letter[0],
            address=letter[0],
            recipients=letter[1],
            text=letter[2] if len(letter) > 2 else "Добрый день!",
        )
        for n, letter in enumerate(letters, 1)
    )
    return Conversation(id="x", source="x", channel="email", medium="email", messages=messages)


def test_a_manager_in_two_teams_counts_in_the_first_and_is_told():
    opt, shop = (Team(name=name, managers=("+7 900 000-00-00",)) for name in ("Опт", "Розница"))
    settings = Settings(team=(opt, shop))
    assert settings.team_by_author("8 (900) 000-00-00") == opt
    (note,) = contested_managers(settings)
    assert "Опт" in note
    assert contested_managers(Settings(team=(opt,))) == []
