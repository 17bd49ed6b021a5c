"""Scorecards, corrections and appeals in the store, and what must be scored again."""

from datetime import date, datetime

import pytest

from okk_text.conversation.model import Conversation
from okk_text.errors import OkkError
from okk_text.pipeline import Pipeline
from okk_text.readers import read
from okk_text.resources import shipped
from okk_text.results import RubricStamp, Run, Scorecard, Skip
from okk_text.settings import AcceptedException, Grammar, Llm, Settings, Team
from okk_text.store import Appeal, Basis, Correction, basis_of
from tests.store_material import START, archive, chat, edited, message, scorecard, window

BASIS = Basis(version="1", rubrics=(), settings="")
LINES = ("Пётр: Сколько стоит дверь?", "Мария Котова: 90 000 ₽", "Пётр: Беру")


def test_scorecards_come_back_exactly_as_they_were(store):
    settings = Settings(grammar=Grammar(engine="off"))
    with Pipeline(settings) as pipeline:
        made = [
            s
            for s in pipeline.scorecards([shipped("fixtures", "demo")])
            if isinstance(s, Scorecard)
        ]
        store.import_conversations(read([shipped("fixtures", "demo")]))
        for one in made:
            store.put(one, basis=BASIS)
    assert made
    for one in made:
        (kept,) = store.history(one.conversation.id)
        assert kept.scorecard.model_dump_json() == one.model_dump_json()
    in_order = [one.conversation.id for one in store.scorecards()]
    assert sorted(in_order) == sorted(one.conversation.id for one in made)


def test_a_scorecard_of_a_conversation_that_was_not_imported_brings_it_along(store):
    one = scorecard(chat(*LINES))
    store.put(one)
    assert [s.model_dump_json() for s in store.scorecards()] == [one.model_dump_json()]


def test_old_scorecards_show_the_words_of_their_time(store):
    first, second = chat(*LINES), edited(chat(*LINES), 2, "95 000 ₽")
    for conversation in (first, second):
        store.put(scorecard(store.add(conversation).conversation), basis=BASIS)
    shown = [one.scorecard.conversation.messages[1].text for one in store.history("chat-1")]
    assert shown == ["90 000 ₽", "95 000 ₽"]
    assert [one.conversation.messages[1].text for one in store.scorecards()] == ["95 000 ₽"]


def test_a_conversation_that_grew_while_it_was_scored_is_scored_again(store):
    small = scorecard(store.add(window(chat(*LINES), 0, 2)).conversation)
    store.add(chat(*LINES))
    store.put(small, basis=BASIS)
    assert store.changed("chat-1", BASIS)
    assert store.history("chat-1")[0].scorecard.model_dump_json() == small.model_dump_json()


def test_scoring_the_same_again_keeps_one_scorecard(store):
    conversation = store.add(chat(*LINES)).conversation
    for score in (50.0, 60.0):
        store.put(scorecard(conversation, score=score), basis=BASIS)
    assert [one.scorecard.total.score for one in store.history("chat-1")] == [60.0]


# What must be scored again

RUBRIC = RubricStamp(name="default", version="1", sha256="1")
OF_ALL = AcceptedException(criterion="tone", reason="так принято")
OF_THIS = OF_ALL.model_copy(update={"conversation": "chat-1"})
OF_ANOTHER = OF_ALL.model_copy(update={"conversation": "chat-2"})
OVER = OF_ALL.model_copy(update={"until": date(2026, 1, 31)})
TEAM = Team(name="Ступень", contacts="contacts.csv")


def basis(folder, *, version="1", rubrics=(RUBRIC,), prompts="p", engines=(), **given):
    settings = Settings(folder=folder, team=(TEAM,), **given)
    return basis_of(settings, rubrics, version=version, today=date(2026, 3, 2),
                    prompts_sha256=prompts, engines=engines)  # fmt: skip


