"""The department's reports: what is counted, what is shown, and what is never shown."""

import random
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta

import pytest

from okk_text.department.clients import Clients, Minutes
from okk_text.department.coaching import coaching
from okk_text.department.counts import MOST_HINTS, Cell, Hints
from okk_text.department.document import Document, Table
from okk_text.department.overview import overview
from okk_text.department.period import Period, read_period
from okk_text.department.quotes import quoted_finding
from okk_text.department.rubrics import Rubrics
from okk_text.department.service import service
from okk_text.department.tally import Tally
from okk_text.errors import SettingsError
from okk_text.intervals import Share
from okk_text.judge.passport import Passport, Skill
from okk_text.language import speaking
from okk_text.results import Finding, Rewrite, Score, Span
from okk_text.settings import Settings, Team, WorkingHours
from tests.department_material import quarter, scorecard
from tests.store_material import message

TODAY = date(2026, 11, 21)  # a Saturday
Q3 = read_period("2026-Q3", today=TODAY)


@pytest.fixture(scope="module")
def cards():
    """Half a year of scorecards: the quarter of the report and the one before it."""
    return list(quarter(240))


def counted(cards, *, period=Q3, only=None, settings=None):
    tally = Tally(period, Rubrics(settings or Settings()), only=only)
    for card in cards:
        tally.add(card)
    return tally


def texts(part):
    """All that a document says, in order."""
    if isinstance(part, str):
        return [part]
    if isinstance(part, tuple):
        return [text for one in part for text in texts(one)]
    return (
        [t for f in fields(part) for t in texts(getattr(part, f.name))]
        if is_dataclass(part)
        else []
    )


def table(document: Document, name: str) -> Table:
    return next(t for section in document.sections for t in section.tables if t.name == name)


def column(found: Table, title: str):
    place = [head.title for head in found.columns].index(title)
    return {row[0].text: row[place] for row in found.rows}


# Periods


@pytest.mark.parametrize(
    ("written", "first", "end", "name", "before"),
    [
        ("2026-Q3", "2026-07-01", "2026-10-01", "3 квартал 2026", "2026-04-01"),
        ("2026-q1", "2026-01-01", "2026-04-01", "1 квартал 2026", "2025-10-01"),
        ("2026-10", "2026-10-01", "2026-11-01", "октябрь 2026", "2026-09-01"),
        ("2026-01", "2026-01-01", "2026-02-01", "январь 2026", "2025-12-01"),
        ("2026", "2026-01-01", "2027-01-01", "2026 год", "2025-01-01"),
        ("2026-10-01..2026-11-30", "2026-10-01", "2026-12-01", "1 окт – 30 ноя 2026", "2026-08-01"),
        ("2025-12-31..2026-01-01", "2025-12-31", "2026-01-02", "31 дек 2025 – 1 янв 2026", "2025-12-29"),
        ("2026-W47", "2026-11-16", "2026-11-23", "16 ноя – 22 ноя 2026", "2026-11-09"),
        ("week", "2026-11-09", "2026-11-16", "9 ноя – 15 ноя 2026", "2026-11-02"),
        ("2026-05-09..2026-05-09", "2026-05-09", "2026-05-10", "9 мая 2026", "2026-05-08"),
    ],
)  # fmt: skip
def test_a_period_is_read_and_knows_the_one_before(written, first, end, name, before):
    period = read_period(written, today=TODAY)
    assert (str(period.first), str(period.end), period.name) == (first, end, name)
    assert (str(period.before().first), period.before().end) == (before, period.first)


@pytest.mark.parametrize(
    "written", ["", "2026-13", "2026-Q5", "осень", "2026-11-02..2026-11-01", "2026-W60"]
)
def test_a_period_that_makes_no_sense_is_refused_with_examples(written):
    with pytest.raises(SettingsError, match="2026-Q3"):
        read_period(written, today=TODAY)


@pytest.mark.parametrize(
    ("written", "kind", "steps"),
    [("week", "day", 7), ("2026-Q3", "week", 14), ("2026", "month", 12), ("2026-10", "week", 5)],
)
def test_the_steps_of_a_trend_hold_every_day_of_the_period_once(written, kind, steps):
    period = read_period(written, today=TODAY)
    assert (period.step_kind, len(period.steps)) == (kind, steps)
    days = (period.end - period.first).days
    moments = [
        datetime.combine(period.first, datetime.min.time()) + timedelta(days=n) for n in range(days)
    ]
    assert {period.step(moment) for moment in moments} == set(period.steps)


