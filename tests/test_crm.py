"""A CRM's deals held against the conversations: files of both CRMs, matching, remarks, forms."""

import csv
import hashlib
import io
import time
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from okk_text.checks import deal_stage, objections, promises, proposal, reply_time
from okk_text.checks.toolbox import Toolbox
from okk_text.conversation.dialogue import dialogue
from okk_text.crm import cells
from okk_text.crm.columns import found_columns
from okk_text.crm.found import Finder
from okk_text.crm.matching import Clients, Match, matched
from okk_text.crm.page import write_page
from okk_text.crm.review import Reviewer
from okk_text.crm.rows import remark_columns, remark_row, take_over_row, write_csv
from okk_text.crm.screen import print_review
from okk_text.crm.stages import Stages
from okk_text.crm.table import read_deals
from okk_text.crm.talk import Listener
from okk_text.crm.workbook import write_workbook
from okk_text.errors import OkkError, ReadError, SettingsError
from okk_text.language import speaking
from okk_text.results import Fact, RubricStamp, Scorecard, Total
from okk_text.settings import Crm, Settings, load_settings
from okk_text.store import open_store

FIXTURES = Path(__file__).parent.parent / "fixtures" / "crm"
AMO, BITRIX = FIXTURES / "amocrm.csv", FIXTURES / "bitrix24-cp1251.csv"
TODAY = date(2026, 3, 16)
CHECKS = (deal_stage, objections, promises, proposal, reply_time)

CANOPY = """
C +7 900 000-00-11, 2026-03-02 10:00: Добрый день! Нужен навес на две машины
M Мария Котова, 2026-03-02 10:05: Ирина, здравствуйте! Навес с монтажом 184 000 ₽. Договор пришлю 6 марта.
C +7 900 000-00-11, 2026-03-02 10:30: Берём, готовьте договор. Ещё нужен фонарь у въезда
M Мария Котова, 2026-03-02 10:35: Отлично! Замер поставили на 12 марта в 11:00, бронь на материал держим до 20 марта.
"""
FENCE = """
C +7 900 000 00 14, 2026-02-01 10:00: Здравствуйте, нужен забор 40 метров
M Мария Котова, 2026-02-01 10:10: Добрый день! 40 метров с монтажом: 320 000 ₽.
C +7 900 000 00 14, 2026-02-03 10:10: Дороговато для нас. Нашли дешевле у соседа, спасибо
"""


def scorecard(written, *, channel="whatsapp", stage=None, name=None):
    """The scorecard of a dialogue as far as the CRM is concerned."""
    conversation = dialogue(written).model_copy(
        update={"channel": channel, "id": name or written[:24]}
    )
    toolbox = Toolbox(Settings())
    said = [item for check in CHECKS for item in check.CHECK.find(conversation, toolbox)]
    facts = {item.name: item.value for item in said if isinstance(item, Fact)}
    return Scorecard(
        conversation=conversation,
        team=None,
        rubric=RubricStamp(name="default", version="1", sha256=""),
        total=Total(score=None, coverage=None),
        messages={},
        scores=(),
        findings=(),
        facts=facts | ({"deal_stage_by_text": stage} if stage else {}),
    )


def reviewed(path, *scorecards, crm=None, today=TODAY, manager=None):
    settings = Settings(crm=crm or Crm())
    reviewer = Reviewer(read_deals(path, settings.crm), settings, today=today, manager=manager)
    for each in scorecards:
        reviewer.add(each)
    return reviewer.review()


def deals_file(
    folder, *rows, header="ID;Название сделки;Этап сделки;Контакт;Телефон;Дата создания"
):
    path = folder / "deals.csv"
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    return path