CHANGES = [
    ("nothing", {}, False),
    ("another program", {"version": "2"}, True),
    ("another rubric", {"rubrics": (RUBRIC.model_copy(update={"sha256": "2"}),)}, True),
    ("the same rubrics in another order", {"rubrics": [RUBRIC, RUBRIC]}, False),
    ("other prompts", {"prompts": "q"}, True),
    ("another model", {"llm": Llm(model="n", base_url="http://127.0.0.1:1")}, True),
    ("another address of the model", {"llm": Llm(model="m", base_url="http://127.0.0.1:2")}, False),
    ("another engine", {"engines": ["embedded"]}, True),
    ("other settings", {"words": ("апсейл",)}, True),
    ("an exception for all", {"exception": (OF_ALL,)}, True),
    ("an exception here", {"exception": (OF_THIS,)}, True),
    ("an exception elsewhere", {"exception": (OF_ANOTHER,)}, False),
    ("an exception that is over", {"exception": (OVER,)}, False),
]


@pytest.mark.parametrize(
    ("change", "again"), [case[1:] for case in CHANGES], ids=[case[0] for case in CHANGES]
)
def test_what_a_score_depends_on_makes_it_new(change, again, store, tmp_path):
    before = {"llm": Llm(model="m", base_url="http://127.0.0.1:1")}
    store.put(scorecard(store.add(chat(*LINES)).conversation), basis=basis(tmp_path, **before))
    assert store.changed("chat-1", basis(tmp_path, **(before | change))) is again


def test_a_changed_file_that_the_settings_name_makes_scores_new(store, tmp_path):
    (tmp_path / "contacts.csv").write_text("phone,name\n", encoding="utf-8")
    store.put(scorecard(store.add(chat(*LINES)).conversation), basis=basis(tmp_path))
    assert not store.changed("chat-1", basis(tmp_path))
    (tmp_path / "contacts.csv").write_text("phone,name\n1,Пётр\n", encoding="utf-8")
    assert store.changed("chat-1", basis(tmp_path))


MESSAGES = [
    ("the same", chat(*LINES), False),
    ("the same in another file", chat(*LINES, source="copy.txt"), False),
    ("one more", chat(*LINES, "Мария Котова: Спасибо!"), True),
    ("other words", edited(chat(*LINES), 1, "Сколько?"), True),
    ("unknown", chat(*LINES, name="chat-9", channel="max"), True),
]


@pytest.mark.parametrize(
    ("conversation", "again"), [case[1:] for case in MESSAGES], ids=[case[0] for case in MESSAGES]
)
def test_new_messages_and_new_words_make_a_score_new(conversation, again, store):
    store.put(scorecard(store.add(chat(*LINES)).conversation), basis=BASIS)
    assert store.changed(conversation, BASIS) is again


def test_an_unfinished_scorecard_is_made_again(store):
    store.put(scorecard(store.add(chat(*LINES)).conversation), basis=BASIS, finished=False)
    assert store.changed("chat-1", BASIS)


def test_a_conversation_comes_with_its_scorecard_while_that_holds(store):
    items = [*archive(120), Skip(source="a.jpg", reason="нет")]
    kept = list(store.keep(items))
    assert kept[120] == items[120]
    names = [one.conversation.id for one in kept[:120]]
    for one in store.with_scorecards(names, BASIS):
        assert isinstance(one, Conversation)
        store.put(scorecard(one), basis=BASIS, finished=one.id != "chat-9")
    items[7] = edited(items[7], 1, "совсем другое")
    store.import_conversations(items)
    found = list(store.with_scorecards([*names, "нет такой"], BASIS))
    open_ones = [one for one in found if isinstance(one, Conversation)]
    assert [one.id for one in open_ones] == ["chat-7", "chat-9"]
    assert open_ones[0].messages[0].text == "совсем другое"
    ids = [one.id if isinstance(one, Conversation) else one.conversation.id for one in found]
    assert ids == names


