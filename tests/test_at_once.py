"""A strong model is asked about many messages in one call; each answer stays with its message."""

import json
import re

from okk_text.conversation.dialogue import dialogue
from okk_text.conversation.model import Conversation, Message
from okk_text.judge.at_once import QUESTIONS_A_CALL
from okk_text.language import speaking
from okk_text.results import NOT_ASSESSED
from tests.judge_stub import criterion, judge, judged, model, question, says_yes, shipped, verdict
from tests.llm_stub import LlmStub, says

CHAT = dialogue("""
    C Пётр: Здравствуйте! Сколько стоит лестница?
    M Мария: Добрый день! Лестница стоит 90 000 ₽.
    C Пётр: А сроки?
    M Мария: Читать надо внимательнее. Всё написано.
    C Пётр: Ясно.
    M Мария: Пришлите размеры до пятницы.
""")
POLITE = criterion(
    questions=(question("q", "Вежлив ли менеджер?"),),
    decide=[{"q": "yes", "label": "yes"}, {"q": "no", "label": "no"}],
)


def at_once(script, conversation, criteria, **llm):
    """What is said, and the bodies sent."""
    with LlmStub(script) as stub:
        said = judged(judge(stub, asks="conversation", **llm), conversation, criteria)
        return said, stub.bodies


def long_chat(messages, *, words=60):
    texts = [f"Сообщение {n} вежливое. " + "слово " * words for n in range(1, messages + 1)]
    return Conversation(
        id="long", source="s", channel="chat", medium="chat",
        messages=tuple(
            Message(n=n, author="M", role="manager", text=text) for n, text in enumerate(texts, 1)
        ),
    )  # fmt: skip


def test_all_messages_and_criteria_are_one_call():
    criteria = [shipped("cta"), shipped("deal_stage"), shipped("next_step"), POLITE]
    said, bodies = at_once(model(says_yes(вежлив="Добрый")), CHAT, criteria)
    assert len(bodies) == 1
    assert [verdict(said, "polite", n).label for n in (2, 4, 6)] == ["yes", "no", "no"]
    assert verdict(said, "deal_stage").label == "new"


def test_questions_say_which_sentences_they_are_about():
    with speaking("en"):  # the language of the run is not that of the conversation
        _, ((body,)) = at_once(model(says_yes()), CHAT, [POLITE])
    asked = re.findall(r"^polite\.q#(\d): \((.*?)\)", body["messages"][1]["content"], re.M)
    assert asked == [("2", "предложения 3–4"), ("4", "предложения 6–7"), ("6", "предложения 9–9")]


def test_evidence_of_another_message_is_void():
    def elsewhere(ask, sentences):
        return [3] if "Вежлив" in ask else None  # of message 2, whichever is asked about

    said, _ = at_once(model(elsewhere), CHAT, [POLITE])
    assert verdict(said, "polite", 2).label == "yes"
    for n in (4, 6):
        assert verdict(said, "polite", n).label == NOT_ASSESSED
        assert "другое место" in verdict(said, "polite", n).reason


def test_a_question_left_out_or_answered_twice():
    answer = {"evidence": [], "reason": "", "answer": "no"}
    twice = [{"id": "polite.q#2", **answer}, {"id": "polite.q#2", **answer, "answer": "unsure"}]
    said, _ = at_once(says({"answers": twice}), CHAT, [POLITE])
    assert verdict(said, "polite", 2).label == "no"  # the first counts
    assert verdict(said, "polite", 4).label == NOT_ASSESSED
    assert "не ответила" in verdict(said, "polite", 4).reason