def matches(path, *scorecards):
    file = read_deals(path, Crm())
    clients = Clients(file.deals)
    listener = Listener(Settings(), telling=clients.telling_stems())
    return list(matched([listener.talk(each) for each in scorecards], clients))


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("8 (900) 000-00-00 доб. 12", ("9000000000",)),
        ("'79000000000", ("9000000000",)),
        ("79000000000.0", ("9000000000",)),
        ("+7 900 000-00-12, 8(900)000 00 13", ("9000000012", "9000000013")),
        ("89000000012 89000000013", ("9000000012", "9000000013")),
        ("+79000000012 +7 900 000 00 13", ("9000000012", "9000000013")),
        ("8-900-000-00-12; доб 5 / 8-900-000-00-12", ("9000000012",)),
        ("+1 (202) 555-0143 ext. 7", ("2025550143",)),
        ("7,9E+10", ()),
        ("55-66-77", ()),
        ("нет", ()),
    ],
)
def test_phones_are_known_in_any_spelling(cell, found):
    assert cells.phones(cell) == found


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("184000", 184000),
        ("1 250 000,50 ₽", 1250000.5),
        ("1\u00a0250\u00a0000", 1250000),
        ("1,250,000.50", 1250000.5),
        ("54000.00|RUB", 54000),
        ("0", 0),
        ("по договору", None),
    ],
)
def test_sums_are_read_as_people_write_them(cell, value):
    assert cells.amount(cell) == value


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("15.03.2026 18:00:00", (date(2026, 3, 15),)),
        ("2026-03-15T10:00:00+03:00", (date(2026, 3, 15),)),
        ("03/15/2026 10:00:00 am", (date(2026, 3, 15),)),
        ("15/03/2026", (date(2026, 3, 15),)),
        ("04/03/2026", ()),  # nobody knows which is the month
        ("звонок 10.03.26, встреча 12.03.26", (date(2026, 3, 10), date(2026, 3, 12))),
        ("31.02.2026", ()),
        ("не закрыта", ()),
    ],
)
def test_days_are_read_where_their_order_is_sure(cell, found):
    assert cells.days(cell) == found


def test_amocrm_is_read_and_broken_rows_are_listed():
    file = read_deals(AMO, Crm())
    deals = {deal.id: deal for deal in file.deals}
    assert list(deals) == ["101", "102", "103", "104", "105", "106", "108", "109"]
    assert deals["101"].phones == ("9000000011",)
    assert deals["102"].phones == ("9000000012", "9000000013")
    assert deals["102"].tasks == (date(2026, 3, 10),)
    assert (deals["104"].has_task, deals["105"].has_task) == (False, True)  # «Нет задач» is none
    assert (deals["103"].amount, deals["103"].closed) == (320000.5, date(2026, 2, 15))
    assert (deals["101"].is_closed, deals["108"].is_closed) == (False, True)
    assert [fault.line for fault in file.faults] == [8, 11]


def test_bitrix24_in_cp1251_is_read_and_rows_of_one_deal_are_one():
    file = read_deals(BITRIX, Crm())
    deals = {deal.id: deal for deal in file.deals}
    assert list(deals) == ["41", "42", "43", "44"]
    assert file.repeated == 1
    assert deals["41"].phones == ("9000000021", "9000000022", "9000000023")
    assert deals["41"].contact == "Вера Мохова"
    assert (deals["42"].our_stage, deals["42"].is_closed) == ("paid", True)
    assert deals["43"].contact == ""
    assert (deals["44"].amount, deals["44"].our_stage) == (1250000.5, "agreed")
    assert deals["44"].phones == ("9000000024",)
    assert all(deal.has_task is None for deal in deals.values())  # no such column


def test_a_quotation_mark_that_is_never_closed_costs_one_row(tmp_path):
    rows = ['1;"Навес;Новая;Ира;;', *(f"{n};Дом {n};Новая;;;" for n in range(2, 900))]
    file = read_deals(deals_file(tmp_path, *rows), Crm())
    assert len(file.deals) == 898
    assert [(fault.line, fault.is_read) for fault in file.faults] == [(2, False)]


def test_a_quotation_mark_inside_a_cell_opens_nothing(tmp_path):
    rows = (
        '1;Труба 2" сталь;Новая;;;',
        "2;Дом;Новая;;;",
        '3;"Навес ""Юг""\nбольшой";Новая;;;',
        '4;Окно 5";;;;',
    )
    file = read_deals(deals_file(tmp_path, *rows), Crm())
    assert [deal.title for deal in file.deals] == [
        'Труба 2" сталь',
        "Дом",
        'Навес "Юг"\nбольшой',
        'Окно 5"',
    ]
    assert file.faults == ()


