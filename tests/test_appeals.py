"""A manager disagrees; somebody else decides; the tool remembers."""

import pytest

from okk_text.commands.equipment import Choices, equipped
from okk_text.errors import OkkError
from okk_text.exceptions import finding_id
from okk_text.review.appeals import appeal_lines, decide_appeal, file_appeal
from okk_text.review.items import newest
from okk_text.review.regressions import regressions
from tests.review_material import SETTINGS, filled_store

MARIA, ILYA, ANNA = "Мария Котова", "Илья Примеров", "Анна, ОКК"
RULES = Choices(no_llm=True)


@pytest.fixture
def store(tmp_path):
    with filled_store(tmp_path) as store:
        yield store


def hint(store, conversation="talk-2", criterion="greeting"):
    """The id of the first hint of this criterion."""
    card = newest(store, conversation)
    finding = next(f for f in card.findings if f.criterion == criterion)
    return finding_id(card.conversation, card.conversation.message(finding.n), finding)


def outcomes(store):
    with equipped(SETTINGS, RULES, store) as pipeline:
        return [(o.appeal.number, o.state) for o in regressions(store, pipeline.scorecard)]


def test_an_appeal_keeps_the_hint_its_words_and_the_label(store):
    number = file_appeal(
        store, hint(store, criterion="tone"), by=MARIA, reason="клиент просил прямо"
    )
    (kept,) = store.reviews.appeals(state="open")
    assert (kept.number, kept.conversation, kept.n, kept.criterion) == (number, "talk-2", 2, "tone")
    assert (kept.excerpt, kept.old_label) == ("соизволили", "passive_aggressive")
    assert "клиент просил прямо" in "\n".join(appeal_lines(kept))


def test_a_label_is_disputed_by_its_place(store):
    file_appeal(store, "talk-1:unanswered", by=ILYA, reason="это был обед")
    (kept,) = store.reviews.appeals()
    assert (kept.n, kept.finding, kept.old_label) == (None, None, "answered")


NOWHERE = [
    ("00000000", "нет подсказки"),
    ("talk-99#2:tone", "нет оценок"),
    ("talk-1#9:tone", "нет оценки"),
    ("talk-1#1:greeting", "нет оценки"),
    ("talk-1#2:script", "нет оценки"),
]


@pytest.mark.parametrize(("what", "told"), NOWHERE)
def test_what_is_not_there_cannot_be_disputed(what, told, store):
    with pytest.raises(OkkError, match=told):
        file_appeal(store, what, by=MARIA, reason="не согласна")
    assert store.reviews.appeals() == []


@pytest.mark.parametrize(("by", "reason"), [("", "не согласна"), (MARIA, " "), (MARIA, "ну")])
def test_an_appeal_says_who_and_why(by, reason, store):
    with pytest.raises(OkkError, match="автор и причина"):
        file_appeal(store, "talk-2#2:tone", by=by, reason=reason)


def test_the_same_is_disputed_once(store):
    number = file_appeal(store, "talk-2#2:tone", by=MARIA, reason="не согласна")
    with pytest.raises(OkkError, match=f"№ {number}"):
        file_appeal(store, "talk-2#2:tone", by=MARIA, reason="очень не согласна")
    decide_appeal(store, SETTINGS, number, "stands", by=ANNA)
    with pytest.raises(OkkError, match=f"№ {number}"):
        file_appeal(store, "talk-2#2:tone", by=MARIA, reason="всё равно не согласна")


@pytest.mark.parametrize("by", [MARIA, "мария  котова", "Лев Теплов"])
def test_nobody_decides_on_their_own_appeal(by, store):
    asks = "Лев Теплов" if by == "Лев Теплов" else MARIA
    number = file_appeal(store, "talk-2#2:tone", by=asks, reason="не согласны")
    with pytest.raises(OkkError, match=r"свою апелляцию|участвует"):
        decide_appeal(store, SETTINGS, number, "withdrawn", by=by)
    assert store.reviews.appeals()[0].state == "open"
    assert store.reviews.exceptions() == ()


def test_nor_does_the_manager_whose_talk_it_is(store):
    number = file_appeal(store, "talk-2#2:tone", by="Лев Теплов", reason="за Марию")
    with pytest.raises(OkkError, match="участвует"):
        decide_appeal(store, SETTINGS, number, "stands", by=MARIA)


def test_a_withdrawn_hint_is_an_exception_and_an_example(store):
    number = file_appeal(store, hint(store, criterion="tone"), by=MARIA, reason="цитата клиента")
    told = decide_appeal(store, SETTINGS, number, "withdrawn", by=ANNA, note="да, цитата")
    assert any("исключение" in line for line in told)
    (exception,) = store.reviews.exceptions()
    assert (exception.conversation, exception.by, exception.n) == ("talk-2", ANNA, None)
    with equipped(SETTINGS, RULES, store) as pipeline:
        again = pipeline.scorecard(store.conversation("talk-2"))
        elsewhere = pipeline.scorecard(store.conversation("talk-5"))
    assert not [f for f in again.findings if f.criterion == "tone"]
    assert [f for f in elsewhere.findings if f.criterion == "tone"]
    assert outcomes(store) == [(number, "passes")]