def test_an_answer_to_a_question_that_was_not_due_does_not_count():
    stage = criterion(
        "stage",
        unit="conversation",
        questions=(question("paid", "Оплачено?"), question("lost", "Отказ?", after={"paid": "no"})),
        decide=[
            {"lost": "yes", "label": "lost"},
            {"paid": "yes", "label": "paid"},
            {"label": "new"},
        ],
    )
    both = says_yes(оплачено="стоит", отказ="Ясно")
    said, _ = at_once(model(both), CHAT, [stage])
    assert [a.question for a in verdict(said, "stage").answers] == ["paid"]
    assert verdict(said, "stage").label == NOT_ASSESSED  # as where they are asked one by one


def test_a_long_conversation_is_asked_window_by_window_and_each_message_once():
    conversation = long_chat(60)
    said, bodies = at_once(model(says_yes(вежлив="вежливое")), conversation, [POLITE])
    assert 1 < len(bodies) < 10
    asked = re.findall(r"polite\.q#(\d+):", json.dumps(bodies))
    assert sorted(map(int, asked)) == list(range(1, 61))
    assert {v.label for v in said} == {"yes"}


def test_a_question_about_the_conversation_is_asked_in_each_window_or_in_the_last():
    conversation = long_chat(60)
    whole = criterion(
        "whole",
        unit="conversation",
        questions=(question("any", "Сказано ли?"), question("last", "Чем кончилось?", over="last")),
        decide=[{"any": "yes", "last": "yes", "label": "yes"}, {"label": "no"}],
    )
    seen = model(says_yes(сказано="Сообщение 1 вежливое", кончилось="Сообщение 60 вежливое"))
    said, bodies = at_once(seen, conversation, [whole])
    texts = [body["messages"][1]["content"] for body in bodies]
    assert verdict(said, "whole").label == "yes"
    assert ["whole.last" in text for text in texts] == [False] * (len(texts) - 1) + [True]
    assert "whole.any" not in texts[-1]  # answered before
    missed, _ = at_once(model(says_yes(кончилось="Сообщение 1 вежливое")), conversation, [whole])
    assert verdict(missed, "whole").label == "no"


def test_many_questions_are_cut_into_calls():
    many = criterion(
        questions=tuple(question(f"q{k}") for k in range(30)),
        decide=[{"q0": "yes", "label": "yes"}, {"label": "no"}],
    )
    said, bodies = at_once(model(says_yes()), CHAT, [many])
    assert len(bodies) == -(-3 * 30 // QUESTIONS_A_CALL)
    assert {v.label for v in said} == {"no"}


def test_a_message_longer_than_a_window_is_asked_about_by_itself():
    conversation = long_chat(2, words=1500)
    said, bodies = at_once(model(says_yes(вежлив="вежливое")), conversation, [POLITE])
    assert [v.label for v in said] == ["yes", "yes"]
    assert any("Вопрос: " in body["messages"][1]["content"] for body in bodies)


def test_repeats_ask_in_the_other_order():
    _, bodies = at_once(model(says_yes()), CHAT, [POLITE], repeats=2)
    orders = [re.findall(r"polite\.q#(\d)", body["messages"][1]["content"]) for body in bodies]
    assert orders == [["2", "4", "6"], ["6", "4", "2"]]


def test_objections_of_all_clients_turns_are_found_in_the_same_call():
    conversation = dialogue("""
        C: Сколько стоит?
        M: 90 000 ₽.
        C: Ого, дорого.
        M: Гарантия десять лет, есть вариант за 70 000.
        C: А сроки?
        M: Две недели.
    """)
    seen = says_yes(возражает="дорого", цене="дорого", существу="Гарантия", ведёт="вариант")
    criteria = [shipped("objection_kind"), shipped("objections")]
    said, bodies = at_once(model(seen), conversation, criteria)
    assert "Вопросы:" in bodies[0]["messages"][1]["content"]
    assert sum("Вопросы:" in body["messages"][1]["content"] for body in bodies) == 1
    (fact,) = [f.value for f in said if getattr(f, "name", "") == "objections"]
    assert fact == [{"n": 3, "kind": "price", "handled": "full", "answer_n": 4}]