def test_hostile_cells_cost_no_time(tmp_path):
    long = (" " * 50_000, "a" * 50_000, "1 " * 25_000, "1.1" * 20_000, "x" * 300_000)
    started = time.process_time()
    file = read_deals(
        deals_file(tmp_path, *(f"{n};Дом;Новая;{c};{c};{c}" for n, c in enumerate(long))), Crm()
    )
    assert time.process_time() - started < 5
    assert len(file.deals) == 4
    assert "кавычка" in file.faults[-1].reason or "разобрана" in file.faults[-1].reason


def test_own_names_of_columns_win(tmp_path):
    path = deals_file(tmp_path, "7;Навес;15", header="Карточка;Тема;Шаг продажи")
    own = Crm(
        columns={"id": "Карточка", "title": "тема", "stage": "Шаг продажи"}, stages={"15": "agreed"}
    )
    (deal,) = read_deals(path, own).deals
    assert (deal.id, deal.title, deal.our_stage) == ("7", "Навес", "agreed")


def test_an_unknown_table_is_refused_with_the_columns_found_and_wanted(tmp_path):
    path = deals_file(tmp_path, "1;2", header="Артикул;Остаток")
    with pytest.raises(ReadError) as refused:
        read_deals(path, Crm())
    assert "Артикул, Остаток" in refused.value.problem
    assert "[crm.columns]" in refused.value.advice


@pytest.mark.parametrize(
    ("own", "problem"),
    [({"телефончик": "Телефон"}, "неизвестное поле"), ({"task": "Дело"}, "нет столбца «Дело»")],
)
def test_a_wrong_mapping_says_what_is_wrong(own, problem):
    with pytest.raises(SettingsError, match=problem):
        found_columns(["ID", "Этап", "Телефон"], own)


@pytest.mark.parametrize(
    "head", [b"PK\x03\x04rest", b"<table><tr><th>ID", b"\xd0\xcf\x11\xe0", b""]
)
def test_other_forms_than_csv_are_told_so(tmp_path, head):
    (tmp_path / "deals.csv").write_bytes(head)
    with pytest.raises(ReadError) as refused:
        read_deals(tmp_path / "deals.csv", Crm())
    assert "CSV" in refused.value.advice


@pytest.mark.parametrize(
    ("name", "stage", "is_final"),
    [
        ("Неразобранное", "new", False),
        ("Первичный контакт", "new", False),
        ("Переговоры", None, False),
        ("Принимают решение", "proposal", False),
        ("Согласование договора", "agreed", False),
        ("Успешно реализовано", "paid", True),
        ("Закрыто и не реализовано", "lost", True),
        ("Сделка провалена", "lost", True),
        ("Предоплата получена", "paid", False),
        ("C14:LOSE", "lost", True),
    ],
)
def test_stages_are_known_by_names_that_leave_no_doubt(name, stage, is_final):
    stages = Stages({})
    assert (stages.ours(name), stages.is_final(name)) == (stage, is_final)


def test_a_conversation_finds_its_deal_by_phone_in_any_spelling():
    (match,) = matches(AMO, scorecard(CANOPY))
    assert (match.deal.id, match.how, match.is_sure) == ("101", "phone", True)


def test_a_name_counts_only_where_it_is_one():
    talk = "C {}, 2026-03-03 10:00: Беседка ещё актуальна?\nM: Да, здравствуйте!"
    of = {
        name: matches(AMO, scorecard(talk.format(name)))[0]
        for name in ("Анна Серова", "Анна", "Ольга Сергеевна", "Волкова Ирина")
    }
    assert "несколько контактов" in of["Анна Серова"].reason
    assert "ни полного имени" in of["Анна"].reason
    assert "имени нет" in of["Ольга Сергеевна"].reason
    assert (of["Волкова Ирина"].deal.id, of["Волкова Ирина"].is_sure) == ("101", False)