# What is counted


def test_messages_count_in_the_period_in_which_they_were_written():
    card = scorecard("c", random.Random(1), team="Двери", manager="Фёдор Рыжов", at=datetime(2026, 6, 30, 10))  # fmt: skip
    moved = card.conversation.messages[1].model_copy(update={"sent_at": datetime(2026, 7, 1, 9)})
    first, _, *rest = card.conversation.messages
    later = tuple(m.model_copy(update={"sent_at": datetime(2026, 7, 2, 9)}) for m in rest)
    conversation = card.conversation.model_copy(update={"messages": (first, moved, *later)})
    tally = counted([card, card.model_copy(update={"conversation": conversation})])
    whos = {who.now: number for who, number in tally.messages.items()}
    assert whos[True] == sum(m.role == "manager" for m in (moved, *later))
    assert tally.sizes[True] == 1


def test_what_is_not_assessed_counts_neither_as_fault_nor_as_success(cards):
    tally = counted(cards)
    document = overview(tally, passport=Passport(), ranking=False)
    assert column(table(document, "criteria"), "в порядке")["Тон"].text == "100\u00a0%"
    tones = [s for c in cards for s in c.scores if s.criterion == "tone" and c.conversation.messages[1].sent_at >= datetime(2026, 7, 1)]  # fmt: skip
    known = sum(s.value is not None for s in tones)
    shown = column(table(document, "criteria"), "оценено")["Тон"]
    assert shown.numbers == (round(100 * known / len(tones)) / 100,)


def test_the_shares_are_those_of_the_scores(cards):
    document = overview(counted(cards), passport=Passport(), ranking=False)
    inside = [c for c in cards if datetime(2026, 7, 1) <= c.conversation.messages[1].sent_at < datetime(2026, 10, 1)]  # fmt: skip
    greeted = [s.value for c in inside for s in c.scores if s.criterion == "greeting"]
    part, low, high, total = column(table(document, "criteria"), "в порядке")[
        "Приветствие по имени"
    ].numbers
    assert (part, total) == (round(sum(greeted) / len(greeted), 2), len(greeted))
    assert low < part < high


def test_points_to_win_are_those_that_the_score_would_gain():
    tally = counted(cards := list(quarter(80)))
    better = [
        c.model_copy(
            update={"scores": tuple(s.model_copy(update={"value": 1.0, "label": "named"}) if s.criterion == "greeting" else s for s in c.scores)}
        )
        for c in cards
    ]  # fmt: skip
    lost = sum(tally.losses[who]["greeting"] for who in tally.losses if who.now)
    now, then = counted(cards), counted(better)

    def total(one):
        return sum(p.total for (who, _), p in one.points.items() if who.now)

    assert total(then) - total(now) == pytest.approx(lost, rel=0.01)


def test_a_criterion_that_is_only_shown_takes_no_points():
    card = next(quarter(1, first=datetime(2026, 8, 1), days=1))
    long = Score(criterion="long_letters", n=2, label="long", value=0.5, weight=0)
    tally = counted([card.model_copy(update={"scores": (*card.scores, long)})])
    document = overview(tally, passport=Passport(), ranking=False)
    assert "Длина сообщений" not in column(table(document, "criteria"), "в порядке")
    assert all("long_letters" not in lost for lost in tally.losses.values())


def test_the_memory_for_hints_is_bounded_and_the_frequent_ones_stay():
    hints = Hints()
    for number in range(3 * MOST_HINTS):
        hints.is_new(("grammar", f"слово {number}"))
        hints.is_new(("greeting", "Поздоровайтесь."))
    assert len(hints.counts) <= MOST_HINTS + 1
    assert hints.counts["greeting", "Поздоровайтесь."] == 3 * MOST_HINTS


# For the head


