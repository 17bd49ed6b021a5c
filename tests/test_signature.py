"""A signature is held against the team's standard, in any spelling and order of its fields."""

import pytest

from okk_text.checks.signature import CHECK, missing_fields
from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.dialogue import dialogue
from okk_text.results import Finding, Verdict
from okk_text.settings import Settings, SignatureStandard, Team

STANDARD = SignatureStandard(
    fields=("full_name", "position", "company", "phone"), company="ООО «Тёплый Контур»"
)


@pytest.mark.parametrize(
    ("signature", "missing"),
    [
        ("С уважением,\nИлья Примеров\nменеджер\nООО «Тёплый Контур»\n+7 (900) 000-00-00", ""),
        ("Примеров Илья | менеджер | Теплый Контур | 8 900 000 00 00", ""),
        ('-- \nИлья Примеров,\nстарший замерщик,\nООО "Тёплый контур", тел. 22-33-44', ""),
        ("Илья\tПримеров\nТЁПЛЫЙ-КОНТУР, ООО\nглавный технолог\n+79000000000", ""),
        ("Ilya Primerov\nSales Manager\nTeplyi Kontur LLC\nPhone: +7 900 000-00-00", ""),
        ("менеджер ООО «Тёплый Контур» Илья Сергеевич Примеров, моб. 900-000-00", ""),
        ("Анна-Мария Сафина-Алиева\nэксперт\n«Тёплый Контур»\n+7 900 000-00-00, доб. 14", ""),
        ("Илья\nООО «Тёплый Контур»", "full_name position phone"),
        ("И. Примеров", "full_name position company phone"),
        ("Илья П.\nменеджер\nТёплый Контур\n+7 900 000-00-00", "full_name"),
        ("Илья Сергеевич\nменеджер\nТёплый Контур\n+7 900 000-00-00", "full_name"),
        ("Илья Примеров\nООО «Тёплый Контур»", "position phone"),
        ("Илья Примеров\nменеджер\nООО «Тёплый Дом»\n+7 900 000-00-00", "company"),
        ("Отдел продаж\nООО «Тёплый Контур»", "full_name position phone"),
        ("С уважением, коллектив ООО «Тёплый Контур»", "full_name position phone"),
        ("Илья Примеров\nменеджер\nТёплый Контур\nИНН 7700000000", "phone"),
        ("Илья Примеров\nменеджер\nТёплый Контур\nс 12.03.2019 по 14.05.2026", "phone"),
        ("Илья Примеров\nменеджер\ninfo@teplyi-kontur.example.com\n+7 900 000-00-00", "company"),
        ("Отправлено с iPhone", "full_name position company phone"),
        ("", "full_name position company phone"),
    ],
)
def test_the_fields_that_a_signature_lacks(signature: str, missing: str):
    assert " ".join(missing_fields(signature, STANDARD, author="Илья Примеров")) == missing


@pytest.mark.parametrize(
    ("line", "held"),
    [
        ("Котова М.В., зам. нач. отдела снабжения", True),
        ("Лапин С.Ю., нач. цеха № 2", True),
        ("Лапин Семён | гл. инж. | Вектор", True),
        ("Ольга Белова, ст. менеджер", True),
        ("Лев Дубов, вед. спец. ОП", True),
        ("Лев Дубов, рук. отд. продаж", True),
        ("Аскарова Р.И., и.о. директора", True),
        ("Аскарова Р.И., и. о. дир.", True),
        ("Raj Patel, Sr. Sales Mgr, Northfield", True),
        ("Raj Patel, Acct. Exec.", True),
        ("Raj Patel | Asst VP", True),
        ("Ольга Белова, тех. отдел, ул. Мира, д. 5, пом. 12", False),
        ("Зайцев И.О., г. Тверь, ст. Лихославль, тел. 22-33-44", False),
        ("Raj Patel, Sales Dept., St. Albans", False),
    ],
)
def test_a_post_cut_short_is_a_position(line: str, held: bool):
    missing = missing_fields(line, SignatureStandard(fields=("position",)))
    assert ("position" not in missing) == held


@pytest.mark.parametrize(
    ("signature", "missing"),
    [
        ("Tom Baker\nt.baker@example.com\nwww.example.com\n12 Mill Road, Leeds", ""),
        ("Tom Baker\nBaker@Example.com, example.com/shop, ул. Мира, д. 5", ""),
        ("Tom Baker\nt.baker@example.com", "site address"),
        ("Tom Baker", "email site address"),
        ("Tom Baker, 420000, Казань, проспект Мира, 5, https://example.com", "email"),
    ],
)
def test_addresses_and_links_are_fields_too(signature: str, missing: str):
    standard = SignatureStandard(fields=("full_name", "email", "site", "address"))
    assert " ".join(missing_fields(signature, standard)) == missing


def test_a_value_of_the_standard_must_be_that_value():
    standard = SignatureStandard(
        fields=("phone", "site"), phone="8 800 000-00-00", site="example.com"
    )
    assert missing_fields("+7 (800) 000 00 00, https://www.example.com/", standard) == ()
    assert missing_fields("+7 900 000-00-00, other.example.org", standard) == ("phone", "site")


def test_a_rare_name_is_full_where_the_author_bears_it():
    standard = SignatureStandard(fields=("full_name",))
    assert missing_fields("Zyx Qwerty", standard, author="Zyx Qwerty") == ()
    assert missing_fields("Отдел сбыта", standard, author="Отдел сбыта") == ("full_name",)


@pytest.mark.parametrize(
    ("signature", "label", "findings"),
    [
        ("Илья Примеров\nменеджер\nТёплый Контур\n+7 900 000-00-00", "ok", 0),
        ("Илья", "incomplete", 1),
        ("Отправлено с iPhone", "missing", 1),
        ("Sent from my Galaxy", "missing", 1),
        ("С уважением,", "missing", 1),
    ],
)
def test_the_label_of_a_letter(signature: str, label: str, findings: int):
    said = _said(f"email\nM Илья: Прайс во вложении.\nsignature:\n{signature}")
    assert said[0].label == label
    assert sum(isinstance(item, Finding) for item in said) == findings


def test_the_reason_names_what_is_not_there():
    verdict, finding = _said("email\nM Илья: Вот.\nsignature:\nИлья Примеров\nменеджер")
    assert verdict.reason == "нет: компания (ООО «Тёплый Контур»), телефон"
    assert "телефон" in finding.note


def test_without_a_standard_nothing_is_assessed():
    letter = dialogue("email\nM Илья: Прайс во вложении.")
    [verdict] = CHECK.find(letter, Toolbox())
    assert verdict.label == "not_assessed"
    assert verdict.reason


def test_chats_have_no_signature_and_internal_letters_need_none():
    assert _said("M Илья: Прайс во вложении.") == []
    letter = dialogue("email\nM Илья: Глянь.")
    internal = letter.messages[0].model_copy(update={"internal": True})
    [verdict] = CHECK.find(letter.model_copy(update={"messages": (internal,)}), _toolbox())
    assert verdict.label == "na"


def _said(written: str) -> list[Finding | Verdict]:
    return list(CHECK.find(dialogue(written), _toolbox()))


def _toolbox() -> Toolbox:
    team = Team(name="Контур", managers=("Илья",), signature=STANDARD)
    return Toolbox(Settings(team=(team,)))