def test_a_name_with_another_patronymic_is_somebody_else(tmp_path):
    path = deals_file(
        tmp_path, "1;Дом;Новая;Иванова Ольга Сергеевна;;", "2;Баня;Новая;Олег Ильич Сон;;"
    )
    other, same, short = matches(
        path,
        scorecard("C Ольга Петровна Иванова: Здравствуйте"),
        scorecard("C Ольга Сергеевна Иванова: Здравствуйте"),
        scorecard("C Олег Сон: Здравствуйте"),
    )
    assert not isinstance(other, Match)
    assert (same.deal.id, short.deal.id) == ("1", "2")


def test_two_chats_of_one_name_are_nobodys():
    talk = "C Ирина Волкова, 2026-03-0{}: Здравствуйте"
    chats = [scorecard(f"C Ирина Волкова, 2026-03-0{n} 10:00: Здравствуйте") for n in (3, 4)]
    assert not any(isinstance(found, Match) for found in matches(AMO, *chats)), talk
    elsewhere = scorecard("C Ирина Волкова, 2026-03-05 10:00: Здравствуйте", channel="telegram")
    assert all(isinstance(found, Match) for found in matches(AMO, chats[0], elsewhere))


@pytest.mark.parametrize(
    ("words", "day", "deal", "of"),
    [
        ("Хотим ещё обучение для отдела", "2026-03-05", "41", "title"),
        ("Скатерти пришли, спасибо", "2026-03-05", "42", "title"),
        ("Здравствуйте, это снова мы", "2026-01-15", "42", "date"),
        ("Здравствуйте, это снова мы", "2026-03-05", "41", "date"),
    ],
)
def test_of_several_deals_title_and_dates_choose(words, day, deal, of):
    (match,) = matches(BITRIX, scorecard(f"C +79000000021, {day} 10:00: {words}"))
    assert (match.deal.id, match.of, match.is_sure) == (deal, of, False)


@pytest.mark.parametrize(
    ("day", "reason"),
    [("2026-02-17", None), ("2026-03-10", "возможно, нужна новая"), ("2025-11-01", "задолго до")],
)
def test_a_talk_of_another_time_is_of_another_deal(day, reason):
    (found,) = matches(AMO, scorecard(f"C +79000000014, {day} 10:00: Здравствуйте"))
    assert getattr(found, "reason", None) is None if reason is None else reason in found.reason


def test_of_several_talks_of_one_deal_the_newest_counts(tmp_path):
    path = deals_file(tmp_path, "1;Навес;Первичный контакт;;89000000011;")
    old = scorecard(
        CANOPY.replace("03-02", "02-20").replace("20 марта", "25 марта"), stage="proposal"
    )
    review = reviewed(path, old, scorecard(CANOPY))
    assert [remark.group for remark in review.remarks["stage"]] == ["new → agreed"]
    fields = {remark.group: remark.value for remark in review.remarks["field"]}
    assert fields["booking"] == "20.03.2026"


def test_deals_that_nothing_tells_apart_stay_open(tmp_path):
    path = deals_file(tmp_path, *(f"{n};Дом;Новая;;+79000000001;01.03.2026" for n in (1, 2)))
    (found,) = matches(path, scorecard("C +79000000001, 2026-03-02 10:00: Здравствуйте"))
    assert "не ясно" in found.reason


def test_stage_promise_reason_and_fields_come_with_their_words():
    review = reviewed(AMO, scorecard(CANOPY), scorecard(FENCE))
    (stage,) = review.remarks["stage"]
    assert (stage.deal.id, stage.group, stage.quote.text) == (
        "101",
        "new → agreed",
        "Берём, готовьте договор.",
    )
    (promise,) = review.remarks["promise"]
    assert promise.quote.text == "Договор пришлю 6 марта"
    assert promise.advice.startswith("День прошёл")
    (lost,) = review.remarks["lost"]
    assert lost.quote.text == "Нашли дешевле у соседа, спасибо"
    assert lost.what == "в CRM: не указана; в переписке сомнения: цена"
    fields = {remark.group: remark.value for remark in review.remarks["field"]}
    assert fields == {
        "meeting": "12.03.2026 11:00",
        "booking": "20.03.2026",
        "extras": "фонарь у въезда",
    }