def test_something_missing_is_excepted_in_its_message_alone(store):
    number = file_appeal(store, hint(store), by=MARIA, reason="уже здоровались по телефону")
    decide_appeal(store, SETTINGS, number, "withdrawn", by=ANNA)
    (exception,) = store.reviews.exceptions()
    assert (exception.n, exception.excerpt, exception.reason) == (
        2,
        None,
        "уже здоровались по телефону",
    )


def test_without_its_exception_the_example_fails(store):
    number = file_appeal(store, hint(store, criterion="tone"), by=MARIA, reason="цитата клиента")
    decide_appeal(store, SETTINGS, number, "withdrawn", by=ANNA)
    with equipped(SETTINGS, RULES) as pipeline:  # a run that does not know the store
        (outcome,) = regressions(store, pipeline.scorecard)
    assert outcome.state == "fails"
    assert outcome.told


CHANGED = [("talk-2#2:tone", "ok", "fails"), ("talk-2#2:greeting", "не требуется", "fails")]


@pytest.mark.parametrize(("place", "label", "state"), CHANGED)
def test_a_changed_label_is_a_persons_label_and_an_example(place, label, state, store):
    number = file_appeal(store, place, by=MARIA, reason="не согласна")
    decide_appeal(store, SETTINGS, number, "changed", by=ANNA, label=label)
    (kept,) = store.reviews.corrections()
    assert (kept.part, kept.who) == ("appeal", ANNA)
    assert store.reviews.appeals()[0].new_label == kept.new_label in ("ok", "na")
    assert outcomes(store) == [(number, state)]
    with equipped(SETTINGS, RULES, store) as pipeline:
        mended = [_relabelled(pipeline.scorecard(store.conversation("talk-2")), kept)]
        (outcome,) = regressions(store, lambda _: mended[0])
    assert outcome.state == "passes"


def _relabelled(card, kept):
    scores = tuple(
        s.model_copy(update={"label": kept.new_label})
        if (s.criterion, s.n) == (kept.criterion, kept.n)
        else s
        for s in card.scores
    )
    return card.model_copy(update={"scores": scores})


def test_what_cannot_be_judged_now_is_no_failure(store):
    number = file_appeal(store, "talk-2#2:tone", by=MARIA, reason="не согласна")
    decide_appeal(store, SETTINGS, number, "changed", by=ANNA, label="ok")
    card = newest(store, "talk-2")
    silent = card.model_copy(update={"scores": ()})
    (outcome,) = regressions(store, lambda _: silent)
    assert outcome.state == "unknown"


@pytest.mark.parametrize("label", [None, "вежливо"])
def test_a_change_needs_a_label_of_the_rubric(label, store):
    number = file_appeal(store, "talk-2#2:tone", by=MARIA, reason="не согласна")
    with pytest.raises(OkkError, match="новая оценка") as told:
        decide_appeal(store, SETTINGS, number, "changed", by=ANNA, label=label)
    assert "хорошо" in told.value.advice
    assert store.reviews.appeals()[0].state == "open"


def test_what_stands_leaves_no_trace_but_the_log(store):
    number = file_appeal(store, "talk-2#2:tone", by=MARIA, reason="не согласна")
    decide_appeal(store, SETTINGS, number, "stands", by=ANNA, note="разобрали вместе")
    assert (store.reviews.corrections(), store.reviews.exceptions()) == ([], ())
    assert outcomes(store) == []
    told = [(e.who, e.what) for e in store.reviews.events("talk-2")]
    assert told == [(MARIA, "appeal"), (ANNA, "appeal stands")]
    with pytest.raises(OkkError, match="открытой апелляции"):
        decide_appeal(store, SETTINGS, number, "stands", by=ANNA)


def test_a_forgotten_client_leaves_no_example(store):
    number = file_appeal(store, hint(store, criterion="tone"), by=MARIA, reason="цитата клиента")
    decide_appeal(store, SETTINGS, number, "withdrawn", by=ANNA)
    store.forget("Пётр")
    assert (store.reviews.appeals(), store.reviews.exceptions(), outcomes(store)) == ([], (), [])


# At the prompt


def test_the_whole_way_at_the_prompt(okk, store, tmp_path):
    settings = tmp_path / "okk.toml"
    settings.write_text(
        '[grammar]\nengine = "off"\n[[team]]\nname = "Ступень"\n'
        f'managers = ["{MARIA}", "{ILYA}"]\n[store]\nurl = "sqlite:///okk.db"\n',
        encoding="utf-8",
    )
    at = ("--settings", settings)
    made = okk("appeal", "talk-2#2:tone", "--reason", "не согласна", "--by", MARIA, *at)
    assert "№ 1" in made.out
    assert "ждёт решения" in okk("appeals", "--open", *at).out
    assert okk("regressions", *at).code == 0
    decided = okk("appeals", "decide", "1", "changed", "--label", "ok", "--by", ANNA, *at)
    assert (decided.code, decided.err) == (0, "")
    assert "апелляций нет" in okk("appeals", "--open", *at).out
    assert "оценка изменена" in okk("appeals", *at).out
    failed = okk("regressions", *at)
    assert (failed.code, "talk-2#2:tone" in failed.out) == (1, True)