def test_managers_stand_by_name_and_have_no_ranks_unless_asked(cards):
    document = overview(counted(cards), passport=Passport(), ranking=False)
    names = [row[0].text for row in table(document, "managers").rows]
    assert names == sorted(names)
    assert "место" not in [head.title for head in table(document, "managers").columns]
    ranked = overview(counted(cards), passport=Passport(), ranking=True)
    found = table(ranked, "managers")
    places = {row[0].text: row[1].text for row in found.rows}
    bands = {row[0].text: row[3].numbers for row in found.rows}
    for one, (_, low, high, _) in bands.items():
        for other, (_, other_low, other_high, _) in bands.items():
            if low <= other_high and other_low <= high:
                assert places[one] == places[other]
    assert places["Мария Котова"] == "1"
    assert places["Фёдор Рыжов"] == "4"


def test_shares_of_a_model_are_corrected_for_its_known_errors(cards):
    skill = Skill(
        labelled=200, assessed=200,
        sensitivity=Share(hits=80, total=100, low=0.7, high=0.9),
        specificity=Share(hits=90, total=100, low=0.8, high=0.95),
    )  # fmt: skip
    passport = Passport(model="судья", skills={"cta": skill})
    found = table(overview(counted(cards), passport=passport, ranking=False), "criteria")
    raw = column(found, "из них судила модель")["Призыв к действию"].numbers
    true = column(found, "с поправкой на её ошибки")["Призыв к действию"].numbers
    assert true[0] == pytest.approx(1 - (1 - raw[0] + 0.9 - 1) / 0.7, abs=0.02)
    assert true[1] <= true[0] <= true[2]
    plain = table(overview(counted(cards), passport=Passport(), ranking=False), "criteria")
    assert "с поправкой на её ошибки" not in [head.title for head in plain.columns]


def test_the_head_gets_one_to_three_points_with_what_they_would_bring(cards):
    first = overview(counted(cards), passport=Passport(), ranking=False).sections[0]
    assert 1 <= len(first.points) <= 3
    assert all("балла" in point.title for point in first.points)
    gains = [float(p.title.split("до ")[1].split()[0].replace(",", ".")) for p in first.points]
    assert gains == sorted(gains, reverse=True)


def test_a_faultless_department_is_told_so():
    fine = []
    for card in quarter(30, first=datetime(2026, 8, 1), days=20):
        scores = tuple(s.model_copy(update={"value": 1.0}) for s in card.scores)
        fine.append(card.model_copy(update={"scores": scores, "findings": ()}))
    document = overview(counted(fine), passport=Passport(), ranking=False)
    assert document.sections[0].points == ()
    assert "так держать" in document.sections[0].lead


# For one manager


def test_a_manager_gets_at_most_three_points_each_with_own_words_and_better_ones(cards):
    tally = counted(cards, only="Фёдор Рыжов")
    document = coaching(tally, manager="Фёдор Рыжов", colleagues=())
    points = document.sections[0].points
    assert 1 <= len(points) <= 3
    own = [m.text for c in cards for m in c.conversation.messages if m.author == "Фёдор Рыжов"]
    for point in points:
        assert any(point.quote.strip("…") in text for text in own)
        assert point.better or point.advice


def test_a_managers_report_holds_nothing_of_others(cards):
    colleagues = {m.author for c in cards for m in c.conversation.by("manager")} - {"Фёдор Рыжов"}
    document = coaching(counted(cards, only="Фёдор Рыжов"), manager="Фёдор Рыжов", colleagues=())
    said = " ".join(texts(document))
    assert not any(word in said for name in colleagues for word in name.split())
    assert "место" not in said
    assert "команд" not in said


@pytest.mark.parametrize(
    "words",
    [
        "Передам Антону, он ответит.",
        "Пишите на a.belov@example.com",
        "Звоните 8 900 123-45-67",
        "Белов в отпуске",
    ],
)
def test_words_that_speak_of_a_colleague_are_never_quoted(words):
    name = "Лидия Осокина"
    card = scorecard("c", random.Random(1), team="Двери", manager=name, at=datetime(2026, 8, 1))
    said = card.conversation.messages[1].model_copy(update={"text": words})
    first, _, *rest = card.conversation.messages
    conversation = card.conversation.model_copy(update={"messages": (first, said, *rest)})
    low = Score(criterion="greeting", n=2, label="missing", value=0.0, weight=10)
    hint = Finding(criterion="greeting", check="greeting", n=2, span=None, note="Поздоровайтесь.")
    card = card.model_copy(update={"conversation": conversation, "scores": (low,), "findings": (hint,), "rewrites": ()})  # fmt: skip
    others = ("Антон Белов", "a.belov@example.com", "+7 900 123-45-67")
    document = coaching(counted([card] * 2, only=name), manager=name, colleagues=others)
    assert words not in texts(document)
    assert document.sections[0].points[0].advice