def test_a_task_near_the_day_stands_for_the_promise(tmp_path):
    header = "ID;Название сделки;Этап сделки;Телефон;Ближайшая задача"
    found = {}
    for task in ("07.03.2026", "25.03.2026", "Позвонить", ""):
        path = deals_file(tmp_path, f"1;Навес;Переговоры;89000000011;{task}", header=header)
        found[task] = len(reviewed(path, scorecard(CANOPY)).remarks["promise"])
    assert found == {"07.03.2026": 0, "25.03.2026": 1, "Позвонить": 0, "": 1}


def test_without_a_column_nothing_is_said_of_it_but_that(tmp_path):
    path = deals_file(tmp_path, "1;Навес;Новая;;89000000011;")
    review = reviewed(path, scorecard(CANOPY), crm=Crm(required=("ИНН",)))
    kinds = {remark.kind for remark in review.all()}
    assert not kinds & {"no_task", "overdue", "promise", "no_comment", "empty"}
    notes = "\n".join(review.notes)
    assert "нет столбца задач" in notes
    assert "нет столбца комментариев" in notes
    assert "ИНН" in notes


def test_tasks_comments_and_required_fields_of_the_card():
    review = reviewed(AMO, crm=Crm(required=("amount", "phone", "Источник")))
    ids = {kind: [r.deal.id for r in remarks] for kind, remarks in review.remarks.items()}
    assert ids["no_task"] == ["101", "104", "106", "109"]
    assert ids["overdue"] == ["102"]
    assert ids["no_comment"] == ["102", "104", "105", "109"]
    assert {r.deal.id: r.what for r in review.remarks["empty"]} == {
        "102": "не заполнено: сумма, Источник",
        "106": "не заполнено: телефон, Источник",
        "108": "не заполнено: телефон",
        "109": "не заполнено: телефон",
    }


@pytest.mark.parametrize(
    ("days", "group"), [(29, None), (30, "от 30 дней"), (91, "от 90 дней"), (400, "от 365 дней")]
)
def test_silence_is_told_by_its_longest_term(days, group):
    review = reviewed(AMO, scorecard(CANOPY), today=date(2026, 3, 2) + timedelta(days=days))
    silent = [remark.group for remark in review.remarks["silent"]]
    assert silent == ([group] if group else [])


def test_who_waits_for_an_answer_is_not_called_silent_without_saying_so():
    waiting = scorecard("C +7 900 000-00-11, 2026-02-10 10:00: Сколько стоит навес на две машины?")
    (silent,) = reviewed(AMO, waiting).remarks["silent"]
    assert "ждёт ответа" in silent.advice


def test_a_lost_client_is_not_silent_and_owes_nothing():
    review = reviewed(AMO, scorecard(FENCE), today=date(2026, 12, 1))
    assert not review.remarks["silent"]
    assert not review.remarks["promise"]


@pytest.mark.parametrize(
    ("ours", "told", "is_told"),
    [
        ("Первичный контакт", "qualified", True),
        ("Принимают решение", "objection", False),  # as far, only in doubt
        ("Принимают решение", "new", False),
        ("Счёт выставлен", "proposal", True),  # perhaps by phone
        ("Счёт выставлен", "lost", True),
        ("Закрыто и не реализовано", "proposal", False),  # fell silent
        ("Закрыто и не реализовано", "agreed", True),
        ("Переговоры", "agreed", False),  # not mapped
        ("Первичный контакт", "not_assessed", False),
    ],
)
def test_stages_differ_only_where_it_matters(tmp_path, ours, told, is_told):
    path = deals_file(tmp_path, f"1;Навес;{ours};;89000000011;")
    review = reviewed(path, scorecard(CANOPY, stage=told))
    assert bool(review.remarks["stage"]) is is_told


def test_a_managers_review_holds_nothing_of_others():
    review = reviewed(AMO, scorecard(CANOPY), scorecard(FENCE), manager="Белов Антон")
    assert {remark.deal.responsible for remark in review.all()} == {"Антон Белов"}
    assert (review.deals, review.unmatched, review.faults) == (4, (), ())
    assert not any("Переговоры" in note for note in review.notes)
    with pytest.raises(OkkError, match="нет сделок"):
        reviewed(AMO, manager="Никто Никтоев")


