"""A greeting is found where greetings stand, its name is read, and the name is the client's."""

import pytest

from okk_text.checks.greeting import CHECK
from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.dialogue import dialogue
from okk_text.people.greetings import greeting_in
from okk_text.results import Finding, Verdict


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Добрый день, Ирина Олеговна! Высылаю смету.", "Ирина Олеговна"),
        ("Здравствуйте, уважаемая Гульнара Рашидовна!", "Гульнара Рашидовна"),
        ("Приветствую, Тимур!", "Тимур"),
        ("Лен, привет, глянь договор", "Лен"),
        ("Анют, доброе утро!", "Анют"),
        ("Здрасте, Вадим! Фура выехала.", "Вадим"),
        ("Дбрый день! Рустам, готово.", None),
        ("Здраствуйте Нина, цена прежняя", "Нина"),
        ("День добрый, Зураб Отарович!", "Зураб Отарович"),
        ("Ещё раз здравствуйте, Полина!", "Полина"),
        ("Полина, ещё раз здравствуйте! Забыла файл.", "Полина"),
        ("Приветствую Вас, Олжас! Расчёт готов", "Олжас"),
        ("Оксана!\nДоброе утро!\nСчёт готов", "Оксана"),
        ("Жанар, Айдос, добрый день!", "Жанар"),
        ("И вам доброго дня, Кирилл!", "Кирилл"),
        ("Спасибо за заявку! Добрый вечер, Эдуард.", "Эдуард"),
        ("Здравствуйте! Тамара Юрьевна, подскажите объём.", "Тамара Юрьевна"),
        ("Добрый день! Благодарю за звонок, Фёдор!", "Фёдор"),
        ("Добрый день, Айпери Бакытовна!", "Айпери Бакытовна"),
        ("Здравствуйте, Хюррем! Заказ собран.", "Хюррем"),
        ("вечер добрый, наталья", "наталья"),
        ("Добрый день, г-жа Белова!", "Белова"),
        ("Hello Priya, the report is attached.", "Priya"),
        ("Good morning, Mr. Okafor, we can deliver on Monday.", "Okafor"),
        ("Dear Siobhan and Tom,\nplease see below.", "Siobhan"),
        ("Hi Grace! Quick question.", "Grace"),
        ("Marta, hello! All set.", "Marta"),
        ("Сәлеметсіз бе, Нұргүл!", "Нұргүл"),
    ],
)
def test_a_named_greeting_is_read(text: str, name: str | None):
    greeting = greeting_in(text)
    assert name is None or greeting.greets
    if name:
        span, _ = greeting.names[0]
        assert text[span.start : span.end] == name


@pytest.mark.parametrize(
    "text",
    [
        "Добрый день! Надежда умирает последней, но мы успеем.",
        "Здравствуйте! Роман Толстого у нас в наличии.",
        "Добрый день! Передала Ольге ваш вопрос.",
        "Здравствуйте! С вами Денис, компания «Луч».",
        "Добрый день! Это Алина, студия «Свет».",
        "Добрый день! Алина, студия «Свет». Как к вам обращаться?",
        "Здравствуйте! Ольга, наш менеджер, перезвонит вам.",
        "Здравствуйте, уважаемые партнёры!",
        "Добрый день, дорогие друзья!",
        "Доброе утро! Марина подтвердила бронь.",
        "Здравствуйте! Виктория — наш самый крупный торговый центр.",
        "Добрый день! Вера Павловна болеет, отвечу за неё.",
        "Добрый вечер! Рада, что написали.",
        "Hello there! Will you be in town?",
        "Good afternoon, everyone. Mark the date.",
        "Hi! This is Kevin from the rental desk.",
        "Dear valued customer, prices have changed.",
        "Здравствуйте! Доставка в Ростов завтра.",
    ],
)
def test_a_greeting_without_a_name_has_none(text: str):
    greeting = greeting_in(text)
    assert greeting.greets
    assert greeting.names == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Спасибо, Руслан! Записал.", "Руслан"),
        ("Отличный выбор, Софья Ильинична, оформляю.", "Софья Ильинична"),
        ("Денис, счёт во вложении.", "Денис"),
        ("Понял, Стас! Сделаю.", "Стас"),
        ("Perfect, Joanna. I will book it.", "Joanna"),
        ("Инна: отвечаю по пунктам.", "Инна"),
    ],
)
def test_a_name_opens_a_letter_without_a_greeting_word(text: str, name: str):
    greeting = greeting_in(text)
    assert not greeting.greets
    assert text[greeting.names[0][0].start : greeting.names[0][0].end] == name


