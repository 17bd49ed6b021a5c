"""Names are told apart and recognised as the same person in all their usual spellings."""

import pytest

from okk_text.people.names import (
    NameParts,
    given_names,
    is_given_name,
    is_patronymic,
    name_parts,
    people,
    same_name,
    spoken_vocative,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Саша", "Александр"),
        ("Саша", "Александра"),
        ("Женя", "Евгений"),
        ("Женечка", "Евгения"),
        ("Дима", "Дмитрий"),
        ("Наталья", "Наталия"),
        ("Софья", "София"),
        ("Данила", "Даниил"),
        ("Артём", "Артем"),
        ("Алёна", "Алена"),
        ("Алексей", "Aleksey"),
        ("Алексей", "Alexey"),
        ("Алексей", "Alexei"),
        ("Юлия", "Yulia"),
        ("Юля", "Julia"),
        ("Дмитрий", "Dmitriy"),
        ("Екатерина", "Yekaterina"),
        ("Олена", "Елена"),
        ("Айгүл", "Айгуль"),
        ("Нұрлан", "Nurlan"),
        ("Ерлан", "Yerlan"),
        ("Шерзод", "Sherzod"),
        ("Жанночка", "Жанна"),
        ("Юлечка", "Юлия"),
        ("Игорёк", "Игорь"),
        ("Tom", "Thomas"),
        ("Liz", "Elizabeth"),
        ("Мария Сергеевна", "Маша"),
        ("Ирина Павловна", "Седова Ирина Павловна"),
        ("Иван Сергеич", "Иван Сергеевич"),
        ("Александр Саныч", "Александр Александрович"),
        ("Пётр Васильевич", "Петр Василич"),
        ("Г-н Кузнецов", "Олег Кузнецов"),
        ("Ms. Smith", "Laura Smith"),
        ("Ирина Седова", "Ирина Кравец"),  # a married name is no contradiction
    ],
)
def test_forms_of_one_name_are_the_same(one: str, other: str):
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Марина", "Маргарита"),
        ("Юлиана", "Юлия"),
        ("Иван", "Игорь"),
        ("Родион", "Роман"),
        ("Сергей", "Станислав"),
        ("Александр", "Александра"),
        ("Анна", "Жанна"),
        ("Алина", "Алиса"),
        ("Оксана", "Ксения"),
        ("Светлана", "Ирина Павловна"),
        ("Георгий Иванович", "Георгий Игоревич"),
        ("Laura", "Lauren"),
    ],
)
def test_different_names_stay_different(one: str, other: str):
    assert not same_name(one, other)
    assert not same_name(other, one)


@pytest.mark.parametrize(
    ("display", "given", "patronymic", "surname"),
    [
        ("Седова Ирина Павловна", "Ирина", "Павловна", "Седова"),
        ("Ирина Павловна Седова", "Ирина", "Павловна", "Седова"),
        ("Игорь Мытищи 3 окна", "Игорь", None, None),
        ("Окна Марина Мытищи", "Марина", None, None),
        ("Ольга | Тёплый контур", "Ольга", None, None),
        ("Администратор Лариса", "Лариса", None, None),
        ("Менеджер: Павел Рябов", "Павел", None, "Рябов"),
        ("ИП Гурова Алина", "Алина", None, "Гурова"),
        ("Юрий Панкратов, логист", "Юрий", None, "Панкратов"),
        ("Вера Лапина", "Вера", None, "Лапина"),
        ("Лапина Вера", "Вера", None, "Лапина"),
        ("Нурлан Серикович", "Нурлан", "Серикович", None),
        ("Вусал Ариф оглы Мамедов", "Вусал", "Ариф оглы", "Мамедов"),
        ("Айзирек Токтосунова", "Айзирек", None, "Токтосунова"),
        ("Laura Jensen", "Laura", None, "Jensen"),
        ("~ Тимур", "Тимур", None, None),
        ("Сергей К.", "Сергей", None, None),
        ("О. В. Шапошникова", None, None, "Шапошникова"),
        ("+7 917 204-55-18", None, None, None),
        ("lj@example.com", None, None, None),
        ("ООО «Ромашка»", None, None, None),
        ("Магазин Надежда", None, None, None),
        ("Салон красоты Виктория", None, None, None),
        ("Автосервис Гараж 61", None, None, None),
        ("Служба поддержки", None, None, None),
        ("", None, None, None),
    ],
)
def test_the_person_in_a_display_name(
    display: str, given: str | None, patronymic: str | None, surname: str | None
):
    assert name_parts(display) == NameParts(given=given, patronymic=patronymic, surname=surname)


def test_one_greets_by_given_name_and_patronymic():
    assert name_parts("Седова Ирина Павловна").greeting == "Ирина Павловна"
    assert name_parts("Седова Ирина Павловна").full == "Ирина Павловна Седова"
    assert name_parts("Шапошникова").greeting is None


@pytest.mark.parametrize("clipped", ["Лен", "Ань", "Юль", "Дим", "Маш", "Кать", "Марин", "Серёг"])
def test_a_clipped_address_is_understood_but_is_no_name_elsewhere(clipped: str):
    assert spoken_vocative(clipped)
    assert not is_given_name(clipped) or clipped == "Дим"


def test_everyday_words_and_oblique_cases_are_no_names_in_a_text():
    assert given_names("Вера в продукт есть, Надежда на скидку тоже") == ()
    assert given_names("Отправил договор Ивану, Марку и Артёму") == ()
    assert given_names("Ирина и Пётр приедут завтра") == ("Ирина", "Пётр")


def test_patronymics_are_known_by_their_endings():
    assert all(map(is_patronymic, ("Иванович", "Сергеевна", "Ильич", "Никитична", "Саныч")))
    assert not any(map(is_patronymic, ("Иван", "договор", "кирпич", "москвич", "Ильин")))


def test_the_table_is_large_enough_to_rely_on():
    from okk_text.people.names import _table

    cyrillic = {form for _, _, forms in _table() for form in forms[:1] if not form.isascii()}
    latin = {form for _, _, forms in _table() for form in forms[:1] if form.isascii()}
    assert len(cyrillic) >= 700
    assert len(latin) >= 400
    assert all(people(form) for _, _, forms in _table() for form in forms)