def test_a_colleagues_messages_in_a_shared_conversation_are_left_out():
    card = next(quarter(1, first=datetime(2026, 8, 1), days=1))
    n = len(card.conversation.messages) + 1
    other = message(
        n, "Зоя Чужая", "Я всё испортила", role="manager", sent_at=datetime(2026, 8, 3, 12)
    )
    conversation = card.conversation.model_copy(
        update={"messages": (*card.conversation.messages, other)}
    )
    low = Score(criterion="tone", n=n, label="rude", value=0.0, weight=12)
    card = card.model_copy(update={"conversation": conversation, "scores": (*card.scores, low)})
    name = card.conversation.messages[1].author
    tally = counted([card], only=name)
    assert {who.manager for who in tally.messages} == {name}
    assert sum(tally.cells[key].faulty for key in tally.cells if key[2] == "tone") == 0
    document = coaching(tally, manager=name, colleagues=())
    assert "Чужая" not in " ".join(texts(document))


def test_what_got_better_and_what_came_again_is_said(cards):
    document = coaching(counted(cards, only="Фёдор Рыжов"), manager="Фёдор Рыжов", colleagues=())
    better = next(s for s in document.sections if s.title == "Что стало лучше")
    assert all("было" in line and "стало" in line for line in better.lines)
    again = table(document, "again")
    assert 1 <= len(again.rows) <= 3
    assert all(int(cell.text) > 0 for row in again.rows for cell in row[1:])


@pytest.mark.parametrize(
    ("text", "place", "fix", "quote", "better"),
    [
        ("Привет. На данный момент цена 5 ₽. Ждём.", "На данный момент ", "", "На данный момент цена 5 ₽.", "Цена 5 ₽."),
        ("Мы осуществляем доставку.", "осуществляем доставку", "доставляем", "Мы осуществляем доставку.", "Мы доставляем."),
        ("В принципе, можно", "В принципе, ", "", "В принципе, можно", "Можно"),
    ],
)  # fmt: skip
def test_a_quote_is_the_sentence_and_the_better_one_has_the_fix(text, place, fix, quote, better):
    start = text.index(place)
    span = Span(start=start, end=start + len(place))
    finding = Finding(criterion="wordiness", check="w", n=1, span=span, note="Уберите.", fix=fix)
    written = message(1, "Мария", text)
    assert quoted_finding(finding, written, (finding,), None) == (quote, better)


def test_a_rewrite_stands_beside_the_whole_message():
    written = message(1, "Мария", "Добрый день! Ждём.")
    span = Span(start=13, end=18)
    finding = Finding(criterion="cta", check="cta", n=1, span=span, note="Назовите срок.")
    rewrite = Rewrite(n=1, text="Добрый день! Пришлите размеры до среды.", by="llm")
    assert quoted_finding(finding, written, (), rewrite) == (written.text, rewrite.text)


# The clients' side


def test_waits_have_their_percentiles():
    minutes = Minutes()
    for value in (5, 10, 15, 20, 100):
        minutes.add(value)
    assert (minutes.percentile(0.5), minutes.percentile(0.9)) == (15, 100)
    assert Minutes().percentile(0.5) is None


def test_the_clients_side_counts_each_conversation_where_it_ends(cards):
    sides = [Clients(period, WorkingHours()) for period in (Q3, Q3.before())]
    for card in cards:
        for side in sides:
            side.add(card)
    ends = [max(m.sent_at for m in c.conversation.messages) for c in cards]
    assert sides[0].conversations == sum(Q3.holds(end) for end in ends)
    assert sum(sides[0].stages.values()) == sides[0].conversations
    document = service(*sides)
    stages = column(table(document, "stages"), "переписок")
    assert sum(int(cell.text) for cell in stages.values()) == sides[0].conversations
    objections = [o for c, end in zip(cards, ends, strict=True) for o in c.facts["objections"] if Q3.holds(c.conversation.messages[2].sent_at)]  # fmt: skip
    shown = column(table(document, "objections"), "всего")
    assert sum(int(cell.text) for cell in shown.values()) == len(objections)