@pytest.mark.parametrize(
    "text",
    [
        "Ольга подготовит договор к среде.",
        "Любовь к порядку у нас в крови.",
        "Передавайте привет коллегам!",
        "Хорошего дня!",
        "Спасибо за заказ, до связи. Доброго вечера!",
        "Здорово! Тогда оформляю.",
        "Цена 500 ₽, Роман согласовал.",
        "Oh dear, the file is gone.",
        "+7 900 000-00-00, Банк, Анна К.",
        "Роман-газета по подписке",
    ],
)
def test_what_is_no_opening_address_is_left_alone(text: str):
    greeting = greeting_in(text)
    assert not greeting.greets
    assert greeting.names == ()


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("Добрый день, {{ client_name }}!", "{{ client_name }}"),
        ("Здравствуйте, [Имя]!", "[Имя]"),
        ("Уважаемый !\nПредлагаем", "Уважаемый !"),
        ("Dear [First Name],", "[First Name]"),
        ("Здравствуйте, %username%!", "%username%"),
        ("Добрый день, ИМЯ!", "ИМЯ"),
        ("Hi <name>, it is ready", "<name>"),
    ],
)
def test_an_unfilled_template_is_seen(text: str, slot: str):
    greeting = greeting_in(text)
    assert greeting.greets
    assert greeting.names == ()
    assert text[greeting.template.start : greeting.template.end] == slot


@pytest.mark.parametrize(
    ("written", "labels"),
    [
        ("C Анна: Цена?\nM: Аня, добрый день! 5 000.", ["named"]),
        ("C Анна: Цена?\nM: Добрый день! 5 000.", ["unnamed"]),
        ("C Анна: Цена?\nM: Яна, добрый день! 5 000.", ["wrong_name"]),
        ("C Анна: Цена?\nM: Анна, 5 000.", ["missing"]),
        ("C Анна: Цена?\nM: 5 000.\nM: Берёте?", ["na", "missing"]),
        ("C Анна: Цена?\nM: Здравствуйте!\nM: Анна, 5 000.", ["named", "na"]),
        ("C Анна: Цена?\nM: Анна, привет!\nC Анна: И срок?\nM: Неделя.", ["named", "na"]),
        ("email\nC Анна: Цена?\nM: Анна, 5 000.", ["named"]),
        ("email\nC Анна: Цена?\nM: 5 000.\nC Анна: Срок?\nM: Неделя.", ["missing", "na"]),
        (
            "email\nC Анна: Цена?\nM: Анна!\nC Анна: Срок?\nM: Добрый день! Неделя.",
            ["named", "unnamed"],
        ),
        ("email\nC Анна: Цена?\nM: Уважаемые коллеги!\n5 000.", ["unnamed"]),
        ("email\nC Анна: Со мной в копии Пётр.\nM: Пётр, добрый день! Цена 5.", ["named"]),
        ("email\nC Георгий Игоревич: Цена?\nM: Георгий Иванович, 5 000.", ["wrong_name"]),
        ("C +7 900 000-00-00: Цена?\nM: Игорь, добрый день!", ["named"]),
        ("C Тигран Варданян: Цена?\nM: Добрый день, Тигран Арменович! 5", ["named"]),
        ("C Юрий Сергеевич: Цена?\nM: Юрий Степанович, добрый день!", ["wrong_name"]),
        ("C Дмитрий: Цена?\nM: Добрый день, Дмирий!", ["wrong_name"]),
        ("C Роман Щукин: Цена?\nM: Добрый день, господин Щукин!", ["named"]),
        ("C Роман Щукин: Цена?\nM: Добрый день, господин Окунев!", ["wrong_name"]),
        ("C ООО Ромашка: Цена?\nM: Добрый день, ООО Ромашка!", ["unnamed"]),
        ("C Олег: Цена?\nM: Олег и коллеги, добрый день!", ["named"]),
        ("C Олег: Цена?\nM: Уважаемый Олег! Цена 5", ["missing"]),
        ("C Олег: Цена?\nM: Добрейшего утра, Олег!", ["named"]),
        ("C Олег: Цена?\nM: Здравствуйте! Меня зовут Яна. Олег, цена 5", ["named"]),
        ("C Олег: Цена?\nM: Давайте посчитаем, Олег.", ["missing"]),
        ("email\nC Олег: Цена?\nM: Уважаемые Олег и Инна!\n\nцена 5", ["named"]),
        ("email\nC Олег: Цена?\nM: Коллеги, цена 5", ["missing"]),
        ("email\nC Bob Stone: Price?\nM: Hi Robert, 5 EUR", ["named"]),
        ("email\nC Bob Stone: Price?\nM: Good afternoon Mr Smith, 5 EUR", ["wrong_name"]),
        ("email\nC Ann Lee: Price?\nM: Thank you for the details, Ann. 5 EUR", ["named"]),
        ("email\nC Ann Lee: Price?\nM: Dear Sir or Madam,\n\n5 EUR", ["unnamed"]),
    ],
)
def test_the_label_of_each_message(written: str, labels: list[str]):
    said = list(CHECK.find(dialogue(written), Toolbox()))
    assert [verdict.label for verdict in said if isinstance(verdict, Verdict)] == labels