# Reports of a period

PERIODS = [
    ({}, ["март", "апрель", "долгая"]),
    ({"since": date(2026, 4, 1)}, ["апрель", "долгая"]),
    ({"until": date(2026, 4, 1)}, ["март", "долгая"]),
    ({"since": date(2026, 5, 1)}, []),
    ({"since": datetime(2026, 4, 2, 10), "until": datetime(2026, 4, 2, 10, 1)}, ["апрель", "долгая"]),
    ({"team": "Юг"}, ["апрель"]),
    ({"manager": "мария  котова"}, ["март", "долгая"]),
    ({"manager": "Пётр"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "found"), PERIODS)
def test_a_report_takes_the_conversations_of_its_period(asked, found, store):
    april = datetime(2026, 4, 2, 10)
    for name, manager, team, moments in (
        ("март", "Мария Котова", "Север", [START]),
        ("апрель", "Илья", "Юг", [april]),
        ("долгая", "Мария Котова", "Север", [START.replace(hour=12), april]),
    ):
        said = [message(n, manager, f"{name} {n}", sent_at=at) for n, at in enumerate(moments, 1)]
        said.append(message(len(said) + 1, "Пётр", name, sent_at=moments[-1]))
        store.put(
            scorecard(store.add(chat(*said, name=name)).conversation, manager=manager, team=team)
        )
    assert [one.conversation.id for one in store.scorecards(**asked)] == sorted(
        found, key=["март", "долгая", "апрель"].index
    )


def test_runs_are_remembered(store):
    run = Run(version="1", rubric=RUBRIC, started_at=START.astimezone(), seconds=1.5,
              conversations=2, messages=7, skipped=(Skip(source="a", reason="б"),))  # fmt: skip
    store.put_run(run)
    assert store.runs() == [run]


# People's judgement


def test_corrections_say_who_and_when(store):
    store.add(chat(*LINES))
    given = Correction(conversation="chat-1", n=2, criterion="tone", old_label="ok",
                       new_label="rude", who="Анна, ОКК", note="см. регламент")  # fmt: skip
    store.reviews.correct(given)
    (kept,) = store.reviews.corrections("chat-1")
    assert kept.model_copy(update={"at": None}) == given
    assert kept.at.tzinfo
    assert store.reviews.corrections("chat-2") == []


@pytest.mark.parametrize("place", [("chat-2", None), ("chat-1", 4)])
def test_what_is_said_of_a_place_that_is_not_there_is_refused(place, store):
    store.add(chat(*LINES))
    with pytest.raises(OkkError, match="нет"):
        store.reviews.correct(Correction(conversation=place[0], n=place[1], criterion="tone",
                                         old_label=None, new_label="ok", who="ОКК"))  # fmt: skip
    assert store.reviews.events() == []


def test_an_appeal_is_decided_once(store):
    store.add(chat(*LINES))
    number = store.reviews.appeal(
        Appeal(conversation="chat-1", n=2, criterion="tone", who="Мария", reason="клиент шутил")
    )
    assert [one.number for one in store.reviews.appeals(state="open")] == [number]
    store.reviews.decide(number, "changed", by="РОП", words="согласен")
    (kept,) = store.reviews.appeals("chat-1")
    assert (kept.state, kept.decided_by, kept.note, kept.n) == ("changed", "РОП", "согласен", 2)
    assert kept.decided_at >= kept.at
    with pytest.raises(OkkError, match="нет"):
        store.reviews.decide(number, "stands", by="РОП")
    told = [(e.who, e.what, e.words) for e in store.reviews.events("chat-1")]
    assert told == [("Мария", "appeal", "клиент шутил"), ("РОП", "appeal changed", "согласен")]


def test_exceptions_are_kept_as_they_were_accepted(store):
    for exception in (OF_THIS, OVER):
        store.reviews.accept(exception)
    assert store.reviews.exceptions() == (OF_THIS, OVER)