def test_waits_are_in_working_time():
    card = next(quarter(1, first=datetime(2026, 8, 3), days=1))
    asked, answer, *_ = card.conversation.messages
    asked = asked.model_copy(update={"sent_at": datetime(2026, 8, 7, 17, 50)})  # a Friday evening
    answer = answer.model_copy(update={"sent_at": datetime(2026, 8, 10, 9, 20)})  # Monday morning
    conversation = card.conversation.model_copy(update={"messages": (asked, answer)})
    clients = Clients(Q3, WorkingHours())
    clients.add(card.model_copy(update={"conversation": conversation}))
    assert clients.first.percentile(0.5) == 30


def test_a_kind_of_objection_that_nobody_foresaw_is_counted_as_another():
    card = next(quarter(1, first=datetime(2026, 8, 3), days=1))
    odd = {"objections": [{"n": 3, "kind": "weather", "handled": "full", "answer_n": None}]}
    clients = Clients(Q3, WorkingHours())
    clients.add(card.model_copy(update={"facts": {**card.facts, **odd}}))
    document = service(clients, Clients(Q3.before(), WorkingHours()))
    assert column(table(document, "objections"), "всего")["другое"].text == "1"


# Both languages


def test_every_report_speaks_both_languages(cards):
    def all_three():
        tally, own = counted(cards), counted(cards, only="Фёдор Рыжов")
        clients = [Clients(period, WorkingHours()) for period in (Q3, Q3.before())]
        for card in cards:
            clients[0].add(card)
        yield overview(tally, passport=Passport(model="m", skills={}), ranking=True)
        yield coaching(own, manager="Фёдор Рыжов", colleagues=())
        yield service(*clients)

    with speaking("en"):
        for document in all_three():
            heads = [s.title for s in document.sections] + [t.title for t in document.tiles]
            heads += [c.title for s in document.sections for t in s.tables for c in t.columns]
            names = {
                "Фёдор Рыжов",
                "Антон Белов",
                "Лидия Осокина",
                "Мария Котова",
                "Двери",
                "Лестницы",
            }
            cyrillic = [
                h for h in heads if any("а" <= c <= "я" for c in h.lower()) and h not in names
            ]
            assert cyrillic == []


def test_teams_of_several_rubrics_are_read_with_their_own(tmp_path):
    (tmp_path / "b2b.yaml").write_text(
        "extends: default\nname: b2b\ncriteria:\n  greeting: {title: {ru: Встреча, en: Meeting}}\n",
        encoding="utf-8",
    )
    settings = Settings(folder=tmp_path, team=(Team(name="Двери", rubric="b2b.yaml"),))
    rubrics = Rubrics(settings)
    assert rubrics.title("greeting") == "Приветствие по имени"
    assert rubrics.title("gone_since") == "gone_since"


def test_a_period_of_days_is_named_without_a_year_twice():
    assert Period(date(2026, 1, 1), date(2026, 2, 11)).name == "1 янв – 10 фев 2026"


def test_without_a_period_before_nothing_is_compared():
    cards = list(quarter(20, first=datetime(2026, 8, 1), days=20))
    document = overview(counted(cards), passport=Passport(), ranking=False)
    heads = {head.title for s in document.sections for t in s.tables for head in t.columns}
    assert not heads & {"было", "перемена"}


def test_few_conversations_are_no_praise():
    cards = list(quarter(3, first=datetime(2026, 8, 1), days=3))
    document = overview(counted(cards), passport=Passport(), ranking=False)
    assert "мало" in document.sections[0].lead


def test_where_only_faults_can_be_seen_there_is_no_share():
    assert Cell(faulty=3, unknown=40).share is None
    assert Cell(faulty=3).share.hits == 0
    assert Cell(fine=1, faulty=3, unknown=40).share.total == 4