def test_a_name_that_cannot_be_known_is_a_hint_and_no_loss():
    written = "C +7 900 000-00-00: Цена?\nM: Добрый день! 5 000."
    verdict, finding = _said(written)
    assert (verdict.label, verdict.value, finding.severity) == ("unnamed", 1.0, "hint")


def test_who_asks_for_the_name_needs_no_hint():
    assert len(_said("C +7 900 000-00-00: Цена?\nM: Добрый день! Как вас зовут?")) == 1


def test_a_name_learnt_later_was_not_known_before():
    written = """
        C +7 900 000-00-00: Цена?
        M: Добрый день! Как вас зовут?
        C +7 900 000-00-00: Игорь
        C +7 900 000-00-00, 2026-03-05 10:00: Что со сроком?
        M: Здравствуйте! Неделя.
        """
    verdicts = [said for said in _said(written) if isinstance(said, Verdict)]
    assert [(v.label, v.value) for v in verdicts] == [("unnamed", 1.0), ("unnamed", None)]


def test_a_wrong_name_in_mid_chat_is_found_though_no_greeting_is_due():
    said = _said("C Анна: Цена?\nM: Анна, привет! 5.\nC Анна: Срок?\nM: Яна, неделя.")
    findings = [finding for finding in said if isinstance(finding, Finding)]
    assert [(f.n, f.fix, f.severity) for f in findings] == [(4, "Анна", "error")]


@pytest.mark.parametrize(
    "said",
    [
        "Виталий, +7 900 000-00-00, позвонит утром",
        "Виталий, замерщик, приедет к девяти",
        "Пётр, директор, одобрил",
    ],
)
def test_a_third_person_in_mid_chat_is_no_wrong_name(said: str):
    written = f"C Анна: Цена?\nM: Анна, привет! 5.\nC Анна: Кто приедет?\nM: {said}"
    assert not [item for item in _said(written) if isinstance(item, Finding)]


def test_a_wrong_name_before_a_price_in_mid_chat_is_still_wrong():
    written = "C Анна: Цена?\nM: Анна, привет!\nC Анна: Ну?\nM: Яна, 5 000 ₽"
    assert [item.fix for item in _said(written) if isinstance(item, Finding)] == ["Анна"]


def test_a_person_spoken_of_before_may_be_addressed():
    written = (
        "C Анна: Цена?\nM: Анна, привет! Спрошу Виталия.\nC Анна: Ок\nM: Виталий, скажите цену"
    )
    assert not [item for item in _said(written) if isinstance(item, Finding)]


def test_an_introduction_of_the_manager_is_no_wrong_name():
    said = _said("C Анна: Цена?\nM Марат Юсупов: Добрый день! Марат, «Чистый дом». Цена 5.")
    assert [v.label for v in said if isinstance(v, Verdict)] == ["unnamed"]


def _said(written: str) -> list[Finding | Verdict]:
    return list(CHECK.find(dialogue(written), Toolbox()))
