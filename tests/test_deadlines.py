"""Deadlines in text: where they stand and which day they mean."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okk_text.lexicon.deadlines import deadlines
from okk_text.settings import WorkingHours
from okk_text.working_time import WorkCalendar

NOW = datetime(2026, 3, 4, 11, 0)  # a Wednesday
CALENDAR = WorkCalendar(WorkingHours())


def found(text, now=NOW):
    return deadlines(text, now=now, is_working=CALENDAR.is_working)


@pytest.mark.parametrize(
    ("text", "phrase", "due", "at"),
    [
        ("Пришлите эскиз до четверга.", "до четверга", "2026-03-05", None),
        ("Ответьте к вечеру пятницы.", "к вечеру пятницы", "2026-03-06", None),
        ("Жду вас в среду.", "в среду", "2026-03-11", None),
        (
            "Давайте в следующий вторник в 16:00.",
            "в следующий вторник в 16:00",
            "2026-03-10",
            "16:00",
        ),
        ("Подпишите до пт.", "до пт.", "2026-03-06", None),
        ("Оплатите до 14:30.", "до 14:30", "2026-03-04", "14:30"),
        ("Оплатите не позже 10:30.", "не позже 10:30", "2026-03-05", "10:30"),
        ("Дайте ответ до 17.", "до 17", "2026-03-04", "17:00"),
        ("Приезжайте завтра к 5.", "завтра к 5", "2026-03-05", "17:00"),
        ("Верните акт завтра до обеда.", "завтра до обеда", "2026-03-05", None),
        ("Позвоните до шести вечера.", "до шести вечера", "2026-03-04", "18:00"),
        ("Наберу с 14 до 17, хорошо?", "с 14 до 17", "2026-03-04", "17:00"),
        ("Монтаж 24–26 марта, подойдёт?", "24–26 марта", "2026-03-26", None),
        ("Проверьте с 9 марта по 13 марта.", "с 9 марта по 13 марта", "2026-03-13", None),
        ("Договор до 20.03.2026 включительно.", "до 20.03.2026 включительно", "2026-03-20", None),
        ("Подтвердите до 14.03", "до 14.03", "2026-03-14", None),
        ("Пришлите до 25-го.", "до 25-го", "2026-03-25", None),
        ("Закроем к двадцатому числу", None, None, None),
        ("Жду до двадцатого числа.", "до двадцатого числа", "2026-03-20", None),
        (
            "Пришлите в течение двух рабочих дней.",
            "в течение двух рабочих дней",
            "2026-03-06",
            None,
        ),
        ("Ответ через 3 рабочих дня.", "через 3 рабочих дня", "2026-03-10", None),
        ("Решите в ближайшие два дня.", "в ближайшие два дня", "2026-03-06", None),
        ("Отвечу через полчаса.", "через полчаса", "2026-03-04", "11:30"),
        ("Перезвоню минут через двадцать.", "минут через двадцать", "2026-03-04", "11:20"),
        ("Пришлите до конца недели.", "до конца недели", "2026-03-06", None),
        ("Выберите до конца завтрашнего дня.", "до конца завтрашнего дня", "2026-03-05", None),
        ("Успеем до Нового года.", "до Нового года", "2026-12-31", None),
        ("До пятницы, 6 марта, 12:00.", "До пятницы, 6 марта, 12:00", "2026-03-06", "12:00"),
        ("Решайтесь прямо сейчас!", "прямо сейчас", "2026-03-04", None),
        ("Посмотрите смету до замера.", "до замера", None, None),
        ("Please sign it by Friday.", "by Friday", "2026-03-06", None),
        ("Reply before noon tomorrow.", "before noon tomorrow", "2026-03-05", None),
        ("Send it by EOD.", "by EOD", "2026-03-04", None),
        ("Within two business days, please.", "Within two business days", "2026-03-06", None),
        ("Confirm by March 12, 3 pm.", "by March 12, 3 pm", "2026-03-12", "15:00"),
        ("Let's meet on 3/12.", "on 3/12", "2026-03-12", None),
        ("Does Tuesday at 3 ET work?", "Tuesday at 3", "2026-03-10", "15:00"),
        ("Could you sign the form by Tuesday the 17th?", "by Tuesday the 17th", "2026-03-17", None),
        ("Shall we start next week?", "next week", "2026-03-13", None),
    ],
)
def test_a_deadline_is_found_at_its_place_with_its_day(text, phrase, due, at):
    seen = [
        (text[d.start : d.end], d.due and d.due.isoformat(), d.time and f"{d.time:%H:%M}")
        for d in found(text)
    ]
    assert seen == ([(phrase, due, at)] if phrase else [])


@pytest.mark.parametrize(
    "text",
    [
        "Ответим в ближайшее время, скоро вернусь.",
        "Reply ASAP, as soon as you can.",
        "Гарантия 2 года, поддержка 24 часа в сутки.",
        "Скидка до 15 %, цена от 12.50 €.",
        "Тариф до 10 пользователей.",
        "В прошлую среду отгрузили партию.",
        "В пятницу отправили вам договор.",
        "Акт от 12.02.2026 подписан.",
        "Склад открыт с 8:00 до 21:00 без выходных.",
        "Our office is open 9 am - 6 pm.",
        "Звоните: 8 900 000-12-12.",
        "Доставка в течение 5 дней после оплаты.",
        "Every Friday we publish a digest.",
        "С 1 апреля цены вырастут.",
        "Чем сейчас неудобен склад?",
        "До встречи!",
        "Добрый вечер!",
        "Окружающая среда важна.",
        "We spoke on Monday.",
    ],
)
def test_what_is_past_vague_or_a_quantity_is_no_deadline(text):
    assert found(text) == []


def test_public_holidays_are_no_working_days():
    friday = datetime(2026, 3, 6, 12, 0)  # Monday the 9th is off for 8 March
    assert found("Ответ через 1 рабочий день.", friday)[0].due == date(2026, 3, 10)


def test_without_a_moment_the_day_stays_unknown():
    deadline = found("Подтвердите до четверга, 15:00.", now=None)[0]
    assert (deadline.due, deadline.time) == (None, time(15))


@given(st.text(alphabet=" до в к с по 0123456789.,:-–/днячаспятницу мартатомрby"))
def test_any_text_gives_places_inside_it(text):
    places = [(d.start, d.end) for d in found(text)]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)