def test_cells_that_look_like_formulas_stay_text(tmp_path):
    header = "ID;Название сделки;Этап сделки;Ответственный;Телефон;Ближайшая задача"
    path = deals_file(tmp_path, "=1+1;@SUM(1);+5;-2;89000000011;", header=header)
    review = reviewed(path, scorecard(CANOPY.replace("фонарь", "=cmd|' /C calc'!A0")))
    stream = io.StringIO(newline="")
    write_csv(map(remark_row, review.all()), remark_columns(), out=None, stream=stream)
    rows = list(csv.reader(io.StringIO(stream.getvalue()), delimiter=";"))
    assert rows[1][1:4] == ["'=1+1", "'@SUM(1)", "'-2"]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    write_workbook(review, tmp_path / "crm.xlsx")
    book = openpyxl.load_workbook(tmp_path / "crm.xlsx")
    cell = next(c for sheet in book for row in sheet for c in row if c.value == "=1+1")
    assert cell.data_type == "s"
    taken = take_over_row(review.remarks["field"][0])
    assert taken[0] == "=1+1"  # kept as it is until it is written


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_form_shows_the_same_number_of_remarks(tmp_path, language):
    with speaking(language):
        review = reviewed(AMO, scorecard(CANOPY), scorecard(FENCE))
        number = len(list(review.all()))
        write_page(review, tmp_path / "crm.html")
        write_workbook(review, tmp_path / "crm.xlsx")
        write_csv(
            map(remark_row, review.all()),
            remark_columns(),
            out=tmp_path / "c.csv",
            stream=io.StringIO(),
        )
        stream = io.StringIO()
        print_review(review, out=None, stream=stream)
    page = (tmp_path / "crm.html").read_text(encoding="utf-8")
    assert page.count("<li>\n") == number
    assert "http" not in page.replace("http://example.com", "")
    assert openpyxl.load_workbook(tmp_path / "crm.xlsx").worksheets[1].max_row == number + 1
    delimiter = {"ru": ";", "en": ","}[language]
    with (tmp_path / "c.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file, delimiter=delimiter))) == number + 1
    assert "Договор пришлю 6 марта" in stream.getvalue()
    assert {"ru": "Просроченные задачи: 1", "en": "Overdue tasks: 1"}[language] in stream.getvalue()


def test_a_page_lets_no_markup_through(tmp_path):
    path = deals_file(tmp_path, "1;<script>alert(1)</script>;Новая;;89000000011;")
    write_page(reviewed(path, scorecard(CANOPY)), tmp_path / "crm.html")
    page = (tmp_path / "crm.html").read_text(encoding="utf-8")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_settings_are_read_and_a_wrong_order_of_days_is_told(tmp_path):
    path = tmp_path / "okk.toml"
    path.write_text(
        '[crm]\nrequired = ["amount"]\nsilent = [14, 60]\nnear = "1d"\nextras = ["доставка"]\n'
        '[crm.stages]\n"Переговоры" = "proposal"\n[crm.columns]\nphone = ["Тел", "Тел 2"]\n',
        encoding="utf-8",
    )
    crm = load_settings(path).crm
    assert (crm.silent, crm.near, crm.stages) == (
        (14, 60),
        timedelta(days=1),
        {"Переговоры": "proposal"},
    )
    path.write_text("[crm]\nsilent = [90, 30]\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="по возрастанию"):
        load_settings(path)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (
            "M, 2026-03-02 10:00: Замер 5 марта, мастер приедет к 10:00.",
            {"meeting": "05.03.2026 10:00"},
        ),
        ("M, 2026-03-02 10:00: Жду вас завтра с 9 до 18, офис 4.", {"meeting": "03.03.2026"}),
        ("M, 2026-03-02 10:00: Созвонимся в среду в 15:30.", {"meeting": "04.03.2026 15:30"}),
        ("M, 2026-03-02 10:00: Удобна встреча 5 марта в 11:00?", {}),
        (
            "M, 2026-03-02 10:00: Удобна встреча 5 марта в 11:00?\nC: Да, подходит",
            {"meeting": "05.03.2026 11:00"},
        ),
        ("M, 2026-03-02 10:00: Замер могу 5 марта или 6 марта.", {}),
        ("M, 2026-03-02 10:00: Встречу 5 марта отменяем.", {}),
        ("M, 2026-03-02 10:00: Демо-стенд привезём к 5 марта.", {}),
        ("M, 2026-03-02 10:00: Бронь держим до 20 марта.", {"booking": "20.03.2026"}),
        ("M, 2026-03-02 10:00: I can hold the hall until March 20.", {"booking": "20.03.2026"}),
        ("M, 2026-03-02 10:00: Цены держим до 20 марта.", {}),
        ("M, 2026-03-02 10:00: Ответьте до 5 марта, какой зал бронировать.", {}),
        ("C: Доставка в Тулу?", {"extras": "доставка"}),
        ("C: Добавьте нам ещё два стула", {"extras": "два стула"}),
        ("C: Ещё интересует монтаж ворот. Доставка не нужна", {"extras": "монтаж ворот"}),
        ("M: Доставка есть", {}),
    ],
)
def test_fields_of_the_card_are_found_where_the_words_are_plain(written, found):
    conversation = dialogue(written)
    said = conversation.messages
    assert {f.field: f.value for f in Finder(()).found(conversation, said, {})} == found


def test_named_extras_are_found_in_any_form():
    crm = Crm(extras=("доставка", "монтаж фонарей"))
    talk = scorecard("C +79000000011: А доставку посчитаете? И монтаж фонаря не нужен\nM: Да")
    (field,) = reviewed(AMO, talk, crm=crm).remarks["field"]
    assert field.value == "доставка"


def test_the_command_reads_only_and_takes_over(okk, tmp_path):
    talks = tmp_path / "talks.csv"
    talks.write_text(
        "conversation;author;role;address;sent_at;text\n"
        "a;Ирина;client;8 900 000-00-11;02.03.2026 10:00;Нужен навес на две машины\n"
        "a;Мария Котова;manager;;02.03.2026 10:05;Ирина, здравствуйте! Бронь держим до 20 марта.\n",
        encoding="utf-8",
    )
    settings = tmp_path / "okk.toml"
    settings.write_text('[grammar]\nengine = "off"\n', encoding="utf-8")
    before = hashlib.sha256(AMO.read_bytes()).digest()
    arguments = ["crm", AMO, talks, "--settings", settings, "--today", "2026-03-16", "--no-llm"]
    ended = okk(*arguments, "--take-over", tmp_path / "fields.csv")
    assert ended.code == 0
    assert "бронь до: 20.03.2026" in ended.out
    fields = (tmp_path / "fields.csv").read_text(encoding="utf-8-sig").splitlines()
    assert fields[1].startswith("101;Навес на две машины;Мария Котова;бронь до;20.03.2026;")
    refused = okk(*arguments, "--format", "csv", "--out", AMO)
    assert refused.code == 2
    assert hashlib.sha256(AMO.read_bytes()).digest() == before
    assert "хранилище" in okk("crm", AMO, "--settings", settings).err


def test_time_grows_with_the_number_of_deals_and_talks(tmp_path):
    def seconds(number):
        header = "ID;Название сделки;Этап сделки;Контакт;Телефон;Ближайшая задача"
        rows = (
            f"{n};Навес {n};Переговоры;Анна {'абвгд'[n % 5]}{'ежзик'[n % 3]};+7900{n // 9:07d};"
            for n in range(number)
        )
        path = deals_file(tmp_path, *rows, header=header)
        started = time.process_time()
        reviewed(path, *[talk] * (number // 5))
        return time.process_time() - started

    talk = scorecard(CANOPY)
    seconds(100)  # what is made once
    small, large = seconds(1_500), seconds(6_000)
    assert large < 8 * small + 0.5


def test_the_conversations_of_a_store_are_used(okk, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with open_store("sqlite:///okk.db", folder=tmp_path) as store:
        store.put(scorecard(CANOPY))
    ended = okk(
        "crm", AMO, "--store", "sqlite:///okk.db", "--today", "2026-03-16", "--format", "csv"
    )
    assert ended.code == 0
    assert "Берём, готовьте договор." in ended.out
